//! Cuts running speech at its pauses into pieces that a recogniser can take while the speaker goes on.
//!
//! Each decision rests on samples of the past alone and falls on steps of 16 ms counted from the first sample. So a
//! file scored at once and the same file played live give the same pieces, however the samples arrive.

use super::loudness::{RumbleFilter, SILENCE, dbfs};
use super::voice::{STEP, VOICE, VoiceDetector};
use crate::time::{Length, Moment, Stretch};

/// From this length on, a piece ends at the first pause: 6 s. Shorter ones give the recogniser too little context.
const ENOUGH: usize = steps(6_000);

/// No piece is longer: 14 s. At more than 15.36 s `whisper.cpp` stops the whole program when its context is halved.
const MOST: usize = steps(14_000) - 1;

/// The least silence that ends a piece: 0.35 s. With it pieces cost no accuracy against the whole file (measured on two
/// answers of two minutes).
const PAUSE: usize = steps(350) + 1;

/// Where nobody pauses, the cut falls into the last 4 s of the piece ..
const FORCED: usize = steps(4_000);

/// .. where 100 ms are the softest.
const SOFTEST: usize = 6;

/// Silence that is kept before and after the voice: 0.3 s, so that soft beginnings and ends are heard.
const MARGIN: usize = steps(300);

/// A piece with less voice than this is not handed on: 200 ms. From silence and noise a recogniser invents words.
const LEAST_VOICE: usize = steps(200);

/// Before the network hears a voice, it has begun: steps by which its judgement is late.
const LATE: usize = 2;

/// A step is quiet below the noise and this much, 6 dB ..
const ABOVE_NOISE: f32 = 6.0;

/// .. or below the loudest speech less this much, 35 dB, whichever is higher.
const BELOW_SPEECH: f32 = 35.0;

/// .. or, where the network hears no voice, this much below it, 20 dB: in noise that comes and goes. Our own choice.
const SOFT: f32 = 20.0;

/// How fast the noise level is taken to rise where nothing softer is heard: 1 dB a second, our own choice.
const NOISE_RISES: f32 = 0.016;

/// How fast the loudest speech is forgotten: 0.5 dB a second, our own choice.
const SPEECH_FALLS: f32 = 0.008;

const fn steps(millis: usize) -> usize {
    millis * 16 / STEP
}

/// A part of a take that is ready to be transcribed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    pub at: Stretch,
}

/// Takes samples as they come and gives the pieces that have become complete.
///
/// ```
/// use greenroom::recording::pieces::PieceCutter;
///
/// let mut cutter = PieceCutter::new();
/// assert_eq!(cutter.push(&[0.0; 16_000]), []);
/// assert_eq!(cutter.finish(), []); // a second in which nobody speaks is no piece
/// ```
#[derive(Debug)]
pub struct PieceCutter {
    detector: VoiceDetector,
    filter: RumbleFilter,
    pending: Vec<f32>,
    samples: u64,
    noise: f32,
    speech: f32,
    /// The steps since the last cut, or since [`MARGIN`] before the first voice after it.
    steps: Vec<Step>,
    /// The number of the first of them.
    first: u64,
    /// Steps since the voice was last heard; nothing before it was.
    since_voice: Option<u64>,
}

#[derive(Debug, Clone, Copy)]
struct Step {
    level: f32,
    voice: bool,
    quiet: bool,
}

impl Default for PieceCutter {
    fn default() -> Self {
        PieceCutter::new()
    }
}

impl PieceCutter {
    /// A cutter that has heard nothing.
    #[must_use]
    pub fn new() -> Self {
        PieceCutter {
            detector: VoiceDetector::new(),
            filter: RumbleFilter::new(),
            pending: Vec::with_capacity(STEP),
            samples: 0,
            noise: 0.0,
            speech: SILENCE,
            steps: Vec::new(),
            first: 0,
            since_voice: None,
        }
    }

    /// How long the speaker has been silent; nothing before the first word.
    #[must_use]
    pub fn silent_for(&self) -> Option<Length> {
        Some(Length::from_samples(self.since_voice? * STEP as u64))
    }

