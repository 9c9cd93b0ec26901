//! Asks: which of the things that the question wants were heard.

use super::concepts::{self, Concept, Evidence, Shown, has_past};
use super::cues::Cue;
use super::told::Told;
use super::{AskFinding, AskState, Part, Section};
use crate::english::amounts::has_amount;
use crate::english::verbs::{deed_of, is_outcome_at};
use crate::english::words::Sentence;
use crate::prompt::{Ask, Kind, Prompt};
use crate::transcript::WordRange;

/// A sentence with fewer words than this is a hint of what it is about.
const LEAST_WORDS: usize = 6;

/// How many sentences open an answer.
const OPENING: usize = 2;

/// How many sentences are the end of an answer.
const LAST: usize = 2;

/// Finds what became of each ask of the question, in its order.
///
/// An ask is heard where a whole sentence shows what it is about: by what is said for one of its concepts, by a signal
/// that another rule found, by one of its own cues, or, for the asks about a section (the context, the outcome, the
/// lesson), by standing in that section. It is touched where all there is of it is a scrap: a bare word, a fragment, or
/// a section of a few words. An ask of one part of a two-part question is looked for in the sentences of that part alone.
pub(crate) fn asks(
    told: &Told<'_>,
    prompt: &Prompt,
    parts: &[Part],
    evidence: Evidence<'_>,
) -> Vec<AskFinding> {
    let finding = |ask: &Ask| match ask.part.filter(|_| prompt.kind == Kind::TwoPart) {
        None => find(told, ask, evidence),
        Some(number) => match parts.iter().find(|part| part.part == number) {
            Some(part) => find(&told.of(part.words), ask, evidence),
            None => AskFinding { id: ask.id.clone(), state: AskState::Missing, words: None },
        },
    };
    prompt.asks.iter().map(finding).collect()
}

/// How well a sentence answers an ask: the better one is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    Scrap,
    /// It stands in the section that is asked for.
    InSection,
    Said,
    /// It says so in the section that is asked for.
    SaidInSection,
}

/// What became of one ask.
fn find(told: &Told<'_>, ask: &Ask, evidence: Evidence<'_>) -> AskFinding {
    let wanted = Wanted::of(ask);
    let mut best: Option<(Answer, WordRange)> = None;
    for sentence in told.sentences {
        let Some(answer) = wanted.answered(told, sentence, evidence) else { continue };
        if best.is_none_or(|(before, _)| answer > before) {
            best = Some((answer, sentence.range));
        }
    }
    let (state, words) = match best {
        None => (AskState::Missing, None),
        Some((Answer::Scrap, words)) => (AskState::Touched, Some(words)),
        Some((_, words)) => (AskState::Heard, Some(words)),
    };
    AskFinding { id: ask.id.clone(), state, words }
}

/// What answers an ask.
struct Wanted {
    cues: Vec<Cue>,
    concepts: Vec<&'static Concept>,
    sections: Vec<Section>,
}

impl Wanted {
    fn of(ask: &Ask) -> Self {
        let concepts = concepts::of(ask);
        let sections = concepts.iter().flat_map(|concept| concept.sections.clone()).collect();
        Wanted { cues: ask.cues.iter().filter_map(|cue| Cue::read(cue)).collect(), concepts, sections }
    }

    /// How well one sentence answers; nothing where it is about something else.
    fn answered(&self, told: &Told<'_>, sentence: &Sentence, evidence: Evidence<'_>) -> Option<Answer> {
        let section = told.section_of(sentence);
        let in_section = section.filter(|section| self.sections.contains(section));
        let cued = self.cues.iter().any(|cue| cue.is_in(told.transcript, sentence));
        let shown = self
            .concepts
            .iter()
            .filter_map(|concept| concept.shown(told.transcript, sentence, section, evidence))
            .max();
        let said =
            shown == Some(Shown::Plainly) || cued && (in_section.is_some() || fits(section, &self.sections));
        let is_outcome = self.sections.contains(&Section::Result) && is_close(told, sentence, section);
        let is_context = self.sections.contains(&Section::Situation) && is_opening(told, sentence);
        let stands_there =
            is_outcome || is_context || in_section.is_some_and(|section| belongs(told, sentence, section));
        let answer = match (said, in_section) {
            (true, Some(_)) => Answer::SaidInSection,
            (true, None) => Answer::Said,
            (false, _) if stands_there => Answer::InSection,
            (false, None) if !cued && shown.is_none() => return None,
            _ => Answer::Scrap,
        };
        Some(if sentence.tokens.len() < LEAST_WORDS { Answer::Scrap } else { answer })
    }
}

/// Whether a sentence of a section shows it by standing there. "Then I pulled out the wires" at the end of a story is
/// one more deed, and no outcome.
fn belongs(told: &Told<'_>, sentence: &Sentence, section: Section) -> bool {
    let is_one_more_deed = || {
        deed_of(sentence, "i").is_some_and(|verb| !is_outcome_at(sentence, verb))
            && !has_amount(told.transcript, sentence)
    };
    match section {
        // What says so by itself needs no past.
        Section::Learning
        | Section::Feedback
        | Section::Causes
        | Section::Differently
        | Section::FollowUp => true,
        Section::Result => has_past(sentence) && !is_one_more_deed(),
        _ => has_past(sentence),
    }
}

