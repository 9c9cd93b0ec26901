//! What breaks while somebody rehearses: each time a sentence comes at once, what was said is kept, and nothing hangs.

use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use greenroom::recording::decode;

use crate::card::Card;
use crate::desk::{Desk, spoken};
use crate::rehearsal::Rehearsal;

const SOON: Duration = Duration::from_secs(20);

/// A sentence that comes later than this helps nobody who is speaking.
const AT_ONCE: Duration = Duration::from_secs(2);

/// Speaks for so long before something breaks.
const SPOKEN: Duration = Duration::from_secs(4);

/// A rehearsal that is listening, and somebody who speaks.
fn listening(desk: &Desk, card: &Card) -> (Rehearsal, crate::card::Background) {
    let mut room = Rehearsal::start(desk, Some(card), &["screen/tight-deadline", "--voice", "silent"]);
    room.until("THINKING", SOON);
    room.press("");
    room.until("LISTENING", SOON);
    let speaker = card.speak(&spoken("strong"));
    thread::sleep(SPOKEN);
    (room, speaker)
}

/// Seconds of sound in the one take.
fn kept_seconds(desk: &Desk) -> f64 {
    decode::read(&desk.take(1)).unwrap().0.length.seconds()
}

/// How long that is here: where there is more work than processors, every program waits its turn.
fn at_once() -> Duration {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap();
    let load: f64 = load.split(' ').next().unwrap().parse().unwrap();
    let processors = thread::available_parallelism().unwrap().get() as f64;
    AT_ONCE.mul_f64((load / processors).max(1.0))
}

/// Waits for the sentence, counted from `since`.
#[track_caller]
fn told_at_once(room: &mut Rehearsal, sentence: &str, since: Instant) {
    let came = room.until(sentence, SOON);
    let after = came.saturating_duration_since(since);
    println!("{sentence:?} after {:.2} s", after.as_secs_f64());
    let most = at_once();
    assert!(after <= most, "{sentence:?} came after {after:?} and not within {most:?}");
}

/// The take that broke off is scored, the program can be left, and no processor is kept busy meanwhile.
fn scored_and_left(mut room: Rehearsal, desk: &Desk) {
    room.until("REPORT", SOON);
    room.until("q: end", SOON);
    let before = room.processor_seconds();
    thread::sleep(Duration::from_secs(2));
    let used = room.processor_seconds() - before;
    assert!(used < 0.4, "{used} s of processor time in 2 s of waiting");
    let left = room.quit();
    assert_eq!(left.code, Some(0), "{}", left.told);
    let kept = kept_seconds(desk);
    println!("{kept:.1} s kept");
    assert!(kept > SPOKEN.as_secs_f64() - 1.0, "only {kept} s were kept");
}

#[test]
fn a_sound_server_that_is_killed_ends_the_take_and_keeps_it() {
    let (card, desk) = (Card::start(), Desk::new());
    let (mut room, _speaker) = listening(&desk, &card);
    let killed = Instant::now();
    card.signal_server("KILL");
    told_at_once(&mut room, "the recording broke off", killed);
    scored_and_left(room, &desk);
}

#[test]
fn all_devices_taken_away_end_the_take_and_keep_it() {
    let (card, desk) = (Card::start(), Desk::new());
    let (mut room, _speaker) = listening(&desk, &card);
    let (sinks, taken) = (["module-remap-source", "module-null-sink", "module-null-sink"], Instant::now());
    for module in sinks {
        card.control(&["unload-module", &card.module(module)]);
    }
    told_at_once(&mut room, "the recording broke off", taken);
    scored_and_left(room, &desk);
}

#[test]
fn a_frozen_sound_server_is_told_and_the_take_goes_on_after_it() {
    let (card, desk) = (Card::start(), Desk::new());
    let (mut room, _speaker) = listening(&desk, &card);
    let frozen = Instant::now();
    card.signal_server("STOP");
    told_at_once(&mut room, "WARNING: Nothing comes from the microphone", frozen);
    thread::sleep(Duration::from_secs(3).saturating_sub(frozen.elapsed()));
    let thawed = Instant::now();
    card.signal_server("CONT");
    told_at_once(&mut room, "heard again", thawed);
    thread::sleep(Duration::from_secs(2));
    room.press("");
    scored_and_left(room, &desk);
    assert!(kept_seconds(&desk) > SPOKEN.as_secs_f64() + 1.0);
}

