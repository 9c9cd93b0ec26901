//! What the answer to a follow-up question added to the answer before it.
//!
//! Both are judged as one answer, the words of the first and then those of the second. The delivery of the report stays
//! that of the first: a few sentences more would change its pace and its pauses without anybody having spoken otherwise.

mod says;
#[cfg(test)]
mod tests;

use super::{Report, doubt_of_words, once};
use crate::doubt::Doubt;
use crate::measures::trust::Figure;
use crate::measures::{FillerKind, Measures, WordsPerMinute};
use crate::recording::SoundFacts;
use crate::rubric::{Evidence, Judgement, Outcome, Verdict};
use crate::structure::{AskState, Structure};
use crate::time::Length;
use crate::transcript::{Transcript, WordRange};

pub(super) use says::blocks;

/// The take that answers a follow-up question.
#[derive(Debug, Clone, PartialEq)]
pub struct FollowUpTake {
    /// As it is named to the user: `2026-11-22-0412/2`.
    pub name: String,
    /// As it was asked.
    pub question: String,
    pub sound: SoundFacts,
    /// Its own words, with places in its own sound.
    pub transcript: Transcript,
}

/// A follow-up question, its answer in the words of the report, and what it added.
#[derive(Debug, Clone, PartialEq)]
pub struct FollowUp {
    pub question: String,
    /// The take that answers it, as it is named to the user.
    pub take: String,
    /// How long the take is.
    pub length: Length,
    /// Its first word among those of the report; the words of the answer before it end there.
    pub first_word: usize,
    /// By how much the places of its words in the report come later than in its own sound.
    pub starts: Length,
    /// Its own speech rate.
    pub speech_rate: Option<WordsPerMinute>,
    /// Its own likely hesitations; nothing where the sound is too poor to count them.
    pub hesitations: Option<usize>,
    /// The figure of the answer before it, 0 to 100.
    pub before: Option<u32>,
    pub added: Added,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Added {
    /// Both were judged as one answer.
    Judged {
        /// The criteria whose level is another now, in the order of the rubric.
        changes: Vec<Change>,
        /// What the question asks for and was heard only now, by id, in the order of the question.
        heard: Vec<String>,
    },
    /// It has no words that could be judged with the others, so that the answer before it stands as it was.
    Nothing(WhyNothing),
}

/// Why a follow-up could not be judged with the answer.
#[derive(Debug, Clone, PartialEq)]
pub enum WhyNothing {
    NoWords,
    /// With it nothing could be scored.
    Unfit(Doubt),
}

/// A criterion whose level is another with the follow-up.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub criterion: String,
    pub part: Option<u8>,
    pub title: String,
    /// Nothing where it could not be judged.
    pub before: Option<u8>,
    pub after: u8,
    /// The quotes behind the level that are of the follow-up.
    pub shown_by: Vec<Evidence>,
    /// What is missing now for the next level.
    pub gap: Option<String>,
}

impl Change {
    /// Whether the level is higher than before.
    #[must_use]
    pub fn is_a_gain(&self) -> bool {
        Some(self.after) > self.before
    }
}

impl Report {
    /// The question that can be asked now, after an answer that nothing was asked about yet.
    ///
    /// None for two stories in one answer: what is said after both belongs to the first as well as to the second.
    #[must_use]
    pub fn follow_up_question(&self) -> Option<&crate::rubric::probe::NextQuestion> {
        let can_be_asked =
            self.follow_up.is_none() && self.structure.parts.is_empty() && self.structure.only_part.is_none();
        self.next_question.as_ref().filter(|_| can_be_asked)
    }

    /// The words of this answer and of a follow-up to it, as one answer, and by how much the second comes later.
    #[must_use]
    pub fn words_with(&self, take: &FollowUpTake) -> (Transcript, Length) {
        let length = self.source.sound().map_or(Length::ZERO, |sound| sound.length);
        let starts = self.transcript.over_after(length);
        (self.transcript.followed_by(&take.transcript, starts), starts)
    }

