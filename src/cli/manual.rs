//! `greenroom completions` and `greenroom man`: generated from the command line itself.

use std::io::Write;

use clap::{Args, Command};

use super::failure::Failure;

/// What was typed after `completions`.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// bash, elvish, fish, powershell or zsh
    shell: clap_complete::Shell,
}

/// Prints the completions of one shell.
pub(super) fn completions(
    typed: &Completions,
    command: &mut Command,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    // Into memory first: the generator panics when a write fails, as on a closed pipe.
    let mut script = Vec::new();
    clap_complete::generate(typed.shell, command, "greenroom", &mut script);
    Ok(out.write_all(&script)?)
}

/// Prints the manual page, and after it one for each command.
pub(super) fn man(mut command: Command, out: &mut dyn Write) -> Result<(), Failure> {
    command.build();
    clap_mangen::Man::new(command.clone()).render(out)?;
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        clap_mangen::Man::new(sub.clone()).render(out)?;
    }
    Ok(())
}
