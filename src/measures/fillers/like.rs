//! "like": a filler in "it took, like, three weeks", never in "I like Rust" and "it looks like rain".

use crate::english::numbers::is_number;
use crate::transcript::WordRange;

use super::Found;
use super::scene::Scene;

pub(super) fn find(scene: &Scene) -> Vec<Found> {
    scene.each(&["like"]).into_iter().filter_map(|words| judge(scene, words)).collect()
}

fn judge(scene: &Scene, words: WordRange) -> Option<Found> {
    let (before, after) = (scene.before(words, 1), scene.after(words));
    if before == "like" || after == "like" {
        return Some(Found::likely(words));
    }
    let joined = !scene.mark_before(words) && !scene.opens_sentence(words);
    if joined && is_being(before) {
        // "She was like, 'no way'" reports speech; "it is like a map" compares. Neither is a filler for sure.
        return if says_number(after) {
            Some(Found::likely(words))
        } else {
            scene.mark_after(words).then_some(Found::possible(words))
        };
    }
    if joined && (is_verb_here(scene, words) || is_comparison(before)) || asks_for_example(after) {
        return None;
    }
    if scene.ends_sentence(words) && !scene.edge_before(words) {
        return None;
    }
    if says_number(after) && takes_amount(before) || is_restart(scene, words) {
        return Some(Found::likely(words));
    }
    let after_it = scene.edge_after(words);
    match (scene.edge_before(words), after_it) {
        (true, true) => Some(Found::likely(words)),
        // "such as" is said with a pause before it and none after.
        (false, true) => Some(Found::when(scene.pause_after(words) || scene.mark_after(words), words)),
        (true, false) => scene.clause_follows(words).then_some(Found::possible(words)),
        (false, false) => None,
    }
}

fn is_being(key: &str) -> bool {
    matches!(key, "is" | "was" | "were" | "be" | "been" | "being" | "are" | "am")
        || matches!(
            key,
            "i'm" | "we're" | "you're" | "they're" | "it's" | "he's" | "she's" | "that's" | "there's"
        )
}

/// "I like", "would like", "didn't like", "people like": liking something.
fn is_verb_here(scene: &Scene, words: WordRange) -> bool {
    let before = scene.before(words, 1);
    let bare = before.split('\'').next().unwrap_or(before);
    let subject = matches!(bare, "i" | "you" | "we" | "they" | "who" | "people" | "users" | "customers");
    let auxiliary = matches!(
        before,
        "to" | "would"
            | "do"
            | "did"
            | "don't"
            | "didn't"
            | "doesn't"
            | "does"
            | "not"
            | "never"
            | "might"
            | "may"
            | "will"
            | "wouldn't"
            | "won't"
            | "should"
            | "could"
            | "can"
            | "really"
            | "also"
            | "always"
            | "actually"
            | "particularly"
            | "especially"
            | "personally"
            | "quite"
            | "both"
            | "all"
            | "still"
            | "just"
    );
    subject || auxiliary || before.ends_with("'d")
}

/// "looks like", "something like", "exactly like", "tools like": the word before compares.
fn is_comparison(before: &str) -> bool {
    const SENSES: [&str; 10] =
        ["look", "sound", "feel", "seem", "act", "work", "behave", "smell", "taste", "treat"];
    let verb = SENSES.iter().any(|sense| {
        before
            .strip_prefix(sense)
            .is_some_and(|ending| matches!(ending, "" | "s" | "es" | "ed" | "d" | "ing" | "ning"))
    });
    let word = matches!(
        before,
        "felt"
            | "the"
            | "just"
            | "more"
            | "much"
            | "most"
            | "exactly"
            | "almost"
            | "nothing"
            | "something"
            | "anything"
            | "everything"
            | "things"
            | "stuff"
            | "someone"
            | "somebody"
            | "anyone"
            | "nobody"
            | "a"
            | "what"
            | "how"
            | "of"
            | "not"
            | "bit"
            | "lot"
            | "kind"
            | "less"
            | "him"
            | "them"
            | "us"
            | "her"
            | "this"
            | "that"
    );
    verb || word
}

