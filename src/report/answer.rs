//! The answer itself, a line for each sentence: its section, its time, what was heard between the words.

use std::ops::Range;

use super::Report;
use super::page::{Block, in_follow_up};
use crate::measures::{FillerHit, FillerKind, PausePlace, RepairKind};
use crate::time::{Length, Moment, Stretch};
use crate::transcript::WordRange;

/// Pauses from here on are shown between the words.
const SHOWN_PAUSE: Length = Length::from_millis(1_000);

/// The answer, ready to be laid out.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct View {
    pub(super) lines: Vec<Line>,
}

/// A sentence, or the part of it that belongs to one section.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Line {
    pub(super) section: Option<char>,
    /// In a written answer, which has no times.
    pub(super) sentence: Option<usize>,
    pub(super) pieces: Vec<Piece>,
    pub(super) marks: Vec<Mark>,
}

/// A word, or what was heard between two.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) at: Option<Moment>,
}

/// What is to be seen under some pieces of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    pub(super) pieces: Range<usize>,
    pub(super) label: &'static str,
}

/// Something between two words: before the word of this number.
struct Between {
    word: usize,
    piece: Piece,
    label: Option<&'static str>,
}

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    if report.transcript.words.is_empty() {
        return Vec::new();
    }
    let view = view(report);
    let mut blocks = vec![Block::Heading(if report.is_spoken() { "What was heard" } else { "Your answer" })];
    if let Some(legend) = legend(report, &view) {
        blocks.push(Block::Paragraph(legend));
    }
    blocks.push(Block::Answer(view));
    if !report.follow_up_words().is_empty() {
        blocks.push(Block::Heading("What was heard in the follow-up"));
        blocks.push(Block::Answer(view_of_follow_up(report)));
    }
    blocks
}

/// The words of the follow-up, at their places in its own sound.
fn view_of_follow_up(report: &Report) -> View {
    let mut view = View { lines: Vec::new() };
    let Some(follow_up) = &report.follow_up else { return view };
    for words in lines_of_words(report, report.follow_up_words()) {
        let piece = |place: usize| {
            let word = &report.transcript.words[place];
            let at = word.at.map(|at| in_follow_up(at.from(), follow_up));
            Piece { text: word.text.clone(), at }
        };
        view.lines.push(Line {
            section: section_at(report, words.first),
            pieces: words.places().map(piece).collect(),
            ..Line::default()
        });
    }
    view
}

