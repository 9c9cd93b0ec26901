//! Pitch and loudness: how far they move, where they stay flat, which sentences trail off. Description only.
//!
//! Everything is relative to the speaker's own median: voices differ by octaves, and microphones set the level by
//! themselves. What a voice says of its speaker is not guessed at.

use std::fmt;

use crate::recording::{Hertz, Lufs, SoundFacts, VoiceTrack};
use crate::time::{Length, Moment, Stretch};
use crate::transcript::{Transcript, WordRange};

/// Under so much pitch, and so much speech, nothing is said: one long window. Our own choice.
pub const LEAST_VOICE: Length = Length::from_millis(10_000);

/// The window in which pitch is called flat, that of Hincks (2004, 2005) ..
pub const FLAT_WINDOW: Length = Length::from_millis(10_000);

/// .. taken once a second ..
const FLAT_STEP: Length = Length::from_millis(1_000);

/// .. and flat where the standard deviation is under so many semitones, 2.0: our own choice. It is a quotient of about
/// 0.12, near the flattest of her twenty speakers (0.11).
pub const FLAT_BELOW: f64 = 2.0;

/// A window with less pitch in it says nothing, in steps of 10 ms: 3 s of 10. Our own choice.
const LEAST_PITCHES: usize = 300;

/// A pitch further than an octave from the median is left out: a creak, or a mistake of the tracker. Our own choice.
const OCTAVE: f64 = 12.0;

/// The window of the loudness range and its ends, as in EBU Tech 3342, and how often it is taken.
const LOUDNESS_WINDOW: Length = Length::from_millis(3_000);
const LOUDNESS_EVERY: Length = Length::from_millis(1_000);
const SOFT_SHARE: f64 = 0.10;
const LOUD_SHARE: f64 = 0.95;

/// The end of a sentence is its last 300 ms of sound: a syllable or two.
const ENDING: Length = Length::from_millis(300);

/// It trails off when the ending is so many decibels below the median of its sentence. Our own choice: sentences fall by
/// nature, in neutral synthetic speech half of them by 6 dB.
pub const TRAILS_OFF: f64 = 12.0;

/// Sentences that are shorter have no middle to compare with. Our own choice.
const LEAST_SENTENCE: Length = Length::from_millis(1_500);

/// Silence begins within so much of where the recogniser ends the last word, or the sentence runs on into the next.
const NEAR: Length = Length::from_millis(300);

/// Under so many sentences with an ending nothing is said of them. Our own choice.
pub const LEAST_SENTENCES: usize = 3;

/// The words that are quoted of a sentence that trails off.
const LAST_WORDS: usize = 3;

/// Pitch and loudness of one answer, each with its figures or why there are none.
#[derive(Debug, Clone, PartialEq)]
pub struct Tone {
    pub pitch: Result<PitchRange, NotMeasured>,
    pub loudness: Result<LoudnessRange, NotMeasured>,
}

impl Default for Tone {
    /// A written answer.
    fn default() -> Tone {
        Tone { pitch: Err(NotMeasured::NoSound), loudness: Err(NotMeasured::NoSound) }
    }
}

/// Why there is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotMeasured {
    NoSound,
    /// Too little of the voice has a pitch: a short answer, a whisper, much noise.
    LittlePitch {
        heard: Length,
    },
    LittleSpeech {
        heard: Length,
    },
}

impl fmt::Display for NotMeasured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let least = LEAST_VOICE.seconds();
        // Rounded down: "10.0 s only, and 10 are needed" would explain nothing.
        let tenths = |heard: &Length| (heard.seconds() * 10.0).floor() / 10.0;
        match self {
            NotMeasured::NoSound => f.write_str("there is no sound"),
            NotMeasured::LittlePitch { heard } => {
                write!(f, "a pitch was heard for {:.1} s only, and {least:.0} s are needed", tenths(heard))
            }
            NotMeasured::LittleSpeech { heard } => {
                write!(f, "there were {:.1} s of speech only, and {least:.0} s are needed", tenths(heard))
            }
        }
    }
}

