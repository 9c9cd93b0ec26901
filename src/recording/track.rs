//! How a voice moves over time: its pitch every 10 ms and its loudness every 50 ms.

use std::ops::Range;

use super::{SpeechAudio, SpeechMap, lufs, pitch};
use crate::time::{Length, Moment, Stretch};

/// How often the pitch is taken.
pub const PITCH_STEP: Length = Length::from_millis(10);

/// How long each piece is whose loudness is taken. Finer than a syllable, so that the end of a sentence stands apart.
pub const LOUDNESS_STEP: Length = Length::from_millis(50);

/// The pitch of a voice: vibrations of the vocal folds a second.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Hertz(pub f32);

impl Hertz {
    /// How far it lies above another pitch, in semitones; negative where it lies below. Twelve are an octave.
    ///
    /// ```
    /// use greenroom::recording::Hertz;
    ///
    /// assert_eq!(Hertz(220.0).semitones_above(Hertz(110.0)), 12.0);
    /// ```
    #[must_use]
    pub fn semitones_above(self, other: Hertz) -> f64 {
        12.0 * (f64::from(self.0) / f64::from(other.0)).log2()
    }
}

/// Loudness as people hear it (ITU-R BS.1770), in LUFS: differences are in decibels.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Lufs(pub f32);

impl Lufs {
    /// Softer than this nothing counts as sound: the absolute gate of BS.1770.
    pub const SILENCE: Lufs = Lufs(-70.0);
}

/// Pitch and loudness of a recording over time; empty where only the words are known.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct VoiceTrack {
    /// For each 10 ms the pitch; nothing in silence, in noise and in sounds without one (s, f, t).
    pub pitch: Vec<Option<Hertz>>,
    /// For each 50 ms the loudness.
    pub loudness: Vec<Lufs>,
}

impl VoiceTrack {
    /// Follows the voice through a recording.
    #[must_use]
    pub fn of(audio: &SpeechAudio, speech: &SpeechMap) -> VoiceTrack {
        VoiceTrack { pitch: pitch::track(&audio.0, &speech.voiced), loudness: lufs::track(&audio.0) }
    }

    /// Which steps of `pitch` a stretch has.
    #[must_use]
    pub fn pitch_steps(&self, stretch: Stretch) -> Range<usize> {
        steps(stretch, PITCH_STEP, self.pitch.len())
    }

    /// The pitches in a stretch, in order.
    pub fn pitches(&self, stretch: Stretch) -> impl Iterator<Item = Hertz> {
        self.pitch[self.pitch_steps(stretch)].iter().copied().flatten()
    }

    /// The loudness of each step of a stretch, in order.
    #[must_use]
    pub fn loudnesses(&self, stretch: Stretch) -> &[Lufs] {
        &self.loudness[steps(stretch, LOUDNESS_STEP, self.loudness.len())]
    }

    /// The loudness of a stretch as a whole: the mean of its power. Nothing where it is shorter than a step.
    #[must_use]
    pub fn loudness_of(&self, stretch: Stretch) -> Option<Lufs> {
        let steps = self.loudnesses(stretch);
        let power: f64 = steps.iter().map(|step| 10_f64.powf(f64::from(step.0) / 10.0)).sum();
        (!steps.is_empty()).then(|| Lufs((10.0 * (power / steps.len() as f64).log10()) as f32))
    }
}

/// The steps whose middles lie in a stretch.
fn steps(stretch: Stretch, step: Length, count: usize) -> Range<usize> {
    let place = |at: Moment| {
        let place = (at.samples() + step.samples() / 2) / step.samples();
        (place as usize).min(count)
    };
    place(stretch.from())..place(stretch.to())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(from: f64, to: f64) -> Stretch {
        Stretch::new(Moment::from_seconds(from), Moment::from_seconds(to))
    }

    #[test]
    fn a_step_belongs_where_its_middle_lies() {
        let pitch = (0..100).map(|n| Some(Hertz(100.0 + n as f32))).collect();
        let track = VoiceTrack { pitch, loudness: vec![] };
        let pitches: Vec<f32> = track.pitches(stretch(0.1, 0.13)).map(|hertz| hertz.0).collect();
        assert_eq!(pitches, [110.0, 111.0, 112.0]);
        assert_eq!(track.pitches(stretch(0.104, 0.106)).count(), 1);
        assert_eq!(track.pitches(stretch(0.98, 7.0)).count(), 2);
        assert_eq!(track.pitches(stretch(5.0, 7.0)).count(), 0);
    }

    #[test]
    fn the_loudness_of_a_stretch_is_its_mean_power_and_not_its_mean_number() {
        let track = VoiceTrack { pitch: vec![], loudness: vec![Lufs(-20.0), Lufs(-70.0)] };
        let loudness = track.loudness_of(stretch(0.0, 0.1)).unwrap();
        assert!((loudness.0 + 23.0).abs() < 0.02, "{loudness:?}");
        assert_eq!(track.loudness_of(stretch(0.5, 0.9)), None);
    }

    #[test]
    fn nothing_is_known_of_nothing() {
        assert_eq!(VoiceTrack::of(&SpeechAudio::default(), &SpeechMap::default()), VoiceTrack::default());
    }
}
