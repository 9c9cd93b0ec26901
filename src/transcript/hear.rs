//! One piece of sound becomes words, and the recogniser is not believed blindly: it leaks its prompt, falls into
//! loops, stops early and writes where nobody spoke.

use std::collections::BTreeMap;

use super::decoder::{Decoder, DecoderError, Manner, Reach, SHORT_REACH};
use super::second;
use super::whisper::DISFLUENT_PROMPT;
use super::words::{HeardWord, words};
use super::{is_hesitation, key};
use crate::recording::speech::speech_map;
use crate::recording::{SpeechAudio, SpeechMap};
use crate::time::{Length, Moment, Stretch};

/// A piece of a take, cut at pauses, that is ready to be written down.
#[derive(Debug, Clone, PartialEq)]
pub struct PieceSound {
    /// Where it is in the take.
    pub at: Stretch,
    /// 16 kHz mono, as long as `at`.
    pub samples: Vec<f32>,
    /// Where somebody speaks, counted from the start of the piece.
    pub speech: SpeechMap,
}

impl PieceSound {
    /// A piece of a take, with what its sound tells of where somebody speaks.
    #[must_use]
    pub fn new(at: Stretch, samples: Vec<f32>) -> Self {
        let audio = SpeechAudio(samples);
        let speech = speech_map(&audio);
        PieceSound { at, samples: audio.0, speech }
    }
}

/// Nobody says more letters a second than this: fast speech has about 18 (200 words a minute of 5.5 letters).
const MOST_LETTERS_A_SECOND: f64 = 25.0;

/// So many words of the prompt in their order are the prompt and not the speaker.
const LEAK_WORDS: usize = 6;

/// The same four words this often are a loop of the recogniser.
const LOOP_TIMES: usize = 3;

/// Nobody hesitates this often in a row; the recogniser, told to write hesitations, once wrote 72.
const HESITATIONS_IN_A_ROW: usize = 8;

/// Speech of this length without a word is heard again. The base model stopped in the middle of 3 of 20 clips.
const UNHEARD: Length = Length::from_millis(1_500);

/// A piece of which the recogniser is less sure than this on the whole is heard again without the prompt. A clear piece
/// has about 0.85; on clips of real people, the words wrong fell from 16.9 to 16.0 % with it (docs/MEASURES.md).
const UNSURE: f32 = 0.75;

/// Hesitations of which the recogniser is less sure than this, and nothing else in the piece, are a noise: it writes
/// "Um..." with 0.2 over one that comes and goes.
const HARDLY: f32 = 0.3;

/// With less speech than this a piece is not decoded: Whisper writes "you" and "Thank you." over silence.
const LEAST_SPEECH: Length = Length::from_millis(200);

/// Writes one piece down.
pub fn hear(decoder: &mut dyn Decoder, piece: &PieceSound) -> Result<Vec<HeardWord>, DecoderError> {
    let mut heard = Vec::new();
    let mut from = Length::ZERO;
    // Twice at the most: the piece, and what the recogniser left out at its end.
    for _ in 0..2 {
        let rest = Stretch::new(Moment::START + from, Moment::START + piece.at.length());
        if piece.speech.voiced_in(rest) < LEAST_SPEECH {
            break;
        }
        let samples = &piece.samples[rest.in_samples(&piece.samples)];
        heard.extend(hear_stretch(decoder, samples, piece.at.from() + from)?);
        let last = heard.last().map_or(piece.at.from() + from, |word: &HeardWord| word.ends);
        from = last - piece.at.from();
        let unheard = Stretch::new(Moment::START + from, Moment::START + piece.at.length());
        if piece.speech.voiced_in(unheard) < UNHEARD {
            break;
        }
    }
    Ok(heard)
}

/// Tries the ways of decoding in turn until one is free of trouble; the last one has its loops cut.
fn hear_stretch(
    decoder: &mut dyn Decoder,
    samples: &[f32],
    from: Moment,
) -> Result<Vec<HeardWord>, DecoderError> {
    let length = Length::from_samples(samples.len() as u64);
    let usual = if length > SHORT_REACH { Reach::Full } else { Reach::Short };
    let mut last = Vec::new();
    for (manner, reach) in
        [(Manner::Verbatim, usual), (Manner::Verbatim, Reach::Full), (Manner::Plain, Reach::Full)]
    {
        last = words(&decoder.decode(samples, manner, reach)?, from);
        if is_sound(&last, length) {
            let asked = manner == Manner::Verbatim && wants_a_second_look(&last);
            return if asked { look_again(decoder, samples, reach, from, last) } else { Ok(last) };
        }
    }
    Ok(without_loops(last))
}

