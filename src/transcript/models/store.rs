//! Where model files are looked for, and the proof that one is right.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{Manifest, Model, grouped, shown};

/// A model file whose length and SHA-256 are those of the list.
///
/// There is no other way to one than [`verify`], [`ModelFolders::find`], [`fetch()`](super::fetch()) and
/// [`import()`](super::import()), and all of them hash the whole file. Nobody can swap the file under the recogniser
/// except by writing to the folder after that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedModel {
    name: String,
    path: PathBuf,
    sha256: String,
}

impl VerifiedModel {
    /// The name in the list, such as `tiny.en`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The SHA-256 of the file.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Gives the file its final name, so that a reader finds all of it or nothing.
    pub(super) fn renamed(self, path: PathBuf) -> io::Result<Self> {
        fs::rename(&self.path, &path)?;
        Ok(VerifiedModel { path, ..self })
    }
}

/// Why there is no model to load.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// No model of this name is in the list.
    #[error("there is no model `{}`; there are {known}", name.escape_debug())]
    Unknown {
        /// What was asked for.
        name: String,
        /// The names that there are.
        known: String,
    },
    /// The file is in none of the folders.
    #[error("the speech model `{name}` is missing: there is no `{file}` in {}", folders(searched))]
    Missing {
        /// The model.
        name: String,
        /// The file that was looked for.
        file: String,
        /// Where.
        searched: Vec<PathBuf>,
    },
    /// A folder, a device or the like stands where the file should be.
    #[error("`{}` is not a file, so it cannot be the speech model `{name}`", shown(path))]
    NotAFile {
        /// The model.
        name: String,
        /// What is no file.
        path: PathBuf,
    },
    /// The file has no bytes.
    #[error("`{}` is empty; the speech model `{name}` has {} bytes", shown(path), grouped(*expected))]
    Empty {
        /// The model.
        name: String,
        /// The file.
        path: PathBuf,
        /// How long it should be.
        expected: u64,
    },
    /// The file is shorter than the model.
    #[error(
        "`{}` is cut short: it has {} of the {} bytes of the speech model `{name}`",
        shown(path), grouped(*bytes), grouped(*expected)
    )]
    CutShort {
        /// The model.
        name: String,
        /// The file.
        path: PathBuf,
        /// How long it is.
        bytes: u64,
        /// How long it should be.
        expected: u64,
    },
    /// The file is longer than the model.
    #[error(
        "`{}` is not the speech model `{name}`: it has {} bytes, the model has {}",
        shown(path), grouped(*bytes), grouped(*expected)
    )]
    TooLong {
        /// The model.
        name: String,
        /// The file.
        path: PathBuf,
        /// How long it is.
        bytes: u64,
        /// How long it should be.
        expected: u64,
    },
    /// The length is right and the content is another.
    #[error("`{}` is not the speech model `{name}`, or it is damaged: its SHA-256 is {sha256}", shown(path))]
    WrongContent {
        /// The model.
        name: String,
        /// The file.
        path: PathBuf,
        /// Its SHA-256.
        sha256: String,
    },
    /// The file is there and cannot be read.
    #[error("could not read `{}`", shown(path))]
    Unreadable {
        /// The model.
        name: String,
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
}

impl ModelError {
    /// The model that it is about, if there is such a model.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            ModelError::Missing { name, .. }
            | ModelError::NotAFile { name, .. }
            | ModelError::Empty { name, .. }
            | ModelError::CutShort { name, .. }
            | ModelError::TooLong { name, .. }
            | ModelError::WrongContent { name, .. }
            | ModelError::Unreadable { name, .. } => Some(name),
            ModelError::Unknown { .. } => None,
        }
    }
}

fn folders(searched: &[PathBuf]) -> String {
    let names: Vec<String> = searched.iter().map(|folder| format!("`{}`", shown(folder))).collect();
    if names.is_empty() { "any folder, for none is searched".to_owned() } else { names.join(", ") }
}

/// What stands in the folders for one model.
#[derive(Debug)]
pub enum ModelState {
    /// The right file.
    Verified(VerifiedModel),
    /// Only a file that is not right.
    Wrong(ModelError),
    /// No file.
    Missing,
}

