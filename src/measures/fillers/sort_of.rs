//! "sort of" and "kind of": fillers when set off, hedges before an adjective, nouns in "a kind of".

use crate::transcript::WordRange;

use super::Found;
use super::scene::Scene;

pub(super) fn find(scene: &Scene) -> Vec<Found> {
    let both = [scene.each(&["sort", "of"]), scene.each(&["kind", "of"])].concat();
    both.into_iter().filter_map(|words| judge(scene, words)).collect()
}

fn judge(scene: &Scene, words: WordRange) -> Option<Found> {
    let joined = !scene.mark_before(words) && !scene.opens_sentence(words);
    let after = scene.after(words);
    if joined && is_noun_here(scene.before(words, 1)) || !scene.mark_after(words) && classifies(after) {
        return None;
    }
    let repeated = scene.before(words, 2) == scene.key(words.first) && scene.before(words, 1) == "of";
    // Hedges stand before an adjective or a verb: before a clause the phrase is nothing but a pause for thought.
    let before_clause = scene.clause_follows(words) && scene.edge_before(words);
    // A hesitation beside it is not enough: "um, kind of slow" is still a hedge.
    let parted = scene.mark_after(words) || scene.pause_after(words);
    let answers = scene.ends_sentence(words) && !scene.edge_before(words);
    Some(Found::when(repeated || before_clause || parted && !answers, words))
}

/// "a kind of", "what sort of", "the same kind of": a class of things.
fn is_noun_here(before: &str) -> bool {
    matches!(
        before,
        "a" | "an"
            | "the"
            | "this"
            | "that"
            | "these"
            | "those"
            | "what"
            | "which"
            | "some"
            | "any"
            | "every"
            | "each"
            | "no"
            | "one"
            | "same"
            | "different"
            | "all"
            | "other"
            | "another"
            | "new"
            | "right"
            | "wrong"
            | "my"
            | "his"
            | "her"
            | "our"
            | "your"
            | "their"
            | "many"
            | "certain"
            | "whatever"
            | "best"
            | "first"
            | "only"
            | "own"
            | "rare"
            | "special"
            | "particular"
            | "similar"
            | "old"
            | "of"
            | "to"
            | "email"
            | "in"
    )
}

/// "sort of thing", "kind of person".
fn classifies(after: &str) -> bool {
    matches!(
        after,
        "thing" | "things" | "person" | "people" | "stuff" | "guy" | "place" | "way" | "work" | "problem"
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::{fillers, spoken};

    #[test]
    fn sort_of_set_off_is_a_filler() {
        fillers("We talked, sort of, about the plan.").are(&["sort of"]);
        fillers("It was the same week, kind of, and we shared it.").are(&["kind of"]);
        fillers("Kind of there was this tester on my team.").are(&["kind of"]);
        fillers("They tried again, sort of and they held.").are(&["sort of"]);
        fillers("It was sort of, sort of slow.").are(&["sort of", "sort of"]);
        spoken("after three months | sort of | and they had held").are(&["sort of"]);
        spoken("it was kind of | slow").are(&["kind of"]);
    }

    #[test]
    fn a_class_of_things_is_not_a_filler() {
        fillers("It is a kind of, let us say, cache.").are(&[]);
        fillers("What sort of bug is it?").are(&[]);
        fillers("I asked for some sort of, at least, plan.").are(&[]);
        fillers("It is that kind of place, and that sort of thing.").are(&[]);
        spoken("this kind of | meeting is rare").are(&[]);
    }

    #[test]
    fn a_hedge_is_only_possible() {
        fillers("It was kind of slow.").may_be(&["kind of"]);
        fillers("I sort of liked it.").may_be(&["sort of"]);
        spoken("it was | kind of slow").may_be(&["kind of"]);
    }
}
