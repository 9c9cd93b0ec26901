//! How likely it is that somebody speaks, in steps of 16 ms.
//!
//! The judge is `earshot`, a small network that runs at 600 times real time. Of five that were compared on speech with
//! white and pink noise, fans, hum and key clicks at 20 to 5 dB it was the best that needs no other library; a crowd
//! of voices at 10 dB fools it, as it fools all of them.

use std::fmt;

use earshot::{DefaultPredictor, Detector};

use super::loudness::{SILENCE, dbfs};

/// Samples in a step: what `earshot` takes at once.
pub(super) const STEP: usize = 256;

/// A step holds a voice from this likelihood on, as `earshot` recommends.
pub(super) const VOICE: f32 = 0.5;

/// A step is digitally silent below one bit in sixteen.
const NOTHING: f32 = 1.0 / 65_536.0;

/// Silent steps after which nothing of the sound is left in the detector's window of 48 ms.
const WINDOW: usize = 4;

/// Sound that stays softer than this is made louder, up to this, before it is judged: -30 dBFS. In a soft telephone call
/// (speech at -45 dBFS) the network missed the first second of two takes of twelve; louder than this, it hears typing as
/// speech.
const LOUD_ENOUGH: f32 = -30.0;

/// The most that it is made louder, in dB.
const MOST_GAIN: f32 = 20.0;

/// How fast a loud step is forgotten: 1 dB a second, per step. Our own choice.
const LOUDNESS_FALLS: f32 = 0.016;

/// The hiss that the network hears first: half a second at -65 dBFS, a quiet room.
const HISS_STEPS: usize = 32;
const HISS: f32 = 0.001;

/// Listens to a stream of samples and judges each step of 16 ms.
pub(super) struct VoiceDetector {
    detector: Box<Detector<DefaultPredictor>>,
    silent: usize,
    loudest: f32,
}

impl fmt::Debug for VoiceDetector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VoiceDetector").finish_non_exhaustive()
    }
}

impl VoiceDetector {
    pub(super) fn new() -> Self {
        let mut detector = VoiceDetector { detector: Detector::default_boxed(), silent: 0, loudest: SILENCE };
        detector.begin();
        detector
    }

    /// Forgets what was heard and listens to half a second of soft hiss. A network that has heard nothing yet takes the first
    /// 0.3 s of any noise for a voice and overhears the first 0.2 s of a voice.
    fn begin(&mut self) {
        self.detector.reset();
        let mut seed = 1u32;
        for _ in 0..HISS_STEPS {
            let hiss: [f32; STEP] = std::array::from_fn(|_| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                HISS * ((seed >> 8) as f32 / 8_388_608.0 - 1.0)
            });
            self.detector.predict_f32(&hiss);
        }
    }

    /// How likely a voice is in this step, 0 to 1. The step is exactly [`STEP`] samples between -1 and 1.
    pub(super) fn hear(&mut self, step: &[f32]) -> f32 {
        if step.iter().all(|sample| sample.abs() < NOTHING) {
            self.silent += 1;
            if self.silent > WINDOW {
                // An hour of a muted microphone is judged in no time.
                return 0.0;
            }
        } else {
            if self.silent > WINDOW {
                self.begin();
            }
            self.silent = 0;
        }
        let level = dbfs(step.iter().map(|x| x * x).sum(), step.len());
        self.loudest = level.max(self.loudest - LOUDNESS_FALLS);
        let gain = 10f32.powf((LOUD_ENOUGH - self.loudest).clamp(0.0, MOST_GAIN) / 20.0);
        let mut louder = [0.0; STEP];
        for (louder, sample) in louder.iter_mut().zip(step) {
            *louder = (sample * gain).clamp(-1.0, 1.0);
        }
        self.detector.predict_f32(&louder)
    }
}

/// The judgement of every step of a whole clip; what is left at the end is filled up with silence.
pub(super) fn likelihoods(samples: &[f32]) -> Vec<f32> {
    let mut detector = VoiceDetector::new();
    let (steps, rest) = samples.as_chunks::<STEP>();
    let mut all: Vec<f32> = steps.iter().map(|step| detector.hear(step)).collect();
    if !rest.is_empty() {
        let mut step = [0.0; STEP];
        step[..rest.len()].copy_from_slice(rest);
        all.push(detector.hear(&step));
    }
    all
}

#[cfg(test)]
pub(in crate::recording) mod tests {
    use super::*;

    /// White noise that is the same each time.
    pub(in crate::recording) fn noise(seconds: f64, strength: f32) -> Vec<f32> {
        let mut seed = 12_345u32;
        (0..(seconds * 16_000.0) as usize)
            .map(|_| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                strength * ((seed >> 8) as f32 / 8_388_608.0 - 1.0)
            })
            .collect()
    }

    /// What a throat does to pass for a voice: pulses at a wandering pitch through three resonances that move from vowel
    /// to vowel.
    pub(in crate::recording) fn vowels(seconds: f64) -> Vec<f32> {
        const VOWELS: [[f32; 3]; 4] = [
            [730.0, 1090.0, 2440.0],
            [270.0, 2290.0, 3010.0],
            [570.0, 840.0, 2410.0],
            [530.0, 1840.0, 2480.0],
        ];
        let (mut phase, mut states) = (0.0f32, [[0.0f32; 2]; 3]);
        let mut sound: Vec<f32> = (0..(seconds * 16_000.0) as usize)
            .map(|n| {
                let time = n as f32 / 16_000.0;
                phase += (120.0 + 15.0 * (time * 9.0).sin()) / 16_000.0;
                let mut wave = if phase >= 1.0 { 1.0 } else { 0.0 };
                phase = phase.fract();
                let vowel = VOWELS[(time * 5.0) as usize % 4];
                for (hertz, state) in vowel.iter().zip(&mut states) {
                    let width = (-std::f32::consts::PI * 80.0 / 16_000.0).exp();
                    let turn = 2.0 * width * (std::f32::consts::TAU * hertz / 16_000.0).cos();
                    let out =
                        wave * (1.0 - turn + width * width) + turn * state[0] - width * width * state[1];
                    *state = [out, state[0]];
                    wave = out;
                }
                wave
            })
            .collect();
        let peak = sound.iter().fold(1e-9f32, |peak, x| peak.max(x.abs()));
        for sample in &mut sound {
            *sample *= 0.4 / peak;
        }
        sound
    }

    #[test]
    fn a_voice_is_heard_and_noise_is_not() {
        let share = |sound: Vec<f32>| {
            let heard = likelihoods(&sound);
            heard.iter().filter(|&&likely| likely >= VOICE).count() as f32 / heard.len() as f32
        };
        assert!(share(vowels(2.0)) > 0.95, "{}", share(vowels(2.0)));
        assert!(share(noise(2.0, 0.05)) < 0.01, "{}", share(noise(2.0, 0.05)));
        assert!(share(vec![0.0; 32_000]) < 1e-6);
    }

    #[test]
    fn a_soft_voice_is_heard_like_a_loud_one() {
        let heard = |sound: &[f32]| likelihoods(sound).iter().filter(|&&likely| likely >= VOICE).count();
        let soft: Vec<f32> = vowels(2.0).iter().map(|x| x * 0.05).collect();
        assert!(heard(&soft) + 5 > heard(&vowels(2.0)), "{} of {}", heard(&soft), heard(&vowels(2.0)));
    }

    #[test]
    fn the_last_step_may_be_short() {
        assert_eq!(likelihoods(&[0.1; STEP + 1]).len(), 2);
    }
}