    /// The report on both: `structure` and `judgement` are of [`Report::words_with`], `measures` of the follow-up alone.
    ///
    /// The same report and the same take give the same.
    #[must_use]
    pub fn with_follow_up(
        &self,
        take: FollowUpTake,
        measures: &Measures,
        structure: Structure,
        judgement: Judgement,
    ) -> Report {
        let first_word = self.transcript.words.len();
        let (transcript, starts) = self.words_with(&take);
        let follow_up = FollowUp {
            first_word,
            starts,
            length: take.sound.length,
            speech_rate: measures.speech_rate,
            hesitations: measures
                .why_not(Figure::Hesitations)
                .is_none()
                .then(|| measures.likely(FillerKind::Hesitation).count()),
            before: self.judgement.overall,
            added: self.added(&take, first_word, &structure, &judgement),
            question: take.question,
            take: take.name,
        };
        let of_take = take.sound.doubts.into_iter().filter(|doubt| !doubt.forbids_scoring());
        let (structure, judgement) = match follow_up.added {
            Added::Judged { .. } => (structure, judgement),
            Added::Nothing(_) => (self.structure.clone(), self.judgement.clone()),
        };
        let of_answer = self.doubts.iter().filter(|doubt| !doubt.forbids_scoring()).cloned();
        let doubts = of_answer
            .chain(of_take)
            .chain(doubt_of_words(&transcript))
            .chain(structure.doubts.iter().cloned());
        let doubts = once(doubts.chain(judgement.doubts.iter().cloned()));
        Report {
            transcript,
            structure,
            judgement,
            doubts,
            // One for each answer; the next take has its own. Its length was told with the answer.
            next_question: None,
            refit: None,
            follow_up: Some(Box::new(follow_up)),
            ..self.clone()
        }
    }

    fn added(
        &self,
        take: &FollowUpTake,
        first_word: usize,
        structure: &Structure,
        judgement: &Judgement,
    ) -> Added {
        if take.transcript.spoken_words() == 0 {
            return Added::Nothing(WhyNothing::NoWords);
        }
        let doubt = structure.doubts.iter().chain(&judgement.doubts).find(|doubt| doubt.forbids_scoring());
        if let (None, Some(doubt)) = (judgement.overall, doubt) {
            return Added::Nothing(WhyNothing::Unfit(doubt.clone()));
        }
        Added::Judged {
            changes: changes(&self.judgement, judgement, first_word),
            heard: newly_heard(&self.structure, structure),
        }
    }

    /// The report with the words of the answer alone, which its measures are of.
    #[must_use]
    pub(super) fn answer_alone(&self) -> std::borrow::Cow<'_, Report> {
        let Some(follow_up) = &self.follow_up else { return std::borrow::Cow::Borrowed(self) };
        let mut alone = self.clone();
        alone.transcript.words.truncate(follow_up.first_word);
        std::borrow::Cow::Owned(alone)
    }

    /// Those of the words that are of the follow-up; none where there is no follow-up.
    pub(super) fn follow_up_words(&self) -> WordRange {
        let end = self.transcript.words.len();
        let first = self.follow_up.as_ref().map_or(end, |follow_up| follow_up.first_word.min(end));
        WordRange::new(first, end)
    }
}

fn level(verdict: &Verdict) -> Option<u8> {
    match &verdict.outcome {
        Outcome::Scored(score) => Some(score.level.number()),
        Outcome::NotJudged { .. } => None,
    }
}

/// The criteria with another level than before, with the quotes from the first word of the follow-up on.
fn changes(before: &Judgement, after: &Judgement, first_word: usize) -> Vec<Change> {
    let level_before = |verdict: &Verdict| {
        let same = |old: &&Verdict| old.criterion == verdict.criterion && old.part == verdict.part;
        before.verdicts.iter().find(same).and_then(level)
    };
    let change = |verdict: &Verdict| {
        let Outcome::Scored(score) = &verdict.outcome else { return None };
        let (old, new) = (level_before(verdict), score.level.number());
        let shown_by = score.evidence.iter().filter(|quote| quote.words.first >= first_word);
        (old != Some(new)).then(|| Change {
            criterion: verdict.criterion.clone(),
            part: verdict.part,
            title: verdict.title.clone(),
            before: old,
            after: new,
            shown_by: shown_by.cloned().collect(),
            gap: score.gap.clone(),
        })
    };
    after.verdicts.iter().filter_map(change).collect()
}

/// What was not heard before and is now.
fn newly_heard(before: &Structure, after: &Structure) -> Vec<String> {
    let was_heard = |id: &str| before.asks.iter().any(|ask| ask.id == id && ask.state == AskState::Heard);
    let now = after.asks.iter().filter(|ask| ask.state == AskState::Heard && !was_heard(&ask.id));
    now.map(|ask| ask.id.clone()).collect()
}
