//! On the role: is there a question on what is expected of the person? Levels as in `subject`.

use super::{Heard, Ruling, subject};
use crate::rubric::Subject;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    subject::ruling(heard, Subject::Role, |question| question.on_the_role)
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::Told;

    #[test]
    fn levels_follow_the_best_question_on_the_role() {
        let none = Told::reverse();
        let other = none.clone().asks_back("How do you plan a release?", "pso");
        let page = other.clone().asks_back("What does the role pay?", "row");
        let closed = other.clone().asks_back("Is the role a new one?", "r");
        let broad = closed.clone().asks_back("What do you expect of me?", "ro");
        let full = broad.clone().asks_back("What should I have done after six months?", "rso");
        for (told, level) in [(none, 1), (other, 2), (page, 3), (closed, 3), (broad, 4), (full, 5)] {
            assert_eq!(told.level("on-the-role"), level, "{}", told.text());
        }
    }
}
