//! Sound that was kept: files people bring, takes that were recorded, and where in them somebody speaks.

use std::path::PathBuf;

use crate::doubt::Doubt;
use crate::time::{Length, Moment, SampleRate, Stretch};

/// What a file of sound says of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Recording {
    pub file: PathBuf,
    pub rate: SampleRate,
    pub channels: u16,
    pub length: Length,
}

/// 16 kHz mono samples between -1 and 1: the only audio that analysis accepts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SpeechAudio(pub Vec<f32>);

impl SpeechAudio {
    /// How long it plays.
    #[must_use]
    pub fn length(&self) -> Length {
        Length::from_samples(self.0.len() as u64)
    }

    /// From its first to its last sample.
    #[must_use]
    pub fn whole(&self) -> Stretch {
        Stretch::new(Moment::START, Moment::START + self.length())
    }

    /// The samples of a stretch, cut to what there is.
    #[must_use]
    pub fn slice(&self, stretch: Stretch) -> &[f32] {
        &self.0[stretch.in_samples(&self.0)]
    }
}

/// Where somebody speaks: stretches in order that neither touch nor overlap.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SpeechMap {
    pub length: Length,
    pub voiced: Vec<Stretch>,
}

impl SpeechMap {
    /// From the first to the last sound of the speaker; nothing where nobody speaks.
    #[must_use]
    pub fn spoken(&self) -> Option<Stretch> {
        Some(self.voiced.first()?.hull(*self.voiced.last()?))
    }

    /// The silences between voiced stretches, the ones at both ends of the recording left out.
    #[must_use]
    pub fn silences(&self) -> Vec<Stretch> {
        self.voiced.windows(2).map(|pair| Stretch::new(pair[0].to(), pair[1].from())).collect()
    }

    /// How much of a stretch is voiced.
    #[must_use]
    pub fn voiced_in(&self, stretch: Stretch) -> Length {
        self.voiced.iter().filter_map(|voiced| voiced.overlap(stretch)).map(Stretch::length).sum()
    }
}

/// What the sound alone tells, before any word is known.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SoundFacts {
    pub length: Length,
    pub speech: SpeechMap,
    pub doubts: Vec<Doubt>,
}
