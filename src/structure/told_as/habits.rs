//! General practice: what the speaker does again and again.

use std::sync::LazyLock;

use super::{LEXICON, has_past, is_told, occurs};
use crate::english::verbs::{is_deed, verb_after};
use crate::english::words::Sentence;
use crate::lexicon;
use crate::structure::concepts::pattern::{Pattern, patterns};
use crate::transcript::Transcript;

/// How often, beside a verb of the present.
static OFTEN: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "often"));

/// How often, also beside a deed of the past.
static AS_A_HABIT: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "as-a-habit"));

/// Turns that say it by themselves.
static HABITS: LazyLock<Vec<Pattern>> = LazyLock::new(|| patterns(LEXICON, "habits"));

/// Nobody in particular.
static ANYBODY: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "anybody"));

/// Whether a sentence tells what the speaker does again and again.
pub(super) fn is_habit(transcript: &Transcript, sentence: &Sentence) -> bool {
    if (0..sentence.tokens.len()).any(|at| is_always(sentence, at)) {
        return true;
    }
    !has_past(sentence) && (occurs(&HABITS, transcript, sentence) || is_whenever(sentence))
}

/// "I always check", "we usually checked": the speaker, how often, and a verb. What was always so ("we always had
/// rain") is no habit of anybody.
fn is_always(sentence: &Sentence, at: usize) -> bool {
    if !matches!(sentence.key(at), "i" | "we") {
        return false;
    }
    let adverb = (at + 1..at + 3).find(|index| OFTEN.contains(&sentence.key(*index)));
    let Some(adverb) = adverb else { return false };
    let verb = verb_after(sentence, adverb);
    if is_deed(sentence.key(verb)) {
        AS_A_HABIT.contains(&sentence.key(adverb))
    } else {
        // "I usually think back to the day when I left": what follows may be of the past, its own verb is not.
        !(at..=verb).any(|index| is_told(sentence.key(index)))
    }
}

/// "When a customer calls, I ...": whenever it may be, and whoever.
fn is_whenever(sentence: &Sentence) -> bool {
    let opens = |at: usize| {
        let begins = sentence.tokens[at].after_break || at == sentence.after_opening();
        matches!(sentence.key(at), "when" | "if" | "once")
            && begins
            && ANYBODY.contains(&sentence.key(at + 1))
    };
    let speaks = sentence.has_word(&["i", "we", "i'm", "we're", "my", "our"]);
    let wishes = sentence.has_word(&["would", "i'd", "we'd", "you'd", "will", "i'll", "could"]);
    speaks && !wishes && (0..sentence.tokens.len()).any(opens)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn what_is_done_again_and_again_is_told_from_what_was_done_once() {
        check(
            is_habit,
            &[
                "I always write the list on the evening before.",
                "We usually plan the week on a Monday.",
                "What I do is take the two of them aside.",
                "When a customer shouts, I let them finish.",
                "My approach is to begin with the numbers.",
                "I try to be there before the others.",
                "As a rule we have two people at the door.",
                "In that job I always checked the valves twice.",
                "I count the boxes every morning.",
            ],
            &[
                "I checked the valves twice that night.",
                "We always had rain in that valley.",
                "When a pipe burst in March, I closed the valve.",
                "I tried to be there before the others.",
                "The bus usually came late, so I walked.",
                "My approach was to begin with the numbers.",
                "If a guest complained, I would stay calm.",
                "She always wrote a list.",
                "I never told them.",
            ],
        );
    }
}
