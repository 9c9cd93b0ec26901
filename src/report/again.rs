//! A story that was told before: noticed where the earlier telling answered another question.
//!
//! Interviewers compare notes, and one story for two questions shows them one thing instead of two. Another take of
//! the same question is practice and no repetition.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::Report;
use super::page::Block;
use crate::prompt::Kind;
use crate::structure::signature::{Shared, Signature};
use crate::time::{Moment, Stretch};
use crate::transcript::{Transcript, Word, WordRange};

/// So many things that both tellings have are enough to know the story by.
const MOST_SHARED: usize = 4;

/// A story that the speaker told in an earlier take.
#[derive(Debug, Clone, PartialEq)]
pub struct EarlierStory {
    /// As it is named to the user: `2026-11-22-0412/1`.
    pub take: String,
    /// The name of the question, `pack/id`.
    pub prompt: String,
    /// The title of the question.
    pub title: String,
    /// When the take began, as it was kept.
    pub begun: String,
    /// 0 to 100.
    pub overall: u32,
    pub transcript: Transcript,
    pub signature: Signature,
    /// The principles of its question that a sentence of it shows.
    pub shown: Vec<String>,
}

impl EarlierStory {
    /// Reads the story out of a report as [`json`](super::json) wrote it, also by an earlier version.
    ///
    /// Nothing where it is not such a document, was not scored or tells no story, and nothing of a follow-up: the answer
    /// before it has told the story already.
    #[must_use]
    pub fn read(take: String, title: String, begun: String, document: &str) -> Option<Self> {
        let kept: Kept = serde_json::from_str(document).ok()?;
        if kept.structure.is_story != Some(true) || kept.follow_up.is_some() {
            return None;
        }
        let words = kept.transcript.words.into_iter().map(KeptWord::into_word).collect();
        let transcript = Transcript { words };
        let shown = kept.structure.principles.into_iter().filter(|principle| !principle.shown.is_empty());
        Some(EarlierStory {
            take,
            prompt: format!("{}/{}", kept.prompt.pack, kept.prompt.id),
            title,
            begun,
            overall: kept.overall?,
            signature: Signature::of(&transcript),
            transcript,
            shown: shown.map(|principle| principle.name).collect(),
        })
    }

    /// The day on which the take began.
    #[must_use]
    pub fn day(&self) -> &str {
        self.begun.split('T').next().unwrap_or_default()
    }
}

/// Where a story was told before.
#[derive(Debug, Clone, PartialEq)]
pub struct ToldBefore {
    pub take: String,
    pub prompt: String,
    pub title: String,
    pub day: String,
    /// What both tellings have, that which says most first; at least one.
    pub shared: Vec<SharedWords>,
}

/// The same thing in both tellings, in the words of each.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedWords {
    pub here: WordRange,
    pub there: String,
    /// Nothing where the earlier answer was written.
    pub there_at: Option<Stretch>,
}

impl Report {
    /// The same report beside what the speaker told before: a story told for another question is noticed. Of several
    /// tellings the one most like this is named, of equal ones the first of `earlier`.
    ///
    /// The same report and the same earlier stories give the same.
    #[must_use]
    pub fn beside(self, earlier: &[EarlierStory]) -> Report {
        let told_before = told_before(&self, earlier);
        Report { told_before, ..self }
    }
}

fn told_before(report: &Report, earlier: &[EarlierStory]) -> Option<ToldBefore> {
    let is_story = matches!(report.prompt.kind, Kind::Story | Kind::TwoPart)
        && report.structure.is_story != Some(false)
        && report.judgement.overall.is_some();
    let name = report.prompt.name();
    let others = earlier.iter().filter(|story| is_story && story.prompt != name);
    let signature = Signature::of(&report.transcript);
    let mut best: Option<(f64, &EarlierStory)> = None;
    for story in others.filter(|story| signature.is_story_of(&story.signature)) {
        let likeness = signature.likeness(&story.signature);
        if best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, story));
        }
    }
    let (_, story) = best?;
    let shared = shared(report, story, &signature.shared(&story.signature));
    (!shared.is_empty()).then(|| ToldBefore {
        take: story.take.clone(),
        prompt: story.prompt.clone(),
        title: story.title.clone(),
        day: story.day().to_owned(),
        shared,
    })
}

/// The first things that both have, with the word after a number that says what it counts.
fn shared(report: &Report, story: &EarlierStory, found: &[Shared]) -> Vec<SharedWords> {
    let mut shared: Vec<SharedWords> = Vec::new();
    for one in found {
        let here = with_unit(&report.transcript, one.here);
        let there = with_unit(&story.transcript, one.there);
        if shared.iter().all(|known| !known.here.touches(here)) && shared.len() < MOST_SHARED {
            let (quote, there_at) = (story.transcript.quote(there), story.transcript.stretch(there));
            shared.push(SharedWords { here, there: quote, there_at });
        }
    }
    shared
}

