//! Pauses: silences of 250 ms and more, and where in the sentence they stand.
//!
//! Pauses come from the sound alone, since a recogniser's word times swallow silence. The words only say where a
//! pause stands. Inside a clause it is heard as searching for words; at a border it is how people breathe.

use crate::recording::SpeechMap;
use crate::time::{Length, Moment, Stretch};
use crate::transcript::{Transcript, Word};

use super::clauses::{is_nominative, leaves_open, opens_clause};
use super::{FillerHit, Pause, PausePlace};

/// The shortest silence that is a pause (De Jong & Bosker 2013: 250 to 300 ms tell proficiency best).
pub const SHORTEST_PAUSE: Length = Length::from_millis(250);

/// Returns the pauses of an answer in order, the silence at both ends of the recording included.
///
/// `fillers` are the hits whose words are looked through: a pause beside "um" stands where it would without the "um".
/// Nothing where no word has a time: a silence without words around it has no place.
#[must_use]
pub fn pauses(transcript: &Transcript, sound: &SpeechMap, fillers: &[FillerHit]) -> Vec<Pause> {
    let (Some(first), Some(last)) = (sound.voiced.first(), sound.voiced.last()) else { return Vec::new() };
    if !transcript.is_spoken() {
        return Vec::new();
    }
    let words = &transcript.words;
    let filling = looked_through(transcript, fillers);
    let mut silences = vec![Stretch::new(Moment::START, first.from())];
    silences.extend(sound.silences());
    silences.push(Stretch::new(last.to(), Moment::START + sound.length));
    let ends = (0, silences.len() - 1);
    let place = |(i, at): (usize, Stretch)| {
        let before = match i {
            _ if i == ends.0 => 0,
            _ if i == ends.1 => words.len(),
            _ => words_before(words, at),
        };
        Pause { at, place: place_between(words, &filling, before), before }
    };
    silences.into_iter().enumerate().filter(|(_, at)| at.length() >= SHORTEST_PAUSE).map(place).collect()
}

/// Words by their middles: the end of a word may reach into the silence by a hundred milliseconds.
fn words_before(words: &[Word], pause: Stretch) -> usize {
    words
        .iter()
        .rposition(|word| word.at.is_some_and(|at| at.middle() < pause.middle()))
        .map_or(0, |place| place + 1)
}

/// The place before a word, for whatever is heard there; hesitations before the first word belong to the start.
pub(super) fn place_at(transcript: &Transcript, fillers: &[FillerHit], before: usize) -> PausePlace {
    let filling = looked_through(transcript, fillers);
    if filling.iter().take(before).all(|filling| *filling) {
        return PausePlace::Start;
    }
    place_between(&transcript.words, &filling, before)
}

/// Which words are hesitations or likely fillers.
pub(super) fn looked_through(transcript: &Transcript, fillers: &[FillerHit]) -> Vec<bool> {
    let mut filling: Vec<bool> = transcript.words.iter().map(Word::is_hesitation).collect();
    for range in fillers.iter().filter(|hit| hit.likely).filter_map(|hit| hit.words) {
        for place in range.places().filter(|place| *place < transcript.words.len()) {
            filling[place] = true;
        }
    }
    filling
}

fn place_between(words: &[Word], filling: &[bool], before: usize) -> PausePlace {
    match before {
        0 => return PausePlace::Start,
        _ if before >= words.len() => return PausePlace::End,
        _ => {}
    }
    let left = (0..before).rev().find(|place| !filling[*place]);
    let right = (before..words.len()).find(|place| !filling[*place]);
    let (Some(left), Some(right)) = (left, right) else { return PausePlace::Border };
    let (last, next) = (&words[left], words[right].key());
    let then = words.get(right + 1).map(Word::key).unwrap_or_default();
    let alone = right == left + 1;
    let border = if last.ends_sentence() {
        true
    } else if leaves_open(&last.key()) {
        // "the, | um, project": the recogniser writes commas where it hears silence.
        false
    } else {
        opens_clause(&next, &then)
            || (is_nominative(&next) && !opens_clause(&last.key(), &next))
            || (alone && last.text.ends_with([',', ';', ':', '\u{2014}', '\u{2013}', '-']))
    };
    if border { PausePlace::Border } else { PausePlace::Within }
}

#[cfg(test)]
mod tests {
    use super::super::fillers::testing::say;
    use super::super::measure;
    use super::*;

    /// The places of the pauses of a sentence in which `|` is 300 ms of silence.
    fn places(text: &str) -> Vec<(PausePlace, usize)> {
        let (answer, sound) = say(text);
        measure(&answer, Some(&sound.into()))
            .pauses
            .into_iter()
            .map(|pause| (pause.place, pause.before))
            .collect()
    }

    #[test]
    fn a_pause_stands_within_a_clause_or_at_its_border() {
        use PausePlace::{Border, Within};
        let cases = [
            ("It failed. | We fixed it.", Border, 2),
            ("It failed | because we slept.", Border, 2),
            ("It failed, | in the end.", Border, 2),
            ("It failed | and we fixed it.", Border, 2),
            ("It was the test | I had written.", Border, 4),
            ("It failed, um, | and we fixed it.", Border, 3),
            ("We knew | before they called.", Border, 2),
            ("We were | late.", Within, 2),
            ("I was, | um, leading the team.", Within, 2),
            ("I was, um, | leading the team.", Within, 3),
            ("We changed the, | old system.", Within, 3),
            ("It failed because | we slept.", Within, 3),
            ("We knew | before Friday.", Within, 2),
            ("There was | so much to do.", Within, 2),
        ];
        for (text, place, before) in cases {
            assert_eq!(places(text), [(place, before)], "{text}");
        }
    }

    #[test]
    fn silence_at_both_ends_stands_outside_of_the_words() {
        use PausePlace::{End, Start};
        let (answer, sound) = say("| We left.");
        let longer = SpeechMap { length: sound.length + Length::from_millis(400), ..sound };
        let found: Vec<_> = pauses(&answer, &longer, &[]).into_iter().map(|p| (p.place, p.before)).collect();
        assert_eq!(found, [(Start, 0), (End, 2)]);
        assert_eq!(places("We left."), []);
    }

    #[test]
    fn a_silence_under_250_ms_is_no_pause() {
        let (answer, sound) = say("We left.");
        let word = |i: usize| answer.words[i].at.unwrap();
        let gap = |millis| {
            let cut = word(0).to() - Length::from_millis(millis);
            let voiced = vec![Stretch::new(Moment::START, cut), word(1)];
            pauses(&answer, &SpeechMap { voiced, ..sound.clone() }, &[]).len()
        };
        assert_eq!(gap(100), 0);
        let (slow, sound) = say("We | left.");
        assert_eq!(pauses(&slow, &sound, &[]).len(), 1);
    }

    #[test]
    fn a_word_that_reaches_into_the_silence_stays_before_it() {
        let (mut answer, sound) = say("We had | left it.");
        let had = answer.words[1].at.unwrap();
        answer.words[1].at = Some(Stretch::new(had.from(), had.to() + Length::from_millis(90)));
        assert_eq!(pauses(&answer, &sound, &[])[0].before, 2);
        let left = answer.words[2].at.unwrap();
        answer.words[1].at = Some(had);
        answer.words[2].at = Some(Stretch::new(left.from() - Length::from_millis(90), left.to()));
        assert_eq!(pauses(&answer, &sound, &[])[0].before, 2);
    }

    #[test]
    fn a_recording_without_words_has_no_pauses_between_them() {
        let (_, sound) = say("We | left.");
        assert_eq!(pauses(&Transcript::default(), &sound, &[]), []);
    }
}