/// How far the pitch moves.
#[derive(Debug, Clone, PartialEq)]
pub struct PitchRange {
    pub median: Hertz,
    /// Standard deviation in semitones.
    pub spread: f64,
    /// The pitch that 5 % lie below and the one that 5 % lie above, in semitones from the median.
    pub low: f64,
    pub high: f64,
    /// The pitch variation quotient of Hincks (2005): standard deviation over mean, both in hertz, in windows of 10 s one
    /// after the other, and the mean of those. Nothing where no window holds enough.
    pub quotient: Option<f64>,
    /// In order, apart from each other.
    pub flat: Vec<FlatStretch>,
}

/// At least 10 s in which the pitch hardly moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FlatStretch {
    pub at: Stretch,
    /// Standard deviation in semitones.
    pub spread: f64,
}

/// How far the loudness moves.
#[derive(Debug, Clone, PartialEq)]
pub struct LoudnessRange {
    /// Between soft and loud windows of 3 s, in decibels.
    pub range: f64,
    /// Sentences whose ending could be told.
    pub sentences: usize,
    /// How far the endings lie below their sentences, in decibels, the middle one; nothing under three sentences.
    pub fall: Option<f64>,
    /// Sentences that trail off, in order; none under three sentences.
    pub trailing: Vec<Trailing>,
}

/// The end of a sentence that is much softer than the sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trailing {
    /// From the first of the last words to the end of the sound.
    pub at: Stretch,
    /// Its last words.
    pub words: WordRange,
    /// How far its ending lies below its median, in decibels.
    pub below: f64,
}

/// Measures pitch and loudness of an answer.
#[must_use]
pub fn tone(transcript: &Transcript, sound: Option<&SoundFacts>) -> Tone {
    let Some(sound) = sound else { return Tone::default() };
    Tone { pitch: pitch(sound), loudness: loudness(transcript, sound) }
}

/// The value that this share of all lies below.
fn share(mut values: Vec<f64>, share: f64) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    Some(values[(last as f64 * share).round() as usize])
}

/// Mean and standard deviation.
fn spread(values: &[f64]) -> Option<(f64, f64)> {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let square = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
    (!values.is_empty()).then(|| (mean, square.sqrt()))
}

fn pitch(sound: &SoundFacts) -> Result<PitchRange, NotMeasured> {
    let all = Stretch::new(Moment::START, Moment::START + sound.length);
    let hertz: Vec<f64> = sound.voice.pitches(all).map(|hertz| f64::from(hertz.0)).collect();
    let heard = Length::from_millis(hertz.len() as u64 * 10);
    let too_little = NotMeasured::LittlePitch { heard };
    if heard < LEAST_VOICE {
        return Err(too_little);
    }
    let median = Hertz(share(hertz, 0.5).ok_or(too_little)? as f32);
    let ear = Ear::new(&sound.voice, median);
    let semitones = ear.semitones(all);
    let (_, spread) = spread(&semitones).ok_or(too_little)?;
    Ok(PitchRange {
        median,
        spread,
        low: share(semitones.clone(), 0.05).ok_or(too_little)?,
        high: share(semitones, 0.95).ok_or(too_little)?,
        quotient: ear.quotient(all),
        flat: ear.flat(all),
    })
}

/// The pitches of an answer about their median.
struct Ear<'a> {
    voice: &'a VoiceTrack,
    median: Hertz,
    /// Before each step and after the last: how many pitches there were, the sum of their semitones and of the squares. A flat
    /// stretch may grow for an hour, and is looked at again for each second of it.
    so_far: Vec<(usize, f64, f64)>,
}

impl<'a> Ear<'a> {
    fn new(voice: &'a VoiceTrack, median: Hertz) -> Self {
        let mut sum = (0, 0.0, 0.0);
        let mut so_far = vec![sum];
        for hertz in &voice.pitch {
            let semitones = hertz.map(|hertz| hertz.semitones_above(median));
            if let Some(semitones) = semitones.filter(|semitones| semitones.abs() <= OCTAVE) {
                sum = (sum.0 + 1, sum.1 + semitones, sum.2 + semitones * semitones);
            }
            so_far.push(sum);
        }
        Ear { voice, median, so_far }
    }

