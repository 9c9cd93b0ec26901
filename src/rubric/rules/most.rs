//! How many of the questions have a quality: no question 1, none with it 2, fewer than half 3, half or more 4, all of
//! two or more 5. One question alone is at most at 4: two are wanted.

use super::{Heard, Ruling};
use crate::rubric::{Lack, Quality};
use crate::structure::questions::Question;

/// The ruling on a quality of the questions.
pub(super) fn ruling(heard: &Heard<'_>, quality: Quality, has_it: impl Fn(&Question) -> bool) -> Ruling {
    let with = heard.asked(&has_it);
    let without = heard.asked(|question| !has_it(question));
    match (with.as_slice(), without.as_slice()) {
        ([], []) => Ruling::nothing(Lack::NoQuestion),
        ([], [first, ..]) => {
            Ruling::below(2, without.clone(), Lack::NoneOf { quality, said: heard.said(*first) })
        }
        ([one], []) => Ruling::below(4, [*one], Lack::OneQuestion { said: heard.said(*one) }),
        (_, []) => Ruling::Top { shows: with },
        (_, [first, ..]) => {
            let level = if with.len() >= without.len() { 4 } else { 3 };
            Ruling::below(level, with.clone(), Lack::OneWithout { quality, said: heard.said(*first) })
        }
    }
}
