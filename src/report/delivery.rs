//! How it was said: rate, pauses, hesitations, filler words, repairs and pace, each with its sample and its band.

use super::bands::{
    CLUSTER, CLUSTER_TIME, Fit, Hesitancy, LEAST_TIME, LEAST_WORDS, LONG_AT_BORDER, LONG_WITHIN,
    PAUSE_SOURCE, Pace, READING_RATE, clock,
};
use super::page::{Block, Fact, Quote, count, cut, percent};
use super::{Report, Source};
use crate::measures::{FillerHit, FillerKind, PaceWindow, Pause, PausePlace, Repair, RepairKind, Witness};
use crate::time::{Length, Stretch};
use crate::transcript::WordRange;

/// Words of the slowest and the fastest window that are shown.
const WINDOW_WORDS: usize = 12;

/// Places shown of one filler; the answer above has them all.
const SHOWN_PLACES: usize = 5;

/// The beginning of an answer, where the pace is often another.
const BEGINNING: Length = Length::from_millis(10_000);

/// Pauses between words: those before the first and after the last are nobody's hesitation.
pub(super) fn pauses_inside(report: &Report) -> Vec<&Pause> {
    let inside = |pause: &&Pause| matches!(pause.place, PausePlace::Within | PausePlace::Border);
    report.measures.pauses.iter().filter(inside).collect()
}

/// The band of the hesitations; none in too little speech.
pub(super) fn hesitancy(report: &Report) -> Option<Hesitancy> {
    let enough =
        report.transcript.spoken_words() >= LEAST_WORDS && report.measures.spoken?.length() >= LEAST_TIME;
    hesitations_per_minute(report).filter(|_| enough).map(Hesitancy::of)
}

/// Likely hesitations over the spoken time.
pub(super) fn hesitations_per_minute(report: &Report) -> Option<f64> {
    let minutes = report.measures.spoken?.length().minutes();
    let heard = report.measures.likely(FillerKind::Hesitation).count();
    (minutes > 0.0).then(|| heard as f64 / minutes)
}

/// The densest cluster of hesitations, as a quote of the words around it.
pub(super) fn cluster(report: &Report) -> Option<Quote> {
    let (at, _) = densest(report)?;
    Some(report.quote(words_in(report, at)?, None))
}

/// The stretch with most hesitations in ten seconds, and how many.
fn densest(report: &Report) -> Option<(Stretch, usize)> {
    let times: Vec<Stretch> =
        report.measures.likely(FillerKind::Hesitation).filter_map(|hit| hit.at).collect();
    let mut best: Option<(Stretch, usize)> = None;
    for (place, first) in times.iter().enumerate() {
        let near: Vec<&Stretch> =
            times[place..].iter().take_while(|at| at.to() <= first.from() + CLUSTER_TIME).collect();
        if near.len() >= CLUSTER.max(best.map_or(0, |(_, most)| most + 1)) {
            best = Some((near.iter().fold(*first, |all, at| all.hull(**at)), near.len()));
        }
    }
    best
}

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
            let facts: Vec<Fact> =
                [Some(length_when_read(report)), Some(filler_words(report)), repairs(report)]
                    .into_iter()
                    .flatten()
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
                pauses(report),
                hesitations(report),
                Some(filler_words(report)),
                repairs(report),
            ]
            .into_iter()
            .flatten()
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
    if report.measures.speech_rate.is_some() {
        sources.push(Pace::SOURCE);
    }
    if hesitancy(report).is_some() {
        sources.push(Hesitancy::SOURCE);
    }
    if !pauses_inside(report).is_empty() {
        sources.push(PAUSE_SOURCE);
    }
    sources.into_iter().map(str::to_owned).collect()
}

/// ": comfortable" where there were enough words for a verdict.
fn called(band: impl std::fmt::Display, enough: bool) -> String {
    if enough { format!(": {band}") } else { String::new() }
}

fn target(report: &Report) -> String {
    let time = report.prompt.time;
    format!("(the question wants {} to {})", clock(time.target_from), clock(time.target_to))
}

fn length(report: &Report, enough: bool) -> Option<Fact> {
    let spoken = report.measures.spoken?.length();
    let fit = called(Fit::of(spoken, report.prompt.time), enough);
    Some(Fact::new("Length", format!("{spoken} from your first sound to your last{fit} {}", target(report))))
}

