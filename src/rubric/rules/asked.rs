//! Asked: were there questions at all, two of them as was wanted, and few enough to be answered?
//!
//! None: 1. One: 2. Six or more: 3, four or five: 4, because nobody remembers them. Two or three: 5.

use super::{Heard, Ruling};
use crate::rubric::Lack;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    let questions = heard.asked(|_| true);
    match questions.as_slice() {
        [] => Ruling::nothing(Lack::NoQuestion),
        [one] => Ruling::below(2, [*one], Lack::OneQuestion { said: heard.said(*one) }),
        [_, _] | [_, _, _] => Ruling::Top { shows: questions },
        many => {
            let lack = Lack::ManyQuestions { questions: many.len(), said: heard.said(many[0]) };
            Ruling::below(if many.len() < 6 { 4 } else { 3 }, many, lack)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::Told;

    #[test]
    fn levels_follow_the_number_of_questions() {
        for (many, level) in [(0, 1), (1, 2), (2, 5), (3, 5), (4, 4), (5, 4), (6, 3), (9, 3)] {
            let told = (0..many)
                .fold(Told::reverse(), |told, n| told.asks_back(&format!("How is week {n} planned?"), ""));
            assert_eq!(told.level("asked"), level, "{many}");
        }
    }
}
