//! The unfinished file of a fetch: kept when it breaks off, locked while it goes on.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::PathBuf;

/// The unfinished file. Its lock goes with it.
pub(super) struct Part {
    pub(super) path: PathBuf,
    pub(super) file: File,
    /// The bytes that are there.
    pub(super) have: u64,
}

impl Part {
    /// Opens or makes it, if nobody else has it open. More bytes than the model has are of no use: it begins again.
    pub(super) fn open(path: PathBuf, most: u64) -> io::Result<Option<Self>> {
        let file = OpenOptions::new().append(true).read(true).create(true).open(&path)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Ok(None),
            // Some network drives know no locks; two fetches at once would then be caught by the checksum.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        let have = file.metadata()?.len();
        let mut part = Part { path, file, have };
        if part.have > most {
            part.begin_again()?;
        }
        Ok(Some(part))
    }

    /// Throws away what is there.
    pub(super) fn begin_again(&mut self) -> io::Result<()> {
        self.have = 0;
        self.file.set_len(0)
    }
}