/// Tells how to read what is there, and nothing of what is not.
fn legend(report: &Report, view: &View) -> Option<String> {
    let has_label = |wanted: fn(&str) -> bool| {
        view.lines.iter().flat_map(|line| &line.marks).any(|mark| wanted(mark.label))
    };
    let has_piece = |open: char| {
        view.lines
            .iter()
            .flat_map(|line| &line.pieces)
            .any(|piece| piece.at.is_some() && piece.text.starts_with(open))
    };
    let mut parts = Vec::new();
    if view.lines.iter().any(|line| line.section.is_some()) {
        let mut letters: Vec<String> = Vec::new();
        for span in &report.structure.sections {
            let letter = format!("{} {}", span.section.letter(), span.section.name());
            if !letters.contains(&letter) {
                letters.push(letter);
            }
        }
        parts.push(format!("In the margin: {}.", letters.join(", ")));
    }
    if has_piece('[') {
        parts.push("[1.2 s] is a pause of a second or more.".to_owned());
    }
    if has_piece('(') {
        parts.push("(uh) was heard in the sound, but the recogniser wrote no word for it.".to_owned());
    }
    if has_label(|_| true) {
        parts.push("^^ marks what a cleaner take could leave out.".to_owned());
    }
    if has_label(|label| label.ends_with('?')) {
        parts.push("A question mark is a possible one, not counted.".to_owned());
    }
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn view(report: &Report) -> View {
    let mut between = between(report);
    between.sort_by_key(|thing| (thing.word, thing.piece.at));
    let mut between = between.into_iter().peekable();
    let marks = marks(report);
    let mut view = View::default();
    let answer = WordRange::new(0, report.follow_up_words().first);
    for words in lines_of_words(report, answer) {
        let mut line = Line {
            section: section_at(report, words.first),
            sentence: sentence_at(report, words.first),
            ..Line::default()
        };
        let mut places: Vec<(usize, usize)> = Vec::new();
        for place in words.places() {
            while let Some(thing) = between.next_if(|thing| thing.word <= place) {
                line.add(thing);
            }
            let word = &report.transcript.words[place];
            places.push((place, line.pieces.len()));
            line.pieces.push(Piece { text: word.text.clone(), at: word.at.map(Stretch::from) });
        }
        for (range, label) in &marks {
            let mut inside = places.iter().filter(|(word, _)| range.contains(*word)).map(|(_, piece)| *piece);
            if let Some(first) = inside.next() {
                let last = inside.next_back().unwrap_or(first);
                line.marks.push(Mark { pieces: first..last + 1, label });
            }
        }
        line.marks.sort_by_key(|mark| (mark.pieces.start, mark.pieces.end));
        // A pause before the next sentence ends this one: a line's time is that of its first word.
        while let Some(pause) = between.next_if(|thing| thing.word <= words.end && thing.label.is_none()) {
            line.add(pause);
        }
        view.lines.push(line);
    }
    // A sound after the last word.
    if let Some(line) = view.lines.last_mut() {
        between.for_each(|thing| line.add(thing));
    }
    view
}

impl Line {
    fn add(&mut self, thing: Between) {
        if let Some(label) = thing.label {
            self.marks.push(Mark { pieces: self.pieces.len()..self.pieces.len() + 1, label });
        }
        self.pieces.push(thing.piece);
    }
}

/// Sentences of some of the words, broken once more where a section begins.
fn lines_of_words(report: &Report, of: WordRange) -> Vec<WordRange> {
    let words = &report.transcript.words;
    let mut starts: Vec<usize> = vec![of.first];
    starts.extend(report.structure.sections.iter().flat_map(|span| [span.words.first, span.words.end]));
    if report.structure.sentences.is_empty() {
        starts.extend((1..words.len()).filter(|place| words[place - 1].ends_sentence()));
    } else {
        starts.extend(report.structure.sentences.iter().map(|sentence| sentence.first));
    }
    starts.retain(|start| of.contains(*start));
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([of.end]);
    starts.iter().zip(ends).map(|(first, end)| WordRange::new(*first, end)).collect()
}

fn section_at(report: &Report, word: usize) -> Option<char> {
    let span = report.structure.sections.iter().find(|span| span.words.contains(word))?;
    Some(span.section.letter())
}

fn sentence_at(report: &Report, word: usize) -> Option<usize> {
    if report.is_spoken() {
        return None;
    }
    report.structure.sentences.iter().position(|sentence| sentence.contains(word)).map(|number| number + 1)
}

/// Long pauses, and hesitations that only the sound has.
fn between(report: &Report) -> Vec<Between> {
    let pauses = report.measures.pauses.iter().filter(|pause| {
        pause.at.length() >= SHOWN_PAUSE && matches!(pause.place, PausePlace::Within | PausePlace::Border)
    });
    let pauses = pauses.map(|pause| Between {
        word: pause.before,
        piece: Piece { text: format!("[{:.1} s]", pause.at.length().seconds()), at: Some(pause.at.from()) },
        label: None,
    });
    let sounds = report.measures.fillers.iter().filter(|hit| hit.words.is_none()).filter_map(|hit| {
        let at = hit.at?;
        let starts_later =
            |word: &crate::transcript::Word| word.at.is_some_and(|word| word.from() > at.middle());
        let word = report.transcript.words.iter().position(starts_later);
        let text = if hit.text.is_empty() { "sound" } else { &hit.text };
        Some(Between {
            word: word.unwrap_or(report.transcript.words.len()),
            piece: Piece { text: format!("({text})"), at: Some(at.from()) },
            label: Some(label(hit)),
        })
    });
    pauses.chain(sounds).collect()
}

fn marks(report: &Report) -> Vec<(WordRange, &'static str)> {
    let fillers = report.measures.fillers.iter().filter_map(|hit| Some((hit.words?, label(hit))));
    let repairs = report.measures.repairs.iter().map(|repair| {
        let label = match repair.kind {
            RepairKind::Repeat => "repeat",
            RepairKind::Restart => "restart",
            RepairKind::EditTerm => "mended",
        };
        (repair.words, label)
    });
    fillers.chain(repairs).collect()
}

fn label(hit: &FillerHit) -> &'static str {
    match (hit.kind, hit.likely) {
        (FillerKind::Hesitation, true) => "hesitation",
        (FillerKind::Hesitation, false) => "hesitation?",
        (FillerKind::Word, true) => "filler",
        (FillerKind::Word, false) => "filler?",
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn no_word_is_lost_and_none_comes_twice() {
        for report in [samples::strong(), samples::weak(), samples::written()] {
            let ranges = lines_of_words(&report, report.transcript.all());
            let places: Vec<usize> = ranges.iter().flat_map(|range| range.places()).collect();
            assert!(places.iter().copied().eq(0..report.transcript.words.len()));
        }
    }

    #[test]
    fn a_hesitation_without_a_word_stands_between_the_words_around_it() {
        let view = view(&samples::strong());
        let line =
            view.lines.iter().find(|line| line.pieces.iter().any(|piece| piece.text == "(uh)")).unwrap();
        let place = line.pieces.iter().position(|piece| piece.text == "(uh)").unwrap();
        assert_eq!(
            (line.pieces[place - 1].text.as_str(), line.pieces[place + 1].text.as_str()),
            ("First", "I")
        );
        assert_eq!(line.marks[0], Mark { pieces: place..place + 1, label: "hesitation" });
    }
}
