//! Harder copies of a recording: another room, a telephone, noise, another level, MP3. Times stay where they were.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

use greenroom::recording::wav::WavWriter;
use greenroom::recording::{SpeechAudio, decode};
use realfft::RealFftPlanner;
use realfft::num_complex::Complex;

use crate::sounds::{babble, power};

/// A telephone carries this band, in Hz.
const TELEPHONE: std::ops::RangeInclusive<f64> = 300.0..=3_400.0;

/// Nothing is louder than this; what would be is made softer as a whole, so that noise does not clip.
const LOUDEST: f32 = 0.99;

/// What is heard beside the speaker.
#[derive(Debug, Clone)]
pub(crate) enum Noise {
    /// A sound, over and over.
    Sound(Vec<f32>),
    /// The other recordings of the set, all at once.
    Others,
}

/// What is done to a recording, in this order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Harder {
    /// An impulse response.
    pub(crate) room: Option<Vec<f32>>,
    pub(crate) telephone: bool,
    /// With the ratio of mean power of speech and noise, in dB.
    pub(crate) noise: Option<(Noise, f64)>,
    /// In dB.
    pub(crate) level: f64,
    /// In kbit a second.
    pub(crate) mp3: Option<u32>,
}

impl Harder {
    /// The harder copy, rounded to 16 bits as a file would be. The ratio to the noise is that between the seconds
    /// `spoken`; `others` are the other recordings of the set.
    pub(crate) fn copy<'a>(
        &self,
        audio: &SpeechAudio,
        spoken: (f64, f64),
        others: impl Iterator<Item = &'a SpeechAudio>,
    ) -> Result<SpeechAudio, Box<dyn Error>> {
        let mut sound = audio.0.clone();
        if let Some(room) = &self.room {
            sound = in_room(&sound, room)?;
        }
        if self.telephone {
            sound = by_telephone(&sound)?;
        }
        if let Some((noise, decibels)) = &self.noise {
            let noise = match noise {
                Noise::Sound(noise) => noise.iter().copied().cycle().take(sound.len()).collect(),
                Noise::Others => babble(others.map(|audio| &*audio.0), sound.len()),
            };
            let place = |seconds: f64| ((seconds * 16_000.0) as usize).min(sound.len());
            let speech = power(&sound[place(spoken.0)..place(spoken.1)]);
            let gain = (speech / power(&noise).max(1e-12) / 10f64.powf(decibels / 10.0)).sqrt() as f32;
            sound.iter_mut().zip(noise).for_each(|(x, noise)| *x += gain * noise);
        }
        let gain = 10f64.powf(self.level / 20.0) as f32;
        let peak = gain * sound.iter().fold(0f32, |peak, x| peak.max(x.abs()));
        let gain = if peak > LOUDEST { gain * LOUDEST / peak } else { gain };
        let sixteen_bits = |x: f32| (x * gain * 32_768.0).round() / 32_768.0;
        let copy = SpeechAudio(sound.into_iter().map(sixteen_bits).collect());
        match self.mp3 {
            Some(kbit) => through_mp3(&copy, kbit),
            None => Ok(copy),
        }
    }
}

/// The sound as a room gives it back, as loud as before, the direct sound where it was.
fn in_room(sound: &[f32], room: &[f32]) -> Result<Vec<f32>, Box<dyn Error>> {
    let direct = (0..room.len()).max_by(|&a, &b| room[a].abs().total_cmp(&room[b].abs())).unwrap_or(0);
    let length = (sound.len() + room.len()).next_power_of_two();
    let echo = spectrum(room, length)?;
    let all = filtered(sound, length, |bin, value| *value *= echo[bin])?;
    let mut heard = all[direct..direct + sound.len()].to_vec();
    let gain = (power(sound) / power(&heard).max(1e-12)).sqrt() as f32;
    for x in &mut heard {
        *x *= gain;
    }
    Ok(heard)
}

fn by_telephone(sound: &[f32]) -> Result<Vec<f32>, Box<dyn Error>> {
    let length = sound.len().next_multiple_of(16_000);
    let mut heard = filtered(sound, length, |bin, value| {
        if !TELEPHONE.contains(&(bin as f64 * 16_000.0 / length as f64)) {
            *value = Complex::default();
        }
    })?;
    heard.truncate(sound.len());
    Ok(heard)
}

