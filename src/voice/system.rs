//! The voice that the machine has: speech-dispatcher on Linux, the system's own elsewhere.

#[cfg(feature = "system-voice")]
pub use built::system;
#[cfg(not(feature = "system-voice"))]
pub use not_built::system;

#[cfg(not(feature = "system-voice"))]
mod not_built {
    use crate::voice::{Speaker, VoiceError};

    /// What opens the voice of this machine, which this build does not have.
    pub fn system() -> impl FnOnce() -> Result<Box<dyn Speaker>, VoiceError> + Send + 'static {
        || Err(VoiceError::NotBuilt)
    }
}

#[cfg(feature = "system-voice")]
mod built {
    use std::mem::ManuallyDrop;
    use std::sync::Arc;
    use std::sync::mpsc::{self, Receiver};
    use std::time::Duration;

    use thiserror::Error;
    use tts::{Tts, UtteranceId};

    use crate::voice::{Speaker, Spoken, VoiceError};

    /// What opens the voice of this machine; to be called on the thread of the voice.
    ///
    /// ```no_run
    /// let voice = greenroom::voice::Voice::start(greenroom::voice::system());
    /// ```
    pub fn system() -> impl FnOnce() -> Result<Box<dyn Speaker>, VoiceError> + Send + 'static {
        || match SystemSpeaker::open() {
            Ok(speaker) => Ok(Box::new(speaker) as Box<dyn Speaker>),
            Err(error) => Err(VoiceError::NoVoice { source: Arc::new(Trouble::from(error)) }),
        }
    }

    /// What the library's own words, "Value not received" for one, do not tell.
    #[derive(Debug, Error)]
    enum Trouble {
        #[cfg(target_os = "linux")]
        #[error("speech-dispatcher does not answer and could not be started")]
        NoDaemon,
        #[cfg(target_os = "linux")]
        #[error("speech-dispatcher has gone, or refuses")]
        Refused,
        #[error(transparent)]
        Other(tts::Error),
    }

    impl From<tts::Error> for Trouble {
        fn from(error: tts::Error) -> Self {
            match error {
                #[cfg(target_os = "linux")]
                tts::Error::SpeechDispatcher(error) if error.to_string().contains("initialize") => {
                    Trouble::NoDaemon
                }
                #[cfg(target_os = "linux")]
                tts::Error::NoneError | tts::Error::OperationFailed | tts::Error::SpeechDispatcher(_) => {
                    Trouble::Refused
                }
                error => Trouble::Other(error),
            }
        }
    }

    struct SystemSpeaker {
        /// Never dropped. The library forgets its callbacks before it closes the connection; an event in between
        /// would panic inside a C callback, which ends the whole program.
        tts: ManuallyDrop<Tts>,
        events: Receiver<(UtteranceId, Spoken)>,
        /// What is being read. The voice itself is left as it is: to list the voices takes two seconds.
        text: Option<UtteranceId>,
    }

    impl SystemSpeaker {
        fn open() -> Result<Self, tts::Error> {
            let mut tts = ManuallyDrop::new(Tts::default()?);
            let (sender, events) = mpsc::channel();
            // A callback runs under a lock of the library: one that called the library would wait for itself.
            let tell = |what: Spoken| -> Option<Box<dyn FnMut(UtteranceId)>> {
                let sender = sender.clone();
                Some(Box::new(move |text| {
                    let _ = sender.send((text, what));
                }))
            };
            tts.on_utterance_begin(tell(Spoken::Begun))?;
            tts.on_utterance_end(tell(Spoken::Ended))?;
            tts.on_utterance_stop(tell(Spoken::Stopped))?;
            let normal = tts.normal_rate();
            tts.set_rate(normal)?;
            Ok(SystemSpeaker { tts, events, text: None })
        }
    }

    fn failed(error: tts::Error) -> VoiceError {
        VoiceError::Failed { source: Arc::new(Trouble::from(error)) }
    }

    impl Speaker for SystemSpeaker {
        fn speak(&mut self, text: &str) -> Result<(), VoiceError> {
            self.text = self.tts.speak(text, false).map_err(failed)?;
            Ok(())
        }

        fn wait(&mut self, at_most: Duration) -> Option<Spoken> {
            let (text, what) = self.events.recv_timeout(at_most).ok()?;
            // What is late comes from a text before.
            (self.text.is_none() || self.text == Some(text)).then_some(what)
        }

        fn stop(&mut self) -> Result<(), VoiceError> {
            self.tts.stop().map(|_| ()).map_err(failed)
        }

        /// The rate is set to what it is: the one harmless call that has to be answered by the daemon. Measured while
        /// it spoke: 0.1-1.3 ms, an error at once where the daemon was killed, no answer while it was frozen.
        #[cfg(target_os = "linux")]
        fn answers(&mut self) -> Result<(), VoiceError> {
            let normal = self.tts.normal_rate();
            self.tts.set_rate(normal).map(|_| ()).map_err(failed)
        }
    }
}
