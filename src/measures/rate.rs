//! How fast: speech rate, articulation rate, syllables a second, and the pace over time.
//!
//! Hesitations are no words. A figure counts as the words in which it is said: "3%" is two.

use crate::recording::SpeechMap;
use crate::time::{Length, Moment, Stretch};
use crate::transcript::{Transcript, Word, WordRange};

use super::spoken_form::spoken_form;
use super::syllables::{is_known, syllables};
use super::{FillerHit, FillerKind, PaceWindow, SyllablesPerSecond, WordsPerMinute};

/// The length of a window of the pace curve.
pub const PACE_WINDOW: Length = Length::from_millis(15_000);
/// From the start of one window of the pace curve to the start of the next.
pub const PACE_STEP: Length = Length::from_millis(5_000);
/// Under so many words there is no rate at all.
pub const LEAST_WORDS: usize = 2;

/// The three rates of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rates {
    /// Words over the time from the start of the first to the end of the last.
    pub speech: Option<WordsPerMinute>,
    /// The same words over the same time less pauses and hesitations.
    pub articulation: Option<WordsPerMinute>,
    /// Their syllables over the same time less pauses and hesitations.
    pub syllables: Option<SyllablesPerSecond>,
    /// Words whose syllables are guessed by a rule.
    pub guessed: usize,
}

/// A spoken word that counts, as the rates see it.
struct Counted {
    at: Stretch,
    words: usize,
    syllables: usize,
    guessed: usize,
}

fn counted(transcript: &Transcript) -> Vec<Counted> {
    let count = |word: &Word| {
        let form = spoken_form(&word.text);
        let at = word.at?;
        (!word.is_hesitation() && !form.is_empty()).then(|| Counted {
            at,
            words: form.len(),
            syllables: form.iter().map(|said| syllables(said)).sum(),
            guessed: form.iter().filter(|said| !is_known(said)).count(),
        })
    };
    transcript.words.iter().filter_map(count).collect()
}

/// How many words an answer has as it was said: hesitations left out, "3%" two words.
#[must_use]
pub fn words_said(transcript: &Transcript) -> usize {
    let said = transcript.words.iter().filter(|word| !word.is_hesitation());
    said.map(|word| spoken_form(&word.text).len()).sum()
}

fn span(words: &[Counted]) -> Option<Stretch> {
    words.iter().map(|word| word.at).reduce(Stretch::hull)
}

/// Returns the rates of an answer; none where fewer than two words have times.
///
/// Without the sound there are no pauses to leave out, so only the speech rate is known.
#[must_use]
pub fn rates(transcript: &Transcript, sound: Option<&SpeechMap>, fillers: &[FillerHit]) -> Rates {
    let words = counted(transcript);
    let total: usize = words.iter().map(|word| word.words).sum();
    let Some(span) = span(&words).filter(|span| total >= LEAST_WORDS && span.length() > Length::ZERO) else {
        return Rates::default();
    };
    let talking = sound.map(|sound| span.length() - not_articulating(sound, fillers, span));
    let talking = talking.filter(|talking| *talking > Length::ZERO);
    let all: usize = words.iter().map(|word| word.syllables).sum();
    Rates {
        speech: Some(WordsPerMinute(total as f64 / span.length().minutes())),
        articulation: talking.map(|talking| WordsPerMinute(total as f64 / talking.minutes())),
        syllables: talking.map(|talking| SyllablesPerSecond(all as f64 / talking.seconds())),
        guessed: words.iter().map(|word| word.guessed).sum(),
    }
}

/// The time within the span that is pause or hesitation, each moment once.
fn not_articulating(sound: &SpeechMap, fillers: &[FillerHit], span: Stretch) -> Length {
    let pauses =
        sound.silences().into_iter().filter(|silence| silence.length() >= super::pauses::SHORTEST_PAUSE);
    let heard = fillers
        .iter()
        .filter(|hit| hit.kind == FillerKind::Hesitation && hit.likely)
        .filter_map(|hit| hit.at);
    let mut out: Vec<Stretch> = pauses.chain(heard).filter_map(|at| at.overlap(span)).collect();
    out.sort();
    let (mut sum, mut reached) = (Length::ZERO, span.from());
    for at in out {
        sum = sum + (at.to() - at.from().max(reached));
        reached = reached.max(at.to());
    }
    sum
}

