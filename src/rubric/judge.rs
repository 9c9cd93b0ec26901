//! The judge: what was found, held against a rubric.

use super::parts;
use super::rules::{self, Heard, Ruling};
use super::{Criterion, Evidence, Judgement, Lack, Outcome, Rubric, Score, Verdict};
use crate::doubt::Doubt;
use crate::measures::Measures;
use crate::prompt::{Kind, Prompt};
use crate::structure::Structure;
use crate::time::Length;
use crate::transcript::{Transcript, WordRange};

/// Fewer words, hesitations not counted, are not scored.
pub use crate::structure::gates::LEAST_WORDS;

/// What an answer that names hardly anything gets at most.
const MOST_OF_NOTHING: u8 = 2;

/// What is said in place of an anchor there.
const NAMES_NOTHING: &str = "The answer names hardly anything that a listener could picture.";

/// An answer that names something in fewer than one word of so many names hardly anything. Of the project's own answers,
/// those that only try to please name nothing in 88 to 179 words, and the plainest story something in one of 75
/// [own choice].
const ONE_NAMED_IN: usize = 80;

/// Everything that a judgement depends on, beside the rubric.
#[derive(Debug, Clone, Copy)]
pub struct Findings<'a> {
    pub prompt: &'a Prompt,
    pub transcript: &'a Transcript,
    pub measures: &'a Measures,
    pub structure: &'a Structure,
    /// How long the answer took; where it is not given, as long as [`Measures::spoken`] or its words would take.
    pub seconds: Option<Length>,
}

/// Judges an answer by a rubric. The same input gives the same judgement.
///
/// The stories of a two-part answer are judged one by one, each as an answer of its own.
///
/// Nothing is scored where a doubt forbids it, where there are too few words, or where the rubric does not fit the
/// kind of question: then every verdict says why. A criterion that cannot be judged is left out of the overall
/// figure, which is the weighted mean of the levels (1 is 0, 5 is 100).
#[must_use]
pub fn judge(rubric: &Rubric, findings: &Findings<'_>) -> Judgement {
    let doubts = forbidding(findings);
    if let Some(doubt) = doubts.first() {
        let verdicts = none_judged(rubric, findings, &doubt.to_string());
        return Judgement { verdicts, overall: None, parts: Vec::new(), doubts };
    }
    if !rubric.kinds.contains(&findings.prompt.kind) {
        let why = findings.prompt.not_yet.clone().unwrap_or_else(|| {
            format!(
                "The rubric `{}` is not made for this kind of question, so nothing was scored.",
                rubric.id
            )
        });
        let verdicts = none_judged(rubric, findings, &why);
        return Judgement { verdicts, overall: None, parts: Vec::new(), doubts };
    }
    if findings.prompt.kind == Kind::TwoPart {
        return parts::judge(rubric, findings);
    }
    let verdicts = verdicts(rubric, findings, None);
    let overall = overall(&verdicts);
    Judgement { verdicts, overall, parts: Vec::new(), doubts }
}

/// The verdicts on an answer, or on the part of one that the findings are cut to.
pub(super) fn verdicts(rubric: &Rubric, findings: &Findings<'_>, part: Option<u8>) -> Vec<Verdict> {
    let heard = Heard::new(*findings);
    let one = |criterion: &Criterion| verdict(criterion, part, outcome(rubric, criterion, &heard));
    rubric.criteria.iter().map(one).collect()
}

/// The doubts that leave an answer unscored, one for too few words among them.
fn forbidding(findings: &Findings<'_>) -> Vec<Doubt> {
    let found = findings.structure.doubts.iter().filter(|doubt| doubt.forbids_scoring());
    let mut doubts: Vec<Doubt> = found.cloned().collect();
    let words = findings.transcript.spoken_words();
    if doubts.is_empty() && words < LEAST_WORDS {
        doubts.push(Doubt::TooFewWords { words, least: LEAST_WORDS });
    }
    doubts
}

/// Every criterion unjudged, once for each part that was asked for.
fn none_judged(rubric: &Rubric, findings: &Findings<'_>, why: &str) -> Vec<Verdict> {
    match findings.prompt.kind {
        Kind::TwoPart => {
            let wanted = parts::wanted(findings.structure);
            wanted.iter().flat_map(|part| unjudged(rubric, Some(*part), why)).collect()
        }
        _ => unjudged(rubric, None, why),
    }
}

