//! Whole answers, and how often the labelled ones are taken for what they are.

use super::super::tests::structure_of;
use super::*;
use crate::english::sentences as split;
use crate::english::words;
use crate::structure::concepts::pattern::all_are_read;

/// Own answers: `kind: text`, or `not kind: text` for one that is near it.
const ANSWERS: &str = include_str!("../../../tests/stories/told_as.txt");

/// The labelled stories of all trades.
const STORIES: [&str; 3] = [
    include_str!("../../../tests/stories/office.jsonl"),
    include_str!("../../../tests/stories/software.jsonl"),
    include_str!("../../../tests/stories/trades.jsonl"),
];

/// Whether a rule holds for one sentence.
#[track_caller]
pub(super) fn check(rule: fn(&Transcript, &Sentence) -> bool, must: &[&str], must_not: &[&str]) {
    let holds = |text: &&&str| {
        let transcript = Transcript::from_text(text);
        rule(&transcript, &Sentence::new(&transcript, transcript.all()))
    };
    let missed: Vec<&&str> = must.iter().filter(|text| !holds(text)).collect();
    let wrong: Vec<&&str> = must_not.iter().filter(holds).collect();
    assert!(missed.is_empty() && wrong.is_empty(), "missed {missed:?}, wrong {wrong:?}");
}

/// What each sentence of a text is taken for, to be printed where a test fails.
fn marks(text: &str) -> Vec<String> {
    let transcript = Transcript::from_text(text);
    let sentences = words::sentences(&transcript, &split::sentences(&transcript));
    let line = |sentence: &Sentence| {
        format!("  {:?} {}", mark(&transcript, sentence), transcript.quote(sentence.range))
    };
    sentences.iter().map(line).collect()
}

#[test]
fn every_entry_of_the_lists_is_a_pattern() {
    all_are_read(LEXICON, &["imagined", "habits", "opinions", "traits", "career", "occasions"]);
}

#[test]
fn whole_answers_are_told_from_what_is_near_them() {
    let mut wrong = Vec::new();
    let mut count = std::collections::BTreeMap::new();
    for line in ANSWERS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (label, text) = line.split_once(": ").unwrap();
        let (is_wanted, name) = match label.strip_prefix("not ") {
            Some(name) => (false, name),
            None => (true, label),
        };
        *count.entry((name, is_wanted)).or_insert(0) += 1;
        let found = structure_of(text).told_as;
        assert_eq!(found.kind == Kind::Episode, found.is_story == Some(true));
        assert!(found.kind == Kind::Unclear || !found.shown_by.is_empty(), "{text}");
        if (found.kind.name() == name) != is_wanted {
            wrong.push(format!("{label}, found {:?}\n{}", found.kind, marks(text).join("\n")));
        }
    }
    for kind in ["episode", "hypothetical", "general_practice", "self_description", "opinion"] {
        assert!(count[&(kind, true)] >= 8 && count[&(kind, false)] >= 8, "{kind}: {count:?}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_story_told_in_the_present_and_too_few_words_are_left_open() {
    let kind = |text: &str| structure_of(text).told_as.kind;
    assert_eq!(kind("I fixed it."), Kind::Unclear);
    let present = "So I stand there with forty guests and no power. I grab the candles, and I send two people down to \
                   the cellar. I think that is the moment where it turns. They come back up with the old lamps. We \
                   hang them over the long table.";
    assert_eq!(structure_of(present).is_story, None, "{}", marks(present).join("\n"));
}

#[test]
fn the_spoken_answer_of_plans_is_no_story() {
    let truth: serde_json::Value =
        serde_json::from_str(include_str!("../../../tests/answers/hypothetical.json")).unwrap();
    let text = truth["sections"][0]["text"].as_str().unwrap();
    assert_eq!(structure_of(text).told_as.kind, Kind::Hypothetical, "{}", marks(text).join("\n"));
    let words: Vec<&str> =
        truth["words"].as_array().unwrap().iter().map(|word| word["w"].as_str().unwrap()).collect();
    let found = structure_of(&words.join(" ")).told_as;
    assert_eq!((found.kind, found.is_story), (Kind::Hypothetical, Some(false)));
}

/// What becomes of the labelled stories: opinions are no episode, and nothing else is said to be none.
#[test]
#[expect(clippy::print_stdout, reason = "the figures are for whoever runs it with --nocapture")]
fn no_labelled_story_is_called_an_opinion_and_no_opinion_a_story() {
    let mut wrong = Vec::new();
    let (mut opinions, mut told, mut episodes) = (0, 0, 0);
    for line in STORIES.iter().flat_map(|stories| stories.lines()) {
        let story: serde_json::Value = serde_json::from_str(line).unwrap();
        let sections = story["sections"].as_array().unwrap();
        let text: Vec<&str> = sections.iter().map(|section| section["text"].as_str().unwrap()).collect();
        let text = text.join(" ");
        let found = structure_of(&text).told_as;
        let is_opinion = story["kind"] == "opinion";
        opinions += usize::from(is_opinion);
        told += usize::from(!is_opinion);
        episodes += usize::from(!is_opinion && found.kind == Kind::Episode);
        if found.is_story == Some(!is_opinion) {
            continue;
        }
        println!("{} {}: {:?}\n{}", story["id"], story["kind"], found.kind, marks(&text).join("\n"));
        if is_opinion || found.is_story == Some(false) {
            wrong.push(story["id"].to_string());
        }
    }
    println!("{opinions} opinions; of {told} stories {episodes} are told as an episode");
    assert!(wrong.is_empty(), "{wrong:?}");
    // Measured: every one.
    assert!(opinions >= 6 && episodes * 100 >= told * 98, "{episodes} of {told}");
}
