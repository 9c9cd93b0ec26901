//! The words of an answer as rules see them: in lower case, without hesitations.

use crate::transcript::{Transcript, WordRange};

/// One word that a rule can match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// The word in lower case, without punctuation.
    pub(crate) key: String,
    /// Its place in [`Transcript::words`].
    pub(crate) place: usize,
    /// Whether a comma or the like stands before it.
    pub(crate) after_break: bool,
}

/// The words of one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sentence {
    pub(crate) range: WordRange,
    pub(crate) tokens: Vec<Token>,
}

impl Sentence {
    /// The words of a range without hesitations and lone punctuation.
    pub(crate) fn new(transcript: &Transcript, range: WordRange) -> Self {
        let mut tokens: Vec<Token> = Vec::with_capacity(range.count());
        let mut after_break = true;
        for (word, place) in transcript.get(range).iter().zip(range.places()) {
            let key = word.key();
            if !key.is_empty() && !crate::transcript::is_hesitation(&key) {
                tokens.push(Token { key, place, after_break });
                drop_repeat(&mut tokens);
                after_break = false;
            }
            after_break |= word.text.ends_with([',', ';', ':', '\u{2014}', '\u{2013}']) || word.text == "-";
        }
        Sentence { range, tokens }
    }

    /// The key at an index, or nothing past the end.
    pub(crate) fn key(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| token.key.as_str())
    }

    /// The words of the answer from an index up to but not including another, with all that stands between them.
    pub(crate) fn words(&self, first: usize, end: usize) -> WordRange {
        let place = |index: usize| self.tokens.get(index).map_or(self.range.end, |token| token.place);
        let last = end.checked_sub(1).map_or(self.range.first, place);
        WordRange::new(place(first), last + 1)
    }

    /// Whether some word is one of these.
    pub(crate) fn has_word(&self, words: &[&str]) -> bool {
        self.tokens.iter().any(|token| words.contains(&token.key.as_str()))
    }

    /// Whether this phrase, words with single spaces between, begins at an index.
    pub(crate) fn starts_at(&self, index: usize, phrase: &str) -> bool {
        // Most phrases fail at their first letters: looking there first halves the time of an answer.
        phrase.starts_with(self.key(index))
            && phrase.split(' ').enumerate().all(|(step, word)| self.key(index + step) == word)
    }

    /// Whether one of these phrases occurs.
    pub(crate) fn has_phrase(&self, phrases: &[&str]) -> bool {
        self.find_phrase(phrases).is_some()
    }

    /// Where the first of these phrases to occur begins, and its number of words.
    pub(crate) fn find_phrase(&self, phrases: &[&str]) -> Option<(usize, usize)> {
        (0..self.tokens.len()).find_map(|index| {
            let phrase = phrases.iter().find(|phrase| self.starts_at(index, phrase))?;
            Some((index, phrase.split(' ').count()))
        })
    }

    /// The index after words that only open a sentence: "so", "and then", "basically".
    pub(crate) fn after_opening(&self) -> usize {
        let mut index = 0;
        loop {
            let next = match self.key(index) {
                "so" | "and" | "but" | "well" | "okay" | "ok" | "now" | "then" | "also" | "yeah" | "yes"
                | "basically" | "actually" | "honestly" | "anyway" | "right" | "plus" | "or" | "oh" => 1,
                "you" if self.key(index + 1) == "know" => 2,
                "kind" | "sort" if self.key(index + 1) == "of" => 2,
                "i" if self.key(index + 1) == "mean" => 2,
                _ => 0,
            };
            if next == 0 || index + next >= self.tokens.len() {
                return index;
            }
            index += next;
        }
    }
}

/// Drops the last one or two words where they repeat those before: "I moved, I moved some" is said by mistake.
/// "Very very" and "that that" are meant.
fn drop_repeat(tokens: &mut Vec<Token>) {
    let key = |back: usize| tokens.len().checked_sub(back).map_or("", |index| tokens[index].key.as_str());
    let meant = matches!(key(1), "very" | "that" | "had" | "really" | "so" | "much")
        || super::numbers::is_number(key(1));
    let repeated = if key(1) == key(2) && !meant {
        1
    } else if tokens.len() >= 4 && key(1) == key(3) && key(2) == key(4) && !meant {
        2
    } else {
        0
    };
    tokens.truncate(tokens.len() - repeated);
}

/// The sentences of a transcript with their words.
pub(crate) fn sentences(transcript: &Transcript, ranges: &[WordRange]) -> Vec<Sentence> {
    ranges.iter().map(|range| Sentence::new(transcript, *range)).collect()
}

#[cfg(test)]
pub(crate) fn one_sentence(text: &str) -> Sentence {
    let transcript = Transcript::from_text(text);
    Sentence::new(&transcript, transcript.all())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hesitations_and_lone_dashes_do_not_part_a_phrase() {
        let sentence = one_sentence("I um had \u{2014} uh to fix it");
        assert!(sentence.has_phrase(&["i had to"]));
        assert!(!sentence.has_phrase(&["had fix"]));
        assert_eq!(sentence.tokens[1].place, 2);
    }

    #[test]
    fn what_is_said_twice_by_mistake_counts_once() {
        let keys =
            |text| one_sentence(text).tokens.into_iter().map(|token| token.key).collect::<Vec<_>>().join(" ");
        assert_eq!(keys("I I moved, uh, I moved some of the the boxes"), "i moved some of the boxes");
        assert_eq!(keys("very very slow, twenty twenty six"), "very very slow twenty twenty six");
    }

    #[test]
    fn words_that_only_open_are_passed_over() {
        let opened = |text| one_sentence(text).after_opening();
        assert_eq!(opened("So, you know, I fixed it"), 3);
        assert_eq!(opened("You fixed it"), 0);
        assert_eq!(opened("So"), 0);
    }
}
