//! Microphones and loudspeakers of this machine.
//!
//! ```no_run
//! use greenroom::device;
//!
//! let devices = device::list()?;
//! let mic = device::choose(device::Kind::Microphone, "usb", &devices.microphones)?;
//! println!("{} ({})", mic.name, mic.id);
//! # Ok::<(), device::DeviceError>(())
//! ```
//!
//! A sound server may be missing, die, or stop to answer, and its library then waits for ever. So every call here asks
//! on a thread of its own, waits [`PATIENCE`] for the answer, and leaves that thread behind if none comes.
//!
//! Without the feature `sound` everything is here too, and each call says [`DeviceError::NotBuilt`].

mod choose;

#[cfg(feature = "sound")]
mod feed;
#[cfg(feature = "sound")]
mod format;
#[cfg(feature = "sound")]
mod host;
#[cfg(feature = "sound")]
mod input;
#[cfg(feature = "sound")]
mod keeper;
#[cfg(feature = "sound")]
mod ledger;
#[cfg(feature = "sound")]
mod list;
#[cfg(feature = "sound")]
mod output;
#[cfg(feature = "sound")]
mod player;
#[cfg(feature = "sound")]
mod watchdog;

#[cfg(not(feature = "sound"))]
mod none;

use std::fmt;
use std::time::Duration;

use thiserror::Error;

pub use choose::choose;
#[cfg(feature = "sound")]
pub use input::Input;
#[cfg(feature = "sound")]
pub use list::{find, list};
#[cfg(not(feature = "sound"))]
pub use none::{Input, Output, find, list};
#[cfg(feature = "sound")]
pub use output::Output;

use crate::capture::{CaptureError, Microphone};

/// How long anybody is kept waiting for a sound server. Our own choice: one that is well answers within 100 ms, one that is
/// just being started within a second.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// What a device does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Gives sound.
    Microphone,
    /// Makes sound heard.
    Loudspeaker,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Microphone => "microphone",
            Kind::Loudspeaker => "loudspeaker",
        })
    }
}

/// One microphone or loudspeaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// What names it and nothing else, also after a restart: `pulseaudio:mic`.
    pub id: String,
    /// What people call it. It comes from outside: to be made harmless before a terminal sees it.
    pub name: String,
    /// Whether it is used where none is named.
    pub is_default: bool,
}

/// Its name, then its id.
impl fmt::Display for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.id)
    }
}

/// What this machine has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Devices {
    /// In the order of the sound system.
    pub microphones: Vec<Device>,
    /// In the order of the sound system.
    pub loudspeakers: Vec<Device>,
}

impl Devices {
    /// The devices of one kind.
    #[must_use]
    pub fn of(&self, kind: Kind) -> &[Device] {
        match kind {
            Kind::Microphone => &self.microphones,
            Kind::Loudspeaker => &self.loudspeakers,
        }
    }
}

/// Opens a microphone: the one of this id, name or part of a name, or the default where none is named.
///
/// Returns within [`PATIENCE`] and a little. The sound begins to come some 50 ms later.
pub fn open_input(wanted: Option<&str>) -> Result<Box<dyn Microphone>, CaptureError> {
    Ok(Box::new(Input::open(wanted)?))
}

/// Why a device cannot be used.
#[derive(Debug, Error)]
pub enum DeviceError {
    /// Built without the feature `sound`.
    #[error("this build has no sound: it was made without the feature `sound`")]
    NotBuilt,
    /// The server hangs.
    #[error("the sound server did not answer within {} s", PATIENCE.as_secs())]
    NoAnswer,
    /// There is no server and no card.
    #[error("no sound server answers and no sound card was found")]
    NoSound,
    /// There is sound, but no such device at all.
    #[error("there is no {0}")]
    Missing(Kind),
    /// Nothing is called so.
    #[error("no {kind} is called `{wanted}`; there is {}", names(there))]
    Unknown {
        kind: Kind,
        wanted: String,
        /// The ids and names there are.
        there: Vec<String>,
    },
    /// More than one is called so.
    #[error("`{wanted}` may be more than one {kind}: {}", names(fits))]
    Ambiguous {
        kind: Kind,
        wanted: String,
        /// The ids and names that fit.
        fits: Vec<String>,
    },
    /// Another program has it for itself.
    #[error("another program is using it")]
    Busy,
    /// The system does not let programs use it.
    #[error("this program is not allowed to use it")]
    NotAllowed,
    /// It was opened, and nothing came.
    #[error("it gave no sound within {} s", .0.as_secs())]
    NoSample(Duration),
    /// It is no longer there.
    #[error("it was unplugged or switched off")]
    Gone,
    /// The server that had it is no longer there.
    #[error("the sound server ended the connection")]
    Ended,
    /// A thread could not be started.
    #[error("the thread for the sound could not be started")]
    Thread(#[source] std::io::Error),
    /// Whatever else the sound system says.
    #[error("the sound system reports a failure")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Names in a row; "none" where there are none.
fn names(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