    /// Takes the next samples; returns the pieces that end in them.
    pub fn push(&mut self, samples: &[f32]) -> Vec<Piece> {
        self.samples += samples.len() as u64;
        let mut pieces = Vec::new();
        let mut rest = samples;
        while self.pending.len() + rest.len() >= STEP {
            let (now, later) = rest.split_at(STEP - self.pending.len());
            rest = later;
            self.pending.extend_from_slice(now);
            let step = std::mem::take(&mut self.pending);
            pieces.extend(self.hear(&step));
            self.pending = step;
            self.pending.clear();
        }
        self.pending.extend_from_slice(rest);
        pieces
    }

    /// Ends the take and returns what is left of it.
    pub fn finish(mut self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        if !self.pending.is_empty() {
            let mut step = std::mem::take(&mut self.pending);
            step.resize(STEP, 0.0);
            pieces.extend(self.hear(&step));
        }
        pieces.extend(self.piece_of(self.steps.len()));
        pieces
    }

    fn hear(&mut self, samples: &[f32]) -> Option<Piece> {
        let voice = self.detector.hear(samples) >= VOICE;
        let level = dbfs(self.filter.energy(samples), STEP);
        self.noise = if level < self.noise {
            level.max(SILENCE)
        } else {
            (self.noise + NOISE_RISES).min(level.max(SILENCE))
        };
        if voice {
            self.speech = self.speech.max(level);
        }
        self.speech = (self.speech - SPEECH_FALLS).max(SILENCE);
        let quiet = level < (self.noise + ABOVE_NOISE).max(self.speech - BELOW_SPEECH);
        self.since_voice = if voice && !quiet { Some(0) } else { self.since_voice.map(|steps| steps + 1) };
        self.steps.push(Step { level, voice, quiet: quiet || !voice && level < self.speech - SOFT });

        if !self.steps.iter().any(|step| step.voice) {
            self.forget(self.steps.len().saturating_sub(MARGIN + LATE));
            return None;
        }
        let silence = self.steps.iter().rev().take_while(|step| step.quiet).count();
        if self.steps.len() >= ENOUGH && silence >= PAUSE {
            return self.cut(self.steps.len() - silence + PAUSE / 2);
        }
        if self.steps.len() >= MOST { self.cut(self.softest()) } else { None }
    }

    /// The middle of the softest 100 ms of the last 4 s.
    fn softest(&self) -> usize {
        let last = self.steps.len().saturating_sub(FORCED);
        let power = |window: &[Step]| window.iter().map(|step| 10f32.powf(step.level / 10.0)).sum::<f32>();
        let softest = self.steps[last..]
            .windows(SOFTEST)
            .enumerate()
            .min_by(|a, b| power(a.1).total_cmp(&power(b.1)))
            .map_or(0, |(place, _)| place);
        last + softest + SOFTEST / 2
    }

    fn cut(&mut self, end: usize) -> Option<Piece> {
        let piece = self.piece_of(end);
        self.forget(end);
        piece
    }

    /// The first steps as a piece, if somebody speaks in them.
    fn piece_of(&self, end: usize) -> Option<Piece> {
        let steps = &self.steps[..end];
        if steps.iter().filter(|step| step.voice).count() < LEAST_VOICE {
            return None;
        }
        let from = steps.iter().position(|step| step.voice)?.saturating_sub(MARGIN + LATE);
        // What sounds on after the voice may be its soft end, or a fan: twice the margin is enough for the first.
        let voice = steps.iter().rposition(|step| step.voice)?;
        let sound = steps.iter().rposition(|step| step.voice || !step.quiet)?;
        let to = (sound.min(voice + MARGIN) + 1 + MARGIN).min(end);
        let moment =
            |step: usize| Moment::from_samples(((self.first + step as u64) * STEP as u64).min(self.samples));
        Some(Piece { at: Stretch::new(moment(from), moment(to)) })
    }

    fn forget(&mut self, steps: usize) {
        self.steps.drain(..steps);
        self.first += steps as u64;
    }
}

/// The pieces of a whole clip, the same that the cutter gives live.
#[must_use]
pub fn pieces(samples: &[f32]) -> Vec<Piece> {
    let mut cutter = PieceCutter::new();
    let mut pieces = cutter.push(samples);
    pieces.extend(cutter.finish());
    pieces
}

