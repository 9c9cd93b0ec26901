//! What the candidate should know now: what failed and what can be done, what is wrong with the sound, what is about
//! to happen. Whole sentences, in the order in which they matter.

use std::error::Error;

use super::app::App;
use super::fit;
use super::keys::Phase;
use crate::interview::talk::Trouble;

/// The notices in lines of this width; none where all is well.
pub(super) fn lines(app: &App, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(question) = leaving(app) {
        lines.extend(fit::wrap(question, columns));
    }
    if let Some(left) = app.countdown() {
        let left = left.seconds().ceil();
        lines.extend(fit::wrap(
            &format!("The answer ends in {left} s of silence: press g to go on."),
            columns,
        ));
    }
    if let Some(alarm) = app.alarm() {
        lines.extend(fit::wrap_under(&alarm.to_string(), columns, "! ", "  "));
    }
    // Without a report the troubles are what the page is about, and stand there in full.
    if app.phase() != Phase::Reviewing || app.report().is_some() {
        for trouble in app.troubles() {
            lines.extend(trouble_lines(trouble, columns));
        }
    }
    lines
}

/// The question whether to leave, where it is being asked.
fn leaving(app: &App) -> Option<&'static str> {
    if !app.is_asked_to_leave() {
        return None;
    }
    Some(match app.phase() {
        Phase::Listening => "Leave? The answer is kept until here (y/n). The recording goes on.",
        _ => "Leave? The answer is kept (y/n). `greenroom sessions` finds it again.",
    })
}

/// What failed, why, and what can be done.
pub(super) fn trouble_lines(trouble: &Trouble, columns: usize) -> Vec<String> {
    let mut says = sentence(&trouble.to_string());
    let mut cause = trouble.source();
    while let Some(error) = cause {
        says.push_str(" Because: ");
        says.push_str(&sentence(&error.to_string()));
        cause = error.source();
    }
    let mut lines = fit::wrap_under(&says, columns, "! ", "  ");
    lines.extend(fit::wrap_under(&sentence(&trouble.hint()), columns, "  ", "  "));
    lines
}

/// The words with a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.trim_end_matches('.').chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::CaptureError;
    use crate::transcript::decoder::DecoderError;

    #[test]
    fn a_trouble_tells_its_cause_and_what_to_do() {
        let trouble = Trouble::Capture(CaptureError::NoMicrophone {
            microphone: "`USB`".into(),
            source: "no such device".into(),
        });
        assert_eq!(
            trouble_lines(&trouble, 200),
            [
                "! The answer could not be recorded. Because: The microphone `USB` could not be opened. Because: No such device.",
                "  `greenroom devices` lists the microphones, `greenroom doctor --listen` tries one.",
            ]
        );
    }

    #[test]
    fn a_take_without_a_report_is_named_so_that_it_can_be_scored_later() {
        let trouble = Trouble::Transcript { take: "2026-11-22-0412/1".into(), source: DecoderError::Gone };
        let says = trouble_lines(&trouble, 200).concat();
        assert!(says.contains("`greenroom sessions rescore 2026-11-22-0412/1`"), "{says}");
    }
}
