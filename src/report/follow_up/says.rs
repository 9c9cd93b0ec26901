//! The sentences about a follow-up: what was asked, what the answer to it changed, and how it was said.

use super::super::Report;
use super::super::page::{Block, count};
use super::{Added, Change, FollowUp, WhyNothing};
use crate::prompt::ProbeWhen;

/// The top of the report on a follow-up; nothing where none was asked.
pub(in crate::report) fn blocks(report: &Report) -> Vec<Block> {
    let Some(follow_up) = &report.follow_up else { return Vec::new() };
    let mut blocks = vec![
        Block::Heading("What the follow-up added"),
        Block::Paragraph(format!("Asked: \"{}\"", follow_up.question)),
        Block::Paragraph(figure(report, follow_up)),
    ];
    if let Added::Judged { changes, heard } = &follow_up.added {
        // What was gained stands first.
        let (gains, losses): (Vec<&Change>, Vec<&Change>) =
            changes.iter().partition(|change| change.is_a_gain());
        let mut bullets: Vec<String> = gains.into_iter().map(|change| gain(report, change)).collect();
        bullets.extend(heard.iter().map(|id| now_heard(report, id)));
        bullets.extend(losses.into_iter().map(loss));
        if !bullets.is_empty() {
            blocks.push(Block::Bullets(bullets));
        }
    }
    blocks.push(Block::Paragraph(said(follow_up)));
    blocks
}

/// The figure with it and without.
fn figure(report: &Report, follow_up: &FollowUp) -> String {
    let stays = |overall: Option<u32>| match overall {
        Some(overall) => format!("the score stays at {overall} of 100"),
        None => "there is still no score".to_owned(),
    };
    let (before, after) = (follow_up.before, report.judgement.overall);
    match &follow_up.added {
        Added::Nothing(WhyNothing::NoWords) => {
            format!("No words were heard in it, so {}.", stays(after))
        }
        Added::Nothing(WhyNothing::Unfit(doubt)) => {
            format!("It could not be judged with the answer, so {}. With it: {doubt}", stays(after))
        }
        Added::Judged { changes, heard } => match (before, after) {
            (Some(before), Some(after)) if before != after => {
                format!("Score: {after} of 100 with it, {before} without.")
            }
            (None, Some(after)) => format!("Score: {after} of 100 with it, none without."),
            _ if changes.is_empty() && heard.is_empty() => {
                format!(
                    "It added nothing yet that the criteria look for, and it cost nothing: {}. {}",
                    stays(after),
                    wanted(report, follow_up)
                )
            }
            _ => sentence(&stays(after)),
        },
    }
}

fn sentence(says: &str) -> String {
    let mut letters = says.chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// What an answer to the question would have to bring, by what called for it.
fn wanted(report: &Report, follow_up: &FollowUp) -> &'static str {
    let probe = report.prompt.probes.iter().find(|probe| probe.text == follow_up.question);
    match probe.map(|probe| probe.when) {
        Some(ProbeWhen::MissingResult) => {
            "Such a question wants the end of the story: what changed, for whom, and how much."
        }
        Some(ProbeWhen::MissingNumber) => {
            "Such a question wants one figure, even a rough one: a count, a time, a share, an amount."
        }
        Some(ProbeWhen::AllWe) => "Such a question wants your own share: begin with \"I\" and a deed.",
        Some(ProbeWhen::Vague) => {
            "Such a question wants one thing in particular: a step that you took, and why you took it."
        }
        Some(ProbeWhen::NoVerification) => {
            "Such a question wants to know what you looked at, counted or tried afterwards, and what it showed."
        }
        Some(ProbeWhen::OverTime) => "Such a question wants the same story in fewer words.",
        Some(ProbeWhen::Strong) => {
            "Such a question goes beyond a good answer: name one more choice, and what it would have cost."
        }
        None => "One sentence with a deed of your own, a figure or what came of it adds most.",
    }
}

/// "Result: 2 to 4, because you said ..."
fn gain(report: &Report, change: &Change) -> String {
    let quotes: Vec<String> =
        change.shown_by.iter().map(|quote| report.quote(quote.words, quote.at).to_string()).collect();
    let because = if quotes.is_empty() {
        // The sections of an answer can be others with its end in view.
        ", with both read as one answer".to_owned()
    } else {
        format!(", because you said {}", quotes.join(" and "))
    };
    format!("{}{because}", levels(change))
}

fn loss(change: &Change) -> String {
    let gap = change.gap.as_ref().map(|gap| format!(". {gap}")).unwrap_or_default();
    format!("{}{gap}", levels(change))
}

fn levels(change: &Change) -> String {
    let story = change.part.map(|part| format!(" in story {part}")).unwrap_or_default();
    match change.before {
        Some(before) => format!("{}{story}: {before} to {}", change.title, change.after),
        None => format!("{}{story}: judged only now, {}", change.title, change.after),
    }
}

fn now_heard(report: &Report, id: &str) -> String {
    let text = report.prompt.asks.iter().find(|ask| ask.id == id).map_or(id, |ask| ask.text.as_str());
    let found = report.structure.asks.iter().find(|ask| ask.id == id).and_then(|ask| ask.words);
    let quote = found.map(|words| format!(": {}", report.quote(words, None))).unwrap_or_default();
    format!("Heard now - {text}{quote}")
}

/// How it was said, apart from the delivery of the answer.
fn said(follow_up: &FollowUp) -> String {
    let mut says = vec![format!("It took {}", follow_up.length.clock())];
    if let Some(rate) = follow_up.speech_rate {
        says.push(format!("at {:.0} words a minute", rate.0));
    }
    if let Some(hesitations) = follow_up.hesitations {
        says.push(format!("with {}", count(hesitations, "hesitation", "hesitations")));
    }
    format!("{}. The figures under \"Delivery\" are of the answer before it alone.", says.join(" "))
}
