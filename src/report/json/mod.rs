//! The report for other programs: one JSON document on one line, as `docs/JSON.md` describes it.

mod content;
mod follow_up;
mod format;
mod next;
mod telling;
mod tone;
mod usual;
mod wording;

use serde::Serialize;

use self::format::{
    AskJson, ClusterJson, Document, DoubtJson, EngineJson, ErrorDocument, EvidenceJson, FigureJson,
    FillerJson, MeasuresJson, NotMeasuredJson, PaceJson, PauseJson, PromptJson, RepairJson, SectionJson,
    SoundJson, SourceJson, StructureJson, Times, TranscriptJson, VerdictJson, WordJson,
};
use super::{Engine, Report, Source};
use crate::measures::fillers::{HesitationPlace, clusters, hesitation_place};
use crate::measures::trust::Figure;
use crate::measures::{FillerKind, PausePlace, RepairKind, Witness};
use crate::recording::Levels;
use crate::rubric::{Evidence, Outcome, Verdict};
use crate::structure::AskState;
use crate::time::{Moment, Stretch};
use crate::transcript::{Word, WordRange};

/// The version of the format; it rises when a field changes its meaning or goes.
const FORMAT: u32 = 1;

/// Whether an input is sound or writing, known before it could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    Audio,
    Text,
}

/// The document of a report: one line, without its line break.
///
/// The same report gives the same bytes. Seconds and other fractions are rounded to three decimals.
#[must_use]
pub fn json(report: &Report) -> String {
    one_line(&document(report, &report.answer_alone()))
}

/// The document of an input that could not be scored at all, with the reason in `error`.
///
/// ```
/// use greenroom::report::{SourceKind, json_error};
///
/// let line = json_error(SourceKind::Audio, "answer.wav", "the file is empty");
/// assert_eq!(
///     line,
///     r#"{"format":1,"source":{"kind":"audio","name":"answer.wav","seconds":null,"sound":null,"engine":null},"error":"the file is empty"}"#
/// );
/// ```
#[must_use]
pub fn json_error(kind: SourceKind, name: &str, error: &str) -> String {
    one_line(&ErrorDocument {
        format: FORMAT,
        source: SourceJson { kind, name, seconds: None, sound: None, engine: None },
        error,
    })
}

fn one_line(document: &impl Serialize) -> String {
    // Only a map with keys that are no strings, or a writer that fails, could fail here; there is neither.
    serde_json::to_string(document).unwrap_or_default()
}

impl Times {
    fn of(stretch: Option<Stretch>) -> Times {
        Times { from: stretch.map(|at| seconds(at.from())), to: stretch.map(|at| seconds(at.to())) }
    }
}

/// To the millisecond, through whole numbers: exact, and the same on every machine.
fn seconds(moment: Moment) -> f64 {
    (moment.samples() + 8).div_euclid(16) as f64 / 1000.0
}

/// Three decimals; a number that is none is 0, since JSON has no word for it, and so is a negative zero.
fn rounded(number: f64) -> f64 {
    let rounded = (number * 1000.0).round() / 1000.0;
    if rounded.is_finite() && rounded != 0.0 { rounded } else { 0.0 }
}

fn first(words: Option<WordRange>) -> Option<usize> {
    words.map(|range| range.first)
}

fn end(words: Option<WordRange>) -> Option<usize> {
    words.map(|range| range.end)
}

/// `answer` is the report without the words of a follow-up, which its measures are not of.
fn document<'a>(report: &'a Report, answer: &'a Report) -> Document<'a> {
    Document {
        format: FORMAT,
        prompt: PromptJson {
            pack: &report.prompt.pack,
            id: &report.prompt.id,
            version: report.prompt.version,
            text: &report.prompt.text,
        },
        source: source(&report.source),
        transcript: TranscriptJson { words: words(report) },
        measures: measures(answer),
        structure: structure(report),
        baseline: report.baseline.as_ref().map(usual::baseline),
        told_before: next::told_before(report),
        doubts: report
            .doubts
            .iter()
            .map(|doubt| DoubtJson { kind: doubt.kind(), says: doubt.to_string() })
            .collect(),
        verdicts: verdicts(report),
        probe: next::probe(report),
        cut: next::cut(report),
        grow: next::grow(report),
        follow_up: report.follow_up.as_deref().map(follow_up::follow_up),
        overall: report.judgement.overall,
    }
}

