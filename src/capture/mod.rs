//! Microphones, and the thread that keeps what they give.

pub mod take;
pub mod wav_file;

use std::path::PathBuf;

use thiserror::Error;

use crate::recording::RecordingError;

/// What a microphone says after each block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// More will come.
    More,
    /// This was the last of it.
    End,
}

/// Gives sound in blocks as it is spoken. Blocks; each take opens its own and owns it on one thread.
pub trait Microphone: Send {
    /// Waits for the next block of 16 kHz mono samples and appends it to `block`.
    fn next(&mut self, block: &mut Vec<f32>) -> Result<Delivery, CaptureError>;
}

/// Why a take could not be recorded.
#[derive(Debug, Error)]
pub enum CaptureError {
    /// The file that stands in for a microphone cannot be read.
    #[error("the microphone could not be opened")]
    Open(#[source] RecordingError),
    /// There is no folder for the take.
    #[error("the folder `{}` for takes cannot be written", folder.display())]
    Folder {
        folder: PathBuf,
        #[source]
        source: std::io::Error,
    },
    /// The take's own file cannot be written.
    #[error("the take `{}` cannot be written", file.display())]
    Write {
        file: PathBuf,
        #[source]
        source: RecordingError,
    },
    #[error("the thread that records could not be started")]
    Thread(#[source] std::io::Error),
}
