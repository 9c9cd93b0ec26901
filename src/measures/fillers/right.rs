//! "right?": a filler at the end of a clause, an answer or a direction elsewhere.

use crate::transcript::WordRange;

use super::Found;
use super::scene::Scene;

pub(super) fn find(scene: &Scene) -> Vec<Found> {
    scene.each(&["right"]).into_iter().filter_map(|words| judge(scene, words)).collect()
}

fn judge(scene: &Scene, words: WordRange) -> Option<Found> {
    // "Right, so ..." at the start takes up the question.
    if scene.opens_sentence(words) || !scene.mark_before(words) && means_right(scene.before(words, 1)) {
        return None;
    }
    let asks = scene.words()[words.first].text.contains('?');
    let ends_clause = scene.mark_after(words) || scene.pause_after(words);
    let parted = scene.mark_before(words) || scene.pause_before(words) || asks;
    (ends_clause && parted).then_some(Found::likely(words))
}

/// "is right", "all right", "the right": correct, or the other hand.
fn means_right(before: &str) -> bool {
    matches!(
        before,
        "is" | "was"
            | "be"
            | "are"
            | "were"
            | "been"
            | "not"
            | "all"
            | "the"
            | "that's"
            | "it's"
            | "i'm"
            | "you're"
            | "we're"
            | "they're"
            | "a"
            | "exactly"
            | "quite"
            | "absolutely"
            | "do"
            | "did"
            | "done"
            | "got"
            | "get"
            | "went"
            | "go"
            | "turned"
            | "turn"
            | "to"
            | "about"
            | "just"
            | "half"
            | "prove"
            | "proved"
            | "proven"
            | "put"
            | "make"
            | "made"
            | "as"
            | "set"
            | "human"
            | "own"
            | "feel"
            | "felt"
            | "feels"
            | "seemed"
            | "your"
            | "my"
            | "their"
            | "our"
            | "his"
            | "her"
            | "of"
            | "wasn't"
            | "isn't"
            | "on"
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::{fillers, spoken};

    #[test]
    fn right_at_the_end_of_a_clause_is_a_filler() {
        fillers("We had a deadline, right?").are(&["right"]);
        fillers("You have the service, right, and it calls the queue.").are(&["right"]);
        fillers("They wanted it fast right? And we said yes.").are(&["right"]);
        spoken("you have the service | right | and it calls the queue").are(&["right"]);
    }

    #[test]
    fn right_with_a_meaning_is_not_a_filler() {
        fillers("She was right, and I told her so.").are(&[]);
        fillers("I did it right away, all right?").are(&[]);
        fillers("Right, so it was my first year.").are(&[]);
        fillers("It was the right call, right at the start.").are(&[]);
        spoken("we turned right | and stopped").are(&[]);
    }
}