    fn semitones(&self, at: Stretch) -> Vec<f64> {
        let semitones = self.voice.pitches(at).map(|hertz| hertz.semitones_above(self.median));
        semitones.filter(|semitones| semitones.abs() <= OCTAVE).collect()
    }

    fn quotient(&self, all: Stretch) -> Option<f64> {
        let one = |at| {
            let hertz = |semitones: f64| f64::from(self.median.0) * (semitones / 12.0).exp2();
            let hertz: Vec<f64> = self.semitones(at).into_iter().map(hertz).collect();
            let (mean, deviation) = spread(&hertz).filter(|_| hertz.len() >= LEAST_PITCHES)?;
            Some(deviation / mean)
        };
        let quotients: Vec<f64> = windows(all, FLAT_WINDOW, FLAT_WINDOW).filter_map(one).collect();
        spread(&quotients).map(|(mean, _)| mean)
    }

    /// The deviation in a window, where it is flat.
    fn flatness(&self, at: Stretch) -> Option<f64> {
        let steps = self.voice.pitch_steps(at);
        let (before, after) = (self.so_far[steps.start], self.so_far[steps.end]);
        let count = after.0 - before.0;
        if count < LEAST_PITCHES {
            return None;
        }
        let mean = (after.1 - before.1) / count as f64;
        let deviation = ((after.2 - before.2) / count as f64 - mean * mean).max(0.0).sqrt();
        (deviation < FLAT_BELOW).then_some(deviation)
    }

    /// Flat windows, put together where they overlap and are flat together.
    fn flat(&self, all: Stretch) -> Vec<FlatStretch> {
        let mut found: Vec<FlatStretch> = Vec::new();
        for at in windows(all, FLAT_WINDOW, FLAT_STEP) {
            let Some(spread) = self.flatness(at) else { continue };
            match found.last_mut() {
                Some(last) if last.at.to() > at.from() => {
                    let both = last.at.hull(at);
                    if let Some(spread) = self.flatness(both) {
                        *last = FlatStretch { at: both, spread };
                    }
                }
                _ => found.push(FlatStretch { at, spread }),
            }
        }
        found
    }
}

/// Windows of one length in a stretch, one every so often.
fn windows(all: Stretch, length: Length, every: Length) -> impl Iterator<Item = Stretch> {
    let first = Stretch::new(all.from(), all.from() + length);
    let next = move |at: &Stretch| Some(at.later_by(every));
    std::iter::successors(Some(first), next).take_while(move |at| at.to() <= all.to())
}

fn loudness(transcript: &Transcript, sound: &SoundFacts) -> Result<LoudnessRange, NotMeasured> {
    let all = Stretch::new(Moment::START, Moment::START + sound.length);
    let heard = sound.speech.voiced_in(all);
    if heard < LEAST_VOICE || sound.voice.loudness.is_empty() {
        return Err(NotMeasured::LittleSpeech { heard });
    }
    // A window that is mostly pause says nothing of the voice.
    let is_spoken = |at: &Stretch| sound.speech.voiced_in(*at) >= Length::from_millis(1_500);
    let windows = windows(all, LOUDNESS_WINDOW, LOUDNESS_EVERY).filter(is_spoken);
    let levels: Vec<f64> =
        windows.filter_map(|at| sound.voice.loudness_of(at)).map(|lufs| f64::from(lufs.0)).collect();
    // Speech in little bits fills no window.
    let extremes = share(levels.clone(), LOUD_SHARE).zip(share(levels, SOFT_SHARE));
    let (loud, soft) = extremes.ok_or(NotMeasured::LittleSpeech { heard })?;
    let endings: Vec<Trailing> =
        sentences(transcript).into_iter().filter_map(|words| ending(transcript, words, sound)).collect();
    let enough = endings.len() >= LEAST_SENTENCES;
    let falls = endings.iter().map(|ending| ending.below).collect();
    Ok(LoudnessRange {
        range: loud - soft,
        sentences: endings.len(),
        fall: share(falls, 0.5).filter(|_| enough),
        trailing: endings.into_iter().filter(|ending| enough && ending.below >= TRAILS_OFF).collect(),
    })
}

