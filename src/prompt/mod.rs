//! Interview questions: what is asked, what an answer has to bring, and how long it may take.
//!
//! Questions come in packs, which are TOML files. Some ship with Greenroom; anybody can write more
//! (`prompts/README.md`), and every mistake in one is told with its line:
//!
//! ```
//! use greenroom::prompt::Catalog;
//!
//! let catalog = Catalog::shipped(&["star-l", "star-rlf", "reverse-questions"])?;
//! let question = catalog.find_one("screen/tight-deadline")?;
//! assert_eq!(question.time.target_to, 120);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod catalog;
pub mod concepts;
mod examples;
pub mod import;
pub(crate) mod lint;
pub(crate) mod nearest;
mod pack;
pub(crate) mod problem;
pub(crate) mod table;
#[cfg(test)]
mod wrong_packs;

use serde::{Deserialize, Serialize};

use catalog::DEFAULT_RUBRIC;
pub use catalog::{Catalog, Checked, DEFAULT_PROMPT, FindError, PackErrors, check_files};
pub use examples::{NO_EXAMPLE, ONE_OF_MANY, WorkedExample};
pub use pack::Draft;
pub use problem::{PackError, Problem, shown};

/// What kind of answer a question wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One past episode, told in the first person.
    Story,
    /// Two stories in one answer, one of success and one of failure.
    TwoPart,
    /// Questions that the candidate asks.
    ReverseQuestions,
    /// What somebody thinks, with reasons.
    Opinion,
    /// Who somebody is.
    Intro,
    /// What somebody would do.
    Situational,
}

impl Kind {
    /// All kinds, in the order in which help lists them.
    pub const ALL: [Kind; 6] =
        [Kind::Story, Kind::TwoPart, Kind::ReverseQuestions, Kind::Opinion, Kind::Intro, Kind::Situational];

    /// The name that packs use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Story => "story",
            Kind::TwoPart => "two-part",
            Kind::ReverseQuestions => "reverse-questions",
            Kind::Opinion => "opinion",
            Kind::Intro => "intro",
            Kind::Situational => "situational",
        }
    }

    /// Whether an answer of this kind tells something that happened.
    #[must_use]
    pub fn wants_an_event(self) -> bool {
        matches!(self, Kind::Story | Kind::TwoPart)
    }

    /// What this version cannot judge about answers of this kind; nothing where a rubric is made for it.
    ///
    /// To put an opinion or an introduction on a rubric for stories would give figures that mean nothing.
    #[must_use]
    pub fn not_yet(self) -> Option<&'static str> {
        match self {
            Kind::Story | Kind::TwoPart | Kind::ReverseQuestions => None,
            Kind::Opinion | Kind::Intro | Kind::Situational => Some(
                "The content of this kind of answer is not scored yet, as no rubric is made for it: it is timed, and pace, pauses and fillers are reported.",
            ),
        }
    }
}

/// A question with all that is needed to put it and to judge the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Prompt {
    /// The id of the pack it is from.
    pub pack: String,
    /// Its id inside the pack.
    pub id: String,
    /// The version of the pack.
    pub version: u32,
    pub title: String,
    /// As it is shown.
    pub text: String,
    /// How a voice should read it, where that is not as it is written.
    pub spoken: Option<String>,
    pub kind: Kind,
    /// The id of the rubric that judges the answer.
    pub rubric: String,
    /// The qualities that it is asked for.
    pub principles: Vec<Principle>,
    pub asks: Vec<Ask>,
    pub time: TimeTarget,
    pub probes: Vec<Probe>,
    /// Ways to answer it, for after the first try.
    pub examples: Vec<WorkedExample>,
    /// What this version of Greenroom cannot judge about it yet, in a sentence for the user.
    pub not_yet: Option<String>,
    pub company: Option<String>,
    pub role: Option<String>,
    pub category: Option<String>,
    pub difficulty: Option<String>,
    pub round: Option<String>,
    pub related: Vec<String>,
    pub tags: Vec<String>,
}

impl Prompt {
    /// Its full name, `pack/id`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.pack, self.id)
    }

    /// The text as a voice should read it.
    #[must_use]
    pub fn spoken(&self) -> &str {
        self.spoken.as_deref().unwrap_or(&self.text)
    }
}

