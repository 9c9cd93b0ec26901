//! A second look at a piece: what the recogniser writes when it is not asked to write every sound.
//!
//! Asked for every sound, Whisper now and then writes "um" for a word: "but, um, not having crashes" where "but I'm not"
//! was said. Left to itself it writes few hesitations, but the word. So each "um" that stands where the plain
//! decoding is surer of a word gives way to that word. Where the plain decoding has nothing there, the "um" stays: leaving
//! it out is what it does by itself. Everything else stays as the verbatim decoding has it, which keeps repeats and fillers,
//! unless the plain one is clearly surer of its words: on short and odd clips the prompt costs words.

use super::is_hesitation;
use super::words::HeardWord;
use crate::time::Length;

/// Two words whose ends lie farther apart than this hardly stand for the same sound.
const NEAR: Length = Length::from_millis(400);

/// What it costs to take one word for another, near and far, against 1 for leaving one out.
const OTHER_WORD: f32 = 1.0;
const OTHER_PLACE: f32 = 1.6;

/// .. and what it costs besides to take a hesitation for a word: a neighbour is the likelier counterpart.
const SOUND_FOR_WORD: f32 = 0.2;

/// So much surer, on average over its words, must the plain decoding be to be preferred. Our own choice.
const SURER: f32 = 0.05;

/// A word that is surer than the "um" by this much needs no neighbours to vouch for it. Our own choice.
const MUCH_SURER: f32 = 0.5;

/// How a plain decoding spells the sound of a hesitation.
const SPELT_SOUNDS: [&str; 6] = ["m", "ugh", "huh", "oh", "aw", "hum"];

/// How sure the recogniser is of the words that are no hesitations, on average.
pub(super) fn certainty(words: &[HeardWord]) -> Option<f32> {
    let known: Vec<f32> =
        words.iter().filter(|word| !is_hesitation(&word.key())).map(|word| word.certainty).collect();
    (!known.is_empty()).then(|| known.iter().sum::<f32>() / known.len() as f32)
}

/// One transcript of both: hesitations as the verbatim decoding has them, less those that were words.
pub(super) fn joined(verbatim: Vec<HeardWord>, plain: &[HeardWord]) -> Vec<HeardWord> {
    let counterparts = counterparts(&verbatim, plain);
    let is_anchored: Vec<bool> =
        (0..verbatim.len()).map(|place| is_anchored(place, &verbatim, plain, &counterparts)).collect();
    if is_surer(plain, &verbatim, &counterparts) {
        return with_hesitations(verbatim, plain, &counterparts, &is_anchored);
    }
    let contradicts = |word: &HeardWord, other: &HeardWord, is_anchored: bool| {
        let more = other.certainty - word.certainty;
        let surer = if is_anchored { more >= 0.0 } else { more >= MUCH_SURER };
        surer && is_hesitation(&word.key()) && is_word(&other.key())
    };
    let pairs = verbatim.into_iter().zip(counterparts).zip(is_anchored);
    pairs
        .map(|((word, other), is_anchored)| match other.map(|place| &plain[place]) {
            Some(other) if contradicts(&word, other, is_anchored) => other.clone(),
            _ => word,
        })
        .collect()
}

/// Whether the plain decoding heard other words and is surer, on average over what both have: it leaves out what it is
/// unsure of, and would look surer for that alone.
fn is_surer(plain: &[HeardWord], verbatim: &[HeardWord], counterparts: &[Option<usize>]) -> bool {
    let both = verbatim.iter().zip(counterparts).filter_map(|(word, other)| Some((word, &plain[(*other)?])));
    let more: Vec<f32> = both
        .filter(|(word, other)| !is_hesitation(&word.key()) && !is_hesitation(&other.key()))
        .map(|(word, other)| other.certainty - word.certainty)
        .collect();
    let has_other_words = (0..plain.len()).any(|place| {
        let same = |(word, other): (&HeardWord, &Option<usize>)| {
            *other == Some(place) && word.key() == plain[place].key()
        };
        !verbatim.iter().zip(counterparts).any(same)
    });
    has_other_words && !more.is_empty() && more.iter().sum::<f32>() / more.len() as f32 > SURER
}

/// Whether a word and its counterpart stand between the same words, at least one of them no edge of the piece. Without that a
/// word too many beside an "um" would take its place.
fn is_anchored(
    place: usize,
    verbatim: &[HeardWord],
    plain: &[HeardWord],
    counterparts: &[Option<usize>],
) -> bool {
    let Some(other) = counterparts[place] else { return false };
    let same =
        |one: usize, two: usize| counterparts[one] == Some(two) && verbatim[one].key() == plain[two].key();
    let before = match (place.checked_sub(1), other.checked_sub(1)) {
        (None, None) => Some(false),
        (Some(one), Some(two)) if same(one, two) => Some(true),
        _ => None,
    };
    let after = match (place + 1 < verbatim.len(), other + 1 < plain.len()) {
        (false, false) => Some(false),
        (true, true) if same(place + 1, other + 1) => Some(true),
        _ => None,
    };
    before.zip(after).is_some_and(|(before, after)| before || after)
}

