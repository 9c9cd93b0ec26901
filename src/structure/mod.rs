//! Content: which section is where, which asks were answered, figures, ownership. Pure functions of words.

mod applied_later;
mod asks;
mod blame;
mod causes;
pub mod chain;
mod concepts;
mod cues;
mod decisions;
mod differently;
mod distinct;
mod excerpt;
pub mod features;
mod feedback;
mod figures;
mod follow_up;
pub mod gates;
mod jargon;
mod language;
mod learning;
pub mod marks;
mod measured;
mod ownership;
mod particular;
mod parts;
pub mod principles;
pub mod questions;
mod recency;
mod section_cues;
pub mod sections;
mod signals;
pub mod signature;
mod stakeholders;
mod story;
mod subjects;
mod told;
pub mod told_as;
mod two_part;
mod vague_results;
mod verification;

use crate::doubt::Doubt;
use crate::english::words::Sentence;
use crate::english::{sentences, words};
use crate::prompt::{Kind, Prompt};
use crate::time::Stretch;
use crate::transcript::{Transcript, WordRange};
use marks::Mark;
use principles::PrincipleFinding;
use questions::Question;
pub use signals::Signals;
use told_as::ToldAs;

/// Finds everything about the content of an answer to a question.
///
/// Sections and signals are found in any text; whether they are to be scored is what `doubts` says.
#[must_use]
pub fn structure(transcript: &Transcript, prompt: &Prompt) -> Structure {
    structure_of_part(transcript, prompt, None)
}

/// The same for an answer that holds one part of a two-part question alone; for other questions it has no meaning.
#[must_use]
pub fn structure_of_part(transcript: &Transcript, prompt: &Prompt, only_part: Option<u8>) -> Structure {
    structure_given(transcript, prompt, &Given { part: only_part, marks: Vec::new() })
}

/// What the speaker has said of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    /// The one part that it holds of a two-part question.
    pub part: Option<u8>,
    /// Where sections are, in answers that tell one story. They win over what is found.
    pub marks: Vec<Mark>,
}

/// The same with what the speaker has said of the answer.
#[must_use]
pub fn structure_given(transcript: &Transcript, prompt: &Prompt, given: &Given) -> Structure {
    let ranges = sentences::sentences(transcript);
    let sentences = words::sentences(transcript, &ranges);
    let only_part = given.part.filter(|_| prompt.kind == Kind::TwoPart);
    let (parts, sections) = match prompt.kind {
        Kind::TwoPart => two_part::find(transcript, &sentences, only_part),
        // Questions tell no story: what the model took them for would mean nothing.
        Kind::ReverseQuestions => (Vec::new(), Vec::new()),
        _ => (Vec::new(), sections::sections_marked(transcript, &sentences, &given.marks)),
    };
    let questions = match prompt.kind {
        Kind::ReverseQuestions => questions::questions(transcript, &sentences),
        _ => Vec::new(),
    };
    let told = told::Told { transcript, sentences: &sentences, sections: &sections };
    let (own_actions, shared_actions) = ownership::deeds(&told);
    let distinct_actions = distinct::distinct(&told, &own_actions);
    let signals = Signals {
        own_actions,
        shared_actions,
        decisions: told.sentences_where(decisions::is_decision),
        verification: told.sentences_where(verification::is_verification),
        blame: told.sentences_where(blame::is_blame),
        learning: told.sentences_where(learning::is_learning),
        follow_up: told.sentences_where(follow_up::is_follow_up),
        vague_results: told.sentences_where(|sentence, section| {
            vague_results::is_vague_result(transcript, sentence, section)
        }),
        stakeholders: told.sentences_where(stakeholders::is_stakeholder),
        feedback: told.sentences_where(feedback::is_feedback),
        causes: told.sentences_where(causes::is_cause),
        differently: told.sentences_where(differently::is_differently),
        applied_later: told.sentences_where(applied_later::is_applied_later),
        distinct_actions,
        unexplained: jargon::unexplained(&told),
    };
    let figures = figures::figures(&told);
    let told_as = told_as::told_as(&told);
    // "Did you plan the year well?" asks for nothing that the question wants, whatever words it has.
    let on_a_subject: Vec<Sentence> = sentences
        .iter()
        .filter(|sentence| {
            questions.iter().any(|asked| asked.is_on_a_subject() && asked.words.touches(sentence.range))
        })
        .cloned()
        .collect();
    let answering = match prompt.kind {
        Kind::ReverseQuestions => told::Told { sentences: &on_a_subject, ..told },
        _ => told,
    };
    let evidence = concepts::Evidence { signals: &signals, figures: &figures };
    Structure {
        is_story: told_as.is_story,
        told_as,
        when: recency::when(&told),
        particulars: particular::particulars(&told),
        asks: asks::asks(&answering, prompt, &parts, evidence),
        principles: match prompt.kind {
            Kind::Story | Kind::TwoPart => principles::principles(&told, prompt, evidence),
            _ => Vec::new(),
        },
        figures,
        signals,
        doubts: gates::doubt(&told, prompt, &questions).into_iter().collect(),
        parts_told_as: two_part::told_as(&told, &parts),
        parts,
        only_part,
        marks: given.marks.clone(),
        questions,
        sentences: ranges,
        sections,
    }
}

