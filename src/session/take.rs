//! A take that was kept: what was asked, how much sound there is, what came of it.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::corrections::Corrections;
use super::files;
use super::marks::Marks;
use super::name::Part;
use super::{KeptWords, SessionError, TakeName};
use crate::prompt::Prompt;
use crate::recording::RecordingError;
use crate::recording::wav;
use crate::time::Length;

/// What a take tells of itself before its sound or report is read.
#[derive(Debug)]
pub struct KeptTake {
    pub name: TakeName,
    pub asked: Option<Asked>,
    pub sound: Sound,
    pub outcome: Outcome,
    /// Files that cannot be read. The others can be used.
    pub troubles: Vec<SessionError>,
    folder: PathBuf,
}

/// What was asked, and when the take began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The question's name, `pack/id`.
    pub prompt: String,
    pub version: u32,
    pub title: String,
    pub text: String,
    /// By the clock on the wall: `2026-11-22T04:12:33+01:00`.
    pub begun: String,
    /// The recording was found cut off and was mended.
    pub cut_off: bool,
    /// The follow-up question that was asked in place of the question itself.
    pub follow_up: Option<FollowUpTo>,
}

/// A follow-up question, and the answer that it follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpTo {
    /// The number of the take with that answer, in the same session.
    pub take: u32,
    /// As it was asked.
    pub text: String,
}

/// How much sound there is.
#[derive(Debug)]
pub enum Sound {
    Whole(Length),
    /// The program or the machine stopped while it was being recorded.
    CutOff(Length),
    Unreadable(RecordingError),
}

/// What came of a take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// There is no report.
    NotReported,
    Reported(Scored),
}

/// What a report says in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    /// 0 to 100; nothing where there was too little to judge.
    pub overall: Option<u32>,
    /// Why there is no figure: the first doubt that the report has.
    pub doubt: Option<String>,
    /// The rubric and its version; unknown where its file is not there.
    pub rubric: Option<(String, u32)>,
}

impl Sound {
    /// How much can be heard.
    #[must_use]
    pub fn length(&self) -> Length {
        match self {
            Sound::Whole(length) | Sound::CutOff(length) => *length,
            Sound::Unreadable(_) => Length::ZERO,
        }
    }
}

impl KeptTake {
    /// Looks at the files of a take, of which there is at least the sound.
    pub(super) fn look(name: TakeName, folder: &Path) -> Self {
        let file = |part: Part| folder.join(part.file(name.number));
        let mut troubles = Vec::new();
        let mut told = |error| troubles.push(error);
        let asked = AskedDocument::read(&file(Part::Asked)).unwrap_or_else(|error| {
            told(error);
            None
        });
        let asked = asked.map(AskedDocument::into_asked);
        let sound = match wav::look(&file(Part::Wav)) {
            Ok(found) if found.cut_off || asked.as_ref().is_some_and(|asked| asked.cut_off) => {
                Sound::CutOff(found.length)
            }
            Ok(found) => Sound::Whole(found.length),
            Err(error) => Sound::Unreadable(error),
        };
        let rubric = files::read_json::<ScoredDocument>(&file(Part::Scored)).unwrap_or_else(|error| {
            told(error);
            None
        });
        let outcome = match files::read_json::<ReportDocument>(&file(Part::ReportJson)) {
            Ok(None) => Outcome::NotReported,
            Ok(Some(report)) => Outcome::Reported(Scored {
                overall: report.overall.filter(|overall| *overall <= 100),
                doubt: report.doubts.into_iter().next().map(|doubt| doubt.says),
                rubric: rubric.map(|scored| (scored.rubric.id, scored.rubric.version)),
            }),
            Err(error) => {
                told(error);
                Outcome::NotReported
            }
        };
        KeptTake { name, asked, sound, outcome, troubles, folder: folder.to_owned() }
    }

    fn file(&self, part: Part) -> PathBuf {
        self.folder.join(part.file(self.name.number))
    }

    /// What was asked, for people.
    #[must_use]
    pub fn title(&self) -> &str {
        self.asked.as_ref().map_or("a question that is not known any more", |asked| &asked.title)
    }

    /// The follow-up question that it answers, if it is one.
    #[must_use]
    pub fn follow_up(&self) -> Option<&FollowUpTo> {
        self.asked.as_ref()?.follow_up.as_ref()
    }

    /// Where its sound is.
    #[must_use]
    pub fn wav(&self) -> PathBuf {
        self.file(Part::Wav)
    }

    /// Its files that are there, in their order, with their bytes.
    #[must_use]
    pub fn files(&self) -> Vec<(PathBuf, u64)> {
        let with_size = |part: Part| {
            let path = self.file(part);
            let found = std::fs::symlink_metadata(&path).ok()?;
            found.is_file().then_some((path, found.len()))
        };
        Part::ALL.into_iter().filter_map(with_size).collect()
    }

    /// What the recogniser heard, if it came to that.
    pub fn words(&self) -> Result<Option<KeptWords>, SessionError> {
        KeptWords::read(&self.file(Part::Words))
    }

    /// Where the speaker has said that sections are; nothing where nothing was said.
    pub fn marks(&self) -> Result<Marks, SessionError> {
        Marks::read(&self.file(Part::Sections))
    }

    /// What the speaker says was misheard; nothing where nothing was said.
    pub fn corrections(&self) -> Result<Corrections, SessionError> {
        Corrections::read(&self.file(Part::Corrections))
    }

    /// The report as it was shown.
    pub fn report_text(&self) -> Result<Option<String>, SessionError> {
        files::read_text(&self.file(Part::ReportText))
    }

    pub fn report_markdown(&self) -> Result<Option<String>, SessionError> {
        files::read_text(&self.file(Part::ReportMarkdown))
    }

    /// The report for programs: one line.
    pub fn report_json(&self) -> Result<Option<String>, SessionError> {
        files::read_text(&self.file(Part::ReportJson))
    }
}

/// What is written before a take begins.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct AskedDocument {
    pub(super) format: u64,
    pub(super) question: QuestionRow,
    pub(super) begun: String,
    /// Written where the recording was mended.
    #[serde(default)]
    pub(super) cut_off: bool,
    /// Written where a follow-up question was asked. `question` is then that of the answer before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) follow_up: Option<FollowUpTo>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct QuestionRow {
    pack: String,
    id: String,
    version: u32,
    title: String,
    text: String,
}

impl QuestionRow {
    pub(super) fn of(prompt: &Prompt) -> Self {
        QuestionRow {
            pack: prompt.pack.clone(),
            id: prompt.id.clone(),
            version: prompt.version,
            title: prompt.title.clone(),
            text: prompt.text.clone(),
        }
    }
}

impl AskedDocument {
    pub(super) fn read(file: &Path) -> Result<Option<Self>, SessionError> {
        files::read_json(file)
    }

    pub(super) fn into_asked(self) -> Asked {
        let QuestionRow { pack, id, version, title, text } = self.question;
        Asked {
            prompt: format!("{pack}/{id}"),
            version,
            title,
            text,
            begun: self.begun,
            cut_off: self.cut_off,
            follow_up: self.follow_up,
        }
    }
}

/// By which rubric a report was made; the report itself does not tell.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ScoredDocument {
    pub(super) format: u64,
    pub(super) rubric: RubricRow,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RubricRow {
    pub(super) id: String,
    pub(super) version: u32,
}

/// The little of a report that stands in a list.
#[derive(Deserialize)]
struct ReportDocument {
    overall: Option<u32>,
    #[serde(default)]
    doubts: Vec<DoubtRow>,
}

#[derive(Deserialize)]
struct DoubtRow {
    says: String,
}
