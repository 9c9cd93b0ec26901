//! Verification: how did the speaker know that it worked?
//!
//! Checks (a test, a dashboard, a second count, people asked) and whether the outcome has a figure. No check: 1, or 2
//! with a figure. One check: 3, with a figure 4. Two or more checks: 4, with a figure 5.

use super::{Heard, Ruling};
use crate::rubric::Lack;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    let checks = &heard.checks;
    let figure = heard.outcomes.first();
    match (checks.as_slice(), figure) {
        ([], None) => Ruling::nothing(Lack::NoCheck),
        ([], Some(&figure)) => {
            Ruling::below(2, [heard.around(figure)], Lack::NumberFromNowhere { figure: heard.said(figure) })
        }
        ([check, rest @ ..], None) => {
            let level = if rest.is_empty() { 3 } else { 4 };
            Ruling::below(level, checks.clone(), Lack::CheckWithoutNumber { said: heard.said(*check) })
        }
        ([check], Some(_)) => Ruling::below(4, [*check], Lack::OneCheck { said: heard.said(*check) }),
        (_, Some(_)) => Ruling::Top { shows: checks.clone() },
    }
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::{Mark::*, Told};
    use crate::structure::Section::*;

    #[test]
    fn levels_follow_checks_and_figures() {
        let told = |checks: usize, figure: bool| {
            let told = Told::new().says(Action, "I changed the route.", &[Own]);
            let told =
                (0..checks).fold(told, |told, n| told.says(Action, &format!("I timed tour {n}."), &[Check]));
            if figure { told.says(Result, "We saved 9 minutes a day.", &[Figure("9 minutes")]) } else { told }
        };
        let cases = [
            (0, false, 1),
            (0, true, 2),
            (1, false, 3),
            (1, true, 4),
            (2, false, 4),
            (2, true, 5),
            (4, true, 5),
        ];
        for (checks, figure, level) in cases {
            assert_eq!(told(checks, figure).level("verification"), level, "{checks} checks, figure {figure}");
        }
    }
}
