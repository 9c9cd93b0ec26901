//! One rule a criterion: which findings give which level. Each file says it in its head.

mod action;
mod answer;
mod decisions;
mod focus;
mod heard;
mod learning;
mod numbers;
mod ownership;
mod result;
mod setup;
mod verification;

#[cfg(test)]
pub(super) mod told;

pub(super) use heard::Heard;

use super::Lack;
use crate::transcript::WordRange;

/// What a rule decides.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Ruling {
    /// The top level, shown by these words.
    Top { shows: Vec<WordRange> },
    /// Level 1 to 4, what shows it, and what is missing.
    Below { level: u8, shows: Vec<WordRange>, lack: Lack },
    /// This answer gives the rule nothing to go by.
    NotJudged { why: &'static str },
}

impl Ruling {
    fn below(level: u8, shows: impl Into<Vec<WordRange>>, lack: Lack) -> Self {
        Ruling::Below { level, shows: shows.into(), lack }
    }

    /// A level that says that something is missing altogether, so that nothing can be quoted.
    fn nothing(lack: Lack) -> Self {
        Ruling::Below { level: 1, shows: Vec::new(), lack }
    }
}

/// A rule and the criterion that it judges.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) id: &'static str,
    pub(super) find: fn(&Heard<'_>) -> Ruling,
    /// What the criterion needs one event for, as it stands in a sentence; nothing where it needs none.
    pub(super) of_an_event: Option<&'static str>,
}

const RULES: [Rule; 10] = [
    Rule { id: "setup", find: setup::find, of_an_event: Some("what was heard of the setting") },
    Rule { id: "action", find: action::find, of_an_event: Some("what was heard of your steps") },
    Rule { id: "ownership", find: ownership::find, of_an_event: Some("what was heard of your own part") },
    Rule { id: "decisions", find: decisions::find, of_an_event: Some("what was heard of your choices") },
    Rule { id: "result", find: result::find, of_an_event: Some("what was heard of an outcome") },
    Rule { id: "numbers", find: numbers::find, of_an_event: Some("what was heard in numbers") },
    Rule { id: "verification", find: verification::find, of_an_event: Some("what was heard of checks") },
    Rule { id: "learning", find: learning::find, of_an_event: Some("what was heard of a lesson") },
    Rule { id: "answer", find: answer::find, of_an_event: Some("what was heard of the things asked for") },
    Rule { id: "focus", find: focus::find, of_an_event: None },
];

/// The rule for the criterion of this id.
pub(super) fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// The criteria that there are rules for.
pub(super) fn ids() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.id)
}
