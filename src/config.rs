//! Where things are kept and what the user has chosen, as plain data. The environment is read in `cli` alone.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The folders of one user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// Sessions and models.
    pub data: PathBuf,
    /// Where a model is looked for, in order.
    pub models: Vec<PathBuf>,
    /// The file of the [`Settings`]; it need not be there.
    pub settings: PathBuf,
}

impl Folders {
    /// Where sessions are kept: takes, transcripts, reports.
    #[must_use]
    pub fn sessions(&self) -> PathBuf {
        self.data.join("sessions")
    }

    /// Where a model that was fetched or imported is put.
    #[must_use]
    pub fn own_models(&self) -> PathBuf {
        self.data.join("models")
    }
}

/// What the user has chosen once and for all. What is typed on the command line goes before it.
///
/// A key that is not known is refused: a slip such as `microfone` would otherwise choose nothing without a word.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The id, the name or a part of the name; the default microphone where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub microphone: Option<String>,
    /// The same of the loudspeaker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loudspeaker: Option<String>,
    /// Who reads the question aloud.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice: Option<VoiceChoice>,
}

/// Who reads the question aloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VoiceChoice {
    /// The voice of the system.
    System,
    /// Nobody: the question is only shown.
    Silent,
}

/// Why the settings cannot be used.
#[derive(Debug, Error)]
pub enum SettingsError {
    /// The file is there and cannot be read.
    #[error("the settings `{}` could not be read", file.display())]
    Read {
        file: PathBuf,
        #[source]
        source: io::Error,
    },
    /// Something in the file is wrong.
    #[error("line {line} of the settings `{}` is wrong: {says}", file.display())]
    Wrong {
        file: PathBuf,
        /// From 1.
        line: usize,
        says: String,
    },
    /// The file cannot be written.
    #[error("the settings `{}` could not be written", file.display())]
    Write {
        file: PathBuf,
        #[source]
        source: io::Error,
    },
}

impl Settings {
    /// Reads the file; nothing is chosen where there is none.
    pub fn read(file: &Path) -> Result<Self, SettingsError> {
        let text = match fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Settings::default()),
            Err(source) => return Err(SettingsError::Read { file: file.to_owned(), source }),
        };
        toml::from_str(&text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start).min(text.len());
            let line =
                text.char_indices().take_while(|(place, _)| *place < at).filter(|(_, c)| *c == '\n').count()
                    + 1;
            let says = error.message().lines().collect::<Vec<_>>().join("; ");
            SettingsError::Wrong { file: file.to_owned(), line, says }
        })
    }

    /// Writes the file whole, or leaves the old one as it is. What stood in it as a comment is lost.
    pub fn write(&self, file: &Path) -> Result<(), SettingsError> {
        self.try_write(file).map_err(|source| SettingsError::Write { file: file.to_owned(), source })
    }

    fn try_write(&self, file: &Path) -> io::Result<()> {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let text = toml::to_string(self).map_err(io::Error::other)?;
        let mut new = tempfile::Builder::new().prefix(".greenroom-").tempfile_in(folder)?;
        new.write_all(text.as_bytes())?;
        new.as_file().sync_all()?;
        new.persist(file).map(drop).map_err(|error| error.error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Settings, SettingsError> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("greenroom.toml");
        fs::write(&file, text).unwrap();
        Settings::read(&file)
    }

    #[test]
    fn what_was_chosen_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new/greenroom.toml");
        for settings in [
            Settings {
                microphone: Some("pulseaudio:\"odd\\name\"\n".to_owned()),
                loudspeaker: None,
                voice: Some(VoiceChoice::Silent),
            },
            Settings { loudspeaker: Some("usb".to_owned()), ..Settings::default() },
            Settings::default(),
        ] {
            settings.write(&file).unwrap();
            assert_eq!(Settings::read(&file).unwrap(), settings);
        }
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1, "only the settings are left");
    }

    #[test]
    fn without_a_file_nothing_is_chosen() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Settings::read(&folder.path().join("none.toml")).unwrap(), Settings::default());
        assert_eq!(read("# nothing yet\n").unwrap(), Settings::default());
    }

    #[test]
    fn a_mistake_is_told_with_its_line() {
        for (text, at, word) in [
            ("voice = \"system\"\nmicrofone = \"usb\"\n", 2, "microfone"),
            ("\n\nvoice = \"loud\"\n", 3, "loud"),
            ("microphone = 3\n", 1, "string"),
            ("voice = \"system\"\nloudspeaker = \n", 2, ""),
        ] {
            let Err(SettingsError::Wrong { line, says, .. }) = read(text) else { panic!("{text}") };
            assert!(line == at && says.contains(word), "{text:?}: {line}: {says}");
        }
    }

    #[test]
    fn settings_that_cannot_be_read_are_not_taken_for_none() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(Settings::read(folder.path()), Err(SettingsError::Read { .. })));
    }

    #[test]
    fn settings_that_cannot_be_written_leave_the_old_ones() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let error = Settings::default().write(&file.join("greenroom.toml")).unwrap_err();
        assert!(matches!(error, SettingsError::Write { .. }), "{error}");
    }
}
