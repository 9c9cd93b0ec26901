//! What an answer names: words that belong to this story and not to any other.
//!
//! Whoever was there says what it was about: the bikes, the lamp, the night shift, Lena. An answer that only tries to
//! please says that there was a situation, a plan and an impact. Words that any story could have are listed
//! (`prompts/lexicon/structure/particular.txt`), and qualities and manners are known by their endings; what is left is
//! particular.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::told::Told;
use crate::english::content::{has_meaning, stem};
use crate::english::numbers::is_number;
use crate::lexicon;
use crate::transcript::{WordRange, key};

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/particular.txt");

/// The stems of words that fit any story.
static ANYWHERE: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| lexicon::list(LEXICON, "anywhere").into_iter().map(stem).collect());

/// Endings of words that name no thing.
static ENDINGS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "endings"));

/// A word has at least so many letters to name something.
const SHORTEST: usize = 3;

/// Finds the words that name something in particular, each where it is said first.
pub(super) fn particulars(told: &Told<'_>) -> Vec<WordRange> {
    let mut seen = BTreeSet::new();
    let starts: BTreeSet<usize> = told.sentences.iter().map(|sentence| sentence.range.first).collect();
    let words = told.transcript.words.iter().enumerate().filter(|(_, word)| !word.is_hesitation());
    words
        .filter(|(_, word)| !is_a_number(&word.text))
        .filter(|(place, word)| !starts.contains(place) && is_name(&word.text) || is_particular(&word.key()))
        .filter(|(_, word)| seen.insert(stem(&word.key())))
        .map(|(place, _)| WordRange::new(place, place + 1))
        .collect()
}

/// Whether a word is a name, as a recogniser writes one inside a sentence: "Emily", "Italy", "EC2". Abbreviations that any
/// story could have are listed like other words.
fn is_name(text: &str) -> bool {
    let key = key(text);
    text.starts_with(char::is_uppercase)
        && key.chars().count() > 1
        && has_meaning(&key)
        && !ANYWHERE.contains(&stem(&key))
        && !ANYWHERE.contains(&stem(&stem(&key)))
}

/// Whether a word is a number, also one of two: "seventy-two".
fn is_a_number(text: &str) -> bool {
    text.split('-').all(|part| is_number(&key(part)))
}

/// Whether a word names something that not every story has.
fn is_particular(key: &str) -> bool {
    let is_word = key.chars().count() >= SHORTEST && key.chars().all(|c| c.is_alphabetic() || c == '-');
    let singular = key.strip_suffix('s').unwrap_or(key);
    let stem_of = stem(key);
    is_word
        && has_meaning(key)
        && !ENDINGS.iter().any(|ending| singular.ends_with(ending))
        && !ANYWHERE.contains(&stem_of)
        && !ANYWHERE.contains(&stem(&stem_of))
}

#[cfg(test)]
mod tests {
    use super::super::tests::structure_of;
    use crate::transcript::Transcript;

    fn named(text: &str) -> Vec<String> {
        let words = structure_of(text).particulars;
        let transcript = Transcript::from_text(text);
        words.into_iter().map(|words| transcript.words[words.first].key()).collect()
    }

    #[test]
    fn things_and_names_are_particular_and_each_counts_once() {
        assert_eq!(
            named("The locks of the bikes froze, so Lena and I warmed each lock with a kettle."),
            ["locks", "bikes", "froze", "lena", "kettle"]
        );
        assert_eq!(named("So I asked Emily in Italy, and I put it on EC2."), ["emily", "italy", "ec2"]);
    }

    #[test]
    fn talk_that_fits_any_story_names_nothing() {
        for text in [
            "I took full ownership of the situation and delivered a significant improvement in performance.",
            "We went from thirty-five to seventy percent in the first eight weeks, and twice as much after that.",
            "We moved our KPIs in June, and on Monday I told everybody that I'd do it.",
            "I learned that communication is key, and since then I have listened more carefully.",
        ] {
            assert_eq!(named(text), Vec::<String>::new(), "{text}");
        }
    }
}
