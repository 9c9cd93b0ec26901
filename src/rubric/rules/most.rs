//! How many of the questions on the job and the team have a quality: no such question 1, none with it 2, fewer than
//! half 3, half or more 4, all of two or more 5. One question alone is at most at 4: two are wanted. Any other
//! question asks for nothing that the quality would serve; only one that a web page answers is still told so.

use super::{Heard, Ruling};
use crate::rubric::{Lack, Quality};
use crate::structure::questions::Question;

/// The ruling on a quality of the questions.
pub(super) fn ruling(heard: &Heard<'_>, quality: Quality, has_it: impl Fn(&Question) -> bool) -> Ruling {
    let with = heard.asked(|question| question.is_on_a_subject() && has_it(question));
    let counts = |question: &Question| {
        question.is_on_a_subject() || quality == Quality::Inside && question.is_on_the_web
    };
    let without = heard.asked(|question| counts(question) && !has_it(question));
    match (with.as_slice(), without.as_slice()) {
        ([], []) => match heard.asked(|_| true).first() {
            None => Ruling::nothing(Lack::NoQuestion),
            Some(other) => Ruling::nothing(Lack::NoSubject { said: heard.said(*other) }),
        },
        ([], [first, ..]) => {
            Ruling::below(2, without.clone(), Lack::NoneOf { quality, said: heard.said(*first) })
        }
        ([one], []) => {
            let said = heard.said(*one);
            let alone = heard.asked(|_| true).len() == 1;
            let lack = if alone { Lack::OneQuestion { said } } else { Lack::OneOnASubject { said } };
            Ruling::below(4, [*one], lack)
        }
        (_, []) => Ruling::Top { shows: with },
        (_, [first, ..]) => {
            let level = if with.len() >= without.len() { 4 } else { 3 };
            Ruling::below(level, with.clone(), Lack::OneWithout { quality, said: heard.said(*first) })
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::measures::Measures;
    use crate::prompt::Catalog;
    use crate::rubric::rules::told::Told;
    use crate::rubric::{Findings, find, ids, judge};
    use crate::structure::structure;
    use crate::transcript::Transcript;

    /// What an answer to the question for questions gets by the whole way.
    fn overall(text: &str) -> Option<u32> {
        let shipped = Catalog::shipped(&ids().collect::<Vec<_>>()).unwrap();
        let prompt = shipped.find_one("screen/reverse-questions").unwrap();
        let transcript = Transcript::from_text(text);
        let (measures, structure) = (Measures::default(), structure(&transcript, prompt));
        let findings = Findings {
            prompt,
            transcript: &transcript,
            measures: &measures,
            structure: &structure,
            seconds: None,
        };
        judge(&find(&prompt.rubric).unwrap(), &findings).overall
    }

    #[test]
    fn questions_about_nothing_score_low_whatever_words_they_hold() {
        for empty in [
            "Thank you, yes, I have some. Did you plan the year well? How is the team? And do you hire plans? What is a year?",
            "I have two questions for you today. What is a sprint, and what is your favourite metric? Is the goal a nice one?",
            "There are two things that I would like to ask. How old is your backlog? Who was the first customer of the day?",
        ] {
            let overall = overall(empty).unwrap();
            assert!(overall <= 30, "{overall}: {empty}");
        }
        let good = "Thank you, I have two. What should I have got done after my first three months in this role? And how do \
                    you decide which bugs go into the next release and which have to wait?";
        let overall = overall(good).unwrap();
        assert!(overall >= 95, "{overall}");
    }

    #[test]
    fn the_worked_example_keeps_its_score() {
        let shipped = Catalog::shipped(&ids().collect::<Vec<_>>()).unwrap();
        let examples = &shipped.find_one("screen/reverse-questions").unwrap().examples;
        assert!(!examples.is_empty());
        for example in examples {
            // It was 83 while single words were enough: it asks more than three things.
            let overall = overall(&example.text).unwrap();
            assert!(overall >= 83, "{overall}");
        }
    }

    #[test]
    fn a_question_on_something_else_has_no_quality_and_is_no_second_one() {
        let told = Told::reverse()
            .asks_back("How do you share the nights on call?", "pso")
            .asks_back("What is the food like?", "o");
        for criterion in ["specific", "open", "own-answer"] {
            assert_eq!(told.level(criterion), 4, "{criterion}");
            assert_eq!(
                told.gap(criterion),
                "Only one question is on the job or on the way the team works: \"How do you share the nights on call\"."
            );
        }
    }
}
