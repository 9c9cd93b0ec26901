//! Parses, runs, prints the failure, and leaves with its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    greenroom::cli::main()
}
