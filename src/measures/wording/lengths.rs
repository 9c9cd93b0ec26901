//! How long the sentences are. A listener has no page to look back at: a long one is heard once and gone.

use crate::transcript::{Transcript, WordRange};

use super::Phrase;

/// The length of the sentences in words, hesitations left out.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SentenceLengths {
    /// Sentences with at least one word.
    pub count: usize,
    /// Words in one, on average; 0 where there is none.
    pub mean: f64,
    /// The longest, the first of equals, and its number of words.
    pub longest: Option<(Phrase, usize)>,
}

pub(super) fn lengths(transcript: &Transcript, sentences: &[WordRange]) -> SentenceLengths {
    let count = |words: WordRange| {
        transcript.get(words).iter().filter(|word| !word.is_hesitation() && !word.key().is_empty()).count()
    };
    let counted: Vec<(WordRange, usize)> =
        sentences.iter().map(|words| (*words, count(*words))).filter(|(_, count)| *count > 0).collect();
    let all: usize = counted.iter().map(|(_, count)| count).sum();
    let longest = counted.iter().rev().max_by_key(|(_, count)| *count);
    SentenceLengths {
        count: counted.len(),
        mean: if counted.is_empty() { 0.0 } else { all as f64 / counted.len() as f64 },
        longest: longest.map(|(words, count)| (Phrase::of(transcript, *words), *count)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::of;
    use super::SentenceLengths;

    #[test]
    fn the_longest_sentence_is_shown_and_hesitations_do_not_count() {
        let (answer, found) = of("We left. Um, we um came back late. It held. So uh we slept until noon.");
        let SentenceLengths { count, mean, longest } = found.sentences;
        let (longest, words) = longest.unwrap();
        assert_eq!((count, words), (4, 5));
        assert!((mean - 13.0 / 4.0).abs() < 1e-9, "{mean}");
        assert_eq!(answer.quote(longest.words), "So uh we slept until noon.");
    }

    #[test]
    fn without_words_there_is_no_sentence() {
        for text in ["", "um", "\u{2014}"] {
            assert_eq!(of(text).1.sentences, SentenceLengths::default(), "{text}");
        }
    }
}
