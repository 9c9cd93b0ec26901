//! Where a voice is held, as in "um" and "uh": the second witness for hesitations, which knows no words.
//!
//! In a filled pause the mouth stays as it is, near its resting place: the timbre hardly changes, and lies near the
//! middle of the speaker's own timbres. How near and how steady, with the timbre itself, goes into a logistic function with
//! fifteen weights, fitted on frames of speech in which filled pauses are marked (`scripts/train-hesitations`; how well it
//! does is in docs/MEASURES.md). Vowels that are drawn out in words sound alike, so it never counts alone.

use super::cepstra::{CEPSTRA, HOP, Timbre, cepstra};
use super::speech::{levels, share};
use super::{HeldTrack, SpeechAudio};
use crate::time::{Length, Moment, Stretch};

/// Sound rises above the softest tenth of a recording by this much, in dB ..
const ABOVE_NOISE: f32 = 6.0;

/// .. and lies no more than this below its loudest twentieth, in dB.
const BELOW_SPEECH: f32 = 35.0;

/// Frames over which the timbre is averaged, to either side.
const SMOOTH: usize = 2;

/// Frames between which the timbre is compared, to either side: 60 and 120 ms in all.
const NEAR: usize = 3;
const FAR: usize = 6;

/// What is known of a frame: two changes, the distance from the speaker's middle, and the timbre from there.
pub const FEATURES: usize = 3 + CEPSTRA;

/// What one frame of 10 ms tells.
pub type Features = [f32; FEATURES];

/// Fitted by `scripts/train-hesitations`.
const WEIGHTS: Features = [
    -1.690, 0.428, -3.046, -0.093, -0.183, -0.047, 0.238, 0.206, 0.530, 0.138, -0.099, 0.143, -0.076, 0.018,
    -0.591,
];
const BIAS: f32 = 5.620;

/// How likely the voice is held in each 10 ms of a recording.
#[must_use]
pub fn held_track(audio: &SpeechAudio) -> HeldTrack {
    let likely = |features: Option<Features>| {
        let features = features?;
        let sum: f32 = features.iter().zip(&WEIGHTS).map(|(feature, weight)| feature * weight).sum();
        Some(1.0 / (1.0 + (-(sum + BIAS)).exp()))
    };
    HeldTrack { likely: features(audio).into_iter().map(likely).collect() }
}

/// The features of each 10 ms, and nothing where there is no sound.
#[must_use]
pub fn features(audio: &SpeechAudio) -> Vec<Option<Features>> {
    let timbres = smooth(&cepstra(&audio.0));
    let levels = levels(&audio.0);
    let (Some(noise), Some(speech)) = (share(levels.clone(), 0.1), share(levels.clone(), 0.95)) else {
        return Vec::new();
    };
    let least = (noise + ABOVE_NOISE).max(speech - BELOW_SPEECH);
    let sounding: Vec<f32> = levels.iter().copied().filter(|&level| level > least).collect();
    let Some(loud) = share(sounding, 0.5) else { return vec![None; timbres.len()] };
    // The louder half of the sound is mostly vowels.
    let vowels: Vec<&Timbre> =
        timbres.iter().zip(&levels).filter(|(_, level)| **level >= loud).map(|(timbre, _)| timbre).collect();
    let middle: Timbre = std::array::from_fn(|one| {
        vowels.iter().map(|timbre| timbre[one]).sum::<f32>() / vowels.len().max(1) as f32
    });
    (0..timbres.len()).map(|frame| (levels[frame] > least).then(|| of(&timbres, frame, &middle))).collect()
}

fn of(timbres: &[Timbre], frame: usize, middle: &Timbre) -> Features {
    let change = |reach: usize| {
        let before = &timbres[frame.saturating_sub(reach)];
        let after = &timbres[(frame + reach).min(timbres.len() - 1)];
        (apart(before, after) + 0.5).ln()
    };
    let mut features = [0.0; FEATURES];
    features[0] = change(NEAR);
    features[1] = change(FAR);
    features[2] = (apart(&timbres[frame], middle) + 1.0).ln();
    for one in 0..CEPSTRA {
        features[3 + one] = timbres[frame][one] - middle[one];
    }
    features
}

