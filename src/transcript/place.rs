//! Words get their places: ends from the recogniser, borders at pauses from the sound.
//!
//! Whisper's own word times swallow the silences. Its alignment path knows where a word *ends*; the silences of the
//! sound are exact to 10 ms. So each silence is given to the word that ends nearest to it: that word ends where the
//! silence begins, and the next one starts where it ends. On clips with known times this took the median error of
//! a start after a pause from 500 ms to 17 ms (docs/MEASURES.md).

use super::words::HeardWord;
use super::{Transcript, Word};
use crate::recording::SpeechMap;
use crate::time::{Length, Moment, Stretch};

/// A word and a silence farther apart than this do not belong together.
const NEAR: Length = Length::from_millis(350);

/// A word that ends farther than this from all speech was written where nobody spoke.
const NOBODY_NEAR: Length = Length::from_millis(500);

/// The shortest time that a word is given.
const SHORTEST: Length = Length::from_millis(40);

/// The transcript of words that were heard in their order.
#[must_use]
pub fn place(heard: Vec<HeardWord>, speech: &SpeechMap) -> Transcript {
    let heard: Vec<HeardWord> =
        heard.into_iter().filter(|word| distance_to_speech(word.ends, speech) <= NOBODY_NEAR).collect();
    let ends = rising(&heard);
    let silences = silences_after(&ends, speech);
    let mut words: Vec<Word> = Vec::with_capacity(heard.len());
    let mut free = speech.voiced.first().map_or(Moment::START, |first| first.from());
    for (place, word) in heard.into_iter().enumerate() {
        let end = silences[place].map_or(ends[place], Stretch::from);
        let from = free.min(end - SHORTEST.min(end - Moment::START));
        let from = from.max(words.last().and_then(|before| before.at).map_or(Moment::START, Stretch::to));
        let at = Stretch::new(from, end.max(from + SHORTEST));
        free = silences[place].map_or(at.to(), |silence| silence.to().max(at.to()));
        words.push(word.at(at));
    }
    Transcript { words }
}

/// The ends of the words, none before the one before it.
fn rising(heard: &[HeardWord]) -> Vec<Moment> {
    let mut latest = Moment::START;
    heard
        .iter()
        .map(|word| {
            latest = latest.max(word.ends);
            latest
        })
        .collect()
}

/// For each word the silence that follows it, if one does.
fn silences_after(ends: &[Moment], speech: &SpeechMap) -> Vec<Option<Stretch>> {
    let mut after: Vec<Option<Stretch>> = vec![None; ends.len()];
    let mut first = 0;
    let ending = speech.spoken().map(|spoken| Stretch::new(spoken.to(), Moment::START + speech.length));
    for silence in speech.silences().into_iter().chain(ending) {
        let near = ends
            .iter()
            .enumerate()
            .skip(first)
            .take_while(|(_, end)| **end <= silence.to() + NEAR)
            .map(|(place, end)| (distance(*end, silence), place))
            .filter(|(distance, _)| *distance <= NEAR)
            // Of two words that end inside the silence, both were said before it: the later one ends at it.
            .min_by_key(|(distance, place)| (*distance, std::cmp::Reverse(*place)));
        if let Some((_, place)) = near {
            after[place] = Some(silence);
            first = place + 1;
        }
    }
    after
}

fn distance(moment: Moment, stretch: Stretch) -> Length {
    (stretch.from() - moment).max(moment - stretch.to())
}

fn distance_to_speech(moment: Moment, speech: &SpeechMap) -> Length {
    speech
        .voiced
        .iter()
        .map(|voiced| distance(moment, *voiced))
        .min()
        .unwrap_or(Length::from_samples(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(voiced: &[(f64, f64)]) -> SpeechMap {
        let stretch =
            |(from, to): &(f64, f64)| Stretch::new(Moment::from_seconds(*from), Moment::from_seconds(*to));
        SpeechMap { length: Length::from_seconds(10.0), voiced: voiced.iter().map(stretch).collect() }
    }

    #[track_caller]
    fn places(heard: &[(&str, f64)], voiced: &[(f64, f64)]) -> Vec<String> {
        let heard = heard
            .iter()
            .map(|(text, ends)| HeardWord {
                text: (*text).to_owned(),
                ends: Moment::from_seconds(*ends),
                certainty: 0.9,
            })
            .collect();
        place(heard, &map(voiced))
            .words
            .iter()
            .map(|word| {
                let at = word.at.unwrap();
                format!("{} {:.2}-{:.2}", word.text, at.from().seconds(), at.to().seconds())
            })
            .collect()
    }

    #[test]
    fn words_at_a_pause_end_and_start_with_it() {
        let found =
            places(&[("we", 1.2), ("waited", 1.9), ("then", 4.1), ("won", 4.6)], &[(1.0, 2.0), (3.5, 4.5)]);
        assert_eq!(found, ["we 1.00-1.20", "waited 1.20-2.00", "then 3.50-4.10", "won 4.10-4.50"]);
    }

    #[test]
    fn an_end_inside_the_pause_is_moved_to_its_start() {
        let found = places(&[("waited", 3.1), ("won", 4.4)], &[(1.0, 2.0), (3.5, 4.5)]);
        assert_eq!(found, ["waited 1.00-2.00", "won 3.50-4.50"]);
    }

    #[test]
    fn a_pause_far_from_every_end_moves_no_word() {
        let found = places(&[("one", 1.5), ("two", 4.45)], &[(1.0, 2.5), (3.5, 4.5)]);
        assert_eq!(found, ["one 1.00-1.50", "two 1.50-4.50"]);
    }

    #[test]
    fn a_word_written_where_nobody_spoke_is_dropped() {
        let found = places(&[("done", 1.9), ("you", 7.0)], &[(1.0, 2.0)]);
        assert_eq!(found, ["done 1.00-2.00"]);
        assert!(places(&[("you", 0.3)], &[]).is_empty());
    }

    #[test]
    fn places_never_overlap_and_never_run_backwards() {
        let found = places(&[("a", 1.9), ("b", 1.2), ("c", 1.21), ("d", 1.9)], &[(1.0, 2.0)]);
        let mut last = 0.0;
        for place in &found {
            let (from, to) = place.split(' ').nth(1).unwrap().split_once('-').unwrap();
            let (from, to): (f64, f64) = (from.parse().unwrap(), to.parse().unwrap());
            assert!(last <= from && from < to, "{found:?}");
            last = to;
        }
    }
}