/// The folders where models are looked for, and the one that new ones are put in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ModelFolders {
    /// Looked through in this order; the first right file is taken.
    pub search: Vec<PathBuf>,
    /// Where `fetch` and `import` put a model. It is made when it is needed.
    pub own: PathBuf,
}

impl ModelFolders {
    /// Finds a model by its name and verifies it. Blocks while the whole file is hashed.
    ///
    /// A file that is not right does not stand in the way of a right one in a later folder; it is the error
    /// when there is none.
    pub fn find(&self, manifest: &Manifest, name: &str) -> Result<VerifiedModel, ModelError> {
        let Some(model) = manifest.get(name) else {
            return Err(ModelError::Unknown { name: name.to_owned(), known: manifest.names() });
        };
        match self.inspect(model) {
            ModelState::Verified(found) => Ok(found),
            ModelState::Wrong(error) => Err(error),
            ModelState::Missing => Err(ModelError::Missing {
                name: model.name.clone(),
                file: model.file.clone(),
                searched: self.search.clone(),
            }),
        }
    }

    /// What stands in the folders for a model.
    #[must_use]
    pub fn inspect(&self, model: &Model) -> ModelState {
        let mut first_wrong = None;
        for folder in &self.search {
            match verify(model, &folder.join(&model.file)) {
                Ok(found) => return ModelState::Verified(found),
                Err(ModelError::Unreadable { source, .. }) if is_absent(&source) => {}
                Err(error) => {
                    first_wrong.get_or_insert(error);
                }
            }
        }
        first_wrong.map_or(ModelState::Missing, ModelState::Wrong)
    }
}

/// No such file, or a file where a folder of its path should be.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Checks the length and the SHA-256 of a file. Blocks; `tiny.en` takes about 60 ms where the processor knows SHA,
/// and 0.3 s where it does not, so a caller with other work does it on a thread of its own.
pub fn verify(model: &Model, path: &Path) -> Result<VerifiedModel, ModelError> {
    let name = model.name.clone();
    let path = path.to_owned();
    let unreadable = |source| ModelError::Unreadable { name: model.name.clone(), path: path.clone(), source };
    // Asked before it is opened: to open a named pipe waits for a writer.
    let is = fs::metadata(&path).map_err(unreadable)?;
    if !is.is_file() {
        return Err(ModelError::NotAFile { name, path });
    }
    let (bytes, expected) = (is.len(), model.bytes);
    match bytes {
        0 => return Err(ModelError::Empty { name, path, expected }),
        _ if bytes < expected => return Err(ModelError::CutShort { name, path, bytes, expected }),
        _ if bytes > expected => return Err(ModelError::TooLong { name, path, bytes, expected }),
        _ => {}
    }
    let sha256 = File::open(&path).and_then(|file| hash(file.take(expected + 1))).map_err(unreadable)?;
    if sha256 != model.sha256 {
        return Err(ModelError::WrongContent { name, path, sha256 });
    }
    Ok(VerifiedModel { name, path, sha256 })
}

