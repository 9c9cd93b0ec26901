//! A rehearsal by lines, with a recording as the microphone: what is said when, and what is left on the disk.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;
use std::time::{Duration, Instant};

use greenroom::recording::decode;

use crate::desk::{Desk, models_folder, spoken};

/// Asserts that the parts stand in the text in this order.
#[track_caller]
fn assert_in_order(text: &str, parts: &[&str]) {
    let mut at = 0;
    for part in parts {
        at += text[at..].find(part).unwrap_or_else(|| panic!("{part:?} is missing or too early in:\n{text}"));
    }
}

#[test]
fn a_rehearsal_asks_listens_reports_and_keeps_the_take() {
    let desk = Desk::new();
    let ended = desk.run_with_model([
        "practice".as_ref(),
        "general/story".as_ref(),
        "--plain".as_ref(),
        "--fast".as_ref(),
        "--mic".as_ref(),
        spoken("weak").as_os_str(),
    ]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let talk = [
        "QUESTION 1 of 1: ",
        "Tell me about something hard that you got done at work.",
        "Aim for 1:00 to 2:00.",
        "LISTENING: speak now.",
        "STOPPED at 1:04. Kept as 20",
        "REPORT, ",
        "q: end",
    ];
    assert_in_order(&ended.err, &talk);
    assert_in_order(
        &ended.out,
        &["Any story of the past\n", "Score: ", "DO THIS NEXT\n", "ABOUT THIS REPORT\n"],
    );

    let (given, sound, _) = decode::read(&spoken("weak")).unwrap();
    let (kept, kept_sound, doubts) = decode::read(&desk.take(1)).unwrap();
    assert_eq!((kept.length, kept.channels, doubts), (given.length, 1, vec![]));
    assert!(kept_sound.0.iter().zip(&sound.0).all(|(kept, given)| (kept - given).abs() < 1e-4));
    a_section_is_set_and_taken_back(&desk);
}

/// What the speaker says of a section wins and the report follows; taken back, the report is what it was, to the byte.
fn a_section_is_set_and_taken_back(desk: &Desk) {
    let report = || fs::read_to_string(desk.take(1).with_extension("report.txt")).unwrap();
    let json = || fs::read(desk.take(1).with_extension("report.json")).unwrap();
    let (before, before_json) = (report(), json());
    let set = desk.run(["sessions", "section", "last", "r", "--at", "0:24", "--to", "0:45"]);
    assert_eq!(set.code, 0, "{}", set.err);
    assert!(set.err.starts_with("Result: \"We met quite often"), "{}", set.err);
    assert!(set.out.contains(" -> "), "{}", set.out);
    assert!(!before.contains("Set by you") && report().contains("Set by you"), "{}", report());
    let wrong = desk.run(["sessions", "section", "last", "S", "--at", "9:00"]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.err.contains("no sentence is said at 9:00"), "{}", wrong.err);
    let undone = desk.run(["sessions", "section", "last", "--undo"]);
    assert_eq!(undone.code, 0, "{}", undone.err);
    assert_eq!(json(), before_json);
    let nothing = desk.run(["sessions", "section", "last", "--undo"]);
    assert!(nothing.code == 1 && nothing.err.contains("no section was set"), "{}", nothing.err);
}

#[cfg(unix)]
#[test]
fn a_take_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.cut("short.wav", "weak", 0..3);
    let ended = desk.run_with_model(["practice", "--plain", "--fast", "--mic", "short.wav"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let take = desk.take(1);
    let session = take.parent().unwrap();
    let files = fs::read_dir(session).unwrap().map(|entry| (entry.unwrap().path(), 0o600));
    let folders = [(desk.path("home/sessions"), 0o700), (session.to_owned(), 0o700)];
    for (path, mode) in folders.into_iter().chain(files) {
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, mode, "{}", path.display());
    }
}

/// Three seconds are too little to judge: that is said, and is no failure. Then the same again.
#[test]
fn a_take_can_be_done_again() {
    let desk = Desk::new();
    desk.cut("short.wav", "weak", 0..3);
    // The first line that is read answers whatever is on then: a line more ends the listening, if it is not over.
    let mut child = desk.greenroom();
    child.arg("--models").arg(models_folder());
    child.args(["practice", "--plain", "--fast", "--mic", "short.wav"]);
    let mut child =
        child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut keys = child.stdin.take().unwrap();
    let mut talk = BufReader::new(child.stderr.take().unwrap());
    let mut told = String::new();
    for key in ["x\n", "r\n", "q\n"] {
        let wanted = if key == "r\n" { "Please type one of these: r" } else { "r: the same question again" };
        wait_for(&mut talk, &mut told, wanted);
        keys.write_all(key.as_bytes()).unwrap();
    }
    talk.read_to_string(&mut told).unwrap();
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0), "{told}");
    assert!(!told.contains("panicked"), "{told}");
    assert_in_order(&told, &["QUESTION 1 of 1: ", "/1.", "QUESTION 1 of 1, take 2: ", "/2."]);
    let out = String::from_utf8(ended.stdout).unwrap();
    assert_eq!(out.matches("Score: none.").count(), 2, "{out}");
    for take in [1, 2] {
        let (kept, _, _) = decode::read(&desk.take(take)).unwrap();
        assert!((kept.length.seconds() - 3.0).abs() < 1e-9, "{take}: {}", kept.length);
    }
}

