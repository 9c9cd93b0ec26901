//! Listening to a take again: what can play sound, and sound that is being played.

use std::error::Error;

use thiserror::Error;

use crate::recording::SpeechAudio;
use crate::time::Moment;

/// Something that can make sound heard. The sound card is one; tests have another.
pub trait Loudspeaker: Send + Sync {
    /// Begins to play `audio` at `from`. Returns once the sound is on its way; dropping what it returns ends it.
    fn play(&self, audio: &SpeechAudio, from: Moment) -> Result<Box<dyn Playing>, PlaybackError>;
}

/// Sound that is being played. Nothing here blocks.
pub trait Playing: Send {
    /// What is being heard now, to some milliseconds.
    fn position(&self) -> Moment;
    fn pause(&self);
    fn resume(&self);
    /// Goes on from there; the end where it is past the end.
    fn seek(&self, to: Moment);
    fn state(&self) -> PlayState;
}

/// How far the sound is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlayState {
    Playing,
    Paused,
    /// The last sample has been heard.
    Ended,
    /// The device went away.
    Lost,
}

/// Why nothing can be heard.
#[derive(Debug, Error)]
pub enum PlaybackError {
    #[error("the loudspeaker {loudspeaker} could not be opened")]
    NoLoudspeaker {
        /// In backticks, or "of this machine" where none was named.
        loudspeaker: String,
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    #[error("the loudspeaker {loudspeaker} went away")]
    Lost { loudspeaker: String },
}