/// The SHA-256 of all that can be read, in hexadecimal.
pub(super) fn hash(mut from: impl Read) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut block = vec![0; 1 << 20];
    loop {
        match from.read(&mut block) {
            Ok(0) => break,
            Ok(read) => hasher.update(&block[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let mut text = String::new();
    for byte in hasher.finalize() {
        for digit in [byte >> 4, byte & 0xf] {
            text.extend(char::from_digit(digit.into(), 16));
        }
    }
    Ok(text)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    type Is = fn(&ModelError) -> bool;

    /// A model that is `content`.
    pub(crate) fn model_of(name: &str, content: &[u8]) -> Model {
        Model {
            name: name.to_owned(),
            file: format!("ggml-{name}.bin"),
            bytes: content.len() as u64,
            sha256: hash(content).unwrap(),
            url: String::new(),
            wheels: vec![format!("{name}-wheel==1.0")],
            languages: vec!["en".to_owned()],
            about: "a model".to_owned(),
        }
    }

    fn folders(search: &[&Path]) -> ModelFolders {
        ModelFolders { search: search.iter().map(|&path| path.to_owned()).collect(), own: PathBuf::new() }
    }

    #[test]
    fn the_hash_is_that_of_the_standard() {
        // FIPS 180-4's example.
        assert_eq!(
            hash(&b"abc"[..]).unwrap(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn the_right_file_is_verified() {
        let folder = tempfile::tempdir().unwrap();
        let model = model_of("m", b"weights");
        let path = folder.path().join("ggml-m.bin");
        fs::write(&path, b"weights").unwrap();
        let verified = verify(&model, &path).unwrap();
        assert_eq!((verified.name(), verified.path()), ("m", path.as_path()));
        assert_eq!(verified.sha256(), model.sha256);
    }

    #[test]
    fn every_wrong_file_has_its_own_message() {
        let folder = tempfile::tempdir().unwrap();
        let model = model_of("m", b"weights");
        let path = folder.path().join("ggml-m.bin");
        let cases: [(&[u8], Is, &str); 4] = [
            (b"", |e| matches!(e, ModelError::Empty { .. }), "is empty; the speech model `m` has 7 bytes"),
            (b"weigh", |e| matches!(e, ModelError::CutShort { .. }), "cut short: it has 5 of the 7 bytes"),
            (b"weights!", |e| matches!(e, ModelError::TooLong { .. }), "it has 8 bytes, the model has 7"),
            (b"weighty", |e| matches!(e, ModelError::WrongContent { .. }), "its SHA-256 is "),
        ];
        for (content, is, says) in cases {
            fs::write(&path, content).unwrap();
            let error = verify(&model, &path).unwrap_err();
            assert!(is(&error), "{error:?}");
            assert!(error.to_string().contains(says), "{error} should say {says}");
        }
        let error = verify(&model, folder.path()).unwrap_err();
        assert!(matches!(error, ModelError::NotAFile { .. }), "{error:?}");
        let error = verify(&model, &folder.path().join("none")).unwrap_err();
        assert!(matches!(error, ModelError::Unreadable { .. }), "{error:?}");
    }

    #[test]
    fn a_right_file_in_a_later_folder_is_found_behind_a_wrong_one() {
        let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let model = model_of("m", b"weights");
        fs::write(first.path().join("ggml-m.bin"), b"weighty").unwrap();
        assert!(matches!(folders(&[first.path()]).inspect(&model), ModelState::Wrong(_)));
        fs::write(second.path().join("ggml-m.bin"), b"weights").unwrap();
        let absent = first.path().join("absent");
        let below_a_file = first.path().join("ggml-m.bin").join("below");
        let state = folders(&[&absent, &below_a_file, first.path(), second.path()]).inspect(&model);
        let ModelState::Verified(found) = state else { panic!("{state:?}") };
        assert!(found.path().starts_with(second.path()));
    }

    #[test]
    fn a_missing_model_names_where_it_was_looked_for() {
        let folder = tempfile::tempdir().unwrap();
        let manifest = Manifest::embedded();
        let error = folders(&[folder.path()]).find(&manifest, "tiny.en").unwrap_err().to_string();
        assert!(
            error.contains("`tiny.en` is missing") && error.contains(&folder.path().display().to_string())
        );
        let error = folders(&[]).find(&manifest, "huge\u{1b}").unwrap_err().to_string();
        assert_eq!(error, "there is no model `huge\\u{1b}`; there are tiny.en, base");
    }

    #[test]
    fn a_verified_file_can_take_its_final_name() {
        let folder = tempfile::tempdir().unwrap();
        let part = folder.path().join("x.part");
        fs::write(&part, b"weights").unwrap();
        let verified = verify(&model_of("m", b"weights"), &part).unwrap();
        let settled = verified.renamed(folder.path().join("ggml-m.bin")).unwrap();
        assert_eq!(settled.path(), folder.path().join("ggml-m.bin"));
        assert!(!part.exists() && settled.path().exists());
    }
}
