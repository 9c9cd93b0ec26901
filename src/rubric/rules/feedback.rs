//! Feedback: what did others say of the work? Levels as in `one_thing`; near it is somebody who had a part in the end.

use super::{Heard, Ruling, one_thing};
use crate::rubric::Thing;
use crate::structure::Section;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    let end = [heard.told(Section::Result), heard.told(Section::Learning)].concat();
    let near = Heard::within(&heard.people, &end).first().map(|people| heard.around(*people));
    one_thing::ruling(heard, Thing::Feedback, &heard.feedback, near)
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::{Mark::*, Told};
    use crate::structure::Section::*;

    #[test]
    fn levels_follow_what_others_said() {
        let none = Told::rlf().says(Action, "I moved the desks.", &[Own]);
        let near = none.clone().says(Result, "The parents came to see it.", &[Who("The parents")]);
        let short = none.clone().says(Result, "The head was pleased.", &[Voice]);
        let full =
            none.clone().says(Result, "The head told me that the new plan had saved the week.", &[Voice]);
        let two = full.clone().says(Result, "Two teachers thanked me for it.", &[Voice]);
        for (told, level) in [(none, 1), (near, 2), (short, 3), (full, 4), (two, 5)] {
            assert_eq!(told.level("feedback"), level, "{}", told.text());
        }
    }
}
