//! Two stories in one answer, one story alone, questions of a candidate, and a rubric of one's own.

use serde_json::Value;

use crate::desk::Desk;

const FIRST: &str = "Two winters ago our bakery threw away thirty loaves every evening. I was asked to halve that before March. \
    I counted what was left for two weeks, and I baked the second batch only after noon. I chose the later batch over a smaller \
    oven because an oven costs money. As a result, the waste fell from thirty loaves to nine. The owner told me that it was the \
    first winter without a loss. It turned out that nobody had ever counted before. I learned to count for two weeks before I \
    change a plan.";

const SECOND: &str = "The choir was to sing in the town hall in June. I was responsible for the scores. I ordered them in May \
    and I skipped the call to the printer. They came four days late, and twelve people sang from copies. Looking back I should \
    have called him in the first week. I added a date for the printer to our checklist.";

fn scored(desk: &Desk, more: &[&str]) -> Value {
    let ended = desk.run(["score", "--text", "--json"].iter().chain(more));
    assert_eq!((ended.code, &*ended.err), (0, ""));
    ended.documents().remove(0)
}

fn parts(document: &Value, list: &str) -> Vec<u64> {
    let mut parts: Vec<u64> =
        document[list].as_array().unwrap().iter().filter_map(|item| item["part"].as_u64()).collect();
    parts.dedup();
    parts
}

#[test]
fn two_stories_in_one_file_are_scored_one_by_one() {
    let desk = Desk::new();
    desk.file("both.txt", format!("{FIRST}\n\nNow for the one where I fell short. {SECOND}"));
    let document = scored(&desk, &["--prompt", "expectations/above-and-below", "both.txt"]);
    let found = document["structure"]["parts"].as_array().unwrap();
    assert_eq!(found[1]["first_word"].as_u64(), Some(FIRST.split_whitespace().count() as u64));
    assert_eq!(
        (parts(&document, "verdicts"), parts(&document["structure"], "sections")),
        (vec![1, 2], vec![1, 2])
    );
    let letters: Vec<&str> = document["structure"]["sections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|span| span["section"].as_str().unwrap())
        .collect();
    for letter in ["F", "C", "D", "U"] {
        assert!(letters.contains(&letter), "{letter} in {letters:?}");
    }
}

#[test]
fn one_story_alone_is_half_of_the_answer_or_all_of_it_with_part() {
    let desk = Desk::new();
    desk.file("first.txt", FIRST);
    desk.file("second.txt", SECOND);
    let half = scored(&desk, &["--prompt", "expectations/above-and-below", "first.txt"]);
    let whole = scored(&desk, &["--prompt", "expectations/above-and-below", "--part", "1", "first.txt"]);
    let (half, whole) = (half["overall"].as_f64().unwrap(), whole["overall"].as_f64().unwrap());
    assert!((half * 2.0 - whole).abs() <= 1.0 && whole > 40.0, "{half} {whole}");
    let second = scored(&desk, &["--prompt", "expectations/above-and-below", "--part", "2", "second.txt"]);
    assert_eq!(parts(&second, "verdicts"), [2]);
    assert_eq!(parts(&second["structure"], "parts"), [2]);
    let ended = desk.run(["score", "--text", "--part", "2", "second.txt"]);
    assert_eq!(ended.code, 2, "{}", ended.err);
    assert!(ended.err.contains("`--part` is for two-part questions"), "{}", ended.err);
}

#[test]
fn questions_of_a_candidate_are_scored_as_questions() {
    let desk = Desk::new();
    desk.file(
        "good.txt",
        "What should the person in this role have reached after three months? I'd also like to know how the team shares the \
         nights on call.",
    );
    desk.file(
        "page.txt",
        "Thank you for the talk. What does the company do? And how many holidays are there, and is there a gym in the building?",
    );
    let prompt = ["--prompt", "screen/reverse-questions"];
    let figure = |file: &str| scored(&desk, &[prompt[0], prompt[1], file])["overall"].as_u64().unwrap();
    let (good, page) = (figure("good.txt"), figure("page.txt"));
    assert!(good >= 90 && page <= 60, "{good} {page}");
}

#[test]
fn a_rubric_of_ones_own_is_checked_and_used() {
    let desk = Desk::new();
    let right = "id = \"mine\"\nversion = 1\ntitle = \"Mine\"\nkinds = [\"story\"]\n\n[no_story]\nanchor = \"None.\"\n\n\
                 [[criterion]]\nid = \"causes\"\ntitle = \"Causes\"\nweight = 1\nanchors = [\"a\", \"b\", \"c\", \"d\", \"e\"]\n";
    desk.file("mine.toml", right);
    desk.file("wrong.toml", right.replace("\"causes\"", "\"cause\"").replace(", \"e\"", ""));
    desk.file("first.txt", FIRST);
    assert_eq!(desk.run(["rubric", "check", "mine.toml"]).code, 0);
    let ended = desk.run(["rubric", "check", "mine.toml", "wrong.toml"]);
    assert_eq!(ended.code, 1);
    for says in [
        "wrong.toml:10:6: there is no rule `cause`; did you mean `causes`?",
        "   10 | id = \"cause\"\n      |      ^^^^^^^",
        "wrong.toml:13:27: there are 4 `anchors`",
        "1 of 2 rubrics cannot be used",
    ] {
        assert!(ended.err.contains(says), "{}", ended.err);
    }
    let document = scored(&desk, &["--rubric", "mine.toml", "first.txt"]);
    assert_eq!(document["verdicts"].as_array().unwrap().len(), 1);
    assert_eq!(document["verdicts"][0]["criterion"], "causes");
    assert_eq!(desk.run(["score", "--text", "--rubric", "wrong.toml", "first.txt"]).code, 1);
}
