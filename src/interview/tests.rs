//! Courses of an interview, played by their events.

use super::*;
use proptest::prelude::*;

fn after(questions: usize, events: &[Event]) -> (Interview, Vec<Effect>) {
    let mut interview = Interview::new(questions);
    let effects = events.iter().flat_map(|event| interview.step(*event)).collect();
    (interview, effects)
}

const TAKE: [Event; 6] = [
    Event::Asked,
    Event::Ready,
    Event::MicrophoneReady,
    Event::Stop,
    Event::TakeEnded,
    Event::ReportReady { follow_up: true },
];

#[test]
fn one_question_runs_from_asking_to_the_report() {
    let (interview, effects) = after(1, &[&[Event::Begin], &TAKE[..]].concat());
    assert_eq!(*interview.stage(), Stage::Reviewing);
    assert_eq!(effects.last(), Some(&Effect::OfferNext));
    assert!(effects.contains(&Effect::ShowReport));
}

#[test]
fn a_retake_asks_the_same_question_again() {
    let (interview, _) = after(2, &[&[Event::Begin], &TAKE[..], &[Event::Retake]].concat());
    assert_eq!((interview.question(), interview.takes()), (0, 1));
    assert_eq!(*interview.stage(), Stage::Asking);
}

#[test]
fn next_after_the_last_question_ends_the_interview() {
    let (interview, _) = after(1, &[&[Event::Begin], &TAKE[..], &[Event::Next]].concat());
    assert_eq!(*interview.stage(), Stage::Finished);
}

#[test]
fn a_stop_before_the_first_sample_ends_the_take() {
    let (interview, effects) = after(1, &[Event::Begin, Event::Asked, Event::Ready, Event::Stop]);
    assert_eq!(*interview.stage(), Stage::Stopping);
    assert_eq!(effects.last(), Some(&Effect::StopTake));
}

#[test]
fn whoever_begins_while_the_question_is_read_waits_until_the_voice_is_silent() {
    let (mut interview, effects) = after(1, &[Event::Begin, Event::Ready, Event::Ready]);
    assert_eq!(effects, [Effect::Ask, Effect::Hush]);
    assert_eq!(interview.step(Event::Asked), [Effect::OpenMicrophone]);
}

#[test]
fn leaving_while_speaking_closes_the_take_first() {
    let events = [Event::Begin, Event::Asked, Event::Ready, Event::MicrophoneReady, Event::Quit];
    let (mut interview, effects) = after(1, &events);
    assert_eq!(effects.last(), Some(&Effect::StopTake));
    assert_eq!(interview.step(Event::TakeEnded), [Effect::End]);
}

#[test]
fn a_microphone_that_fails_leaves_the_choice_to_the_candidate() {
    let (interview, effects) = after(1, &[Event::Begin, Event::Asked, Event::Ready, Event::TakeFailed]);
    assert_eq!(*interview.stage(), Stage::Reviewing);
    assert_eq!(effects.last(), Some(&Effect::OfferNext));
}

/// From the wish for the follow-up question to the end of its take.
const FOLLOW_UP: [Event; 6] =
    [Event::FollowUp, Event::Asked, Event::Ready, Event::MicrophoneReady, Event::Stop, Event::TakeEnded];

#[test]
fn the_follow_up_question_is_asked_once_after_a_report_that_names_it() {
    let asked = [&[Event::Begin], &TAKE[..], &FOLLOW_UP[..]].concat();
    let (mut interview, effects) = after(1, &asked);
    assert!(interview.follows_up() && effects.contains(&Effect::AskFollowUp));
    assert_eq!(effects.last(), Some(&Effect::MakeReport));
    let done = interview.step(Event::ReportReady { follow_up: true });
    assert_eq!(done, [Effect::ShowReport, Effect::OfferNext]);
    assert!(!interview.follows_up() && !interview.has_follow_up());
    assert_eq!(interview.step(Event::FollowUp), []);
}

