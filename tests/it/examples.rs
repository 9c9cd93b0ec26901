//! The worked examples that ship: each is what its question wants, by the program's own measure.
//!
//! `cargo test --test it examples -- --nocapture` prints the table.

use std::fmt::Write as _;

use greenroom::prompt::{Catalog, Kind, Prompt};
use greenroom::report::Source;
use greenroom::rubric;
use greenroom::transcript::Transcript;
use serde_json::Value;

use crate::desk::spoken;

/// What an example of a story reaches at least. Measured in November 2026 by the command in the head of this file: 89
/// to 100.
const LEAST: u64 = 86;

/// Spoken answers that lack what the examples have, each in another way.
const LESSER: [&str; 3] = ["weak", "hypothetical", "missing-result"];

fn catalog() -> Catalog {
    Catalog::shipped(&rubric::ids().collect::<Vec<_>>()).unwrap()
}

/// The document of an answer to a question, as `score --text --json` writes it.
fn document(prompt: &Prompt, answer: &str) -> Value {
    document_of_part(prompt, answer, None)
}

/// The same of one part of a two-part answer alone, as `--part` asks for it.
fn document_of_part(prompt: &Prompt, answer: &str, part: Option<u8>) -> Value {
    let rubric = rubric::find(&prompt.rubric).unwrap();
    let source = Source::Text { name: "answer.txt".into() };
    let report = greenroom::report_on_part(prompt, &rubric, source, Transcript::from_text(answer), part);
    serde_json::from_str(&greenroom::report::json(&report)).unwrap()
}

/// The words of a spoken answer, as it was meant.
fn words_of(answer: &str) -> String {
    let text = std::fs::read_to_string(spoken(answer).with_extension("json")).unwrap();
    let truth: Value = serde_json::from_str(&text).unwrap();
    let words: Vec<&str> =
        truth["words"].as_array().unwrap().iter().map(|word| word["w"].as_str().unwrap()).collect();
    words.join(" ")
}

/// The asks of a document that were not heard.
fn unheard(document: &Value, prompt: &Prompt, part: Option<u8>) -> Vec<String> {
    let wanted = prompt.asks.iter().filter(|ask| ask.required && ask.part == part);
    let asks = document["structure"]["asks"].as_array().unwrap();
    wanted
        .filter(|ask| !asks.iter().any(|found| found["id"] == *ask.id && found["state"] == "heard"))
        .map(|ask| ask.id.clone())
        .collect()
}

#[test]
fn each_example_of_a_story_brings_what_is_asked_and_scores_above_the_lesser_answers() {
    let catalog = catalog();
    let mut table = String::new();
    let mut wrong = Vec::new();
    let stories = catalog.find("screen").unwrap().into_iter().filter(|prompt| prompt.kind == Kind::Story);
    let mut seen = 0;
    for prompt in stories {
        assert!(!prompt.examples.is_empty(), "{} has no example", prompt.name());
        for example in &prompt.examples {
            seen += 1;
            let document = document(prompt, &example.text);
            let overall = document["overall"].as_u64().unwrap_or(0);
            let sections = document["structure"]["sections"].as_array().unwrap();
            // A lesson counts wherever it stands: the model knows few of them as a section.
            let lesson = document["structure"]["signals"]
                .as_array()
                .unwrap()
                .iter()
                .any(|s| s["signal"] == "learning");
            let has = |letter: &str| {
                sections.iter().any(|section| section["section"] == letter) || letter == "L" && lesson
            };
            let missing: Vec<&str> =
                ["S", "T", "A", "R", "L"].into_iter().filter(|letter| !has(letter)).collect();
            let unheard = unheard(&document, prompt, None);
            let lesser: Vec<u64> = LESSER
                .iter()
                .map(|name| self::document(prompt, &words_of(name))["overall"].as_u64().unwrap_or(0))
                .collect();
            let _ = writeln!(table, "{:<28}{overall:>4}  lesser {lesser:?}", prompt.name());
            if overall < LEAST
                || !missing.is_empty()
                || !unheard.is_empty()
                || lesser.iter().any(|score| *score >= overall)
            {
                wrong.push(format!("{}: {overall}, without {missing:?} and {unheard:?}", prompt.name()));
            }
        }
    }
    println!("{table}");
    assert!(seen >= 5 && wrong.is_empty(), "{table}{}", wrong.join("\n"));
}

