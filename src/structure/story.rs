//! Who tells, and what was done: the first person and its deeds, which tell a story from a text about something.

use crate::english::verbs::{begins_with_deed, is_deed_at, verb_after};
use crate::english::words::Sentence;

/// Whether a word is the speaker, alone or with others.
pub(crate) fn first_person(key: &str) -> bool {
    matches!(
        key,
        "i" | "we"
            | "my"
            | "our"
            | "me"
            | "us"
            | "i'm"
            | "i've"
            | "i'd"
            | "we'd"
            | "we're"
            | "we've"
            | "myself"
            | "mine"
            | "i'll"
    )
}

/// The number of deeds of the speaker and the group in a sentence, notes without a subject included.
pub(crate) fn deeds(sentence: &Sentence) -> usize {
    let told = (0..sentence.tokens.len())
        .filter(|index| matches!(sentence.key(*index), "i" | "we") && sentence.key(index + 1) != "never")
        .filter(|index| is_deed_at(sentence, verb_after(sentence, *index)))
        .count();
    told + usize::from(told == 0 && begins_with_deed(sentence))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::words::one_sentence;

    #[test]
    fn deeds_are_counted_with_and_without_a_subject() {
        for (text, count) in [
            ("I called her and then I wrote it down.", 2),
            ("Wrote the plan on Monday.", 1),
            ("I never called her.", 0),
            ("She called me.", 0),
        ] {
            assert_eq!(deeds(&one_sentence(text)), count, "{text}");
        }
    }
}
