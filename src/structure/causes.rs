//! Root causes: why it really happened, and not what was seen of it, nor why somebody chose something.

use std::sync::LazyLock;

use super::Section;
use crate::english::words::Sentence;
use crate::lexicon;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/causes.txt");

/// Turns that name a cause by themselves.
static NAMED: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "named"));

/// What a gap in the work sounds like.
static GAPS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "gaps"));

/// Words that tie a gap to what happened.
static TIES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "ties"));

/// Verbs of choosing.
static CHOICES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "choices"));

/// Words of a cause that is only looked for.
static SOUGHT: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "sought"));

/// Whether a sentence tells what lay behind what happened.
///
/// A gap ("nobody had ...") counts where a word before it ties it to what happened ("it turned out that", "because");
/// a reason for a choice is none, and so is a cause that is still looked for.
pub(crate) fn is_cause(sentence: &Sentence, _section: Option<Section>) -> bool {
    names_a_root_cause(sentence) || sentence.has_phrase(&NAMED) || has_tied_gap(sentence)
}

/// "The root cause was a missing test"; not "I had to find the root cause".
fn names_a_root_cause(sentence: &Sentence) -> bool {
    let Some((at, _)) = sentence.find_phrase(&["root cause", "root causes"]) else { return false };
    let told =
        (at + 2..at + 9).find(|index| matches!(sentence.key(*index), "was" | "were" | "is" | "turned"));
    let sought = |from: usize, end: usize| (from..end).any(|index| SOUGHT.contains(&sentence.key(index)));
    told.is_some_and(|told| !sought(at.saturating_sub(4), at) && !sought(told + 1, told + 3))
}

fn has_tied_gap(sentence: &Sentence) -> bool {
    let Some((tie, _)) = sentence.find_phrase(&TIES) else { return false };
    let chosen = sentence.has_phrase(&CHOICES);
    let gap = (tie..sentence.tokens.len()).any(|at| GAPS.iter().any(|gap| sentence.starts_at(at, gap)));
    gap && !chosen
}

#[cfg(test)]
mod tests {
    use super::super::told::check;
    use super::*;

    #[test]
    fn what_really_lay_behind_it_is_a_cause() {
        check(
            is_cause,
            Section::Result,
            &[
                "It turned out that nobody had tested the restore.",
                "The root cause was a timer that two services shared.",
                "What was behind it was a missing owner for the list.",
                "The root cause of the late orders turned out to be the paper form.",
                "It happened because there was no second check on Fridays.",
                "The real reason was that I had planned for the best week.",
                "It came down to one line in the contract.",
                "The delays stemmed from two calendars that did not agree.",
                "We missed it because each of us assumed the other had called.",
                "I found that the alarm had never been connected.",
                "I traced it back to a change of the clocks.",
                "The leak was caused by a seal from the wrong batch.",
            ],
            &[
                "I chose the pool because there was no time for more.",
                "I had to find the root cause before noon.",
                "The root cause was never found.",
                "It turned out well for everyone.",
                "The pages were slow and people left.",
                "There was no budget for a second van.",
                "I decided to wait because nobody had asked for it.",
                "Because of the rain we stayed inside.",
                "I called the supplier since it was urgent.",
                "The outcome was a shorter queue.",
                "Nobody had a better idea that day.",
                "We looked for the root cause and it was hard.",
            ],
        );
    }
}
