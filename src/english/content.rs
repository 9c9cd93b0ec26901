//! Words with a meaning, as against those that any sentence has, and the stem of a word.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::numbers::is_number;
use crate::lexicon;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/english/content.txt");

static FUNCTION_WORDS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| lexicon::list(LEXICON, "function").into_iter().collect());

/// Endings that a word takes on, the longest first.
const ENDINGS: [&str; 19] = [
    "ations", "ation", "ments", "ment", "izing", "ising", "ized", "ised", "izes", "ize", "ings", "ing",
    "ies", "ied", "ers", "ed", "es", "er", "s",
];

/// A stem has at least so many letters.
const SHORTEST: usize = 3;

/// Whether a word means something by itself. Numbers do not count as words here.
pub(crate) fn has_meaning(key: &str) -> bool {
    key.chars().count() > 1 && !FUNCTION_WORDS.contains(key) && !is_number(key)
}

/// A word without its endings, so that "replaced", "replacing" and "replacement" are one.
///
/// It need not be a word; only equality counts.
pub(crate) fn stem(key: &str) -> String {
    let key = key.strip_suffix("'s").unwrap_or(key);
    let cut = ENDINGS
        .into_iter()
        .filter(|ending| *ending != "s" || !key.ends_with("ss"))
        .find_map(|ending| key.strip_suffix(ending).filter(|rest| rest.chars().count() >= SHORTEST));
    let mut stem = cut.unwrap_or(key).to_owned();
    // "planned" and "plan", "queries" and "query", "caches" and "cache".
    let letters: Vec<char> = stem.chars().collect();
    if let [.., before, last] = letters[..]
        && letters.len() > SHORTEST
        && (matches!(last, 'e' | 'y' | 'i') || cut.is_some() && before == last && !matches!(last, 's' | 'l'))
    {
        stem.truncate(stem.len() - last.len_utf8());
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem_and_other_words_another() {
        for forms in [
            &["replaced", "replacing", "replacement", "replaces", "replace"][..],
            &["plan", "planned", "planning", "plans"],
            &["query", "queries", "queried"],
            &["cache", "caches", "cached", "caching"],
            &["customer", "customers", "customer's"],
            &["process", "processes"],
        ] {
            let stems: BTreeSet<String> = forms.iter().map(|form| stem(form)).collect();
            assert_eq!(stems.len(), 1, "{forms:?}: {stems:?}");
        }
        for (one, other) in [("night", "nine"), ("bus", "business"), ("form", "format"), ("test", "text")] {
            assert_ne!(stem(one), stem(other));
        }
    }

    #[test]
    fn function_words_and_numbers_have_no_meaning_of_their_own() {
        for key in ["the", "we'd", "really", "forty", "40", "a", ""] {
            assert!(!has_meaning(key), "{key}");
        }
        assert!(has_meaning("invoice") && has_meaning("p95"));
    }
}
