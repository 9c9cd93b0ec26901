//! What holds whatever comes: keys, cues, hostile words and windows of any size.

use std::time::Duration;

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

use super::app::App;
use super::draw::{self, Look};
use super::keys::Key;
use super::list::List;
use super::samples::{question, report, shelves};
use super::screens::text;
use crate::capture::{Alarm, CaptureError};
use crate::interview::talk::{Cue, Trouble};
use crate::playback::{PlayState, PlaybackError};
use crate::prompt::TimeTarget;
use crate::time::{Length, Moment};

/// Something that happens to the screen.
#[derive(Debug, Clone)]
enum Happens {
    Key(Key),
    Cue(u8, String, u64),
    Size(u16, u16),
    Time(u64),
}

fn any_key() -> impl Strategy<Value = Key> {
    prop_oneof![
        4 => prop::sample::select(vec![
            Key::Enter, Key::Escape, Key::Backspace, Key::Up, Key::Down, Key::Left, Key::Right, Key::PageUp,
            Key::PageDown, Key::Home, Key::End, Key::Char(' '), Key::Char('q'), Key::Char('y'), Key::Char('r'), Key::Char('f'),
            Key::Char('n'), Key::Char('g'), Key::Char('?'), Key::Char('/'), Key::Char('j'), Key::Char('k'),
        ]),
        1 => any::<char>().prop_map(Key::Char),
    ]
}

fn happens() -> impl Strategy<Value = Happens> {
    let words = prop_oneof![
        "\\PC{0,40}",
        prop::collection::vec(any::<char>(), 0..40).prop_map(|chars| chars.into_iter().collect()),
        Just("\u{1b}[2J\u{1b}]0;title\u{7}".to_owned()),
        Just("\u{65e5}\u{672c}".repeat(200)),
        Just("e\u{301}\u{200d}\u{fe0f}\u{1f468}\u{200d}\u{1f4bb}".repeat(60)),
    ];
    prop_oneof![
        4 => any_key().prop_map(Happens::Key),
        6 => (0..15_u8, words, any::<u32>()).prop_map(|(kind, words, number)| Happens::Cue(kind, words, number.into())),
        1 => (0..150_u16, 0..60_u16).prop_map(|(width, height)| Happens::Size(width, height)),
        1 => any::<u32>().prop_map(|time| Happens::Time(time.into())),
    ]
}

fn cue(kind: u8, words: String, number: u64) -> Cue {
    let length = Length::from_samples(number);
    match kind {
        0 => {
            let Cue::Question { mut prompt, .. } = question() else { unreachable!() };
            prompt.text.clone_from(&words);
            prompt.title = words;
            prompt.time.target_to = number as u32;
            Cue::Question { number: number as usize, of: 2, take: 2, prompt }
        }
        1 => Cue::Think { time: Duration::from_millis(number) },
        2 => Cue::Opening,
        3 => Cue::Go,
        4 => Cue::Heard { length, dbfs: f32::from_bits(number as u32) },
        5 => Cue::Alarm((number.is_multiple_of(2)).then_some(Alarm::Clipping)),
        6 => Cue::Countdown((number.is_multiple_of(2)).then_some(length)),
        7 => Cue::Kept { take: words.clone(), file: words.into(), length },
        8 => {
            let mut report = report();
            report.prompt.title = words;
            Cue::Report { report: Box::new(report), after: Duration::from_millis(number) }
        }
        9 => Cue::Trouble(Trouble::Playback(PlaybackError::Lost { loudspeaker: words })),
        10 => Cue::Trouble(Trouble::Capture(CaptureError::NoMicrophone {
            microphone: words.clone(),
            source: words.into(),
        })),
        11 => Cue::Offer {
            next: number.is_multiple_of(2),
            listen: number.is_multiple_of(3),
            follow_up: number.is_multiple_of(5),
        },
        12 => {
            let state = [PlayState::Playing, PlayState::Paused, PlayState::Ended, PlayState::Lost]
                [number as usize % 4];
            Cue::Playing { at: Moment::from_samples(number), of: Length::from_samples(number / 2), state }
        }
        13 => {
            let time = TimeTarget { target_from: number as u32, ..TimeTarget::default() };
            Cue::FollowUp { text: words, time }
        }
        _ => Cue::End,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn whatever_comes_the_screen_can_be_drawn_and_nothing_commands_the_terminal(
        events in prop::collection::vec(happens(), 0..40),
    ) {
        let mut size = Size::new(80, 24);
        let mut app = App::new(size);
        let mut now = Duration::ZERO;
        let mut terminal = Terminal::new(TestBackend::new(size.width, size.height)).unwrap();
        for event in events {
            match event {
                Happens::Key(key) => { app.press(key, now); }
                Happens::Cue(kind, words, number) => app.update(cue(kind, words, number), now),
                Happens::Size(width, height) => {
                    size = Size::new(width, height);
                    terminal.backend_mut().resize(width, height);
                    app.resize(size);
                }
                Happens::Time(millis) => now += Duration::from_millis(millis),
            }
            app.tick(now);
            if let Some(at) = app.next_change() {
                prop_assert!(at > now, "the loop would never rest");
            }
            terminal.draw(|frame| draw::interview(frame, &app, Look { colour: true })).unwrap();
            prop_assert!(!text(&terminal).contains(|c: char| c.is_control() && c != '\n'));
        }
    }

    #[test]
    fn whatever_is_typed_the_list_can_be_drawn(
        typed in prop::collection::vec(any_key(), 0..40), width in 0..150_u16, height in 0..60_u16,
    ) {
        let shelves = shelves();
        let mut list = List::new(&shelves, Size::new(width, height));
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        for key in typed {
            list.press(key);
            terminal.draw(|frame| super::choose::draw(frame, &list, None, Look { colour: false })).unwrap();
        }
    }
}
