//! All sessions of a user: begin one, list them, find one by its name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{self, Hold, Lock};
use super::name::{Part, number};
use super::{KeptTake, Session, SessionError, SessionId, TakeFiles, TakeName, clock};

/// The folder in which sessions are kept.
///
/// ```
/// use greenroom::session::Sessions;
///
/// let home = tempfile::tempdir()?;
/// let sessions = Sessions::new(home.path().join("sessions"));
/// let session = sessions.begin()?;
/// println!("recording into {}", session.id());
/// drop(session); // nothing was recorded, so nothing is left of it
/// assert!(sessions.list()?.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Sessions {
    pub(super) folder: PathBuf,
}

/// A session on disk.
#[derive(Debug)]
pub struct KeptSession {
    pub id: SessionId,
    pub folder: PathBuf,
    /// Whether a running Greenroom has it open now.
    pub is_open: bool,
    /// Those that have sound, in their order.
    pub takes: Vec<KeptTake>,
    /// Why its folder cannot be read.
    pub trouble: Option<SessionError>,
}

/// What a name leads to: a session, or one take of it.
#[derive(Debug)]
pub struct Found {
    pub session: KeptSession,
    /// The take that was named.
    pub take: Option<u32>,
}

impl Found {
    /// The take that was named, or all of them.
    #[must_use]
    pub fn takes(&self) -> &[KeptTake] {
        let takes = &self.session.takes;
        match self.take.and_then(|number| takes.iter().position(|take| take.name.number == number)) {
            Some(place) => &takes[place..=place],
            None => takes,
        }
    }

    /// The take that was named, or the only one there is.
    pub fn one_take(&self) -> Result<&KeptTake, SessionError> {
        let id = self.session.id.clone();
        match self.takes() {
            [one] => Ok(one),
            [] => Err(SessionError::NoTakes { id }),
            many => Err(SessionError::ManyTakes {
                id,
                takes: many.iter().map(|take| take.name.clone()).collect(),
            }),
        }
    }
}

