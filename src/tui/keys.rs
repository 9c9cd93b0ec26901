//! The one table of keys: what each does, in which phase, and how the help calls it.
//!
//! [`meaning`] handles a key by this table and the bottom line of the screen is made of it, so that neither can know a
//! key that the other does not.

use super::fit;

/// A key, as far as the screen knows keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Char(char),
    Enter,
    Escape,
    Backspace,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
    /// Ctrl-C. It works in every phase and stands in no help: whoever knows it expects it.
    Interrupt,
}

/// What a key is looked up under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// The list of questions.
    Choosing,
    /// Letters that narrow the list are being typed.
    Searching,
    /// The question is being read aloud.
    Asking,
    Thinking,
    /// The microphone is opening.
    Opening,
    Listening,
    /// The answer has ended and the last of it is on its way to the disk.
    Stopping,
    /// The last words are being written down.
    Writing,
    Reviewing,
    /// The candidate is asked whether to leave.
    AskedToLeave,
    /// The wish to leave is on its way.
    Leaving,
    /// All keys are shown.
    Help,
}

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    /// Begin the interview with the chosen question.
    Begin,
    Search,
    KeepSearch,
    DropSearch,
    Erase,
    Speak,
    EndAnswer,
    /// The first of two stories is told.
    SecondStory,
    GoOn,
    AskToLeave,
    Stay,
    Leave,
    Listen,
    SkipBack,
    SkipOn,
    /// What an interviewer would ask next.
    FollowUp,
    Retake,
    Next,
    /// The worked example instead of the report, or the report again.
    Example,
    Up,
    Down,
    PageUp,
    PageDown,
    Top,
    Bottom,
    ShowHelp,
    CloseHelp,
}

impl Action {
    /// Returns whether it moves what is read.
    pub(super) fn scrolls(self) -> bool {
        matches!(
            self,
            Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::Top | Action::Bottom
        )
    }
}

/// Keys that belong together.
#[derive(Debug)]
pub(super) struct Row {
    pub phases: &'static [Phase],
    pub keys: &'static [(Key, Action)],
    /// The keys as the help names them, all of them.
    pub named: &'static str,
    /// The keys as the bottom line names them.
    pub short: &'static str,
    /// What they do, in a word or two for the bottom line.
    pub brief: &'static str,
    /// What they do, for the help.
    pub does: &'static str,
}

const MOVES: &[(Key, Action)] = &[
    (Key::Up, Action::Up),
    (Key::Down, Action::Down),
    (Key::PageUp, Action::PageUp),
    (Key::PageDown, Action::PageDown),
    (Key::Home, Action::Top),
    (Key::End, Action::Bottom),
];