/// Every criterion unjudged, with the reason.
pub(super) fn unjudged(rubric: &Rubric, part: Option<u8>, why: &str) -> Vec<Verdict> {
    let outcome = Outcome::NotJudged { why: why.to_owned() };
    rubric.criteria.iter().map(|criterion| verdict(criterion, part, outcome.clone())).collect()
}

fn verdict(criterion: &Criterion, part: Option<u8>, outcome: Outcome) -> Verdict {
    Verdict {
        criterion: criterion.id.clone(),
        part,
        title: criterion.title.clone(),
        weight: criterion.weight,
        outcome,
    }
}

/// What one criterion gets.
pub(super) fn outcome(rubric: &Rubric, criterion: &Criterion, heard: &Heard<'_>) -> Outcome {
    let Some(rule) = rules::rule(&criterion.id) else {
        return Outcome::NotJudged { why: format!("There is no rule for `{}`.", criterion.id) };
    };
    // Two findings of one sentence are quoted once.
    let quotes = |shows: &[WordRange]| -> Vec<Evidence> {
        let mut quotes: Vec<Evidence> = Vec::new();
        for evidence in shows.iter().filter_map(|words| Evidence::of(heard.transcript(), *words)) {
            if !quotes.iter().any(|quote| quote.words.touches(evidence.words)) {
                quotes.push(evidence);
            }
        }
        quotes
    };
    let score = match (rule.find)(heard) {
        Ruling::NotJudged { why } => return Outcome::NotJudged { why: why.to_owned() },
        Ruling::Below { level, shows, lack } => {
            Some(Score::below_top(criterion, level, quotes(&shows), &lack))
        }
        Ruling::Top { shows } => Score::top(criterion, quotes(&shows)),
    };
    let Some(score) = score else {
        return Outcome::NotJudged { why: "No place in the answer can be shown for this.".to_owned() };
    };
    let Some(instead) = rule.of_an_event else { return Outcome::Scored(score) };
    let score = if heard.lacks_the_story() { halved(rubric, criterion, score, instead) } else { score };
    Outcome::Scored(if heard.names_nothing() { held_back(criterion, score, instead) } else { score })
}

/// The score where the answer names hardly anything: deeds, choices and figures of nothing are at most a start.
fn held_back(criterion: &Criterion, score: Score, instead: &'static str) -> Score {
    if score.level.number() <= MOST_OF_NOTHING {
        return score;
    }
    let mut held =
        Score::below_top(criterion, MOST_OF_NOTHING, score.evidence, &Lack::NamesNothing { instead });
    NAMES_NOTHING.clone_into(&mut held.anchor);
    held
}

/// The score where one event was asked for and none is told: 5 becomes 3, 3 and 4 become 2, the rest 1.
///
/// Cut at a ceiling instead, a general answer with figures and one without came out the same.
fn halved(rubric: &Rubric, criterion: &Criterion, score: Score, instead: &'static str) -> Score {
    let level = score.level.number().div_ceil(2);
    if score.level.number() == 1 {
        return score;
    }
    let mut halved = Score::below_top(criterion, level, score.evidence, &Lack::NoStory { instead });
    halved.anchor.clone_from(&rubric.no_story);
    halved
}

/// The weighted mean of the levels that there are, 0 to 100.
pub(super) fn overall(verdicts: &[Verdict]) -> Option<u32> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for verdict in verdicts {
        // A rubric built by hand can hold any number here; the reader lets only real ones above zero in.
        let sound = verdict.weight.is_finite() && verdict.weight > 0.0;
        if let (Outcome::Scored(score), true) = (&verdict.outcome, sound) {
            sum += verdict.weight * f64::from(score.level.number() - 1) / 4.0;
            weights += verdict.weight;
        }
    }
    let share = sum / weights;
    share.is_finite().then(|| (share * 100.0).round() as u32)
}

