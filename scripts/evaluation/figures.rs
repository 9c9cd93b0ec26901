//! What the figures of accuracy mean. The only place: `scripts/evaluate` and `tests/it/answers.rs` both count by it.
//!
//! Beside a recording stands its truth (`NAME.json`, see `tests/answers/README.md`); what it does not tell is not
//! scored. Times in seconds:
//!
//! - a hesitation or filler word: one of the report and one of the truth overlap, or their middles are within 0.3 s;
//!   nearest first, each used once. Only those the report calls likely count. What the truth calls optional, and words
//!   of the text itself that could be filler words ("so", "kind of"), are neither asked for nor false. Where the truth
//!   has `fillers_lower_bound`, none is false; where it has no `n_lexical_fillers`, filler words are not scored.
//! - a pause: the overlap is at least half of the longer one. A reported one under 0.3 s, or outside the speech, is no
//!   false alarm: the truth lists pauses from 0.25 s.
//! - speech rate: the share by which it differs from the truth's words, hesitations left out, over the time from the
//!   first to the last of them.
//! - word errors: substitutions, deletions and insertions by the words of the truth, as `words.rs` compares them; not
//!   where the truth has `words_partial`.
//! - word starts: how far the start of a word that was heard right lies from the truth, where a person or an aligner
//!   gave the words their times (`transcript_by` "human", or `words_aligned`). Times that a script spread over a clause
//!   by its letters are no truth.
//! - sections: the share of the truth's section time, talk of no section left out, that the report gives the same letter.

use serde::Deserialize;
use serde_json::Value;

use crate::words::{common, comparable, edits, is_hesitation};

/// A stretch in seconds.
pub(crate) type Span = (f64, f64);

/// A rate over fewer words than this says nothing.
const LEAST_WORDS: usize = 20;

/// The truth about one recording.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Truth {
    pub(crate) words: Option<Vec<TrueWord>>,
    fillers: Option<Vec<TrueFiller>>,
    pub(crate) pauses: Option<Vec<Place>>,
    sections: Option<Vec<TrueSection>>,
    pub(crate) speech_start: Option<f64>,
    pub(crate) speech_end: Option<f64>,
    n_lexical_fillers: Option<usize>,
    fillers_lower_bound: bool,
    words_partial: bool,
    words_aligned: bool,
    transcript_by: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct TrueWord {
    pub(crate) w: String,
    start: Option<f64>,
    end: Option<f64>,
    #[serde(default)]
    filler: bool,
}

#[derive(Debug, Clone, Deserialize)]
struct TrueFiller {
    #[serde(rename = "type")]
    kind: String,
    start: f64,
    end: f64,
    #[serde(default)]
    optional: bool,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Place {
    start: f64,
    end: f64,
}

#[derive(Debug, Clone, Deserialize)]
struct TrueSection {
    label: String,
    start: Option<f64>,
    end: Option<f64>,
}

/// How many there are, how many were reported, and how many of those are the same.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) found: usize,
    pub(crate) truth: usize,
    pub(crate) reported: usize,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.found += other.found;
        self.truth += other.truth;
        self.reported += other.reported;
    }

    pub(crate) fn recall(self) -> f64 {
        self.found as f64 / self.truth.max(1) as f64
    }

    pub(crate) fn precision(self) -> f64 {
        self.found as f64 / self.reported.max(1) as f64
    }

    pub(crate) fn f1(self) -> f64 {
        2.0 * self.found as f64 / (self.truth + self.reported).max(1) as f64
    }

    /// Reported ones that are not there.
    pub(crate) fn false_alarms(self) -> usize {
        self.reported - self.found
    }

    /// Found of those there are, and false ones beside: `14/14+1`.
    pub(crate) fn cell(self) -> String {
        format!("{}/{}+{}", self.found, self.truth, self.false_alarms())
    }
}

/// What came out for one recording, or for all of a set.
#[derive(Debug, Default, Clone)]
pub(crate) struct Figures {
    pub(crate) files: usize,
    /// Length of the sound.
    pub(crate) seconds: f64,
    pub(crate) hesitations: Tally,
    pub(crate) filler_words: Tally,
    pub(crate) pauses: Tally,
    /// By how much each pause that was found differs in length, in seconds.
    pub(crate) lengths_off: Vec<f64>,
    /// The share by which each speech rate is off.
    pub(crate) rates_off: Vec<f64>,
    pub(crate) word_errors: usize,
    pub(crate) words: usize,
    /// How far each word that was heard right starts from where it should, in seconds.
    pub(crate) starts_off: Vec<f64>,
    /// For each recording the share of section time with the right letter.
    pub(crate) sections: Vec<f64>,
    /// The signal-to-noise ratio that each report tells, in dB.
    pub(crate) signal_to_noise: Vec<f64>,
    /// Every reported hesitation and filler word that is not there.
    pub(crate) false_fillers: Vec<(String, Span)>,
}

