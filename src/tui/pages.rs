//! What is read on the screen, in lines: the question, and the page of the review.

use super::app::App;
use super::{fit, layout, notice};
use crate::report;

/// A question in longer lines than this is hard to read.
const QUESTION_WIDEST: usize = 72;

/// How far the question stands from the margin of a roomy window.
pub(super) const INDENT: usize = 4;

/// The question in lines.
pub(super) fn question(app: &App) -> Vec<String> {
    let Some(asked) = app.asked() else { return Vec::new() };
    let room = usize::from(layout::room(app.size()).width);
    let columns = if layout::is_roomy(app.size()) { room.saturating_sub(2 * INDENT) } else { room };
    fit::wrap(&asked.prompt.text, columns.min(QUESTION_WIDEST))
}

/// The report, or why there is none, in lines.
pub(super) fn review(app: &App, columns: usize) -> Vec<String> {
    if let Some((report, _)) = app.report() {
        return report::text(report, columns).lines().map(str::to_owned).collect();
    }
    let mut lines = Vec::new();
    for trouble in app.troubles() {
        lines.extend(notice::trouble_lines(trouble, columns));
        lines.push(String::new());
    }
    lines.extend(fit::wrap(
        match app.kept() {
            Some(_) => "There is no report. The answer itself is kept and can be heard and scored later.",
            None => "Nothing was recorded. The same question can be asked again.",
        },
        columns,
    ));
    lines
}
