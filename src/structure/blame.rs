//! Blame: others put at fault.

use std::sync::LazyLock;

use super::Section;
use crate::english::words::Sentence;
use crate::lexicon;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/blame.txt");

/// Turns that put the fault elsewhere by themselves.
static SHIFTS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "shifts"));

/// Whom one may blame.
static OTHERS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "others"));

/// What is held against them.
static FAULTS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "faults"));

/// Whether a sentence puts somebody else at fault. Owning the fault is no blame, nor is telling what went wrong.
pub(crate) fn is_blame(sentence: &Sentence, _section: Option<Section>) -> bool {
    let owned = sentence.has_phrase(&["that was my fault", "was my fault", "it was on me", "i should have"])
        && !sentence.has_phrase(&["unfair", "not my fault", "wasn't my fault"]);
    if owned {
        return false;
    }
    if sentence.has_phrase(&SHIFTS) {
        return true;
    }
    let Some((fault, _)) = sentence.find_phrase(&FAULTS) else { return false };
    let from = fault.saturating_sub(6);
    (from..=fault).any(|index| OTHERS.contains(&sentence.key(index)))
        && !(from..fault).any(|index| matches!(sentence.key(index), "i" | "not"))
}

#[cfg(test)]
mod tests {
    use super::super::told::check;
    use super::*;

    #[test]
    fn fault_put_on_others_is_blame() {
        check(
            is_blame,
            Section::Situation,
            &[
                "He never did what he was supposed to do.",
                "It was not my fault that the build was late.",
                "I complained to the manager, but she ignored it, as usual.",
                "Management did not care either.",
                "The other team messed up the schema.",
                "If they had hired better people, none of it would have happened.",
            ],
            &[
                "That was my fault, and I said so.",
                "The vendor changed the schema two days before.",
                "She was late because of the train.",
                "I ignored the alert for an hour.",
                "The service failed to start.",
                "The team was slow because I had not trained them.",
            ],
        );
    }
}
