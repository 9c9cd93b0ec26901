//! Vague quantities: "a lot", "much faster", "significantly", in a sentence that says no amount.

use std::sync::LazyLock;

use crate::english::amounts::has_amount;
use crate::english::words::Sentence;
use crate::lexicon;
use crate::transcript::{Transcript, WordRange};

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../../prompts/lexicon/wording/vague.txt");

static AMOUNTS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "amounts"));

static DEGREES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "degrees"));

static MEASURED: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "measured"));

static COMPARATIVES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "comparatives"));

static COMPARED: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "compared"));

static CLAIMING: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "claiming"));

/// Finds the vague quantities of a sentence; none where it says an amount, since that may be the answer to "how much".
pub(super) fn find(transcript: &Transcript, sentence: &Sentence) -> Vec<WordRange> {
    if has_amount(transcript, sentence) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut index = 0;
    while index < sentence.tokens.len() {
        let amount = amount_at(sentence, index);
        // "a lot faster" is one.
        let end = claim_at(sentence, amount).max(amount);
        if end == index {
            index += 1;
            continue;
        }
        found.push(sentence.words(index, end));
        index = end;
    }
    found
}

/// The index after "a lot of" and the like, or the same index.
fn amount_at(sentence: &Sentence, at: usize) -> usize {
    let before = at.checked_sub(1).map_or("", |before| sentence.key(before));
    let thanks = matches!(before, "thanks" | "you") && sentence.key(at) == "a";
    let phrase = AMOUNTS.iter().filter(|phrase| sentence.starts_at(at, phrase));
    match phrase.map(|phrase| phrase.split(' ').count()).max() {
        Some(length) if !thanks => at + length,
        _ => at,
    }
}

/// The index after "faster", "much more reliable" or "significantly", or the same index.
fn claim_at(sentence: &Sentence, at: usize) -> usize {
    let key = |index: usize| sentence.key(index);
    let before = at.checked_sub(1).map_or("", key);
    if DEGREES.contains(&key(at)) {
        // "A significant decision" was an important one; "a significant drop" leaves open how far.
        let other = matches!(key(at), "significant" | "substantial" | "considerable")
            && !MEASURED.contains(&key(at + 1));
        let tested = matches!(before, "statistically" | "no" | "not" | "any" | "most");
        // "significantly lower" is one.
        let end = at + 1 + usize::from(COMPARATIVES.contains(&key(at + 1)));
        return if other || tested { at } else { end };
    }
    // "much faster", "far more reliable": the words of degree belong to it.
    let degree = usize::from(matches!(key(at), "much" | "far" | "way"));
    let word = at + degree;
    let end = if COMPARATIVES.contains(&key(word)) {
        word + 1
    } else if matches!(key(word), "more" | "less") && COMPARED.contains(&key(word + 1)) {
        word + 2
    } else {
        return at;
    };
    let mends = matches!(before, "it" | "them" | "everything" | "things" | "that")
        && at >= 2
        && matches!(key(at - 2), "made" | "make" | "making" | "makes" | "got");
    // "It is better to ask" and "better known" claim nothing; "had better" orders.
    let claims = degree > 0 || key(end) == "than" || CLAIMING.contains(&before) || mends;
    let other = matches!(key(end), "to" | "known" | "prepared" | "yet" | "off")
        || matches!(before, "had" | "know" | "a" | "the");
    if claims && !other { end } else { at }
}

#[cfg(test)]
mod tests {
    use super::super::Wording;
    use super::super::testing::finds;
    use super::*;

    fn vague(found: &Wording) -> Vec<WordRange> {
        found.vague.iter().map(|hit| hit.words).collect()
    }

    #[test]
    fn how_much_without_an_amount_is_vague() {
        finds(
            vague,
            &[
                ("We saved a lot of time.", &["a lot"]),
                ("It was much faster.", &["much faster"]),
                ("The page ran faster than before.", &["faster"]),
                ("It got better, and errors were significantly lower.", &["better", "significantly lower"]),
                ("That made it easier.", &["easier"]),
                ("The export was far more reliable.", &["far more reliable"]),
                ("There was a significant drop in tickets.", &["significant"]),
                ("It was a lot better.", &["a lot better"]),
                ("We had tons of complaints.", &["tons of"]),
                ("Sales rose dramatically.", &["dramatically"]),
            ],
        );
    }

    #[test]
    fn a_sentence_with_an_amount_is_not_vague() {
        let cases = [
            "It was much faster, 40 ms instead of 300.",
            "We saved a lot of time, three hours a week.",
            "Errors were lower by half.",
            "It got significantly better, from 8% to 2%.",
        ];
        finds(vague, &cases.map(|text| (text, &[] as &[&str])));
    }

    #[test]
    fn the_same_words_that_claim_no_quantity_are_not_vague() {
        let cases = [
            "I looked for a better way.",
            "We had better ask first.",
            "It is better to ask than to guess.",
            "I should know better.",
            "Thanks a lot for the question.",
            "My significant other moved as well.",
            "There was no significant difference.",
            "It was a significant decision, and a significant bug.",
            "Most significantly, I learned to ask.",
            "A rewrite would be faster.",
            "He was better known as a writer.",
            "She went on to higher education.",
            "We parked in the lot.",
        ];
        finds(vague, &cases.map(|text| (text, &[] as &[&str])));
    }
}
