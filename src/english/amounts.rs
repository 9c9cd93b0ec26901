//! Numbers with their units: "three percent", "by half", "from 480 to 190 milliseconds".
//!
//! Years, dates, ordinals, "one of the" and numbers that are part of a name ("phase 2", "p95") are no amounts.

use std::sync::LazyLock;

use super::numbers::{is_digits, is_large, is_number, is_number_word, small};
use super::words::Sentence;
use crate::lexicon;
use crate::transcript::{Transcript, Word, WordRange};

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/english/amounts.txt");

/// Words after a number that belong to it.
static UNITS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "units"));

/// Of those, the units of measure.
static MEASURES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "measures"));

/// Counts below this are small.
const TEN: u64 = 10;

/// Marks after a word.
const ENDS: [char; 6] = ['.', ',', ';', ':', '?', '!'];

/// Words before a number that make it a name.
static NAMED: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "named"));

/// What a small number counts where it says nothing about size.
static NO_AMOUNT: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "no-amount"));

static MONTHS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "months"));

/// Finds the amounts of one sentence as ranges of words, in order.
pub(crate) fn amounts(transcript: &Transcript, sentence: &Sentence) -> Vec<WordRange> {
    let mut found = Vec::new();
    let mut index = 0;
    while index < sentence.tokens.len() {
        let end = amount_at(transcript, sentence, index);
        if end == index {
            index += 1;
            continue;
        }
        if tells_when(sentence, index, end) {
            index = end;
            continue;
        }
        let (first, end) = with_from_to(transcript, sentence, index, end);
        let place = |index: usize| sentence.tokens[index].place;
        found.push(WordRange::new(place(first), place(end - 1) + 1));
        index = end;
    }
    found
}

/// Whether an amount is a count below ten of people or things, such as "three" or "two teams": it sets a scene and shows
/// no size. With a unit of measure ("three weeks", "two working days") or a change ("from nine to two") it is none.
pub(crate) fn is_small_count(transcript: &Transcript, words: WordRange) -> bool {
    let said: Vec<&Word> = transcript.get(words).iter().filter(|word| !word.is_hesitation()).collect();
    // "3%", "$8" and "0.5" have keys of digits alone.
    let is_bare = |word: &Word| word.text.trim_end_matches(ENDS).chars().all(char::is_alphanumeric);
    if !said.first().is_some_and(|word| is_bare(word)) {
        return false;
    }
    let keys: Vec<String> = said.into_iter().map(Word::key).collect();
    if unit_follows(transcript, words) {
        return false;
    }
    let is_small =
        |key: &str| small(key).or_else(|| key.parse().ok()).is_some_and(|count| (1..TEN).contains(&count));
    match keys.as_slice() {
        [count] => is_small(count),
        [count, counted] => is_small(count) && !MEASURES.contains(&counted.as_str()) && !is_number(counted),
        _ => false,
    }
}

/// Whether a unit of measure stands behind an amount and one more word: "two working days".
fn unit_follows(transcript: &Transcript, amount: WordRange) -> bool {
    let ends = |word: &Word| word.text.ends_with(ENDS);
    let mut rest = transcript.words.iter().skip(amount.end);
    let within = !transcript.get(amount).last().is_some_and(ends);
    let (first, second) = (rest.next(), rest.next());
    // "Two teams for weeks", "four people a day": the time is of something else.
    let parts = |word: &Word| {
        ends(word)
            || matches!(
                &*word.key(),
                "for" | "per" | "a" | "an" | "each" | "every" | "in" | "on" | "and" | "of"
            )
    };
    let near = [first, second.filter(|_| !first.is_some_and(parts))];
    within && near.into_iter().flatten().any(|word| MEASURES.contains(&word.key().as_str()))
}

/// Whether an amount says when something was and not how much: "two years ago", "after four in the morning".
fn tells_when(sentence: &Sentence, at: usize, end: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| sentence.key(before));
    let hour = end == at + 1
        && matches!(before, "at" | "after" | "before" | "by" | "around" | "until" | "till" | "since")
        && (sentence.starts_at(end, "in the")
            && matches!(sentence.key(end + 2), "morning" | "afternoon" | "evening" | "night")
            || matches!(sentence.key(end), "o'clock" | "sharp"));
    hour || matches!(sentence.key(end - 1), "am" | "pm") || sentence.key(end) == "ago"
}

