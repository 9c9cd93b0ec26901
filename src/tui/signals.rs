//! The signals that tell the program to stop, as something that can be awaited.

use super::TuiError;

/// SIGINT, SIGTERM and SIGHUP. What they did before is gone for the rest of the program.
#[cfg(unix)]
#[derive(Debug)]
pub(super) struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
    hang_up: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    /// Begins to catch them.
    pub(super) fn catch() -> Result<Self, TuiError> {
        use tokio::signal::unix::{SignalKind, signal};
        // Outside of a runtime the next lines would panic.
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(TuiError::Signals(std::io::Error::other("no asynchronous runtime is running")));
        }
        let catch = |kind| signal(kind).map_err(TuiError::Signals);
        Ok(Signals {
            interrupt: catch(SignalKind::interrupt())?,
            terminate: catch(SignalKind::terminate())?,
            hang_up: catch(SignalKind::hangup())?,
        })
    }

    /// Waits for one of them. One that came while nobody waited counts.
    pub(super) async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
            _ = self.hang_up.recv() => {}
        }
    }
}

/// Ctrl-C of a console.
#[cfg(not(unix))]
#[derive(Debug)]
pub(super) struct Signals;

#[cfg(not(unix))]
impl Signals {
    pub(super) fn catch() -> Result<Self, TuiError> {
        Ok(Signals)
    }

    pub(super) async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