/// Enter and the space bar do the one thing that a phase is about: nobody should have to look for a key with an
/// answer in mind. `q` leaves, everywhere.
pub(super) const TABLE: &[Row] = &[
    Row {
        phases: &[Phase::Choosing],
        keys: &[(Key::Enter, Action::Begin)],
        named: "Enter",
        short: "Enter",
        brief: "begin",
        does: "begin",
    },
    Row {
        phases: &[Phase::Choosing],
        keys: MOVES,
        named: "Up Down PgUp PgDn Home End",
        short: "Up/Down",
        brief: "choose",
        does: "choose a question, or the name of a pack for all of it",
    },
    Row {
        phases: &[Phase::Choosing],
        keys: &[(Key::Char('/'), Action::Search)],
        named: "/",
        short: "/",
        brief: "search",
        does: "look for words",
    },
    Row {
        phases: &[Phase::Searching],
        keys: &[(Key::Enter, Action::KeepSearch)],
        named: "Enter",
        short: "Enter",
        brief: "to the list",
        does: "to the list",
    },
    Row {
        phases: &[Phase::Searching],
        keys: &[(Key::Backspace, Action::Erase)],
        named: "Backspace",
        short: "Backspace",
        brief: "erase",
        does: "erase",
    },
    Row {
        phases: &[Phase::Searching],
        keys: &[(Key::Escape, Action::DropSearch)],
        named: "Esc",
        short: "Esc",
        brief: "all questions",
        does: "all questions",
    },
    Row {
        phases: &[Phase::Asking, Phase::Thinking],
        keys: &[(Key::Enter, Action::Speak), (Key::Char(' '), Action::Speak)],
        named: "Enter, space",
        short: "Enter",
        brief: "answer now",
        does: "answer now",
    },
    Row {
        phases: &[Phase::Listening],
        keys: &[(Key::Enter, Action::EndAnswer), (Key::Char(' '), Action::EndAnswer)],
        named: "Enter, space",
        short: "Enter",
        brief: "end the answer",
        does: "end the answer",
    },
    Row {
        phases: &[Phase::Listening],
        keys: &[(Key::Char('p'), Action::SecondStory)],
        named: "p",
        short: "p",
        brief: "second story",
        does: "the second story begins here: its time runs from now",
    },
    Row {
        phases: &[Phase::Listening, Phase::AskedToLeave],
        keys: &[(Key::Char('g'), Action::GoOn)],
        named: "g",
        short: "g",
        brief: "keep going",
        does: "go on: this silence is a pause for thought",
    },
    Row {
        phases: &[Phase::Reviewing],
        keys: &[(Key::Char(' '), Action::Listen)],
        named: "space",
        short: "space",
        brief: "listen",
        does: "listen to the answer, pause, go on",
    },
    Row {
        phases: &[Phase::Reviewing],
        keys: &[(Key::Left, Action::SkipBack), (Key::Right, Action::SkipOn)],
        named: "Left Right",
        short: "Left/Right",
        brief: "5 s",
        does: "5 seconds back, 5 seconds on",
    },
    Row {
        phases: &[Phase::Reviewing],
        keys: &[(Key::Char('f'), Action::FollowUp)],
        named: "f",
        short: "f",
        brief: "follow-up",
        does: "be asked what an interviewer would ask next",
    },
    Row {
        phases: &[Phase::Reviewing],
        keys: &[(Key::Char('r'), Action::Retake)],
        named: "r",
        short: "r",
        brief: "again",
        does: "the same question again",
    },
    Row {
        phases: &[Phase::Reviewing],
        keys: &[(Key::Char('e'), Action::Example)],
        named: "e",
        short: "e",
        brief: "example",
        does: "a worked example",
    },
    Row {
        phases: &[Phase::Reviewing],
        keys: &[(Key::Char('n'), Action::Next)],
        named: "n",
        short: "n",
        brief: "next",
        does: "go to the next question",
    },
    Row {
        phases: &[Phase::Reviewing],
        keys: &[
            (Key::Up, Action::Up),
            (Key::Char('k'), Action::Up),
            (Key::Down, Action::Down),
            (Key::Char('j'), Action::Down),
            (Key::PageUp, Action::PageUp),
            (Key::PageDown, Action::PageDown),
            (Key::Home, Action::Top),
            (Key::End, Action::Bottom),
        ],
        named: "Up k Down j PgUp PgDn Home End",
        short: "Up/Down",
        brief: "read",
        does: "read on and back",
    },
    Row {
        phases: &[Phase::Asking, Phase::Thinking, Phase::Opening, Phase::Listening],
        keys: &[(Key::Up, Action::Up), (Key::Down, Action::Down)],
        named: "Up Down",
        short: "Up/Down",
        brief: "read on",
        does: "read the question to its end",
    },
    Row {
        phases: &[Phase::Choosing],
        keys: &[(Key::Char('q'), Action::Leave), (Key::Escape, Action::Leave)],
        named: "q, Esc",
        short: "q",
        brief: "leave",
        does: "leave",
    },
    Row {
        phases: &[Phase::Asking, Phase::Thinking, Phase::Opening, Phase::Reviewing],
        keys: &[(Key::Char('q'), Action::Leave)],
        named: "q",
        short: "q",
        brief: "leave",
        does: "leave",
    },
    Row {
        phases: &[Phase::Listening, Phase::Stopping, Phase::Writing],
        keys: &[(Key::Char('q'), Action::AskToLeave)],
        named: "q",
        short: "q",
        brief: "leave",
        does: "leave",
    },
    Row {
        phases: &[Phase::AskedToLeave],
        keys: &[(Key::Char('y'), Action::Leave)],
        named: "y",
        short: "y",
        brief: "leave",
        does: "leave",
    },
    Row {
        phases: &[Phase::AskedToLeave],
        keys: &[(Key::Char('n'), Action::Stay), (Key::Escape, Action::Stay)],
        named: "n, Esc",
        short: "n",
        brief: "stay",
        does: "stay",
    },
    Row {
        phases: &[Phase::Choosing, Phase::Reviewing],
        keys: &[(Key::Char('?'), Action::ShowHelp)],
        named: "?",
        short: "?",
        brief: "keys",
        does: "show all keys",
    },
    Row {
        phases: &[Phase::Help],
        keys: &[
            (Key::Enter, Action::CloseHelp),
            (Key::Escape, Action::CloseHelp),
            (Key::Char('q'), Action::CloseHelp),
            (Key::Char('?'), Action::CloseHelp),
        ],
        named: "Enter, Esc, q, ?",
        short: "Enter",
        brief: "back",
        does: "back",
    },
];