/// The index after the amount that begins at an index; the same index where none does.
fn amount_at(transcript: &Transcript, sentence: &Sentence, at: usize) -> usize {
    if let Some(length) = phrase_at(sentence, at) {
        return at + length;
    }
    if !is_amount(transcript, sentence, at) {
        return at;
    }
    let mut end = at + 1;
    while is_number(sentence.key(end)) && !sentence.tokens[end].after_break
        || matches!(sentence.key(end), "point" | "and" | "to" | "or" | "a" | "half" | "dozen")
            && continues(sentence, end)
    {
        end += 1;
    }
    if sentence.key(end) == "basis" && sentence.key(end + 1) == "points" {
        return end + 2;
    }
    let unit = |index: usize| {
        UNITS.contains(&sentence.key(index))
            && sentence.tokens.get(index).is_some_and(|token| !token.after_break)
    };
    while unit(end) && end < at + 12 {
        end += 1;
    }
    end
}

/// Whether a joining word inside a number is followed by more of it: "two point five", "three to four", "two and a
/// half".
fn continues(sentence: &Sentence, at: usize) -> bool {
    if sentence.tokens[at].after_break {
        return false;
    }
    match sentence.key(at) {
        "and" => {
            sentence.starts_at(at + 1, "a half")
                || is_number_word(sentence.key(at + 1)) && sentence.key(at - 1).starts_with("hundred")
        }
        "half" => sentence.key(at - 1) == "a",
        "a" => sentence.key(at + 1) == "half" && sentence.key(at - 1) == "and",
        "to" | "or" | "point" => is_number(sentence.key(at + 1)) && sentence.key(at + 1) != "one",
        _ => sentence.key(at) == "dozen",
    }
}

/// Amounts without a number word: "half", "a third", "twice as fast", "doubled".
fn phrase_at(sentence: &Sentence, at: usize) -> Option<usize> {
    let (key, next) = (sentence.key(at), sentence.key(at + 1));
    match key {
        "half"
            if !matches!(next, "way" | "hearted" | "year" | "time")
                && sentence.key(at.wrapping_sub(1)) != "first" =>
        {
            Some(1)
        }
        "halved" | "doubled" | "tripled" | "quadrupled" => Some(1),
        // "Twice as fast": the word says of what there is twice as much.
        "twice" if next == "as" && !sentence.key(at + 2).is_empty() => Some(3),
        "twice" | "double" | "triple" if matches!(next, "as" | "the" | "a") => Some(2),
        "a" | "one" | "two" | "three" => {
            let share =
                matches!(next, "third" | "thirds" | "quarter" | "quarters" | "fifth" | "fifths" | "tenth");
            let after = sentence.key(at + 2);
            let before = at.checked_sub(1).map_or("", |before| sentence.key(before));
            let alone = sentence.tokens.get(at + 2).is_none_or(|token| token.after_break);
            // "Once in a quarter": three months.
            let is_a_time = next.starts_with("quarter")
                && after != "of"
                && matches!(before, "in" | "per" | "within" | "for" | "once");
            (share
                && !is_a_time
                && (next.ends_with('s')
                    || matches!(after, "of" | "less" | "more" | "fewer")
                    || before == "by"
                    || alone))
                .then_some(2)
        }
        _ => None,
    }
}

/// Whether the word at an index begins an amount.
fn is_amount(transcript: &Transcript, sentence: &Sentence, at: usize) -> bool {
    let (key, next) = (sentence.key(at), sentence.key(at + 1));
    let before = at.checked_sub(1).map_or("", |before| sentence.key(before));
    let text = transcript.words.get(sentence.tokens[at].place).map_or("", |word| word.text.as_str());
    // The name may be of several numbers: "p ninety five".
    let named =
        (0..at).rev().map(|index| sentence.key(index)).find(|key| !is_number_word(key)).unwrap_or_default();
    if NAMED.contains(&named) || !is_number(key) {
        return false;
    }
    if is_digits(key) {
        let bare = text.trim_matches(|c: char| !c.is_alphanumeric() && c != '$' && c != '%');
        let year = bare.len() == 4 && (bare.starts_with("19") || bare.starts_with("20"));
        let year = year && bare.bytes().all(|byte| byte.is_ascii_digit()) && !UNITS.contains(&next);
        let date = MONTHS.contains(&before) || MONTHS.contains(&next) && !UNITS.contains(&next);
        let name = bare.contains("/7") || bare.chars().filter(|c| *c == '.').count() > 1;
        return !year && !date && !name;
    }
    if key == "one" {
        return UNITS.contains(&next) && !matches!(next, "day" | "second" | "p")
            || is_number_word(next) && next != "one";
    }
    // "Some million" tells no more than "a lot".
    if is_large(key) && matches!(before, "some" | "several" | "few" | "many" | "couple") {
        return false;
    }
    let unit = UNITS.contains(&next) || is_number(next);
    if matches!(before, "at" | "until" | "till") && !unit {
        return false;
    }
    let says_year = matches!(key, "nineteen" | "twenty")
        && is_number_word(next)
        && before == "in"
        && !UNITS.contains(&sentence.key(at + 2))
        && !UNITS.contains(&sentence.key(at + 3));
    !says_year
        && !NO_AMOUNT.contains(&next)
        && !matches!(before, "these" | "those" | "the" if key != "zero" && !UNITS.contains(&next))
}

