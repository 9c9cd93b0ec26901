//! Cues: the words and phrases that a pack itself gives for an ask.

use crate::english::verbs::is_between;
use crate::english::words::Sentence;
use crate::transcript::{Transcript, key};

/// Endings that a word is compared without, so that "prioritized" is found by "prioritize".
const ENDINGS: [&str; 18] = [
    "ations", "ation", "izing", "ising", "ized", "ised", "izes", "ize", "ise", "ings", "ing", "ies", "ied",
    "ed", "es", "s", "e", "y",
];

/// The fewest letters of a stem. Short words stay whole: "use" is not found in "us".
const LEAST_LETTERS: usize = 4;

/// A cue as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cue {
    words: Vec<String>,
}

impl Cue {
    /// Reads a cue; nothing where it has no word that can be said.
    pub(super) fn read(cue: &str) -> Option<Cue> {
        let words: Vec<String> = cue.split_whitespace().map(said).filter(|word| !word.is_empty()).collect();
        (!words.is_empty()).then_some(Cue { words })
    }

    /// Whether the words of the cue stand in a sentence, next to each other but for one adverb. The last one may go
    /// on, as `prompts/README.md` says: `profil` is found in "profiling".
    pub(super) fn is_in(&self, transcript: &Transcript, sentence: &Sentence) -> bool {
        let here: Vec<&str> = sentence.tokens.iter().map(|token| token.key.as_str()).collect();
        let percent: Vec<bool> = sentence
            .tokens
            .iter()
            .map(|token| transcript.words.get(token.place).is_some_and(|word| word.text.contains('%')))
            .collect();
        (0..here.len()).any(|start| {
            let mut at = start;
            self.words.iter().enumerate().all(|(nth, word)| {
                let is_last = nth + 1 == self.words.len();
                let is_here = |index: &usize| {
                    here.get(*index)
                        .is_some_and(|said| fits(said, word, is_last) || word == PERCENT && percent[*index])
                };
                let may_pass = nth > 0 && here.get(at).is_some_and(|said| is_between(said));
                let found = [at, at + usize::from(may_pass)].into_iter().find(is_here);
                found.is_some_and(|index| {
                    at = index + 1;
                    true
                })
            })
        })
    }
}

const PERCENT: &str = "percent";

/// A word of a cue as it is said: "%" is said "percent".
fn said(word: &str) -> String {
    let key = key(word);
    if key.is_empty() && word.contains('%') { PERCENT.to_owned() } else { key }
}

/// Whether a word is one of a cue.
fn fits(said: &str, wanted: &str, is_last: bool) -> bool {
    let may_go_on = is_last && wanted.chars().count() >= LEAST_LETTERS;
    said == wanted || stem(said) == stem(wanted) || may_go_on && said.starts_with(wanted)
}

/// A word without its common endings.
fn stem(word: &str) -> &str {
    let mut stems = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
    stems.find(|rest| rest.chars().count() >= LEAST_LETTERS).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is_in(cue: &str, must: &[&str], must_not: &[&str]) {
        let read = Cue::read(cue).unwrap();
        let holds = |text: &&&str| {
            let transcript = Transcript::from_text(text);
            read.is_in(&transcript, &Sentence::new(&transcript, transcript.all()))
        };
        let missed: Vec<&&str> = must.iter().filter(|text| !holds(text)).collect();
        let wrong: Vec<&&str> = must_not.iter().filter(holds).collect();
        assert!(missed.is_empty() && wrong.is_empty(), "{cue}: missed {missed:?}, wrong {wrong:?}");
    }

    #[test]
    fn the_last_word_may_go_on() {
        is_in("criticiz", &["She criticized it.", "He was criticizing me."], &["A critic came."]);
        is_in(
            "profil",
            &["I was profiling it.", "The profiler said so.", "A profile of it."],
            &["A profit of it."],
        );
        is_in(
            "i suspect",
            &["I suspected the pump.", "I also suspect it."],
            &["He suspected it.", "I had no suspect."],
        );
        is_in("prioritize", &["We prioritized it.", "By prioritizing it."], &["It was prior to it."]);
    }

    #[test]
    fn short_words_stay_whole_and_the_first_words_are_meant_as_they_are() {
        is_in("us", &["They told us."], &["We used it."]);
        is_in("at my", &["At my school."], &["A myth."]);
        is_in("at first", &["At first I did not."], &["At the first try."]);
        is_in("risk", &["Two risks in it.", "It was risky."], &["The asterisk on it."]);
        is_in("test suite", &["The test suite ran."], &["The contest suite."]);
    }

    #[test]
    fn the_sign_and_the_word_for_percent_are_one() {
        is_in("%", &["It fell by 40%.", "It fell by forty percent."], &["It fell by forty."]);
        is_in("percent", &["It fell by 40%."], &["It fell by 40."]);
    }

    #[test]
    fn a_cue_without_a_word_is_none() {
        assert_eq!(Cue::read("- '"), None);
    }
}
