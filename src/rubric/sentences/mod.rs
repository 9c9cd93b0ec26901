//! What is missing below the top level, and the one next step: every sentence of the judge.
//!
//! A [`Lack`] carries what was found in this answer, so that its two sentences can point at it. They speak to the
//! speaker, name what was or was not heard, and say nothing about how anybody came across.

mod advice;
mod gap;
mod things;

use std::fmt;

use advice::Advice;
use gap::Gap;
pub(super) use things::MissingPart;
pub use things::{Quality, Subject, Thing};

use crate::time::Length;
use crate::transcript::{Transcript, WordRange};

/// The beginning of something that was said, short enough to stand inside a sentence.
///
/// ```
/// use greenroom::rubric::Said;
/// use greenroom::transcript::Transcript;
///
/// let answer = Transcript::from_text("So, I called the client on the same day, before anybody else could.");
/// assert_eq!(Said::of(&answer, answer.all()).to_string(), "\"So, I called the client on the same day ...\"");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said(String);

impl Said {
    /// So many words are enough to find the place again.
    const WORDS: usize = 9;

    /// The first words of a range, without what could reach for the terminal.
    #[must_use]
    pub fn of(transcript: &Transcript, words: WordRange) -> Self {
        let all = transcript.get(words);
        let part = &all[..all.len().min(Self::WORDS)];
        let texts: Vec<&str> = part.iter().map(|word| word.text.as_str()).collect();
        let text = harmless(&texts.join(" ")).replace('"', "");
        let text = text.trim_end_matches([',', ';', ':', '.', '!', '?', '-', '\u{2014}', ' ']);
        Said(format!("{text}{}", if part.len() < all.len() { " ..." } else { "" }))
    }
}

/// A text without control characters and without those that turn the direction of writing.
pub(super) fn harmless(text: &str) -> String {
    let turns =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| !c.is_control() && !turns(*c)).collect()
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0)
    }
}

/// What keeps a criterion from the next level. Shares are 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub enum Lack {
    /// One event was asked for; `instead` is what the criterion would need from it.
    NoStory {
        instead: &'static str,
    },
    /// Hardly a word says what the story is about; `instead` is as above.
    NamesNothing {
        instead: &'static str,
    },

    NoSetup,
    NoTask {
        said: Said,
    },
    NoSituation {
        said: Said,
    },
    BareSetup {
        said: Said,
    },
    LongSetup {
        share: f64,
        said: Said,
    },

    NoAction,
    OnlyShared {
        said: Said,
    },
    NoOwnStep {
        said: Said,
    },
    FewSteps {
        steps: usize,
        said: Said,
    },
    BareSteps {
        said: Said,
    },

    NoDeed,
    NoOwnDeed {
        shared: usize,
        said: Said,
    },
    MostlyWe {
        own: usize,
        shared: usize,
        said: Said,
    },
    OneOwnDeed {
        said: Said,
    },
    Blame {
        times: usize,
        said: Said,
    },

    NoChoice,
    NoReason {
        said: Said,
    },
    OneReason {
        said: Said,
        bare: Option<Said>,
    },
    TwoReasons {
        bare: Option<Said>,
    },

    NoResult,
    VagueResult {
        said: Said,
    },
    NoNumber {
        said: Said,
    },
    BareNumber {
        figure: Said,
    },

    NoFigure,
    FewFigures {
        figures: usize,
        said: Said,
        place: &'static str,
    },
    /// Nothing but counts below ten.
    OnlySmallCounts {
        said: Said,
        place: &'static str,
    },
    /// So many figures beside counts below ten.
    FewSizes {
        sizes: usize,
        said: Said,
        place: &'static str,
    },
    NoFigureOfTheOutcome {
        said: Said,
    },

    NoCheck,
    NumberFromNowhere {
        figure: Said,
    },
    CheckWithoutNumber {
        said: Said,
    },
    OneCheck {
        said: Said,
    },

    NoLearning,
    LookBackOnly {
        said: Said,
    },
    LessonOnly {
        said: Said,
    },
    FollowUpOnly {
        said: Said,
    },
    LessonAppliedOnce {
        said: Said,
    },

    AskMissing {
        ask: String,
    },
    AskTouched {
        ask: String,
        said: Said,
    },

    NoThing {
        thing: Thing,
    },
    NearThing {
        thing: Thing,
        said: Said,
    },
    ShortThing {
        thing: Thing,
        said: Said,
    },
    OneThing {
        thing: Thing,
        said: Said,
    },

    NoPeople,
    PeopleUnnamed {
        said: Said,
    },
    FewPeople {
        said: Said,
    },

    NoQuestion,
    OneQuestion {
        said: Said,
    },
    ManyQuestions {
        questions: usize,
        said: Said,
    },
    /// Questions, but none on the job or on the team.
    NoSubject {
        said: Said,
    },
    /// One question on the job or on the team, whatever else was asked.
    OneOnASubject {
        said: Said,
    },
    NoQuestionOn {
        subject: Subject,
        said: Option<Said>,
    },
    EasyQuestion {
        subject: Subject,
        said: Said,
    },
    BroadQuestion {
        subject: Subject,
        said: Said,
    },
    NoneOf {
        quality: Quality,
        said: Said,
    },
    OneWithout {
        quality: Quality,
        said: Said,
    },

    TooShort {
        takes: Length,
        from: u32,
        spoken: bool,
    },
    TooLong {
        takes: Length,
        to: u32,
        spoken: bool,
        cut: Said,
    },
    SetupOverHalf {
        share: f64,
        said: Said,
    },
    ThinAction {
        share: f64,
    },
    ActionOnly {
        share: f64,
    },
    ThinResult {
        share: f64,
        said: Option<Said>,
    },
    Digression {
        share: f64,
        said: Said,
    },
}

impl Lack {
    /// What is missing, in one or two sentences.
    #[must_use]
    pub fn gap(&self) -> String {
        Gap(self).to_string()
    }

    /// One next step.
    #[must_use]
    pub fn advice(&self) -> String {
        Advice(self).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Said {
        let answer = Transcript::from_text(text);
        Said::of(&answer, answer.all())
    }

    #[test]
    fn what_was_said_cannot_reach_for_the_terminal() {
        assert_eq!(said("I \u{1b}[2Jfixed\u{7} \u{202e}\"it\".").to_string(), "\"I [2Jfixed it\"");
    }

    #[test]
    fn a_short_quote_is_not_marked_as_cut() {
        assert_eq!(said("It got faster.").to_string(), "\"It got faster\"");
    }

    #[test]
    fn lengths_read_as_a_clock() {
        let long = Lack::TooLong {
            takes: Length::from_seconds(154.6),
            to: 120,
            spoken: true,
            cut: said("The office was on the third floor."),
        };
        assert_eq!(long.gap(), "The answer takes 2:35; the target ends at 2:00.");
        assert_eq!(
            long.advice(),
            "Try it once without \"The office was on the third floor\": the story may stand without it."
        );
    }

    #[test]
    fn one_is_a_word_and_more_are_a_number() {
        let few = |steps| Lack::FewSteps { steps, said: said("I called them.") }.gap();
        assert_eq!(few(1), "Only one step of your own was heard (\"I called them\").");
        assert_eq!(few(2), "Only 2 steps of your own were heard (\"I called them\").");
    }
}
