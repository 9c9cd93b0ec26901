//! The pitch of a voice every 10 ms, where there is one.
//!
//! The candidates of each frame are those of pYIN (Mauch & Dixon 2014): the difference function of YIN (de Cheveigné &
//! Kawahara 2002), made relative to its own mean, and in place of one threshold a distribution of thresholds, which gives
//! each trough a probability. pYIN then finds the likeliest path through a grid of 10 cents; here the path goes through the
//! candidates themselves, as Praat does it (Boersma 1993). Against
//! librosa's pYIN, see docs/MEASURES.md.

use super::spectrum::Spectrum;
use super::track::{Hertz, PITCH_STEP};
use crate::time::{ANALYSIS_RATE, Stretch};

/// Pitches between these are looked for, in hertz: a deep voice at the end of a sentence, and a high one that is excited.
const LOWEST: f32 = 55.0;
const HIGHEST: f32 = 500.0;

/// Periods between these are looked at, in samples, one more at each end so that the ends can be troughs.
const SHORTEST: usize = 31;
const LONGEST: usize = 292;

/// So many samples are compared with those one period later: 32 ms, nearly two periods of the lowest pitch.
const WINDOW: usize = 512;

/// Samples of a frame before and after its middle. A pitch is that of the middle of all samples compared: exactly so at
/// 150 Hz, 2 ms off at 75 and at 300 Hz. With the frame's own middle, glides came 6 ms early.
const BEFORE: usize = 310;
const AFTER: usize = WINDOW + LONGEST - BEFORE;

/// A power of two that holds window and longest period, so that the correlation does not run round.
const SPECTRUM: usize = 1024;

/// Softer frames are silence, mean square: -80 dBFS. Digital silence has every period.
const SILENCE: f32 = 1e-8;

/// Troughs above this are no candidates: the distribution of thresholds has nothing left there.
const HIGHEST_TROUGH: f32 = 0.6;

/// By how much each further trough under the same threshold is less likely than the one before it: e to the minus 2, as
/// pYIN's reference implementations have it. It is what makes a voice's own period win against its double.
const LATER_TROUGH: f32 = 2.0;

/// Between two frames a pitch moves by less than this, in semitones: 36 octaves a second, as in pYIN.
const GREATEST_MOVE: f32 = 4.3;

/// How unlikely is a greater move, and how unlikely it is that the voice sets in or ends (natural logarithms).
const LEAP: f32 = -14.0;
const SWITCH: f32 = -4.6;

/// What is taken from "no voice" in each frame. pYIN spreads it over all pitches of its grid, with the same effect: a weak
/// trough between strong ones is still voice. Set on `scripts/check-pitch`.
const UNVOICED: f32 = -5.0;

/// Shorter islands of pitch are noise: 40 ms, in frames. A short vowel has more.
const LEAST_RUN: usize = 4;

/// One pitch that a frame may have.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    /// Above 1 Hz.
    semitones: f32,
    /// Natural logarithm of its probability.
    score: f32,
}

/// What a frame may be: one of some pitches, or none.
#[derive(Debug, Default)]
struct Frame {
    candidates: Vec<Candidate>,
    unvoiced: f32,
}

/// The pitch of each 10 ms; none outside the stretches in which somebody speaks.
pub(super) fn track(samples: &[f32], voiced: &[Stretch]) -> Vec<Option<Hertz>> {
    let step = PITCH_STEP.samples() as usize;
    let mut pitches = vec![None; samples.len().div_ceil(step)];
    let mut ear = Ear::new();
    for stretch in voiced {
        let place = |samples: u64| ((samples as usize + step / 2) / step).min(pitches.len());
        let places = place(stretch.from().samples())..place(stretch.to().samples());
        let frames: Vec<Frame> =
            places.clone().map(|place| ear.hear(samples, place * step + step / 2)).collect();
        pitches[places].copy_from_slice(&path(&frames));
    }
    pitches
}

/// Hears the candidates of one frame after another.
struct Ear {
    spectrum: Spectrum,
    frame: Vec<f32>,
    /// For each period how much the samples differ from those one period later, relative to shorter periods.
    difference: Vec<f32>,
}

impl Ear {
    fn new() -> Ear {
        Ear {
            spectrum: Spectrum::new(SPECTRUM),
            frame: vec![0.0; WINDOW + LONGEST],
            difference: vec![1.0; LONGEST + 1],
        }
    }

