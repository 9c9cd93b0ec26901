//! Where in a recording somebody speaks, and where there is silence, to about 10 ms.
//!
//! Two witnesses. The network of `voice` knows a voice from a fan or a key, but not to the hundredth of a second. Loudness
//! does, but takes every noise for speech. So loudness draws the borders, and the network decides which of the stretches
//! between them are a voice. Last, `endings` follows the soft ends of words into the noise.

use super::endings;
use super::loudness::{RumbleFilter, SILENCE, dbfs};
use super::voice::{self, STEP, VOICE};
use super::{SpeechAudio, SpeechMap};
use crate::time::{Moment, Stretch};

/// Loudness is taken every 10 ms ..
const HOP: usize = 160;

/// .. over 25 ms around that moment (both from the pause study in which they found 96 % of pauses, none of them false).
const WINDOW: usize = 400;

/// The greatest length that both are multiples of, on either side of the hop too.
const BLOCK: usize = 40;

/// Sound is what rises above the noise by this much, 6 dB ..
const ABOVE_NOISE: f32 = 6.0;

/// .. and lies no more than this below the loudest speech, 35 dB (both from the same study; in noise 8 dB finds more
/// pauses and invents more).
const BELOW_SPEECH: f32 = 35.0;

/// The noise is the middle level of what is no voice; the loudest speech is what 5 % of the speech rises above. Taken over
/// all of a recording, as usual, the noise comes out too loud where there are few pauses: an alley at 20 dB, F1 .98 to .95.
const NOISE_SHARE: f32 = 0.5;
const SPEECH_SHARE: f32 = 0.95;

/// Hops without a voice from which on the noise is known: 0.3 s, our own choice.
const LEAST_NOISE: usize = 30;

/// A silence lasts at least 120 ms, in hops. The mouth is shut for a "p" or a "t" for less.
const LEAST_SILENCE: usize = 12;

/// Somebody speaks in a stretch of sound if the network hears a voice in at least this many of its steps of 16 ms. A key
/// or a breath stirs it for one step at most. Our own choice.
const LEAST_VOICE: usize = 2;

/// Somebody speaks in a recording if a voice is heard for 200 ms of it, the shortest "no". Our own choice.
const LEAST_VOICE_IN_ALL: usize = 3_200 / STEP;

/// The network takes a strong mains hum for a voice. A sound of 3 s, in hops ..
const DRONE: usize = 300;

/// .. whose loudness stays within 3 dB is a machine: syllables rise and fall by 20 dB. Our own choice.
const DRONE_VARIES: f32 = 3.0;

/// Finds where somebody speaks. A fan, a hum, typing or a breath is nobody.
///
/// ```
/// use greenroom::recording::{SpeechAudio, speech::speech_map};
///
/// let an_hour_of_nothing = SpeechAudio(vec![0.0; 16_000 * 3600]);
/// assert_eq!(speech_map(&an_hour_of_nothing).voiced, []);
/// ```
#[must_use]
pub fn speech_map(audio: &SpeechAudio) -> SpeechMap {
    let length = audio.length();
    let silent = SpeechMap { length, voiced: Vec::new() };
    let voice = voice::likelihoods(&audio.0);
    if voice.iter().filter(|&&likely| likely >= VOICE).count() < LEAST_VOICE_IN_ALL {
        return silent;
    }
    let levels = levels(&audio.0);
    let Some(Threshold { level, of_noise }) = threshold(&levels, &voice) else { return silent };
    let end = Moment::START + length;
    let mut spoken = islands(&levels, level);
    spoken
        .retain(|&(from, to)| voiced_steps(&voice, from, to) >= LEAST_VOICE && !is_drone(&levels[from..to]));
    // Where it is quiet nothing is lost: words were followed down to 35 dB below the loudest.
    if of_noise {
        let audible = endings::audible(&audio.0, (HOP, WINDOW), &|hop| is_voice(&voice, hop), LEAST_NOISE);
        endings::follow(&audible, &mut spoken);
    }
    let voiced =
        spoken.into_iter().map(|(from, to)| Stretch::new(start_of(from), start_of(to).min(end))).collect();
    SpeechMap { length, voiced }
}

fn start_of(hop: usize) -> Moment {
    Moment::from_samples((hop * HOP) as u64)
}

/// Whether a voice is heard in the middle of a hop.
fn is_voice(voice: &[f32], hop: usize) -> bool {
    voice.get((hop * HOP + HOP / 2) / STEP).is_some_and(|&likely| likely >= VOICE)
}

/// In how many steps from one hop to another a voice is heard.
fn voiced_steps(voice: &[f32], from: usize, to: usize) -> usize {
    // The network judges 48 ms at once, so the voice of a short stretch may be seen a step after it.
    let steps = (from * HOP / STEP).min(voice.len())..((to * HOP + WINDOW) / STEP + 1).min(voice.len());
    voice[steps].iter().filter(|&&likely| likely >= VOICE).count()
}

/// Whether a sound goes on without the rise and fall of syllables.
fn is_drone(levels: &[f32]) -> bool {
    let level = |of| share(levels.to_vec(), of);
    levels.len() >= DRONE && level(0.9).zip(level(0.1)).is_some_and(|(loud, soft)| loud - soft < DRONE_VARIES)
}

