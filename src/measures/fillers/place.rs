//! Where a hesitation stands: at the start of the answer, at the border of a clause, within one.
//!
//! At a border it is time to plan, within a clause a search for words. The words say it, by the same rules that place
//! a pause there.

use crate::measures::clauses::{is_subject, opens_clause};
use crate::measures::pauses::{looked_through, place_at};
use crate::measures::{FillerHit, FillerKind, PausePlace};
use crate::time::{Length, Stretch};
use crate::transcript::Transcript;

/// Where a hesitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HesitationPlace {
    /// Before the first word.
    Start,
    /// At the border of a clause or sentence, or after the last word.
    Border,
    /// Inside a clause.
    Within,
}

/// Returns the place of a hesitation among the other hits of its answer; nothing for a filler word, and for a sound
/// without a time.
///
/// ```
/// use greenroom::measures::fillers::{HesitationPlace, hesitation_place};
/// use greenroom::measures::measure;
/// use greenroom::transcript::Transcript;
///
/// let answer = Transcript::from_text("Um, it was the, uh, cache.");
/// let fillers = measure(&answer, None).fillers;
/// let places: Vec<_> = fillers.iter().filter_map(|hit| hesitation_place(&answer, &fillers, hit)).collect();
/// assert_eq!(places, [HesitationPlace::Start, HesitationPlace::Within]);
/// ```
#[must_use]
pub fn hesitation_place(
    transcript: &Transcript,
    fillers: &[FillerHit],
    hit: &FillerHit,
) -> Option<HesitationPlace> {
    if hit.kind != FillerKind::Hesitation {
        return None;
    }
    let before = match (hit.words, hit.at) {
        (Some(words), _) => words.first,
        // Words by their middles, as for pauses.
        (None, Some(at)) => transcript
            .words
            .iter()
            .rposition(|word| word.at.is_some_and(|word| word.middle() < at.middle()))
            .map_or(0, |place| place + 1),
        (None, None) => return None,
    };
    if follows_opener(transcript, fillers, before) {
        return Some(HesitationPlace::Border);
    }
    Some(match place_at(transcript, fillers, before) {
        PausePlace::Start => HesitationPlace::Start,
        PausePlace::Border | PausePlace::End => HesitationPlace::Border,
        PausePlace::Within => HesitationPlace::Within,
    })
}

/// "And, um, we left": the clause was opened and not begun. A pause there breaks it; a hesitation is still time to plan.
fn follows_opener(transcript: &Transcript, fillers: &[FillerHit], before: usize) -> bool {
    let filling = looked_through(transcript, fillers);
    let key = |place: usize| transcript.words[place].key();
    let left = (0..before.min(filling.len())).rev().find(|place| !filling[*place]);
    let right = (before..filling.len()).find(|place| !filling[*place]);
    let (Some(left), Some(right)) = (left, right) else { return false };
    let (opener, subject) = (key(left), key(right));
    is_subject(&subject) && opens_clause(&opener, &subject)
}

/// Hesitations are a cluster when so many come within [`CLUSTER_TIME`]. Our own choice.
pub const CLUSTER: usize = 3;

/// The time in which a cluster comes. Our own choice.
pub const CLUSTER_TIME: Length = Length::from_millis(10_000);

/// Hesitations close to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cluster {
    pub at: Stretch,
    pub hesitations: usize,
}

