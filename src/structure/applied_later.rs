//! Applied later: a lesson that was put to use on a later occasion, told apart from an intention.

use std::sync::LazyLock;

use super::Section;
use crate::english::verbs::{is_between, is_deed};
use crate::english::words::Sentence;
use crate::lexicon;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/applied_later.txt");

/// From a time on, up to now.
static SINCE: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "since"));

/// What a later occasion is, and the words before it.
static OCCASIONS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "occasions"));
static NEXT: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "next"));

/// Said of the same again, at a later time.
static AGAIN: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "again"));

/// After "I": what is meant to be done, or only thought.
static MEANT: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "meant"));

/// Whether a sentence tells that a lesson was put to use: "since then I have", "on the next project I began with". "Next
/// time I would" is an intention.
pub(super) fn is_applied_later(sentence: &Sentence, section: Option<Section>) -> bool {
    if matches!(section, Some(Section::Situation | Section::Task)) {
        return false;
    }
    // "Since then I have never used that again" is the opposite.
    if sentence.has_word(&["never"]) && sentence.has_word(&["again", "anymore"]) {
        return false;
    }
    let verbs: Vec<(&str, bool)> =
        (0..sentence.tokens.len()).filter_map(|at| verb_of(sentence, at)).collect();
    let has_done = verbs.iter().any(|(_, is_done)| *is_done);
    let acts = verbs.iter().any(|(verb, is_done)| *is_done || !MEANT.contains(verb));
    let meant = !has_done && verbs.iter().any(|(verb, _)| MEANT.contains(verb));
    if sentence.has_phrase(&SINCE) {
        return acts && !meant;
    }
    has_done
        && (has_occasion(sentence)
            || sentence.has_phrase(&AGAIN) && sentence.has_word(&["later", "since", "next", "twice"]))
}

/// The verb of "I" or "we" at an index, and whether it tells a deed that was done.
fn verb_of(sentence: &Sentence, subject: usize) -> Option<(&str, bool)> {
    let key = sentence.key(subject);
    let has = matches!(key, "i've" | "we've");
    if matches!(key, "i'd" | "we'd" | "i'll" | "we'll" | "i'm" | "we're") {
        return Some(("would", false));
    }
    if !has && !matches!(key, "i" | "we") {
        return None;
    }
    let mut at = subject + 1;
    let mut have = has;
    while at < subject + 5
        && (is_between(sentence.key(at)) || matches!(sentence.key(at), "have" | "never" | "begun"))
    {
        have |= sentence.key(at) == "have";
        at += 1;
    }
    let verb = sentence.key(at);
    let participle = have
        && (verb.ends_with("ed")
            || verb.ends_with("en")
            || matches!(
                verb,
                "done"
                    | "begun"
                    | "put"
                    | "set"
                    | "kept"
                    | "run"
                    | "made"
                    | "built"
                    | "told"
                    | "sent"
                    | "held"
                    | "read"
                    | "had"
            ));
    let is_done = (is_deed(verb) || participle) && !MEANT.contains(&verb);
    (!verb.is_empty()).then_some((verb, is_done))
}

/// "On the next project", "in my second term", "the next time it came up"; not "the next day".
fn has_occasion(sentence: &Sentence) -> bool {
    (1..sentence.tokens.len()).any(|at| {
        let before = sentence.key(at - 1);
        let opened = matches!(
            before,
            "the" | "my" | "our" | "a" | "at" | "in" | "on" | "with" | "for" | "every" | "that"
        );
        let is_later = matches!(sentence.key(at), "later" | "another");
        // "A new customer" is one of any time, "my new job" is the next one.
        let is_vague = matches!(sentence.key(at), "second" | "new") && !matches!(before, "my" | "our");
        let is_occasion = NEXT.contains(&sentence.key(at)) && OCCASIONS.contains(&sentence.key(at + 1));
        is_occasion && (opened || is_later) && !is_vague
    })
}

#[cfg(test)]
mod tests {
    use super::super::told::check;
    use super::*;

    #[test]
    fn a_lesson_put_to_use_is_told_from_an_intention() {
        check(
            is_applied_later,
            Section::Learning,
            &[
                "Since then I have written the list before I order.",
                "On the next project I began with the contract.",
                "In my next role I asked for the numbers on the first day.",
                "The next time it came up I called them first.",
                "Ever since, I check both ends of the rope.",
                "From then on we met every Monday, and it held.",
                "I've done that with every menu since.",
                "At the following camp we put the tents up before noon.",
                "To this day I read the last page first.",
                "A year later, on another move, I packed the kitchen last.",
                "With the next customer I wrote it down in front of him.",
            ],
            &[
                "Next time I would ask much earlier.",
                "On the next project I will begin with the contract.",
                "Since then I believe that lists are good.",
                "Since then nothing like it has happened.",
                "The next day I called her.",
                "I learned to ask first.",
                "Four of us made another one in summer.",
                "Since then we have not lost a single key.",
                "In future I'd rather say no.",
                "The next release was late.",
                "Since then I have wanted to try it.",
                "I now know what to ask.",
                "On our next tour I would pack less.",
            ],
        );
    }

    #[test]
    fn what_was_so_before_the_story_is_none() {
        check(is_applied_later, Section::Learning, &[], &["Since then I have never used that again."]);
        check(is_applied_later, Section::Situation, &[], &["Since then I have worked in the bakery."]);
    }
}
