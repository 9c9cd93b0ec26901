//! Concepts: what interview questions ask for, such as giving something up or telling others early, and how people
//! say it. Their words are data: `prompts/lexicon/structure/concepts/`.

pub(super) mod pattern;

use std::sync::LazyLock;

use super::{Figure, Section, Signals};
use crate::english::verbs::is_past;
use crate::english::words::Sentence;
use crate::prompt::{Ask, concepts};
use crate::transcript::{Transcript, WordRange, key};
use pattern::Pattern;

/// The concepts that ship.
static CONCEPTS: LazyLock<Vec<Concept>> =
    LazyLock::new(|| concepts::NAMES.iter().map(|name| Concept::read(name)).collect());

/// One thing that questions ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Concept {
    pub(super) name: &'static str,
    /// How people say it.
    patterns: Vec<Pattern>,
    /// The sections that are an answer by themselves.
    pub(super) sections: Vec<Section>,
    /// The signals that are an answer by themselves.
    signals: Vec<Signal>,
    /// Where its words count.
    place: Place,
    /// Words of the id or the text of an ask that is about it.
    asked: Vec<Vec<String>>,
}

/// Where in a story the words of a concept count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Anywhere,
    /// Not in the Result and the Learning.
    Early,
    /// Not in the Situation and the Task.
    Late,
}

/// What other rules find, and what answers an ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Signal {
    OwnDeed,
    Decision,
    Verification,
    Learned,
    FollowUp,
    Stakeholder,
    FigureInResult,
}

const SIGNALS: [(&str, Signal); 7] = [
    ("own-deed", Signal::OwnDeed),
    ("decision", Signal::Decision),
    ("verification", Signal::Verification),
    ("learned", Signal::Learned),
    ("follow-up", Signal::FollowUp),
    ("stakeholder", Signal::Stakeholder),
    ("figure-in-result", Signal::FigureInResult),
];

const SECTIONS: [(&str, Section); 9] = [
    ("situation", Section::Situation),
    ("task", Section::Task),
    ("action", Section::Action),
    ("result", Section::Result),
    ("learning", Section::Learning),
    ("feedback", Section::Feedback),
    ("causes", Section::Causes),
    ("differently", Section::Differently),
    ("follow-up-section", Section::FollowUp),
];

/// What the other rules found in the answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evidence<'a> {
    pub(super) signals: &'a Signals,
    pub(super) figures: &'a [Figure],
}

impl Evidence<'_> {
    fn shows(&self, signal: Signal, words: WordRange) -> bool {
        let any = |ranges: &[WordRange]| ranges.iter().any(|range| range.touches(words));
        match signal {
            Signal::OwnDeed => any(&self.signals.own_actions),
            Signal::Decision => any(&self.signals.decisions),
            Signal::Verification => any(&self.signals.verification),
            Signal::Learned => any(&self.signals.learning),
            Signal::FollowUp => any(&self.signals.follow_up),
            Signal::Stakeholder => any(&self.signals.stakeholders),
            Signal::FigureInResult => {
                self.figures.iter().any(|figure| figure.in_result && figure.words.touches(words))
            }
        }
    }
}

/// How plainly a sentence shows a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shown {
    /// By a bare word.
    Word,
    /// By a phrase, or by what another rule found.
    Plainly,
}

impl Concept {
    /// Reads the lists of one concept.
    fn read(name: &'static str) -> Concept {
        let mut concept = Concept {
            name,
            patterns: Vec::new(),
            sections: Vec::new(),
            signals: Vec::new(),
            place: Place::Anywhere,
            asked: concepts::list(&format!("asked {name}")).into_iter().map(keys).collect(),
        };
        for entry in concepts::list(name) {
            let named = entry.strip_prefix('@');
            let signal = named.and_then(|name| SIGNALS.iter().find(|(known, _)| *known == name));
            let section = named.and_then(|name| SECTIONS.iter().find(|(known, _)| *known == name));
            match (entry, signal, section) {
                ("in:early", ..) => concept.place = Place::Early,
                ("in:late", ..) => concept.place = Place::Late,
                (_, Some((_, signal)), _) => concept.signals.push(*signal),
                (_, _, Some((_, section))) => concept.sections.push(*section),
                _ => concept.patterns.extend(Pattern::read(entry)),
            }
        }
        concept
    }

