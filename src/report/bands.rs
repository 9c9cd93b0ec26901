//! Where a figure is called slow, comfortable or distracting, and who says so. Each constant carries its source.

use std::fmt;

use crate::measures::WordsPerMinute;
use crate::prompt::TimeTarget;
use crate::time::Length;

/// Under so many words nothing is said about the delivery: one breath decides the figure. Our own choice.
pub(super) const LEAST_WORDS: usize = 40;

/// In less speech than this, one hesitation more or less moves the band. Our own choice.
pub(super) const LEAST_TIME: Length = Length::from_millis(30_000);

/// A pause inside a clause is long from here on. Our own choice.
pub(super) const LONG_WITHIN: Length = Length::from_millis(1_000);

/// A pause at the border of a clause is long from here on. Our own choice.
pub(super) const LONG_AT_BORDER: Length = Length::from_millis(2_000);

/// Words a minute at which the length of a written answer is foretold: inside the comfortable band. Our own choice.
pub(super) const READING_RATE: WordsPerMinute = WordsPerMinute(150.0);

/// How fast an answer is: our own bands, set near the rates that others found in talks and interviews.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pace {
    Slow,
    LittleSlow,
    Comfortable,
    Quick,
    Rushed,
}

impl Pace {
    /// The bands as the report prints them under its figures.
    pub(super) const SOURCE: &str = "Words a minute: under 110 slow, 110-129 a little slow, 130-180 comfortable, \
        181-200 quick, over 200 rushed. The bands are our own choice.";

    pub(super) fn of(rate: WordsPerMinute) -> Pace {
        // The printed figure is whole, so the band is that of the whole number: 180.4 is 180, and comfortable.
        match rate.0.round() as u32 {
            0..110 => Pace::Slow,
            110..130 => Pace::LittleSlow,
            130..=180 => Pace::Comfortable,
            181..=200 => Pace::Quick,
            _ => Pace::Rushed,
        }
    }
}

impl fmt::Display for Pace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Pace::Slow => "slow",
            Pace::LittleSlow => "a little slow",
            Pace::Comfortable => "comfortable",
            Pace::Quick => "quick",
            Pace::Rushed => "rushed",
        })
    }
}

/// How much hesitation sounds are heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hesitancy {
    Clean,
    Normal,
    Noticeable,
    Distracting,
}

impl Hesitancy {
    /// Laske and `DiGennaro` Reed (2024, doi 10.1002/jaba.1093) compared 0, 2, 5 and 12 a minute: 5 did no harm to
    /// the speaker's ratings, 12 did. The borders at 2 and 8 are our own.
    pub(super) const SOURCE: &str = "Hesitations a minute: up to 2 clean, up to 5 normal, up to 8 noticeable, above \
        that distracting. In a study, 5 a minute did not lower the ratings of listeners and 12 did (Laske and DiGennaro \
        Reed 2024); the borders at 2 and 8 are our own choice. None at all is not the goal.";

    pub(super) fn of(per_minute: f64) -> Hesitancy {
        match per_minute {
            ..=2.0 => Hesitancy::Clean,
            ..=5.0 => Hesitancy::Normal,
            ..=8.0 => Hesitancy::Noticeable,
            _ => Hesitancy::Distracting,
        }
    }
}

impl fmt::Display for Hesitancy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Hesitancy::Clean => "clean",
            Hesitancy::Normal => "normal",
            Hesitancy::Noticeable => "noticeable",
            Hesitancy::Distracting => "distracting",
        })
    }
}

/// Kahng (2018, doi 10.1017/S0142716417000534): the rate of silent pauses within clauses went with listeners' ratings
/// of fluency more closely than any other figure of pauses.
pub(super) const PAUSE_SOURCE: &str = "A pause is a silence of 250 ms or more. In a study of second-language \
    speech, ratings of fluency followed the pauses within a clause most closely (Kahng 2018).";

/// Where the figures of earlier takes are from.
pub(super) const BASELINE_SOURCE: &str = "\"Your last takes\" are the medians of your earlier takes that were scored, ten at \
    most. Compare with yourself first; a band is an average of other people.";

/// The length of an answer against the target of its question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    TooShort,
    Short,
    Right,
    Long,
    TooLong,
}

impl Fit {
    pub(super) fn of(length: Length, time: TimeTarget) -> Fit {
        let seconds = length.seconds();
        if seconds < f64::from(time.soft_min) {
            Fit::TooShort
        } else if seconds < f64::from(time.target_from) {
            Fit::Short
        } else if seconds <= f64::from(time.target_to) {
            Fit::Right
        } else if seconds <= f64::from(time.soft_max) {
            Fit::Long
        } else {
            Fit::TooLong
        }
    }
}

impl fmt::Display for Fit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fit::TooShort => "too short",
            Fit::Short => "a little short",
            Fit::Right => "the right length",
            Fit::Long => "a little long",
            Fit::TooLong => "too long",
        })
    }
}

/// Whole seconds as minutes and seconds: `2:00`.
pub(super) fn clock(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_borders_of_pace_belong_where_the_page_says() {
        for (rate, pace) in [
            (109.4, Pace::Slow),
            (109.6, Pace::LittleSlow),
            (129.4, Pace::LittleSlow),
            (130.0, Pace::Comfortable),
            (180.4, Pace::Comfortable),
            (181.0, Pace::Quick),
            (200.0, Pace::Quick),
            (201.0, Pace::Rushed),
        ] {
            assert_eq!(Pace::of(WordsPerMinute(rate)), pace, "{rate}");
        }
    }

    #[test]
    fn five_hesitations_a_minute_are_normal_and_nine_are_not() {
        assert_eq!(Hesitancy::of(0.0), Hesitancy::Clean);
        assert_eq!(Hesitancy::of(5.0), Hesitancy::Normal);
        assert_eq!(Hesitancy::of(5.1), Hesitancy::Noticeable);
        assert_eq!(Hesitancy::of(9.0), Hesitancy::Distracting);
    }

    #[test]
    fn an_answer_that_ends_on_the_target_fits() {
        let time = TimeTarget { think: 0, target_from: 60, target_to: 120, soft_min: 45, soft_max: 150 };
        for (seconds, fit) in [
            (44.9, Fit::TooShort),
            (45.0, Fit::Short),
            (60.0, Fit::Right),
            (120.0, Fit::Right),
            (120.1, Fit::Long),
            (150.1, Fit::TooLong),
        ] {
            assert_eq!(Fit::of(Length::from_seconds(seconds), time), fit, "{seconds}");
        }
    }
}
