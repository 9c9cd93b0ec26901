//! um, uh, er, hm and their like, by two witnesses: the words of the recogniser, and the sound of a voice that is held.
//!
//! Neither is believed alone. A recogniser that is asked to write hesitations writes some where a word is slurred or
//! nobody speaks; a voice is also held in drawn-out words. So the words say that there may be one and about where, and the
//! sound says whether a voice is held there and exactly from when to when.

use crate::recording::SoundFacts;
use crate::recording::held::Held;
use crate::time::{Length, Moment, Stretch};
use crate::transcript::{Transcript, Word, WordRange};

use super::super::{FillerHit, FillerKind, Witness};

/// A voice that is held as strongly as this confirms the word (strength: [`Held`]). Our own choice, the least that tells the
/// true ones from the invented ones on real people.
const CLEAR: f32 = 1.0;

/// .. or as this, where it stands alone between two silences: there something was said ..
const CLEAR_ALONE: f32 = 0.3;

/// .. and farther from the recogniser's times it must be held more strongly.
const CLEAR_FAR: f32 = 3.0;

/// .. or, where a little is held at them too, this many times as strongly.
const MUCH_STRONGER: f32 = 5.0;

/// Where the sound does not confirm it, the recogniser must be as sure as this ..
const SURE: f32 = 0.7;

/// .. leave as much room between the words ..
const ROOM: Length = Length::from_millis(150);

/// .. and so much of it must be sound: it also writes into silence. All three our own choice.
const LEAST_VOICED: Length = Length::from_millis(60);

/// Under this certainty a recogniser's "um" counts for nothing, whatever the sound. Our own choice.
const LEAST_CERTAINTY: f32 = 0.1;

/// What is held with a break shorter than this is one sound, though it be written as two.
const BREAK: Length = Length::from_millis(60);

/// Word times of a recogniser are this unsure at either end (median error 30 ms, 95th percentile 120 to 150 ms).
const SLACK: Length = Length::from_millis(100);

/// No hesitation begins earlier than this before the end that the recogniser gives it.
const LONGEST: Length = Length::from_millis(1_600);

/// The end may be given this much too early.
const LATE: Length = Length::from_millis(600);

/// A hesitation that only the words tell of is shown no longer than this: its start is a guess.
const LONGEST_SHOWN: Length = Length::from_millis(1_000);

/// A voice that is held as strongly as this where no hesitation is written is a possible one. Our own choice.
const STRIKING: f32 = 8.0;

/// What a hesitation is called that the recogniser did not write.
const UNWRITTEN: &str = "sound";

/// Returns the hesitations of an answer, those of the words in order and then those of the sound alone; only likely ones
/// are meant to be counted.
///
/// ```
/// use greenroom::measures::fillers::hesitations;
/// use greenroom::transcript::Transcript;
///
/// let hits = hesitations(&Transcript::from_text("So um, I err on the safe side."), None);
/// assert_eq!(hits.len(), 1);
/// assert_eq!(hits[0].text, "um");
/// ```
#[must_use]
pub fn hesitations(transcript: &Transcript, sound: Option<&SoundFacts>) -> Vec<FillerHit> {
    let mut hits: Vec<FillerHit> = Vec::new();
    for (place, word) in transcript.words.iter().enumerate().filter(|(_, word)| word.is_hesitation()) {
        match (word.at, sound) {
            (Some(at), Some(sound)) => {
                let hit = heard(transcript, place, at, sound, taken(&hits));
                match hits.last_mut() {
                    Some(last) if is_one_sound(last, &hit) => join(last, &hit),
                    _ => hits.push(hit),
                }
            }
            _ => hits.push(written(word, place)),
        }
    }
    if let Some(sound) = sound {
        hits.extend(unwritten(transcript, sound, &hits));
    }
    hits
}

/// One that there is no sound to ask about.
fn written(word: &Word, place: usize) -> FillerHit {
    FillerHit {
        text: word.key(),
        kind: FillerKind::Hesitation,
        likely: word.certainty.is_none_or(|certainty| certainty >= LEAST_CERTAINTY),
        at: word.at,
        words: Some(WordRange::new(place, place + 1)),
        heard_in: Witness::Words,
        certainty: word.certainty,
    }
}

/// Until when the held sound is spoken for. By every hit and not by the last alone: one that only the words have may stand
/// between, and a drawn-out "uh" was counted thirteen times.
fn taken(hits: &[FillerHit]) -> Option<Moment> {
    let both = hits.iter().filter(|hit| hit.heard_in == Witness::Both);
    both.filter_map(|hit| hit.at).map(Stretch::to).max()
}

