//! What the section model sees of a sentence: its words, word pairs, opening, and cues of tense, person and kind.
//!
//! Nothing tells where in the answer a sentence stands. A model that knows the place labels every answer as
//! complete, and then cannot say which part is missing, which is what a coach is for. Nothing credits the name of
//! a section either: whoever says "the result was" has not told one yet.

use std::sync::LazyLock;

use super::section_cues::cues;
use crate::english::numbers::{has_digit, is_number};
use crate::english::words::Sentence;
use crate::lexicon;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/features.txt");

/// Words that name a section. They are no evidence of it.
static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "names"));

/// What stands for a word that is left out.
const GAP: &str = "_";

/// One observation about a sentence, as the model names it.
///
/// `w:` a word, `p:` a pair of neighbours, `o:` how the sentence opens, `c:` a cue. With `+` before it, of the
/// sentence after.
pub(crate) type Feature = String;

/// Whether an observation is made of the speaker's own words, rather than a class of them.
///
/// Of those, a fitted model keeps only such as several sources share.
#[must_use]
pub fn is_lexical(feature: &str) -> bool {
    feature.trim_start_matches('+').starts_with(['w', 'p', 'o'])
}

/// Returns what the model sees of each sentence, the cues of the next one included.
pub(crate) fn features(sentences: &[Sentence]) -> Vec<Vec<Feature>> {
    let cues: Vec<Vec<&'static str>> = sentences.iter().map(cues).collect();
    sentences
        .iter()
        .enumerate()
        .map(|(at, sentence)| {
            let mut found = own_words(sentence);
            found.extend(cues[at].iter().map(|cue| format!("c:{cue}")));
            let next = cues.get(at + 1).into_iter().flatten().filter(|cue| !is_everywhere(cue));
            found.extend(next.map(|cue| format!("+c:{cue}")));
            found.sort_unstable();
            found.dedup();
            found
        })
        .collect()
}

/// Whether every sentence has a cue of this kind. Of the next sentence it would only say that there is one, and so
/// which sentence is the last: the place, by the back door.
fn is_everywhere(cue: &str) -> bool {
    cue == "any" || cue.starts_with("about ") || matches!(cue, "no deed" | "no past" | "none of us")
}

/// The words and pairs of a sentence, figures as one word, names of sections left out.
fn own_words(sentence: &Sentence) -> Vec<Feature> {
    let shown: Vec<&str> = sentence.tokens.iter().map(|token| shown(&token.key)).collect();
    let mut found: Vec<Feature> =
        shown.iter().filter(|word| **word != GAP).map(|word| format!("w:{word}")).collect();
    found.extend(
        shown.windows(2).filter(|pair| !pair.contains(&GAP)).map(|pair| format!("p:{} {}", pair[0], pair[1])),
    );
    let opening = sentence.after_opening();
    if let Some(first) = shown.get(opening).filter(|word| **word != GAP) {
        found.push(format!("o:{first}"));
        if let Some(second) = shown.get(opening + 1).filter(|word| **word != GAP) {
            found.push(format!("o:{first} {second}"));
        }
    }
    found
}

/// A word as the model sees it.
fn shown(key: &str) -> &str {
    if NAMES.contains(&key) {
        GAP
    } else if is_number(key) || has_digit(key) {
        "#"
    } else {
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::words::one_sentence;

    #[test]
    fn the_name_of_a_section_is_no_evidence() {
        let found = features(&[one_sentence("Result the results situation actions")]).concat();
        let named: Vec<&Feature> =
            found.iter().filter(|feature| NAMES.iter().any(|name| feature.contains(name))).collect();
        assert!(named.is_empty(), "{named:?}");
    }

    #[test]
    fn the_cues_of_the_next_sentence_are_marked_and_do_not_tell_the_last() {
        let found = features(&[one_sentence("It was slow"), one_sentence("I wrote it")]);
        assert!(found[0].contains(&"+c:i did".to_owned()));
        assert!(!found[0].contains(&"c:i did".to_owned()));
        assert!(!found[0].iter().any(|feature| feature == "+c:any" || feature.starts_with("+c:about")));
        assert!(!found[1].iter().any(|feature| feature.starts_with('+')));
    }
}
