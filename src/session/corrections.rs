//! What the speaker says that the recogniser misheard: kept beside its words, and applied when a report is made.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::SessionError;
use super::files::{self, FORMAT};
use crate::time::{Length, Moment, Stretch};
use crate::transcript::{Transcript, Word, WordRange, key};

/// A place that somebody types may be so far from the words that are meant: it was read off a clock. Our own choice.
const NEAR_TYPED: Length = Length::from_millis(2_000);

/// And so far where other weights have heard the same words again. Our own choice.
const NEAR_KEPT: Length = Length::from_millis(500);

/// More words than this are no correction of what was misheard, but another answer. Our own choice.
const MOST_WORDS: usize = 50;

/// One run of words that was misheard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Where the run begins.
    pub at: Moment,
    /// As it stood in the transcript, one space between words.
    pub heard: String,
    /// What was said instead; nothing where no word was said at all.
    pub meant: String,
}

/// All corrections of a take, in the order in which they were made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Corrections(pub Vec<Correction>);

/// Why words cannot be corrected.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CorrectionError {
    #[error("no words were named that could have been misheard")]
    NoWords,
    #[error("`{heard}` is nowhere in what was heard")]
    NotHeard { heard: String },
    #[error("`{heard}` was not heard at {at}, but at{}", listed(places))]
    NotThere { heard: String, at: Moment, places: Vec<Place> },
    #[error("`{heard}` was heard {} times, at{}", places.len(), listed(places))]
    Several { heard: String, places: Vec<Place> },
    #[error("{words} words are too many for a correction; at most {MOST_WORDS} can be given")]
    TooLong { words: usize },
    #[error("`{heard}` is what was heard already")]
    Same { heard: String },
}

/// Where words were heard, and what was said around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub at: Moment,
    pub around: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>7}  {}", self.at.to_string(), self.around)
    }
}

/// A line for each.
fn listed(places: &[Place]) -> String {
    let lines: Vec<String> = places.iter().map(|place| format!("\n  {place}")).collect();
    lines.concat()
}

impl Correction {
    /// The correction of words in a transcript. Case and punctuation of `heard` do not matter. Where the words come
    /// several times, `at` tells which are meant.
    pub fn of(
        transcript: &Transcript,
        heard: &str,
        meant: &str,
        at: Option<Moment>,
    ) -> Result<Self, CorrectionError> {
        let words = meant.split_whitespace().count();
        if words > MOST_WORDS {
            return Err(CorrectionError::TooLong { words });
        }
        let runs = runs(transcript, &keys(heard));
        let name = || heard.trim().to_owned();
        let places = || runs.iter().map(|run| place(transcript, *run)).collect::<Vec<_>>();
        let run = match (runs.as_slice(), at) {
            ([], _) if keys(heard).is_empty() => return Err(CorrectionError::NoWords),
            ([], _) => return Err(CorrectionError::NotHeard { heard: name() }),
            (_, Some(at)) => nearest(transcript, &runs, at, NEAR_TYPED)
                .ok_or_else(|| CorrectionError::NotThere { heard: name(), at, places: places() })?,
            ([one], None) => *one,
            (_, None) => return Err(CorrectionError::Several { heard: name(), places: places() }),
        };
        let heard = transcript.quote(run);
        // Control characters are no part of a word.
        let meant: String = meant.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let meant = meant.split_whitespace().collect::<Vec<_>>().join(" ");
        if meant == heard {
            return Err(CorrectionError::Same { heard });
        }
        Ok(Correction { at: start(transcript, run), heard, meant })
    }
}

impl Corrections {
    /// The transcript with the words that were meant, and the corrections whose words are not in it any more.
    ///
    /// The words of a run share its stretch of sound; nobody has asked the recogniser how sure it is of them.
    #[must_use]
    pub fn apply(&self, mut transcript: Transcript) -> (Transcript, Vec<&Correction>) {
        let mut unmatched = Vec::new();
        for correction in &self.0 {
            let runs = runs(&transcript, &keys(&correction.heard));
            match nearest(&transcript, &runs, correction.at, NEAR_KEPT) {
                Some(run) => replace(&mut transcript, run, &correction.meant),
                None => unmatched.push(correction),
            }
        }
        (transcript, unmatched)
    }

    pub(super) fn write(&self, file: &Path) -> Result<(), SessionError> {
        let row = |correction: &Correction| Row {
            at: correction.at.samples(),
            heard: correction.heard.clone(),
            meant: correction.meant.clone(),
        };
        let document = Document { format: FORMAT, corrections: self.0.iter().map(row).collect() };
        files::write_json(file, &document)
    }

    pub(super) fn read(file: &Path) -> Result<Self, SessionError> {
        let document = files::read_json::<Document>(file)?;
        let correction =
            |row: Row| Correction { at: Moment::from_samples(row.at), heard: row.heard, meant: row.meant };
        let rows = document.map(|document| document.corrections).unwrap_or_default();
        Ok(Corrections(rows.into_iter().map(correction).collect()))
    }
}