fn with_unit(transcript: &Transcript, words: WordRange) -> WordRange {
    let says_number = |word: &Word| word.text.contains(|c: char| c.is_ascii_digit()) || words.count() > 1;
    let last = transcript.get(words).last();
    let goes_on = last.is_some_and(|word| says_number(word) && word.text.ends_with(char::is_alphanumeric));
    let end = if goes_on { (words.end + 1).min(transcript.words.len()) } else { words.end };
    WordRange::new(words.first, end)
}

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let Some(told) = &report.told_before else { return Vec::new() };
    let bullets = told.shared.iter().map(|shared| {
        let bare = |quote: &str| quote.trim_end_matches([',', '.', ';', ':', '?', '!']).to_owned();
        let here = report.place(shared.here, None).map(|place| format!("{place} ")).unwrap_or_default();
        let there = shared.there_at.map(|at| format!("{} ", at.from())).unwrap_or_default();
        format!(
            "{here}\"{}\", then {there}\"{}\"",
            bare(&report.transcript.quote(shared.here)),
            bare(&shared.there)
        )
    });
    vec![
        Block::Heading("You told this story already"),
        Block::Paragraph(format!(
            "For \"{}\" on {} (take {}). Interviewers compare their notes: have another story for one of the two.",
            told.title, told.day, told.take
        )),
        Block::Bullets(bullets.collect()),
    ]
}

/// The few fields of a kept report that are read again.
#[derive(Deserialize)]
struct Kept {
    overall: Option<u32>,
    prompt: KeptPrompt,
    transcript: KeptTranscript,
    structure: KeptStructure,
    /// Earlier versions did not have it.
    #[serde(default)]
    follow_up: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct KeptPrompt {
    pack: String,
    id: String,
}

#[derive(Deserialize)]
struct KeptStructure {
    is_story: Option<bool>,
    /// Not there in reports of earlier versions.
    #[serde(default)]
    principles: Vec<KeptPrinciple>,
}

#[derive(Deserialize)]
struct KeptPrinciple {
    name: String,
    shown: Vec<IgnoredAny>,
}

#[derive(Deserialize)]
struct KeptTranscript {
    words: Vec<KeptWord>,
}

#[derive(Deserialize)]
struct KeptWord {
    text: String,
    from: Option<f64>,
    to: Option<f64>,
}

impl KeptWord {
    fn into_word(self) -> Word {
        let at = self.from.zip(self.to);
        let at = at.map(|(from, to)| Stretch::new(Moment::from_seconds(from), Moment::from_seconds(to)));
        Word { text: self.text, at, certainty: None }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{json, markdown, samples, text};
    use super::*;

    fn earlier(report: &Report) -> EarlierStory {
        let (take, begun) = ("2026-11-20-1412/1".to_owned(), "2026-11-20T14:12:09+01:00".to_owned());
        EarlierStory::read(take, "Dive deep".to_owned(), begun, &json(report)).unwrap()
    }

    fn for_another_question() -> EarlierStory {
        EarlierStory { prompt: "screen/dive-deep".to_owned(), ..earlier(&samples::strong()) }
    }

    #[test]
    fn a_story_told_for_another_question_is_said_with_both_places() {
        let report = samples::strong().beside(&[earlier(&samples::written()), for_another_question()]);
        let told = report.told_before.clone().unwrap();
        assert_eq!((told.title.as_str(), told.day.as_str()), ("Dive deep", "2026-11-20"));
        assert_eq!(told.shared.len(), MOST_SHARED);
        for shared in &told.shared {
            assert!(shared.there_at.is_some() && !report.transcript.quote(shared.here).is_empty());
        }
        let shown = text(&report, 100);
        assert!(shown.contains("\nYOU TOLD THIS STORY ALREADY\nFor \"Dive deep\" on 2026-11-20"), "{shown}");
        assert!(markdown(&report).contains("## You told this story already"));
    }

    #[test]
    fn another_take_of_the_same_question_is_practice() {
        assert_eq!(samples::strong().beside(&[earlier(&samples::strong())]).told_before, None);
    }

    #[test]
    fn other_stories_and_answers_without_a_score_are_not_taken_for_it() {
        let other = EarlierStory { prompt: "screen/dive-deep".to_owned(), ..earlier(&samples::written()) };
        assert_eq!(samples::strong().beside(&[other]).told_before, None);
        let mut unscored = samples::strong();
        unscored.judgement.overall = None;
        assert_eq!(unscored.clone().beside(&[for_another_question()]).told_before, None);
        let read = |document: &str| {
            EarlierStory::read(String::new(), String::new(), String::new(), document).is_some()
        };
        assert!(!read(&json(&unscored)) && !read(&json(&samples::silent())) && !read("{}"));
        assert!(!read(&json(&samples::followed_up())), "the answer before it is the telling");
    }

    #[test]
    fn a_number_is_shown_with_what_it_counts() {
        let answer = Transcript::from_text("It was 212 cues, and Lena ran 6,200.");
        let shown = |first, end| answer.quote(with_unit(&answer, WordRange::new(first, end)));
        assert_eq!(
            (shown(2, 3), shown(5, 6), shown(7, 8)),
            ("212 cues,".into(), "Lena".into(), "6,200.".into())
        );
    }
}
