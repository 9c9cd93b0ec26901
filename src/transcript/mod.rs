//! What was said: words with their places in the sound, and how sure the recogniser was of each.

pub mod decoder;
pub mod hear;
mod join;
pub mod models;
pub mod place;
pub mod scribe;
mod second;
pub mod whisper;
pub mod words;

use std::fmt;
use std::ops::Range;

use crate::time::Stretch;

/// One spoken or written token.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The token as it was heard or written, with its punctuation and without white space.
    pub text: String,
    /// Where it is in the sound; nowhere in a written answer.
    pub at: Option<Stretch>,
    /// How sure the recogniser was, 0 to 1; unknown in a written answer.
    pub certainty: Option<f32>,
}

impl Word {
    /// The word in lower case, without anything but letters, digits and inner apostrophes.
    ///
    /// ```
    /// use greenroom::transcript::Transcript;
    ///
    /// let answer = Transcript::from_text("\u{201c}Don\u{2019}t,\u{201d} I said \u{2014} 40%!");
    /// let keys: Vec<String> = answer.words.iter().map(|word| word.key()).collect();
    /// assert_eq!(keys, ["don't", "i", "said", "", "40"]);
    /// ```
    #[must_use]
    pub fn key(&self) -> String {
        key(&self.text)
    }

    /// Whether a sentence ends with it.
    #[must_use]
    pub fn ends_sentence(&self) -> bool {
        self.text.trim_end_matches(['"', '\'', ')', '\u{201d}', '\u{2019}']).ends_with(['.', '?', '!'])
    }

    /// Whether it is a hesitation sound, such as "um" or "uhh", and no word.
    #[must_use]
    pub fn is_hesitation(&self) -> bool {
        is_hesitation(&self.key())
    }
}

/// A token in lower case, without anything but letters, digits and inner apostrophes.
#[must_use]
pub fn key(token: &str) -> String {
    let plain: String = token
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c == '\u{2019}' { '\'' } else { c })
        .filter(|c| c.is_alphanumeric() || *c == '\'')
        .collect();
    plain.trim_matches('\'').to_owned()
}

/// Whether a [`key`] is a hesitation sound: um, uh, er, erm, ah, eh, hm, mm and their lengthenings.
///
/// "err" is a verb and "a", "oh" are words.
#[must_use]
pub fn is_hesitation(key: &str) -> bool {
    let mut letters: Vec<char> = key.chars().collect();
    letters.dedup();
    let short: String = letters.into_iter().collect();
    match short.as_str() {
        "um" | "uh" | "uhm" | "erm" | "ah" | "eh" | "hm" | "mhm" => true,
        "er" => key != "err",
        "m" => key.len() > 1,
        _ => false,
    }
}

/// Which words: the places in [`Transcript::words`] from `first` up to but not including `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordRange {
    pub first: usize,
    pub end: usize,
}

impl WordRange {
    /// The words from `first` up to but not including `end`; never backwards.
    #[must_use]
    pub fn new(first: usize, end: usize) -> Self {
        WordRange { first, end: end.max(first) }
    }

    /// How many words.
    #[must_use]
    pub fn count(self) -> usize {
        self.end - self.first
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.first == self.end
    }

    /// Whether the word at this place is one of them.
    #[must_use]
    pub fn contains(self, place: usize) -> bool {
        self.first <= place && place < self.end
    }

    /// Whether some word is in both.
    #[must_use]
    pub fn touches(self, other: WordRange) -> bool {
        self.first.max(other.first) < self.end.min(other.end)
    }

    /// The places, in order.
    #[must_use]
    pub fn places(self) -> Range<usize> {
        self.first..self.end
    }
}

/// All words of an answer in their order, hesitations included where the recogniser wrote them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Transcript {
    pub words: Vec<Word>,
}

impl Transcript {
    /// The white-space tokens of a written answer; nothing has a time.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let words = text
            .split_whitespace()
            .map(|token| Word { text: token.to_owned(), at: None, certainty: None })
            .collect();
        Transcript { words }
    }

    /// Whether its words have times, that is, were spoken.
    #[must_use]
    pub fn is_spoken(&self) -> bool {
        self.words.iter().any(|word| word.at.is_some())
    }

    /// All of its words.
    #[must_use]
    pub fn all(&self) -> WordRange {
        WordRange::new(0, self.words.len())
    }

    /// The words of a range, cut to the transcript.
    #[must_use]
    pub fn get(&self, range: WordRange) -> &[Word] {
        let end = range.end.min(self.words.len());
        &self.words[range.first.min(end)..end]
    }

    /// The words of a range as they stand, one space between each.
    #[must_use]
    pub fn quote(&self, range: WordRange) -> String {
        let texts: Vec<&str> = self.get(range).iter().map(|word| word.text.as_str()).collect();
        texts.join(" ")
    }

    /// From the start of the first to the end of the last timed word of a range.
    #[must_use]
    pub fn stretch(&self, range: WordRange) -> Option<Stretch> {
        self.get(range).iter().filter_map(|word| word.at).reduce(Stretch::hull)
    }

    /// How many words are no hesitations.
    #[must_use]
    pub fn spoken_words(&self) -> usize {
        self.words.iter().filter(|word| !word.is_hesitation() && !word.key().is_empty()).count()
    }
}

/// The whole text, one space between words.
impl fmt::Display for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.quote(self.all()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hesitations_are_sounds_and_not_words() {
        for sound in ["um", "umm", "uh", "uhhh", "uhm", "er", "erm", "ah", "eh", "hmm", "mm", "mhm"] {
            assert!(is_hesitation(sound), "{sound}");
        }
        for word in ["err", "a", "oh", "am", "hum", "me", "m", "her", "ham", "i", "emma", ""] {
            assert!(!is_hesitation(word), "{word}");
        }
    }

    #[test]
    fn a_quote_is_cut_to_the_words_that_there_are() {
        let answer = Transcript::from_text("I fixed it");
        assert_eq!(answer.quote(WordRange::new(1, 9)), "fixed it");
        assert_eq!(answer.quote(WordRange::new(7, 9)), "");
    }
}