/// The sentences as the recogniser ends them.
fn sentences(transcript: &Transcript) -> Vec<WordRange> {
    let mut first = 0;
    let mut sentences = Vec::new();
    for (place, word) in transcript.words.iter().enumerate() {
        if word.ends_sentence() {
            sentences.push(WordRange::new(first, place + 1));
            first = place + 1;
        }
    }
    sentences
}

/// How a sentence ends; nothing where it is short, or runs on into the next without a silence.
fn ending(transcript: &Transcript, words: WordRange, sound: &SoundFacts) -> Option<Trailing> {
    let at = transcript.stretch(words)?;
    let near = Stretch::new(at.to() - NEAR, at.to() + NEAR);
    let ends = sound.speech.voiced.iter().map(|voiced| voiced.to());
    let end = ends.filter(|end| near.contains(*end)).min_by_key(|end| (*end - at.to()) + (at.to() - *end))?;
    let whole = Stretch::new(at.from(), end);
    if whole.length() < LEAST_SENTENCE {
        return None;
    }
    let steps = sound.voice.loudnesses(whole).iter();
    // Pauses inside the sentence are no part of its loudness; 30 dB below its loudest step is silence.
    let loudest = steps.clone().map(|lufs| lufs.0).max_by(f32::total_cmp)?;
    let spoken: Vec<f64> = steps
        .filter(|&&lufs| lufs > Lufs::SILENCE && lufs.0 > loudest - 30.0)
        .map(|lufs| f64::from(lufs.0))
        .collect();
    let last = sound.voice.loudness_of(Stretch::new(end - ENDING, end))?;
    let words = WordRange::new(words.first.max(words.end.saturating_sub(LAST_WORDS)), words.end);
    let from = transcript.stretch(words)?.from();
    Some(Trailing {
        at: Stretch::new(from, end),
        words,
        below: (share(spoken, 0.5)? - f64::from(last.0)).max(0.0),
    })
}

#[cfg(test)]
mod tests {
    use super::super::fillers::testing::say;
    use super::*;
    use crate::recording::SpeechMap;

    /// An answer of so many seconds, all of it voice, with a pitch for each hundredth of a second.
    fn sung(seconds: usize, pitch: impl Fn(f64) -> Option<f32>) -> SoundFacts {
        let length = Length::from_seconds(seconds as f64);
        let all = Stretch::new(Moment::START, Moment::START + length);
        let pitch = (0..seconds * 100).map(|n| pitch(n as f64 / 100.0).map(Hertz)).collect();
        let mut sound = SoundFacts::from(SpeechMap { length, voiced: vec![all] });
        sound.voice = VoiceTrack { pitch, loudness: vec![Lufs(-20.0); seconds * 20] };
        sound
    }

    /// A voice that rises and falls so many semitones about 120 Hz, three times in two seconds.
    fn lively(semitones: f64) -> impl Fn(f64) -> Option<f32> {
        move |at| Some(120.0 * ((semitones * (at * 1.5 * std::f64::consts::TAU).sin()) / 12.0).exp2() as f32)
    }

    #[test]
    fn the_spread_is_in_semitones_about_the_own_median() {
        // A sine of 4 semitones has a deviation of 4 / sqrt 2.
        let range = pitch(&sung(30, lively(4.0))).unwrap();
        assert!((range.median.0 - 120.0).abs() < 1.0, "{range:?}");
        assert!((range.spread - 2.83).abs() < 0.02, "{range:?}");
        assert!((range.low + 3.95).abs() < 0.1 && (range.high - 3.95).abs() < 0.1, "{range:?}");
        assert!((range.quotient.unwrap() - 0.165).abs() < 0.005, "{range:?}");
        assert_eq!(range.flat, []);
    }

