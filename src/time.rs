//! Audio time as types: a [`Moment`], a [`Length`], a [`Stretch`] and a [`SampleRate`].
//!
//! ```
//! use greenroom::time::{Moment, Stretch};
//!
//! let pause = Stretch::new(Moment::from_seconds(12.5), Moment::from_seconds(13.25));
//! assert_eq!(pause.length().seconds(), 0.75);
//! assert_eq!(Moment::from_seconds(64.25).to_string(), "1:04.2");
//! ```
//!
//! A bare `f32` of seconds has been added to a bare count of samples before; these cannot be.

use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

/// Samples a second of all audio that is analysed.
pub const ANALYSIS_RATE: SampleRate = SampleRate(16_000);

/// Samples a second of a recording or a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SampleRate(pub u32);

impl fmt::Display for SampleRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} Hz", self.0)
    }
}

/// How long something lasts, in samples at 16 kHz.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Length(u64);

impl Length {
    /// No time at all.
    pub const ZERO: Length = Length(0);

    /// A length of so many samples at 16 kHz.
    #[must_use]
    pub const fn from_samples(samples: u64) -> Self {
        Length(samples)
    }

    /// A length of so many milliseconds.
    #[must_use]
    pub const fn from_millis(millis: u64) -> Self {
        Length(millis * ANALYSIS_RATE.0 as u64 / 1000)
    }

    /// A length of so many seconds, to the nearest sample; a negative or unreal number is zero.
    #[must_use]
    pub fn from_seconds(seconds: f64) -> Self {
        Length((seconds * f64::from(ANALYSIS_RATE.0)).round() as u64)
    }

    /// The number of samples at 16 kHz.
    #[must_use]
    pub const fn samples(self) -> u64 {
        self.0
    }

    /// The length in seconds.
    #[must_use]
    pub fn seconds(self) -> f64 {
        self.0 as f64 / f64::from(ANALYSIS_RATE.0)
    }

    /// The length in minutes.
    #[must_use]
    pub fn minutes(self) -> f64 {
        self.seconds() / 60.0
    }

    /// Whole minutes and seconds, as on a clock: `1:04`.
    #[must_use]
    pub fn clock(self) -> String {
        let seconds = self.0 / u64::from(ANALYSIS_RATE.0);
        format!("{}:{:02}", seconds / 60, seconds % 60)
    }
}

/// Prints minutes and seconds to the tenth, as in `1:04.2`.
impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = self.0 * 10 / u64::from(ANALYSIS_RATE.0);
        write!(f, "{}:{:02}.{}", tenths / 600, tenths / 10 % 60, tenths % 10)
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0 + other.0)
    }
}

/// Saturates: a length is never negative.
impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0.saturating_sub(other.0))
    }
}

impl std::iter::Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        lengths.fold(Length::ZERO, Add::add)
    }
}

/// A point in a take: samples at 16 kHz since its first sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Moment(u64);

impl Moment {
    /// So many seconds later, or earlier where they are negative; never before the start.
    #[must_use]
    pub fn shifted(self, seconds: i32) -> Moment {
        let samples = u64::from(seconds.unsigned_abs()) * u64::from(ANALYSIS_RATE.0);
        Moment(if seconds < 0 { self.0.saturating_sub(samples) } else { self.0 + samples })
    }

    /// The first sample.
    pub const START: Moment = Moment(0);

    /// The moment before the sample of this number.
    #[must_use]
    pub const fn from_samples(samples: u64) -> Self {
        Moment(samples)
    }

    /// The moment so many seconds in, to the nearest sample; a negative or unreal number is the start.
    #[must_use]
    pub fn from_seconds(seconds: f64) -> Self {
        Moment(Length::from_seconds(seconds).samples())
    }

    /// The number of samples at 16 kHz before this moment.
    #[must_use]
    pub const fn samples(self) -> u64 {
        self.0
    }

    /// Seconds since the first sample.
    #[must_use]
    pub fn seconds(self) -> f64 {
        Length(self.0).seconds()
    }
}

/// Prints minutes and seconds to the tenth, as in `1:04.2`.
/// Reads seconds, or minutes and seconds: `64`, `1:04`, `1:04.2`.
impl FromStr for Moment {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Self, NotAMoment> {
        let (minutes, seconds) = text.split_once(':').unwrap_or(("0", text));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let read = || {
            let minutes: u32 = minutes.parse().ok()?;
            let seconds: f64 = seconds.parse().ok().filter(|_| digits(seconds))?;
            (!text.contains(':') || seconds < 60.0)
                .then(|| Moment::from_seconds(f64::from(minutes) * 60.0 + seconds))
        };
        read().ok_or(NotAMoment)
    }
}

/// A text that is no place in a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a place in a recording is written as `1:04` or `64` (seconds)")]
pub struct NotAMoment;

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Length(self.0).fmt(f)
    }
}

