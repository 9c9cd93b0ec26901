//! The worked examples of a question, as a page.

use crate::prompt::{NO_EXAMPLE, ONE_OF_MANY, Prompt};

use super::wrapped;

/// The question, and its examples below it.
pub(in crate::cli) fn sheet(prompt: &Prompt) -> String {
    let mut text = format!("{}  {}\n\n", prompt.name(), prompt.title);
    text.push_str(&wrapped(&prompt.text, "  ", "  "));
    for example in &prompt.examples {
        text.push('\n');
        text.push_str(&wrapped(&format!("{}:", example.heading()), "", ""));
        text.push('\n');
        text.push_str(&wrapped(&example.text, "  ", "  "));
        if let Some(notice) = example.notice() {
            text.push('\n');
            text.push_str(&wrapped(&notice, "", ""));
        }
    }
    text.push('\n');
    let close = if prompt.examples.is_empty() { NO_EXAMPLE } else { ONE_OF_MANY };
    text.push_str(&wrapped(close, "", ""));
    text
}
