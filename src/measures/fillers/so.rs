//! "so": a filler where it opens or trails, a conclusion in "it failed, so we rolled back".

use crate::transcript::WordRange;

use super::Found;
use super::scene::Scene;

pub(super) fn find(scene: &Scene) -> Vec<Found> {
    scene.each(&["so"]).into_iter().filter_map(|words| judge(scene, words)).collect()
}

fn judge(scene: &Scene, words: WordRange) -> Option<Found> {
    let (before, after) = (scene.before(words, 1), scene.after(words));
    if before == "so" || !scene.mark_after(words) && measures_or_aims(after) {
        return None;
    }
    if after == "so" {
        return scene.edge_before(words).then_some(Found::likely(words));
    }
    if scene.opens_sentence(words) {
        // At the start of an answer there is nothing to conclude from.
        return Some(Found::when(scene.opens_answer(words) || scene.edge_after(words), words));
    }
    if !scene.mark_before(words) {
        return None;
    }
    // ", so, " and ", so." lead nowhere; after a comma alone it concludes.
    if scene.mark_after(words) {
        return Some(Found::likely(words));
    }
    let leads_on = scene.pause_before(words) && scene.pause_after(words) || scene.is_hesitation(words.end);
    // Before another connective it cannot conclude: "late, so which was unfair".
    let before_connective = matches!(after, "which" | "and" | "but" | "because");
    (leads_on || before_connective).then(|| Found::when(before_connective, words))
}

/// "so that", "so much", "so far": an aim or a degree.
fn measures_or_aims(after: &str) -> bool {
    matches!(
        after,
        "that"
            | "much"
            | "many"
            | "far"
            | "long"
            | "few"
            | "little"
            | "often"
            | "called"
            | "to"
            | "on"
            | "as"
            | "good"
            | "bad"
            | "well"
            | "hard"
            | "big"
            | "small"
            | "fast"
            | "slow"
            | "soon"
            | "early"
            | "late"
            | "is"
            | "was"
            | "did"
            | "do"
            | "does"
            | "important"
            | "different"
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::{fillers, spoken};

    #[test]
    fn so_that_leads_nowhere_is_a_filler() {
        fillers("So at my last company we had a process.").are(&["so"]);
        fillers("It was slow. So, we looked into it.").are(&["so"]);
        fillers("The build was late, so, which was unfair.").are(&["so"]);
        fillers("It was a big company, so so there were many teams.").are(&["so"]);
        fillers("We never found out, so.").are(&["so"]);
        fillers("Um, so, it was my first year.").are(&["so"]);
        spoken("It was slow. So | we were told to fix it.").are(&["so"]);
    }

    #[test]
    fn so_that_concludes_aims_or_measures_is_not_a_filler() {
        fillers("It failed, so we rolled it back.").are(&[]);
        fillers("I wrote it down so that nobody forgot.").are(&[]);
        fillers("So much was broken, and so many knew.").are(&[]);
        fillers("I think so, and I said so.").are(&[]);
        fillers("We did not, and so we lost a day.").are(&[]);
        fillers("It was not so, of course.").are(&[]);
        spoken("It failed | so | we rolled it back").are(&[]);
    }

    #[test]
    fn so_that_opens_a_later_sentence_is_only_possible() {
        fillers("It failed. So we rolled it back.").may_be(&["so"]);
        spoken("It failed, | so | we rolled it back").may_be(&["so"]);
    }
}