/// Returns what a key does in a phase; nothing where the table has no such key or it can do nothing now.
pub(super) fn meaning(phase: Phase, key: Key, can: impl Fn(Action) -> bool) -> Option<Action> {
    rows(phase)
        .flat_map(|row| row.keys)
        .find(|(known, action)| *known == key && can(*action))
        .map(|(_, action)| *action)
}

/// The rows of a phase.
pub(super) fn rows(phase: Phase) -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(move |row| row.phases.contains(&phase))
}

/// The bottom lines of the screen: every key that does something now, in lines of this width.
pub(super) fn bottom(phase: Phase, width: usize, can: impl Fn(Action) -> bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for row in rows(phase).filter(|row| row.keys.iter().any(|(_, action)| can(*action))) {
        let item = format!("{} {}", row.short, row.brief);
        match lines.last_mut() {
            Some(line) if fit::width(line) + 3 + fit::width(&item) <= width => {
                line.push_str("   ");
                line.push_str(&item);
            }
            _ => lines.push(item),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a key is called in the help.
    fn name(key: Key) -> String {
        match key {
            Key::Char(' ') => "space".into(),
            Key::Char(c) => c.to_string(),
            Key::Escape => "Esc".into(),
            Key::PageUp => "PgUp".into(),
            Key::PageDown => "PgDn".into(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn the_help_names_exactly_the_keys_that_are_handled() {
        for row in TABLE {
            let named: Vec<&str> = row.named.split([' ', ',']).filter(|name| !name.is_empty()).collect();
            let handled: Vec<String> = row.keys.iter().map(|(key, _)| name(*key)).collect();
            assert_eq!(named, handled);
            for key in row.short.split('/').filter(|_| row.short != "/") {
                assert!(named.contains(&key), "{key} of {row:?}");
            }
            assert!(!row.phases.is_empty() && !row.does.is_empty());
        }
    }

    #[test]
    fn no_key_means_two_things_in_one_phase() {
        for row in TABLE {
            for phase in row.phases {
                let keys: Vec<Key> = rows(*phase).flat_map(|row| row.keys).map(|(key, _)| *key).collect();
                for (place, key) in keys.iter().enumerate() {
                    assert!(!keys[..place].contains(key), "{key:?} in {phase:?}");
                }
            }
        }
    }

    #[test]
    fn a_key_that_can_do_nothing_now_is_neither_handled_nor_shown() {
        let can = |action| action != Action::GoOn;
        assert_eq!(meaning(Phase::Listening, Key::Char('g'), can), None);
        assert_eq!(meaning(Phase::Listening, Key::Char('g'), |_| true), Some(Action::GoOn));
        assert!(bottom(Phase::Listening, 80, |_| true).concat().contains("g keep going"));
        assert!(!bottom(Phase::Listening, 80, can).concat().contains("g keep going"));
        assert_eq!(meaning(Phase::Listening, Key::Char('x'), |_| true), None);
    }

    #[test]
    fn the_bottom_lines_keep_to_the_width() {
        for width in [38, 60, 78] {
            for line in bottom(Phase::Reviewing, width, |_| true) {
                assert!(line.len() <= width, "{line}");
            }
        }
    }
}
