//! What was spoken survives: a killed program, a busy machine, and whoever speaks the moment that "go" is shown.

use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use greenroom::recording::decode;

use crate::card::Card;
use crate::compare::compare;
use crate::desk::{Desk, spoken};
use crate::rehearsal::Rehearsal;

const SOON: Duration = Duration::from_secs(20);

/// Moments that look random and are the same in every run.
fn moments(count: usize, most: Duration) -> Vec<Duration> {
    let mut state = 20_261_122u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        most.mul_f64(f64::from(state >> 8) / f64::from(1 << 24))
    };
    (0..count).map(|_| next()).collect()
}

/// Rehearses with a recording as the microphone and kills the program in the middle; says how long it had listened.
fn killed_after(desk: &Desk, moment: Duration) -> Duration {
    let answer = spoken("strong");
    let mic = answer.to_str().unwrap();
    let typed = ["screen/tight-deadline", "--voice", "silent", "--mic", mic];
    let mut room = Rehearsal::start(desk, None, &typed);
    room.until("THINKING", SOON);
    room.press("");
    let heard_from = room.until("LISTENING", SOON);
    thread::sleep(moment);
    let listened = heard_from.elapsed();
    room.kill();
    listened
}

#[test]
fn thirty_takes_that_were_killed_are_repaired_and_offered_and_lose_at_most_their_last_second() {
    let desk = Desk::new();
    // A session that ended well, and must stay as it is.
    desk.cut("short.wav", "weak", 0..3);
    let ended = desk.run_with_model(["practice", "--plain", "--fast", "--mic", "short.wav"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let whole = std::fs::read(desk.take(1)).unwrap();
    let whole_name = session_names(&desk).remove(0);

    let mut worst = Duration::ZERO;
    for moments in moments(30, Duration::from_secs(4)).chunks(3) {
        let known = session_names(&desk);
        // Three at once: each must get a session of its own.
        let listened: Vec<Duration> = thread::scope(|scope| {
            let runs: Vec<_> =
                moments.iter().map(|moment| scope.spawn(|| killed_after(&desk, *moment))).collect();
            runs.into_iter().map(|run| run.join().unwrap()).collect()
        });
        let offered = desk.run(["sessions", "list"]);
        assert_eq!(offered.code, 0, "{}", offered.err);
        let new: Vec<String> =
            session_names(&desk).into_iter().filter(|name| !known.contains(name)).collect();
        assert_eq!(new.len(), 3, "{new:?}");
        let mut kept: Vec<Duration> = new.iter().map(|name| kept_of(&desk, name)).collect();
        let mut listened = listened;
        kept.sort();
        listened.sort();
        for (kept, listened) in kept.iter().zip(&listened) {
            worst = worst.max(listened.saturating_sub(*kept));
            assert!(*kept + Duration::from_secs(1) >= *listened, "{listened:?} spoken, {kept:?} kept");
        }
        for name in new {
            let said = format!("{}{}", offered.out, offered.err);
            assert!(said.contains(&name), "{name} is not offered:\n{said}");
        }
    }
    println!("30 takes killed; the worst lost {:.2} s", worst.as_secs_f64());
    let again = std::fs::read(desk.path(&format!("home/sessions/{whole_name}/take-0001.wav"))).unwrap();
    assert!(again == whole, "a session that was whole has changed");
}

fn session_names(desk: &Desk) -> Vec<String> {
    let Ok(sessions) = std::fs::read_dir(desk.path("home/sessions")) else { return Vec::new() };
    let folders = sessions.map(Result::unwrap).filter(|entry| entry.path().is_dir());
    folders.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

/// The length of the take, which any player can read to its end.
fn kept_of(desk: &Desk, session: &str) -> Duration {
    let take = desk.path(&format!("home/sessions/{session}/take-0001.wav"));
    let (recording, _, doubts) = decode::read(&take).unwrap();
    assert_eq!(doubts, [], "{session} was not repaired");
    let bytes = std::fs::metadata(&take).unwrap().len();
    assert_eq!(bytes, 44 + 2 * recording.length.samples(), "{session}");
    Duration::from_secs_f64(recording.length.seconds())
}

#[test]
fn whoever_speaks_the_moment_that_go_is_shown_is_heard_from_the_first_sound() {
    let (card, desk) = (Card::start(), Desk::new());
    // From the first sound of a word: what is cut off is missed.
    let word = desk.cut("word.wav", "strong", 5..7);
    let source = decode::read(&word).unwrap().1;
    let mut room = Rehearsal::start(&desk, Some(&card), &["general/story", "--voice", "silent"]);
    let mut waits = Vec::new();
    for _ in 0..20 {
        room.until("THINKING", SOON);
        let pressed = Instant::now();
        room.press("");
        waits.push(room.until("LISTENING", SOON).saturating_duration_since(pressed));
        card.speak(&word).wait();
        thread::sleep(Duration::from_millis(300));
        room.press("");
        room.until("q: end", SOON);
        room.press("r");
    }
    room.quit();
    waits.sort();
    println!("from Enter to LISTENING: median {:?}, worst {:?}", waits[10], waits[19]);
    let folder = desk.take(1);
    let folder = folder.parent().unwrap();
    for number in 1..=20 {
        let take = decode::read(&folder.join(format!("take-{number:04}.wav"))).unwrap().1;
        let found = compare(&source.0, &take.0);
        assert!(found.starts_at > 0.0 && found.snr > 30.0, "take {number}: {found:?}");
    }
}

/// Somebody else's program that uses a processor up.
struct Busy(Child);

impl Busy {
    fn start() -> Self {
        Busy(Command::new("sh").args(["-c", "while :; do :; done"]).spawn().unwrap())
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_machine_with_both_hands_full_loses_no_sample() {
    let (card, desk) = (Card::start(), Desk::new());
    let processors = thread::available_parallelism().unwrap().get();
    let answer = desk.cut("answer.wav", "strong", 0..20);
    let mut room = Rehearsal::start(&desk, Some(&card), &["general/story", "--voice", "silent"]);
    room.until("THINKING", SOON);
    room.press("");
    room.until("LISTENING", SOON);
    let busy: Vec<Busy> = (0..processors).map(|_| Busy::start()).collect();
    let began = Instant::now();
    card.speak(&answer).wait();
    println!("20 s of answer played in {:.1} s", began.elapsed().as_secs_f64());
    room.press("");
    room.until("Kept as ", SOON);
    drop(busy);
    room.until("q: end", Duration::from_mins(1));
    room.quit();
    let source = decode::read(&answer).unwrap().1;
    let found = compare(&source.0, &decode::read(&desk.take(1)).unwrap().1.0);
    println!("captured beside {processors} busy programs: SNR {:.1} dB, moved {:?}", found.snr, found.moved);
    assert!(found.snr > 30.0 && found.moved.iter().all(|lag| *lag == 0), "{found:?}");
}
