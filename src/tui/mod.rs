//! The rehearsal room on the screen: choose a question, answer it, read and hear what came of it.
//!
//! ```no_run
//! # async fn example(
//! #     shelves: Vec<greenroom::tui::Shelf>,
//! #     cues: tokio::sync::mpsc::UnboundedReceiver<greenroom::interview::talk::Cue>,
//! #     wishes: tokio::sync::mpsc::Sender<greenroom::interview::talk::Wish>,
//! # ) -> Result<(), greenroom::tui::TuiError> {
//! let mut screen = greenroom::tui::Screen::open(false)?;
//! if let greenroom::tui::Choice::Begin(names) = screen.choose(&shelves, None).await? {
//!     // Begin an interview with the questions of these names, and show it:
//!     let played = screen.play(cues, wishes).await?;
//! }
//! # Ok(())
//! # }
//! ```
//!
//! State ([`app`](self), list) and drawing (stage, review, choose) are apart: what changes draws nothing, and what draws
//! changes nothing. Keys, their handling and their help come from one table.

mod app;
mod bars;
mod choose;
mod draw;
mod fit;
mod keyboard;
mod keys;
#[cfg(test)]
mod laws;
mod layout;
mod list;
mod notice;
mod pages;
mod review;
mod run;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod screens;
mod signals;
mod stage;
mod terminal;

use std::error::Error;

use thiserror::Error;

pub use app::KeptTake;
pub use keys::Key;
pub use list::{Choice, Offered, Shelf};
pub use run::{Input, Played, choose, run};
pub use terminal::Screen;

/// Why there is no screen.
#[derive(Debug, Error)]
pub enum TuiError {
    /// Output or keys go elsewhere: into a file, through a pipe.
    #[error("this is no terminal that a screen could be drawn on")]
    NoTerminal,
    #[error("the terminal could not be prepared for a screen")]
    Open(#[source] std::io::Error),
    #[error("the signals that end the program could not be caught")]
    Signals(#[source] std::io::Error),
    #[error("the screen could not be drawn")]
    Draw(#[source] Box<dyn Error + Send + Sync>),
}
