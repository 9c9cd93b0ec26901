//! The sound system: one connection for the whole process, and a wait that always ends.

use std::sync::{Arc, Mutex, Once, PoisonError, mpsc};
use std::thread;

use cpal::traits::HostTrait;
use cpal::{ErrorKind, Host};

use super::{DeviceError, PATIENCE};

/// The connection to a PulseAudio server. One, because a connection that is given up stays open, with its thread, until the
/// process ends (pulseaudio 0.3.2), and a server takes 64 of them: after so many takes it refused the next.
static CONNECTED: Mutex<Option<Arc<Host>>> = Mutex::new(None);

/// Does what may hang on a thread of its own, and waits [`PATIENCE`] for it.
pub(super) fn bounded<Answer: Send + 'static>(
    ask: impl FnOnce() -> Result<Answer, DeviceError> + Send + 'static,
) -> Result<Answer, DeviceError> {
    let (sender, answer) = mpsc::channel();
    thread::Builder::new()
        .name("greenroom-sound".to_owned())
        .spawn(move || {
            // Whoever asked may have gone.
            let _ = sender.send(ask());
        })
        .map_err(DeviceError::Thread)?;
    wait(&answer)
}

/// Waits [`PATIENCE`] for an answer.
pub(super) fn wait<Answer>(
    answer: &mpsc::Receiver<Result<Answer, DeviceError>>,
) -> Result<Answer, DeviceError> {
    match answer.recv_timeout(PATIENCE) {
        Ok(answer) => answer,
        Err(mpsc::RecvTimeoutError::Timeout) => Err(DeviceError::NoAnswer),
        // The thread panicked, inside a library: there is no sound from there.
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(DeviceError::NoSound),
    }
}

/// The sound system of this machine. May hang.
pub(super) fn host() -> Arc<Host> {
    silence_alsa();
    // Taken out while it is asked: whoever comes meanwhile must not wait behind a server that hangs.
    let known = CONNECTED.lock().unwrap_or_else(PoisonError::into_inner).clone();
    // A server that was started anew does not know the old connection.
    if let Some(host) = known.filter(|host| host.devices().is_ok()) {
        return host;
    }
    let host = Arc::new(cpal::default_host());
    let kept = is_pulse(&host).then(|| Arc::clone(&host));
    *CONNECTED.lock().unwrap_or_else(PoisonError::into_inner) = kept;
    host
}

/// Whether a server is asked, and not a card.
pub(super) fn is_pulse(host: &Host) -> bool {
    host.id().to_string() == "pulseaudio"
}

/// Keeps libasound from writing on the terminal: 24 lines for four questions where there is no card (measured).
#[cfg(target_os = "linux")]
fn silence_alsa() {
    use std::ffi::{c_char, c_int};

    type Quiet = extern "C" fn(*const c_char, c_int, *const c_char, c_int, *const c_char);
    type Variadic = unsafe extern "C" fn(*const c_char, c_int, *const c_char, c_int, *const c_char, ...);
    extern "C" fn quiet(_: *const c_char, _: c_int, _: *const c_char, _: c_int, _: *const c_char) {}

    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // A null handler would bring the default one back, so it is a function that does nothing.
        #[expect(unsafe_code, reason = "libasound has no other way to be quiet")]
        // SAFETY: the caller of a variadic C function cleans up, and this one looks at none of its arguments: with
        // the calling conventions of Linux the two types are called alike. The handler lives for ever.
        unsafe {
            let quiet = std::mem::transmute::<Quiet, Variadic>(quiet as Quiet);
            alsa_sys::snd_lib_error_set_handler(Some(quiet));
        }
    });
}

#[cfg(not(target_os = "linux"))]
fn silence_alsa() {
    // Nothing writes there; once called, for the same way through.
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {});
}

/// What the sound system says, in our words.
pub(super) fn in_our_words(error: cpal::Error) -> DeviceError {
    match error.kind() {
        ErrorKind::DeviceBusy => DeviceError::Busy,
        ErrorKind::PermissionDenied => DeviceError::NotAllowed,
        ErrorKind::DeviceNotAvailable => DeviceError::Gone,
        ErrorKind::HostUnavailable => DeviceError::NoSound,
        ErrorKind::StreamInvalidated => DeviceError::Ended,
        _ => DeviceError::Failed(Box::new(error)),
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn a_server_that_does_not_answer_keeps_nobody_waiting() {
        let began = Instant::now();
        let (never, hangs) = mpsc::channel::<()>();
        let asked = bounded(move || {
            let _ = hangs.recv();
            Ok(())
        });
        assert!(matches!(asked, Err(DeviceError::NoAnswer)), "{asked:?}");
        assert!(began.elapsed() < PATIENCE + Duration::from_secs(2));
        drop(never);
    }

    #[test]
    fn a_library_that_panics_is_an_error() {
        let asked: Result<(), _> = bounded(|| std::panic::panic_any("a bug of theirs"));
        assert!(matches!(asked, Err(DeviceError::NoSound)), "{asked:?}");
    }
}
