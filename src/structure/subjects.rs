//! What a candidate's question is about: the job, or how the team works.
//!
//! A word says nothing by itself: "Do you hire plans?" has two of the right ones. So a question is on the job where
//! something is asked of it (what is expected, what is hard, how it is judged) together with the person or a time in it,
//! and on the team where somebody there does something that teams do with each other, or where a practice is asked how
//! it goes.

use std::sync::LazyLock;

use super::concepts::pattern::{Pattern, patterns};
use crate::english::verbs::is_deed;
use crate::english::words::Sentence;
use crate::transcript::Transcript;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/subjects.txt");

/// The lists of the lexicon, read once.
struct Lists {
    asked_of_a_job: Vec<Pattern>,
    the_job: Vec<Pattern>,
    this_very_job: Vec<Pattern>,
    in_the_job: Vec<Pattern>,
    on_the_job: Vec<Pattern>,
    those_who_work: Vec<Pattern>,
    working: Vec<Pattern>,
    practices: Vec<Pattern>,
    how_it_goes: Vec<Pattern>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    asked_of_a_job: patterns(LEXICON, "asked-of-a-job"),
    the_job: patterns(LEXICON, "the-job"),
    this_very_job: patterns(LEXICON, "this-very-job"),
    in_the_job: patterns(LEXICON, "in-the-job"),
    on_the_job: patterns(LEXICON, "on-the-job"),
    those_who_work: patterns(LEXICON, "those-who-work"),
    working: patterns(LEXICON, "working"),
    practices: patterns(LEXICON, "practices"),
    how_it_goes: patterns(LEXICON, "how-it-goes"),
});

/// A question shorter than this names no subject: "How do you decide?" could be about anything. [own choice]
const LEAST_WORDS: usize = 6;

/// Whether a question asks what is expected of the person in the job.
pub(super) fn is_on_the_role(transcript: &Transcript, clause: &Sentence) -> bool {
    let has = |list: &[Pattern]| occurs(list, transcript, clause);
    let asked = has(&LISTS.asked_of_a_job) && (has(&LISTS.the_job) || has(&LISTS.in_the_job));
    // Only open ones: "Do you like this job?" asks nothing of it.
    let plainly = is_open(clause) && clause.tokens.len() > LEAST_WORDS && has(&LISTS.this_very_job);
    !is_on_hiring(clause) && (asked || plainly || has(&LISTS.on_the_job))
}

/// Whether a question asks how the team works. What the team does with the person in the job ("how do you measure
/// that?") is on the job, unless a practice is named.
pub(super) fn is_on_practices(transcript: &Transcript, clause: &Sentence) -> bool {
    let has = |list: &[Pattern]| occurs(list, transcript, clause);
    if is_on_hiring(clause) || is_of_once(clause) {
        return false;
    }
    let practice = has(&LISTS.practices) && has(&LISTS.how_it_goes);
    let work = is_open(clause)
        && clause.tokens.len() >= LEAST_WORDS
        && has(&LISTS.working)
        && has(&LISTS.those_who_work)
        && !is_on_the_role(transcript, clause);
    practice || work
}

/// Whether it is about the way into the job: the interview, the offer.
fn is_on_hiring(clause: &Sentence) -> bool {
    clause.has_word(&[
        "interview",
        "interviews",
        "application",
        "applications",
        "offer",
        "recruiter",
        "resume",
        "cv",
    ])
}

/// "Did you plan the year well?": one deed of the past, for yes or no, is no way of working.
fn is_of_once(clause: &Sentence) -> bool {
    let first = clause.after_opening();
    // "How was the release party", and not "how was the last outage handled".
    let how_was = clause.key(first) == "how" && matches!(clause.key(first + 1), "was" | "were");
    matches!(clause.key(first), "did" | "was" | "were" | "had")
        || how_was && !clause.tokens.iter().skip(first + 2).any(|token| is_deed(&token.key))
}

/// Whether it wants more than yes or no.
fn is_open(clause: &Sentence) -> bool {
    clause.has_word(&["how", "what", "who", "which", "when", "where", "why", "what's", "who's"])
        || clause.has_phrase(&["tell me about", "walk me through", "talk me through", "describe"])
}

fn occurs(list: &[Pattern], transcript: &Transcript, clause: &Sentence) -> bool {
    list.iter().any(|pattern| pattern.occurs_in(transcript, clause))
}

#[cfg(test)]
mod tests {
    use super::super::concepts::pattern::all_are_read;
    use super::*;

    #[test]
    fn every_entry_of_the_lists_is_a_pattern() {
        let names = [
            "asked-of-a-job",
            "the-job",
            "this-very-job",
            "in-the-job",
            "on-the-job",
            "those-who-work",
            "working",
            "practices",
            "how-it-goes",
        ];
        all_are_read(LEXICON, &names);
    }
}
