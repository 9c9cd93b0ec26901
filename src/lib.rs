//! Greenroom, a local mock interviewer: the way of one answer.
//!
//! ```text
//! prompt -> capture -> recording -> transcript -> measures, structure -> rubric -> report
//! ```
//!
//! A [`prompt`] asks; a microphone of [`capture`] listens; the [`recording`] is on disk before anything
//! clever looks at it; the [`transcript`] says which words came when; [`measures`] and [`structure`] find
//! what can be shown with a place; the [`rubric`] turns the findings into verdicts with quotes; the
//! [`report`] is all of it in one value. The [`interview`] is the play itself, and [`cli`] puts it on a stage.
//!
//! The floors and what may import what: `docs/ARCHITECTURE.md`.

pub mod doubt;
pub mod time;

pub mod prompt;
pub mod recording;
pub mod transcript;

pub mod capture;
pub mod measures;
pub mod structure;

pub mod rubric;

pub mod report;

pub mod interview;

pub mod cli;
