//! The pauses of an answer in figures: how many, how long, where, and how much is said between two of them.

use crate::time::Length;

use super::{Measures, Pause, PausePlace};

/// So many of the longest pauses are named.
const LONGEST: usize = 3;

/// Pauses between words in figures. Those before the first and after the last word are nobody's hesitation.
#[derive(Debug, Clone, PartialEq)]
pub struct PauseFigures {
    pub count: usize,
    pub per_minute: f64,
    /// Of the time from the first to the last sound, 0 to 1.
    pub share: f64,
    /// Nothing where there is no pause.
    pub mean: Option<Length>,
    /// The share that stands within a clause, 0 to 1; nothing where there is no pause.
    pub within: Option<f64>,
    /// How long somebody speaks between two pauses, on average.
    pub run: Length,
    /// The words of such a run, hesitations left out.
    pub run_words: f64,
    /// The three longest, the longest first, as places in [`Measures::pauses`].
    pub longest: Vec<usize>,
}

impl Pause {
    /// Whether it stands between words.
    #[must_use]
    pub fn is_inside(&self) -> bool {
        matches!(self.place, PausePlace::Within | PausePlace::Border)
    }
}

impl Measures {
    /// Returns the pauses in figures; nothing where there is no spoken time.
    #[must_use]
    pub fn pause_figures(&self) -> Option<PauseFigures> {
        let spoken = self.spoken?.length();
        if spoken.minutes() <= 0.0 {
            return None;
        }
        let mut inside: Vec<usize> =
            (0..self.pauses.len()).filter(|place| self.pauses[*place].is_inside()).collect();
        let count = inside.len();
        let within = inside.iter().filter(|place| self.pauses[**place].place == PausePlace::Within).count();
        let (paused, runs) = (self.paused(), (count + 1) as f64);
        inside.sort_by_key(|place| std::cmp::Reverse(self.pauses[*place].at.length()));
        inside.truncate(LONGEST);
        Some(PauseFigures {
            count,
            per_minute: count as f64 / spoken.minutes(),
            share: paused.seconds() / spoken.seconds(),
            mean: (count > 0).then(|| Length::from_seconds(paused.seconds() / count as f64)),
            within: (count > 0).then(|| within as f64 / count as f64),
            run: Length::from_seconds((spoken - paused).seconds() / runs),
            run_words: self.wording.words as f64 / runs,
            longest: inside,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::fillers::testing::say;
    use super::super::measure;
    use super::*;

    fn figures(text: &str) -> PauseFigures {
        let (answer, sound) = say(text);
        measure(&answer, Some(&sound.into())).pause_figures().unwrap()
    }

    #[test]
    fn a_run_is_what_is_said_between_two_pauses() {
        // Six words in 1.2 s of speech, pauses of 0.3 and 1.2 s.
        let found = figures("It was | late. || We went home.");
        assert_eq!((found.count, found.longest), (2, vec![1, 0]));
        assert_eq!(found.within, Some(0.5));
        let near = |got: f64, want: f64| (got - want).abs() < 0.001;
        assert!(near(found.mean.unwrap().seconds(), 0.75) && near(found.share, 1.5 / 2.7));
        assert!(near(found.run.seconds(), 0.4) && near(found.run_words, 2.0));
        assert!(near(found.per_minute, 2.0 * 60.0 / 2.7));
    }

    #[test]
    fn an_answer_without_a_pause_is_one_run() {
        let found = figures("We went home.");
        assert_eq!((found.count, found.mean, found.within), (0, None, None));
        assert!((found.run_words - 3.0).abs() < 1e-9);
    }

    #[test]
    fn silence_around_the_words_is_no_pause_between_them() {
        assert_eq!(figures("|| We went home.").count, 0);
    }

    #[test]
    fn a_written_answer_has_no_figures() {
        assert_eq!(Measures::default().pause_figures(), None);
    }
}
