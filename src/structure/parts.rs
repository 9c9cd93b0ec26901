//! Parts: where the second story of a two-part answer begins.
//!
//! A speaker mostly says so ("The second one ...", "Now for a time when I fell short"). Where nobody says it, a new
//! Situation after a Result or a Learning begins another story, if each side of it tells deeds. One story is one part.

use std::sync::LazyLock;

use super::{Part, Section};
use crate::english::words::Sentence;
use crate::lexicon;
use crate::transcript::WordRange;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/parts.txt");

/// Turns that announce the second story in the first words of a sentence.
static ANNOUNCED: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "announced"));

/// Turns that announce it where a sentence begins with them.
static OPENINGS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "openings"));

/// An announcement stands among so many first words of its sentence. [own choice]
const FIRST_WORDS: usize = 14;

/// A story has at least so many words before the next one is announced. [own choice]
const LEAST_BEFORE: usize = 25;

/// Where nobody announces it, each story takes at least this share of the words. [own choice]
const LEAST_SHARE: f64 = 0.22;

/// How surely a sentence begins the second story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    NewSituation,
    Opening,
    Announced,
}

/// The parts of a two-part answer, in order: both, or the whole as the first where nothing shows a second.
///
/// `labels` finds the sections of sentences as if they were an answer of their own: after the end of a story the
/// model expects no other, so the rest is also read by itself.
pub(super) fn parts(
    sentences: &[Sentence],
    labels: impl Fn(&[Sentence]) -> Vec<Option<Section>>,
) -> Vec<Part> {
    let Some(all) = whole(sentences) else { return Vec::new() };
    match second_begins(sentences, &labels) {
        Some(at) => vec![
            Part { part: 1, words: WordRange::new(all.first, sentences[at].range.first) },
            Part { part: 2, words: WordRange::new(sentences[at].range.first, all.end) },
        ],
        None => vec![Part { part: 1, words: all }],
    }
}

/// All words of the sentences; nothing where there is none.
pub(super) fn whole(sentences: &[Sentence]) -> Option<WordRange> {
    let (first, last) = (sentences.first()?, sentences.last()?);
    Some(WordRange::new(first.range.first, last.range.end))
}

/// The sentence that begins the second story: the surest sign, and of equal ones the best balance of both stories.
fn second_begins(
    sentences: &[Sentence],
    labels: &impl Fn(&[Sentence]) -> Vec<Option<Section>>,
) -> Option<usize> {
    let of_all = labels(sentences);
    let words = |part: &[Sentence]| part.iter().map(|sentence| sentence.tokens.len()).sum::<usize>();
    let all = words(sentences);
    let balance = |at: usize| words(&sentences[..at]).min(words(&sentences[at..]));
    (1..sentences.len())
        .filter(|at| words(&sentences[..*at]) >= LEAST_BEFORE)
        .filter_map(|at| {
            let share = balance(at) as f64 / all.max(1) as f64;
            let before = &of_all[..at.min(of_all.len())];
            sign(&sentences[at], before, share, || labels(&sentences[at..]))
                .map(|sign| (sign, balance(at), at))
        })
        // The first of equals: `max_by_key` would give the last.
        .rev()
        .max_by_key(|(sign, balance, _)| (*sign, *balance))
        .map(|(_, _, at)| at)
}

/// What shows that a sentence begins the second story: what it says, the sections before it, and those from it on,
/// which are asked for only where they matter.
fn sign(
    sentence: &Sentence,
    before: &[Option<Section>],
    share: f64,
    after: impl FnOnce() -> Vec<Option<Section>>,
) -> Option<Sign> {
    let told = |labels: &[Option<Section>], wanted: &[Section]| {
        labels.iter().flatten().any(|label| wanted.contains(label))
    };
    let deeds_before = told(before, &[Section::Action, Section::Result]);
    let opening = sentence.after_opening();
    // An answer that first says that there will be two stories has told none of them yet.
    if deeds_before && is_announced(sentence) {
        return Some(Sign::Announced);
    }
    let opens = OPENINGS.iter().any(|turn| sentence.starts_at(opening, turn) || sentence.starts_at(0, turn));
    let ended = matches!(before.last(), Some(Some(Section::Result | Section::Learning) | None))
        && told(before, &[Section::Result, Section::Learning]);
    if !(deeds_before && opens || ended && share >= LEAST_SHARE) {
        return None;
    }
    let after = after();
    // "The second one checked the totals" goes on with a deed; a story begins with what was so.
    let begins = told(&after[..after.len().min(3)], &[Section::Situation, Section::Task]);
    if deeds_before && opens && begins {
        return Some(Sign::Opening);
    }
    let new = matches!(after.first(), Some(Some(Section::Situation | Section::Task)));
    let both = told(before, &[Section::Action]) && told(&after, &[Section::Action, Section::Result]);
    (ended && new && both && share >= LEAST_SHARE).then_some(Sign::NewSituation)
}

