//! How loud the speech and the noise of a recording are.

use super::{Levels, SpeechAudio, SpeechMap};
use crate::time::{Length, Moment, Stretch};

/// The noise is known from this much sound in which nobody speaks on: 0.3 s, as where speech is looked for.
const LEAST_NOISE: Length = Length::from_millis(300);

/// So much beside speech is left out, 50 ms: one hop of a loud vowel there would outweigh two seconds of a quiet room.
const BESIDE: Length = Length::from_millis(50);

/// Samples that are looked at together: 10 ms.
const HOP: usize = 160;

/// A hop whose power stays below one bit in sixteen is a muted microphone and tells nothing of the room.
const NOTHING: f64 = (1.0 / 65_536.0) * (1.0 / 65_536.0);

/// Mean power of speech and noise, as people quote them: over all frequencies. Nothing where nobody speaks.
///
/// Noise lies under the speech too, so it is taken off the speech's power: at equal powers the ratio is 0 dB.
#[must_use]
pub fn levels(audio: &SpeechAudio, speech: &SpeechMap) -> Option<Levels> {
    let voiced = mean(speech.voiced.iter().map(|&at| audio.slice(at)))?.0;
    let (noise, length) = mean(silences(speech).into_iter().map(|at| audio.slice(at))).unwrap_or_default();
    if length < LEAST_NOISE {
        return Some(Levels { speech: dbfs(voiced), noise: None });
    }
    // Where the difference is next to nothing it is the chance of the moment: no less than a tenth is speech.
    Some(Levels { speech: dbfs((voiced - noise).max(noise / 10.0)), noise: Some(dbfs(noise)) })
}

/// Everything but speech, what stands before and after it too.
fn silences(speech: &SpeechMap) -> Vec<Stretch> {
    let mut silences = speech.silences();
    let end = Moment::START + speech.length;
    silences.extend(speech.voiced.first().map(|first| Stretch::new(Moment::START, first.from())));
    silences.extend(speech.voiced.last().map(|last| Stretch::new(last.to(), end.max(last.to()))));
    silences.retain(|silence| silence.length() > BESIDE + BESIDE);
    let beside = BESIDE.samples();
    silences
        .into_iter()
        .map(|at| {
            Stretch::new(
                Moment::from_samples(at.from().samples() + beside),
                Moment::from_samples(at.to().samples() - beside),
            )
        })
        .collect()
}

/// The mean power of parts, and how long they are; muted hops are left out.
fn mean<'a>(parts: impl Iterator<Item = &'a [f32]>) -> Option<(f64, Length)> {
    let (mut sum, mut samples) = (0.0, 0);
    for hop in parts.flat_map(|part| part.chunks(HOP)) {
        let energy: f64 = hop.iter().map(|&x| f64::from(x) * f64::from(x)).sum();
        if energy > NOTHING * hop.len() as f64 {
            sum += energy;
            samples += hop.len();
        }
    }
    (samples > 0).then(|| (sum / samples as f64, Length::from_samples(samples as u64)))
}

fn dbfs(power: f64) -> f32 {
    (10.0 * power.max(1e-10).log10()) as f32
}

#[cfg(test)]
mod tests {
    use super::super::speech::speech_map;
    use super::super::voice::tests::{noise, vowels};
    use super::*;

    /// The levels of a voice that pauses, in noise of this strength.
    fn in_noise(strength: f32) -> Levels {
        let clean =
            [vec![0.0; 16_000], vowels(2.0), vec![0.0; 12_000], vowels(2.0), vec![0.0; 8_000]].concat();
        let hiss = noise(clean.len() as f64 / 16_000.0, strength);
        let audio = SpeechAudio(clean.iter().zip(hiss).map(|(x, hiss)| x + hiss).collect());
        levels(&audio, &speech_map(&audio)).unwrap()
    }

    #[test]
    fn the_ratio_falls_as_the_noise_grows() {
        // White noise between -s and s has a power of a third of the square of s.
        let floor = |strength: f32| 20.0 * strength.log10() - 4.77;
        let [soft, loud] = [in_noise(0.001), in_noise(0.02)];
        assert!((soft.noise.unwrap() - floor(0.001)).abs() < 1.0, "{soft:?}");
        assert!((loud.noise.unwrap() - floor(0.02)).abs() < 1.0, "{loud:?}");
        let between = soft.signal_to_noise().unwrap() - loud.signal_to_noise().unwrap();
        assert!((between - 26.0).abs() < 1.5, "{between}");
        assert!((soft.speech - loud.speech).abs() < 1.0, "the voice is as loud in both");
    }

    #[test]
    fn a_muted_stretch_is_no_quiet_room() {
        let audio = SpeechAudio([vec![0.0; 16_000], vowels(2.0), vec![0.0; 16_000]].concat());
        let levels = levels(&audio, &speech_map(&audio)).unwrap();
        assert_eq!((levels.noise, levels.signal_to_noise()), (None, None));
    }

    #[test]
    fn where_nobody_speaks_there_is_no_ratio() {
        let audio = SpeechAudio(noise(3.0, 0.01));
        assert_eq!(levels(&audio, &speech_map(&audio)), None);
    }
}
