//! The format itself: a struct for each object, its fields in the order in which they are written.
//!
//! Private to the JSON: a change of a type elsewhere in the program cannot change what other programs read.

use serde::Serialize;

use super::SourceKind;
use super::follow_up::FollowUpJson;
use super::telling::{TellingJson, ToldAsJson};

#[derive(Serialize)]
pub(super) struct ErrorDocument<'a> {
    pub(super) format: u32,
    pub(super) source: SourceJson<'a>,
    pub(super) error: &'a str,
}

#[derive(Serialize)]
pub(super) struct Document<'a> {
    pub(super) format: u32,
    pub(super) prompt: PromptJson<'a>,
    pub(super) source: SourceJson<'a>,
    pub(super) transcript: TranscriptJson<'a>,
    pub(super) measures: MeasuresJson<'a>,
    pub(super) structure: StructureJson<'a>,
    pub(super) baseline: Option<BaselineJson>,
    pub(super) told_before: Option<ToldBeforeJson<'a>>,
    pub(super) doubts: Vec<DoubtJson>,
    pub(super) verdicts: Vec<VerdictJson<'a>>,
    pub(super) probe: Option<ProbeJson<'a>>,
    pub(super) cut: Option<CutJson>,
    pub(super) grow: Option<GrowJson<'a>>,
    pub(super) follow_up: Option<FollowUpJson<'a>>,
    pub(super) overall: Option<u32>,
}

#[derive(Serialize)]
pub(super) struct PromptJson<'a> {
    pub(super) pack: &'a str,
    pub(super) id: &'a str,
    pub(super) version: u32,
    pub(super) text: &'a str,
}

#[derive(Serialize)]
pub(super) struct SourceJson<'a> {
    pub(super) kind: SourceKind,
    pub(super) name: &'a str,
    pub(super) seconds: Option<f64>,
    pub(super) sound: Option<SoundJson>,
    pub(super) engine: Option<EngineJson<'a>>,
}

#[derive(Serialize)]
pub(super) struct SoundJson {
    pub(super) speech_dbfs: f64,
    pub(super) noise_dbfs: Option<f64>,
    pub(super) signal_to_noise_db: Option<f64>,
}

#[derive(Serialize)]
pub(super) struct EngineJson<'a> {
    pub(super) name: &'a str,
    pub(super) model: &'a str,
    pub(super) sha256: &'a str,
}

#[derive(Serialize)]
pub(super) struct TranscriptJson<'a> {
    pub(super) words: Vec<WordJson<'a>>,
}

#[derive(Serialize)]
pub(super) struct WordJson<'a> {
    pub(super) text: &'a str,
    #[serde(flatten)]
    pub(super) at: Times,
    pub(super) certainty: Option<f64>,
}

#[derive(Serialize)]
pub(super) struct MeasuresJson<'a> {
    pub(super) spoken_seconds: Option<f64>,
    pub(super) speech_rate_wpm: Option<f64>,
    pub(super) articulation_rate_wpm: Option<f64>,
    pub(super) articulation_rate_sps: Option<f64>,
    pub(super) guessed_words: usize,
    /// Known once a voice asks the question; until then there is no end of a question to count from.
    pub(super) response_seconds: Option<f64>,
    pub(super) pauses: Vec<PauseJson>,
    pub(super) pause_figures: Option<PauseFiguresJson>,
    pub(super) fillers: Vec<FillerJson<'a>>,
    pub(super) clusters: Vec<ClusterJson>,
    pub(super) repairs: Vec<RepairJson>,
    pub(super) pace: Vec<PaceJson>,
    pub(super) tone: Option<ToneJson>,
    pub(super) wording: WordingJson,
    pub(super) not_measured: Vec<NotMeasuredJson>,
}

#[derive(Serialize)]
pub(super) struct NotMeasuredJson {
    pub(super) figure: &'static str,
    pub(super) because: String,
}

#[derive(Serialize)]
pub(super) struct PauseJson {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) place: &'static str,
}

#[derive(Serialize)]
pub(super) struct PauseFiguresJson {
    pub(super) per_minute: f64,
    pub(super) mean_seconds: Option<f64>,
    pub(super) share: f64,
    pub(super) within_share: Option<f64>,
    pub(super) run_seconds: f64,
    pub(super) run_words: f64,
    pub(super) longest: Vec<usize>,
}

#[derive(Serialize)]
pub(super) struct ClusterJson {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) hesitations: usize,
}

