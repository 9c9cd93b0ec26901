//! What makes a story recognisable in whatever words it is told: its rare words, its names and its figures.
//!
//! A word counts the more the fewer stories have it (`prompts/lexicon/structure/signature.txt`), a name more than a
//! word, and a figure the more the less round it is: many stories have "two weeks", few have 6,200. Two tellings are one
//! story where enough of that is in both; figures alone never make one.
//!
//! ```
//! use greenroom::structure::signature::Signature;
//! use greenroom::transcript::Transcript;
//!
//! let of = |text| Signature::of(&Transcript::from_text(text));
//! let one = of("I counted 212 cues and ran the lantern by hand while Lena worked the faders of the old desk.");
//! let again = of("Lena had the faders of the old desk, and the lantern was mine, two hundred and twelve cues of it.");
//! let other = of("I counted 14 accidents with forklifts and had mirrors put beside the charging station.");
//! assert!(one.is_story_of(&again) && !one.is_story_of(&other));
//! ```

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::english::content::{has_meaning, stem};
use crate::english::values::values;
use crate::lexicon;
use crate::transcript::{Transcript, Word, WordRange};

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/signature.txt");

/// Weights of the lists, and of words in none. Our own choices, held by `tests/stories/retold.toml`.
const WEIGHTS: [(&str, f64); 5] =
    [("everywhere", 0.0), ("often", 0.5), ("sometimes", 1.0), ("seldom", 2.0), ("general", 1.0)];
const RARE: f64 = 3.0;
const NAME: f64 = 4.0;

static COMMON: LazyLock<BTreeMap<&str, f64>> = LazyLock::new(|| {
    let weighed = |(name, weight)| lexicon::list(LEXICON, name).into_iter().map(move |stem| (stem, weight));
    WEIGHTS.into_iter().flat_map(weighed).collect()
});

/// A telling is taken to weigh at least this much, so that a few words of a short answer decide nothing. Our own choice.
const LEAST: f64 = 20.0;

/// The likeness from which on two tellings are one story: between the least of the stories told again (0.59) and the most
/// of the different ones (0.43) of `tests/stories/retold.toml`, nearer to these: a false alarm is worse than none.
const SAME: f64 = 0.48;

/// Without this much of the words in both, equal figures are chance. Our own choice.
const LEAST_OF_WORDS: f64 = 0.22;

/// What a point of shared figures adds, and how many points do. Our own choices.
const FIGURES_ADD: f64 = 0.1;
const FIGURES_AT_MOST: f64 = 4.0;

/// A figure stands before words of so many times its weight where shared things are shown. Our own choice.
const FIGURES_SHOW: f64 = 3.0;

/// The words, names and figures of one telling.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Signature {
    words: BTreeMap<String, Mark>,
    figures: BTreeMap<String, Mark>,
}

/// How much a word or figure says about which story it is, and where it stands first.
#[derive(Debug, Clone, PartialEq)]
struct Mark {
    weight: f64,
    place: WordRange,
    /// How often it is said.
    times: usize,
    /// As it is said first, in small letters.
    said: String,
}

/// The same thing in two tellings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shared {
    pub here: WordRange,
    pub there: WordRange,
    /// How much it says.
    pub weight: f64,
    /// How often it is said in the telling that says it less often.
    pub times: usize,
}

impl Signature {
    /// The signature of an answer, spoken or written.
    #[must_use]
    pub fn of(transcript: &Transcript) -> Self {
        let mut words: BTreeMap<String, Mark> = BTreeMap::new();
        let mut begins = true;
        for (place, word) in transcript.words.iter().enumerate() {
            let key = word.key();
            if key.is_empty() || word.is_hesitation() {
                continue;
            }
            if has_meaning(&key) {
                let place = WordRange::new(place, place + 1);
                let stem = stem(&key);
                let weight = weight(&stem, word, begins);
                let mark = words.entry(stem).or_insert(Mark { weight, place, times: 0, said: key });
                mark.times += 1;
                mark.weight = mark.weight.max(weight);
            }
            begins = word.ends_sentence();
        }
        let mut figures: BTreeMap<String, Mark> = BTreeMap::new();
        for value in values(transcript) {
            let weight = if is_year(transcript, value.words) { 0.0 } else { worth(&value.digits) };
            let said = value.digits.clone();
            let mark = Mark { weight, place: value.words, times: 1, said };
            figures.entry(value.digits).or_insert(mark);
        }
        Signature { words, figures }
    }

