//! Phrases said again: three or more words with a meaning, in the same order, twice or more in one answer.

use std::collections::BTreeMap;

use crate::english::content::has_meaning;
use crate::english::verbs::is_past;
use crate::english::words::Sentence;
use crate::transcript::{Transcript, WordRange};

use super::Phrase;

/// The shortest phrase, in words with a meaning.
const SHORTEST: usize = 3;

/// So many function words may stand between two of them.
const BETWEEN: usize = 2;

/// A phrase that was said more than once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// Each time that it was said, in order.
    pub places: Vec<Phrase>,
    /// Its words with a meaning.
    pub(super) keys: Vec<String>,
}

/// A word with a meaning.
struct Content<'a> {
    key: &'a str,
    place: usize,
    sentence: usize,
}

pub(super) fn find(
    transcript: &Transcript,
    sentences: &[Sentence],
    is_filler: &dyn Fn(WordRange) -> bool,
) -> Vec<Repeated> {
    let content = content(sentences, is_filler);
    let mut places: BTreeMap<Vec<&str>, Vec<usize>> = BTreeMap::new();
    for first in 0..content.len() {
        if is_run(&content, first, SHORTEST) {
            let keys = content[first..first + SHORTEST].iter().map(|word| word.key).collect();
            places.entry(keys).or_default().push(first);
        }
    }
    let mut found = Vec::new();
    let mut told = vec![false; content.len()];
    for first in 0..content.len() {
        if told[first] || !is_run(&content, first, SHORTEST) {
            continue;
        }
        let keys: Vec<&str> = content[first..first + SHORTEST].iter().map(|word| word.key).collect();
        let said = apart(places.get(&keys).map_or(&[][..], Vec::as_slice));
        if said.len() < 2 {
            continue;
        }
        let length = grown(&content, &said);
        for at in &said {
            told[*at..*at + length].fill(true);
        }
        if said.iter().all(|at| is_name(transcript, &content[*at..*at + length])) {
            continue;
        }
        let words = |at: &usize| WordRange::new(content[*at].place, content[*at + length - 1].place + 1);
        found.push(Repeated {
            places: said.iter().map(|at| Phrase::of(transcript, words(at))).collect(),
            keys: content[first..first + length].iter().map(|word| word.key.to_owned()).collect(),
        });
    }
    found
}

/// The words with a meaning, in order. Figures are none: they are said again to be compared.
fn content<'a>(sentences: &'a [Sentence], is_filler: &dyn Fn(WordRange) -> bool) -> Vec<Content<'a>> {
    let mut content = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        for token in &sentence.tokens {
            let key = token.key.as_str();
            if has_meaning(key) && !is_filler(WordRange::new(token.place, token.place + 1)) {
                content.push(Content { key, place: token.place, sentence: number });
            }
        }
    }
    content
}

/// Whether so many words with a meaning follow each other closely in one sentence.
fn is_run(content: &[Content], first: usize, length: usize) -> bool {
    content.get(first..first + length).is_some_and(|run| {
        run.windows(2)
            .all(|pair| pair[0].sentence == pair[1].sentence && pair[1].place - pair[0].place <= BETWEEN + 1)
    })
}

/// The places that do not overlap with the one before: "step by step by step" is no phrase said again.
fn apart(places: &[usize]) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::new();
    for place in places {
        if kept.last().is_none_or(|last| last + SHORTEST <= *place) {
            kept.push(*place);
        }
    }
    kept
}

/// How many words the phrase has when it is made as long as all its places allow.
fn grown(content: &[Content], said: &[usize]) -> usize {
    let nearest = said.windows(2).map(|pair| pair[1] - pair[0]).min().unwrap_or(SHORTEST);
    let mut length = SHORTEST;
    while length < nearest
        && said.iter().all(|at| {
            is_run(content, *at, length + 1) && content[at + length].key == content[said[0] + length].key
        })
    {
        length += 1;
    }
    length
}

/// What a thing is called: "Amazon Web Services", "the nightly import job". There is no other way to say it.
fn is_name(transcript: &Transcript, words: &[Content]) -> bool {
    let capital = |word: &Content| transcript.words[word.place].text.starts_with(char::is_uppercase);
    let adjacent = words.windows(2).all(|pair| pair[1].place == pair[0].place + 1);
    words.iter().all(capital) || adjacent && !words.iter().any(|word| is_past(word.key))
}

#[cfg(test)]
mod tests {
    use super::super::Wording;
    use super::super::testing::finds;
    use super::*;

    fn all(found: &Wording) -> Vec<WordRange> {
        found.repeated.iter().flat_map(|phrase| phrase.places.iter().map(|place| place.words)).collect()
    }

    #[test]
    fn a_phrase_said_again_is_found_as_long_as_it_is() {
        let again = "moved the orders to the new database";
        finds(
            all,
            &[(
                "We moved the orders to the new database. It was hard. So we moved the orders to the new database.",
                &[again, again],
            )],
        );
        finds(
            all,
            &[(
                "Nobody wrote tests first. I said that nobody, um, wrote tests there.",
                &["nobody wrote tests", "nobody um wrote tests"],
            )],
        );
    }

    #[test]
    fn what_has_to_be_said_again_is_not_told() {
        let cases = [
            "The nightly import job was late. I looked at the nightly import job.",
            "New team members were lost. I met with new team members.",
            "We ran it on Amazon Web Services, as others run Amazon Web Services.",
            "It was one of the things that we had, and it was one of the things that I had.",
            "From ten to twenty percent, then from ten to twenty percent again.",
            "We moved the old orders. The old invoices moved us.",
        ];
        finds(all, &cases.map(|text| (text, &[] as &[&str])));
    }
}
