//! Findings become verdicts: levels with anchors in words, each with quotes that code has checked.
//!
//! ```
//! let rubric = greenroom::rubric::find("star-l")?;
//! assert_eq!(rubric.criteria[0].id, "setup");
//! assert!(rubric.criteria.iter().all(|criterion| criterion.anchors.len() == 5));
//! # Ok::<(), greenroom::rubric::RubricError>(())
//! ```
//!
//! [`judge`] is a pure function of what was found: the same findings and the same [`Rubric`] give the same
//! [`Judgement`]. No level stands without its reason: below the top a [`Score`] names what is missing and one
//! next step, and its quotes are the speaker's own words.

pub mod cut;
mod judge;
#[cfg(test)]
mod laws;
mod parts;
pub mod probe;
mod read;
mod rules;
mod score;
mod sentences;

pub use judge::{Findings, LEAST_WORDS, judge};
pub use read::{RubricError, find, ids, read, shipped};
pub use sentences::{Lack, Quality, Said, Subject, Thing};

use crate::doubt::Doubt;
use crate::prompt::Kind;
use crate::time::Stretch;
use crate::transcript::WordRange;

/// What answers are judged by; read from `prompts/rubrics/*.toml`.
#[derive(Debug, Clone, PartialEq)]
pub struct Rubric {
    pub id: String,
    pub version: u32,
    pub title: String,
    /// The kinds of question that it can judge.
    pub kinds: Vec<Kind>,
    /// What is said in place of an anchor where one event was asked for and none is told. Levels then count half.
    pub no_story: String,
    pub criteria: Vec<Criterion>,
}

/// One criterion with its five anchors.
#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    /// Also names the rule in `rules/` that finds the level.
    pub id: String,
    pub title: String,
    /// Its share in the overall figure, relative to the other weights.
    pub weight: f64,
    /// What levels 1 to 5 mean, in words.
    pub anchors: [String; 5],
}

/// What became of one criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    pub criterion: String,
    /// The story of a two-part answer that it is about: 1 or 2.
    pub part: Option<u8>,
    pub title: String,
    pub weight: f64,
    pub outcome: Outcome,
}

/// A level with its evidence, or the reason why there is none. Too little speech is never a zero.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    Scored(Score),
    NotJudged { why: String },
}

/// 1 (lowest) to 5 (top).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Level(u8);

impl Level {
    pub const TOP: Level = Level(5);

    /// The level of this number, cut to 1..=5.
    #[must_use]
    pub fn new(level: u8) -> Self {
        Level(level.clamp(1, 5))
    }

    /// 1 to 5.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }
}

/// A level with what shows it. Below the top the gap is named; at the top there is none.
///
/// Made by [`Score::top`] and [`Score::below_top`], which hold that.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    pub level: Level,
    /// The anchor of the rubric that was matched.
    pub anchor: String,
    /// One to three quotes, or none where the level says that something is missing altogether.
    pub evidence: Vec<Evidence>,
    /// What is missing for the next level.
    pub gap: Option<String>,
    /// One next step.
    pub advice: Option<String>,
}

/// A quote made of the transcript's own words. Made by [`Evidence::of`], which takes it from there.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    pub quote: String,
    pub words: WordRange,
    pub at: Option<Stretch>,
}

/// The figure of one story of a two-part answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartFigure {
    /// 1 or 2.
    pub part: u8,
    /// 0 to 100; 0 for a story that is missing.
    pub overall: u32,
    /// Why it counts as zero, where it is missing.
    pub missing: Option<String>,
}

/// All verdicts and the one figure, or the doubts that forbid one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Judgement {
    pub verdicts: Vec<Verdict>,
    /// 0 to 100; nothing where the answer cannot be scored.
    pub overall: Option<u32>,
    /// The figures of the stories of a two-part answer, in order; `overall` is their mean. Empty for other kinds.
    pub parts: Vec<PartFigure>,
    pub doubts: Vec<Doubt>,
}
