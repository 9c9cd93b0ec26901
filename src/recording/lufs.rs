//! Loudness over time as people hear it: the weighting of ITU-R BS.1770, by the crate `ebur128`.
//!
//! Only differences within one recording are ever used: microphones and systems set the level by themselves, so the
//! loudness of two recordings says nothing about two voices. For where speech begins there is `loudness`.

use ebur128::{EbuR128, Mode};

use super::track::{LOUDNESS_STEP, Lufs};
use crate::time::ANALYSIS_RATE;

/// The loudness of each 50 ms, the last piece too where it is shorter; never below [`Lufs::SILENCE`].
pub(super) fn track(samples: &[f32]) -> Vec<Lufs> {
    // Fails for rates and numbers of channels that cannot be, and ours are fixed.
    let Ok(mut meter) = EbuR128::new(1, ANALYSIS_RATE.0, Mode::M) else { return Vec::new() };
    let piece = |piece: &[f32]| {
        meter.add_frames_f32(piece).ok()?;
        let millis = piece.len() as u32 * 1000 / ANALYSIS_RATE.0;
        Some(meter.loudness_window(millis.max(1)).ok()? as f32)
    };
    let loudness = samples.chunks(LOUDNESS_STEP.samples() as usize).map(piece);
    loudness.map(|lufs| Lufs(lufs.unwrap_or(Lufs::SILENCE.0).max(Lufs::SILENCE.0))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(hertz: f32, strength: f32, seconds: usize) -> Vec<f32> {
        let wave = |n: usize| (std::f32::consts::TAU * (hertz * n as f32 / 16_000.0).fract()).sin();
        (0..seconds * 16_000).map(|n| strength * wave(n)).collect()
    }

    /// The standard's own check: a full-scale tone of about 1 kHz on one channel is at -3 LUFS.
    #[test]
    fn a_full_tone_of_a_kilohertz_is_at_three_below() {
        let loudness = track(&tone(997.0, 1.0, 2));
        assert_eq!(loudness.len(), 40);
        assert!((loudness[20].0 + 3.0).abs() < 0.1, "{:?}", loudness[20]);
    }

    #[test]
    fn half_the_strength_is_six_decibels_less_at_once() {
        let loudness = track(&[tone(300.0, 0.2, 1), tone(300.0, 0.1, 1)].concat());
        assert!((loudness[10].0 - loudness[30].0 - 6.02).abs() < 0.1);
        assert!((loudness[19].0 - loudness[21].0 - 6.02).abs() < 0.3);
    }

    #[test]
    fn rumble_counts_less_than_a_voice() {
        let (rumble, voice) = (track(&tone(30.0, 0.2, 1)), track(&tone(300.0, 0.2, 1)));
        assert!(voice[15].0 - rumble[15].0 > 6.0, "{:?} {:?}", voice[15], rumble[15]);
    }

    #[test]
    fn silence_and_a_last_short_piece_have_a_loudness() {
        assert_eq!(track(&[0.0; 1_601]), [Lufs::SILENCE; 3]);
        assert_eq!(track(&[]), []);
    }
}
