//! What a typed line means, by what the interview is at.

use crate::interview::talk::Wish;

/// What the next line of the candidate means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Nothing,
    Thinking,
    /// `second`: the second of two stories can begin.
    Listening {
        second: bool,
    },
    Choosing {
        next: bool,
        listen: bool,
        example: bool,
        follow_up: bool,
    },
}

/// What a line that was typed asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Typed {
    Wish(Wish),
    /// Show the worked example.
    Example,
    /// The second story begins.
    SecondStory,
    /// Nothing that is known here.
    Unknown,
}

impl Turn {
    pub(super) fn read(self, line: &str) -> Typed {
        Typed::Wish(match (self, line) {
            (Turn::Choosing { example: true, .. }, "e") => return Typed::Example,
            (Turn::Listening { second: true }, "p") => return Typed::SecondStory,
            (_, "q" | "quit") => Wish::Quit,
            (Turn::Thinking, _) => Wish::Speak,
            (Turn::Listening { .. }, "g") => Wish::GoOn,
            (Turn::Listening { .. }, _) => Wish::Stop,
            (Turn::Choosing { .. }, "r") => Wish::Retake,
            (Turn::Choosing { follow_up: true, .. }, "f") => Wish::FollowUp,
            (Turn::Choosing { next: true, .. }, "n") => Wish::Next,
            (Turn::Choosing { listen: true, .. }, "l") => Wish::Listen,
            (Turn::Choosing { listen: true, .. }, "+") => Wish::Skip { seconds: 5 },
            (Turn::Choosing { listen: true, .. }, "-") => Wish::Skip { seconds: -5 },
            _ => return Typed::Unknown,
        })
    }

    /// What the end of the input means: nobody will ever type again. `endless`: the answer does not end by itself.
    pub(super) fn at_the_end(self, endless: bool) -> Option<Wish> {
        match self {
            Turn::Choosing { next: true, .. } => Some(Wish::Next),
            Turn::Choosing { next: false, .. } => Some(Wish::Quit),
            Turn::Listening { .. } if endless => Some(Wish::Stop),
            Turn::Listening { .. } | Turn::Thinking | Turn::Nothing => None,
        }
    }

    pub(super) fn keys(self) -> String {
        let mut keys = vec!["r: the same question again"];
        if let Turn::Choosing { next, listen, example, follow_up } = self {
            keys.extend(follow_up.then_some("f: the follow-up question"));
            keys.extend(example.then_some("e: a worked example"));
            keys.extend(next.then_some("n: next question"));
            keys.extend(listen.then_some("l: listen, pause, go on   +, -: 5 s on or back"));
        }
        keys.push("q: end");
        format!("{}   (then Enter)", keys.join("   "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE_STORY: Turn = Turn::Listening { second: false };
    const REVIEW: Turn = Turn::Choosing { next: false, listen: true, example: false, follow_up: true };

    #[test]
    fn each_line_means_what_the_moment_makes_of_it() {
        for (turn, line, wish) in [
            (Turn::Thinking, "", Wish::Speak),
            (ONE_STORY, "", Wish::Stop),
            (ONE_STORY, "g", Wish::GoOn),
            (ONE_STORY, "q", Wish::Quit),
            (REVIEW, "r", Wish::Retake),
            (REVIEW, "f", Wish::FollowUp),
            (REVIEW, "l", Wish::Listen),
            (REVIEW, "-", Wish::Skip { seconds: -5 }),
        ] {
            assert_eq!(turn.read(line), Typed::Wish(wish), "{turn:?} {line:?}");
        }
        assert_eq!(Turn::Listening { second: true }.read("p"), Typed::SecondStory);
        assert_eq!(ONE_STORY.read("p"), Typed::Wish(Wish::Stop));
        for line in ["", "n", "x"] {
            assert_eq!(REVIEW.read(line), Typed::Unknown, "{line:?}");
        }
    }

    #[test]
    fn a_microphone_that_nobody_can_stop_is_stopped_and_a_file_is_heard_to_its_end() {
        assert_eq!(ONE_STORY.at_the_end(true), Some(Wish::Stop));
        assert_eq!(ONE_STORY.at_the_end(false), None);
    }

    #[test]
    fn only_keys_that_do_something_are_offered() {
        let keys = Turn::Choosing { next: false, listen: false, example: false, follow_up: false }.keys();
        assert!(["n:", "l:", "e:", "f:"].iter().all(|key| !keys.contains(key)), "{keys}");
    }
}