fn spectrum(sound: &[f32], length: usize) -> Result<Vec<Complex<f64>>, Box<dyn Error>> {
    let transform = RealFftPlanner::<f64>::new().plan_fft_forward(length);
    let mut input: Vec<f64> = sound.iter().map(|&x| f64::from(x)).collect();
    input.resize(length, 0.0);
    let mut output = transform.make_output_vec();
    transform.process(&mut input, &mut output)?;
    Ok(output)
}

/// The sound after something was done to each of its frequencies.
fn filtered(
    sound: &[f32],
    length: usize,
    change: impl Fn(usize, &mut Complex<f64>),
) -> Result<Vec<f32>, Box<dyn Error>> {
    let mut bins = spectrum(sound, length)?;
    bins.iter_mut().enumerate().for_each(|(bin, value)| change(bin, value));
    let transform = RealFftPlanner::<f64>::new().plan_fft_inverse(length);
    let mut output = transform.make_output_vec();
    transform.process(&mut bins, &mut output)?;
    Ok(output.into_iter().map(|x| (x / length as f64) as f32).collect())
}

/// Written as MP3 and read again, as the program reads it: encoder and decoder delay are taken off, so that times hold.
fn through_mp3(audio: &SpeechAudio, kbit: u32) -> Result<SpeechAudio, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let [wav, mp3, back] = ["a.wav", "a.mp3", "b.wav"].map(|name| folder.path().join(name));
    let mut writer = WavWriter::create(&wav)?;
    writer.append(&audio.0)?;
    writer.finish()?;
    ffmpeg(&wav, &["-b:a", &format!("{kbit}k")], &mp3)?;
    ffmpeg(&mp3, &["-ar", "16000", "-ac", "1"], &back)?;
    let (_, mut again, _) = decode::read(&back)?;
    again.0.resize(audio.0.len(), 0.0);
    Ok(again)
}

fn ffmpeg(from: &Path, how: &[&str], to: &PathBuf) -> Result<(), Box<dyn Error>> {
    let run =
        Command::new("ffmpeg").args(["-loglevel", "error", "-y", "-i"]).arg(from).args(how).arg(to).output();
    let run = run.map_err(|error| format!("MP3 copies need ffmpeg, which could not be started: {error}"))?;
    if run.status.success() {
        return Ok(());
    }
    Err(format!("ffmpeg failed: {}", String::from_utf8_lossy(&run.stderr).trim()).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sounds::{Random, pink, room};

    fn noise() -> SpeechAudio {
        let mut random = Random::new(1);
        SpeechAudio((0..16_000).map(|_| 0.1 * random.next()).collect())
    }

    fn copy(harder: &Harder) -> SpeechAudio {
        harder.copy(&noise(), (0.0, 1.0), std::iter::empty()).unwrap()
    }

    #[test]
    fn noise_lies_as_far_below_the_speech_as_was_asked() {
        let noisy = copy(&Harder { noise: Some((Noise::Sound(pink(0.3, 2)), 10.0)), ..Harder::default() });
        let added: Vec<f32> = noisy.0.iter().zip(noise().0).map(|(a, b)| a - b).collect();
        let ratio = 10.0 * (power(&noise().0) / power(&added)).log10();
        assert!((ratio - 10.0).abs() < 0.1, "{ratio}");
    }

    #[test]
    fn a_room_of_one_wall_changes_nothing_and_moves_nothing() {
        let same = copy(&Harder { room: Some(vec![0.0, 0.0, 1.0, 0.0]), ..Harder::default() });
        assert!(same.0.iter().zip(noise().0).all(|(a, b)| (a - b).abs() < 1e-3));
        let echo = copy(&Harder { room: Some(room(0.4, 3)), ..Harder::default() });
        assert!((power(&echo.0) / power(&noise().0) - 1.0).abs() < 0.01, "as loud as before");
    }

    #[test]
    fn a_telephone_keeps_its_band_alone() {
        let through = copy(&Harder { telephone: true, ..Harder::default() });
        let bins = spectrum(&through.0, 16_000).unwrap();
        let energy = |range: std::ops::Range<usize>| bins[range].iter().map(|x| x.norm_sqr()).sum::<f64>();
        assert!(energy(0..295) + energy(3_405..8_000) < 1e-3 * energy(300..3_400));
    }

    #[test]
    fn what_would_clip_is_made_softer_as_a_whole() {
        let loud = copy(&Harder { level: 40.0, ..Harder::default() });
        assert!(loud.0.iter().all(|x| x.abs() <= LOUDEST));
    }
}
