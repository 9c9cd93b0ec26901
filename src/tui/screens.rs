//! The screens as the candidate sees them, and the loop that ships, on a terminal in memory.

mod asked;

use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use tokio::sync::mpsc;

use super::app::App;
use super::draw::{self, Look};
use super::keys::{self, Action, Key, Phase};
use super::list::List;
use super::run::{Input, Played, run};
use super::samples::{heard, kept, question, reported, shelves};
use super::{Choice, run as loops};
use crate::capture::{Alarm, CaptureError};
use crate::interview::talk::{Cue, Trouble, Wish};
use crate::playback::PlayState;
use crate::prompt::WorkedExample;
use crate::time::{Length, Moment};
use crate::voice::VoiceError;

const SIZES: [Size; 3] = [Size::new(80, 24), Size::new(120, 40), Size::new(40, 12)];
const PLAIN: Look = Look { colour: false };

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// An interview in which these cues came, one a second.
fn after(size: Size, cues: Vec<Cue>) -> App {
    let mut app = App::new(size);
    for (second, cue) in cues.into_iter().enumerate() {
        app.update(cue, seconds(second as u64));
    }
    app
}

pub(super) fn text(terminal: &Terminal<TestBackend>) -> String {
    let buffer = terminal.backend().buffer();
    let rows = buffer.content.chunks(usize::from(buffer.area.width.max(1)));
    let lines: Vec<String> = rows
        .map(|cells| {
            cells.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned()
        })
        .collect();
    lines.join("\n")
}

fn shown(app: &App) -> String {
    let mut terminal = Terminal::new(TestBackend::new(app.size().width, app.size().height)).unwrap();
    terminal.draw(|frame| draw::interview(frame, app, PLAIN)).unwrap();
    text(&terminal)
}

/// Holds the screen at all sizes, in one file, to be read like a page.
fn golden(name: &str, screen: impl Fn(Size) -> String) {
    let screens: Vec<String> =
        SIZES.iter().map(|size| format!("{} x {}\n{}\n", size.width, size.height, screen(*size))).collect();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../tests/golden/screens");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, screens.join("\n")));
}

fn listening() -> Vec<Cue> {
    vec![question(), Cue::Think { time: seconds(30) }, Cue::Opening, Cue::Go, heard(64)]
}

fn reviewing() -> Vec<Cue> {
    vec![
        question(),
        Cue::Opening,
        Cue::Go,
        heard(94),
        kept(),
        reported(),
        Cue::Offer { next: true, listen: true, follow_up: true },
    ]
}

fn broke_off() -> Trouble {
    let source = CaptureError::Lost { microphone: "`USB Audio`".into(), source: "no such device".into() };
    Trouble::BrokeOff { kept: Length::from_millis(94_000), source }
}

#[test]
fn the_question_is_asked() {
    golden("asking", |size| shown(&after(size, vec![question()])));
}

#[test]
fn there_is_time_to_think_and_no_voice() {
    golden("thinking", |size| {
        let voice = Cue::Trouble(Trouble::Voice(VoiceError::Gone));
        let mut app = after(size, vec![question(), voice, Cue::Think { time: seconds(30) }]);
        app.tick(seconds(9));
        shown(&app)
    });
}

#[test]
fn the_answer_is_listened_to() {
    golden("listening", |size| shown(&after(size, listening())));
}

#[test]
fn a_dead_microphone_is_told_while_listening() {
    golden("alarm", |size| {
        let mut app = after(size, listening());
        app.update(Cue::Alarm(Some(Alarm::Silent)), seconds(9));
        app.update(Cue::Countdown(Some(Length::from_millis(2_900))), seconds(9));
        shown(&app)
    });
}

#[test]
fn leaving_is_asked_while_listening() {
    golden("leaving", |size| {
        let mut app = after(size, listening());
        assert_eq!(app.press(Key::Char('q'), seconds(9)), None);
        shown(&app)
    });
}

#[test]
fn the_answer_is_written_down() {
    golden("writing", |size| {
        let mut app = after(size, vec![question(), Cue::Go, Cue::Trouble(broke_off()), kept()]);
        app.tick(seconds(6));
        shown(&app)
    });
}

