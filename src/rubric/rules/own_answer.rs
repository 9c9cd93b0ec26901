//! Own answer: are the questions ones that only somebody inside can answer, and no web page? Levels as in `most`.

use super::{Heard, Ruling, most};
use crate::rubric::Quality;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    most::ruling(heard, Quality::Inside, |question| !question.is_on_the_web)
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::Told;

    #[test]
    fn a_question_that_a_page_answers_is_named() {
        let told = Told::reverse()
            .asks_back("How do you share the nights?", "po")
            .asks_back("How many holidays are there?", "ow");
        assert_eq!(told.level("own-answer"), 4);
        assert!(
            told.gap("own-answer").contains("\"How many holidays are there\""),
            "{}",
            told.gap("own-answer")
        );
        let page = Told::reverse().asks_back("What does the company do?", "ow");
        assert_eq!(page.level("own-answer"), 2);
    }
}
