//! Result: what came of it, in numbers that mean something?
//!
//! No Result and no figure of an outcome: 1. A Result without a figure: 2 where it is claimed in vague words, 3 where
//! it is told as a fact. One figure: 4. A second figure, a figure that goes from one value to another, or people in
//! the Result who felt it: 5.

use super::{Heard, Ruling};
use crate::rubric::Lack;
use crate::structure::Section;
use crate::transcript::WordRange;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    let result = heard.told(Section::Result);
    let figures = &heard.outcomes;
    let Some(&figure) = figures.first() else {
        let vague = Heard::within(&heard.vague, &result);
        let vague = vague.first().or(heard.vague.first());
        return match (vague, result.first()) {
            (None, None) => Ruling::nothing(Lack::NoResult),
            (Some(&said), _) => Ruling::below(2, [said], Lack::VagueResult { said: heard.said(said) }),
            (None, Some(&span)) => {
                let opening = heard.opening(span);
                Ruling::below(3, [opening], Lack::NoNumber { said: heard.said(opening) })
            }
        };
    };
    let mut shows: Vec<WordRange> = Vec::new();
    for figure in figures {
        let sentence = heard.around(*figure);
        if !shows.iter().any(|shown| shown.touches(sentence)) {
            shows.push(sentence);
        }
    }
    let people = Heard::within(&heard.people, &[result, shows.clone()].concat());
    if figures.len() > 1 || !people.is_empty() || figures.iter().any(|figure| is_a_change(heard, *figure)) {
        Ruling::Top { shows }
    } else {
        Ruling::below(4, shows, Lack::BareNumber { figure: heard.said(figure) })
    }
}

/// Whether a figure goes from one value to another: "from 480 to 190 milliseconds".
fn is_a_change(heard: &Heard<'_>, figure: WordRange) -> bool {
    let words = heard.findings.transcript.get(figure);
    let from = words.iter().position(|word| word.key() == "from");
    from.is_some_and(|from| words[from..].iter().any(|word| word.key() == "to"))
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::{Mark::*, Told};
    use crate::structure::Section::*;

    #[test]
    fn levels_follow_the_outcome_and_its_figures() {
        let none = Told::new().says(Action, "I rewrote the plan.", &[Own]);
        let vague = none.clone().says(Result, "Things got a lot better.", &[Vague]);
        let plain = none.clone().says(Result, "The school opened on time.", &[]);
        let one = none.clone().says(Result, "We saved 300 euros that way.", &[Figure("300 euros")]);
        let two = one.clone().says(Result, "It took 4 days.", &[Figure("4 days")]);
        let change =
            none.clone().says(Result, "Waits fell from 9 to 4 minutes.", &[Figure("from 9 to 4 minutes")]);
        let felt = none.clone().says(
            Result,
            "We saved 300 euros for the parents.",
            &[Figure("300 euros"), Who("the parents")],
        );
        for (told, level) in [(none, 1), (vague, 2), (plain, 3), (one, 4), (two, 5), (change, 5), (felt, 5)] {
            assert_eq!(told.level("result"), level, "{}", told.text());
        }
    }

    #[test]
    fn a_figure_outside_the_result_is_no_outcome() {
        let told = Told::new().says(Situation, "We had 40 beds.", &[Figure("40 beds")]).says(
            Result,
            "The ward opened on time.",
            &[],
        );
        assert_eq!(told.level("result"), 3);
    }

    #[test]
    fn the_quote_of_a_late_figure_holds_the_figure() {
        let long = format!("{} and that saved 300 euros in all.", "which went on ".repeat(20));
        let told = Told::new().says(Result, &long, &[Figure("300 euros")]);
        let score = told.score("result");
        assert!(score.evidence[0].quote.contains("300 euros"), "{}", score.evidence[0].quote);
    }
}