#[test]
fn the_report_is_read_and_the_take_is_heard() {
    golden("review", |size| {
        let mut app = after(size, reviewing());
        let at = Moment::START + Length::from_millis(31_500);
        app.update(
            Cue::Playing { at, of: Length::from_millis(94_000), state: PlayState::Playing },
            seconds(20),
        );
        app.press(Key::PageDown, seconds(20));
        shown(&app)
    });
}

#[test]
fn a_review_without_a_take_says_why() {
    golden("nothing_recorded", |size| {
        let source =
            CaptureError::NoMicrophone { microphone: "`USB Audio`".into(), source: "it is busy".into() };
        let trouble = Cue::Trouble(Trouble::Capture(source));
        shown(&after(
            size,
            vec![
                question(),
                Cue::Opening,
                trouble,
                Cue::Offer { next: false, listen: false, follow_up: false },
            ],
        ))
    });
}

/// The review of a question that has a worked example, after a report on this answer.
fn with_example(size: Size, answer: Cue) -> App {
    let Cue::Question { mut prompt, number, of, take } = question() else { unreachable!() };
    prompt.examples.push(WorkedExample {
        text: "Our export broke on a Monday, and I mended it.".into(),
        part: None,
        shows: Some("It is short.".into()),
    });
    let cues = vec![
        Cue::Question { prompt, number, of, take },
        Cue::Opening,
        Cue::Go,
        kept(),
        answer,
        Cue::Offer { next: false, listen: true, follow_up: false },
    ];
    after(size, cues)
}

#[test]
fn the_worked_example_is_there_after_a_whole_try_and_not_before() {
    golden("example", |size| {
        let mut app = with_example(size, reported());
        assert!(shown(&app).contains("e example"), "{}", shown(&app));
        assert_eq!(app.press(Key::Char('e'), seconds(9)), None);
        shown(&app)
    });
    let mut app = with_example(SIZES[0], reported());
    let report = shown(&app);
    for _ in 0..2 {
        app.press(Key::Char('e'), seconds(9));
    }
    assert_eq!(shown(&app), report);

    let Cue::Report { report: mut unscored, after } = reported() else { unreachable!() };
    unscored.judgement.overall = None;
    let mut app = with_example(SIZES[0], Cue::Report { report: unscored, after });
    app.press(Key::Char('e'), seconds(9));
    let shown = shown(&app);
    assert!(!shown.contains("e example") && !shown.contains("I mended it"), "{shown}");
}

#[test]
fn all_keys_are_shown() {
    golden("help", |size| {
        let mut app = after(size, reviewing());
        app.press(Key::Char('?'), seconds(20));
        shown(&app)
    });
}

#[test]
fn the_questions_are_listed() {
    golden("list", |size| {
        let shelves = shelves();
        let list = List::new(&shelves, size);
        let mut terminal = Terminal::new(TestBackend::new(size.width, size.height)).unwrap();
        terminal.draw(|frame| super::choose::draw(frame, &list, None, PLAIN)).unwrap();
        text(&terminal)
    });
}

#[test]
fn a_window_that_is_too_small_gets_one_sentence() {
    assert_eq!(shown(&after(Size::new(39, 3), vec![question()])).trim(), "Please make the window larger.");
    let listening = shown(&after(Size::new(60, 3), listening()));
    assert_eq!(listening.trim(), "Recording goes on. Please make the window larger.");
}

/// Each phase with every key that it has: the interview, and the wish or the change that the key brings.
#[test]
fn every_key_of_the_bottom_lines_does_something() {
    let make = |phase: Phase| {
        let cues = match phase {
            Phase::Asking => vec![question()],
            Phase::Thinking => vec![question(), Cue::Think { time: seconds(99) }],
            Phase::Opening => vec![question(), Cue::Opening],
            Phase::Listening => {
                listening().into_iter().chain([Cue::Countdown(Some(Length::from_millis(900)))]).collect()
            }
            Phase::Writing => vec![question(), Cue::Go, kept()],
            _ => {
                let at = Moment::START;
                let of = Length::from_millis(94_000);
                reviewing().into_iter().chain([Cue::Playing { at, of, state: PlayState::Playing }]).collect()
            }
        };
        after(SIZES[2], cues)
    };
    let phases =
        [Phase::Asking, Phase::Thinking, Phase::Opening, Phase::Listening, Phase::Writing, Phase::Reviewing];
    for phase in phases {
        for row in keys::rows(phase) {
            for (key, action) in row.keys {
                let mut app = make(phase);
                assert_eq!(app.phase(), phase);
                if !app.can(*action) {
                    continue;
                }
                // Scrolled to the middle, so that both directions lead somewhere.
                if action.scrolls() && phase == Phase::Reviewing {
                    app.press(Key::PageDown, seconds(60));
                } else if action.scrolls() {
                    app.press(if *action == Action::Up { Key::Down } else { Key::Up }, seconds(60));
                }
                app.tick(seconds(60));
                let before = format!("{app:?}");
                let wish = app.press(*key, seconds(60));
                assert!(
                    wish.is_some() || format!("{app:?}") != before,
                    "{key:?} does nothing while {phase:?}"
                );
            }
        }
    }
}

