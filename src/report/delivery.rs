//! How it was said: rate, pauses, hesitations, filler words, repairs and pace, each with its sample and its band.

mod fillers;
mod pauses;

pub(super) use self::fillers::{cluster, hesitancy, hesitations_per_minute};
pub(super) use self::pauses::pauses_inside;

use super::bands::{BASELINE_SOURCE, Fit, Hesitancy, LEAST_WORDS, PAUSE_SOURCE, Pace, READING_RATE, clock};
use super::page::{Block, Fact, Quote, count, cut};
use super::{Report, Source, voice, wording};
use crate::measures::PaceWindow;
use crate::measures::trust::Figure;
use crate::time::{Length, Stretch};
use crate::transcript::WordRange;

/// Words of the slowest and the fastest window that are shown.
const WINDOW_WORDS: usize = 12;

/// The beginning of an answer, where the pace is often another.
const BEGINNING: Length = Length::from_millis(10_000);

/// The words of the slowest or the fastest window.
pub(super) fn window_quote(report: &Report, fastest: bool) -> Option<Quote> {
    let (slow, fast) = extremes(report)?;
    let window = if fastest { fast } else { slow };
    let words = words_in(report, window.at)?;
    Some(report.quote(WordRange::new(words.first, words.end.min(words.first + WINDOW_WORDS)), None))
}

/// The words whose middle lies in a stretch.
fn words_in(report: &Report, stretch: Stretch) -> Option<WordRange> {
    let words = &report.transcript.words;
    let inside = |word: &crate::transcript::Word| word.at.is_some_and(|at| stretch.contains(at.middle()));
    let first = words.iter().position(inside)?;
    let last = words.iter().rposition(inside)?;
    Some(WordRange::new(first, last + 1))
}

/// The slowest and the fastest window; nothing where there is only one pace.
fn extremes(report: &Report) -> Option<(&PaceWindow, &PaceWindow)> {
    let pace = &report.measures.pace;
    let slow = pace.iter().min_by(|one, two| one.rate.0.total_cmp(&two.rate.0))?;
    let fast = pace.iter().rev().max_by(|one, two| one.rate.0.total_cmp(&two.rate.0))?;
    (slow.rate.0.round() < fast.rate.0.round()).then_some((slow, fast))
}

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    if report.transcript.words.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading("Delivery")];
    match &report.source {
        Source::Text { .. } => {
            blocks.push(Block::Paragraph(
                "A written answer: pace, pauses and hesitations need sound, so they were not measured."
                    .to_owned(),
            ));
            let facts: Vec<Fact> = [
                Some(length_when_read(report)),
                Some(fillers::filler_words(report)),
                fillers::repairs(report),
            ]
            .into_iter()
            .flatten()
            .chain(wording::facts(report))
            .collect();
            blocks.push(Block::Facts(facts));
        }
        Source::Audio { .. } => {
            let enough = report.transcript.spoken_words() >= LEAST_WORDS;
            if !enough {
                blocks.push(Block::Paragraph(format!(
                    "Under {LEAST_WORDS} words: the figures are shown, but too few to call them good or bad."
                )));
            }
            let facts: Vec<Fact> = [
                length(report, enough),
                speech_rate(report, enough),
                articulation_rate(report),
                pace(report),
                pauses::pauses(report),
                fillers::hesitations(report),
                Some(fillers::filler_words(report)),
                fillers::repairs(report),
                Some(voice::voice(report)),
            ]
            .into_iter()
            .flatten()
            .chain(wording::facts(report))
            .collect();
            blocks.push(Block::Facts(facts));
            if enough {
                blocks.push(Block::Bullets(sources(report)));
            }
        }
    }
    blocks
}

/// Where the bands above are from: only of those that were used.
fn sources(report: &Report) -> Vec<String> {
    let mut sources = Vec::new();
    if report.baseline.is_some() {
        sources.push(BASELINE_SOURCE);
    }
    if report.measures.speech_rate.is_some() {
        sources.push(Pace::SOURCE);
    }
    if hesitancy(report).is_some() {
        sources.push(Hesitancy::SOURCE);
    }
    if !pauses_inside(report).is_empty() {
        sources.push(PAUSE_SOURCE);
    }
    if voice::is_measured(report) {
        sources.push(voice::SOURCE);
    }
    sources.into_iter().map(str::to_owned).collect()
}

/// ": comfortable" where there were enough words for a verdict.
fn called(band: impl std::fmt::Display, enough: bool) -> String {
    if enough { format!(": {band}") } else { String::new() }
}

fn target(report: &Report) -> String {
    let time = report.target();
    let usual = report.and_usual(|usual| usual.seconds, |seconds| clock(seconds.round() as u32));
    format!("(the question wants {} to {}{usual})", clock(time.target_from), clock(time.target_to))
}

