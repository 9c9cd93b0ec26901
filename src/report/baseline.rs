//! The speaker's own usual figures: the medians of earlier takes. They stand before any band that others published.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::Report;
use super::bands::LEAST_WORDS;
use crate::measures::trust::Figure;
use crate::measures::{FillerKind, PausePlace};

/// The figures of one take that are compared with earlier ones.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Figures {
    /// From the first to the last sound.
    pub seconds: Option<f64>,
    /// Words a minute.
    pub speech_rate: Option<f64>,
    /// Words a minute without pauses and hesitations.
    pub articulation_rate: Option<f64>,
    /// Likely ones a minute, as all of these.
    pub hesitations: Option<f64>,
    pub filler_words: Option<f64>,
    pub pauses: Option<f64>,
    /// The share of the pauses that stand within a clause, 0 to 1; nothing where there is no pause.
    pub within: Option<f64>,
}

/// The speaker's own figures, each the median of earlier takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Baseline {
    /// How many takes they are of; at least one.
    pub takes: usize,
    pub usual: Figures,
}

impl Baseline {
    /// Returns the medians of earlier takes; nothing where there are none.
    ///
    /// ```
    /// use greenroom::report::{Baseline, Figures};
    ///
    /// let take = |rate| Figures { speech_rate: Some(rate), ..Figures::default() };
    /// let usual = Baseline::of(&[take(120.0), take(160.0), take(150.0)]).unwrap();
    /// assert_eq!((usual.takes, usual.usual.speech_rate), (3, Some(150.0)));
    /// assert_eq!(Baseline::of(&[]), None);
    /// ```
    #[must_use]
    pub fn of(takes: &[Figures]) -> Option<Self> {
        if takes.is_empty() {
            return None;
        }
        let usual = |figure: fn(&Figures) -> Option<f64>| median(takes.iter().filter_map(figure).collect());
        Some(Baseline {
            takes: takes.len(),
            usual: Figures {
                seconds: usual(|take| take.seconds),
                speech_rate: usual(|take| take.speech_rate),
                articulation_rate: usual(|take| take.articulation_rate),
                hesitations: usual(|take| take.hesitations),
                filler_words: usual(|take| take.filler_words),
                pauses: usual(|take| take.pauses),
                within: usual(|take| take.within),
            },
        })
    }

    /// "your last 6 takes: 156", to stand beside the figure of this take.
    pub(super) fn says(
        &self,
        figure: fn(&Figures) -> Option<f64>,
        say: impl Fn(f64) -> String,
    ) -> Option<String> {
        let takes = match self.takes {
            1 => "your last take".to_owned(),
            takes => format!("your last {takes} takes"),
        };
        figure(&self.usual).map(|figure| format!("{takes}: {}", say(figure)))
    }
}

impl Report {
    /// What is usual for the speaker beside a figure, with a space and brackets; empty at the first take.
    pub(super) fn usual(&self, figure: fn(&Figures) -> Option<f64>, say: impl Fn(f64) -> String) -> String {
        let says = self.baseline.and_then(|baseline| baseline.says(figure, say));
        says.map(|says| format!(" ({says})")).unwrap_or_default()
    }

    /// The same inside of brackets that are there already: after a semicolon.
    pub(super) fn and_usual(
        &self,
        figure: fn(&Figures) -> Option<f64>,
        say: impl Fn(f64) -> String,
    ) -> String {
        let says = self.baseline.and_then(|baseline| baseline.says(figure, say));
        says.map(|says| format!("; {says}")).unwrap_or_default()
    }
}

/// The middle one of some figures, or the mean of the middle two.
fn median(mut figures: Vec<f64>) -> Option<f64> {
    figures.sort_by(f64::total_cmp);
    let half = figures.len() / 2;
    match figures.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(figures[half]),
        _ => Some(f64::midpoint(figures[half - 1], figures[half])),
    }
}

impl Figures {
    /// The figures of a take's report; nothing where it was not scored, was written or has too few words to be usual,
    /// and nothing where it is that of a follow-up: its figures are those of the answer before.
    #[must_use]
    pub fn of(report: &Report) -> Option<Self> {
        let measures = &report.measures;
        if report.follow_up.is_some() {
            return None;
        }
        report.judgement.overall?;
        let spoken = measures.spoken?.length();
        let at = |place| measures.pauses.iter().filter(|pause| pause.place == place).count();
        let counts = Counts {
            seconds: spoken.seconds(),
            words: report.transcript.spoken_words(),
            hesitations: measures.likely(FillerKind::Hesitation).count(),
            filler_words: measures.likely(FillerKind::Word).count(),
            within: at(PausePlace::Within),
            border: at(PausePlace::Border),
        };
        let rates = [measures.speech_rate, measures.articulation_rate];
        let figures = counts.figures(rates.map(|rate| rate.map(|rate| rate.0)))?;
        Some(figures.without(|figure| measures.not_measured.iter().any(|one| one.figure.name() == figure)))
    }

