//! Gates: what is not scored, and why. Silence, another language, noise, and talk that answers nothing.
//!
//! Each rule holds for any speaker: it asks what makes words an answer, not what a wrong one looked like. A gate
//! that is shut on a real answer is worse than one left open, so every rule needs several signs at once.

use std::sync::LazyLock;

use crate::lexicon;
use std::collections::{BTreeMap, BTreeSet};

use super::language::{is_foreign, is_guessed, is_labelled_foreign};
use super::questions::Question;
use super::story::{deeds, first_person};
use super::told::Told;
use crate::doubt::Doubt;
use crate::english::numbers::is_number;
use crate::english::verbs::is_past;
use crate::english::words::Sentence;
use crate::prompt::Prompt;
use crate::transcript::{Word, is_hesitation, key};

/// The least number of words that is judged.
pub const LEAST_WORDS: usize = 20;

/// Returns why an answer is not to be scored; nothing for an answer that is.
pub(crate) fn doubt(told: &Told<'_>, prompt: &Prompt, questions: &[Question]) -> Option<Doubt> {
    if is_labelled_foreign(&told.transcript.words) {
        return Some(Doubt::NotTheLanguage);
    }
    let words = told.transcript.spoken_words();
    if words < LEAST_WORDS {
        return Some(Doubt::TooFewWords { words, least: LEAST_WORDS });
    }
    let keys: Vec<String> = told.transcript.words.iter().map(Word::key).collect();
    let keys: Vec<&str> =
        keys.iter().map(String::as_str).filter(|key| !key.is_empty() && !is_hesitation(key)).collect();
    let rules: [(Rule, Doubt); 8] = [
        (|said| is_foreign(&said.keys) || is_guessed(said.words), Doubt::NotTheLanguage),
        (is_read_back, Doubt::QuestionReadBack),
        (is_noise, Doubt::Nonsense),
        (passes_on, Doubt::NoAnswerGiven),
        (is_repetition, Doubt::Repetition),
        (is_salad, Doubt::Nonsense),
        (is_stuffed, Doubt::Nonsense),
        (is_off_topic, Doubt::OffTopic),
    ];
    let said = Said {
        keys,
        words: &told.transcript.words,
        sentences: told.sentences,
        prompt,
        asks: !questions.is_empty(),
    };
    rules.into_iter().find(|(holds, _)| holds(&said)).map(|(_, doubt)| doubt)
}

/// One gate: whether it is shut for what was said.
type Rule = fn(&Said<'_>) -> bool;

/// What was said, as the gates look at it.
struct Said<'a> {
    keys: Vec<&'a str>,
    words: &'a [Word],
    sentences: &'a [Sentence],
    prompt: &'a Prompt,
    /// Whether questions are wanted and were asked: then a question is an answer.
    asks: bool,
}

impl Said<'_> {
    /// The share of words of a kind.
    fn share(&self, of: impl Fn(&str) -> bool) -> f64 {
        self.keys.iter().filter(|key| of(key)).count() as f64 / self.keys.len().max(1) as f64
    }

    /// The share of words that stand in sentences of a kind.
    fn share_in(&self, of: impl Fn(&Sentence) -> bool) -> f64 {
        let words: usize = self.sentences.iter().filter(|s| of(s)).map(|s| s.tokens.len()).sum();
        words as f64 / self.keys.len().max(1) as f64
    }
}

/// Questions and orders instead of statements, or the very words of the question.
fn is_read_back(said: &Said<'_>) -> bool {
    let asks = |sentence: &Sentence| {
        let opening = sentence.after_opening();
        let orders = [
            "describe a",
            "describe the",
            "tell me about",
            "tell us about",
            "give an example",
            "give me an example",
        ];
        let questions = [
            "what was",
            "what were",
            "what did you",
            "how did you",
            "why did you",
            "what would you",
            "how do you",
            "have you ever",
        ];
        let question =
            said.words.get(sentence.range.end.wrapping_sub(1)).is_some_and(|word| word.text.contains('?'));
        orders.iter().chain(&questions).any(|turn| sentence.starts_at(opening, turn))
            || (question && sentence.has_word(&["you", "your"]))
    };
    let asked: BTreeSet<String> =
        said.prompt.text.split_whitespace().map(key).filter(|key| !key.is_empty()).collect();
    let question: Vec<String> =
        said.prompt.text.split_whitespace().map(key).filter(|key| !key.is_empty()).collect();
    let threes: BTreeSet<&[String]> = question.windows(3).collect();
    let keys: Vec<String> = said.keys.iter().map(|key| (*key).to_owned()).collect();
    let mut covered = vec![false; keys.len()];
    for (at, three) in keys.windows(3).enumerate() {
        if threes.contains(three) {
            covered[at..at + 3].fill(true);
        }
    }
    let same = covered.iter().filter(|covered| **covered).count() as f64 / keys.len().max(1) as f64;
    let known = said.share(|key| asked.contains(key));
    (!said.asks && said.share_in(asks) > 0.6) || (same > 0.55 && known > 0.7)
}

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/gates.txt");

/// Turns with which a question is passed on.
static PASSING: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "passing"));

