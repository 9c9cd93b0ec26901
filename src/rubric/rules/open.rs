//! Open: do the questions want more than yes or no? Levels as in `most`.

use super::{Heard, Ruling, most};
use crate::rubric::Quality;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    most::ruling(heard, Quality::Open, |question| question.is_open)
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::Told;

    #[test]
    fn a_question_for_yes_or_no_is_named() {
        let told = Told::reverse()
            .asks_back("How do you share the nights?", "po")
            .asks_back("Do you write tests here?", "p");
        assert_eq!(told.level("open"), 4);
        assert!(told.gap("open").contains("\"Do you write tests here\""), "{}", told.gap("open"));
    }
}
