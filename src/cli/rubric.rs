//! `greenroom rubric`: which rubrics there are, and whether one of one's own is right.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::failure::{Failure, Kind};
use crate::prompt;
use crate::rubric::{self, Rubric};

/// A rubric is a few kilobytes; a file larger than this is none.
const BIGGEST: u64 = 1 << 20;

/// What was typed after `rubric`.
#[derive(Debug, Args)]
pub(super) struct Typed {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the rubrics that ship with the program (the default)
    List,
    /// Check rubrics of your own, and say all that is wrong with them
    Check {
        /// Rubric files (TOML)
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
}

/// Carries out `greenroom rubric`.
pub(super) fn run(typed: &Typed, out: &mut dyn Write) -> Result<(), Failure> {
    match &typed.command {
        None | Some(Command::List) => {
            for rubric in rubric::shipped().map_err(|error| Failure::from_error(Kind::Bug, &error))? {
                writeln!(out, "{}", line(&rubric))?;
            }
            Ok(())
        }
        Some(Command::Check { files }) => check(files, out),
    }
}

/// A rubric in one line: its id, the kinds it judges, its title.
fn line(rubric: &Rubric) -> String {
    let kinds: Vec<&str> = rubric.kinds.iter().map(|kind| kind.name()).collect();
    let criteria = rubric.criteria.len();
    format!(
        "{:<18} {:<18} {criteria:>2} criteria  {}",
        rubric.id,
        kinds.join(", "),
        prompt::shown(&rubric.title)
    )
}

/// Checks every file; mistakes go to the terminal in the order of the files.
fn check(files: &[PathBuf], out: &mut dyn Write) -> Result<(), Failure> {
    let mut wrong = 0;
    for file in files {
        match from_file(file) {
            Ok(rubric) => {
                writeln!(out, "{}: {} criteria, all right", named(file), rubric.criteria.len())?;
            }
            Err(failure) => {
                wrong += 1;
                let _ = writeln!(std::io::stderr(), "{failure}");
            }
        }
    }
    match (wrong, files.len()) {
        (0, _) => Ok(()),
        (1, 1) => Err(Failure::new(Kind::Input, "the rubric cannot be used")),
        (wrong, all) => Err(Failure::new(Kind::Input, format!("{wrong} of {all} rubrics cannot be used"))),
    }
}

/// Reads a rubric of the user's own.
pub(super) fn from_file(file: &Path) -> Result<Rubric, Failure> {
    let unreadable = |cause: String| {
        Failure::new(Kind::Input, format!("could not read the rubric `{}`", named(file))).cause(cause)
    };
    let mut bytes = Vec::new();
    // Read with a limit instead of asking for the size first: `/dev/zero` says that it is empty.
    fs::File::open(file)
        .and_then(|opened| opened.take(BIGGEST + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(error.to_string()))?;
    if bytes.len() as u64 > BIGGEST {
        return Err(unreadable("it is too big for a rubric".to_owned()));
    }
    let text = String::from_utf8(bytes).map_err(|_| unreadable("it is not UTF-8 text".to_owned()))?;
    rubric::read(&file.display().to_string(), &text).map_err(|error| {
        Failure::from_error(Kind::Input, &error)
            .hint("`prompts/rubrics/README.md` tells how a rubric is written.")
    })
}

fn named(file: &Path) -> String {
    prompt::shown(&file.display().to_string())
}
