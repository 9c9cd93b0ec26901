//! A session that is open: it gives each take its files, and keeps what becomes of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::corrections::Corrections;
use super::files::{self, FORMAT, LOCK, Lock};
use super::marks::Marks;
use super::name::{Part, TakeName};
use super::take::{AskedDocument, QuestionRow, RubricRow, ScoredDocument};
use super::{FollowUpTo, KeptWords, SessionError, SessionId, baseline, clock, earlier};
use crate::prompt::Prompt;
use crate::report::{self, Baseline, EarlierStory, Report};
use crate::rubric;

/// Columns of the report that is kept as text.
const COLUMNS: usize = 80;

/// A session that is open, with a lock that other programs respect. Dropped without a take, it leaves nothing behind.
#[derive(Debug)]
pub struct Session {
    id: SessionId,
    folder: PathBuf,
    takes: u32,
    lock: Arc<Lock>,
}

impl Session {
    pub(super) fn new(id: SessionId, folder: PathBuf, lock: Lock) -> Self {
        Session { id, folder, takes: 0, lock: Arc::new(lock) }
    }

    /// Its name, as in `2026-11-22-0412`.
    #[must_use]
    pub fn id(&self) -> &str {
        self.id.as_str()
    }

    /// The files of a new take. What was asked is on disk when this returns: a take that is cut off still tells.
    pub fn new_take(&mut self, prompt: &Prompt) -> Result<TakeFiles, SessionError> {
        self.begin_take(prompt, None)
    }

    /// The same for the answer to a follow-up question, which is kept as a take of its own.
    pub fn new_follow_up(
        &mut self,
        prompt: &Prompt,
        follow_up: FollowUpTo,
    ) -> Result<TakeFiles, SessionError> {
        self.begin_take(prompt, Some(follow_up))
    }

    fn begin_take(
        &mut self,
        prompt: &Prompt,
        follow_up: Option<FollowUpTo>,
    ) -> Result<TakeFiles, SessionError> {
        // Never a number twice: a microphone that hangs may still be about to write the sound of the take before.
        self.takes += 1;
        let name = TakeName { session: self.id.clone(), number: self.takes };
        let files = TakeFiles::new(&name, self.folder.clone(), Arc::clone(&self.lock));
        let asked = AskedDocument {
            format: FORMAT,
            question: QuestionRow::of(prompt),
            begun: clock::second(),
            cut_off: false,
            follow_up,
        };
        files::write_json(&files.file(Part::Asked), &asked)?;
        Ok(files)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A report is still being stored where somebody else has the lock too: its unfinished files are not left-overs.
        // Such a folder, and one that cannot be tidied up, is tidied up at the next start.
        if Arc::strong_count(&self.lock) == 1 {
            let _ = tidy(&self.folder);
        }
    }
}

/// Removes what is left of takes of which nothing was recorded, and the session itself where nothing else is in it.
/// Whoever calls it holds the lock. True where the session is gone.
pub(super) fn tidy(folder: &Path) -> Result<bool, SessionError> {
    let names = files::names(folder)?;
    let parts: Vec<(u32, Part)> = names.iter().filter_map(|name| Part::of(name)).collect();
    for name in &names {
        let left_over = match Part::of(name) {
            Some((take, Part::Asked)) => {
                parts.iter().all(|part| *part == (take, Part::Asked) || part.0 != take)
            }
            Some(_) => false,
            None => name.starts_with(files::UNFINISHED) && files::is_file(&folder.join(name)),
        };
        if left_over {
            files::remove(&folder.join(name))?;
        }
    }
    if files::names(folder)?.iter().any(|name| name != LOCK) {
        return Ok(false);
    }
    files::remove(&folder.join(LOCK))?;
    // Fails where something is in it whose name is no text: that stays.
    Ok(std::fs::remove_dir(folder).is_ok())
}

/// The files of one take. While any copy of it lives, the session stays locked.
#[derive(Debug, Clone)]
pub struct TakeFiles {
    name: String,
    number: u32,
    folder: PathBuf,
    wav: PathBuf,
    _lock: Arc<Lock>,
}

impl TakeFiles {
    pub(super) fn new(name: &TakeName, folder: PathBuf, lock: Arc<Lock>) -> Self {
        TakeFiles {
            name: name.to_string(),
            number: name.number,
            wav: folder.join(Part::Wav.file(name.number)),
            folder,
            _lock: lock,
        }
    }

    /// As it is named to the user: `2026-11-22-0412/1`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its number in the session, from 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Where its sound is, or is to be written.
    #[must_use]
    pub fn wav(&self) -> &Path {
        &self.wav
    }

    /// What is usual for the speaker: of the takes before this one, whatever was recorded since. So a report that is
    /// made again has the same.
    #[must_use]
    pub fn baseline(&self) -> Option<Baseline> {
        baseline::before(&self.folder, self.number)
    }

    /// The stories that the speaker told before this take, newest first, whatever was recorded since.
    #[must_use]
    pub fn earlier_stories(&self) -> Vec<EarlierStory> {
        earlier::stories(&self.folder, self.number)
    }

    fn file(&self, part: Part) -> PathBuf {
        self.folder.join(part.file(self.number))
    }

    /// Keeps what was heard and the report in its three forms. Each file is whole or not there.
    pub fn keep(&self, report: &Report) -> Result<(), SessionError> {
        if let Some(words) = KeptWords::of(report) {
            self.keep_words(&words)?;
        }
        self.keep_report(report)
    }

    /// Keeps what the recogniser heard, as it heard it.
    pub fn keep_words(&self, words: &KeptWords) -> Result<(), SessionError> {
        words.write(&self.file(Part::Words))
    }

    /// Keeps where the speaker has said that sections are.
    pub fn keep_marks(&self, marks: &Marks) -> Result<(), SessionError> {
        marks.write(&self.file(Part::Sections))
    }

    /// Keeps a report in place of the one before, and leaves the words as the recogniser heard them.
    pub fn keep_report(&self, report: &Report) -> Result<(), SessionError> {
        files::write(&self.file(Part::ReportText), report::text(report, COLUMNS).as_bytes())?;
        files::write(&self.file(Part::ReportMarkdown), report::markdown(report).as_bytes())?;
        files::write(&self.file(Part::ReportJson), format!("{}\n", report::json(report)).as_bytes())?;
        // Last: a take counts as scored by the rubric of this file once all the others are there.
        let version = rubric::find(&report.prompt.rubric).map_or(0, |rubric| rubric.version);
        let rubric = RubricRow { id: report.prompt.rubric.clone(), version };
        files::write_json(&self.file(Part::Scored), &ScoredDocument { format: FORMAT, rubric })
    }

    /// Keeps what the speaker says was misheard.
    pub fn keep_corrections(&self, corrections: &Corrections) -> Result<(), SessionError> {
        corrections.write(&self.file(Part::Corrections))
    }
}
