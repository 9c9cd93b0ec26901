//! Written answers to other questions than one for a story, found and judged by the real rules.

use std::sync::OnceLock;

use crate::prompt::{Catalog, Prompt};
use crate::report::{Report, Source};
use crate::rubric;
use crate::transcript::Transcript;

const FIRST: &str = "Last spring our clinic had forty calls a day that nobody picked up. I had to bring that under ten by \
    June. I counted the calls for a week and I moved two people to the mornings. I chose the mornings over a second line, \
    because most calls came before ten and a line costs money. I asked the doctors to block the first hour. As a result, \
    missed calls dropped from forty to six a day. The doctors told me that the mornings were finally calm. It turned out that \
    nobody had ever looked at the hours before. I learned to count before I hire. I added the count to our weekly checklist.";

const SECOND: &str = "The second one is about our library, where I fell short. The new reading room was to open in March. I \
    was responsible for the shelves. We ordered them in January and I skipped the call to the carpenter. I ignored his first \
    letter for a week. The shelves came five weeks late and we opened with boxes on the floor. Looking back I should have \
    called him first.";

const QUESTIONS: &str = "Thank you, I have two. What would you want the person in this role to have done after six months, \
    and how do you measure it? And do you write tests before a release? One more, how many holidays are there in a year?";

fn question(name: &str) -> Prompt {
    let ids: Vec<&str> = rubric::ids().collect();
    Catalog::shipped(&ids).unwrap().find_one(name).unwrap().clone()
}

/// Made once by the real rules: the laws of the report look at hundreds.
fn once(kept: &'static OnceLock<Report>, make: impl FnOnce() -> Report) -> Report {
    kept.get_or_init(make).clone()
}

fn answer(name: &str, file: &str, text: &str) -> Report {
    let prompt = question(name);
    let rubric = rubric::find(&prompt.rubric).unwrap();
    let source = Source::Text { name: file.to_owned() };
    crate::report_on(&prompt, &rubric, source, Transcript::from_text(text), None)
}

/// Both stories, the first one good, the second one thin.
pub(in crate::report) fn two_part() -> Report {
    static MADE: OnceLock<Report> = OnceLock::new();
    let text = format!("{FIRST} {SECOND}");
    once(&MADE, || answer("expectations/above-and-below", "two-stories.txt", &text))
}

/// The first story alone where two were wanted.
pub(in crate::report) fn one_of_two() -> Report {
    answer("expectations/above-and-below", "one-story.txt", FIRST)
}

/// Questions of the candidate, good and not so good.
pub(in crate::report) fn asking_back() -> Report {
    static MADE: OnceLock<Report> = OnceLock::new();
    once(&MADE, || answer("screen/reverse-questions", "questions.txt", QUESTIONS))
}
