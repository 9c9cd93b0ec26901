//! What comes after the score in the document.

use super::super::{Report, SharedWords};
use super::format::{
    CutJson, CutSentenceJson, GrowJson, ProbeJson, SharedJson, ThereJson, Times, ToldBeforeJson,
};
use super::{end, first, rounded};
use crate::rubric::cut::{CutSentence, Refit};
use crate::time::Length;

pub(super) fn probe(report: &Report) -> Option<ProbeJson<'_>> {
    let next = report.next_question.as_ref()?;
    Some(ProbeJson {
        when: next.when.name(),
        text: &next.text,
        why: next.why.to_string(),
        first_word: first(next.words),
        end_word: end(next.words),
        at: Times::of(next.words.and_then(|words| report.transcript.stretch(words))),
    })
}

pub(super) fn cut(report: &Report) -> Option<CutJson> {
    let Some(Refit::Cut(cut)) = &report.refit else { return None };
    let sentence = |one: &CutSentence| CutSentenceJson {
        first_word: one.words.first,
        end_word: one.words.end,
        at: Times::of(one.at),
        saves: of(one.saves),
        why: one.why.name(),
    };
    Some(CutJson {
        over: of(cut.takes - cut.target),
        lands_at: of(cut.lands_at),
        sentences: cut.sentences.iter().map(sentence).collect(),
    })
}

pub(super) fn grow(report: &Report) -> Option<GrowJson<'_>> {
    let Some(Refit::Grow(growth)) = &report.refit else { return None };
    Some(GrowJson { under: of(growth.under), criterion: &growth.criterion, gap: &growth.gap })
}

pub(super) fn told_before(report: &Report) -> Option<ToldBeforeJson<'_>> {
    let told = report.told_before.as_ref()?;
    Some(ToldBeforeJson {
        take: &told.take,
        prompt: &told.prompt,
        title: &told.title,
        day: &told.day,
        shared: told.shared.iter().map(|one| shared(report, one)).collect(),
    })
}

fn shared<'a>(report: &Report, one: &'a SharedWords) -> SharedJson<'a> {
    SharedJson {
        quote: report.transcript.quote(one.here),
        first_word: one.here.first,
        end_word: one.here.end,
        at: Times::of(report.transcript.stretch(one.here)),
        there: ThereJson { quote: &one.there, at: Times::of(one.there_at) },
    }
}

fn of(length: Length) -> f64 {
    rounded(length.seconds())
}
