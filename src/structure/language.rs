//! Language: whether the words are English, by the small words that every sentence needs.

use std::sync::LazyLock;

use super::lexicon;
/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/language.txt");

/// The most frequent English words; about half of all words in talk are of these.
static ENGLISH: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "english"));

/// The most frequent words of other languages that are no English words: German, French, Spanish, Italian,
/// Portuguese, Dutch, Swedish and Danish, Polish, Turkish.
static OTHERS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "others"));

/// The least share of frequent English words in English. Notes without articles have a quarter.
const LEAST_ENGLISH: f64 = 0.16;

/// Whether words, by their keys, are not English.
pub(crate) fn is_foreign(keys: &[&str]) -> bool {
    let share = |of: &dyn Fn(&str) -> bool| {
        keys.iter().filter(|key| of(key)).count() as f64 / keys.len().max(1) as f64
    };
    let english = share(&|key| ENGLISH.contains(&key));
    let other = share(&|key| OTHERS.contains(&key) && !ENGLISH.contains(&key));
    let outside_latin = share(&|key| key.chars().any(|c| c.is_alphabetic() && u32::from(c) > 0x24f));
    let accented = share(&|key| key.chars().any(|c| c.is_alphabetic() && !c.is_ascii()));
    outside_latin > 0.3
        || (english < LEAST_ENGLISH && other + accented > 0.1)
        || (other > english && other > 0.15)
        || (english < 0.05 && keys.len() >= 20 && accented > 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foreign(text: &str) -> bool {
        let keys: Vec<&str> = text.split(' ').collect();
        is_foreign(&keys)
    }

    #[test]
    fn other_languages_are_told_from_english() {
        for text in [
            "dann habe ich mit dem kunden gesprochen und wir haben den fehler zusammen gefunden",
            "el año pasado yo estaba en un equipo pequeño y por eso hablé con los clientes",
            "l'année dernière nous avons livré une nouvelle version avec une petite équipe et je dirais que ça va",
            "в прошлом году я работал в маленькой команде и мы нашли ошибку",
        ] {
            assert!(foreign(text), "{text}");
        }
        for text in [
            "i talked to the customer and we found the bug in the old version",
            "designed a pipeline in terraform and migrated nine services to it within two weeks",
            "i met josé and françois in the zürich office to plan the migration",
        ] {
            assert!(!foreign(text), "{text}");
        }
    }
}
