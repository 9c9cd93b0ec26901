//! Hypothetical: what the speaker would do, or will.
//!
//! "I knew that we would miss it" looks ahead from inside a story, "I'd left it on" is an "I had", and "I'd say" is
//! only polite; none of them is meant.

use std::sync::LazyLock;

use super::{LEXICON, is_told, occurs};
use crate::english::verbs::{is_deed, is_past, verb_after};
use crate::english::words::Sentence;
use crate::lexicon;
use crate::structure::concepts::pattern::{Pattern, patterns};
use crate::transcript::Transcript;

/// Verbs after "would" that only make a statement polite.
static POLITE: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "polite"));

/// Verbs after "will" that announce what is said next.
static ANNOUNCING: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "announcing"));

/// Participles after "I'd".
static PARTICIPLES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "participles"));

/// Turns that say it by themselves.
static IMAGINED: LazyLock<Vec<Pattern>> = LazyLock::new(|| patterns(LEXICON, "imagined"));

/// What opens a condition.
const CONDITIONS: [&str; 4] = ["if", "unless", "suppose", "imagine"];

/// Whether a sentence tells what the speaker would do.
pub(super) fn is_hypothetical(transcript: &Transcript, sentence: &Sentence) -> bool {
    if has_deed_outside_a_condition(sentence) {
        return false;
    }
    let wishes = (0..sentence.tokens.len())
        .any(|at| wish_at(sentence, at).is_some_and(|verb| is_meant(sentence, at, verb)));
    wishes || occurs(&IMAGINED, transcript, sentence) && !has_told_before(sentence, sentence.tokens.len())
}

/// The verb of "I would", "we'd", "you would", "I will" that begins at an index.
fn wish_at(sentence: &Sentence, at: usize) -> Option<usize> {
    let key = sentence.key(at);
    if matches!(key, "i'd" | "we'd" | "you'd" | "i'll" | "we'll") {
        return Some(past_adverbs(sentence, at));
    }
    if !matches!(key, "i" | "we" | "you" | "one") {
        return None;
    }
    let would = (at + 1..at + 3).find(|index| {
        matches!(sentence.key(*index), "would" | "wouldn't") || sentence.key(*index) == "will" && key != "you"
    })?;
    Some(past_adverbs(sentence, would))
}

/// The index of the verb after adverbs and "not".
fn past_adverbs(sentence: &Sentence, at: usize) -> usize {
    let verb = verb_after(sentence, at);
    if matches!(sentence.key(verb), "not" | "definitely" | "maybe" | "perhaps" | "rather") {
        verb_after(sentence, verb)
    } else {
        verb
    }
}

/// Whether the verb is one that the speaker imagines to do.
fn is_meant(sentence: &Sentence, at: usize, verb: usize) -> bool {
    let key = sentence.key(verb);
    let had = sentence.key(at).ends_with("'d") && (is_past(key) || PARTICIPLES.contains(&key));
    // "I would have called" looks back; "I would have to call" does not. `verb_after` passes over the "have".
    let back = verb > 0
        && matches!(sentence.key(verb - 1), "have" | "had")
        && (is_past(key) || PARTICIPLES.contains(&key));
    let will = sentence.key(at).ends_with("'ll") || (at..verb).any(|index| sentence.key(index) == "will");
    let polite = if will { ANNOUNCING.contains(&key) } else { POLITE.contains(&key) };
    !key.is_empty() && !had && !back && !polite && !has_told_before(sentence, at)
}

/// Whether a past is told in the same clause before an index, and no condition opens it: "she said that I would".
fn has_told_before(sentence: &Sentence, at: usize) -> bool {
    for index in (0..at.min(sentence.tokens.len())).rev() {
        let after = sentence.tokens.get(index + 1).filter(|_| index < at);
        if after.is_some_and(|token| token.after_break) || matches!(sentence.key(index), "but" | "so") {
            return false;
        }
        if is_told(sentence.key(index)) {
            return !(0..index).any(|before| CONDITIONS.contains(&sentence.key(before)));
        }
    }
    false
}

/// Whether the speaker did something, and not only "if I made a mistake".
fn has_deed_outside_a_condition(sentence: &Sentence) -> bool {
    let is_conditional = |subject: usize| {
        for index in (0..subject).rev() {
            if CONDITIONS.contains(&sentence.key(index)) {
                return true;
            }
            if sentence.tokens[index + 1].after_break {
                return false;
            }
        }
        false
    };
    (0..sentence.tokens.len())
        .filter(|index| matches!(sentence.key(*index), "i" | "we"))
        .filter(|index| is_deed(sentence.key(verb_after(sentence, *index))))
        .any(|subject| !is_conditional(subject))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn what_somebody_would_do_is_told_from_what_was_expected_or_had_been_done() {
        check(
            is_hypothetical,
            &[
                "I would first ask the neighbour what she saw.",
                "In that case I'd probably ring the supplier.",
                "If I made a mistake, I'd tell the customer.",
                "If a guest complained and shouted at me I would stay calm.",
                "What I would do is split the list in two.",
                "And for an emergency you'd stop everything else.",
                "I will take the hardest part first.",
                "We would not change the plan in the last week.",
                "I'd have to look at the numbers before that.",
            ],
            &[
                "I knew that we would miss the train.",
                "She said I would never manage it.",
                "I'd left the key in the van.",
                "I'd never seen such a queue.",
                "I would say that it went well.",
                "I'd like to tell you about the bakery.",
                "I'll give you an example from the school.",
                "I told them that I would call back.",
                "I asked her if she would help me.",
                "I would have called him earlier.",
                "I promised the guests we'd open at six.",
            ],
        );
    }
}