    #[test]
    fn the_same_melody_an_octave_higher_has_the_same_figures() {
        let low = pitch(&sung(30, lively(4.0))).unwrap();
        let high = pitch(&sung(30, |at| lively(4.0)(at).map(|hertz| 2.0 * hertz))).unwrap();
        assert!((low.spread - high.spread).abs() < 1e-4);
    }

    #[test]
    fn a_flat_stretch_is_found_where_it_is() {
        let sound = sung(60, |at| lively(if (20.0..40.0).contains(&at) { 1.0 } else { 5.0 })(at));
        let flat = pitch(&sound).unwrap().flat;
        assert_eq!(flat.len(), 1, "{flat:?}");
        let at = flat[0].at;
        assert!((18.0..=20.0).contains(&at.from().seconds()), "{flat:?}");
        assert!((40.0..=42.0).contains(&at.to().seconds()) && flat[0].spread < FLAT_BELOW, "{flat:?}");
    }

    #[test]
    fn a_window_that_is_mostly_silent_is_not_flat() {
        let sound = sung(60, |at| (at > 30.0 || at % 10.0 < 2.0).then(|| lively(5.0)(at)).flatten());
        assert_eq!(pitch(&sound).unwrap().flat, []);
    }

    #[test]
    fn octave_errors_do_not_hide_a_flat_voice() {
        let sound = sung(30, |at| Some(if at.fract() < 0.005 { 246.0 } else { 120.0 }));
        assert_eq!(pitch(&sound).unwrap().flat.len(), 1);
    }

    #[test]
    fn what_is_too_short_to_be_measured_says_why() {
        let (answer, speech) = say("We went home.");
        let tone = tone(&answer, Some(&speech.into()));
        assert_eq!(tone.pitch, Err(NotMeasured::LittlePitch { heard: Length::ZERO }));
        assert_eq!(
            tone.loudness.unwrap_err().to_string(),
            "there were 0.6 s of speech only, and 10 s are needed"
        );
        assert_eq!(super::tone(&answer, None), Tone::default());
    }

    /// Sentences of 11 words (2.2 s), 1.2 s apart, each ending so many decibels softer.
    fn endings(falls: &[f32]) -> Result<LoudnessRange, NotMeasured> {
        let sentence = "we went home late that night and had some cold soup. || ";
        let (answer, speech) = say(&sentence.repeat(falls.len()));
        let mut sound = SoundFacts::from(speech);
        let steps = sound.length.samples() / 800;
        sound.voice.loudness = vec![Lufs(-20.0); steps as usize];
        for (sentence, fall) in falls.iter().enumerate() {
            let end = sentence * 68 + 44;
            sound.voice.loudness[end - 6..end].fill(Lufs(-20.0 - fall));
        }
        loudness(&answer, &sound)
    }

    #[test]
    fn a_sentence_whose_end_is_much_softer_trails_off() {
        let range = endings(&[3.0, 14.0, 3.0, 8.0, 3.0]).unwrap();
        assert_eq!((range.sentences, range.trailing.len()), (5, 1));
        let trailing = range.trailing[0];
        assert!(
            (trailing.below - 14.0).abs() < 0.01 && (range.fall.unwrap() - 3.0).abs() < 0.01,
            "{range:?}"
        );
        assert_eq!(trailing.words, WordRange::new(19, 22));
        assert!((trailing.at.to().seconds() - 5.6).abs() < 0.01, "{range:?}");
    }

    #[test]
    fn a_sentence_that_runs_on_into_the_next_has_no_ending() {
        let (answer, speech) = say(&"We went home late that night and had some cold soup. ".repeat(6));
        let mut sound = SoundFacts::from(speech);
        sound.voice.loudness = vec![Lufs(-20.0); 300];
        assert_eq!(loudness(&answer, &sound).unwrap().sentences, 1);
    }

    #[test]
    fn the_loudness_range_is_that_of_soft_and_loud_stretches() {
        let mut sound = sung(60, lively(3.0));
        sound.voice.loudness[..400].fill(Lufs(-28.0));
        let range = loudness(&Transcript::default(), &sound).unwrap();
        assert!((range.range - 8.0).abs() < 0.2, "{range:?}");
        assert_eq!(range.fall, None);
    }
}
