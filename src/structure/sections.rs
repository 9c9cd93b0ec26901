//! Which sentence belongs to which section.

use std::sync::LazyLock;

use super::chain::{Chain, Labelled};
use super::features::features;
use super::marks::{self, Mark};
use super::{Section, SectionSpan};
use crate::english::words::{self, Sentence};
use crate::transcript::{Transcript, WordRange};

/// The fitted model; `models/sections.md` says of what and how well.
static MODEL: LazyLock<Chain> = LazyLock::new(|| {
    Chain::parse(include_str!("../../models/sections.crf"))
        .unwrap_or_else(|error| unreachable!("a test reads the shipped model: {error}"))
});

/// What the model sees of each sentence of an answer, in order: the one code for fitting and for use.
#[must_use]
pub fn observations(transcript: &Transcript, sentences: &[WordRange]) -> Vec<Vec<String>> {
    features(&words::sentences(transcript, sentences))
}

/// Finds the sections of an answer with the shipped model.
pub(crate) fn sections(transcript: &Transcript, sentences: &[Sentence]) -> Vec<SectionSpan> {
    sections_marked(transcript, sentences, &[])
}

/// The same, with the sections that the speaker has set.
pub(super) fn sections_marked(
    transcript: &Transcript,
    sentences: &[Sentence],
    marks: &[Mark],
) -> Vec<SectionSpan> {
    let mut labelled = MODEL.label(&features(sentences));
    marks::put(marks, transcript, sentences, &MODEL, &mut labelled);
    let ranges: Vec<WordRange> = sentences.iter().map(|sentence| sentence.range).collect();
    spans(transcript, &ranges, &MODEL, &labelled)
}

/// Finds the sections of an answer with a model of one's own, as the fitting does to measure it.
#[must_use]
pub fn sections_by(chain: &Chain, transcript: &Transcript, sentences: &[WordRange]) -> Vec<SectionSpan> {
    let labelled = chain.label(&observations(transcript, sentences));
    spans(transcript, sentences, chain, &labelled)
}

/// Neighbouring sentences of one section as one span.
fn spans(
    transcript: &Transcript,
    sentences: &[WordRange],
    chain: &Chain,
    labelled: &Labelled,
) -> Vec<SectionSpan> {
    let mut spans: Vec<(SectionSpan, f64)> = Vec::new();
    for ((range, label), probability) in sentences.iter().zip(&labelled.best).zip(&labelled.probability) {
        let Some(section) = section_of(chain.labels()[*label]) else { continue };
        match spans.last_mut() {
            Some((span, count)) if span.section == section && span.words.end == range.first => {
                span.words.end = range.end;
                span.certainty += probability[*label];
                *count += 1.0;
            }
            _ => {
                let span = SectionSpan {
                    section,
                    part: None,
                    words: *range,
                    at: None,
                    certainty: probability[*label],
                };
                spans.push((span, 1.0));
            }
        }
    }
    spans
        .into_iter()
        .map(|(mut span, count)| {
            span.at = transcript.stretch(span.words);
            span.certainty = (span.certainty / count).clamp(0.0, 1.0);
            span
        })
        .collect()
}

/// The section of each sentence.
pub(super) fn labels_of(sentences: &[Sentence], sections: &[SectionSpan]) -> Vec<Option<Section>> {
    let of = |sentence: &Sentence| sections.iter().find(|span| span.words.contains(sentence.range.first));
    sentences.iter().map(|sentence| of(sentence).map(|span| span.section)).collect()
}

/// The section of a label; none for talk that belongs to none.
fn section_of(label: char) -> Option<Section> {
    [Section::Situation, Section::Task, Section::Action, Section::Result, Section::Learning]
        .into_iter()
        .find(|section| section.letter() == label)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../models/sections.crf");

    #[test]
    fn the_shipped_model_can_be_read_and_has_the_five_sections_and_talk_that_belongs_to_none() {
        let chain = Chain::parse(TEXT).unwrap();
        assert_eq!(chain.labels(), ['S', 'T', 'A', 'R', 'L', 'X']);
        assert!(chain.labels()[..5].iter().all(|label| section_of(*label).is_some()));
        assert_eq!(section_of('X'), None);
        assert!(TEXT.len() < 2_000_000);
    }

    /// A label that knows its place calls every answer complete; a label that goes by names believes any heading.
    #[test]
    fn the_shipped_model_knows_neither_places_nor_names_of_sections() {
        let chain = Chain::parse(TEXT).unwrap();
        for name in chain.observations() {
            let bare = name.trim_start_matches('+');
            assert!(["w:", "p:", "o:", "c:"].iter().any(|kind| bare.starts_with(kind)), "{name}");
            assert!(
                !["first", "last", "begin", "end"].iter().any(|place| bare == format!("c:{place}")),
                "{name}"
            );
            let words = bare[2..].split(' ');
            assert!(
                bare.starts_with("c:")
                    || words.clone().all(|w| !["situation", "task", "action", "result"].contains(&w))
            );
            assert!(bare.starts_with("c:") || words.count() <= 2, "{name}");
        }
    }

    #[test]
    fn neighbouring_sentences_of_one_section_are_one_span() {
        let chain = Chain::parse("labels SR\nw:was\t1 0\nw:fell\t0 1\n").unwrap();
        let transcript = Transcript::from_text("It was slow. It was old. Errors fell.");
        let ranges = crate::english::sentences::sentences(&transcript);
        let found = sections_by(&chain, &transcript, &ranges);
        let short: Vec<(char, WordRange)> =
            found.iter().map(|span| (span.section.letter(), span.words)).collect();
        assert_eq!(short, [('S', WordRange::new(0, 6)), ('R', WordRange::new(6, 8))]);
        let sure = 1.0 / (1.0 + (-1.0_f64).exp());
        assert!((found[0].certainty - sure).abs() < 1e-9);
    }
}
