//! Figures over a whole take in the document: its pauses, and what is usual for the speaker.

use super::format::{BaselineJson, PauseFiguresJson};
use super::rounded;
use crate::measures::pause_figures::PauseFigures;
use crate::report::Baseline;

pub(super) fn pause_figures(found: PauseFigures) -> PauseFiguresJson {
    PauseFiguresJson {
        per_minute: rounded(found.per_minute),
        mean_seconds: found.mean.map(|mean| rounded(mean.seconds())),
        share: rounded(found.share),
        within_share: found.within.map(rounded),
        run_seconds: rounded(found.run.seconds()),
        run_words: rounded(found.run_words),
        longest: found.longest,
    }
}

pub(super) fn baseline(baseline: &Baseline) -> BaselineJson {
    let usual = &baseline.usual;
    BaselineJson {
        takes: baseline.takes,
        spoken_seconds: usual.seconds.map(rounded),
        speech_rate_wpm: usual.speech_rate.map(rounded),
        articulation_rate_wpm: usual.articulation_rate.map(rounded),
        hesitations_per_minute: usual.hesitations.map(rounded),
        filler_words_per_minute: usual.filler_words.map(rounded),
        pauses_per_minute: usual.pauses.map(rounded),
        pauses_within_share: usual.within.map(rounded),
    }
}