    /// How alike two tellings are: near 0 for different stories, 1 and more for the same words with the same figures.
    #[must_use]
    pub fn likeness(&self, other: &Signature) -> f64 {
        let total =
            |signature: &Signature| signature.words.values().map(|mark| mark.weight).sum::<f64>().max(LEAST);
        let shared = |a: &BTreeMap<String, Mark>, b| both(a, b).map(|shared| shared.weight).sum::<f64>();
        let words = shared(&self.words, &other.words) / (total(self) * total(other)).sqrt();
        if words < LEAST_OF_WORDS {
            return 0.0;
        }
        words + FIGURES_ADD * shared(&self.figures, &other.figures).min(FIGURES_AT_MOST)
    }

    /// Whether both tell one story.
    #[must_use]
    pub fn is_story_of(&self, other: &Signature) -> bool {
        self.likeness(other) >= SAME
    }

    /// What both have, that which says most first: what is said again and again says more, and people know a story by
    /// its numbers.
    #[must_use]
    pub fn shared(&self, other: &Signature) -> Vec<Shared> {
        let figures = both(&self.figures, &other.figures)
            .map(|one| Shared { weight: FIGURES_SHOW * one.weight, ..one });
        let words = both(&self.words, &other.words).map(|one| {
            let times = one.times.min(4) as f64;
            Shared { weight: one.weight * (1.0 + times.ln()), ..one }
        });
        let mut shared: Vec<Shared> = figures.chain(words).collect();
        shared.retain(|shared| shared.weight > 0.0);
        shared.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.here.cmp(&b.here)));
        shared
    }

    /// The words by which to know the story in a list: those that are rare and said often, in the order of the telling.
    #[must_use]
    pub fn title_words(&self, most: usize) -> Vec<String> {
        let mut marks: Vec<&Mark> = self.words.values().filter(|mark| mark.weight >= 2.0).collect();
        let says = |mark: &Mark| mark.weight * (1.0 + (mark.times.min(4) as f64).ln());
        marks.sort_by(|a, b| says(b).total_cmp(&says(a)).then(a.place.cmp(&b.place)));
        marks.truncate(most);
        marks.sort_by_key(|mark| mark.place);
        marks.into_iter().map(|mark| mark.said.clone()).collect()
    }
}

/// What two maps have both, each with the smaller of its weights.
fn both<'a>(
    here: &'a BTreeMap<String, Mark>,
    there: &'a BTreeMap<String, Mark>,
) -> impl Iterator<Item = Shared> + 'a {
    here.iter().filter_map(move |(key, mark)| {
        let other = there.get(key)?;
        Some(Shared {
            here: mark.place,
            there: other.place,
            weight: mark.weight.min(other.weight),
            times: mark.times.min(other.times),
        })
    })
}

fn weight(stem: &str, word: &Word, begins_sentence: bool) -> f64 {
    let is_name = !begins_sentence
        && word.text.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase);
    match COMMON.get(stem) {
        Some(weight) => *weight,
        None if is_name => NAME,
        None => RARE,
    }
}

/// What a figure says: nothing up to three, little where it is small or round, much where it is neither.
fn worth(digits: &str) -> f64 {
    let Ok(number) = digits.parse::<f64>() else { return 1.0 };
    if number.fract() != 0.0 {
        return 2.5;
    }
    let told = digits.trim_end_matches('0');
    match (number, told.len()) {
        (..=3.0, _) => 0.0,
        (..=12.0, _) | (_, 0 | 1) => 0.5,
        (_, 2) if told.ends_with('5') || told.len() < digits.len() => 1.0,
        (_, 2) => 1.5,
        _ => 2.5,
    }
}

