//! Setup: is it clear, in little time, where this was and what the speaker had to do?
//!
//! Four things are looked for: a Situation; a Task; a figure or a person in either; no more than 30 % of all words.
//! All four give level 5, each that is missing costs one, and level 1 is left for neither Situation nor Task.
//! "We" is at home here and costs nothing.

use super::{Heard, Ruling};
use crate::rubric::Lack;
use crate::structure::Section;

/// Setup may take this share of the words. [own choice, see docs/MEASURES.md]
const ENOUGH: f64 = 0.30;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    let (situation, task) = (heard.told(Section::Situation), heard.told(Section::Task));
    let spans = [situation.clone(), task.clone()].concat();
    let Some(&lead) = spans.first() else { return Ruling::nothing(Lack::NoSetup) };

    let details = [heard.figures.clone(), heard.people.clone()].concat();
    let details = Heard::within(&details, &spans);
    let share = heard.share(&[Section::Situation, Section::Task]);

    let mut lacks = Vec::new();
    if task.is_empty() {
        lacks.push(Lack::NoTask { said: heard.said(heard.opening(lead)) });
    }
    if situation.is_empty() {
        lacks.push(Lack::NoSituation { said: heard.said(heard.opening(lead)) });
    }
    if details.is_empty() {
        lacks.push(Lack::BareSetup { said: heard.said(heard.opening(lead)) });
    }
    if share > ENOUGH {
        // The longest sentence of the setup is the first that could go.
        let sentences = Heard::within(&heard.sentences(), &spans);
        let longest = sentences.into_iter().rev().max_by_key(|sentence| sentence.count()).unwrap_or(lead);
        lacks.push(Lack::LongSetup { share, said: heard.said(longest) });
    }

    let mut shows: Vec<_> = [&situation, &task].iter().filter_map(|spans| spans.first()).copied().collect();
    shows = shows.into_iter().map(|span| heard.opening(span)).collect();
    shows.extend(details.first().map(|detail| heard.around(*detail)));
    let level = 5_u8.saturating_sub(lacks.len() as u8).max(2);
    match lacks.into_iter().next() {
        None => Ruling::Top { shows },
        Some(lack) => Ruling::below(level, shows, lack),
    }
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::{Mark::*, Told};
    use crate::structure::Section::*;

    fn whole() -> Told {
        Told::new()
            .says(Situation, "In May our ward of forty beds ran short of nurses.", &[Figure("forty beds")])
            .says(Task, "I had to fill the night rota.", &[])
            .says(
                Action,
                "I called the four agencies that we had used before and compared what they asked.",
                &[],
            )
            .says(Action, "I moved the two longest shifts and wrote a list of who could swap with whom.", &[])
            .says(Result, "Every night was covered within a week and nobody had to work twice in a row.", &[])
            .says(Result, "The head nurse has used the list ever since for every holiday.", &[])
    }

    #[test]
    fn a_short_setup_with_a_figure_and_a_task_is_at_the_top() {
        assert_eq!(whole().level("setup"), 5);
    }

    /// The same with so much setup that it takes over 30 %.
    fn long() -> Told {
        let more = "The ward is on the second floor of the old wing, next to the kitchen, and has two doors to the yard.";
        whole().says(Situation, more, &[])
    }

    #[test]
    fn each_thing_that_is_missing_costs_a_level() {
        assert_eq!(whole().without(Task).level("setup"), 4);
        assert_eq!(whole().without_figures().level("setup"), 4);
        assert_eq!(long().level("setup"), 4);
        assert_eq!(whole().without(Task).without_figures().level("setup"), 3);
        assert_eq!(long().without(Task).level("setup"), 3);
        assert_eq!(long().without(Task).without_figures().level("setup"), 2);
        assert_eq!(whole().without(Task).without(Situation).level("setup"), 1);
    }

    #[test]
    fn a_missing_task_is_named_before_a_long_setup() {
        let told = long().without(Task);
        assert!(told.gap("setup").starts_with("The situation was heard"), "{}", told.gap("setup"));
        assert!(long().gap("setup").starts_with("Situation and task take 40 %"), "{}", long().gap("setup"));
        assert!(
            long().advice("setup").contains("\"The ward is on the second floor"),
            "{}",
            long().advice("setup")
        );
    }

    #[test]
    fn we_in_the_situation_costs_nothing() {
        let told = whole().says(Situation, "We knew.", &[Shared]);
        assert_eq!(told.level("setup"), 5);
    }
}
