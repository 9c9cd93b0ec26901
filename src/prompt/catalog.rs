//! All packs that there are: those that ship, and those in files that the user names.

use std::fmt;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::nearest::{did_you_mean, either};
use super::pack::Draft;
use super::problem::{PackError, shown};
use super::{Prompt, PromptPack};

/// What is asked where nobody names a question: it fits any story of the past.
pub const DEFAULT_PROMPT: &str = "general/story";

/// What judges the answers of a pack that nobody chose a rubric for.
pub(super) const DEFAULT_RUBRIC: &str = "star-l";

/// The packs that ship, under the names of their files.
const SHIPPED: [(&str, &str); 7] = [
    ("general.toml", include_str!("../../prompts/packs/general.toml")),
    ("screen.toml", include_str!("../../prompts/packs/screen.toml")),
    ("expectations.toml", include_str!("../../prompts/packs/expectations.toml")),
    ("engineers.toml", include_str!("../../prompts/packs/engineers.toml")),
    ("managers.toml", include_str!("../../prompts/packs/managers.toml")),
    ("product.toml", include_str!("../../prompts/packs/product.toml")),
    ("students.toml", include_str!("../../prompts/packs/students.toml")),
];

/// Bytes. The longest pack that ships has a twenty-fifth of it; more is some other file, typed by mistake.
pub(super) const BIGGEST_PACK: u64 = 1 << 20;

/// Packs without mistakes, with their questions under their names.
#[derive(Debug, Clone)]
pub struct Catalog {
    packs: Vec<PromptPack>,
}

/// Why a name finds no question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FindError {
    /// No pack and no question has the name.
    #[error("no question `{name}`{guess}")]
    Nothing { name: String, guess: String },
    /// Several packs have a question of the name.
    #[error("`{name}` is in several packs: say {}", either(&full.iter().map(String::as_str).collect::<Vec<_>>()))]
    Several { name: String, full: Vec<String> },
    /// The name is that of a pack, where one question is wanted.
    #[error("`{pack}` is a pack of {count} questions: name one, such as `{first}`")]
    NotOne { pack: String, count: usize, first: String },
}

/// Several packs that cannot be used.
#[derive(Debug, thiserror::Error)]
pub struct PackErrors(pub Vec<PackError>);

impl fmt::Display for PackErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("\n\n")?;
            }
            write!(f, "{error}")?;
            if let Some(cause) = std::error::Error::source(error) {
                write!(f, ": {cause}")?;
            }
        }
        Ok(())
    }
}

/// What became of one file that was checked.
#[derive(Debug)]
pub struct Checked {
    /// As it was named, made safe for the terminal.
    pub file: String,
    pub pack: Result<PromptPack, PackError>,
}

impl Catalog {
    /// The packs that ship. `rubrics` are the ids of the rubrics there are.
    pub fn shipped(rubrics: &[&str]) -> Result<Self, PackErrors> {
        Catalog::with_files(&[], rubrics)
    }

