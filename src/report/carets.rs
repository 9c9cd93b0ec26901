//! Lays the answer out: words wrapped beside a margin, and carets with a label under what was found.

use textwrap::core::display_width;

use super::answer::{Line, Mark, View};
use super::safe::safe_for_terminal;

/// Between the columns of the margin.
const GAP: usize = 2;

/// A word where it is printed.
struct Placed {
    piece: usize,
    column: usize,
    text: String,
    /// Only on the first of the pieces that one long word was broken into.
    begins: bool,
}

/// The lines of the whole answer, none wider than `width`.
pub(super) fn lay_out(view: &View, width: usize) -> Vec<String> {
    let has_sections = view.lines.iter().any(|line| line.section.is_some());
    let letters = if has_sections { 1 + GAP } else { 0 };
    let places = view
        .lines
        .iter()
        .flat_map(|line| {
            let times = line.pieces.iter().filter_map(|piece| piece.at.map(|at| at.to_string().len()));
            times.chain(line.sentence.map(|number| number.to_string().len()))
        })
        .max();
    let margin = letters + places.map_or(0, |places| places + GAP);
    let room = width.saturating_sub(margin).max(8);
    let mut out = Vec::new();
    for line in &view.lines {
        for (number, row) in rows(line, room).iter().enumerate() {
            let mut text = String::new();
            if has_sections {
                let letter = line.section.filter(|_| number == 0).unwrap_or(' ');
                text.push(letter);
                text.push_str(&" ".repeat(GAP));
            }
            if let Some(places) = places {
                let place =
                    row.iter().find(|placed| placed.begins).and_then(|placed| line.pieces[placed.piece].at);
                let place = match (place, line.sentence) {
                    (Some(moment), _) => moment.to_string(),
                    (None, Some(sentence)) if number == 0 => sentence.to_string(),
                    _ => String::new(),
                };
                text.push_str(&" ".repeat(places.saturating_sub(place.len())));
                text.push_str(&place);
                text.push_str(&" ".repeat(GAP));
            }
            text.push_str(&said(row));
            out.push(text);
            let under = under(row, &line.marks, room);
            out.extend(under.into_iter().map(|carets| format!("{}{carets}", " ".repeat(margin))));
        }
    }
    out
}

/// The pieces of a line in rows of at most `room` columns.
fn rows(line: &Line, room: usize) -> Vec<Vec<Placed>> {
    let mut rows = vec![Vec::new()];
    let mut end = 0;
    for (piece, text) in line.pieces.iter().enumerate().map(|(place, piece)| (place, &piece.text)) {
        for (number, text) in broken(&safe_for_terminal(text), room).into_iter().enumerate() {
            let wide = display_width(&text);
            // Not by `end`: a word without any letter to see is a word of the row all the same.
            let is_first = rows.last().is_none_or(Vec::is_empty);
            // The caret under a word without any letter to see is one column wide.
            let starts_row = is_first || end + 1 + wide.max(1) > room;
            if starts_row && !is_first {
                rows.push(Vec::new());
            }
            let column = if starts_row { 0 } else { end + 1 };
            end = column + wide;
            if let Some(row) = rows.last_mut() {
                row.push(Placed { piece, column, text, begins: number == 0 });
            }
        }
    }
    rows
}

