//! Distinct actions: how many different things the speaker did. The same verb with the same object is told once.

use super::told::Told;
use crate::english::verbs::{is_deed, is_deed_at, verb_after};
use crate::english::words::Sentence;
use crate::transcript::WordRange;

/// How many words after a verb its object is looked for.
const REACH: usize = 5;

/// Words that are no object of their own.
const SMALL: [&str; 46] = [
    "a", "an", "the", "my", "our", "his", "her", "their", "its", "this", "that", "these", "those", "some",
    "all", "every", "each", "any", "no", "two", "three", "one", "new", "first", "same", "whole", "small",
    "big", "short", "long", "up", "out", "off", "down", "back", "over", "away", "to", "with", "into", "for",
    "from", "on", "in", "at", "of",
];

/// Pronouns that stand for an object which was named before.
const PRONOUNS: [&str; 5] = ["it", "them", "this", "that", "those"];

/// Finds the different deeds of the speaker, each from its verb to its object, among the sentences that tell own deeds.
pub(super) fn distinct(told: &Told<'_>, own: &[WordRange]) -> Vec<WordRange> {
    let mut found: Vec<(String, String, WordRange)> = Vec::new();
    for sentence in told.sentences {
        for verb in own_verbs(sentence, own) {
            let (object, end) = object_of(sentence, verb);
            let is_known = found
                .iter()
                .any(|(known, of, _)| known == sentence.key(verb) && (*of == object || object.is_empty()));
            if !is_known {
                found.push((sentence.key(verb).to_owned(), object, sentence.words(verb, end)));
            }
        }
    }
    found.into_iter().map(|(.., words)| words).collect()
}

/// The verbs of the speaker's deeds in a sentence: "I pulled the traces and sorted them" has two.
fn own_verbs(sentence: &Sentence, own: &[WordRange]) -> Vec<usize> {
    let mut verbs = Vec::new();
    let mut speaks = false;
    for at in 0..sentence.tokens.len() {
        let is_own = own.iter().any(|range| range.contains(sentence.tokens[at].place));
        match sentence.key(at) {
            "i" => {
                let verb = verb_after(sentence, at);
                speaks = is_own && is_deed_at(sentence, verb);
                if speaks {
                    verbs.push(verb);
                }
            }
            "we" | "he" | "she" | "they" | "who" | "which" | "that" | "it" if begins_clause(sentence, at) => {
                speaks = false;
            }
            key if is_deed(key) && is_own && !verbs.contains(&at) => {
                let joined = at > 0
                    && (matches!(sentence.key(at - 1), "and" | "then") || sentence.tokens[at].after_break);
                let as_note =
                    at == sentence.after_opening() && verbs.is_empty() && !sentence.has_word(&["i", "we"]);
                if joined && speaks || as_note {
                    speaks = true;
                    verbs.push(at);
                }
            }
            _ => {}
        }
    }
    verbs
}

/// Whether a word is a new subject and no object: a verb comes after it.
fn begins_clause(sentence: &Sentence, at: usize) -> bool {
    let next = sentence.key(verb_after(sentence, at));
    matches!(next, "was" | "were" | "is" | "are" | "had" | "could" | "would") || is_deed(next)
}

/// The object of a verb and where it ends; none for a pronoun.
fn object_of(sentence: &Sentence, verb: usize) -> (String, usize) {
    for at in verb + 1..=verb + REACH {
        let key = sentence.key(at);
        if key.is_empty()
            || sentence.tokens[at].after_break
            || matches!(key, "and" | "then" | "so" | "because" | "i")
        {
            return (String::new(), at);
        }
        if PRONOUNS.contains(&key) && SMALL.iter().all(|small| *small != key) {
            return (String::new(), at + 1);
        }
        if !SMALL.contains(&key) {
            return (key.strip_suffix('s').unwrap_or(key).to_owned(), at + 1);
        }
    }
    (String::new(), verb + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::sentences as split;
    use crate::english::words::sentences;
    use crate::transcript::Transcript;

    #[track_caller]
    fn are(text: &str, wanted: &[&str]) {
        let transcript = Transcript::from_text(text);
        let ranges = split::sentences(&transcript);
        let told =
            Told { transcript: &transcript, sentences: &sentences(&transcript, &ranges), sections: &[] };
        let found = distinct(&told, &[transcript.all()]);
        let found: Vec<String> = found
            .into_iter()
            .map(|words| transcript.quote(words).trim_end_matches(['.', ',']).to_owned())
            .collect();
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn different_deeds_count_each() {
        are("I wrote a test. I wrote the menu.", &["wrote a test", "wrote the menu"]);
        are("I pulled the traces and sorted them.", &["pulled the traces", "sorted them"]);
        are(
            "I called the baker, and then I called the butcher.",
            &["called the baker", "called the butcher"],
        );
        are(
            "First I measured the wall, moved the shelf and painted it.",
            &["measured the wall", "moved the shelf", "painted it"],
        );
        are("I asked for a ladder.", &["asked for a ladder"]);
        are("I drove home.", &["drove home"]);
        are("Wrote the plan first.", &["Wrote the plan"]);
        are("I then quickly built a ramp.", &["built a ramp"]);
        are(
            "I met with the nurses. I met with two doctors.",
            &["met with the nurses", "met with two doctors"],
        );
        are("I rewrote the query and added an index.", &["rewrote the query", "added an index"]);
    }

    #[test]
    fn the_same_deed_counts_once_and_others_deeds_do_not() {
        are("I wrote a test. Then I wrote the tests again.", &["wrote a test"]);
        are("I tested the pump. I tested it again.", &["tested the pump"]);
        are("I called the baker. I called the baker.", &["called the baker"]);
        for text in [
            "We wrote the plan.",
            "She moved the shelf.",
            "I was told that he moved it.",
            "I wanted a ladder.",
            "I had two options.",
            "The baker called and asked for it.",
            "It failed and stopped.",
            "I needed to move it.",
            "They wrote it, and then we sent it.",
            "I am a cook.",
        ] {
            are(text, &[]);
        }
        are("I told the cook, and she moved the shelf and cleaned it.", &["told the cook"]);
    }
}
