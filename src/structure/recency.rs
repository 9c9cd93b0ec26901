//! When: how long ago the story happened, where the speaker says it.

use std::sync::LazyLock;

use super::told::Told;
use super::{Section, When};
use crate::english::numbers::is_number_word;
use crate::english::words::Sentence;
use crate::lexicon;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/recency.txt");

/// Spans of time, each with its months.
static SPANS: LazyLock<Vec<(&str, u32)>> = LazyLock::new(|| with_months("spans"));

/// What may be "last", each with the months that it is ago at most.
static LAST: LazyLock<Vec<(&str, u32)>> = LazyLock::new(|| with_months("last"));

/// Turns that tell when without a number.
static TIMES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "times"));

/// Small numbers as they are said before "years ago".
const COUNTS: [(&str, u32); 18] = [
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("couple", 2),
    ("two", 2),
    ("few", 3),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("fifteen", 15),
    ("twenty", 20),
];

fn with_months(name: &str) -> Vec<(&'static str, u32)> {
    let entries = lexicon::list(LEXICON, name).into_iter();
    entries
        .filter_map(|entry| entry.split_once(' '))
        .filter_map(|(word, months)| Some((word, months.parse().ok()?)))
        .collect()
}

/// Finds when the story was, where it is said before its end: "last year" in the Result compares, and tells no time.
pub(super) fn when(told: &Told<'_>) -> Option<When> {
    told.sentences
        .iter()
        .filter(|sentence| !matches!(told.section_of(sentence), Some(Section::Result | Section::Learning)))
        .find_map(when_in)
}

/// Where a sentence tells when it was.
fn when_in(sentence: &Sentence) -> Option<When> {
    (0..sentence.tokens.len()).find_map(|at| {
        ago(sentence, at)
            .or_else(|| in_year(sentence, at))
            .or_else(|| turn(sentence, at))
            .or_else(|| last(sentence, at))
    })
}

/// "Two years ago", "about a year and a half ago". Minutes and hours ago are of the story itself.
fn ago(sentence: &Sentence, at: usize) -> Option<When> {
    let count = |key: &str| COUNTS.iter().find(|(word, _)| *word == key).map(|(_, count)| *count);
    let digits = sentence.key(at).parse().ok().filter(|count| *count < 100);
    let number = digits.or_else(|| count(sentence.key(at)))?;
    let (number, from) = match (sentence.key(at), sentence.key(at + 1)) {
        ("a", "couple") => (2, at + if sentence.key(at + 2) == "of" { 3 } else { 2 }),
        ("a", "few") => (3, at + 2),
        (_, "or") => (count(sentence.key(at + 2))?, at + 3),
        _ => (number, at + 1),
    };
    let (_, months) = SPANS.iter().find(|(span, _)| *span == sentence.key(from))?;
    let and_a_half = sentence.starts_at(from + 1, "and a half");
    let end = if and_a_half { from + 4 } else { from + 1 };
    let half = if and_a_half { months / 2 } else { 0 };
    matches!(sentence.key(end), "ago" | "back").then(|| When {
        words: sentence.words(at, end + 1),
        // Weeks and days are no number of months.
        months_ago: (*months > 0).then(|| number.saturating_mul(*months) + half),
        year: None,
    })
}

/// "In 2019", "back in the summer of 2021", "in March 2020".
fn in_year(sentence: &Sentence, at: usize) -> Option<When> {
    let key = sentence.key(at);
    let year: u32 = key.parse().ok().filter(|year| (1950..2100).contains(year) && key.len() == 4)?;
    let before = at.checked_sub(1).map_or("", |before| sentence.key(before));
    let is_month = LAST.iter().any(|(word, _)| *word == before);
    let counts = SPANS.iter().any(|(span, _)| *span == sentence.key(at + 1));
    // "In 2000 files": what follows a year begins a new thought.
    let goes_on = sentence.tokens.get(at + 1).is_some_and(|token| !token.after_break)
        && sentence.key(at + 1).ends_with('s')
        && !matches!(sentence.key(at + 1), "was" | "this" | "as" | "is");
    let begins =
        matches!(before, "in" | "of" | "since" | "early" | "late" | "mid" | "during" | "around" | "year")
            || is_month;
    (begins && !counts && !goes_on).then(|| When {
        words: sentence.words(at - 1, at + 1),
        months_ago: None,
        year: Some(year),
    })
}

/// "Back at university", "a while ago", "in my first job".
fn turn(sentence: &Sentence, at: usize) -> Option<When> {
    let phrase =
        TIMES.iter().filter(|phrase| sentence.starts_at(at, phrase)).max_by_key(|phrase| phrase.len())?;
    let end = at + phrase.split(' ').count();
    let until_now =
        at.checked_sub(1).is_some_and(|before| matches!(sentence.key(before), "until" | "for" | "by"));
    (!until_now).then(|| When { words: sentence.words(at, end), months_ago: None, year: None })
}

/// "Last March"; not "the last week before the launch" or "last year's figures".
fn last(sentence: &Sentence, at: usize) -> Option<When> {
    if sentence.key(at) != "last" {
        return None;
    }
    let (_, months) = LAST.iter().find(|(word, _)| *word == sentence.key(at + 1))?;
    let before = at.checked_sub(1).map_or("", |before| sentence.key(before));
    let is_other = matches!(
        before,
        "the" | "my" | "our" | "his" | "her" | "their" | "until" | "than" | "a" | "that" | "to" | "at"
    ) || is_number_word(before)
        || sentence.key(at + 2) == "of";
    (!is_other).then(|| When { words: sentence.words(at, at + 2), months_ago: Some(*months), year: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::words::one_sentence;
    use crate::transcript::Transcript;

    #[track_caller]
    fn says(text: &str, wanted: &str, months_ago: Option<u32>, year: Option<u32>) {
        let found = when_in(&one_sentence(text)).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(Transcript::from_text(text).quote(found.words), wanted);
        assert_eq!((found.months_ago, found.year), (months_ago, year), "{text}");
    }

    #[test]
    fn the_time_of_a_story_is_quoted() {
        says("Last March our oven broke.", "Last March", Some(12), None);
        says("So this was about two years ago, in a kitchen.", "two years ago,", Some(24), None);
        says("A year and a half ago we moved.", "A year and a half ago", Some(18), None);
        says("It must be a couple of months ago now.", "a couple of months ago", Some(2), None);
        says("30 weeks ago I was on shift.", "30 weeks ago", None, None);
        says("In 2019, we had one van.", "In 2019,", None, Some(2019));
        says("It was the summer of 2021.", "of 2021.", None, Some(2021));
        says("We opened in March 2020.", "March 2020.", None, Some(2020));
        says("Back at university I ran the film club.", "Back at university", None, None);
        says("When I was an apprentice, I cut a pipe.", "When I was an apprentice,", None, None);
        says("In my first job I sold shoes.", "In my first job", None, None);
        says("We had a flood last winter.", "last winter.", Some(24), None);
    }

    #[test]
    fn what_only_sounds_like_a_time_of_the_past_is_none() {
        for text in [
            "Two years later it broke.",
            "It took two years.",
            "The last week before the opening was hard.",
            "Last but not least I wrote it down.",
            "Five minutes ago it had been fine.",
            "I looked at 2019 files.",
            "We sorted them in 2000 boxes.",
            "It is better than last year.",
            "We had until last Friday.",
            "I want to do it in two years.",
            "My last month of work was quiet.",
            "The plan was due next March.",
        ] {
            assert_eq!(when_in(&one_sentence(text)), None, "{text}");
        }
    }
}
