//! `greenroom doctor`: what is there, what is missing, and where files are.

use std::io::Write;

use clap::Args;

use super::Stage;
use super::failure::{Failure, Kind};
use super::{devices, environment, listen, studio};
use crate::config::Settings;
use crate::device;
use crate::prompt::Catalog;
use crate::report::safe::safe_for_terminal;
use crate::transcript::models::{Manifest, ModelState};
use crate::voice::{self, Voice};

/// What was typed after `doctor`.
#[derive(Debug, Args)]
pub(super) struct Typed {
    /// Listen to the microphone instead, say how it sounds, and play it back; nothing is stored
    #[arg(
        long,
        value_name = "SECONDS",
        num_args = 0..=1,
        default_missing_value = "5",
        value_parser = clap::value_parser!(u32).range(1..=60)
    )]
    listen: Option<u32>,
}

/// Looks at everything; fails with 3 when the main job cannot be done.
pub(super) fn run(typed: &Typed, stage: &Stage, out: &mut dyn Write) -> Result<(), Failure> {
    if let Some(seconds) = typed.listen {
        return listen::run(seconds, stage, out);
    }
    let shown = |path: &std::path::Path| safe_for_terminal(&path.to_string_lossy()).into_owned();
    writeln!(out, "Greenroom {}", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "  processors   {}", environment::processors())?;
    writeln!(out, "  takes        {}", shown(&stage.folders.sessions()))?;

    let manifest = Manifest::embedded();
    let folders = studio::model_folders(stage);
    let mut default_is_there = false;
    writeln!(out, "\nModels")?;
    for model in manifest.models() {
        let found = match folders.inspect(model) {
            ModelState::Verified(verified) => {
                default_is_there |= model.name == manifest.default_name();
                format!("verified, {}", shown(verified.path()))
            }
            ModelState::Wrong(error) => {
                format!("present but wrong: {}", safe_for_terminal(&error.to_string()))
            }
            ModelState::Missing => "missing".to_owned(),
        };
        writeln!(out, "  {:<12} {found}", model.name)?;
    }
    for folder in &folders.search {
        writeln!(out, "  looked in    {}", shown(folder))?;
    }

    let catalog =
        Catalog::shipped(&studio::rubrics()).map_err(|error| Failure::from_error(Kind::Bug, &error))?;
    let questions: usize = catalog.packs().iter().map(|pack| pack.prompts.len()).sum();
    writeln!(out, "\nQuestions      {questions} in {} packs", catalog.packs().len())?;
    sound(stage, out)?;

    let takes = writable(&stage.folders.sessions());
    if let Err(error) = &takes {
        writeln!(out, "\nTakes cannot be written: {error}")?;
    }
    out.flush()?;
    if !default_is_there {
        let name = manifest.default_name();
        return Err(Failure::new(
            Kind::Machine,
            format!("the model `{name}` is not there, so nothing can be transcribed"),
        )
        .hint(format!("`greenroom models fetch {name}` or `scripts/fetch-model {name}` gets it.")));
    }
    takes.map_err(|error| {
        Failure::new(Kind::Machine, format!("`{}` cannot be written", shown(&stage.folders.sessions())))
            .cause(error.to_string())
            .hint("set GREENROOM_HOME to a folder that Greenroom may write to.")
    })
}

/// What is heard and what hears. A machine without either can still score recordings, so this fails nothing.
fn sound(stage: &Stage, out: &mut dyn Write) -> Result<(), Failure> {
    let file = stage.folders.settings.to_string_lossy();
    let settings = match Settings::read(&stage.folders.settings) {
        Ok(settings) => {
            writeln!(out, "Settings       {}", safe_for_terminal(&file))?;
            settings
        }
        Err(error) => {
            writeln!(out, "Settings       {}", safe_for_terminal(&error.to_string()))?;
            Settings::default()
        }
    };
    let there = device::list();
    let microphone = devices::line(device::Kind::Microphone, settings.microphone.as_deref(), &there);
    let loudspeaker = devices::line(device::Kind::Loudspeaker, settings.loudspeaker.as_deref(), &there);
    writeln!(out, "Microphone     {microphone}")?;
    writeln!(out, "Loudspeaker    {loudspeaker}")?;
    let voice = match Voice::try_open(voice::system()) {
        Ok(()) => "of the system, ready".to_owned(),
        Err(error) => format!("none, so questions are only shown: {error}"),
    };
    writeln!(out, "Voice          {}", safe_for_terminal(&voice))?;
    Ok(())
}

/// Whether a take could be written, without leaving anything behind.
fn writable(takes: &std::path::Path) -> std::io::Result<()> {
    let existing = takes.ancestors().find(|folder| folder.is_dir()).unwrap_or(std::path::Path::new("."));
    tempfile::Builder::new().prefix(".greenroom-").tempfile_in(existing).map(drop)
}
