//! What the speaker should know at once about the sound: it has stopped coming, it is silence, it is too loud.

use std::fmt;

use crate::time::Length;

/// Something is wrong with the sound that is being recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alarm {
    /// No samples come although time goes on.
    Stalled,
    /// Every sample is exactly zero, as from a microphone that is muted or was swapped for another.
    Silent,
    /// The loudest samples are cut off.
    Clipping,
}

/// One sentence for the speaker.
impl fmt::Display for Alarm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Alarm::Stalled => "Nothing comes from the microphone. What you said until now is kept.",
            Alarm::Silent => "The microphone gives nothing but silence: is it muted or unplugged?",
            Alarm::Clipping => "Too loud: move away from the microphone or lower its level.",
        })
    }
}

/// A sample from here on is at full scale.
const FULL_SCALE: f32 = 0.999;

/// So many samples at full scale within [`LOOKS_BACK`] are clipping. Our own choice: one loud consonant is none.
const CLIPPED_SAMPLES: u32 = 8;

/// How long a clipping alarm stays after the last clipped block: long enough to be read.
const LOOKS_BACK: Length = Length::from_millis(2_000);

/// From this much exact silence on a microphone is taken to be dead. Room noise is never exactly zero; some noise
/// gates are, and so this is longer than most pauses.
const DEAD_AFTER: Length = Length::from_millis(1_500);

/// Watches blocks of samples for [`Alarm`]s.
#[derive(Debug, Default)]
pub(super) struct Watch {
    zeros: Length,
    clipped: u32,
    since_clipped: Length,
}

impl Watch {
    /// Takes the next block; says what is wrong with the sound now.
    pub(super) fn hear(&mut self, block: &[f32]) -> Option<Alarm> {
        let length = Length::from_samples(block.len() as u64);
        if block.iter().all(|sample| *sample == 0.0) {
            self.zeros = self.zeros + length;
        } else {
            self.zeros = Length::ZERO;
        }
        let clipped = block.iter().filter(|sample| sample.abs() >= FULL_SCALE).count() as u32;
        if clipped > 0 {
            self.clipped += clipped;
            self.since_clipped = Length::ZERO;
        } else {
            self.since_clipped = self.since_clipped + length;
            if self.since_clipped >= LOOKS_BACK {
                self.clipped = 0;
            }
        }
        if self.zeros >= DEAD_AFTER {
            Some(Alarm::Silent)
        } else if self.clipped >= CLIPPED_SAMPLES {
            Some(Alarm::Clipping)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLOCK: usize = 320;

    fn after(watch: &mut Watch, sample: f32, millis: usize) -> Option<Alarm> {
        let blocks = millis * 16 / BLOCK;
        (0..blocks).map(|_| watch.hear(&[sample; BLOCK])).last().flatten()
    }

    #[test]
    fn exact_silence_is_told_within_two_seconds_and_room_noise_is_none() {
        let mut watch = Watch::default();
        assert_eq!(after(&mut watch, 0.0, 1_400), None);
        assert_eq!(after(&mut watch, 0.0, 200), Some(Alarm::Silent));
        assert_eq!(after(&mut watch, 0.000_1, 20), None);
        assert_eq!(after(&mut watch, 0.000_1, 60_000), None);
    }

    #[test]
    fn clipping_is_told_and_forgotten() {
        let mut watch = Watch::default();
        assert_eq!(after(&mut watch, 1.0, 20), Some(Alarm::Clipping));
        assert_eq!(after(&mut watch, 0.1, 1_000), Some(Alarm::Clipping));
        assert_eq!(after(&mut watch, 0.1, 1_100), None);
    }

    #[test]
    fn one_loud_consonant_is_no_clipping() {
        let mut block = [0.1; BLOCK];
        block[..5].fill(-1.0);
        assert_eq!(Watch::default().hear(&block), None);
    }
}
