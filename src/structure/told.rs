//! An answer as the rules read it: its sentences, and in which section each stands.

use super::{Section, SectionSpan};
use crate::english::words::Sentence;
use crate::transcript::{Transcript, WordRange};

/// What all rules of this room look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told<'a> {
    pub(crate) transcript: &'a Transcript,
    pub(crate) sentences: &'a [Sentence],
    pub(crate) sections: &'a [SectionSpan],
}

impl<'a> Told<'a> {
    /// The same of the sentences that begin in some words.
    pub(crate) fn of(&self, words: WordRange) -> Told<'a> {
        let inside = |sentence: &Sentence| words.contains(sentence.range.first);
        let first = self.sentences.iter().position(inside).unwrap_or(self.sentences.len());
        let count = self.sentences[first..].iter().take_while(|sentence| inside(sentence)).count();
        Told { sentences: &self.sentences[first..first + count], ..*self }
    }

    /// The section that a sentence stands in.
    pub(crate) fn section_of(&self, sentence: &Sentence) -> Option<Section> {
        self.sections.iter().find(|span| span.words.contains(sentence.range.first)).map(|span| span.section)
    }

    /// The sentences of some sections, in order.
    pub(crate) fn within(&self, sections: &'a [Section]) -> impl Iterator<Item = &'a Sentence> {
        let told = *self;
        self.sentences.iter().filter(move |sentence| {
            told.section_of(sentence).is_some_and(|section| sections.contains(&section))
        })
    }

    /// The ranges of the sentences for which a rule holds, in order.
    pub(crate) fn sentences_where(
        &self,
        rule: impl Fn(&Sentence, Option<Section>) -> bool,
    ) -> Vec<WordRange> {
        let holds = |sentence: &&Sentence| rule(sentence, self.section_of(sentence));
        self.sentences.iter().filter(holds).map(|sentence| sentence.range).collect()
    }
}

/// Whether a rule holds for one sentence in a section; for the tests of the rules.
#[cfg(test)]
#[track_caller]
pub(crate) fn check(
    rule: impl Fn(&Sentence, Option<Section>) -> bool,
    section: Section,
    must: &[&str],
    must_not: &[&str],
) {
    let holds = |text: &&&str| rule(&crate::english::words::one_sentence(text), Some(section));
    let missed: Vec<&&str> = must.iter().filter(|text| !holds(text)).collect();
    let wrong: Vec<&&str> = must_not.iter().filter(holds).collect();
    assert!(missed.is_empty() && wrong.is_empty(), "missed {missed:?}, wrong {wrong:?}");
}
