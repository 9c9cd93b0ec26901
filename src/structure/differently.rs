//! Differently: what the speaker would change if it were to be done again.

use std::sync::LazyLock;

use super::Section;
use crate::english::words::Sentence;
use crate::lexicon;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/differently.txt");

/// Turns that say it by themselves.
static TURNS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "turns"));

/// Turns of a look back or of another chance.
static CHANCES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "chances"));

/// What the speaker would do.
static WOULD: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "would"));

/// Words that make "I should have" a change and no guess.
static CHANGES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "changes"));

/// What says that nothing would be changed.
static SAME: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "same"));

/// Whether a sentence tells what the speaker would do in another way. What others should have done is none, nor is
/// what would have happened otherwise ("or I would have lost the data").
pub(crate) fn is_differently(sentence: &Sentence, section: Option<Section>) -> bool {
    if sentence.has_phrase(&SAME) || section == Some(Section::Task) {
        return false;
    }
    let would = sentence.has_phrase(&WOULD);
    let another_chance = sentence.has_phrase(&CHANCES) && would;
    let regret = sentence.has_phrase(&["i should have", "i would have", "i'd have", "i could have"])
        && sentence.has_phrase(&CHANGES)
        && !sentence.has_word(&["or", "otherwise", "if", "but", "normally", "usually"]);
    sentence.has_phrase(&TURNS) || another_chance || regret
}

#[cfg(test)]
mod tests {
    use super::super::told::check;
    use super::*;

    #[test]
    fn what_the_speaker_would_change_is_told_as_such() {
        check(
            is_differently,
            Section::Learning,
            &[
                "Next time I would call the supplier in the first week.",
                "Looking back I should have asked earlier.",
                "In hindsight, I'd have split the move into two nights.",
                "If I had to do it again, I would start with the oldest file.",
                "What I would do differently is to write the test first.",
                "I should have told the nurse sooner.",
                "I wish I had shown them a sketch before I built it.",
                "One thing I would change is who gets the morning call.",
                "If I could go back I would leave out the second form.",
                "With hindsight I could have halved the list on day one.",
                "Next time I'll bring the keys myself.",
                "I would have involved the drivers from the start.",
            ],
            &[
                "Looking back, it was a good month.",
                "I would do the same again next time.",
                "They should have told me earlier.",
                "The next time the job ran, it passed.",
                "I saved the file first, or I would have lost it.",
                "Next time they will ask us.",
                "In hindsight the plan was fine.",
                "I would call it a success.",
                "Since then I ask on the first day.",
                "He said he would change the date.",
                "In hindsight I would not change a thing.",
                "I handled the second call in the evening.",
            ],
        );
    }
}