    /// The same of a report as [`json`](super::json) wrote it, also by an earlier version.
    ///
    /// Nothing where it is not such a document: a take whose report is damaged is passed over.
    #[must_use]
    pub fn read(document: &str) -> Option<Self> {
        let kept: Kept = serde_json::from_str(document).ok()?;
        if kept.follow_up.is_some() {
            return None;
        }
        kept.overall?;
        let measures = &kept.measures;
        let at = |place: &str| measures.pauses.iter().filter(|pause| pause.place == place).count();
        let likely =
            |kind: &str| measures.fillers.iter().filter(|hit| hit.likely && hit.kind == kind).count();
        let counts = Counts {
            seconds: measures.spoken_seconds?,
            words: measures.wording.words,
            hesitations: likely("hesitation"),
            filler_words: likely("word"),
            within: at("within"),
            border: at("border"),
        };
        let figures = counts.figures([measures.speech_rate_wpm, measures.articulation_rate_wpm])?;
        Some(figures.without(|figure| measures.not_measured.iter().any(|one| one.figure == figure)))
    }
}

impl Figures {
    /// Without those that a noisy take could not give.
    fn without(self, is_withheld: impl Fn(&str) -> bool) -> Self {
        let keep = |figure: Figure, value: Option<f64>| value.filter(|_| !is_withheld(figure.name()));
        Figures {
            articulation_rate: keep(Figure::ArticulationRate, self.articulation_rate),
            hesitations: keep(Figure::Hesitations, self.hesitations),
            pauses: keep(Figure::Pauses, self.pauses),
            within: keep(Figure::Pauses, self.within),
            ..self
        }
    }
}

/// What the figures are made of.
struct Counts {
    seconds: f64,
    words: usize,
    hesitations: usize,
    filler_words: usize,
    within: usize,
    border: usize,
}

impl Counts {
    fn figures(&self, [speech_rate, articulation_rate]: [Option<f64>; 2]) -> Option<Figures> {
        if self.words < LEAST_WORDS || self.seconds <= 0.0 {
            return None;
        }
        let a_minute = |count: usize| Some(count as f64 * 60.0 / self.seconds);
        let pauses = self.within + self.border;
        Some(Figures {
            seconds: Some(self.seconds),
            speech_rate,
            articulation_rate,
            hesitations: a_minute(self.hesitations),
            filler_words: a_minute(self.filler_words),
            pauses: a_minute(pauses),
            within: (pauses > 0).then(|| self.within as f64 / pauses as f64),
        })
    }
}

/// The few fields of a kept report that are read again.
#[derive(Deserialize)]
struct Kept {
    overall: Option<u32>,
    measures: KeptMeasures,
    /// Earlier versions did not have it.
    #[serde(default)]
    follow_up: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct KeptMeasures {
    spoken_seconds: Option<f64>,
    speech_rate_wpm: Option<f64>,
    articulation_rate_wpm: Option<f64>,
    pauses: Vec<KeptPause>,
    fillers: Vec<KeptFiller>,
    wording: KeptWording,
    /// Earlier versions did not have it.
    #[serde(default)]
    not_measured: Vec<KeptNotMeasured>,
}

#[derive(Deserialize)]
struct KeptNotMeasured {
    figure: String,
}

#[derive(Deserialize)]
struct KeptPause {
    place: String,
}

#[derive(Deserialize)]
struct KeptFiller {
    kind: String,
    likely: bool,
}

#[derive(Deserialize)]
struct KeptWording {
    words: usize,
}

#[cfg(test)]
mod tests {
    use super::super::{json, samples};
    use super::*;

    #[test]
    fn an_even_number_of_takes_has_the_mean_of_the_middle_two() {
        let take = |rate| Figures { speech_rate: Some(rate), ..Figures::default() };
        let usual = Baseline::of(&[take(100.0), take(200.0), take(150.0), take(140.0)]).unwrap();
        assert_eq!(usual.usual.speech_rate, Some(145.0));
        assert_eq!(usual.usual.hesitations, None);
    }

    #[test]
    fn what_noise_hid_in_a_take_is_not_usual() {
        let report = samples::noisy();
        for figures in [Figures::of(&report).unwrap(), Figures::read(&json(&report)).unwrap()] {
            assert_eq!((figures.pauses, figures.within, figures.articulation_rate), (None, None, None));
            assert_eq!(figures.hesitations, None);
            assert!(figures.speech_rate.is_some());
        }
    }

    #[test]
    fn a_kept_report_gives_the_figures_of_the_report_itself() {
        for report in [samples::strong(), samples::weak()] {
            let (fresh, kept) = (Figures::of(&report).unwrap(), Figures::read(&json(&report)).unwrap());
            let near = |a: Option<f64>, b: Option<f64>| (a.unwrap() - b.unwrap()).abs() < 0.01;
            assert!(near(fresh.speech_rate, kept.speech_rate) && near(fresh.pauses, kept.pauses));
            assert!(near(fresh.within, kept.within) && near(fresh.hesitations, kept.hesitations));
        }
    }

    #[test]
    fn takes_without_a_score_or_with_few_words_are_not_usual() {
        let mut few = samples::strong();
        few.transcript.words.truncate(LEAST_WORDS - 1);
        let unusual =
            [samples::silent(), samples::off_topic(), samples::written(), few, samples::followed_up()];
        for report in unusual {
            assert_eq!(Figures::of(&report), None);
            assert_eq!(Figures::read(&json(&report)), None);
        }
        assert_eq!(Figures::read("{\"format\":1}"), None);
    }
}
