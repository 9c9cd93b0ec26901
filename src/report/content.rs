//! How the answer is built: its sections and their shares, what the question asks for, and the figures in it.

use super::page::{Block, Fact, percent};
use super::{Report, principles, telling};
use crate::prompt::Kind;
use crate::structure::{AskFinding, AskState, Section};
use crate::transcript::WordRange;

/// The share of the words that Situation and Task may take together. A rule of thumb, our own choice.
pub(super) const SETUP_AT_MOST: f64 = 0.3;

/// Columns of the strip that shows the sections; it fits the narrowest terminal that is served.
const STRIP: usize = 36;

/// A span of sections less certain than this is marked as unsure. Our own choice.
const UNSURE_BELOW: f64 = 0.6;

/// The shares of the words that belong to a section at all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Proportions {
    /// Situation and Task.
    pub(super) setup: f64,
    pub(super) action: f64,
    pub(super) result: f64,
}

impl Proportions {
    /// Nothing where no section was found.
    pub(super) fn of(report: &Report) -> Option<Proportions> {
        let found = &report.structure;
        if found.sections.is_empty() || report.transcript.words.is_empty() {
            return None;
        }
        let share = |section| found.words_in(section) as f64 / report.transcript.words.len() as f64;
        Some(Proportions {
            setup: share(Section::Situation) + share(Section::Task),
            action: share(Section::Action),
            result: share(Section::Result),
        })
    }
}

/// The sections that every story needs and this one lacks. Situation and Task often are one sentence, so one of the
/// two is enough; Learning is asked for by some questions only, and their rubric looks after it.
pub(super) fn missing(report: &Report) -> Vec<Section> {
    let found = &report.structure;
    let has = |section| found.words_in(section) > 0;
    let mut missing = Vec::new();
    if !has(Section::Situation) && !has(Section::Task) {
        missing.push(Section::Situation);
    }
    missing.extend([Section::Action, Section::Result].into_iter().filter(|section| !has(*section)));
    missing
}

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let mut blocks = Vec::new();
    if report.transcript.words.is_empty() || report.judgement.overall.is_none() {
        return blocks;
    }
    blocks.extend(built(report));
    blocks.extend(asked(report));
    blocks.extend(principles::blocks(report));
    blocks.extend(asked_back(report));
    if report.prompt.kind != Kind::ReverseQuestions {
        blocks.extend(figures(report));
    }
    blocks.extend(telling::blocks(report));
    blocks
}

fn built(report: &Report) -> Vec<Block> {
    let Some(proportions) = Proportions::of(report) else { return Vec::new() };
    let mut facts = Vec::new();
    if report.structure.parts.is_empty() {
        facts.extend(in_order(report, "In order", report.transcript.all(), None));
    }
    for part in &report.structure.parts {
        let label = if part.part == 1 { "First story" } else { "Second story" };
        facts.extend(in_order(report, label, part.words, Some(part.part)));
    }
    facts.extend(report.structure.marks.iter().map(|mark| {
        let name = mark.section.map_or("no section", Section::name);
        Fact::new("Set by you", format!("{name}, from {} to {}", mark.at.from(), mark.at.to()))
    }));
    let mut blocks = vec![Block::Heading("How it is built"), Block::Facts(facts)];
    if report.prompt.kind == Kind::Story {
        let Proportions { setup, action, result } = proportions;
        blocks.push(Block::Paragraph(format!(
            "Setup (Situation and Task) {}, Action {}, Result {}. A rule of thumb: setup at most 30 %, Action 40 to 70 %, \
             Result at least 10 %.",
            percent(setup),
            percent(action),
            percent(result)
        )));
    }
    blocks
}

/// The strip of some words, and each of their sections with its share of them.
fn in_order(report: &Report, label: &str, words: WordRange, part: Option<u8>) -> Vec<Fact> {
    let mut facts = vec![Fact::new(label, strip(report, words))];
    let mut told: Vec<Section> = Vec::new();
    for span in report.structure.sections.iter().filter(|span| span.part == part) {
        if told.contains(&span.section) {
            continue;
        }
        told.push(span.section);
        let same = || report.structure.spans(span.section).filter(|same| same.part == part);
        let share = same().map(|span| span.words.count()).sum::<usize>() as f64 / words.count().max(1) as f64;
        let from =
            report.place(span.words, span.at).map(|place| format!(", from {place}")).unwrap_or_default();
        let unsure = same().any(|span| span.certainty < UNSURE_BELOW);
        let unsure = if unsure { " (unsure where it begins or ends)" } else { "" };
        facts.push(Fact::new(span.section.name(), format!("{} of the words{from}{unsure}", percent(share))));
    }
    facts
}

