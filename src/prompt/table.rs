//! TOML as fields with places: the only file that names `toml`.
//!
//! Deserialising into structs would stop at the first mistake. Here each field is asked for by name, what is wrong
//! with it is noted, and reading goes on; fields that nobody asked for are mistakes too.

use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest::{did_you_mean, either};
use super::problem::{Place, Problems, shown, steers_or_hides};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marked<T> {
    pub(crate) value: T,
    pub(crate) at: Place,
}

/// A table of which some fields have been asked for.
#[derive(Debug)]
pub(crate) struct Fields<'t> {
    table: DeTable<'t>,
    at: Place,
    /// What it is, for messages: "the question".
    what: &'static str,
    asked: Vec<&'static str>,
}

/// The whole file as a table. Where it is no TOML, all that is wrong with it is noted and there is no table.
pub(crate) fn document<'t>(text: &'t str, what: &'static str, problems: &mut Problems) -> Option<Fields<'t>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut last_line = None;
    for error in &errors {
        let at = error.span().unwrap_or(0..0);
        // The parser stumbles over what it just skipped: one message a line is enough.
        let line = text.get(..at.start).map(|before| before.matches('\n').count());
        if last_line.replace(line) == Some(line) {
            continue;
        }
        let says = format!("this is not TOML: {}", shown(&error.message().replace('\n', ", ")));
        problems.add(&at, says, "see https://toml.io for how text, lists and tables are written");
    }
    let first_line = 0..text.find('\n').unwrap_or(text.len());
    errors.is_empty().then_some(Fields { table: table.into_inner(), at: first_line, what, asked: Vec::new() })
}

impl<'t> Fields<'t> {
    /// Where the table stands.
    pub(crate) fn place(&self) -> &Place {
        &self.at
    }

    /// A text that has to be there. A missing one is noted and comes back empty, so that reading can go on.
    pub(crate) fn text(&mut self, name: &'static str, problems: &mut Problems) -> Marked<String> {
        self.text_if_any(name, problems).unwrap_or_else(|| {
            self.note_missing(name, problems);
            Marked { value: String::new(), at: self.at.clone() }
        })
    }

    /// A text that may be left out.
    pub(crate) fn text_if_any(
        &mut self,
        name: &'static str,
        problems: &mut Problems,
    ) -> Option<Marked<String>> {
        let (_, value) = self.take(name)?;
        Some(clean_text(name, &value, problems))
    }

    /// A list of texts; none where the field is left out.
    pub(crate) fn texts(&mut self, name: &'static str, problems: &mut Problems) -> Vec<Marked<String>> {
        let Some((_, value)) = self.take(name) else { return Vec::new() };
        match value.get_ref() {
            DeValue::Array(list) => list.iter().map(|item| clean_text(name, item, problems)).collect(),
            other => {
                note_kind(
                    name,
                    &value.span(),
                    "a list of texts, such as [\"one\", \"two\"]",
                    other,
                    problems,
                );
                Vec::new()
            }
        }
    }

    /// A whole number in a range; its place is that of its name.
    pub(crate) fn number(
        &mut self,
        name: &'static str,
        range: RangeInclusive<u32>,
        problems: &mut Problems,
    ) -> Option<Marked<u32>> {
        let (key, value) = self.take(name)?;
        let DeValue::Integer(number) = value.get_ref() else {
            note_kind(name, &value.span(), "a whole number", value.get_ref(), problems);
            return None;
        };
        let parsed = i64::from_str_radix(number.as_str(), number.radix()).ok();
        let fitting =
            parsed.and_then(|number| u32::try_from(number).ok()).filter(|number| range.contains(number));
        if fitting.is_none() {
            let says = format!("`{name}` is {}", shown(&number.to_string()));
            let help = match (range.start(), range.end()) {
                (least, &u32::MAX) => format!("it is a number from {least} up"),
                (least, most) => format!("it is a number from {least} to {most}"),
            };
            problems.add(&value.span(), says, help);
        }
        fitting.map(|value| Marked { value, at: key })
    }

    /// A number that may have a fraction; its place is that of the value.
    pub(crate) fn decimal(&mut self, name: &'static str, problems: &mut Problems) -> Option<Marked<f64>> {
        let (_, value) = self.take(name)?;
        let at = value.span();
        let parsed = match value.get_ref() {
            DeValue::Float(number) => number.as_str().parse().ok(),
            DeValue::Integer(number) => {
                // Weights are small numbers; one that does not fit is as wrong as one below zero.
                i64::from_str_radix(number.as_str(), number.radix())
                    .ok()
                    .and_then(|number| i32::try_from(number).ok())
                    .map(f64::from)
            }
            other => {
                note_kind(name, &at, "a number", other, problems);
                return None;
            }
        };
        Some(Marked { value: parsed.unwrap_or(f64::NAN), at })
    }

