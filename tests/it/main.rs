//! The integration tests, one binary: what can only be seen from outside, and that it all hangs together.

// A test that cannot go on ends by panicking; its tables are for whoever runs it with `--nocapture`.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod answers;
mod asks;
mod desk;
mod examples;
mod failures;
// What the figures mean stands beside the program that prints them.
#[path = "../../scripts/evaluation/figures.rs"]
mod figures;
mod floors;
mod json;
mod manual;
mod practice;
mod two_part;
#[path = "../../scripts/evaluation/words.rs"]
mod words;
