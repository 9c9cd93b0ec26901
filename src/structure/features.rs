//! What the section model sees of a sentence: its words, word pairs, opening, and cues of tense, person and kind.
//!
//! Nothing tells where in the answer a sentence stands. A model that knows the place labels every answer as
//! complete, and then cannot say which part is missing, which is what a coach is for. Nothing credits the name of
//! a section either: whoever says "the result was" has not told one yet.

use std::sync::LazyLock;

use crate::english::lexicon;
use crate::english::numbers::{has_digit, is_number};
use crate::english::verbs::{OUTCOMES, begins_with_deed, deed_of, is_deed, is_past, verb_after};
use crate::english::words::Sentence;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/features.txt");

/// Words that name a section. They are no evidence of it.
static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "names"));

/// What stands for a word that is left out.
const GAP: &str = "_";

/// One observation about a sentence, as the model names it.
///
/// `w:` a word, `p:` a pair of neighbours, `o:` how the sentence opens, `c:` a cue. With `+` before it, of the
/// sentence after.
pub(crate) type Feature = String;

/// Whether an observation is made of the speaker's own words, rather than a class of them.
///
/// Of those, a fitted model keeps only such as several sources share.
#[must_use]
pub fn is_lexical(feature: &str) -> bool {
    feature.trim_start_matches('+').starts_with(['w', 'p', 'o'])
}

/// Returns what the model sees of each sentence, the cues of the next one included.
pub(crate) fn features(sentences: &[Sentence]) -> Vec<Vec<Feature>> {
    let cues: Vec<Vec<&'static str>> = sentences.iter().map(cues).collect();
    sentences
        .iter()
        .enumerate()
        .map(|(at, sentence)| {
            let mut found = own_words(sentence);
            found.extend(cues[at].iter().map(|cue| format!("c:{cue}")));
            let next = cues.get(at + 1).into_iter().flatten().filter(|cue| !is_everywhere(cue));
            found.extend(next.map(|cue| format!("+c:{cue}")));
            found.sort_unstable();
            found.dedup();
            found
        })
        .collect()
}

/// Whether every sentence has a cue of this kind. Of the next sentence it would only say that there is one, and so
/// which sentence is the last: the place, by the back door.
fn is_everywhere(cue: &str) -> bool {
    cue == "any" || cue.starts_with("about ")
}

/// The words and pairs of a sentence, figures as one word, names of sections left out.
fn own_words(sentence: &Sentence) -> Vec<Feature> {
    let shown: Vec<&str> = sentence.tokens.iter().map(|token| shown(&token.key)).collect();
    let mut found: Vec<Feature> =
        shown.iter().filter(|word| **word != GAP).map(|word| format!("w:{word}")).collect();
    found.extend(
        shown.windows(2).filter(|pair| !pair.contains(&GAP)).map(|pair| format!("p:{} {}", pair[0], pair[1])),
    );
    let opening = sentence.after_opening();
    if let Some(first) = shown.get(opening).filter(|word| **word != GAP) {
        found.push(format!("o:{first}"));
        if let Some(second) = shown.get(opening + 1).filter(|word| **word != GAP) {
            found.push(format!("o:{first} {second}"));
        }
    }
    found
}

/// A word as the model sees it.
fn shown(key: &str) -> &str {
    if NAMES.contains(&key) {
        GAP
    } else if is_number(key) || has_digit(key) {
        "#"
    } else {
        key
    }
}