#[test]
fn each_example_of_the_two_part_question_brings_the_nine_things() {
    let catalog = catalog();
    let prompt = catalog.find_one("expectations/above-and-below").unwrap();
    let parts: Vec<Option<u8>> = prompt.examples.iter().map(|example| example.part).collect();
    assert_eq!(parts, [Some(1), Some(2)]);
    for example in &prompt.examples {
        let document = document_of_part(prompt, &example.text, example.part);
        assert_eq!(unheard(&document, prompt, example.part), Vec::<String>::new(), "part {:?}", example.part);
    }
}

#[test]
fn every_example_that_ships_keeps_to_the_target_of_its_question_and_no_two_are_alike() {
    let catalog = catalog();
    let all: Vec<(&Prompt, &str, f64)> = catalog
        .packs()
        .iter()
        .flat_map(|pack| &pack.prompts)
        .flat_map(|prompt| {
            prompt.examples.iter().map(move |one| (prompt, one.text.as_str(), one.length().seconds()))
        })
        .collect();
    for (at, (prompt, text, seconds)) in all.iter().enumerate() {
        let target = f64::from(prompt.time.target_from)..=f64::from(prompt.time.target_to);
        assert!(target.contains(seconds), "{}: {seconds} s", prompt.name());
        assert!(all[..at].iter().all(|(_, other, _)| other != text), "{}", prompt.name());
    }
}

/// The level that an answer reaches at most which only tries to please: magic words, numbers without meaning,
/// platitudes. `focus` looks at lengths and order alone.
const MOST_FOR_PLEASING: u64 = 2;

#[test]
fn answers_that_only_try_to_please_stay_at_the_lowest_levels() {
    let catalog = catalog();
    let prompt = catalog.find_one(greenroom::prompt::DEFAULT_PROMPT).unwrap();
    let text = std::fs::read_to_string("tests/stories/pleasing.jsonl").unwrap();
    let answers: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 10);
    for answer in answers {
        let document = document(prompt, answer["text"].as_str().unwrap());
        println!("{}: {}", answer["id"], document["overall"]);
        for verdict in document["verdicts"].as_array().unwrap().iter().filter(|v| v["criterion"] != "focus") {
            let level = verdict["level"].as_u64().unwrap_or(0);
            assert!(level <= MOST_FOR_PLEASING, "{}: {} {level}", answer["id"], verdict["criterion"]);
        }
    }
}

/// Of 28 answers that only try to please and were written by somebody who did not know the rule, so many are held back.
/// Half of them have been looked at since (9 of those 14), half have not (3 of those 14).
const HELD_OF_UNSEEN: usize = 11;

#[test]
fn no_plain_story_is_taken_for_an_answer_that_names_nothing() {
    let catalog = catalog();
    let prompt = catalog.find_one(greenroom::prompt::DEFAULT_PROMPT).unwrap();
    let text = std::fs::read_to_string("tests/stories/unseen.jsonl").unwrap();
    let answers: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let is_held = |answer: &Value| {
        let document = document(prompt, answer["text"].as_str().unwrap());
        let verdicts = document["verdicts"].as_array().unwrap();
        let held =
            |verdict: &Value| verdict["anchor"].as_str().is_some_and(|says| says.contains("names hardly"));
        verdicts.iter().any(held)
    };
    let (pleasing, plain): (Vec<&Value>, Vec<&Value>) =
        answers.iter().partition(|answer| answer["kind"] == "pleasing");
    assert_eq!((pleasing.len(), plain.len()), (28, 32));
    let held = pleasing.iter().filter(|answer| is_held(answer)).count();
    println!("{held} of {} that please are held back", pleasing.len());
    assert!(held >= HELD_OF_UNSEEN, "{held}");
    for answer in plain {
        assert!(!is_held(answer), "{}", answer["id"]);
    }
}
