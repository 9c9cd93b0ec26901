//! Stakeholders: people and teams that had a part in it.

use std::sync::LazyLock;

use super::Section;
use crate::english::words::Sentence;
use crate::lexicon;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/stakeholders.txt");

/// Words for people beside the speaker.
pub(super) static PEOPLE: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "people"));

/// What one does with people.
static DEALINGS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "dealings"));

/// Whether a sentence tells a dealing with someone else.
pub(crate) fn is_stakeholder(sentence: &Sentence, _section: Option<Section>) -> bool {
    sentence.has_word(&PEOPLE) && sentence.has_word(&DEALINGS)
}

#[cfg(test)]
mod tests {
    use super::super::told::check;
    use super::*;

    #[test]
    fn a_dealing_with_someone_names_a_stakeholder() {
        check(
            is_stakeholder,
            Section::Action,
            &[
                "I told the product manager on Wednesday.",
                "I worked with our DBA on the index.",
                "The nurses asked me for the list.",
                "Then I sat down with two customers.",
            ],
            &[
                "I rewrote the query.",
                "The user table was full.",
                "I met the deadline.",
                "Our team is small.",
            ],
        );
    }
}
