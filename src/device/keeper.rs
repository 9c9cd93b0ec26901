//! Owns a stream for its whole life, on a thread where a hang hurts nobody.
//!
//! Opening a stream hangs where the server does; dropping one hung for ever after all loudspeakers were gone (cpal
//! 0.18.2, twice). And ALSA told the loss of a device 800 000 times a second until its stream was dropped, a processor
//! burnt. So the thread that opens the stream also drops it: when it is let go, and at once when it has failed.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use cpal::traits::StreamTrait;
use cpal::{ErrorKind, Stream};

use super::DeviceError;
use super::host::wait;

/// How often the stream is looked after: a failed one is dropped within this time.
const LOOKED_AFTER_EACH: Duration = Duration::from_millis(50);

/// How often it is asked whether the device is still there.
const ASKED_EACH: Duration = Duration::from_secs(1);

/// The first failure that ends a stream; set in its callbacks, where nothing else may be done.
#[derive(Debug, Default)]
pub(super) struct Fault(AtomicU8);

const WELL: u8 = 0;
const GONE: u8 = 1;
const ENDED: u8 = 2;
const NOT_ALLOWED: u8 = 3;
const FAILED: u8 = 4;

impl Fault {
    /// Keeps the failure if it is one, and the first. A stream goes on after a gap or a change of the default device.
    pub(super) fn note(&self, kind: ErrorKind) {
        let fault = match kind {
            ErrorKind::Xrun | ErrorKind::DeviceChanged | ErrorKind::RealtimeDenied => return,
            ErrorKind::DeviceNotAvailable => GONE,
            ErrorKind::StreamInvalidated | ErrorKind::HostUnavailable => ENDED,
            ErrorKind::PermissionDenied => NOT_ALLOWED,
            _ => FAILED,
        };
        let _ = self.0.compare_exchange(WELL, fault, Ordering::AcqRel, Ordering::Relaxed);
    }

    /// The failure, if there was one.
    pub(super) fn seen(&self) -> Option<DeviceError> {
        match self.0.load(Ordering::Acquire) {
            WELL => None,
            GONE => Some(DeviceError::Gone),
            ENDED => Some(DeviceError::Ended),
            NOT_ALLOWED => Some(DeviceError::NotAllowed),
            _ => Some(DeviceError::Failed("the stream broke off".into())),
        }
    }
}

/// Asks whether the device is still there; may hang.
pub(super) type Presence = Box<dyn Fn() -> bool + Send>;

/// A stream that was opened, and what its user must know of it.
pub(super) struct Opened<About> {
    pub(super) stream: Stream,
    pub(super) about: About,
    /// Where the sound system does not tell it by itself.
    pub(super) presence: Option<Presence>,
}

/// Dropping it lets the stream go, and does not wait for that.
#[derive(Debug)]
pub(super) struct Keeper {
    _hold: mpsc::Sender<()>,
}

impl Keeper {
    /// Opens a stream on its own thread and starts it. Comes back within [`super::PATIENCE`]; a stream that is opened later
    /// than that is dropped.
    pub(super) fn start<About: Send + 'static>(
        fault: Arc<Fault>,
        open: impl FnOnce() -> Result<Opened<About>, DeviceError> + Send + 'static,
    ) -> Result<(Keeper, About), DeviceError> {
        let (answer, opened) = mpsc::channel();
        let (hold, let_go) = mpsc::channel();
        thread::Builder::new()
            .name("greenroom-sound".to_owned())
            .spawn(move || match open() {
                Err(error) => {
                    let _ = answer.send(Err(error));
                }
                Ok(Opened { stream, about, presence }) => {
                    if answer.send(Ok(about)).is_ok() {
                        // Returns with the first sample, so nobody is kept waiting for it.
                        if let Err(error) = stream.play() {
                            fault.note(error.kind());
                        }
                        look_after(&let_go, &fault, presence.as_ref());
                    }
                    drop(stream);
                }
            })
            .map_err(DeviceError::Thread)?;
        Ok((Keeper { _hold: hold }, wait(&opened)?))
    }
}

/// Returns when the stream was let go or has failed.
fn look_after(let_go: &mpsc::Receiver<()>, fault: &Fault, presence: Option<&Presence>) {
    let mut asked = Instant::now();
    while let_go.recv_timeout(LOOKED_AFTER_EACH) == Err(mpsc::RecvTimeoutError::Timeout)
        && fault.seen().is_none()
    {
        if let Some(is_there) = presence
            && asked.elapsed() >= ASKED_EACH
        {
            if !is_there() {
                fault.note(ErrorKind::DeviceNotAvailable);
            }
            asked = Instant::now();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_failure_is_the_one_that_is_told() {
        let fault = Fault::default();
        assert!(fault.seen().is_none());
        fault.note(ErrorKind::StreamInvalidated);
        fault.note(ErrorKind::BackendError);
        assert!(matches!(fault.seen(), Some(DeviceError::Ended)));
    }

    #[test]
    fn a_gap_or_a_new_default_device_ends_nothing() {
        let fault = Fault::default();
        for kind in [ErrorKind::Xrun, ErrorKind::DeviceChanged, ErrorKind::RealtimeDenied] {
            fault.note(kind);
            assert!(fault.seen().is_none(), "{kind:?}");
        }
    }

    #[test]
    fn a_stream_is_looked_after_until_it_is_let_go_or_fails() {
        let (hold, let_go) = mpsc::channel::<()>();
        let fault = Arc::new(Fault::default());
        let seen = Arc::clone(&fault);
        let ended = thread::spawn(move || look_after(&let_go, &seen, None));
        assert!(!ended.is_finished());
        fault.note(ErrorKind::BackendError);
        ended.join().unwrap();
        drop(hold);

        let (hold, let_go) = mpsc::channel::<()>();
        drop(hold);
        look_after(&let_go, &Fault::default(), None);
    }

    #[test]
    fn a_device_that_is_no_longer_there_is_gone() {
        let (_hold, let_go) = mpsc::channel::<()>();
        let fault = Fault::default();
        let absent: Presence = Box::new(|| false);
        look_after(&let_go, &fault, Some(&absent));
        assert!(matches!(fault.seen(), Some(DeviceError::Gone)));
    }
}
