//! Greenroom, a local mock interviewer: the way of one answer.
//!
//! ```text
//! prompt -> capture -> recording -> transcript -> measures, structure -> rubric -> report
//! ```
//!
//! A [`prompt`] asks; a microphone of [`capture`] listens; the [`recording`] is on disk before anything
//! clever looks at it; the [`transcript`] says which words came when; [`measures`] and [`structure`] find
//! what can be shown with a place; the [`rubric`] turns the findings into verdicts with quotes; the
//! [`report`] is all of it in one value. The [`interview`] is the play itself, and [`cli`] puts it on a stage.
//!
//! The floors and what may import what: `docs/ARCHITECTURE.md`.

pub mod doubt;
mod lexicon;
pub mod time;

pub mod config;
pub mod english;
pub mod prompt;
pub mod recording;
pub mod transcript;

pub mod capture;
pub mod device;
pub mod measures;
pub mod playback;
pub mod structure;
pub mod voice;

pub mod rubric;

pub mod report;

pub mod session;

pub mod interview;

pub mod tui;

pub mod cli;

use prompt::Prompt;
use report::{Baseline, FollowUpTake, Report, Source};
use rubric::Findings;
use rubric::Rubric;
use structure::Given;
use transcript::Transcript;

/// Returns everything that can be said of one answer: the way from the transcript on.
///
/// `baseline` is what is usual for the speaker, where earlier takes tell. The same arguments give the same report.
#[must_use]
pub fn report_on(
    prompt: &Prompt,
    rubric: &Rubric,
    source: Source,
    transcript: Transcript,
    baseline: Option<Baseline>,
) -> Report {
    let report = report_on_part(prompt, rubric, source, transcript, None);
    Report { baseline, ..report }
}

/// The same for an answer that holds one story of a two-part question alone, 1 or 2; `None` is the whole answer.
#[must_use]
pub fn report_on_part(
    prompt: &Prompt,
    rubric: &Rubric,
    source: Source,
    transcript: Transcript,
    part: Option<u8>,
) -> Report {
    report_given(prompt, rubric, source, transcript, &Given { part, marks: Vec::new() })
}

/// The same with what the speaker has said of the answer: which part it is, and where sections are.
#[must_use]
pub fn report_given(
    prompt: &Prompt,
    rubric: &Rubric,
    source: Source,
    transcript: Transcript,
    given: &Given,
) -> Report {
    let mut measures = measures::measure(&transcript, source.sound());
    measures.wording.leave_out_words_of(&prompt.text);
    let structure = structure::structure_given(&transcript, prompt, given);
    let findings = Findings {
        prompt,
        transcript: &transcript,
        measures: &measures,
        structure: &structure,
        seconds: measures.spoken.map(time::Stretch::length),
    };
    let judgement = rubric::judge(rubric, &findings);
    Report::make(prompt.clone(), source, transcript, measures, structure, judgement)
}

/// The report on an answer and on a follow-up to it, as one answer: what the follow-up added, with the delivery of the
/// answer alone.
#[must_use]
pub fn report_on_follow_up(answer: &Report, rubric: &Rubric, take: FollowUpTake) -> Report {
    let measures = measures::measure(&take.transcript, Some(&take.sound));
    let (transcript, _) = answer.words_with(&take);
    let given = Given { part: answer.structure.only_part, marks: answer.structure.marks.clone() };
    let structure = structure::structure_given(&transcript, &answer.prompt, &given);
    let findings = Findings {
        prompt: &answer.prompt,
        transcript: &transcript,
        measures: &answer.measures,
        structure: &structure,
        // A follow-up has time of its own: it makes no answer too long.
        seconds: answer.measures.spoken.map(time::Stretch::length),
    };
    let judgement = rubric::judge(rubric, &findings);
    answer.with_follow_up(take, &measures, structure, judgement)
}