fn length_when_read(report: &Report) -> Fact {
    let words = report.transcript.spoken_words();
    let seconds = words as f64 / READING_RATE.0 * 60.0;
    let fit = called(Fit::of(Length::from_seconds(seconds), report.prompt.time), words >= LEAST_WORDS);
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
    Some(Fact::new("Speech rate", format!("{:.0} words a minute, pauses included{band} ({words})", rate.0)))
}

fn articulation_rate(report: &Report) -> Option<Fact> {
    let rate = report.measures.articulation_rate?;
    let syllables = report.measures.syllable_rate;
    let syllables = syllables.map(|rate| format!(", {:.1} syllables a second", rate.0)).unwrap_or_default();
    Some(Fact::new(
        "Articulation",
        format!("{:.0} words a minute without pauses and hesitations{syllables}", rate.0),
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

fn pauses(report: &Report) -> Option<Fact> {
    let spoken = report.measures.spoken?.length();
    let all = pauses_inside(report);
    if all.is_empty() {
        return Some(Fact::new("Pauses", "none of 250 ms or more between words"));
    }
    let paused = report.measures.paused();
    let within = all.iter().filter(|pause| pause.place == PausePlace::Within).count();
    let number = all.len() as f64;
    let a_minute = if spoken.minutes() > 0.0 { number / spoken.minutes() } else { 0.0 };
    let mut says = vec![
        format!(
            "{} ({a_minute:.1} a minute), {:.1} s on average, {} of the time",
            all.len(),
            paused.seconds() / number,
            percent(paused.seconds() / spoken.seconds().max(f64::EPSILON))
        ),
        format!("{within} of {} within a clause ({})", all.len(), percent(within as f64 / number)),
        format!(
            "{:.1} s of speech between two pauses on average",
            (spoken - paused).seconds() / (number + 1.0)
        ),
    ];
    let mut longest = all;
    longest.sort_by_key(|pause| std::cmp::Reverse(pause.at.length()));
    let longest: Vec<String> = longest.iter().take(3).map(|pause| one_pause(pause)).collect();
    says.push(format!("longest: {}", longest.join(", ")));
    Some(Fact { label: "Pauses".to_owned(), says })
}

fn one_pause(pause: &Pause) -> String {
    let length = pause.at.length();
    let (place, long) = match pause.place {
        PausePlace::Within => ("within a clause", length >= LONG_WITHIN),
        _ => ("between clauses", length >= LONG_AT_BORDER),
    };
    let long = if long { " (long)" } else { "" };
    format!("{:.1} s at {} {place}{long}", length.seconds(), pause.at.from())
}

fn hesitations(report: &Report) -> Option<Fact> {
    let per_minute = hesitations_per_minute(report)?;
    let hits: Vec<&FillerHit> = report.measures.likely(FillerKind::Hesitation).collect();
    let possible =
        report.measures.fillers.iter().filter(|hit| hit.kind == FillerKind::Hesitation && !hit.likely);
    let mut says = vec![format!(
        "{} in {:.0} s, {per_minute:.1} a minute{}",
        hits.len(),
        report.measures.spoken?.length().seconds(),
        hesitancy(report).map(|band| called(band, true)).unwrap_or_default()
    )];
    if !hits.is_empty() {
        let only_sound = hits.iter().filter(|hit| hit.heard_in == Witness::Sound).count();
        says.push(by_text(&hits));
        if only_sound > 0 {
            says.push(format!("{only_sound} of {} heard in the sound alone", hits.len()));
        }
    }
    if let Some((at, number)) = densest(report) {
        says.push(format!("a cluster: {number} from {} to {}", at.from(), at.to()));
    }
    let possible: Vec<&FillerHit> = possible.collect();
    if !possible.is_empty() {
        says.push(format!("possible, not counted: {}", by_text(&possible)));
    }
    Some(Fact { label: "Hesitations".to_owned(), says })
}

fn filler_words(report: &Report) -> Fact {
    let of = |likely: bool| -> Vec<&FillerHit> {
        let wanted = |hit: &&FillerHit| hit.kind == FillerKind::Word && hit.likely == likely;
        report.measures.fillers.iter().filter(wanted).collect()
    };
    let (likely, possible) = (of(true), of(false));
    let mut says = Vec::new();
    if likely.is_empty() {
        says.push(if possible.is_empty() { "none found" } else { "none that is likely" }.to_owned());
    } else {
        let minutes = report.measures.spoken.map(|spoken| spoken.length().minutes());
        let a_minute = minutes.filter(|minutes| *minutes > 0.0);
        let a_minute = a_minute
            .map(|minutes| format!(" ({:.1} a minute)", likely.len() as f64 / minutes))
            .unwrap_or_default();
        says.push(format!("likely {}{a_minute}: {}", likely.len(), by_text(&likely)));
    }
    if !possible.is_empty() {
        says.push(format!("possible {}, not counted: {}", possible.len(), by_text(&possible)));
    }
    Fact { label: "Filler words".to_owned(), says }
}

/// `like 3 (0:12.1, 0:30.2, 1:02.0), you know 1 (0:44.0)`: the most used first.
fn by_text(hits: &[&FillerHit]) -> String {
    let mut groups: Vec<(&str, Vec<&FillerHit>)> = Vec::new();
    for hit in hits {
        let text = if hit.text.is_empty() { "sound" } else { hit.text.as_str() };
        match groups.iter_mut().find(|(known, _)| *known == text) {
            Some((_, hits)) => hits.push(hit),
            None => groups.push((text, vec![hit])),
        }
    }
    groups.sort_by_key(|(_, hits)| std::cmp::Reverse(hits.len()));
    let groups: Vec<String> = groups
        .iter()
        .map(|(text, hits)| {
            let mut places: Vec<String> = hits
                .iter()
                .take(SHOWN_PLACES)
                .filter_map(|hit| hit.at)
                .map(|at| at.from().to_string())
                .collect();
            if hits.len() > SHOWN_PLACES {
                places.push("...".to_owned());
            }
            let number = hits.len();
            if places.is_empty() {
                format!("\"{text}\" {number}")
            } else {
                format!("\"{text}\" {number} ({})", places.join(", "))
            }
        })
        .collect();
    groups.join(", ")
}

fn repairs(report: &Report) -> Option<Fact> {
    let repairs = &report.measures.repairs;
    if repairs.is_empty() {
        return None;
    }
    let of = |kind| repairs.iter().filter(|repair| repair.kind == kind).count();
    let kinds: Vec<String> = [
        (of(RepairKind::Repeat), "repeat", "repeats"),
        (of(RepairKind::Restart), "restart", "restarts"),
        (of(RepairKind::EditTerm), "mended in words", "mended in words"),
    ]
    .into_iter()
    .filter(|(number, ..)| *number > 0)
    .map(|(number, one, more)| count(number, one, more))
    .collect();
    let shown: Vec<String> =
        repairs.iter().take(SHOWN_PLACES).map(|repair| mended(report, repair).to_string()).collect();
    Some(Fact::new("Repairs", format!("{}: {}", kinds.join(", "), shown.join(", "))))
}

/// The words of a repair with as many after it, where the mending stands: "we we", not "we".
fn mended(report: &Report, repair: &Repair) -> Quote {
    let words = repair.words;
    let after = if repair.kind == RepairKind::EditTerm { 2 } else { words.count() };
    report.quote(WordRange::new(words.first, words.end + after), repair.at)
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn the_densest_ten_seconds_are_the_cluster() {
        let report = samples::weak();
        let (at, number) = densest(&report).unwrap();
        assert!(number >= CLUSTER && at.length() <= CLUSTER_TIME);
        assert_eq!(densest(&samples::strong()), None);
    }

    #[test]
    fn sounds_and_words_are_never_one_sum() {
        let report = samples::weak();
        let sounds = hesitations(&report).unwrap();
        assert!(!sounds.says.iter().any(|line| line.contains("you know")), "{sounds:?}");
        let words = filler_words(&report);
        assert!(!words.says.iter().any(|line| line.contains("\"um\"")), "{words:?}");
    }

    #[test]
    fn under_forty_words_no_figure_is_called_good_or_bad() {
        let mut report = samples::strong();
        report.transcript.words.truncate(30);
        let text = format!("{:?}", blocks(&report));
        assert!(text.contains("words a minute") && !text.contains("comfortable"), "{text}");
    }
}