    /// The candidates of the frame around a sample.
    fn hear(&mut self, samples: &[f32], middle: usize) -> Frame {
        let silent = Frame::default();
        // What lies outside the recording is silence.
        self.frame.fill(0.0);
        let (from, to) = (middle.saturating_sub(BEFORE), (middle + AFTER).min(samples.len()));
        let at = BEFORE.saturating_sub(middle);
        self.frame[at..at + to - from].copy_from_slice(&samples[from..to]);
        let power = self.frame.iter().map(|x| x * x).sum::<f32>() / self.frame.len() as f32;
        if power < SILENCE {
            return silent;
        }
        self.differ();
        let troughs = troughs(&self.difference);
        let candidates = candidates(&troughs);
        let voiced: f32 = candidates.iter().map(|candidate| candidate.score.exp()).sum();
        Frame { candidates, unvoiced: (1.0 - voiced).max(1e-3).ln() }
    }

    /// The difference function of YIN, steps 2 and 3: sums of squared differences, by way of the correlation.
    fn differ(&mut self) {
        let square = |x: f32| f64::from(x) * f64::from(x);
        let first: f64 = self.frame[..WINDOW].iter().map(|&x| square(x)).sum();
        let (mut later, mut sum) = (first, 0.0);
        let common = self.spectrum.correlation(&self.frame[..WINDOW], &self.frame);
        for (period, common) in common.enumerate().take(LONGEST + 1).skip(1) {
            later += square(self.frame[WINDOW + period - 1]) - square(self.frame[period - 1]);
            let difference = (first + later - 2.0 * f64::from(common)).max(0.0);
            sum += difference;
            self.difference[period] = if sum > 0.0 { (difference * period as f64 / sum) as f32 } else { 1.0 };
        }
    }
}

/// A period at which the sound repeats itself, and how badly it does.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Trough {
    period: f32,
    height: f32,
}

/// The troughs of a difference function between the highest and the lowest pitch, with the parabola through three points.
fn troughs(difference: &[f32]) -> Vec<Trough> {
    let rate = ANALYSIS_RATE.0 as f32;
    let mut troughs = Vec::new();
    for period in SHORTEST..LONGEST {
        let (before, here, after) = (difference[period - 1], difference[period], difference[period + 1]);
        if here >= HIGHEST_TROUGH || here > before || here >= after {
            continue;
        }
        let bend = before + after - 2.0 * here;
        let shift = if bend > 0.0 { 0.5 * (before - after) / bend } else { 0.0 };
        let trough = Trough {
            period: period as f32 + shift,
            height: (here - 0.25 * (before - after) * shift).max(0.0),
        };
        if (rate / HIGHEST..=rate / LOWEST).contains(&trough.period) {
            troughs.push(trough);
        }
    }
    troughs
}

/// How much of the distribution of thresholds lies below one: the beta distribution with 2 and 18, whose mean is 0.1.
fn thresholds_below(threshold: f32) -> f32 {
    let rest = (1.0 - threshold).clamp(0.0, 1.0);
    1.0 - rest.powi(18) * (1.0 + 18.0 * (1.0 - rest))
}

/// The probability of each trough: over all thresholds, the early ones of those that lie below.
fn candidates(troughs: &[Trough]) -> Vec<Candidate> {
    let mut heights: Vec<f32> = troughs.iter().map(|trough| trough.height).collect();
    heights.sort_by(f32::total_cmp);
    let mut likely = vec![0.0_f32; troughs.len()];
    for (place, &height) in heights.iter().enumerate() {
        // With a threshold between this height and the next, the troughs up to this height lie below.
        let next = heights.get(place + 1).map_or(1.0, |&next| thresholds_below(next));
        let weight = next - thresholds_below(height);
        let under = || (0..troughs.len()).filter(|&trough| troughs[trough].height <= height);
        let all = 1.0 - (-LATER_TROUGH * under().count() as f32).exp();
        for (number, trough) in under().enumerate() {
            let share = (1.0 - (-LATER_TROUGH).exp()) * (-LATER_TROUGH * number as f32).exp() / all;
            likely[trough] += weight * share;
        }
    }
    let found = troughs.iter().zip(likely).filter(|&(_, likely)| likely > 1e-6);
    found
        .map(|(trough, likely)| Candidate {
            semitones: 12.0 * (ANALYSIS_RATE.0 as f32 / trough.period).log2(),
            score: likely.ln(),
        })
        .collect()
}

