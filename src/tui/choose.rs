//! The screen on which a question is chosen: packs and questions above, the chosen one in full below.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::draw::{Look, help, pieces, rows, too_small};
use super::keys::Phase;
use super::list::{Entry, List};
use super::{bars, fit, layout};

/// Draws it.
pub(super) fn draw(frame: &mut Frame, list: &List, note: Option<&str>, look: Look) {
    if !layout::is_large_enough(list.size()) {
        return too_small(frame, None);
    }
    if list.phase() == Phase::Help {
        return help(frame, Phase::Choosing);
    }
    let parts = list.parts();
    pieces(frame, parts.head, &[("GREENROOM", Look::strong()), ("  Which question?", Style::new())]);
    search(frame, parts.phase, list, note, look);
    entries(frame, parts.body, list);
    about(frame, parts.level, list, look);
    rows(frame, parts.bottom, &list.bottom(), look.faint());
}

/// What is searched for; where nothing is, what the user should know.
fn search(frame: &mut Frame, area: Rect, list: &List, note: Option<&str>, look: Look) {
    let is_searching = list.phase() == Phase::Searching;
    if !is_searching && list.search().is_empty() {
        let note = note.map(|note| fit::one_line(note, area.width.into()));
        return rows(frame, area, note.as_slice(), Style::new());
    }
    let typed = fit::one_line(list.search(), usize::from(area.width).saturating_sub(12));
    let cursor = if is_searching { "_" } else { "" };
    pieces(frame, area, &[("Search: ", look.faint()), (&typed, Look::strong()), (cursor, Look::strong())]);
}

fn entries(frame: &mut Frame, area: Rect, list: &List) {
    if list.entries().is_empty() {
        return rows(frame, area, &["No question has these words.".to_owned()], Style::new());
    }
    let columns = usize::from(area.width);
    let shown = list.entries().iter().enumerate().skip(list.top()).take(area.height.into());
    for (row, (place, entry)) in shown.enumerate() {
        let is_chosen = place == list.chosen();
        let mark = if is_chosen { "> " } else { "  " };
        let (says, style) = match entry {
            Entry::Shelf(shelf) => (shelf.title.clone(), Look::strong()),
            Entry::Question(question) => (format!("  {}", question.title), Style::new()),
        };
        let line = fit::one_line(&format!("{mark}{says}"), columns);
        let line = format!("{line}{}", " ".repeat(columns.saturating_sub(fit::width(&line))));
        let style = if is_chosen { Look::chosen() } else { style };
        let area = Rect { y: area.y + row as u16, height: 1, ..area };
        rows(frame, area, &[line], style);
    }
}

/// What Enter would begin.
fn about(frame: &mut Frame, area: Rect, list: &List, look: Look) {
    let columns = usize::from(area.width);
    let (text, time) = match list.entries().get(list.chosen()) {
        None => return,
        Some(Entry::Shelf(shelf)) => {
            let count = shelf.questions.len();
            let says = if count == 1 {
                "Its one question.".to_owned()
            } else {
                format!("All {count} questions, one after the other.")
            };
            (says, String::new())
        }
        Some(Entry::Question(question)) => {
            let time = question.time;
            let (from, to) = (bars::clock(time.target_from), bars::clock(time.target_to));
            (question.text.clone(), format!("Aim for {from} to {to}, {} to think.", bars::clock(time.think)))
        }
    };
    let for_text = usize::from(area.height).saturating_sub(1);
    let lines = fit::cut(fit::wrap(&text, columns), for_text, columns);
    let below = Rect { y: area.y + lines.len() as u16, height: 1.min(area.height), ..area };
    rows(frame, area, &lines, Style::new());
    rows(frame, below, &[fit::one_line(&time, columns)], look.faint());
}
