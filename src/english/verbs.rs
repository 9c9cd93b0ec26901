//! Verbs by their form: deeds in the past, states, plans, outcomes.
//!
//! No list holds all verbs, so a regular past is known by its ending and only irregular ones are listed.

use std::sync::LazyLock;

use super::words::Sentence;
use crate::lexicon;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/english/verbs.txt");

/// Irregular past forms of verbs that tell a deed.
static IRREGULAR_DEEDS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "irregular-deeds"));

/// Words in -ed that are no past of a deed.
static NOT_DEEDS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "not-deeds"));

/// Words in -ed that name no past at all.
const NO_PAST: [&str; 9] = ["bed", "embed", "feed", "hundred", "indeed", "need", "red", "speed", "shed"];

/// Irregular pasts that tell no deed.
static STATES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "states"));

/// Pasts that look like the present: at the start of a sentence they may be an order, as in recipes and manuals.
static SAME_IN_PRESENT: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "same-in-present"));

/// Whether a word is the past of a verb, a deed or not.
pub(crate) fn is_past(key: &str) -> bool {
    IRREGULAR_DEEDS.contains(&key)
        || STATES.contains(&key)
        || matches!(key, "were" | "understood" | "won" | "slipped" | "spiked")
        || (key.len() > 3 && key.ends_with("ed") && !NO_PAST.contains(&key))
}

/// Whether a word is the past of a verb that tells something one does: "wrote", "migrated"; not "needed", "felt".
pub(crate) fn is_deed(key: &str) -> bool {
    IRREGULAR_DEEDS.contains(&key)
        || (key.len() > 3 && key.ends_with("ed") && !NOT_DEEDS.contains(&key) && !NO_PAST.contains(&key))
}

/// Whether the word at an index tells a deed there: "looked at the log", not "looked after the site".
pub(crate) fn is_deed_at(sentence: &Sentence, verb: usize) -> bool {
    is_deed(sentence.key(verb)) && !sets_the_scene(sentence, verb)
}

/// "I worked at a bank", "I joined in May": where the speaker was, and not what was done about the matter.
pub(crate) fn sets_the_scene(sentence: &Sentence, verb: usize) -> bool {
    let after = sentence.key(verb + 1);
    match sentence.key(verb) {
        // With an object it is a deed: "I moved two fridges", "I studied each label".
        "studied" | "moved" => matches!(after, "to" | "into" | "at" | "in" | "for" | "there" | "here" | ""),
        "worked" => matches!(after, "at" | "as" | "for" | "in" | "there" | "here"),
        "started" => {
            matches!(after, "at" | "as" | "for" | "in" | "with" | "there" | "here" | "working" | "my" | "out")
        }
        // "Owned" tells whose it was.
        "graduated" | "joined" | "owned" => true,
        "used" => after == "to",
        "looked" => after == "after",
        "managed" | "led" | "ran" => matches!(after, "a" | "the") && sentence.key(verb + 2) == "team",
        _ => false,
    }
}

/// Words that may stand between a subject and its verb.
pub(crate) fn is_between(key: &str) -> bool {
    (key.len() > 4 && key.ends_with("ly"))
        || matches!(
            key,
            "also"
                | "then"
                | "first"
                | "just"
                | "even"
                | "still"
                | "never"
                | "always"
                | "soon"
                | "often"
                | "only"
                | "both"
                | "myself"
                | "ourselves"
                | "all"
                | "next"
                | "later"
                | "now"
                | "have"
                | "had"
                | "ever"
        )
}

/// The index of the verb after a subject at an index, past adverbs.
pub(crate) fn verb_after(sentence: &Sentence, subject: usize) -> usize {
    let mut index = subject + 1;
    while index < subject + 4 && is_between(sentence.key(index)) {
        index += 1;
    }
    index
}

