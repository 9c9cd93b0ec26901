//! Microphones, and the thread that keeps what they give.

mod alarm;
pub mod take;
pub mod wav_file;

use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;

pub use alarm::Alarm;

use crate::recording::RecordingError;
use crate::time::Length;

/// What a microphone says after each block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// More will come.
    More,
    /// For so long nothing has come, although time goes on; the block is empty. It may still come back.
    Stalled { waited: Duration },
    /// This was the last of it.
    End,
}

/// Gives sound in blocks as it is spoken. Blocks; each take opens its own and owns it on one thread.
pub trait Microphone: Send {
    /// Waits for the next block of 16 kHz mono samples and appends it to `block`. Returns after some 50 ms at the
    /// latest, with or without samples, so that a take can always be stopped.
    fn next(&mut self, block: &mut Vec<f32>) -> Result<Delivery, CaptureError>;

    /// Appends what was heard and not given yet. Called once, when no next block will be asked for.
    fn finish(&mut self, block: &mut Vec<f32>) {
        let _ = block;
    }

    /// How much was spoken and could not be kept so far.
    fn lost(&self) -> Length {
        Length::ZERO
    }
}

/// Why a take could not be recorded.
#[derive(Debug, Error)]
pub enum CaptureError {
    /// The file that stands in for a microphone cannot be read.
    #[error("the microphone could not be opened")]
    Open(#[source] RecordingError),
    /// There is no such microphone, or it cannot be used.
    #[error("the microphone {microphone} could not be opened")]
    NoMicrophone {
        /// In backticks, or "of this machine" where none was named.
        microphone: String,
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// It gave sound and then went away.
    #[error("the microphone {microphone} went away")]
    Lost {
        microphone: String,
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The take's own file cannot be written.
    #[error("the take `{}` cannot be written", file.display())]
    Write {
        file: PathBuf,
        #[source]
        source: RecordingError,
    },
    /// It was stopped before the first sample.
    #[error("nothing was recorded: the take ended before the first sound came")]
    NothingHeard,
    #[error("the thread that records could not be started")]
    Thread(#[source] std::io::Error),
}
