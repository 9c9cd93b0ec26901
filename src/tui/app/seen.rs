//! What the screens read of the state.

use std::time::Duration;

use ratatui::layout::Size;

use super::{App, Asked, Heard, Instead, KeptTake, Phase};
use crate::capture::Alarm;
use crate::interview::talk::Trouble;
use crate::report::Report;
use crate::time::Length;

impl App {
    pub(in crate::tui) fn size(&self) -> Size {
        self.size
    }

    pub(in crate::tui) fn phase(&self) -> Phase {
        self.phase
    }

    pub(in crate::tui) fn asked(&self) -> Option<&Asked> {
        self.asked.as_ref()
    }

    /// How much time to think is left, in whole seconds that have begun.
    pub(in crate::tui) fn seconds_to_think(&self) -> u64 {
        let left = self.think_until.saturating_sub(self.now);
        left.as_secs() + u64::from(left.subsec_nanos() > 0)
    }

    /// How long the phase has lasted.
    pub(in crate::tui) fn seconds_in_phase(&self) -> u64 {
        self.now.saturating_sub(self.since).as_secs()
    }

    pub(in crate::tui) fn length(&self) -> Length {
        self.length
    }

    pub(in crate::tui) fn dbfs(&self) -> f32 {
        self.dbfs
    }

    pub(in crate::tui) fn alarm(&self) -> Option<Alarm> {
        self.alarm
    }

    pub(in crate::tui) fn countdown(&self) -> Option<Length> {
        self.countdown
    }

    pub(in crate::tui) fn kept(&self) -> Option<&KeptTake> {
        self.kept.as_ref()
    }

    /// The report, and how long after the last sample it was there.
    pub(in crate::tui) fn report(&self) -> Option<(&Report, Duration)> {
        self.report.as_ref().map(|(report, after)| (&**report, *after))
    }

    /// Whether the question has had a whole try, so that its example gives nothing away.
    pub(in crate::tui) fn has_tried(&self) -> bool {
        self.asked().is_some_and(|asked| self.tried.contains(&asked.prompt.name()))
    }

    pub(in crate::tui) fn shows_example(&self) -> bool {
        self.shows_example
    }

    pub(in crate::tui) fn page(&self) -> &[String] {
        &self.page
    }

    pub(in crate::tui) fn top(&self) -> usize {
        self.top
    }

    pub(in crate::tui) fn heard(&self) -> Option<Heard> {
        self.heard
    }

    pub(in crate::tui) fn is_starting_to_play(&self) -> bool {
        self.is_starting_to_play
    }

    pub(in crate::tui) fn troubles(&self) -> &[Trouble] {
        &self.troubles
    }

    pub(in crate::tui) fn has_no_voice(&self) -> bool {
        self.troubles.iter().any(|trouble| matches!(trouble, Trouble::Voice(_)))
    }

    pub(in crate::tui) fn is_asked_to_leave(&self) -> bool {
        self.instead == Instead::AskedToLeave
    }

    pub(in crate::tui) fn is_leaving(&self) -> bool {
        self.instead == Instead::Leaving
    }

    pub(in crate::tui) fn shows_help(&self) -> bool {
        self.instead == Instead::Help
    }

    pub(in crate::tui) fn is_over(&self) -> bool {
        self.is_over
    }
}