impl Figures {
    pub(crate) fn add(&mut self, other: Figures) {
        self.files += other.files;
        self.seconds += other.seconds;
        self.hesitations.add(other.hesitations);
        self.filler_words.add(other.filler_words);
        self.pauses.add(other.pauses);
        self.lengths_off.extend(other.lengths_off);
        self.rates_off.extend(other.rates_off);
        self.word_errors += other.word_errors;
        self.words += other.words;
        self.starts_off.extend(other.starts_off);
        self.sections.extend(other.sections);
        self.signal_to_noise.extend(other.signal_to_noise);
        self.false_fillers.extend(other.false_fillers);
    }

    /// Share of the words that are wrong.
    pub(crate) fn word_error_rate(&self) -> f64 {
        self.word_errors as f64 / self.words.max(1) as f64
    }
}

/// Compares a report, as `--json` writes it, with the truth.
pub(crate) fn figures(truth: &Truth, report: &Value) -> Figures {
    let mut figures = Figures { files: 1, ..Figures::default() };
    figures.seconds = report["source"]["seconds"].as_f64().unwrap_or_default();
    figures.signal_to_noise.extend(report["source"]["sound"]["signal_to_noise_db"].as_f64());
    fillers(truth, report, &mut figures);
    if let Some(true_pauses) = &truth.pauses {
        let reported: Vec<Span> = list(&report["measures"]["pauses"]).filter_map(times).collect();
        (figures.pauses, figures.lengths_off) = pauses(truth, true_pauses, &reported);
    }
    let Some(words) = &truth.words else { return sections(truth, report, figures) };
    let spoken: Vec<&TrueWord> = words.iter().filter(|word| !is_hesitation(&word.w)).collect();
    let rate = report["measures"]["speech_rate_wpm"].as_f64();
    if let (Some(_), Some(rate), Some(wanted)) = (&truth.pauses, rate, true_rate(&spoken)) {
        figures.rates_off.push((rate - wanted).abs() / wanted);
    }
    let heard: Vec<&Value> = list(&report["transcript"]["words"]).collect();
    let texts = || heard.iter().filter_map(|word| word["text"].as_str());
    if !spoken.is_empty() && !truth.words_partial {
        let said = comparable(spoken.iter().map(|word| &*word.w));
        figures.word_errors = edits(&said, &comparable(texts()));
        figures.words = said.len();
    }
    if truth.words_aligned || truth.transcript_by == "human" {
        let plain = |word: &str| -> String {
            word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let said: Vec<String> = spoken.iter().map(|word| plain(&word.w)).collect();
        let written: Vec<String> =
            heard.iter().map(|word| plain(word["text"].as_str().unwrap_or(""))).collect();
        figures.starts_off = common(&said, &written)
            .into_iter()
            .filter_map(|(i, j)| Some((spoken[i].start? - heard[j]["from"].as_f64()?).abs()))
            .collect();
    }
    sections(truth, report, figures)
}

/// Pauses against the truth, and by how much each that was found differs in length.
pub(crate) fn pauses(truth: &Truth, true_pauses: &[Place], reported: &[Span]) -> (Tally, Vec<f64>) {
    let wanted: Vec<Span> = true_pauses
        .iter()
        .map(|pause| (pause.start, pause.end))
        .filter(|&pause| length(pause) >= 0.25)
        .collect();
    let reported: Vec<Span> = reported.iter().copied().filter(|&pause| length(pause) >= 0.2).collect();
    let (from, to) = (truth.speech_start.unwrap_or(0.0), truth.speech_end.unwrap_or(f64::MAX));
    let outside = |pause: Span| pause.0 < from - 0.05 || pause.1 > to + 0.05;
    let same = pairs(&wanted, &reported, mostly_the_same);
    let extra = unpaired(&same, &reported).filter(|&pause| length(pause) >= 0.3 && !outside(pause)).count();
    let tally = Tally { found: same.len(), truth: wanted.len(), reported: same.len() + extra };
    let off = same.iter().map(|&(i, j)| (length(wanted[i]) - length(reported[j])).abs()).collect();
    (tally, off)
}

fn fillers(truth: &Truth, report: &Value, figures: &mut Figures) {
    let Some(all) = &truth.fillers else { return };
    for (in_truth, in_report) in [("filled_pause", "hesitation"), ("lexical", "word")] {
        let lexical = in_truth == "lexical";
        if lexical && truth.n_lexical_fillers.is_none() {
            continue;
        }
        let of_kind = |optional: bool| -> Vec<Span> {
            all.iter()
                .filter(|filler| filler.kind == in_truth && filler.optional == optional)
                .map(|filler| (filler.start, filler.end))
                .collect()
        };
        let (wanted, mut free) = (of_kind(false), of_kind(true));
        if lexical {
            free.extend(words_that_could_be_fillers(truth.words.as_deref().unwrap_or_default()));
        }
        let hits: Vec<(String, Span)> = list(&report["measures"]["fillers"])
            .filter(|hit| hit["kind"] == in_report && hit["likely"] == true)
            .filter_map(|hit| Some((hit["text"].as_str()?.to_owned(), times(hit)?)))
            .collect();
        let reported: Vec<Span> = hits.iter().map(|(_, at)| *at).collect();
        let same = pairs(&wanted, &reported, near);
        let false_alarms: Vec<(String, Span)> = hits
            .into_iter()
            .enumerate()
            .filter(|(place, _)| same.iter().all(|(_, used)| used != place))
            .map(|(_, hit)| hit)
            .filter(|(_, at)| !truth.fillers_lower_bound && !free.iter().any(|&allowed| near(allowed, *at)))
            .collect();
        let tally =
            Tally { found: same.len(), truth: wanted.len(), reported: same.len() + false_alarms.len() };
        figures.false_fillers.extend(false_alarms);
        *(if lexical { &mut figures.filler_words } else { &mut figures.hesitations }) = tally;
    }
}

/// Words of the text itself that are on every list of filler words.
fn words_that_could_be_fillers(words: &[TrueWord]) -> Vec<Span> {
    const ONE: &str = "like basically actually literally honestly obviously just so well right anyway okay";
    const TWO: [&str; 6] = ["you know", "i mean", "sort of", "kind of", "i guess", "i think"];
    let plain = |word: &TrueWord| -> String {
        word.w.to_lowercase().chars().filter(|c| c.is_ascii_lowercase() || *c == '\'').collect()
    };
    let mut spans = Vec::new();
    for (place, word) in words.iter().enumerate().filter(|(_, word)| !word.filler) {
        let (Some(start), Some(end)) = (word.start, word.end) else { continue };
        if ONE.split(' ').any(|filler| filler == plain(word)) {
            spans.push((start, end));
        }
        if let Some(next) = words.get(place + 1)
            && let Some(end) = next.end
            && TWO.contains(&&*format!("{} {}", plain(word), plain(next)))
        {
            spans.push((start, end));
        }
    }
    spans
}

/// Words a minute.
fn true_rate(spoken: &[&TrueWord]) -> Option<f64> {
    if spoken.len() <= LEAST_WORDS {
        return None;
    }
    Some(60.0 * spoken.len() as f64 / (spoken.last()?.end? - spoken.first()?.start?))
}

fn sections(truth: &Truth, report: &Value, mut figures: Figures) -> Figures {
    let wanted: Vec<(&str, Span)> = truth
        .sections
        .iter()
        .flatten()
        .filter(|section| section.label != "X")
        .filter_map(|section| Some((&*section.label, (section.start?, section.end?))))
        .collect();
    let whole: f64 = wanted.iter().map(|&(_, at)| length(at)).sum();
    if whole > 0.0 {
        let right: f64 = list(&report["structure"]["sections"])
            .filter_map(|section| Some((section["section"].as_str()?, times(section)?)))
            .flat_map(|(label, at)| {
                wanted
                    .iter()
                    .filter(move |(letter, _)| *letter == label)
                    .map(move |&(_, t)| overlap(t, at).max(0.0))
            })
            .sum();
        figures.sections.push(right / whole);
    }
    figures
}

pub(crate) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn times(object: &Value) -> Option<Span> {
    Some((object["from"].as_f64()?, object["to"].as_f64()?))
}

fn length(span: Span) -> f64 {
    span.1 - span.0
}

fn overlap(a: Span, b: Span) -> f64 {
    a.1.min(b.1) - a.0.max(b.0)
}

fn apart(a: Span, b: Span) -> f64 {
    ((a.0 + a.1) - (b.0 + b.1)).abs() / 2.0
}

fn near(a: Span, b: Span) -> bool {
    overlap(a, b) > 0.0 || apart(a, b) <= 0.3
}

fn mostly_the_same(a: Span, b: Span) -> bool {
    overlap(a, b) >= 0.5 * length(a).max(length(b))
}

/// Pairs that are the same, nearest middles first, each used once.
fn pairs(truth: &[Span], reported: &[Span], same: fn(Span, Span) -> bool) -> Vec<(usize, usize)> {
    let mut near: Vec<(f64, usize, usize)> = Vec::new();
    for (i, &t) in truth.iter().enumerate() {
        for (j, &r) in reported.iter().enumerate().filter(|(_, r)| same(t, **r)) {
            near.push((apart(t, r), i, j));
        }
    }
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, i, j) in near {
        if pairs.iter().all(|&(a, b)| a != i && b != j) {
            pairs.push((i, j));
        }
    }
    pairs
}