/// How long a piece can be.
#[must_use]
pub const fn longest() -> Length {
    Length::from_samples((MOST * STEP) as u64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::voice::tests::{noise, vowels};
    use super::*;

    fn said(parts: &[&[f32]]) -> Vec<(f64, f64)> {
        pieces(&parts.concat())
            .iter()
            .map(|piece| (piece.at.from().seconds(), piece.at.to().seconds()))
            .collect()
    }

    fn quiet(seconds: f64) -> Vec<f32> {
        noise(seconds, 0.0003)
    }

    #[test]
    fn a_piece_ends_in_the_first_pause_after_six_seconds() {
        let parts: [&[f32]; 6] =
            [&vowels(4.0), &quiet(0.5), &vowels(3.0), &quiet(0.5), &vowels(3.0), &quiet(1.0)];
        let pieces = said(&parts);
        assert_eq!(pieces.len(), 2, "{pieces:?}");
        assert!((7.55..7.8).contains(&pieces[0].1), "cut in the pause from 7.5 to 8.0: {pieces:?}");
        assert!((7.55..8.0).contains(&pieces[1].0), "{pieces:?}");
        assert!((11.0..11.4).contains(&pieces[1].1), "the silence at the end is left out: {pieces:?}");
    }

    #[test]
    fn a_short_stop_does_not_end_a_piece() {
        let pieces = said(&[&vowels(7.0), &quiet(0.25), &vowels(3.0)]);
        assert_eq!(pieces.len(), 1, "{pieces:?}");
    }

    #[test]
    fn nobody_talks_longer_than_a_piece_and_nothing_is_lost() {
        let pieces = said(&[&vowels(45.0)]);
        assert!(pieces.len() >= 4, "{pieces:?}");
        assert!(pieces.iter().all(|(from, to)| to - from <= 14.0), "{pieces:?}");
        assert!(pieces.windows(2).all(|pair| (pair[0].1 - pair[1].0).abs() < 1e-9), "{pieces:?}");
    }

    #[test]
    fn a_forced_cut_takes_the_softest_place() {
        let mut sound = vowels(16.0);
        sound[11 * 16_000..11 * 16_000 + 1_600].iter_mut().for_each(|x| *x *= 0.03);
        let pieces = said(&[&sound]);
        assert!((pieces[0].1 - 11.05).abs() < 0.1, "{pieces:?}");
    }

    #[test]
    fn a_long_silence_is_left_out() {
        let pieces = said(&[&quiet(30.0), &vowels(2.0), &quiet(40.0), &vowels(2.0), &quiet(30.0)]);
        assert_eq!(pieces.len(), 2, "{pieces:?}");
        assert!(pieces.iter().all(|(from, to)| to - from < 3.0), "{pieces:?}");
        assert!(pieces[0].0 > 29.5 && pieces[1].0 > 71.5, "{pieces:?}");
    }

    #[test]
    fn noise_alone_is_no_piece() {
        assert_eq!(said(&[&noise(20.0, 0.05)]), []);
        assert_eq!(said(&[&vec![0.0; 160_000]]), []);
        assert_eq!(said(&[]), []);
    }

    /// A take with a pause, a forced cut and a rest too short to be a piece.
    fn takes() -> Vec<f32> {
        [
            quiet(0.7),
            vowels(5.0),
            quiet(0.2),
            vowels(1.5),
            quiet(0.6),
            vowels(15.0),
            noise(0.5, 0.02),
            vowels(0.1),
        ]
        .concat()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 12, ..ProptestConfig::default() })]

        #[test]
        fn live_and_from_a_file_the_pieces_are_the_same(sizes in prop::collection::vec(0usize..20_000, 1..80)) {
            let sound = takes();
            let mut cutter = PieceCutter::new();
            let (mut live, mut rest) = (Vec::new(), sound.as_slice());
            for size in sizes {
                let (now, later) = rest.split_at(size.min(rest.len()));
                live.extend(cutter.push(now));
                rest = later;
            }
            live.extend(cutter.push(rest));
            live.extend(cutter.finish());
            prop_assert_eq!(&live, &pieces(&sound));
            prop_assert!(live.len() >= 2);
            for piece in &live {
                prop_assert!(piece.at.length() <= longest());
                prop_assert!(piece.at.to().samples() <= sound.len() as u64);
            }
            for pair in live.windows(2) {
                prop_assert!(pair[0].at.to() <= pair[1].at.from());
            }
        }
    }
}