/// The recording is the microphone of the follow-up too, so that the same words come once more: they add nothing, and
/// the answer keeps its score.
#[test]
fn the_follow_up_question_is_asked_kept_and_scored_with_the_answer() {
    let desk = Desk::new();
    let mut child = desk.greenroom();
    child.arg("--models").arg(models_folder()).args([
        "practice",
        "general/story",
        "--plain",
        "--fast",
        "--mic",
    ]);
    child.arg(spoken("missing-result"));
    let mut child =
        child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut keys = child.stdin.take().unwrap();
    let mut talk = BufReader::new(child.stderr.take().unwrap());
    let mut told = String::new();
    wait_for(&mut talk, &mut told, "f: the follow-up question");
    keys.write_all(b"f\n").unwrap();
    wait_for(&mut talk, &mut told, "FOLLOW-UP:");
    wait_for(&mut talk, &mut told, "q: end");
    let offer = told.lines().last().unwrap();
    assert!(!offer.contains("f: "), "one follow-up for an answer: {offer}");
    keys.write_all(b"q\n").unwrap();
    talk.read_to_string(&mut told).unwrap();
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0), "{told}");
    assert!(!told.contains("panicked"), "{told}");
    assert_in_order(&told, &["/1.", "REPORT, ", "FOLLOW-UP:", "Aim for 0:10 to 0:40.", "LISTENING", "/2."]);
    let out = String::from_utf8(ended.stdout).unwrap();
    let stays = "It could not be judged with the answer, so the score stays at ";
    assert_in_order(&out, &["AN INTERVIEWER WOULD ASK NEXT\n", "WHAT THE FOLLOW-UP ADDED\n", stays]);

    let list = desk.run(["sessions"]);
    assert_eq!(list.out.matches("follow-up to /1: Any story of the past").count(), 1, "{}", list.out);
    let report = |ending: &str| fs::read(desk.take(2).with_extension(ending)).unwrap();
    let before = ["report.txt", "report.md", "report.json", "words.json"].map(report);
    let again = desk.run(["sessions", "rescore", "last"]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(again.out.lines().count(), 2, "{}", again.out);
    assert_eq!(["report.txt", "report.md", "report.json", "words.json"].map(report), before);

    let gone = desk.run(["sessions", "delete", "last/1", "--yes"]);
    assert_eq!(gone.code, 0, "{}", gone.err);
    let alone = desk.run(["sessions", "rescore", "last/2"]);
    assert_eq!(alone.code, 1, "{}", alone.err);
    assert!(alone.err.contains("answers a follow-up to it"), "{}", alone.err);
}

#[test]
fn in_real_time_enter_begins_and_ends_the_answer() {
    let desk = Desk::new();
    desk.cut("short.wav", "weak", 0..4);
    let mut child = desk.greenroom();
    child.arg("--models").arg(models_folder()).args([
        "practice",
        "--plain",
        "--voice",
        "silent",
        "--mic",
        "short.wav",
    ]);
    let mut child =
        child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut keys = child.stdin.take().unwrap();
    let mut talk = BufReader::new(child.stderr.take().unwrap());
    let mut told = String::new();

    wait_for(&mut talk, &mut told, "THINKING: ");
    keys.write_all(b"\n").unwrap();
    wait_for(&mut talk, &mut told, "LISTENING: ");
    let listening = Instant::now();
    std::thread::sleep(Duration::from_millis(1500));
    keys.write_all(b"\n").unwrap();
    wait_for(&mut talk, &mut told, "STOPPED at ");
    let stopped = listening.elapsed();
    wait_for(&mut talk, &mut told, "r: the same question again");
    keys.write_all(b"q\n").unwrap();
    talk.read_to_string(&mut told).unwrap();
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0), "{told}");
    assert!(!told.contains("panicked"), "{told}");

    let (kept, _, _) = decode::read(&desk.take(1)).unwrap();
    let kept = kept.length.seconds();
    assert!(kept >= 1.3 && kept <= stopped.as_secs_f64() + 0.2, "{kept} s kept, stopped after {stopped:?}");
    assert!(kept < 3.9, "Enter did not end the take: {kept} s were kept");
}

/// Reads the talk up to the line with these words.
fn wait_for(talk: &mut impl BufRead, told: &mut String, words: &str) {
    loop {
        let start = told.len();
        assert!(talk.read_line(told).unwrap() > 0, "it ended without {words:?}:\n{told}");
        if told[start..].contains(words) {
            return;
        }
    }
}
