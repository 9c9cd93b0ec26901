//! Draws a screen: what both the list and the interview need. It changes nothing.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span, Text};
use ratatui::widgets::{Block, Borders, Paragraph};

use super::app::App;
use super::keys::{self, Phase};
use super::{fit, layout, review, stage};

/// How things are told apart besides their words: nothing is told by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    pub colour: bool,
}

impl Look {
    /// What should be seen first.
    pub(super) fn strong() -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What is there for whoever looks for it.
    pub(super) fn faint(self) -> Style {
        self.in_colour(Style::new(), Color::DarkGray)
    }

    /// The microphone is on.
    pub(super) fn recording(self) -> Style {
        self.in_colour(Look::strong(), Color::Red)
    }

    /// All is well.
    pub(super) fn good(self) -> Style {
        self.in_colour(Style::new(), Color::Green)
    }

    /// Something needs attention.
    pub(super) fn warning(self) -> Style {
        self.in_colour(Look::strong(), Color::Yellow)
    }

    /// The line that is chosen.
    pub(super) fn chosen() -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    fn in_colour(self, style: Style, colour: Color) -> Style {
        if self.colour { style.fg(colour) } else { style }
    }
}

/// Draws the interview.
pub(super) fn interview(frame: &mut Frame, app: &App, look: Look) {
    if !layout::is_large_enough(app.size()) {
        return too_small(frame, (app.phase() == Phase::Listening).then_some("Recording goes on."));
    }
    if app.shows_help() {
        return help(frame, app.phase());
    }
    if app.phase() == Phase::Reviewing {
        review::draw(frame, app, look);
    } else {
        stage::draw(frame, app, look);
    }
}

/// The one sentence for a window in which nothing can be read.
pub(super) fn too_small(frame: &mut Frame, and: Option<&str>) {
    let area = frame.area();
    let says = format!("{} Please make the window larger.", and.unwrap_or_default());
    let lines = fit::wrap(says.trim_start(), area.width.into());
    rows(frame, area, &lines, Style::new());
}

/// One sentence in an empty window, while the program does something else.
pub(super) fn sentence(frame: &mut Frame, says: &str) {
    let size = frame.area().as_size();
    let room = layout::room(size);
    let lines = fit::wrap(says, room.width.into());
    let y = size.height / 3;
    rows(frame, Rect { y, height: size.height - y, ..room }, &lines, Style::new());
}

/// All keys of a phase.
pub(super) fn help(frame: &mut Frame, phase: Phase) {
    let room = layout::room(frame.area().as_size());
    let mut lines = vec!["KEYS".to_owned(), String::new()];
    for row in keys::rows(phase) {
        let named =
            if row.named.len() < 12 { format!("{:<12}", row.named) } else { format!("{}  ", row.named) };
        lines.extend(fit::wrap_under(&format!("{named}{}", row.does), room.width.into(), "  ", "    "));
    }
    lines.push(String::new());
    lines.extend(keys::bottom(Phase::Help, room.width.into(), |_| true));
    rows(frame, room, &lines, Style::new());
}

/// Lines from the top of an area on; those without room are left out.
pub(super) fn rows(frame: &mut Frame, area: Rect, lines: &[String], style: Style) {
    let text: Vec<Line> =
        lines.iter().take(area.height.into()).map(|line| Line::from(line.as_str())).collect();
    frame.render_widget(Paragraph::new(Text::from(text)).style(style), within(frame, area));
}

/// One line of differently drawn pieces.
pub(super) fn pieces(frame: &mut Frame, area: Rect, pieces: &[(&str, Style)]) {
    let spans: Vec<Span> = pieces.iter().map(|(says, style)| Span::styled(*says, *style)).collect();
    frame.render_widget(
        Paragraph::new(Line::from(spans)),
        within(frame, Rect { height: 1.min(area.height), ..area }),
    );
}

/// Notices: in a frame where there is room for one.
pub(super) fn notices(frame: &mut Frame, area: Rect, lines: Vec<String>, roomy: bool, look: Look) {
    if lines.is_empty() || area.height == 0 {
        return;
    }
    let columns = usize::from(area.width);
    if roomy && area.height >= 3 {
        let block = Block::new().borders(Borders::ALL).border_style(look.warning());
        let inside = block.inner(area);
        frame.render_widget(block, within(frame, area));
        let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
        let lines = fit::cut(lines, inside.height.into(), inside.width.into());
        rows(frame, inside, &lines, look.warning());
    } else {
        rows(frame, area, &fit::cut(lines, area.height.into(), columns), look.warning());
    }
}

/// What of an area is on the screen: the window may have become smaller since the state was told of it, and drawing
/// outside of it panics.
fn within(frame: &Frame, area: Rect) -> Rect {
    area.intersection(frame.area())
}
