//! Interview questions: what is asked, what an answer has to bring, and how long it may take.

use serde::{Deserialize, Serialize};

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
    Opinion,
    Intro,
    Situational,
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
    /// As it is spoken.
    pub text: String,
    pub kind: Kind,
    /// The id of the rubric that judges the answer.
    pub rubric: String,
    pub principles: Vec<String>,
    pub asks: Vec<Ask>,
    pub time: TimeTarget,
    pub probes: Vec<Probe>,
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
}

/// One thing that the question asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    pub id: String,
    /// What is asked, as a noun phrase: "the trade-offs you made".
    pub text: String,
    /// Words and phrases of an answer that show it was heard.
    pub cues: Vec<String>,
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
    MissingResult,
    MissingNumber,
    AllWe,
    Vague,
    NoVerification,
    OverTime,
    Strong,
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
    pub prompts: Vec<Prompt>,
}
