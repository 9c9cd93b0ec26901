//! A question on one subject: none asked at all: 1, none on this: 2, one that yes, no or a web page answers: 3, an open
//! one: 4, an open one that names a time, a measure or a practice: 5.

use super::{Heard, Ruling};
use crate::rubric::{Lack, Subject};
use crate::structure::questions::Question;

/// The ruling on the questions of a subject.
pub(super) fn ruling(heard: &Heard<'_>, subject: Subject, is_on_it: impl Fn(&Question) -> bool) -> Ruling {
    let all = heard.asked(|_| true);
    let on_it = heard.asked(&is_on_it);
    let good = heard.asked(|question| is_on_it(question) && question.is_open && !question.is_on_the_web);
    let best = heard.asked(|question| {
        is_on_it(question) && question.is_open && !question.is_on_the_web && question.is_specific
    });
    match (all.first(), on_it.first(), good.first(), best.first()) {
        (_, _, _, Some(_)) => Ruling::Top { shows: best },
        (_, _, Some(good), None) => {
            Ruling::below(4, [*good], Lack::BroadQuestion { subject, said: heard.said(*good) })
        }
        (_, Some(on_it), None, None) => {
            Ruling::below(3, [*on_it], Lack::EasyQuestion { subject, said: heard.said(*on_it) })
        }
        (Some(other), None, None, None) => {
            Ruling::below(2, all.clone(), Lack::NoQuestionOn { subject, said: Some(heard.said(*other)) })
        }
        (None, ..) => Ruling::nothing(Lack::NoQuestionOn { subject, said: None }),
    }
}
