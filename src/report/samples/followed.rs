//! An answer without its end, and follow-ups to it. Unlike the other samples these are found and judged for real.

use super::{Engine, Report, Source, prompt};
use crate::prompt::{Probe, ProbeWhen, Prompt};
use crate::recording::{SoundFacts, SpeechMap};
use crate::report::FollowUpTake;
use crate::time::{Length, Moment, Stretch};
use crate::transcript::{Transcript, Word};

const UNFINISHED: &str = "Two winters ago the boiler of our swimming pool failed nine days before the regional \
    championship, and 340 children were to swim there. I was responsible for having the water warm on the first morning. \
    I called four firms and I asked each of them for a day and not for a price. I chose the smallest firm, because the \
    larger ones could only come after the weekend. I drew up a list of the parts and drove to the supplier myself. I told \
    the coaches every evening how warm the water was";

const WITH_AN_END: &str = "In the end the water had 26 degrees two days before the championship, and all 340 children swam. \
    The club saved 4,000 euros against the other offers.";

/// So many seconds for a word, and a second of silence at both ends.
fn spoken(text: &str, word: f64) -> (Transcript, SoundFacts) {
    let silence = Length::from_millis(1_000);
    let (mut now, mut words) = (Moment::START + silence, Vec::new());
    for text in text.split_whitespace() {
        let at = Stretch::new(now, now + Length::from_seconds(word));
        words.push(Word { text: text.to_owned(), at: Some(at), certainty: Some(0.9) });
        now = at.to();
    }
    let voiced: Vec<Stretch> =
        words.iter().filter_map(|word| word.at).reduce(Stretch::hull).into_iter().collect();
    let length = now + silence - Moment::START;
    (
        Transcript { words },
        SoundFacts { length, speech: SpeechMap { length, voiced }, ..SoundFacts::default() },
    )
}

/// An answer that ends before its outcome.
fn unfinished() -> Report {
    let (transcript, sound) = spoken(UNFINISHED, 0.4);
    let engine = Engine { name: "whisper.cpp".into(), model: "tiny.en".into(), sha256: "921e4cf8".into() };
    let source = Source::Audio { name: "2026-11-22-0412/1".into(), sound: Box::new(sound), engine };
    let asked = Probe { when: ProbeWhen::MissingResult, text: "And how did it end?".into() };
    let prompt = Prompt { rubric: "star-l".into(), probes: vec![asked], ..prompt() };
    crate::report_on(&prompt, &crate::rubric::find("star-l").unwrap(), source, transcript, None)
}

/// The unfinished answer, and its report with this answer to the follow-up question.
pub(in crate::report) fn followed_up_with(says: &str) -> (Report, Report) {
    let answer = unfinished();
    let (transcript, sound) = spoken(says, 0.3);
    let question = answer.follow_up_question().unwrap().text.clone();
    let take = FollowUpTake { name: "2026-11-22-0412/2".into(), question, sound, transcript };
    let rubric = crate::rubric::find("star-l").unwrap();
    let followed = crate::report_on_follow_up(&answer, &rubric, take);
    (answer, followed)
}

/// The unfinished answer whose end is told when somebody asks for it.
pub(in crate::report) fn followed_up() -> Report {
    followed_up_with(WITH_AN_END).1
}
