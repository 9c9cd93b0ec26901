//! The soft ends of words, which sink in noise: how far a stretch of speech goes on after its loudness is lost.
//!
//! A word begins at once and dies away slowly, so noise takes off its end: at 10 dB pauses came out 60 ms too long. In a part
//! of the frequencies where the noise is weak the end is still there, so each band is held against its own noise.

use super::loudness::{SILENCE, dbfs};
use crate::time::ANALYSIS_RATE;

/// The bands, in Hz: the keynote with the first overtones, two of vowels, and that of "s" and "f".
const BANDS: [(f32, f32); 4] = [(150.0, 500.0), (500.0, 1200.0), (1200.0, 2800.0), (2800.0, 7000.0)];

/// A moment still belongs to the word where the bands together rise above their noise by this much, in dB: by 3 in each or
/// by 10 in one. Of 8, 10 and 12 it gave the least error of length in noise. Our own choice.
const ABOVE_NOISE: f32 = 10.0;

/// A band counts only down to this far below the loudest speech in it, in dB; it gives at most 5 dB more than it has above
/// that, so that in clean sound an echo of the room is no end of a word.
const BELOW_SPEECH: f32 = 35.0;
const AT_THE_LEAST: f32 = 5.0;

/// No end goes on for more than 120 ms, in hops. Our own choice.
const LONGEST: usize = 12;

/// What was a pause stays one: 250 ms, in hops.
const PAUSE: usize = 25;

/// Where the ends of words may still be heard, hop by hop of `hop` samples, each with the `window` around it.
///
/// `is_voice` tells in which hops a voice is heard; the noise is the middle level of the others, if they are `least_noise`.
pub(super) fn audible(
    samples: &[f32],
    (hop, window): (usize, usize),
    is_voice: &dyn Fn(usize) -> bool,
    least_noise: usize,
) -> Vec<bool> {
    let mut above = vec![0.0; samples.len().div_ceil(hop)];
    for band in BANDS {
        let levels = levels(samples, band, hop, window);
        let of = |voice: bool| -> Vec<f32> {
            let hops = levels.iter().enumerate();
            hops.filter(|&(at, &level)| is_voice(at) == voice && level > SILENCE)
                .map(|(_, &level)| level)
                .collect()
        };
        let (speech, noise) = (of(true), of(false));
        let noise = if noise.len() < least_noise { SILENCE } else { share(noise, 0.5) };
        let least = share(speech, 0.95) - BELOW_SPEECH;
        for (above, level) in above.iter_mut().zip(levels) {
            *above += (level - noise).min(level - least + AT_THE_LEAST).max(0.0);
        }
    }
    above.into_iter().map(|above| above >= ABOVE_NOISE).collect()
}

/// Moves the ends of islands of sound on for as long as they are audible.
pub(super) fn follow(audible: &[bool], islands: &mut [(usize, usize)]) {
    let starts: Vec<usize> = islands.iter().map(|&(from, _)| from).skip(1).collect();
    for (place, (_, to)) in islands.iter_mut().enumerate() {
        let most = match starts.get(place) {
            Some(next) if next - *to >= PAUSE => next - PAUSE,
            Some(_) => *to,
            None => audible.len(),
        };
        let goes_on =
            audible[*to..most.max(*to)].iter().take(LONGEST).take_while(|&&audible| audible).count();
        *to += goes_on;
    }
}

fn share(mut levels: Vec<f32>, share: f32) -> f32 {
    let Some(last) = levels.len().checked_sub(1) else { return SILENCE };
    let place = ((levels.len() as f32 * share) as usize).min(last);
    *levels.select_nth_unstable_by(place, f32::total_cmp).1
}

/// The level of one band in each hop.
fn levels(samples: &[f32], (low, high): (f32, f32), hop: usize, window: usize) -> Vec<f32> {
    let (mut from, mut to) = (Cut::above(low), Cut::below(high));
    let squares: Vec<f32> = samples.iter().map(|&sample| to.next(from.next(sample)).powi(2)).collect();
    let beside = (window - hop) / 2;
    (0..samples.len().div_ceil(hop))
        .map(|at| {
            let around =
                &squares[(at * hop).saturating_sub(beside)..((at + 1) * hop + beside).min(samples.len())];
            dbfs(around.iter().sum(), around.len())
        })
        .collect()
}

/// A filter of two poles (Butterworth).
struct Cut {
    forward: [f32; 2],
    back: [f32; 2],
    state: [f32; 2],
}

impl Cut {
    fn new(hertz: f32, sign: f32) -> Self {
        let (height, cos) = (std::f32::consts::TAU * hertz / ANALYSIS_RATE.0 as f32).sin_cos();
        let width = height * std::f32::consts::FRAC_1_SQRT_2;
        let all = 1.0 + width;
        let side = (1.0 + sign * cos) / (2.0 * all);
        Cut {
            forward: [side, -2.0 * sign * side],
            back: [-2.0 * cos / all, (1.0 - width) / all],
            state: [0.0; 2],
        }
    }

    fn above(hertz: f32) -> Self {
        Cut::new(hertz, 1.0)
    }

    fn below(hertz: f32) -> Self {
        Cut::new(hertz, -1.0)
    }

    fn next(&mut self, sample: f32) -> f32 {
        // The smallest push keeps the state off numbers that processors are slow with.
        let out = self.forward[0] * sample + self.state[0] + 1e-20;
        self.state[0] = self.forward[1] * sample - self.back[0] * out + self.state[1];
        self.state[1] = self.forward[0] * sample - self.back[1] * out;
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_goes_on_while_it_is_heard_and_never_closes_a_pause() {
        let audible = [vec![true; 60], vec![false; 10], vec![true; 60]].concat();
        let mut islands = [(0, 10), (50, 65), (100, 110)];
        follow(&audible, &mut islands);
        assert_eq!(islands, [(0, 22), (50, 65), (100, 122)]);
        let mut near = [(0, 10), (40, 50), (60, 70)];
        follow(&audible, &mut near);
        assert_eq!(near, [(0, 15), (40, 50), (60, 82)], "a pause of 300 ms keeps 250, a shorter one all");
    }

    #[test]
    fn a_band_without_noise_keeps_what_another_loses() {
        let tone =
            |n: usize, hertz: f32| (std::f32::consts::TAU * (hertz * n as f32 / 16_000.0).fract()).sin();
        // A loud hum throughout; a high sound of a fiftieth of its power for the first second.
        let sound: Vec<f32> = (0..32_000)
            .map(|n| 0.1 * tone(n, 200.0) + if n < 16_000 { 0.014 * tone(n, 4_000.0) } else { 0.0 })
            .collect();
        let heard = audible(&sound, (160, 400), &|hop| hop < 90, 30);
        assert!(heard[20..95].iter().all(|&heard| heard), "{heard:?}");
        assert!(!heard[110..190].iter().any(|&heard| heard), "{heard:?}");
    }
}