/// Where "I" or "we" is followed by a past deed: the index of the verb.
pub(crate) fn deed_of(sentence: &Sentence, subject: &str) -> Option<usize> {
    (0..sentence.tokens.len())
        .filter(|index| sentence.key(*index) == subject)
        .map(|index| verb_after(sentence, index))
        .find(|verb| is_deed_at(sentence, *verb))
}

/// Whether a sentence begins with a deed and leaves out who did it, as notes do: "Wrote the tests first".
pub(crate) fn begins_with_deed(sentence: &Sentence) -> bool {
    let mut index = sentence.after_opening();
    while is_between(sentence.key(index)) && index < 6 {
        index += 1;
    }
    let object = sentence.key(index + 1);
    is_deed_at(sentence, index)
        && !SAME_IN_PRESENT.contains(&sentence.key(index))
        && !matches!(object, "by" | "from" | "was" | "were" | "is" | "are" | "in" | "on")
}

/// Past forms of verbs that say how something came out.
static OUTCOMES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "outcomes"));

/// Whether the word at an index says how something came out: "we met the date", not "we met every week"; "the calls
/// went down", not "I went through the list".
pub(crate) fn is_outcome_at(sentence: &Sentence, verb: usize) -> bool {
    let key = sentence.key(verb);
    let after = sentence.key(verb + 1);
    OUTCOMES.contains(&key)
        && match key {
            "met" => matches!(after, "the" | "our" | "my" | "all" | "its" | "both" | "their" | "that" | "it"),
            "went" => matches!(
                after,
                "live" | "from" | "up" | "down" | "well" | "out" | "smoothly" | "ahead" | "off" | "as"
            ),
            _ => true,
        }
}

#[cfg(test)]
mod tests {
    use super::super::words::one_sentence;
    use super::*;

    #[test]
    fn deeds_are_known_by_form_and_states_are_not_deeds() {
        for deed in ["wrote", "migrated", "led", "called", "set"] {
            assert!(is_deed(deed), "{deed}");
        }
        for other in ["needed", "felt", "was", "hundred", "speed", "build", "learned", "red"] {
            assert!(!is_deed(other), "{other}");
        }
    }

    #[test]
    fn a_verb_of_outcomes_needs_its_object() {
        let is_outcome = |text: &str| {
            let sentence = one_sentence(text);
            (0..sentence.tokens.len()).any(|verb| is_outcome_at(&sentence, verb))
        };
        for text in ["We met the date", "It went from nine to two", "The form went live", "The calls dropped"]
        {
            assert!(is_outcome(text), "{text}");
        }
        for text in ["We met quite often", "I met with her", "I went through the list", "We talked about it"]
        {
            assert!(!is_outcome(text), "{text}");
        }
    }

    #[test]
    fn where_the_speaker_stood_is_no_deed() {
        for text in
            ["I looked after the site", "I worked at a bank", "I led a team of five", "I joined in May"]
        {
            assert!(deed_of(&one_sentence(text), "i").is_none(), "{text}");
        }
        for text in [
            "I looked at the log",
            "I led the repair",
            "I worked out what it costs",
            "I moved two fridges",
            "I moved every crate next door",
            "I studied each label",
            "I worked with the firemen until noon",
        ] {
            assert!(deed_of(&one_sentence(text), "i").is_some(), "{text}");
        }
    }

    #[test]
    fn an_adverb_does_not_hide_who_did_it() {
        assert!(deed_of(&one_sentence("So I then personally rewrote it"), "i").is_some());
        assert!(deed_of(&one_sentence("I was told that she rewrote it"), "i").is_none());
        assert!(deed_of(&one_sentence("we um also measured it"), "we").is_some());
    }

    #[test]
    fn notes_begin_with_the_deed() {
        assert!(begins_with_deed(&one_sentence("Designed a new pipeline")));
        assert!(!begins_with_deed(&one_sentence("Based on that we left")));
        assert!(!begins_with_deed(&one_sentence("Restored by noon")));
        assert!(!begins_with_deed(&one_sentence("Put it into the oven")));
    }
}
