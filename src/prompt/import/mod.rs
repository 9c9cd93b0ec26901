//! Lists of questions that people have, as packs: a text file, a table or JSON becomes TOML that can be worked on.
//!
//! What comes out is checked like any other pack before anybody sees it, so that a mistake is told with the line of
//! the list and not with one of a file that does not exist.

mod json;
mod lines;
mod names;
mod table;
mod write;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::Read as _;
use std::path::Path;

use super::Catalog;
use super::catalog::{BIGGEST_PACK, check_text};
use super::problem::{PackError, shown};

/// Bytes of a list. A question of a list is shorter than the question of the pack that is made of it.
const BIGGEST_LIST: u64 = BIGGEST_PACK;

/// Characters of one question, more than twice those of the longest that ships; more is no question. Our own choice.
const LONGEST_QUESTION: usize = 1000;

/// Characters of a line of the list that is shown with a mistake.
const LONGEST_LINE: usize = 96;

/// A list that has become a pack.
#[derive(Debug)]
pub struct Imported {
    /// The pack, as it is to be written to a file.
    pub toml: String,
    /// The id of the pack.
    pub id: String,
    pub questions: usize,
    /// What was left out of it, and why.
    pub notes: Vec<String>,
}

/// Why a list cannot become a pack.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("could not read the list `{file}`")]
    Unreadable {
        file: String,
        #[source]
        source: std::io::Error,
    },
    /// The file is no list of questions.
    #[error("`{file}` is too big for a list of questions: more than {most} bytes")]
    TooBig { file: String, most: u64 },
    /// The file is not text.
    #[error("`{file}` is not text: the bytes after line {line} are not UTF-8")]
    NotText { file: String, line: usize },
    /// The end of its name says nothing that is known.
    #[error("`{file}` does not end in .txt, .csv or .json")]
    UnknownForm { file: String },
    /// There is nothing in it.
    #[error("`{file}` has no question")]
    Empty { file: String },
    /// The pack would be too big to be read again.
    #[error("`{file}` has {questions} questions, which is too many for one pack")]
    TooMany { file: String, questions: usize },
    /// The list has mistakes, in the order of their lines.
    #[error("{}", Listing(mistakes))]
    Wrong { mistakes: Vec<Mistake> },
    /// The pack is wrong where no line of the list is at fault.
    #[error("the pack that came of `{file}` is wrong")]
    Pack {
        file: String,
        #[source]
        source: PackError,
    },
}

/// One mistake in a list. Prints with its line:
///
/// ```text
/// mine.txt:3: `*` cannot be spoken
///     3 | Tell me about a *hard* bug.
///    help: write the text as somebody would say it, without markup
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    pub file: String,
    /// From 1.
    pub line: usize,
    pub says: String,
    pub help: String,
    source: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mistake { file, line, says, help, source } = self;
        write!(f, "{file}:{line}: {says}\n{line:>5} | {source}\n   help: {help}")
    }
}

struct Listing<'a>(&'a [Mistake]);

impl fmt::Display for Listing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mistakes: Vec<String> = self.0.iter().map(Mistake::to_string).collect();
        f.write_str(&mistakes.join("\n\n"))
    }
}

/// What a list says of one question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Row {
    /// Where it begins, from 1.
    line: usize,
    question: String,
    /// The other fields that there are, under the names that packs use.
    fields: BTreeMap<&'static str, String>,
    tags: Vec<String>,
}

/// The fields beside the question and the tags that a table or JSON may have.
const FIELDS: [&str; 5] = ["title", "category", "difficulty", "company", "role"];

/// The names under which the question stands.
const QUESTION: [&str; 2] = ["question", "text"];

/// The name under which the tags stand.
const TAGS: &str = "tags";

/// What was read of a list, and what is wrong with it: the line, what is wrong, what to do.
#[derive(Debug, Default)]
struct List {
    rows: Vec<Row>,
    mistakes: Vec<(usize, String, String)>,
    notes: Vec<String>,
}

impl List {
    fn wrong(&mut self, line: usize, says: impl Into<String>, help: impl Into<String>) {
        self.mistakes.push((line, says.into(), help.into()));
    }
}

/// Makes a pack of the list in a file. `catalog` has the packs that it has to fit to, `rubrics` are the ids of the
/// rubrics there are.
pub fn import(file: &Path, catalog: &Catalog, rubrics: &[&str]) -> Result<Imported, ImportError> {
    let name = shown(&file.display().to_string());
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = file.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
    let reader = match ending.as_str() {
        "txt" => lines::read,
        "csv" => table::read,
        "json" => json::read,
        _ => return Err(ImportError::UnknownForm { file: name }),
    };
    let text = text_of(file, &name)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    make(&Named { name: &name, stem: &stem }, text, reader(text), catalog, rubrics)
}

