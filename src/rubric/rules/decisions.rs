//! Decisions: does the speaker say why, and at what price?
//!
//! Choices with a reason or with what was given up: none gives 1, or 2 where there are deeds that could have had
//! one; one gives 3, two 4, three or more 5.

use super::{Heard, Ruling};
use crate::rubric::{Lack, Said};

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    let deeds = [heard.own.clone(), heard.shared.clone()].concat();
    let choices = &heard.decisions;
    // A step of one's own that has no reason yet is the place for the next one.
    let bare = || -> Option<Said> {
        let bare = heard.own.iter().find(|deed| choices.iter().all(|choice| !choice.touches(**deed)));
        bare.map(|deed| heard.said(*deed))
    };
    match (choices.as_slice(), deeds.as_slice()) {
        ([], []) => Ruling::nothing(Lack::NoChoice),
        ([], [deed, ..]) => Ruling::below(2, deeds.clone(), Lack::NoReason { said: heard.said(*deed) }),
        ([one], _) => {
            Ruling::below(3, choices.clone(), Lack::OneReason { said: heard.said(*one), bare: bare() })
        }
        ([_, _], _) => Ruling::below(4, choices.clone(), Lack::TwoReasons { bare: bare() }),
        _ => Ruling::Top { shows: choices.clone() },
    }
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::{Mark::*, Told};
    use crate::structure::Section::*;

    #[test]
    fn levels_follow_the_choices_that_have_a_reason() {
        let none = Told::new().says(Situation, "The hall was flooded.", &[]);
        let steps = none.clone().says(Action, "I moved the chairs upstairs.", &[Own]);
        let one = steps.clone().says(Action, "I took the small pump because it was near.", &[Own, Decision]);
        let two = one.clone().says(Action, "I left the carpet, since it was lost anyway.", &[Own, Decision]);
        let three =
            two.clone().says(Action, "I chose sandbags over a wall to save an hour.", &[Own, Decision]);
        for (told, level) in [(none, 1), (steps, 2), (one, 3), (two, 4), (three, 5)] {
            assert_eq!(told.level("decisions"), level, "{}", told.text());
        }
    }

    #[test]
    fn the_next_reason_is_asked_of_a_step_that_has_none() {
        let told = Told::new()
            .says(Action, "I took the small pump because it was near.", &[Own, Decision])
            .says(Action, "I moved the chairs upstairs.", &[Own]);
        assert!(
            told.advice("decisions").contains("\"I moved the chairs upstairs\""),
            "{}",
            told.advice("decisions")
        );
    }
}
