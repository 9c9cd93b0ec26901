//! What is asked beside a plain question: two stories in one answer, and a follow-up to an answer.

use super::*;
use crate::interview::talk::FOLLOW_UP_TIME;
use crate::prompt::Kind;

/// A question for two stories is being answered.
fn telling_two(size: Size, seconds_told: u64) -> App {
    let Cue::Question { mut prompt, number, of, take } = question() else { unreachable!() };
    prompt.kind = Kind::TwoPart;
    after(size, vec![Cue::Question { prompt, number, of, take }, Cue::Opening, Cue::Go, heard(seconds_told)])
}

#[test]
fn each_of_two_stories_has_its_time() {
    golden("two_stories", |size| {
        let mut app = telling_two(size, 95);
        assert_eq!(app.press(Key::Char('p'), seconds(9)), None);
        app.update(heard(111), seconds(25));
        shown(&app)
    });
    let first = shown(&telling_two(SIZES[0], 64));
    assert!(
        first.contains("First story: 1:04  right length from here") && first.contains("p second story"),
        "{first}"
    );
    let both = shown(&telling_two(SIZES[0], 170));
    assert!(both.contains("Both stories: 2:50  right length from here, up to 4:00"), "{both}");
    let mut one = after(SIZES[0], listening());
    assert_eq!(one.press(Key::Char('p'), seconds(9)), None);
    assert!(!shown(&one).contains("story"), "{}", shown(&one));
}

/// A follow-up to the answer of [`reviewing`] is asked.
fn following_up() -> Vec<Cue> {
    let text = "And how did it end?".to_owned();
    reviewing().into_iter().chain([Cue::FollowUp { text, time: FOLLOW_UP_TIME }]).collect()
}

#[test]
fn the_follow_up_question_stands_where_the_question_stood() {
    golden("follow_up", |size| {
        shown(&after(size, following_up().into_iter().chain([Cue::Opening, Cue::Go, heard(14)]).collect()))
    });
}

#[test]
fn the_follow_up_key_is_there_where_one_is_offered() {
    let mut app = after(SIZES[0], reviewing());
    assert!(app.bottom().concat().contains("f follow-up"));
    assert_eq!(app.press(Key::Char('f'), seconds(20)), Some(Wish::FollowUp));
    let mut app = with_example(SIZES[0], reported());
    assert!(!app.bottom().concat().contains("f follow-up"));
    assert_eq!(app.press(Key::Char('f'), seconds(20)), None);
}

#[test]
fn a_follow_up_that_comes_to_nothing_leaves_the_report_to_be_read() {
    let source = CaptureError::NothingHeard;
    let failed =
        [Cue::Trouble(Trouble::Capture(source)), Cue::Offer { next: true, listen: true, follow_up: true }];
    let app = after(SIZES[1], following_up().into_iter().chain(failed).collect());
    let screen = shown(&app);
    assert!(screen.contains("Score: ") && screen.contains("The answer could not be recorded"), "{screen}");
    assert!(screen.contains("Kept as 2026-11-22-0412/1."), "{screen}");
}
