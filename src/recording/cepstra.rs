//! The timbre of a sound every 10 ms: mel cepstra, the usual short description of what the mouth is doing.
//!
//! The recipe is the standard one (Davis & Mermelstein 1980): power spectrum of 25 ms, triangular bands on the mel
//! scale, logarithm, cosine transform.

use std::f32::consts::PI;

use super::spectrum::Spectrum;
use crate::time::ANALYSIS_RATE;

/// From one frame to the next: 10 ms.
pub(super) const HOP: usize = 160;

/// A frame is 25 ms around the middle of its hop ..
const WINDOW: usize = 400;

/// .. filled up with silence to this.
const TRANSFORM: usize = 512;

/// Bands between these frequencies.
const BANDS: usize = 26;
const LOWEST: f32 = 80.0;
const HIGHEST: f32 = 7_600.0;

/// Coefficients that are kept. The first, which is loudness, is left out.
pub(super) const CEPSTRA: usize = 12;

/// Below any sound: keeps the logarithm of digital silence finite.
const NOTHING: f32 = 1e-9;

/// The timbre of one frame.
pub(super) type Timbre = [f32; CEPSTRA];

/// The timbre of every 10 ms of a clip.
pub(super) fn cepstra(samples: &[f32]) -> Vec<Timbre> {
    let mut spectrum = Spectrum::new(TRANSFORM);
    let mut windowed = [0.0; WINDOW];
    let window: Vec<f32> =
        (0..WINDOW).map(|n| 0.5 - 0.5 * (2.0 * PI * n as f32 / (WINDOW - 1) as f32).cos()).collect();
    let (bands, cosines) = (bands(), cosines());
    let before = (WINDOW - HOP) / 2;
    (0..samples.len() / HOP)
        .map(|frame| {
            for (n, (sample, weight)) in windowed.iter_mut().zip(&window).enumerate() {
                let place = (frame * HOP + n).checked_sub(before);
                *sample = weight * place.and_then(|place| samples.get(place)).copied().unwrap_or(0.0);
            }
            let power: Vec<f32> = spectrum.power(&windowed).collect();
            let loud: [f32; BANDS] = std::array::from_fn(|band| {
                let (first, weights) = &bands[band];
                let sum: f32 =
                    weights.iter().zip(&power[*first..]).map(|(weight, power)| weight * power).sum();
                (sum + NOTHING).ln()
            });
            std::array::from_fn(|one| {
                cosines[one].iter().zip(&loud).map(|(cosine, loud)| cosine * loud).sum()
            })
        })
        .collect()
}

/// Each band: its first bin of the spectrum, and the weights from there on.
fn bands() -> Vec<(usize, Vec<f32>)> {
    let mel = |hertz: f32| 2_595.0 * (1.0 + hertz / 700.0).log10();
    let hertz = |mel: f32| 700.0 * (10f32.powf(mel / 2_595.0) - 1.0);
    let bin = |edge: usize| {
        let mels = mel(LOWEST) + (mel(HIGHEST) - mel(LOWEST)) * edge as f32 / (BANDS + 1) as f32;
        (hertz(mels) / ANALYSIS_RATE.0 as f32 * TRANSFORM as f32) as usize
    };
    (0..BANDS)
        .map(|band| {
            let from = bin(band);
            let top = bin(band + 1).max(from + 1);
            let to = bin(band + 2).max(top + 1);
            let rises = (from..top).map(|bin| (bin - from) as f32 / (top - from) as f32);
            let falls = (top..to).map(|bin| (to - bin) as f32 / (to - top) as f32);
            (from, rises.chain(falls).collect())
        })
        .collect()
}

/// The rows of the orthonormal cosine transform, without the first.
fn cosines() -> [[f32; BANDS]; CEPSTRA] {
    let scale = (2.0 / BANDS as f32).sqrt();
    std::array::from_fn(|row| {
        std::array::from_fn(|band| scale * (PI * (row + 1) as f32 * (band as f32 + 0.5) / BANDS as f32).cos())
    })
}

#[cfg(test)]
mod tests {
    use std::f32::consts::TAU;

    use super::*;

    fn tone(hertz: f32, strength: f32) -> Vec<f32> {
        (0..8_000).map(|n| strength * (TAU * hertz * n as f32 / 16_000.0).sin()).collect()
    }

    fn apart(one: &Timbre, other: &Timbre) -> f32 {
        one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f32>().sqrt()
    }

    #[test]
    fn there_is_one_frame_for_each_10_ms() {
        assert_eq!(cepstra(&tone(500.0, 0.1)).len(), 50);
        assert!(cepstra(&[0.1; HOP - 1]).is_empty());
    }

    #[test]
    fn a_louder_sound_has_the_same_timbre_and_another_sound_has_not() {
        let (soft, loud, other) =
            (cepstra(&tone(500.0, 0.1)), cepstra(&tone(500.0, 0.2)), cepstra(&tone(2_000.0, 0.1)));
        assert!(apart(&soft[20], &loud[20]) < 1.0, "{}", apart(&soft[20], &loud[20]));
        assert!(apart(&soft[20], &other[20]) > 5.0);
    }

    #[test]
    fn silence_has_a_finite_timbre() {
        assert!(cepstra(&[0.0; 1_600]).iter().flatten().all(|number| number.is_finite()));
    }
}