/// Loudness in dBFS for each 10 ms.
pub(super) fn levels(samples: &[f32]) -> Vec<f32> {
    let mut filter = RumbleFilter::new();
    let blocks: Vec<f32> = samples.chunks(BLOCK).map(|block| filter.energy(block)).collect();
    let before = (WINDOW - HOP) / 2 / BLOCK;
    (0..samples.len().div_ceil(HOP))
        .map(|hop| {
            let first = hop * HOP / BLOCK;
            let window =
                &blocks[first.saturating_sub(before)..(first + HOP / BLOCK + before).min(blocks.len())];
            dbfs(window.iter().sum(), window.len() * BLOCK)
        })
        .collect()
}

/// The level from which on there is sound.
struct Threshold {
    level: f32,
    /// Whether the noise sets it, and not the loudness of the speech.
    of_noise: bool,
}

fn threshold(levels: &[f32], voice: &[f32]) -> Option<Threshold> {
    let at = |hops: Vec<(usize, f32)>| hops.into_iter().map(|(_, level)| level);
    let (speaking, rest) = levels.iter().copied().enumerate().partition(|&(hop, _)| is_voice(voice, hop));
    let least = share(at(speaking).collect(), SPEECH_SHARE)? - BELOW_SPEECH;
    // A stretch in which the microphone was muted says nothing about the noise in the rest.
    let rest: Vec<f32> = at(rest).filter(|&level| level > SILENCE).collect();
    // Where nobody stops to speak there is no noise to be measured, and soft syllables are not to be taken for it.
    let noise = if rest.len() < LEAST_NOISE { None } else { share(rest, NOISE_SHARE) };
    let above_noise = noise.map_or(SILENCE, |noise| noise + ABOVE_NOISE);
    Some(Threshold { level: least.max(above_noise), of_noise: above_noise > least })
}

/// The level that this share of all levels stays below.
pub(super) fn share(mut levels: Vec<f32>, share: f32) -> Option<f32> {
    let place = ((levels.len() as f32 * share) as usize).min(levels.len().checked_sub(1)?);
    Some(*levels.select_nth_unstable_by(place, f32::total_cmp).1)
}

/// The stretches of hops that are loud, short gaps closed.
fn islands(levels: &[f32], threshold: f32) -> Vec<(usize, usize)> {
    let mut islands: Vec<(usize, usize)> = Vec::new();
    for hop in (0..levels.len()).filter(|&hop| levels[hop] >= threshold) {
        match islands.last_mut() {
            Some((_, to)) if hop < *to + LEAST_SILENCE => *to = hop + 1,
            _ => islands.push((hop, hop + 1)),
        }
    }
    islands
}

#[cfg(test)]
mod tests {
    use super::super::voice::tests::{noise, vowels};
    use super::*;
    use crate::time::Length;

    fn map(parts: &[&[f32]]) -> SpeechMap {
        speech_map(&SpeechAudio(parts.concat()))
    }

    fn is_near(stretch: Stretch, from: f64, to: f64) -> bool {
        (stretch.from().seconds() - from).abs() <= 0.025 && (stretch.to().seconds() - to).abs() <= 0.025
    }

    #[test]
    fn speech_between_silences_is_found_to_a_few_hundredths() {
        let map =
            map(&[&noise(1.0, 0.0003), &vowels(1.5), &noise(0.6, 0.0003), &vowels(2.0), &noise(0.5, 0.0003)]);
        assert_eq!(map.voiced.len(), 2, "{map:?}");
        assert!(is_near(map.voiced[0], 1.0, 2.5) && is_near(map.voiced[1], 3.1, 5.1), "{map:?}");
        assert!(is_near(map.silences()[0], 2.5, 3.1), "{map:?}");
    }

    #[test]
    fn a_stop_inside_a_word_is_no_silence() {
        let map = map(&[&noise(0.5, 0.0003), &vowels(1.0), &noise(0.09, 0.0003), &vowels(1.0)]);
        assert_eq!(map.voiced.len(), 1, "{map:?}");
    }

    #[test]
    fn a_muted_start_does_not_hide_the_noise() {
        let map =
            map(&[&vec![0.0; 32_000], &noise(1.0, 0.003), &vowels(1.5), &noise(0.6, 0.003), &vowels(1.5)]);
        assert_eq!(map.voiced.len(), 2, "{map:?}");
    }

    #[test]
    fn noise_hum_and_clicks_are_nobody() {
        let hum =
            |n: u16, hertz: f32| (std::f32::consts::TAU * (hertz * f32::from(n) / 16_000.0).fract()).sin();
        let hum: Vec<f32> =
            (0..64_000).map(|n| 0.03 * (hum(n, 50.0) + hum(n, 100.0) + hum(n, 200.0))).collect();
        assert!(
            voice::likelihoods(&hum).iter().filter(|&&likely| likely >= VOICE).count() > 100,
            "it fools the network"
        );
        let mut clicks = noise(4.0, 0.0003);
        for at in (4_000..60_000).step_by(7_000) {
            for (n, sample) in clicks[at..at + 200].iter_mut().enumerate() {
                *sample += if n % 2 == 0 { 0.4 } else { -0.4 } * (-(n as f32) / 40.0).exp();
            }
        }
        for (name, sound) in [("noise", noise(4.0, 0.05)), ("hum", hum), ("clicks", clicks)] {
            assert_eq!(speech_map(&SpeechAudio(sound)).voiced, [], "{name}");
        }
    }

    #[test]
    fn nothing_at_all_is_no_speech() {
        assert_eq!(map(&[]), SpeechMap::default());
        assert_eq!(map(&[&[0.1; 3]]).length, Length::from_samples(3));
    }

    #[test]
    fn no_stretch_leaves_the_recording() {
        let map = map(&[&vowels(1.003)]);
        assert_eq!(map.voiced.len(), 1);
        assert!(map.voiced[0].to() <= Moment::START + map.length);
    }
}
