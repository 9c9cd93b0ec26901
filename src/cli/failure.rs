//! What goes wrong, told in a headline, its causes and what to do; and the exit code.

use std::error::Error;
use std::fmt;

/// Whose matter a failure is; decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The input is wrong.
    Input,
    /// The command was typed wrong.
    Usage,
    /// The machine lacks something: a model, a microphone, a folder that can be written.
    Machine,
    /// `--fail-under` was not met.
    Unmet,
    /// Ours.
    Bug,
    /// The user stopped it.
    Interrupted,
}

impl Kind {
    /// The exit code of the contract.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Kind::Input => 1,
            Kind::Usage => 2,
            Kind::Machine => 3,
            Kind::Unmet => 4,
            Kind::Bug => 70,
            Kind::Interrupted => 130,
        }
    }
}

/// A failure as the user sees it. Prints without colour:
///
/// ```text
/// Error: could not read `answer.wav`
/// Caused by: the file is empty
/// Hint: record it again, or name another file.
/// ```
#[derive(Debug)]
pub struct Failure {
    pub kind: Kind,
    headline: String,
    causes: Vec<String>,
    hints: Vec<String>,
}

impl Failure {
    /// A failure with a headline and nothing else.
    pub fn new(kind: Kind, headline: impl Into<String>) -> Self {
        Failure { kind, headline: headline.into(), causes: Vec::new(), hints: Vec::new() }
    }

    /// The headline and causes of an error.
    pub fn from_error(kind: Kind, error: &(dyn Error + 'static)) -> Self {
        let mut failure = Failure::new(kind, error.to_string());
        let mut source = error.source();
        while let Some(cause) = source {
            failure.causes.push(cause.to_string());
            source = cause.source();
        }
        failure
    }

    /// The same with one more thing that the user can do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The headline alone.
    #[must_use]
    pub fn headline(&self) -> &str {
        &self.headline
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error: {}", self.headline)?;
        for cause in &self.causes {
            write!(f, "\nCaused by: {cause}")?;
        }
        for hint in &self.hints {
            write!(f, "\nHint: {hint}")?;
        }
        Ok(())
    }
}
