//! What holds for every answer, whatever was found in it.

use proptest::prelude::*;

use super::rules::told::Told;
use super::{Outcome, Score};
use crate::doubt::Doubt;
use crate::structure::{AskFinding, AskState, Figure, Section, SectionSpan, Signals};
use crate::transcript::{Transcript, WordRange};

const SECTIONS: [Section; 9] = [
    Section::Situation,
    Section::Task,
    Section::Action,
    Section::Result,
    Section::Learning,
    Section::Feedback,
    Section::Causes,
    Section::Differently,
    Section::FollowUp,
];

/// Words of every sort, some of them hostile.
const WORDS: [&str; 16] = [
    "I",
    "we",
    "called",
    "fixed",
    "because",
    "it.",
    "40",
    "%",
    "um",
    "from",
    "to",
    "",
    "\u{1b}[2J",
    "\u{202e}\n",
    "\"",
    "\u{1f980}",
];

/// A range that may be empty, run backwards or lie outside of the answer.
fn range() -> impl Strategy<Value = WordRange> {
    prop_oneof![
        20 => (0_usize..90, 0_usize..30).prop_map(|(first, count)| WordRange::new(first, first + count)),
        1 => (any::<usize>(), any::<usize>()).prop_map(|(first, end)| WordRange { first, end }),
    ]
}

fn ranges() -> impl Strategy<Value = Vec<WordRange>> {
    prop::collection::vec(range(), 0..5)
}

fn signals() -> impl Strategy<Value = Signals> {
    let five = (ranges(), ranges(), ranges(), ranges(), ranges());
    let four = (ranges(), ranges(), ranges(), ranges());
    (five, four, (ranges(), ranges(), ranges())).prop_map(|(a, b, c)| Signals {
        own_actions: a.0,
        shared_actions: a.1,
        decisions: a.2,
        verification: a.3,
        blame: a.4,
        learning: b.0,
        follow_up: b.1,
        vague_results: b.2,
        stakeholders: b.3,
        feedback: c.0,
        causes: c.1,
        differently: c.2,
        ..Signals::default()
    })
}

fn section() -> impl Strategy<Value = SectionSpan> {
    let certainty = prop_oneof![Just(f64::NAN), 0.0..1.0];
    (prop::sample::select(&SECTIONS[..]), range(), certainty).prop_map(|(section, words, certainty)| {
        SectionSpan { section, part: None, words, at: None, certainty }
    })
}

fn ask() -> impl Strategy<Value = AskFinding> {
    let state = prop::sample::select(&[AskState::Heard, AskState::Touched, AskState::Missing][..]);
    ("[abc]", state, prop::option::of(range())).prop_map(|(id, state, words)| AskFinding { id, state, words })
}

/// An answer in which anything may have been found.
fn any_answer() -> impl Strategy<Value = Told> {
    let word = prop::sample::select(&WORDS[..]).prop_map(str::to_owned);
    let words = prop::collection::vec(word, 0..80);
    let figure = (range(), any::<bool>()).prop_map(|(words, in_result)| Figure {
        words,
        at: None,
        in_result,
        measures: None,
        is_small: false,
    });
    let found = (
        prop::collection::vec(section(), 0..8),
        prop::collection::vec(ask(), 0..4),
        prop::collection::vec(figure, 0..4),
        signals(),
        prop::option::of(any::<bool>()),
    );
    let time = (any::<[u32; 4]>(), any::<bool>(), prop::option::of(0.0..1e6));
    (words, prop::collection::vec(range(), 0..9), found, time).prop_map(|(words, sentences, found, time)| {
        let mut told = Told::new().asks("a").asks("b").asks("c");
        told.transcript = Transcript::from_text("");
        told.transcript.words = words
            .into_iter()
            .map(|text| crate::transcript::Word { text, at: None, certainty: None })
            .collect();
        (told.structure.sections, told.structure.asks, told.structure.figures) = (found.0, found.1, found.2);
        told.structure.particulars.clone_from(&sentences);
        (told.structure.signals, told.structure.is_story, told.structure.sentences) =
            (found.3, found.4, sentences);
        let ([from, to, least, most], wild, seconds) = time;
        if wild {
            let target = &mut told.prompt.time;
            (target.target_from, target.target_to, target.soft_min, target.soft_max) =
                (from, to, least, most);
        }
        match seconds {
            Some(seconds) => told.lasting(seconds),
            None => told,
        }
    })
}

