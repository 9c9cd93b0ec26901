//! A desk of its own for each test: an empty folder to work in, and the real program.
//!
//! Every run is held to the same promise: whatever it is given, it does not panic.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use assert_cmd::Command;
use greenroom::recording::wav::WavWriter;
use greenroom::recording::{SpeechAudio, decode};
use serde_json::Value;
use tempfile::TempDir;

/// The weights that the program takes when none are named.
pub(crate) const MODEL: &str = "ggml-tiny.en.bin";

/// The spoken answers of `tests/answers`, in the order in which [`scored`] scores them.
pub(crate) const ANSWERS: [&str; 8] =
    ["disfluent", "fast", "hypothetical", "missing-result", "slow", "strong", "two-minutes", "weak"];

/// No test waits longer for the program. The longest run scores ten minutes of speech.
const PATIENCE: Duration = Duration::from_mins(15);

/// A run that has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ended {
    /// Each line of the output as JSON.
    pub(crate) fn documents(&self) -> Vec<Value> {
        self.out.lines().map(document).collect()
    }
}

/// An empty folder that is gone after the test. Runs work in it and keep their own files in its `home`.
#[derive(Debug)]
pub(crate) struct Desk {
    folder: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    /// A path on this desk.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a file on the desk.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Puts a stretch of a spoken answer on the desk, as the WAV file that a take would be.
    pub(crate) fn cut(&self, name: &str, answer: &str, seconds: std::ops::Range<usize>) -> PathBuf {
        let (_, SpeechAudio(samples), _) = decode::read(&spoken(answer)).unwrap();
        let path = self.path(name);
        let mut wav = WavWriter::create(&path).unwrap();
        wav.append(&samples[seconds.start * 16_000..seconds.end * 16_000]).unwrap();
        wav.finish().unwrap();
        path
    }

    /// The WAV file of a take of the one session on this desk.
    pub(crate) fn take(&self, number: usize) -> PathBuf {
        let sessions = fs::read_dir(self.path("home/sessions")).unwrap().map(|entry| entry.unwrap().path());
        let sessions: Vec<PathBuf> = sessions.filter(|path| path.is_dir()).collect();
        let [session] = &sessions[..] else { panic!("{sessions:?}") };
        session.join(format!("take-{number:04}.wav"))
    }

    /// The program on this desk, where there is no model. The caller gives the arguments.
    pub(crate) fn greenroom(&self) -> std::process::Command {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_greenroom"));
        command.current_dir(self.folder.path()).env("GREENROOM_HOME", self.path("home"));
        command
    }

    /// Runs the program without a model and without standard input.
    pub(crate) fn run<I: AsRef<OsStr>>(&self, typed: impl IntoIterator<Item = I>) -> Ended {
        self.run_typing("", typed)
    }

    /// Runs the program with the model.
    pub(crate) fn run_with_model<I: AsRef<OsStr>>(&self, typed: impl IntoIterator<Item = I>) -> Ended {
        self.run_with_model_typing("", typed)
    }

    /// Runs the program with the model; `keys` come in through standard input.
    pub(crate) fn run_with_model_typing<I: AsRef<OsStr>>(
        &self,
        keys: &str,
        typed: impl IntoIterator<Item = I>,
    ) -> Ended {
        let models = models_folder().as_os_str().to_owned();
        let typed = typed.into_iter().map(|word| word.as_ref().to_owned());
        self.run_typing(keys, ["--models".into(), models].into_iter().chain(typed))
    }

    fn run_typing<I: AsRef<OsStr>>(&self, keys: &str, typed: impl IntoIterator<Item = I>) -> Ended {
        let mut command = Command::from_std(self.greenroom());
        let output = command.args(typed).write_stdin(keys).timeout(PATIENCE).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
        let (out, err) = (self.placeless(&text(output.stdout)), self.placeless(&text(output.stderr)));
        assert!(!err.contains("panicked"), "{err}");
        let code = output.status.code().unwrap_or_else(|| panic!("ended by a signal: {err}"));
        assert!([0, 1, 2, 3, 4].contains(&code), "exit {code}: {err}");
        Ended { code, out, err }
    }

    /// The same text on every machine: the folder's own name is left out.
    fn placeless(&self, text: &str) -> String {
        text.replace(&*self.folder.path().to_string_lossy(), "[desk]")
    }
}

/// The spoken answer of this name.
pub(crate) fn spoken(answer: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/answers/{answer}.flac"))
}

/// The folder with the model: `GREENROOM_TEST_MODELS`, or where the program would look for it.
pub(crate) fn models_folder() -> PathBuf {
    let below =
        |variable: &str, path: &str| std::env::var_os(variable).map(|home| Path::new(&home).join(path));
    let folders = [
        below("GREENROOM_TEST_MODELS", ""),
        below("GREENROOM_HOME", "models"),
        below("XDG_DATA_HOME", "greenroom/models"),
        below("HOME", ".local/share/greenroom/models"),
        Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("models")),
    ];
    let found = folders.into_iter().flatten().find(|folder| folder.join(MODEL).is_file());
    found.expect("this test needs the speech model: `scripts/fetch-model` gets it")
}

/// The lines of `score --json` over all [`ANSWERS`], scored once, in one run, for all tests.
pub(crate) fn scored_lines() -> &'static [String] {
    static LINES: OnceLock<Vec<String>> = OnceLock::new();
    LINES.get_or_init(|| {
        let files = ANSWERS.map(|answer| spoken(answer).into_os_string());
        let ended = Desk::new().run_with_model(["score".into(), "--json".into()].into_iter().chain(files));
        // A result is no talk.
        assert_eq!((ended.code, &*ended.err), (0, ""));
        let lines: Vec<String> = ended.out.lines().map(str::to_owned).collect();
        assert_eq!(lines.len(), ANSWERS.len());
        lines
    })
}

/// The same as documents.
pub(crate) fn scored() -> &'static [Value] {
    static SCORED: OnceLock<Vec<Value>> = OnceLock::new();
    SCORED.get_or_init(|| scored_lines().iter().map(|line| document(line)).collect())
}

fn document(line: &str) -> Value {
    serde_json::from_str(line).expect("a line of --json is JSON")
}
