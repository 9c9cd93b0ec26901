//! What tells about the program itself: help, manual page, completions, `doctor`.

use crate::desk::{Desk, models_folder};

const COMMANDS: [&str; 9] =
    ["practice", "score", "prompts", "sessions", "models", "devices", "doctor", "completions", "man"];

#[test]
fn help_names_every_command_and_fits_100_columns() {
    let help = Desk::new().run(["--help"]);
    assert_eq!((help.code, &*help.err), (0, ""));
    for command in COMMANDS {
        assert!(help.out.contains(&format!("\n  {command} ")), "{command} in {}", help.out);
    }
    for command in [&[][..], &["practice"], &["score"], &["sessions"], &["models"], &["devices"]] {
        let typed: Vec<&str> = command.iter().copied().chain(["--help"]).collect();
        let help = Desk::new().run(&typed);
        let widest = help.out.lines().max_by_key(|line| line.chars().count()).unwrap();
        assert!(widest.chars().count() <= 100, "{typed:?}: {widest}");
    }
}

#[test]
fn the_manual_page_has_a_name_and_every_command() {
    let man = Desk::new().run(["man"]);
    assert_eq!(man.code, 0, "{}", man.err);
    assert!(man.out.contains(".SH NAME\n"), "{}", man.out);
    for command in COMMANDS {
        assert!(man.out.contains(command), "{command}");
    }
}

#[test]
fn completions_know_the_commands_in_every_shell() {
    for shell in ["bash", "zsh", "fish"] {
        let script = Desk::new().run(["completions", shell]);
        assert_eq!(script.code, 0, "{shell}: {}", script.err);
        for command in COMMANDS {
            assert!(script.out.contains(command), "{shell}: {command}");
        }
    }
}

#[test]
fn the_doctor_says_what_is_missing_and_how_to_get_it() {
    let ended = Desk::new().run(["doctor"]);
    assert_eq!(ended.code, 3, "{}", ended.err);
    assert!(ended.out.contains("tiny.en      missing\n"), "{}", ended.out);
    insta::assert_snapshot!(ended.err, @"
    Error: the model `tiny.en` is not there, so nothing can be transcribed
    Hint: `greenroom models fetch tiny.en` or `scripts/fetch-model tiny.en` gets it.
    ");
}

#[test]
fn the_doctor_is_content_with_the_model() {
    let models = models_folder();
    let ended = Desk::new().run(["doctor".as_ref(), "--models".as_ref(), models.as_os_str()]);
    assert_eq!((ended.code, &*ended.err), (0, ""));
    assert!(ended.out.contains("tiny.en      verified, "), "{}", ended.out);
}
