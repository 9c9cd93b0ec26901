//! A sound card without hardware (`scripts/virtual-audio`): what the program plays can be recorded, and what it hears
//! can be played.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use greenroom::recording::{SpeechAudio, decode};
use tempfile::TempDir;

/// One card at a time: two of them, with a recogniser each, would fight for the processors.
static ALONE: Mutex<()> = Mutex::new(());

/// A virtual sound card with a speech daemon; both end with it.
pub(crate) struct Card {
    folder: TempDir,
    _alone: MutexGuard<'static, ()>,
}

fn script() -> Command {
    Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/virtual-audio"))
}

impl Card {
    pub(crate) fn start() -> Self {
        // A test that failed while it had the card has stopped it.
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = tempfile::tempdir().unwrap();
        let started = script().arg("start").arg(folder.path()).status().unwrap();
        assert!(
            started.success(),
            "the virtual sound card did not start; scripts/test installs what it needs"
        );
        Card { folder, _alone: alone }
    }

    /// Lets a command hear and play on this card.
    pub(crate) fn give_to(&self, command: &mut Command) {
        for line in std::fs::read_to_string(self.folder.path().join("env")).unwrap().lines() {
            let Some(exports) = line.strip_prefix("export ") else { continue };
            for export in exports.split(' ') {
                let (name, value) = export.split_once('=').unwrap();
                command.env(name, value.trim_matches('\''));
            }
        }
        command.env_remove("PULSE_SINK").env_remove("PULSE_SOURCE");
    }

    fn client(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        self.give_to(&mut command);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command
    }

    /// Plays a file into the microphone; returns at once.
    pub(crate) fn speak(&self, file: &Path) -> Background {
        Background(self.client("paplay").args(["-d", "micfeed"]).arg(file).spawn().unwrap())
    }

    /// Records what comes out of the loudspeaker until [`Heard::stop`].
    pub(crate) fn listen(&self) -> Heard {
        let file = self.folder.path().join("heard.wav");
        let args = ["-d", "speaker.monitor", "--latency-msec=10", "--rate=48000", "--channels=1"];
        let mut recorder = self.client("parec");
        recorder.args(args).args(["--format=s16le", "--file-format=wav"]).arg(&file);
        let recorder = recorder.spawn().unwrap();
        thread::sleep(Duration::from_millis(300));
        Heard { recorder, file }
    }

    /// Tells the sound server something.
    pub(crate) fn control(&self, args: &[&str]) {
        assert!(self.client("pactl").args(args).status().unwrap().success(), "pactl {args:?}");
    }

    /// The number of a module that was loaded when the card was started.
    pub(crate) fn module(&self, name: &str) -> String {
        self.number("modules", name)
    }

    /// The number of the one stream that records.
    pub(crate) fn recording_stream(&self) -> String {
        self.number("source-outputs", "protocol-native.c")
    }

    fn number(&self, of: &str, name: &str) -> String {
        let listed = self.client("pactl").stdout(Stdio::piped()).args(["list", "short", of]).output();
        let listed = String::from_utf8(listed.unwrap().stdout).unwrap();
        let line = listed.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{listed}"));
        line.split_whitespace().next().unwrap().to_owned()
    }

    /// Sends a signal ("KILL", "STOP", "CONT") to the sound server.
    pub(crate) fn signal_server(&self, signal: &str) {
        self.signal("pulse", signal);
    }

    /// Sends a signal to the speech daemon.
    pub(crate) fn signal_speech(&self, signal: &str) {
        self.signal("speech", signal);
    }

    fn signal(&self, daemon: &str, signal: &str) {
        let pid = std::fs::read_to_string(self.folder.path().join(format!("{daemon}.pid"))).unwrap();
        let sent = Command::new("kill").args([&format!("-{signal}"), pid.trim()]).status().unwrap();
        assert!(sent.success(), "kill -{signal} {daemon}");
    }
}

impl Drop for Card {
    fn drop(&mut self) {
        let _ = script().arg("stop").arg(self.folder.path()).status();
    }
}

/// A player that is ended when nobody needs it any more.
pub(crate) struct Background(Child);

impl Background {
    /// Waits until it has played to the end.
    pub(crate) fn wait(mut self) {
        assert!(self.0.wait().unwrap().success());
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A recording of the loudspeaker that is going on.
pub(crate) struct Heard {
    recorder: Child,
    file: PathBuf,
}

impl Heard {
    /// Ends it and returns its file.
    pub(crate) fn stop(mut self) -> PathBuf {
        // The last 10 ms are still on their way.
        thread::sleep(Duration::from_millis(200));
        let pid = self.recorder.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
        self.recorder.wait().unwrap();
        self.file.clone()
    }

    /// Ends it and returns what was heard.
    pub(crate) fn sound(self) -> SpeechAudio {
        decode::read(&self.stop()).unwrap().1
    }
}
