//! Folders and files for their owner alone: written whole or not at all, read with a limit, locked while in use.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::SessionError;

/// The format of every JSON file of a session but the report, which has its own.
pub(super) const FORMAT: u64 = 1;

/// No JSON file of ours comes near: the words of an hour have about two million bytes.
const BIGGEST: u64 = 64 << 20;

/// How the name of a file begins while it is being written.
pub(super) const UNFINISHED: &str = ".greenroom-";

/// The name of the lock in the folder of a session.
pub(super) const LOCK: &str = "lock";

/// Makes a folder for its owner alone; an error where it is there already.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    private(DirBuilder::new()).create(folder)
}

/// Makes a folder and those above it, where they are not there.
pub(super) fn make_folders(folder: &Path) -> io::Result<()> {
    private(DirBuilder::new()).recursive(true).create(folder)
}

#[cfg_attr(not(unix), expect(unused_mut, reason = "only unix has a mode"))]
fn private(mut builder: DirBuilder) -> DirBuilder {
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Puts a whole file in its place: beside it first, through the caches of the machine, then moved. Whatever goes
/// wrong, the place has the old file or the new one, and nothing else is left behind.
pub(super) fn write(file: &Path, bytes: &[u8]) -> Result<(), SessionError> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let put = || -> io::Result<()> {
        // Its file is for the owner alone, and goes when it is dropped.
        let mut beside = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
        beside.write_all(bytes)?;
        beside.as_file().sync_all()?;
        beside.persist(file).map_err(|error| error.error)?;
        // The file is in its place. Some network folders cannot be brought through the caches themselves.
        let _ = sync_folder(folder);
        Ok(())
    };
    put().map_err(|source| SessionError::Write { file: file.to_owned(), source })
}

/// Without it, a power cut can forget that the file was moved.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// The same for a value, as JSON on one line.
pub(super) fn write_json(file: &Path, value: &impl Serialize) -> Result<(), SessionError> {
    let failed =
        |error: serde_json::Error| SessionError::Write { file: file.to_owned(), source: error.into() };
    let mut bytes = serde_json::to_vec(value).map_err(failed)?;
    bytes.push(b'\n');
    write(file, &bytes)
}

/// Reads a file of ours; nothing where there is none. Links are not followed: ours are files.
pub(super) fn read(file: &Path) -> Result<Option<Vec<u8>>, SessionError> {
    let failed = |source| SessionError::Read { file: file.to_owned(), source };
    match fs::symlink_metadata(file) {
        Ok(found) if found.is_file() => {}
        Ok(_) => return Err(failed(io::Error::other("it is not an ordinary file"))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    }
    let mut bytes = Vec::new();
    File::open(file).and_then(|open| open.take(BIGGEST + 1).read_to_end(&mut bytes)).map_err(failed)?;
    if bytes.len() as u64 > BIGGEST {
        return Err(damaged(file, "it is larger than any file that Greenroom writes"));
    }
    Ok(Some(bytes))
}

/// Reads a JSON file of ours and looks at its format first: that of a later version may mean anything.
pub(super) fn read_json<T: DeserializeOwned>(file: &Path) -> Result<Option<T>, SessionError> {
    #[derive(serde::Deserialize)]
    struct Format {
        format: u64,
    }
    let Some(bytes) = read(file)? else { return Ok(None) };
    let Format { format } = serde_json::from_slice(&bytes).map_err(|error| damaged(file, error))?;
    if format != FORMAT {
        return Err(if format > FORMAT {
            SessionError::Newer { file: file.to_owned(), format }
        } else {
            damaged(file, format!("it has the format {format}, which there never was"))
        });
    }
    serde_json::from_slice(&bytes).map(Some).map_err(|error| damaged(file, error))
}

/// Reads a text file of ours; nothing where there is none.
pub(super) fn read_text(file: &Path) -> Result<Option<String>, SessionError> {
    let Some(bytes) = read(file)? else { return Ok(None) };
    String::from_utf8(bytes).map(Some).map_err(|error| damaged(file, error))
}

pub(super) fn damaged(
    file: &Path,
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> SessionError {
    SessionError::Damaged { file: file.to_owned(), source: source.into() }
}

/// Whether there is an ordinary file; a link is none.
pub(super) fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_file())
}

/// Whether there is a folder; a link to one is none.
pub(super) fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

/// So long nothing is written into a session that is open nowhere: longer than anybody answers one question. Our own choice.
const AT_REST: Duration = Duration::from_mins(15);

/// Whether nothing has been written into a folder for a while.
fn is_at_rest(folder: &Path) -> bool {
    let Ok(names) = names(folder) else { return false };
    let changed = |name: &String| fs::metadata(folder.join(name)).and_then(|found| found.modified()).ok();
    names
        .iter()
        .filter(|name| *name != LOCK)
        .filter_map(changed)
        .max()
        .is_none_or(|last| last.elapsed().is_ok_and(|passed| passed >= AT_REST))
}

/// The hold on a session: the system gives it up when the program ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    /// Held for as long as it is open; nothing where the file system knows no locks.
    _file: Option<File>,
}

/// What became of the wish to hold a session.
pub(super) enum Hold {
    Mine(Lock),
    /// The file system knows no locks, so that nobody can tell.
    Unknown(Lock),
    /// Another program has it.
    Taken,
}