/// One thing that the question asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    pub id: String,
    /// What is asked, as a noun phrase: "the trade-offs you made".
    pub text: String,
    /// Words and phrases of an answer that show it was heard, in lower case. The last word of a cue may go on:
    /// `decid` is heard in "decided"; the words before it are said as they stand.
    pub cues: Vec<String>,
    /// What is asked for, by the names of [`concepts`]: "giving-up". Where there is none, the words of the id and the
    /// text tell.
    pub means: Vec<String>,
    /// Whether an answer without it is incomplete.
    pub required: bool,
    /// The part of a two-part question it belongs to.
    pub part: Option<u8>,
}

/// Seconds that an answer should and may take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeTarget {
    /// Time to think before the answer.
    pub think: u32,
    /// From here on the length is right,
    pub target_from: u32,
    /// up to here.
    pub target_to: u32,
    /// Too short below.
    pub soft_min: u32,
    /// Too long above.
    pub soft_max: u32,
}

impl TimeTarget {
    /// The time of two answers of this length in one; there is no more time to think.
    #[must_use]
    pub fn twice(self) -> Self {
        TimeTarget {
            think: self.think,
            target_from: self.target_from.saturating_mul(2),
            target_to: self.target_to.saturating_mul(2),
            soft_min: self.soft_min.saturating_mul(2),
            soft_max: self.soft_max.saturating_mul(2),
        }
    }
}

impl Default for TimeTarget {
    /// A minute to two minutes after half a minute of thinking. A spoken story of 150 to 300 words takes that
    /// long at 150 words a minute (`docs/MEASURES.md`, "Length").
    fn default() -> Self {
        TimeTarget { think: 30, target_from: 60, target_to: 120, soft_min: 45, soft_max: 150 }
    }
}

/// A follow-up question, and when a good interviewer would put it.
#[derive(Debug, Clone, PartialEq)]
pub struct Probe {
    pub when: ProbeWhen,
    pub text: String,
}

/// What calls for a follow-up question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProbeWhen {
    /// The answer ends before its outcome.
    MissingResult,
    /// The outcome has no figure.
    MissingNumber,
    /// Every deed is of "we".
    AllWe,
    /// Nothing particular is told.
    Vague,
    /// Nothing says how the speaker knew that it worked.
    NoVerification,
    /// The answer was too long.
    OverTime,
    /// The answer was good: dig deeper.
    Strong,
}

impl ProbeWhen {
    /// All conditions, in the order in which help lists them.
    pub const ALL: [ProbeWhen; 7] = [
        ProbeWhen::MissingResult,
        ProbeWhen::MissingNumber,
        ProbeWhen::AllWe,
        ProbeWhen::Vague,
        ProbeWhen::NoVerification,
        ProbeWhen::OverTime,
        ProbeWhen::Strong,
    ];

    /// The name that packs use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ProbeWhen::MissingResult => "missing-result",
            ProbeWhen::MissingNumber => "missing-number",
            ProbeWhen::AllWe => "all-we",
            ProbeWhen::Vague => "vague",
            ProbeWhen::NoVerification => "no-verification",
            ProbeWhen::OverTime => "over-time",
            ProbeWhen::Strong => "strong",
        }
    }

    /// The condition in words: "where the result is missing".
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            ProbeWhen::MissingResult => "where the result is missing",
            ProbeWhen::MissingNumber => "where the result has no number",
            ProbeWhen::AllWe => "where everything is \"we\"",
            ProbeWhen::Vague => "where the answer stays vague",
            ProbeWhen::NoVerification => "where nothing shows that it worked",
            ProbeWhen::OverTime => "where the answer is too long",
            ProbeWhen::Strong => "where the answer is strong",
        }
    }
}

/// A pack of questions.
#[derive(Debug, Clone, PartialEq)]
pub struct PromptPack {
    pub id: String,
    pub title: String,
    pub version: u32,
    pub language: String,
    pub license: String,
    pub source: String,
    /// What the questions are meant to show, if the pack says so.
    pub principles: Vec<Principle>,
    /// What answers to these questions often lack.
    pub pitfalls: Vec<String>,
    pub prompts: Vec<Prompt>,
}

/// A quality that an interviewer looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principle {
    pub name: String,
    /// What it means, in the words of the pack; empty where the pack does not say.
    pub says: String,
    /// Names of the concepts whose telling shows it; none where nothing is tied to it.
    pub shows: Vec<String>,
}
