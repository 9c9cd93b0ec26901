//! Numbers: how much of the story can be counted?
//!
//! Different figures, wherever they stand: none 1, one 2, two 3, three 4, four or more 5; from three on one level less where
//! none is of the outcome. Counts below ten of people or things ("two teams") show no size: all of them
//! together are one figure.

use super::{Heard, Ruling};
use crate::rubric::Lack;
use crate::structure::Section;
use crate::transcript::WordRange;

/// So many figures let a listener see the size of it all. [own choice]
const MANY: usize = 4;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    let different = heard.different(&heard.figures);
    let (small, mut figures): (Vec<WordRange>, Vec<WordRange>) =
        different.iter().partition(|figure| heard.small_counts.contains(figure));
    figures.extend(small.first());
    let Some(&figure) = figures.first() else { return Ruling::nothing(Lack::NoFigure) };
    let mut shows: Vec<WordRange> = Vec::new();
    for figure in &figures {
        let sentence = heard.around(*figure);
        if !shows.iter().any(|shown| shown.touches(sentence)) {
            shows.push(sentence);
        }
    }
    let said = heard.said(figure);
    if heard.outcomes.is_empty() && figures.len() >= MANY - 1 {
        let level = if figures.len() < MANY { 3 } else { 4 };
        return Ruling::below(level, shows, Lack::NoFigureOfTheOutcome { said });
    }
    if figures.len() < MANY {
        let place = place(heard, &different);
        let lack = match (figures.len() - usize::from(!small.is_empty()), small.len()) {
            (0, 2..) => Lack::OnlySmallCounts { said, place },
            (sizes @ 1.., 2..) => Lack::FewSizes { sizes, said, place },
            _ => Lack::FewFigures { figures: figures.len(), said, place },
        };
        return Ruling::below(figures.len() as u8 + 1, shows, lack);
    }
    Ruling::Top { shows }
}

/// The part of the story where the next figure would say most: the first that has none yet.
fn place(heard: &Heard<'_>, figures: &[WordRange]) -> &'static str {
    let bare = |section: Section| Heard::within(figures, &heard.spans(section)).is_empty();
    if heard.outcomes.is_empty() {
        "how it ended"
    } else if bare(Section::Situation) && bare(Section::Task) {
        "how large the problem was"
    } else if bare(Section::Action) {
        "how much of it you did, or how long that took"
    } else {
        "how it stood some time later"
    }
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::{Mark::*, Told};
    use crate::structure::Section::*;

    fn told(outside: usize, outcomes: usize) -> Told {
        let say = |told: Told, section, n: usize| {
            let figure = format!("{n} crates");
            told.says(section, &format!("There were {figure}."), &[Figure(&figure)])
        };
        let told = (0..outside).fold(Told::new(), |told, n| say(told, Situation, 10 + n));
        (0..outcomes).fold(told, |told, n| say(told, Result, 50 + n))
    }

    #[test]
    fn levels_follow_the_different_figures() {
        let cases = [
            (0, 0, 1),
            (1, 0, 2),
            (0, 1, 2),
            (2, 0, 3),
            (1, 2, 4),
            (3, 0, 3),
            (4, 0, 4),
            (6, 0, 4),
            (3, 1, 5),
            (0, 4, 5),
        ];
        for (outside, outcomes, level) in cases {
            assert_eq!(told(outside, outcomes).level("numbers"), level, "{outside} and {outcomes}");
        }
    }

    #[test]
    fn small_counts_are_one_figure_together() {
        let small = |told: Told, said: &str| {
            told.says(Action, &format!("There were {said} of it."), &[SmallCount(said)])
        };
        let some = ["two", "three", "four", "five"].into_iter().fold(Told::new(), small);
        assert_eq!(some.level("numbers"), 2);
        assert!(some.gap("numbers").contains("small counts"), "{}", some.gap("numbers"));
        let more = some.says(Result, "It took 9 days.", &[Figure("9 days")]);
        assert_eq!(more.level("numbers"), 3);
        assert!(more.gap("numbers").contains("\"9 days\""), "{}", more.gap("numbers"));
    }

    #[test]
    fn one_figure_said_four_times_is_one_figure() {
        let same =
            (0..4).fold(Told::new(), |told, _| told.says(Result, "It took 9 days.", &[Figure("9 days")]));
        assert_eq!(same.level("numbers"), 2);
    }

    #[test]
    fn the_next_figure_is_asked_for_where_there_is_none() {
        assert!(told(1, 0).advice("numbers").contains("how it ended"));
        assert!(told(0, 1).advice("numbers").contains("how large the problem was"));
        assert!(told(1, 1).advice("numbers").contains("how much of it you did"));
    }
}