#[test]
fn keys_of_other_phases_do_nothing() {
    let mut app = after(SIZES[0], listening());
    for key in
        [Key::Char('r'), Key::Char('n'), Key::Char('g'), Key::Char('?'), Key::Left, Key::Escape, Key::Home]
    {
        assert_eq!(app.press(key, seconds(60)), None);
        assert_eq!(app.key_phase(), Phase::Listening);
    }
}

#[test]
fn a_key_held_too_long_does_not_end_the_answer_before_its_first_word() {
    let mut app = after(SIZES[0], vec![question(), Cue::Opening, Cue::Go]);
    assert_eq!(app.press(Key::Enter, Duration::from_millis(2_400)), None);
    assert_eq!(app.phase(), Phase::Listening);
    assert_eq!(app.press(Key::Enter, seconds(3)), Some(Wish::Stop));
    assert_eq!(app.press(Key::Enter, Duration::from_millis(3_100)), None);
}

#[test]
fn leaving_an_answer_needs_two_keys_and_staying_forgets_it() {
    let mut app = after(SIZES[0], listening());
    assert_eq!(app.press(Key::Char('q'), seconds(9)), None);
    assert_eq!(app.press(Key::Enter, seconds(9)), None);
    assert_eq!(app.press(Key::Char('n'), seconds(9)), None);
    assert_eq!(app.press(Key::Char('y'), seconds(9)), None);
    app.press(Key::Char('q'), seconds(9));
    assert_eq!(app.press(Key::Char('y'), seconds(9)), Some(Wish::Quit));
    assert_eq!(app.press(Key::Char('y'), seconds(9)), None);
}

#[test]
fn control_c_leaves_every_phase_once_and_a_second_time_does_not_wait() {
    let mut app = after(SIZES[0], listening());
    assert_eq!(app.press(Key::Interrupt, seconds(9)), Some(Wish::Quit));
    assert!(!app.is_over());
    assert_eq!(app.press(Key::Interrupt, seconds(9)), None);
    assert!(app.is_over());
}

#[test]
fn a_trouble_is_still_there_when_the_report_comes() {
    let mut cues = vec![question(), Cue::Go, Cue::Trouble(broke_off()), kept(), reported()];
    cues.push(Cue::Offer { next: false, listen: true, follow_up: false });
    let app = after(SIZES[0], cues);
    assert!(shown(&app).contains("The recording broke off after 1:34"), "{}", shown(&app));
    assert!(!shown(&after(SIZES[0], vec![Cue::Trouble(broke_off()), question()])).contains("broke off"));
}

#[test]
fn the_place_in_a_report_survives_another_width() {
    let mut app = after(SIZES[0], reviewing());
    app.press(Key::End, seconds(20));
    app.resize(SIZES[2]);
    app.resize(SIZES[0]);
    app.press(Key::Down, seconds(20));
    let (top, rows) = (app.top(), usize::from(app.parts().body.height));
    assert!(top + rows <= app.page().len() && top > app.page().len() / 2, "{top}");
}

