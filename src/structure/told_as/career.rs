//! Self-description: who the speaker is, and the steps of a career.

use std::sync::LazyLock;

use super::{LEXICON, occurs};
use crate::english::words::Sentence;
use crate::structure::concepts::pattern::{Pattern, patterns};
use crate::transcript::Transcript;

/// Turns of who somebody is.
static TRAITS: LazyLock<Vec<Pattern>> = LazyLock::new(|| patterns(LEXICON, "traits"));

/// Steps of a career.
static CAREER: LazyLock<Vec<Pattern>> = LazyLock::new(|| patterns(LEXICON, "career"));

/// Whether a sentence says who the speaker is. A word in -ed is no past here: "I am organised".
pub(super) fn is_trait(transcript: &Transcript, sentence: &Sentence) -> bool {
    !sentence.has_word(&["was", "were", "had", "wasn't"]) && occurs(&TRAITS, transcript, sentence)
}

/// Whether a sentence is a step of a career: a job, a degree, a change of employer.
pub(super) fn is_step(transcript: &Transcript, sentence: &Sentence) -> bool {
    occurs(&CAREER, transcript, sentence)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn who_somebody_is_is_told_from_how_somebody_was_that_day() {
        check(
            is_trait,
            &[
                "I am a very patient person.",
                "I'm someone who likes order.",
                "My greatest strength is listening.",
                "I have twelve years of experience in kitchens.",
                "I'm really good at explaining things.",
                "I am organised and I speak four languages.",
                "People describe me as calm.",
                "I would say I'm a team player.",
            ],
            &[
                "I was a bit nervous that morning.",
                "I'm at the door with forty guests.",
                "My first thought was the valve.",
                "The person at the desk is new.",
                "I had twelve years of receipts in a box.",
                "She is a very patient person.",
                "I am standing in the cellar.",
                "My list is on the wall.",
            ],
        );
    }

    #[test]
    fn a_step_of_a_career_is_told_from_a_step_of_a_story() {
        check(
            is_step,
            &[
                "I worked as a cook in Graz.",
                "Then I joined a small software company.",
                "I studied chemistry and I graduated in 2018.",
                "After that I became a team lead.",
                "I've been a nurse for nine years.",
                "I spent four years at a bank.",
                "I have worked in three hospitals.",
                "I did my apprenticeship at a garage.",
            ],
            &[
                "I worked on the pump until midnight.",
                "I joined the call at nine.",
                "I moved the desk to the window.",
                "We worked with the supplier on a new label.",
                "I started the old printer again.",
                "I finished the report on Sunday.",
                "He became angry.",
                "I took on the night shift for her.",
            ],
        );
    }
}
