//! The wording in the document.

use super::super::Report;
use super::format::{LongestJson, PhraseJson, RepeatedJson, Times, WordingJson};
use super::rounded;
use crate::measures::wording::Phrase;

pub(super) fn wording(report: &Report) -> WordingJson {
    let found = &report.measures.wording;
    let phrase = |phrase: &Phrase| PhraseJson {
        text: report.transcript.quote(phrase.words),
        first_word: phrase.words.first,
        end_word: phrase.words.end,
        at: Times::of(phrase.at),
    };
    let phrases = |phrases: &[Phrase]| phrases.iter().map(phrase).collect();
    let lengths = &found.sentences;
    WordingJson {
        words: report.transcript.spoken_words(),
        sentences: lengths.count,
        sentence_words: (lengths.count > 0).then(|| rounded(lengths.mean)),
        longest_sentence: lengths.longest.map(|(longest, words)| LongestJson {
            words,
            first_word: longest.words.first,
            end_word: longest.words.end,
            at: Times::of(longest.at),
        }),
        hedges_per_100: found.hedges_per_100().map(rounded),
        hedges: phrases(&found.hedges),
        vague: phrases(&found.vague),
        repeated: found
            .repeated
            .iter()
            .map(|repeated| RepeatedJson { places: phrases(&repeated.places) })
            .collect(),
        words_before_action: found.first_action.map(|first| first.words_before),
        first_action: found.first_action.map(|first| phrase(&first.action)),
    }
}
