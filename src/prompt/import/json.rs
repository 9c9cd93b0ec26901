//! A list as JSON: texts, or objects with a question and what belongs to it.

use serde_json::Value;
use serde_json::value::RawValue;

use super::super::nearest::did_you_mean;
use super::super::problem::shown;
use super::{FIELDS, List, QUESTION, Row, TAGS, tags};

/// What to do where the file is not such a list.
const FORM: &str =
    "a list is written [\"What ...?\", \"How ...?\"], or with objects: [{\"question\": \"What ...?\"}]";

/// Reads the questions of a list.
pub(super) fn read(text: &str) -> List {
    let mut list = List::default();
    if text.trim().is_empty() {
        return list;
    }
    // Each item is kept as it stands in the text, so that its line is known.
    let items: Vec<&RawValue> = match serde_json::from_str(text) {
        Ok(items) => items,
        Err(error) if error.is_data() => {
            list.wrong(first_line(text), "this is JSON, but no list of questions", FORM);
            return list;
        }
        Err(error) => {
            let says = format!("this is not JSON: {}", shown(&error.to_string()));
            list.wrong(error.line().max(1), says, FORM);
            return list;
        }
    };
    let (mut line, mut counted) = (1, 0);
    for item in items {
        let begins = start(text, item.get()).max(counted);
        line += text[counted..begins].matches('\n').count();
        counted = begins;
        read_item(item.get(), line, &mut list);
    }
    list
}

/// Where a piece of a text begins in it.
fn start(text: &str, piece: &str) -> usize {
    (piece.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len())
}

fn first_line(text: &str) -> usize {
    let blank = text.len() - text.trim_start().len();
    text[..blank].matches('\n').count() + 1
}

fn read_item(item: &str, line: usize, list: &mut List) {
    let mut row = Row { line, ..Row::default() };
    let before = list.mistakes.len();
    match serde_json::from_str(item) {
        Ok(Value::String(question)) => row.question = question,
        Ok(Value::Object(object)) => {
            for (name, value) in object {
                read_field(&name.to_lowercase(), value, &mut row, list);
            }
        }
        Ok(other) => return list.wrong(line, format!("this is {}, not a question", kind(&other)), FORM),
        // Well-formed, but nested too deep.
        Err(_) => return list.wrong(line, "this item cannot be read", FORM),
    }
    if !row.question.trim().is_empty() {
        list.rows.push(row);
    } else if list.mistakes.len() == before {
        list.wrong(line, "the item has no question", "write it as `question`, or take the item out");
    }
}

fn read_field(name: &str, value: Value, row: &mut Row, list: &mut List) {
    let field = FIELDS.iter().find(|field| **field == name);
    let is_question = QUESTION.contains(&name);
    match value {
        Value::Null => {}
        Value::String(text) if name == TAGS => row.tags = tags(&text),
        Value::Array(items) if name == TAGS && items.iter().all(Value::is_string) => {
            row.tags = items.iter().filter_map(Value::as_str).flat_map(tags).collect();
        }
        Value::String(text) if is_question && row.question.is_empty() => row.question = text,
        Value::String(_) if is_question => {
            list.wrong(row.line, "the item has a `question` and a `text`", "keep one of them");
        }
        Value::String(text) if field.is_some() => {
            if let (Some(field), false) = (field, text.trim().is_empty()) {
                row.fields.insert(field, text);
            }
        }
        other if is_question || field.is_some() || name == TAGS => {
            let wanted = if name == TAGS { "a list of texts" } else { "a text" };
            list.wrong(row.line, format!("`{name}` is {}", kind(&other)), format!("it has to be {wanted}"));
        }
        _ => {
            let known = QUESTION.iter().chain(&FIELDS).chain([&TAGS]).copied();
            let name: String = name.chars().take(40).collect();
            let note = format!("`{}` was left out{}", shown(&name), did_you_mean(&name, known));
            if !list.notes.contains(&note) {
                list.notes.push(note);
            }
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
