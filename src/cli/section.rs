//! `greenroom sessions section`: the speaker says where a section is, and the report is made again.

use std::io::Write;

use clap::Args;

use super::Stage;
use super::failure::{Failure, Kind};
use super::prompts::PackFiles;
use super::rescore::{Desk, tell_change, tell_follow_ups};
use super::sessions;
use crate::prompt::Kind as QuestionKind;
use crate::report::safe::safe_for_terminal;
use crate::session::Sessions;
use crate::session::marks::{self, MarkError};
use crate::structure::Section;
use crate::time::Moment;

/// What was typed after `sessions section`.
#[derive(Debug, Args)]
pub(super) struct Typed {
    /// The take
    id: String,
    /// S, T, A, R or L; X for talk that belongs to none
    #[arg(required_unless_present = "undo")]
    section: Option<String>,
    /// The sentence that is said there: 1:04, or 64 (seconds)
    #[arg(long, value_name = "TIME", required_unless_present = "undo")]
    at: Option<Moment>,
    /// And all that follow, up to the one that is said there
    #[arg(long, value_name = "TIME")]
    to: Option<Moment>,
    /// Take the last one back
    #[arg(long, conflicts_with_all = ["section", "at", "to"])]
    undo: bool,
    #[command(flatten)]
    packs: PackFiles,
}

/// Sets the section of some sentences, or takes that back.
pub(super) fn run(
    typed: &Typed,
    sessions: &Sessions,
    stage: &Stage,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let found = sessions::find(sessions, &typed.id)?;
    let take = found.one_take().map_err(|error| sessions::failure(&error))?;
    if take.follow_up().is_some() {
        return Err(Failure::new(Kind::Input, format!("{} is the answer to a follow-up", take.name))
            .hint("Set the sections of the answer before it, and score this one again."));
    }
    let words = take.words().map_err(|error| sessions::failure(&error))?;
    let words = words.ok_or_else(|| sessions::no_report(take))?;
    let corrections = take.corrections().map_err(|error| sessions::failure(&error))?;
    let mut kept = take.marks().map_err(|error| sessions::failure(&error))?;
    let told = if typed.undo {
        let last = kept.0.pop();
        let last = last.ok_or_else(|| {
            Failure::new(Kind::Input, format!("no section was set in the take {}", take.name))
        })?;
        format!("What was set last, from {} to {}, is taken back.", last.at.from(), last.at.to())
    } else {
        let (transcript, _) = corrections.apply(words.transcript.clone());
        let letter = typed.section.as_deref().unwrap_or_default();
        let section = marks::section_of(letter).map_err(|error| not_set(&error))?;
        let from = typed.at.unwrap_or(Moment::START);
        let (mark, said) =
            marks::mark(&transcript, section, from, typed.to).map_err(|error| not_set(&error))?;
        kept.0.push(mark);
        let name = section.map_or("no section", Section::name);
        format!("{name}: \"{said}\"")
    };
    let desk = Desk::new(&typed.packs, None, None, stage)?;
    if desk.kind_of(take)? != QuestionKind::Story {
        return Err(Failure::new(Kind::Input, "sections can be set where one story was asked for")
            .hint("A two-part answer, a question asked back and an opinion have other parts."));
    }
    let files = sessions.open_take(take).map_err(|error| sessions::failure(&error))?;
    // The report first: where it cannot be made, nothing is changed.
    let report = desk.report(take, None, &files, &words, &corrections, &kept)?;
    files.keep_marks(&kept).map_err(|error| sessions::failure(&error))?;
    files.keep_report(&report).map_err(|error| sessions::failure(&error))?;
    stage.tell(&safe_for_terminal(&told));
    tell_change(take, &report, out)?;
    tell_follow_ups(take, &found.session.takes, stage);
    Ok(())
}

fn not_set(error: &MarkError) -> Failure {
    let failure = Failure::from_error(Kind::Input, error);
    match error {
        MarkError::NoSentence { all, .. } => failure.hint(format!("`--at {}` is its first.", all.from())),
        _ => failure,
    }
}