/// A word that no row can hold, in pieces that one can.
fn broken(word: &str, room: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut wide = 0;
    for c in word.chars() {
        let more = display_width(c.encode_utf8(&mut [0; 4]));
        if wide + more > room {
            pieces.push(String::new());
            wide = 0;
        }
        wide += more;
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    pieces
}

fn said(row: &[Placed]) -> String {
    let texts: Vec<&str> = row.iter().map(|placed| placed.text.as_str()).collect();
    texts.join(" ")
}

/// The lines with carets that belong under a row.
fn under(row: &[Placed], marks: &[Mark], room: usize) -> Vec<String> {
    let mut things: Vec<(usize, String)> = Vec::new();
    let mut labels_below: Vec<(usize, String)> = Vec::new();
    for mark in marks {
        let mut inside = row.iter().filter(|placed| mark.pieces.contains(&placed.piece));
        let Some(first) = inside.next() else { continue };
        let last = inside.next_back().unwrap_or(first);
        let bare = last.text.trim_end_matches(['.', ',', ';', ':', '?', '!']);
        let end = last.column + display_width(if bare.is_empty() { &last.text } else { bare });
        let carets = "^".repeat(end.saturating_sub(first.column).max(1));
        // The label stands where the mark begins; the rest of it, in the next row, needs none.
        if !(first.piece == mark.pieces.start && first.begins) {
            things.push((first.column, carets));
        } else if first.column + carets.len() + 1 + mark.label.len() <= room {
            things.push((first.column, format!("{carets} {}", mark.label)));
        } else if let Some(column) = first.column.checked_sub(mark.label.len() + 1) {
            things.push((column, format!("{} {carets}", mark.label)));
        } else {
            things.push((first.column, carets));
            labels_below
                .push((first.column.min(room.saturating_sub(mark.label.len())), mark.label.to_owned()));
        }
    }
    things.sort_by_key(|(column, _)| *column);
    let mut lines: Vec<String> = Vec::new();
    for (column, thing) in things {
        let free = lines.iter_mut().find(|line| line.len() + GAP <= column || line.is_empty());
        let line = match free {
            Some(line) => line,
            None => lines.push_mut(String::new()),
        };
        // Carets and labels are ASCII: a byte is a column.
        line.push_str(&" ".repeat(column - line.len()));
        line.push_str(&thing);
    }
    lines.extend(labels_below.into_iter().map(|(column, label)| format!("{}{label}", " ".repeat(column))));
    lines
}

#[cfg(test)]
mod tests {
    use super::super::answer::Piece;
    use super::*;
    use crate::time::Moment;

    fn line(words: &str, marks: &[(std::ops::Range<usize>, &'static str)]) -> View {
        let piece = |(place, text): (usize, &str)| Piece {
            text: text.to_owned(),
            at: Some(Moment::from_seconds(12.0 + place as f64)),
        };
        View {
            lines: vec![Line {
                section: Some('S'),
                sentence: None,
                pieces: words.split(' ').enumerate().map(piece).collect(),
                marks: marks.iter().map(|(pieces, label)| Mark { pieces: pieces.clone(), label }).collect(),
            }],
        }
    }

    fn shown(view: &View, width: usize) -> String {
        lay_out(view, width).join("\n")
    }

    #[test]
    fn carets_stand_under_the_word_and_not_under_its_comma() {
        let view = line("so um, I was leading", &[(1..2, "hesitation")]);
        insta::assert_snapshot!(shown(&view, 60), @r"
        S  0:12.0  so um, I was leading
                      ^^ hesitation
        ");
    }

    #[test]
    fn carets_stand_under_wide_letters() {
        let view = line("\u{65e5}\u{672c}\u{8a9e} um ok", &[(1..2, "hesitation")]);
        insta::assert_snapshot!(shown(&view, 60), @r"
        S  0:12.0  日本語 um ok
                          ^^ hesitation
        ");
    }

    #[test]
    fn two_marks_share_a_line_where_both_labels_fit() {
        let view = line("um I was leading the um team", &[(0..1, "hesitation"), (5..6, "hesitation")]);
        insta::assert_snapshot!(shown(&view, 60), @r"
        S  0:12.0  um I was leading the um team
                   ^^ hesitation        ^^ hesitation
        ");
        let view = line("um you know I went", &[(0..1, "hesitation"), (1..3, "filler")]);
        insta::assert_snapshot!(shown(&view, 60), @r"
        S  0:12.0  um you know I went
                   ^^ hesitation
                      ^^^^^^^^ filler
        ");
    }

    #[test]
    fn a_label_that_does_not_fit_on_the_right_stands_on_the_left() {
        let view = line("and then I was leading um", &[(5..6, "hesitation")]);
        insta::assert_snapshot!(shown(&view, 40), @r"
        S  0:12.0  and then I was leading um
                               hesitation ^^
        ");
    }

    #[test]
    fn each_row_has_the_time_of_its_first_word() {
        let view =
            line("I moved the nine calls first and left the reports where they were", &[(5..8, "restart")]);
        insta::assert_snapshot!(shown(&view, 40), @r"
        S  0:12.0  I moved the nine calls first
                                  restart ^^^^^
           0:18.0  and left the reports where
                   ^^^^^^^^
           0:23.0  they were
        ");
    }

    #[test]
    fn the_caret_under_a_word_without_letters_stays_in_the_row() {
        for letters in 20..40 {
            for text in lay_out(&line(&format!("{} ", "x".repeat(letters)), &[(1..2, "filler")]), 40) {
                assert!(display_width(&text) <= 40, "{letters}: {text}");
            }
        }
    }

    #[test]
    fn a_word_longer_than_the_row_is_broken() {
        for text in lay_out(&line(&"x".repeat(200), &[(0..1, "filler")]), 40) {
            assert!(display_width(&text) <= 40, "{text}");
        }
    }
}
