//! The little script in which the samples are written, and the times that its words get.

use crate::measures::tone::{FlatStretch, LoudnessRange, PitchRange, Tone, Trailing};
use crate::measures::wording::wording;
use crate::measures::{
    FillerHit, FillerKind, Measures, PaceWindow, Pause, PausePlace, SyllablesPerSecond, Witness,
    WordsPerMinute,
};
use crate::recording::{Hertz, SoundFacts, SpeechMap};
use crate::structure::{Section, SectionSpan, Structure};
use crate::time::{Length, Moment, Stretch};
use crate::transcript::{Transcript, Word, WordRange, key};

/// What stands in a report before it is judged.
pub(super) struct Built {
    pub(super) transcript: Transcript,
    pub(super) measures: Measures,
    pub(super) structure: Structure,
    pub(super) sound: SoundFacts,
}

/// The first place of some words.
pub(super) fn find(transcript: &Transcript, words: &str) -> WordRange {
    let wanted: Vec<String> = words.split(' ').map(key).collect();
    let keys: Vec<String> = transcript.words.iter().map(Word::key).collect();
    let first = keys.windows(wanted.len()).position(|window| window == wanted).expect(words);
    WordRange::new(first, first + wanted.len())
}

pub(super) fn key_of(transcript: &Transcript, words: WordRange) -> String {
    transcript.get(words).iter().map(Word::key).collect::<Vec<_>>().join(" ")
}

/// An answer in the little script, read.
pub(super) struct Script {
    pub(super) words: Vec<&'static str>,
    sections: Vec<(Section, usize)>,
    pauses: Vec<(usize, PausePlace, f64)>,
    sounds: Vec<(usize, &'static str)>,
}

impl Script {
    pub(super) fn read(script: &'static str) -> Script {
        let mut read = Script { words: vec![], sections: vec![], pauses: vec![], sounds: vec![] };
        for token in script.split_whitespace() {
            let here = read.words.len();
            if let Some(letter) = token.strip_prefix('{') {
                let section = match letter {
                    "S}" => Section::Situation,
                    "T}" => Section::Task,
                    "A}" => Section::Action,
                    "R}" => Section::Result,
                    _ => Section::Learning,
                };
                read.sections.push((section, here));
            } else if let Some(length) = token.strip_prefix('<') {
                read.pauses.push((here, PausePlace::Within, length.parse().unwrap()));
            } else if let Some(length) = token.strip_prefix('>') {
                let place = if here == 0 { PausePlace::Start } else { PausePlace::Border };
                read.pauses.push((here, place, length.parse().unwrap()));
            } else if let Some(sound) = token.strip_prefix('(') {
                read.sounds.push((here, sound.trim_end_matches(')')));
            } else {
                read.words.push(token);
            }
        }
        read
    }