/// What kind of sentence it is, by tense, person and classes of words.
fn cues(sentence: &Sentence) -> Vec<&'static str> {
    let mut found = vec!["any"];
    let mut note = |is: bool, cue: &'static str| {
        if is {
            found.push(cue);
        }
    };
    note(deed_of(sentence, "i").is_some(), "i did");
    note(deed_of(sentence, "we").is_some(), "we did");
    note(begins_with_deed(sentence), "did, no subject");
    note(is_progressive(sentence), "was doing");
    note(is_passive(sentence), "was done");
    note(sentence.has_phrase(&["there was", "there were", "there had"]), "there was");
    note(PLANNED.contains(&sentence.key(0)), "to do, no subject");
    note(is_obliged(sentence, "i"), "i had to");
    note(is_obliged(sentence, "we"), "we had to");
    note(is_charged(sentence), "was charged to");
    note(is_duty(sentence), "my duty was");
    note(is_present(sentence), "i do");
    note(sentence.has_word(&["would", "could", "should", "might"]), "would");
    note(
        sentence.has_word(&["not", "no", "never", "didn't", "wasn't", "couldn't", "nobody", "without"]),
        "not",
    );
    let figure = sentence.tokens.iter().any(|token| is_number(&token.key));
    let outcome = sentence.has_word(&OUTCOMES);
    note(figure, "figure");
    note(outcome, "outcome");
    note(figure && outcome, "outcome in figures");
    note(has_from_to(sentence), "from to");
    note(sentence.has_word(&PROBLEMS), "problem");
    note(sentence.has_word(&PRAISE), "praise");
    note(
        sentence.has_word(&["because", "since", "instead", "rather", "decided", "chose", "considered"]),
        "reason",
    );
    note(sentence.has_phrase(&LESSONS), "lesson");
    note(sentence.has_phrase(&CHANGES), "changed since");
    note(sentence.has_phrase(&DONE), "done");
    note(opens_with(sentence, &SETTINGS), "setting");
    note(opens_with(sentence, &STEPS), "step");
    note(opens_with(sentence, &CLOSES), "close");
    note(sentence.has_word(&DEADLINES), "by when");
    note(sentence.tokens.len() < 8, "short");
    note(sentence.tokens.len() > 26, "long");
    found.push(subject(sentence));
    found
}

/// Verbs with which a task is written down: "Reduce the load time".
static PLANNED: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "planned"));

static PROBLEMS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "problems"));

static PRAISE: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "praise"));

static LESSONS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "lessons"));

static CHANGES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "changes"));

static DONE: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "done"));

static SETTINGS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "settings"));

static STEPS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "steps"));

static CLOSES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "closes"));

static DEADLINES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "deadlines"));

/// Words for a duty or an aim.
static DUTIES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "duties"));

/// Whether a sentence begins with one of these phrases, with or without words that only open it.
fn opens_with(sentence: &Sentence, phrases: &[&str]) -> bool {
    let opening = sentence.after_opening();
    phrases.iter().any(|phrase| sentence.starts_at(0, phrase) || sentence.starts_at(opening, phrase))
}

/// "was failing", "had been using": what went on before the story begins.
fn is_progressive(sentence: &Sentence) -> bool {
    pairs_from(sentence, &["was", "were", "been", "wasn't", "weren't", "kept"], |verb| {
        verb.len() > 4 && verb.ends_with("ing")
    })
}

/// "was adopted", "were told".
fn is_passive(sentence: &Sentence) -> bool {
    pairs_from(sentence, &["was", "were", "been", "got", "is", "are"], is_deed)
}

/// Whether one of these words is followed by a word of a kind, past adverbs.
fn pairs_from(sentence: &Sentence, first: &[&str], second: impl Fn(&str) -> bool) -> bool {
    (0..sentence.tokens.len())
        .filter(|index| first.contains(&sentence.key(*index)))
        .any(|index| second(sentence.key(verb_after(sentence, index))))
}

/// "I had to", "I needed to", "I wanted to".
fn is_obliged(sentence: &Sentence, subject: &str) -> bool {
    (0..sentence.tokens.len()).filter(|index| sentence.key(*index) == subject).any(|index| {
        let verb = if sentence.key(index + 1) == "also" { index + 2 } else { index + 1 };
        match sentence.key(verb) {
            "had" | "needed" | "wanted" | "aimed" | "intended" | "planned" | "hoped" | "have" | "need" => {
                sentence.key(verb + 1) == "to"
            }
            "should" => true,
            _ => false,
        }
    })
}

/// "was asked to", "was responsible for", "they wanted me to".
fn is_charged(sentence: &Sentence) -> bool {
    let charged =
        ["asked", "tasked", "assigned", "told", "responsible", "charged", "expected", "given", "supposed"];
    pairs_from(sentence, &["was", "were", "been", "am", "i'm"], |word| charged.contains(&word))
        || sentence.has_phrase(&[
            "me to",
            "us to",
            "asked me",
            "asked us",
            "up to me",
            "in charge of",
            "i owned",
        ])
}

