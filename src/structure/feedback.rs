//! Feedback: what others said of the speaker's work.

use std::sync::LazyLock;

use super::Section;
use crate::english::words::Sentence;
use crate::lexicon;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/feedback.txt");

/// Turns that name what others said.
static NAMED: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "named"));

/// Verbs of saying.
static SAYING: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "saying"));

/// What a judgement of somebody's work sounds like.
static JUDGING: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "judging"));

/// Words before "feedback" that say that it was sought or given.
static SOUGHT: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "sought"));

/// Whether a sentence tells what others said of the work. Their orders, their news and the speaker's own words are
/// none; nor is what was said before the story began.
pub(crate) fn is_feedback(sentence: &Sentence, section: Option<Section>) -> bool {
    if matches!(section, Some(Section::Situation | Section::Task)) {
        return false;
    }
    let judged = |from: usize| (from..sentence.tokens.len()).any(|at| JUDGING.contains(&sentence.key(at)));
    is_named(sentence)
        || (0..sentence.tokens.len()).any(|at| is_said_by_others(sentence, at) && judged(at + 1))
}

/// "The feedback was", "she thanked me"; not "I thanked them", "I asked for the feedback".
fn is_named(sentence: &Sentence) -> bool {
    (0..sentence.tokens.len()).any(|at| {
        let before = at.checked_sub(1).map_or("", |before| sentence.key(before));
        NAMED.iter().any(|turn| sentence.starts_at(at, turn))
            && !matches!(before, "i" | "we")
            && !SOUGHT.contains(&before)
            && !(0..at)
                .any(|earlier| SOUGHT.contains(&sentence.key(earlier)) && sentence.key(at) == "feedback")
    })
}

/// Whether the word at an index is a verb of saying whose subject is somebody else, and which gives no order.
fn is_said_by_others(sentence: &Sentence, at: usize) -> bool {
    let subject = at.checked_sub(1).map_or("", |before| sentence.key(before));
    let subject = match subject {
        "later" | "also" | "then" | "even" | "both" | "all" | "afterwards" | "had" => {
            at.checked_sub(2).map_or("", |before| sentence.key(before))
        }
        near => near,
    };
    let heard = matches!(subject, "was" | "got" | "were") && sentence.key(at) == "told";
    let others = heard
        || !matches!(subject, "" | "i" | "we" | "and" | "to" | "was" | "were" | "is" | "it" | "so" | "be");
    let whom = usize::from(matches!(sentence.key(at + 1), "me" | "us" | "him" | "her" | "them"));
    // "Told me to", "said we should", "told the team to": what is wanted and not what was thought of it.
    let order = sentence.key(at + 1 + whom) == "to"
        || (sentence.key(at) == "told" && sentence.key(at + 3) == "to")
        || (matches!(sentence.key(at + 1 + whom), "we" | "you")
            && matches!(sentence.key(at + 2 + whom), "should" | "must" | "have"));
    let meant = match sentence.key(at) {
        "pointed" | "singled" => sentence.key(at + 1) == "out",
        "told" => whom == 1 || heard,
        // "He called me on Friday" is no name for the work.
        "called" => matches!(sentence.key(at + 1), "it" | "this" | "that" | "my" | "our" | "the"),
        _ => true,
    };
    SAYING.contains(&sentence.key(at)) && others && meant && !order
}

#[cfg(test)]
mod tests {
    use super::super::told::check;
    use super::*;

    #[test]
    fn what_others_said_of_the_work_is_feedback() {
        check(
            is_feedback,
            Section::Result,
            &[
                "My manager said that it was the calmest launch so far and the best one.",
                "They told me that the list had saved them an hour a day.",
                "The review said I should have raised it sooner.",
                "The feedback was that my notes were too long.",
                "Two of the drivers thanked me for the new rota.",
                "She later told me it was exactly what she had wanted.",
                "The head of sales pointed out that we were late for the third time.",
                "Our customers were impressed with how quickly we answered.",
                "I was told that the handover had been too rushed.",
                "In my review the director called it good work on a hard problem.",
                "The parents wrote that the evening had been well run.",
                "Feedback from the ward was that the new form was easier to fill in.",
            ],
            &[
                "I said that it was good enough.",
                "My manager told me to make it better.",
                "The vendor told us that the schema had changed.",
                "She asked me for the list.",
                "I told them that we would be late.",
                "We thanked everyone for the good work.",
                "I asked for feedback from three people.",
                "He called me on Friday about the good news.",
                "They said we should wait for the better part.",
                "Errors fell by half, which is a good result.",
                "The client said that the office had moved.",
                "I gave feedback to the two new colleagues.",
            ],
        );
    }

    #[test]
    fn what_was_said_before_the_story_began_is_none() {
        check(is_feedback, Section::Situation, &[], &["The team said that the tool was too slow."]);
        check(is_feedback, Section::Task, &[], &["My manager said it had to be better by May."]);
    }
}
