//! What can go wrong with kept sessions. Each names the file, the folder or the session.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::{SessionId, TakeName};

/// Why something cannot be kept, found or read.
#[derive(Debug, Error)]
pub enum SessionError {
    #[error("the folder `{}` for sessions cannot be written", shown(folder))]
    Folder {
        folder: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("the folder `{}` cannot be read", shown(folder))]
    Unreadable {
        folder: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("`{}` cannot be written", shown(file))]
    Write {
        file: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("`{}` cannot be read", shown(file))]
    Read {
        file: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("`{}` cannot be deleted", shown(file))]
    Delete {
        file: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("`{}` is damaged", shown(file))]
    Damaged {
        file: PathBuf,
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// Written by a later version.
    #[error("`{}` was written by a newer Greenroom (format {format}; this one reads 1)", shown(file))]
    Newer { file: PathBuf, format: u64 },
    /// Another running Greenroom has it open.
    #[error("the session {id} is open in another running Greenroom")]
    Open { id: SessionId },
    #[error("nothing has been recorded yet")]
    Nothing,
    #[error("`{name}` is no name of a session")]
    NoName { name: String },
    #[error("there is no session `{name}`")]
    NoSession { name: String },
    #[error("`{name}` can be {}", listed(ids))]
    Several { name: String, ids: Vec<SessionId> },
    #[error("the session {id} has no take {number}")]
    NoTake { id: SessionId, number: u32 },
    #[error("the session {id} has no take")]
    NoTakes { id: SessionId },
    #[error("the session {id} has {} takes: name one, such as {}", takes.len(), takes[takes.len() - 1])]
    ManyTakes { id: SessionId, takes: Vec<TakeName> },
}

/// A path that cannot carry control characters to a terminal.
fn shown(path: &Path) -> String {
    path.display().to_string().replace(char::is_control, "\u{fffd}")
}

fn listed(ids: &[SessionId]) -> String {
    let ids: Vec<&str> = ids.iter().map(SessionId::as_str).collect();
    ids.join(" or ")
}
