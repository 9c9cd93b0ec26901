//! What the rules see of an answer: plain words, punctuation, hesitations and the silence between words.

use crate::recording::SpeechMap;
use crate::time::{Length, Stretch};
use crate::transcript::{Transcript, Word, WordRange};

/// Silence beside a word from which it counts as set off (measures.md: 150 ms).
const SET_OFF: Length = Length::from_millis(150);

/// An answer as the rules see it.
#[derive(Debug)]
pub(in crate::measures) struct Scene<'a> {
    words: &'a [Word],
    keys: Vec<String>,
    hesitations: Vec<bool>,
    /// `gaps[i]` is the longest silence between `words[i - 1]` and `words[i]`; none where there are no times.
    gaps: Vec<Option<Length>>,
}

impl<'a> Scene<'a> {
    pub(in crate::measures) fn new(transcript: &'a Transcript, sound: Option<&SpeechMap>) -> Self {
        let words = &transcript.words[..];
        let silences = sound.map(SpeechMap::silences);
        let gap = |i: usize| {
            let (left, right) = (words[i.checked_sub(1)?].at?, words[i].at?);
            match &silences {
                // From middle to middle: a word's end may reach into the silence by some ms.
                Some(all) => Some(longest_in(all, Stretch::new(left.middle(), right.middle()))),
                None => Some(right.from() - left.to()),
            }
        };
        Scene {
            words,
            keys: words.iter().map(Word::key).collect(),
            hesitations: words.iter().map(Word::is_hesitation).collect(),
            gaps: (0..words.len()).map(gap).collect(),
        }
    }

    pub(in crate::measures) fn words(&self) -> &'a [Word] {
        self.words
    }

    /// The plain word at a place; empty outside of the answer.
    pub(in crate::measures) fn key(&self, place: usize) -> &str {
        self.keys.get(place).map_or("", String::as_str)
    }

    /// The plain word that stands `back` places before a range; empty outside of the answer.
    pub(in crate::measures) fn before(&self, range: WordRange, back: usize) -> &str {
        range.first.checked_sub(back).map_or("", |place| self.key(place))
    }

    /// The plain word right after a range.
    pub(in crate::measures) fn after(&self, range: WordRange) -> &str {
        self.key(range.end)
    }

    pub(in crate::measures) fn is_hesitation(&self, place: usize) -> bool {
        self.hesitations.get(place).copied().unwrap_or(false)
    }

    /// Every place where these plain words follow each other within a sentence.
    pub(in crate::measures) fn each(&self, phrase: &[&str]) -> Vec<WordRange> {
        if phrase.is_empty() || self.keys.len() < phrase.len() {
            return Vec::new();
        }
        (0..=self.keys.len() - phrase.len())
            .filter(|first| {
                let inner = &self.words[*first..first + phrase.len() - 1];
                (0..phrase.len()).all(|i| self.keys[first + i] == phrase[i])
                    && !inner.iter().any(Word::ends_sentence)
            })
            .map(|first| WordRange::new(first, first + phrase.len()))
            .collect()
    }

    /// Whether a sentence begins here; hesitations before it do not count as its beginning.
    pub(in crate::measures) fn opens_sentence(&self, range: WordRange) -> bool {
        for place in (0..range.first).rev() {
            if self.words[place].ends_sentence() {
                return true;
            }
            if !self.is_hesitation(place) {
                return false;
            }
        }
        true
    }

    /// Whether nothing but hesitations comes before it.
    pub(in crate::measures) fn opens_answer(&self, range: WordRange) -> bool {
        (0..range.first).all(|place| self.is_hesitation(place))
    }

    /// Whether a sentence ends with it.
    pub(in crate::measures) fn ends_sentence(&self, range: WordRange) -> bool {
        range.end == self.words.len() || self.words[range.end - 1].ends_sentence()
    }

    /// Whether punctuation stands before it.
    pub(in crate::measures) fn mark_before(&self, range: WordRange) -> bool {
        range.first > 0 && has_mark(self.words, range.first - 1)
    }

    /// Whether punctuation stands after it.
    pub(in crate::measures) fn mark_after(&self, range: WordRange) -> bool {
        has_mark(self.words, range.end - 1)
            || self.words.get(range.end).is_some_and(|next| next.key().is_empty() && !next.text.is_empty())
    }

    /// Whether 150 ms of silence or more come before it.
    pub(in crate::measures) fn pause_before(&self, range: WordRange) -> bool {
        self.gap_before(range.first).is_some_and(|gap| gap >= SET_OFF)
    }

    /// Whether 150 ms of silence or more come after it.
    pub(in crate::measures) fn pause_after(&self, range: WordRange) -> bool {
        self.gap_before(range.end).is_some_and(|gap| gap >= SET_OFF)
    }

    /// The silence between a word and the one before; none where it is not known.
    pub(in crate::measures) fn gap_before(&self, place: usize) -> Option<Length> {
        self.gaps.get(place).copied().flatten()
    }

    /// Whether something parts it from the words before: a sentence border, punctuation, a pause, a hesitation.
    pub(in crate::measures) fn edge_before(&self, range: WordRange) -> bool {
        self.opens_sentence(range)
            || self.mark_before(range)
            || self.pause_before(range)
            || (range.first > 0 && self.is_hesitation(range.first - 1))
    }

    /// Whether something parts it from the words after: a sentence border, punctuation, a pause, a hesitation.
    pub(in crate::measures) fn edge_after(&self, range: WordRange) -> bool {
        range.end >= self.words.len()
            || self.mark_after(range)
            || self.pause_after(range)
            || self.is_hesitation(range.end)
    }

    /// Whether it is parted from the words on both sides.
    pub(in crate::measures) fn set_off(&self, range: WordRange) -> bool {
        self.edge_before(range) && self.edge_after(range)
    }

    /// Whether the word after it begins a clause.
    pub(in crate::measures) fn clause_follows(&self, range: WordRange) -> bool {
        let (next, then) = (self.key(range.end), self.key(range.end + 1));
        super::super::clauses::opens_clause(next, then) || super::super::clauses::is_subject(next)
    }
}

/// Whether a token ends with punctuation, or is nothing else.
fn has_mark(words: &[Word], place: usize) -> bool {
    let word = &words[place];
    let bare = word.text.trim_end_matches(['"', '\'', ')', '\u{201d}', '\u{2019}']);
    bare.ends_with([',', ';', ':', '.', '?', '!', '\u{2014}', '\u{2013}', '\u{2026}', '-'])
        || (word.key().is_empty() && !word.text.is_empty())
}

fn longest_in(silences: &[Stretch], between: Stretch) -> Length {
    let first = silences.partition_point(|silence| silence.to() <= between.from());
    silences[first..]
        .iter()
        .take_while(|silence| silence.from() < between.to())
        .filter_map(|silence| silence.overlap(between))
        .map(Stretch::length)
        .max()
        .unwrap_or(Length::ZERO)
}
