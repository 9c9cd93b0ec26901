//! Verification: how the speaker knew that it worked.

use std::sync::LazyLock;

use super::Section;
use crate::english::verbs::{begins_with_deed, verb_after};
use crate::english::words::Sentence;
use crate::lexicon;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/verification.txt");

/// Verbs of finding out whether something works.
static CHECKS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "checks"));

/// Means of finding out, with a word that says they were used.
static MEANS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "means"));

static USED: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "used"));

/// Whether a sentence tells how the speaker found out that it worked.
pub(crate) fn is_verification(sentence: &Sentence, section: Option<Section>) -> bool {
    if matches!(section, Some(Section::Situation | Section::Task)) {
        return false;
    }
    let later = sentence.has_phrase(&[
        "counts again",
        "checked again",
        "counted again",
        "still flat",
        "had held",
        "stayed normal",
    ]);
    later || has_check(sentence) || (sentence.has_phrase(&MEANS) && sentence.has_word(&USED))
}

/// "I tested it", "was verified by", "Measured the load"; not "she tested my patience", "I checked in with her".
fn has_check(sentence: &Sentence) -> bool {
    let is_check = |index: usize| {
        let meant = match sentence.key(index) {
            "checked" => !matches!(sentence.key(index + 1), "in" | "out" | "with"),
            "tested" => sentence.key(index + 2) != "patience",
            "watched" => !matches!(sentence.key(index + 2), "film" | "movie" | "video"),
            _ => true,
        };
        meant && CHECKS.contains(&sentence.key(index))
    };
    let by_speaker = (0..sentence.tokens.len())
        .filter(|index| matches!(sentence.key(*index), "i" | "we" | "was" | "were"))
        .any(|subject| is_check(verb_after(sentence, subject)));
    let joined = (1..sentence.tokens.len()).any(|index| {
        is_check(index) && (sentence.key(index - 1) == "and" || sentence.tokens[index].after_break)
    });
    let told_as_note = begins_with_deed(sentence) && (0..4).any(is_check);
    by_speaker || told_as_note || joined && sentence.has_word(&["i", "we"])
}

#[cfg(test)]
mod tests {
    use super::super::told::check;
    use super::*;

    #[test]
    fn finding_out_whether_it_works_is_verification() {
        check(
            is_verification,
            Section::Action,
            &[
                "I tested it on one server first, watched the dashboard for a day.",
                "We then carefully verified the totals.",
                "Rolled it out through a canary.",
                "I ran a load test overnight.",
                "The change was validated in staging.",
                "I checked the counts again after three months.",
            ],
            &[
                "He tested my patience.",
                "I checked in with her on Friday.",
                "The dashboard was slow.",
                "We built a new importer.",
                "Monitoring is important.",
                "They counted on me.",
            ],
        );
    }

    #[test]
    fn what_was_watched_before_the_story_is_none() {
        check(is_verification, Section::Situation, &[], &["We monitored the servers by hand."]);
    }
}
