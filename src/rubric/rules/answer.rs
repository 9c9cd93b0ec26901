//! Answer: is what the question asks for there?
//!
//! The asks of the question; only the required ones where some are. One that was heard counts whole, one that was
//! touched half, and only with the words that show it. All of them heard: 5. Otherwise by the share that was heard:
//! from 70 % 4, from 45 % 3, anything 2, nothing 1.

use super::{Heard, Ruling};
use crate::prompt::Ask;
use crate::rubric::Lack;
use crate::rubric::sentences::harmless;
use crate::structure::AskState;
use crate::transcript::WordRange;

/// From this share on most of the question is answered. [own choice]
const MOST: f64 = 0.70;
/// From this share on about half of it is. [own choice]
const HALF: f64 = 0.45;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    let asks = &heard.findings.prompt.asks;
    let required: Vec<&Ask> = asks.iter().filter(|ask| ask.required).collect();
    let asks = if required.is_empty() { asks.iter().collect() } else { required };
    if asks.is_empty() {
        return Ruling::NotJudged { why: "The question has no list of what it asks for." };
    }

    let (mut whole, mut half) = (Vec::new(), Vec::new());
    let (mut touched, mut missing) = (None, None);
    for ask in &asks {
        match state(heard, ask) {
            (AskState::Heard, Some(words)) => whole.push(words),
            (AskState::Touched, Some(words)) => {
                half.push(words);
                touched.get_or_insert((*ask, words));
            }
            _ => {
                missing.get_or_insert(*ask);
            }
        }
    }
    let share = (whole.len() as f64 + half.len() as f64 / 2.0) / asks.len() as f64;
    let mut shows = [whole, half].concat();
    shows.dedup();
    let text = |ask: &Ask| harmless(&ask.text);
    let lack = match (missing, touched) {
        (Some(ask), _) => Lack::AskMissing { ask: text(ask) },
        (None, Some((ask, words))) => Lack::AskTouched { ask: text(ask), said: heard.said(words) },
        (None, None) => return Ruling::Top { shows },
    };
    let level = match share {
        share if share >= MOST => 4,
        share if share >= HALF => 3,
        share if share > 0.0 => 2,
        _ => 1,
    };
    Ruling::below(level, shows, lack)
}

/// What became of an ask. One that was heard nowhere in particular is taken as missing: it could not be quoted.
fn state(heard: &Heard<'_>, ask: &Ask) -> (AskState, Option<WordRange>) {
    let Some(finding) = heard.findings.structure.asks.iter().find(|finding| finding.id == ask.id) else {
        return (AskState::Missing, None);
    };
    let end = heard.findings.transcript.words.len();
    (finding.state, finding.words.filter(|words| words.first < words.end && words.end <= end))
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::{Mark::*, Told};
    use crate::structure::Section::*;

    fn told(heard: usize, touched: usize, missing: usize) -> Told {
        let asks = |told: Told, many, prefix: &str| {
            (0..many).fold(told, |told, n| told.asks(&format!("{prefix}{n}")))
        };
        let told = asks(asks(asks(Told::new(), missing, "missing"), touched, "touched"), heard, "heard");
        let told = (0..heard).fold(told, |told, n| {
            told.says(Action, &format!("I brought box {n} over."), &[Hears(&format!("heard{n}"))])
        });
        (0..touched).fold(told, |told, n| {
            told.says(Action, &format!("I saw box {n} there."), &[Touches(&format!("touched{n}"))])
        })
    }

    #[test]
    fn levels_follow_the_share_of_the_asks_that_were_heard() {
        let cases = [
            (0, 0, 3, 1),
            (0, 1, 3, 2),
            (1, 0, 2, 2),
            (2, 0, 2, 3),
            (3, 0, 1, 4),
            (3, 1, 0, 4),
            (0, 2, 0, 3),
            (4, 0, 0, 5),
        ];
        for (heard, touched, missing, level) in cases {
            assert_eq!(told(heard, touched, missing).level("answer"), level, "{heard}, {touched}, {missing}");
        }
    }

    #[test]
    fn the_first_missing_ask_is_named() {
        assert_eq!(
            told(1, 1, 2).gap("answer"),
            "The question asks for the missing0, and that was not heard."
        );
    }

    #[test]
    fn a_question_without_asks_is_not_judged_by_them() {
        let told = Told::new().says(Action, "I brought the box over.", &[Own]);
        assert_eq!(told.why("answer"), "The question has no list of what it asks for.");
    }
}
