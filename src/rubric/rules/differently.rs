//! Differently: what would the speaker change? Levels as in `one_thing`; near it is a lesson.

use super::{Heard, Ruling, one_thing};
use crate::rubric::Thing;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    one_thing::ruling(heard, Thing::Differently, &heard.differently, heard.lessons.first().copied())
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::{Mark::*, Told};
    use crate::structure::Section::*;

    #[test]
    fn levels_follow_what_would_be_changed() {
        let none = Told::rlf().says(Action, "I moved the desks.", &[Own]);
        let near = none.clone().says(Learning, "I learned to measure doors.", &[Lesson]);
        let short = none.clone().says(Learning, "I should have measured first.", &[Change]);
        let full = none.clone().says(Learning, "Next time I would measure the door before I buy.", &[Change]);
        let two = full.clone().says(Learning, "I'd also ask the caretaker.", &[Change]);
        for (told, level) in [(none, 1), (near, 2), (short, 3), (full, 4), (two, 5)] {
            assert_eq!(told.level("differently"), level, "{}", told.text());
        }
    }
}