/// How likely one pitch follows another.
fn follows(before: Candidate, after: Candidate) -> f32 {
    let moved = (before.semitones - after.semitones).abs() / GREATEST_MOVE;
    if moved < 1.0 { (1.0 - moved).ln().max(LEAP) } else { LEAP }
}

/// The likeliest way through the frames of one stretch of speech (Viterbi). A single frame at the double or the half of
/// its neighbours costs two leaps, so it is passed over.
fn path(frames: &[Frame]) -> Vec<Option<Hertz>> {
    // State 0 is "no voice", state n the candidate n - 1. For each frame and state: the best state before it.
    let mut came_from: Vec<Vec<usize>> = Vec::with_capacity(frames.len());
    let mut scores: Vec<f32> = vec![0.0];
    let mut before: &[Candidate] = &[];
    for frame in frames {
        let mut best = Vec::with_capacity(frame.candidates.len() + 1);
        best.push(likeliest(&scores, |state| if state == 0 { 0.0 } else { SWITCH }));
        for &after in &frame.candidates {
            best.push(likeliest(&scores, |state| match state.checked_sub(1) {
                None => SWITCH,
                Some(place) => follows(before[place], after),
            }));
        }
        let own = std::iter::once(frame.unvoiced + UNVOICED)
            .chain(frame.candidates.iter().map(|candidate| candidate.score));
        scores = best.iter().zip(own).map(|(&(_, score), own)| score + own).collect();
        came_from.push(best.into_iter().map(|(state, _)| state).collect());
        before = &frame.candidates;
    }
    let mut pitches = vec![None; frames.len()];
    let (mut state, _) = likeliest(&scores, |_| 0.0);
    for (place, frame) in frames.iter().enumerate().rev() {
        pitches[place] = state.checked_sub(1).map(|n| Hertz((frame.candidates[n].semitones / 12.0).exp2()));
        state = came_from[place][state];
    }
    forget_short_runs(&mut pitches);
    pitches
}

/// The state with the highest score, what leads on from it counted; the first of equal ones.
fn likeliest(scores: &[f32], on: impl Fn(usize) -> f32) -> (usize, f32) {
    let mut best = (0, f32::NEG_INFINITY);
    for (state, score) in scores.iter().enumerate() {
        let score = score + on(state);
        if score > best.1 {
            best = (state, score);
        }
    }
    best
}