/// Asks the sound about a hesitation that the recogniser wrote.
fn heard(
    transcript: &Transcript,
    place: usize,
    at: Stretch,
    sound: &SoundFacts,
    taken: Option<Moment>,
) -> FillerHit {
    let word = &transcript.words[place];
    let hit = written(word, place);
    let (near, wide) = where_to_look(transcript, place, at, taken.unwrap_or(Moment::START));
    let held =
        |within: Stretch, least: f32| sound.held.strongest(within).filter(|held| held.strength >= least);
    let far = held(wide, CLEAR_FAR);
    if stands_alone(transcript, place, at)
        && let Some(held) = held(near, CLEAR_ALONE)
    {
        return FillerHit { at: Some(at), ..by_both(hit, held) };
    }
    if let Some(held) = held(near, CLEAR) {
        let by_far = |far: &Held| far.strength >= MUCH_STRONGER * held.strength;
        return by_both(hit, far.filter(by_far).unwrap_or(held));
    }
    let from = at.from().max(at.to() - LONGEST_SHOWN).max(taken.unwrap_or(Moment::START));
    let shown = Stretch::new(from.min(at.to()), at.to());
    let voiced = sound.speech.voiced_in(shown);
    let beside = taken.is_some_and(|taken| shown.from() - taken < ROOM);
    let sure = word.certainty.is_none_or(|certainty| certainty >= SURE);
    let likely = sure && shown.length() >= ROOM && voiced >= LEAST_VOICED && !beside;
    match far {
        Some(held) if !likely => by_both(hit, held),
        _ => FillerHit { at: Some(shown), likely, ..hit },
    }
}

fn by_both(hit: FillerHit, held: Held) -> FillerHit {
    let certainty = hit.certainty.map(|certainty| together(certainty, held));
    FillerHit { at: Some(held.at), heard_in: Witness::Both, certainty, ..hit }
}

/// Whether there is a silence before and after it.
fn stands_alone(transcript: &Transcript, place: usize, at: Stretch) -> bool {
    let words = &transcript.words;
    let before = words[..place].iter().rev().find_map(|word| word.at);
    let after = words[place + 1..].iter().find_map(|word| word.at);
    before.is_none_or(|before| at.from() - before.to() >= SLACK)
        && after.is_none_or(|after| after.from() - at.to() >= SLACK)
}

/// Where the sound of a hesitation may be: between its neighbours by the recogniser's times; and wider, since these
/// times often count it to the word before.
fn where_to_look(transcript: &Transcript, place: usize, at: Stretch, taken: Moment) -> (Stretch, Stretch) {
    let words = &transcript.words;
    let earliest = (at.to() - LONGEST).max(taken);
    let is_said = |word: &&Word| !word.is_hesitation() && word.at.is_some();
    let next = words[place + 1..].iter().find(is_said);
    let to = next
        .and_then(|next| Some(next.at?.to() - Length::from_millis(least(next) * 7 / 10)))
        .unwrap_or(at.to() + LATE);
    let to = to.clamp(at.to(), at.to() + LATE);
    let mut said = words[..place].iter().rev().filter(is_said);
    let (last, before) = (said.next(), said.next());
    let end = words[..place].last().and_then(|word| word.at).map_or(Moment::START, Stretch::to);
    // After a silence the start is known from the sound.
    let near = if at.from() - end >= BREAK { at.from() - BREAK } else { end - SLACK }.max(earliest);
    let begun = before.and_then(|word| word.at).map_or(Moment::START, |at| at.to() - SLACK);
    let wide = last.map_or(earliest, |last| (begun + Length::from_millis(least(last))).max(earliest));
    (Stretch::new(near.min(to), to), Stretch::new(wide.min(near).min(to), to))
}

/// Nobody says a word in fewer milliseconds: 60 and 35 for each of its first six letters. Our own choice.
fn least(word: &Word) -> u64 {
    60 + 35 * word.key().chars().count().min(6) as u64
}

/// Two witnesses that err apart from each other: both must be wrong. A strength of 4 is as good as even.
fn together(certainty: f32, held: Held) -> f32 {
    1.0 - (1.0 - certainty) * 4.0 / (4.0 + held.strength)
}

