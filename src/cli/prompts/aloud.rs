//! What is shown, read aloud by the voice of the system.

use std::pin::pin;

use super::super::failure::{Failure, Kind};
use crate::voice::{Speaker, Voice, VoiceError};

/// Reads texts one after the other, until they are over or Ctrl-C is pressed.
pub(super) fn read<Open>(texts: &[&str], open_voice: Open) -> Result<(), Failure>
where
    Open: FnOnce() -> Result<Box<dyn Speaker>, VoiceError> + Send + 'static,
{
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let voice = Voice::start(open_voice);
        let mut interrupt = pin!(tokio::signal::ctrl_c());
        for text in texts {
            let mut saying = pin!(voice.say(text));
            tokio::select! {
                said = &mut saying => said.map_err(|error| cannot_read(&error))?,
                _ = &mut interrupt => {
                    // The daemon would read on after this program has ended.
                    voice.hush();
                    let _ = saying.await;
                    return Err(Failure::new(Kind::Interrupted, "the reading was interrupted"));
                }
            };
        }
        Ok(())
    })
}

fn cannot_read(error: &VoiceError) -> Failure {
    let hint = match error {
        VoiceError::NotBuilt => {
            "build it with the feature `system-voice`; what was to be read is printed above."
        }
        VoiceError::TooLong { .. } => {
            "give the question a shorter `spoken` in its pack, or the example a shorter `text`."
        }
        VoiceError::NoVoice { .. } | VoiceError::DidNotAnswer { .. } if cfg!(target_os = "linux") => {
            "install speech-dispatcher and a voice such as espeak-ng; `spd-say hello` has to be heard."
        }
        _ if cfg!(target_os = "linux") => {
            "try it once more; where `spd-say hello` is not heard, speech-dispatcher has to be mended."
        }
        _ => {
            "see whether the machine reads text aloud in other programs; what was to be read is printed above."
        }
    };
    let kind = if matches!(error, VoiceError::TooLong { .. }) { Kind::Input } else { Kind::Machine };
    Failure::from_error(kind, error).hint(hint)
}