/// Returns the pace over time: the rate in windows of 15 s, every 5 s, words by their middles.
///
/// The last window ends with the last word. An answer shorter than one window has no curve.
#[must_use]
pub fn pace(transcript: &Transcript) -> Vec<PaceWindow> {
    let words = counted(transcript);
    let Some(span) = span(&words) else { return Vec::new() };
    if span.length() < PACE_WINDOW {
        return Vec::new();
    }
    let last = span.to() - PACE_WINDOW;
    let mut starts: Vec<Moment> = Vec::new();
    let mut start = span.from();
    while start < last {
        starts.push(start);
        start = start + PACE_STEP;
    }
    starts.push(last);
    let window = |from: Moment| {
        let at = Stretch::new(from, from + PACE_WINDOW);
        let said: usize =
            words.iter().filter(|word| at.contains(word.at.middle())).map(|word| word.words).sum();
        PaceWindow { at, rate: WordsPerMinute(said as f64 / PACE_WINDOW.minutes()) }
    };
    starts.into_iter().map(window).collect()
}

/// Returns the slowest window of a pace curve, the first of equal ones.
#[must_use]
pub fn slowest(curve: &[PaceWindow]) -> Option<&PaceWindow> {
    curve.iter().min_by(|a, b| a.rate.0.total_cmp(&b.rate.0))
}

/// Returns the fastest window of a pace curve, the first of equal ones.
#[must_use]
pub fn fastest(curve: &[PaceWindow]) -> Option<&PaceWindow> {
    curve.iter().rev().max_by(|a, b| a.rate.0.total_cmp(&b.rate.0))
}

impl PaceWindow {
    /// The words whose middles lie in it, to be quoted beside the rate.
    #[must_use]
    pub fn words(&self, transcript: &Transcript) -> WordRange {
        let inside = |word: &Word| word.at.is_some_and(|at| self.at.contains(at.middle()));
        let first = transcript.words.iter().position(inside).unwrap_or(0);
        WordRange::new(first, transcript.words.iter().rposition(inside).map_or(first, |last| last + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::super::fillers::testing::say;
    use super::super::measure;
    use super::*;

    fn near(got: f64, want: f64) -> bool {
        (got - want).abs() < 1e-6
    }

    #[test]
    fn the_speech_rate_counts_pauses_and_the_articulation_rate_does_not() {
        // Four words in 0.8 s of talk with 1.2 s of silence between.
        let (answer, sound) = say("We went || home late.");
        let measures = measure(&answer, Some(&sound.into()));
        assert!(near(measures.speech_rate.unwrap().0, 4.0 * 60.0 / 2.0));
        assert!(near(measures.articulation_rate.unwrap().0, 4.0 * 60.0 / 0.8));
        assert!(near(measures.syllable_rate.unwrap().0, 4.0 / 0.8));
    }

    #[test]
    fn hesitations_are_no_words_and_no_articulation() {
        let (answer, sound) = say("Um we um went home.");
        let measures = measure(&answer, Some(&sound.into()));
        assert!(near(measures.speech_rate.unwrap().0, 3.0 * 60.0 / 0.8));
        assert!(near(measures.articulation_rate.unwrap().0, 3.0 * 60.0 / 0.6));
    }

    #[test]
    fn a_figure_counts_as_the_words_in_which_it_is_said() {
        let (answer, sound) = say("It fell 3%.");
        assert!(near(measure(&answer, Some(&sound.into())).speech_rate.unwrap().0, 4.0 * 60.0 / 0.6));
        assert_eq!(words_said(&answer), 4);
    }

    #[test]
    fn one_word_or_none_has_no_rate() {
        for text in ["", "Yes.", "um uh"] {
            let (answer, sound) = say(text);
            assert_eq!(rates(&answer, Some(&sound), &[]), Rates::default(), "{text}");
        }
        assert_eq!(rates(&Transcript::from_text("We went home."), None, &[]), Rates::default());
    }

    #[test]
    fn without_the_sound_only_the_speech_rate_is_known() {
        let (answer, _) = say("We went home.");
        let rates = rates(&answer, None, &[]);
        assert!(rates.speech.is_some());
        assert_eq!((rates.articulation, rates.syllables), (None, None));
    }

    #[test]
    fn the_pace_curve_finds_the_slow_and_the_fast_part() {
        let text = format!("{} {}", "go | | ".repeat(40), "go ".repeat(150));
        let (answer, sound) = say(&text);
        let curve = measure(&answer, Some(&sound.into())).pace;
        assert_eq!(curve.first().map(|window| window.at.from()), Some(Moment::START));
        assert_eq!(
            curve.last().map(|window| window.at.to()),
            answer.words.last().unwrap().at.map(Stretch::to)
        );
        assert!(slowest(&curve).unwrap().rate.0 < 80.0);
        let fast = fastest(&curve).unwrap();
        assert!(near(fast.rate.0, 300.0));
        assert_eq!(fast.words(&answer).count(), 75);
    }

    #[test]
    fn a_short_answer_has_no_pace_curve() {
        let (answer, _) = say("We went home.");
        assert_eq!(pace(&answer), []);
        assert_eq!(slowest(&[]), None);
    }
}