/// "uh, uh" is often written for one long sound.
fn is_one_sound(last: &FillerHit, hit: &FillerHit) -> bool {
    let touch = last.at.zip(hit.at).is_some_and(|(last, at)| at.from() - last.to() < BREAK);
    let follow = last.words.zip(hit.words).is_some_and(|(last, words)| last.end == words.first);
    touch && follow && last.heard_in == Witness::Both && (hit.heard_in == Witness::Both || !hit.likely)
}

fn join(last: &mut FillerHit, hit: &FillerHit) {
    last.words = last.words.zip(hit.words).map(|(last, words)| WordRange::new(last.first, words.end));
    last.likely |= hit.certainty.is_none_or(|certainty| certainty >= LEAST_CERTAINTY);
    last.certainty = last.certainty.zip(hit.certainty).map(|(last, certainty)| last.max(certainty));
    if hit.heard_in == Witness::Both {
        last.at = last.at.zip(hit.at).map(|(last, at)| last.hull(at));
    }
}

/// Voices that are held strikingly at the start of a word that is much longer than its letters: nobody wrote a
/// hesitation there, so each is only possible.
fn unwritten(transcript: &Transcript, sound: &SoundFacts, hits: &[FillerHit]) -> Vec<FillerHit> {
    let known = |at: Stretch| hits.iter().filter_map(|hit| hit.at).any(|hit| hit.overlap(at).is_some());
    let spare = |word: &Word| {
        let at = word.at?;
        let to = at.to() - Length::from_millis(2 * least(word));
        (to > at.from()).then(|| Stretch::new(at.from(), to))
    };
    transcript
        .words
        .iter()
        .filter(|word| !word.is_hesitation())
        .filter_map(|word| sound.held.strongest(spare(word)?))
        .filter(|held| held.strength >= STRIKING && !known(held.at))
        .map(|held| FillerHit {
            text: UNWRITTEN.to_owned(),
            kind: FillerKind::Hesitation,
            likely: false,
            at: Some(held.at),
            words: None,
            heard_in: Witness::Sound,
            certainty: Some(together(0.0, held)),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::fillers::testing::say;

    /// A spoken sentence, 200 ms a word, with a voice that is held where the stretches (in seconds) say.
    fn said(text: &str, held: &[(f64, f64)]) -> (Transcript, SoundFacts) {
        let (answer, speech) = say(text);
        let mut sound = SoundFacts::from(speech);
        sound.held.likely = vec![Some(0.05); (sound.length.seconds() * 100.0).round() as usize];
        for (from, to) in held {
            let hops = (from * 100.0).round() as usize..(to * 100.0).round() as usize;
            sound.held.likely[hops].fill(Some(0.9));
        }
        (answer, sound)
    }

    /// Text, whether it is likely, and who heard it.
    fn heard((answer, sound): &(Transcript, SoundFacts)) -> Vec<(String, bool, Witness)> {
        hesitations(answer, Some(sound)).into_iter().map(|hit| (hit.text, hit.likely, hit.heard_in)).collect()
    }

    fn seconds(stretch: Option<Stretch>) -> (f64, f64) {
        let stretch = stretch.unwrap();
        (stretch.from().seconds(), stretch.to().seconds())
    }

    #[test]
    fn sounds_between_words_are_hesitations_and_words_are_not() {
        let (answer, sound) = said("Um, I was | uh leading the, erm, migration, hmm.", &[]);
        let texts: Vec<String> = hesitations(&answer, Some(&sound)).into_iter().map(|hit| hit.text).collect();
        assert_eq!(texts, ["um", "uh", "erm", "hmm"]);
        assert_eq!(heard(&said("I err on the side of a ham in her home, oh, and err again.", &[])), []);
    }

    #[test]
    fn a_written_um_that_the_sound_confirms_is_heard_by_both() {
        let mut answer = said("We um left.", &[(0.22, 0.38)]);
        answer.0.words[1].certainty = Some(0.2);
        assert_eq!(heard(&answer), [("um".to_owned(), true, Witness::Both)]);
        let hit = &hesitations(&answer.0, Some(&answer.1))[0];
        assert_eq!(seconds(hit.at), (0.22, 0.38));
        assert!(hit.certainty.unwrap() > 0.7);
    }

    #[test]
    fn the_place_of_an_um_is_where_the_voice_is_held() {
        // The recogniser counted the "um" to the word before and gave it none of the time.
        let (mut answer, sound) = said("than the - - - um different", &[(0.5, 0.9)]);
        answer.words.drain(2..5);
        answer.words[2].at = Some(Stretch::new(Moment::from_seconds(0.98), Moment::from_seconds(1.0)));
        answer.words[1].at = Some(Stretch::new(Moment::from_seconds(0.2), Moment::from_seconds(0.98)));
        assert_eq!(seconds(hesitations(&answer, Some(&sound))[0].at), (0.5, 0.9));
    }

    #[test]
    fn without_the_sound_the_recogniser_must_be_sure() {
        let mut answer = said("We um left.", &[]);
        assert_eq!(heard(&answer), [("um".to_owned(), true, Witness::Words)]);
        answer.0.words[1].certainty = Some(0.6);
        assert_eq!(heard(&answer), [("um".to_owned(), false, Witness::Words)]);
    }

    #[test]
    fn alone_between_silences_a_little_of_the_sound_is_enough() {
        let short = |text: &str| {
            let mut answer = said(text, &[]);
            let um = answer.0.words.iter_mut().find(|word| word.is_hesitation()).unwrap();
            um.certainty = Some(0.2);
            let from = (um.at.unwrap().from().seconds() * 100.0).round() as usize;
            answer.1.held.likely[from + 5..from + 6].fill(Some(0.9));
            heard(&answer)[0].1
        };
        assert!(short("We | um | left."));
        assert!(!short("We um | left."));
        assert!(!short("We | um left."));
    }

    #[test]
    fn a_guess_of_the_recogniser_counts_for_nothing_even_with_the_sound() {
        let mut answer = said("We um left.", &[(0.22, 0.38)]);
        answer.0.words[1].certainty = Some(0.04);
        assert!(!heard(&answer)[0].1);
    }

    #[test]
    fn an_um_that_was_written_into_silence_is_not_likely() {
        let mut answer = said("We waited um and left.", &[]);
        assert!(heard(&answer)[0].1);
        let whole = answer.1.speech.voiced[0];
        let (from, to) = (Moment::from_seconds(0.2), Moment::from_seconds(0.8));
        answer.1.speech.voiced = vec![Stretch::new(Moment::START, from), Stretch::new(to, whole.to())];
        assert!(!heard(&answer)[0].1);
    }

    #[test]
    fn one_long_sound_that_is_written_twice_is_one() {
        let answer = said("Montreal uh uh forced", &[(0.22, 0.6)]);
        let hits = hesitations(&answer.0, Some(&answer.1));
        assert_eq!(hits.len(), 1);
        assert_eq!(hits[0].words, Some(WordRange::new(1, 3)));
        assert_eq!(seconds(hits[0].at), (0.22, 0.6));
    }

    #[test]
    fn one_sound_counts_if_either_writing_of_it_does() {
        let mut answer = said("Montreal uh uh forced", &[(0.22, 0.6)]);
        answer.0.words[1].certainty = Some(0.05);
        assert_eq!(heard(&answer), [("uh".to_owned(), true, Witness::Both)]);
    }

    #[test]
    fn a_held_sound_is_counted_once_though_another_hesitation_stands_between() {
        let mut answer = said("Montreal uh | uh uh forced", &[(0.22, 0.38)]);
        answer.0.words[3].certainty = Some(0.5);
        let (both, words) = (Witness::Both, Witness::Words);
        let uh = |likely, witness| ("uh".to_owned(), likely, witness);
        assert_eq!(heard(&answer), [uh(true, both), uh(true, words), uh(false, words)]);
    }

    #[test]
    fn two_sounds_with_a_break_between_them_are_two() {
        let answer = said("Montreal uh | uh forced", &[(0.22, 0.4), (0.72, 0.88)]);
        assert_eq!(heard(&answer).len(), 2);
    }

    #[test]
    fn a_voice_that_is_held_where_nothing_is_written_is_possible() {
        let (mut answer, sound) = said("the - - - - corpus", &[(0.3, 0.6)]);
        answer.words.drain(1..5);
        answer.words[1].at = Some(Stretch::new(Moment::from_seconds(0.2), Moment::from_seconds(1.2)));
        assert_eq!(heard(&(answer, sound)), [("sound".to_owned(), false, Witness::Sound)]);
    }

    #[test]
    fn a_drawn_out_vowel_of_usual_length_is_nothing() {
        assert_eq!(heard(&said("so we went home", &[(0.05, 0.2)])), []);
    }

    #[test]
    fn a_written_um_is_likely() {
        let hits = hesitations(&Transcript::from_text("We, um, left."), None);
        assert_eq!((hits[0].text.as_str(), hits[0].likely), ("um", true));
    }
}
