//! What was recorded, kept on disk: a folder for each session, a handful of files for each take.
//!
//! ```text
//! sessions/2026-11-22-0412/       when it began, by the clock on the wall; `-2` where that is taken
//!   lock                          held while the session is open
//!   take-0001.json                the question and when the take began, and of a follow-up which take it follows;
//!                                 there before the first sample
//!   take-0001.wav                 the answer
//!   take-0001.words.json          what the recogniser heard
//!   take-0001.corrections.json    what the speaker says it misheard
//!   take-0001.scored.json         by which rubric
//!   take-0001.report.json         and what came of it, three times
//!   take-0001.report.txt
//!   take-0001.report.md
//! ```
//!
//! Every file but the sound is written whole: beside its place first, then moved there. So a reader never meets half
//! of one, whatever stops the program. Folders and files are for their owner alone.

mod baseline;
mod clock;
pub mod corrections;
mod delete;
mod earlier;
mod error;
mod files;
pub mod marks;
mod name;
mod open;
mod recover;
mod store;
mod stories;
mod take;
mod words;

pub use delete::Deleted;
pub use error::SessionError;
pub use files::Lock;
pub use name::{SessionId, TakeName};
pub use open::{Session, TakeFiles};
pub use recover::Unfinished;
pub use store::{Found, KeptSession, Sessions};
pub use stories::Story;
pub use take::{Asked, FollowUpTo, KeptTake, Outcome, Scored, Sound};
pub use words::KeptWords;

#[cfg(test)]
mod tests;
