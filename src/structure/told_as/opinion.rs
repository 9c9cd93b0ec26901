//! Opinion: what the speaker thinks, or what people should do.

use std::sync::LazyLock;

use super::{LEXICON, has_past, occurs};
use crate::english::words::Sentence;
use crate::lexicon;
use crate::structure::concepts::pattern::{Pattern, patterns};
use crate::transcript::Transcript;

/// Verbs of opinion.
static VERBS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "verbs-of-opinion"));

/// Turns that say it by themselves.
static OPINIONS: LazyLock<Vec<Pattern>> = LazyLock::new(|| patterns(LEXICON, "opinions"));

/// So many words have to follow "I think": at the end of a sentence it only says that the speaker is unsure.
const LEAST_AFTER: usize = 3;

/// Whether a sentence says what the speaker thinks, of now and not of what happened.
pub(super) fn is_opinion(transcript: &Transcript, sentence: &Sentence) -> bool {
    let holds_now =
        sentence.has_word(&["is", "are", "isn't", "aren't", "should", "shouldn't", "it's", "that's"]);
    if has_past(sentence) && !holds_now {
        return false;
    }
    let was = sentence.has_word(&["was", "were", "wasn't", "weren't"]);
    !was && (occurs(&OPINIONS, transcript, sentence)
        || (0..sentence.tokens.len()).any(|at| thinks(sentence, at)))
}

/// "I think that ...", at the beginning of a sentence or a clause.
fn thinks(sentence: &Sentence, at: usize) -> bool {
    let begins = at <= sentence.after_opening() + 1 || sentence.tokens[at].after_break;
    let verb =
        at + 1 + usize::from(matches!(sentence.key(at + 1), "really" | "also" | "strongly" | "personally"));
    sentence.key(at) == "i"
        && begins
        && VERBS.contains(&sentence.key(verb))
        && verb + LEAST_AFTER < sentence.tokens.len()
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn what_somebody_thinks_is_told_from_what_somebody_thought() {
        check(
            is_opinion,
            &[
                "I think that trust is worth more than speed.",
                "In my opinion a team needs quiet hours.",
                "People should talk to each other.",
                "You have to be able to say no.",
                "It is really important to listen.",
                "A good manager gives praise in front of others.",
                "For me it's about value.",
                "I don't believe in long meetings.",
                "The most important thing is the customer.",
            ],
            &[
                "I thought that it was important.",
                "I think it was the hardest week of the year.",
                "We were late, I think.",
                "She told me you have to sign it by noon.",
                "I think she left.",
                "I found the key under the mat.",
                "The important file was gone.",
                "I grab the candles and send two people down.",
            ],
        );
    }
}
