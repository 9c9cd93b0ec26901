//! How the story is told, and what it is told as, in the document.

use serde::Serialize;

use super::super::Report;
use super::super::told_as::instead;
use super::format::{PhraseJson, PrincipleJson, Times};
use crate::structure::When;
use crate::structure::principles::PrincipleFinding;
use crate::transcript::WordRange;

#[derive(Serialize)]
pub(super) struct TellingJson {
    when: Option<WhenJson>,
    distinct_actions: Vec<PhraseJson>,
    applied_later: Vec<PhraseJson>,
    unexplained: Vec<PhraseJson>,
}

#[derive(Serialize)]
struct WhenJson {
    #[serde(flatten)]
    said: PhraseJson,
    months_ago: Option<u32>,
    year: Option<u32>,
}

#[derive(Serialize)]
pub(super) struct ToldAsJson {
    kind: &'static str,
    shown_by: Vec<PhraseJson>,
    says: Vec<String>,
}

/// What it is told as, with what the report says of that.
pub(super) fn told_as(report: &Report) -> ToldAsJson {
    let found = &report.structure.told_as;
    let says = instead(report);
    ToldAsJson {
        kind: found.kind.name(),
        shown_by: found.shown_by.iter().map(|words| phrase(report, *words)).collect(),
        says: says.iter().map(|none| format!("{none} {}", none.needs())).collect(),
    }
}

pub(super) fn telling(report: &Report) -> TellingJson {
    let found = &report.structure;
    let phrases = |ranges: &[WordRange]| ranges.iter().map(|words| phrase(report, *words)).collect();
    let when = |when: When| WhenJson {
        said: phrase(report, when.words),
        months_ago: when.months_ago,
        year: when.year,
    };
    TellingJson {
        when: found.when.map(when),
        distinct_actions: phrases(&found.signals.distinct_actions),
        applied_later: phrases(&found.signals.applied_later),
        unexplained: phrases(&found.signals.unexplained),
    }
}

/// A principle with the sentences that show it.
pub(super) fn principle<'a>(report: &Report, found: &'a PrincipleFinding) -> PrincipleJson<'a> {
    let shown = found.shown.iter().map(|words| phrase(report, *words)).collect();
    PrincipleJson { name: &found.name, shown }
}

/// Some words with their places.
pub(super) fn phrase(report: &Report, words: WordRange) -> PhraseJson {
    PhraseJson {
        text: report.transcript.quote(words),
        first_word: words.first,
        end_word: words.end,
        at: Times::of(report.transcript.stretch(words)),
    }
}
