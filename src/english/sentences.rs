//! Sentences: where one ends, in written answers and in transcripts with little punctuation.
//!
//! A writer marks the end of a sentence, a recogniser often does not. So marks are used where there are some,
//! and a run that is still too long is parted at pauses and at the words that speakers go on with.

use std::sync::LazyLock;

use crate::lexicon;
use crate::time::Length;
use crate::transcript::{Transcript, Word, WordRange};

/// A run of more words than this is parted further. Written sentences of the stories have 17 on average, and 95
/// of 100 fewer than 34.
const LONG: usize = 34;

/// No part of a parted run is shorter.
const SHORTEST: usize = 6;

/// A silence after which a new sentence may begin although no mark says so: a border pause of 600 ms is longer
/// than most pauses inside a clause.
const BORDER_PAUSE: Length = Length::from_millis(600);

/// A silence that may be a border when a run is too long without any better one.
const CLAUSE_PAUSE: Length = Length::from_millis(300);

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/english/sentences.txt");

/// Words with a full stop that ends no sentence.
static ABBREVIATIONS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "abbreviations"));

/// Abbreviations that may end a sentence; they do before a capital letter.
const OPEN_ABBREVIATIONS: [&str; 8] = ["etc.", "inc.", "ltd.", "co.", "corp.", "a.m.", "p.m.", "u.s."];

/// Returns the sentences of a transcript in order; every word is in exactly one.
///
/// ```
/// use greenroom::english::sentences::sentences;
/// use greenroom::transcript::Transcript;
///
/// let answer = Transcript::from_text("It took 2.5 days, e.g. two shifts. Um. Then it held.");
/// let quotes: Vec<String> = sentences(&answer).into_iter().map(|range| answer.quote(range)).collect();
/// assert_eq!(quotes, ["It took 2.5 days, e.g. two shifts.", "Um. Then it held."]);
/// ```
#[must_use]
pub fn sentences(transcript: &Transcript) -> Vec<WordRange> {
    let words = &transcript.words;
    let mut ranges = Vec::new();
    let mut first = 0;
    for place in 0..words.len() {
        let end = place + 1;
        if end == words.len() || ends_here(words, place) {
            push_or_join(&mut ranges, words, WordRange::new(first, end));
            first = end;
        }
    }
    ranges.into_iter().flat_map(|range| parted(words, range)).collect()
}

/// Whether a sentence ends after the word at a place that is not the last.
fn ends_here(words: &[Word], place: usize) -> bool {
    let (word, next) = (&words[place], &words[place + 1]);
    if is_bullet(&next.text) {
        return !is_bullet(&word.text);
    }
    if !word.ends_sentence() {
        return word.at.is_some() && opens_in_capitals(word, next);
    }
    let lower = word.text.to_lowercase();
    let bare = lower.trim_start_matches(['"', '(', '\u{201c}']);
    let next_is_capital = next.text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    if ABBREVIATIONS.contains(&bare) {
        return false;
    }
    if OPEN_ABBREVIATIONS.contains(&bare) || bare.ends_with("...") || bare.ends_with('\u{2026}') {
        return next_is_capital;
    }
    !is_initial(words, place)
}

/// Whether a recogniser has dropped a mark and kept the capital: "the weekend We had to change it".
fn opens_in_capitals(word: &Word, next: &Word) -> bool {
    let capital = |word: &Word| word.text.starts_with(char::is_uppercase);
    let opener = matches!(
        next.text.as_str(),
        "The"
            | "We"
            | "When"
            | "It"
            | "My"
            | "There"
            | "Then"
            | "This"
            | "They"
            | "So"
            | "And"
            | "But"
            | "After"
            | "First"
            | "Next"
            | "In"
            | "Our"
            | "At"
            | "He"
            | "She"
            | "That"
            | "What"
            | "Now"
            | "Over"
            | "Two"
            | "As"
    );
    opener && !capital(word) && !word.text.ends_with([',', ':', ';', '-', '\u{2014}'])
}

