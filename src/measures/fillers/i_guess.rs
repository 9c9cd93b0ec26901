//! "I guess": a filler when set off, a guess in "I guess that".

use crate::transcript::WordRange;

use super::Found;
use super::scene::Scene;

pub(super) fn find(scene: &Scene) -> Vec<Found> {
    scene.each(&["i", "guess"]).into_iter().filter_map(|words| judge(scene, words)).collect()
}

fn judge(scene: &Scene, words: WordRange) -> Option<Found> {
    let (before, after) = (scene.before(words, 1), scene.after(words));
    let guesses = matches!(
        after,
        "that" | "what" | "which" | "how" | "who" | "the" | "at" | "a" | "right" | "wrong" | "correctly"
    );
    let refers = matches!(before, "what" | "when" | "if" | "that" | "as") && !scene.mark_before(words);
    if refers || guesses && !scene.mark_after(words) {
        return None;
    }
    // At the start of a sentence it still says how sure the speaker is.
    Some(Found::when(scene.set_off(words) && !scene.opens_sentence(words), words))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{fillers, spoken};

    #[test]
    fn i_guess_set_off_is_a_filler() {
        fillers("It was, I guess, my fault.").are(&["i guess"]);
        fillers("That is how it goes, I guess.").are(&["i guess"]);
        spoken("we were | I guess | too slow").are(&["i guess"]);
    }

    #[test]
    fn guessing_is_not_a_filler() {
        fillers("Well before that, I guess what people want.").are(&[]);
        fillers("When I guess, I check.").are(&[]);
        spoken("and | I guess the number").are(&[]);
    }

    #[test]
    fn a_guess_at_the_start_is_only_possible() {
        fillers("I guess we were lucky.").may_be(&["i guess"]);
    }
}
