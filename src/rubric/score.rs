//! Scores and quotes that cannot be built wrong.

use super::{Criterion, Evidence, Lack, Level, Score};
use crate::transcript::{Transcript, WordRange};

/// A quote has at most this many words. [own choice: some ten seconds of speech]
pub(super) const QUOTE_WORDS: usize = 25;

/// A score shows at most this many quotes.
pub(super) const QUOTES: usize = 3;

impl Evidence {
    /// The words of a range as they were said, with their time; the first 25 where there are more.
    ///
    /// Nothing where the transcript does not have the whole range, or it has no word in it: a quote that nobody
    /// said cannot be made.
    ///
    /// ```
    /// use greenroom::rubric::Evidence;
    /// use greenroom::transcript::{Transcript, WordRange};
    ///
    /// let answer = Transcript::from_text("We were late, so I called the client.");
    /// let said = Evidence::of(&answer, WordRange::new(4, 8)).map(|evidence| evidence.quote);
    /// assert_eq!(said.as_deref(), Some("I called the client."));
    /// assert_eq!(Evidence::of(&answer, WordRange::new(4, 9)), None);
    /// ```
    #[must_use]
    pub fn of(transcript: &Transcript, words: WordRange) -> Option<Self> {
        if words.first >= words.end || words.end > transcript.words.len() {
            return None;
        }
        let words = WordRange::new(words.first, words.end.min(words.first + QUOTE_WORDS));
        Some(Evidence { quote: transcript.quote(words), words, at: transcript.stretch(words) })
    }
}

impl Score {
    /// The top level: something shows it, and nothing is missing.
    ///
    /// Nothing without a quote, because a top level that cannot be shown is not one.
    #[must_use]
    pub fn top(criterion: &Criterion, evidence: Vec<Evidence>) -> Option<Self> {
        (!evidence.is_empty()).then(|| Score {
            level: Level::TOP,
            anchor: criterion.anchors[4].clone(),
            evidence: first(evidence),
            gap: None,
            advice: None,
        })
    }

    /// A level from 1 to 4, with what is missing and one next step.
    #[must_use]
    pub fn below_top(criterion: &Criterion, level: u8, evidence: Vec<Evidence>, lack: &Lack) -> Self {
        let level = Level::new(level.min(Level::TOP.number() - 1));
        Score {
            level,
            anchor: criterion.anchors[usize::from(level.number()) - 1].clone(),
            evidence: first(evidence),
            gap: Some(lack.gap()),
            advice: Some(lack.advice()),
        }
    }
}

fn first(mut evidence: Vec<Evidence>) -> Vec<Evidence> {
    evidence.truncate(QUOTES);
    evidence
}

#[cfg(test)]
mod tests {
    use super::*;

    fn criterion() -> Criterion {
        Criterion {
            id: "action".to_owned(),
            title: "Action".to_owned(),
            weight: 1.0,
            anchors: ["one", "two", "three", "four", "five"].map(str::to_owned),
        }
    }

    #[test]
    fn a_long_quote_is_cut_and_stays_the_words_that_were_said() {
        let text = (0..60).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
        let answer = Transcript::from_text(&text);
        let evidence = Evidence::of(&answer, WordRange::new(5, 60)).unwrap();
        assert_eq!(evidence.words, WordRange::new(5, 30));
        assert!(text.contains(&evidence.quote));
    }

    #[test]
    fn a_range_that_the_transcript_does_not_have_makes_no_quote() {
        let answer = Transcript::from_text("I fixed it");
        for (first, end) in [(0, 0), (3, 3), (2, 4), (7, 9), (usize::MAX, usize::MAX)] {
            assert_eq!(Evidence::of(&answer, WordRange::new(first, end)), None, "{first}..{end}");
        }
        // Fields are open, so a range can also run backwards.
        assert_eq!(Evidence::of(&answer, WordRange { first: 2, end: 1 }), None);
    }

    #[test]
    fn the_top_cannot_be_reached_without_a_quote() {
        assert_eq!(Score::top(&criterion(), Vec::new()), None);
    }

    #[test]
    fn a_score_below_the_top_names_its_gap_whatever_level_it_is_given() {
        for (given, level, anchor) in [(0, 1, "one"), (3, 3, "three"), (5, 4, "four"), (200, 4, "four")] {
            let score = Score::below_top(&criterion(), given, Vec::new(), &Lack::NoAction);
            assert_eq!((score.level.number(), score.anchor.as_str()), (level, anchor));
            assert!(score.gap.is_some() && score.advice.is_some());
        }
    }
}