/// Whether a sentence says in its first words that another story begins. A look back ("I fell short because ...",
/// "looking back") does not.
fn is_announced(sentence: &Sentence) -> bool {
    let back = ["because", "looking", "learned", "realized", "realised", "since", "would", "should"];
    (0..sentence.tokens.len().min(FIRST_WORDS)).any(|at| {
        ANNOUNCED.iter().any(|turn| sentence.starts_at(at, turn))
            && !(0..at + 5).any(|near| back.contains(&sentence.key(near)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::sentences as split;
    use crate::english::words;
    use crate::structure::sections::{labels_of, sections};
    use crate::transcript::Transcript;

    const GOOD: &str = "Last spring our clinic had forty calls a day that nobody picked up. I had to bring that under ten by \
                        June. I counted the calls for a week and I moved two people to the mornings. I wrote a page of \
                        answers for the night desk. As a result, missed calls dropped from forty to six a day. I learned to \
                        count before I hire.";
    const BAD: &str = "A year before that, our library was to open its new reading room in March. I was responsible for the \
                       shelves. I ordered them in January and I skipped the call to the carpenter. The shelves came five \
                       weeks late and we opened with boxes on the floor. I learned to call in week one.";

    /// The first words of each part.
    fn told(text: &str) -> Vec<String> {
        let transcript = Transcript::from_text(text);
        let sentences = words::sentences(&transcript, &split::sentences(&transcript));
        let found = parts(&sentences, |some| labels_of(some, &sections(&transcript, some)));
        assert!(found.windows(2).all(|pair| pair[0].words.end == pair[1].words.first), "{found:?}");
        let first = |part: &Part| transcript.quote(WordRange::new(part.words.first, part.words.first + 3));
        found.iter().map(first).collect()
    }

    #[test]
    fn the_second_story_begins_where_the_speaker_says_so() {
        for turn in [
            "The second one is about our library.",
            "Now for the one where I fell short.",
            "On the other hand, a time when it did not work out.",
            "So, um, my second story.",
            "As for the failure, that was at our library.",
            "Okay, a time when I did worse than expected.",
            "Moving on to the other side of the question, the library.",
            "And then there is the one I am less proud of.",
            "For the second part, I take our library.",
            "The other story went badly.",
        ] {
            let parts = told(&format!("{GOOD} {turn} {BAD}"));
            assert_eq!(parts.len(), 2, "{turn}");
            let head: Vec<&str> = turn.split_whitespace().take(3).collect();
            assert!(parts[1].starts_with(&head.join(" ")), "{turn}: {parts:?}");
        }
    }

    #[test]
    fn a_new_situation_after_the_end_of_a_story_begins_another() {
        assert_eq!(told(&format!("{GOOD} {BAD}")), ["Last spring our", "A year before"]);
    }

    #[test]
    fn one_story_is_one_part() {
        for text in [
            GOOD.to_owned(),
            BAD.to_owned(),
            format!("I have two stories, one that went well and one where I fell short. {GOOD}"),
            GOOD.replace(
                "I wrote a page",
                "I made two lists. The second one checked the totals. I wrote a page",
            ),
            format!("{GOOD} Looking back, I fell short in one thing only."),
            GOOD.replace("I wrote a page", "The first training evening went badly. I wrote a page"),
            GOOD.replace(
                "I wrote a page",
                "I did not want to let people down in the evening. I wrote a page",
            ),
            GOOD.replace("I wrote a page", "Priority number two was the night desk. I wrote a page"),
            GOOD.replace("I wrote a page", "The second part of the plan was the night desk. I wrote a page"),
            format!("{GOOD} On the other hand, it cost me two weekends."),
        ] {
            assert_eq!(told(&text).len(), 1, "{text}");
        }
        assert!(told("").is_empty());
    }
}
