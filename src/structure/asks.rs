//! Asks: which of the things that the question wants were heard.

use super::told::Told;
use super::{AskFinding, AskState, Section};
use crate::english::verbs::is_past;
use crate::english::words::Sentence;
use crate::prompt::{Ask, Prompt};
use crate::transcript::{WordRange, key};

/// A section with fewer words than this is a hint of it.
const LEAST_WORDS: usize = 6;

/// What an ask is about, by the words of its id and text, and the sections that answer it.
const ABOUT: [(&[&str], &[Section]); 4] = [
    (
        &["outcome", "outcomes", "result", "results", "impact", "ended", "end", "turn", "turned"],
        &[Section::Result],
    ),
    (&["learn", "learned", "learning", "lesson", "lessons", "took", "differently"], &[Section::Learning]),
    (&["context", "situation", "happened", "background", "stake"], &[Section::Situation, Section::Task]),
    (&["task", "responsibility", "goal", "role"], &[Section::Task]),
];

/// Finds what became of each ask of the question, in its order.
///
/// An ask is heard where a sentence has one of its cues, and, for the asks about a section (the context, the task,
/// the outcome, the lesson), where the answer has that section. It is touched where all there is of it is a scrap:
/// a cue in a fragment, or a section of a few words.
pub(crate) fn asks(told: &Told<'_>, prompt: &Prompt) -> Vec<AskFinding> {
    let stems: Vec<Vec<String>> = told
        .sentences
        .iter()
        .map(|sentence| sentence.tokens.iter().map(|token| stem(&token.key)).collect())
        .collect();
    prompt.asks.iter().map(|ask| find(told, &stems, ask)).collect()
}

/// What became of one ask, given the stems of each sentence.
fn find(told: &Told<'_>, stems: &[Vec<String>], ask: &Ask) -> AskFinding {
    let sections = sections_of(ask);
    let wanted: Vec<Vec<String>> =
        ask.cues.iter().map(|cue| stems_of(cue)).filter(|cue| !cue.is_empty()).collect();
    let mut best: Option<(AskState, WordRange)> = None;
    for (sentence, stems) in told.sentences.iter().zip(stems) {
        let section = told.section_of(sentence);
        let in_section = section.is_some_and(|section| sections.contains(&section));
        let has_cue_here = wanted.iter().any(|cue| has_cue(stems, cue));
        let state = match (has_cue_here, in_section) {
            (false, false) => continue,
            _ if sentence.tokens.len() < LEAST_WORDS => AskState::Touched,
            (true, _) if in_section || sections.is_empty() || fits(section, sections) => AskState::Heard,
            (false, true) if has_past(sentence) || sections == [Section::Learning] => AskState::Heard,
            _ => AskState::Touched,
        };
        let better = match best {
            None => true,
            Some((AskState::Touched, _)) => state == AskState::Heard,
            Some(_) => false,
        };
        if better {
            best = Some((state, sentence.range));
        }
    }
    let (state, words) = best.map_or((AskState::Missing, None), |(state, words)| (state, Some(words)));
    AskFinding { id: ask.id.clone(), state, words }
}

/// Whether a cue may count in this section although the ask is about another: an outcome is not heard in what was
/// so before the story began, and a context not in a lesson.
fn fits(section: Option<Section>, wanted: &[Section]) -> bool {
    let early = matches!(section, Some(Section::Situation | Section::Task));
    let late = matches!(section, Some(Section::Result | Section::Learning));
    let wants_late = wanted.iter().any(|section| matches!(section, Section::Result | Section::Learning));
    if wants_late { !early } else { !late }
}

/// The sections that an ask is about; none where it is about something else, such as the trade-offs.
fn sections_of(ask: &Ask) -> &'static [Section] {
    let id: Vec<String> = ask.id.split(['-', '_']).map(key).collect();
    let text: Vec<String> = ask.text.split_whitespace().map(key).collect();
    let about = |words: &[String]| {
        ABOUT.iter().find(|(names, _)| words.iter().any(|word| names.contains(&word.as_str())))
    };
    about(&id).or_else(|| about(&text)).map_or(&[], |(_, sections)| sections)
}

/// The stems of the words of a cue.
fn stems_of(cue: &str) -> Vec<String> {
    cue.split(|c: char| c.is_whitespace())
        .map(key)
        .filter(|word| !word.is_empty())
        .map(|word| stem(&word))
        .collect()
}

/// A word without its common endings, so that "prioritized" is found by "prioritize". Short words stay whole.
fn stem(word: &str) -> String {
    let cut = [
        "ations", "ation", "izing", "ising", "ized", "ised", "izes", "ize", "ise", "ings", "ing", "ies",
        "ied", "ed", "es", "s", "e", "y",
    ]
    .into_iter()
    .find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.chars().count() >= 4));
    cut.unwrap_or(word).to_owned()
}

/// Whether the words of a cue stand in a sentence, next to each other but for one adverb.
fn has_cue(stems: &[String], cue: &[String]) -> bool {
    (0..stems.len()).any(|start| {
        let mut at = start;
        cue.iter().enumerate().all(|(nth, word)| {
            let found = (at..(at + if nth == 0 { 1 } else { 2 }).min(stems.len()))
                .find(|index| stems[*index] == *word);
            found.is_some_and(|index| {
                at = index + 1;
                true
            })
        })
    })
}

fn has_past(sentence: &Sentence) -> bool {
    sentence.tokens.iter().any(|token| is_past(&token.key))
}

#[cfg(test)]
mod tests {
    use super::super::SectionSpan;
    use super::*;
    use crate::english::sentences as split;
    use crate::english::words::sentences;
    use crate::transcript::Transcript;

    fn ask(id: &str, text: &str, cues: &[&str]) -> Ask {
        let cues = cues.iter().map(|cue| (*cue).to_owned()).collect();
        Ask { id: id.to_owned(), text: text.to_owned(), cues, required: true, part: None }
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
