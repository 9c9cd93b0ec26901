//! Any sample rate to the 16 kHz of the analysis and back, with every moment kept in its place.
//!
//! ```
//! use greenroom::recording::resample::to_analysis_rate;
//! use greenroom::time::SampleRate;
//!
//! let second_at_48_khz = vec![0.0; 48_000];
//! assert_eq!(to_analysis_rate(&second_at_48_khz, SampleRate(48_000)).len(), 16_000);
//! ```

use std::fmt;

use rubato::audioadapter_buffers::direct::SequentialSlice;
use rubato::{Fft, FixedSync, Resampler as _};

use crate::time::{ANALYSIS_RATE, SampleRate};

/// How many blocks a second are transformed: one each 40 ms, our own choice. rubato takes about 5 ms by itself, for a short
/// delay; but the shorter the block, the lower the filter has to begin, and "s" and "f" live at its edge.
const BLOCKS_A_SECOND: u32 = 25;

/// Turns a stream of mono samples into the same stream at another rate, usually 16 kHz.
///
/// What goes in at 1 s comes out at 1 s: the filter's delay is cut off the start and made up for by
/// [`finish`](Resampler::finish), which also gives the last samples. At the same rate the samples pass through untouched.
pub struct Resampler {
    from: SampleRate,
    to: SampleRate,
    engine: Option<Engine>,
    taken: u64,
    given: u64,
}

struct Engine {
    fft: Fft<f32>,
    pending: Vec<f32>,
    block: Vec<f32>,
    delay_left: usize,
}

impl fmt::Debug for Resampler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resampler")
            .field("from", &self.from)
            .field("taken", &self.taken)
            .finish_non_exhaustive()
    }
}

impl Resampler {
    /// A resampler from this rate to 16 kHz; nothing for a rate of zero.
    #[must_use]
    pub fn new(from: SampleRate) -> Option<Self> {
        Self::between(from, ANALYSIS_RATE)
    }

    /// A resampler from one rate to another; nothing for a rate of zero.
    #[must_use]
    pub fn between(from: SampleRate, to: SampleRate) -> Option<Self> {
        let engine = if from == to {
            None
        } else {
            let block = (from.0 / BLOCKS_A_SECOND).max(1) as usize;
            let fft = Fft::new(from.0 as usize, to.0 as usize, block, 1, FixedSync::Both).ok()?;
            let delay_left = fft.output_delay();
            let block = vec![0.0; fft.output_frames_max()];
            Some(Engine { fft, pending: Vec::new(), block, delay_left })
        };
        Some(Resampler { from, to, engine, taken: 0, given: 0 })
    }

    /// Takes the next samples and appends to `out` what is ready.
    pub fn push(&mut self, samples: &[f32], out: &mut Vec<f32>) {
        self.taken += samples.len() as u64;
        let before = out.len();
        match &mut self.engine {
            None => out.extend_from_slice(samples),
            Some(engine) => {
                engine.pending.extend_from_slice(samples);
                engine.run(out);
            }
        }
        self.given += (out.len() - before) as u64;
    }

    /// Appends what is left and begins anew. The output is then as long as the input, to the sample.
    pub fn finish(&mut self, out: &mut Vec<f32>) {
        let due = (self.taken * u64::from(self.to.0)).div_ceil(u64::from(self.from.0));
        if let Some(engine) = &mut self.engine {
            let mut tail = Vec::new();
            // Each round adds a block, so this ends; the bound only says so.
            for _ in 0..4 {
                if self.given + tail.len() as u64 >= due {
                    break;
                }
                let short = engine.fft.input_frames_next().saturating_sub(engine.pending.len());
                engine.pending.extend(std::iter::repeat_n(0.0, short));
                engine.run(&mut tail);
            }
            tail.resize(due.saturating_sub(self.given) as usize, 0.0);
            out.append(&mut tail);
            engine.fft.reset();
            engine.pending.clear();
            engine.delay_left = engine.fft.output_delay();
        }
        (self.taken, self.given) = (0, 0);
    }
}

impl Engine {
    /// Transforms whole blocks of what is pending.
    fn run(&mut self, out: &mut Vec<f32>) {
        let mut used = 0;
        loop {
            let need = self.fft.input_frames_next();
            let room = self.block.len();
            let Some(block) = self.pending.get(used..used + need) else { break };
            // The sizes are the engine's own, so none of these can fail; a failure would be a block of silence.
            let made = SequentialSlice::new(block, 1, need)
                .ok()
                .zip(SequentialSlice::new_mut(&mut self.block, 1, room).ok())
                .and_then(|(input, mut output)| self.fft.process_into_buffer(&input, &mut output, None).ok())
                .map_or(0, |(_, made)| made);
            used += need;
            let cut = self.delay_left.min(made);
            self.delay_left -= cut;
            out.extend_from_slice(&self.block[cut..made]);
        }
        self.pending.drain(..used);
    }
}

/// A whole clip at 16 kHz; an empty one for a rate of zero.
#[must_use]
pub fn to_analysis_rate(samples: &[f32], from: SampleRate) -> Vec<f32> {
    whole(samples, Resampler::new(from))
}

/// A whole clip at 16 kHz as a device of this rate takes it; an empty one for a rate of zero.
#[must_use]
pub fn from_analysis_rate(samples: &[f32], to: SampleRate) -> Vec<f32> {
    whole(samples, Resampler::between(ANALYSIS_RATE, to))
}

