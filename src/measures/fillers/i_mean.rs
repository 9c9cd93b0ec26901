//! "I mean": a filler in "I mean, it was fine", an explanation in "that is what I mean".

use crate::measures::clauses::{is_subject, opens_clause};
use crate::transcript::WordRange;

use super::Found;
use super::scene::Scene;

pub(super) fn find(scene: &Scene) -> Vec<Found> {
    scene.each(&["i", "mean"]).into_iter().filter_map(|words| judge(scene, words)).collect()
}

fn judge(scene: &Scene, words: WordRange) -> Option<Found> {
    let joined = !scene.mark_before(words) && !scene.opens_sentence(words);
    let (before, after, then) = (scene.before(words, 1), scene.after(words), scene.key(words.end + 1));
    if joined && refers(before) || (scene.before(words, 2) == "if" && before == "know") {
        return None;
    }
    if scene.mark_after(words) {
        // "by that I mean, ..." was left out above; at the end of a sentence it needs a comma before it.
        return Some(Found::when(!scene.ends_sentence(words) || scene.edge_before(words), words));
    }
    // "it" and "you" can be objects; with a verb after them they are subjects, which "it's" and "you're" show.
    let subject =
        is_subject(after) && (after.contains('\'') || !matches!(after, "it" | "you") || is_verb(then));
    if subject || opens_clause(after, then) {
        return Some(Found::when(scene.edge_before(words) || scene.edge_after(words), words));
    }
    if is_object(after) {
        return None;
    }
    scene.edge_before(words).then(|| Found::when(scene.edge_after(words), words))
}

/// "what I mean", "that I mean", "do I mean", "by that I mean".
fn refers(before: &str) -> bool {
    matches!(
        before,
        "what"
            | "that"
            | "do"
            | "did"
            | "when"
            | "if"
            | "than"
            | "whatever"
            | "which"
            | "this"
            | "as"
            | "how"
            | "the"
            | "know"
            | "one"
            | "thing"
            | "ones"
    )
}

fn is_object(after: &str) -> bool {
    matches!(
        after,
        "it" | "you"
            | "that"
            | "this"
            | "those"
            | "these"
            | "him"
            | "her"
            | "them"
            | "the"
            | "a"
            | "an"
            | "by"
            | "to"
            | "well"
            | "what"
            | "every"
            | "business"
            | "my"
            | "our"
            | "your"
            | "no"
            | "both"
            | "all"
            | "only"
    )
}

fn is_verb(then: &str) -> bool {
    matches!(
        then,
        "was"
            | "is"
            | "were"
            | "are"
            | "had"
            | "has"
            | "have"
            | "could"
            | "would"
            | "should"
            | "can"
            | "will"
            | "did"
            | "does"
            | "do"
            | "worked"
            | "took"
            | "got"
            | "went"
            | "felt"
            | "made"
            | "need"
            | "know"
    ) || then.ends_with("n't")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{fillers, spoken};

    #[test]
    fn i_mean_before_a_clause_is_a_filler() {
        fillers("There was a spreadsheet. I mean, and a lot of people used it.").are(&["i mean"]);
        fillers("I had two options, I mean, a quick retry or a change.").are(&["i mean"]);
        fillers("I mean we had no tests at all.").are(&["i mean"]);
        fillers("I mean it was a good project.").are(&["i mean"]);
        fillers("It was fine, I mean.").are(&["i mean"]);
        spoken("so many teams | I mean | and we were one").are(&["i mean"]);
    }

    #[test]
    fn meaning_something_is_not_a_filler() {
        fillers("That is what I mean, more or less.").are(&[]);
        fillers("I mean it.").are(&[]);
        fillers("I mean the second release.").are(&[]);
        fillers("If you know what I mean, good.").are(&[]);
        fillers("By that I mean, in short, the tests.").are(&[]);
        spoken("I mean | the second one").are(&[]);
    }
}
