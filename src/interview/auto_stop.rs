//! Ends an answer by itself after a long silence: only when asked to, with a countdown, and with a way to go on.

use crate::time::Length;

/// The least silence that may end an answer: 4 s. People who think aloud pause longer than any recogniser waits, and
/// being cut off is what they hate most about programs of this kind.
pub const LEAST: Length = Length::from_millis(4_000);

/// The countdown begins when the speaker has been silent for so long.
const COUNTED_FROM: Length = Length::from_millis(1_500);

/// What a silence means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// Nothing yet.
    Short,
    /// The answer ends when so much more has passed in silence.
    Counting(Length),
    /// The answer is over.
    Over,
}

/// Decides when a silence has been long enough.
///
/// ```
/// use greenroom::interview::auto_stop::{AutoStop, Silence};
/// use greenroom::time::Length;
///
/// let mut auto_stop = AutoStop::new(Length::from_millis(6_000));
/// assert_eq!(auto_stop.hear(None), Silence::Short); // before the first word nothing is counted
/// let four = Some(Length::from_millis(4_000));
/// assert_eq!(auto_stop.hear(four), Silence::Counting(Length::from_millis(2_000)));
/// auto_stop.go_on();
/// assert_eq!(auto_stop.hear(Some(Length::from_millis(7_000))), Silence::Short);
/// ```
#[derive(Debug, Clone)]
pub struct AutoStop {
    after: Length,
    /// The candidate wants to think on in this silence.
    going_on: bool,
}

impl AutoStop {
    /// Ends an answer after this much silence, and never after less than [`LEAST`].
    #[must_use]
    pub fn new(after: Length) -> Self {
        AutoStop { after: after.max(LEAST), going_on: false }
    }

    /// Takes how long the speaker has been silent; nothing before the first word.
    pub fn hear(&mut self, silent: Option<Length>) -> Silence {
        let Some(silent) = silent.filter(|silent| *silent >= COUNTED_FROM) else {
            self.going_on = false;
            return Silence::Short;
        };
        if self.going_on {
            Silence::Short
        } else if silent >= self.after {
            Silence::Over
        } else {
            Silence::Counting(self.after - silent)
        }
    }

    /// This silence does not end the answer, however long it becomes.
    pub fn go_on(&mut self) {
        self.going_on = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(seconds: u64) -> Length {
        Length::from_millis(seconds * 1_000)
    }

    #[test]
    fn a_silence_under_four_seconds_never_ends_an_answer() {
        let mut auto_stop = AutoStop::new(Length::ZERO);
        assert_eq!(
            auto_stop.hear(Some(Length::from_millis(3_999))),
            Silence::Counting(Length::from_millis(1))
        );
        assert_eq!(auto_stop.hear(Some(seconds(4))), Silence::Over);
    }

    #[test]
    fn going_on_holds_for_one_silence() {
        let mut auto_stop = AutoStop::new(seconds(5));
        auto_stop.go_on();
        assert_eq!(auto_stop.hear(Some(seconds(60))), Silence::Short);
        assert_eq!(auto_stop.hear(Some(Length::ZERO)), Silence::Short);
        assert_eq!(auto_stop.hear(Some(seconds(5))), Silence::Over);
    }
}
