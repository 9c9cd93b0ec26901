//! `greenroom doctor`: what is there, what is missing, and where files are.

use std::io::Write;

use super::Stage;
use super::failure::{Failure, Kind};
use super::{environment, studio};
use crate::prompt::Catalog;
use crate::report::safe::safe_for_terminal;
use crate::transcript::models::{Manifest, ModelState};

/// Looks at everything; fails with 3 when the main job cannot be done.
pub(super) fn run(stage: &Stage, out: &mut dyn Write) -> Result<(), Failure> {
    let shown = |path: &std::path::Path| safe_for_terminal(&path.to_string_lossy()).into_owned();
    writeln!(out, "Greenroom {}", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "  processors   {}", environment::processors())?;
    writeln!(out, "  takes        {}", shown(&stage.folders.takes()))?;

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
    writeln!(
        out,
        "Microphone     a recorded file (`practice --mic FILE`); sound devices come with the next version"
    )?;

    let takes = writable(&stage.folders.takes());
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
        Failure::new(Kind::Machine, format!("`{}` cannot be written", shown(&stage.folders.takes())))
            .cause(error.to_string())
            .hint("set GREENROOM_HOME to a folder that Greenroom may write to.")
    })
}

/// Whether a take could be written, without leaving anything behind.
fn writable(takes: &std::path::Path) -> std::io::Result<()> {
    let existing = takes.ancestors().find(|folder| folder.is_dir()).unwrap_or(std::path::Path::new("."));
    tempfile::Builder::new().prefix(".greenroom-").tempfile_in(existing).map(drop)
}
