//! A list as plain text: one question a line.

use super::{List, Row};

/// Reads the questions; blank lines, and those that begin with `#`, are none.
pub(super) fn read(text: &str) -> List {
    let mut list = List::default();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let question = without_mark(line).to_owned();
        list.rows.push(Row { line: at + 1, question, ..Row::default() });
    }
    list
}

/// A line without what stands before the items of a list: `-`, `*`, `•`, `1.` or `1)`.
fn without_mark(line: &str) -> &str {
    let after_number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = if after_number.len() < line.len() { after_number.strip_prefix(['.', ')']) } else { None };
    let rest = line.strip_prefix(['-', '*', '•', '–']).or(numbered);
    // "1.5 million users" is no item; the mark of one has a space after it.
    match rest {
        Some(rest) if rest.starts_with(char::is_whitespace) && !rest.trim().is_empty() => rest.trim_start(),
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_a_list_are_not_read_aloud_and_figures_are() {
        for (line, question) in [
            ("- What broke?", "What broke?"),
            ("12. What broke?", "What broke?"),
            ("3) What broke?", "What broke?"),
            ("* What broke?", "What broke?"),
            ("1.5 million users wait. What now?", "1.5 million users wait. What now?"),
            ("-40 degrees: what now?", "-40 degrees: what now?"),
            ("*What* broke?", "*What* broke?"),
            ("-", "-"),
        ] {
            assert_eq!(without_mark(line), question);
        }
    }
}