/// What a file is called.
struct Named<'a> {
    /// In messages.
    name: &'a str,
    /// Without folder and ending: what the pack is called after.
    stem: &'a str,
}

/// Makes a pack of what was read of a text.
fn make(
    file: &Named<'_>,
    text: &str,
    mut list: List,
    catalog: &Catalog,
    rubrics: &[&str],
) -> Result<Imported, ImportError> {
    let name = file.name;
    leave_out_twins(&mut list);
    leave_out_the_endless(&mut list);
    if list.rows.is_empty() && list.mistakes.is_empty() {
        return Err(ImportError::Empty { file: name.to_owned() });
    }
    let taken: Vec<String> = catalog.packs().iter().map(|pack| pack.id.clone()).collect();
    let general = catalog.default_prompt().map(|prompt| prompt.asks.as_slice()).unwrap_or_default();
    let pack = write::pack(file.stem, &list.rows, &taken, general);
    if pack.toml.len() as u64 > BIGGEST_PACK {
        return Err(ImportError::TooMany { file: name.to_owned(), questions: list.rows.len() });
    }
    let checked = if list.rows.is_empty() { None } else { check_text(name, &pack.toml, rubrics).err() };
    if let Some(error) = checked {
        let PackError::Wrong { problems, .. } = &error else {
            return Err(ImportError::Pack { file: name.to_owned(), source: error });
        };
        for problem in problems {
            let Some(row) = pack.row_of(problem.line) else {
                return Err(ImportError::Pack { file: name.to_owned(), source: error });
            };
            list.mistakes.push((list.rows[row].line, problem.says.clone(), problem.help.clone()));
        }
    }
    if list.mistakes.is_empty() {
        return Ok(Imported { toml: pack.toml, id: pack.id, questions: list.rows.len(), notes: list.notes });
    }
    list.mistakes.sort_by_key(|(line, ..)| *line);
    Err(ImportError::Wrong { mistakes: told(name, text, list.mistakes) })
}

/// A question that is there twice is asked once.
fn leave_out_twins(list: &mut List) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let notes = &mut list.notes;
    list.rows.retain(|row| {
        let earlier = *first.entry(row.question.to_lowercase()).or_insert(row.line);
        if earlier != row.line {
            notes.push(format!("line {}: the question of line {earlier} once more, left out", row.line));
        }
        earlier == row.line
    });
}

/// A question that nobody could listen to is a mistake; it goes no further, as only more mistakes would be found in it.
fn leave_out_the_endless(list: &mut List) {
    let mistakes = &mut list.mistakes;
    list.rows.retain(|row| {
        let length = row.question.chars().count();
        if length > LONGEST_QUESTION {
            let says = format!("the question has {length} characters");
            mistakes.push((row.line, says, format!("keep what is asked: at most {LONGEST_QUESTION}")));
        }
        length <= LONGEST_QUESTION
    });
}

/// Mistakes with the lines they are of.
fn told(name: &str, text: &str, mistakes: Vec<(usize, String, String)>) -> Vec<Mistake> {
    let lines: Vec<&str> = text.lines().collect();
    let mistake = |(line, says, help): (usize, String, String)| {
        let source = lines.get(line.saturating_sub(1)).copied().unwrap_or_default().trim();
        let cut: String = source.chars().take(LONGEST_LINE).collect();
        let dots = if cut.len() < source.len() { "…" } else { "" };
        Mistake { file: name.to_owned(), line, says, help, source: format!("{}{dots}", shown(&cut)) }
    };
    mistakes.into_iter().map(mistake).collect()
}

fn text_of(file: &Path, name: &str) -> Result<String, ImportError> {
    let unreadable = |source| ImportError::Unreadable { file: name.to_owned(), source };
    let mut bytes = Vec::new();
    fs::File::open(file)
        .map_err(unreadable)?
        .take(BIGGEST_LIST + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > BIGGEST_LIST {
        return Err(ImportError::TooBig { file: name.to_owned(), most: BIGGEST_LIST });
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = String::from_utf8_lossy(valid).matches('\n').count();
        ImportError::NotText { file: name.to_owned(), line }
    })
}

/// The tags of one cell or text: parted by commas or semicolons.
fn tags(text: &str) -> Vec<String> {
    text.split([',', ';']).map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
