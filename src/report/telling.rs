//! How the story is told: when it was, how many different things were done, what was put to use later, and which terms
//! nobody explained.

use super::Report;
use super::page::{Block, Fact};
use crate::transcript::WordRange;

/// So many terms are quoted; more are counted.
const TERMS: usize = 6;

/// What the speaker can use, one line each; nothing of what was not found.
pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let found = &report.structure;
    let signals = &found.signals;
    let mut facts = Vec::new();
    if let Some(when) = found.when {
        facts.push(Fact::new("When it was", report.quote(when.words, None).to_string()));
    }
    if !signals.distinct_actions.is_empty() {
        facts.push(Fact::new("Your own steps", steps(signals.distinct_actions.len())));
    }
    if let Some(first) = signals.applied_later.first() {
        facts.push(Fact::new("Used later", report.quote(*first, None).to_string()));
    }
    if !signals.unexplained.is_empty() {
        facts.push(Fact::new("Not explained", terms(report, &signals.unexplained)));
    }
    if facts.is_empty() { Vec::new() } else { vec![Block::Heading("How it is told"), Block::Facts(facts)] }
}

fn steps(count: usize) -> String {
    match count {
        1 => "1; three to five different ones tell more".to_owned(),
        2 => "2 different ones; three to five tell more".to_owned(),
        count => format!("{count} different ones"),
    }
}

/// The terms in quotes, and what to do about them.
fn terms(report: &Report, terms: &[WordRange]) -> String {
    let bare = |words: &WordRange| {
        let said = report.transcript.quote(*words);
        format!("\"{}\"", said.trim_matches(|c: char| !c.is_alphanumeric()))
    };
    let quoted: Vec<String> = terms.iter().take(TERMS).map(bare).collect();
    let more = match terms.len().saturating_sub(TERMS) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{}{more}: say in three words what it is, or leave it out", quoted.join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::structure::When;

    /// The lines of the block, joined.
    fn says(report: &Report) -> Vec<String> {
        let facts = blocks(report).into_iter().filter_map(|block| match block {
            Block::Facts(facts) => Some(facts),
            _ => None,
        });
        facts.flatten().map(|fact| format!("{}: {}", fact.label, fact.says.join(" "))).collect()
    }

    #[test]
    fn what_was_not_found_is_not_told() {
        let mut report = samples::written();
        report.structure.when = None;
        report.structure.signals = crate::structure::Signals::default();
        assert!(blocks(&report).is_empty());
    }

    #[test]
    fn each_finding_has_its_line() {
        let mut report = samples::written();
        let words = WordRange::new(0, 2);
        report.structure.when = Some(When { words, months_ago: None, year: None });
        report.structure.signals.distinct_actions = vec![words, WordRange::new(2, 4)];
        report.structure.signals.applied_later = vec![words];
        report.structure.signals.unexplained = (0..8).map(|first| WordRange::new(first, first + 1)).collect();
        let told = says(&report);
        assert_eq!(told.len(), 4);
        assert!(told[0].starts_with("When it was: ") && told[0].contains(&report.transcript.quote(words)));
        assert!(told[1].starts_with("Your own steps: 2 different"));
        assert!(told[2].starts_with("Used later: "), "{}", told[2]);
        assert!(told[3].contains(" and 2 more: "), "{}", told[3]);
    }
}