#[test]
fn a_microphone_that_is_taken_away_ends_the_take_although_the_server_goes_on_with_another() {
    let (card, desk) = (Card::start(), Desk::new());
    let (mut room, _speaker) = listening(&desk, &card);
    card.control(&["set-default-source", "speaker.monitor"]);
    let taken = Instant::now();
    card.control(&["unload-module", &card.module("module-remap-source")]);
    told_at_once(&mut room, "the recording broke off", taken);
    scored_and_left(room, &desk);
}

#[test]
fn a_take_that_is_moved_to_a_silent_source_is_told() {
    let (card, desk) = (Card::start(), Desk::new());
    let (mut room, _speaker) = listening(&desk, &card);
    let moved = Instant::now();
    card.control(&["move-source-output", &card.recording_stream(), "speaker.monitor"]);
    told_at_once(&mut room, "WARNING: The microphone gives nothing but silence", moved);
    room.press("");
    scored_and_left(room, &desk);
}

#[test]
fn without_a_speech_daemon_the_question_is_only_shown() {
    let (card, desk) = (Card::start(), Desk::new());
    card.signal_speech("KILL");
    let started = Instant::now();
    let mut room = Rehearsal::start(&desk, Some(&card), &["screen/tight-deadline"]);
    let shown = room.until("QUESTION 1 of 1", SOON);
    println!("question after {:.2} s", shown.saturating_duration_since(started).as_secs_f64());
    told_at_once(&mut room, "cannot be read aloud", shown);
    told_at_once(&mut room, "THINKING", shown);
    assert_eq!(room.quit().code, Some(0));
}

#[test]
fn a_speech_daemon_that_dies_or_freezes_while_it_speaks_is_told_and_the_interview_goes_on() {
    for signal in ["KILL", "STOP"] {
        let (card, desk) = (Card::start(), Desk::new());
        let mut room = Rehearsal::start(&desk, Some(&card), &["screen/tight-deadline"]);
        room.until("QUESTION 1 of 1", SOON);
        thread::sleep(Duration::from_secs(2));
        let struck = Instant::now();
        card.signal_speech(signal);
        told_at_once(&mut room, "cannot be read aloud", struck);
        room.until("THINKING", at_once());
        assert_eq!(room.quit().code, Some(0), "{signal}");
    }
}

#[test]
fn without_any_device_the_reason_and_the_way_out_are_told() {
    let desk = Desk::new();
    let started = Instant::now();
    let mut room = Rehearsal::start(&desk, None, &["screen/tight-deadline", "--voice", "silent"]);
    room.until("Error: ", SOON);
    let left = room.end(at_once());
    println!("after {:.2} s: {}", started.elapsed().as_secs_f64(), left.told);
    assert_eq!(left.code, Some(3), "{}", left.told);
    assert!(left.told.contains("no sound server answers"), "{}", left.told);
    assert!(left.told.contains("Hint: start the sound server"), "{}", left.told);
}

#[test]
fn a_full_disk_ends_the_take_and_what_was_said_is_scored() {
    let (card, desk) = (Card::start(), Desk::new());
    let home = desk.path("home");
    std::fs::create_dir_all(&home).unwrap();
    let Some(_disk) = SmallDisk::mount(&home) else {
        println!("not shown here: a small disk can be mounted by root alone");
        return;
    };
    let mut room = Rehearsal::start(&desk, Some(&card), &["screen/tight-deadline", "--voice", "silent"]);
    room.until("THINKING", SOON);
    room.press("");
    room.until("LISTENING", SOON);
    let _speaker = card.speak(&spoken("strong"));
    // 160 KiB hold 5 s of 16 kHz and 16 bit.
    room.until("the recording broke off", Duration::from_secs(8));
    room.until("REPORT", SOON);
    room.until("q: end", SOON);
    let left = room.quit();
    assert_eq!(left.code, Some(3), "the report could not be stored: {}", left.told);
    assert!(kept_seconds(&desk) > 3.0);
}

/// A disk with room for five seconds.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    fn mount(at: &'a Path) -> Option<Self> {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=160k", "greenroom-test"]).arg(at);
        mount.output().is_ok_and(|ended| ended.status.success()).then_some(SmallDisk(at))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}