    /// The packs that ship and those in the files, or all that is wrong with them.
    pub fn with_files(files: &[PathBuf], rubrics: &[&str]) -> Result<Self, PackErrors> {
        let mut packs = Vec::new();
        let mut errors = Vec::new();
        let shipped = read_all(SHIPPED.iter().map(|(name, text)| (*name, *text)), rubrics, &[]);
        for pack in shipped.into_iter().chain(check_files(files, rubrics).into_iter().map(|file| file.pack)) {
            match pack {
                // Somebody may name the file of a pack that ships.
                Ok(pack) if packs.contains(&pack) => {}
                Ok(pack) => packs.push(pack),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(Catalog { packs }) } else { Err(PackErrors(errors)) }
    }

    /// All packs, those that ship first.
    #[must_use]
    pub fn packs(&self) -> &[PromptPack] {
        &self.packs
    }

    /// The pack of a question.
    #[must_use]
    pub fn pack_of(&self, prompt: &Prompt) -> Option<&PromptPack> {
        self.packs.iter().find(|pack| pack.id == prompt.pack)
    }

    /// The questions of a name: `pack/question`, `question`, or `pack` for all of its questions.
    ///
    /// Where a pack and a question have the same name, the pack is meant; the question has its full name.
    pub fn find(&self, name: &str) -> Result<Vec<&Prompt>, FindError> {
        if let Some(pack) = self.packs.iter().find(|pack| pack.id == name) {
            return Ok(pack.prompts.iter().collect());
        }
        let found: Vec<&Prompt> = self
            .packs
            .iter()
            .flat_map(|pack| &pack.prompts)
            .filter(|prompt| prompt.id == name || prompt.name() == name)
            .collect();
        match found.len() {
            0 => Err(self.nothing(name)),
            1 => Ok(found),
            _ => Err(FindError::Several {
                name: shown(name),
                full: found.iter().map(|prompt| prompt.name()).collect(),
            }),
        }
    }

    /// The one question of a name, which may be that of a pack with one question.
    pub fn find_one(&self, name: &str) -> Result<&Prompt, FindError> {
        match self.find(name)?.as_slice() {
            [one] => Ok(one),
            [] => Err(self.nothing(name)),
            [first, ..] => Err(FindError::NotOne {
                pack: shown(name),
                count: self.find(name)?.len(),
                first: first.name(),
            }),
        }
    }

    /// The general story question, for any answer about something that has happened.
    pub fn default_prompt(&self) -> Result<&Prompt, FindError> {
        self.find_one(DEFAULT_PROMPT)
    }

    fn nothing(&self, name: &str) -> FindError {
        let mut known: Vec<String> = self.packs.iter().map(|pack| pack.id.clone()).collect();
        known.extend(self.packs.iter().flat_map(|pack| &pack.prompts).map(Prompt::name));
        FindError::Nothing { name: shown(name), guess: did_you_mean(name, known.iter().map(String::as_str)) }
    }
}

/// Reads packs from files, each with its own result, in the order given.
///
/// Files may refer to each other's questions and to those that ship.
#[must_use]
pub fn check_files(files: &[PathBuf], rubrics: &[&str]) -> Vec<Checked> {
    if files.is_empty() {
        return Vec::new();
    }
    let texts: Vec<Result<(String, String), PackError>> = files.iter().map(|file| read(file)).collect();
    let readable = texts.iter().flatten().map(|(name, text)| (name.as_str(), text.as_str()));
    let shipped: Vec<Draft> = SHIPPED.iter().map(|(name, text)| Draft::read(name, text, rubrics)).collect();
    let mut packs = read_all(readable, rubrics, &shipped).into_iter();
    let mut checked = Vec::new();
    for (file, text) in files.iter().zip(texts) {
        let pack = match text {
            Err(error) => Some(Err(error)),
            Ok(_) => packs.next(),
        };
        // There is one result for each text, so `pack` is never nothing.
        checked.extend(pack.map(|pack| Checked { file: shown(&file.display().to_string()), pack }));
    }
    checked
}

/// Reads one pack from its text, as if it stood in a file of this name.
pub(super) fn check_text(name: &str, text: &str, rubrics: &[&str]) -> Result<PromptPack, PackError> {
    let shipped: Vec<Draft> = SHIPPED.iter().map(|(name, text)| Draft::read(name, text, rubrics)).collect();
    let taken: Vec<String> = shipped.iter().map(|draft| draft.id().to_owned()).collect();
    let questions: Vec<String> = shipped.iter().flat_map(Draft::names).collect();
    Draft::read(name, text, rubrics).finish(&taken, &questions)
}

/// Packs that may refer to each other and to `others`. An id that is taken is a mistake of the later pack.
fn read_all<'a>(
    texts: impl Iterator<Item = (&'a str, &'a str)>,
    rubrics: &[&str],
    others: &[Draft],
) -> Vec<Result<PromptPack, PackError>> {
    let texts: Vec<(&str, &str)> = texts.collect();
    let drafts: Vec<Draft> = texts.iter().map(|(name, text)| Draft::read(name, text, rubrics)).collect();
    let questions: Vec<String> = others.iter().chain(&drafts).flat_map(Draft::names).collect();
    let mut taken: Vec<String> = others.iter().map(|draft| draft.id().to_owned()).collect();
    let mut packs = Vec::new();
    for (draft, (_, text)) in drafts.into_iter().zip(&texts) {
        let id = draft.id().to_owned();
        let ships = !others.is_empty() && SHIPPED.iter().any(|(_, shipped)| shipped == text);
        packs.push(draft.finish(if ships { &[] } else { &taken }, &questions));
        taken.push(id);
    }
    packs
}

