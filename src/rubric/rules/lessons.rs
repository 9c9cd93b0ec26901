//! Lessons: what did it teach, whatever was done with it? Levels as in `one_thing`; near it is a look back without one.
//!
//! `learning` looks at the lesson and its use together. Where the rubric asks for the follow-up by itself, this one
//! does not ask for it a second time, and a sentence that says what one would change is no lesson beside.

use super::{Heard, Ruling, one_thing};
use crate::rubric::Thing;
use crate::structure::Section;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    let mut lessons = heard.lessons.clone();
    lessons.retain(|lesson| !heard.differently.contains(lesson));
    let look_back = heard.told(Section::Learning).first().map(|span| heard.opening(*span));
    one_thing::ruling(heard, Thing::Lessons, &lessons, look_back.or(heard.differently.first().copied()))
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::{Mark::*, Told};
    use crate::structure::Section::*;

    #[test]
    fn levels_follow_the_lessons() {
        let none = Told::rlf().says(Action, "I moved the desks.", &[Own]);
        let near = none.clone().says(Learning, "It was a good year for me.", &[]);
        let short = none.clone().says(Learning, "I learned to measure.", &[Lesson]);
        let full = none.clone().says(Learning, "I learned to measure a door before I buy a desk.", &[Lesson]);
        let two = full.clone().says(Learning, "It taught me to ask.", &[Lesson]);
        let change = "Looking back I should have measured the door first.";
        let change = none.clone().says(Learning, change, &[Lesson, Change]);
        for (told, level) in [(none, 1), (near, 2), (change, 2), (short, 3), (full, 4), (two, 5)] {
            assert_eq!(told.level("lessons"), level, "{}", told.text());
        }
    }
}
