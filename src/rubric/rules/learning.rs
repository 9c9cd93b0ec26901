//! Learning: what did the speaker take from it, and was it used since?
//!
//! Lessons, and follow-ups that made something last. Neither: 1, or 2 where there is a Learning that names none.
//! A lesson or a follow-up alone: 3. Both: 4. Both, and more than one of either: 5.

use super::{Heard, Ruling};
use crate::rubric::Lack;
use crate::structure::Section;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    let (lessons, follow_up) = (&heard.lessons, &heard.follow_up);
    match (lessons.first(), follow_up.first()) {
        (None, None) => {
            let spans = [heard.told(Section::Learning), heard.told(Section::FollowUp)].concat();
            match spans.first() {
                None => Ruling::nothing(Lack::NoLearning),
                Some(&span) => {
                    let opening = heard.opening(span);
                    Ruling::below(2, [opening], Lack::LookBackOnly { said: heard.said(opening) })
                }
            }
        }
        (Some(&lesson), None) => {
            Ruling::below(3, lessons.clone(), Lack::LessonOnly { said: heard.said(lesson) })
        }
        (None, Some(&step)) => {
            Ruling::below(3, follow_up.clone(), Lack::FollowUpOnly { said: heard.said(step) })
        }
        (Some(&lesson), Some(&step)) => {
            let mut shows = vec![lesson];
            shows.extend(follow_up.iter().chain(&lessons[1..]).filter(|range| **range != lesson));
            // One sentence that is both lesson and follow-up is one thing, not two.
            if shows.len() > 2 {
                Ruling::Top { shows }
            } else {
                Ruling::below(4, shows, Lack::LessonAppliedOnce { said: heard.said(step) })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::{Mark::*, Told};
    use crate::structure::Section::*;

    #[test]
    fn levels_follow_the_lesson_and_what_was_done_with_it() {
        let none = Told::new().says(Result, "The show went on.", &[]);
        let look_back = none.clone().says(Learning, "That was a good time for me.", &[]);
        let lesson = none.clone().says(Learning, "I learned to ask for the keys first.", &[Lesson]);
        let alone = none.clone().says(Result, "I hung a checklist at the door.", &[Lasting]);
        let both = lesson.clone().says(Learning, "I hung a checklist at the door.", &[Lasting]);
        let used = both.clone().says(Learning, "At the next show I asked a week ahead.", &[Lesson]);
        for (told, level) in [(none, 1), (look_back, 2), (lesson, 3), (alone, 3), (both, 4), (used, 5)] {
            assert_eq!(told.level("learning"), level, "{}", told.text());
        }
    }

    #[test]
    fn one_sentence_that_is_lesson_and_follow_up_is_not_the_top() {
        let told = Told::new().says(Learning, "Since then I ask for the keys first.", &[Lesson, Lasting]);
        assert_eq!(told.level("learning"), 4);
        assert_eq!(told.score("learning").evidence.len(), 1);
    }
}
