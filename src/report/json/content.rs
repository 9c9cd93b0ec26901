//! Parts, signals and questions for other programs.

use super::format::{MarkJson, PartJson, QuestionJson, SignalJson, Times};
use crate::report::Report;
use crate::structure::marks::Mark;
use crate::structure::questions::Question;
use crate::structure::{Part, Section};

pub(super) fn part(part: &Part) -> PartJson {
    PartJson { part: part.part, first_word: part.words.first, end_word: part.words.end }
}

pub(super) fn mark(mark: &Mark) -> MarkJson {
    MarkJson { section: mark.section.map(Section::letter), at: Times::of(Some(mark.at)) }
}

/// Every signal, by kind and then in order.
pub(super) fn signals(report: &Report) -> Vec<SignalJson> {
    let named = report.structure.signals.named();
    let all = named.into_iter().flat_map(|(signal, ranges)| ranges.iter().map(move |words| (signal, *words)));
    all.map(|(signal, words)| SignalJson {
        signal,
        first_word: words.first,
        end_word: words.end,
        at: Times::of(report.transcript.stretch(words)),
    })
    .collect()
}

pub(super) fn question(question: &Question) -> QuestionJson {
    QuestionJson {
        first_word: question.words.first,
        end_word: question.words.end,
        at: Times::of(question.at),
        on_the_role: question.on_the_role,
        on_practices: question.on_practices,
        specific: question.is_specific,
        open: question.is_open,
        on_the_web: question.is_on_the_web,
    }
}