fn source(source: &Source) -> SourceJson<'_> {
    match source {
        Source::Audio { name, sound, engine } => SourceJson {
            kind: SourceKind::Audio,
            name,
            seconds: Some(seconds(Moment::START + sound.length)),
            sound: sound.levels.map(sound_of),
            engine: Some(engine_of(engine)),
        },
        Source::Text { name } => {
            SourceJson { kind: SourceKind::Text, name, seconds: None, sound: None, engine: None }
        }
    }
}

fn sound_of(levels: Levels) -> SoundJson {
    let decibels = |level: f32| rounded(f64::from(level));
    SoundJson {
        speech_dbfs: decibels(levels.speech),
        noise_dbfs: levels.noise.map(decibels),
        signal_to_noise_db: levels.signal_to_noise().map(decibels),
    }
}

fn engine_of(engine: &Engine) -> EngineJson<'_> {
    EngineJson { name: &engine.name, model: &engine.model, sha256: &engine.sha256 }
}

fn words<'a>(report: &'a Report) -> Vec<WordJson<'a>> {
    let word_json = |word: &'a Word| WordJson {
        text: &word.text,
        at: Times::of(word.at),
        certainty: word.certainty.map(|certainty| rounded(f64::from(certainty))),
    };
    report.transcript.words.iter().map(word_json).collect()
}

fn measures(report: &Report) -> MeasuresJson<'_> {
    let measured = &report.measures;
    let is_measured = |figure: Figure| measured.why_not(figure).is_none();
    MeasuresJson {
        spoken_seconds: measured.spoken.map(|spoken| seconds(Moment::START + spoken.length())),
        speech_rate_wpm: measured.speech_rate.map(|rate| rounded(rate.0)),
        articulation_rate_wpm: measured
            .articulation_rate
            .filter(|_| is_measured(Figure::ArticulationRate))
            .map(|rate| rounded(rate.0)),
        articulation_rate_sps: measured
            .syllable_rate
            .filter(|_| is_measured(Figure::ArticulationRate))
            .map(|rate| rounded(rate.0)),
        guessed_words: measured.guessed_words,
        response_seconds: None,
        pauses: measured
            .pauses
            .iter()
            .map(|pause| PauseJson {
                from: seconds(pause.at.from()),
                to: seconds(pause.at.to()),
                place: place(pause.place),
            })
            .collect(),
        pause_figures: measured
            .pause_figures()
            .filter(|_| is_measured(Figure::Pauses))
            .map(usual::pause_figures),
        fillers: measured
            .fillers
            .iter()
            .map(|hit| FillerJson {
                text: &hit.text,
                kind: match hit.kind {
                    FillerKind::Hesitation => "hesitation",
                    FillerKind::Word => "word",
                },
                likely: hit.likely,
                at: Times::of(hit.at),
                heard_in: match hit.heard_in {
                    Witness::Words => "words",
                    Witness::Sound => "sound",
                    Witness::Both => "both",
                },
                certainty: hit.certainty.map(|certainty| rounded(f64::from(certainty))),
                place: hesitation_place(&report.transcript, &measured.fillers, hit).map(
                    |place| match place {
                        HesitationPlace::Start => "start",
                        HesitationPlace::Border => "border",
                        HesitationPlace::Within => "within",
                    },
                ),
                first_word: first(hit.words),
                end_word: end(hit.words),
            })
            .collect(),
        clusters: clusters(&measured.fillers)
            .into_iter()
            .filter(|_| is_measured(Figure::Hesitations))
            .map(|cluster| ClusterJson {
                from: seconds(cluster.at.from()),
                to: seconds(cluster.at.to()),
                hesitations: cluster.hesitations,
            })
            .collect(),
        repairs: measured
            .repairs
            .iter()
            .map(|repair| RepairJson {
                kind: match repair.kind {
                    RepairKind::Repeat => "repeat",
                    RepairKind::Restart => "restart",
                    RepairKind::EditTerm => "edit_term",
                },
                first_word: repair.words.first,
                end_word: repair.words.end,
                at: Times::of(repair.at),
            })
            .collect(),
        pace: measured
            .pace
            .iter()
            .map(|window| PaceJson {
                from: seconds(window.at.from()),
                to: seconds(window.at.to()),
                wpm: rounded(window.rate.0),
            })
            .collect(),
        tone: tone::tone(&measured.tone),
        wording: wording::wording(report),
        not_measured: measured
            .not_measured
            .iter()
            .map(|one| NotMeasuredJson { figure: one.figure.name(), because: one.because.to_string() })
            .collect(),
    }
}

