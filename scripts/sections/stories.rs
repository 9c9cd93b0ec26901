//! Labelled stories, and copies of them that lack a part.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use greenroom::english::sentences::sentences;
use greenroom::structure::sections::observations;
use greenroom::transcript::{Transcript, WordRange};

use crate::{LABELS, Outcome};

/// A story with the sections that its author gave it, in order; X is talk that belongs to none.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    pub(crate) id: String,
    pub(crate) repository: String,
    /// Of the project's own stories: strong, partial, rambling and so on.
    pub(crate) kind: String,
    pub(crate) sections: Vec<(char, String)>,
    /// The story as the model sees it, whole and then without each part that it has.
    pub(crate) samples: Vec<Sample>,
}

/// Sentences as the model sees them, with their labels.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    pub(crate) items: Vec<Vec<String>>,
    pub(crate) labels: Vec<char>,
}

/// What is left out of the copies: the four parts whose absence a coach must see, and the learning alone.
const LEFT_OUT: [&str; 5] = ["ST", "T", "A", "RL", "L"];

impl Story {
    /// A story made of sections, with its copies.
    pub(crate) fn new(id: &str, kind: &str, sections: Vec<(char, String)>) -> Self {
        let repository = id.rsplit_once('-').map_or(id, |(repository, _)| repository).to_owned();
        let letters: BTreeSet<char> = sections.iter().map(|(label, _)| *label).collect();
        let copies = LEFT_OUT.into_iter().filter(|gone| gone.chars().any(|label| letters.contains(&label)));
        let samples = std::iter::once("").chain(copies).filter_map(|gone| sample(&sections, gone)).collect();
        Story { id: id.to_owned(), repository, kind: kind.to_owned(), sections, samples }
    }

    /// Its words without the sections of some labels, and the label of each word.
    pub(crate) fn flat(&self, without: &str) -> (Transcript, Vec<char>) {
        flat(&self.sections, without)
    }

    /// Whether it is one of the project's own.
    pub(crate) fn is_own(&self) -> bool {
        is_own(&self.repository)
    }
}

/// The stories of a file, one a line.
pub(crate) fn read_stories(file: &Path) -> Outcome<Vec<Story>> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    text.lines().filter(|line| !line.trim().is_empty()).map(read_story).collect()
}

fn read_story(line: &str) -> Outcome<Story> {
    let story: serde_json::Value = serde_json::from_str(line)?;
    let id = story["id"].as_str().ok_or("a story without an id")?;
    let sections = story["sections"].as_array().ok_or_else(|| format!("{id}: a story without sections"))?;
    let section = |section: &serde_json::Value| {
        Some((section["label"].as_str()?.chars().next()?, section["text"].as_str()?.to_owned()))
    };
    Ok(Story::new(
        id,
        story["kind"].as_str().unwrap_or_default(),
        sections.iter().filter_map(section).collect(),
    ))
}

/// The sections with those of the outcome before all others.
pub(crate) fn outcome_first(sections: &[(char, String)]) -> Vec<(char, String)> {
    let (first, then): (Vec<_>, Vec<_>) = sections.iter().cloned().partition(|(label, _)| *label == 'R');
    first.into_iter().chain(then).collect()
}

/// Whether stories are the project's own.
pub(crate) fn is_own(repository: &str) -> bool {
    repository.starts_with("own__")
}

/// The names of the repositories, in order.
pub(crate) fn repositories(stories: &[Story]) -> BTreeSet<&str> {
    stories.iter().map(|story| story.repository.as_str()).collect()
}

fn flat(sections: &[(char, String)], without: &str) -> (Transcript, Vec<char>) {
    let kept = sections.iter().filter(|(label, _)| !without.contains(*label));
    let mut text = String::new();
    let mut labels = Vec::new();
    for (label, part) in kept {
        labels.extend(part.split_whitespace().map(|_| *label));
        text.push_str(part);
        text.push(' ');
    }
    (Transcript::from_text(&text), labels)
}

/// A story, or a copy of it, as the model sees it. A sentence has the label of most of its words.
fn sample(sections: &[(char, String)], without: &str) -> Option<Sample> {
    let (transcript, labels) = flat(sections, without);
    let ranges = sentences(&transcript);
    let most = |range: &WordRange| {
        LABELS.chars().max_by_key(|label| {
            (
                range.places().filter(|place| labels[*place] == *label).count(),
                std::cmp::Reverse(LABELS.find(*label)),
            )
        })
    };
    let labels: Vec<char> = ranges.iter().filter_map(most).collect();
    (!ranges.is_empty()).then(|| Sample { items: observations(&transcript, &ranges), labels })
}
