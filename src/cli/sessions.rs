//! `greenroom sessions`: what was recorded, to look at, to hear, to score again and to delete.

mod show;

use std::fmt::Write as _;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand};

use self::show::show;
use super::Stage;
use super::failure::{Failure, Kind};
use super::{devices, environment, play, rescore, section, stories};
use crate::device;
use crate::playback::Loudspeaker;
use crate::report::safe::safe_for_terminal;
use crate::session::{
    Deleted, Found, KeptSession, KeptTake, Outcome, SessionError, Sessions, Sound, Unfinished,
};
use crate::time::{Length, Moment};

/// What was typed after `sessions`.
#[derive(Debug, Args)]
pub(super) struct Typed {
    #[command(subcommand)]
    command: Option<Command>,
}

// An ID is the name of a session, as much of its beginning as is needed, or `last`; `/2` names a take.
#[derive(Debug, Subcommand)]
enum Command {
    /// List what was recorded, newest first (the default)
    List,
    /// Show a session or take: question, length, score, files
    Show { id: String },
    /// Play a take
    ///
    /// On a terminal, Enter pauses and goes on, + and - leap 5 seconds, a time such as 1:04 goes there, and q ends.
    Play {
        id: String,
        /// Begin here: 1:04, or 64 (seconds)
        #[arg(long, value_name = "TIME")]
        at: Option<Moment>,
    },
    /// Print the report of a take, as it was kept
    Report {
        id: String,
        /// As one JSON document a line
        #[arg(long, conflicts_with = "markdown")]
        json: bool,
        /// As Markdown
        #[arg(long)]
        markdown: bool,
    },
    /// List the stories you told: what each was told for, its best score, which principles it shows
    ///
    /// Takes that tell one episode are one story, whatever words they use and whatever was asked.
    Stories(stories::Typed),
    /// Make reports again, by the rubric of this version
    ///
    /// Without a name: of all takes that have no report, or one by an older rubric.
    Rescore(rescore::Typed),
    /// Say what the recogniser misheard; the report is made again at once
    ///
    /// An empty MEANT ("") takes the words out: a hesitation that was none.
    Correct(rescore::Correct),
    /// Say which section some sentences belong to; the report is made again at once
    ///
    /// What you say wins over what was found, and the scores follow.
    Section(section::Typed),
    /// Delete a session or a take
    Delete {
        id: String,
        /// Do not ask
        #[arg(long, short)]
        yes: bool,
    },
    /// Delete everything that was recorded
    Purge {
        /// Do not ask
        #[arg(long, short)]
        yes: bool,
    },
}

/// Carries out `greenroom sessions`. Data goes to `out`.
pub(super) fn run(typed: &Typed, stage: &Stage, out: &mut dyn Write) -> Result<(), Failure> {
    let sessions = Sessions::new(stage.folders.sessions());
    let command = typed.command.as_ref().unwrap_or(&Command::List);
    let mut unfinished = Vec::new();
    if !matches!(command, Command::Delete { .. } | Command::Purge { .. }) {
        // What was cut off is mended before anybody looks at it.
        unfinished = sessions.recover().map_err(|error| failure(&error))?;
    }
    match command {
        Command::List => {
            write!(out, "{}", list(&sessions.list().map_err(|error| failure(&error))?))?;
            offer(&unfinished, stage);
            Ok(())
        }
        Command::Show { id } => {
            let found = find(&sessions, id)?;
            Ok(write!(out, "{}", show(&found, environment::width()))?)
        }
        Command::Play { id, at } => {
            let found = find(&sessions, id)?;
            let take = found.one_take().map_err(|error| failure(&error))?;
            play::play(take, at.unwrap_or(Moment::START), || loudspeaker(take, stage), stage)
        }
        Command::Report { id, json, markdown } => {
            let form = match (json, markdown) {
                (true, _) => KeptTake::report_json,
                (_, true) => KeptTake::report_markdown,
                _ => KeptTake::report_text,
            };
            report(&find(&sessions, id)?, form, out)
        }
        Command::Stories(typed) => stories::run(typed, &sessions, out),
        Command::Rescore(typed) => rescore::run(typed, &sessions, stage, out),
        Command::Correct(typed) => rescore::correct(typed, &sessions, stage, out),
        Command::Section(typed) => section::run(typed, &sessions, stage, out),
        Command::Delete { id, yes } => {
            let found = find(&sessions, id)?;
            if !confirm(&question(&found), *yes, &format!("delete {id}"))? {
                return nothing_deleted(out);
            }
            tell_deleted(&sessions.delete(&found).map_err(|error| failure(&error))?, out)
        }
        Command::Purge { yes } => {
            let all = sessions.list().map_err(|error| failure(&error))?;
            let takes = all.iter().map(|session| session.takes.len()).sum();
            let folder = sessions.folder().to_string_lossy();
            let what = format!("everything in `{folder}`: {}", takes_of(takes));
            if !confirm(&what, *yes, "purge")? {
                return nothing_deleted(out);
            }
            tell_deleted(&sessions.purge().map_err(|error| failure(&error))?, out)
        }
    }
}

