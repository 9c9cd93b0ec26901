//! A report as blocks in reading order: what is said and when, but not how it looks.
//!
//! The terminal and Markdown draw the same blocks, so neither can say something that the other does not. Strings in
//! blocks are as they come, hostile words among them; whoever draws makes them safe.

use std::fmt;

use super::{FollowUp, Report, again, answer, closing, content, delivery, next, opening, scores};
use crate::time::{Moment, Stretch};
use crate::transcript::WordRange;

/// A quote longer than this is cut in the report; the whole of it stands in the answer below.
const QUOTE_WORDS: usize = 24;

/// One piece of the page.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    Title(String),
    Heading(&'static str),
    Paragraph(String),
    /// The one line that everybody looks for.
    Verdict(String),
    Facts(Vec<Fact>),
    Steps(Vec<Step>),
    Bullets(Vec<String>),
    Scores(Vec<ScoreRow>),
    Answer(answer::View),
}

/// A figure with its name, and more lines about it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) says: Vec<String>,
}

impl Fact {
    pub(super) fn new(label: impl Into<String>, says: impl Into<String>) -> Fact {
        Fact { label: label.into(), says: vec![says.into()] }
    }
}

/// One thing to do next.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    pub(super) about: String,
    pub(super) says: String,
    pub(super) shown_by: Option<Quote>,
}

/// One criterion: its level, what shows it, what is missing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ScoreRow {
    pub(super) title: String,
    pub(super) weight: String,
    pub(super) level: Option<u8>,
    pub(super) lines: Vec<String>,
}

/// Words of the answer with their place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Quote {
    place: Option<String>,
    text: String,
}

impl fmt::Display for Quote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{place} \"{}\"", self.text),
            None => write!(f, "\"{}\"", self.text),
        }
    }
}

impl Report {
    /// Where some words stand: a time in a spoken answer, the number of the sentence in a written one. In a follow-up it
    /// is the time in its own sound, and says so.
    pub(super) fn place(&self, words: WordRange, at: Option<Stretch>) -> Option<String> {
        if let Some(at) = at.or_else(|| self.transcript.stretch(words)) {
            return Some(match &self.follow_up {
                Some(follow_up) if words.first >= follow_up.first_word => {
                    format!("follow-up {}", in_follow_up(at.from(), follow_up))
                }
                _ => at.from().to_string(),
            });
        }
        let holds = |sentence: &WordRange| sentence.contains(words.first);
        let number = self.structure.sentences.iter().position(holds)?;
        Some(format!("sentence {}", number + 1))
    }

    /// Some words with their place, cut where they are many.
    pub(super) fn quote(&self, words: WordRange, at: Option<Stretch>) -> Quote {
        Quote { place: self.place(words, at), text: cut(&self.transcript.quote(words), QUOTE_WORDS) }
    }
}

/// The place in the sound of the follow-up itself.
pub(super) fn in_follow_up(at: Moment, follow_up: &FollowUp) -> Moment {
    at - follow_up.starts
}

/// The first `most` words of a text, and dots where there were more.
pub(super) fn cut(text: &str, most: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.get(..most) {
        // A quote one word over would be cut to save nothing.
        Some(first) if words.len() > most + 2 => {
            format!("{} ...", first.join(" ").trim_end_matches([',', '.', ';', ':']))
        }
        _ => words.join(" "),
    }
}

/// The whole report in reading order: what helps the speaker first, what proves it after that.
pub(super) fn page(report: &Report) -> Vec<Block> {
    let mut blocks = opening::blocks(report);
    blocks.extend(next::blocks(report));
    blocks.extend(again::blocks(report));
    blocks.extend(scores::blocks(report));
    blocks.extend(answer::blocks(report));
    blocks.extend(content::blocks(report));
    blocks.extend(delivery::blocks(&report.answer_alone()));
    blocks.extend(closing::blocks(report));
    blocks
}

/// "1 pause", "2 pauses".
pub(super) fn count(number: usize, one: &str, more: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {more}") }
}

/// A share of 0 to 1 in whole percent.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_cut_only_where_that_saves_something() {
        assert_eq!(cut("one two, three four five", 2), "one two ...");
        assert_eq!(cut("one two three", 2), "one two three");
        assert_eq!(cut("", 2), "");
    }
}
