//! A follow-up among the takes of a session.

use super::*;

#[test]
fn a_follow_up_is_known_as_one_and_is_no_usual_take() {
    let (_home, sessions) = home();
    let mut session = sessions.begin().unwrap();
    let answer = session.new_take(&prompt()).unwrap();
    record(&answer, 16_000, false);
    let scored = spoken_at(answer.name(), 150);
    answer.keep(&scored).unwrap();

    let to = FollowUpTo { take: answer.number(), text: "And how did it end?".to_owned() };
    let files = session.new_follow_up(&prompt(), to.clone()).unwrap();
    record(&files, 8_000, false);
    let own = report(files.name());
    let Source::Audio { sound, engine, .. } = &own.source else { panic!() };
    let take = crate::report::FollowUpTake {
        name: files.name().to_owned(),
        question: to.text.clone(),
        sound: (**sound).clone(),
        transcript: own.transcript.clone(),
    };
    let rubric = crate::rubric::find("star-l").unwrap();
    let mut joined = crate::report_on_follow_up(&scored, &rubric, take);
    joined.judgement.overall = Some(50);
    assert_eq!(KeptWords::of(&joined), None, "its words are those of two takes");
    let words = KeptWords { engine: engine.clone(), transcript: own.transcript, lost: 0 };
    files.keep_words(&words).unwrap();
    files.keep_report(&joined).unwrap();

    let next = session.new_take(&prompt()).unwrap();
    assert_eq!(next.baseline().map(|usual| usual.takes), Some(1));
    drop((answer, files, next, session));
    let found = sessions.find("last/2").unwrap();
    let take = found.one_take().unwrap();
    assert_eq!(take.follow_up(), Some(&to));
    assert_eq!((take.title(), take.words().unwrap()), (&*prompt().title, Some(words)));
    assert!(sessions.find("last/1").unwrap().one_take().unwrap().follow_up().is_none());
}
