//! Mistakes in a pack or a rubric, each with its line, a caret below it and what to do.

use std::fmt::{self, Write as _};
use std::ops::Range;

use textwrap::core::display_width;

/// A place in the text of a pack, in bytes.
pub(crate) type Place = Range<usize>;

/// Longer lines are shown as the piece around the caret, in characters.
const LONGEST_LINE: usize = 96;

/// Why a pack cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The file cannot be read.
    #[error("could not read the pack `{file}`")]
    Unreadable {
        file: String,
        #[source]
        source: std::io::Error,
    },
    /// The file is no pack: packs are a few kilobytes.
    #[error("`{file}` is too big for a pack: more than {most} bytes")]
    TooBig { file: String, most: u64 },
    /// The file is not text.
    #[error("`{file}` is not text: the bytes after line {line} are not UTF-8")]
    NotText { file: String, line: usize },
    /// The pack has mistakes, in the order of their lines.
    #[error("{}", Listing(problems))]
    Wrong { file: String, problems: Vec<Problem> },
}

impl PackError {
    /// How many things are wrong.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            PackError::Wrong { problems, .. } => problems.len(),
            _ => 1,
        }
    }
}

/// Mistakes one below the other.
pub(crate) struct Listing<'a>(pub(crate) &'a [Problem]);

impl fmt::Display for Listing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("\n\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

/// One mistake in a pack. Prints with its line and a caret:
///
/// ```text
/// mine.toml:14:28: `target_to` (60) is before `target_from` (90)
///    14 | time = { target_from = 90, target_to = 60 }
///       |                            ^^^^^^^^^
///    help: give the seconds in this order: soft_min, target_from, target_to, soft_max
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What is wrong, in one sentence.
    pub says: String,
    /// What to do about it.
    pub help: String,
    source: String,
    caret: Range<usize>,
}

impl Problem {
    fn new(file: &str, text: &str, place: &Place, says: String, help: String) -> Self {
        let from = floor(text, place.start);
        let start = text[..from].rfind('\n').map_or(0, |at| at + 1);
        let end = text[from..].find('\n').map_or(text.len(), |at| from + at);
        let to = floor(text, place.end).clamp(from, end);

        let line = text[..from].matches('\n').count() + 1;
        let column = text[start..from].chars().count() + 1;
        let (before, marked, after) = (&text[start..from], &text[from..to], &text[to..end]);
        let (before, cut) = last_chars(before, LONGEST_LINE / 2);
        let before = shown(&format!("{}{before}", if cut { "…" } else { "" }));
        let marked = shown(first_chars(marked.trim_end(), LONGEST_LINE));
        let after = shown(first_chars(after.trim_end(), LONGEST_LINE / 2));
        let caret = display_width(&before)..display_width(&before) + display_width(&marked).max(1);
        let source = format!("{before}{marked}{after}").trim_end().to_owned();
        Problem { file: shown(file), line, column, says, help, source, caret }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { file, line, column, says, help, source, caret } = self;
        let (indent, carets) = (" ".repeat(caret.start), "^".repeat(caret.len()));
        writeln!(f, "{file}:{line}:{column}: {says}")?;
        writeln!(f, "{line:>5} | {source}")?;
        writeln!(f, "      | {indent}{carets}")?;
        write!(f, "   help: {help}")
    }
}

/// What was found wrong so far in one file.
#[derive(Debug)]
pub(crate) struct Problems<'a> {
    file: &'a str,
    text: &'a str,
    found: Vec<(Place, String, String)>,
}

impl<'a> Problems<'a> {
    pub(crate) fn new(file: &'a str, text: &'a str) -> Self {
        Problems { file, text, found: Vec::new() }
    }

    /// Notes one mistake: where, what is wrong, what to do.
    pub(crate) fn add(&mut self, place: &Place, says: impl Into<String>, help: impl Into<String>) {
        self.found.push((place.clone(), says.into(), help.into()));
    }