/// The name of a file for messages, and its text.
fn read(file: &Path) -> Result<(String, String), PackError> {
    let name = file.display().to_string();
    let shown = shown(&name);
    let unreadable = |source| PackError::Unreadable { file: shown.clone(), source };
    let mut bytes = Vec::new();
    // Read with a limit instead of asking for the size first: `/dev/zero` says that it is empty.
    let mut limited = fs::File::open(file).map_err(unreadable)?.take(BIGGEST_PACK + 1);
    limited.read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > BIGGEST_PACK {
        return Err(PackError::TooBig { file: shown, most: BIGGEST_PACK });
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok((name, text)),
        Err(error) => {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = String::from_utf8_lossy(valid).matches('\n').count();
            Err(PackError::NotText { file: shown, line })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalog() -> Catalog {
        Catalog::shipped(&["star-l", "star-rlf", "reverse-questions"]).unwrap()
    }

    #[test]
    fn names_find_a_pack_a_question_or_the_nearest() {
        struct Case {
            name: &'static str,
            found: Result<&'static [&'static str], &'static str>,
        }
        let cases = [
            Case { name: "screen/dive-deep", found: Ok(&["screen/dive-deep"]) },
            Case { name: "dive-deep", found: Ok(&["screen/dive-deep"]) },
            Case { name: "expectations", found: Ok(&["expectations/above-and-below"]) },
            Case {
                name: "deadlin",
                found: Err(
                    "no question `deadlin`; did you mean `screen/tight-deadline` or `screen/missed-deadline`?",
                ),
            },
            Case { name: "scren", found: Err("no question `scren`; did you mean `screen`?") },
            Case {
                name: "general/dive-deep",
                found: Err("no question `general/dive-deep`; did you mean `screen/dive-deep`?"),
            },
            Case { name: "weather", found: Err("no question `weather`") },
            Case { name: "", found: Err("no question ``") },
            Case { name: "\u{1b}[2J", found: Err(r"no question `\u{1b}[2J`") },
        ];
        let catalog = catalog();
        for Case { name, found } in cases {
            let got =
                catalog.find(name).map(|all| all.iter().map(|prompt| prompt.name()).collect::<Vec<_>>());
            match (got, found) {
                (Ok(got), Ok(found)) => assert_eq!(got, found, "{name}"),
                (got, found) => {
                    assert_eq!(
                        got.map_err(|e| e.to_string()),
                        found.map(|_| vec![]).map_err(str::to_owned),
                        "{name}"
                    );
                }
            }
        }
    }

    #[test]
    fn one_question_is_not_a_pack_of_six() {
        assert_eq!(
            catalog().find_one("screen").unwrap_err().to_string(),
            "`screen` is a pack of 6 questions: name one, such as `screen/tight-deadline`"
        );
        assert_eq!(catalog().find_one("general").unwrap().name(), DEFAULT_PROMPT);
    }

    #[test]
    fn a_name_in_two_packs_is_not_guessed() {
        let mut catalog = catalog();
        let mut twin = catalog.packs[1].clone();
        twin.id = "twin".to_owned();
        for prompt in &mut twin.prompts {
            prompt.pack.clone_from(&twin.id);
        }
        catalog.packs.push(twin);
        assert_eq!(
            catalog.find("dive-deep").unwrap_err().to_string(),
            "`dive-deep` is in several packs: say `screen/dive-deep` or `twin/dive-deep`"
        );
    }

    #[test]
    fn the_default_question_is_a_story_that_can_be_scored() {
        let catalog = catalog();
        let prompt = catalog.default_prompt().unwrap();
        assert_eq!((prompt.kind, prompt.not_yet.as_deref()), (super::super::Kind::Story, None));
    }
}
