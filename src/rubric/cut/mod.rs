//! An answer that misses its target: which sentences can go, or which part to grow.
//!
//! Sentences are proposed in this order, until the answer lands inside the target:
//!
//! 1. asides: what belongs to no section, or talks about the telling
//! 2. setup beyond what situation and task need: the first sentence of each stays, and every one with a figure
//! 3. what was said before in other words
//! 4. details of the other sections: no figure, no own deed, no decision, no check, no lesson, no result
//!
//! Never the only sentence of a section, a result with a figure, or what answers a required ask. Of one kind the
//! shortest that is enough goes, else the longest, so that few sentences do.
//!
//! Only stories have sections to go by; an answer that is not scored gets neither list.

mod spent;
mod why;

use super::{Findings, Judgement, Outcome};
use crate::prompt::Kind;
use crate::time::{Length, Stretch};
use crate::transcript::WordRange;
use spent::Spent;

/// What brings an answer to its target.
#[derive(Debug, Clone, PartialEq)]
pub enum Refit {
    Cut(Cut),
    Grow(Growth),
}

/// Sentences that an answer over its target can do without.
#[derive(Debug, Clone, PartialEq)]
pub struct Cut {
    pub takes: Length,
    /// The end of the target.
    pub target: Length,
    /// How long the answer takes without them.
    pub lands_at: Length,
    /// In the order in which they should go; at least one.
    pub sentences: Vec<CutSentence>,
}

impl Cut {
    /// Whether the answer is inside the target without them.
    #[must_use]
    pub fn is_enough(&self) -> bool {
        self.lands_at <= self.target
    }
}

/// A sentence that can go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CutSentence {
    pub words: WordRange,
    /// Nothing in a written answer.
    pub at: Option<Stretch>,
    /// Its time with the pause after it.
    pub saves: Length,
    pub why: CutWhy,
}

/// Why a sentence can go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CutWhy {
    Aside,
    Setup,
    Repeated,
    Detail,
}

impl CutWhy {
    /// All of them, those that cost a listener least first.
    const ALL: [CutWhy; 4] = [CutWhy::Aside, CutWhy::Setup, CutWhy::Repeated, CutWhy::Detail];

    /// The name in the JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            CutWhy::Aside => "aside",
            CutWhy::Setup => "setup",
            CutWhy::Repeated => "repeated",
            CutWhy::Detail => "detail",
        }
    }

    /// The reason in words, to stand behind the time.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            CutWhy::Aside => "no part of the story",
            CutWhy::Setup => "more setup than the story needs",
            CutWhy::Repeated => "said before in much the same words",
            CutWhy::Detail => "a detail without a figure, a deed of yours, a decision or a result",
        }
    }
}

/// The part of a short answer that has most to gain from the time that is left.
#[derive(Debug, Clone, PartialEq)]
pub struct Growth {
    pub takes: Length,
    /// How much is missing to the beginning of the target.
    pub under: Length,
    /// The id of the criterion that found a part missing or thin.
    pub criterion: String,
    pub title: String,
    /// What is missing.
    pub gap: String,
}

/// Returns what brings an answer to its target; nothing where it is inside, or nothing can be proposed.
///
/// The same findings and judgement give the same proposal.
#[must_use]
pub fn refit(findings: &Findings<'_>, judgement: &Judgement) -> Option<Refit> {
    judgement.overall?;
    let time = findings.prompt.time;
    if findings.prompt.kind != Kind::Story || time.target_to == 0 || time.target_from > time.target_to {
        return None;
    }
    let takes = findings.takes();
    let seconds = |seconds: u32| Length::from_seconds(f64::from(seconds));
    if takes > seconds(time.target_to) {
        cut(findings, takes, seconds(time.target_to)).map(Refit::Cut)
    } else if takes < seconds(time.target_from) {
        grow(judgement, takes, seconds(time.target_from) - takes).map(Refit::Grow)
    } else {
        None
    }
}

fn cut(findings: &Findings<'_>, takes: Length, target: Length) -> Option<Cut> {
    let mut spent = Spent::of(findings);
    let mut lands_at = takes;
    let mut sentences = Vec::new();
    for why in CutWhy::ALL {
        while lands_at > target {
            let Some(sentence) = spent.take(why, lands_at - target) else { break };
            lands_at = lands_at - sentence.saves;
            sentences.push(sentence);
        }
    }
    (!sentences.is_empty()).then_some(Cut { takes, target, lands_at, sentences })
}

/// The criterion with most to gain of those that a longer answer could mend.
fn grow(judgement: &Judgement, takes: Length, under: Length) -> Option<Growth> {
    // More time mends neither the length itself nor whose deeds are told.
    let mended = |id: &str| !matches!(id, "focus" | "ownership");
    let mut best: Option<(f64, Growth)> = None;
    for verdict in judgement.verdicts.iter().filter(|verdict| mended(&verdict.criterion)) {
        let Outcome::Scored(score) = &verdict.outcome else { continue };
        let Some(gap) = &score.gap else { continue };
        let gain = verdict.weight * f64::from(5 - score.level.number());
        if best.as_ref().is_none_or(|(most, _)| gain > *most) {
            let growth = Growth {
                takes,
                under,
                criterion: verdict.criterion.clone(),
                title: verdict.title.clone(),
                gap: gap.clone(),
            };
            best = Some((gain, growth));
        }
    }
    best.map(|(_, growth)| growth)
}

#[cfg(test)]
mod tests;