fn place(place: PausePlace) -> &'static str {
    match place {
        PausePlace::Start => "start",
        PausePlace::Within => "within",
        PausePlace::Border => "border",
        PausePlace::End => "end",
    }
}

fn structure(report: &Report) -> StructureJson<'_> {
    let found = &report.structure;
    StructureJson {
        is_story: found.is_story,
        parts: found.parts.iter().map(content::part).collect(),
        sections: found
            .sections
            .iter()
            .map(|span| SectionJson {
                section: span.section.letter(),
                part: span.part,
                first_word: span.words.first,
                end_word: span.words.end,
                at: Times::of(span.at),
                certainty: rounded(span.certainty),
            })
            .collect(),
        set_by_speaker: found.marks.iter().map(content::mark).collect(),
        asks: found
            .asks
            .iter()
            .map(|ask| AskJson {
                id: &ask.id,
                state: match ask.state {
                    AskState::Heard => "heard",
                    AskState::Touched => "touched",
                    AskState::Missing => "missing",
                },
                first_word: first(ask.words),
                end_word: end(ask.words),
            })
            .collect(),
        principles: found.principles.iter().map(|found| telling::principle(report, found)).collect(),
        figures: found
            .figures
            .iter()
            .map(|figure| FigureJson {
                text: report.transcript.quote(figure.words),
                first_word: figure.words.first,
                end_word: figure.words.end,
                at: Times::of(figure.at),
                measures: figure.measures.map(|words| telling::phrase(report, words)),
            })
            .collect(),
        signals: content::signals(report),
        questions: found.questions.iter().map(content::question).collect(),
        telling: telling::telling(report),
        told_as: telling::told_as(report),
    }
}

fn verdicts(report: &Report) -> Vec<VerdictJson<'_>> {
    report.judgement.verdicts.iter().map(verdict).collect()
}

fn verdict(verdict: &Verdict) -> VerdictJson<'_> {
    let unjudged = VerdictJson {
        criterion: &verdict.criterion,
        part: verdict.part,
        level: None,
        weight: rounded(verdict.weight),
        why_not: None,
        anchor: None,
        evidence: Vec::new(),
        gap: None,
        advice: Vec::new(),
    };
    match &verdict.outcome {
        Outcome::NotJudged { why } => VerdictJson { why_not: Some(why), ..unjudged },
        Outcome::Scored(score) => VerdictJson {
            level: Some(score.level.number()),
            anchor: Some(&score.anchor),
            evidence: score.evidence.iter().map(evidence).collect(),
            gap: score.gap.as_deref(),
            advice: score.advice.as_deref().into_iter().collect(),
            ..unjudged
        },
    }
}

