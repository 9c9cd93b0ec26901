//! What the clock says should have come, against what came: the only sign of sound that is lost before it reaches us.
//!
//! A server that hung for 3 s went on as if nothing had been: no error, and those 3 s were simply not there (measured). What
//! only comes late is no loss, and no device keeps the time of the machine's clock exactly.

use std::time::Duration;

/// Over so long the earliest block is taken: a block may be late by as much as our thread was kept waiting, but never early.
const WINDOW: Duration = Duration::from_secs(1);

/// From here on the step from one window to the next is a gap. Our own choice: clocks part by 1 ms at the most.
const GAP_FROM_MICROS: i64 = 60_000;

/// Counts what is missing.
#[derive(Debug)]
pub(super) struct Ledger {
    rate: u32,
    samples: u64,
    window: Option<Window>,
    /// How far the sound was behind the clock in the window before.
    behind: Option<i64>,
    missing: i64,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    until: Duration,
    /// In microseconds, of the block that was the least behind.
    behind: i64,
}

impl Ledger {
    /// For a device of this rate.
    pub(super) fn new(rate: u32) -> Self {
        Ledger { rate: rate.max(1), samples: 0, window: None, behind: None, missing: 0 }
    }

    /// So many samples came now.
    pub(super) fn hear(&mut self, now: Duration, samples: u64) {
        self.samples += samples;
        let due = now.as_micros() as i64;
        let behind = due - (i128::from(self.samples) * 1_000_000 / i128::from(self.rate)) as i64;
        match &mut self.window {
            Some(window) if now < window.until => window.behind = window.behind.min(behind),
            _ => {
                self.close();
                self.window = Some(Window { until: now + WINDOW, behind });
            }
        }
    }

    /// How long what is missing was, with the window that is not over yet.
    pub(super) fn missing(&self) -> Duration {
        let open = self.window.map_or(0, |window| step(self.behind, window.behind));
        Duration::from_micros(gap(self.missing + open) as u64)
    }

    fn close(&mut self) {
        if let Some(window) = self.window.take() {
            // Goes back where it was only late.
            self.missing = gap(self.missing + step(self.behind, window.behind));
            self.behind = Some(window.behind);
        }
    }
}

/// The gap between two windows; a smaller step is the clocks' and nobody's loss.
fn step(before: Option<i64>, now: i64) -> i64 {
    let step = now - before.unwrap_or(now);
    if step.abs() >= GAP_FROM_MICROS { step } else { 0 }
}

/// What is left of a gap that was caught up, but for some milliseconds, is none.
fn gap(missing: i64) -> i64 {
    if missing >= GAP_FROM_MICROS { missing } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: u32 = 48_000;

    /// Blocks of 20 ms that come at these milliseconds.
    fn after(blocks: impl Iterator<Item = u64>) -> u64 {
        let mut ledger = Ledger::new(RATE);
        for millis in blocks {
            ledger.hear(Duration::from_millis(millis), 960);
        }
        ledger.missing().as_millis() as u64
    }

    #[test]
    fn sound_that_comes_in_time_is_whole() {
        assert_eq!(after((1..3_000).map(|n| 70 + n * 20)), 0);
    }

    #[test]
    fn what_is_not_there_after_a_hang_is_missing() {
        let hung = (1..500).map(|n| if n < 150 { n * 20 } else { n * 20 + 3_000 });
        assert_eq!(after(hung), 3_000);
        let twice = (1..900).map(|n| n * 20 + n / 300 * 200);
        assert_eq!(after(twice), 400);
    }

    #[test]
    fn what_comes_late_and_all_at_once_is_not_missing() {
        let late = (1..500u64).map(|n| if (150..300).contains(&n) { 6_000 } else { n * 20 });
        assert_eq!(after(late), 0);
        // And where it takes a while to catch up.
        let slowly =
            (1..900u64).map(|n| if (150..450).contains(&n) { 6_000 + (n - 150) * 10 } else { n * 20 });
        assert_eq!(after(slowly), 0);
    }

    #[test]
    fn a_thread_that_is_kept_waiting_loses_nothing() {
        let jerky = (1..2_000u64).map(|n| n * 20 + if n % 40 == 0 { 0 } else { n * 37 % 400 });
        assert_eq!(after(jerky), 0);
    }

    #[test]
    fn a_clock_that_runs_otherwise_loses_nothing() {
        // One part in a thousand for an hour: 3.6 s in all.
        for per_block in [19_980u64, 20_020] {
            let mut ledger = Ledger::new(RATE);
            for n in 1..180_000u64 {
                ledger.hear(Duration::from_micros(n * per_block), 960);
            }
            assert_eq!(ledger.missing(), Duration::ZERO);
        }
    }
}
