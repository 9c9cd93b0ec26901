//! The findings of one answer as the rules see them: only what the transcript really has.

use std::collections::BTreeSet;

use crate::rubric::{Findings, Said};
use crate::structure::questions::Question;
use crate::structure::{Figure, Section, SectionSpan, Signals};
use crate::transcript::WordRange;

/// Fewer words than this in a section are a slip of the section finder and not a section. [own choice]
const LEAST_OF_A_SECTION: usize = 4;

/// The findings, with every range cut or dropped that the transcript does not have.
#[derive(Debug)]
pub(in crate::rubric) struct Heard<'a> {
    pub(in crate::rubric) findings: Findings<'a>,
    pub(super) own: Vec<WordRange>,
    pub(super) shared: Vec<WordRange>,
    pub(super) decisions: Vec<WordRange>,
    pub(super) checks: Vec<WordRange>,
    pub(super) blame: Vec<WordRange>,
    pub(super) lessons: Vec<WordRange>,
    pub(super) follow_up: Vec<WordRange>,
    pub(super) vague: Vec<WordRange>,
    pub(super) people: Vec<WordRange>,
    pub(super) feedback: Vec<WordRange>,
    pub(super) causes: Vec<WordRange>,
    pub(super) differently: Vec<WordRange>,
    /// All figures.
    pub(super) figures: Vec<WordRange>,
    /// Of those, the counts below ten of people or things.
    pub(super) small_counts: Vec<WordRange>,
    /// The figures that count as an outcome.
    pub(super) outcomes: Vec<WordRange>,
}

impl<'a> Heard<'a> {
    /// The findings without what the transcript does not have, and without what says the same words again.
    pub(in crate::rubric) fn new(findings: Findings<'a>) -> Self {
        let Signals {
            own_actions,
            shared_actions,
            decisions,
            verification,
            blame,
            learning,
            follow_up,
            vague_results,
            stakeholders,
            feedback,
            causes,
            differently,
            ..
        } = &findings.structure.signals;
        let distinct = |ranges: &[WordRange]| distinct(&findings, ranges);
        let figures = |holds: fn(&Figure) -> bool| {
            let figures = findings.structure.figures.iter().filter(|figure| holds(figure));
            present(&findings, &figures.map(|figure| figure.words).collect::<Vec<_>>())
        };
        Heard {
            own: distinct(own_actions),
            shared: distinct(shared_actions),
            decisions: distinct(decisions),
            checks: distinct(verification),
            blame: distinct(blame),
            lessons: distinct(learning),
            follow_up: distinct(follow_up),
            vague: distinct(vague_results),
            people: distinct(stakeholders),
            feedback: distinct(feedback),
            causes: distinct(causes),
            differently: distinct(differently),
            figures: figures(|_| true),
            small_counts: figures(|figure| figure.is_small),
            outcomes: figures(|figure| figure.in_result),
            findings,
        }
    }

    /// The words of the spans of a section, the most certain first.
    pub(super) fn spans(&self, section: Section) -> Vec<WordRange> {
        let mut spans: Vec<&SectionSpan> = self.findings.structure.spans(section).collect();
        // A stable sort: spans of one certainty stay in the order in which they were said.
        spans.sort_by(|a, b| b.certainty.total_cmp(&a.certainty));
        let words: Vec<WordRange> = spans.iter().map(|span| span.words).collect();
        present(&self.findings, &words)
    }

    /// The spans of a section that is long enough to be one; none of a shorter one.
    pub(super) fn told(&self, section: Section) -> Vec<WordRange> {
        let spans = self.spans(section);
        let words: usize = spans.iter().map(|span| span.count()).sum();
        if words < LEAST_OF_A_SECTION { Vec::new() } else { spans }
    }

    /// How many of all words stand in these sections, 0 to 1.
    pub(super) fn share(&self, sections: &[Section]) -> f64 {
        let all = self.findings.transcript.words.len();
        let places: BTreeSet<usize> =
            sections.iter().flat_map(|section| self.spans(*section)).flat_map(WordRange::places).collect();
        if all == 0 { 0.0 } else { places.len() as f64 / all as f64 }
    }

    /// Those of the ranges that stand in one of the spans.
    pub(super) fn within(ranges: &[WordRange], spans: &[WordRange]) -> Vec<WordRange> {
        let inside = |range: &&WordRange| spans.iter().any(|span| span.touches(**range));
        ranges.iter().filter(inside).copied().collect()
    }

    /// The ranges that say different words.
    pub(super) fn different(&self, ranges: &[WordRange]) -> Vec<WordRange> {
        distinct(&self.findings, ranges)
    }

    /// All sentences, in order.
    pub(super) fn sentences(&self) -> Vec<WordRange> {
        present(&self.findings, &self.findings.structure.sentences)
    }

    /// The first sentence of a range, cut to it; all of the range where its sentences are not known.
    pub(super) fn opening(&self, range: WordRange) -> WordRange {
        let sentence = self.sentences().into_iter().find(|sentence| sentence.contains(range.first));
        sentence.map_or(range, |sentence| WordRange::new(range.first, sentence.end.min(range.end)))
    }

    /// The sentence around a short range such as a figure, cut so that a quote of it holds the range.
    pub(super) fn around(&self, range: WordRange) -> WordRange {
        let sentence = self.sentences().into_iter().find(|sentence| sentence.contains(range.first));
        let sentence = sentence.unwrap_or(range);
        let end = sentence.end.max(range.end);
        let first = sentence.first.max(range.end.saturating_sub(crate::rubric::score::QUOTE_WORDS));
        WordRange::new(first.min(range.first), end)
    }

    /// The words of the questions for which something holds, in order, each once.
    pub(super) fn asked(&self, holds: impl Fn(&Question) -> bool) -> Vec<WordRange> {
        let questions = self.findings.structure.questions.iter().filter(|question| holds(question));
        distinct(&self.findings, &questions.map(|question| question.words).collect::<Vec<_>>())
    }

    /// The beginning of a range, to point at it in a sentence.
    pub(super) fn said(&self, range: WordRange) -> Said {
        Said::of(self.findings.transcript, range)
    }
}

/// The ranges that lie in the transcript and have a word, in the order given.
fn present(findings: &Findings<'_>, ranges: &[WordRange]) -> Vec<WordRange> {
    let end = findings.transcript.words.len();
    ranges.iter().filter(|range| range.first < range.end && range.end <= end).copied().collect()
}

/// The present ranges, and of those that say the same words only the first: "I fixed it" said nine times is one deed.
fn distinct(findings: &Findings<'_>, ranges: &[WordRange]) -> Vec<WordRange> {
    let mut seen = BTreeSet::new();
    let mut ranges = present(findings, ranges);
    ranges.retain(|range| {
        let keys: Vec<String> =
            findings.transcript.get(*range).iter().map(crate::transcript::Word::key).collect();
        seen.insert(keys)
    });
    ranges
}
