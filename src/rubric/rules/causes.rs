//! Root causes: does the speaker say why it really happened? Levels as in `one_thing`; near it is somebody put at fault.

use super::{Heard, Ruling, one_thing};
use crate::rubric::Thing;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    one_thing::ruling(heard, Thing::Causes, &heard.causes, heard.blame.first().copied())
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::{Mark::*, Told};
    use crate::structure::Section::*;

    #[test]
    fn levels_follow_the_causes_and_blame_is_none() {
        let none = Told::rlf().says(Action, "I moved the desks.", &[Own]);
        let near = none.clone().says(Result, "The carpenter never did his work.", &[Blame]);
        let short = none.clone().says(Result, "It came down to one list.", &[Cause]);
        let full =
            none.clone().says(Result, "It turned out that nobody had measured the door before.", &[Cause]);
        let two = full.clone().says(Result, "There was no second look.", &[Cause]);
        for (told, level) in [(none, 1), (near, 2), (short, 3), (full, 4), (two, 5)] {
            assert_eq!(told.level("causes"), level, "{}", told.text());
        }
    }
}
