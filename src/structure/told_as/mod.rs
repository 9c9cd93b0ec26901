//! What an answer is told as: one past episode, an opinion, a habit, a plan for what has not happened, or a description
//! of the speaker.
//!
//! Each sentence is taken for one of these, or for nothing in particular; then the episode is looked for first: an
//! opinion on the way to a true story is no opinion, and one told occasion among habits is still told.

mod career;
mod habits;
mod hypothetical;
mod opinion;

use std::sync::LazyLock;

use super::concepts::pattern::{Pattern, patterns};
use super::story::{deeds, first_person};
use super::told::Told;
use super::{differently, gates};
use crate::english::verbs::is_past;
use crate::english::words::Sentence;
use crate::lexicon;
use crate::transcript::{Transcript, WordRange};

/// The words of this folder's rules.
const LEXICON: &str = include_str!("../../../prompts/lexicon/structure/told_as.txt");

/// Words in -ed that tell no past.
static ADJECTIVES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "adjectives"));

/// Pasts that are written as the present is.
static EITHER: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "either"));

/// Turns that say that one occasion follows.
static OCCASIONS: LazyLock<Vec<Pattern>> = LazyLock::new(|| patterns(LEXICON, "occasions"));

/// So many sentences of the past in a row, with two own deeds, are an episode, whatever stands around them. [own choice]
const LEAST_ROW: usize = 3;

/// So many are, with one own deed, where an occasion is named. [own choice]
const LEAST_ROW_OF_AN_OCCASION: usize = 2;

/// Where no past is told, so many of the sentences have to say that it is none, one in: a story may be told in the
/// present and hold an "I think". [own choice]
const ONE_IN: usize = 4;

/// What an answer is told as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Kind {
    /// One past episode of the speaker's own.
    Episode,
    /// What the speaker would do.
    Hypothetical,
    /// What the speaker does again and again.
    GeneralPractice,
    /// Who the speaker is, or has been: traits, or the steps of a career.
    SelfDescription,
    /// What the speaker thinks, or what people should do.
    Opinion,
    /// Nothing says it, or there is too little.
    #[default]
    Unclear,
}

impl Kind {
    /// Its name in the JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Episode => "episode",
            Kind::Hypothetical => "hypothetical",
            Kind::GeneralPractice => "general_practice",
            Kind::SelfDescription => "self_description",
            Kind::Opinion => "opinion",
            Kind::Unclear => "unclear",
        }
    }
}

/// What an answer, or one part of it, is told as, and the sentences that show it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ToldAs {
    pub kind: Kind,
    pub shown_by: Vec<WordRange>,
    /// Whether it is one past episode in the first person; unknown where there is too little to say.
    pub is_story: Option<bool>,
}

/// What one sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Something that happened, with the number of own deeds.
    Past {
        deeds: usize,
    },
    /// A sentence that is no piece of an episode.
    Of(Kind),
    Nothing,
}

/// Finds what an answer is told as.
pub(crate) fn told_as(told: &Told<'_>) -> ToldAs {
    if told.transcript.spoken_words() < gates::LEAST_WORDS {
        return ToldAs::default();
    }
    let marks: Vec<Mark> = told.sentences.iter().map(|sentence| mark(told.transcript, sentence)).collect();
    let shown = |of: &dyn Fn(&Mark) -> bool| -> Vec<WordRange> {
        let pairs = told.sentences.iter().zip(&marks);
        pairs.filter(|(_, mark)| of(mark)).map(|(sentence, _)| sentence.range).collect()
    };
    if is_episode(told, &marks) {
        let shown_by = shown(&|mark| matches!(mark, Mark::Past { deeds } if *deeds > 0));
        return ToldAs { kind: Kind::Episode, shown_by, is_story: Some(true) };
    }
    let Some(kind) = most_of(&marks) else {
        let persons = told.sentences.iter().flat_map(|s| &s.tokens).any(|token| first_person(&token.key));
        // A story may be told in the present: nothing speaks for a story, and nothing against.
        return ToldAs { is_story: (!persons).then_some(false), ..ToldAs::default() };
    };
    ToldAs { kind, shown_by: shown(&|mark| *mark == Mark::Of(kind)), is_story: Some(false) }
}

