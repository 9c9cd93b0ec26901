//! `greenroom sessions show`: everything about a session or take.

use std::fmt::Write as _;

use super::{one_line, overall};
use crate::report::safe::safe_for_terminal;
use crate::session::{Found, KeptTake, Outcome, Sound};
use crate::time::Length;

/// Everything about a session or take.
pub(super) fn show(found: &Found, width: usize) -> String {
    let session = &found.session;
    let mut text = format!("Session {}{}\n", session.id, if session.is_open { ", open now" } else { "" });
    text += &fact("Folder", &session.folder.to_string_lossy(), width);
    for take in found.takes() {
        let _ = writeln!(text, "\nTake {}: {}", take.name, safe_for_terminal(take.title()));
        if let Some(asked) = &take.asked {
            text += &fact("Asked", &asked.text, width);
            if let Some(to) = &asked.follow_up {
                text += &fact("Follow-up", &format!("to /{}: {}", to.take, to.text), width);
            }
            text += &fact("Question", &format!("{}, version {}", asked.prompt, asked.version), width);
            text += &fact("Began", &asked.begun.replacen('T', " ", 1), width);
        }
        text += &fact("Sound", &sound(take, session.is_open), width);
        text += &fact("Score", &score(&take.outcome), width);
        if let Ok(Some(words)) = take.words() {
            let count = words.transcript.words.len();
            let engine = &words.engine;
            text +=
                &fact("Heard", &format!("{count} words, by {} with {}", engine.name, engine.model), width);
        }
        for correction in take.corrections().unwrap_or_default().0 {
            let meant = match correction.meant.as_str() {
                "" => "nothing".to_owned(),
                meant => format!("\"{meant}\""),
            };
            text += &fact(
                "Corrected",
                &format!("\"{}\" at {} is {meant}", correction.heard, correction.at),
                width,
            );
        }
        for trouble in &take.troubles {
            text += &fact("Trouble", &one_line(trouble), width);
        }
        for (file, bytes) in take.files() {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            text += &fact("File", &format!("{name}  {}", size(bytes)), width);
        }
    }
    text
}

fn sound(take: &KeptTake, is_open: bool) -> String {
    match &take.sound {
        Sound::Unreadable(error) => format!("none that can be read: {error}"),
        sound if is_open => format!("{}, may still be growing", sound.length()),
        Sound::Whole(length) => length.to_string(),
        Sound::CutOff(length) if *length == Length::ZERO => "none: cut off at once".to_owned(),
        Sound::CutOff(length) => format!("{length}, cut off; all that reached the disk is there"),
    }
}

fn score(outcome: &Outcome) -> String {
    let Outcome::Reported(scored) = outcome else { return "not scored".to_owned() };
    let rubric = match &scored.rubric {
        Some((id, version)) => format!(", by the rubric {id}, version {version}"),
        None => String::new(),
    };
    match (&scored.doubt, scored.overall) {
        (Some(doubt), None) => format!("no score{rubric}. {doubt}"),
        _ => format!("{}{rubric}", overall(scored.overall)),
    }
}

/// A line of `show`; long ones go on under their beginning.
fn fact(name: &str, says: &str, width: usize) -> String {
    const INDENT: &str = "             ";
    let first = format!("  {name:<11}");
    let options = textwrap::Options::new(width).initial_indent(&first).subsequent_indent(INDENT);
    // A path is of no use in two pieces.
    let options = options.break_words(false).word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(&safe_for_terminal(says), options) + "\n"
}

fn size(bytes: u64) -> String {
    match bytes {
        0..10_000 => format!("{bytes} bytes"),
        10_000..10_000_000 => format!("{} kB", bytes / 1000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}
