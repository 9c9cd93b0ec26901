//! A rehearsal that goes on while the test looks at it: lines come out, keys go in.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::card::Card;
use crate::desk::{Desk, models_folder};

/// `greenroom practice --plain` on a virtual card.
pub(crate) struct Rehearsal {
    child: Child,
    keys: ChildStdin,
    lines: Receiver<(Instant, String)>,
    told: String,
}

/// What a rehearsal left behind.
pub(crate) struct Left {
    pub(crate) code: Option<i32>,
    /// All that it said on stderr.
    pub(crate) told: String,
}

impl Rehearsal {
    /// Starts `practice --plain` with more arguments; the model is given.
    pub(crate) fn start(desk: &Desk, card: Option<&Card>, typed: &[&str]) -> Self {
        let mut command = desk.greenroom();
        if let Some(card) = card {
            card.give_to(&mut command);
        }
        command.arg("--models").arg(models_folder()).args(["practice", "--plain"]).args(typed);
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        let (sender, lines) = channel();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                let _ = sender.send((Instant::now(), line));
            }
        });
        let keys = child.stdin.take().unwrap();
        Rehearsal { child, keys, lines, told: String::new() }
    }

    /// Waits for a line with this text, and says when it came.
    #[track_caller]
    pub(crate) fn until(&mut self, text: &str, within: Duration) -> Instant {
        let give_up = Instant::now() + within;
        loop {
            match self.lines.recv_timeout(give_up.saturating_duration_since(Instant::now())) {
                Ok((at, line)) => {
                    self.told.push_str(&line);
                    self.told.push('\n');
                    assert!(!line.contains("panicked"), "{}", self.told);
                    if line.contains(text) {
                        return at;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    panic!("no {text:?} within {within:?} after:\n{}", self.told)
                }
                Err(RecvTimeoutError::Disconnected) => panic!("ended without {text:?} after:\n{}", self.told),
            }
        }
    }

    /// Types a line.
    pub(crate) fn press(&mut self, keys: &str) {
        writeln!(self.keys, "{keys}").unwrap();
    }

    /// The number of its process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Kills it as nothing can be caught.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Types `q` and waits for the end.
    #[track_caller]
    pub(crate) fn quit(mut self) -> Left {
        let _ = writeln!(self.keys, "q");
        self.end(Duration::from_secs(10))
    }

    /// Waits for the end.
    #[track_caller]
    pub(crate) fn end(mut self, within: Duration) -> Left {
        let give_up = Instant::now() + within;
        let code = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status.code();
            }
            if Instant::now() > give_up {
                let _ = self.child.kill();
                panic!("it did not end within {within:?} after:\n{}", self.told);
            }
            thread::sleep(Duration::from_millis(20));
        };
        for (_, line) in &self.lines {
            self.told.push_str(&line);
            self.told.push('\n');
        }
        Left { code, told: std::mem::take(&mut self.told) }
    }

    /// Seconds of one processor that it has used so far.
    pub(crate) fn processor_seconds(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid())).unwrap();
        // After the name in brackets, which may hold anything: fields 14 and 15 are user and system time.
        let fields: Vec<&str> = stat[stat.rfind(')').unwrap() + 2..].split(' ').collect();
        let ticks: f64 = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
        ticks / 100.0
    }
}

impl Drop for Rehearsal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