/// Whether the speaker's own past outweighs what is general, or stands together as one episode.
fn is_episode(told: &Told<'_>, marks: &[Mark]) -> bool {
    let past = marks.iter().filter(|mark| matches!(mark, Mark::Past { .. })).count();
    let other = marks.iter().filter(|mark| matches!(mark, Mark::Of(_))).count();
    let deeds: usize = marks.iter().map(deeds_of).sum();
    deeds > 0 && (past > other || has_row(told, marks))
}

fn deeds_of(mark: &Mark) -> usize {
    match mark {
        Mark::Past { deeds } => *deeds,
        _ => 0,
    }
}

/// Whether sentences of the past stand in a row, long enough for an episode. One that is nothing in particular does not
/// end it.
fn has_row(told: &Told<'_>, marks: &[Mark]) -> bool {
    let rows = marks.iter().zip(told.sentences).collect::<Vec<_>>();
    rows.split(|(mark, _)| matches!(mark, Mark::Of(_))).any(|row| {
        let past: Vec<_> = row.iter().filter(|(mark, _)| matches!(mark, Mark::Past { .. })).collect();
        let deeds: usize = row.iter().map(|(mark, _)| deeds_of(mark)).sum();
        let occasion = row
            .iter()
            .any(|(_, sentence)| OCCASIONS.iter().any(|turn| turn.occurs_in(told.transcript, sentence)));
        past.len() >= LEAST_ROW && deeds >= 2
            || past.len() >= LEAST_ROW_OF_AN_OCCASION && deeds >= 1 && occasion
    })
}

/// The kind that most of the sentences are, the first of equals; nothing where too few say any, or where more of them
/// tell of the past.
fn most_of(marks: &[Mark]) -> Option<Kind> {
    let count = |kind: Kind| marks.iter().filter(|mark| **mark == Mark::Of(kind)).count();
    let all = marks.iter().filter(|mark| matches!(mark, Mark::Of(_))).count();
    let past = marks.iter().filter(|mark| matches!(mark, Mark::Past { .. })).count();
    if all == 0 || all < past || all * ONE_IN < marks.len() {
        return None;
    }
    let kinds = [Kind::Hypothetical, Kind::GeneralPractice, Kind::SelfDescription, Kind::Opinion];
    // The first of equals: `max_by_key` would give the last.
    kinds.into_iter().rev().max_by_key(|kind| count(*kind))
}

/// Whether a sentence tells of what happened, and neither of a habit nor of a plan.
pub(super) fn is_of_the_past(transcript: &Transcript, sentence: &Sentence) -> bool {
    matches!(mark(transcript, sentence), Mark::Past { .. })
}

/// What one sentence is.
fn mark(transcript: &Transcript, sentence: &Sentence) -> Mark {
    if differently::is_differently(sentence, None) {
        return Mark::Nothing;
    }
    if hypothetical::is_hypothetical(transcript, sentence) {
        return Mark::Of(Kind::Hypothetical);
    }
    if career::is_step(transcript, sentence) {
        return Mark::Of(Kind::SelfDescription);
    }
    let deeds = deeds(sentence);
    if deeds == 0 && career::is_trait(transcript, sentence) {
        return Mark::Of(Kind::SelfDescription);
    }
    if habits::is_habit(transcript, sentence) {
        return Mark::Of(Kind::GeneralPractice);
    }
    if deeds == 0 && opinion::is_opinion(transcript, sentence) {
        return Mark::Of(Kind::Opinion);
    }
    if deeds > 0 || has_past(sentence) { Mark::Past { deeds } } else { Mark::Nothing }
}

/// Whether some word of a sentence is a verb of the past.
fn has_past(sentence: &Sentence) -> bool {
    sentence.tokens.iter().any(|token| is_told(&token.key))
}

/// Whether a word is a verb of the past, and not only how somebody is: "tired".
fn is_told(key: &str) -> bool {
    matches!(key, "wasn't" | "weren't" | "didn't" | "couldn't" | "hadn't")
        || is_past(key) && !ADJECTIVES.contains(&key) && !EITHER.contains(&key)
}

/// Whether one of some phrases is in a sentence.
fn occurs(patterns: &[Pattern], transcript: &Transcript, sentence: &Sentence) -> bool {
    patterns.iter().any(|pattern| pattern.occurs_in(transcript, sentence))
}

#[cfg(test)]
mod tests;