/// The question passed on: such turns in much of what was said, and no deed told.
fn passes_on(said: &Said<'_>) -> bool {
    let passing = |sentence: &Sentence| sentence.has_phrase(&PASSING);
    let told: usize = said.sentences.iter().map(deeds).sum();
    let count = said.sentences.iter().filter(|sentence| passing(sentence)).count();
    !said.asks && told == 0 && count > 0 && said.share_in(passing) > 0.25
}

/// The same four words again and again over most of the answer, or very few different words.
fn is_repetition(said: &Said<'_>) -> bool {
    let mut count: BTreeMap<&[&str], usize> = BTreeMap::new();
    for four in said.keys.windows(4) {
        *count.entry(four).or_default() += 1;
    }
    let mut covered = vec![false; said.keys.len()];
    for (at, four) in said.keys.windows(4).enumerate() {
        if count.get(four).is_some_and(|times| *times > 1) {
            covered[at..at + 4].fill(true);
        }
    }
    let repeated = covered.iter().filter(|covered| **covered).count() as f64 / said.keys.len().max(1) as f64;
    let different: BTreeSet<&&str> = said.keys.iter().collect();
    // An answer of 300 words has about 150 different ones, of 1000 about 350.
    repeated > 0.5 || (different.len() as f64) < 0.25 * (said.keys.len() as f64).min(200.0)
}

/// Sounds that are sung and not said.
static SUNG: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "sung"));

/// What recognisers write for applause, music and silence, and what is said to nobody.
static CAPTIONS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "captions"));

/// What is said to a microphone and not to a person.
static TRYING_OUT: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "trying-out"));

/// Counting, singing, captions and trying out the microphone.
fn is_noise(said: &Said<'_>) -> bool {
    let told: usize = said.sentences.iter().map(deeds).sum();
    let short = |sentence: &Sentence| sentence.tokens.len() <= 12;
    let captions = said.share_in(|sentence| short(sentence) && sentence.has_phrase(&CAPTIONS));
    let heard: BTreeSet<&&str> = TRYING_OUT
        .iter()
        .filter(|turn| said.sentences.iter().any(|sentence| sentence.has_phrase(&[turn])))
        .collect();
    let tries = said.share_in(|sentence| sentence.has_phrase(&TRYING_OUT));
    said.share(is_number) > 0.5
        || said.share(|key| SUNG.contains(&key)) > 0.12
        || captions > 0.5
        || (told == 0 && heard.len() >= 2 && tries > 0.3)
        || said.share(|key| key.chars().count() == 1 && !matches!(key, "i" | "a")) > 0.5
}

/// Words that no noun phrase can go on with.
const DETERMINERS: [&str; 8] = ["the", "a", "an", "my", "our", "your", "their", "every"];

/// Words that cannot follow a determiner.
static NOT_AFTER: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "not-after"));

/// Prepositions, of which two rarely meet.
static PREPOSITIONS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "prepositions"));

/// Word salad: pairs of words that grammar does not allow, or hardly any of the small words that sentences need.
fn is_salad(said: &Said<'_>) -> bool {
    let small = |key: &str| {
        DETERMINERS.contains(&key)
            || NOT_AFTER.contains(&key)
            || PREPOSITIONS.contains(&key)
            || matches!(
                key,
                "in" | "on"
                    | "that"
                    | "this"
                    | "not"
                    | "so"
                    | "but"
                    | "you"
                    | "which"
                    | "me"
                    | "then"
                    | "had"
                    | "have"
            )
    };
    let broken = said
        .sentences
        .iter()
        .map(|sentence| {
            let pairs = sentence
                .tokens
                .windows(2)
                .filter(|pair| !pair[1].after_break && is_broken(&pair[0].key, &pair[1].key));
            let last = sentence.tokens.last().map_or("", |token| token.key.as_str());
            pairs.count()
                + usize::from(matches!(last, "the" | "a" | "an" | "onto" | "my" | "our" | "because"))
        })
        .sum::<usize>();
    let rate = broken as f64 / said.keys.len().max(1) as f64;
    (broken >= 3 && rate > 0.06) || said.share(small) < 0.06
}

/// Whether grammar hardly allows one word after another. The same word twice is a slip, not salad.
fn is_broken(first: &str, second: &str) -> bool {
    if first == second {
        return false;
    }
    let after_determiner = DETERMINERS.contains(&first) && NOT_AFTER.contains(&second);
    let two_prepositions = PREPOSITIONS.contains(&first)
        && PREPOSITIONS.contains(&second)
        && (first != "from" || matches!(second, "of" | "with" | "for" | "by"));
    let after_preposition =
        PREPOSITIONS.contains(&first) && matches!(second, "and" | "or" | "is" | "was" | "were" | "because");
    let two_joins =
        matches!(first, "and" | "or" | "because") && matches!(second, "or" | "of" | "and" | "than");
    after_determiner || two_prepositions || after_preposition || two_joins
}

/// Words of interview guides: an answer has a few of them, a list of them is no answer.
static JARGON: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "jargon"));