/// Widens an amount to "from A to B unit", where it is one.
fn with_from_to(transcript: &Transcript, sentence: &Sentence, at: usize, end: usize) -> (usize, usize) {
    let Some(from) = at.checked_sub(1).filter(|from| matches!(sentence.key(*from), "from" | "between"))
    else {
        return (at, end);
    };
    let to = (end..end + 4).find(|to| matches!(sentence.key(*to), "to" | "and"));
    let Some(to) = to else { return (at, end) };
    let number = (to + 1..to + 4)
        .find(|number| *number < sentence.tokens.len() && amount_at(transcript, sentence, *number) > *number);
    match number {
        Some(number) => (from, amount_at(transcript, sentence, number)),
        None => (at, end),
    }
}

/// Whether a sentence says an amount.
pub(crate) fn has_amount(transcript: &Transcript, sentence: &Sentence) -> bool {
    !amounts(transcript, sentence).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn are(text: &str, wanted: &[&str]) {
        let transcript = Transcript::from_text(text);
        let sentence = Sentence::new(&transcript, transcript.all());
        let found: Vec<String> =
            amounts(&transcript, &sentence).into_iter().map(|range| transcript.quote(range)).collect();
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn numbers_with_units_are_amounts() {
        are("Failures fell by 3% in 36 hours.", &["3%", "36 hours."]);
        are(
            "It took three percent of a hundred and twenty rooms",
            &["three percent", "hundred and twenty rooms"],
        );
        are("We saved $40k and two million dollars", &["$40k", "two million dollars"]);
        are(
            "p95 went from four eighty to one ninety milliseconds",
            &["from four eighty to one ninety milliseconds"],
        );
        are("from 3.5 seconds to 0.8 seconds", &["from 3.5 seconds to 0.8 seconds"]);
        are("it was lower in a quarter of the shops", &["a quarter"]);
        are("tickets fell by half and the rest by a third", &["half", "a third"]);
        are("It is twice as fast, and sales doubled", &["twice as fast,", "doubled"]);
        are("three to four weeks, zero downtime", &["three to four weeks,", "zero downtime"]);
        are("two thirds were wrong at eighty percent", &["two thirds", "eighty percent"]);
        are("after four hours in the rain", &["four hours"]);
        are("two and a half hours", &["two and a half hours"]);
        are("one hundred and six machines for one week", &["one hundred and six machines", "one week"]);
    }

    #[test]
    fn a_small_count_has_no_unit_of_measure() {
        let is_small = |text: &str| {
            let transcript = Transcript::from_text(text);
            let found = amounts(&transcript, &Sentence::new(&transcript, transcript.all()));
            is_small_count(&transcript, found[0])
        };
        for text in [
            "we had two teams",
            "I asked three",
            "five nurses were new",
            "it had 4 nurses",
            "two teams for weeks",
        ] {
            assert!(is_small(text), "{text}");
        }
        for text in [
            "two working days late",
            "it took three weeks",
            "12 nurses",
            "half",
            "from nine to two",
            "it fell to 3%",
            "it cost $8",
            "it was 0.5 of it",
            "we had zero outages",
        ] {
            assert!(!is_small(text), "{text}");
        }
    }

    #[test]
    fn names_dates_and_turns_of_speech_are_none() {
        for text in [
            "one of the first things",
            "Two years ago I looked after bikes",
            "it began just after four in the morning",
            "we met at 9 am",
            "in 2019 and on May 3rd",
            "on March 14",
            "I had two options and the third one won",
            "in phase 2 of a Fortune 500",
            "one day we left",
            "the p95 and the N+1 query",
            "the p ninety five was bad",
            "a third option",
            "the two of us",
            "for the second time",
            "24/7",
            "half way through",
            "it failed once in a quarter",
            "we watched it until nine, in week two",
            "some million in payments, several thousand of them",
        ] {
            are(text, &[]);
        }
    }
}
