//! Specific: do the questions name a time, a measure or a practice? Levels as in `most`.

use super::{Heard, Ruling, most};
use crate::rubric::Quality;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    most::ruling(heard, Quality::Specific, |question| question.is_specific)
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::Told;

    #[test]
    fn levels_follow_the_share_of_questions_that_name_something() {
        let cases = [
            ("", 1),
            ("x", 1),
            ("b", 2),
            ("sx", 4),
            ("ssx", 5),
            ("s", 4),
            ("sb", 4),
            ("sbb", 3),
            ("ssb", 4),
            ("ss", 5),
            ("sss", 5),
        ];
        for (questions, level) in cases {
            let told = questions.chars().enumerate().fold(Told::reverse(), |told, (n, letter)| {
                let like = match letter {
                    's' => "pso",
                    'b' => "po",
                    _ => "o",
                };
                told.asks_back(&format!("How is list {n} kept here?"), like)
            });
            assert_eq!(told.level("specific"), level, "{questions}");
        }
    }
}
