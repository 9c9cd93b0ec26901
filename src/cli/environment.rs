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
/// Models are looked for in `given`, then there, then in `models` of the working folder.
pub(super) fn folders(given: Option<&Path>) -> Result<Folders, Failure> {
    let data = match std::env::var_os("GREENROOM_HOME").filter(|home| !home.is_empty()) {
        Some(home) => PathBuf::from(home),
        None => etcetera::choose_base_strategy()
            .map_err(|error| {
                Failure::from_error(Kind::Machine, &error)
                    .hint("set GREENROOM_HOME to a folder that Greenroom may write to.")
            })?
            .data_dir()
            .join("greenroom"),
    };
    let models =
        given.map(Path::to_owned).into_iter().chain([data.join("models"), PathBuf::from("models")]).collect();
    Ok(Folders { data, models })
}

/// Columns of the terminal that the report is printed on.
pub(super) fn width() -> usize {
    if std::io::stdout().is_terminal() { textwrap::termwidth().clamp(40, 120) } else { USUAL_WIDTH }
}

/// Processors that the recogniser may use.
pub(super) fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}