/// A section of an answer: STAR(L), and those of the two-part question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    Situation,
    Task,
    Action,
    Result,
    Learning,
    Feedback,
    Causes,
    Differently,
    FollowUp,
}

impl Section {
    /// Its letter in the margin of a report and in the JSON.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Section::Situation => 'S',
            Section::Task => 'T',
            Section::Action => 'A',
            Section::Result => 'R',
            Section::Learning => 'L',
            Section::Feedback => 'F',
            Section::Causes => 'C',
            Section::Differently => 'D',
            Section::FollowUp => 'U',
        }
    }

    /// Its name in words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Section::Situation => "Situation",
            Section::Task => "Task",
            Section::Action => "Action",
            Section::Result => "Result",
            Section::Learning => "Learning",
            Section::Feedback => "Feedback",
            Section::Causes => "Root causes",
            Section::Differently => "Differently",
            Section::FollowUp => "Follow-up",
        }
    }
}

/// One story of a two-part answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// 1 or 2.
    pub part: u8,
    pub words: WordRange,
}

/// A run of words that belongs to one section.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SectionSpan {
    pub section: Section,
    /// 1 or 2 in a two-part answer.
    pub part: Option<u8>,
    pub words: WordRange,
    pub at: Option<Stretch>,
    /// 0 to 1: the mean marginal probability of its sentences.
    pub certainty: f64,
}

/// How far one ask of the question was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskState {
    Heard,
    Touched,
    Missing,
}

/// What became of one ask of the question.
#[derive(Debug, Clone, PartialEq)]
pub struct AskFinding {
    /// The id of the ask in its prompt.
    pub id: String,
    pub state: AskState,
    /// The sentence that answers it.
    pub words: Option<WordRange>,
}

/// A number that was said, with its unit: "three percent", "from 480 to 190 milliseconds".
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    pub words: WordRange,
    pub at: Option<Stretch>,
    /// Whether it stands in a Result, where it counts as an outcome.
    pub in_result: bool,
    /// What it measures, where the sentence says it: "P90 latency".
    pub measures: Option<WordRange>,
    /// A count below ten of people or things, which shows no size: "two teams".
    pub is_small: bool,
}

/// When the story happened, as the speaker says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    pub words: WordRange,
    /// About how many months ago, where that is said in months, years or the like.
    pub months_ago: Option<u32>,
    /// The year, where that is said.
    pub year: Option<u32>,
}

