//! How many words it takes until the speaker does something: "I" with the past of a verb that tells a deed.

use crate::english::verbs::{begins_with_deed, is_deed_at, verb_after};
use crate::english::words::Sentence;
use crate::transcript::{Transcript, WordRange};

use super::Phrase;

/// The first deed of the speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstAction {
    /// From "I" to its verb.
    pub action: Phrase,
    /// Words before it, hesitations left out.
    pub words_before: usize,
}

pub(super) fn find(transcript: &Transcript, sentences: &[Sentence]) -> Option<FirstAction> {
    let words = sentences.iter().find_map(deed)?;
    let before = transcript.words[..words.first].iter();
    let words_before = before.filter(|word| !word.is_hesitation() && !word.key().is_empty()).count();
    Some(FirstAction { action: Phrase::of(transcript, words), words_before })
}

/// The first deed of a sentence, from its subject to its verb. Notes leave the subject out: "Wrote the tests first."
fn deed(sentence: &Sentence) -> Option<WordRange> {
    let told = (0..sentence.tokens.len()).filter(|index| sentence.key(*index) == "i").find_map(|subject| {
        let verb = verb_after(sentence, subject);
        is_deed_at(sentence, verb).then(|| sentence.words(subject, verb + 1))
    });
    told.or_else(|| {
        let first = sentence.after_opening();
        begins_with_deed(sentence).then(|| sentence.words(first, first + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::of;

    #[track_caller]
    fn first(text: &str, wanted: Option<(usize, &str)>) {
        let (answer, found) = of(text);
        let found = found.first_action.map(|found| (found.words_before, answer.quote(found.action.words)));
        assert_eq!(found.as_ref().map(|(before, words)| (*before, words.as_str())), wanted, "{text}");
    }

    #[test]
    fn the_first_own_deed_ends_the_preamble() {
        first("The build was slow. I measured each step.", Some((4, "I measured")));
        first("Um, it broke, so I um quickly rewrote it.", Some((3, "I um quickly rewrote")));
        first("I worked at a bank. Then I moved the ledger.", Some((6, "I moved")));
        first("I decided to stop.", Some((0, "I decided")));
        first("Wrote the tests first.", Some((0, "Wrote")));
    }

    #[test]
    fn where_the_speaker_was_felt_or_planned_is_no_deed() {
        for text in [
            "I worked at a bank and I was new there.",
            "When I joined, the team was new. I wanted to learn.",
            "I used to like it. I owned the import.",
            "We measured each step and they fixed it.",
            "I think it was slow. I needed help.",
            "I would rewrite it.",
        ] {
            first(text, None);
        }
    }
}
