//! The end of the report: why to read it with care, and what wrote it.

use super::page::Block;
use super::{Report, Source};

/// Characters of a checksum that tell two models apart.
const SHORT_SUM: usize = 12;

/// Said once, and in every report.
const COACH: &str = "Greenroom is a coach, not a predictor: it shows what was said, not what an interviewer will think of it.";

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let mut blocks = Vec::new();
    // What forbids a score is at the top.
    let doubts: Vec<String> =
        report.doubts.iter().filter(|doubt| !doubt.forbids_scoring()).map(ToString::to_string).collect();
    if !doubts.is_empty() {
        blocks.push(Block::Heading("Doubts"));
        blocks.push(Block::Bullets(doubts));
    }
    let mut says = Vec::new();
    if let Source::Audio { engine, .. } = &report.source {
        let sum: String = engine.sha256.chars().take(SHORT_SUM).collect();
        says.push(format!(
            "Recogniser: {} with {} (SHA-256 {sum}...), on this machine.",
            engine.name, engine.model
        ));
    }
    says.push(format!("Question: {}, version {}.", report.prompt.name(), report.prompt.version));
    says.push(COACH.to_owned());
    blocks.push(Block::Heading("About this report"));
    blocks.push(Block::Paragraph(says.join(" ")));
    blocks
}
