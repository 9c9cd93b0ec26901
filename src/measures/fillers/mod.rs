//! Fillers: hesitation sounds and filler words. One rule a file, with a sentence it must not match for each it must.
//!
//! A filler word is *likely* only with evidence: commas around it, a silence of 150 ms beside it, the start of a
//! sentence, a repetition or a restart. Without evidence it is *possible*, is shown and counts nowhere: telling
//! someone off for a word that carried meaning costs more trust than a filler that went unseen.

mod adverbs;
mod hesitations;
mod i_guess;
mod i_mean;
mod just;
mod like;
mod place;
mod right;
pub(super) mod scene;
mod so;
mod sort_of;
mod well;
mod you_know;

pub use hesitations::hesitations;
pub use place::{CLUSTER, CLUSTER_TIME, Cluster, HesitationPlace, clusters, hesitation_place};

use crate::recording::SpeechMap;
use crate::transcript::{Transcript, WordRange};

use super::{FillerHit, FillerKind, Witness};
use scene::Scene;

/// What a rule found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Found {
    words: WordRange,
    likely: bool,
}

impl Found {
    fn likely(words: WordRange) -> Self {
        Found { words, likely: true }
    }

    fn possible(words: WordRange) -> Self {
        Found { words, likely: false }
    }

    /// Likely where there is evidence, possible without.
    fn when(evidence: bool, words: WordRange) -> Self {
        Found { words, likely: evidence }
    }
}

/// All rules for filler words.
const RULES: [fn(&Scene) -> Vec<Found>; 10] = [
    adverbs::find,
    i_guess::find,
    i_mean::find,
    just::find,
    like::find,
    right::find,
    so::find,
    sort_of::find,
    well::find,
    you_know::find,
];

/// Returns the filler words of an answer, likely and possible ones, in order and without overlap.
///
/// ```
/// use greenroom::measures::fillers::filler_words;
/// use greenroom::transcript::Transcript;
///
/// let answer = Transcript::from_text("It was, you know, hard. I like Rust.");
/// let hits = filler_words(&answer, None);
/// assert_eq!(hits.len(), 1);
/// assert_eq!(hits[0].text, "you know");
/// assert!(hits[0].likely);
/// ```
#[must_use]
pub fn filler_words(transcript: &Transcript, sound: Option<&SpeechMap>) -> Vec<FillerHit> {
    let scene = Scene::new(transcript, sound);
    let mut found: Vec<Found> = RULES.iter().flat_map(|rule| rule(&scene)).collect();
    // Likely ones win over possible ones, longer over shorter, earlier over later.
    found.sort_by_key(|hit| (!hit.likely, std::cmp::Reverse(hit.words.count()), hit.words.first));
    let mut kept: Vec<Found> = Vec::new();
    for hit in found {
        if !kept.iter().any(|other| other.words.touches(hit.words)) {
            kept.push(hit);
        }
    }
    kept.sort_by_key(|hit| hit.words.first);
    kept.into_iter().map(|hit| to_hit(transcript, hit)).collect()
}

fn to_hit(transcript: &Transcript, hit: Found) -> FillerHit {
    let texts: Vec<String> = transcript.get(hit.words).iter().map(crate::transcript::Word::key).collect();
    FillerHit {
        text: texts.join(" "),
        kind: FillerKind::Word,
        likely: hit.likely,
        at: transcript.stretch(hit.words),
        words: Some(hit.words),
        heard_in: Witness::Words,
        certainty: None,
    }
}

#[cfg(test)]
pub(super) mod testing {
    //! One-line assertions for the rules.

    use super::*;
    use crate::time::{Length, Moment, Stretch};
    use crate::transcript::Word;

    /// The filler words of a sentence, to be compared with [`Fillers::are`].
    pub(in crate::measures) struct Fillers(Vec<FillerHit>);

    /// Finds the filler words of a written sentence.
    pub(in crate::measures) fn fillers(text: &str) -> Fillers {
        Fillers(filler_words(&Transcript::from_text(text), None))
    }

    /// Finds the filler words of a spoken sentence: `|` in the text is a silence of 300 ms.
    pub(in crate::measures) fn spoken(text: &str) -> Fillers {
        let (transcript, sound) = say(text);
        Fillers(filler_words(&transcript, Some(&sound)))
    }

    /// A sentence as it would be heard: 200 ms a word, `|` a silence of 300 ms, `||` of 1200 ms.
    pub(in crate::measures) fn say(text: &str) -> (Transcript, SpeechMap) {
        let (mut now, mut words, mut voiced) = (Moment::START, Vec::new(), Vec::<Stretch>::new());
        for token in text.split_whitespace() {
            if token.chars().all(|c| c == '|') {
                now = now + Length::from_millis(if token.len() > 1 { 1200 } else { 300 });
                continue;
            }
            let at = Stretch::new(now, now + Length::from_millis(200));
            match voiced.last_mut() {
                Some(last) if last.to() == now => *last = last.hull(at),
                _ => voiced.push(at),
            }
            words.push(Word { text: token.to_owned(), at: Some(at), certainty: Some(0.9) });
            now = at.to();
        }
        (Transcript { words }, SpeechMap { length: now - Moment::START, voiced })
    }

    impl Fillers {
        /// Asserts that exactly these are likely.
        #[track_caller]
        pub(in crate::measures) fn are(&self, likely: &[&str]) {
            assert_eq!(self.texts(true), likely);
        }

        /// Asserts that exactly these are possible, and none is likely.
        #[track_caller]
        pub(in crate::measures) fn may_be(&self, possible: &[&str]) {
            assert_eq!((self.texts(true), self.texts(false)), (Vec::new(), possible.to_vec()));
        }

        fn texts(&self, likely: bool) -> Vec<&str> {
            self.0.iter().filter(|hit| hit.likely == likely).map(|hit| hit.text.as_str()).collect()
        }
    }
}
