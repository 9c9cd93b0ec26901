//! Sounds and words that fill: two facts, never one sum; and what was mended.

use super::super::Report;
use super::super::bands::{Hesitancy, LEAST_TIME, LEAST_WORDS};
use super::super::page::{Fact, Quote, count};
use super::{called, withheld, words_in};
use crate::measures::fillers::{CLUSTER, CLUSTER_TIME, HesitationPlace, clusters, hesitation_place};
use crate::measures::trust::Figure;
use crate::measures::{FillerHit, FillerKind, Repair, RepairKind, Witness};
use crate::time::Stretch;
use crate::transcript::WordRange;

/// Places shown of one filler; the answer above has them all.
const SHOWN_PLACES: usize = 5;

/// The band of the hesitations; none in too little speech.
pub(in crate::report) fn hesitancy(report: &Report) -> Option<Hesitancy> {
    let enough =
        report.transcript.spoken_words() >= LEAST_WORDS && report.measures.spoken?.length() >= LEAST_TIME;
    hesitations_per_minute(report).filter(|_| enough).map(Hesitancy::of)
}

/// Likely hesitations over the spoken time.
pub(in crate::report) fn hesitations_per_minute(report: &Report) -> Option<f64> {
    if report.measures.why_not(Figure::Hesitations).is_some() {
        return None;
    }
    let minutes = report.measures.spoken?.length().minutes();
    let heard = report.measures.likely(FillerKind::Hesitation).count();
    (minutes > 0.0).then(|| heard as f64 / minutes)
}

/// The densest cluster of hesitations, as a quote of the words around it.
pub(in crate::report) fn cluster(report: &Report) -> Option<Quote> {
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

pub(super) fn hesitations(report: &Report) -> Option<Fact> {
    if let Some(fact) = withheld(report, Figure::Hesitations, "Hesitations") {
        return Some(fact);
    }
    let per_minute = hesitations_per_minute(report)?;
    let hits: Vec<&FillerHit> = report.measures.likely(FillerKind::Hesitation).collect();
    let possible =
        report.measures.fillers.iter().filter(|hit| hit.kind == FillerKind::Hesitation && !hit.likely);
    let mut says = vec![
        format!(
            "{} in {:.0} s, {per_minute:.1} a minute{}",
            hits.len(),
            report.measures.spoken?.length().seconds(),
            hesitancy(report).map(|band| called(band, true)).unwrap_or_default()
        ) + &report.usual(|usual| usual.hesitations, |rate| format!("{rate:.1}")),
    ];
    if !hits.is_empty() {
        let only_sound = hits.iter().filter(|hit| hit.heard_in == Witness::Sound).count();
        says.push(by_text(&hits));
        if only_sound > 0 {
            says.push(format!("{only_sound} of {} heard in the sound alone", hits.len()));
        }
    }
    says.extend(places(report, &hits));
    let close: Vec<String> = clusters(&report.measures.fillers)
        .iter()
        .map(|cluster| format!("{} from {} to {}", cluster.hesitations, cluster.at.from(), cluster.at.to()))
        .collect();
    if !close.is_empty() {
        let seconds = CLUSTER_TIME.seconds();
        says.push(format!("close together ({CLUSTER} or more in {seconds:.0} s): {}", close.join(", ")));
    }
    let possible: Vec<&FillerHit> = possible.collect();
    if !possible.is_empty() {
        says.push(format!("possible, not counted: {}", by_text(&possible)));
    }
    Some(Fact { label: "Hesitations".to_owned(), says })
}

pub(super) fn filler_words(report: &Report) -> Fact {
    let of = |likely: bool| -> Vec<&FillerHit> {
        let wanted = |hit: &&FillerHit| hit.kind == FillerKind::Word && hit.likely == likely;
        report.measures.fillers.iter().filter(wanted).collect()
    };
    let (likely, possible) = (of(true), of(false));
    let mut says = Vec::new();
    if likely.is_empty() {
        let none = if possible.is_empty() { "none found" } else { "none that is likely" };
        let usual = report.usual(|usual| usual.filler_words, |rate| format!("{rate:.1} a minute"));
        says.push(format!("{none}{usual}"));
    } else {
        let minutes = report.measures.spoken.map(|spoken| spoken.length().minutes());
        let a_minute = minutes.filter(|minutes| *minutes > 0.0);
        let a_minute = a_minute
            .map(|minutes| {
                let usual = report.and_usual(|usual| usual.filler_words, |rate| format!("{rate:.1}"));
                format!(" ({:.1} a minute{usual})", likely.len() as f64 / minutes)
            })
            .unwrap_or_default();
        says.push(format!("likely {}{a_minute}: {}", likely.len(), by_text(&likely)));
    }
    if !possible.is_empty() {
        says.push(format!("possible {}, not counted: {}", possible.len(), by_text(&possible)));
    }
    Fact { label: "Filler words".to_owned(), says }
}

/// "1 at the start, 4 between clauses, 6 within a clause".
fn places(report: &Report, hits: &[&FillerHit]) -> Option<String> {
    let of = |wanted: HesitationPlace| {
        let place = |hit: &&&FillerHit| {
            hesitation_place(&report.transcript, &report.measures.fillers, hit) == Some(wanted)
        };
        hits.iter().filter(place).count()
    };
    let places: Vec<String> = [
        (of(HesitationPlace::Start), "at the start of the answer"),
        (of(HesitationPlace::Border), "between clauses"),
        (of(HesitationPlace::Within), "within a clause"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, place)| format!("{number} {place}"))
    .collect();
    (!places.is_empty()).then(|| places.join(", "))
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

pub(super) fn repairs(report: &Report) -> Option<Fact> {
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
    use super::super::super::samples;
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
}
