//! Pauses: how many, how long, where, and how much is said between two of them.

use super::super::Report;
use super::super::bands::{LONG_AT_BORDER, LONG_WITHIN};
use super::super::page::{Fact, percent};
use super::withheld;
use crate::measures::trust::Figure;
use crate::measures::{Pause, PausePlace};

/// Pauses between words: those before the first and after the last are nobody's hesitation.
pub(in crate::report) fn pauses_inside(report: &Report) -> Vec<&Pause> {
    let withheld = report.measures.why_not(Figure::Pauses).is_some();
    report.measures.pauses.iter().filter(|pause| !withheld && pause.is_inside()).collect()
}

pub(super) fn pauses(report: &Report) -> Option<Fact> {
    if let Some(fact) = withheld(report, Figure::Pauses, "Pauses") {
        return Some(fact);
    }
    let found = report.measures.pause_figures()?;
    let a_minute = report.and_usual(|usual| usual.pauses, |rate| format!("{rate:.1}"));
    let (Some(mean), Some(within)) = (found.mean, found.within) else {
        let usual = report.usual(|usual| usual.pauses, |rate| format!("{rate:.1} a minute"));
        return Some(Fact::new("Pauses", format!("none of 250 ms or more between words{usual}")));
    };
    let all = found.count;
    let inside = pauses_inside(report);
    let number = inside.iter().filter(|pause| pause.place == PausePlace::Within).count();
    let mut says = vec![
        format!(
            "{all} ({:.1} a minute{a_minute}), {:.1} s on average, {} of the time",
            found.per_minute,
            mean.seconds(),
            percent(found.share)
        ),
        format!(
            "{number} of {all} within a clause ({}{})",
            percent(within),
            report.and_usual(|usual| usual.within, percent)
        ),
        format!(
            "{:.1} s and {:.0} words between two pauses on average",
            found.run.seconds(),
            found.run_words
        ),
    ];
    let longest: Vec<String> =
        found.longest.iter().filter_map(|place| report.measures.pauses.get(*place)).map(one_pause).collect();
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
