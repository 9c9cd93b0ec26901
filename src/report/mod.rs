//! Everything about one answer in one value, and its three forms: for the terminal, Markdown and JSON.

mod advice;
mod again;
mod answer;
mod bands;
mod baseline;
mod carets;
mod closing;
mod content;
mod delivery;
mod follow_up;
mod json;
mod markdown;
mod next;
mod opening;
mod page;
mod principles;
pub mod safe;
#[cfg(test)]
mod samples;
mod scores;
mod telling;
mod text;
mod told_as;
mod voice;
mod wording;

pub use advice::{Advice, Praise};
pub use again::{EarlierStory, SharedWords, ToldBefore};
pub use baseline::{Baseline, Figures};
pub use follow_up::{Added, Change, FollowUp, FollowUpTake, WhyNothing};
pub use json::{SourceKind, json, json_error};
pub use markdown::markdown;
pub use text::text;

use crate::doubt::Doubt;
use crate::measures::Measures;
use crate::prompt::{Kind, Prompt, TimeTarget};
use crate::recording::SoundFacts;
use crate::rubric::cut::{Refit, refit};
use crate::rubric::probe::{NextQuestion, next_question};
use crate::rubric::{Findings, Judgement, LEAST_WORDS};
use crate::structure::Structure;
use crate::transcript::Transcript;

/// The mean certainty of the recogniser under which a report says that it is to be read with care. Our own choice.
pub const UNSURE_BELOW: f32 = 0.6;

/// Which program and weights wrote the transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engine {
    pub name: String,
    pub model: String,
    pub sha256: String,
}

/// Where an answer came from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// The facts of the sound are many times larger than anything else here, so they stand apart.
    Audio {
        name: String,
        sound: Box<SoundFacts>,
        engine: Engine,
    },
    Text {
        name: String,
    },
}

impl Source {
    /// The file's name as the user gave it.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Source::Audio { name, .. } | Source::Text { name } => name,
        }
    }

    /// What its sound tells; nothing for a written answer.
    #[must_use]
    pub fn sound(&self) -> Option<&SoundFacts> {
        match self {
            Source::Audio { sound, .. } => Some(sound),
            Source::Text { .. } => None,
        }
    }
}

/// Everything about one answer: a pure function of the transcript, the sound's facts, the prompt, the rubric
/// and what is usual for the speaker.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub prompt: Prompt,
    pub source: Source,
    pub transcript: Transcript,
    pub measures: Measures,
    pub structure: Structure,
    pub judgement: Judgement,
    /// What an interviewer would ask next.
    pub next_question: Option<NextQuestion>,
    /// What brings the answer to its target, where it misses it.
    pub refit: Option<Refit>,
    /// What is usual for this speaker; nothing at the first take and for files.
    pub baseline: Option<Baseline>,
    /// Where the speaker told this story for another question; see [`Report::beside`].
    pub told_before: Option<ToldBefore>,
    /// The follow-up question that was asked about the answer, and what it added. Its words are then the last of the
    /// transcript; the measures are of the words before them.
    pub follow_up: Option<Box<FollowUp>>,
    /// All doubts, those of the sound first.
    pub doubts: Vec<Doubt>,
}

impl Report {
    /// Puts a report together and gathers every doubt once: those of the sound, then of the words, of the content
    /// and of the judgement.
    ///
    /// The same input gives the same report; nothing is read from anywhere else.
    #[must_use]
    pub fn make(
        prompt: Prompt,
        source: Source,
        transcript: Transcript,
        measures: Measures,
        structure: Structure,
        judgement: Judgement,
    ) -> Report {
        let of_sound = match &source {
            Source::Audio { sound, .. } => sound.doubts.as_slice(),
            Source::Text { .. } => &[],
        };
        let found = of_sound
            .iter()
            .cloned()
            .chain(doubt_of_words(&transcript))
            .chain(structure.doubts.iter().cloned())
            .chain(judgement.doubts.iter().cloned());
        let doubts = once(found);
        let findings = Findings {
            prompt: &prompt,
            transcript: &transcript,
            measures: &measures,
            structure: &structure,
            seconds: None,
        };
        let next_question = next_question(&findings, &judgement);
        let refit = refit(&findings, &judgement);
        Report {
            prompt,
            source,
            transcript,
            measures,
            structure,
            judgement,
            next_question,
            refit,
            baseline: None,
            told_before: None,
            follow_up: None,
            doubts,
        }
    }