/// Runs the loop that ships with everything already waiting; returns what it wished for as well.
async fn play(cues: Vec<Cue>, inputs: Option<Vec<Input>>, stop: bool) -> (Played, Vec<Wish>, String) {
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    let (cue_sender, cue_receiver) = mpsc::unbounded_channel();
    let (wish_sender, mut wishes) = mpsc::channel(1);
    let (input_sender, mut typed) = mpsc::unbounded_channel();
    for cue in cues {
        cue_sender.send(cue).unwrap();
    }
    let keeps_typing = inputs.is_some();
    for input in inputs.into_iter().flatten() {
        input_sender.send(input).unwrap();
    }
    let typist = keeps_typing.then_some(input_sender);
    // The other side: whoever wishes to leave is told that it is over.
    let conductor = tokio::spawn(async move {
        let mut wanted = Vec::new();
        while let Some(wish) = wishes.recv().await {
            wanted.push(wish);
            if wish == Wish::Quit {
                let _ = cue_sender.send(kept());
                let _ = cue_sender.send(Cue::End);
            }
        }
        wanted
    });
    let stopped = async move {
        if !stop {
            std::future::pending::<()>().await;
        }
    };
    let played = run(&mut terminal, &mut typed, cue_receiver, wish_sender, stopped, true).await.unwrap();
    drop(typist);
    (played, conductor.await.unwrap(), text(&terminal))
}

fn typed(keys: &[Key]) -> Vec<Input> {
    keys.iter().map(|key| Input::Key(*key)).collect()
}

#[tokio::test]
async fn keys_become_wishes_in_order() {
    let keys = [Key::Char(' '), Key::Char('n'), Key::Char('x'), Key::Char('q')];
    let (played, wishes, screen) = play(reviewing(), Some(typed(&keys)), false).await;
    assert_eq!(wishes, [Wish::Listen, Wish::Next, Wish::Quit]);
    assert!(!played.is_interrupted);
    assert_eq!(played.kept.len(), 2);
    assert!(screen.contains("LEAVING"), "{screen}");
}

#[tokio::test]
async fn a_keyboard_that_is_gone_leaves_and_the_take_is_kept() {
    let (played, wishes, _) = play(listening(), None, false).await;
    assert_eq!(wishes, [Wish::Quit]);
    assert_eq!(played.kept.len(), 1);
    assert!(!played.is_interrupted);
}

#[tokio::test]
async fn a_signal_leaves_and_waits_until_the_take_is_closed() {
    let (played, wishes, _) = play(listening(), Some(typed(&[])), true).await;
    assert_eq!(wishes, [Wish::Quit]);
    assert!(played.is_interrupted);
    assert_eq!(played.kept.len(), 1);
}

#[tokio::test]
async fn troubles_on_the_way_out_are_handed_back() {
    let cues = listening().into_iter().chain([Cue::Trouble(broke_off())]).collect();
    let (played, _, _) = play(cues, Some(typed(&[Key::Interrupt])), false).await;
    assert!(matches!(played.untold[..], [Trouble::BrokeOff { .. }]));
}

#[tokio::test]
async fn an_interview_that_vanishes_ends_the_screen() {
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    let (sender, cues) = mpsc::unbounded_channel();
    let (wishes, _wanted) = mpsc::channel(1);
    let (_typist, mut inputs) = mpsc::unbounded_channel();
    sender.send(question()).unwrap();
    drop(sender);
    let played = run(&mut terminal, &mut inputs, cues, wishes, std::future::pending(), false).await.unwrap();
    assert!(played.kept.is_empty());
    assert!(text(&terminal).contains("A tight deadline"));
}

#[tokio::test]
async fn the_list_ends_with_a_choice_a_signal_or_a_keyboard_that_is_gone() {
    let shelves = shelves();
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    let (typist, mut inputs) = mpsc::unbounded_channel();
    for key in [Key::Down, Key::Enter] {
        typist.send(Input::Key(key)).unwrap();
    }
    let pending = || std::future::pending();
    let choice = loops::choose(&mut terminal, &mut inputs, &shelves, None, pending(), true).await.unwrap();
    assert_eq!(choice, Choice::Begin(vec!["screen/dive-deep".into()]));
    let stopped =
        loops::choose(&mut terminal, &mut inputs, &shelves, None, std::future::ready(()), true).await;
    assert_eq!(stopped.unwrap(), Choice::Interrupted);
    assert!(text(&terminal).contains("> "), "{}", text(&terminal));
    drop(typist);
    let left = loops::choose(&mut terminal, &mut inputs, &shelves, None, pending(), true).await.unwrap();
    assert_eq!(left, Choice::Leave);
}