/// "my job was to", "the goal was", "our aim": a duty or an aim that is said to be one.
fn is_duty(sentence: &Sentence) -> bool {
    (0..sentence.tokens.len()).filter(|index| DUTIES.contains(&sentence.key(*index))).any(|index| {
        let before = index.checked_sub(1).map_or("", |before| sentence.key(before));
        let two_before = index.checked_sub(2).map_or("", |before| sentence.key(before));
        let owned = ["my", "our", "the", "main", "primary", "real", "first"].contains(&before)
            || ["my", "our"].contains(&two_before);
        owned
            && (index + 1..index + 4)
                .any(|verb| matches!(sentence.key(verb), "was" | "is" | "were" | "became"))
    })
}

/// "I keep", "we use": the present of the speaker.
fn is_present(sentence: &Sentence) -> bool {
    (0..sentence.tokens.len()).filter(|index| matches!(sentence.key(*index), "i" | "we")).any(|index| {
        let verb = sentence.key(verb_after(sentence, index));
        matches!(
            verb,
            "am" | "are"
                | "keep"
                | "use"
                | "do"
                | "make"
                | "try"
                | "write"
                | "ask"
                | "check"
                | "run"
                | "start"
                | "have"
                | "take"
                | "know"
                | "look"
                | "set"
                | "put"
                | "believe"
                | "feel"
                | "plan"
                | "tell"
                | "send"
                | "share"
        ) && !is_past(verb)
    })
}

/// "from 480 to 190", "from four days to one".
fn has_from_to(sentence: &Sentence) -> bool {
    sentence.tokens.iter().enumerate().filter(|(_, token)| token.key == "from").any(|(index, _)| {
        (index + 1..index + 4).any(|number| is_number(sentence.key(number)))
            && (index + 2..index + 9).any(|to| {
                sentence.key(to) == "to" && (to + 1..to + 4).any(|number| is_number(sentence.key(number)))
            })
    })
}

/// Whom or what a sentence begins with.
fn subject(sentence: &Sentence) -> &'static str {
    match sentence.key(sentence.after_opening()) {
        "i" | "i'd" | "i've" | "i'm" => "about i",
        "we" | "we'd" | "we've" => "about we",
        "he" | "she" | "they" => "about them",
        "it" | "this" | "that" | "these" => "about it",
        "the" | "a" | "an" => "about the",
        "my" => "about my",
        "our" => "about our",
        "you" | "your" => "about you",
        "as" => "about as",
        _ => "about other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::words::one_sentence;

    #[test]
    fn the_name_of_a_section_is_no_evidence() {
        let found = features(&[one_sentence("Result the results situation actions")]).concat();
        let named: Vec<&Feature> =
            found.iter().filter(|feature| NAMES.iter().any(|name| feature.contains(name))).collect();
        assert!(named.is_empty(), "{named:?}");
    }

    #[test]
    fn cues_tell_deeds_from_duties_and_states() {
        struct Case(&'static str, &'static str, bool);
        let cases = [
            Case("Then I quickly rewrote the query", "i did", true),
            Case("I needed to rewrite the query", "i did", false),
            Case("I needed to rewrite the query", "i had to", true),
            Case("I had two options", "i had to", false),
            Case("My job was to find the cause", "my duty was", true),
            Case("The job took two hours", "my duty was", false),
            Case("We were asked to speed it up", "was charged to", true),
            Case("The importer was failing twice a week", "was doing", true),
            Case("The failing importer was old", "was doing", false),
            Case("It went from four days to one", "from to", true),
            Case("A message from her to me", "from to", false),
            Case("What I learned is to ask first", "lesson", true),
        ];
        for Case(text, cue, wanted) in cases {
            assert_eq!(cues(&one_sentence(text)).contains(&cue), wanted, "{text} / {cue}");
        }
    }

    #[test]
    fn the_cues_of_the_next_sentence_are_marked_and_do_not_tell_the_last() {
        let found = features(&[one_sentence("It was slow"), one_sentence("I wrote it")]);
        assert!(found[0].contains(&"+c:i did".to_owned()));
        assert!(!found[0].contains(&"c:i did".to_owned()));
        assert!(!found[0].iter().any(|feature| feature == "+c:any" || feature.starts_with("+c:about")));
        assert!(!found[1].iter().any(|feature| feature.starts_with('+')));
    }
}
