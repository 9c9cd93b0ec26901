//! Many channels at any rate to one at 16 kHz, while they are being decoded.

use super::decode::LONGEST;
use super::resample::Resampler;
use crate::time::SampleRate;

/// A mix below this part of its loudest channel (12 dB) has cancelled itself out. Two different voices give 0.7 and one
/// silent channel of two gives 0.5, so only channels that are each other's negative come this low. Our own choice.
const CANCELLED_BELOW: f64 = 0.25;

/// Samples mixed at once, a bound on memory and nothing else.
const BLOCK: usize = 16_384;

/// A recording so long that it cannot be kept in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooLong;

/// Takes interleaved samples and keeps their 16 kHz mono mix, or one channel of them.
#[derive(Debug)]
pub(super) struct Mixer {
    only: Option<usize>,
    resampler: Resampler,
    mono: Vec<f32>,
    samples: Vec<f32>,
    channel_energy: Vec<f64>,
    mix_energy: f64,
}

impl Mixer {
    /// A mixer of sound at this rate; nothing for a rate of zero.
    pub(super) fn new(rate: SampleRate, only: Option<usize>) -> Option<Self> {
        Some(Mixer {
            only,
            resampler: Resampler::new(rate)?,
            mono: Vec::new(),
            samples: Vec::new(),
            channel_energy: Vec::new(),
            mix_energy: 0.0,
        })
    }

    /// Takes whole frames of so many channels. What is no number is silence; what is over full scale is full scale.
    pub(super) fn take(&mut self, interleaved: &[f32], channels: usize) -> Result<(), TooLong> {
        let channels = channels.max(1);
        self.channel_energy.resize(self.channel_energy.len().max(channels), 0.0);
        for block in interleaved.chunks(BLOCK.next_multiple_of(channels)) {
            self.mono.clear();
            for frame in block.chunks_exact(channels) {
                let mut sum = 0.0;
                for (energy, &sample) in self.channel_energy.iter_mut().zip(frame) {
                    let sample = sound(sample);
                    *energy += f64::from(sample) * f64::from(sample);
                    sum += sample;
                }
                let mixed = sum / channels as f32;
                self.mix_energy += f64::from(mixed) * f64::from(mixed);
                let kept =
                    self.only.map_or(mixed, |only| frame.get(only).map_or(0.0, |&sample| sound(sample)));
                self.mono.push(kept);
            }
            self.resampler.push(&self.mono, &mut self.samples);
            if self.samples.len() as u64 > LONGEST.samples() {
                return Err(TooLong);
            }
        }
        Ok(())
    }

    /// Takes so many frames of silence, in the place of frames that could not be decoded.
    pub(super) fn skip(&mut self, frames: usize) -> Result<(), TooLong> {
        self.take(&vec![0.0; frames], 1)
    }

    /// The loudest channel, where the mix of all has cancelled itself out.
    pub(super) fn cancelled(&self) -> Option<usize> {
        let (loudest, energy) =
            self.channel_energy.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1))?;
        let cancelled = self.mix_energy < energy * CANCELLED_BELOW * CANCELLED_BELOW;
        (self.only.is_none() && self.channel_energy.len() > 1 && cancelled).then_some(loudest)
    }

    /// All of it.
    pub(super) fn finish(mut self) -> Vec<f32> {
        self.resampler.finish(&mut self.samples);
        for sample in &mut self.samples {
            // The filter swings past full scale by a few percent at hard edges.
            *sample = sample.clamp(-1.0, 1.0);
        }
        self.samples
    }
}

fn sound(sample: f32) -> f32 {
    if sample.is_finite() { sample.clamp(-1.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mixer() -> Mixer {
        Mixer::new(SampleRate(16_000), None).unwrap()
    }

    #[test]
    fn channels_that_are_each_others_negative_are_noticed() {
        let mut mixer = mixer();
        mixer.take(&[0.4, -0.5, -0.4, 0.5].repeat(400), 2).unwrap();
        assert_eq!(mixer.cancelled(), Some(1));
    }

    #[test]
    fn one_silent_channel_of_two_is_an_ordinary_mix() {
        let mut mixer = mixer();
        mixer.take(&[0.4, 0.0, -0.4, 0.0].repeat(400), 2).unwrap();
        assert_eq!(mixer.cancelled(), None);
        assert_eq!(mixer.finish()[..2], [0.2, -0.2]);
    }

    #[test]
    fn what_is_no_number_is_silence_and_nothing_is_over_full_scale() {
        let mut mixer = mixer();
        mixer.take(&[f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 7.0, -1e30, 0.25], 1).unwrap();
        assert_eq!(mixer.finish(), [0.0, 0.0, 0.0, 1.0, -1.0, 0.25]);
    }
}
