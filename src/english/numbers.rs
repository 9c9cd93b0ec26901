//! Which tokens say a number, in digits or in words.

use std::sync::LazyLock;

use crate::lexicon;
/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/english/numbers.txt");

/// Number words up to twelve and the like; "one" is here and is judged by what stands around it.
static SMALL: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "small"));

/// Words that make a number before them larger.
const LARGE: [&str; 4] = ["hundred", "thousand", "million", "billion"];

/// Whether a [`key`](crate::transcript::key) is a number in words.
pub(crate) fn is_number_word(key: &str) -> bool {
    SMALL.contains(&key) || is_large(key)
}

/// Whether a key is one of the words that make a number before them larger, or its plural.
pub(crate) fn is_large(key: &str) -> bool {
    LARGE.contains(&key) || LARGE.iter().any(|large| key.strip_suffix('s') == Some(*large))
}

/// The value of a number word up to ninety.
pub(crate) fn small(key: &str) -> Option<u64> {
    let place = SMALL.iter().position(|word| *word == key)? as u64;
    Some(if place < 20 { place } else { (place - 18) * 10 })
}

/// Whether a key has digits, as "40", "480ms", "2m", "p95".
pub(crate) fn has_digit(key: &str) -> bool {
    key.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a key is a number with digits that stands for an amount: it begins with a digit and is no ordinal.
pub(crate) fn is_digits(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_digit())
        && !["st", "nd", "rd", "th"].iter().any(|ordinal| key.ends_with(ordinal))
}

/// Whether a key is a number, in digits or in words.
pub(crate) fn is_number(key: &str) -> bool {
    is_digits(key) || is_number_word(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_words_have_their_values() {
        for (word, value) in
            [("zero", 0), ("one", 1), ("twelve", 12), ("nineteen", 19), ("twenty", 20), ("ninety", 90)]
        {
            assert_eq!(small(word), Some(value), "{word}");
        }
        assert_eq!(small("hundred"), None);
    }

    #[test]
    fn numbers_are_digits_and_words_but_no_ordinals() {
        for number in ["40", "480ms", "three", "hundred", "thousands", "0", "twenty"] {
            assert!(is_number(number), "{number}");
        }
        for other in ["first", "1st", "2nd", "third", "p95", "", "won", "couple"] {
            assert!(!is_number(other), "{other}");
        }
    }
}
