//! Where the time of an answer goes, sentence by sentence.

use super::why::{Line, lines};
use super::{CutSentence, CutWhy};
use crate::rubric::Findings;
use crate::time::Length;
use crate::transcript::{Transcript, WordRange};

/// Words a minute of a comfortable answer, for those that nobody has spoken. Our own choice (docs/MEASURES.md, "Pace").
const READ_ALOUD: f64 = 150.0;

impl Findings<'_> {
    /// How long the answer takes: as it was spoken, or read aloud at 150 words a minute.
    #[must_use]
    pub fn takes(&self) -> Length {
        let spoken = self.seconds.or(self.measures.spoken.map(crate::time::Stretch::length));
        spoken.unwrap_or_else(|| read_aloud(self.transcript, self.transcript.all()))
    }
}

/// How long some words take when they are read aloud.
fn read_aloud(transcript: &Transcript, words: WordRange) -> Length {
    let spoken = transcript.get(words).iter().filter(|word| !word.is_hesitation() && !word.key().is_empty());
    Length::from_seconds(spoken.count() as f64 / READ_ALOUD * 60.0)
}

/// The sentences that are still in the answer, each with its time.
pub(super) struct Spent<'a> {
    transcript: &'a Transcript,
    left: Vec<(Line, Length)>,
}

impl<'a> Spent<'a> {
    pub(super) fn of(findings: &Findings<'a>) -> Self {
        let lines = lines(findings);
        let next: Vec<Option<WordRange>> = lines.iter().skip(1).map(|line| Some(line.words)).collect();
        let left = lines.into_iter().zip(next.into_iter().chain([None]));
        let left = left.map(|(line, next)| {
            let takes = takes(findings.transcript, line.words, next);
            (line, takes)
        });
        Spent { transcript: findings.transcript, left: left.collect() }
    }

    /// Takes the best sentence that can go for a reason out of the answer: the shortest that saves `over`, else the
    /// longest; of equals the first.
    pub(super) fn take(&mut self, why: CutWhy, over: Length) -> Option<CutSentence> {
        let can_go = |place: &usize| {
            let (line, saves) = &self.left[*place];
            line.whys.contains(&why) && !line.stays && *saves > Length::ZERO && !self.is_only(*place)
        };
        let places: Vec<usize> = (0..self.left.len()).filter(can_go).collect();
        let saves = |place: &&usize| self.left[**place].1;
        let enough = places.iter().filter(|place| saves(place) >= over).min_by_key(saves);
        let place = *enough.or_else(|| places.iter().rev().max_by_key(saves))?;
        let (line, saves) = self.left.remove(place);
        Some(CutSentence { words: line.words, at: self.transcript.stretch(line.words), saves, why })
    }

    /// Whether nothing else is left of its section, or of the answer.
    fn is_only(&self, place: usize) -> bool {
        let section = self.left[place].0.section;
        let same = self.left.iter().filter(|(line, _)| line.section == section).count();
        self.left.len() == 1 || section.is_some() && same == 1
    }
}

/// The time from the first word of a sentence to the first of the next, or to its own end.
fn takes(transcript: &Transcript, words: WordRange, next: Option<WordRange>) -> Length {
    let start = |words: WordRange| transcript.stretch(words).map(crate::time::Stretch::from);
    let Some(at) = transcript.stretch(words) else { return read_aloud(transcript, words) };
    next.and_then(start).map_or(at.length(), |next| next - at.from())
}
