//! One story of a two-part answer as an answer of its own: what was found in it, with places counted from its first word.

use super::{Part, Structure};
use crate::transcript::WordRange;

impl Structure {
    /// What was found in one part, as if the answer had no other. Places are those of the part's own words.
    #[must_use]
    pub fn of_part(&self, part: &Part) -> Structure {
        let inside = |range: WordRange| part.words.first <= range.first && range.end <= part.words.end;
        let moved =
            |range: WordRange| WordRange::new(range.first - part.words.first, range.end - part.words.first);
        let place = |range: WordRange| inside(range).then(|| moved(range));
        let nth = self.parts.iter().position(|known| known == part);
        let mut told_as = nth.and_then(|nth| self.parts_told_as.get(nth).cloned()).unwrap_or_default();
        told_as.shown_by = told_as.shown_by.into_iter().filter_map(place).collect();
        let mut signals = self.signals.clone();
        for ranges in signals.lists_mut() {
            *ranges = ranges.iter().copied().filter_map(place).collect();
        }
        Structure {
            is_story: told_as.is_story,
            told_as,
            when: self.when.and_then(|when| place(when.words).map(|words| super::When { words, ..when })),
            particulars: self.particulars.iter().copied().filter_map(place).collect(),
            sentences: self.sentences.iter().copied().filter_map(place).collect(),
            sections: self
                .sections
                .iter()
                .filter_map(|span| place(span.words).map(|words| super::SectionSpan { words, ..*span }))
                .collect(),
            asks: self
                .asks
                .iter()
                .cloned()
                .map(|mut ask| {
                    ask.words = ask.words.and_then(place);
                    ask
                })
                .collect(),
            principles: self
                .principles
                .iter()
                .map(|finding| super::principles::PrincipleFinding {
                    name: finding.name.clone(),
                    shown: finding.shown.iter().copied().filter_map(place).collect(),
                })
                .collect(),
            figures: self
                .figures
                .iter()
                .filter_map(|figure| {
                    let measures = figure.measures.and_then(place);
                    place(figure.words).map(|words| super::Figure { words, measures, ..*figure })
                })
                .collect(),
            questions: self
                .questions
                .iter()
                .filter_map(|question| {
                    place(question.words).map(|words| super::questions::Question { words, ..*question })
                })
                .collect(),
            signals,
            parts: Vec::new(),
            parts_told_as: Vec::new(),
            only_part: None,
            marks: Vec::new(),
            doubts: self.doubts.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::plain_prompt;
    use super::super::{Part, structure};
    use crate::transcript::{Transcript, WordRange};

    #[test]
    fn places_are_counted_from_the_first_word_of_the_part() {
        let text =
            "The hall was cold. I moved the desks and I bought two heaters. As a result, nobody froze.";
        let transcript = Transcript::from_text(text);
        let whole = structure(&transcript, &plain_prompt());
        let part = whole.of_part(&Part { part: 2, words: WordRange::new(4, transcript.words.len()) });
        assert_eq!(part.sentences[0], WordRange::new(0, 9));
        assert_eq!(part.figures[0].words.first, whole.figures[0].words.first - 4);
        assert!(part.signals.own_actions.iter().all(|deed| deed.end <= transcript.words.len() - 4));
        assert_eq!(part.sentences.len(), whole.sentences.len() - 1);
    }
}
