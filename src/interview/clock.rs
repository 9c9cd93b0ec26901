//! How far an answer is and against which target: each story of a two-part question has a time of its own.
//!
//! Nobody can hear where the second story begins while it is being told, so the speaker says it with a key. Whoever
//! does not is held to the first story's time as long as one story can take, and after that to the time of both.

use crate::prompt::{Kind, Prompt, TimeTarget};
use crate::time::Length;

/// The clock of one answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clock {
    /// Of one story where there are two.
    time: TimeTarget,
    has_two: bool,
    second_from: Option<Length>,
}

/// What the clock shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shown {
    pub of: Of,
    /// How long it has been told.
    pub at: Length,
    pub target: TimeTarget,
}

/// What is being timed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    Answer,
    First,
    Second,
    Both,
}

impl Of {
    /// As it stands before the time; empty where there is one story.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Of::Answer => "",
            Of::First => "First story: ",
            Of::Second => "Second story: ",
            Of::Both => "Both stories: ",
        }
    }
}

impl Clock {
    /// The clock of an answer to a question.
    #[must_use]
    pub fn of(prompt: &Prompt) -> Self {
        Clock { has_two: prompt.kind == Kind::TwoPart, ..Clock::single(prompt.time) }
    }

    /// The clock of an answer that is timed as a whole.
    #[must_use]
    pub fn single(time: TimeTarget) -> Self {
        Clock { time, has_two: false, second_from: None }
    }

    /// Whether the speaker can say that the second story begins.
    #[must_use]
    pub fn awaits_second(&self) -> bool {
        self.has_two && self.second_from.is_none()
    }

    /// The second story begins, after so much of the answer. Said twice it changes nothing.
    pub fn begin_second(&mut self, after: Length) {
        if self.awaits_second() {
            self.second_from = Some(after);
        }
    }

    /// What to aim for, before anything is told: "Aim for 1:00 to 2:00."
    #[must_use]
    pub fn aim(&self) -> String {
        let clock = |seconds: u32| Length::from_millis(u64::from(seconds) * 1000).clock();
        let each = if self.has_two { " for each story" } else { "" };
        format!("Aim for {} to {}{each}.", clock(self.time.target_from), clock(self.time.target_to))
    }

    /// What it shows when so much has been told.
    #[must_use]
    pub fn shows(&self, at: Length) -> Shown {
        let target = self.time;
        match self.second_from {
            _ if !self.has_two => Shown { of: Of::Answer, at, target },
            Some(from) => Shown { of: Of::Second, at: at - from, target },
            None if at.seconds() < f64::from(target.soft_max) => Shown { of: Of::First, at, target },
            None => Shown { of: Of::Both, at, target: target.twice() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(seconds: u64) -> Length {
        Length::from_millis(seconds * 1000)
    }

    fn two() -> Clock {
        Clock { has_two: true, ..Clock::single(TimeTarget::default()) }
    }

    #[test]
    fn each_story_has_its_own_time_from_where_the_speaker_says_so() {
        let mut clock = two();
        assert_eq!(clock.shows(seconds(70)).of, Of::First);
        assert!(clock.awaits_second());
        clock.begin_second(seconds(80));
        clock.begin_second(seconds(90));
        assert!(!clock.awaits_second());
        let shown = clock.shows(seconds(100));
        assert_eq!((shown.of, shown.at, shown.target), (Of::Second, seconds(20), TimeTarget::default()));
    }

    #[test]
    fn whoever_does_not_say_it_is_held_to_one_story_and_then_to_both() {
        let clock = two();
        // One story may take 150 s; both together should take 120 to 240.
        assert_eq!(
            (clock.shows(seconds(149)).of, clock.shows(seconds(149)).target.target_to),
            (Of::First, 120)
        );
        let both = clock.shows(seconds(150));
        assert_eq!((both.of, both.at), (Of::Both, seconds(150)));
        assert_eq!((both.target.target_from, both.target.target_to, both.target.soft_max), (120, 240, 300));
    }

    #[test]
    fn one_story_has_no_second() {
        let mut clock = Clock::single(TimeTarget::default());
        clock.begin_second(seconds(10));
        let shown = clock.shows(seconds(200));
        assert_eq!((shown.of.name(), shown.at, clock.awaits_second()), ("", seconds(200), false));
        assert_eq!(clock.aim(), "Aim for 1:00 to 2:00.");
        assert_eq!(two().aim(), "Aim for 1:00 to 2:00 for each story.");
    }
}