fn evidence(shown: &Evidence) -> EvidenceJson<'_> {
    EvidenceJson {
        quote: &shown.quote,
        first_word: shown.words.first,
        end_word: shown.words.end,
        at: Times::of(shown.at),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;
    use crate::measures::wording::wording;
    use crate::report::samples;
    use crate::structure::When;
    use crate::structure::marks::Mark;
    use crate::transcript::Transcript;

    /// Every key with the way to it, as in `measures.pauses[].from`.
    fn keys(value: &Value, way: &str, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    let way = if way.is_empty() { key.clone() } else { format!("{way}.{key}") };
                    keys(value, &way, found);
                    found.insert(way);
                }
            }
            Value::Array(values) => values.iter().for_each(|value| keys(value, &format!("{way}[]"), found)),
            _ => {}
        }
    }

    /// The first cell of every row of the tables, where it is one piece of code.
    fn documented() -> BTreeSet<String> {
        include_str!("../../../docs/JSON.md")
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split_once("` |"))
            .map(|(key, _)| key.to_owned())
            .collect()
    }

    #[test]
    fn every_key_stands_in_the_page_about_the_format_and_every_key_there_is_written() {
        let mut written = BTreeSet::new();
        let mut says_again = samples::strong();
        let twice =
            Transcript::from_text("We moved the old orders twice. Then we moved the old orders back.");
        says_again.measures.wording = wording(&twice, &[]);
        let words = WordRange::new(0, 2);
        let found = &mut says_again.structure;
        found.when = Some(When { words, months_ago: Some(12), year: None });
        found.figures[0].measures = Some(words);
        found.signals.distinct_actions = vec![words];
        found.signals.applied_later = vec![words];
        found.signals.unexplained = vec![words];
        let at = Stretch::new(Moment::START, Moment::from_seconds(2.0));
        found.marks = vec![Mark { at, section: None }];
        let lines = [
            json(&says_again),
            json(&samples::strong()),
            json(&samples::weak()),
            json(&samples::noisy()),
            json(&samples::long()),
            json(&samples::short()),
            json(&samples::told_before()),
            json(&samples::followed_up()),
            json(&samples::two_part()),
            json(&samples::asking_back()),
            json_error(SourceKind::Text, "a.txt", "empty"),
        ];
        for line in lines {
            keys(&serde_json::from_str(&line).unwrap(), "", &mut written);
        }
        assert_eq!(written, documented());
    }

    #[test]
    fn a_document_is_one_line_and_the_same_each_time() {
        for report in [samples::strong(), samples::silent(), samples::written()] {
            let line = json(&report);
            assert!(!line.contains('\n'));
            assert_eq!(line, json(&report));
        }
    }

    #[test]
    fn the_order_of_the_keys_is_part_of_the_format() {
        let line = json(&samples::silent());
        let keys = [
            "format",
            "prompt",
            "source",
            "transcript",
            "measures",
            "structure",
            "baseline",
            "told_before",
            "doubts",
            "verdicts",
            "probe",
            "cut",
            "grow",
            "follow_up",
        ];
        let places: Vec<Option<usize>> = keys.iter().map(|key| line.find(&format!("\"{key}\":"))).collect();
        assert!(places.is_sorted() && places.iter().all(Option::is_some), "{places:?}");
        assert!(line.ends_with(",\"overall\":null}"));
    }

    #[test]
    fn what_needs_sound_is_null_or_empty_in_a_written_answer() {
        let document: Value = serde_json::from_str(&json(&samples::written())).unwrap();
        for key in ["spoken_seconds", "speech_rate_wpm", "articulation_rate_wpm", "articulation_rate_sps"] {
            assert_eq!(document["measures"][key], Value::Null, "{key}");
        }
        assert_eq!(document["measures"]["pauses"], Value::Array(vec![]));
        assert_eq!(document["source"]["seconds"], Value::Null);
        assert_eq!(document["source"]["engine"], Value::Null);
        assert_eq!(document["transcript"]["words"][0]["from"], Value::Null);
        assert_eq!(document["verdicts"][0]["evidence"][0]["from"], Value::Null);
    }

    #[test]
    fn seconds_have_three_decimals_and_no_number_is_unreal() {
        let numbers = [
            seconds(Moment::from_samples(20_001)),
            seconds(Moment::from_samples(20_008)),
            rounded(152.123_456),
            rounded(f64::NAN),
            rounded(-0.000_01),
        ];
        assert_eq!(serde_json::to_string(&numbers).unwrap(), "[1.25,1.251,152.123,0.0,0.0]");
    }
}