#[derive(Serialize, Deserialize)]
struct Document {
    format: u64,
    corrections: Vec<Row>,
}

#[derive(Serialize, Deserialize)]
struct Row {
    /// In samples at 16 kHz.
    at: u64,
    heard: String,
    meant: String,
}

fn keys(text: &str) -> Vec<String> {
    text.split_whitespace().map(key).filter(|key| !key.is_empty()).collect()
}

/// Where words stand in a transcript, from left to right and apart from each other.
fn runs(transcript: &Transcript, keys: &[String]) -> Vec<WordRange> {
    let words: Vec<String> = transcript.words.iter().map(Word::key).collect();
    let mut found = Vec::new();
    let mut first = 0;
    while !keys.is_empty() && first + keys.len() <= words.len() {
        if words[first..].starts_with(keys) {
            found.push(WordRange::new(first, first + keys.len()));
            first += keys.len();
        } else {
            first += 1;
        }
    }
    found
}

fn start(transcript: &Transcript, run: WordRange) -> Moment {
    transcript.stretch(run).map_or(Moment::START, Stretch::from)
}

fn nearest(transcript: &Transcript, runs: &[WordRange], at: Moment, near: Length) -> Option<WordRange> {
    let distance = |run: &WordRange| {
        let from = start(transcript, *run);
        (from - at).max(at - from)
    };
    runs.iter().copied().filter(|run| distance(run) <= near).min_by_key(|run| distance(run))
}

/// A run with two words before and after it.
fn place(transcript: &Transcript, run: WordRange) -> Place {
    let around = WordRange::new(run.first.saturating_sub(2), run.end + 2);
    Place { at: start(transcript, run), around: transcript.quote(around) }
}

fn replace(transcript: &mut Transcript, run: WordRange, meant: &str) {
    let heard = transcript.get(run).to_vec();
    let stretch = transcript.stretch(run);
    let mut texts: Vec<String> = meant.split_whitespace().map(str::to_owned).collect();
    let ending = heard.last().map_or("", |word| mark_after(&word.text));
    let begins_large = heard.first().is_some_and(|word| word.text.starts_with(char::is_uppercase));
    let begins_sentence = run.first == 0 || transcript.words[run.first - 1].ends_sentence();
    if begins_large && begins_sentence {
        // Where nothing was said, the sentence begins with the next word.
        let next = transcript.words.get_mut(run.end).map(|word| &mut word.text);
        let ends_too = heard.last().is_some_and(Word::ends_sentence);
        if let Some(first) = texts.first_mut().or(next.filter(|_| !ends_too)) {
            *first = with_capital(first);
        }
    }
    // The sentence goes on to end where it ended, whoever types without full stops.
    match texts.last_mut() {
        Some(last) if mark_after(last).is_empty() => last.push_str(ending),
        None if matches!(ending, "." | "?" | "!") && !begins_sentence => {
            let before = &mut transcript.words[run.first - 1].text;
            if !mark_after(before).is_empty() {
                before.pop();
            }
            before.push_str(ending);
        }
        _ => {}
    }
    let places: Vec<Option<Stretch>> = if texts.len() == heard.len() {
        heard.iter().map(|word| word.at).collect()
    } else {
        shares(stretch, &texts)
    };
    let words = texts.into_iter().zip(places).map(|(text, at)| Word { text, at, certainty: None });
    transcript.words.splice(run.places(), words);
}

/// The mark that ends a word: a comma, a full stop.
fn mark_after(word: &str) -> &str {
    match word.char_indices().next_back() {
        Some((at, '.' | ',' | '?' | '!' | ';' | ':')) => &word[at..],
        _ => "",
    }
}

