//! The one place that reads the environment: where the folders are, how wide the terminal is.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use super::failure::{Failure, Kind};
use crate::config::Folders;

/// Columns of a report where the output is no terminal.
const USUAL_WIDTH: usize = 80;

/// The folders of whoever runs the program.
///
/// `GREENROOM_HOME` moves everything under one folder; otherwise the folders are those of the XDG standard.
/// Models are looked for in `models`, then there, then in `models` of the working folder. `settings` names another
/// file for the settings.
pub(super) fn folders(models: Option<&Path>, settings: Option<&Path>) -> Result<Folders, Failure> {
    let home = std::env::var_os("GREENROOM_HOME").filter(|home| !home.is_empty());
    let (data, config) = if let Some(home) = home {
        (PathBuf::from(&home), PathBuf::from(home))
    } else {
        let usual = etcetera::choose_base_strategy().map_err(|error| {
            Failure::from_error(Kind::Machine, &error)
                .hint("set GREENROOM_HOME to a folder that Greenroom may write to.")
        })?;
        (usual.data_dir().join("greenroom"), usual.config_dir().join("greenroom"))
    };
    let models = models
        .map(Path::to_owned)
        .into_iter()
        .chain([data.join("models"), PathBuf::from("models")])
        .collect();
    let settings = settings.map_or_else(|| config.join("greenroom.toml"), Path::to_owned);
    Ok(Folders { data, models, settings })
}

/// Columns of the terminal that the report is printed on.
pub(super) fn width() -> usize {
    if std::io::stdout().is_terminal() { textwrap::termwidth().clamp(40, 120) } else { USUAL_WIDTH }
}

/// Processors that the recogniser may use.
pub(super) fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Whether the user wants no colour (<https://no-color.org>).
pub(super) fn no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}
