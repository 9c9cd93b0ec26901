//! Words as they are compared, so that "8%" is not wrong for "eight percent", and how far two texts are apart.
//!
//! Lower case, letters and digits; hesitations left out on both sides; numbers spelt out, with "hundred", "thousand" and
//! "million" left out ("$1.2 million" and "one point two million dollars" are the same words); "okay" for "ok".

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const GREAT: [&str; 4] = ["hundred", "thousand", "million", "billion"];

/// After a ten a recogniser writes "21st", a person says "twenty first": both are "twenty one".
const ORDINALS: [(&str, &str); 7] = [
    ("first", "one"),
    ("second", "two"),
    ("third", "three"),
    ("fifth", "five"),
    ("eighth", "eight"),
    ("ninth", "nine"),
    ("twelfth", "twelve"),
];

/// The digits of a number that are read; more are no number that somebody says.
const MOST_DIGITS: usize = 12;

/// Whether a word is a hesitation: um, uh, er, erm, ah, eh, hm, mm and their lengthenings.
pub(crate) fn is_hesitation(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(char::is_ascii_alphabetic).collect();
    let mut once = letters.clone();
    once.dedup();
    let once: String = once.into_iter().collect::<String>().to_lowercase();
    ["um", "uhm", "uh", "er", "erm", "ah", "eh", "hm", "mhm"].contains(&&*once)
        || once == "m" && letters.len() > 1
}

/// The words of a text as they are compared: see the head of this file.
pub(crate) fn comparable<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let text = words.collect::<Vec<_>>().join(" ").to_lowercase().replace(['\'', '\u{2019}'], "");
    let text = spell_signs(&text);
    let mut out: Vec<String> = Vec::new();
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()).flat_map(runs) {
        let after_ten = out.last().is_some_and(|last| TENS[2..].contains(&&**last));
        let after_number = after_ten || out.last().is_some_and(|last| ONES.contains(&&**last));
        if is_hesitation(word) || GREAT.contains(&word) || ["k", "m"].contains(&word) && after_number {
            continue;
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            spell(word[..word.len().min(MOST_DIGITS)].parse().unwrap_or(0), &mut out);
        } else if let Some((_, cardinal)) = ORDINALS.iter().find(|(name, _)| after_ten && *name == word) {
            out.push((*cardinal).to_owned());
        } else {
            out.push(if word == "ok" { "okay" } else { word }.to_owned());
        }
    }
    out
}

/// Runs of letters and of digits; what makes an ordinal of digits ("21st") is left out.
fn runs(word: &str) -> Vec<&str> {
    let same = |a: &u8, b: &u8| a.is_ascii_digit() == b.is_ascii_digit();
    let mut from = 0;
    let mut runs: Vec<&str> = Vec::new();
    for run in word.as_bytes().chunk_by(same) {
        let text = &word[from..from + run.len()];
        from += run.len();
        let ordinal = from == word.len() && !runs.is_empty() && ["st", "nd", "rd", "th"].contains(&text);
        if !ordinal {
            runs.push(text);
        }
    }
    runs
}

/// Dollars, percent, "and" and the points of figures as words; commas between thousands go.
fn spell_signs(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let mut out = String::new();
    // Where a sum of dollars ends, so that the word can follow it.
    let mut dollars_at = None;
    for (at, &c) in chars.iter().enumerate() {
        if dollars_at == Some(at) {
            out.push_str(" dollars ");
            dollars_at = None;
        }
        match c {
            '$' if digit(at + 1) => {
                let mut end = at + 1;
                while chars.get(end).is_some_and(|c| c.is_ascii_digit() || ",.".contains(*c)) {
                    end += 1;
                }
                let stands_alone = !chars.get(end + 1).is_some_and(char::is_ascii_alphanumeric);
                if chars.get(end).is_some_and(|c| "kmb".contains(*c)) && stands_alone {
                    end += 1;
                }
                dollars_at = Some(end);
                out.push(' ');
            }
            '%' => out.push_str(" percent "),
            '&' => out.push_str(" and "),
            ',' if at > 0 && digit(at - 1) && (1..=3).all(|more| digit(at + more)) => {}
            '.' if at > 0 && digit(at - 1) && digit(at + 1) => out.push_str(" point "),
            c => out.push(c),
        }
    }
    if dollars_at.is_some() {
        out.push_str(" dollars");
    }
    out
}

/// A number in words, without "hundred" and "thousand".
fn spell(number: u64, out: &mut Vec<String>) {
    if let Some(word) = ONES.get(number as usize) {
        out.push((*word).to_owned());
    } else if number < 100 {
        out.push(TENS[number as usize / 10].to_owned());
        if !number.is_multiple_of(10) {
            spell(number % 10, out);
        }
    } else {
        for size in [1_000_000_000, 1_000_000, 1_000, 100] {
            if number >= size {
                spell(number / size, out);
                if !number.is_multiple_of(size) {
                    spell(number % size, out);
                }
                return;
            }
        }
    }
}

/// The least number of substitutions, deletions and insertions that make one out of the other.
pub(crate) fn edits(a: &[String], b: &[String]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

/// The places of the words that two texts have in common, in order: as many as possible.
pub(crate) fn common(a: &[String], b: &[String]) -> Vec<(usize, usize)> {
    let mut longest = vec![vec![0usize; b.len() + 1]; a.len() + 1];
    for (i, x) in a.iter().enumerate().rev() {
        for (j, y) in b.iter().enumerate().rev() {
            longest[i][j] =
                if x == y { longest[i + 1][j + 1] + 1 } else { longest[i + 1][j].max(longest[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        comparable(text.split(' '))
    }

    #[test]
    fn edits_are_counted_as_substitutions_deletions_and_insertions() {
        for (truth, heard, expected) in [
            ("we shipped it", "we shipped it", 0),
            ("we shipped it", "we stripped it", 1),
            ("we shipped it", "we shipped", 1),
            ("we shipped it", "and we shipped it all", 2),
            ("um, by eight percent", "by 8%", 0),
            ("the on-call phone", "the on call phone", 0),
            ("one point two million dollars", "$1.2 million", 0),
            ("we paid five thousand dollars for it", "we paid $5,000 for it", 0),
            ("forty thousand dollars", "$40k", 0),
            ("on the twenty first", "on the 21st", 0),
            ("ok, it's two hundred and five", "okay its 200 & 5", 0),
            ("", "we", 1),
        ] {
            assert_eq!(edits(&words(truth), &words(heard)), expected, "{truth:?} as {heard:?}");
        }
    }

    #[test]
    fn lengthened_hesitations_are_no_words() {
        for word in ["um", "Ummm,", "uhh", "uhm", "er", "errm", "ah", "hmm", "mm", "mhmm"] {
            assert!(is_hesitation(word), "{word}");
        }
        for word in ["m", "a", "her", "am", "ham", "uh-huh", ""] {
            assert!(!is_hesitation(word), "{word}");
        }
    }

    #[test]
    fn common_words_are_found_around_a_wrong_one() {
        assert_eq!(
            common(&words("we really shipped it"), &words("we reel shipped it")),
            [(0, 0), (2, 2), (3, 3)]
        );
    }
}
