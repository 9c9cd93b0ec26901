//! `greenroom prompts import`: a list of questions becomes a pack.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::super::Stage;
use super::super::failure::{Failure, Kind};
use super::{count, write};
use crate::prompt::import::{ImportError, Imported, import};
use crate::prompt::{Catalog, shown};

/// What was typed after `prompts import`.
#[derive(Debug, Args)]
pub(super) struct Typed {
    /// The list: .txt (one question a line), .csv (with a column `question`) or .json (texts, or objects with a
    /// `question`)
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Write the pack to this file, which must not exist [default: print it]
    #[arg(long, value_name = "PACK.toml")]
    out: Option<PathBuf>,
}

/// Makes the pack and prints it, or writes it to a new file.
pub(super) fn run(
    typed: &Typed,
    catalog: &Catalog,
    rubrics: &[&str],
    stage: &Stage,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let imported = import(&typed.file, catalog, rubrics).map_err(|error| wrong(&error))?;
    for note in &imported.notes {
        stage.tell(&format!("Note: {note}"));
    }
    let questions = count(imported.questions, "question");
    match &typed.out {
        None => write(out, &imported.toml),
        Some(file) => {
            keep(&imported, file)?;
            let name = shown(&file.display().to_string());
            let typed = if name.contains(' ') { format!("'{name}'") } else { name.clone() };
            stage.tell(&format!(
                "{questions} in `{name}`. `greenroom practice --pack {typed} {}` asks them.",
                imported.id
            ));
            Ok(())
        }
    }
}

/// Writes a file that was not there. What could only be written in part is taken away again.
fn keep(imported: &Imported, file: &Path) -> Result<(), Failure> {
    let mut new = OpenOptions::new().write(true).create_new(true).open(file).map_err(|error| {
        let hint = if error.kind() == io::ErrorKind::AlreadyExists {
            "name another file: nothing is written over."
        } else {
            "name a file in a folder that you may write to."
        };
        unwritten(file, &error).hint(hint)
    })?;
    new.write_all(imported.toml.as_bytes()).and_then(|()| new.sync_all()).map_err(|error| {
        let _ = fs::remove_file(file);
        unwritten(file, &error)
    })
}

fn unwritten(file: &Path, error: &io::Error) -> Failure {
    let kind = match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound => Kind::Input,
        _ => Kind::Machine,
    };
    Failure::new(kind, format!("could not write `{}`: {error}", file.display()))
}

fn wrong(error: &ImportError) -> Failure {
    let failure = Failure::from_error(Kind::Input, error);
    match error {
        ImportError::Unreadable { .. } => failure.hint("name a file that is there and that you may read."),
        ImportError::TooBig { .. } | ImportError::TooMany { .. } => failure.hint("cut the list into several."),
        ImportError::NotText { .. } => failure.hint("save the list as text in UTF-8."),
        ImportError::UnknownForm { .. } => failure.hint(
            "lists are .txt (one question a line), .csv (with a column `question`) or .json (a list of texts).",
        ),
        ImportError::Empty { .. } => failure.hint("write one question a line."),
        ImportError::Wrong { .. } => failure.hint("`prompts/README.md` tells how a list is written."),
        ImportError::Pack { .. } => failure,
    }
}