/// Whether digits name a year: "in 2022".
fn is_year(transcript: &Transcript, words: WordRange) -> bool {
    let said = transcript.get(words).first().map(Word::key).unwrap_or_default();
    let before = words.first.checked_sub(1).map(|place| transcript.words[place].key()).unwrap_or_default();
    said.len() == 4
        && (said.starts_with("19") || said.starts_with("20"))
        && matches!(
            before.as_str(),
            "in" | "since" | "until" | "by" | "of" | "during" | "before" | "after" | "early" | "late"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Pairs {
        retold: Vec<Pair>,
        apart: Vec<Pair>,
    }

    #[derive(Deserialize)]
    struct Pair {
        trade: String,
        one: String,
        other: String,
    }

    fn pairs() -> Pairs {
        toml::from_str(include_str!("../../tests/stories/retold.toml")).unwrap()
    }

    fn of(text: &str) -> Signature {
        Signature::of(&Transcript::from_text(text))
    }

    #[test]
    fn a_story_told_again_in_other_words_is_known() {
        let Pairs { retold, .. } = pairs();
        assert!(retold.len() >= 10);
        for pair in &retold {
            let (one, other) = (of(&pair.one), of(&pair.other));
            let likeness = one.likeness(&other);
            assert!(likeness >= SAME + 0.1, "{}: {likeness}", pair.trade);
            assert!((likeness - other.likeness(&one)).abs() < 1e-9, "{}", pair.trade);
        }
    }

    #[test]
    fn another_story_of_the_same_trade_is_another_story() {
        let Pairs { retold, apart } = pairs();
        assert!(apart.len() >= 10);
        for pair in &apart {
            let likeness = of(&pair.one).likeness(&of(&pair.other));
            assert!(likeness < SAME - 0.03, "{}: {likeness}", pair.trade);
        }
        // And none of the stories is taken for any other.
        for (place, one) in retold.iter().enumerate() {
            for other in &retold[..place] {
                for text in [&one.one, &one.other] {
                    assert!(!of(text).is_story_of(&of(&other.one)), "{}, {}", one.trade, other.trade);
                    assert!(!of(text).is_story_of(&of(&other.other)), "{}, {}", one.trade, other.trade);
                }
            }
        }
    }

    #[test]
    fn equal_figures_alone_make_no_story() {
        let one =
            of("The bakery lost 37 loaves of 412 each night, and 6,215 a year went to the pigs of a farmer.");
        let other = of("We had 412 tenants, 37 of them without heating, and the boiler was from lot 6,215.");
        assert!(!one.is_story_of(&other));
    }

    #[test]
    fn what_both_have_is_shown_with_its_places_the_figures_first() {
        let one = "I counted 212 cues, and Lena ran the faders.";
        let other = "So Lena took the faders for two hundred and twelve cues.";
        let (first, second) = (Transcript::from_text(one), Transcript::from_text(other));
        let shared = Signature::of(&first).shared(&Signature::of(&second));
        let quotes: Vec<(String, String)> =
            shared.iter().map(|shared| (first.quote(shared.here), second.quote(shared.there))).collect();
        assert_eq!(quotes[0], ("212".to_owned(), "two hundred and twelve".to_owned()));
        assert_eq!(quotes[1], ("Lena".to_owned(), "Lena".to_owned()));
        assert!(quotes.contains(&("faders.".to_owned(), "faders".to_owned())), "{quotes:?}");
    }

    #[test]
    fn a_story_is_named_by_what_no_other_has() {
        let Pairs { retold, .. } = pairs();
        let titles: Vec<String> = retold.iter().map(|pair| of(&pair.one).title_words(3).join(" ")).collect();
        assert!(titles.iter().all(|title| title.split(' ').count() == 3), "{titles:?}");
        let mut different = titles.clone();
        different.sort();
        different.dedup();
        assert_eq!(different.len(), titles.len());
    }
}
