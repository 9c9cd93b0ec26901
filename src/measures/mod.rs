//! Delivery: pace, pauses, hesitations, filler words and repairs. Pure functions of words and sound.

use crate::time::{Length, Stretch};
use crate::transcript::WordRange;

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
    pub pauses: Vec<Pause>,
    pub fillers: Vec<FillerHit>,
    pub repairs: Vec<Repair>,
    pub pace: Vec<PaceWindow>,
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

    /// The time of all pauses between words together.
    #[must_use]
    pub fn paused(&self) -> Length {
        let inner = |pause: &&Pause| matches!(pause.place, PausePlace::Within | PausePlace::Border);
        self.pauses.iter().filter(inner).map(|pause| pause.at.length()).sum()
    }
}
