//! Which figures the sound is too poor for. "Not measured, because ..." is a result; a wrong number is none.

use std::fmt;

use crate::recording::{Levels, SoundFacts};

/// Pauses, and what is computed from them, need the speech this far above the noise, in dB. Of seven noises that this program
/// found under it, five had the pauses found with F1 .62 to .80 only (docs/MEASURES.md). Our own choice, from those.
const PAUSES_NEED: f32 = 13.0;

/// Hesitations need less: a recogniser hears them where their borders are lost. Our own choice.
const HESITATIONS_NEED: f32 = 6.0;

/// A figure that can be withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    Pauses,
    ArticulationRate,
    Hesitations,
}

impl Figure {
    /// The name that programs use, as it stands in the JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Figure::Pauses => "pauses",
            Figure::ArticulationRate => "articulation_rate",
            Figure::Hesitations => "hesitations",
        }
    }
}

/// Why a figure is withheld.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Because {
    /// The speech is only this far above the noise, in dB, and `least` is needed.
    Noise { signal_to_noise: f32, least: f32 },
}

/// Goes after "because".
impl fmt::Display for Because {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Because::Noise { signal_to_noise, least } => write!(
                f,
                // Rounded down: "13, and this takes 13" would explain nothing.
                "the speech is {:.0} dB above the noise, and this takes {least:.0} dB",
                signal_to_noise.floor()
            ),
        }
    }
}

/// A figure that is not to be trusted, and why. Its places stay in the report, to be listened to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NotMeasured {
    pub figure: Figure,
    pub because: Because,
}

/// The figures for which this sound is too poor.
#[must_use]
pub fn not_measured(sound: &SoundFacts) -> Vec<NotMeasured> {
    let Some(signal_to_noise) = sound.levels.and_then(Levels::signal_to_noise) else {
        return Vec::new();
    };
    [
        (Figure::Pauses, PAUSES_NEED),
        (Figure::ArticulationRate, PAUSES_NEED),
        (Figure::Hesitations, HESITATIONS_NEED),
    ]
    .into_iter()
    .filter(|&(_, least)| signal_to_noise < least)
    .map(|(figure, least)| NotMeasured { figure, because: Because::Noise { signal_to_noise, least } })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn withheld(signal_to_noise: f32) -> Vec<&'static str> {
        let levels = Levels { speech: -25.0, noise: Some(-25.0 - signal_to_noise) };
        let sound = SoundFacts { levels: Some(levels), ..SoundFacts::default() };
        not_measured(&sound).iter().map(|one| one.figure.name()).collect()
    }

    #[test]
    fn the_more_noise_the_less_is_measured() {
        assert_eq!(withheld(20.0), [""; 0]);
        assert_eq!(withheld(12.0), ["pauses", "articulation_rate"]);
        assert_eq!(withheld(3.0), ["pauses", "articulation_rate", "hesitations"]);
    }

    #[test]
    fn where_no_noise_is_known_nothing_is_withheld() {
        assert_eq!(not_measured(&SoundFacts::default()), []);
    }

    #[test]
    fn the_reason_is_half_a_sentence_with_its_numbers() {
        let because = Because::Noise { signal_to_noise: 12.9, least: 13.0 };
        assert_eq!(because.to_string(), "the speech is 12 dB above the noise, and this takes 13 dB");
    }
}