/// The session or take of a name.
pub(super) fn find(sessions: &Sessions, id: &str) -> Result<Found, Failure> {
    let found = sessions.find(id).map_err(|error| failure(&error))?;
    match &found.session.trouble {
        Some(trouble) => Err(failure(trouble)),
        None => Ok(found),
    }
}

/// What a take is played on: the loudspeaker that was chosen, or the usual one.
fn loudspeaker(take: &KeptTake, stage: &Stage) -> Result<Arc<dyn Loudspeaker>, Failure> {
    let settings = devices::settings(stage)?;
    let wanted = settings.loudspeaker.as_deref();
    device::find(device::Kind::Loudspeaker, wanted).map_err(|error| {
        devices::failure(&error).hint(format!(
            "`{}` is an ordinary sound file, which other programs can play.",
            take.wav().display()
        ))
    })?;
    Ok(Arc::new(device::Output::new(wanted)))
}

/// An error of the sessions, with whose matter it is and what can be done.
pub(super) fn failure(error: &SessionError) -> Failure {
    let kind = match error {
        SessionError::Folder { .. }
        | SessionError::Unreadable { .. }
        | SessionError::Write { .. }
        | SessionError::Read { .. }
        | SessionError::Delete { .. } => Kind::Machine,
        _ => Kind::Input,
    };
    let failure = Failure::from_error(kind, error);
    match error {
        SessionError::Folder { .. } | SessionError::Unreadable { .. } => {
            failure.hint("set GREENROOM_HOME to a folder that Greenroom may write to.")
        }
        SessionError::NoSession { .. } | SessionError::NoTake { .. } | SessionError::NoTakes { .. } => {
            failure.hint("`greenroom sessions` lists what was recorded.")
        }
        SessionError::NoName { .. } => failure.hint(
            "a session is named as `greenroom sessions` lists it, or `last`; `last/2` is its second take.",
        ),
        SessionError::Nothing => failure.hint("`greenroom practice` records an answer."),
        SessionError::Open { .. } => failure.hint("end that one first."),
        SessionError::Newer { .. } => failure.hint("use that version to read it; nothing was changed."),
        _ => failure,
    }
}

/// One line for each session and each take.
fn list(sessions: &[KeptSession]) -> String {
    if sessions.is_empty() {
        return "Nothing has been recorded yet. `greenroom practice` begins.\n".to_owned();
    }
    let mut text = String::new();
    for session in sessions {
        let open = if session.is_open { ", open now" } else { "" };
        let _ = writeln!(text, "{}  {}{open}", session.id, takes_of(session.takes.len()));
        if let Some(trouble) = &session.trouble {
            let _ = writeln!(text, "  {}", one_line(trouble));
        }
        for take in &session.takes {
            let title = safe_for_terminal(take.title());
            let follows =
                take.follow_up().map(|to| format!("follow-up to /{}: ", to.take)).unwrap_or_default();
            let length = take.sound.length().clock();
            let mark = match &take.sound {
                // It is growing: its header is behind.
                _ if session.is_open => "",
                Sound::CutOff(_) => ", cut off",
                Sound::Unreadable(_) => ", no sound can be read",
                Sound::Whole(_) => "",
            };
            let _ = writeln!(
                text,
                "  /{:<2} {length:>6}  {:<10}  {follows}{title}{mark}",
                take.name.number,
                short_score(&take.outcome)
            );
            for trouble in &take.troubles {
                let _ = writeln!(text, "      {}", one_line(trouble));
            }
        }
    }
    text
}

