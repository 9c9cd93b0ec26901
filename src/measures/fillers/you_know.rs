//! "you know": a filler in "it was, you know, hard", a question in "do you know the system".

use crate::transcript::WordRange;

use super::Found;
use super::scene::Scene;

pub(super) fn find(scene: &Scene) -> Vec<Found> {
    scene.each(&["you", "know"]).into_iter().filter_map(|words| judge(scene, words)).collect()
}

fn judge(scene: &Scene, words: WordRange) -> Option<Found> {
    let joined = !scene.mark_before(words) && !scene.opens_sentence(words);
    if joined && asks_or_refers(scene.before(words, 1)) {
        return None;
    }
    if !scene.mark_after(words) && takes_object(scene.after(words)) {
        // "We had, you know | the old system": an object would not be parted on both sides.
        return (scene.set_off(words) && !scene.opens_sentence(words)).then_some(Found::possible(words));
    }
    if scene.ends_sentence(words) {
        // "the one you know." is about knowing.
        return Some(Found::when(scene.edge_before(words), words));
    }
    let evidence = scene.mark_after(words)
        || scene.pause_after(words)
        || scene.is_hesitation(words.end)
        || (scene.edge_before(words) && !scene.opens_sentence(words));
    Some(Found::when(evidence, words))
}

/// "do you know", "as you know", "let you know", "what you know".
fn asks_or_refers(before: &str) -> bool {
    matches!(
        before,
        "do" | "did"
            | "don't"
            | "didn't"
            | "if"
            | "as"
            | "let"
            | "lets"
            | "letting"
            | "would"
            | "should"
            | "could"
            | "can"
            | "will"
            | "that"
            | "what"
            | "how"
            | "all"
            | "everything"
            | "anything"
            | "something"
            | "who"
            | "people"
            | "before"
            | "when"
            | "once"
            | "make"
            | "than"
            | "whatever"
            | "unless"
            | "since"
            | "because"
            | "until"
            | "how'd"
            | "might"
            | "may"
    )
}

/// What knowing takes: "you know that", "you know how", "you know the".
fn takes_object(after: &str) -> bool {
    matches!(
        after,
        "that"
            | "how"
            | "what"
            | "when"
            | "if"
            | "the"
            | "where"
            | "why"
            | "who"
            | "whether"
            | "which"
            | "about"
            | "it"
            | "him"
            | "her"
            | "them"
            | "me"
            | "us"
            | "my"
            | "your"
            | "our"
            | "their"
            | "a"
            | "an"
            | "this"
            | "these"
            | "those"
            | "of"
            | "nothing"
            | "everything"
            | "something"
            | "anything"
            | "exactly"
            | "better"
            | "enough"
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::{fillers, spoken};

    #[test]
    fn you_know_set_off_is_a_filler() {
        fillers("It was, you know, hard.").are(&["you know"]);
        fillers("We had, you know, the old system.").are(&["you know"]);
        fillers("You know, and tickets fell by half.").are(&["you know"]);
        fillers("That was hard, you know.").are(&["you know"]);
        spoken("You know | so at my last company").are(&["you know"]);
        spoken("it was slow | you know and it broke").are(&["you know"]);
        spoken("we you know | tried it").are(&["you know"]);
    }

    #[test]
    fn knowing_something_is_not_a_filler() {
        fillers("Do you know, by chance, who wrote it?").are(&[]);
        fillers("Before you know it, the week is over.").are(&[]);
        fillers("You know that the build was red.").are(&[]);
        fillers("As you know, we ship on Fridays.").are(&[]);
        fillers("I will let you know, then.").are(&[]);
        spoken("if you know | the answer").are(&[]);
        spoken("you know | how it goes").are(&[]);
    }

    #[test]
    fn you_know_without_evidence_is_only_possible() {
        fillers("And you know we had to ship").may_be(&["you know"]);
        fillers("That is the one you know.").may_be(&["you know"]);
    }
}
