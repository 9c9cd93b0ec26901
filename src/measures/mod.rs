//! Delivery: pace, pauses, hesitations, filler words, repairs and tone. Pure functions of words and sound.
//!
//! ```
//! use greenroom::measures::{FillerKind, measure};
//! use greenroom::transcript::Transcript;
//!
//! let measures = measure(&Transcript::from_text("So, um, it was, like, slow."), None);
//! assert_eq!(measures.likely(FillerKind::Hesitation).count(), 1);
//! assert_eq!(measures.likely(FillerKind::Word).count(), 2);
//! assert_eq!(measures.speech_rate, None);
//! ```
//!
//! What each figure means, with its unit and its source: `docs/MEASURES.md`.

mod clauses;
pub mod fillers;
pub mod pause_figures;
pub mod pauses;
pub mod rate;
pub mod repairs;
pub mod spoken_form;
pub mod syllables;
pub mod tone;
pub mod trust;
pub mod wording;

use self::tone::Tone;
use crate::recording::{SoundFacts, SpeechMap};
use crate::time::{Length, Stretch};
use crate::transcript::{Transcript, Word, WordRange};
use trust::{Because, Figure, NotMeasured};

/// Measures one answer: `sound` where it was spoken, nothing where it was written.
///
/// A written answer has no rates and no pauses, and its fillers are judged by punctuation alone.
#[must_use]
pub fn measure(transcript: &Transcript, sound: Option<&SoundFacts>) -> Measures {
    let tone = tone::tone(transcript, sound);
    let not_measured = sound.map(trust::not_measured).unwrap_or_default();
    let hesitations = fillers::hesitations(transcript, sound);
    let sound = sound.map(|sound| &sound.speech);
    let words = fillers::filler_words(transcript, sound);
    let mut all: Vec<FillerHit> = hesitations.into_iter().chain(words).collect();
    let repairs = repairs::repairs(transcript, sound, &all);
    // "sorry, I mean" mends; its words are no filler beside that.
    let mends = |words: WordRange| {
        repairs.iter().any(|repair| repair.kind == RepairKind::EditTerm && repair.words.touches(words))
    };
    all.retain(|hit| hit.kind == FillerKind::Hesitation || !hit.words.is_some_and(mends));
    all.sort_by_key(|hit| place_of(transcript, hit));
    let rates = rate::rates(transcript, sound, &all);
    Measures {
        spoken: sound.and_then(SpeechMap::spoken),
        speech_rate: rates.speech,
        articulation_rate: rates.articulation,
        syllable_rate: rates.syllables,
        guessed_words: rates.guessed,
        pauses: sound.map(|sound| pauses::pauses(transcript, sound, &all)).unwrap_or_default(),
        wording: wording::wording(transcript, &all),
        fillers: all,
        repairs,
        pace: rate::pace(transcript),
        tone,
        not_measured,
    }
}

/// Where a hit stands among the words; one of the sound alone before the first word that starts after its middle.
fn place_of(transcript: &Transcript, hit: &FillerHit) -> (usize, bool) {
    let later = |word: &Word| word.at.zip(hit.at).is_some_and(|(word, at)| word.from() > at.middle());
    match hit.words {
        Some(words) => (words.first, true),
        None => (transcript.words.iter().position(later).unwrap_or(transcript.words.len()), false),
    }
}

/// Words a minute.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct WordsPerMinute(pub f64);

/// Syllables a second.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct SyllablesPerSecond(pub f64);

/// Everything that is measured about the delivery of one answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Measures {
    /// From the first to the last sound of the speaker; nothing for a written answer or silence.
    pub spoken: Option<Stretch>,
    /// Words without hesitations over the time from the first to the last of them, pauses included.
    pub speech_rate: Option<WordsPerMinute>,
    /// The same words over the same time less pauses and hesitations.
    pub articulation_rate: Option<WordsPerMinute>,
    /// Syllables of those words over the same time less pauses and hesitations.
    pub syllable_rate: Option<SyllablesPerSecond>,
    /// How many of those words are in no dictionary, so that their syllables are counted by a rule.
    pub guessed_words: usize,
    pub pauses: Vec<Pause>,
    pub fillers: Vec<FillerHit>,
    pub repairs: Vec<Repair>,
    pub pace: Vec<PaceWindow>,
    pub tone: Tone,
    pub wording: wording::Wording,
    /// The figures that are withheld, since the sound is too poor for them. What was found stays, to be listened to.
    pub not_measured: Vec<NotMeasured>,
}

/// Where a pause stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PausePlace {
    /// Before the first word.
    Start,
    /// Inside a clause: the kind that listeners hear as a lack of fluency.
    Within,
    /// At the border of a clause or sentence.
    Border,
    /// After the last word.
    End,
}

/// A silence of 250 ms or more in the sound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pause {
    pub at: Stretch,
    pub place: PausePlace,
    /// The number of words before it: it stands between `words[before - 1]` and `words[before]`.
    pub before: usize,
}

/// Sounds and words are two numbers, never one sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FillerKind {
    /// um, uh, er, ...
    Hesitation,
    /// like, you know, basically, ...
    Word,
}

/// Who noticed a filler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Witness {
    Words,
    Sound,
    Both,
}

/// One filler with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct FillerHit {
    /// As it was said, in lower case and without punctuation: "um", "you know".
    pub text: String,
    pub kind: FillerKind,
    /// Likely ones count in the rates; possible ones are only shown.
    pub likely: bool,
    /// Nothing for a written answer.
    pub at: Option<Stretch>,
    pub words: Option<WordRange>,
    pub heard_in: Witness,
    /// How sure the witnesses are together, 0 to 1; unknown for filler words, which are judged by rules.
    pub certainty: Option<f32>,
}

/// How a speaker mended what was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RepairKind {
    /// One to three words said twice: "I I went".
    Repeat,
    /// A phrase begun again in other words: "we had, we needed".
    Restart,
    /// Mended in words: "sorry, I mean".
    EditTerm,
}

/// One repair: `words` are those that a clean answer would leave out.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    pub kind: RepairKind,
    pub words: WordRange,
    pub at: Option<Stretch>,
}

/// The speech rate in one window of the pace curve (15 s long, every 5 s).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PaceWindow {
    pub at: Stretch,
    pub rate: WordsPerMinute,
}

impl Measures {
    /// The likely fillers of one kind.
    pub fn likely(&self, kind: FillerKind) -> impl Iterator<Item = &FillerHit> {
        self.fillers.iter().filter(move |hit| hit.likely && hit.kind == kind)
    }

    /// Why a figure is withheld, if it is.
    #[must_use]
    pub fn why_not(&self, figure: Figure) -> Option<Because> {
        self.not_measured.iter().find(|withheld| withheld.figure == figure).map(|withheld| withheld.because)
    }

    /// The time of all pauses between words together.
    #[must_use]
    pub fn paused(&self) -> Length {
        self.pauses.iter().filter(|pause| pause.is_inside()).map(|pause| pause.at.length()).sum()
    }
}

#[cfg(test)]
mod laws;