fn whole(samples: &[f32], resampler: Option<Resampler>) -> Vec<f32> {
    let mut out = Vec::new();
    if let Some(mut resampler) = resampler {
        resampler.push(samples, &mut out);
        resampler.finish(&mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use std::f64::consts::TAU;

    use proptest::prelude::*;

    use super::*;

    const RATES: [u32; 12] =
        [4_000, 8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000, 384_000];

    fn sine(hertz: f32, rate: u32, seconds: f32) -> Vec<f32> {
        let count = (seconds * rate as f32) as usize;
        let turn = f64::from(hertz) / f64::from(rate);
        (0..count).map(|n| (0.5 * (TAU * (turn * n as f64).fract()).sin()) as f32).collect()
    }

    fn rms(samples: &[f32]) -> f32 {
        (samples.iter().map(|x| x * x).sum::<f32>() / samples.len() as f32).sqrt()
    }

    #[test]
    fn a_tone_keeps_its_strength_at_every_rate() {
        for rate in RATES {
            for hertz in [150.0, 1000.0, 1600.0] {
                let out = to_analysis_rate(&sine(hertz, rate, 1.0), SampleRate(rate));
                let gain = rms(&out[2_000..14_000]) / (0.5 / 2f32.sqrt());
                assert!((gain - 1.0).abs() < 0.01, "{hertz} Hz from {rate} Hz: {gain}");
            }
        }
    }

    #[test]
    fn hisses_up_to_seven_kilohertz_keep_their_strength() {
        for rate in [22_050, 24_000, 44_100, 48_000, 96_000] {
            let out = to_analysis_rate(&sine(7000.0, rate, 1.0), SampleRate(rate));
            let gain = rms(&out[2_000..14_000]) / (0.5 / 2f32.sqrt());
            assert!((gain - 1.0).abs() < 0.01, "from {rate} Hz: {gain}");
        }
    }

    #[test]
    fn tones_that_16_khz_cannot_hold_do_not_fold_back() {
        for (rate, hertz) in [(48_000, 9_000.0), (48_000, 15_000.0), (44_100, 12_000.0), (22_050, 9_500.0)] {
            let out = to_analysis_rate(&sine(hertz, rate, 1.0), SampleRate(rate));
            let level = 20.0 * (rms(&out[2_000..14_000]) / 0.35).log10();
            assert!(level < -60.0, "{hertz} Hz from {rate} Hz comes back at {level} dB");
        }
    }

    #[test]
    fn a_click_stays_in_its_place() {
        for rate in RATES {
            let mut clip = vec![0.0; rate as usize];
            clip[(rate / 2) as usize] = 1.0;
            let out = to_analysis_rate(&clip, SampleRate(rate));
            let loudest = (0..out.len()).max_by(|&a, &b| out[a].abs().total_cmp(&out[b].abs())).unwrap();
            assert!(loudest.abs_diff(8_000) <= 1, "from {rate} Hz the click is at {loudest}");
        }
    }

    #[test]
    fn a_tone_does_not_drift() {
        for rate in [11_025, 44_100, 48_000] {
            let out = to_analysis_rate(&sine(100.0, rate, 10.0), SampleRate(rate));
            let should = sine(100.0, 16_000, 10.0);
            let worst = out[1_000..159_000].iter().zip(&should[1_000..]).map(|(a, b)| (a - b).abs());
            let worst = worst.fold(0.0, f32::max);
            assert!(worst < 0.02, "from {rate} Hz: off by {worst}");
        }
    }

    #[test]
    fn sixteen_kilohertz_pass_untouched() {
        let clip = sine(440.0, 16_000, 0.3);
        assert_eq!(to_analysis_rate(&clip, ANALYSIS_RATE), clip);
    }

    #[test]
    fn a_take_played_at_another_rate_keeps_its_strength_and_its_places() {
        for rate in [8_000, 22_050, 44_100, 48_000, 96_000] {
            let mut clip = sine(1000.0, 16_000, 1.0);
            let out = from_analysis_rate(&clip, SampleRate(rate));
            assert_eq!(out.len(), rate as usize);
            let gain = rms(&out[out.len() / 8..out.len() * 7 / 8]) / (0.5 / 2f32.sqrt());
            assert!((gain - 1.0).abs() < 0.01, "to {rate} Hz: {gain}");
            clip.fill(0.0);
            clip[8_000] = 1.0;
            let out = from_analysis_rate(&clip, SampleRate(rate));
            let loudest = (0..out.len()).max_by(|&a, &b| out[a].abs().total_cmp(&out[b].abs())).unwrap();
            assert!(loudest.abs_diff(rate as usize / 2) <= 1, "to {rate} Hz the click is at {loudest}");
        }
    }

    #[test]
    fn a_rate_of_zero_gives_nothing() {
        assert!(Resampler::new(SampleRate(0)).is_none());
        assert!(to_analysis_rate(&[1.0; 9], SampleRate(0)).is_empty());
        assert!(from_analysis_rate(&[1.0; 9], SampleRate(0)).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 24, ..ProptestConfig::default() })]

        #[test]
        fn pieces_give_the_same_as_the_whole(
            rate in prop::sample::select(RATES.to_vec()),
            sizes in prop::collection::vec(0usize..5_000, 1..12),
        ) {
            let clip = sine(300.0, rate, sizes.iter().sum::<usize>() as f32 / rate as f32);
            let mut resampler = Resampler::new(SampleRate(rate)).unwrap();
            let (mut out, mut rest) = (Vec::new(), clip.as_slice());
            for size in sizes {
                let (now, later) = rest.split_at(size.min(rest.len()));
                resampler.push(now, &mut out);
                rest = later;
            }
            resampler.push(rest, &mut out);
            resampler.finish(&mut out);
            prop_assert_eq!(out.len(), (clip.len() * 16_000).div_ceil(rate as usize));
            prop_assert_eq!(out, to_analysis_rate(&clip, SampleRate(rate)));
        }
    }
}
