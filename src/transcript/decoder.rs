//! What a recogniser does with one piece of sound; two kinds exist, [`Whisper`](super::whisper::Whisper) and
//! [`Scripted`].

use std::path::PathBuf;

use thiserror::Error;

use crate::time::Length;

/// A piece of a word, as a recogniser writes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Bytes of UTF-8, perhaps not whole letters. A leading space begins a new word.
    pub bytes: Vec<u8>,
    /// 0 to 1.
    pub probability: f32,
    /// Where the token ends, from the start of the piece.
    pub ends: Length,
}

/// How much the recogniser is nudged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Every sound is written: prompted with disfluent speech, hesitations favoured.
    Verbatim,
    /// As the weights would have it. Writes fewer hesitations and falls into fewer traps.
    Plain,
}

/// How much of the sound the recogniser attends to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Pieces up to [`SHORT_REACH`]: half the work.
    Short,
    /// Pieces up to 30 s, and the cure when a short reach made the recogniser loop.
    Full,
}

/// The longest piece that may be decoded with [`Reach::Short`]: 768 frames of 20 ms are 15.36 s, and whisper.cpp
/// aborts the process when a piece is longer than its audio context.
pub const SHORT_REACH: Length = Length::from_millis(15_000);

/// The longest piece that may be decoded at all.
pub const FULL_REACH: Length = Length::from_millis(29_500);

/// Writes down what is said in one piece of sound. Blocks; owned by one thread.
pub trait Decoder: Send {
    /// The tokens of one piece of 16 kHz mono sound, in order. A piece longer than its reach is an error.
    fn decode(&mut self, samples: &[f32], manner: Manner, reach: Reach) -> Result<Vec<Token>, DecoderError>;
}

/// Why a piece could not be written down.
#[derive(Debug, Error)]
pub enum DecoderError {
    /// The weights are the right file, and the engine still refuses them.
    #[error("the recogniser could not load the model `{}`", path.display())]
    Load {
        path: PathBuf,
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// There is no alignment preset for the model.
    #[error("the model `{model}` cannot be used: its words cannot be given times")]
    NoTimes { model: String },
    #[error("a piece of {} s is longer than the recogniser can attend to", length.seconds())]
    TooLong { length: Length },
    /// The engine failed on a piece.
    #[error("the recogniser failed")]
    Decode(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The thread of the recogniser is gone.
    #[error("the recogniser stopped by itself")]
    Gone,
    /// Nobody wants the words any more, and not all were written down.
    #[error("the answer was given up before it was written down")]
    Forgotten,
}

/// Gives one prepared answer for each call, in order, and then nothing: a recogniser for tests and demonstrations.
#[derive(Debug, Default)]
pub struct Scripted {
    answers: std::collections::VecDeque<Vec<Token>>,
    /// What was asked for, in order.
    pub asked: Vec<(Length, Manner, Reach)>,
}

impl Scripted {
    /// Each text is the answer to one call; its words end at even distances over so many seconds.
    #[must_use]
    pub fn new(answers: &[(&str, f64)]) -> Self {
        let answers = answers.iter().map(|(text, seconds)| Self::tokens(text, *seconds)).collect();
        Scripted { answers, asked: Vec::new() }
    }

    /// Makes the tokens of the first answer less certain.
    #[cfg(test)]
    pub(super) fn unsure(mut self, probability: f32) -> Self {
        if let Some(first) = self.answers.front_mut() {
            for token in first {
                token.probability = probability;
            }
        }
        self
    }

    fn tokens(text: &str, seconds: f64) -> Vec<Token> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let each = seconds / words.len().max(1) as f64;
        words
            .iter()
            .enumerate()
            .map(|(place, word)| Token {
                bytes: format!(" {word}").into_bytes(),
                probability: 0.9,
                ends: Length::from_seconds((place + 1) as f64 * each),
            })
            .collect()
    }
}

impl Decoder for Scripted {
    fn decode(&mut self, samples: &[f32], manner: Manner, reach: Reach) -> Result<Vec<Token>, DecoderError> {
        self.asked.push((Length::from_samples(samples.len() as u64), manner, reach));
        Ok(self.answers.pop_front().unwrap_or_default())
    }
}
