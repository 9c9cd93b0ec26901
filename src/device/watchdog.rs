//! Whether sound still comes: the only sign of a server that hangs, which reports no error.

use std::time::Duration;

/// After so long without a sample the sound has stalled: more than two of the blocks that were asked for.
const STALLED_AFTER: Duration = Duration::from_millis(500);

/// The first sample may take longer: a PipeWire server gave it after 2.0 s where the size of the blocks was left to it
/// (measured), and a Bluetooth headset changes its mode first.
const FIRST_WITHIN: Duration = Duration::from_millis(2_500);

/// From here on nobody waits for the first sample any longer. Our own choice.
pub(super) const GIVEN_UP_AFTER: Duration = Duration::from_secs(10);

/// What the silence means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Well,
    Stalled {
        waited: Duration,
    },
    /// There never was a sample and none is expected.
    NeverCame,
}

/// Knows when the last sample came, on the clock of whoever asks.
#[derive(Debug, Default)]
pub(super) struct Watchdog {
    last: Option<Duration>,
}

impl Watchdog {
    /// Samples came now.
    pub(super) fn hear(&mut self, now: Duration) {
        self.last = Some(now);
    }

    /// Whether there has been a sample at all.
    pub(super) fn has_heard(&self) -> bool {
        self.last.is_some()
    }

    /// What is to be thought of the time since; `now` counts from the opening.
    pub(super) fn look(&self, now: Duration) -> Sign {
        let waited = now.saturating_sub(self.last.unwrap_or_default());
        match self.last {
            None if waited >= GIVEN_UP_AFTER => Sign::NeverCame,
            None if waited >= FIRST_WITHIN => Sign::Stalled { waited },
            Some(_) if waited >= STALLED_AFTER => Sign::Stalled { waited },
            _ => Sign::Well,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn millis(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn the_first_sample_may_take_a_while_and_not_for_ever() {
        let watchdog = Watchdog::default();
        assert_eq!(watchdog.look(millis(2_400)), Sign::Well);
        assert_eq!(watchdog.look(millis(2_600)), Sign::Stalled { waited: millis(2_600) });
        assert_eq!(watchdog.look(millis(10_000)), Sign::NeverCame);
    }

    #[test]
    fn half_a_second_without_a_sample_is_a_stall_and_the_next_sample_ends_it() {
        let mut watchdog = Watchdog::default();
        watchdog.hear(millis(40));
        assert_eq!(watchdog.look(millis(500)), Sign::Well);
        assert_eq!(watchdog.look(millis(540)), Sign::Stalled { waited: millis(500) });
        watchdog.hear(millis(3_000));
        assert_eq!(watchdog.look(millis(3_100)), Sign::Well);
    }

    #[test]
    fn a_microphone_that_has_spoken_is_never_given_up() {
        let mut watchdog = Watchdog::default();
        watchdog.hear(millis(40));
        assert_eq!(watchdog.look(millis(60_040)), Sign::Stalled { waited: millis(60_000) });
    }
}
