//! The one question that a good interviewer would put next, chosen from those of the prompt.
//!
//! What calls for a question is looked for in this order, and the first for which the prompt has one is taken:
//!
//! 1. a story was asked for and none is told: `vague`, since nothing is there yet whose end one could ask for
//! 2. no outcome: `missing-result`
//! 3. an outcome without a figure: `missing-number`
//! 4. most deeds are told with "we": `all-we`
//! 5. fewer than two own steps, or no step with a reason: `vague`
//! 6. nothing says how the speaker knew that it worked: `no-verification`
//! 7. longer than the question can bear: `over-time`
//! 8. a good answer: `strong`
//!
//! Answers that tell no story (opinions, questions of one's own) have no outcome to miss: of them only the weakest
//! criterion (`vague`), the length and strength are looked at. An answer that is not scored gets no question.

use std::fmt;

use super::{Findings, Judgement, Outcome, Said};
use crate::prompt::{Kind, ProbeWhen};
use crate::structure::Section;
use crate::time::Length;
use crate::transcript::WordRange;

/// From this figure on an answer can bear a question that goes beyond it. Our own choice.
const STRONG: u32 = 70;

/// Below this share of "I" most deeds are "we", as in the criterion of ownership. Our own choice.
const MOSTLY_WE: f64 = 0.4;

/// Fewer words in a Result are a slip of the section finder and not one. Our own choice.
const LEAST_OF_A_RESULT: usize = 4;

/// Up to this level a criterion of an answer without a story calls for a question. Our own choice.
const WEAK: u8 = 3;

/// A question of the prompt, and why it comes next.
#[derive(Debug, Clone, PartialEq)]
pub struct NextQuestion {
    pub when: ProbeWhen,
    /// As the pack has it.
    pub text: String,
    pub why: Because,
    /// What it points at in the answer; nowhere where something is missing altogether.
    pub words: Option<WordRange>,
}

/// Why a question comes next, with what was found in this answer. It reads as a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Because {
    NoEpisode,
    NoOutcome { ends: Said },
    NoFigure { outcome: Said },
    MostlyWe { own: usize, shared: usize, said: Said },
    NoStep,
    OneStep { said: Said },
    NoReason { said: Said },
    NoCheck { outcome: Option<Said> },
    TooLong { takes: Length, most: u32 },
    Strong { overall: u32 },
    Weakest { title: String, level: u8 },
}

impl fmt::Display for Because {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Because::NoEpisode => f.write_str("The answer tells no single occasion yet."),
            Because::NoOutcome { ends } => {
                write!(f, "No outcome was heard: the answer ends with {ends}.")
            }
            Because::NoFigure { outcome } => write!(f, "The outcome has no figure: {outcome}."),
            Because::MostlyWe { own, shared, said } => {
                write!(f, "Of {} deeds {shared} are told with \"we\", such as {said}.", own + shared)
            }
            Because::NoStep => f.write_str("No step of your own was heard."),
            Because::OneStep { said } => write!(f, "Only one step of your own was heard: {said}."),
            Because::NoReason { said } => {
                write!(f, "No step comes with a reason or with what was given up for it, such as {said}.")
            }
            Because::NoCheck { outcome: Some(said) } => {
                write!(f, "Nothing says how you knew it: {said}.")
            }
            Because::NoCheck { outcome: None } => f.write_str("Nothing says how you knew that it worked."),
            Because::TooLong { takes, most } => {
                let clock = |seconds: u32| format!("{}:{:02}", seconds / 60, seconds % 60);
                let takes = clock(takes.seconds().round() as u32);
                write!(f, "The answer takes {takes}; the question can bear {}.", clock(*most))
            }
            Because::Strong { overall } => {
                write!(f, "At {overall} of 100 the answer can bear a question that goes beyond it.")
            }
            Because::Weakest { title, level } => {
                write!(f, "Least was heard for \"{title}\" ({level}/5).")
            }
        }
    }
}

/// Chooses the next question; nothing where the answer is not scored, or the prompt has none that fits.
///
/// The same findings and judgement give the same question.
#[must_use]
pub fn next_question(findings: &Findings<'_>, judgement: &Judgement) -> Option<NextQuestion> {
    let overall = judgement.overall?;
    let heard = Heard(findings);
    let is_story = matches!(findings.prompt.kind, Kind::Story | Kind::TwoPart);
    let content = if is_story { heard.story() } else { weakest(judgement).into_iter().collect() };
    let strong = (overall >= STRONG).then_some(Call {
        when: ProbeWhen::Strong,
        why: Because::Strong { overall },
        words: None,
    });
    content.into_iter().chain(heard.too_long()).chain(strong).find_map(|call| {
        let probe = findings.prompt.probes.iter().find(|probe| probe.when == call.when)?;
        Some(NextQuestion { when: call.when, text: probe.text.clone(), why: call.why, words: call.words })
    })
}

/// Something that calls for a question.
struct Call {
    when: ProbeWhen,
    why: Because,
    words: Option<WordRange>,
}