impl Add<Length> for Moment {
    type Output = Moment;
    fn add(self, length: Length) -> Moment {
        Moment(self.0 + length.0)
    }
}

/// Saturates at the start of the take.
impl Sub<Length> for Moment {
    type Output = Moment;
    fn sub(self, length: Length) -> Moment {
        Moment(self.0.saturating_sub(length.0))
    }
}

/// The time from `other` to `self`; zero where `other` is later.
impl Sub for Moment {
    type Output = Length;
    fn sub(self, other: Moment) -> Length {
        Length(self.0.saturating_sub(other.0))
    }
}

/// A piece of a recording, from `from` up to but not including `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stretch {
    from: Moment,
    to: Moment,
}

impl Stretch {
    /// The piece between two moments. Where `to` lies before `from`, the piece is empty at `from`.
    #[must_use]
    pub fn new(from: Moment, to: Moment) -> Self {
        Stretch { from, to: to.max(from) }
    }

    /// Its first moment.
    #[must_use]
    pub const fn from(self) -> Moment {
        self.from
    }

    /// The first moment that is no longer in it.
    #[must_use]
    pub const fn to(self) -> Moment {
        self.to
    }

    /// How long it lasts.
    #[must_use]
    pub fn length(self) -> Length {
        self.to - self.from
    }

    /// The moment halfway.
    #[must_use]
    pub fn middle(self) -> Moment {
        Moment(self.from.0.midpoint(self.to.0))
    }

    /// Whether the moment lies in it.
    #[must_use]
    pub fn contains(self, moment: Moment) -> bool {
        self.from <= moment && moment < self.to
    }

    /// The part that both have, where there is one.
    #[must_use]
    pub fn overlap(self, other: Stretch) -> Option<Stretch> {
        let (from, to) = (self.from.max(other.from), self.to.min(other.to));
        (from < to).then_some(Stretch { from, to })
    }

    /// The shortest stretch that holds both.
    #[must_use]
    pub fn hull(self, other: Stretch) -> Stretch {
        Stretch { from: self.from.min(other.from), to: self.to.max(other.to) }
    }

    /// The same stretch so much later.
    #[must_use]
    pub fn later_by(self, length: Length) -> Stretch {
        Stretch { from: self.from + length, to: self.to + length }
    }

    /// Its place in a slice of 16 kHz samples, cut to the slice.
    #[must_use]
    pub fn in_samples(self, samples: &[f32]) -> std::ops::Range<usize> {
        let end = samples.len();
        (self.from.0 as usize).min(end)..(self.to.0 as usize).min(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_printed() {
        for (text, seconds) in
            [("64", 64.0), ("1:04", 64.0), ("1:04.2", 64.2), ("0:00", 0.0), ("61:00", 3660.0)]
        {
            assert_eq!(text.parse(), Ok(Moment::from_seconds(seconds)), "{text}");
        }
        for text in ["", ":", "1:", "1:60", "-4", "1:-4", "inf", "NaN", "1e3", "1:0:4", "a"] {
            assert_eq!(text.parse::<Moment>(), Err(NotAMoment), "{text}");
        }
    }

    #[test]
    fn nothing_is_before_the_start() {
        assert_eq!(Moment::from_seconds(3.0).shifted(-5), Moment::START);
        assert_eq!(Moment::from_seconds(3.0).shifted(5), Moment::from_seconds(8.0));
        assert_eq!(Length::from_millis(64_900).clock(), "1:04");
    }

    fn stretch(from: f64, to: f64) -> Stretch {
        Stretch::new(Moment::from_seconds(from), Moment::from_seconds(to))
    }

    #[test]
    fn a_moment_prints_as_minutes_seconds_and_tenths() {
        assert_eq!(Moment::from_seconds(0.0).to_string(), "0:00.0");
        assert_eq!(Moment::from_seconds(64.27).to_string(), "1:04.2");
        assert_eq!(Moment::from_seconds(3599.99).to_string(), "59:59.9");
    }

    #[test]
    fn stretches_that_only_touch_do_not_overlap() {
        assert_eq!(stretch(0.0, 1.0).overlap(stretch(1.0, 2.0)), None);
        assert_eq!(stretch(0.0, 1.5).overlap(stretch(1.0, 2.0)), Some(stretch(1.0, 1.5)));
    }

    #[test]
    fn a_stretch_never_runs_backwards() {
        assert_eq!(stretch(2.0, 1.0).length(), Length::ZERO);
    }

    #[test]
    fn a_stretch_past_the_end_of_the_samples_is_cut_to_them() {
        assert_eq!(stretch(0.5, 9.0).in_samples(&vec![0.0; 16_000]), 8_000..16_000);
        assert_eq!(stretch(5.0, 9.0).in_samples(&vec![0.0; 16_000]), 16_000..16_000);
    }
}
