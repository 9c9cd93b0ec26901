//! Real sound, and nothing in its place: the voice of the system speaks, a virtual sound card carries it, the program
//! hears and plays. A binary of its own, so that nothing else runs beside it.

#![cfg(all(target_os = "linux", feature = "sound", feature = "system-voice"))]
// A test that cannot go on ends by panicking; its tables are for whoever runs it with `--nocapture`.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod card;
mod compare;
#[path = "../it/desk.rs"]
#[expect(dead_code, reason = "shared with the other integration tests, which use all of it")]
mod desk;
mod kept;
mod lost;
mod rehearsal;
mod whole;
