//! Follow-up: what made it last? Levels as in `one_thing`, and a second look at the one thing is as good as a second
//! thing; near it is a check that was made once.

use super::{Heard, Ruling, one_thing};
use crate::rubric::Thing;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    if let [stayed] = heard.follow_up[..]
        && let Some(look) = heard.checks.iter().find(|check| check.first >= stayed.end)
    {
        return Ruling::Top { shows: vec![stayed, *look] };
    }
    one_thing::ruling(heard, Thing::FollowUp, &heard.follow_up, heard.checks.first().copied())
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::{Mark::*, Told};
    use crate::structure::Section::*;

    #[test]
    fn levels_follow_what_stayed() {
        let none = Told::rlf().says(Action, "I moved the desks.", &[Own]);
        let near = none.clone().says(Action, "I counted the chairs.", &[Check]);
        let short = none.clone().says(Result, "We made it a checklist.", &[Lasting]);
        let full = none.clone().says(Result, "I hung a checklist for the next move at the door.", &[Lasting]);
        let two = full.clone().says(Result, "We still use it.", &[Lasting]);
        let looked = full.clone().says(Result, "A month later I checked that they all knew it.", &[Check]);
        for (told, level) in [(none, 1), (near, 2), (short, 3), (full, 4), (two, 5), (looked, 5)] {
            assert_eq!(told.level("follow-up"), level, "{}", told.text());
        }
    }
}
