//! Whether a recording is fit to be judged: too quiet, clipped, mostly silent, noisy.

use super::held::held_track;
use super::levels::levels;
use super::{Levels, SoundFacts, SpeechAudio, SpeechMap, VoiceTrack};
use crate::doubt::Doubt;
use crate::time::Length;

/// Speech softer than this is too quiet, in dBFS: recorders aim for -20 to -12, and at -40 of 16 bits 9 are left. Our own
/// choice.
const QUIET: f64 = -40.0;

/// A sample at full scale. Encoders and resampling leave clipped tops a little lower than 1. Our own choice.
const FULL: f32 = 0.99;

/// This many samples in a row at full scale are a clipped top; one or two can be an honest peak. Our own choice.
const TOP: usize = 3;

/// The least share of clipped speech that is worth a word: 0.1 %, from which on it is heard as a rasp. Our own choice.
const CLIPPED: f32 = 0.001;

/// A recording is mostly silence above this share, 60 %, our own choice ..
const SILENT: f32 = 0.6;

/// .. if it is longer than 20 s, our own choice: in a short one the wait before the first word weighs too much.
const SHORT: Length = Length::from_millis(20_000);

/// A recording is noisy where the speech is less than this above the noise, in dB. Of seven noises that this program found
/// under it, six had the pauses found with F1 under .90 (docs/MEASURES.md). Our own choice, from those.
const NOISY: f32 = 14.0;

/// Doubts about the sound, before any word is known.
///
/// ```
/// use greenroom::doubt::Doubt;
/// use greenroom::recording::{SpeechAudio, soundness::soundness, speech::speech_map};
///
/// let audio = SpeechAudio(vec![0.0; 16_000]);
/// assert_eq!(soundness(&audio, &speech_map(&audio)), [Doubt::NoSpeech]);
/// ```
#[must_use]
pub fn soundness(audio: &SpeechAudio, speech: &SpeechMap) -> Vec<Doubt> {
    let voiced: Vec<&[f32]> = speech.voiced.iter().map(|&stretch| audio.slice(stretch)).collect();
    let samples: usize = voiced.iter().map(|part| part.len()).sum();
    if samples == 0 {
        return vec![Doubt::NoSpeech];
    }
    let mut doubts = Vec::new();
    let energy: f64 = voiced.iter().flat_map(|part| part.iter()).map(|&x| f64::from(x) * f64::from(x)).sum();
    let dbfs = 10.0 * (energy / samples as f64).max(1e-10).log10();
    if dbfs < QUIET {
        doubts.push(Doubt::TooQuiet { dbfs: dbfs as f32 });
    }
    let clipped = voiced.iter().map(|part| clipped(part)).sum::<usize>() as f32 / samples as f32;
    if clipped >= CLIPPED {
        doubts.push(Doubt::Clipped { share: clipped });
    }
    let share = 1.0 - samples as f32 / audio.0.len() as f32;
    if share > SILENT && audio.length() > SHORT {
        doubts.push(Doubt::MostlySilence { share });
    }
    doubts
}

/// How many samples stand in clipped tops.
fn clipped(samples: &[f32]) -> usize {
    samples
        .chunk_by(|a, b| (a.abs() >= FULL) == (b.abs() >= FULL))
        .filter(|run| run.len() >= TOP && run[0].abs() >= FULL)
        .map(<[f32]>::len)
        .sum()
}