/// One letter for each part of the words in equal steps, a dot where they belong to no section.
fn strip(report: &Report, words: WordRange) -> String {
    (0..STRIP)
        .map(|step| words.first + (step * 2 + 1) * words.count() / (STRIP * 2))
        .map(|word| report.structure.sections.iter().find(|span| span.words.contains(word)))
        .map(|span| span.map_or('.', |span| span.section.letter()))
        .collect()
}

fn asked(report: &Report) -> Vec<Block> {
    let asks = &report.structure.asks;
    if asks.is_empty() {
        return Vec::new();
    }
    let heard = asks.iter().filter(|ask| ask.state == AskState::Heard).count();
    let bullets = asks.iter().map(|ask| one_ask(report, ask)).collect();
    vec![
        Block::Heading("What the question asks for"),
        Block::Paragraph(format!("{heard} of {} heard.", asks.len())),
        Block::Bullets(bullets),
    ]
}

fn one_ask(report: &Report, finding: &AskFinding) -> String {
    let ask = report.prompt.asks.iter().find(|ask| ask.id == finding.id);
    let text = ask.map_or(finding.id.as_str(), |ask| ask.text.as_str());
    let quote = finding.words.map(|words| format!(": {}", report.quote(words, None))).unwrap_or_default();
    match finding.state {
        AskState::Heard => format!("heard - {text}{quote}"),
        AskState::Touched => format!("touched - {text}{quote}"),
        AskState::Missing if ask.is_some_and(|ask| !ask.required) => {
            format!("not heard - {text} (good to have)")
        }
        AskState::Missing => format!("not heard - {text}"),
    }
}

/// What the candidate asked, and what each question is like.
fn asked_back(report: &Report) -> Vec<Block> {
    let questions = &report.structure.questions;
    if questions.is_empty() {
        return Vec::new();
    }
    let bullets = questions.iter().map(|question| {
        let like = [
            (question.on_the_role, "on the job"),
            (question.on_practices, "on how the team works"),
            (question.is_specific, "names a time, a measure or a practice"),
            (!question.is_open, "yes or no answers it"),
            (question.is_on_the_web, "a web page answers it"),
        ];
        let like: Vec<&str> = like.iter().filter(|(holds, _)| *holds).map(|(_, says)| *says).collect();
        let like = if like.is_empty() { String::new() } else { format!(" - {}", like.join(", ")) };
        format!("{}{like}", report.quote(question.words, question.at))
    });
    vec![Block::Heading("What you asked"), Block::Bullets(bullets.collect())]
}

fn figures(report: &Report) -> Vec<Block> {
    let found = &report.structure;
    let mut bullets: Vec<String> = Vec::new();
    for figure in &found.figures {
        let place =
            report.place(figure.words, figure.at).map(|place| format!("{place} ")).unwrap_or_default();
        let said = report.transcript.quote(figure.words);
        let said = said.trim_end_matches(['.', ',', ';', ':', '?', '!']);
        let role = if figure.in_result { " (in the Result)" } else { "" };
        let measures = figure.measures.map(|words| {
            let what = report.transcript.quote(words);
            format!("{}: ", what.trim_end_matches(['.', ',', ';', ':', '?', '!']))
        });
        bullets.push(format!("{place}{}{said}{role}", measures.unwrap_or_default()));
    }
    let vague = &found.signals.vague_results;
    bullets.extend(
        vague.iter().map(|words| format!("a result without a figure: {}", report.quote(*words, None))),
    );
    if bullets.is_empty() {
        let none = "No figure was said: no amount, share, time or count.".to_owned();
        return vec![Block::Heading("Figures"), Block::Paragraph(none)];
    }
    let outcomes = found.figures.iter().filter(|figure| figure.in_result).count();
    let says = match (found.figures.len(), outcomes) {
        (0, _) => "No figure was said.".to_owned(),
        (1, 0) => "1 figure, not in the Result.".to_owned(),
        (1, _) => "1 figure, in the Result.".to_owned(),
        (all, 0) => format!("{all} figures, none of them in the Result."),
        (all, outcomes) => format!("{all} figures, {outcomes} of them in the Result."),
    };
    vec![Block::Heading("Figures"), Block::Paragraph(says), Block::Bullets(bullets)]
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn the_strip_shows_the_sections_in_their_order() {
        let strong = samples::strong();
        let strip = strip(&strong, strong.transcript.all());
        assert_eq!(strip.len(), STRIP);
        let mut letters: Vec<char> = strip.chars().collect();
        letters.dedup();
        assert_eq!(letters.into_iter().collect::<String>(), "STARL");
    }

    #[test]
    fn a_task_alone_is_setup_enough() {
        let mut report = samples::strong();
        report.structure.sections.retain(|span| span.section != Section::Situation);
        assert_eq!(missing(&report), []);
        report.structure.sections.retain(|span| span.section == Section::Learning);
        assert_eq!(missing(&report), [Section::Situation, Section::Action, Section::Result]);
    }
}
