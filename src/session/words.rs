//! The words of a take on disk, with their places to the sample: what a report can be made of again without the
//! recogniser.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::SessionError;
use super::files::{self, FORMAT};
use crate::doubt::Doubt;
use crate::report::{Engine, Report, Source};
use crate::time::{Moment, Stretch};
use crate::transcript::{Transcript, Word};

/// Samples at 16 kHz in a day: a place after that is not in any take.
const LATEST: u64 = 24 * 3600 * 16_000;

/// What the recogniser heard in a take, and what it was.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptWords {
    pub engine: Engine,
    pub transcript: Transcript,
    /// Samples that the microphone gave and nobody could keep; the sound itself does not tell.
    pub lost: u64,
}

#[derive(Serialize, Deserialize)]
struct Document {
    format: u64,
    engine: EngineRow,
    lost_samples: u64,
    words: Vec<WordRow>,
}

#[derive(Serialize, Deserialize)]
struct EngineRow {
    name: String,
    model: String,
    sha256: String,
}

/// Places in samples at 16 kHz.
#[derive(Serialize, Deserialize)]
struct WordRow {
    text: String,
    from: Option<u64>,
    to: Option<u64>,
    certainty: Option<f32>,
}

impl KeptWords {
    /// The words of a report on a spoken answer; nothing where it was written, or where the report has the words of a
    /// follow-up too: each take keeps its own.
    #[must_use]
    pub fn of(report: &Report) -> Option<Self> {
        if report.follow_up.is_some() {
            return None;
        }
        let Source::Audio { sound, engine, .. } = &report.source else { return None };
        let lost = sound.doubts.iter().find_map(|doubt| match doubt {
            Doubt::SamplesLost { samples } => Some(*samples),
            _ => None,
        });
        Some(KeptWords {
            engine: engine.clone(),
            transcript: report.transcript.clone(),
            lost: lost.unwrap_or(0),
        })
    }

    pub(super) fn write(&self, file: &Path) -> Result<(), SessionError> {
        let Engine { name, model, sha256 } = self.engine.clone();
        let row = |word: &Word| WordRow {
            text: word.text.clone(),
            from: word.at.map(|at| at.from().samples()),
            to: word.at.map(|at| at.to().samples()),
            certainty: word.certainty,
        };
        let words = self.transcript.words.iter().map(row).collect();
        let engine = EngineRow { name, model, sha256 };
        files::write_json(file, &Document { format: FORMAT, engine, lost_samples: self.lost, words })
    }

    pub(super) fn read(file: &Path) -> Result<Option<Self>, SessionError> {
        let Some(document) = files::read_json::<Document>(file)? else { return Ok(None) };
        let mut words = Vec::with_capacity(document.words.len());
        let mut latest = 0;
        for row in document.words {
            let at = match (row.from, row.to) {
                (None, None) => None,
                // What measures pauses takes it for granted that words follow each other.
                (Some(from), Some(to)) if latest <= from && from <= to && to <= LATEST => {
                    latest = to;
                    Some(Stretch::new(Moment::from_samples(from), Moment::from_samples(to)))
                }
                _ => return Err(files::damaged(file, format!("the place of `{}` is impossible", row.text))),
            };
            let certainty = row.certainty.map(|certainty| certainty.clamp(0.0, 1.0));
            words.push(Word { text: row.text, at, certainty });
        }
        let EngineRow { name, model, sha256 } = document.engine;
        Ok(Some(KeptWords {
            engine: Engine { name, model, sha256 },
            transcript: Transcript { words },
            lost: document.lost_samples,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, from: u64, to: u64, certainty: f32) -> Word {
        let at = Stretch::new(Moment::from_samples(from), Moment::from_samples(to));
        Word { text: text.to_owned(), at: Some(at), certainty: Some(certainty) }
    }

    #[test]
    fn words_come_back_to_the_sample() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("words.json");
        let unplaced = Word { text: "caf\u{e9}".to_owned(), at: None, certainty: None };
        let words = vec![word("I", 1, 17, 0.1), word("\"moved\"", 17, 16_001, 1.0 / 3.0), unplaced];
        let engine = Engine { name: "w".to_owned(), model: "m".to_owned(), sha256: "00".to_owned() };
        let kept = KeptWords { engine, transcript: Transcript { words }, lost: 480 };
        kept.write(&file).unwrap();
        assert_eq!(KeptWords::read(&file).unwrap(), Some(kept));
    }

    #[test]
    fn places_that_cannot_be_are_damage_and_no_panic() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("words.json");
        for places in [
            r#""from":5,"to":4"#,
            r#""from":1,"to":18446744073709551615"#,
            r#""from":1,"to":null"#,
            r#""from":-1,"to":4"#,
        ] {
            let document = format!(
                r#"{{"format":1,"engine":{{"name":"","model":"","sha256":""}},"lost_samples":0,
                    "words":[{{"text":"a",{places},"certainty":0.5}}]}}"#
            );
            files::write(&file, document.as_bytes()).unwrap();
            assert!(matches!(KeptWords::read(&file), Err(SessionError::Damaged { .. })), "{places}");
        }
    }
}
