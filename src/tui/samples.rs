//! Questions, reports and the course of an interview for the tests of the screens.

use std::time::Duration;

use super::list::{Offered, Shelf};
use crate::interview::talk::Cue;
use crate::prompt::{Catalog, Prompt, TimeTarget};
use crate::report::{Report, Source};
use crate::rubric;
use crate::time::Length;
use crate::transcript::Transcript;

/// Two packs, the first with two questions.
pub(super) fn shelves() -> Vec<Shelf> {
    let offered = |name: &str, title: &str, text: &str| Offered {
        name: name.into(),
        title: title.into(),
        text: text.into(),
        time: TimeTarget::default(),
    };
    vec![
        Shelf {
            name: "screen".into(),
            title: "Six questions of a first screen".into(),
            questions: vec![
                offered(
                    "screen/tight-deadline",
                    "A tight deadline",
                    "Tell me about a time when you had to deliver something important in very little time. What did you leave out, and how did you decide?",
                ),
                offered(
                    "screen/dive-deep",
                    "Dive deep",
                    "When did you find the cause that everybody else had missed?",
                ),
            ],
        },
        Shelf {
            name: "general".into(),
            title: "General".into(),
            questions: vec![offered("general/any-story", "Any story", "Tell me a story.")],
        },
    ]
}

/// The first question of [`shelves`].
pub(super) fn prompt() -> Prompt {
    let mut prompt = Catalog::shipped(&["star-l", "star-rlf", "reverse-questions"])
        .unwrap()
        .default_prompt()
        .unwrap()
        .clone();
    let shelves = shelves();
    let question = &shelves[0].questions[0];
    prompt.pack = "screen".into();
    prompt.id = "tight-deadline".into();
    prompt.title.clone_from(&question.title);
    prompt.text.clone_from(&question.text);
    prompt.time = question.time;
    prompt
}

/// A report on a written answer.
pub(super) fn report() -> Report {
    let transcript = Transcript::from_text(
        "Two years ago our nightly export began to fail about once a week. I was asked to make it reliable before the \
         quarter ended. I read the logs of the last ten failures and saw that eight of them were timeouts at the same \
         customer. I chose to split that export into parts instead of raising the timeout, because a longer wait would \
         only have hidden the growth. After that it failed once in a quarter.",
    );
    let rubric = rubric::find("star-l").unwrap();
    crate::report_on(&prompt(), &rubric, Source::Text { name: "2026-11-22-0412/1".into() }, transcript, None)
}

/// The question is put.
pub(super) fn question() -> Cue {
    Cue::Question { number: 1, of: 2, take: 1, prompt: Box::new(prompt()) }
}

/// The take is on disk.
pub(super) fn kept() -> Cue {
    Cue::Kept {
        take: "2026-11-22-0412/1".into(),
        file: "take-0001.wav".into(),
        length: Length::from_millis(94_000),
    }
}

/// The report is there.
pub(super) fn reported() -> Cue {
    Cue::Report { report: Box::new(report()), after: Duration::from_millis(2_340) }
}

/// So much has been heard.
pub(super) fn heard(seconds: u64) -> Cue {
    Cue::Heard { length: Length::from_millis(seconds * 1000), dbfs: -24.0 }
}
