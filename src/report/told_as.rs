//! What an answer is told as, where one past episode was asked for and something else was told: which one it is, kindly
//! and with its own words, and what a story would need. Every sentence about that is here.

use std::fmt;

use super::Report;
use super::page::Quote;
use crate::prompt::Kind as OfQuestion;
use crate::rubric::Said;
use crate::structure::told_as::{Kind, ToldAs};
use crate::transcript::WordRange;

/// An answer, or one part of it, that tells no episode where one was asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NoEpisode {
    /// 1 or 2 in a two-part answer.
    part: Option<u8>,
    kind: Kind,
    /// The shortest sentence that shows it, and where it stands.
    said: Option<(Said, WordRange)>,
}

impl NoEpisode {
    /// What a story would need, as the head and the text of a step.
    pub(super) fn about(&self) -> &'static str {
        match self.part {
            None => "Story",
            Some(1) => "First story",
            Some(_) => "Second story",
        }
    }

    /// What a story would need.
    pub(super) fn needs(&self) -> &'static str {
        match self.kind {
            Kind::Hypothetical => {
                "Pick a day on which something like it really happened, however small, and tell what you did then: \"I\" and \
                 the past tense."
            }
            Kind::GeneralPractice => {
                "Pick one day on which you did it. Say when that was, what was at stake, what you did and how it turned out."
            }
            Kind::SelfDescription => {
                "Pick one piece of work out of it that shows this, and tell that alone, from how it began to how it ended."
            }
            Kind::Opinion => {
                "Pick the occasion that taught you to think so. Say when it was, then tell what you did and what came of it."
            }
            Kind::Episode | Kind::Unclear => {
                "Choose one occasion. Say when it was, then tell what you did in the past tense and with \"I\"."
            }
        }
    }

    /// The words that show it.
    pub(super) fn shown_by(&self, report: &Report) -> Option<Quote> {
        self.said.as_ref().map(|(_, words)| report.quote(*words, None))
    }
}

impl fmt::Display for NoEpisode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let which = match self.part {
            None => "This",
            Some(1) => "The first story",
            Some(_) => "The second story",
        };
        let said = self.said.as_ref().map(|(said, _)| format!(" ({said})")).unwrap_or_default();
        match self.kind {
            Kind::Hypothetical => {
                write!(f, "{which} tells what you would do{said}, and not one time that you did it.")
            }
            Kind::GeneralPractice => {
                write!(f, "{which} tells what you usually do{said}, and not one time that you did it.")
            }
            Kind::SelfDescription => {
                write!(
                    f,
                    "{which} tells who you are and what you have been{said}, and not one thing that happened."
                )
            }
            Kind::Opinion => {
                write!(f, "{which} tells what you think{said}, and not one time that you acted on it.")
            }
            Kind::Episode | Kind::Unclear => {
                write!(f, "{which} tells no occasion of your own past, and the question asks for one.")
            }
        }
    }
}

/// What was told instead of an episode; nothing where none was asked for, or where it was told. In a two-part answer
/// each part speaks for itself.
pub(super) fn instead(report: &Report) -> Vec<NoEpisode> {
    let found = &report.structure;
    let of = |part: Option<u8>, told_as: &ToldAs| NoEpisode {
        part,
        kind: told_as.kind,
        // A quote shows only how a sentence begins: the shortest one is nearest to what it says.
        said: told_as
            .shown_by
            .iter()
            .min_by_key(|words| words.count())
            .map(|words| (Said::of(&report.transcript, *words), *words)),
    };
    let is_none = |told_as: &ToldAs| told_as.is_story == Some(false);
    match report.prompt.kind {
        OfQuestion::TwoPart if !found.parts.is_empty() => {
            let parts = found.parts.iter().zip(&found.parts_told_as);
            parts
                .filter(|(_, told_as)| is_none(told_as))
                .map(|(part, told_as)| of(Some(part.part), told_as))
                .collect()
        }
        kind if kind.wants_an_event() && found.is_story == Some(false) => vec![of(None, &found.told_as)],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::report::{json, markdown, text};

    /// An answer to a question of a kind, told as something, that quotes its first words.
    fn told(question: OfQuestion, kind: Kind) -> Report {
        let mut report = samples::written();
        report.prompt.kind = question;
        let is_story = Some(kind == Kind::Episode);
        report.structure.is_story = is_story;
        report.structure.told_as = ToldAs { kind, shown_by: vec![WordRange::new(0, 4)], is_story };
        report
    }

    const OTHERS: [Kind; 4] =
        [Kind::Hypothetical, Kind::GeneralPractice, Kind::SelfDescription, Kind::Opinion];

    #[test]
    fn each_kind_is_named_with_its_words_and_told_what_a_story_needs_in_all_three_forms() {
        let mut says = Vec::new();
        for kind in OTHERS {
            let report = told(OfQuestion::Story, kind);
            let quote = Said::of(&report.transcript, WordRange::new(0, 4)).to_string();
            let [one] = &instead(&report)[..] else { panic!("{kind:?}") };
            assert!(one.to_string().contains(&quote), "{one}");
            let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let text = plain(&text(&report, 100));
            assert!(text.contains(&one.to_string()) && text.contains(one.needs()), "{text}");
            let markdown = plain(&markdown(&report)).replace('\\', "");
            assert!(markdown.contains(&one.to_string()) && markdown.contains(one.needs()), "{markdown}");
            let document: serde_json::Value = serde_json::from_str(&json(&report)).unwrap();
            let told_as = &document["structure"]["told_as"];
            assert_eq!(told_as["kind"], kind.name());
            assert_eq!(told_as["says"], serde_json::json!([format!("{one} {}", one.needs())]));
            says.push((one.to_string(), one.needs()));
        }
        says.sort();
        says.dedup_by_key(|(_, needs)| *needs);
        assert_eq!(says.len(), OTHERS.len());
    }

    #[test]
    fn where_no_story_was_asked_for_nothing_is_said_of_it() {
        use OfQuestion::{Intro, Opinion, ReverseQuestions, Situational};
        for question in [Intro, Opinion, ReverseQuestions, Situational] {
            for kind in OTHERS {
                assert!(instead(&told(question, kind)).is_empty());
            }
        }
        assert!(instead(&told(OfQuestion::Story, Kind::Episode)).is_empty());
    }

    #[test]
    fn a_part_of_two_speaks_for_itself() {
        let mut report = samples::two_part();
        assert!(instead(&report).is_empty());
        report.structure.parts_told_as[1].kind = Kind::Opinion;
        report.structure.parts_told_as[1].is_story = Some(false);
        let [one] = &instead(&report)[..] else { panic!() };
        assert!(one.to_string().starts_with("The second story tells what you think (\""), "{one}");
        assert_eq!(one.about(), "Second story");
    }
}
