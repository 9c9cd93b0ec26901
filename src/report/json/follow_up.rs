//! A follow-up question and what it added, in the document.

use serde::Serialize;

use super::super::{Added, Change, FollowUp, WhyNothing};
use super::format::EvidenceJson;
use super::{evidence, rounded};

#[derive(Serialize)]
pub(super) struct FollowUpJson<'a> {
    question: &'a str,
    take: &'a str,
    seconds: f64,
    starts: f64,
    first_word: usize,
    speech_rate_wpm: Option<f64>,
    hesitations: Option<usize>,
    overall_before: Option<u32>,
    why_not: Option<String>,
    changes: Vec<ChangeJson<'a>>,
    heard: Vec<&'a str>,
}

#[derive(Serialize)]
struct ChangeJson<'a> {
    criterion: &'a str,
    part: Option<u8>,
    before: Option<u8>,
    after: u8,
    evidence: Vec<EvidenceJson<'a>>,
}

pub(super) fn follow_up(follow_up: &FollowUp) -> FollowUpJson<'_> {
    let (changes, heard, why_not): (&[Change], &[String], _) = match &follow_up.added {
        Added::Judged { changes, heard } => (changes, heard, None),
        Added::Nothing(WhyNothing::NoWords) => (&[], &[], Some("No words were heard.".to_owned())),
        Added::Nothing(WhyNothing::Unfit(doubt)) => (&[], &[], Some(doubt.to_string())),
    };
    FollowUpJson {
        question: &follow_up.question,
        take: &follow_up.take,
        seconds: rounded(follow_up.length.seconds()),
        starts: rounded(follow_up.starts.seconds()),
        first_word: follow_up.first_word,
        speech_rate_wpm: follow_up.speech_rate.map(|rate| rounded(rate.0)),
        hesitations: follow_up.hesitations,
        overall_before: follow_up.before,
        why_not,
        changes: changes.iter().map(change).collect(),
        heard: heard.iter().map(String::as_str).collect(),
    }
}

fn change(change: &Change) -> ChangeJson<'_> {
    ChangeJson {
        criterion: &change.criterion,
        part: change.part,
        before: change.before,
        after: change.after,
        evidence: change.shown_by.iter().map(evidence).collect(),
    }
}
