//! Vague results: an outcome claimed in words, without a number.

use std::sync::LazyLock;

use super::Section;
use crate::english::amounts::has_amount;
use crate::english::words::Sentence;
use crate::lexicon;
use crate::transcript::Transcript;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/vague_results.txt");

/// Words that claim an outcome without saying how much.
static CLAIMS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "claims"));

/// Whether a sentence of the Result claims an outcome and gives no number.
pub(crate) fn is_vague_result(
    transcript: &Transcript,
    sentence: &Sentence,
    section: Option<Section>,
) -> bool {
    let went_well = sentence.has_phrase(&[
        "went well",
        "really well",
        "very well",
        "quite well",
        "worked well",
        "well received",
    ]);
    section == Some(Section::Result)
        && (sentence.has_word(&CLAIMS) || went_well)
        && !has_amount(transcript, sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_without_a_number_is_vague() {
        let vague = |text: &str, section| {
            let transcript = Transcript::from_text(text);
            let sentence = Sentence::new(&transcript, transcript.all());
            is_vague_result(&transcript, &sentence, Some(section))
        };
        for text in ["And then it was better, I think.", "People liked it.", "It improved significantly."] {
            assert!(vague(text, Section::Result), "{text}");
        }
        for text in [
            "It improved by 40%.",
            "Failures fell by half, which was good.",
            "We shipped on Tuesday.",
            "The ward next door took the card as well.",
        ] {
            assert!(!vague(text, Section::Result), "{text}");
        }
        assert!(!vague("It was a good team.", Section::Situation));
    }
}