    /// Whether a sentence shows it, by its words or by what other rules found in it.
    pub(super) fn shown(
        &self,
        transcript: &Transcript,
        sentence: &Sentence,
        section: Option<Section>,
        evidence: Evidence<'_>,
    ) -> Option<Shown> {
        if self.signals.iter().any(|signal| evidence.shows(*signal, sentence.range)) {
            return Some(Shown::Plainly);
        }
        let fits = match self.place {
            Place::Anywhere => true,
            Place::Early => !matches!(section, Some(Section::Result | Section::Learning)),
            Place::Late => !matches!(section, Some(Section::Situation | Section::Task)),
        };
        let said = self.patterns.iter().filter(|pattern| fits && pattern.is_in(transcript, sentence));
        said.map(|pattern| if pattern.is_one_word() { Shown::Word } else { Shown::Plainly }).max()
    }
}

/// The concepts of these names.
pub(super) fn named(names: &[String]) -> Vec<&'static Concept> {
    CONCEPTS.iter().filter(|concept| names.iter().any(|name| name == concept.name)).collect()
}

/// The concepts that an ask is about: those that its pack names, or else those that are known by the words of its
/// id, or else by the words of its text.
pub(super) fn of(ask: &Ask) -> Vec<&'static Concept> {
    if !ask.means.is_empty() {
        return named(&ask.means);
    }
    let id: Vec<String> = ask.id.split(['-', '_']).map(key).collect();
    let by = |words: &[String], least: usize| -> Vec<&'static Concept> {
        let asked = |concept: &&Concept| {
            concept.asked.iter().any(|phrase| phrase.len() >= least && has_run(words, phrase))
        };
        CONCEPTS.iter().filter(asked).collect()
    };
    let found = by(&id, 1);
    if !found.is_empty() {
        return found;
    }
    // A single word of the text is a trap: "what took you there" asks for no lesson.
    by(&keys(&ask.text), 2)
}

fn has_run(words: &[String], phrase: &[String]) -> bool {
    words.windows(phrase.len().max(1)).any(|run| run == phrase)
}

fn keys(text: &str) -> Vec<String> {
    text.split([' ', '-']).map(key).filter(|word| !word.is_empty()).collect()
}

/// Whether a sentence has a verb in the past.
pub(super) fn has_past(sentence: &Sentence) -> bool {
    sentence.tokens.iter().any(|token| is_past(&token.key))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An ask without `means`.
    fn named(id: &str, text: &str) -> Vec<&'static str> {
        let ask = Ask {
            id: id.to_owned(),
            text: text.to_owned(),
            cues: Vec::new(),
            means: Vec::new(),
            required: true,
            part: None,
        };
        of(&ask).into_iter().map(|concept| concept.name).collect()
    }

    #[test]
    fn every_entry_of_the_lists_is_understood() {
        for name in concepts::NAMES.iter() {
            for entry in concepts::list(name) {
                let named = entry.strip_prefix('@');
                let is_known = named.is_some_and(|name| {
                    SIGNALS.iter().any(|(known, _)| *known == name)
                        || SECTIONS.iter().any(|(known, _)| *known == name)
                });
                let understood = is_known || matches!(entry, "in:early" | "in:late");
                assert!(understood || Pattern::read(entry).is_some(), "{name}: {entry}");
            }
        }
    }

    #[test]
    fn an_ask_without_means_is_known_by_its_id_and_then_by_phrases_of_its_text() {
        assert_eq!(named("trade-offs", "what it cost"), ["choosing", "giving-up"]);
        assert_eq!(named("result", "how it went"), ["outcome"]);
        assert_eq!(named("good-end", "what you gave up for it"), ["giving-up"]);
        assert!(named("way-there", "what took you there, and your role in the end").is_empty());
    }

    #[test]
    fn what_the_pack_says_goes_before_all_words() {
        let ask = Ask {
            id: "outcome".to_owned(),
            text: "the outcome".to_owned(),
            cues: Vec::new(),
            means: vec!["telling".to_owned()],
            required: true,
            part: None,
        };
        assert_eq!(of(&ask).iter().map(|concept| concept.name).collect::<Vec<_>>(), ["telling"]);
    }
}
