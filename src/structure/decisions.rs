//! Choices: what was chosen, with a reason or with what was given up for it.

use std::sync::LazyLock;

use super::Section;
use crate::english::words::Sentence;
use crate::lexicon;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/decisions.txt");

/// Words that say that a choice was made.
static CHOICES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "choices"));

/// What is said beside a choice that has grounds.
static GROUNDS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "grounds"));

/// What is a choice with its price by itself.
static TRADES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "trades"));

/// Whether a sentence tells a choice with its reason or its price. A wish or a duty is none.
pub(crate) fn is_decision(sentence: &Sentence, section: Option<Section>) -> bool {
    if matches!(section, Some(Section::Learning)) {
        return false;
    }
    let hoped = sentence.has_phrase(&["had to decide", "needed to decide", "was decided by"]);
    let chose = sentence.has_word(&CHOICES) && sentence.has_phrase(&GROUNDS);
    let went = sentence.has_phrase(&["i went with", "we went with", "i went for", "i made it", "i kept it"])
        && sentence.has_phrase(&GROUNDS);
    let left_out =
        sentence.has_phrase(&["decided not to", "chose not to", "decided against", "chose to", "opted for"]);
    !hoped && (chose || went || left_out || sentence.has_phrase(&TRADES))
}

#[cfg(test)]
mod tests {
    use super::super::told::check;
    use super::*;

    #[test]
    fn a_choice_has_a_reason_or_a_price() {
        check(
            is_decision,
            Section::Action,
            &[
                "I chose the pool because a retry could have charged people twice.",
                "We deferred the wrapper rather than miss the date.",
                "The trade-off was that the docs came later.",
                "I decided not to ask for a new system.",
                "I had two options, a retry or a real fix.",
                "I could have bought a new fuse, but that would have hidden it.",
            ],
            &[
                "I used a queue for the events.",
                "I had to decide what to do.",
                "I left the office at six.",
                "I dropped the file into the folder.",
                "Because it rained we stayed in.",
                "He picked me up from the station.",
            ],
        );
    }
}
