//! Tokens become words: joined where the recogniser cut them, and freed of what is no speech.

use super::decoder::Token;
use super::{Word, key};
use crate::time::{Moment, Stretch};

/// A word with the one time that the recogniser knows well, its end. [`place`](super::place::place) adds the start.
#[derive(Debug, Clone, PartialEq)]
pub struct HeardWord {
    /// With its punctuation, without white space.
    pub text: String,
    /// Since the first sample of the take.
    pub ends: Moment,
    /// Mean probability of its tokens, 0 to 1.
    pub certainty: f32,
}

impl HeardWord {
    /// See [`Word::key`].
    #[must_use]
    pub fn key(&self) -> String {
        key(&self.text)
    }

    /// The word at its place in the sound.
    #[must_use]
    pub fn at(self, at: Stretch) -> Word {
        Word { text: self.text, at: Some(at), certainty: Some(self.certainty) }
    }
}

/// Sounds that Whisper notes in round brackets. Other bracketed words are speech: a whole true sentence came in
/// brackets once.
const NOTED_SOUNDS: [&str; 34] = [
    "applause",
    "audience",
    "beep",
    "beeping",
    "bell",
    "blank",
    "breathing",
    "chuckles",
    "chuckling",
    "clapping",
    "clears",
    "clicking",
    "clock",
    "cough",
    "coughing",
    "coughs",
    "dramatic",
    "gasps",
    "inaudible",
    "laughing",
    "laughs",
    "laughter",
    "music",
    "noise",
    "phone",
    "ringing",
    "sighing",
    "sighs",
    "silence",
    "sniffs",
    "static",
    "throat",
    "ticking",
    "upbeat",
];

/// The words of a piece that starts at `from`, in order.
#[must_use]
pub fn words(tokens: &[Token], from: Moment) -> Vec<HeardWord> {
    let mut words: Vec<Growing> = Vec::new();
    for token in tokens {
        match words.last_mut() {
            Some(word) if !token.bytes.starts_with(b" ") => word.add(token),
            _ => words.push(Growing::start(token)),
        }
    }
    let words: Vec<HeardWord> = words.into_iter().map(|word| word.finish(from)).collect();
    without_notes(&words).into_iter().filter(|word| !word.key().is_empty()).collect()
}

/// A word while tokens are still being added to it.
struct Growing {
    bytes: Vec<u8>,
    last: Token,
    probabilities: Vec<f32>,
}

impl Growing {
    fn start(token: &Token) -> Self {
        Growing { bytes: token.bytes.clone(), last: token.clone(), probabilities: vec![token.probability] }
    }

    fn add(&mut self, token: &Token) {
        self.bytes.extend(&token.bytes);
        // A full stop is marked where the next word begins, a pause later: it says nothing about where the word ends.
        if token.bytes.iter().any(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()) {
            self.last = token.clone();
            self.probabilities.push(token.probability);
        }
    }

    fn finish(self, from: Moment) -> HeardWord {
        // Hostile bytes stay inside this line: control characters are no part of a word.
        let text: String = String::from_utf8_lossy(&self.bytes).chars().filter(|c| !c.is_control()).collect();
        HeardWord {
            text: text.trim().to_owned(),
            ends: from + self.last.ends,
            certainty: self.probabilities.iter().sum::<f32>() / self.probabilities.len() as f32,
        }
    }
}

/// Leaves out `[BLANK_AUDIO]`, "(upbeat music)", "*laughs*" and notes of music.
fn without_notes(words: &[HeardWord]) -> Vec<HeardWord> {
    let mut kept = Vec::with_capacity(words.len());
    let mut rest = words;
    while let Some(word) = rest.first() {
        let long = note_length(rest);
        if long == 0 {
            kept.push(word.clone());
            rest = &rest[1..];
        } else {
            rest = &rest[long..];
        }
    }
    kept
}

/// How many words of a note of the recogniser's own stand at the front; none where speech stands there.
fn note_length(words: &[HeardWord]) -> usize {
    /// A longer bracket than this is speech.
    const LONGEST: usize = 6;
    let Some(first) = words.first() else { return 0 };
    if first.text.contains('\u{266a}') || first.text.contains('\u{266b}') {
        return 1;
    }
    let close = match first.text.chars().next() {
        Some('[') => ']',
        Some('(') => ')',
        Some('*') => '*',
        _ => return 0,
    };
    let closes = |word: &HeardWord| word.text.trim_end_matches(['.', ',', '!', '?']).ends_with(close);
    let inside = match words.iter().take(LONGEST).position(closes) {
        Some(last) => &words[..=last],
        // The recogniser broke off inside its note.
        None if words.len() < LONGEST => words,
        None => return 0,
    };
    let names_a_sound = inside.iter().any(|word| NOTED_SOUNDS.contains(&word.key().as_str()));
    if close == ']' || names_a_sound { inside.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Length;

    fn token(text: &str, millis: u64) -> Token {
        Token { bytes: text.as_bytes().to_vec(), probability: 0.5, ends: Length::from_millis(millis) }
    }

    #[track_caller]
    fn heard(tokens: &[&str]) -> String {
        let tokens: Vec<Token> = tokens.iter().map(|text| token(text, 100)).collect();
        words(&tokens, Moment::START).iter().map(|word| word.text.clone()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tokens_without_a_space_before_them_belong_to_the_word() {
        assert_eq!(heard(&[" Kub", "ern", "etes", ",", " 3", ".", "5", "%"]), "Kubernetes, 3.5%");
    }

    #[test]
    fn a_word_ends_with_its_last_letter_and_not_with_its_full_stop() {
        let words = words(&[token(" done", 400), token(".", 2400)], Moment::from_seconds(10.0));
        assert_eq!(words[0].ends, Moment::from_seconds(10.4));
        assert_eq!(words[0].text, "done.");
    }

    #[test]
    fn letters_cut_in_two_by_the_recogniser_are_joined() {
        let halves = "é".as_bytes();
        let tokens = [
            Token { bytes: [b" caf", &halves[..1]].concat(), ..token("", 1) },
            Token { bytes: halves[1..].to_vec(), ..token("", 1) },
        ];
        assert_eq!(words(&tokens, Moment::START)[0].text, "café");
    }

    #[test]
    fn notes_of_the_recogniser_are_no_speech() {
        for note in [
            "[BLANK_AUDIO]",
            "(upbeat music)",
            "♪",
            "*laughs*",
            "[wind blowing]",
            "(laughing).",
            "[door opens",
        ] {
            let tokens: Vec<String> = note.split(' ').map(|word| format!(" {word}")).collect();
            let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
            assert_eq!(heard(&tokens), "", "{note}");
        }
    }

    #[test]
    fn speech_in_brackets_stays() {
        assert_eq!(heard(&[" (", "I", " was", " wrong", ")."]), "(I was wrong).");
        assert_eq!(
            heard(&[" [", "and", " so", " we", " went", " on", " with", " it"]),
            "[and so we went on with it"
        );
    }

    #[test]
    fn control_characters_never_reach_a_word() {
        assert_eq!(heard(&[" a\u{1b}[31mb\u{7}"]), "a[31mb");
    }
}