/// The criterion with the lowest level, where that is low.
fn weakest(judgement: &Judgement) -> Option<Call> {
    let scored = judgement.verdicts.iter().filter_map(|verdict| match &verdict.outcome {
        Outcome::Scored(score) => Some((verdict, score)),
        Outcome::NotJudged { .. } => None,
    });
    let (verdict, score) =
        scored.filter(|(_, score)| score.level.number() <= WEAK).min_by_key(|(_, score)| score.level)?;
    Some(Call {
        when: ProbeWhen::Vague,
        why: Because::Weakest {
            title: super::sentences::harmless(&verdict.title),
            level: score.level.number(),
        },
        words: score.evidence.first().map(|evidence| evidence.words),
    })
}

struct Heard<'a>(&'a Findings<'a>);

impl Heard<'_> {
    fn said(&self, words: WordRange) -> Said {
        Said::of(self.0.transcript, words)
    }

    /// What a story calls for, in the order of this file's head.
    fn story(&self) -> Vec<Call> {
        if self.0.structure.is_story == Some(false) {
            return vec![Call { when: ProbeWhen::Vague, why: Because::NoEpisode, words: None }];
        }
        [self.result(), self.we(), self.vague(), self.check()].into_iter().flatten().collect()
    }

    /// No outcome, or one without a figure.
    fn result(&self) -> Option<Call> {
        let found = self.0.structure;
        if found.figures.iter().any(|figure| figure.in_result) {
            return None;
        }
        let told = found.words_in(Section::Result) >= LEAST_OF_A_RESULT;
        let vague = found.signals.vague_results.first().copied();
        let outcome = vague.or_else(|| {
            let span = found.spans(Section::Result).next().filter(|_| told)?;
            let first = found.sentences.iter().find(|sentence| sentence.contains(span.words.first));
            Some(first.copied().unwrap_or(span.words))
        });
        let Some(words) = outcome else {
            let words = found.sentences.last().copied().unwrap_or(self.0.transcript.all());
            return Some(Call {
                when: ProbeWhen::MissingResult,
                why: Because::NoOutcome { ends: self.said(words) },
                words: Some(words),
            });
        };
        Some(Call {
            when: ProbeWhen::MissingNumber,
            why: Because::NoFigure { outcome: self.said(words) },
            words: Some(words),
        })
    }

    /// The sentence around a deed: a deed alone may end in "and".
    fn around(&self, deed: WordRange) -> WordRange {
        let sentence = self.0.structure.sentences.iter().find(|sentence| sentence.contains(deed.first));
        sentence.copied().unwrap_or(deed)
    }

    fn we(&self) -> Option<Call> {
        let signals = &self.0.structure.signals;
        let (own, shared) = (signals.own_actions.len(), signals.shared_actions.len());
        let words = self.around(*signals.shared_actions.first()?);
        ((own as f64) < MOSTLY_WE * (own + shared) as f64).then(|| Call {
            when: ProbeWhen::AllWe,
            why: Because::MostlyWe { own, shared, said: self.said(words) },
            words: Some(words),
        })
    }

    fn vague(&self) -> Option<Call> {
        let signals = &self.0.structure.signals;
        let (why, words) = match signals.own_actions.as_slice() {
            [] => (Because::NoStep, None),
            [one] => {
                let words = self.around(*one);
                (Because::OneStep { said: self.said(words) }, Some(words))
            }
            // The shortest step has most room for what is missing.
            steps if signals.decisions.is_empty() => {
                let bare = steps.iter().map(|step| self.around(*step)).min_by_key(|step| step.count())?;
                (Because::NoReason { said: self.said(bare) }, Some(bare))
            }
            _ => return None,
        };
        Some(Call { when: ProbeWhen::Vague, why, words })
    }

    fn check(&self) -> Option<Call> {
        let found = self.0.structure;
        let figure = found.figures.iter().find(|figure| figure.in_result).map(|figure| figure.words);
        found.signals.verification.is_empty().then(|| Call {
            when: ProbeWhen::NoVerification,
            why: Because::NoCheck { outcome: figure.map(|words| self.said(words)) },
            words: figure,
        })
    }

    /// Over what is acceptable; for each of its halves where the question has two.
    fn too_long(&self) -> Option<Call> {
        let prompt = self.0.prompt;
        let halves = if prompt.kind == Kind::TwoPart { 2 } else { 1 };
        let most = prompt.time.soft_max.max(prompt.time.target_to) * halves;
        let takes = self.0.takes();
        (most > 0 && takes.seconds() > f64::from(most)).then_some(Call {
            when: ProbeWhen::OverTime,
            why: Because::TooLong { takes, most },
            words: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::Measures;
    use crate::prompt::Probe;
    use crate::rubric::rules::told::{Mark::*, Told};
    use crate::structure::Section::*;

    fn with_probes(mut told: Told, which: &[ProbeWhen]) -> Told {
        let probe = |when: &ProbeWhen| Probe { when: *when, text: format!("About {}?", when.name()) };
        told.prompt.probes = which.iter().map(probe).collect();
        told
    }

    fn next(told: &Told, overall: Option<u32>) -> Option<NextQuestion> {
        let judgement = Judgement { overall, ..Judgement::default() };
        next_question(&told.findings(&Measures::default()), &judgement)
    }

    fn setup() -> Told {
        Told::new().says(Situation, "The ovens of the school kitchen were cold at seven.", &[])
    }

    fn steps() -> Told {
        setup().says(Action, "I rang the caretaker.", &[Own]).says(
            Action,
            "I moved the lunch to eleven, since soup needs an hour.",
            &[Own, Decision],
        )
    }

    fn complete() -> Told {
        steps().says(
            Result,
            "We fed 240 children, and I counted the plates.",
            &[Figure("240 children"), Check],
        )
    }

    #[test]
    fn what_is_missing_first_is_asked_first() {
        let shared = setup().says(Action, "We rang the caretaker.", &[Shared]).says(
            Action,
            "We moved the lunch.",
            &[Shared],
        );
        let fed = |told: Told| told.says(Result, "We fed 240 children.", &[Figure("240 children")]);
        let plain = setup().says(Action, "I rang the caretaker of the school.", &[Own]).says(
            Action,
            "I moved the lunch.",
            &[Own],
        );
        let mut habit = complete();
        habit.structure.is_story = Some(false);
        let cases = [
            (habit, "vague", "The answer tells no single occasion yet."),
            (
                steps(),
                "missing-result",
                "No outcome was heard: the answer ends with \"I moved the lunch to eleven, since soup needs ...\".",
            ),
            (
                steps().says(Result, "It got a lot better.", &[Vague]),
                "missing-number",
                "The outcome has no figure: \"It got a lot better\".",
            ),
            (
                steps().says(Result, "Every child had a lunch.", &[]),
                "missing-number",
                "The outcome has no figure: \"Every child had a lunch\".",
            ),
            (fed(shared), "all-we", "Of 2 deeds 2 are told with \"we\", such as \"We rang the caretaker\"."),
            (fed(setup()), "vague", "No step of your own was heard."),
            (
                fed(setup().says(Action, "I rang her.", &[Own])),
                "vague",
                "Only one step of your own was heard: \"I rang her\".",
            ),
            (
                fed(plain),
                "vague",
                "No step comes with a reason or with what was given up for it, such as \"I moved the lunch\".",
            ),
            (fed(steps()), "no-verification", "Nothing says how you knew it: \"240 children\"."),
            (complete().lasting(151.0), "over-time", "The answer takes 2:31; the question can bear 2:30."),
            (
                complete().lasting(90.0),
                "strong",
                "At 70 of 100 the answer can bear a question that goes beyond it.",
            ),
        ];
        for (told, when, why) in cases {
            let told = with_probes(told, &ProbeWhen::ALL);
            let found = next(&told, Some(70)).unwrap();
            assert_eq!((found.when.name(), found.why.to_string().as_str()), (when, why), "{}", told.text());
            assert_eq!(found.text, format!("About {when}?"));
            assert!(found.words.is_none_or(|words| words.end <= told.transcript.words.len()));
        }
    }

    #[test]
    fn it_points_at_the_place_that_calls_for_it() {
        let told = with_probes(steps().says(Result, "It got a lot better.", &[Vague]), &ProbeWhen::ALL);
        let words = next(&told, Some(40)).unwrap().words.unwrap();
        assert_eq!(told.transcript.quote(words), "It got a lot better.");
    }

    #[test]
    fn where_the_prompt_has_no_question_for_it_the_next_that_fits_is_taken() {
        let told =
            with_probes(steps(), &[ProbeWhen::Strong, ProbeWhen::NoVerification, ProbeWhen::MissingNumber]);
        assert_eq!(next(&told, Some(90)).unwrap().when, ProbeWhen::NoVerification);
        let told = with_probes(steps(), &[ProbeWhen::Strong]);
        assert_eq!(next(&told, Some(90)).unwrap().when, ProbeWhen::Strong);
        assert_eq!(next(&told, Some(69)), None, "nothing is asked for its own sake");
        assert_eq!(next(&with_probes(steps(), &[]), Some(90)), None);
    }

    #[test]
    fn an_answer_without_a_score_gets_no_question() {
        assert_eq!(next(&with_probes(complete(), &ProbeWhen::ALL), None), None);
    }

    #[test]
    fn questions_of_ones_own_have_no_outcome_to_miss() {
        let mut told = with_probes(steps(), &ProbeWhen::ALL);
        let judged = steps().judged();
        told.prompt.kind = Kind::ReverseQuestions;
        let found = next_question(&told.findings(&Measures::default()), &judged).unwrap();
        assert_eq!(found.when, ProbeWhen::Vague);
        assert_eq!(found.why.to_string(), "Least was heard for \"Result\" (1/5).");
        assert_eq!(next(&told, Some(80)).unwrap().when, ProbeWhen::Strong);
    }
}
