//! Where the speaker says that a section is: that wins over what was found.

use super::Section;
use super::chain::{Chain, Labelled};
use crate::english::words::Sentence;
use crate::time::Stretch;
use crate::transcript::Transcript;

/// The label of talk that belongs to no section.
const NONE: char = 'X';

/// Sentences of which the speaker has said what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// It holds for the sentences whose middle is in here.
    pub at: Stretch,
    /// Nothing for talk that belongs to no section.
    pub section: Option<Section>,
}

/// Puts the marks into what was found; of two marks for a sentence the later one counts. A section that the model does
/// not know is left out.
pub(super) fn put(
    marks: &[Mark],
    transcript: &Transcript,
    sentences: &[Sentence],
    chain: &Chain,
    labelled: &mut Labelled,
) {
    for (nth, sentence) in sentences.iter().enumerate() {
        let Some(stretch) = transcript.stretch(sentence.range) else { continue };
        let Some(mark) = marks.iter().rev().find(|mark| mark.at.contains(stretch.middle())) else { continue };
        let letter = mark.section.map_or(NONE, Section::letter);
        let Some(label) = chain.labels().iter().position(|known| *known == letter) else { continue };
        labelled.best[nth] = label;
        labelled.probability[nth].fill(0.0);
        labelled.probability[nth][label] = 1.0;
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::plain_prompt;
    use super::super::{Given, structure_given};
    use super::*;
    use crate::time::Moment;
    use crate::transcript::Word;

    /// An answer in which each word takes a second.
    fn spoken(text: &str) -> Transcript {
        let at = |nth: usize| Moment::from_seconds(nth as f64);
        let word = |(nth, text): (usize, &str)| Word {
            text: text.to_owned(),
            at: Some(Stretch::new(at(nth), at(nth + 1))),
            certainty: None,
        };
        Transcript { words: text.split_whitespace().enumerate().map(word).collect() }
    }

    fn mark(from: f64, to: f64, section: Option<Section>) -> Mark {
        Mark { at: Stretch::new(Moment::from_seconds(from), Moment::from_seconds(to)), section }
    }

    const TEXT: &str = "The pump in the cellar failed twice a week. I read the log and I changed the float. \
                        Nobody has called since then.";

    /// The section of the last sentence.
    fn last(marks: Vec<Mark>) -> Option<Section> {
        let transcript = spoken(TEXT);
        let found = structure_given(&transcript, &plain_prompt(), &Given { part: None, marks });
        let last = transcript.words.len() - 1;
        found.sections.iter().find(|span| span.words.contains(last)).map(|span| span.section)
    }

    #[test]
    fn what_the_speaker_says_wins_and_the_later_mark_counts() {
        assert_eq!(last(vec![mark(18.0, 23.0, Some(Section::Learning))]), Some(Section::Learning));
        assert_eq!(last(vec![mark(18.0, 23.0, None)]), None);
        let twice = vec![mark(0.0, 23.0, Some(Section::Task)), mark(18.0, 23.0, Some(Section::Result))];
        assert_eq!(last(twice), Some(Section::Result));
    }

    #[test]
    fn a_mark_beside_the_sentence_changes_nothing() {
        assert_eq!(last(vec![mark(0.0, 9.0, Some(Section::Learning))]), last(vec![]));
    }

    #[test]
    fn signals_follow_the_section_that_was_set() {
        let transcript = spoken(TEXT);
        let all = |section| Given { part: None, marks: vec![mark(0.0, 30.0, Some(section))] };
        let as_action = structure_given(&transcript, &plain_prompt(), &all(Section::Action));
        let as_situation = structure_given(&transcript, &plain_prompt(), &all(Section::Situation));
        assert!(!as_action.signals.own_actions.is_empty());
        assert!(as_situation.signals.own_actions.is_empty());
    }
}