fn length(report: &Report, enough: bool) -> Option<Fact> {
    let spoken = report.measures.spoken?.length();
    let fit = called(Fit::of(spoken, report.target()), enough);
    Some(Fact::new("Length", format!("{spoken} from your first sound to your last{fit} {}", target(report))))
}

fn length_when_read(report: &Report) -> Fact {
    let words = report.transcript.spoken_words();
    let seconds = words as f64 / READING_RATE.0 * 60.0;
    let fit = called(Fit::of(Length::from_seconds(seconds), report.target()), words >= LEAST_WORDS);
    Fact::new(
        "Length",
        format!(
            "{}, about {} when spoken at {:.0} words a minute{fit} {}",
            count(words, "word", "words"),
            clock(seconds.round() as u32),
            READING_RATE.0,
            target(report)
        ),
    )
}

fn speech_rate(report: &Report, enough: bool) -> Option<Fact> {
    let rate = report.measures.speech_rate?;
    let words = count(report.transcript.spoken_words(), "word", "words");
    let band = called(Pace::of(rate), enough);
    let usual = report.and_usual(|usual| usual.speech_rate, |rate| format!("{rate:.0}"));
    Some(Fact::new(
        "Speech rate",
        format!("{:.0} words a minute, pauses included{band} ({words}{usual})", rate.0),
    ))
}

/// The line of a figure that is withheld.
fn withheld(report: &Report, figure: Figure, label: &'static str) -> Option<Fact> {
    report.measures.why_not(figure).map(|why| Fact::new(label, format!("not measured, because {why}")))
}

fn articulation_rate(report: &Report) -> Option<Fact> {
    if let Some(fact) = withheld(report, Figure::ArticulationRate, "Articulation") {
        return Some(fact);
    }
    let rate = report.measures.articulation_rate?;
    let usual = report.usual(|usual| usual.articulation_rate, |rate| format!("{rate:.0}"));
    let syllables = report.measures.syllable_rate;
    let syllables = syllables.map(|rate| format!(", {:.1} syllables a second", rate.0)).unwrap_or_default();
    // A few names do not matter; from one word in ten on, the syllables are an estimate.
    let (guessed, words) = (report.measures.guessed_words, report.transcript.spoken_words());
    let guessed = if guessed * 10 >= words && guessed > 0 {
        format!(" (no dictionary has {guessed} of {words} words: their syllables are guessed)")
    } else {
        String::new()
    };
    Some(Fact::new(
        "Articulation",
        format!("{:.0} words a minute without pauses and hesitations{usual}{syllables}{guessed}", rate.0),
    ))
}

fn pace(report: &Report) -> Option<Fact> {
    let (slow, fast) = extremes(report)?;
    let start = report.measures.spoken.map(Stretch::from).unwrap_or_default();
    let one = |name: &str, window: &PaceWindow| {
        let beginning = if window.at.from() < start + BEGINNING { " (the beginning)" } else { "" };
        let words =
            words_in(report, window.at).map(|words| cut(&report.transcript.quote(words), WINDOW_WORDS));
        let words = words.map(|words| format!(" \"{words}\"")).unwrap_or_default();
        let length = window.at.length().seconds();
        format!(
            "{name} {:.0} in the {length:.0} s from {}{beginning}{words}",
            window.rate.0,
            window.at.from()
        )
    };
    Some(Fact { label: "Pace".to_owned(), says: vec![one("slowest", slow), one("fastest", fast)] })
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn what_noise_hides_is_not_measured_and_nobody_is_judged_by_it() {
        let report = samples::noisy();
        for fact in [pauses::pauses(&report), fillers::hesitations(&report), articulation_rate(&report)] {
            let says = fact.unwrap().says.concat();
            assert!(says.starts_with("not measured, because the speech is 4 dB above the noise"), "{says}");
        }
        assert!(pauses_inside(&report).is_empty() && hesitancy(&report).is_none());
    }

    #[test]
    fn under_forty_words_no_figure_is_called_good_or_bad() {
        let mut report = samples::strong();
        report.transcript.words.truncate(30);
        let text = format!("{:?}", blocks(&report));
        assert!(text.contains("words a minute") && !text.contains("comfortable"), "{text}");
    }

    #[test]
    fn what_is_usual_for_the_speaker_stands_beside_the_figure_and_nowhere_at_the_first_take() {
        let shown = |report: &Report| format!("{:?}", blocks(report));
        let mut report = samples::weak();
        assert!(shown(&report).contains("words; your last 3 takes: "), "{}", shown(&report));
        report.baseline = None;
        assert!(!shown(&report).contains("your last 3 takes"));
    }
}
