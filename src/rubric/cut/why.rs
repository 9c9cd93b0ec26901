//! Which sentences can go, and why: one rule for each reason.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::CutWhy;
use crate::english::content::{has_meaning, stem};
use crate::english::words::Sentence;
use crate::lexicon;
use crate::rubric::Findings;
use crate::structure::{AskState, Section};
use crate::transcript::WordRange;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../../prompts/lexicon/rubric/asides.txt");

/// Phrases with which a speaker leaves the story.
static ASIDES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "asides"));

/// From this share of its words on a sentence says again what an earlier one said. Our own choice.
const SAID_BEFORE: f64 = 0.7;

/// Fewer words with a meaning are not enough to tell that something was said before. Our own choice.
const LEAST_MEANING: usize = 3;

/// What the rules know of one sentence.
pub(super) struct Line {
    pub(super) words: WordRange,
    pub(super) section: Option<Section>,
    /// Never proposed: it answers what the question has to know, or is an outcome in figures.
    pub(super) stays: bool,
    pub(super) whys: Vec<CutWhy>,
}

/// All sentences of an answer with the reasons for which they could go.
pub(super) fn lines(findings: &Findings<'_>) -> Vec<Line> {
    let found = findings.structure;
    let end = findings.transcript.words.len();
    let all: Vec<Sentence> = found
        .sentences
        .iter()
        .filter(|words| words.first < words.end && words.end <= end)
        .map(|words| Sentence::new(findings.transcript, *words))
        .collect();
    let meanings: Vec<BTreeSet<String>> = all.iter().map(meaning).collect();
    let mut opened: BTreeSet<Section> = BTreeSet::new();
    let mut lines = Vec::with_capacity(all.len());
    for (place, sentence) in all.iter().enumerate() {
        let words = sentence.range;
        let section =
            found.sections.iter().find(|span| span.words.contains(words.first)).map(|span| span.section);
        let mut whys = Vec::new();
        let shows = Shows::of(findings, words);
        if section.is_none() || is_aside(sentence) && !shows.anything() {
            whys.push(CutWhy::Aside);
        }
        let is_setup = matches!(section, Some(Section::Situation | Section::Task));
        let opens = whys.is_empty() && section.is_some_and(|section| opened.insert(section));
        if is_setup && !opens && !shows.figure && !shows.deed {
            whys.push(CutWhy::Setup);
        }
        if !shows.figure && said_before(&meanings, place) {
            whys.push(CutWhy::Repeated);
        }
        let is_body = !is_setup && section.is_some_and(|section| section != Section::Result);
        if is_body && !shows.anything() {
            whys.push(CutWhy::Detail);
        }
        let stays = answers_an_ask(findings, words) || shows.figure && section == Some(Section::Result);
        lines.push(Line { words, section, stays, whys });
    }
    lines
}

/// Whether a clause of the sentence begins with a phrase of an aside: "we stood by the way" has none.
fn is_aside(sentence: &Sentence) -> bool {
    let opening = sentence.after_opening();
    (0..sentence.tokens.len())
        .filter(|index| *index <= opening || sentence.tokens[*index].after_break)
        .any(|index| ASIDES.iter().any(|phrase| sentence.starts_at(index, phrase)))
}

/// What a sentence shows that a rubric asks for.
struct Shows {
    figure: bool,
    deed: bool,
    /// A decision, a check, a lesson, a follow-up.
    more: bool,
}

impl Shows {
    fn of(findings: &Findings<'_>, words: WordRange) -> Self {
        let found = findings.structure;
        let in_one = |ranges: &[WordRange]| ranges.iter().any(|range| range.touches(words));
        let signals = &found.signals;
        Shows {
            figure: found.figures.iter().any(|figure| figure.words.touches(words)),
            deed: in_one(&signals.own_actions),
            more: [&signals.decisions, &signals.verification, &signals.learning, &signals.follow_up]
                .into_iter()
                .any(|ranges| in_one(ranges)),
        }
    }

    fn anything(&self) -> bool {
        self.figure || self.deed || self.more
    }
}

/// Whether a sentence answers something that the question has to know; where nothing is required, anything.
fn answers_an_ask(findings: &Findings<'_>, words: WordRange) -> bool {
    let asks = &findings.prompt.asks;
    let some_required = asks.iter().any(|ask| ask.required);
    let counts = |id: &str| asks.iter().any(|ask| ask.id == id && (ask.required || !some_required));
    findings.structure.asks.iter().any(|finding| {
        finding.state != AskState::Missing
            && counts(&finding.id)
            && finding.words.is_some_and(|answer| answer.touches(words))
    })
}

/// The stems of the words that mean something.
fn meaning(sentence: &Sentence) -> BTreeSet<String> {
    sentence.tokens.iter().filter(|token| has_meaning(&token.key)).map(|token| stem(&token.key)).collect()
}

/// Whether an earlier sentence has most of what this one says.
fn said_before(meanings: &[BTreeSet<String>], place: usize) -> bool {
    let own = &meanings[place];
    own.len() >= LEAST_MEANING
        && meanings[..place]
            .iter()
            .any(|earlier| own.intersection(earlier).count() as f64 >= SAID_BEFORE * own.len() as f64)
}