fn with_capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A stretch shared out among words by their letters: long words take longer to say.
fn shares(stretch: Option<Stretch>, texts: &[String]) -> Vec<Option<Stretch>> {
    let Some(stretch) = stretch else { return vec![None; texts.len()] };
    let letters = |text: &String| text.chars().count() as u64;
    let all = texts.iter().map(letters).sum::<u64>().max(1);
    let mut said = 0;
    let mut from = stretch.from();
    let mut shares = Vec::with_capacity(texts.len());
    for text in texts {
        said += letters(text);
        let to = stretch.from() + Length::from_samples(stretch.length().samples() * said / all);
        shares.push(Some(Stretch::new(from, to)));
        from = to;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A word each second, each half a second long.
    fn spoken(text: &str) -> Transcript {
        let mut transcript = Transcript::from_text(text);
        for (place, word) in transcript.words.iter_mut().enumerate() {
            let from = Moment::from_seconds(place as f64);
            word.at = Some(Stretch::new(from, from + Length::from_millis(500)));
            word.certainty = Some(0.9);
        }
        transcript
    }

    fn corrected(text: &str, heard: &str, meant: &str) -> Transcript {
        let transcript = spoken(text);
        let correction = Correction::of(&transcript, heard, meant, None).unwrap();
        let corrections = Corrections(vec![correction]);
        let (done, unmatched) = corrections.apply(transcript);
        assert!(unmatched.is_empty());
        done
    }

    #[test]
    fn misheard_words_become_what_was_meant() {
        for (text, heard, meant, result) in [
            (
                "we used cube earn eat ease there",
                "cube earn eat ease",
                "Kubernetes",
                "we used Kubernetes there",
            ),
            ("The PR was late.", "pr", "p r", "The p r was late."),
            ("We shipped it. The worlds.", "the worlds", "these words", "We shipped it. These words."),
            ("we waited, um, and then", "um", "", "we waited, and then"),
            ("we waited um. Then", "UM!", "", "we waited. Then"),
            ("we waited, um. Then", "um", "", "we waited. Then"),
            ("We waited! Um. Then", "um", "", "We waited! Then"),
            ("Um, we did.", "um", "", "We did."),
            ("um", "um", "", ""),
            ("so did they?", "they", "he.", "so did he."),
        ] {
            assert_eq!(corrected(text, heard, meant).to_string(), result, "{text}");
        }
    }

    #[test]
    fn new_words_share_the_sound_of_the_old_ones() {
        let done = corrected("we cube earn eat it", "cube earn eat", "Kuber netes");
        let places: Vec<(f64, f64)> = done
            .words
            .iter()
            .filter_map(|word| word.at)
            .map(|at| (at.from().seconds(), at.to().seconds()))
            .collect();
        assert_eq!(places, [(0.0, 0.5), (1.0, 2.25), (2.25, 3.5), (4.0, 4.5)]);
        assert_eq!(done.words[1].certainty, None);
        assert_eq!(done.words[0].certainty, Some(0.9));
    }

    #[test]
    fn word_for_word_each_keeps_its_place() {
        let done = corrected("the worlds end", "the worlds", "these words");
        let before = spoken("the worlds end");
        assert!(done.words.iter().map(|word| word.at).eq(before.words.iter().map(|word| word.at)));
    }

    #[test]
    fn words_heard_several_times_need_their_place() {
        let transcript = spoken("um we did um it");
        let error = Correction::of(&transcript, "um", "", None).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`um` was heard 2 times, at\n   0:00.0  um we did\n   0:03.0  we did um it"
        );
        let second = Correction::of(&transcript, "um", "", Some(Moment::from_seconds(3.4))).unwrap();
        assert_eq!(Corrections(vec![second]).apply(transcript).0.to_string(), "um we did it");
    }

    #[test]
    fn words_that_were_not_heard_cannot_be_corrected() {
        let transcript = spoken("we did it and then it was over and we left");
        let at = Some(Moment::from_seconds(60.0));
        let error = |heard: &str, meant: &str, at| Correction::of(&transcript, heard, meant, at).unwrap_err();
        assert!(matches!(error("she", "he", None), CorrectionError::NotHeard { .. }));
        assert!(matches!(error(" ,. ", "he", None), CorrectionError::NoWords));
        assert!(matches!(error("over", "done", at), CorrectionError::NotThere { .. }));
        assert!(matches!(error("over", "over", None), CorrectionError::Same { .. }));
        assert!(matches!(error("over", &"a ".repeat(51), None), CorrectionError::TooLong { words: 51 }));
    }

    #[test]
    fn a_correction_can_be_corrected_and_one_that_fits_no_more_is_told() {
        let transcript = spoken("we used cube earn eat");
        let first = Correction::of(&transcript, "cube earn eat", "cooper netty", None).unwrap();
        let mut all = Corrections(vec![first]);
        let (now, _) = all.apply(transcript.clone());
        all.0.push(Correction::of(&now, "cooper netty", "Kubernetes", None).unwrap());
        assert_eq!(all.apply(transcript).0.to_string(), "we used Kubernetes");
        let (other, unmatched) = all.apply(spoken("we used nothing"));
        assert_eq!((other.to_string().as_str(), unmatched.len()), ("we used nothing", 2));
    }

    #[test]
    fn hostile_letters_stay_inside_their_word() {
        let done = corrected("we did it", "did", "\u{1b}[2J\nran");
        assert_eq!(done.to_string(), "we [2J ran it");
    }

    #[test]
    fn corrections_come_back_as_they_were_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("corrections.json");
        assert_eq!(Corrections::read(&file).unwrap(), Corrections::default());
        let transcript = spoken("we did it");
        let kept = Corrections(vec![Correction::of(&transcript, "did", "", None).unwrap()]);
        kept.write(&file).unwrap();
        assert_eq!(Corrections::read(&file).unwrap(), kept);
    }
}
