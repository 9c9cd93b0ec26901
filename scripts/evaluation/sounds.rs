//! Sounds made in code, the same each time: noises and a room for harder copies, and ten minutes in which nobody speaks.

use std::f32::consts::TAU;

const RATE: f32 = 16_000.0;

/// A small random generator.
pub(crate) struct Random(u32);

impl Random {
    pub(crate) fn new(seed: u32) -> Self {
        Random(seed.wrapping_mul(2_654_435_761).wrapping_add(1))
    }

    /// From -1 up to 1.
    pub(crate) fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as f32 / 8_388_608.0 - 1.0
    }

    fn between(&mut self, from: f32, to: f32) -> f32 {
        from + (to - from) * f32::midpoint(self.next(), 1.0)
    }
}

fn samples(seconds: f32) -> usize {
    (seconds * RATE) as usize
}

/// Noise with as much in each octave, -26 dBFS.
pub(crate) fn pink(seconds: f32, seed: u32) -> Vec<f32> {
    let mut random = Random::new(seed);
    let mut slow = [0.0f32; 3];
    let sound = (0..samples(seconds)).map(|_| {
        let white = random.next();
        // Three low passes an octave or two apart come near enough to 3 dB an octave.
        for (state, (keep, take)) in
            slow.iter_mut().zip([(0.997_65, 0.099), (0.963, 0.296_5), (0.57, 1.052_7)])
        {
            *state = keep * *state + take * white;
        }
        slow.iter().sum::<f32>() + 0.184_8 * white
    });
    at_level(sound.collect(), -26.0)
}

/// A room in which sound dies away by 60 dB in so many seconds; the direct sound comes first.
pub(crate) fn room(seconds: f32, seed: u32) -> Vec<f32> {
    let mut random = Random::new(seed);
    let mut echo: Vec<f32> = (0..samples(seconds))
        .map(|n| 0.08 * random.next() * 10f32.powf(-3.0 * n as f32 / RATE / seconds))
        .collect();
    // The first echo comes from the desk, some milliseconds after the voice.
    echo[..40].fill(0.0);
    echo[0] = 1.0;
    echo
}

/// The others talk at once, each from its third on, as loud as each other.
pub(crate) fn babble<'a>(others: impl Iterator<Item = &'a [f32]>, length: usize) -> Vec<f32> {
    let mut babble = vec![0.0; length];
    for other in others {
        let level = (power(other) as f32).sqrt().max(1e-6);
        for (sum, sample) in babble.iter_mut().zip(other.iter().cycle().skip(other.len() / 3)) {
            *sum += sample / level;
        }
    }
    babble
}

pub(crate) fn power(sound: &[f32]) -> f64 {
    sound.iter().map(|&x| f64::from(x) * f64::from(x)).sum::<f64>() / sound.len().max(1) as f64
}

fn at_level(mut sound: Vec<f32>, dbfs: f64) -> Vec<f32> {
    let gain = (10f64.powf(dbfs / 10.0) / power(&sound).max(1e-12)).sqrt() as f32;
    for x in &mut sound {
        *x *= gain;
    }
    sound
}

/// A sound in which nobody speaks.
pub(crate) struct Nobody {
    pub(crate) name: String,
    pub(crate) sound: Vec<f32>,
}

/// How long each of them is: together 11 minutes.
const SECONDS: f32 = 66.0;

/// Silence, machines, music and the noises of a person who says nothing.
pub(crate) fn nobody_speaks() -> Vec<Nobody> {
    let mut quiet = at_level(pink(SECONDS, 1), -65.0);
    quiet[..samples(SECONDS / 2.0)].fill(0.0);
    let sounds = [
        ("silence, then a quiet room", quiet),
        ("mains hum", hum()),
        ("clicks", struck(2, 0.3, 2.0, 0.3, 0.002)),
        ("fan", fan()),
        ("music: chords of a piano", music(3, 0.8)),
        ("music: organ", music(4, 6.0)),
        ("breath", breath()),
        ("typing", typing()),
        ("knocks on the desk", struck(7, 0.4, 3.0, 0.5, 0.03)),
        ("loud pink noise", pink(SECONDS, 8)),
    ];
    sounds.map(|(name, sound)| Nobody { name: name.to_owned(), sound }).into()
}

