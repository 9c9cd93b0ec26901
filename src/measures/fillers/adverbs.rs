//! "basically", "actually", "literally", "honestly", "obviously": fillers when set off, adverbs with a meaning inside a clause.

use crate::transcript::WordRange;

use super::Found;
use super::scene::Scene;

const ADVERBS: [&str; 5] = ["basically", "actually", "literally", "honestly", "obviously"];

pub(super) fn find(scene: &Scene) -> Vec<Found> {
    ADVERBS.iter().flat_map(|adverb| scene.each(&[adverb])).filter_map(|words| judge(scene, words)).collect()
}

fn judge(scene: &Scene, words: WordRange) -> Option<Found> {
    let joined = !scene.mark_before(words) && !scene.opens_sentence(words);
    let before = scene.before(words, 1);
    if joined && bears_meaning(before) {
        return None;
    }
    let repeated = scene.after(words) == scene.key(words.first);
    let opens = scene.opens_sentence(words) && scene.key(words.first) == "basically";
    let trails = scene.mark_after(words) && scene.key(words.first) == "basically";
    let before_clause =
        scene.edge_before(words) && scene.clause_follows(words) && !scene.opens_sentence(words);
    Some(Found::when(repeated || opens || trails || before_clause || scene.set_off(words), words))
}

/// "not actually", "more honestly", "answer honestly": the adverb is what is said.
fn bears_meaning(before: &str) -> bool {
    matches!(
        before,
        "not"
            | "never"
            | "more"
            | "most"
            | "very"
            | "too"
            | "as"
            | "quite"
            | "answer"
            | "answered"
            | "speak"
            | "spoke"
            | "speaking"
            | "talk"
            | "talked"
            | "didn't"
            | "wasn't"
            | "isn't"
            | "don't"
            | "doesn't"
            | "that's"
            | "taken"
            | "how"
            | "what"
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::{fillers, spoken};

    #[test]
    fn an_adverb_set_off_is_a_filler() {
        fillers("Basically, it was a pretty big company.").are(&["basically"]);
        fillers("Basically the pattern was clear.").are(&["basically"]);
        fillers("It fell by half, actually, and stayed there.").are(&["actually"]);
        fillers("We moved the tills, basically because we had to.").are(&["basically"]);
        fillers("They were, literally, on fire.").are(&["literally"]);
        fillers("There is always a deadline basically, because there is a season.").are(&["basically"]);
        fillers("Honestly, I was lost.").are(&["honestly"]);
        spoken("forty a shift | actually | and patients reached a bed").are(&["actually"]);
        spoken("it was actually actually fine").are(&["actually"]);
    }

    #[test]
    fn an_adverb_that_is_the_point_is_not_a_filler() {
        fillers("I did not actually, in the end, ship it.").are(&[]);
        fillers("She answered honestly, and we moved on.").are(&[]);
        fillers("They took it more literally, perhaps, than I meant.").are(&[]);
        spoken("it was never actually | used").are(&[]);
    }

    #[test]
    fn an_adverb_inside_a_clause_is_only_possible() {
        fillers("The ones that were actually opinions went first.").may_be(&["actually"]);
        fillers("I literally doubled the number.").may_be(&["literally"]);
        fillers("It is basically the same.").may_be(&["basically"]);
        fillers("Actually the tests were green.").may_be(&["actually"]);
    }
}