    pub(super) fn structure(&self, transcript: &Transcript) -> Structure {
        let words = &transcript.words;
        let mut sentences = vec![];
        let mut first = 0;
        for place in 0..words.len() {
            if words[place].ends_sentence() || place + 1 == words.len() {
                sentences.push(WordRange::new(first, place + 1));
                first = place + 1;
            }
        }
        let ends = self.sections.iter().skip(1).map(|(_, first)| *first).chain([words.len()]);
        let sections = self.sections.iter().zip(ends).map(|((section, first), end)| {
            let words = WordRange::new(*first, end);
            let certainty = if *section == Section::Task { 0.55 } else { 0.91 };
            SectionSpan { section: *section, part: None, words, at: transcript.stretch(words), certainty }
        });
        Structure {
            is_story: Some(true),
            particulars: sentences.clone(),
            sentences,
            sections: sections.collect(),
            ..Structure::default()
        }
    }
}

/// A spoken answer whose letters take `letter` seconds each.
pub(super) fn spoken(script: &'static str, letter: f64) -> Built {
    let script = Script::read(script);
    let mut now = 0.0;
    let (mut words, mut pauses, mut fillers, mut voiced) = (vec![], vec![], vec![], vec![]);
    let stretch = |from: f64, to: f64| Stretch::new(Moment::from_seconds(from), Moment::from_seconds(to));
    for (place, text) in script.words.iter().enumerate() {
        for (_, kind, length) in script.pauses.iter().filter(|(before, ..)| *before == place) {
            pauses.push(Pause { at: stretch(now, now + length), place: *kind, before: place });
            now += length;
        }
        for (_, text) in script.sounds.iter().filter(|(before, _)| *before == place) {
            let at = stretch(now, now + 0.4);
            let kind = FillerKind::Hesitation;
            fillers.push(FillerHit {
                text: (*text).into(),
                kind,
                likely: true,
                at: Some(at),
                words: None,
                heard_in: Witness::Sound,
                certainty: Some(0.8),
            });
            now += 0.4;
        }
        let length = letter * (text.len() + 2) as f64;
        let at = stretch(now, now + length);
        now += length;
        voiced.push(at);
        let word = Word { text: (*text).into(), at: Some(at), certainty: Some(0.87) };
        if word.is_hesitation() {
            fillers.push(FillerHit {
                text: word.key(),
                kind: FillerKind::Hesitation,
                likely: true,
                at: Some(at),
                words: Some(WordRange::new(place, place + 1)),
                heard_in: Witness::Both,
                certainty: Some(0.9),
            });
        }
        words.push(word);
    }
    let transcript = Transcript { words };
    let length = Length::from_seconds(now + 0.5);
    let structure = script.structure(&transcript);
    let spoken = transcript.stretch(transcript.all()).unwrap();
    let mut measures = Measures { spoken: Some(spoken), pauses, fillers, ..Measures::default() };
    measures.wording = wording(&transcript, &measures.fillers);
    let count = transcript.spoken_words() as f64;
    measures.speech_rate = Some(WordsPerMinute(count / spoken.length().minutes()));
    let speaking = spoken.length() - measures.paused();
    measures.articulation_rate = Some(WordsPerMinute(count / speaking.minutes()));
    measures.syllable_rate = Some(SyllablesPerSecond(count * 1.4 / speaking.seconds()));
    let mut from = spoken.from();
    let window = Length::from_seconds(15.0);
    while from + window <= spoken.to() {
        let at = Stretch::new(from, from + window);
        let inside =
            |word: &&Word| !word.is_hesitation() && word.at.is_some_and(|word| at.contains(word.middle()));
        let rate = transcript.words.iter().filter(inside).count() as f64 / at.length().minutes();
        measures.pace.push(PaceWindow { at, rate: WordsPerMinute(rate) });
        from = from + Length::from_seconds(5.0);
    }
    let sound = SpeechMap { length, voiced: vec![spoken] }.into();
    Built { transcript, measures, structure, sound }
}

/// A voice with so much spread, flat in these stretches (seconds and semitones), trailing off at these words.
pub(super) fn voice(
    transcript: &Transcript,
    spread: f64,
    flat: &[(f64, f64, f64)],
    trailing: &[(&str, f64)],
) -> Tone {
    let moment = Moment::from_seconds;
    let flat = flat
        .iter()
        .map(|&(from, to, spread)| FlatStretch { at: Stretch::new(moment(from), moment(to)), spread });
    let trailing = trailing.iter().map(|&(words, below)| {
        let words = find(transcript, words);
        Trailing { at: transcript.stretch(words).unwrap(), words, below }
    });
    Tone {
        pitch: Ok(PitchRange {
            median: Hertz(118.0),
            spread,
            low: -1.5 * spread,
            high: 1.7 * spread,
            quotient: Some(spread * 0.06),
            flat: flat.collect(),
        }),
        loudness: Ok(LoudnessRange {
            range: 2.0 * spread,
            sentences: 9,
            fall: Some(5.5),
            trailing: trailing.collect(),
        }),
    }
}
