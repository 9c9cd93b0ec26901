//! Whether an answer tells one past episode in the first person, or an opinion, a habit, a plan.

use std::sync::LazyLock;

use super::told::Told;
use crate::english::verbs::{begins_with_deed, is_deed_at, is_past, verb_after};
use crate::english::words::Sentence;
use crate::lexicon;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/story.txt");

/// Turns of general practice and of the conditional.
static GENERAL: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "general"));

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

/// Whether an answer is a story; unknown where there is too little to say.
pub(crate) fn is_story(told: &Told<'_>) -> Option<bool> {
    if told.transcript.spoken_words() < super::gates::LEAST_WORDS {
        return None;
    }
    let past = told.sentences.iter().filter(|sentence| is_past_episode(sentence)).count();
    let general = told
        .sentences
        .iter()
        .filter(|sentence| !is_past_episode(sentence) && sentence.has_phrase(&GENERAL))
        .count();
    let deeds: usize = told.sentences.iter().map(deeds).sum();
    let persons = told.sentences.iter().flat_map(|s| &s.tokens).any(|token| first_person(&token.key));
    match (deeds > 0 && past > general, general > 0 || !persons) {
        (true, _) => Some(true),
        (false, true) => Some(false),
        // A story may be told in the present: nothing speaks for a story, and nothing against.
        (false, false) => None,
    }
}

/// Whether a sentence tells of the past: of the speaker, or of the thing that happened.
pub(super) fn is_past_episode(sentence: &Sentence) -> bool {
    let hypothetical = sentence.has_phrase(&["i would", "i'd", "we would", "if i"]) && deeds(sentence) == 0;
    !hypothetical
        && (deeds(sentence) > 0
            || sentence.tokens.iter().any(|token| is_past(&token.key) || token.key == "was"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::structure_of;

    #[test]
    fn a_story_is_told_in_the_past_by_who_did_it() {
        let story = |text: &str| structure_of(text).is_story;
        assert_eq!(
            story(
                "The import broke every night. I read the log and found a bad date. I rejected such files, and the calls stopped."
            ),
            Some(true)
        );
        assert_eq!(
            story(
                "I would first talk to everyone. Then I would make a list, and I would usually start with the hardest thing on it."
            ),
            Some(false)
        );
        assert_eq!(
            story(
                "I believe that it is important to listen. I always try to ask questions, and I like to work with different people."
            ),
            Some(false)
        );
        assert_eq!(story("I fixed it."), None);
        assert_eq!(
            story(
                "So I stand there with forty guests and no power. I grab the candles, and I send two people down to the cellar."
            ),
            None
        );
    }
}