/// Says what has sound and no report, and how to get one.
pub(super) fn offer(unfinished: &[Unfinished], stage: &Stage) {
    let [first, rest @ ..] = unfinished else { return };
    let what = if rest.is_empty() {
        format!("{} has sound but no report", first.take)
    } else {
        format!("{} takes have sound but no report", unfinished.len())
    };
    stage.tell(&format!("\n{what}: `greenroom sessions rescore` makes it now."));
}

fn short_score(outcome: &Outcome) -> String {
    match outcome {
        Outcome::NotReported => "not scored".to_owned(),
        Outcome::Reported(scored) => overall(scored.overall),
    }
}

/// The figure of a report.
pub(super) fn overall(overall: Option<u32>) -> String {
    overall.map_or_else(|| "no score".to_owned(), |overall| format!("{overall} of 100"))
}

/// Prints the reports that were kept. One that is not there is told, and the others are still printed.
fn report(
    found: &Found,
    form: fn(&KeptTake) -> Result<Option<String>, SessionError>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    if found.takes().is_empty() {
        return Err(failure(&SessionError::NoTakes { id: found.session.id.clone() }));
    }
    let mut last = None;
    for take in found.takes() {
        match form(take).map_err(|error| failure(&error)) {
            Ok(Some(report)) => write!(out, "{report}")?,
            Ok(None) => tell_before(last.replace(no_report(take))),
            Err(failure) => tell_before(last.replace(failure)),
        }
    }
    out.flush()?;
    last.map_or(Ok(()), Err)
}

/// Tells the failure before the last one: the last one is told by whoever gets it.
pub(super) fn tell_before(failure: Option<Failure>) {
    if let Some(failure) = failure {
        let _ = writeln!(std::io::stderr(), "{failure}");
    }
}

pub(super) fn no_report(take: &KeptTake) -> Failure {
    Failure::new(Kind::Input, format!("the take {} has no report", take.name))
        .hint(format!("`greenroom sessions rescore {}` makes it.", take.name))
}

/// What would be deleted.
fn question(found: &Found) -> String {
    let length: Length = found.takes().iter().map(|take| take.sound.length()).sum();
    match found.take {
        Some(number) => format!("the take {}/{number}, {} of sound", found.session.id, length.clock()),
        None => format!(
            "the session {}: {}, {} of sound",
            found.session.id,
            takes_of(found.takes().len()),
            length.clock()
        ),
    }
}

/// Asks on a terminal; elsewhere nobody can answer, and nothing is deleted without a word.
fn confirm(what: &str, yes: bool, command: &str) -> Result<bool, Failure> {
    if yes {
        return Ok(true);
    }
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return Err(Failure::new(Kind::Usage, format!("this would delete {what}"))
            .hint(format!("`greenroom sessions {command} --yes` deletes it without asking.")));
    }
    let mut err = std::io::stderr();
    let _ = write!(err, "Delete {}? It cannot be brought back. [y/N] ", safe_for_terminal(what));
    let _ = err.flush();
    let mut answer = String::new();
    let _ = std::io::stdin().read_line(&mut answer);
    Ok(is_yes(&answer))
}

fn nothing_deleted(out: &mut dyn Write) -> Result<(), Failure> {
    Ok(writeln!(out, "Nothing was deleted.")?)
}