#[derive(Serialize)]
pub(super) struct FillerJson<'a> {
    pub(super) text: &'a str,
    pub(super) kind: &'static str,
    pub(super) likely: bool,
    #[serde(flatten)]
    pub(super) at: Times,
    pub(super) heard_in: &'static str,
    pub(super) certainty: Option<f64>,
    pub(super) place: Option<&'static str>,
    pub(super) first_word: Option<usize>,
    pub(super) end_word: Option<usize>,
}

#[derive(Serialize)]
pub(super) struct RepairJson {
    pub(super) kind: &'static str,
    pub(super) first_word: usize,
    pub(super) end_word: usize,
    #[serde(flatten)]
    pub(super) at: Times,
}

#[derive(Serialize)]
pub(super) struct PaceJson {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) wpm: f64,
}

#[derive(Serialize)]
pub(super) struct ToneJson {
    pub(super) pitch: Option<PitchJson>,
    pub(super) loudness: Option<LoudnessJson>,
}

#[derive(Serialize)]
pub(super) struct PitchJson {
    pub(super) median_hz: f64,
    pub(super) spread_semitones: f64,
    pub(super) low_semitones: f64,
    pub(super) high_semitones: f64,
    pub(super) quotient: Option<f64>,
    pub(super) flat: Vec<FlatJson>,
}

#[derive(Serialize)]
pub(super) struct FlatJson {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) spread_semitones: f64,
}

#[derive(Serialize)]
pub(super) struct LoudnessJson {
    pub(super) range_db: f64,
    pub(super) sentences: usize,
    pub(super) fall_db: Option<f64>,
    pub(super) trailing: Vec<TrailingJson>,
}

#[derive(Serialize)]
pub(super) struct TrailingJson {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) first_word: usize,
    pub(super) end_word: usize,
    pub(super) below_db: f64,
}

#[derive(Serialize)]
pub(super) struct WordingJson {
    pub(super) words: usize,
    pub(super) sentences: usize,
    pub(super) sentence_words: Option<f64>,
    pub(super) longest_sentence: Option<LongestJson>,
    pub(super) hedges_per_100: Option<f64>,
    pub(super) hedges: Vec<PhraseJson>,
    pub(super) vague: Vec<PhraseJson>,
    pub(super) repeated: Vec<RepeatedJson>,
    pub(super) words_before_action: Option<usize>,
    pub(super) first_action: Option<PhraseJson>,
}

/// Words that a rule found.
#[derive(Serialize)]
pub(super) struct PhraseJson {
    pub(super) text: String,
    pub(super) first_word: usize,
    pub(super) end_word: usize,
    #[serde(flatten)]
    pub(super) at: Times,
}

#[derive(Serialize)]
pub(super) struct LongestJson {
    pub(super) words: usize,
    pub(super) first_word: usize,
    pub(super) end_word: usize,
    #[serde(flatten)]
    pub(super) at: Times,
}

#[derive(Serialize)]
pub(super) struct RepeatedJson {
    pub(super) places: Vec<PhraseJson>,
}

/// The medians of earlier takes.
#[derive(Serialize)]
pub(super) struct BaselineJson {
    pub(super) takes: usize,
    pub(super) spoken_seconds: Option<f64>,
    pub(super) speech_rate_wpm: Option<f64>,
    pub(super) articulation_rate_wpm: Option<f64>,
    pub(super) hesitations_per_minute: Option<f64>,
    pub(super) filler_words_per_minute: Option<f64>,
    pub(super) pauses_per_minute: Option<f64>,
    pub(super) pauses_within_share: Option<f64>,
}

#[derive(Serialize)]
pub(super) struct StructureJson<'a> {
    pub(super) is_story: Option<bool>,
    pub(super) parts: Vec<PartJson>,
    pub(super) sections: Vec<SectionJson>,
    pub(super) set_by_speaker: Vec<MarkJson>,
    pub(super) asks: Vec<AskJson<'a>>,
    pub(super) principles: Vec<PrincipleJson<'a>>,
    pub(super) figures: Vec<FigureJson>,
    pub(super) signals: Vec<SignalJson>,
    pub(super) questions: Vec<QuestionJson>,
    pub(super) telling: TellingJson,
    pub(super) told_as: ToldAsJson,
}

/// One story of a two-part answer.
#[derive(Serialize)]
pub(super) struct PartJson {
    pub(super) part: u8,
    pub(super) first_word: usize,
    pub(super) end_word: usize,
}

/// Where the speaker has said that a section is.
#[derive(Serialize)]
pub(super) struct MarkJson {
    pub(super) section: Option<char>,
    #[serde(flatten)]
    pub(super) at: Times,
}

