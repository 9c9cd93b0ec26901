//! Jargon: acronyms and technical words that nobody explained.

use std::sync::LazyLock;

use super::told::Told;
use crate::english::words::Sentence;
use crate::lexicon;
use crate::measures::syllables::is_known;
use crate::transcript::{Transcript, WordRange};

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/jargon.txt");

/// Short forms and new words that nearly everybody knows.
static KNOWN: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "known"));

/// What is said beside a term to explain it.
static EXPLAINS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "explains"));

/// What begins a noun beside a term that says what it is.
static BESIDE: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "beside"));

/// The fewest letters of a word that is taken for a term because no dictionary has it: shorter ones are slips.
const LEAST_LETTERS: usize = 5;

/// Finds the terms that nobody explained, each where it is said first. A term that is explained at one place is
/// explained.
pub(super) fn unexplained(told: &Told<'_>) -> Vec<WordRange> {
    let mut found: Vec<(&str, WordRange, bool)> = Vec::new();
    // Typed in small letters, names look like words that no dictionary has.
    let names_are_marked = told.transcript.words.iter().any(|word| word.text.contains(char::is_uppercase));
    for sentence in told.sentences {
        for index in terms(told.transcript, sentence, names_are_marked) {
            let is_explained = is_explained(sentence, index);
            let key = plain(sentence.key(index));
            match found.iter_mut().find(|(known, ..)| *known == key) {
                Some((_, _, explained)) => *explained |= is_explained,
                None => found.push((key, sentence.words(index, index + 1), is_explained)),
            }
        }
    }
    found.into_iter().filter(|(.., is_explained)| !is_explained).map(|(_, words, _)| words).collect()
}

/// "APIs" and "API" are one.
fn plain(key: &str) -> &str {
    key.strip_suffix("'s").or_else(|| key.strip_suffix('s')).unwrap_or(key)
}

/// The indices of the terms of a sentence.
fn terms(transcript: &Transcript, sentence: &Sentence, names_are_marked: bool) -> Vec<usize> {
    let text = |index: usize| {
        let word = transcript.words.get(sentence.tokens[index].place);
        word.map_or("", |word| word.text.trim_matches(|c: char| !c.is_alphanumeric()))
    };
    // Who writes all in capitals shouts, and has no acronyms.
    let shouts = (0..sentence.tokens.len()).filter(|index| is_acronym(text(*index))).count() * 2
        > sentence.tokens.len();
    (0..sentence.tokens.len())
        .filter(|index| {
            let (said, key) = (text(*index), sentence.key(*index));
            let known = KNOWN.contains(&key) || KNOWN.contains(&plain(key));
            !known
                && (is_acronym(said) && !shouts
                    || has_letter_and_digit(said)
                    || names_are_marked && is_unknown(said))
        })
        .collect()
}

/// "SLA", "SLAs", "CI/CD"; not "I" or "OK".
fn is_acronym(said: &str) -> bool {
    let bare = said.strip_suffix("'s").or_else(|| said.strip_suffix('s')).unwrap_or(said);
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    (2..=6).contains(&letters)
        && bare.chars().all(|c| c.is_uppercase() || matches!(c, '/' | '-' | '&' | '.'))
        && !is_roman(bare)
}

fn is_roman(said: &str) -> bool {
    said.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// "p95", "K8s"; "40k", "3rd" and "480ms" are amounts.
fn has_letter_and_digit(said: &str) -> bool {
    said.starts_with(char::is_alphabetic) && said.contains(|c: char| c.is_ascii_digit())
}

/// A word in small letters that no dictionary has, in no form of it: "kubectl"; a name has a capital.
fn is_unknown(said: &str) -> bool {
    let plain = said.chars().count() >= LEAST_LETTERS && said.chars().all(|c| c.is_ascii_lowercase());
    plain && !forms(said).iter().any(|form| is_known(form))
}

/// A word and what it may be a form of.
fn forms(said: &str) -> Vec<String> {
    let mut forms = vec![
        said.to_owned(),
        said.replace("our", "or"),
        said.replace("ise", "ize").replace("isa", "iza"),
        said.replace("ll", "l"),
        said.replace('l', "ll"),
    ];
    for ending in ["s", "es", "ed", "d", "ing", "ly", "er", "ers", "able", "ness"] {
        if let Some(stem) = said.strip_suffix(ending) {
            forms.extend([stem.to_owned(), format!("{stem}e")]);
        }
    }
    for beginning in ["un", "re", "pre", "non", "over", "under", "mis", "out"] {
        forms.extend(said.strip_prefix(beginning).map(str::to_owned));
    }
    // "Stairwell", "footbridge": two words in one.
    let halves =
        (3..said.len().saturating_sub(2)).filter(|cut| is_known(&said[..*cut]) && is_known(&said[*cut..]));
    forms.extend(halves.take(1).map(|cut| said[..cut].to_owned()));
    forms
}

/// Whether words beside a term say what it is: "the SLA, which is", "an SLA, a promise to the customer".
fn is_explained(sentence: &Sentence, index: usize) -> bool {
    let says = |at: usize| EXPLAINS.iter().any(|phrase| sentence.starts_at(at, phrase));
    let after = (index + 1..=index + 3).any(says);
    let before = (index.saturating_sub(4)..index).any(says);
    let beside = sentence.tokens.get(index + 1).is_some_and(|token| token.after_break)
        && BESIDE.contains(&sentence.key(index + 1));
    after || before || beside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::sentences as split;
    use crate::english::words::sentences;

    #[track_caller]
    fn are(text: &str, wanted: &[&str]) {
        let transcript = Transcript::from_text(text);
        let ranges = split::sentences(&transcript);
        let told =
            Told { transcript: &transcript, sentences: &sentences(&transcript, &ranges), sections: &[] };
        let found: Vec<String> =
            unexplained(&told).into_iter().map(|words| transcript.quote(words)).collect();
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn terms_that_nobody_explained_are_found_once() {
        are("We broke the SLA twice and the SLA was strict.", &["SLA"]);
        are("The p95 was bad.", &["p95"]);
        are("I ran kubectl on it.", &["kubectl"]);
        are("All our APIs and one API went down.", &["APIs"]);
        are("It ran on K8s with CI/CD behind it.", &["K8s", "CI/CD"]);
        are("I wrote a Grafana panel and a WAF rule.", &["WAF"]);
        are("The MRP run was late.", &["MRP"]);
        are("I had to fill in an SBAR for her.", &["SBAR"]);
        are("We used idempotency keys.", &["idempotency"]);
        are("Our KYC and AML checks failed.", &["KYC", "AML"]);
    }

    #[test]
    fn what_is_explained_or_known_is_none() {
        for text in [
            "We broke the SLA, which is the promise to answer in an hour.",
            "We have an SBAR, a sheet for the handover.",
            "I ran the MRP, that means the weekly plan of parts.",
            "There is a sheet called SBAR that we fill in.",
            "The CEO saw it on TV in the USA.",
            "It took 40ms on the 3rd try at 9am.",
            "I AM SO HAPPY ABOUT IT.",
            "The unbreakable footbridge was relocated.",
            "I met Kowalczyk in Wuppertal.",
            "I emailed the checklist to my flatmate.",
            "The colour of the organisation was grey.",
            "World War II was on the list.",
            "I did NOT ask and I NEVER liked it.",
            "The enrolment was in June.",
            "i asked priya and oluwaseun for the key",
        ] {
            are(text, &[]);
        }
    }

    #[test]
    fn one_explanation_is_enough_for_all() {
        are("The SLA was broken. An SLA is, I mean, it's a promise.", &[]);
    }
}
