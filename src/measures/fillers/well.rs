//! "well": a filler at the start, an adverb in "it went well".

use crate::measures::clauses::is_subject;
use crate::transcript::WordRange;

use super::Found;
use super::scene::Scene;

pub(super) fn find(scene: &Scene) -> Vec<Found> {
    scene.each(&["well"]).into_iter().filter_map(|words| judge(scene, words)).collect()
}

fn judge(scene: &Scene, words: WordRange) -> Option<Found> {
    let parted = scene.mark_after(words) || scene.pause_after(words) || scene.is_hesitation(words.end);
    if scene.opens_sentence(words) {
        return (parted || is_subject(scene.after(words))).then_some(Found::likely(words));
    }
    // ", well, " in the middle; "as well," has no comma before it.
    let inside = scene.mark_before(words) && scene.mark_after(words) && !scene.ends_sentence(words);
    inside.then_some(Found::likely(words))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{fillers, spoken};

    #[test]
    fn well_at_the_start_is_a_filler() {
        fillers("Well, it was my first year.").are(&["well"]);
        fillers("Well I was new there.").are(&["well"]);
        fillers("It was, well, not great.").are(&["well"]);
        fillers("Um, well, we tried.").are(&["well"]);
        spoken("It broke. Well | the tests were green.").are(&["well"]);
    }

    #[test]
    fn well_as_an_adverb_is_not_a_filler() {
        fillers("It went well, and the tests did as well.").are(&[]);
        fillers("Well written tests helped.").are(&[]);
        fillers("Well before Friday it was done, and done well.").are(&[]);
        fillers("We worked well under pressure, very well, in fact.").are(&[]);
        spoken("it went well | and we shipped").are(&[]);
    }
}
