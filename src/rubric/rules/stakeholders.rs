//! Stakeholders: who else had a part, and what did the speaker do with them?
//!
//! Sentences that tell a dealing with somebody: one gives 3, two 4, three or more 5. None: 1, or 2 where "we" shows
//! that there were others.

use super::{Heard, Ruling};
use crate::rubric::Lack;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    match heard.people.as_slice() {
        [] => match heard.shared.first() {
            None => Ruling::nothing(Lack::NoPeople),
            Some(&deed) => Ruling::below(2, [deed], Lack::PeopleUnnamed { said: heard.said(deed) }),
        },
        [one] => Ruling::below(3, [heard.around(*one)], Lack::FewPeople { said: heard.said(*one) }),
        [one, two] => Ruling::below(
            4,
            [heard.around(*one), heard.around(*two)],
            Lack::FewPeople { said: heard.said(*one) },
        ),
        all => Ruling::Top { shows: all.iter().map(|people| heard.around(*people)).collect() },
    }
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::{Mark::*, Told};
    use crate::structure::Section::*;

    #[test]
    fn levels_follow_the_people_who_are_named() {
        let none = Told::rlf().says(Action, "I moved the desks.", &[Own]);
        let ours = none.clone().says(Action, "We carried the rest.", &[Shared]);
        let one = none.clone().says(Action, "I asked the caretaker.", &[Who("the caretaker")]);
        let two = one.clone().says(Action, "I told the head about it.", &[Who("the head")]);
        let three = two.clone().says(Action, "I met two parents.", &[Who("two parents.")]);
        for (told, level) in [(none, 1), (ours, 2), (one, 3), (two, 4), (three, 5)] {
            assert_eq!(told.level("stakeholders"), level, "{}", told.text());
        }
    }
}
