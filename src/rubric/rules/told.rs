//! Answers built by hand for tests: each sentence says which section it is in and what it shows.

use crate::measures::Measures;
use crate::prompt::{Ask, Kind, Prompt, TimeTarget};
use std::sync::OnceLock;

use crate::rubric::{Findings, Judgement, Outcome, Rubric, Score, judge, shipped};
use crate::structure::questions::Question;
use crate::structure::{AskFinding, AskState, Figure, Section, SectionSpan, Structure};
use crate::time::Length;
use crate::transcript::{Transcript, WordRange};

/// Read once: the laws judge thousands of answers.
fn rubric(id: &str) -> &'static Rubric {
    static ALL: OnceLock<Vec<Rubric>> = OnceLock::new();
    ALL.get_or_init(|| shipped().unwrap()).iter().find(|rubric| rubric.id == id).unwrap()
}

/// What a sentence shows.
#[derive(Debug, Clone, Copy)]
pub(in crate::rubric) enum Mark<'a> {
    Own,
    Shared,
    Decision,
    Check,
    Blame,
    Lesson,
    Lasting,
    Vague,
    Voice,
    Cause,
    Change,
    /// These words of it are a figure, of the outcome where the sentence stands in the Result.
    Figure(&'a str),
    SmallCount(&'a str),
    /// These words of it are people.
    Who(&'a str),
    /// It answers the ask with this id.
    Hears(&'a str),
    /// It touches the ask with this id.
    Touches(&'a str),
}

#[derive(Debug, Clone)]
pub(in crate::rubric) struct Told {
    pub(in crate::rubric) prompt: Prompt,
    pub(in crate::rubric) transcript: Transcript,
    pub(in crate::rubric) structure: Structure,
    seconds: Option<Length>,
}

impl Told {
    pub(in crate::rubric) fn new() -> Self {
        let prompt = Prompt {
            pack: "test".to_owned(),
            id: "story".to_owned(),
            version: 1,
            title: "A story".to_owned(),
            spoken: None,
            text: "Tell me about a time when something went wrong.".to_owned(),
            kind: Kind::Story,
            rubric: "star-l".to_owned(),
            principles: Vec::new(),
            asks: Vec::new(),
            time: TimeTarget { think: 30, target_from: 60, target_to: 120, soft_min: 45, soft_max: 150 },
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
        };
        let structure = Structure { is_story: Some(true), ..Structure::default() };
        Told { prompt, transcript: Transcript::default(), structure, seconds: None }
    }

    /// One story of a two-part question by itself.
    pub(in crate::rubric) fn rlf() -> Self {
        let mut told = Told::new();
        told.prompt.rubric = "star-rlf".to_owned();
        told
    }

    /// The turn of the candidate to ask.
    pub(in crate::rubric) fn reverse() -> Self {
        let mut told = Told::new();
        told.prompt.rubric = "reverse-questions".to_owned();
        told.prompt.kind = Kind::ReverseQuestions;
        told
    }

    fn rubric(&self) -> &'static Rubric {
        rubric(&self.prompt.rubric)
    }

    /// Adds a question: `like` has r for one on the role, p on practices, s for a specific one, o for an open one, w
    /// for one that a web page answers.
    pub(in crate::rubric) fn asks_back(mut self, question: &str, like: &str) -> Self {
        let words = self.add(question);
        self.structure.questions.push(Question {
            words,
            at: None,
            on_the_role: like.contains('r'),
            on_practices: like.contains('p'),
            is_specific: like.contains('s'),
            is_open: like.contains('o'),
            is_on_the_web: like.contains('w'),
        });
        self
    }

    /// Adds a sentence to a section.
    pub(in crate::rubric) fn says(mut self, section: Section, sentence: &str, marks: &[Mark<'_>]) -> Self {
        let words = self.add(sentence);
        self.structure.sections.push(SectionSpan { section, part: None, words, at: None, certainty: 0.9 });
        let place = |said: &str| {
            let wanted: Vec<&str> = said.split_whitespace().collect();
            let fits = |first: &usize| {
                let here = &self.transcript.words[*first..*first + wanted.len()];
                here.iter().zip(&wanted).all(|(word, wanted)| word.key() == crate::transcript::key(wanted))
            };
            let first = (words.first..=words.end - wanted.len()).find(fits).unwrap();
            WordRange::new(first, first + wanted.len())
        };
        let (signals, asks) = (&mut self.structure.signals, &mut self.structure.asks);
        let mut hears = |id: &str, state| {
            asks.push(AskFinding { id: id.to_owned(), state, words: Some(words) });
        };
        for mark in marks {
            match mark {
                Mark::Own => signals.own_actions.push(words),
                Mark::Shared => signals.shared_actions.push(words),
                Mark::Decision => signals.decisions.push(words),
                Mark::Check => signals.verification.push(words),
                Mark::Blame => signals.blame.push(words),
                Mark::Lesson => signals.learning.push(words),
                Mark::Lasting => signals.follow_up.push(words),
                Mark::Vague => signals.vague_results.push(words),
                Mark::Voice => signals.feedback.push(words),
                Mark::Cause => signals.causes.push(words),
                Mark::Change => signals.differently.push(words),
                Mark::Who(said) => signals.stakeholders.push(place(said)),
                Mark::Hears(id) => hears(id, AskState::Heard),
                Mark::Touches(id) => hears(id, AskState::Touched),
                Mark::Figure(said) => self.structure.figures.push(Figure {
                    words: place(said),
                    at: None,
                    in_result: section == Section::Result,
                    measures: None,
                    is_small: false,
                }),
                Mark::SmallCount(said) => self.structure.figures.push(Figure {
                    words: place(said),
                    at: None,
                    in_result: section == Section::Result,
                    measures: None,
                    is_small: true,
                }),
            }
        }
        self
    }

    /// Adds talk that belongs to no section.
    pub(in crate::rubric) fn says_aside(mut self, sentence: &str) -> Self {
        self.add(sentence);
        self
    }

    fn add(&mut self, sentence: &str) -> WordRange {
        let first = self.transcript.words.len();
        self.transcript.words.extend(Transcript::from_text(sentence).words);
        let words = WordRange::new(first, self.transcript.words.len());
        self.structure.sentences.push(words);
        self.structure.particulars.push(WordRange::new(first, first + 1));
        words
    }

    /// The same answer as if none of its words named anything in particular.
    pub(in crate::rubric) fn naming_nothing(mut self) -> Self {
        self.structure.particulars.clear();
        self
    }

    /// Lets the question ask for "the ID".
    pub(in crate::rubric) fn asks(mut self, id: &str) -> Self {
        self.prompt.asks.push(Ask {
            id: id.to_owned(),
            text: format!("the {id}"),
            cues: Vec::new(),
            means: Vec::new(),
            required: true,
            part: None,
        });
        self
    }

    /// The same answer with the words of a section taken for no part of the story, and nothing found in them.
    pub(in crate::rubric) fn without(mut self, section: Section) -> Self {
        let gone: Vec<WordRange> = self.structure.spans(section).map(|span| span.words).collect();
        let stays = |words: &WordRange| !gone.iter().any(|span| span.touches(*words));
        self.structure.sections.retain(|span| span.section != section);
        self.structure.figures.retain(|figure| stays(&figure.words));
        for ranges in self.structure.signals.lists_mut() {
            ranges.retain(stays);
        }
        self
    }

    pub(in crate::rubric) fn without_figures(mut self) -> Self {
        self.structure.figures.clear();
        self
    }

    pub(in crate::rubric) fn lasting(mut self, seconds: f64) -> Self {
        self.seconds = Some(Length::from_seconds(seconds));
        self
    }

    pub(in crate::rubric) fn text(&self) -> String {
        self.transcript.to_string()
    }

    /// What the rule alone finds, of however few words.
    pub(in crate::rubric) fn outcome(&self, criterion: &str) -> Outcome {
        let rubric = self.rubric();
        let criterion = rubric.criteria.iter().find(|known| known.id == criterion).unwrap();
        let measures = Measures::default();
        crate::rubric::judge::outcome(rubric, criterion, &super::Heard::new(self.findings(&measures)))
    }

    pub(in crate::rubric) fn findings<'a>(&'a self, measures: &'a Measures) -> Findings<'a> {
        Findings {
            prompt: &self.prompt,
            transcript: &self.transcript,
            measures,
            structure: &self.structure,
            seconds: self.seconds,
        }
    }

    pub(in crate::rubric) fn judged(&self) -> Judgement {
        judge(self.rubric(), &self.findings(&Measures::default()))
    }

    #[track_caller]
    pub(in crate::rubric) fn score(&self, criterion: &str) -> Score {
        match self.outcome(criterion) {
            Outcome::Scored(score) => score,
            Outcome::NotJudged { why } => panic!("{criterion} was not judged: {why}"),
        }
    }

    #[track_caller]
    pub(in crate::rubric) fn level(&self, criterion: &str) -> u8 {
        self.score(criterion).level.number()
    }

    #[track_caller]
    pub(in crate::rubric) fn gap(&self, criterion: &str) -> String {
        self.score(criterion).gap.unwrap_or_default()
    }

    #[track_caller]
    pub(in crate::rubric) fn advice(&self, criterion: &str) -> String {
        self.score(criterion).advice.unwrap_or_default()
    }

    #[track_caller]
    pub(in crate::rubric) fn why(&self, criterion: &str) -> String {
        match self.outcome(criterion) {
            Outcome::NotJudged { why } => why,
            Outcome::Scored(score) => panic!("{criterion} was judged: {score:?}"),
        }
    }
}
