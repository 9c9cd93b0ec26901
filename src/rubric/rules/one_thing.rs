//! What one sentence of a full answer brings: a feedback, a cause, a change, a lesson, a follow-up.
//!
//! A two-part question asks nine things of each story and leaves two minutes for them, so that one full sentence for
//! each is a good answer. None: 1, or 2 where something near it was heard. One short sentence: 3, one of eight words or
//! more: 4, two different ones: 5.

use super::{Heard, Ruling};
use crate::rubric::{Lack, Said, Thing};
use crate::transcript::WordRange;

/// A sentence with fewer words names a thing without telling it. [own choice]
const FULL: usize = 8;

/// The ruling on a thing that was found in these places; `near` is what was heard in its stead.
pub(super) fn ruling(
    heard: &Heard<'_>,
    thing: Thing,
    found: &[WordRange],
    near: Option<WordRange>,
) -> Ruling {
    let full = found.iter().find(|words| words.count() >= FULL);
    let said = |words: WordRange| -> Said { heard.said(words) };
    match (found, full, near) {
        ([], _, None) => Ruling::nothing(Lack::NoThing { thing }),
        ([], _, Some(near)) => Ruling::below(2, [near], Lack::NearThing { thing, said: said(near) }),
        ([_, _, ..], _, _) => Ruling::Top { shows: found.to_vec() },
        (_, Some(full), _) => Ruling::below(4, [*full], Lack::OneThing { thing, said: said(*full) }),
        ([short], None, _) => Ruling::below(3, [*short], Lack::ShortThing { thing, said: said(*short) }),
    }
}