    /// A yes or no that may be left out.
    pub(crate) fn flag(&mut self, name: &'static str, problems: &mut Problems) -> Option<bool> {
        let (_, value) = self.take(name)?;
        if let DeValue::Boolean(flag) = value.get_ref() {
            return Some(*flag);
        }
        note_kind(name, &value.span(), "true or false", value.get_ref(), problems);
        None
    }

    /// One of a few names; nothing, and a note, where it is another or missing.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        name: &'static str,
        all: &[(&'static str, T)],
        problems: &mut Problems,
    ) -> Option<T> {
        let given = self.text(name, problems);
        let found = all.iter().find(|(known, _)| *known == given.value).map(|(_, value)| *value);
        if found.is_none() && !given.value.is_empty() {
            let names: Vec<&str> = all.iter().map(|(known, _)| *known).collect();
            let guess = did_you_mean(&given.value, names.iter().copied());
            let says = format!("`{name}` cannot be `{}`{guess}", shown(&given.value));
            problems.add(&given.at, says, format!("`{name}` is {}", either(&names)));
        }
        found
    }

    /// A table inside this one that may be left out.
    pub(crate) fn table(
        &mut self,
        name: &'static str,
        what: &'static str,
        problems: &mut Problems,
    ) -> Option<Fields<'t>> {
        let (_, value) = self.take(name)?;
        fields(name, what, value, problems)
    }

    /// The tables of a list, `[[name]]`; none where there is no such list.
    pub(crate) fn tables(
        &mut self,
        name: &'static str,
        what: &'static str,
        problems: &mut Problems,
    ) -> Vec<Fields<'t>> {
        let Some((_, value)) = self.take(name) else { return Vec::new() };
        let place = value.span();
        match value.into_inner() {
            DeValue::Array(list) => {
                list.into_iter().filter_map(|item| fields(name, what, item, problems)).collect()
            }
            other => {
                note_kind(name, &place, "a list of tables", &other, problems);
                Vec::new()
            }
        }
    }

    /// Notes the fields that nobody asked for.
    pub(crate) fn end(self, problems: &mut Problems) {
        for key in self.table.keys().filter(|key| !self.asked.contains(&key.get_ref().as_ref())) {
            let known = self.asked.iter().copied();
            let name = key.get_ref();
            let guess = did_you_mean(name, known);
            let says = format!("{} has an unknown field `{}`{guess}", self.what, shown(name));
            problems.add(&key.span(), says, format!("the fields are {}", self.asked.join(", ")));
        }
    }

    /// Whether the file has the field at all.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.table.keys().any(|key| key.get_ref() == name)
    }

    /// Notes that a field is missing.
    pub(crate) fn note_missing(&self, name: &str, problems: &mut Problems) {
        problems.add(
            &self.at,
            format!("{} has no `{name}`", self.what),
            format!("add `{name}` below this line"),
        );
    }

    /// The place of the name, and the value.
    fn take(&mut self, name: &'static str) -> Option<(Place, Spanned<DeValue<'t>>)> {
        self.asked.push(name);
        let (key, value) = self.table.iter().find(|(key, _)| key.get_ref() == name)?;
        Some((key.span(), value.clone()))
    }
}

fn fields<'t>(
    name: &'static str,
    what: &'static str,
    value: Spanned<DeValue<'t>>,
    problems: &mut Problems,
) -> Option<Fields<'t>> {
    let at = value.span();
    match value.into_inner() {
        DeValue::Table(table) => Some(Fields { table, at, what, asked: Vec::new() }),
        other => {
            note_kind(name, &at, "a table", &other, problems);
            None
        }
    }
}

/// The text of a value with its white space made even, as a question may go over several lines.
fn clean_text(name: &str, value: &Spanned<DeValue>, problems: &mut Problems) -> Marked<String> {
    let at = value.span();
    let DeValue::String(text) = value.get_ref() else {
        note_kind(name, &at, "a text in quotes", value.get_ref(), problems);
        return Marked { value: String::new(), at };
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        problems.add(&at, format!("`{name}` is empty"), "write something, or take it out");
    }
    if let Some(bad) = text.chars().find(|c| steers_or_hides(*c)) {
        let says =
            format!("`{name}` has the character {}, which cannot be seen or spoken", bad.escape_unicode());
        problems.add(&at, says, "take it out");
    }
    Marked { value: text, at }
}

fn note_kind(name: &str, at: &Place, wanted: &str, got: &DeValue, problems: &mut Problems) {
    let got = match got {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    problems.add(at, format!("`{name}` is {got}"), format!("it has to be {wanted}"));
}