/// What the sound tells of itself: its length, where somebody speaks, and these doubts with those of [`soundness`].
#[must_use]
pub fn facts(audio: &SpeechAudio, speech: SpeechMap, mut doubts: Vec<Doubt>) -> SoundFacts {
    doubts.extend(soundness(audio, &speech));
    let (voice, held) = (VoiceTrack::of(audio, &speech), held_track(audio));
    let levels = levels(audio, &speech);
    if let Some(signal_to_noise) = levels.and_then(Levels::signal_to_noise)
        && signal_to_noise < NOISY
    {
        doubts.push(Doubt::Noisy { signal_to_noise });
    }
    SoundFacts { length: audio.length(), levels, speech, voice, held, doubts }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{Moment, Stretch};

    /// A recording of so many seconds, the first of which are spoken, with one wave as speech.
    fn spoken(seconds: f64, of: f64, wave: impl Fn(usize) -> f32) -> (SpeechAudio, SpeechMap) {
        let (voiced, all) = ((seconds * 16_000.0) as usize, (of * 16_000.0) as usize);
        let audio = SpeechAudio((0..all).map(|n| if n < voiced { wave(n) } else { 0.0 }).collect());
        let stretch = Stretch::new(Moment::START, Moment::from_samples(voiced as u64));
        let speech = SpeechMap { length: audio.length(), voiced: vec![stretch] };
        (audio, speech)
    }

    fn doubts((audio, speech): (SpeechAudio, SpeechMap)) -> Vec<&'static str> {
        soundness(&audio, &speech).iter().map(Doubt::kind).collect()
    }

    fn tone(strength: f32) -> impl Fn(usize) -> f32 {
        move |n| strength * (n as f32 * 0.1).sin()
    }

    #[test]
    fn a_good_recording_is_beyond_doubt() {
        assert_eq!(doubts(spoken(10.0, 12.0, tone(0.2))), [""; 0]);
    }

    #[test]
    fn speech_below_forty_decibels_is_too_quiet() {
        assert_eq!(doubts(spoken(10.0, 12.0, tone(0.013))), ["too_quiet"]);
        assert_eq!(doubts(spoken(10.0, 12.0, tone(0.015))), [""; 0]);
    }

    #[test]
    fn silence_around_speech_does_not_make_it_quiet() {
        assert_eq!(doubts(spoken(5.0, 12.0, tone(0.02))), [""; 0]);
    }

    #[test]
    fn cut_tops_are_clipped_and_single_peaks_are_not() {
        assert_eq!(doubts(spoken(10.0, 12.0, |n| tone(1.5)(n).clamp(-1.0, 1.0))), ["clipped"]);
        assert_eq!(doubts(spoken(10.0, 12.0, |n| if n % 10 < 2 { 1.0 } else { 0.1 })), [""; 0]);
    }

    #[test]
    fn a_long_recording_with_little_speech_is_mostly_silence() {
        assert_eq!(doubts(spoken(10.0, 30.0, tone(0.2))), ["mostly_silence"]);
        assert_eq!(doubts(spoken(13.0, 30.0, tone(0.2))), [""; 0]);
        assert_eq!(doubts(spoken(5.0, 19.0, tone(0.2))), [""; 0]);
    }

    #[test]
    fn where_nobody_speaks_nothing_else_is_doubted() {
        let (audio, _) = spoken(30.0, 30.0, tone(1e-4));
        assert_eq!(soundness(&audio, &SpeechMap::default()), [Doubt::NoSpeech]);
    }

    #[test]
    fn speech_that_hardly_rises_above_the_noise_is_noisy() {
        let kinds = |noise: f32| {
            let (mut audio, speech) = spoken(10.0, 12.0, tone(0.2));
            for (n, sample) in audio.0.iter_mut().enumerate() {
                *sample += if n % 2 == 0 { noise } else { -noise };
            }
            facts(&audio, speech, vec![]).doubts.iter().map(Doubt::kind).collect::<Vec<_>>()
        };
        // The power of the tone is -17 dBFS.
        assert_eq!(kinds(0.05), ["noisy"]);
        assert_eq!(kinds(0.01), [""; 0]);
    }

    #[test]
    fn the_facts_keep_the_doubts_of_the_file() {
        let (audio, speech) = spoken(10.0, 12.0, tone(0.013));
        let facts = facts(&audio, speech, vec![Doubt::CutOff { seconds: 12.0 }]);
        let kinds: Vec<&str> = facts.doubts.iter().map(Doubt::kind).collect();
        assert_eq!(kinds, ["cut_off", "too_quiet"]);
        assert_eq!(facts.length, facts.speech.length);
    }
}
