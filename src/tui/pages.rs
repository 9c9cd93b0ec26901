//! What is read on the screen, in lines: the question, and the page of the review.

use super::app::App;
use super::{fit, layout, notice};
use crate::prompt::{ONE_OF_MANY, Prompt};
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
    fit::wrap(asked.text(), columns.min(QUESTION_WIDEST))
}

/// The report, or why there is none, in lines.
pub(super) fn review(app: &App, columns: usize) -> Vec<String> {
    let prompt = app.asked().map(|asked| &*asked.prompt).filter(|_| app.has_tried());
    if let (true, Some(prompt)) = (app.shows_example(), prompt) {
        return example(prompt, columns);
    }
    if let Some((report, _)) = app.report() {
        let mut lines: Vec<String> = report::text(report, columns).lines().map(str::to_owned).collect();
        lines.extend(prompt.into_iter().flat_map(|prompt| related(prompt, columns)));
        return lines;
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

/// The worked examples of a question, in lines.
fn example(prompt: &Prompt, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for example in &prompt.examples {
        lines.extend(fit::wrap(&example.heading(), columns));
        lines.push(String::new());
        lines.extend(fit::wrap_under(&example.text, columns, "  ", "  "));
        lines.push(String::new());
        if let Some(notice) = example.notice() {
            lines.extend(fit::wrap(&notice, columns));
            lines.push(String::new());
        }
    }
    lines.extend(fit::wrap(ONE_OF_MANY, columns));
    lines
}

/// Where else the same can be practised, below the report.
fn related(prompt: &Prompt, columns: usize) -> Vec<String> {
    if prompt.related.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![String::new(), "RELATED QUESTIONS".to_owned()];
    lines.extend(prompt.related.iter().flat_map(|name| fit::wrap_under(name, columns, "  - ", "    ")));
    lines
}