/// "like this", "like I said", "like, say": the word leads to an example or refers to something.
fn asks_for_example(after: &str) -> bool {
    matches!(
        after,
        "this" | "that" | "so" | "say" | "said" | "these" | "those" | "minded" | "when" | "if" | "for"
    )
}

/// Whether an amount follows; "one" rarely is: "like one of those".
fn says_number(after: &str) -> bool {
    after != "one" && is_number(after) || matches!(after, "half" | "dozens")
}

/// Words after which an amount stands: "took like forty minutes", but "features like 2FA".
fn takes_amount(before: &str) -> bool {
    matches!(
        before,
        "took"
            | "take"
            | "takes"
            | "had"
            | "have"
            | "has"
            | "about"
            | "in"
            | "by"
            | "within"
            | "after"
            | "got"
            | "spent"
            | "made"
            | "maybe"
            | "and"
            | "only"
            | "need"
            | "needed"
            | "needs"
            | "lasted"
            | "cost"
            | "for"
            | "at"
            | "with"
            | "to"
            | "from"
            | "every"
            | "over"
            | "under"
    )
}

/// "we, like, we had": the word before comes again.
fn is_restart(scene: &Scene, words: WordRange) -> bool {
    let (before, after) = (scene.before(words, 1), scene.after(words));
    before == after
        && matches!(before, "we" | "they" | "it" | "he" | "she" | "the" | "a" | "was" | "and" | "to" | "in")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{fillers, spoken};

    #[test]
    fn like_set_off_by_commas_is_a_filler() {
        fillers("It was, like, a very long week.").are(&["like"]);
        fillers("And, like, nobody had written it down.").are(&["like"]);
        fillers("Like, my job was to find the cause.").are(&["like"]);
        fillers("We had, like, um, no idea.").are(&["like"]);
        fillers("It took like forty minutes.").are(&["like"]);
        fillers("There was like 40 people.").are(&["like"]);
        fillers("We had like thirteen bugs, and it cost like two thousand dollars.").are(&["like", "like"]);
        fillers("It was like like a race.").are(&["like", "like"]);
        fillers("We like we had no tests.").are(&[]);
        fillers("It was slow, it like it hung.").are(&["like"]);
    }

    #[test]
    fn like_with_a_silence_after_it_is_a_filler() {
        spoken("We wrote like | a second version").are(&["like"]);
        spoken("three times in a row | like | my job was clear").are(&["like"]);
        spoken("the tools | like the compiler are good").are(&[]);
    }

    #[test]
    fn like_as_a_verb_is_not_a_filler() {
        fillers("I like Rust because it tells me early").are(&[]);
        fillers("I would like to add that they liked it").are(&[]);
        fillers("We didn't like, or trust, the old one").are(&[]);
        fillers("I'd like, if I may, to start over").are(&[]);
        spoken("People like | short meetings").are(&[]);
    }

    #[test]
    fn like_as_a_comparison_is_not_a_filler() {
        fillers("It looks like rain and sounded like thunder").are(&[]);
        fillers("It felt like, well said, an exam").are(&[]);
        fillers("There is always a season, like winter or summer, and a sale").are(&[]);
        fillers("Things like this, and the like, are common").are(&[]);
        fillers("Like many teams, we had no time").are(&[]);
        fillers("I use tools like, say, a profiler").are(&[]);
        fillers("We added features like 2FA and more").are(&[]);
        fillers("I have friends like one of those").are(&[]);
        spoken("It was just like | the last one").are(&[]);
    }

    #[test]
    fn reported_speech_is_at_most_possible() {
        fillers("He was like, no way, and left").may_be(&["like"]);
    }
}