/// Whether the prompt may have done harm: it makes up hesitations, and costs words in short and odd pieces.
fn wants_a_second_look(words: &[HeardWord]) -> bool {
    words.iter().any(|word| is_hesitation(&word.key()))
        || second::certainty(words).is_some_and(|mean| mean < UNSURE)
}

/// Whether there is nothing but hesitations that the recogniser hardly believes in.
fn is_noise(words: &[HeardWord]) -> bool {
    words.iter().all(|word| is_hesitation(&word.key()) && word.certainty < HARDLY)
}

/// Hears the piece once more as the weights would have it, and makes one of both.
fn look_again(
    decoder: &mut dyn Decoder,
    samples: &[f32],
    reach: Reach,
    from: Moment,
    verbatim: Vec<HeardWord>,
) -> Result<Vec<HeardWord>, DecoderError> {
    if is_noise(&verbatim) {
        return Ok(Vec::new());
    }
    let plain = words(&decoder.decode(samples, Manner::Plain, reach)?, from);
    let length = Length::from_samples(samples.len() as u64);
    Ok(if is_sound(&plain, length) { second::joined(verbatim, &plain) } else { verbatim })
}

/// Whether the words show none of the recogniser's troubles.
fn is_sound(words: &[HeardWord], length: Length) -> bool {
    let keys: Vec<String> = words.iter().map(HeardWord::key).collect();
    !leaks(&keys) && !loops(&keys) && !stammers(&keys) && !rushes(words, length)
}

/// Whether a run of words is the prompt's own.
fn leaks(keys: &[String]) -> bool {
    let prompt: Vec<String> = DISFLUENT_PROMPT.split_whitespace().map(key).collect();
    prompt.windows(LEAK_WORDS).any(|run| keys.windows(LEAK_WORDS).any(|heard| heard == run))
}

/// Whether four words come again and again. "Uh uh uh uh" is a speaker's.
fn loops(keys: &[String]) -> bool {
    let mut seen: BTreeMap<&[String], usize> = BTreeMap::new();
    keys.windows(4).filter(|run| !run.iter().all(|word| is_hesitation(word))).any(|run| {
        let times = seen.entry(run).or_default();
        *times += 1;
        *times >= LOOP_TIMES
    })
}

/// Whether hesitations fill the piece.
fn stammers(keys: &[String]) -> bool {
    keys.windows(HESITATIONS_IN_A_ROW).any(|run| run.iter().all(|word| is_hesitation(word)))
}

/// Whether more was written than anybody can say in the time.
fn rushes(words: &[HeardWord], length: Length) -> bool {
    let letters: usize = words.iter().map(|word| word.key().chars().count()).sum();
    letters as f64 > MOST_LETTERS_A_SECOND * length.seconds().max(1.0)
}

