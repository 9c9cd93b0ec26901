//! The number sheet: every amount that was said, and whether it stands in a Result.

use super::told::Told;
use super::{Figure, Section};
use crate::english::amounts::amounts;

/// Finds the figures of an answer, in order.
pub(crate) fn figures(told: &Told<'_>) -> Vec<Figure> {
    let mut found = Vec::new();
    for sentence in told.sentences {
        let in_result = told.section_of(sentence) == Some(Section::Result);
        for words in amounts(told.transcript, sentence) {
            found.push(Figure { words, at: told.transcript.stretch(words), in_result });
        }
    }
    found
}
