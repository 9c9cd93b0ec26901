//! The Fourier transform, for what the analysis asks of it: the power at each frequency, and how alike two sounds are.

use std::sync::Arc;

use realfft::num_complex::Complex;
use realfft::{ComplexToReal, RealFftPlanner, RealToComplex};

/// Transforms of one size; owns what they need, so that a frame costs no allocation.
pub(super) struct Spectrum {
    forward: Arc<dyn RealToComplex<f32>>,
    back: Arc<dyn ComplexToReal<f32>>,
    samples: Vec<f32>,
    one: Vec<Complex<f32>>,
    other: Vec<Complex<f32>>,
    scratch: Vec<Complex<f32>>,
}

impl Spectrum {
    /// Transforms of so many samples.
    pub(super) fn new(size: usize) -> Self {
        let mut planner = RealFftPlanner::new();
        let (forward, back) = (planner.plan_fft_forward(size), planner.plan_fft_inverse(size));
        Spectrum {
            samples: forward.make_input_vec(),
            one: forward.make_output_vec(),
            other: forward.make_output_vec(),
            scratch: vec![Complex::default(); forward.get_scratch_len().max(back.get_scratch_len())],
            forward,
            back,
        }
    }

    /// The power at each frequency from 0 to half the rate. What a frame has less than the size is silence.
    pub(super) fn power(&mut self, frame: &[f32]) -> impl Iterator<Item = f32> {
        fill(&mut self.samples, frame);
        // A transform fails for vectors of a wrong length only, and these are its own.
        let _ = self.forward.process_with_scratch(&mut self.samples, &mut self.one, &mut self.scratch);
        self.one.iter().map(Complex::norm_sqr)
    }

    /// For each shift: the sum of products of a sound with another one, so many samples later. Right for shifts for which
    /// both together are no longer than the size.
    pub(super) fn correlation(&mut self, sound: &[f32], other: &[f32]) -> impl Iterator<Item = f32> {
        fill(&mut self.samples, sound);
        let _ = self.forward.process_with_scratch(&mut self.samples, &mut self.one, &mut self.scratch);
        fill(&mut self.samples, other);
        let _ = self.forward.process_with_scratch(&mut self.samples, &mut self.other, &mut self.scratch);
        for (other, one) in self.other.iter_mut().zip(&self.one) {
            *other *= one.conj();
        }
        // The first and the last are real, but for rounding, which the transform does not allow.
        if let [first, .., last] = self.other.as_mut_slice() {
            (first.im, last.im) = (0.0, 0.0);
        }
        let _ = self.back.process_with_scratch(&mut self.other, &mut self.samples, &mut self.scratch);
        let size = self.samples.len() as f32;
        self.samples.iter().map(move |sum| sum / size)
    }
}

fn fill(samples: &mut [f32], sound: &[f32]) {
    samples.fill(0.0);
    samples.iter_mut().zip(sound).for_each(|(place, sample)| *place = *sample);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_has_its_power_at_its_frequency() {
        let tone: Vec<f32> = (0..64).map(|n| (std::f32::consts::TAU * 8.0 * n as f32 / 64.0).sin()).collect();
        let power: Vec<f32> = Spectrum::new(64).power(&tone).collect();
        assert_eq!(power.len(), 33);
        assert!((power[8] - 1024.0).abs() < 0.1, "{}", power[8]);
        assert!(power.iter().enumerate().all(|(place, power)| place == 8 || *power < 0.01));
    }

    #[test]
    fn a_correlation_is_the_sum_of_products() {
        let mut spectrum = Spectrum::new(8);
        let found: Vec<f32> = spectrum.correlation(&[1.0, 2.0], &[1.0, 0.0, 3.0, 4.0]).take(3).collect();
        for (found, wanted) in found.iter().zip([1.0, 6.0, 11.0]) {
            assert!((found - wanted).abs() < 1e-4, "{found} {wanted}");
        }
    }

    #[test]
    fn one_frame_leaves_nothing_for_the_next() {
        let mut spectrum = Spectrum::new(16);
        let _ = spectrum.correlation(&[1.0; 8], &[1.0; 16]).count();
        assert!(spectrum.power(&[]).all(|power| power == 0.0));
    }
}
