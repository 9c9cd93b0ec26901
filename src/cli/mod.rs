//! The command line: what was typed, what it means, and what the user is told.

pub mod failure;
