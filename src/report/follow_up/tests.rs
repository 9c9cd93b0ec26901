//! What a follow-up adds, held on answers that are found and judged for real.

use serde_json::Value;

use super::super::samples::{followed_up, followed_up_with};
use super::super::{Report, json, text};
use super::*;

/// The lines below the heading.
fn added(report: &Report) -> String {
    let shown = text(report, 100);
    let from = shown.find("WHAT THE FOLLOW-UP ADDED").unwrap();
    let section = &shown[from..];
    section.split("\n\n").next().unwrap().replace("\n  ", " ").replace('\n', " | ")
}

fn level_of(report: &Report, criterion: &str) -> Option<u8> {
    report.judgement.verdicts.iter().find(|verdict| verdict.criterion == criterion).and_then(level)
}

#[test]
fn a_result_that_was_missing_and_is_told_when_asked_for_raises_the_result() {
    let (answer, report) =
        followed_up_with("In the end the water had 26 degrees two days early, and all 340 children swam.");
    assert!(level_of(&report, "result") > level_of(&answer, "result"));
    assert!(report.judgement.overall > answer.judgement.overall);
    let Added::Judged { changes, .. } = &report.follow_up.as_ref().unwrap().added else { panic!() };
    let result = changes.iter().find(|change| change.criterion == "result").unwrap();
    assert!(result.is_a_gain() && !result.shown_by.is_empty());
    for quote in &result.shown_by {
        assert_eq!(quote.quote, report.transcript.quote(quote.words));
        assert!(report.follow_up_words().contains(quote.words.first));
    }
    let says = added(&report);
    let (with, without) = (report.judgement.overall.unwrap(), answer.judgement.overall.unwrap());
    assert!(says.contains(&format!("Score: {with} of 100 with it, {without} without.")), "{says}");
    assert!(
        says.contains("| - Result: 1 to ") && says.contains(", because you said follow-up 0:01.0"),
        "{says}"
    );
    assert!(says.contains("Asked: \"And how did it end?\""), "{says}");
}

#[test]
fn a_follow_up_that_says_nothing_new_adds_nothing_and_costs_nothing() {
    let (answer, report) = followed_up_with("Um, I would say that depends on how you look at it.");
    assert_eq!(report.judgement.overall, answer.judgement.overall);
    let Added::Judged { changes, heard } = &report.follow_up.as_ref().unwrap().added else { panic!() };
    assert!(changes.is_empty() && heard.is_empty(), "{changes:?} {heard:?}");
    let says = added(&report);
    assert!(says.contains("It added nothing yet that the criteria look for, and it cost nothing"), "{says}");
    assert!(says.contains("wants the end of the story"), "{says}");
}

#[test]
fn silence_and_talk_that_cannot_be_scored_leave_the_answer_as_it_was() {
    let again = samples_words();
    for (said, says) in [
        ("", "No words were heard in it, so the score stays at "),
        (&*again, "It could not be judged with the answer, so the score stays at "),
    ] {
        let (answer, report) = followed_up_with(said);
        assert_eq!(report.judgement, answer.judgement, "{said:?}");
        assert_eq!(report.structure, answer.structure);
        assert!(added(&report).contains(says), "{}", added(&report));
        assert!(report.why_not_scored().next().is_none());
    }
}

/// The words of the answer itself, said once more.
fn samples_words() -> String {
    let (answer, _) = followed_up_with("");
    answer.transcript.to_string()
}

#[test]
fn the_delivery_of_the_answer_is_not_touched() {
    let (answer, report) = followed_up_with("Um, we, um, finished two days early and all of them swam.");
    assert_eq!(report.measures, answer.measures);
    let delivery = |report: &Report| {
        let shown = text(report, 100);
        let (_, rest) = shown.split_once("\nDELIVERY\n").unwrap();
        rest.split_once("\nABOUT THIS REPORT\n").unwrap().0.to_owned()
    };
    assert_eq!(delivery(&report), delivery(&answer));
    let measures =
        |report: &Report| serde_json::from_str::<Value>(&json(report)).unwrap()["measures"].clone();
    assert_eq!(measures(&report), measures(&answer));
    assert!(added(&report).contains("It took 0:05 at "), "{}", added(&report));
}

#[test]
fn places_in_the_follow_up_are_those_of_its_own_sound() {
    let report = followed_up();
    let follow_up = report.follow_up.clone().unwrap();
    let shown = text(&report, 100);
    let (_, heard) = shown.split_once("WHAT WAS HEARD IN THE FOLLOW-UP\n").unwrap();
    let first = heard.lines().next().unwrap();
    assert!(first.contains("0:01.0  In the end the water"), "{first}");
    let document: Value = serde_json::from_str(&json(&report)).unwrap();
    let word = &document["transcript"]["words"][follow_up.first_word];
    let own = word["from"].as_f64().unwrap() - document["follow_up"]["starts"].as_f64().unwrap();
    assert!((own - 1.0).abs() < 0.01 && word["text"] == "In", "{word}");
    let (answer, _) = followed_up_with("");
    assert_eq!(document["source"]["name"], "2026-11-22-0412/1");
    assert_eq!(document["follow_up"]["first_word"], answer.transcript.words.len());
}

#[test]
fn one_question_is_asked_about_an_answer_and_none_about_two_stories_in_one() {
    let (answer, report) = followed_up_with("It went well.");
    assert!(answer.follow_up_question().is_some());
    assert_eq!(report.follow_up_question(), None);
    let mut two = answer;
    two.structure.parts = vec![crate::structure::Part { part: 1, words: two.transcript.all() }];
    assert_eq!(two.follow_up_question(), None);
}

#[test]
fn the_same_answers_give_the_same_report() {
    assert_eq!(json(&followed_up()), json(&followed_up()));
}
