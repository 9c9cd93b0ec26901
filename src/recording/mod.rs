//! Sound that was kept: files people bring, takes that were recorded, and where in them somebody speaks.
//!
//! ```no_run
//! use std::path::Path;
//!
//! let (recording, audio, _doubts) = greenroom::recording::decode::read(Path::new("answer.m4a"))?;
//! println!("{} at {}, {} channels", recording.length, recording.rate, recording.channels);
//! assert_eq!(recording.length, audio.length());
//! # Ok::<(), greenroom::recording::RecordingError>(())
//! ```

mod cepstra;
pub mod decode;
mod endings;
pub mod held;
pub mod levels;
mod loudness;
mod lufs;
mod mix;
pub mod pieces;
mod pitch;
pub mod resample;
pub mod soundness;
mod spectrum;
pub mod speech;
mod track;
mod voice;
pub mod wav;

use std::error::Error;
use std::path::{Path, PathBuf};

pub use self::track::{Hertz, LOUDNESS_STEP, Lufs, PITCH_STEP, VoiceTrack};
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

/// Why a file cannot be read as sound, or a take cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum RecordingError {
    #[error("there is no file `{}`", shown(file))]
    Missing { file: PathBuf },
    #[error("`{}` is a folder, not a recording", shown(file))]
    Folder { file: PathBuf },
    /// A pipe, a device, a socket.
    #[error("`{}` is not an ordinary file", shown(file))]
    NotAFile { file: PathBuf },
    #[error("`{}` is empty", shown(file))]
    Empty { file: PathBuf },
    #[error("`{}` cannot be opened", shown(file))]
    Open {
        file: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error("`{}` is not a sound file that can be read (WAV, FLAC, MP3, M4A, OGG)", shown(file))]
    NotSound { file: PathBuf },
    #[error("`{}` looks like a sound file but cannot be decoded", shown(file))]
    Broken {
        file: PathBuf,
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// A WAV file that ends before its sound begins, or is none.
    #[error("`{}` has no whole WAV header, so no sound can be saved from it", shown(file))]
    NoHeader { file: PathBuf },
    #[error("there is no sound in `{}`", shown(file))]
    NoSound { file: PathBuf },
    #[error(
        "`{}` has {rate} Hz; between {} and {} can be read",
        shown(file),
        decode::SLOWEST,
        decode::FASTEST
    )]
    Rate { file: PathBuf, rate: u32 },
    #[error("`{}` plays longer than {} hours", shown(file), decode::LONGEST.minutes() / 60.0)]
    TooLong { file: PathBuf },
    #[error("the recording `{}` cannot be written", shown(file))]
    Write {
        file: PathBuf,
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
}

/// A path that cannot carry control characters to a terminal.
fn shown(file: &Path) -> String {
    file.display().to_string().replace(char::is_control, "\u{fffd}")
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
    /// Where the voice is held.
    pub held: HeldTrack,
    pub voice: VoiceTrack,
    /// How loud speech and noise are; nothing where nobody speaks.
    pub levels: Option<Levels>,
    pub doubts: Vec<Doubt>,
}

/// How loud the speech and the noise of a recording are, in dBFS.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Levels {
    /// Of the speech alone, the noise under it taken off.
    pub speech: f32,
    /// Nothing where the speaker leaves no silence to measure it in, or the microphone was muted there.
    pub noise: Option<f32>,
}

impl Levels {
    /// How far the speech is above the noise, in dB.
    #[must_use]
    pub fn signal_to_noise(self) -> Option<f32> {
        Some(self.speech - self.noise?)
    }
}

/// How likely the voice is held, as in "um", in each 10 ms; nothing where there is no sound. See [`held`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HeldTrack {
    pub likely: Vec<Option<f32>>,
}

impl From<SpeechMap> for SoundFacts {
    /// A clear recording of which only this is known.
    fn from(speech: SpeechMap) -> Self {
        SoundFacts { length: speech.length, speech, ..SoundFacts::default() }
    }
}
