//! Learning: what the speaker took from it, or has done differently since.

use std::sync::LazyLock;

use super::Section;
use crate::english::words::Sentence;
use crate::lexicon;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/learning.txt");

/// Turns that are a lesson wherever they stand.
static LESSONS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "lessons"));

/// Turns that are a lesson at the end of a story, and the finding of a fact in its middle.
const LATE_LESSONS: [&str; 10] = [
    "i learned that",
    "i learnt that",
    "i realized that",
    "i realised that",
    "we learned",
    "i understood that",
    "i learned",
    "it showed that",
    "it made me",
    "helped me understand",
];

/// Whether a sentence tells a lesson. "I learned that the vendor had changed it" inside the Action tells a finding.
pub(crate) fn is_learning(sentence: &Sentence, section: Option<Section>) -> bool {
    let late = matches!(section, Some(Section::Result | Section::Learning) | None);
    let early = matches!(section, Some(Section::Situation | Section::Task));
    section == Some(Section::Learning)
        || (!early && sentence.has_phrase(&LESSONS))
        || (late && sentence.has_phrase(&LATE_LESSONS))
}

#[cfg(test)]
mod tests {
    use super::super::told::check;
    use super::*;

    #[test]
    fn a_lesson_is_told_as_one() {
        check(
            is_learning,
            Section::Result,
            &[
                "What I learned is to write it down first.",
                "That taught me to ask early.",
                "Since then I call in week two.",
                "I learned that silence means someone is stuck.",
            ],
            &[
                "The team learned the new tool in a day.",
                "Sales now run on two servers.",
                "The course was well received.",
                "They realized the savings in June.",
            ],
        );
    }

    #[test]
    fn finding_out_a_fact_on_the_way_is_none() {
        check(is_learning, Section::Action, &[], &["I learned that the vendor had changed the schema."]);
    }
}