/// Everything that was found about the content of one answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Structure {
    /// Whether it tells one past episode in the first person; unknown where there is too little to say.
    pub is_story: Option<bool>,
    /// What it is told as: an episode, an opinion, a habit, a plan, a description of the speaker.
    pub told_as: ToldAs,
    /// When the story happened; nothing where nobody says it.
    pub when: Option<When>,
    /// The words that name something which not every story has, each where it is said first.
    pub particulars: Vec<WordRange>,
    /// The sentences, in order; every word is in one.
    pub sentences: Vec<WordRange>,
    /// The stories of a two-part answer that were found; empty for every other kind.
    pub parts: Vec<Part>,
    /// What each of the parts is told as, in their order.
    pub parts_told_as: Vec<ToldAs>,
    /// The one part that was asked for, where the answer holds one alone.
    pub only_part: Option<u8>,
    /// Where the speaker has said that sections are.
    pub marks: Vec<Mark>,
    /// What the speaker asks; looked for only where questions are what is wanted.
    pub questions: Vec<Question>,
    pub sections: Vec<SectionSpan>,
    pub asks: Vec<AskFinding>,
    /// What shows each principle of the question that its pack ties to something.
    pub principles: Vec<PrincipleFinding>,
    pub figures: Vec<Figure>,
    pub signals: Signals,
    /// Why the answer is not scored, or is to be read with care.
    pub doubts: Vec<Doubt>,
}

impl Structure {
    /// The spans of one section, in order.
    pub fn spans(&self, section: Section) -> impl Iterator<Item = &SectionSpan> {
        self.sections.iter().filter(move |span| span.section == section)
    }

    /// How many words one section has.
    #[must_use]
    pub fn words_in(&self, section: Section) -> usize {
        self.spans(section).map(|span| span.words.count()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prompt::TimeTarget;
    use proptest::prelude::*;

    /// A question of the plain kind, with no asks.
    pub(super) fn plain_prompt() -> Prompt {
        Prompt {
            pack: "general".to_owned(),
            id: "story".to_owned(),
            version: 1,
            title: "Any story".to_owned(),
            text: "Tell me about something hard that you got done at work. What was going on, what did you have to do, \
                   which steps did you take and why, and how did it turn out?"
                .to_owned(),
            spoken: None,
            kind: Kind::Story,
            rubric: "star-l".to_owned(),
            principles: Vec::new(),
            asks: Vec::new(),
            time: TimeTarget { think: 0, target_from: 60, target_to: 120, soft_min: 45, soft_max: 150 },
            probes: Vec::new(),
            examples: Vec::new(),
            not_yet: None,
            company: None,
            role: None,
            category: None,
            difficulty: None,
            round: None,
            related: Vec::new(),
            tags: Vec::new(),
        }
    }

    pub(super) fn structure_of(text: &str) -> Structure {
        structure(&Transcript::from_text(text), &plain_prompt())
    }

    #[test]
    fn a_told_story_has_its_sections_figures_and_signals() {
        let text = "At my last company the nightly import was failing twice a week and customers were complaining. My job was \
                    to get it stable before the end of the quarter. I read the logs of sixty failures and I wrote a check that \
                    rejects bad files. I decided not to correct the dates, because we could have guessed wrong. As a result, \
                    failures dropped from eight a month to one. What I learned is to say no early, and I now write the check first.";
        let found = structure_of(text);
        let letters: String = found.sections.iter().map(|span| span.section.letter()).collect();
        assert_eq!(letters, "STARL");
        assert_eq!(found.is_story, Some(true));
        assert!(found.doubts.is_empty());
        assert_eq!(found.signals.own_actions.len(), 3);
        assert_eq!(found.signals.decisions.len(), 1);
        assert_eq!(found.signals.learning.len(), 1);
        assert!(found.figures.iter().any(|figure| figure.in_result));
        assert!(found.sections.iter().all(|span| span.certainty > 0.4 && span.certainty <= 1.0));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_place_that_is_found_lies_in_the_transcript(
            text in "(i wrote|we|from|to|3|ten|percent|half|the|of|because|learned|an alert|and|a|[a-z]{1,5}|[.,!?]| |\u{1b}\\[2J){0,200}"
        ) {
            let transcript = Transcript::from_text(&text);
            let found = structure(&transcript, &plain_prompt());
            let signals = &found.signals;
            let ranges = found.sections.iter().map(|span| span.words)
                .chain(found.figures.iter().map(|figure| figure.words))
                .chain(signals.named().into_iter().flat_map(|(_, ranges)| ranges).copied());
            for range in ranges {
                prop_assert!(!range.is_empty() && range.end <= transcript.words.len());
            }
            prop_assert_eq!(&found, &structure(&transcript, &plain_prompt()));
        }
    }
}
