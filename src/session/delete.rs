//! Deleting: a take, a session, or everything. Only files that Greenroom made, and none that is open.

use std::path::{Path, PathBuf};

use super::files;
use super::name::Part;
use super::open::tidy;
use super::store::{hold, takes_in};
use super::{Found, SessionError, SessionId, Sessions};

/// What became of files that were to go.
#[derive(Debug, Default)]
pub struct Deleted {
    /// How many takes are gone.
    pub takes: usize,
    /// How many sessions are gone.
    pub sessions: usize,
    /// Sessions that stay since another running program has them open.
    pub open: Vec<SessionId>,
    /// Folders that stay since files are in them that Greenroom did not make.
    pub left: Vec<PathBuf>,
    /// Why sessions stay that could not be deleted.
    pub failed: Vec<SessionError>,
}

impl Sessions {
    /// Deletes a take, or a session with all its takes.
    pub fn delete(&self, found: &Found) -> Result<Deleted, SessionError> {
        let folder = self.folder.join(found.session.id.as_str());
        let _lock = hold(&found.session.id, &folder)?;
        let mut deleted = Deleted::default();
        delete_in(&folder, found.take, &mut deleted)?;
        Ok(deleted)
    }

    /// Deletes all sessions but those that are open.
    pub fn purge(&self) -> Result<Deleted, SessionError> {
        let mut deleted = Deleted::default();
        for id in self.ids()? {
            let folder = self.folder.join(id.as_str());
            // One that cannot be deleted does not save the others.
            match hold(&id, &folder).and_then(|_lock| delete_in(&folder, None, &mut deleted)) {
                Ok(()) => {}
                Err(SessionError::Open { id }) => deleted.open.push(id),
                Err(error) => deleted.failed.push(error),
            }
        }
        // The folder itself, where nothing else is in it: who purges wants no trace.
        let _ = std::fs::remove_dir(&self.folder);
        Ok(deleted)
    }
}

/// Deletes one take or all, and the folder where nothing is left in it. Whoever calls it holds the lock.
fn delete_in(folder: &Path, take: Option<u32>, deleted: &mut Deleted) -> Result<(), SessionError> {
    let names = files::names(folder)?;
    let takes = takes_in(folder)?;
    let ours = |name: &&String| match Part::of(name) {
        Some((number, _)) => take.is_none_or(|take| take == number),
        None => take.is_none() && name.starts_with(files::UNFINISHED),
    };
    // The sound goes last: as long as it is there, the take is listed and can be deleted once more.
    let is_sound = |name: &String| Part::of(name).is_some_and(|(_, part)| part == Part::Wav);
    let (sound, others): (Vec<&String>, Vec<&String>) =
        names.iter().filter(ours).partition(|name| is_sound(name));
    for name in others.into_iter().chain(sound.iter().copied()) {
        let file = folder.join(name);
        // Somebody's own folder with such a name stays.
        if !files::is_folder(&file) {
            files::remove(&file)?;
        }
    }
    deleted.takes += takes.iter().filter(|number| take.is_none_or(|take| take == **number)).count();
    if tidy(folder)? {
        deleted.sessions += 1;
    } else if takes_in(folder)?.is_empty() {
        deleted.left.push(folder.to_owned());
    }
    Ok(())
}