fn is_yes(answer: &str) -> bool {
    matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

fn tell_deleted(deleted: &Deleted, out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(out, "Deleted {}.", takes_of(deleted.takes))?;
    for folder in &deleted.left {
        writeln!(out, "{}", stays(folder))?;
    }
    for error in &deleted.failed {
        writeln!(out, "{}", one_line(error))?;
    }
    match (deleted.open.as_slice(), deleted.failed.as_slice()) {
        ([], []) => Ok(()),
        (_, [error, ..]) => Err(failure(error)),
        ([id, ..], []) => Err(failure(&SessionError::Open { id: id.clone() })),
    }
}

fn stays(folder: &Path) -> String {
    let folder = PathBuf::from(folder);
    format!(
        "`{}` stays: there are files in it that Greenroom did not make.",
        safe_for_terminal(&folder.to_string_lossy())
    )
}

fn takes_of(count: usize) -> String {
    format!("{count} {}", if count == 1 { "take" } else { "takes" })
}

/// An error and its causes.
fn one_line(error: &SessionError) -> String {
    safe_for_terminal(&failure(error).one_line()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prompt::Catalog;
    use crate::recording::wav::WavWriter;
    use crate::session::{FollowUpTo, SessionId};

    /// Sessions with one take of a second, which was cut off where the program was killed.
    fn recorded(killed: bool) -> (tempfile::TempDir, Sessions) {
        let home = tempfile::tempdir().unwrap();
        let sessions = Sessions::new(home.path().join("sessions"));
        let mut session = sessions.begin().unwrap();
        let catalog = Catalog::shipped(&["star-l", "star-rlf", "reverse-questions"]).unwrap();
        let mut prompt = catalog.default_prompt().unwrap().clone();
        prompt.title = "Two\u{1b}[2J lines\nof it".to_owned();
        let files = session.new_take(&prompt).unwrap();
        let mut writer = WavWriter::create(files.wav()).unwrap();
        writer.append(&vec![0.25; 16_000]).unwrap();
        if killed {
            std::mem::forget(writer);
        } else {
            let _ = writer.finish().unwrap();
        }
        (home, sessions)
    }

    #[test]
    fn a_take_is_one_line_whatever_its_title_is() {
        let (_home, sessions) = recorded(false);
        let text = list(&sessions.list().unwrap());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2, "{text}");
        assert!(
            SessionId::read(lines[0].split(' ').next().unwrap()).is_some() && lines[0].ends_with("  1 take")
        );
        assert_eq!(lines[1], "  /1    0:01  not scored  Two\\u{1b}[2J lines\\nof it");
    }

    #[test]
    fn a_follow_up_says_which_answer_it_follows() {
        let (_home, sessions) = recorded(false);
        let mut session = sessions.begin().unwrap();
        let catalog = Catalog::shipped(&["star-l", "star-rlf", "reverse-questions"]).unwrap();
        let prompt = catalog.default_prompt().unwrap();
        let text = "And how did it end?".to_owned();
        for files in [session.new_take(prompt), session.new_follow_up(prompt, FollowUpTo { take: 1, text })] {
            let mut writer = WavWriter::create(files.unwrap().wav()).unwrap();
            writer.append(&vec![0.25; 16_000]).unwrap();
            let _ = writer.finish().unwrap();
        }
        let text = list(&sessions.list().unwrap());
        let line = text.lines().find(|line| line.starts_with("  /2")).unwrap();
        assert!(line.ends_with(&format!("follow-up to /1: {}", prompt.title)), "{text}");
        let shown = show(&sessions.find("last").unwrap(), 80);
        assert!(shown.contains("Follow-up  to /1: And how did it end?"), "{shown}");
    }

    #[test]
    fn a_take_that_was_cut_off_says_so_before_and_after_it_is_mended() {
        let (_home, sessions) = recorded(true);
        assert!(list(&sessions.list().unwrap()).trim_end().ends_with(", cut off"));
        sessions.recover().unwrap();
        assert!(list(&sessions.list().unwrap()).trim_end().ends_with(", cut off"));
        let shown = show(&sessions.find("last").unwrap(), 80);
        assert!(shown.contains("cut off; all that reached the disk is there"), "{shown}");
    }

    #[test]
    fn nothing_recorded_says_how_to_begin() {
        assert!(list(&[]).contains("`greenroom practice`"));
    }

    #[test]
    fn what_is_shown_keeps_to_its_width_and_names_every_file() {
        let (_home, sessions) = recorded(false);
        let shown = show(&sessions.find("last").unwrap(), 60);
        for line in
            shown.lines().filter(|line| !line.contains("Folder") && !line.starts_with("             /"))
        {
            assert!(textwrap::core::display_width(line) <= 60, "{line}");
        }
        assert!(shown.contains("take-0001.json") && shown.contains("take-0001.wav  32 kB"), "{shown}");
        assert!(shown.chars().all(|c| c == '\n' || !c.is_control()));
    }

    #[test]
    fn a_take_without_a_report_says_how_to_get_one() {
        let (_home, sessions) = recorded(false);
        let mut out = Vec::new();
        let failure = report(&sessions.find("last").unwrap(), KeptTake::report_text, &mut out).unwrap_err();
        assert_eq!(failure.kind, Kind::Input);
        assert!(failure.to_string().contains("`greenroom sessions rescore 20"), "{failure}");
        assert!(out.is_empty());
    }

    #[test]
    fn only_a_yes_deletes() {
        assert!(is_yes("y\n") && is_yes(" YES \r\n"));
        assert!(!is_yes("\n") && !is_yes("no") && !is_yes("yesterday"));
    }
}