/// Words that name the parts of an answer.
const NAMES: [&str; 8] =
    ["situation", "task", "action", "actions", "result", "results", "learning", "outcome"];

/// Keyword stuffing: the vocabulary of interviews with little between it.
fn is_stuffed(said: &Said<'_>) -> bool {
    let segments: usize = said
        .sentences
        .iter()
        .map(|sentence| sentence.tokens.iter().filter(|token| token.after_break).count())
        .sum();
    let run = said.keys.len() as f64 / segments.max(1) as f64;
    let jargon = said.share(|key| JARGON.contains(&key));
    said.share(|key| NAMES.contains(&key)) > 0.15
        || jargon > 0.3
        || (segments >= 8 && run < 2.6 && jargon > 0.12)
        || (segments >= 10 && run < 1.9)
}

/// Words of work, study and common undertakings.
static WORK: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "work"));

/// Talk about something else: nobody tells of anything done, and the words are not of work.
fn is_off_topic(said: &Said<'_>) -> bool {
    let persons = said.share(first_person);
    let deeds: usize = said.sentences.iter().map(deeds).sum();
    let work = said.share(|key| WORK.contains(&key));
    let own_past = said.sentences.iter().any(|sentence| {
        (0..sentence.tokens.len()).any(|index| {
            matches!(sentence.key(index), "i" | "we")
                && is_past(sentence.key(crate::english::verbs::verb_after(sentence, index)))
        })
    });
    !said.asks
        && deeds == 0
        && (persons < 0.005 || !own_past && (persons < 0.02 || persons < 0.1 && work < 0.015))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{plain_prompt, structure_of};
    use super::*;

    #[track_caller]
    fn doubts_are(text: &str, wanted: &[&str]) {
        let found = structure_of(text);
        let kinds: Vec<&str> = found.doubts.iter().map(Doubt::kind).collect();
        assert_eq!(kinds, wanted, "{text}");
    }

    #[test]
    fn what_is_no_answer_is_not_scored() {
        struct Case(&'static str, &'static str);
        let cases = [
            Case("I fixed it and it was fine.", "too_few_words"),
            Case("", "too_few_words"),
            Case(
                "Im Herbst haben wir mit dem Kunden gesprochen und ich habe den Fehler in der Liste gefunden, aber er war nicht \
                 schwer, und das Team hat ihn schnell behoben.",
                "not_the_language",
            ),
            Case(
                "Tell me about something hard that you got done at work. What was going on, what did you have to do, which steps \
                 did you take and why, and how did it turn out?",
                "question_read_back",
            ),
            Case(
                "What was the last promise that you broke? How did your team take it, and when did you tell them about it? And \
                 would you do it again?",
                "question_read_back",
            ),
            Case(
                "Give me an example of a goal that you did not reach. What did you do about it? How did you tell your manager? \
                 What would you change today?",
                "question_read_back",
            ),
            Case(
                "Uh, nothing comes to mind, to be honest. I don't have an example for that one, so I would like to pass on this, \
                 if that is okay for you.",
                "no_answer_given",
            ),
            Case(
                "We shipped it on time. We shipped it on time. We shipped it on time. We shipped it on time. We shipped it on time.",
                "repetition",
            ),
            Case(
                "Ten nine eight seven six five four three two one zero and ten nine eight seven six five four three two one",
                "nonsense",
            ),
            Case(
                "Mic check, mic check. Is it on? Hello, can you hear me now? It's recording, I guess. Let me check the level once \
                 more. Hello?",
                "nonsense",
            ),
            Case(
                "Lamp the of quick into and seven was blue because the an under table from by green or the with yellow spoon of to \
                 nine window.",
                "nonsense",
            ),
            Case(
                "Spread the dough on a tray and brush it with oil. Bake it for twenty minutes until the edges are brown, and let it \
                 cool down before you cut it.",
                "off_topic",
            ),
            Case(
                "Ownership, metrics, impact, stakeholders, latency, dashboards, canary, rollback, deliver results, dive deep, customers, \
                  trade-offs, learning, leadership principles, bias, teamwork, communication, outcome, verification.",
                "nonsense",
            ),
        ];
        for Case(text, kind) in cases {
            doubts_are(text, &[kind]);
        }
    }

    #[test]
    fn real_answers_pass_even_weak_ones() {
        for text in [
            "So we had this thing with the tool and it was slow, and then we changed it a bit and it was better, I think.",
            "Um, I I was the the only one on shift and, uh, the the oven broke, so I called the baker and we baked at his place.",
            "I think good teams talk to each other every day, and my style is to ask first and to decide later with the whole team.",
            "Migrated nine services to the new cluster. Wrote the runbook. Trained two teams. Downtime fell from 40 minutes to 3.",
            "I don't know how she did it, but she asked me for help, so I sat down with her and I rewrote the whole import that night.",
            "I tested the microphone of every room before the conference, and I replaced four of them, so nobody had to shout.",
        ] {
            doubts_are(text, &[]);
        }
    }

    #[test]
    fn the_question_is_compared_with_the_prompt_that_was_put() {
        let prompt = plain_prompt();
        assert!(prompt.text.contains("which steps did you take"));
    }
}