fn apart(one: &Timbre, other: &Timbre) -> f32 {
    one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f32>().sqrt()
}

fn smooth(timbres: &[Timbre]) -> Vec<Timbre> {
    (0..timbres.len())
        .map(|frame| {
            let near = &timbres[frame.saturating_sub(SMOOTH)..(frame + SMOOTH + 1).min(timbres.len())];
            std::array::from_fn(|one| near.iter().map(|timbre| timbre[one]).sum::<f32>() / near.len() as f32)
        })
        .collect()
}

/// A frame speaks for a held voice from this likelihood on, and against it below.
const EVEN: f32 = 0.35;

/// What a frame without sound says against it.
const SILENT: f32 = -0.25;

/// A stretch in which the voice is held.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Held {
    pub at: Stretch,
    /// How strongly: the sum, over its frames of 10 ms, of how far the likelihood lies above 0.35. A clear "um" of a third
    /// of a second has about 8.
    pub strength: f32,
}

impl HeldTrack {
    /// The stretch within another in which the voice is held most strongly; nothing where it is held nowhere.
    ///
    /// ```
    /// use greenroom::recording::HeldTrack;
    /// use greenroom::time::{Moment, Stretch};
    ///
    /// let likely = [0.0, 0.9, 0.9, 0.9, 0.0].map(Some).to_vec();
    /// let all = Stretch::new(Moment::START, Moment::from_seconds(0.05));
    /// let held = HeldTrack { likely }.strongest(all).unwrap();
    /// assert_eq!(held.at, Stretch::new(Moment::from_seconds(0.01), Moment::from_seconds(0.04)));
    /// assert!((held.strength - 1.65).abs() < 1e-5);
    /// ```
    #[must_use]
    pub fn strongest(&self, within: Stretch) -> Option<Held> {
        let hop = |moment: Moment| (moment.samples() as usize / HOP).min(self.likely.len());
        let moment = |hop: usize| Moment::START + Length::from_samples((hop * HOP) as u64);
        let mut best: Option<Held> = None;
        let (mut strength, mut from) = (0.0, 0);
        for place in hop(within.from())..hop(within.to()) {
            if strength <= 0.0 {
                (strength, from) = (0.0, place);
            }
            strength += self.likely[place].map_or(SILENT, |likely| likely - EVEN);
            if strength > best.map_or(0.0, |best| best.strength) {
                best = Some(Held { at: Stretch::new(moment(from), moment(place + 1)), strength });
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::super::voice::tests::{noise, vowels};
    use super::*;

    fn stretch(from: f64, to: f64) -> Stretch {
        Stretch::new(Moment::from_seconds(from), Moment::from_seconds(to))
    }

    #[test]
    fn there_is_a_likelihood_for_each_10_ms_of_sound_and_none_in_silence() {
        let mut sound = vowels(1.0);
        sound.extend(noise(1.0, 0.0001));
        let track = held_track(&SpeechAudio(sound));
        assert_eq!(track.likely.len(), 200);
        assert!(track.likely[10..90].iter().filter(|likely| likely.is_some()).count() > 40);
        assert!(track.likely[110..].iter().all(Option::is_none));
    }

    #[test]
    fn digital_silence_and_no_sound_at_all_are_held_nowhere() {
        assert!(held_track(&SpeechAudio(vec![])).likely.is_empty());
        let track = held_track(&SpeechAudio(vec![0.0; 16_000]));
        assert_eq!(track.strongest(stretch(0.0, 1.0)), None);
    }

    #[test]
    fn the_strongest_stretch_is_the_long_one_and_stays_within_the_limits() {
        let mut likely = vec![Some(0.0); 100];
        likely[10..14].fill(Some(1.0));
        likely[30..50].fill(Some(0.8));
        let track = HeldTrack { likely };
        assert_eq!(track.strongest(stretch(0.0, 1.0)).map(|held| held.at), Some(stretch(0.3, 0.5)));
        assert_eq!(track.strongest(stretch(0.0, 0.25)).map(|held| held.at), Some(stretch(0.1, 0.14)));
        assert_eq!(track.strongest(stretch(0.4, 9.0)).map(|held| held.at), Some(stretch(0.4, 0.5)));
        assert_eq!(track.strongest(stretch(0.5, 0.5)), None);
    }
}