/// What shows a principle of the question.
#[derive(Serialize)]
pub(super) struct PrincipleJson<'a> {
    pub(super) name: &'a str,
    pub(super) shown: Vec<PhraseJson>,
}

/// A sentence that shows something which a rubric asks for.
#[derive(Serialize)]
pub(super) struct SignalJson {
    pub(super) signal: &'static str,
    pub(super) first_word: usize,
    pub(super) end_word: usize,
    #[serde(flatten)]
    pub(super) at: Times,
}

/// A question that a candidate asks.
#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a finding of its own, as in the structure")]
pub(super) struct QuestionJson {
    pub(super) first_word: usize,
    pub(super) end_word: usize,
    #[serde(flatten)]
    pub(super) at: Times,
    pub(super) on_the_role: bool,
    pub(super) on_practices: bool,
    pub(super) specific: bool,
    pub(super) open: bool,
    pub(super) on_the_web: bool,
}

#[derive(Serialize)]
pub(super) struct SectionJson {
    pub(super) section: char,
    pub(super) part: Option<u8>,
    pub(super) first_word: usize,
    pub(super) end_word: usize,
    #[serde(flatten)]
    pub(super) at: Times,
    pub(super) certainty: f64,
}

#[derive(Serialize)]
pub(super) struct AskJson<'a> {
    pub(super) id: &'a str,
    pub(super) state: &'static str,
    pub(super) first_word: Option<usize>,
    pub(super) end_word: Option<usize>,
}

#[derive(Serialize)]
pub(super) struct FigureJson {
    pub(super) text: String,
    pub(super) first_word: usize,
    pub(super) end_word: usize,
    #[serde(flatten)]
    pub(super) at: Times,
    pub(super) measures: Option<PhraseJson>,
}

#[derive(Serialize)]
pub(super) struct DoubtJson {
    pub(super) kind: &'static str,
    pub(super) says: String,
}

#[derive(Serialize)]
pub(super) struct VerdictJson<'a> {
    pub(super) criterion: &'a str,
    pub(super) part: Option<u8>,
    pub(super) level: Option<u8>,
    pub(super) weight: f64,
    pub(super) why_not: Option<&'a str>,
    pub(super) anchor: Option<&'a str>,
    pub(super) evidence: Vec<EvidenceJson<'a>>,
    pub(super) gap: Option<&'a str>,
    pub(super) advice: Vec<&'a str>,
}

#[derive(Serialize)]
pub(super) struct EvidenceJson<'a> {
    pub(super) quote: &'a str,
    pub(super) first_word: usize,
    pub(super) end_word: usize,
    #[serde(flatten)]
    pub(super) at: Times,
}

/// Where the story was told for another question.
#[derive(Serialize)]
pub(super) struct ToldBeforeJson<'a> {
    pub(super) take: &'a str,
    pub(super) prompt: &'a str,
    pub(super) title: &'a str,
    pub(super) day: &'a str,
    pub(super) shared: Vec<SharedJson<'a>>,
}

#[derive(Serialize)]
pub(super) struct SharedJson<'a> {
    pub(super) quote: String,
    pub(super) first_word: usize,
    pub(super) end_word: usize,
    #[serde(flatten)]
    pub(super) at: Times,
    pub(super) there: ThereJson<'a>,
}

#[derive(Serialize)]
pub(super) struct ThereJson<'a> {
    pub(super) quote: &'a str,
    #[serde(flatten)]
    pub(super) at: Times,
}

/// The question that comes next.
#[derive(Serialize)]
pub(super) struct ProbeJson<'a> {
    pub(super) when: &'static str,
    pub(super) text: &'a str,
    pub(super) why: String,
    pub(super) first_word: Option<usize>,
    pub(super) end_word: Option<usize>,
    #[serde(flatten)]
    pub(super) at: Times,
}

#[derive(Serialize)]
pub(super) struct CutJson {
    pub(super) over: f64,
    pub(super) lands_at: f64,
    pub(super) sentences: Vec<CutSentenceJson>,
}

#[derive(Serialize)]
pub(super) struct CutSentenceJson {
    pub(super) first_word: usize,
    pub(super) end_word: usize,
    #[serde(flatten)]
    pub(super) at: Times,
    pub(super) saves: f64,
    pub(super) why: &'static str,
}

#[derive(Serialize)]
pub(super) struct GrowJson<'a> {
    pub(super) under: f64,
    pub(super) criterion: &'a str,
    pub(super) gap: &'a str,
}

/// Both null in a written answer.
#[derive(Serialize)]
pub(super) struct Times {
    pub(super) from: Option<f64>,
    pub(super) to: Option<f64>,
}
