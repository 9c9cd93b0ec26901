//! Whose deeds the Action tells: "I rewrote it" against "we rewrote it".

use super::Section;
use super::told::Told;
use crate::english::verbs::{begins_with_deed, is_deed_at, verb_after};
use crate::english::words::Sentence;
use crate::transcript::WordRange;

/// Whose deed it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doer {
    Speaker,
    Group,
}

/// Finds the deeds of the speaker and those of the group inside the Action, each with its part of the sentence.
///
/// A deed that leaves out who did it ("Wrote the tests first"), as notes do, is the speaker's.
pub(crate) fn deeds(told: &Told<'_>) -> (Vec<WordRange>, Vec<WordRange>) {
    let (mut own, mut shared) = (Vec::new(), Vec::new());
    for sentence in told.within(&[Section::Action]) {
        for (doer, words) in deeds_of(sentence) {
            match doer {
                Doer::Speaker => own.push(words),
                Doer::Group => shared.push(words),
            }
        }
    }
    (own, shared)
}

/// The deeds of one sentence: each reaches to the next.
fn deeds_of(sentence: &Sentence) -> Vec<(Doer, WordRange)> {
    let mut starts: Vec<(usize, Doer)> = (0..sentence.tokens.len())
        .filter_map(|index| {
            let doer = match sentence.key(index) {
                "i" => Doer::Speaker,
                "we" => Doer::Group,
                _ => return None,
            };
            is_deed_at(sentence, verb_after(sentence, index)).then_some((index, doer))
        })
        .collect();
    if starts.is_empty() && begins_with_deed(sentence) {
        starts.push((0, Doer::Speaker));
    }
    let place = |index: usize| sentence.tokens[index].place;
    (0..starts.len())
        .map(|nth| {
            let first = if nth == 0 { sentence.range.first } else { place(starts[nth].0) };
            let end = starts.get(nth + 1).map_or(sentence.range.end, |next| place(next.0));
            (starts[nth].1, WordRange::new(first, end))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::words::one_sentence;

    #[track_caller]
    fn doers(text: &str, wanted: &[Doer]) {
        let found: Vec<Doer> = deeds_of(&one_sentence(text)).into_iter().map(|(doer, _)| doer).collect();
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn each_deed_has_its_doer() {
        doers("So I pulled the traces and then I sorted them.", &[Doer::Speaker, Doer::Speaker]);
        doers("I wrote the plan and we shipped it", &[Doer::Speaker, Doer::Group]);
        doers("We um quickly rolled it back", &[Doer::Group]);
        doers("Wrote the tests first.", &[Doer::Speaker]);
    }

    #[test]
    fn states_wishes_and_others_deeds_are_none() {
        for text in
            ["I was the lead", "I needed to rewrite it", "We felt bad", "She rewrote it", "I had two options"]
        {
            doers(text, &[]);
        }
    }

    #[test]
    fn a_deed_reaches_to_the_next() {
        let found = deeds_of(&one_sentence("First I wrote it and I ran it"));
        assert_eq!(found[0].1, WordRange::new(0, 5));
        assert_eq!(found[1].1, WordRange::new(5, 8));
    }
}