#[test]
fn a_report_that_names_no_question_is_not_followed_up() {
    let unasked = [&[Event::Begin], &TAKE[..5], &[Event::ReportReady { follow_up: false }]].concat();
    let (mut interview, _) = after(1, &unasked);
    assert!(!interview.has_follow_up());
    assert_eq!(interview.step(Event::FollowUp), []);
    assert_eq!(*interview.stage(), Stage::Reviewing);
}

#[test]
fn a_retake_after_a_follow_up_is_the_second_take_of_the_question() {
    let events =
        [&[Event::Begin], &TAKE[..], &FOLLOW_UP[..], &[Event::ReportReady { follow_up: false }]].concat();
    let (mut interview, _) = after(1, &events);
    assert_eq!(interview.takes(), 1);
    assert_eq!(interview.step(Event::Retake), [Effect::Ask]);
    assert!(!interview.follows_up() && !interview.has_follow_up());
}

#[test]
fn a_follow_up_that_came_to_nothing_can_be_asked_again() {
    for (until, failure) in [(3, Event::TakeFailed), (6, Event::ReportFailed)] {
        let (mut interview, _) = after(1, &[&[Event::Begin], &TAKE[..], &FOLLOW_UP[..until]].concat());
        assert_eq!(interview.step(failure), [Effect::OfferNext]);
        assert!(interview.has_follow_up() && !interview.follows_up(), "{failure:?}");
        assert_eq!(interview.step(Event::FollowUp), [Effect::AskFollowUp]);
    }
    let (interview, _) = after(1, &[Event::Begin, Event::Asked, Event::Ready, Event::TakeFailed]);
    assert!(!interview.has_follow_up(), "a question that was never answered has none");
}

#[test]
fn whoever_begins_while_the_follow_up_is_read_waits_until_the_voice_is_silent() {
    let events = [&[Event::Begin], &TAKE[..], &[Event::FollowUp, Event::Ready]].concat();
    let (mut interview, effects) = after(1, &events);
    assert_eq!(effects[effects.len() - 2..], [Effect::AskFollowUp, Effect::Hush]);
    assert_eq!(interview.step(Event::Asked), [Effect::OpenMicrophone]);
}

fn any_event() -> impl Strategy<Value = Event> {
    prop::sample::select(vec![
        Event::Begin,
        Event::Asked,
        Event::Ready,
        Event::MicrophoneReady,
        Event::Stop,
        Event::TakeEnded,
        Event::TakeFailed,
        Event::ReportReady { follow_up: true },
        Event::ReportReady { follow_up: false },
        Event::ReportFailed,
        Event::Listen,
        Event::FollowUp,
        Event::Retake,
        Event::Next,
        Event::Quit,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_go_follows_the_first_sample_and_no_take_stays_open(
        events in prop::collection::vec(any_event(), 0..60)
    ) {
        let mut interview = Interview::new(2);
        let mut open = false;
        let mut ready = false;
        let mut named = false;
        for event in events {
            let stage = *interview.stage();
            if stage == Stage::Waiting && event == Event::MicrophoneReady {
                ready = true;
            }
            if matches!(event, Event::TakeEnded | Event::TakeFailed)
                && matches!(stage, Stage::Waiting | Stage::Listening | Stage::Stopping)
            {
                open = false;
            }
            for effect in interview.step(event) {
                match effect {
                    Effect::OpenMicrophone => {
                        prop_assert!(!open, "a second take was opened");
                        prop_assert!(
                            stage != Stage::Asking || event == Event::Asked,
                            "the microphone hears the question"
                        );
                        open = true;
                        ready = false;
                    }
                    Effect::ShowGo => prop_assert!(ready, "go before the first sample"),
                    Effect::Ask | Effect::AskFollowUp | Effect::MakeReport | Effect::End => {
                        prop_assert!(!open, "a take was left open");
                        prop_assert!(effect != Effect::AskFollowUp || named, "nothing names a question");
                    }
                    Effect::ShowReport => named = matches!(event, Event::ReportReady { follow_up: true }),
                    _ => {}
                }
            }
        }
    }
}
