//! One rule a criterion: which findings give which level. Each file says it in its head.

mod action;
mod answer;
mod asked;
mod causes;
mod decisions;
mod differently;
mod feedback;
mod focus;
mod follow_up;
mod heard;
mod learning;
mod lessons;
mod most;
mod numbers;
mod on_practices;
mod on_the_role;
mod one_thing;
mod open;
mod own_answer;
mod ownership;
mod result;
mod setup;
mod specific;
mod stakeholders;
mod subject;
mod verification;

#[cfg(test)]
pub(super) mod told;

pub(super) use heard::Heard;

use super::Lack;
use crate::prompt::Kind;
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

const RULES: [Rule; 22] = [
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
    Rule { id: "stakeholders", find: stakeholders::find, of_an_event: Some("what was heard of others") },
    Rule { id: "feedback", find: feedback::find, of_an_event: Some("what was heard of feedback") },
    Rule { id: "causes", find: causes::find, of_an_event: Some("what was heard of causes") },
    Rule { id: "lessons", find: lessons::find, of_an_event: Some("what was heard of a lesson") },
    Rule { id: "differently", find: differently::find, of_an_event: Some("what was heard of a change") },
    Rule { id: "follow-up", find: follow_up::find, of_an_event: Some("what was heard of a follow-up") },
    Rule { id: "asked", find: asked::find, of_an_event: None },
    Rule { id: "on-the-role", find: on_the_role::find, of_an_event: None },
    Rule { id: "on-practices", find: on_practices::find, of_an_event: None },
    Rule { id: "specific", find: specific::find, of_an_event: None },
    Rule { id: "open", find: open::find, of_an_event: None },
    Rule { id: "own-answer", find: own_answer::find, of_an_event: None },
];

/// The rules that look at the questions of a candidate, and at nothing else.
const OF_QUESTIONS: [&str; 6] = ["asked", "on-the-role", "on-practices", "specific", "open", "own-answer"];

impl Rule {
    /// Whether answers of a kind have what the rule looks at.
    pub(super) fn fits(&self, kind: Kind) -> bool {
        self.id == "answer" || OF_QUESTIONS.contains(&self.id) == (kind == Kind::ReverseQuestions)
    }
}

/// The criteria that there are rules for in answers of a kind.
pub(super) fn fitting(kind: Kind) -> impl Iterator<Item = &'static str> {
    RULES.iter().filter(move |rule| rule.fits(kind)).map(|rule| rule.id)
}

/// The rule for the criterion of this id.
pub(super) fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// The criteria that there are rules for.
pub(super) fn ids() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.id)
}
