//! What the screen and the interview say to each other: a [`Wish`] one way, a [`Cue`] the other, and no more.

use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;

use crate::capture::{Alarm, CaptureError};
use crate::playback::{PlayState, PlaybackError};
use crate::prompt::{Prompt, TimeTarget};
use crate::report::Report;
use crate::session::SessionError;
use crate::time::{Length, Moment};
use crate::transcript::decoder::DecoderError;
use crate::voice::VoiceError;

/// A follow-up is answered in a few sentences, at once: an interviewer waits for it. Our own choice.
pub const FOLLOW_UP_TIME: TimeTarget =
    TimeTarget { think: 5, target_from: 10, target_to: 40, soft_min: 5, soft_max: 60 };

/// What the candidate wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Begin to speak now, without hearing the question to its end or thinking.
    Speak,
    /// The answer is over.
    Stop,
    /// The silence is a pause for thought and does not end the answer.
    GoOn,
    /// Hear the take, or hold it, or go on.
    Listen,
    /// Go forward or back in the take that is being played.
    Skip {
        seconds: i32,
    },
    /// Be asked what an interviewer would ask next.
    FollowUp,
    Retake,
    Next,
    Quit,
}

/// What reaches the screen.
#[derive(Debug)]
pub enum Cue {
    /// The question is put: its number from 1, of how many. The voice begins to read it.
    Question { number: usize, of: usize, take: usize, prompt: Box<Prompt> },
    /// The follow-up question is put, and how long its answer should be. The voice begins to read it.
    FollowUp { text: String, time: TimeTarget },
    /// Time to think, until the candidate wishes to speak or it is over.
    Think { time: Duration },
    /// The microphone is being opened: not yet.
    Opening,
    /// The first samples have arrived: speak.
    Go,
    /// So much has been heard.
    Heard { length: Length, dbfs: f32 },
    /// Something is wrong with the sound from now on; all is well again where there is none.
    Alarm(Option<Alarm>),
    /// The answer will be taken to be over after so much more silence; or no longer.
    Countdown(Option<Length>),
    /// The take is whole and on disk; its last words are being written down.
    Kept { take: String, file: PathBuf, length: Length },
    /// The report, and how long after the last sample it was there.
    Report { report: Box<Report>, after: Duration },
    /// Something failed; what was heard is on disk.
    Trouble(Trouble),
    /// What next? `next` says whether another question follows, `listen` whether the take can be heard, `follow_up`
    /// whether the report names a question that can be asked now.
    Offer { next: bool, listen: bool, follow_up: bool },
    /// The take is being played and is here.
    Playing { at: Moment, of: Length, state: PlayState },
    /// The interview is over.
    End,
}

/// What can go wrong in an interview.
#[derive(Debug, Error)]
pub enum Trouble {
    /// The question is only shown; told once.
    #[error("the question cannot be read aloud, so read it yourself")]
    Voice(#[source] VoiceError),
    /// There is no take.
    #[error("the answer could not be recorded")]
    Capture(#[source] CaptureError),
    /// There is a take until here.
    #[error("the recording broke off after {}; what was said until then is kept", kept.clock())]
    BrokeOff {
        kept: Length,
        #[source]
        source: CaptureError,
    },
    #[error("the answer was kept as {take} and could not be transcribed")]
    Transcript {
        take: String,
        #[source]
        source: DecoderError,
    },
    /// No take can be begun.
    #[error("the session could not be written")]
    Session(#[source] SessionError),
    /// The take is kept and its report is shown.
    #[error("the report of {take} could not be stored; the take itself is kept")]
    Unstored {
        take: String,
        #[source]
        source: SessionError,
    },
    #[error("the take cannot be played")]
    Playback(#[source] PlaybackError),
}

impl Trouble {
    /// What the candidate can do about it.
    #[must_use]
    pub fn hint(&self) -> String {
        const ROOM: &str =
            "make room on the disk, or set GREENROOM_HOME to a folder that Greenroom may write to.";
        match self {
            Trouble::Voice(_) => {
                "`greenroom doctor` says what is missing; `--voice silent` asks without a voice.".to_owned()
            }
            Trouble::Capture(CaptureError::NothingHeard) => "take the question again.".to_owned(),
            Trouble::Capture(CaptureError::Write { .. }) | Trouble::Session(_) => ROOM.to_owned(),
            Trouble::Unstored { take, .. } => {
                format!("make room on the disk; then `greenroom sessions rescore {take}` makes it again.")
            }
            Trouble::Capture(_) => {
                "`greenroom devices` lists the microphones, `greenroom doctor --listen` tries one.".to_owned()
            }
            Trouble::BrokeOff { source: CaptureError::Write { .. }, .. } => {
                format!("{ROOM} What was heard is scored now, from memory.")
            }
            Trouble::BrokeOff { .. } => {
                "what was heard is scored now; then the question can be taken again.".to_owned()
            }
            Trouble::Transcript { take, .. } => {
                format!("nothing is lost: `greenroom sessions rescore {take}` tries again.")
            }
            Trouble::Playback(_) => "`greenroom devices` lists the loudspeakers.".to_owned(),
        }
    }

    /// Whether the take has no report because of it.
    #[must_use]
    pub fn costs_the_report(&self) -> bool {
        matches!(self, Trouble::Capture(_) | Trouble::Transcript { .. } | Trouble::Session(_))
    }
}
