//! The screen while a question is asked and answered: what happens now, the question, the time, the level, the keys.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::app::App;
use super::draw::{Look, notices, pieces, rows};
use super::keys::Phase;
use super::{bars, fit, layout, notice, pages};
use crate::interview::clock::Shown;

/// Draws it.
pub(super) fn draw(frame: &mut Frame, app: &App, look: Look) {
    let parts = app.parts();
    let roomy = layout::is_roomy(app.size());
    head(frame, parts.head, app, look);
    phase(frame, parts.phase, app, look);
    question(frame, parts.body, app, roomy);
    clock(frame, parts.clock, app, look);
    level(frame, parts.level, app, look);
    notices(frame, parts.notice, notice::lines(app, layout::notice_columns(app.size())), roomy, look);
    rows(frame, parts.bottom, &app.bottom(), look.faint());
}

/// Which question it is.
fn head(frame: &mut Frame, area: Rect, app: &App, look: Look) {
    let Some(asked) = app.asked() else { return };
    let again = if asked.take > 1 { format!(", take {}", asked.take) } else { String::new() };
    let follow_up = if asked.follow_up.is_some() { ", follow-up" } else { "" };
    let says = format!("Question {} of {}{again}{follow_up}: {}", asked.number, asked.of, asked.prompt.title);
    rows(frame, area, &[fit::one_line(&says, area.width.into())], look.faint());
}

/// What happens now.
fn phase(frame: &mut Frame, area: Rect, app: &App, look: Look) {
    let (name, style, says) = phase_in_words(app, look);
    let room = usize::from(area.width).saturating_sub(fit::width(name) + 2);
    pieces(frame, area, &[(name, style), ("  ", Style::new()), (&fit::one_line(&says, room), Style::new())]);
}

fn phase_in_words(app: &App, look: Look) -> (&'static str, Style, String) {
    if app.is_leaving() {
        return ("LEAVING", Look::strong(), "What you said is kept.".into());
    }
    match app.phase() {
        Phase::Asking if app.has_no_voice() => ("ASKING", Look::strong(), "Read the question.".into()),
        Phase::Asking => ("ASKING", Look::strong(), "Listen to the question.".into()),
        Phase::Thinking => {
            let left = u32::try_from(app.seconds_to_think()).unwrap_or(u32::MAX);
            ("THINKING", Look::strong(), format!("{} left, not recording yet.", bars::clock(left)))
        }
        Phase::Opening => ("GET READY", Look::strong(), "Wait: the microphone opens.".into()),
        Phase::Listening => ("LISTENING", look.recording(), "REC: speak now.".into()),
        Phase::Stopping => ("STOPPED", Look::strong(), "The last of it goes to the disk.".into()),
        _ => {
            let says = format!("Answer kept. {} s so far.", app.seconds_in_phase());
            ("WRITING DOWN", Look::strong(), says)
        }
    }
}

fn question(frame: &mut Frame, area: Rect, app: &App, roomy: bool) {
    let lines = pages::question(app);
    let indent = if roomy { pages::INDENT as u16 } else { 0 };
    // In a high window the question stands where the eye rests, not below the rim.
    let spare = usize::from(area.height).saturating_sub(lines.len());
    let down = if roomy { (spare / 3) as u16 } else { 0 };
    let area = Rect {
        x: area.x + indent,
        y: area.y + down,
        width: area.width.saturating_sub(indent),
        height: area.height - down,
    };
    let shown = lines.get(app.top()..).unwrap_or_default().to_vec();
    let shown = fit::cut(shown, area.height.into(), area.width.into());
    rows(frame, area, &shown, Look::strong());
}

/// How far the answer is; before it begins, how long it should be.
fn clock(frame: &mut Frame, area: Rect, app: &App, look: Look) {
    let Some(asked) = app.asked() else { return };
    if matches!(app.phase(), Phase::Asking | Phase::Thinking | Phase::Opening) {
        rows(frame, area, &[asked.clock.aim()], look.faint());
        return;
    }
    let Shown { of, at, target } = asked.clock.shows(app.length());
    let seconds = at.seconds() as u32;
    let style = if seconds >= target.target_to {
        look.warning()
    } else if seconds >= target.target_from {
        look.good()
    } else {
        Style::new()
    };
    let (bar, marks) = bars::time(at, &target, area.width.into());
    let says = format!("{}{}", of.name(), bars::how_far(at, &target));
    let says = fit::one_line(&says, area.width.into());
    rows(frame, Rect { height: area.height.min(1), ..area }, &[says], style);
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    rows(frame, below, &[bar, marks], Style::new());
}

/// How loud the speaker is: the one thing that moves, to show that somebody is heard.
fn level(frame: &mut Frame, area: Rect, app: &App, look: Look) {
    if app.phase() != Phase::Listening {
        return;
    }
    let bar = bars::level(app.dbfs(), usize::from(area.width).saturating_sub(6));
    pieces(frame, area, &[("Level ", Style::new()), (&bar, look.good())]);
}
