//! What can speak.

use std::time::Duration;

use super::VoiceError;

/// Something that reads a text aloud. It lives on the thread of the voice; each call may block for ever, and the
/// handle gives it up then.
pub trait Speaker: Send {
    /// Begins to read a text, which is never blank and has no control character. Returns before it is over.
    fn speak(&mut self, text: &str) -> Result<(), VoiceError>;

    /// Waits for what happens next to the text; nothing where nothing happens in that time.
    fn wait(&mut self, at_most: Duration) -> Option<Spoken>;

    /// Asks for an end now, which [`Speaker::wait`] tells as [`Spoken::Stopped`].
    fn stop(&mut self) -> Result<(), VoiceError>;

    /// Asks for a sign of life, without an effect on what is being read.
    fn answers(&mut self) -> Result<(), VoiceError> {
        Ok(())
    }
}

/// What happens to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spoken {
    Begun,
    /// The end was reached. Without a beginning, nothing was heard.
    Ended,
    /// It was ended before its end.
    Stopped,
}

/// Says nothing and is done at once: the voice of those who want to read.
#[derive(Debug, Clone, Copy, Default)]
pub struct SilentSpeaker;

impl Speaker for SilentSpeaker {
    fn speak(&mut self, _: &str) -> Result<(), VoiceError> {
        Ok(())
    }

    fn wait(&mut self, _: Duration) -> Option<Spoken> {
        Some(Spoken::Ended)
    }

    fn stop(&mut self) -> Result<(), VoiceError> {
        Ok(())
    }
}
