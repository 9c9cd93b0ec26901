//! Wording: hedges, quantities without a number, phrases said again, the length of sentences, and how long it takes
//! until the speaker does something. One rule a file.
//!
//! None of it is judged: no published band holds for spoken answers, so each finding is shown with its words.

mod first_action;
mod hedges;
mod lengths;
mod repeated;
mod vague;

pub use first_action::FirstAction;
pub use lengths::SentenceLengths;
pub use repeated::Repeated;

use crate::english::{sentences, words};
use crate::time::Stretch;
use crate::transcript::{Transcript, WordRange};

use super::FillerHit;

/// Words that a rule found, with their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    pub words: WordRange,
    /// Nothing for a written answer.
    pub at: Option<Stretch>,
}

impl Phrase {
    fn of(transcript: &Transcript, words: WordRange) -> Self {
        Phrase { words, at: transcript.stretch(words) }
    }
}

/// What the words themselves show, whatever they tell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Wording {
    /// Words without hesitations: the sample of all that follows.
    pub words: usize,
    /// "I think", "maybe": what takes back some of what is said.
    pub hedges: Vec<Phrase>,
    /// "a lot", "much faster", in a sentence without a number.
    pub vague: Vec<Phrase>,
    /// Phrases said more than once.
    pub repeated: Vec<Repeated>,
    pub sentences: SentenceLengths,
    /// Nothing where no deed of the speaker is told.
    pub first_action: Option<FirstAction>,
}

impl Wording {
    /// Hedges in a hundred words; nothing where there are no words.
    #[must_use]
    pub fn hedges_per_100(&self) -> Option<f64> {
        (self.words > 0).then(|| self.hedges.len() as f64 * 100.0 / self.words as f64)
    }

    /// Leaves out the phrases that are made of the question's own words: taking them up is no wordiness.
    pub fn leave_out_words_of(&mut self, question: &str) {
        let asked: Vec<String> = question.split_whitespace().map(crate::transcript::key).collect();
        self.repeated.retain(|phrase| !phrase.keys.iter().all(|key| asked.contains(key)));
    }
}

/// Finds what the words of an answer show.
///
/// `fillers` are its hits: what is a filler is no hedge beside that, and "sort of" that is none is one.
///
/// ```
/// use greenroom::measures::wording::wording;
/// use greenroom::transcript::Transcript;
///
/// let answer = Transcript::from_text("I think it was a lot faster. I cut it by about 40 percent.");
/// let found = wording(&answer, &[]);
/// assert_eq!(answer.quote(found.hedges[0].words), "I think");
/// assert_eq!(answer.quote(found.vague[0].words), "a lot faster.");
/// assert_eq!((found.hedges.len(), found.vague.len()), (1, 1));
/// ```
#[must_use]
pub fn wording(transcript: &Transcript, fillers: &[FillerHit]) -> Wording {
    let ranges = sentences::sentences(transcript);
    let sentences = words::sentences(transcript, &ranges);
    let is_filler = |words: WordRange| {
        fillers.iter().any(|hit| hit.likely && hit.words.is_some_and(|filler| filler.touches(words)))
    };
    let place = |words: WordRange| Phrase::of(transcript, words);
    let mut hedges: Vec<WordRange> = sentences.iter().flat_map(hedges::find).collect();
    hedges.retain(|words| !is_filler(*words));
    hedges.extend(hedges::among_fillers(fillers));
    hedges.sort();
    Wording {
        words: transcript.spoken_words(),
        hedges: hedges.into_iter().map(place).collect(),
        vague: sentences.iter().flat_map(|sentence| vague::find(transcript, sentence)).map(place).collect(),
        repeated: repeated::find(transcript, &sentences, &is_filler),
        sentences: lengths::lengths(transcript, &ranges),
        first_action: first_action::find(transcript, &sentences),
    }
}

#[cfg(test)]
mod testing {
    //! One-line assertions for the rules.

    use super::*;
    use crate::measures::measure;

    /// The wording of a written answer, fillers looked at as in a report.
    pub(super) fn of(text: &str) -> (Transcript, Wording) {
        let answer = Transcript::from_text(text);
        let found = measure(&answer, None).wording;
        (answer, found)
    }

    /// Asserts that a rule finds exactly these words in each text.
    #[track_caller]
    pub(super) fn finds(rule: impl Fn(&Wording) -> Vec<WordRange>, cases: &[(&str, &[&str])]) {
        let mut wrong = Vec::new();
        for (text, wanted) in cases {
            let (answer, found) = of(text);
            let quotes: Vec<String> = rule(&found)
                .into_iter()
                .map(|words| {
                    answer.get(words).iter().map(crate::transcript::Word::key).collect::<Vec<_>>().join(" ")
                })
                .collect();
            if quotes != *wanted {
                wrong.push(format!("{text}: {quotes:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_questions_own_words_are_no_repetition() {
        let text = "I met the tight deadline. Nobody met the tight deadline before. The old data pipeline broke daily, \
                    and the old data pipeline broke me.";
        let (_, mut found) = testing::of(text);
        let before = found.repeated.len();
        found.leave_out_words_of("Tell me how you met a tight deadline.");
        assert_eq!((before, found.repeated.len()), (2, 1));
    }

    #[test]
    fn an_answer_without_words_has_no_share_of_hedges() {
        let (_, found) = testing::of("");
        assert_eq!((found.hedges_per_100(), found.first_action), (None, None));
    }
}