    /// Where a piece of a text stands inside the place of the text, or that place where it is written otherwise.
    pub(crate) fn inside(&self, place: &Place, piece: char) -> Place {
        let found = self.text.get(place.clone()).and_then(|text| text.find(piece));
        found.map_or(place.clone(), |at| place.start + at..place.start + at + piece.len_utf8())
    }

    /// All of them as one error in the order of the lines, or nothing.
    pub(crate) fn into_error(self) -> Option<PackError> {
        let file = shown(self.file);
        let problems = self.into_list();
        (!problems.is_empty()).then_some(PackError::Wrong { file, problems })
    }

    /// All of them in the order of the lines.
    pub(crate) fn into_list(mut self) -> Vec<Problem> {
        // Tables come out of the parser in the order of the alphabet, which is not how a file is read.
        self.found.sort_by_key(|(place, ..)| (place.start, place.end));
        let problem = |(place, says, help): (Place, String, String)| {
            Problem::new(self.file, self.text, &place, says, help)
        };
        self.found.into_iter().map(problem).collect()
    }
}

/// Text of others for the terminal: characters that steer one, or that hide text, are written out.
///
/// ```
/// use greenroom::prompt::shown;
///
/// assert_eq!(shown("a\u{1b}[31mred"), r"a\u{1b}[31mred");
/// assert_eq!(shown("naïve — 你好"), "naïve — 你好");
/// ```
#[must_use]
pub fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\t' {
            out.push(' ');
        } else if steers_or_hides(c) {
            // Writing to a String cannot fail.
            let _ = write!(out, "{}", c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether a character is a control character, or one that changes direction, or one that cannot be seen.
pub(crate) fn steers_or_hides(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The place itself, or the start of the character it lies in.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn first_chars(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(at, _)| &text[..at])
}

fn last_chars(text: &str, most: usize) -> (&str, bool) {
    match text.char_indices().rev().nth(most) {
        Some((at, c)) => (&text[at + c.len_utf8()..], true),
        None => (text, false),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn listing(text: &str, place: Place) -> String {
        let mut problems = Problems::new("mine.toml", text);
        problems.add(&place, "this is wrong", "make it right");
        problems.into_error().unwrap().to_string()
    }

    #[test]
    fn the_caret_stands_below_the_place() {
        insta::assert_snapshot!(listing("id = 1\nname = \"é\"  # x\n", 14..18), @r#"
        mine.toml:2:8: this is wrong
            2 | name = "é"  # x
              |        ^^^
           help: make it right
        "#);
    }

    #[test]
    fn wide_letters_and_tabs_do_not_move_the_caret_away() {
        insta::assert_snapshot!(listing("\tx = \"你好\" # bad", 14..15), @r#"
        mine.toml:1:11: this is wrong
            1 |  x = "你好" # bad
              |             ^
           help: make it right
        "#);
    }

    #[test]
    fn a_long_line_is_cut_around_the_caret() {
        let line = format!("{}here{}", "a".repeat(500), "b".repeat(500));
        let listing = listing(&line, 500..504);
        assert!(listing.lines().all(|line| line.chars().count() < 120), "{listing}");
        assert!(listing.contains("aahereb"), "{listing}");
        assert!(listing.starts_with("mine.toml:1:501:"), "{listing}");
    }

    #[test]
    fn a_line_cannot_steer_the_terminal() {
        let listing = listing("x = \"\u{1b}[2J\u{202e}\" # \u{1b}[31m", 4..5);
        assert!(!listing.contains('\u{1b}') && !listing.contains('\u{202e}'), "{listing}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_place_in_any_text_can_be_listed(text in "\\PC{0,40}(\n\\PC{0,40}){0,3}", from in 0_usize..200, length in 0_usize..200) {
            let listing = listing(&text, from..from + length);
            prop_assert_eq!(listing.lines().count(), 4);
        }
    }
}
