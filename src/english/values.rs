//! How much a number says, in digits or in words: "6,200" and "six thousand two hundred" are one value.

use super::numbers::small;
use crate::transcript::{Transcript, WordRange, key};

/// A number that was said.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Value {
    pub(crate) words: WordRange,
    /// In digits without commas: "6200", "0.4", "8:30". Equal values have equal texts.
    pub(crate) digits: String,
}

/// One number word, or the digits of a token.
enum Piece {
    Small(u64),
    Large(u64),
    Digits(f64),
    Clock(String),
    /// "and", "point" and the like: part of a number only between others.
    Other,
}

/// Finds the numbers of an answer in order. Ordinals, and digits inside of a name such as "p95", are none.
pub(crate) fn values(transcript: &Transcript) -> Vec<Value> {
    let tokens = tokens(transcript);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((digits, end)) = value_at(&tokens, at) else {
            at += 1;
            continue;
        };
        found.push(Value { words: WordRange::new(tokens[at].place, tokens[end - 1].place + 1), digits });
        at = end;
    }
    found
}

struct Token {
    place: usize,
    key: String,
    piece: Piece,
    /// A mark stands after it, so that a number does not go on.
    ends: bool,
}

/// The tokens of an answer; "forty-two" is two of them.
fn tokens(transcript: &Transcript) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (place, word) in transcript.words.iter().enumerate().filter(|(_, word)| !word.is_hesitation()) {
        let parts: Vec<&str> = word.text.split('-').collect();
        let is_compound = parts.len() > 1 && parts.iter().all(|part| small(&key(part)).is_some());
        let parts = if is_compound { parts } else { vec![word.text.as_str()] };
        let last = parts.len() - 1;
        for (nth, part) in parts.into_iter().enumerate() {
            let ends = nth == last && word.text.ends_with(['.', ',', ';', ':', '?', '!']);
            let key = key(part);
            tokens.push(Token { place, piece: piece(part, &key), key, ends });
        }
    }
    tokens
}

fn piece(text: &str, key: &str) -> Piece {
    if let Some(value) = small(key) {
        return Piece::Small(value);
    }
    match key {
        "hundred" | "hundreds" => return Piece::Large(100),
        "thousand" | "thousands" => return Piece::Large(1_000),
        "million" | "millions" => return Piece::Large(1_000_000),
        "billion" | "billions" => return Piece::Large(1_000_000_000),
        _ => {}
    }
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end =
        text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | ':'))).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let rest = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
    let digits = digits.trim_end_matches(['.', ',', ':']);
    if digits.is_empty() || ["st", "nd", "rd", "th"].contains(&rest) {
        return Piece::Other;
    }
    if digits.contains(':') {
        return Piece::Clock(digits.to_owned());
    }
    let scale = match rest {
        "k" | "K" => 1e3,
        "M" => 1e6,
        _ => 1.0,
    };
    digits.replace(',', "").parse::<f64>().map_or(Piece::Other, |number| Piece::Digits(number * scale))
}

/// The value that begins at a token, and the end of its tokens.
fn value_at(tokens: &[Token], at: usize) -> Option<(String, usize)> {
    match &tokens[at].piece {
        Piece::Other => None,
        Piece::Clock(text) => Some((text.clone(), at + 1)),
        Piece::Digits(number) => {
            let mut end = at + 1;
            let mut number = *number;
            while let (false, Some(Piece::Large(times))) =
                (tokens[end - 1].ends, tokens.get(end).map(|t| &t.piece))
            {
                number *= *times as f64;
                end += 1;
            }
            Some((number.to_string(), end))
        }
        Piece::Small(_) | Piece::Large(_) => Some(in_words(tokens, at)),
    }
}

/// The value of number words: "two hundred and fifty", "two point one".
fn in_words(tokens: &[Token], at: usize) -> (String, usize) {
    let (mut total, mut now, mut end) = (0_u64, 0_u64, at);
    while let Some(token) = tokens.get(end).filter(|_| end == at || !tokens[end - 1].ends) {
        match token.piece {
            Piece::Small(small) if fits(now, small) => now += small,
            Piece::Large(100) => now = now.max(1).saturating_mul(100),
            Piece::Large(large) => {
                total = total.saturating_add(now.max(1).saturating_mul(large));
                now = 0;
            }
            Piece::Other if token.key == "and" && (now >= 100 || total > 0) && !token.ends => {
                match tokens.get(end + 1).map(|next| &next.piece) {
                    Some(Piece::Small(small)) if fits(now, *small) => {}
                    _ => break,
                }
            }
            _ => break,
        }
        end += 1;
    }
    let whole = total.saturating_add(now);
    let is_point = tokens.get(end).is_some_and(|token| token.key == "point") && !tokens[end - 1].ends;
    match tokens.get(end + 1).map(|token| &token.piece) {
        Some(Piece::Small(tenths)) if is_point && *tenths < 10 => (format!("{whole}.{tenths}"), end + 2),
        _ => (whole.to_string(), end),
    }
}

/// Whether a small number can follow inside one number: "forty two" and "hundred two", but not "two forty".
fn fits(now: u64, small: u64) -> bool {
    let free = now % 100;
    free == 0 || free >= 20 && free.is_multiple_of(10) && (1..10).contains(&small)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str) -> Vec<String> {
        values(&Transcript::from_text(text)).into_iter().map(|value| value.digits).collect()
    }

    #[test]
    fn one_value_has_one_text_however_it_is_said() {
        for (one, other) in [
            ("6,200 invoices", "six thousand two hundred invoices"),
            ("140 guests", "a hundred and forty guests"),
            ("42 boxes", "forty-two boxes"),
            ("2.1 percent", "two point one percent"),
            ("$40k", "forty thousand dollars"),
            ("1900 ms", "nineteen hundred milliseconds"),
            ("2 million", "two million"),
            ("450ms", "four hundred um and fifty milliseconds"),
        ] {
            assert_eq!((of(one).len(), of(one)), (1, of(other)), "{one}");
        }
    }

    #[test]
    fn numbers_that_only_stand_side_by_side_stay_apart() {
        assert_eq!(of("from four, two were left"), ["4", "2"]);
        assert_eq!(of("two forty"), ["2", "40"]);
        assert_eq!(of("ten and two more"), ["10", "2"]);
        assert_eq!(of("at 8:30 on the 3rd the p95 and phase2"), ["8:30"]);
        assert_eq!(of("to the point: two of us"), ["2"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_number_lies_in_the_answer(
            text in "(two|forty|hundred|million|billion|and|point|9|1,000|3\\.5k|[-.,: ]){0,80}"
        ) {
            let answer = Transcript::from_text(&text);
            let mut end = 0;
            for value in values(&answer) {
                prop_assert!(value.words.first >= end.min(value.words.first) && value.words.end <= answer.words.len());
                prop_assert!(!value.words.is_empty());
                end = value.words.end;
            }
        }
    }
}