impl Lock {
    /// Takes the lock of a session's folder, where nobody has it.
    pub(super) fn take(folder: &Path) -> Result<Hold, SessionError> {
        let path = folder.join(LOCK);
        let failed = |source| SessionError::Write { file: path.clone(), source };
        if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file()) {
            return Err(failed(io::Error::other("it is not an ordinary file")));
        }
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(failed)?;
        match file.try_lock() {
            // Whoever held it before may have removed the session with its lock: then this one locks nothing.
            Ok(()) if !is_file(&path) => Ok(Hold::Taken),
            Ok(()) => Ok(Hold::Mine(Lock { _file: Some(file) })),
            Err(TryLockError::WouldBlock) => Ok(Hold::Taken),
            // Some network folders know no locks. A recording without one is better than none.
            Err(TryLockError::Error(_)) => Ok(Hold::Unknown(Lock { _file: None })),
        }
    }

    /// Takes the lock of a session that was begun before. Where nobody can tell whether it is open, it is taken to be
    /// open as long as something was written into it in the last minutes.
    pub(super) fn take_old(folder: &Path) -> Result<Hold, SessionError> {
        Ok(match Lock::take(folder)? {
            Hold::Unknown(lock) if is_at_rest(folder) => Hold::Mine(lock),
            Hold::Unknown(_) => Hold::Taken,
            known => known,
        })
    }

    /// Whether some program holds the session, without taking it from anybody.
    pub(super) fn is_taken(folder: &Path) -> bool {
        let path = folder.join(LOCK);
        if !is_file(&path) {
            return false;
        }
        File::open(path).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }
}

/// The names in a folder, sorted. A name that is no text is none of ours.
pub(super) fn names(folder: &Path) -> Result<Vec<String>, SessionError> {
    let failed = |source| SessionError::Unreadable { folder: folder.to_owned(), source };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        names.extend(entry.map_err(failed)?.file_name().into_string().ok());
    }
    names.sort();
    Ok(names)
}

/// Removes a file; that there is none is fine.
pub(super) fn remove(file: &PathBuf) -> Result<(), SessionError> {
    match fs::remove_file(file) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            Err(SessionError::Delete { file: file.clone(), source })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, serde::Deserialize)]
    struct Thing {
        format: u64,
        says: String,
    }

    fn thing(format: u64) -> Thing {
        Thing { format, says: "hello".to_owned() }
    }

    #[cfg(unix)]
    #[test]
    fn folders_and_files_are_for_their_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("a/b");
        make_folders(&folder).unwrap();
        make_folder(&folder.join("c")).unwrap();
        write(&folder.join("file"), b"x").unwrap();
        let _lock = Lock::take(&folder).unwrap();
        let mode = |path: &str| fs::metadata(home.path().join(path)).unwrap().permissions().mode() & 0o777;
        assert_eq!(["a", "a/b", "a/b/c"].map(mode), [0o700; 3]);
        assert_eq!(["a/b/file", "a/b/lock"].map(mode), [0o600; 2]);
    }

    #[test]
    fn a_file_that_cannot_be_put_in_its_place_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        // A folder stands where the file should go.
        let place = folder.path().join("words.json");
        make_folder(&place).unwrap();
        let error = write(&place, b"whole").unwrap_err();
        assert!(matches!(&error, SessionError::Write { file, .. } if *file == place), "{error:?}");
        assert_eq!(names(folder.path()).unwrap(), ["words.json"]);
    }

    #[test]
    fn a_new_file_takes_the_place_of_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.json");
        write(&file, b"old and long").unwrap();
        write_json(&file, &thing(1)).unwrap();
        assert_eq!(read_json::<Thing>(&file).unwrap(), Some(thing(1)));
        assert_eq!(names(folder.path()).unwrap(), ["a.json"]);
    }

    #[test]
    fn what_a_later_version_wrote_is_told_and_not_guessed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.json");
        write(&file, br#"{"format":2,"says":{"all":"new"}}"#).unwrap();
        let error = read_json::<Thing>(&file).unwrap_err();
        assert!(matches!(error, SessionError::Newer { format: 2, .. }));
        assert!(error.to_string().contains("a.json"));
    }

    #[test]
    fn a_damaged_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.json");
        for bytes in [&b""[..], b"{", b"[1]", b"{\"format\":1}", b"{\"format\":0,\"says\":\"\"}", b"\xff\xfe"]
        {
            write(&file, bytes).unwrap();
            let error = read_json::<Thing>(&file).unwrap_err();
            assert!(matches!(error, SessionError::Damaged { .. }), "{bytes:?} {error:?}");
            assert!(error.to_string().contains("a.json"));
        }
        assert_eq!(read_json::<Thing>(&folder.path().join("none.json")).unwrap(), None);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.json");
        write_json(&file, &thing(1)).unwrap();
        let link = folder.path().join("link.json");
        std::os::unix::fs::symlink(&file, &link).unwrap();
        assert!(matches!(read_json::<Thing>(&link), Err(SessionError::Read { .. })));
        std::os::unix::fs::symlink(&file, folder.path().join(LOCK)).unwrap();
        assert!(Lock::take(folder.path()).is_err());
        assert!(!Lock::is_taken(folder.path()));
    }

    #[test]
    fn a_lock_is_held_until_it_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let Hold::Mine(lock) = Lock::take(folder.path()).unwrap() else { panic!("taken") };
        assert!(matches!(Lock::take(folder.path()).unwrap(), Hold::Taken));
        assert!(Lock::is_taken(folder.path()));
        drop(lock);
        assert!(!Lock::is_taken(folder.path()));
        assert!(matches!(Lock::take(folder.path()).unwrap(), Hold::Mine(_)));
    }
}
