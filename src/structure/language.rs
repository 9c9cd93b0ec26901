//! Language: whether the words are English, by the small words that every sentence needs, and whether they were heard or guessed.

use std::sync::LazyLock;

use crate::lexicon;
use crate::transcript::Word;

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

/// Speech is guessed at below this mean certainty of the recogniser. A recogniser of English makes English out of any
/// language: German became "I was born in the end of the morning" at a mean of 0.31. The least of people who spoke at
/// least 20 English words to a poor microphone was 0.72. Our own choice, between them.
const LEAST_CERTAINTY: f32 = 0.5;

/// Whether the recogniser wrote words without having understood any; never so for a written answer.
pub(crate) fn is_guessed(words: &[Word]) -> bool {
    // A hesitation is written with little certainty, however good the English.
    let words = words.iter().filter(|word| !word.is_hesitation());
    let known: Vec<f32> = words.filter_map(|word| word.certainty).collect();
    !known.is_empty() && known.iter().sum::<f32>() / (known.len() as f32) < LEAST_CERTAINTY
}

/// What the recogniser writes in place of words that it takes for another language.
const LABEL: [&str; 4] = ["(speaking", "in", "foreign", "language)"];

/// An answer is in another language if this share of its words is that label: a tenth. A name or a quotation may draw one
/// label. Our own choice.
const LEAST_LABELLED: f64 = 0.1;

/// Whether the recogniser itself says that it heard another language.
pub(crate) fn is_labelled_foreign(words: &[Word]) -> bool {
    let is_label =
        |four: &&[Word]| four.iter().zip(LABEL).all(|(word, label)| word.text.to_lowercase() == label);
    let labels = words.windows(LABEL.len()).filter(is_label).count();
    labels > 0 && (labels * LABEL.len()) as f64 >= LEAST_LABELLED * words.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::Transcript;

    fn foreign(text: &str) -> bool {
        let keys: Vec<&str> = text.split(' ').collect();
        is_foreign(&keys)
    }

    #[test]
    fn many_hesitations_are_no_other_language() {
        let mut words = Transcript::from_text(&"um we ".repeat(30)).words;
        for word in &mut words {
            word.certainty = Some(if word.is_hesitation() { 0.2 } else { 0.7 });
        }
        assert!(!is_guessed(&words));
        for word in &mut words {
            word.certainty = Some(0.3);
        }
        assert!(is_guessed(&words));
    }

    #[test]
    fn the_recognisers_own_label_is_believed_where_it_is_much_of_the_answer() {
        let labelled = |text: &str| is_labelled_foreign(&Transcript::from_text(text).words);
        assert!(labelled("(speaking in foreign language)"));
        assert!(labelled("(speaking in foreign language) and we will be able to do it"));
        assert!(!labelled("She was speaking in foreign language classes."));
        assert!(!labelled(&format!("{} (speaking in foreign language)", "we moved it. ".repeat(20))));
    }

    #[test]
    fn english_words_that_were_only_guessed_are_told_from_words_that_were_heard() {
        let mut transcript =
            Transcript::from_text("In this time, I was born in the end of the morning, and I'm a star.");
        assert!(!is_guessed(&transcript.words), "a written answer");
        for (certainty, guessed) in [(0.31, true), (0.72, false)] {
            transcript.words.iter_mut().for_each(|word| word.certainty = Some(certainty));
            assert_eq!(is_guessed(&transcript.words), guessed);
        }
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
