//! Stories made harder: the outcome told first, a digression inside, every sentence roughened as in speech.
//!
//! A section must be known by what is said, so none of this may make a part appear or vanish.

use crate::stories::{self, Story};

/// Talk that belongs to no section, five sentences of it.
const DIGRESSION: &str = "By the way, that building has a funny lift. You press the third floor and it goes to the fifth. There is a \
    note about it in the hall. My neighbour once told me that his is the same. Anyway, where was I.";

/// One way to make a story harder: its name, and what becomes of the sections.
pub(crate) type Harder = (&'static str, fn(&Story) -> Vec<(char, String)>);

pub(crate) const HARDER: [Harder; 3] = [
    ("outcome first", |story| stories::outcome_first(&story.sections)),
    ("digression", with_digression),
    ("roughened", roughened),
];

/// A story made harder.
pub(crate) fn make(story: &Story, harder: fn(&Story) -> Vec<(char, String)>) -> Story {
    Story::new(&story.id, &story.kind, harder(story))
}

/// The digression stands after the first half of the sections.
fn with_digression(story: &Story) -> Vec<(char, String)> {
    let mut sections = story.sections.clone();
    sections.insert(sections.len() / 2, ('X', DIGRESSION.to_owned()));
    sections
}

fn roughened(story: &Story) -> Vec<(char, String)> {
    let rough = |(label, text): &(char, String)| {
        let sentences: Vec<String> =
            text.split_inclusive(['.', '?', '!']).enumerate().map(rough_sentence).collect();
        (*label, sentences.join(" "))
    };
    story.sections.iter().map(rough).collect()
}

/// A sentence with "so", "like" and a restart, a different one in turn.
fn rough_sentence((nth, sentence): (usize, &str)) -> String {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let restarted = words.iter().take(2).copied().chain(words.iter().copied());
    let said: Vec<&str> = match nth % 3 {
        0 => ["So", "um,"].into_iter().chain(words).collect(),
        1 => restarted.collect(),
        _ => {
            let (head, tail) = words.split_at(words.len().min(4));
            head.iter().copied().chain(["like,"]).chain(tail.iter().copied()).collect()
        }
    };
    said.join(" ")
}
