//! Phrases with open places: `put .. first`, `told <person>`, `priorit*`.

use std::sync::LazyLock;

use crate::english::numbers::{has_digit, is_number};
use crate::english::verbs::{is_between, is_deed};
use crate::english::words::Sentence;
use crate::lexicon;
use crate::structure::stakeholders::PEOPLE;
use crate::transcript::{Transcript, key};

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../../prompts/lexicon/structure/pattern.txt");

/// Words that say that something was not so, or only wished.
static NOT_SO: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "not-so"));

/// Words for people that are no nouns of work: "them", "everybody", "sister".
static ANYBODY: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "anybody"));

/// Articles and the like.
static DETERMINERS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "determiners"));

/// The most words that `..` stands for.
const GAP: usize = 4;

/// The most words of a person beside the noun: "the old product".
const BEFORE_PERSON: usize = 3;

/// One phrase of a concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::structure) struct Pattern {
    pieces: Vec<Piece>,
    /// Whether its own words deny something, so that a "not" is meant.
    denies: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// One of these words.
    Words(Vec<Word>),
    /// One of these words, or nothing.
    Maybe(Vec<Word>),
    Gap,
    Speaker,
    Others,
    Person,
    Determiner,
    Deed,
    Number,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    key: String,
    /// Whether a word that only begins so is meant as well.
    is_open: bool,
}

impl Pattern {
    /// Reads a phrase; nothing where it has a sign that is not known, which a test of the lists would tell.
    pub(in crate::structure) fn read(text: &str) -> Option<Pattern> {
        let pieces: Vec<Piece> = text.split_whitespace().map(piece).collect::<Option<_>>()?;
        let denies = pieces.iter().any(|piece| match piece {
            Piece::Words(words) => words.iter().any(|word| is_not_so(&word.key)),
            _ => false,
        });
        (!pieces.is_empty()).then_some(Pattern { pieces, denies })
    }

    /// Whether it is a single word, which by itself says little.
    pub(super) fn is_one_word(&self) -> bool {
        self.pieces.len() == 1
    }

    /// Whether a sentence says it, and means it so.
    pub(super) fn is_in(&self, transcript: &Transcript, sentence: &Sentence) -> bool {
        let reader = Reader { transcript, sentence, freely: false };
        (0..sentence.tokens.len())
            .any(|start| reader.follows(start, &self.pieces) && (self.denies || !reader.is_denied(start)))
    }

    /// Whether a sentence has the words, meant or not: a question such as "what would success look like" wishes
    /// for nothing, and what is only wished for is what tells a plan from a deed.
    pub(in crate::structure) fn occurs_in(&self, transcript: &Transcript, sentence: &Sentence) -> bool {
        let reader = Reader { transcript, sentence, freely: true };
        (0..sentence.tokens.len()).any(|start| reader.follows(start, &self.pieces))
    }
}

/// The phrases of a list of a lexicon.
pub(in crate::structure) fn patterns(lexicon: &'static str, name: &str) -> Vec<Pattern> {
    lexicon::list(lexicon, name).into_iter().filter_map(Pattern::read).collect()
}

/// Whether every entry of some lists of a lexicon can be read, and each list has some; for the tests of the rules.
#[cfg(test)]
#[track_caller]
pub(in crate::structure) fn all_are_read(lexicon: &'static str, names: &[&str]) {
    for name in names {
        let entries = lexicon::list(lexicon, name);
        let unread: Vec<&&str> = entries.iter().filter(|entry| Pattern::read(entry).is_none()).collect();
        assert!(!entries.is_empty() && unread.is_empty(), "{name}: {unread:?}");
    }
}

fn piece(text: &str) -> Option<Piece> {
    Some(match text {
        ".." => Piece::Gap,
        "<i>" => Piece::Speaker,
        "<they>" => Piece::Others,
        "<person>" => Piece::Person,
        "<a>" => Piece::Determiner,
        "<deed>" => Piece::Deed,
        "<number>" => Piece::Number,
        _ if text.contains(['<', '>', '@', ':', '[']) => return None,
        _ => match text.strip_suffix('?') {
            Some(text) => Piece::Maybe(words(text)?),
            None => Piece::Words(words(text)?),
        },
    })
}

/// The words of "twice|half"; nothing where one of them is none.
fn words(text: &str) -> Option<Vec<Word>> {
    let word = |text: &str| Word { key: key(text), is_open: text.ends_with('*') };
    let words: Vec<Word> = text.split('|').map(word).collect();
    words.iter().all(|word| !word.key.is_empty()).then_some(words)
}

pub(super) fn is_not_so(key: &str) -> bool {
    NOT_SO.contains(&key)
}

struct Reader<'a> {
    transcript: &'a Transcript,
    sentence: &'a Sentence,
    /// Whether a gap may hold words that deny or wish.
    freely: bool,
}

