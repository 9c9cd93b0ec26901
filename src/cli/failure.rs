//! What goes wrong, told in a headline, its causes and what to do; and the exit code.

use std::error::Error;
use std::fmt;

use crate::report::safe::safe_for_terminal;

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
    /// Whoever read the output has gone, as `head` does: nothing is wrong and nothing is said.
    NobodyReads,
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
            Kind::NobodyReads => 0,
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

    /// The same with one more cause.
    #[must_use]
    pub fn cause(mut self, cause: impl Into<String>) -> Self {
        self.causes.push(cause.into());
        self
    }

    /// The headline and its causes in one line, for programs.
    #[must_use]
    pub fn one_line(&self) -> String {
        let mut line = self.headline.clone();
        for cause in &self.causes {
            line.push_str(": ");
            line.push_str(cause);
        }
        line
    }

    /// The headline alone.
    #[must_use]
    pub fn headline(&self) -> &str {
        &self.headline
    }
}

/// A failure to write the output.
impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Failure::new(Kind::NobodyReads, "nobody reads the output");
        }
        Failure::new(Kind::Machine, "could not write the output").cause(error.to_string())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error: {}", harmless(&self.headline))?;
        for cause in &self.causes {
            write!(f, "\nCaused by: {}", harmless(cause))?;
        }
        for hint in &self.hints {
            write!(f, "\nHint: {}", harmless(hint))?;
        }
        Ok(())
    }
}

/// Names of files and the words of libraries stand in failures: the terminal must not obey them. Lines stay lines, as
/// those of a pack with a caret below.
fn harmless(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(safe_for_terminal).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_tells_headline_causes_and_hints() {
        let failure =
            Failure::new(Kind::Input, "could not read `a.wav`").cause("it is empty").hint("record it again.");
        assert_eq!(
            failure.to_string(),
            "Error: could not read `a.wav`\nCaused by: it is empty\nHint: record it again."
        );
        assert_eq!(failure.one_line(), "could not read `a.wav`: it is empty");
    }

    #[test]
    fn a_hostile_name_cannot_command_the_terminal() {
        let failure =
            Failure::new(Kind::Input, "could not read `\u{1b}[2Jgone`").cause("line one\nline \u{7}two");
        let text = failure.to_string();
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
        assert!(text.contains("line one\nline"));
    }

    #[test]
    fn a_closed_pipe_is_no_failure() {
        let failure = Failure::from(std::io::Error::from(std::io::ErrorKind::BrokenPipe));
        assert_eq!((failure.kind, failure.kind.exit_code()), (Kind::NobodyReads, 0));
    }
}