fn tone(n: usize, hertz: f32) -> f32 {
    (TAU * (f64::from(hertz) * n as f64 / f64::from(RATE)).fract() as f32).sin()
}

fn hum() -> Vec<f32> {
    let hum = |n| (1u8..8).map(|k| tone(n, 50.0 * f32::from(k)) / f32::from(k)).sum::<f32>();
    at_level((0..samples(SECONDS)).map(hum).collect(), -35.0)
}

/// Rumble and hiss that swell a little, with the note of the blades.
fn fan() -> Vec<f32> {
    let air = pink(SECONDS, 5);
    let swell = |n: usize| 1.0 + 0.3 * tone(n, 0.4);
    at_level(air.iter().enumerate().map(|(n, x)| swell(n) * (x + 0.01 * tone(n, 118.0))).collect(), -35.0)
}

/// Short sounds that ring and die away, from time to time, over a quiet room.
fn struck(seed: u32, least: f32, most: f32, strength: f32, rings: f32) -> Vec<f32> {
    let mut random = Random::new(seed);
    let mut sound = at_level(pink(SECONDS, seed), -65.0);
    let mut at = 1.0;
    while at < SECONDS - 1.0 {
        let hertz = random.between(200.0, 2_500.0);
        let strength = strength * random.between(0.4, 1.0);
        for (n, sample) in sound[samples(at)..].iter_mut().take(samples(rings * 6.0)).enumerate() {
            let rest = (-(n as f32) / RATE / rings).exp();
            *sample += strength * rest * (0.5 * tone(n, hertz) + 0.5 * random.next());
        }
        at += random.between(least, most);
    }
    sound
}

/// Bursts of keys with thoughts between.
fn typing() -> Vec<f32> {
    let keys = struck(9, 0.09, 0.25, 0.12, 0.006);
    let room = at_level(pink(SECONDS, 10), -65.0);
    let types = |n: usize| n % samples(7.0) < samples(5.0);
    keys.into_iter().zip(room).enumerate().map(|(n, (key, room))| if types(n) { key } else { room }).collect()
}

/// In and out, four seconds each, as near to the microphone as a headset's.
fn breath() -> Vec<f32> {
    let mut random = Random::new(6);
    let (mut low, mut high) = (0.0f32, 0.0f32);
    let sound = (0..samples(SECONDS)).map(|n| {
        low += 0.5 * (random.next() - low);
        high += 0.15 * (low - high);
        let phase = (n as f32 / RATE / 4.0).fract();
        let swell = if phase < 0.35 { (std::f32::consts::PI * phase / 0.35).sin().powi(2) } else { 0.0 };
        swell * (low - high)
    });
    let mut sound = at_level(sound.collect(), -38.0);
    for x in &mut sound {
        *x += 0.000_5 * random.next();
    }
    sound
}

/// Chords of three notes, with overtones, that change every two seconds and die away at a rate of their own.
fn music(seed: u32, rings: f32) -> Vec<f32> {
    let mut random = Random::new(seed);
    let chord = samples(2.0);
    let mut sound = vec![0.0f32; samples(SECONDS)];
    for part in sound.chunks_mut(chord) {
        let root = 110.0 * 2f32.powf(random.between(0.0, 12.0).floor() / 12.0);
        for ratio in [1.0, 1.26, 1.498] {
            for overtone in 1u8..6 {
                let (hertz, softer) = (root * ratio * f32::from(overtone), f32::from(overtone).powi(2));
                for (n, sample) in part.iter_mut().enumerate() {
                    let time = n as f32 / RATE;
                    let swell = (time / 0.02).min(1.0) * ((2.0 - time) / 0.05).min(1.0);
                    *sample += swell * (-time / rings).exp() * tone(n, hertz) / softer;
                }
            }
        }
    }
    at_level(sound, -28.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_minutes_of_nobody_do_not_clip_and_are_the_same_each_time() {
        let sounds = nobody_speaks();
        let seconds: usize = sounds.iter().map(|nobody| nobody.sound.len() / 16_000).sum();
        assert!(seconds >= 600, "{seconds}");
        for (nobody, again) in sounds.iter().zip(nobody_speaks()) {
            assert_eq!(nobody.sound, again.sound);
            let peak = nobody.sound.iter().fold(0f32, |peak, x| peak.max(x.abs()));
            assert!(peak < 1.0, "{} reaches {peak}", nobody.name);
        }
    }
}