/// The plain words, and between them the hesitations of the verbatim decoding that are no word there.
fn with_hesitations(
    verbatim: Vec<HeardWord>,
    plain: &[HeardWord],
    counterparts: &[Option<usize>],
    is_anchored: &[bool],
) -> Vec<HeardWord> {
    let mut words = Vec::new();
    let mut taken = 0;
    for ((word, other), is_anchored) in verbatim.into_iter().zip(counterparts).zip(is_anchored) {
        if let Some(other) = other {
            words.extend_from_slice(&plain[taken..*other]);
            taken = other + 1;
            let other = &plain[*other];
            match (is_hesitation(&word.key()), is_word(&other.key())) {
                (true, false) => words.push(word),
                (true, true) if !is_anchored => words.extend([word, other.clone()]),
                _ => words.push(other.clone()),
            }
        } else if is_hesitation(&word.key()) {
            words.push(word);
        }
    }
    words.extend_from_slice(&plain[taken..]);
    words
}

fn is_word(key: &str) -> bool {
    !is_hesitation(key) && !SPELT_SOUNDS.contains(&key)
}

/// For each verbatim word the plain one that stands in its place, by the alignment that changes least.
fn counterparts(verbatim: &[HeardWord], plain: &[HeardWord]) -> Vec<Option<usize>> {
    let other = |one: usize, two: usize| {
        let (one, two) = (&verbatim[one], &plain[two]);
        if one.key() == two.key() {
            return 0.0;
        }
        let near = (one.ends - two.ends).max(two.ends - one.ends) < NEAR;
        let sound_for_word = is_hesitation(&one.key()) && is_word(&two.key());
        (if near { OTHER_WORD } else { OTHER_PLACE }) + if sound_for_word { SOUND_FOR_WORD } else { 0.0 }
    };
    // costs[i][j]: what it costs to make the first i verbatim words of the first j plain ones.
    let mut costs = vec![vec![0.0f32; plain.len() + 1]; verbatim.len() + 1];
    for i in 0..=verbatim.len() {
        for j in 0..=plain.len() {
            costs[i][j] = match (i, j) {
                (0, _) => j as f32,
                (_, 0) => i as f32,
                _ => (costs[i - 1][j - 1] + other(i - 1, j - 1))
                    .min(costs[i - 1][j] + 1.0)
                    .min(costs[i][j - 1] + 1.0),
            };
        }
    }
    let mut counterparts = vec![None; verbatim.len()];
    let (mut i, mut j) = (verbatim.len(), plain.len());
    while i > 0 && j > 0 {
        let here = costs[i][j];
        if here >= costs[i - 1][j - 1] + other(i - 1, j - 1) - f32::EPSILON {
            (i, j) = (i - 1, j - 1);
            counterparts[i] = Some(j);
        } else if here >= costs[i - 1][j] + 1.0 - f32::EPSILON {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    counterparts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Moment;

    /// Words with their certainty in hundredths, 300 ms each: `"but um/50 not"`.
    fn heard(text: &str) -> Vec<HeardWord> {
        let word = |(place, token): (usize, &str)| {
            let (text, certainty) = token.split_once('/').unwrap_or((token, "90"));
            HeardWord {
                text: text.to_owned(),
                ends: Moment::from_seconds(0.3 * (place + 1) as f64),
                certainty: certainty.parse::<f32>().unwrap() / 100.0,
            }
        };
        text.split_whitespace().enumerate().map(word).collect()
    }

    #[track_caller]
    fn becomes(verbatim: &str, plain: &str, wanted: &str) {
        let words = joined(heard(verbatim), &heard(plain));
        let texts: Vec<String> = words.into_iter().map(|word| word.text).collect();
        assert_eq!(texts.join(" "), wanted);
    }

    #[test]
    fn an_um_that_was_a_word_becomes_the_word() {
        becomes("sure but, um,/77 not having", "sure but I'm/95 not having", "sure but, I'm not having");
    }

    #[test]
    fn an_um_that_the_plain_decoding_leaves_out_stays() {
        becomes("then um/30 we went", "then we went", "then um we went");
    }

    #[test]
    fn an_um_of_which_the_recogniser_was_surer_stays() {
        becomes("but, um,/96 but", "but Montreal/54 but", "but, um, but");
    }

    #[test]
    fn a_sound_that_is_spelt_otherwise_is_the_same_sound() {
        becomes("then uh/30 we went", "then ugh/60 we went", "then uh we went");
        becomes("then um/30 we went", "then m/90 we went", "then um we went");
    }

    #[test]
    fn a_word_too_many_beside_an_um_does_not_take_its_place() {
        becomes("gonna um/60 go", "going/90 to/90 go", "gonna um go");
        becomes("um/50", "Thank/60 you/60", "um");
    }

    #[test]
    fn a_word_that_is_much_surer_needs_no_neighbours() {
        becomes("gonna uh/25 go", "going of/96 go", "gonna of go");
    }

    #[test]
    fn a_plain_decoding_that_leaves_out_what_is_unsure_is_not_surer_for_that() {
        becomes("um I I/55 went/85 like/50 home", "I went/90 home", "um I I went like home");
    }

    #[test]
    fn a_plain_decoding_that_is_clearly_surer_is_taken_with_the_hesitations_put_in() {
        becomes(
            "apply/40 some um/60 like/40 then/50 uh/50 go",
            "probably/90 sounds then/80 go now",
            "probably sounds um then uh go now",
        );
    }

    #[test]
    fn other_words_stay_as_the_verbatim_decoding_has_them() {
        becomes("I I went, like, home", "I went home", "I I went, like, home");
        becomes("we lead it", "we led it", "we lead it");
    }
}
