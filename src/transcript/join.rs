//! Two takes as one answer: the words of the first, then those of the second.

use super::{Transcript, Word};
use crate::time::Length;

/// What a sentence that was not ended may break off with.
const BREAKS_OFF: [char; 6] = [',', ';', ':', '-', '\u{2013}', '\u{2014}'];

impl Transcript {
    /// These words and then those of another take, which begins when `after` has passed since the first sample of this
    /// one: so places stay in order, and the place in the other take is `after` less.
    ///
    /// Where the last word here ends no sentence it does now: the take was over.
    ///
    /// ```
    /// use greenroom::time::Length;
    /// use greenroom::transcript::Transcript;
    ///
    /// let told = Transcript::from_text("I moved the boiler,");
    /// let asked = Transcript::from_text("It saved a day.");
    /// let joined = told.followed_by(&asked, Length::ZERO);
    /// assert_eq!(joined.to_string(), "I moved the boiler. It saved a day.");
    /// ```
    #[must_use]
    pub fn followed_by(&self, other: &Transcript, after: Length) -> Transcript {
        let mut words = self.words.clone();
        if let Some(last) = words.last_mut().filter(|last| !other.words.is_empty() && !last.ends_sentence()) {
            last.text = format!("{}.", last.text.trim_end_matches(BREAKS_OFF));
        }
        let later = |word: &Word| Word { at: word.at.map(|at| at.later_by(after)), ..word.clone() };
        words.extend(other.words.iter().map(later));
        Transcript { words }
    }

    /// When a take that follows this one may begin at the earliest, of which the sound is so long: no word of this one
    /// ends later.
    #[must_use]
    pub fn over_after(&self, length: Length) -> Length {
        let last =
            self.words.iter().filter_map(|word| word.at).map(|at| at.to() - crate::time::Moment::START);
        last.fold(length, Length::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{Moment, Stretch};

    fn spoken(text: &str) -> Transcript {
        let mut words = Transcript::from_text(text).words;
        for (place, word) in words.iter_mut().enumerate() {
            let from = Moment::from_seconds(place as f64);
            word.at = Some(Stretch::new(from, from + Length::from_millis(500)));
        }
        Transcript { words }
    }

    #[test]
    fn places_stay_in_order_and_lead_back_to_the_second_take() {
        let (first, second) = (spoken("We moved it"), spoken("On time."));
        let after = first.over_after(Length::from_millis(4_000));
        let joined = first.followed_by(&second, after);
        let starts: Vec<f64> = joined.words.iter().map(|word| word.at.unwrap().from().seconds()).collect();
        assert_eq!(starts, [0.0, 1.0, 2.0, 4.0, 5.0]);
        assert_eq!(joined.words[4].at.unwrap().from() - after, second.words[1].at.unwrap().from());
    }

    #[test]
    fn a_word_that_ends_after_its_sound_does_not_meet_the_next_take() {
        assert_eq!(spoken("We moved it").over_after(Length::from_millis(900)), Length::from_millis(2_500));
    }

    #[test]
    fn an_answer_that_broke_off_has_ended() {
        for (first, joined) in [
            ("We moved it", "We moved it. So."),
            ("We moved it.", "We moved it. So."),
            ("Did we?", "Did we? So."),
            ("We moved, \u{2014}", "We moved, . So."),
            ("We moved it --", "We moved it . So."),
            ("\"We moved it.\"", "\"We moved it.\" So."),
        ] {
            let told = Transcript::from_text(first);
            assert_eq!(told.followed_by(&Transcript::from_text("So."), Length::ZERO).to_string(), joined);
        }
        let told = Transcript::from_text("We moved,");
        assert_eq!(told.followed_by(&Transcript::default(), Length::ZERO), told);
    }
}
