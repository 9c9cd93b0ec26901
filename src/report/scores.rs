//! The criteria one by one: the level with its anchor, the quotes that show it, what is missing and what to do.

use super::page::{Block, ScoreRow};
use super::{Report, opening};
use crate::rubric::{Outcome, Verdict};

/// The level of a verdict, where there is one.
pub(super) fn level(verdict: &Verdict) -> Option<u8> {
    match &verdict.outcome {
        Outcome::Scored(score) => Some(score.level.number()),
        Outcome::NotJudged { .. } => None,
    }
}

/// What the overall figure could gain from a criterion: its weight times the levels that are missing.
pub(super) fn to_gain(verdict: &Verdict) -> f64 {
    level(verdict).map_or(0.0, |level| verdict.weight * f64::from(5 - level))
}

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let verdicts = &report.judgement.verdicts;
    // Where nothing was judged, the top of the report has said why; the same reason six times is no table.
    if verdicts.iter().all(|verdict| level(verdict).is_none()) {
        return Vec::new();
    }
    let even = verdicts.iter().all(|verdict| verdict.weight.total_cmp(&verdicts[0].weight).is_eq());
    let weights = if even { "All weigh the same." } else { "The weight stands behind each name." };
    let mut blocks = vec![
        Block::Heading("Scores"),
        Block::Paragraph(format!(
            "Five levels each; the line under the name is what the level means. {weights}"
        )),
    ];
    let rows = |part: Option<u8>| -> Block {
        let of_part = verdicts.iter().filter(|verdict| verdict.part == part);
        Block::Scores(of_part.map(|verdict| row(report, verdict, even)).collect())
    };
    if report.judgement.parts.is_empty() {
        blocks.push(rows(None));
    }
    for figure in &report.judgement.parts {
        blocks.push(Block::Heading(if figure.part == 1 { "The first story" } else { "The second story" }));
        if let Some(why) = &figure.missing {
            blocks.push(Block::Paragraph(why.clone()));
        } else {
            blocks.push(Block::Paragraph(format!("Score: {} of 100.", figure.overall)));
            blocks.push(rows(Some(figure.part)));
        }
    }
    blocks
}

/// The name of a criterion, with the story that it is about.
pub(super) fn title(verdict: &Verdict) -> String {
    match verdict.part {
        Some(part) => format!("{} in story {part}", verdict.title),
        None => verdict.title.clone(),
    }
}

fn row(report: &Report, verdict: &Verdict, even: bool) -> ScoreRow {
    let mut lines = Vec::new();
    match &verdict.outcome {
        Outcome::NotJudged { why } => lines.push(format!("Not judged: {why}")),
        Outcome::Scored(score) => {
            lines.push(score.anchor.clone());
            for evidence in &score.evidence {
                lines.push(report.quote(evidence.words, evidence.at).to_string());
            }
            if score.evidence.is_empty() {
                lines.push("No quote: nothing in the answer shows it.".to_owned());
            }
            if let Some(gap) = &score.gap {
                lines.push(format!("Gap: {gap}"));
            }
            if let Some(advice) = &score.advice {
                lines.push(match opening::step_of(report, verdict) {
                    Some(number) => format!("Next: step {number} above."),
                    None => format!("Next: {advice}"),
                });
            }
        }
    }
    let weight = if even { String::new() } else { format!("weight {}", verdict.weight) };
    ScoreRow { title: verdict.title.clone(), weight, level: level(verdict), lines }
}
