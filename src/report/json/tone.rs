//! The voice in the JSON: null where it was not measured.

use super::format::{FlatJson, LoudnessJson, PitchJson, ToneJson, TrailingJson};
use super::{rounded, seconds};
use crate::measures::tone::{LoudnessRange, PitchRange, Tone};

/// Nothing where neither pitch nor loudness was measured.
pub(super) fn tone(tone: &Tone) -> Option<ToneJson> {
    let json = ToneJson {
        pitch: tone.pitch.as_ref().ok().map(pitch),
        loudness: tone.loudness.as_ref().ok().map(loudness),
    };
    (json.pitch.is_some() || json.loudness.is_some()).then_some(json)
}

fn pitch(pitch: &PitchRange) -> PitchJson {
    PitchJson {
        median_hz: rounded(f64::from(pitch.median.0)),
        spread_semitones: rounded(pitch.spread),
        low_semitones: rounded(pitch.low),
        high_semitones: rounded(pitch.high),
        quotient: pitch.quotient.map(rounded),
        flat: pitch
            .flat
            .iter()
            .map(|flat| FlatJson {
                from: seconds(flat.at.from()),
                to: seconds(flat.at.to()),
                spread_semitones: rounded(flat.spread),
            })
            .collect(),
    }
}

fn loudness(loudness: &LoudnessRange) -> LoudnessJson {
    LoudnessJson {
        range_db: rounded(loudness.range),
        sentences: loudness.sentences,
        fall_db: loudness.fall.map(rounded),
        trailing: loudness
            .trailing
            .iter()
            .map(|one| TrailingJson {
                from: seconds(one.at.from()),
                to: seconds(one.at.to()),
                first_word: one.words.first,
                end_word: one.words.end,
                below_db: rounded(one.below),
            })
            .collect(),
    }
}