impl Reader<'_> {
    /// Whether the pieces follow each other from an index on.
    fn follows(&self, at: usize, pieces: &[Piece]) -> bool {
        let Some((piece, rest)) = pieces.split_first() else { return true };
        let sentence = self.sentence;
        let key = sentence.key(at);
        let here = at < sentence.tokens.len();
        match piece {
            Piece::Gap => (0..=GAP)
                .take_while(|skipped| {
                    let stops = |index: usize| !self.freely && is_not_so(sentence.key(index));
                    *skipped == 0 || at + skipped <= sentence.tokens.len() && !stops(at + skipped - 1)
                })
                .any(|skipped| self.follows(at + skipped, rest)),
            Piece::Words(words) => {
                here && words.iter().any(|word| word.is(key)) && self.follows(at + 1, rest)
            }
            Piece::Maybe(words) => {
                here && words.iter().any(|word| word.is(key)) && self.follows(at + 1, rest)
                    || self.follows(at, rest)
            }
            Piece::Speaker => matches!(key, "i" | "we") && self.after_adverbs(at + 1, rest),
            Piece::Others if matches!(key, "he" | "she" | "they") => self.after_adverbs(at + 1, rest),
            Piece::Others => self.person_ends(at).into_iter().any(|end| self.after_adverbs(end, rest)),
            Piece::Person => self.person_ends(at).into_iter().any(|end| self.follows(end, rest)),
            Piece::Determiner => {
                DETERMINERS.contains(&key) && self.follows(at + 1, rest) || self.follows(at, rest)
            }
            Piece::Deed => here && is_deed(key) && self.follows(at + 1, rest),
            Piece::Number => here && (is_number(key) || has_digit(key)) && self.follows(at + 1, rest),
        }
    }

    /// The same past up to three adverbs.
    fn after_adverbs(&self, at: usize, rest: &[Piece]) -> bool {
        let is_adverb = |key: &str| is_between(key) && !is_not_so(key);
        let adverbs = (0..3).take_while(|step| is_adverb(self.sentence.key(at + step))).count();
        (0..=adverbs).any(|step| self.follows(at + step, rest))
    }

    /// Where a person that begins at an index may end: after a pronoun, a name, or a noun with what stands before it.
    fn person_ends(&self, at: usize) -> Vec<usize> {
        let sentence = self.sentence;
        let mut ends = Vec::new();
        for index in at..=at + BEFORE_PERSON {
            let key = sentence.key(index);
            if key.is_empty() || is_not_so(key) || matches!(key, "i" | "we" | "that" | "and") {
                break;
            }
            if ANYBODY.contains(&key) || PEOPLE.contains(&key) || self.is_name(index) {
                ends.push(index + 1);
            }
            let opens = DETERMINERS.contains(&sentence.key(at)) || is_number(sentence.key(at));
            if !opens || is_deed(key) {
                break;
            }
        }
        ends
    }

    /// Whether a word is written as a name is, inside the sentence.
    fn is_name(&self, index: usize) -> bool {
        let Some(token) = self.sentence.tokens.get(index) else { return false };
        let text = self.transcript.words.get(token.place).map_or("", |word| word.text.as_str());
        let begins_large = text.starts_with(char::is_uppercase);
        let goes_on_small = text.chars().nth(1).is_some_and(char::is_lowercase);
        index > 0 && begins_large && goes_on_small && !lexicon_day(&token.key)
    }

    /// Whether the words just before deny it, or wish for it: "nobody", "I should have".
    fn is_denied(&self, start: usize) -> bool {
        (start.saturating_sub(2)..start).any(|index| is_not_so(self.sentence.key(index)))
    }
}

impl Word {
    fn is(&self, key: &str) -> bool {
        key == self.key || self.is_open && key.starts_with(&self.key)
    }
}

/// Whether a word with a capital is a day or a month and nobody's name.
fn lexicon_day(key: &str) -> bool {
    static DAYS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "days"));
    DAYS.contains(&key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is_in(pattern: &str, must: &[&str], must_not: &[&str]) {
        let read = Pattern::read(pattern).unwrap();
        let holds = |text: &&&str| {
            let transcript = Transcript::from_text(text);
            read.is_in(&transcript, &Sentence::new(&transcript, transcript.all()))
        };
        let missed: Vec<&&str> = must.iter().filter(|text| !holds(text)).collect();
        let wrong: Vec<&&str> = must_not.iter().filter(holds).collect();
        assert!(missed.is_empty() && wrong.is_empty(), "{pattern}: missed {missed:?}, wrong {wrong:?}");
    }

    #[test]
    fn a_gap_is_short_and_holds_no_denial() {
        is_in(
            "put .. first",
            &["So we put first things first.", "I put the third floor first."],
            &["I put it off, and then we talked about who goes first.", "I put it there, not first."],
        );
    }

    #[test]
    fn a_person_is_a_pronoun_a_noun_or_a_name() {
        is_in(
            "told <person>",
            &[
                "I told her.",
                "I told the old product manager.",
                "Then I told Anna at once.",
                "I told my two sisters.",
            ],
            &[
                "I told a story.",
                "I told that to nobody.",
                "She told on Monday.",
                "I told about the manager.",
            ],
        );
    }

    #[test]
    fn the_speaker_may_have_adverbs_and_is_nobody_else() {
        is_in(
            "<i> dropped",
            &["So I then quietly dropped it.", "We had just dropped the plan."],
            &["She dropped it.", "I was told it dropped.", "I never dropped it."],
        );
    }

    #[test]
    fn what_is_denied_or_wished_is_not_said() {
        is_in(
            "told <person>",
            &["I told them.", "Not long after I told them."],
            &["I never told them.", "I should have told them.", "Nobody told them."],
        );
        is_in("did not touch", &["I did not touch it at all."], &["I did touch it."]);
    }

    #[test]
    fn a_word_may_go_on_and_may_be_one_of_several() {
        is_in("priorit*", &["I prioritized it."], &["I made it prior to that."]);
        is_in("twice|half as", &["It is half as long."], &["It took half a day."]);
        is_in(
            "one of the? two",
            &["It is one of two.", "It is one of the two."],
            &["It is one of those two."],
        );
        is_in(
            "so|very? late",
            &["It was very late.", "It was so late.", "It was late."],
            &["It was a latecomer."],
        );
        assert_eq!(Pattern::read("a <thing>"), None);
    }
}
