//! What was cut off is mended at the next start, and what has no report is offered.

use super::files::{self, Hold, Lock};
use super::name::Part;
use super::open::tidy;
use super::store::takes_in;
use super::take::{AskedDocument, KeptTake, Outcome, Sound};
use super::{SessionError, Sessions, TakeName};
use crate::recording::wav;
use crate::time::Length;

/// A take that has sound and no report yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    pub take: TakeName,
    /// What was asked.
    pub title: String,
    /// How much of it can be heard.
    pub length: Length,
    /// The program or the machine stopped while it was being recorded.
    pub cut_off: bool,
}

impl Sessions {
    /// Mends every recording that was cut off, and tells which takes have sound but no report, newest session first.
    ///
    /// Sessions that another running program holds are passed over, and so is whatever cannot be read or written: a
    /// start must not fail over an old take. A second call changes nothing and tells the same.
    pub fn recover(&self) -> Result<Vec<Unfinished>, SessionError> {
        let mut unfinished = Vec::new();
        for id in self.ids()? {
            let folder = self.folder.join(id.as_str());
            // A folder without a lock that is empty is a session that begins this moment in another program.
            if files::names(&folder).is_ok_and(|names| names.is_empty()) {
                continue;
            }
            let Ok(Hold::Mine(lock)) = Lock::take_old(&folder) else { continue };
            for number in takes_in(&folder).unwrap_or_default() {
                let wav = folder.join(Part::Wav.file(number));
                if wav::repair(&wav).is_ok_and(|found| found.cut_off) {
                    // The header is right from now on: that it was not is remembered beside it.
                    let file = folder.join(Part::Asked.file(number));
                    if let Ok(Some(asked)) = AskedDocument::read(&file) {
                        let _ = files::write_json(&file, &AskedDocument { cut_off: true, ..asked });
                    }
                }
                let take = KeptTake::look(TakeName { session: id.clone(), number }, &folder);
                if take.outcome == Outcome::NotReported && take.sound.length() > Length::ZERO {
                    unfinished.push(Unfinished {
                        title: take.title().to_owned(),
                        length: take.sound.length(),
                        cut_off: matches!(take.sound, Sound::CutOff(_)),
                        take: take.name,
                    });
                }
            }
            let _ = tidy(&folder);
            drop(lock);
        }
        Ok(unfinished)
    }
}
