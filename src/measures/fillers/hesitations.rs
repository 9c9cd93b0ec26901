//! um, uh, er, hm and their like, as the recogniser wrote them.

use crate::recording::SpeechMap;
use crate::time::{Length, Stretch};
use crate::transcript::{Transcript, Word, WordRange};

use super::super::{FillerHit, FillerKind, Witness};

/// Under this certainty a recogniser's "um" is a guess. Our own choice.
const LEAST_CERTAINTY: f32 = 0.1;
/// So much of it must be sound: a recogniser that was asked to write hesitations also writes them into silence.
const LEAST_VOICED: Length = Length::from_millis(60);
/// Word times of a recogniser are this unsure at either end (median error 30 ms, 95th percentile 120 to 150 ms).
const SLACK: Length = Length::from_millis(100);

/// Returns the hesitations among the words, in order; only those that were heard are likely.
///
/// This is the witness of the words. What the sound alone tells is another witness of the same kind of hit.
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
pub fn hesitations(transcript: &Transcript, sound: Option<&SpeechMap>) -> Vec<FillerHit> {
    let all = transcript.words.iter().enumerate();
    all.filter(|(_, word)| word.is_hesitation())
        .map(|(place, word)| FillerHit {
            text: word.key(),
            kind: FillerKind::Hesitation,
            likely: is_heard(word, sound),
            at: word.at,
            words: Some(WordRange::new(place, place + 1)),
            heard_in: Witness::Words,
        })
        .collect()
}

fn is_heard(word: &Word, sound: Option<&SpeechMap>) -> bool {
    let certain = word.certainty.is_none_or(|certainty| certainty >= LEAST_CERTAINTY);
    let voiced = match (word.at, sound) {
        (Some(at), Some(sound)) => {
            sound.voiced_in(Stretch::new(at.from() - SLACK, at.to() + SLACK)) >= LEAST_VOICED
        }
        _ => true,
    };
    certain && voiced
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::fillers::testing::say;
    use crate::time::Moment;

    fn heard(transcript: &Transcript, sound: Option<&SpeechMap>) -> Vec<(String, bool)> {
        hesitations(transcript, sound).into_iter().map(|hit| (hit.text, hit.likely)).collect()
    }

    #[test]
    fn sounds_between_words_are_hesitations_and_words_are_not() {
        let (answer, sound) = say("Um, I was | uh leading the, erm, migration, hmm.");
        let texts: Vec<String> = hesitations(&answer, Some(&sound)).into_iter().map(|hit| hit.text).collect();
        assert_eq!(texts, ["um", "uh", "erm", "hmm"]);
        let (answer, sound) = say("I err on the side of a ham in her home, oh, and err again.");
        assert_eq!(hesitations(&answer, Some(&sound)), []);
    }

    #[test]
    fn an_um_that_was_written_into_silence_is_not_likely() {
        let (answer, sound) = say("We waited um and left.");
        assert_eq!(heard(&answer, Some(&sound)), [("um".to_owned(), true)]);
        let um = answer.words[2].at.unwrap();
        let wide = Stretch::new(um.from() - Length::from_millis(200), um.to() + Length::from_millis(200));
        let whole = sound.voiced[0];
        let voiced = vec![Stretch::new(Moment::START, wide.from()), Stretch::new(wide.to(), whole.to())];
        let silent = SpeechMap { voiced, ..sound };
        assert_eq!(heard(&answer, Some(&silent)), [("um".to_owned(), false)]);
    }

    #[test]
    fn an_um_that_the_recogniser_did_not_believe_is_not_likely() {
        let (mut answer, sound) = say("We um left.");
        answer.words[1].certainty = Some(0.04);
        assert_eq!(heard(&answer, Some(&sound)), [("um".to_owned(), false)]);
    }

    #[test]
    fn a_written_um_is_likely() {
        assert_eq!(heard(&Transcript::from_text("We, um, left."), None), [("um".to_owned(), true)]);
    }
}
