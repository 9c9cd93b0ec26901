//! Hedges: "I think", "maybe", "tried to". Not where a number stands beside them: "maybe 40 people" is exact enough.

use std::sync::LazyLock;

use crate::english::numbers::is_number;
use crate::english::verbs::is_between;
use crate::english::words::Sentence;
use crate::lexicon;
use crate::measures::FillerHit;
use crate::transcript::WordRange;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../../prompts/lexicon/wording/hedges.txt");

static HEDGES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "hedges"));

static THINKING: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "thinking"));

static REFERRING: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "referring"));

/// So many words after a hedge a number still belongs to it: "probably in about three weeks".
const BEFORE_NUMBER: usize = 3;

/// Finds the hedges of a sentence.
pub(super) fn find(sentence: &Sentence) -> Vec<WordRange> {
    let mut found = Vec::new();
    let mut index = 0;
    while index < sentence.tokens.len() {
        let Some(phrase) = HEDGES.iter().find(|phrase| sentence.starts_at(index, phrase)) else {
            index += 1;
            continue;
        };
        let end = index + phrase.split(' ').count();
        if !is_about_a_number(sentence, index, end) && is_hedge(sentence, phrase, index, end) {
            found.push(sentence.words(index, end));
        }
        index = end;
    }
    found
}

/// "Sort of", "kind of" and "I guess" where they are no filler: there they take something back.
pub(super) fn among_fillers(fillers: &[FillerHit]) -> Vec<WordRange> {
    let hedges =
        |hit: &&FillerHit| !hit.likely && matches!(hit.text.as_str(), "sort of" | "kind of" | "i guess");
    fillers.iter().filter(hedges).filter_map(|hit| hit.words).collect()
}

/// Whether a number stands beside the words, within the same clause.
fn is_about_a_number(sentence: &Sentence, first: usize, end: usize) -> bool {
    let says = |index: usize| {
        let key = sentence.key(index);
        matches!(key, "half" | "twice" | "dozen" | "dozens" | "hundreds" | "thousands")
            || is_number(key) && !(key == "one" && sentence.key(index + 1) == "of")
    };
    let after = (end..(end + BEFORE_NUMBER).min(sentence.tokens.len()))
        .take_while(|index| !sentence.tokens[*index].after_break);
    // "It took three weeks, maybe."
    let before = first.saturating_sub(2)..first;
    let ends = end == sentence.tokens.len() || sentence.tokens[end].after_break;
    after.into_iter().any(says) || ends && before.into_iter().any(says)
}

fn is_hedge(sentence: &Sentence, phrase: &str, first: usize, end: usize) -> bool {
    let key = |index: usize| sentence.key(index);
    let before = first.checked_sub(1).map_or("", key);
    let refers = |before: &str| REFERRING.contains(&before);
    match phrase {
        "i think" | "i believe" | "i suppose" => {
            let told = THINKING.contains(&key(end))
                || matches!(key(end), "it" | "them" | "things") && matches!(key(end + 1), "through" | "over");
            !told && !refers(before) && !matches!(before, "do" | "did" | "can" | "could")
        }
        // "Perhaps most importantly" ranks.
        "perhaps" | "maybe" => key(end) != "most",
        // "as fast as we possibly could", "could not possibly": for weight.
        "possibly" => {
            !matches!(key(end), "could" | "can")
                && !matches!(before, "not" | "can" | "can't" | "could" | "couldn't")
        }
        "a bit" | "a little bit" => {
            !matches!(before, "not" | "quite" | "flip" | "flipped" | "set" | "clear")
                && !matches!(key(end), "later" | "earlier" | "mask" | "field" | "flip")
                && (key(end) != "of" || matches!(key(end + 1), "a" | "an"))
        }
        // What might go wrong is a risk that was seen, and no hedge about a deed.
        "might" => {
            let two_before = first.checked_sub(2).map_or("", key);
            !refers(before)
                && !refers(two_before)
                && !matches!(
                    before,
                    "that" | "so" | "my" | "his" | "her" | "their" | "our" | "its" | "all" | "the"
                )
                && two_before != "that"
        }
        "hopefully" => end < sentence.tokens.len() || sentence.tokens[first].after_break,
        "tried to" | "trying to" => is_own_try(sentence, first, end),
        _ => true,
    }
}

/// "I tried to fix it" leaves open whether it was fixed; "I tried to, but it failed" does not, and a user who tried
/// to log in says nothing about the speaker.
fn is_own_try(sentence: &Sentence, first: usize, end: usize) -> bool {
    let mut subject = first;
    while subject > 0
        && (is_between(sentence.key(subject - 1)) || matches!(sentence.key(subject - 1), "was" | "were"))
    {
        subject -= 1;
    }
    let own = subject > 0 && matches!(sentence.key(subject - 1), "i" | "we");
    let outcome = (end..sentence.tokens.len()).any(|index| {
        matches!(
            sentence.key(index),
            "but"
                | "couldn't"
                | "could"
                | "failed"
                | "until"
                | "without"
                | "succeeded"
                | "worked"
                | "instead"
        )
    });
    own && !outcome
}

#[cfg(test)]
mod tests {
    use super::super::Wording;
    use super::super::testing::finds;
    use super::*;

    fn hedges(found: &Wording) -> Vec<WordRange> {
        found.hedges.iter().map(|hit| hit.words).collect()
    }

    #[test]
    fn what_takes_something_back_is_a_hedge() {
        finds(
            hedges,
            &[
                ("I think it was the right call.", &["i think"]),
                ("It was, I believe, my first release.", &["i believe"]),
                ("Maybe the cache was cold, and perhaps the disk.", &["maybe", "perhaps"]),
                ("We probably saved some time.", &["probably"]),
                ("It was kind of slow.", &["kind of"]),
                ("I sort of led the team.", &["sort of"]),
                ("I guess we were lucky.", &["i guess"]),
                ("They were a bit unhappy, and it was a bit of a mess.", &["a bit", "a bit"]),
                ("It might have helped the others.", &["might"]),
                ("Hopefully it still runs.", &["hopefully"]),
                ("I tried to make it simpler.", &["tried to"]),
                ("We were really trying to help them.", &["trying to"]),
                ("Maybe one of the hardest things was the wait.", &["maybe"]),
            ],
        );
    }

    #[test]
    fn beside_a_number_it_is_none() {
        let cases = [
            "It took maybe 40 minutes.",
            "It fell by probably about three percent.",
            "I think four of us were there.",
            "It took three weeks, maybe.",
            "We might need half of it.",
        ];
        finds(hedges, &cases.map(|text| (text, &[] as &[&str])));
    }

    #[test]
    fn the_same_words_with_another_meaning_are_none() {
        let cases = [
            "Before I decide, I think hard and I think about the users.",
            "I asked them what I think anybody would ask.",
            "I think it through with a pen.",
            "We ran it as fast as we possibly could.",
            "Perhaps most importantly, it held.",
            "I flipped a bit in the mask, and a bit later it stopped.",
            "We bought a bit of time.",
            "I listed what might go wrong.",
            "I wrote a check for files that might be broken.",
            "I pushed with all my might.",
            "He looked at me hopefully.",
            "I tried to reproduce it, but it never failed again.",
            "Customers tried to log in all night.",
            "What kind of bug is it?",
            "It was, sort of, done.",
        ];
        finds(hedges, &cases.map(|text| (text, &[] as &[&str])));
    }
}
