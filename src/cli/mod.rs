//! The command line: what was typed, what it means, and what the user is told.

mod devices;
mod doctor;
mod environment;
pub mod failure;
mod lines;
mod listen;
mod manual;
pub mod models;
mod play;
mod practice;
pub mod prompts;
mod rescore;
mod rubric;
mod score;
mod section;
mod sessions;
mod stories;
mod studio;

use std::io::{IsTerminal, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::recording::decode;
use failure::{Failure, Kind};

/// A local mock interviewer: asks, listens, transcribes on this machine, and scores with quotes.
///
/// Nothing leaves the machine.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, arg_required_else_help = false, max_term_width = 100)]
struct Typed {
    #[command(subcommand)]
    command: Option<Command>,
    /// Print nothing but the result
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Look for models in this folder first
    #[arg(long, global = true, value_name = "DIR")]
    models: Option<PathBuf>,
    /// Read the settings from this file
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Rehearse: a question, time to think, your answer, a report
    Practice(practice::Typed),
    /// Score spoken answers (WAV, FLAC, MP3, M4A, OGG) or, with --text, written ones
    Score(score::Typed),
    /// What was recorded: list, show, play, report, score again, delete
    Sessions(sessions::Typed),
    /// List, show, check and import questions
    Prompts(prompts::PromptsArgs),
    /// List the rubrics, and check one of your own
    Rubric(rubric::Typed),
    /// List, fetch, import and check the speech models
    Models(models::ModelsArgs),
    /// List the microphones and loudspeakers, and choose which to use
    Devices(devices::Typed),
    /// Say what is there, what is missing, and where files are
    Doctor(doctor::Typed),
    /// Print what your shell needs to complete commands
    Completions(manual::Completions),
    /// Print the manual page
    Man,
}

/// What every command needs to know.
#[derive(Debug)]
struct Stage {
    folders: crate::config::Folders,
    quiet: bool,
}

impl Stage {
    /// Tells the user something that is no result; says nothing with `--quiet`.
    fn tell(&self, what: &str) {
        if !self.quiet {
            // Where nobody can read it, it need not be said.
            let _ = writeln!(std::io::stderr(), "{what}");
        }
    }
}

/// Runs the command that was typed and returns its exit code.
pub fn main() -> ExitCode {
    let typed = match Typed::try_parse() {
        Ok(typed) => typed,
        Err(error) => {
            // clap writes help to stdout and mistakes to stderr; 2 is the code of a mistake.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { Kind::Usage.exit_code() } else { 0 });
        }
    };
    keep_guarded_panics_quiet();
    let done = catch_unwind(AssertUnwindSafe(|| run(typed))).unwrap_or_else(|_| {
        Err(Failure::new(Kind::Bug, "Greenroom made a mistake and stopped")
            .hint("takes that were recorded are kept; please report what stands above."))
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if failure.kind != Kind::NobodyReads {
                let _ = writeln!(std::io::stderr(), "{failure}");
            }
            ExitCode::from(failure.kind.exit_code())
        }
    }
}

/// A decoder that panics over a broken file is caught and told as an error; its own words would only alarm.
fn keep_guarded_panics_quiet() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !decode::is_guarded() {
            usual(panic);
        }
    }));
}

fn run(typed: Typed) -> Result<(), Failure> {
    let stage = Stage {
        folders: environment::folders(typed.models.as_deref(), typed.config.as_deref())?,
        quiet: typed.quiet,
    };
    let mut out = std::io::stdout().lock();
    match typed.command {
        Some(Command::Practice(typed)) => practice::run(&typed, &stage, &mut out)?,
        Some(Command::Score(typed)) => score::run(&typed, &stage, &mut out)?,
        Some(Command::Sessions(typed)) => sessions::run(&typed, &stage, &mut out)?,
        Some(Command::Prompts(typed)) => prompts::run(&typed, &studio::rubrics(), &stage, &mut out)?,
        Some(Command::Rubric(typed)) => rubric::run(&typed, &mut out)?,
        Some(Command::Models(typed)) => {
            let talk = models::Talk { quiet: stage.quiet, on_terminal: std::io::stderr().is_terminal() };
            let folders = studio::model_folders(&stage);
            models::run(&typed, &folders, talk, &mut out, &mut std::io::stderr())?;
        }
        Some(Command::Devices(typed)) => devices::run(&typed, &stage, &mut out)?,
        Some(Command::Doctor(typed)) => doctor::run(&typed, &stage, &mut out)?,
        Some(Command::Completions(typed)) => manual::completions(&typed, &mut Typed::command(), &mut out)?,
        Some(Command::Man) => manual::man(Typed::command(), &mut out)?,
        None => practice::run(&practice::Typed::default(), &stage, &mut out)?,
    }
    out.flush()?;
    Ok(())
}