impl Sessions {
    /// The sessions in a folder, which need not be there yet.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Sessions { folder }
    }

    /// Where they are.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Begins a session, named by the minute of now.
    pub fn begin(&self) -> Result<Session, SessionError> {
        self.begin_at(&clock::minute())
    }

    fn begin_at(&self, stamp: &str) -> Result<Session, SessionError> {
        let failed = |folder: &Path, source| SessionError::Folder { folder: folder.to_owned(), source };
        files::make_folders(&self.folder).map_err(|error| failed(&self.folder, error))?;
        let ids = (1..=u32::MAX).map_while(|nth| SessionId::nth(stamp, nth));
        for id in ids {
            let folder = self.folder.join(id.as_str());
            match files::make_folder(&folder) {
                Ok(()) => {}
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(failed(&folder, error)),
            }
            match Lock::take(&folder) {
                Ok(Hold::Mine(lock) | Hold::Unknown(lock)) => return Ok(Session::new(id, folder, lock)),
                // Another program took the empty folder for left over, and may have removed it.
                Ok(Hold::Taken) => {}
                Err(SessionError::Write { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Err(failed(&self.folder, std::io::Error::other(format!("`{stamp}` is no time"))))
    }

    /// The names of all sessions, newest first. Whatever else is in the folder is not ours and passed over.
    pub(super) fn ids(&self) -> Result<Vec<SessionId>, SessionError> {
        let names = match files::names(&self.folder) {
            Err(SessionError::Unreadable { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Vec::new());
            }
            names => names?,
        };
        let mut ids: Vec<SessionId> = names
            .iter()
            .filter_map(|name| SessionId::read(name))
            .filter(|id| files::is_folder(&self.folder.join(id.as_str())))
            .collect();
        ids.sort_by(|a, b| b.cmp(a));
        Ok(ids)
    }

    /// All sessions in which something was recorded, newest first.
    pub fn list(&self) -> Result<Vec<KeptSession>, SessionError> {
        let mut sessions: Vec<KeptSession> = self.ids()?.into_iter().map(|id| self.look(id)).collect();
        sessions.retain(|session| !session.takes.is_empty() || session.trouble.is_some());
        Ok(sessions)
    }

    fn look(&self, id: SessionId) -> KeptSession {
        let folder = self.folder.join(id.as_str());
        let is_open = Lock::is_taken(&folder);
        let (takes, trouble) = match takes_in(&folder) {
            Ok(takes) => (takes, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        let takes = takes
            .into_iter()
            .map(|number| KeptTake::look(TakeName { session: id.clone(), number }, &folder))
            .collect();
        KeptSession { id, folder, is_open, takes, trouble }
    }

    /// The session or take of a name: whole, as much of its beginning as tells it from the others, or `last`; with
    /// `/2` for its second take.
    ///
    /// Names are compared with those of the sessions there are, so that none can lead anywhere else.
    pub fn find(&self, name: &str) -> Result<Found, SessionError> {
        let (session, take) = match name.split_once('/') {
            None => (name, None),
            Some((session, take)) => {
                let take = number(take).ok_or_else(|| SessionError::NoName { name: name.to_owned() })?;
                (session, Some(take))
            }
        };
        let is_last = session == "last";
        let may_be_name = session.bytes().all(|b| b.is_ascii_digit() || b == b'-') && !session.is_empty();
        if !is_last && !may_be_name {
            return Err(SessionError::NoName { name: name.to_owned() });
        }
        let known = self.ids()?;
        let found = if is_last {
            // One that was begun and not yet recorded into is not what anybody means.
            let recorded = |id: &&SessionId| {
                takes_in(&self.folder.join(id.as_str())).is_ok_and(|takes| !takes.is_empty())
            };
            known.iter().find(recorded).ok_or(SessionError::Nothing)?
        } else if let Some(exact) = known.iter().find(|id| id.as_str() == session) {
            exact
        } else {
            let ids: Vec<&SessionId> = known.iter().filter(|id| id.as_str().starts_with(session)).collect();
            match ids[..] {
                [one] => one,
                [] => return Err(SessionError::NoSession { name: session.to_owned() }),
                _ => {
                    let ids = ids.into_iter().cloned().collect();
                    return Err(SessionError::Several { name: session.to_owned(), ids });
                }
            }
        };
        let session = self.look(found.clone());
        if let Some(number) = take
            && session.takes.iter().all(|take| take.name.number != number)
        {
            return Err(SessionError::NoTake { id: session.id, number });
        }
        Ok(Found { session, take })
    }

    /// The files of a kept take, to keep something new with them. Refused while another program has the session open.
    pub fn open_take(&self, take: &KeptTake) -> Result<TakeFiles, SessionError> {
        let folder = self.folder.join(take.name.session.as_str());
        let lock = hold(&take.name.session, &folder)?;
        Ok(TakeFiles::new(&take.name, folder, Arc::new(lock)))
    }
}

/// The lock of a session that is there, or the error that it is open.
pub(super) fn hold(id: &SessionId, folder: &Path) -> Result<Lock, SessionError> {
    match Lock::take_old(folder)? {
        Hold::Mine(lock) => Ok(lock),
        Hold::Taken | Hold::Unknown(_) => Err(SessionError::Open { id: id.clone() }),
    }
}

/// The numbers of the takes in a folder that have sound. Where a microphone could not be opened there is none.
pub(super) fn takes_in(folder: &Path) -> Result<Vec<u32>, SessionError> {
    let names = files::names(folder)?;
    let mut takes: Vec<u32> = names
        .iter()
        .filter(|name| files::is_file(&folder.join(name)))
        .filter_map(|name| Part::of(name).filter(|(_, part)| *part == Part::Wav))
        .map(|(take, _)| take)
        .collect();
    takes.sort_unstable();
    Ok(takes)
}
