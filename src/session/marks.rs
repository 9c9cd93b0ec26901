//! Where the speaker says that a section is: kept beside the words of a take, and used when a report is made.

use std::path::Path;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::SessionError;
use super::files::{self, FORMAT};
use crate::english::sentences::sentences;
use crate::structure::Section;
use crate::structure::marks::Mark;
use crate::time::{Length, Moment, Stretch};
use crate::transcript::Transcript;

/// A time that somebody types may be so far from the sentence that is meant: it was read off a clock. Our own choice.
const NEAR_TYPED: Length = Length::from_millis(2_000);

/// The sections that can be set; the letter of talk that belongs to none is beside them.
const SECTIONS: [Section; 5] =
    [Section::Situation, Section::Task, Section::Action, Section::Result, Section::Learning];

/// The letter of talk that belongs to no section.
const NONE: char = 'X';

/// All marks of a take, in the order in which they were made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks(pub Vec<Mark>);

/// Why sentences cannot be given a section.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MarkError {
    #[error("`{letter}` is no section; S, T, A, R and L are, and X is talk that belongs to none")]
    NoSection { letter: String },
    #[error("the end ({to}) is before the beginning ({from})")]
    Backwards { from: Moment, to: Moment },
    #[error("no sentence is said at {at}; the answer goes from {} to {}", all.from(), all.to())]
    NoSentence { at: Moment, all: Stretch },
    #[error("nothing was said in the take")]
    NoWords,
}

/// The section of a letter, capital or not; `Ok(None)` for talk that belongs to none.
pub fn section_of(letter: &str) -> Result<Option<Section>, MarkError> {
    let named = letter.trim().to_uppercase();
    if named == NONE.to_string() {
        return Ok(None);
    }
    let found = SECTIONS.into_iter().find(|section| section.letter().to_string() == named);
    found.map(Some).ok_or_else(|| MarkError::NoSection { letter: letter.trim().to_owned() })
}

/// The mark of a section for the sentence at a time, or for all from there to the one at another time. The second value
/// is what is said there.
pub fn mark(
    transcript: &Transcript,
    section: Option<Section>,
    from: Moment,
    to: Option<Moment>,
) -> Result<(Mark, String), MarkError> {
    let to = to.unwrap_or(from);
    if to < from {
        return Err(MarkError::Backwards { from, to });
    }
    let ranges = sentences(transcript);
    let timed: Vec<_> =
        ranges.into_iter().filter_map(|words| Some((words, transcript.stretch(words)?))).collect();
    let (Some((_, first)), Some((_, last))) = (timed.first(), timed.last()) else {
        return Err(MarkError::NoWords);
    };
    let all = first.hull(*last);
    let nearest = |at: Moment| {
        let away = |stretch: &Stretch| match (at < stretch.from(), at < stretch.to()) {
            (true, _) => stretch.from() - at,
            (false, true) => Length::ZERO,
            (false, false) => at - stretch.to(),
        };
        let found = timed.iter().min_by_key(|(_, stretch)| away(stretch));
        found.filter(|(_, stretch)| away(stretch) <= NEAR_TYPED).ok_or(MarkError::NoSentence { at, all })
    };
    let ((begins, from), (ends, to)) = (nearest(from)?, nearest(to)?);
    let words = crate::transcript::WordRange::new(begins.first, ends.end);
    Ok((Mark { at: from.hull(*to), section }, transcript.quote(words)))
}

impl Marks {
    pub(super) fn write(&self, file: &Path) -> Result<(), SessionError> {
        let row = |mark: &Mark| Row {
            from: mark.at.from().samples(),
            to: mark.at.to().samples(),
            section: mark.section.map_or(NONE, Section::letter).to_string(),
        };
        files::write_json(file, &Document { format: FORMAT, sections: self.0.iter().map(row).collect() })
    }

    /// Rows that no version writes are left out.
    pub(super) fn read(file: &Path) -> Result<Self, SessionError> {
        let rows = files::read_json::<Document>(file)?.map(|document| document.sections).unwrap_or_default();
        let mark = |row: Row| {
            let (from, to) = (Moment::from_samples(row.from), Moment::from_samples(row.to));
            let section = section_of(&row.section).ok()?;
            (from < to).then(|| Mark { at: Stretch::new(from, to), section })
        };
        Ok(Marks(rows.into_iter().filter_map(mark).collect()))
    }
}

#[derive(Serialize, Deserialize)]
struct Document {
    format: u64,
    sections: Vec<Row>,
}

#[derive(Serialize, Deserialize)]
struct Row {
    from: u64,
    to: u64,
    section: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::Word;

    /// Two sentences: from 1 to 4 seconds, and from 6 to 9.
    fn answer() -> Transcript {
        let said = [("It", 1), ("was", 2), ("late.", 3), ("We", 6), ("ran", 7), ("home.", 8)];
        let word = |(text, at): (&str, u32)| Word {
            text: text.to_owned(),
            at: Some(Stretch::new(second(f64::from(at)), second(f64::from(at) + 1.0))),
            certainty: None,
        };
        Transcript { words: said.into_iter().map(word).collect() }
    }

    fn second(at: f64) -> Moment {
        Moment::from_seconds(at)
    }

    fn said(from: f64, to: Option<f64>) -> Result<String, MarkError> {
        mark(&answer(), Some(Section::Result), second(from), to.map(second)).map(|(_, said)| said)
    }

    #[test]
    fn a_time_names_the_sentence_that_is_said_there_or_the_nearest() {
        assert_eq!(said(2.5, None).as_deref(), Ok("It was late."));
        assert_eq!(said(5.5, None).as_deref(), Ok("We ran home."));
        assert_eq!(said(0.0, Some(7.0)).as_deref(), Ok("It was late. We ran home."));
    }

    #[test]
    fn what_cannot_be_marked_is_named() {
        assert_eq!(
            said(20.0, None).unwrap_err().to_string(),
            "no sentence is said at 0:20.0; the answer goes from 0:01.0 to 0:09.0"
        );
        assert!(matches!(said(7.0, Some(2.0)), Err(MarkError::Backwards { .. })));
        assert!(matches!(section_of("Q"), Err(MarkError::NoSection { .. })));
        assert_eq!((section_of("r"), section_of("x")), (Ok(Some(Section::Result)), Ok(None)));
        let nothing = mark(&Transcript::default(), None, second(1.0), None);
        assert_eq!(nothing.unwrap_err(), MarkError::NoWords);
    }

    #[test]
    fn marks_are_kept_and_foreign_rows_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sections.json");
        assert_eq!(Marks::read(&file).unwrap(), Marks::default());
        let (one, _) = mark(&answer(), None, second(2.0), None).unwrap();
        Marks(vec![one]).write(&file).unwrap();
        assert_eq!(Marks::read(&file).unwrap(), Marks(vec![one]));
        let foreign =
            r#"{"format":1,"sections":[{"from":9,"to":3,"section":"R"},{"from":1,"to":3,"section":"?"}]}"#;
        std::fs::write(&file, foreign).unwrap();
        assert_eq!(Marks::read(&file).unwrap(), Marks::default());
    }
}