    /// Whether it was a whole try of the question, after which an example gives nothing away: scored, or of a kind that
    /// is not scored yet and long enough to have been.
    #[must_use]
    pub fn is_a_try(&self) -> bool {
        self.judgement.overall.is_some()
            || (self.prompt.not_yet.is_some() && self.transcript.words.len() >= LEAST_WORDS)
    }

    /// Whether the answer was spoken, so that its places have times.
    #[must_use]
    pub fn is_spoken(&self) -> bool {
        matches!(self.source, Source::Audio { .. })
    }

    /// How long the whole answer should take: a two-part question gives its time for each story.
    #[must_use]
    pub fn target(&self) -> TimeTarget {
        match (self.prompt.kind, self.structure.only_part) {
            (Kind::TwoPart, None) => self.prompt.time.twice(),
            _ => self.prompt.time,
        }
    }

    /// The doubts that leave the answer unscored.
    pub fn why_not_scored(&self) -> impl Iterator<Item = &Doubt> {
        self.doubts.iter().filter(|doubt| doubt.forbids_scoring())
    }
}

/// The doubts in order, the first of each kind: the structure counts words as the rubric does, but two sentences that say
/// so help nobody.
fn once(found: impl Iterator<Item = Doubt>) -> Vec<Doubt> {
    let mut doubts: Vec<Doubt> = Vec::new();
    for doubt in found {
        if doubts.iter().all(|known| known.kind() != doubt.kind()) {
            doubts.push(doubt);
        }
    }
    doubts
}

fn doubt_of_words(transcript: &Transcript) -> Option<Doubt> {
    let known: Vec<f32> = transcript.words.iter().filter_map(|word| word.certainty).collect();
    if known.is_empty() {
        return None;
    }
    let mean = known.iter().sum::<f32>() / known.len() as f32;
    (mean < UNSURE_BELOW).then_some(Doubt::LowCertainty { mean })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(report: &Report) -> Vec<&'static str> {
        report.doubts.iter().map(Doubt::kind).collect()
    }

    fn made(report: Report) -> Report {
        Report::make(
            report.prompt,
            report.source,
            report.transcript,
            report.measures,
            report.structure,
            report.judgement,
        )
    }

    #[test]
    fn doubts_come_from_the_sound_first_and_each_once() {
        let mut report = samples::silent();
        if let Source::Audio { sound, .. } = &mut report.source {
            sound.doubts = vec![Doubt::MostlySilence { share: 1.0 }, Doubt::NoSpeech];
        }
        report.structure.doubts = vec![Doubt::TooFewWords { words: 0, least: 20 }, Doubt::NoSpeech];
        report.judgement.doubts = vec![Doubt::TooFewWords { words: 0, least: 20 }];
        assert_eq!(kinds(&made(report)), ["mostly_silence", "no_speech", "too_few_words"]);
    }

    #[test]
    fn words_that_the_recogniser_guessed_are_a_doubt() {
        let mut report = samples::strong();
        assert!(!kinds(&made(report.clone())).contains(&"low_certainty"));
        for word in &mut report.transcript.words {
            word.certainty = Some(0.5);
        }
        assert!(kinds(&made(report)).contains(&"low_certainty"));
    }

    #[test]
    fn written_words_have_no_certainty_to_doubt() {
        assert!(!kinds(&made(samples::written())).contains(&"low_certainty"));
    }
}
