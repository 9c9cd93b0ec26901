//! What was recorded before a take, and the stories in it.

use std::path::{Path, PathBuf};

use super::name::Part;
use super::store::takes_in;
use super::take::AskedDocument;
use super::{SessionId, Sessions, TakeName, files};
use crate::report::EarlierStory;

/// So many stories are looked at: more takes than anybody's stories have. Our own choice.
const MOST: usize = 60;

/// A take on disk, by its name and the folder that it lies in.
pub(super) struct Place {
    pub(super) name: TakeName,
    pub(super) folder: PathBuf,
}

impl Place {
    /// The text of a part of it; nothing where that is not there or cannot be read.
    pub(super) fn read(&self, part: Part) -> Option<String> {
        files::read_text(&self.folder.join(part.file(self.name.number))).ok()?
    }
}

/// The takes that began before one, newest first, by the names of their sessions. What cannot be read is passed over.
pub(super) fn takes(session: &Path, take: u32) -> impl Iterator<Item = Place> {
    let own = session.file_name().and_then(|name| SessionId::read(name.to_str()?));
    let all = session.parent().map(|folder| Sessions::new(folder.to_owned()));
    let ids = all.as_ref().and_then(|all| all.ids().ok()).unwrap_or_default();
    let folder = all.map(|all| all.folder).unwrap_or_default();
    let before = ids.into_iter().filter_map(move |id| {
        let own = own.as_ref()?;
        (id <= *own).then(|| (id == *own, id))
    });
    before.flat_map(move |(is_own, id)| {
        let folder = folder.join(id.as_str());
        let takes = takes_in(&folder).unwrap_or_default();
        let takes = takes.into_iter().rev().filter(move |number| !is_own || *number < take);
        takes.map(move |number| Place {
            name: TakeName { session: id.clone(), number },
            folder: folder.clone(),
        })
    })
}

/// The stories that were told before a take, newest first.
pub(super) fn stories(session: &Path, take: u32) -> Vec<EarlierStory> {
    takes(session, take).filter_map(|place| story(&place)).take(MOST).collect()
}

/// The story of a take, where it was scored and tells one.
pub(super) fn story(place: &Place) -> Option<EarlierStory> {
    let document = place.read(Part::ReportJson)?;
    let asked = AskedDocument::read(&place.folder.join(Part::Asked.file(place.name.number))).ok()??;
    let asked = asked.into_asked();
    EarlierStory::read(place.name.to_string(), asked.title, asked.begun, &document)
}