impl Heard<'_> {
    fn transcript(&self) -> &Transcript {
        self.findings.transcript
    }

    /// Whether the question asks for one event and the answer tells none.
    fn lacks_the_story(&self) -> bool {
        matches!(self.findings.prompt.kind, Kind::Story | Kind::TwoPart)
            && self.findings.structure.is_story == Some(false)
    }

    /// Whether a story was asked for and hardly a word says what it was about.
    fn names_nothing(&self) -> bool {
        matches!(self.findings.prompt.kind, Kind::Story | Kind::TwoPart)
            && self.findings.structure.particulars.len() * ONE_NAMED_IN
                < self.findings.transcript.spoken_words()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rubric::find;
    use crate::rubric::rules::told::{Mark::*, Told};
    use crate::structure::Section::*;

    /// A story with everything in it.
    fn strong() -> Told {
        Told::new()
            .asks("context")
            .asks("outcome")
            .says(
                Situation,
                "Last March the clinic that I worked for lost 12 of its 40 appointments a day to no-shows.",
                &[Figure("40 appointments"), Hears("context")],
            )
            .says(Task, "I was to halve that before the summer.", &[])
            .says(
                Action,
                "I read through three months of the booking records to see which hours were missed.",
                &[Own, Check, Figure("three months")],
            )
            .says(
                Action,
                "I chose a text the evening before over a call, because nobody at the desk had an hour to spare.",
                &[Own, Decision],
            )
            .says(Action, "I left out the Saturdays on purpose, since hardly anybody missed those.", &[Own, Decision])
            .says(
                Action,
                "I tried it with one doctor first rather than with all six, so that a mistake would stay small.",
                &[Own, Decision, Check],
            )
            .says(
                Result,
                "After eight weeks the missed appointments went from 12 to 5 a day, and the doctors noticed.",
                &[Figure("eight weeks"), Figure("from 12 to 5"), Who("the doctors"), Hears("outcome")],
            )
            .says(Learning, "I learned to look at the records before I ask for money.", &[Lesson])
            .says(Learning, "The text is still sent, and I look at the figure each month.", &[Lasting])
            .says(Learning, "When the pharmacy had long queues this year I began with its till records.", &[Lesson])
            .lasting(80.0)
    }

    fn levels(told: &Told) -> Vec<(String, u8)> {
        let level = |verdict: Verdict| match verdict.outcome {
            Outcome::Scored(score) => (verdict.criterion, score.level.number()),
            Outcome::NotJudged { why } => panic!("{}: {why}", verdict.criterion),
        };
        told.judged().verdicts.into_iter().map(level).collect()
    }

    #[test]
    fn a_story_with_everything_in_it_is_at_the_top_and_has_no_gap() {
        let told = strong();
        assert!(levels(&told).iter().all(|(_, level)| *level == 5), "{:?}", levels(&told));
        let judgement = told.judged();
        assert_eq!(judgement.overall, Some(100));
        for verdict in judgement.verdicts {
            let Outcome::Scored(score) = verdict.outcome else { panic!("{}", verdict.criterion) };
            assert_eq!((score.gap, score.advice), (None, None), "{}", verdict.criterion);
        }
    }

    #[test]
    fn what_is_taken_away_shows_in_the_criterion_and_in_the_overall_figure() {
        let level = |told: &Told, criterion: &str| told.level(criterion);
        let without_result = strong().without(Result).without(Learning);
        let without_numbers = strong().without_figures();
        let mut all_we = strong();
        let signals = &mut all_we.structure.signals;
        signals.shared_actions = std::mem::take(&mut signals.own_actions);
        for (name, told, criteria) in [
            ("no result", &without_result, &["result", "learning", "verification"][..]),
            ("no numbers", &without_numbers, &["result", "numbers", "verification", "setup"]),
            ("we for I", &all_we, &["ownership", "action"]),
        ] {
            for criterion in criteria {
                assert!(level(told, criterion) < level(&strong(), criterion), "{name}: {criterion}");
            }
            assert!(told.judged().overall < strong().judged().overall, "{name}");
        }
    }

    #[test]
    fn one_sentence_is_quoted_once() {
        let quotes: Vec<String> =
            strong().score("setup").evidence.into_iter().map(|evidence| evidence.quote).collect();
        assert_eq!(quotes.len(), 2, "{quotes:?}");
        assert!(quotes[0].starts_with("Last March") && quotes[1].starts_with("I was to halve"), "{quotes:?}");
    }

    #[test]
    fn a_doubt_that_forbids_scoring_leaves_every_verdict_open_and_says_why() {
        let mut told = strong();
        told.structure.doubts = vec![Doubt::LowCertainty { mean: 0.4 }, Doubt::OffTopic];
        let judgement = told.judged();
        assert_eq!((judgement.overall, &judgement.doubts), (None, &vec![Doubt::OffTopic]));
        assert_eq!(judgement.verdicts.len(), find("star-l").unwrap().criteria.len());
        let why = Doubt::OffTopic.to_string();
        assert!(
            judgement
                .verdicts
                .iter()
                .all(|verdict| verdict.outcome == Outcome::NotJudged { why: why.clone() })
        );
    }

    #[test]
    fn a_doubt_that_only_lowers_trust_does_not_stop_the_score() {
        let mut told = strong();
        told.structure.doubts = vec![Doubt::LowCertainty { mean: 0.4 }];
        assert_eq!((told.judged().overall, told.judged().doubts), (Some(100), vec![]));
    }

    #[test]
    fn nineteen_words_are_not_scored_and_twenty_are() {
        let words = |many: usize| Told::new().says(Action, &vec!["word"; many].join(" "), &[Own]).judged();
        assert_eq!(words(19).doubts, [Doubt::TooFewWords { words: 19, least: 20 }]);
        assert_eq!(words(19).overall, None);
        assert!(words(20).overall.is_some());
        assert_eq!(Told::new().judged().overall, None);
    }

    #[test]
    fn questions_of_a_kind_that_the_rubric_cannot_judge_are_not_scored() {
        let mut told = strong();
        for kind in [Kind::TwoPart, Kind::ReverseQuestions, Kind::Opinion, Kind::Intro, Kind::Situational] {
            told.prompt.kind = kind;
            assert_eq!(told.judged().overall, None, "{kind:?}");
        }
        told.prompt.kind = Kind::ReverseQuestions;
        told.prompt.not_yet = Some("Your questions are not judged yet.".to_owned());
        let why = |told: &Told| match told.judged().verdicts[0].outcome.clone() {
            Outcome::NotJudged { why } => why,
            Outcome::Scored(score) => panic!("{score:?}"),
        };
        assert_eq!(
            (told.judged().overall, why(&told).as_str()),
            (None, "Your questions are not judged yet.")
        );
        told.prompt.not_yet = None;
        assert!(why(&told).contains("`star-l`"));
    }

    #[test]
    fn an_answer_that_names_nothing_gets_no_more_than_a_start_and_says_why() {
        let told = strong().naming_nothing();
        for (criterion, level) in levels(&told) {
            assert_eq!(level, if criterion == "focus" { 5 } else { MOST_OF_NOTHING }, "{criterion}");
        }
        assert!(told.gap("action").starts_with("Hardly a word says what this was about"));
        assert!(told.advice("action").starts_with("Say what it was"));
    }

    #[test]
    fn an_answer_that_tells_no_story_is_scored_low_and_says_why() {
        let mut told = strong();
        told.structure.is_story = Some(false);
        let levels = levels(&told);
        assert!(levels.iter().all(|(criterion, level)| *level == if criterion == "focus" { 5 } else { 3 }));
        assert!(told.judged().overall < Some(60));
        let score = told.score("result");
        assert!(score.gap.unwrap().starts_with("The question asks for one time that something happened"));
        assert!(score.anchor.starts_with("Told as a habit"));

        // A rubric for opinions would not ask for an event.
        told.prompt.kind = Kind::Opinion;
        let rubric = Rubric { kinds: vec![Kind::Opinion], ..find("star-l").unwrap() };
        assert_eq!(judge(&rubric, &told.findings(&Measures::default())).overall, Some(100));
    }

    #[test]
    fn a_criterion_without_a_rule_or_a_real_weight_is_left_out_of_the_overall_figure() {
        let mut rubric = find("star-l").unwrap();
        let (told, measures) = (strong(), Measures::default());
        rubric.criteria[0].id = "charm".to_owned();
        rubric.criteria[1].weight = f64::NAN;
        assert_eq!(judge(&rubric, &told.findings(&measures)).overall, Some(100));
        rubric.criteria.clear();
        assert_eq!(judge(&rubric, &told.findings(&measures)).overall, None);
    }
}