fn unpaired<'a>(pairs: &'a [(usize, usize)], reported: &'a [Span]) -> impl Iterator<Item = Span> + 'a {
    reported
        .iter()
        .enumerate()
        .filter(|(j, _)| pairs.iter().all(|(_, used)| used != j))
        .map(|(_, &span)| span)
}

/// The middle value, or between the two middle ones; nothing of nothing.
pub(crate) fn median(values: &[f64]) -> Option<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    Some(if values.len() % 2 == 1 { upper } else { f64::midpoint(values[values.len() / 2 - 1], upper) })
}

/// The value that this share of all values does not exceed.
pub(crate) fn share(values: &[f64], share: f64) -> Option<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values.get(((values.len() as f64 * share).ceil() as usize).saturating_sub(1)).copied()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn truth(value: Value) -> Truth {
        serde_json::from_value(value).unwrap()
    }

    fn hesitations(hits: &[(f64, f64)]) -> Value {
        let hits: Vec<Value> = hits
            .iter()
            .map(|(from, to)| json!({"text": "um", "kind": "hesitation", "likely": true, "from": from, "to": to}))
            .collect();
        json!({"source": {"seconds": 60.0}, "measures": {"fillers": hits, "pauses": []}})
    }

    #[test]
    fn an_event_is_found_once_and_by_the_nearest() {
        let truth = truth(json!({"fillers": [{"type": "filled_pause", "start": 1.0, "end": 1.4}]}));
        let found = figures(&truth, &hesitations(&[(0.9, 1.1), (1.1, 1.5), (5.0, 5.2)]));
        assert_eq!(found.hesitations, Tally { found: 1, truth: 1, reported: 3 });
        assert_eq!(found.false_fillers.len(), 2);
    }

    #[test]
    fn an_optional_event_is_neither_asked_for_nor_false() {
        let optional =
            json!({"fillers": [{"type": "filled_pause", "start": 1.0, "end": 1.4, "optional": true}]});
        let truth = truth(optional);
        assert_eq!(figures(&truth, &hesitations(&[])).hesitations, Tally::default());
        assert_eq!(figures(&truth, &hesitations(&[(1.0, 1.3)])).hesitations, Tally::default());
    }

    #[test]
    fn where_the_truth_is_a_lower_bound_nothing_is_false() {
        let truth = truth(json!({"fillers": [], "fillers_lower_bound": true}));
        assert_eq!(figures(&truth, &hesitations(&[(1.0, 1.3)])).hesitations, Tally::default());
    }

    #[test]
    fn a_short_pause_that_the_truth_does_not_list_is_no_false_alarm() {
        let truth =
            truth(json!({"pauses": [{"start": 2.0, "end": 2.5}], "speech_start": 0.5, "speech_end": 9.0}));
        let reported = [(0.0, 0.5), (2.01, 2.49), (4.0, 4.26), (5.0, 5.4)];
        let (tally, off) = pauses(&truth, truth.pauses.as_deref().unwrap(), &reported);
        assert_eq!(tally, Tally { found: 1, truth: 1, reported: 2 });
        assert!((off[0] - 0.02).abs() < 1e-9);
    }

    #[test]
    fn what_the_truth_does_not_tell_is_not_scored() {
        let found = figures(&truth(json!({})), &hesitations(&[(1.0, 1.3)]));
        assert_eq!((found.hesitations, found.pauses), (Tally::default(), Tally::default()));
        assert!(found.rates_off.is_empty() && found.sections.is_empty() && found.words == 0);
    }

    #[test]
    fn a_median_of_an_even_number_lies_between() {
        assert_eq!(median(&[3.0, 1.0, 2.0, 10.0]), Some(2.5));
        assert_eq!(median(&[]), None);
        assert_eq!(share(&[1.0, 2.0, 3.0, 4.0], 0.95), Some(4.0));
    }
}