fn level(told: &Told, criterion: &str) -> u8 {
    match told.outcome(criterion) {
        Outcome::Scored(score) => score.level.number(),
        Outcome::NotJudged { .. } => 0,
    }
}

fn scores(told: &Told) -> Vec<Score> {
    let scored = |outcome| match outcome {
        Outcome::Scored(score) => Some(score),
        Outcome::NotJudged { .. } => None,
    };
    told.judged().verdicts.into_iter().filter_map(|verdict| scored(verdict.outcome)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_answer_gets_the_same_judgement_within_its_bounds(told in any_answer()) {
        let judgement = told.judged();
        prop_assert_eq!(&judgement, &told.judged());
        prop_assert!(judgement.overall.is_none_or(|overall| overall <= 100));
        prop_assert_eq!(judgement.overall.is_none(), scores(&told).is_empty());
    }

    #[test]
    fn every_score_below_the_top_has_a_gap_and_advice_and_the_top_has_none(told in any_answer()) {
        for score in scores(&told) {
            let top = score.level == super::Level::TOP;
            prop_assert_eq!(score.gap.is_none(), top);
            prop_assert_eq!(score.advice.is_none(), top);
            for sentence in score.gap.iter().chain(&score.advice) {
                prop_assert!(!sentence.chars().any(char::is_control), "{:?}", sentence);
                prop_assert!(sentence.ends_with(['.', '?']), "{:?}", sentence);
            }
        }
    }

    #[test]
    fn every_quote_is_made_of_the_words_that_were_said(told in any_answer()) {
        let text = told.text();
        for score in scores(&told) {
            prop_assert!(score.evidence.len() <= 3);
            prop_assert!(score.level.number() == 1 || !score.evidence.is_empty());
            for evidence in score.evidence {
                prop_assert!(evidence.words.count() <= 25 && !evidence.words.is_empty());
                prop_assert!(text.contains(&evidence.quote));
            }
        }
    }

    #[test]
    fn a_doubt_that_forbids_scoring_always_wins(mut told in any_answer()) {
        told.structure.doubts.push(Doubt::Nonsense);
        prop_assert_eq!(told.judged().overall, None);
        prop_assert!(scores(&told).is_empty());
    }

    #[test]
    fn taking_all_figures_away_raises_nothing(told in any_answer()) {
        let plain = told.clone().without_figures();
        for criterion in ["setup", "action", "ownership", "decisions", "result", "numbers", "verification"] {
            prop_assert!(level(&plain, criterion) <= level(&told, criterion), "{}", criterion);
        }
    }

    #[test]
    fn one_more_own_action_lowers_neither_action_nor_ownership(told in any_answer(), more in range()) {
        let mut richer = told.clone();
        richer.structure.signals.own_actions.push(more);
        for criterion in ["action", "ownership"] {
            prop_assert!(level(&richer, criterion) >= level(&told, criterion), "{}", criterion);
        }
    }

    #[test]
    fn one_more_reason_or_check_or_lesson_lowers_nothing(told in any_answer(), more in range()) {
        let mut richer = told.clone();
        let signals = &mut richer.structure.signals;
        for found in [&mut signals.decisions, &mut signals.verification, &mut signals.learning, &mut signals.follow_up] {
            found.push(more);
        }
        for criterion in ["action", "decisions", "verification", "learning"] {
            prop_assert!(level(&richer, criterion) >= level(&told, criterion), "{}", criterion);
        }
    }

    #[test]
    fn turning_every_i_into_we_raises_nothing_and_lowers_ownership(told in any_answer()) {
        let mut all_we = told.clone();
        let signals = &mut all_we.structure.signals;
        signals.shared_actions.append(&mut signals.own_actions);
        for criterion in ["action", "ownership", "decisions"] {
            prop_assert!(level(&all_we, criterion) <= level(&told, criterion), "{}", criterion);
        }
        let owned = level(&told, "ownership");
        prop_assert!(owned <= 1 || level(&all_we, "ownership") == 1);
    }
}
