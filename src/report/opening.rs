//! The top of the report: the question, the one line that matters, what to do next and what is good already.

use super::page::{Block, Step};
use super::scores::{level, title, to_gain};
use super::{Report, Source, advice, follow_up, told_as};
use crate::rubric::{Lack, Outcome, Verdict};

/// More than this nobody changes between two takes.
const MOST_STEPS: usize = 3;

/// Praise beyond this is not read.
const MOST_PRAISE: usize = 4;

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let mut blocks =
        vec![Block::Title(report.prompt.title.clone()), Block::Paragraph(report.prompt.text.clone())];
    blocks.push(Block::Paragraph(origin(report)));
    blocks.push(Block::Verdict(verdict(report)));
    blocks.extend(cautions(report).into_iter().map(Block::Paragraph));
    blocks.extend(follow_up::blocks(report));
    let steps = steps(report);
    if !steps.is_empty() {
        blocks.push(Block::Heading("Do this next"));
        blocks.push(Block::Steps(steps.into_iter().map(|chosen| chosen.step).collect()));
    }
    if report.judgement.overall.is_some() {
        let good: Vec<String> =
            advice::praise(report).iter().take(MOST_PRAISE).map(ToString::to_string).collect();
        if !good.is_empty() {
            blocks.push(Block::Heading("Good already"));
            blocks.push(Block::Bullets(good));
        }
    }
    blocks
}

fn origin(report: &Report) -> String {
    let answer = match &report.source {
        Source::Audio { name, sound, .. } => format!("Answer: {name}, {} long", sound.length),
        Source::Text { name } => format!("Answer: {name}, in writing"),
    };
    match &report.follow_up {
        Some(follow_up) => {
            format!("{answer}. Its follow-up: {}, {} long", follow_up.take, follow_up.length)
        }
        None => answer,
    }
}

/// The one figure with what is behind it, or why there is none.
fn verdict(report: &Report) -> String {
    if let Some(overall) = report.judgement.overall {
        return format!("Score: {overall} of 100.{}{}", of_parts(report), best_and_worst(report));
    }
    let mut reasons: Vec<String> = report.why_not_scored().map(ToString::to_string).collect();
    if reasons.is_empty() {
        reasons.extend(report.prompt.not_yet.clone());
    }
    if reasons.is_empty() {
        let why = report.judgement.verdicts.iter().find_map(|verdict| match &verdict.outcome {
            Outcome::NotJudged { why } => Some(format!("Not judged: {why}")),
            Outcome::Scored(_) => None,
        });
        reasons.extend(why);
    }
    if reasons.is_empty() { "Score: none.".to_owned() } else { format!("Score: none. {}", reasons.join(" ")) }
}

/// The figures of the stories of a two-part answer, and which of them is missing.
fn of_parts(report: &Report) -> String {
    let parts = &report.judgement.parts;
    if parts.len() < 2 {
        return String::new();
    }
    let figures: Vec<String> =
        parts.iter().map(|figure| format!("story {}: {}", figure.part, figure.overall)).collect();
    let missing: Vec<&str> = parts.iter().filter_map(|figure| figure.missing.as_deref()).collect();
    let missing = if missing.is_empty() { String::new() } else { format!(" {}", missing.join(" ")) };
    format!(" It is the mean of both ({}).{missing}", figures.join(", "))
}

/// What to know before the figure is believed.
fn cautions(report: &Report) -> Vec<String> {
    let mut says = Vec::new();
    if report.judgement.overall.is_none() {
        return says;
    }
    says.extend(told_as::instead(report).iter().map(ToString::to_string));
    if report.doubts.iter().any(|doubt| !doubt.forbids_scoring()) {
        says.push("Read it with care: the reasons are at the end, under \"Doubts\".".to_owned());
    }
    says
}

fn best_and_worst(report: &Report) -> String {
    let verdicts = &report.judgement.verdicts;
    let mut says = Vec::new();
    // The first of equals: `max_by` would give the last.
    let best = verdicts
        .iter()
        .rev()
        .filter(|verdict| level(verdict) >= Some(4))
        .max_by_key(|verdict| level(verdict));
    let gain = |verdict: &&Verdict| to_gain(verdict);
    let worst = verdicts.iter().rev().max_by(|one, two| gain(one).total_cmp(&gain(two)));
    if let Some(best) = best {
        says.push(format!(" Strongest: {} ({}/5).", title(best), level(best).unwrap_or_default()));
    }
    if let Some(worst) = worst
        && to_gain(worst) > 0.0
        && best.is_none_or(|best| (&best.criterion, best.part) != (&worst.criterion, worst.part))
    {
        says.push(format!(" Most to gain: {} ({}/5).", title(worst), level(worst).unwrap_or_default()));
    }
    says.concat()
}

/// A step, and the criterion that it is from if it is.
struct Chosen {
    step: Step,
    criterion: Option<(String, Option<u8>)>,
}

