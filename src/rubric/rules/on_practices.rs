//! On practices: is there a question on how the team works? Levels as in `subject`.

use super::{Heard, Ruling, subject};
use crate::rubric::Subject;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    subject::ruling(heard, Subject::Practices, |question| question.on_practices)
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::Told;

    #[test]
    fn levels_follow_the_best_question_on_practices() {
        let none = Told::reverse().asks_back("What do you expect of me?", "ro");
        let closed = none.clone().asks_back("Do you plan in pairs?", "ps");
        let broad = none.clone().asks_back("How do you decide?", "po");
        let full = none.clone().asks_back("How do you share the nights on call?", "pso");
        for (told, level) in [(none, 2), (closed, 3), (broad, 4), (full, 5)] {
            assert_eq!(told.level("on-practices"), level, "{}", told.text());
        }
    }
}