/// Whether a sentence is how the answer begins, although nothing marks it as the Situation. A deed of the speaker is
/// none.
fn is_opening(told: &Told<'_>, sentence: &Sentence) -> bool {
    let is_first = told.sentences.iter().take(OPENING).any(|first| first.range == sentence.range);
    is_first && has_past(sentence) && deed_of(sentence, "i").is_none()
}

/// Whether a sentence is how the answer ends although nothing marks it as a Result: "They are still with us". The
/// speaker's own last step is none.
fn is_close(told: &Told<'_>, sentence: &Sentence, section: Option<Section>) -> bool {
    let is_last = told.sentences.iter().rev().take(LAST).any(|last| last.range == sentence.range);
    let is_early_or_lesson = matches!(section, Some(Section::Situation | Section::Task | Section::Learning));
    is_last
        && !is_early_or_lesson
        && !sentence.has_word(&["i", "i'm", "i'd", "i've"])
        && deed_of(sentence, "we").is_none()
}

/// Whether a cue may count in this section although the ask is about another: an outcome is not heard in what was
/// so before the story began, and a context not in a lesson.
fn fits(section: Option<Section>, wanted: &[Section]) -> bool {
    let early = matches!(section, Some(Section::Situation | Section::Task));
    match wanted {
        [] => true,
        // A cause may be told anywhere.
        wanted if wanted.contains(&Section::Causes) => true,
        wanted if wanted.iter().copied().any(is_late) => !early,
        _ => !section.is_some_and(is_late),
    }
}

/// Sections that come after the deed.
fn is_late(section: Section) -> bool {
    matches!(
        section,
        Section::Result | Section::Learning | Section::Feedback | Section::Differently | Section::FollowUp
    )
}

#[cfg(test)]
mod tests {
    use super::super::{SectionSpan, Signals};
    use super::*;
    use crate::english::sentences as split;
    use crate::english::words::sentences;
    use crate::transcript::Transcript;

    fn ask(id: &str, text: &str, cues: &[&str]) -> Ask {
        let cues = cues.iter().map(|cue| (*cue).to_owned()).collect();
        Ask { id: id.to_owned(), text: text.to_owned(), cues, means: Vec::new(), required: true, part: None }
    }

    /// The state of an ask in an answer whose sentences have these sections.
    #[track_caller]
    fn state(ask: &Ask, parts: &[(Section, &str)]) -> AskState {
        let text: Vec<&str> = parts.iter().map(|(_, text)| *text).collect();
        let transcript = Transcript::from_text(&text.join(" "));
        let ranges = split::sentences(&transcript);
        assert_eq!(ranges.len(), parts.len());
        let sections: Vec<SectionSpan> = ranges
            .iter()
            .zip(parts)
            .map(|(words, (section, _))| SectionSpan {
                section: *section,
                part: None,
                words: *words,
                at: None,
                certainty: 1.0,
            })
            .collect();
        let prompt = Prompt { asks: vec![ask.clone()], ..super::super::tests::plain_prompt() };
        let found = asks(
            &Told {
                transcript: &transcript,
                sentences: &sentences(&transcript, &ranges),
                sections: &sections,
            },
            &prompt,
            &[],
            Evidence { signals: &Signals::default(), figures: &[] },
        )
        .remove(0);
        assert_eq!(found.state == AskState::Missing, found.words.is_none());
        found.state
    }

    #[test]
    fn a_cue_is_heard_in_other_forms_and_with_a_word_between() {
        let plan = ask("plan", "how you planned", &["prioritize", "i listed"]);
        assert_eq!(
            state(&plan, &[(Section::Action, "I prioritized the login over all else.")]),
            AskState::Heard
        );
        assert_eq!(
            state(&plan, &[(Section::Action, "So I quickly listed what was left to do.")]),
            AskState::Heard
        );
        assert_eq!(state(&plan, &[(Section::Action, "We had a list on the wall there.")]), AskState::Missing);
        assert_eq!(state(&plan, &[(Section::Action, "I prioritized.")]), AskState::Touched);
    }

    #[test]
    fn an_ask_about_the_outcome_is_heard_in_the_result() {
        let outcome = ask("outcome", "the outcome, with a figure", &["went from"]);
        assert_eq!(
            state(&outcome, &[(Section::Result, "We shipped the whole thing on Tuesday.")]),
            AskState::Heard
        );
        assert_eq!(
            state(&outcome, &[(Section::Situation, "The load went from bad to worse.")]),
            AskState::Touched
        );
        assert_eq!(
            state(&outcome, &[(Section::Action, "I wrote down every single step.")]),
            AskState::Missing
        );
    }

    #[test]
    fn a_cue_is_not_found_inside_another_word() {
        let risk = ask("risk", "the risks you saw", &["risk"]);
        assert_eq!(
            state(&risk, &[(Section::Action, "The asterisk on the page was wrong.")]),
            AskState::Missing
        );
        assert_eq!(state(&risk, &[(Section::Action, "There were two risks in that plan.")]), AskState::Heard);
    }
}