impl Chosen {
    /// Whether two steps speak of the same matter: the rubric's "Length and focus" and our "Length".
    fn repeats(&self, other: &Chosen) -> bool {
        let about = |chosen: &Chosen| chosen.step.about.to_lowercase();
        about(self).contains(&about(other)) || about(other).contains(&about(self))
    }
}

/// The number of the step that a verdict's advice became, from 1.
pub(super) fn step_of(report: &Report, verdict: &Verdict) -> Option<usize> {
    let found = |chosen: &Chosen| {
        let criterion = chosen.criterion.as_ref();
        criterion.is_some_and(|(id, part)| *id == verdict.criterion && *part == verdict.part)
    };
    steps(report).iter().position(found).map(|place| place + 1)
}

/// At most three, content first. A delivery that is far out takes the last place even so; slight gaps (level 4) come
/// after everything else.
fn steps(report: &Report) -> Vec<Chosen> {
    if report.judgement.overall.is_none() {
        return advice::for_unscored(report).into_iter().map(from_found).collect();
    }
    let mut gaps: Vec<&Verdict> =
        report.judgement.verdicts.iter().filter(|verdict| to_gain(verdict) > 0.0).collect();
    gaps.sort_by(|one, two| to_gain(two).total_cmp(&to_gain(one)));
    let (slight, wide): (Vec<&Verdict>, Vec<&Verdict>) =
        gaps.into_iter().partition(|gap| level(gap) == Some(4));
    let of_rubric = |gaps: Vec<&Verdict>| -> Vec<Chosen> {
        gaps.into_iter().filter_map(|gap| from_verdict(report, gap)).collect()
    };
    let (clear, mild): (Vec<_>, Vec<_>) =
        advice::about_delivery(report).into_iter().partition(|found| found.clear);
    let room_for_delivery = usize::from(!clear.is_empty());

    // Nothing helps before there is a story; after that the rubric speaks first: it says the same with a quote.
    let mut steps: Vec<Chosen> =
        told_as::instead(report).iter().map(|none| to_a_story(report, none)).collect();
    let content =
        of_rubric(wide).into_iter().chain(advice::about_content(report).into_iter().map(from_found));
    choose(&mut steps, content, MOST_STEPS - room_for_delivery);
    choose(&mut steps, clear.into_iter().chain(mild).map(from_found), MOST_STEPS);
    choose(&mut steps, of_rubric(slight), MOST_STEPS);
    steps
}

/// What an answer that tells no episode needs.
fn to_a_story(report: &Report, none: &told_as::NoEpisode) -> Chosen {
    let (about, says) = (none.about().to_owned(), none.needs().to_owned());
    Chosen { step: Step { about, says, shown_by: none.shown_by(report) }, criterion: None }
}

fn choose(steps: &mut Vec<Chosen>, more: impl IntoIterator<Item = Chosen>, most: usize) {
    for chosen in more {
        if steps.len() < most && steps.iter().all(|known| !known.repeats(&chosen)) {
            steps.push(chosen);
        }
    }
}

fn from_found(found: advice::Found) -> Chosen {
    let step = Step {
        about: found.advice.about().to_owned(),
        says: found.advice.to_string(),
        shown_by: found.shown_by,
    };
    Chosen { step, criterion: None }
}

fn from_verdict(report: &Report, verdict: &Verdict) -> Option<Chosen> {
    let Outcome::Scored(score) = &verdict.outcome else { return None };
    let says = score.advice.clone().or_else(|| score.gap.clone())?;
    // The first step has said it, and of the whole answer.
    if says == (Lack::NoStory { instead: "" }).advice() && !told_as::instead(report).is_empty() {
        return None;
    }
    let shown_by = score.evidence.first().map(|evidence| report.quote(evidence.words, evidence.at));
    let about = format!("{} ({}/5)", title(verdict), score.level.number());
    Some(Chosen {
        step: Step { about, says, shown_by },
        criterion: Some((verdict.criterion.clone(), verdict.part)),
    })
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    fn abouts(report: &Report) -> Vec<String> {
        steps(report).into_iter().map(|chosen| chosen.step.about).collect()
    }

    #[test]
    fn there_are_at_most_three_steps_and_content_comes_first() {
        let steps = abouts(&samples::weak());
        assert_eq!(steps.len(), 3);
        assert!(steps[0].ends_with("/5)"), "{steps:?}");
        assert_eq!(steps[2], "Hesitations", "a delivery far out has the last place");
    }

    #[test]
    fn a_slight_gap_waits_until_everything_else_is_said() {
        let steps = abouts(&samples::strong());
        assert!(!steps.is_empty() && steps.len() <= 3);
        assert!(steps[0].contains("(3/5)"), "{steps:?}");
    }

    #[test]
    fn a_top_answer_has_no_made_up_step() {
        let mut report = samples::strong();
        report.judgement.verdicts.retain(|verdict| level(verdict) == Some(5));
        report.measures.pauses.clear();
        assert_eq!(abouts(&report), Vec::<String>::new());
    }
}