/// Whether a word is the initial of a name, as in "Ada M. King".
fn is_initial(words: &[Word], place: usize) -> bool {
    let mut letters = words[place].text.chars();
    let is_letter = matches!((letters.next(), letters.next(), letters.next()), (Some(c), Some('.'), None)
        if c.is_uppercase() && c != 'I');
    let capital = |word: &Word| word.text.starts_with(char::is_uppercase);
    is_letter && place > 0 && capital(&words[place - 1]) && capital(&words[place + 1])
}

/// Whether a token only marks an item of a list.
fn is_bullet(token: &str) -> bool {
    matches!(token, "-" | "*" | "\u{2022}" | "\u{25e6}" | "\u{25aa}")
}

/// Adds a range; one without a single word goes to its neighbour: "Um." alone is no sentence.
fn push_or_join(ranges: &mut Vec<WordRange>, words: &[Word], range: WordRange) {
    let is_empty = |range: WordRange| {
        words[range.places()].iter().all(|word| word.key().is_empty() || word.is_hesitation())
    };
    match ranges.last_mut() {
        Some(last) if is_empty(*last) || is_empty(range) && range.end == words.len() => last.end = range.end,
        _ => ranges.push(range),
    }
}

/// The parts of a run: itself where it is short enough, else cut at its best place until all are.
fn parted(words: &[Word], range: WordRange) -> Vec<WordRange> {
    if range.count() <= LONG {
        return vec![range];
    }
    let Some(cut) = best_cut(words, range) else {
        return vec![range];
    };
    let mut parts = parted(words, WordRange::new(range.first, cut));
    parts.extend(parted(words, WordRange::new(cut, range.end)));
    parts
}

/// The place before which a run that is too long is best cut: a pause and a word that goes on count, a long pause
/// counts for both, and of equals the one nearest the middle is taken.
fn best_cut(words: &[Word], range: WordRange) -> Option<usize> {
    let middle = range.first + range.count() / 2;
    (range.first + SHORTEST..=range.end - SHORTEST)
        .filter_map(|place| {
            let pause = pause_before(words, place).unwrap_or(Length::ZERO);
            let strength = u8::from(pause >= CLAUSE_PAUSE)
                + 2 * u8::from(pause >= BORDER_PAUSE)
                + u8::from(goes_on(words, place));
            (strength > 0).then_some((strength, std::cmp::Reverse(place.abs_diff(middle)), place))
        })
        .max()
        .map(|(_, _, place)| place)
}

/// The silence between a word and the one before it, where both have times.
fn pause_before(words: &[Word], place: usize) -> Option<Length> {
    let (before, word) = (words.get(place.checked_sub(1)?)?.at?, words.get(place)?.at?);
    Some(word.from() - before.to())
}