/// Returns the clusters of an answer in order and apart: three or more likely hesitations in ten seconds.
///
/// A cluster goes on as long as any three in a row lie within ten seconds, so a bad half minute is one of them.
#[must_use]
pub fn clusters(fillers: &[FillerHit]) -> Vec<Cluster> {
    let mut times: Vec<Stretch> = fillers
        .iter()
        .filter(|hit| hit.likely && hit.kind == FillerKind::Hesitation)
        .filter_map(|hit| hit.at)
        .collect();
    times.sort();
    let mut found: Vec<Cluster> = Vec::new();
    // The place behind the last hesitation that belongs to a cluster.
    let mut reached = 0;
    for first in 0..(times.len() + 1).saturating_sub(CLUSTER) {
        let last = first + CLUSTER - 1;
        let at = times[first].hull(times[last]);
        if at.length() > CLUSTER_TIME {
            continue;
        }
        match found.last_mut() {
            Some(cluster) if first < reached => {
                *cluster = Cluster {
                    at: cluster.at.hull(at),
                    hesitations: cluster.hesitations + last + 1 - reached,
                };
            }
            _ => found.push(Cluster { at, hesitations: CLUSTER }),
        }
        reached = last + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::HesitationPlace::{Border, Start, Within};
    use super::*;
    use crate::measures::Witness;
    use crate::measures::fillers::testing::say;
    use crate::measures::measure;
    use crate::time::Moment;

    fn places(text: &str) -> Vec<HesitationPlace> {
        let (answer, sound) = say(text);
        let fillers = measure(&answer, Some(&sound.into())).fillers;
        fillers.iter().filter_map(|hit| hesitation_place(&answer, &fillers, hit)).collect()
    }

    #[test]
    fn a_hesitation_stands_at_the_start_at_a_border_or_within() {
        for (text, place) in [
            ("Um, it failed.", Start),
            ("So um, it failed.", Start),
            ("It failed. Um, we fixed it.", Border),
            ("It failed, um, because we slept.", Border),
            ("It failed and we slept, um.", Border),
            ("It failed and um we slept.", Border),
            ("It failed because, uh, they slept.", Border),
            ("It was the um test.", Within),
            ("We, uh, fixed it.", Within),
            ("We found two um bugs.", Within),
            ("It was slow and um late.", Within),
        ] {
            assert_eq!(places(text), [place], "{text}");
        }
    }

    #[test]
    fn a_sound_without_a_word_stands_where_its_time_is() {
        let (answer, _) = say("It was the | test.");
        let the = answer.words[2].at.unwrap();
        let hit = FillerHit {
            text: String::new(),
            kind: FillerKind::Hesitation,
            likely: true,
            at: Some(Stretch::new(the.to(), the.to() + Length::from_millis(200))),
            words: None,
            heard_in: Witness::Sound,
            certainty: None,
        };
        let placed = |hit: &FillerHit| hesitation_place(&answer, std::slice::from_ref(hit), hit);
        assert_eq!(placed(&hit), Some(Within));
        assert_eq!(placed(&FillerHit { at: None, ..hit.clone() }), None);
        assert_eq!(placed(&FillerHit { kind: FillerKind::Word, ..hit }), None);
    }

    /// Likely hesitations of 0.3 s that begin at these seconds.
    fn at(seconds: &[f64]) -> Vec<FillerHit> {
        let hit = |second: &f64| FillerHit {
            text: "um".to_owned(),
            kind: FillerKind::Hesitation,
            likely: true,
            at: Some(Stretch::new(Moment::from_seconds(*second), Moment::from_seconds(second + 0.3))),
            words: None,
            heard_in: Witness::Sound,
            certainty: None,
        };
        seconds.iter().map(hit).collect()
    }

    #[test]
    fn three_in_ten_seconds_are_a_cluster() {
        let counts = |seconds: &[f64]| -> Vec<usize> {
            clusters(&at(seconds)).iter().map(|cluster| cluster.hesitations).collect()
        };
        assert_eq!(counts(&[1.0, 5.0, 9.0]), [3]);
        assert_eq!(counts(&[1.0, 5.0, 9.0, 14.0, 18.0]), [5]);
        assert_eq!(counts(&[1.0, 2.0, 3.0, 30.0, 31.0, 32.0, 33.0]), [3, 4]);
        assert_eq!(counts(&[3.0, 1.0, 2.0]), [3]);
    }

    #[test]
    fn two_or_three_far_apart_are_no_cluster() {
        assert_eq!(clusters(&at(&[1.0, 2.0])), []);
        assert_eq!(clusters(&at(&[1.0, 6.0, 11.0])), []);
        let mut words = at(&[1.0, 2.0, 3.0]);
        words[0].kind = FillerKind::Word;
        words.extend(at(&[20.0, 21.0, 22.0]).into_iter().map(|hit| FillerHit { likely: false, ..hit }));
        assert_eq!(clusters(&words), []);
    }
}
