//! A list as a table of comma-separated values: the only file that names `csv`.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::super::nearest::{did_you_mean, either};
use super::super::problem::shown;
use super::{FIELDS, List, QUESTION, Row, TAGS, tags};

/// What a column of the table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Question,
    Field(&'static str),
    Tags,
    /// Nothing that a pack has.
    Other,
}

/// Reads the questions of the rows under the header.
pub(super) fn read(text: &str) -> List {
    let mut list = List::default();
    if text.trim().is_empty() {
        return list;
    }
    // Whoever reads this text has closed every mark, or the rest of the file is one cell.
    if !text.matches('"').count().is_multiple_of(2) {
        let line = text[..text.rfind('"').unwrap_or(0)].matches('\n').count() + 1;
        let help = "close it; a mark that is meant stands twice inside a cell in quotes: \"\"";
        list.wrong(line, "a quotation mark is opened and never closed: this is the last one", help);
        return list;
    }
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).trim(Trim::All).from_reader(text.as_bytes());
    let mut columns: Option<Vec<Column>> = None;
    let mut record = StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return list,
            // The text is UTF-8 and rows may have any length, so nothing is left to go wrong; still, it is told.
            Err(error) => {
                list.wrong(1, shown(&error.to_string()), "save the table once more, as CSV in UTF-8");
                return list;
            }
        }
        let line = line_of(text, &record);
        match &columns {
            None => match header(&record, line, &mut list) {
                Some(found) => columns = Some(found),
                None => return list,
            },
            Some(columns) => row(&record, line, columns, &mut list),
        }
    }
}

/// What the columns hold; nothing, and a mistake, where none is the question.
fn header(record: &StringRecord, line: usize, list: &mut List) -> Option<Vec<Column>> {
    let names: Vec<String> = record.iter().map(str::to_lowercase).collect();
    let columns: Vec<Column> = names.iter().map(|name| column(name)).collect();
    for (at, name) in names.iter().enumerate() {
        if columns[at] == Column::Other && !name.is_empty() {
            let known = QUESTION.iter().chain(&FIELDS).chain([&TAGS]).copied();
            let guess = did_you_mean(name, known);
            list.notes.push(format!("the column `{}` was left out{guess}", shown(&cut(name))));
        } else if columns[at] != Column::Other && columns[..at].contains(&columns[at]) {
            let says = format!("the header has two columns for the same: `{name}`");
            list.wrong(line, says, "keep one of them");
            return None;
        }
    }
    if columns.contains(&Column::Question) {
        return Some(columns);
    }
    let help = if names.len() == 1 && names[0].contains([';', '\t']) {
        "cells are parted by commas".to_owned()
    } else {
        format!("the first row names the columns; the one of the questions is {}", either(&QUESTION))
    };
    list.wrong(line, "the header has no column `question`", help);
    None
}

fn column(name: &str) -> Column {
    match name {
        name if QUESTION.contains(&name) => Column::Question,
        TAGS => Column::Tags,
        name => {
            FIELDS.iter().find(|field| **field == name).map_or(Column::Other, |field| Column::Field(field))
        }
    }
}

fn row(record: &StringRecord, line: usize, columns: &[Column], list: &mut List) {
    if record.iter().all(str::is_empty) {
        return;
    }
    if record.len() > columns.len() {
        let says = format!("the row has {} cells, and the header {}", record.len(), columns.len());
        list.wrong(line, says, "put a cell with a comma in quotation marks: \"first, second\"");
        return;
    }
    let mut row = Row { line, ..Row::default() };
    for (column, cell) in columns.iter().zip(record).filter(|(_, cell)| !cell.is_empty()) {
        match column {
            Column::Question => cell.clone_into(&mut row.question),
            Column::Tags => row.tags = tags(cell),
            Column::Field(name) => {
                row.fields.insert(name, cell.to_owned());
            }
            Column::Other => {}
        }
    }
    if row.question.is_empty() {
        list.wrong(line, "the row has no question", "write it, or take the row out");
    } else {
        list.rows.push(row);
    }
}

/// The line on which a row begins. The reader counts from the end of the row before, and skips blank lines after it.
fn line_of(text: &str, record: &StringRecord) -> usize {
    let from = record.position().map_or(0, |position| position.byte() as usize).min(text.len());
    let bytes = text.as_bytes();
    let blank = bytes[from..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
    text.get(..from + blank).unwrap_or_default().matches('\n').count() + 1
}

/// A name that fits into a line.
fn cut(name: &str) -> String {
    name.chars().take(40).collect()
}
