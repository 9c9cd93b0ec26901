//! The TOML of a pack that was made of a list, and which of its lines came of which row.

use std::fmt::Write as _;

use super::super::catalog::BIGGEST_PACK;
use super::super::lint;
use super::super::problem::{shown, steers_or_hides};
use super::super::{Ask, DEFAULT_RUBRIC};
use super::{FIELDS, Row, names};

/// The asks of the general story question that any story can be held against. The others of it, the task and the
/// reasons, are not what every question wants.
const GENERAL_ASKS: [&str; 4] = ["context", "actions", "result", "learning"];

/// A pack in TOML.
pub(super) struct Written {
    pub(super) toml: String,
    /// The id of the pack.
    pub(super) id: String,
    /// The first line of each question, from 1, in the order of the rows.
    first_lines: Vec<usize>,
}

impl Written {
    /// The row that a line of the TOML was made of; none for the lines above all questions.
    pub(super) fn row_of(&self, line: usize) -> Option<usize> {
        self.first_lines.partition_point(|first| *first <= line).checked_sub(1)
    }
}

/// Writes a pack. `stem` is what it is called after, `taken` the ids of other packs, `general` the asks of the
/// general question.
pub(super) fn pack(stem: &str, rows: &[Row], taken: &[String], general: &[Ask]) -> Written {
    let mut taken = taken.to_vec();
    let id = names::id(&stem.replace(['-', '_', '.'], " "), &mut taken);
    let name = shown(stem);
    let mut toml = format!(
        "# Made of a list of questions. The asks below fit any story: put the words and phrases into their cues that only\n\
         # a good answer to this question has, and `greenroom prompts check` says whether all is well.\n\n\
         id = {}\ntitle = {}\nversion = 1\nlanguage = \"en\"\nlicense = \"Not stated: ask before you pass it on.\"\n\
         source = {}\nrubric = {}\n",
        quoted(&id),
        quoted(&format!("Questions of {name}")),
        quoted(&format!("Imported from {name}.")),
        quoted(DEFAULT_RUBRIC),
    );
    let mut ids = Vec::new();
    let mut first_lines = Vec::new();
    let mut lines = toml.matches('\n').count();
    for row in rows {
        // A list that is too long for a pack is refused; there is no need to write it to its end.
        if toml.len() as u64 > BIGGEST_PACK {
            break;
        }
        toml.push('\n');
        first_lines.push(lines + 2);
        let question = question(row, &mut ids, general);
        lines += 1 + question.matches('\n').count();
        toml.push_str(&question);
    }
    Written { toml, id, first_lines }
}

fn question(row: &Row, ids: &mut Vec<String>, general: &[Ask]) -> String {
    let text = sentence(&row.question);
    let title = row.fields.get("title").cloned().unwrap_or_else(|| names::title(&row.question));
    let mut toml = format!(
        "[[questions]]\nid = {}\ntitle = {}\nkind = \"story\"\ntext = {}\n",
        quoted(&names::id(row.fields.get("title").unwrap_or(&row.question), ids)),
        quoted(&title),
        quoted(&text),
    );
    for name in FIELDS.iter().filter(|name| **name != "title") {
        if let Some(value) = row.fields.get(name) {
            line(&mut toml, name, &quoted(value));
        }
    }
    if !row.tags.is_empty() {
        line(&mut toml, "tags", &list(&row.tags));
    }
    for ask in general.iter().filter(|ask| GENERAL_ASKS.contains(&ask.id.as_str())) {
        let _ =
            write!(toml, "\n[[questions.asks]]\nid = {}\ntext = {}\n", quoted(&ask.id), quoted(&ask.text));
        if !ask.required {
            toml.push_str("required = false\n");
        }
        let cues: Vec<String> =
            ask.cues.iter().filter(|cue| !lint::is_phrase_of(cue, &text)).cloned().collect();
        line(&mut toml, "cues", &list(&cues));
    }
    toml
}

/// A question with the sign at its end that a voice needs; lists of questions often have none.
fn sentence(question: &str) -> String {
    const ASKING: [&str; 18] = [
        "what", "how", "why", "when", "where", "who", "which", "do", "did", "does", "have", "can", "could",
        "would", "are", "is", "was", "were",
    ];
    let question = question.split_whitespace().collect::<Vec<_>>().join(" ");
    if !question.ends_with(char::is_alphanumeric) {
        return question;
    }
    let last = question.rsplit(['.', '?', '!']).next().unwrap_or_default();
    let first = last.split_whitespace().next().unwrap_or_default().to_lowercase();
    let end = if ASKING.contains(&first.as_str()) { '?' } else { '.' };
    format!("{question}{end}")
}

fn line(toml: &mut String, name: &str, value: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(toml, "{name} = {value}");
}

/// Texts as a list in lines of the length that code here has.
fn list(texts: &[String]) -> String {
    let items = texts.iter().map(|text| format!("{},", quoted(text))).collect::<Vec<_>>();
    let mut lines = vec![String::new()];
    for item in items {
        let last = lines.len() - 1;
        if lines[last].chars().count() + item.chars().count() > 110 && !lines[last].is_empty() {
            lines.push(item);
        } else {
            let gap = if lines[last].is_empty() { "" } else { " " };
            let _ = write!(lines[last], "{gap}{item}");
        }
    }
    match lines.as_slice() {
        [one] => format!("[{}]", one.trim_end_matches(',')),
        _ => format!("[\n    {}\n]", lines.join("\n    ")),
    }
}

/// A text in quotes, as TOML reads it back: what could end or steer it is written out.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if steers_or_hides(c) && u32::from(c) <= 0xFFFF => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c if steers_or_hides(c) => {
                let _ = write!(out, "\\U{:08X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_quotes_cannot_get_out_of_them() {
        assert_eq!(quoted("a \"b\" \\ c"), r#""a \"b\" \\ c""#);
        assert_eq!(quoted("a\u{1b}\n\u{e0041}"), r#""a\u001B\u000A\U000E0041""#);
    }

    #[test]
    fn a_question_gets_the_sign_that_it_lacks() {
        for (given, said) in [
            ("What broke", "What broke?"),
            ("Tell me about a bug", "Tell me about a bug."),
            ("You had a plan. Did it hold", "You had a plan. Did it hold?"),
            ("  What \n broke? ", "What broke?"),
            ("What broke:", "What broke:"),
        ] {
            assert_eq!(sentence(given), said);
        }
    }
}
