//! What is usual for the speaker, from the reports of earlier takes.

use std::path::Path;

use super::name::Part;
use super::store::takes_in;
use super::{SessionId, Sessions, files};
use crate::report::{Baseline, Figures};

/// So many earlier takes are enough: older ones tell how somebody spoke once. Our own choice.
const MOST: usize = 10;

/// The baseline of a take, by the folder of its session and its number.
///
/// Only scored takes that began before it count, by the names of their sessions. Reports that are not there or cannot
/// be read are passed over: what is usual is worth no error.
pub(super) fn before(session: &Path, take: u32) -> Option<Baseline> {
    let own = SessionId::read(session.file_name()?.to_str()?)?;
    let all = Sessions::new(session.parent()?.to_owned());
    let mut found: Vec<Figures> = Vec::new();
    // Newest first, so that the search ends with the tenth.
    for id in all.ids().ok()?.into_iter().filter(|id| *id <= own) {
        let folder = all.folder.join(id.as_str());
        let takes = takes_in(&folder).unwrap_or_default();
        for number in takes.into_iter().rev().filter(|number| id != own || *number < take) {
            found.extend(figures(&folder, number));
            if found.len() == MOST {
                return Baseline::of(&found);
            }
        }
    }
    Baseline::of(&found)
}

fn figures(session: &Path, take: u32) -> Option<Figures> {
    Figures::read(&files::read_text(&session.join(Part::ReportJson.file(take))).ok()??)
}
