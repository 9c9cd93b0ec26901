//! Action: which steps did the speaker take?
//!
//! Steps are the different deeds told with "I". None: level 1, or 2 where something was done at all, by "we" or in
//! an Action. One or two: 3. Three or more: 4; and 5 where a figure, a person or a reason stands in the Action or
//! in a step.

use super::{Heard, Ruling};
use crate::rubric::Lack;
use crate::structure::Section;

/// So many steps let a listener follow the work. [the screen asks for 3 to 5]
const STEPS: usize = 3;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    let action = heard.told(Section::Action);
    let steps = &heard.own;
    let Some(&step) = steps.first() else {
        return match (heard.shared.first(), action.first()) {
            (Some(&shared), _) => {
                Ruling::below(2, heard.shared.clone(), Lack::OnlyShared { said: heard.said(shared) })
            }
            (None, Some(&span)) => {
                let opening = heard.opening(span);
                Ruling::below(2, [opening], Lack::NoOwnStep { said: heard.said(opening) })
            }
            (None, None) => Ruling::nothing(Lack::NoAction),
        };
    };
    if steps.len() < STEPS {
        let lack = Lack::FewSteps { steps: steps.len(), said: heard.said(step) };
        return Ruling::below(3, steps.clone(), lack);
    }
    let places = [action, steps.clone()].concat();
    let details = [heard.figures.clone(), heard.people.clone(), heard.decisions.clone()].concat();
    if Heard::within(&details, &places).is_empty() {
        // The shortest step has most room for a detail.
        let bare = steps.iter().min_by_key(|step| step.count()).copied().unwrap_or(step);
        return Ruling::below(4, steps.clone(), Lack::BareSteps { said: heard.said(bare) });
    }
    Ruling::Top { shows: steps.clone() }
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::{Mark::*, Told};
    use crate::structure::Section::*;

    #[test]
    fn levels_follow_the_steps_that_are_told_with_i() {
        let none = Told::new().says(Situation, "The bakery was out of flour on a Friday.", &[]);
        let told = none.clone().says(Action, "The supplier was called and a van was sent.", &[]);
        let shared = none.clone().says(Action, "We called the supplier and sent a van.", &[Shared]);
        let one = none.clone().says(Action, "I called the supplier at once.", &[Own]);
        let two = one.clone().says(Action, "I borrowed sacks from next door.", &[Own]);
        let three = two.clone().says(Action, "I cut the menu for the morning.", &[Own]);
        let reasoned =
            three.clone().says(Action, "I kept the rolls because they sell first.", &[Own, Decision]);
        for (told, level) in
            [(none, 1), (told, 2), (shared, 2), (one, 3), (two, 3), (three, 4), (reasoned, 5)]
        {
            assert_eq!(told.level("action"), level, "{}", told.text());
        }
    }

    #[test]
    fn one_step_said_three_times_is_one_step() {
        let told = Told::new()
            .says(Action, "I fixed the problem.", &[Own])
            .says(Action, "I fixed the problem.", &[Own])
            .says(Action, "I fixed the problem!", &[Own]);
        assert_eq!(told.level("action"), 3);
        assert!(told.gap("action").starts_with("Only one step"), "{}", told.gap("action"));
    }

    #[test]
    fn a_figure_outside_the_action_makes_no_step_concrete() {
        let steps = Told::new()
            .says(Action, "I called the supplier at once.", &[Own])
            .says(Action, "I borrowed sacks from next door.", &[Own])
            .says(Action, "I cut the menu for the morning.", &[Own]);
        let outside = steps.clone().says(Result, "We sold 300 rolls.", &[Figure("300 rolls")]);
        let inside = steps.says(Action, "I borrowed 12 sacks.", &[Own, Figure("12 sacks")]);
        assert_eq!((outside.level("action"), inside.level("action")), (4, 5));
    }
}