/// Everything up to the second time that four words come.
fn without_loops(words: Vec<HeardWord>) -> Vec<HeardWord> {
    let keys: Vec<String> = words.iter().map(HeardWord::key).collect();
    if !loops(&keys) {
        return words;
    }
    let again = (4..keys.len().saturating_sub(3))
        .find(|&place| keys[..place].windows(4).any(|run| run == &keys[place..place + 4]));
    words.into_iter().take(again.unwrap_or(usize::MAX)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::decoder::Scripted;
    use super::*;

    /// Ten seconds, voiced where the stretches say.
    fn piece(voiced: &[(f64, f64)]) -> PieceSound {
        let length = Length::from_seconds(10.0);
        let voiced = voiced
            .iter()
            .map(|(from, to)| Stretch::new(Moment::from_seconds(*from), Moment::from_seconds(*to)))
            .collect();
        let at = Stretch::new(Moment::from_seconds(100.0), Moment::from_seconds(110.0));
        PieceSound { at, samples: vec![0.0; length.samples() as usize], speech: SpeechMap { length, voiced } }
    }

    #[track_caller]
    fn hears(script: &[(&str, f64)], voiced: &[(f64, f64)]) -> (String, Scripted) {
        let mut decoder = Scripted::new(script);
        let heard = hear(&mut decoder, &piece(voiced)).unwrap();
        (heard.into_iter().map(|word| word.text).collect::<Vec<_>>().join(" "), decoder)
    }

    #[test]
    fn nothing_is_decoded_where_nobody_speaks() {
        let (heard, decoder) = hears(&[("Thank you.", 10.0)], &[(1.0, 1.1)]);
        assert_eq!(heard, "");
        assert!(decoder.asked.is_empty());
    }

    #[test]
    fn a_good_piece_without_hesitations_is_decoded_once() {
        let (heard, decoder) = hears(&[("so I led the move", 10.0)], &[(0.0, 10.0)]);
        assert_eq!(heard, "so I led the move");
        assert_eq!(decoder.asked, [(Length::from_seconds(10.0), Manner::Verbatim, Reach::Short)]);
    }

    #[test]
    fn a_hesitation_is_looked_at_again_without_the_nudge() {
        let (heard, decoder) =
            hears(&[("um I led the move", 10.0), ("I led the move", 10.0)], &[(0.0, 10.0)]);
        assert_eq!(heard, "um I led the move");
        assert_eq!(decoder.asked[1], (Length::from_seconds(10.0), Manner::Plain, Reach::Short));
    }

    #[test]
    fn an_unsure_piece_is_looked_at_again() {
        let mut decoder = Scripted::new(&[("I let the move", 10.0), ("I led the move", 10.0)]).unsure(0.6);
        let heard = hear(&mut decoder, &piece(&[(0.0, 10.0)])).unwrap();
        assert_eq!(heard[1].text, "led");
    }

    #[test]
    fn an_um_that_the_recogniser_hardly_believes_in_is_a_noise() {
        let mut decoder = Scripted::new(&[("Um...", 10.0)]).unsure(0.2);
        assert_eq!(hear(&mut decoder, &piece(&[(2.0, 3.0)])).unwrap(), []);
        let mut decoder = Scripted::new(&[("Um...", 10.0), ("Um...", 10.0)]).unsure(0.5);
        assert_eq!(hear(&mut decoder, &piece(&[(2.0, 3.0)])).unwrap().len(), 1);
    }

    #[test]
    fn a_second_look_in_trouble_takes_nothing_away() {
        let looping = "and then we went and then we went and then we went";
        let (heard, _) = hears(&[("um I led the move", 10.0), (looping, 10.0)], &[(0.0, 10.0)]);
        assert_eq!(heard, "um I led the move");
    }

    #[test]
    fn the_prompt_is_never_taken_for_the_speaker() {
        let leak = "Um, so, uh, we were, like, you know, I led the move";
        let (heard, decoder) = hears(&[(leak, 10.0), (leak, 10.0), ("I led the move", 10.0)], &[(0.0, 10.0)]);
        assert_eq!(heard, "I led the move");
        assert_eq!(decoder.asked[2].1, Manner::Plain);
    }

    #[test]
    fn a_loop_is_decoded_again_with_the_full_reach() {
        let looping = "and then we went and then we went and then we went";
        let (heard, decoder) = hears(&[(looping, 10.0), ("and then we went home", 10.0)], &[(0.0, 10.0)]);
        assert_eq!(heard, "and then we went home");
        assert_eq!(decoder.asked[1].2, Reach::Full);
    }

    #[test]
    fn a_loop_that_stays_is_cut() {
        let looping = "so and then we went and then we went and then we went and then";
        let (heard, _) = hears(&[(looping, 10.0), (looping, 10.0), (looping, 10.0)], &[(0.0, 10.0)]);
        assert_eq!(heard, "so and then we went");
    }

    #[test]
    fn uh_said_many_times_is_the_speakers_own() {
        let (heard, decoder) = hears(&[("uh uh uh uh uh uh uh forced", 10.0)], &[(0.0, 10.0)]);
        assert_eq!(heard, "uh uh uh uh uh uh uh forced");
        assert_eq!(decoder.asked.len(), 2);
    }

    #[test]
    fn a_piece_full_of_hesitations_is_decoded_without_the_nudge() {
        let stuck = ["uh"; 72].join(" ");
        let (heard, _) = hears(&[(&stuck, 10.0), (&stuck, 10.0), ("we moved it", 10.0)], &[(0.0, 10.0)]);
        assert_eq!(heard, "we moved it");
    }

    #[test]
    fn speech_after_the_last_word_is_heard_again() {
        let (heard, decoder) = hears(&[("we moved it", 4.0), ("in one night", 5.0)], &[(0.0, 10.0)]);
        assert_eq!(heard, "we moved it in one night");
        assert_eq!(decoder.asked[1].0, Length::from_seconds(6.0));
    }

    #[test]
    fn silence_after_the_last_word_is_left_alone() {
        let (heard, decoder) = hears(&[("we moved it", 4.0), ("thank you", 5.0)], &[(0.0, 4.2)]);
        assert_eq!(heard, "we moved it");
        assert_eq!(decoder.asked.len(), 1);
    }
}