fn forget_short_runs(pitches: &mut [Option<Hertz>]) {
    for run in pitches.chunk_by_mut(|one, next| one.is_some() == next.is_some()) {
        if run.len() < LEAST_RUN {
            run.fill(None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::voice::tests::noise;
    use super::*;
    use crate::time::Moment;

    /// A voice of seven harmonics whose pitch at each second is given, at about -20 dBFS.
    fn sung(seconds: f64, hertz: impl Fn(f64) -> f64) -> Vec<f32> {
        let mut phase = 0.0;
        (0..(seconds * 16_000.0) as usize)
            .map(|n| {
                phase += std::f64::consts::TAU * hertz(n as f64 / 16_000.0) / 16_000.0;
                (1..=7).map(|k| (f64::from(k) * phase).sin() / f64::from(k)).sum::<f64>() as f32 * 0.1
            })
            .collect()
    }

    fn heard(samples: &[f32]) -> Vec<Option<Hertz>> {
        track(samples, &[Stretch::new(Moment::START, Moment::from_samples(samples.len() as u64))])
    }

    /// The share of frames with a pitch, and of those the share within a quarter of a tone (50 cents) of the truth; the
    /// tenth of a second at each end is left out.
    fn right(samples: &[f32], hertz: impl Fn(f64) -> f64) -> (f64, f64) {
        let pitches = heard(samples);
        let inner = 10..pitches.len() - 10;
        let found: Vec<f64> = inner
            .clone()
            .filter_map(|place| {
                let truth = Hertz(hertz((place as f64 + 0.5) / 100.0) as f32);
                Some(pitches[place]?.semitones_above(truth).abs())
            })
            .collect();
        let near = found.iter().filter(|off| **off <= 0.5).count();
        (found.len() as f64 / inner.len() as f64, near as f64 / found.len() as f64)
    }

    fn rising(at: f64) -> f64 {
        60.0 + 340.0 * at / 4.0
    }

    #[test]
    fn a_glide_through_all_pitches_is_followed() {
        for (name, glide) in [("up", rising as fn(f64) -> f64), ("down", |at| rising(4.0 - at))] {
            let (voiced, near) = right(&sung(4.0, glide), glide);
            assert!(voiced > 0.99 && near > 0.99, "{name}: {voiced} {near}");
        }
    }

    #[test]
    fn a_glide_in_noise_at_twenty_decibels_is_followed() {
        let mut samples = sung(4.0, rising);
        let power = |samples: &[f32]| samples.iter().map(|x| x * x).sum::<f32>() / samples.len() as f32;
        let noise = noise(4.0, 0.02);
        let strength = (power(&samples) / power(&noise) / 100.0).sqrt();
        for (sample, noise) in samples.iter_mut().zip(noise) {
            *sample += strength * noise;
        }
        let (voiced, near) = right(&samples, rising);
        assert!(voiced > 0.97 && near > 0.99, "{voiced} {near}");
    }

    #[test]
    fn a_voice_without_its_keynote_is_not_taken_for_the_octave() {
        // A telephone takes away what lies below 300 Hz; what is left still repeats 110 times a second.
        let wave = |n: usize| -> f32 {
            (3..=12)
                .map(|k| (std::f32::consts::TAU * (110.0 * k as f32 * n as f32 / 16_000.0).fract()).sin())
                .sum()
        };
        let samples: Vec<f32> = (0..16_000).map(|n| 0.02 * wave(n)).collect();
        let (voiced, near) = right(&samples, |_| 110.0);
        assert!(voiced > 0.99 && near > 0.99, "{voiced} {near}");
    }

    #[test]
    fn a_strong_second_harmonic_does_not_leap_to_the_octave() {
        let hertz = |at: f64| 120.0 + 15.0 * (at * 6.0).sin();
        let mut phase = 0.0;
        let samples: Vec<f32> = (0..48_000)
            .map(|n| {
                let at = f64::from(n) / 16_000.0;
                phase += std::f64::consts::TAU * hertz(at) / 16_000.0;
                // For 50 ms each half second the octave is ten times as strong as the keynote.
                let own = if at % 0.5 < 0.05 { 0.1 } else { 1.0 };
                (0.1 * (own * phase.sin() + (2.0 * phase).sin() + own * 0.5 * (3.0 * phase).sin())) as f32
            })
            .collect();
        let (voiced, near) = right(&samples, hertz);
        assert!(voiced > 0.95 && near > 0.99, "{voiced} {near}");
    }

    #[test]
    fn silence_and_noise_have_no_pitch() {
        for (name, samples) in [
            ("silence", vec![0.0; 32_000]),
            ("a constant", vec![0.3; 32_000]),
            ("noise", noise(4.0, 0.05)),
            ("soft noise", noise(4.0, 0.0005)),
        ] {
            let pitches = heard(&samples);
            let share = pitches.iter().flatten().count() as f64 / pitches.len() as f64;
            assert!(share < 0.02, "{name}: {share}");
        }
    }

    #[test]
    fn there_is_no_pitch_outside_of_speech_and_one_at_every_step_of_a_recording() {
        let samples = sung(1.0, |_| 150.0);
        let half = Stretch::new(Moment::from_seconds(0.5), Moment::from_seconds(2.0));
        let pitches = track(&samples, &[half]);
        assert_eq!(pitches.len(), 100);
        assert!(pitches[..50].iter().all(Option::is_none) && pitches[60..90].iter().all(Option::is_some));
        assert_eq!(track(&samples[..161], &[]).len(), 2);
        assert_eq!(track(&[], &[half]), []);
    }

    #[test]
    fn the_same_sound_has_the_same_pitch() {
        let samples = sung(1.0, rising);
        assert_eq!(heard(&samples), heard(&samples));
    }

    #[test]
    fn the_thresholds_are_those_of_pyin() {
        // Beta distribution with 2 and 18: a fifth of all thresholds lies above 0.15.
        assert!((thresholds_below(0.1) - 0.580).abs() < 0.001);
        assert!(thresholds_below(0.0).abs() < 1e-6 && (thresholds_below(1.0) - 1.0).abs() < 1e-6);
    }
}