/// Whether the words from a place on are of the kind with which a speaker begins the next sentence.
fn goes_on(words: &[Word], place: usize) -> bool {
    let key = |step: usize| words.get(place + step).map(Word::key).unwrap_or_default();
    let subject = |word: &str| {
        matches!(
            word,
            "i" | "we" | "it" | "he" | "she" | "they" | "the" | "my" | "our" | "this" | "that" | "then"
        )
    };
    match key(0).as_str() {
        "so" | "then" => subject(&key(1)),
        "and" | "but" => subject(&key(1)) || key(1) == "so",
        "after" | "because" => matches!(key(1).as_str(), "that" | "this" | "of") && subject(&key(2)),
        "eventually" | "finally" | "afterwards" => true,
        "in" => key(1) == "the" && key(2) == "end",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{Moment, Stretch};
    use proptest::prelude::*;

    #[track_caller]
    fn sentences_of(text: &str, wanted: &[&str]) {
        let answer = Transcript::from_text(text);
        let found: Vec<String> = sentences(&answer).into_iter().map(|range| answer.quote(range)).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_mark_ends_a_sentence_and_a_quote_mark_may_follow() {
        sentences_of(
            "Why? \u{201c}It broke.\u{201d} I saw it!",
            &["Why?", "\u{201c}It broke.\u{201d}", "I saw it!"],
        );
    }

    #[test]
    fn abbreviations_decimals_and_initials_end_none() {
        sentences_of(
            "Dr. Ada M. King waited 2.5 hours, e.g. for tests.",
            &["Dr. Ada M. King waited 2.5 hours, e.g. for tests."],
        );
        sentences_of(
            "We sold pens, etc. and more. Pens, etc. Then we left.",
            &["We sold pens, etc. and more.", "Pens, etc.", "Then we left."],
        );
    }

    #[test]
    fn a_trailing_off_goes_on_in_small_letters() {
        sentences_of(
            "I was... not sure. I left... Then I came back.",
            &["I was... not sure.", "I left...", "Then I came back."],
        );
    }

    #[test]
    fn a_hesitation_alone_is_no_sentence() {
        sentences_of("Um. I fixed it. Uh.", &["Um. I fixed it. Uh."]);
    }

    #[test]
    fn items_of_a_list_are_sentences() {
        sentences_of("- wrote tests - ran them", &["- wrote tests", "- ran them"]);
    }

    fn spoken(words: &[(&str, f64)]) -> Transcript {
        let mut at = 0.0;
        let words = words
            .iter()
            .map(|(text, pause)| {
                let from = at + pause;
                at = from + 0.3;
                Word {
                    text: (*text).to_owned(),
                    at: Some(Stretch::new(Moment::from_seconds(from), Moment::from_seconds(at))),
                    certainty: None,
                }
            })
            .collect();
        Transcript { words }
    }

    #[test]
    fn a_long_run_without_marks_is_parted_at_the_pause() {
        let words: Vec<(&str, f64)> = (0..40).map(|i| ("word", if i == 15 { 0.9 } else { 0.05 })).collect();
        assert_eq!(sentences(&spoken(&words)), [WordRange::new(0, 15), WordRange::new(15, 40)]);
        let even: Vec<(&str, f64)> = (0..40).map(|_| ("word", 0.2)).collect();
        assert_eq!(sentences(&spoken(&even)).len(), 1);
    }

    #[test]
    fn a_capital_without_a_mark_begins_a_sentence_in_speech() {
        let said: Vec<(&str, f64)> =
            "it was late We called her at the Hague And she came".split(' ').map(|w| (w, 0.1)).collect();
        assert_eq!(sentences(&spoken(&said)), [WordRange::new(0, 3), WordRange::new(3, 12)]);
        let named: Vec<(&str, f64)> =
            "we read Of The Night and I slept".split(' ').map(|w| (w, 0.1)).collect();
        assert_eq!(sentences(&spoken(&named)).len(), 1);
    }

    #[test]
    fn a_long_run_is_parted_where_the_speaker_goes_on() {
        let run = "the import was late every single day for a month or more and nobody had looked at it at all \
                   so I wrote down each step of it and how long it took on a normal working day";
        let answer = Transcript::from_text(run);
        let found = sentences(&answer);
        assert_eq!(found.len(), 2);
        assert!(answer.quote(found[1]).starts_with("so I wrote"));
        assert_eq!(sentences(&Transcript::from_text("it was so slow so I wrote it down")).len(), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_word_is_in_exactly_one_sentence(text in "([a-zA-Z]{1,6}|so i|and then|um|-|3\\.5|etc\\.|[.!?]|\\.\\.\\.| ){0,120}") {
            let answer = Transcript::from_text(&text);
            let mut next = 0;
            for range in sentences(&answer) {
                prop_assert_eq!(range.first, next);
                prop_assert!(!range.is_empty());
                next = range.end;
            }
            prop_assert_eq!(next, answer.words.len());
        }
    }
}
