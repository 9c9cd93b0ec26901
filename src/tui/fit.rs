//! Makes text fit: harmless for a terminal, and in lines of a width.

use textwrap::core::display_width;
use textwrap::{Options, WordSplitter, WrapAlgorithm};

use crate::report::safe::safe_for_terminal;

/// How many columns a text takes.
pub(super) fn width(text: &str) -> usize {
    display_width(text)
}

/// The text in lines of at most this width. Words that are longer are broken; nothing in it commands the terminal.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    wrap_under(text, columns, "", "")
}

/// The same, with something before the first line and before the others.
pub(super) fn wrap_under(text: &str, columns: usize, first: &str, rest: &str) -> Vec<String> {
    let options = Options::new(columns.max(1))
        .initial_indent(first)
        .subsequent_indent(rest)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(&safe_for_terminal(text), options)
        .into_iter()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// The text in one line of at most this width; where something was cut off, dots say so.
pub(super) fn one_line(text: &str, columns: usize) -> String {
    let safe = safe_for_terminal(text);
    if width(&safe) <= columns {
        return safe.into_owned();
    }
    let mut line = String::new();
    for c in safe.chars() {
        if width(&line) + width(c.encode_utf8(&mut [0; 4])) + 3 > columns {
            break;
        }
        line.push(c);
    }
    line.push_str(&"..."[..columns.min(3)]);
    line
}

/// The lines, or as many as there is room for; where some are left out, the last one shown ends in dots.
pub(super) fn cut(mut lines: Vec<String>, rows: usize, columns: usize) -> Vec<String> {
    if lines.len() > rows {
        lines.truncate(rows);
        if let Some(last) = lines.last_mut() {
            let longer = format!("{last}{}", " ".repeat(columns));
            *last =
                if width(last) + 4 <= columns { format!("{last} ...") } else { one_line(&longer, columns) };
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_off_is_told() {
        assert_eq!(one_line("a tight deadline", 10), "a tight...");
        assert_eq!(one_line("a tight deadline", 16), "a tight deadline");
        assert_eq!(one_line("deadline", 2), "..");
        let lines = vec!["one two".to_owned(), "three four".to_owned()];
        assert_eq!(cut(lines.clone(), 1, 12), ["one two ..."]);
        assert_eq!(cut(lines.clone(), 1, 8), ["one t..."]);
        assert_eq!(cut(lines.clone(), 2, 12), lines);
    }

    #[test]
    fn wide_letters_count_as_wide() {
        assert_eq!(one_line("\u{65e5}\u{672c}\u{8a9e}", 5), "\u{65e5}...");
        assert!(wrap(&"\u{65e5}".repeat(9), 4).iter().all(|line| width(line) <= 4));
    }

    #[test]
    fn nothing_commands_the_terminal() {
        let shown = wrap("\u{1b}[2J gone\n\u{7}", 40).concat();
        assert!(!shown.contains(|c: char| c.is_control()), "{shown:?}");
    }
}
