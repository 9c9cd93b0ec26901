//! Principles: which sentences show the qualities that the question is asked for.

use super::Section;
use super::concepts::{self, Concept, Evidence, Shown};
use super::told::Told;
use super::told_as::is_of_the_past;
use crate::english::verbs::deed_of;
use crate::english::words::Sentence;
use crate::prompt::{Principle, Prompt};
use crate::transcript::WordRange;

/// So many sentences are shown for one principle.
const QUOTES: usize = 2;

/// A shorter sentence proves nothing.
const LEAST_WORDS: usize = 6;

/// What an answer shows of one principle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrincipleFinding {
    pub name: String,
    /// The sentences that show it, in order; none where nothing does.
    pub shown: Vec<WordRange>,
}

/// Finds what shows each principle of a question, in its order; principles whose pack ties them to nothing are left
/// out.
///
/// A sentence shows a principle where it plainly says one of the principle's concepts of the past, of the speaker or the
/// speaker's group, and after the scene is set: praise of a principle, habits and intentions show nothing. Sentences
/// with a deed of the speaker go first.
pub(super) fn principles(told: &Told<'_>, prompt: &Prompt, evidence: Evidence<'_>) -> Vec<PrincipleFinding> {
    let tied = prompt.principles.iter().filter(|principle| !principle.shows.is_empty());
    tied.map(|principle| find(told, principle, evidence)).collect()
}

fn find(told: &Told<'_>, principle: &Principle, evidence: Evidence<'_>) -> PrincipleFinding {
    let concepts = concepts::named(&principle.shows);
    let mut found: Vec<(bool, WordRange)> = told
        .sentences
        .iter()
        .filter(|sentence| is_proof(told, sentence) && is_shown(told, sentence, &concepts, evidence))
        .map(|sentence| (deed_of(sentence, "i").is_none(), sentence.range))
        .collect();
    // A stable sort: deeds of the speaker first, each kind in the order in which it was said.
    found.sort_by_key(|(is_no_deed, _)| *is_no_deed);
    found.truncate(QUOTES);
    let mut shown: Vec<WordRange> = found.into_iter().map(|(_, words)| words).collect();
    shown.sort_by_key(|words| words.first);
    PrincipleFinding { name: principle.name.clone(), shown }
}

/// Whether a sentence tells of what the speaker or the group lived through, once the story has begun.
fn is_proof(told: &Told<'_>, sentence: &Sentence) -> bool {
    let sets_the_scene = matches!(told.section_of(sentence), Some(Section::Situation | Section::Task));
    sentence.tokens.len() >= LEAST_WORDS
        && !sets_the_scene
        && is_of_the_past(told.transcript, sentence)
        && sentence.has_word(&["i", "i'd", "me", "my", "myself", "we", "we'd", "us", "our"])
}

fn is_shown(told: &Told<'_>, sentence: &Sentence, concepts: &[&Concept], evidence: Evidence<'_>) -> bool {
    let section = told.section_of(sentence);
    concepts
        .iter()
        .any(|concept| concept.shown(told.transcript, sentence, section, evidence) == Some(Shown::Plainly))
}

#[cfg(test)]
mod tests {
    use super::super::structure;
    use super::super::tests::plain_prompt;
    use super::*;
    use crate::transcript::Transcript;

    fn principle(name: &str, shows: &[&str]) -> Principle {
        let shows = shows.iter().map(|concept| (*concept).to_owned()).collect();
        Principle { name: name.to_owned(), says: String::new(), shows }
    }

    /// The quotes for a principle in an answer.
    fn quotes(shows: &[&str], text: &str) -> Vec<String> {
        let prompt = Prompt { principles: vec![principle("It", shows)], ..plain_prompt() };
        let transcript = Transcript::from_text(text);
        let found = structure(&transcript, &prompt).principles.remove(0);
        found.shown.into_iter().map(|words| transcript.quote(words)).collect()
    }

    #[test]
    fn a_deed_of_the_past_shows_a_principle_and_praise_of_it_does_not() {
        let shows = ["finding-out", "cause", "verifying"];
        let told = "The pump stopped twice a week last spring. I read the log of every stop and found that the float was \
                    stuck. I changed the float, and the stops were over.";
        assert!(quotes(&shows, told).iter().any(|quote| quote.starts_with("I read the log")));
        let praised = "I always dig until the root cause is on the table. Finding out why is what I do, and I check \
                       everything twice.";
        assert_eq!(quotes(&shows, praised), Vec::<String>::new());
    }

    #[test]
    fn a_principle_that_is_tied_to_nothing_is_left_out() {
        let prompt = Prompt { principles: vec![principle("Grit", &[])], ..plain_prompt() };
        let transcript = Transcript::from_text("I read the log of every stop and found the cause.");
        assert_eq!(structure(&transcript, &prompt).principles, []);
    }

    #[test]
    fn two_sentences_are_enough_and_own_deeds_go_first() {
        let text = "The pump stopped twice a week last spring. We checked every valve in the cellar. I compared the two \
                    floats. I tested the new float for three nights. I measured the water each morning.";
        let found = quotes(&["finding-out", "verifying"], text);
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|quote| quote.starts_with("I ")), "{found:?}");
    }
}
