//! The screen after an answer: the report to read, the take to hear, and what to do next.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::app::App;
use super::draw::{Look, notices, pieces, rows};
use super::{bars, fit, layout, notice};
use crate::playback::PlayState;
use crate::time::{Length, Moment};

/// Draws it.
pub(super) fn draw(frame: &mut Frame, app: &App, look: Look) {
    let parts = app.parts();
    let roomy = layout::is_roomy(app.size());
    head(frame, parts.head, app, look);
    kept(frame, parts.phase, app, look);
    playing(frame, parts.clock, app, look);
    let shown = app.page().get(app.top()..).unwrap_or_default();
    rows(frame, parts.body, shown, Style::new());
    let lines = notice::lines(app, layout::notice_columns(app.size()));
    notices(frame, parts.notice, lines, roomy, look);
    rows(frame, parts.bottom, &app.bottom(), look.faint());
}

/// The phase, the question, and how much of the page has been read.
fn head(frame: &mut Frame, area: Rect, app: &App, look: Look) {
    let read = read(app, app.parts().body.height.into());
    let name = if app.is_leaving() { "LEAVING" } else { "REVIEW" };
    let columns = usize::from(area.width);
    let room = columns.saturating_sub(name.len() + 2 + fit::width(&read) + 2);
    let title = app.asked().map(|asked| fit::one_line(&asked.prompt.title, room)).unwrap_or_default();
    let gap = " ".repeat(room.saturating_sub(fit::width(&title)) + 2);
    pieces(
        frame,
        area,
        &[
            (name, Look::strong()),
            ("  ", Style::new()),
            (&title, Style::new()),
            (&gap, Style::new()),
            (&read, look.faint()),
        ],
    );
}

/// Where in the page we are, where it is longer than the window.
fn read(app: &App, rows: usize) -> String {
    let lines = app.page().len();
    if lines <= rows {
        return String::new();
    }
    format!("lines {}-{} of {lines}", app.top() + 1, (app.top() + rows).min(lines))
}

/// Under which name the answer is kept.
fn kept(frame: &mut Frame, area: Rect, app: &App, look: Look) {
    let Some(kept) = app.kept() else { return };
    let columns = usize::from(area.width);
    let mut says = format!("Kept as {}. `greenroom sessions` finds it again.", kept.name);
    if let Some((_, after)) = app.report() {
        let timed = format!("{says} Report after {:.1} s.", after.as_secs_f64());
        if fit::width(&timed) <= columns {
            says = timed;
        }
    }
    if fit::width(&says) > columns {
        says = format!("`greenroom sessions`: {}", kept.name);
    }
    rows(frame, area, &[fit::one_line(&says, columns)], look.faint());
}

/// Where in the take the sound is.
fn playing(frame: &mut Frame, area: Rect, app: &App, look: Look) {
    if area.height == 0 {
        return;
    }
    if app.is_starting_to_play() {
        return rows(frame, area, &["The loudspeaker is opening.".to_owned()], Style::new());
    }
    let Some(heard) = app.heard() else { return };
    let (says, style) = match heard.state {
        PlayState::Playing => ("PLAYING", look.good()),
        PlayState::Paused => ("PAUSED", Look::strong()),
        PlayState::Ended => ("HEARD TO THE END", Style::new()),
        PlayState::Lost => ("THE LOUDSPEAKER WENT AWAY", look.warning()),
    };
    let at = if heard.state == PlayState::Ended { heard.of } else { heard.at - Moment::START };
    let at = at.min(heard.of);
    let says = format!("{says}  {} of {} ", at.clock(), heard.of.clock());
    let room = usize::from(area.width).saturating_sub(fit::width(&says));
    let bar =
        if room >= 10 && heard.of > Length::ZERO { bars::place(at, heard.of, room) } else { String::new() };
    pieces(frame, area, &[(&says, style), (&bar, style)]);
}
