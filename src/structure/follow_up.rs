//! Follow-up: what made the change last.

use std::sync::LazyLock;

use super::Section;
use crate::english::words::Sentence;
use crate::lexicon;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/follow_up.txt");

/// Verbs that put something in place.
static MADE: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "made"));

/// Things that stay when the story is over.
static LASTING: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "lasting"));

/// Turns that tell of a second look or a lasting habit.
static KEPT: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "kept"));

/// Verbs after "I now" that tell of a state and not of a habit.
static NO_HABIT: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "no-habit"));

/// Whether a sentence tells of a habit that began with the story: "I now write down ...".
fn has_new_habit(sentence: &Sentence) -> bool {
    (0..sentence.tokens.len()).any(|at| {
        matches!(sentence.key(at), "i" | "we" | "they")
            && sentence.key(at + 1) == "now"
            && !sentence.key(at + 2).is_empty()
            && !NO_HABIT.contains(&sentence.key(at + 2))
    })
}

/// Whether a sentence tells what made the change last. A dashboard that was there before is none.
pub(crate) fn is_follow_up(sentence: &Sentence, section: Option<Section>) -> bool {
    if matches!(section, Some(Section::Situation | Section::Task)) {
        return false;
    }
    if sentence.has_phrase(&KEPT) || has_new_habit(sentence) {
        return true;
    }
    // What is done first, to win time, is not what made the change last.
    if section == Some(Section::Action) && matches!(sentence.key(0), "first" | "firstly") {
        return false;
    }
    let made = sentence.tokens.iter().position(|token| MADE.contains(&token.key.as_str()));
    made.is_some_and(|made| sentence.tokens[made..].iter().any(|token| LASTING.contains(&token.key.as_str())))
}

#[cfg(test)]
mod tests {
    use super::super::told::check;
    use super::*;

    #[test]
    fn what_stays_in_place_is_follow_up() {
        check(
            is_follow_up,
            Section::Result,
            &[
                "Afterwards I added an alert at eighty percent.",
                "We turned it into a checklist for all teams.",
                "The template became our standard.",
                "Six weeks later I asked the same three people and checked again.",
                "I still run that check.",
                "I now write down what would prove me wrong.",
            ],
            &[
                "I now know that I was wrong.",
                "Now I saw the cause.",
                "The dashboard was slow.",
                "The alert fired at nine.",
                "The process took a week.",
                "I noted what people asked again.",
                "We shipped it on time.",
                "The guide was out of date and nobody had read it.",
            ],
        );
    }

    #[test]
    fn the_first_step_is_none() {
        check(
            is_follow_up,
            Section::Action,
            &["Then I made a rule that every change needs a test."],
            &["First I made a rule that ended every ride after ten minutes."],
        );
    }

    #[test]
    fn what_was_there_before_is_none() {
        check(is_follow_up, Section::Situation, &[], &["We had added alerts years ago."]);
    }
}
