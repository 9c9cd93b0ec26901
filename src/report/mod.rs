//! Everything about one answer in one value, and its three forms: for the terminal, Markdown and JSON.

use crate::doubt::Doubt;
use crate::measures::Measures;
use crate::prompt::Prompt;
use crate::recording::SoundFacts;
use crate::rubric::Judgement;
use crate::structure::Structure;
use crate::transcript::Transcript;

/// Which program and weights wrote the transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engine {
    pub name: String,
    pub model: String,
    pub sha256: String,
}

/// Where an answer came from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    Audio { name: String, sound: SoundFacts, engine: Engine },
    Text { name: String },
}

impl Source {
    /// The file's name as the user gave it.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Source::Audio { name, .. } | Source::Text { name } => name,
        }
    }
}

/// Everything about one answer: a pure function of the transcript, the sound's facts, the prompt and the rubric.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub prompt: Prompt,
    pub source: Source,
    pub transcript: Transcript,
    pub measures: Measures,
    pub structure: Structure,
    pub judgement: Judgement,
    /// All doubts, those of the sound first.
    pub doubts: Vec<Doubt>,
}
