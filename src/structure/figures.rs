//! The number sheet: every amount that was said, and whether it stands in a Result, and what it measures.

use super::measured::measured;
use super::told::Told;
use super::{Figure, Section};
use crate::english::amounts::{amounts, is_small_count};

/// Finds the figures of an answer, in order.
pub(crate) fn figures(told: &Told<'_>) -> Vec<Figure> {
    let mut found = Vec::new();
    for sentence in told.sentences {
        let in_result = told.section_of(sentence) == Some(Section::Result);
        for words in amounts(told.transcript, sentence) {
            let at = told.transcript.stretch(words);
            let is_small = is_small_count(told.transcript, words);
            found.push(Figure { words, at, in_result, measures: measured(sentence, words), is_small });
        }
    }
    found
}
