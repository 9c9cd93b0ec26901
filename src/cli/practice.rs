//! `greenroom practice --plain`: an interview by lines, for screen readers, dumb terminals and scripts.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::TryRecvError;
use std::thread;

use clap::Args;
use tokio::sync::mpsc;

use super::Stage;
use super::failure::{Failure, Kind};
use super::prompts::PackFiles;
use super::{environment, studio};
use crate::capture::wav_file::{Pace, WavFile};
use crate::capture::{CaptureError, Microphone};
use crate::interview::conductor::{Cue, Room, Trouble, Wish, conduct};
use crate::prompt::{Prompt, TimeTarget};
use crate::report::{self, safe::safe_for_terminal};
use crate::time::Length;

/// What was typed after `practice`.
#[derive(Debug, Args)]
pub(super) struct Typed {
    /// Questions or whole packs; `greenroom prompts` lists them [default: a general story prompt]
    #[arg(value_name = "PACK[/PROMPT]")]
    questions: Vec<String>,
    #[command(flatten)]
    packs: PackFiles,
    /// Print lines instead of drawing a screen
    #[arg(long, required = true)]
    plain: bool,
    /// A recorded answer that is played as if it were spoken now
    #[arg(long, value_name = "FILE", required = true)]
    mic: PathBuf,
    /// Do not wait: no time to think, and the recording as fast as it can be taken
    #[arg(long)]
    fast: bool,
    /// Which weights to transcribe with: tiny.en (the default) or base (better, twice the time)
    #[arg(long, value_name = "NAME")]
    model: Option<String>,
}

/// Runs the interview. Reports go to `out`, talk to stderr.
pub(super) fn run(typed: &Typed, stage: &Stage, out: &mut dyn Write) -> Result<(), Failure> {
    let catalog = typed.packs.catalog(&studio::rubrics())?;
    let prompts = studio::prompts(&typed.questions, &catalog)?;
    let pace = if typed.fast { Pace::Fast } else { Pace::RealTime };
    // Opened once here, so that a file that cannot be read is told before the question is put.
    let microphone = WavFile::open(&typed.mic, pace).map_err(|error| unopened(&typed.mic, &error))?;
    let (scribe, engine) = studio::scribe(typed.model.as_deref(), studio::spare_processors(), stage)?;
    let room = Room {
        prompts,
        open: Arc::new(move || Ok(Box::new(microphone.clone()) as Box<dyn Microphone>)),
        takes: stage.folders.takes(),
        scribe: Arc::new(scribe),
        engine,
        think: !typed.fast,
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .map_err(|error| Failure::from_error(Kind::Machine, &error))?;
    runtime.block_on(play(room, stage, out))
}

fn unopened(file: &Path, error: &CaptureError) -> Failure {
    Failure::from_error(Kind::Input, error).hint(format!(
        "`--mic` takes a recording (WAV, FLAC, MP3, M4A or OGG); `{}` is none.",
        file.display()
    ))
}

/// Puts the conductor on one side and the lines on the other until the interview is over.
async fn play(room: Room, stage: &Stage, out: &mut dyn Write) -> Result<(), Failure> {
    let (wishes, wanted) = mpsc::channel(8);
    let (shown, mut cues) = mpsc::unbounded_channel();
    let mut lines = Lines::new(stage, out);
    let typed = keyboard();
    let conductor = tokio::spawn(conduct(room, wanted, shown));
    let mut look = tokio::time::interval(std::time::Duration::from_millis(50));
    loop {
        tokio::select! {
            cue = cues.recv() => match cue {
                Some(cue) => lines.show(cue)?,
                None => break,
            },
            _ = look.tick() => {}
        }
        while let Some(wish) = lines.wish(&typed) {
            // The conductor has ended where this fails; its last cue is on its way.
            let _ = wishes.send(wish).await;
        }
    }
    conductor.await.map_err(|error| Failure::from_error(Kind::Bug, &error))?;
    lines.failure.map_or(Ok(()), Err)
}

/// The lines of standard input, read where waiting hurts nobody.
fn keyboard() -> std::sync::mpsc::Receiver<String> {
    let (sender, lines) = std::sync::mpsc::channel();
    thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

/// What the next line of the candidate means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Nothing,
    Thinking,
    Listening,
    Choosing { next: bool },
}

/// The interview as lines.
struct Lines<'a> {
    stage: &'a Stage,
    out: &'a mut dyn Write,
    turn: Turn,
    time: Option<TimeTarget>,
    told: u64,
    failure: Option<Failure>,
}

impl<'a> Lines<'a> {
    fn new(stage: &'a Stage, out: &'a mut dyn Write) -> Self {
        Lines { stage, out, turn: Turn::Nothing, time: None, told: 0, failure: None }
    }

    fn show(&mut self, cue: Cue) -> Result<(), Failure> {
        match cue {
            Cue::Question { number, of, take, prompt } => self.question(number, of, take, &prompt),
            Cue::Think { time } => {
                self.turn = Turn::Thinking;
                self.stage.tell(&format!("THINKING: {} s. Enter begins at once.", time.as_secs()));
            }
            Cue::Go => {
                self.turn = Turn::Listening;
                self.told = 0;
                self.stage.tell("LISTENING: speak now. Enter ends the answer.");
            }
            Cue::Heard { length, .. } => self.heard(length),
            Cue::Kept { file, length } => {
                self.turn = Turn::Nothing;
                let file = file.to_string_lossy();
                self.stage.tell(&format!(
                    "STOPPED at {}. Kept as `{}`.",
                    minutes(length),
                    safe_for_terminal(&file)
                ));
                self.stage.tell("WRITING DOWN the last words ...");
            }
            Cue::Report { report, after } => {
                self.failure = None;
                self.stage.tell(&format!("REPORT, {:.1} s after the last sample:\n", after.as_secs_f64()));
                write!(self.out, "{}", report::text(&report, environment::width()))?;
                self.out.flush()?;
            }
            Cue::Trouble(trouble) => self.trouble(&trouble),
            Cue::Offer { next } => {
                self.turn = Turn::Choosing { next };
                let following = if next { "n: next question   " } else { "" };
                self.stage.tell(&format!("\nr: the same question again   {following}q: end   (then Enter)"));
            }
            Cue::End => self.turn = Turn::Nothing,
        }
        Ok(())
    }

    fn question(&mut self, number: usize, of: usize, take: usize, prompt: &Prompt) {
        self.turn = Turn::Thinking;
        self.time = Some(prompt.time);
        let again = if take > 1 { format!(", take {take}") } else { String::new() };
        let text = textwrap::indent(&textwrap::fill(&prompt.text, environment::width() - 2), "  ");
        self.stage.tell(&format!("\nQUESTION {number} of {of}{again}: {}\n\n{text}\n", prompt.title));
        if let Some(note) = &prompt.not_yet {
            self.stage.tell(&format!("Note: {note}\n"));
        }
        let time = prompt.time;
        let (from, to) = (seconds(time.target_from), seconds(time.target_to));
        self.stage.tell(&format!("Aim for {} to {}.", minutes(from), minutes(to)));
    }

    /// A line each quarter of a minute, and at the marks of the target.
    fn heard(&mut self, length: Length) {
        let now = length.seconds() as u64;
        if now == self.told || self.turn != Turn::Listening {
            return;
        }
        let Some(time) = self.time else { return };
        let passed = |mark: u32| self.told < u64::from(mark) && u64::from(mark) <= now;
        let mark = if passed(time.target_from) {
            Some("the answer has the right length from here")
        } else if passed(time.target_to) {
            Some("time to close")
        } else if passed(time.soft_max) {
            Some("over time; close now")
        } else if now / 15 > self.told / 15 {
            Some("listening")
        } else {
            None
        };
        self.told = now;
        if let Some(mark) = mark {
            self.stage.tell(&format!("{}  {mark}", minutes(length)));
        }
    }

    /// Tells what failed, at once. Where no report follows it, it also decides the exit code.
    fn trouble(&mut self, trouble: &Trouble) {
        let mut failure = Failure::from_error(Kind::Machine, trouble);
        failure = match trouble {
            Trouble::Transcript { file, .. } | Trouble::Capture { file: Some(file), .. } => {
                failure.hint(format!("nothing is lost: `greenroom score {}` tries again.", file.display()))
            }
            Trouble::Capture { .. } => {
                failure.hint("set GREENROOM_HOME to a folder that Greenroom may write to.")
            }
        };
        self.stage.tell(&failure.to_string());
        self.failure = Some(Failure::new(failure.kind, "the last take brought no report"));
    }

    /// What the candidate wishes, if a line was typed. At the end of the input the interview goes on by itself.
    fn wish(&mut self, typed: &std::sync::mpsc::Receiver<String>) -> Option<Wish> {
        if self.turn == Turn::Nothing {
            return None;
        }
        let line = match typed.try_recv() {
            Ok(line) => line,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => {
                let Turn::Choosing { next } = self.turn else { return None };
                self.turn = Turn::Nothing;
                return Some(if next { Wish::Next } else { Wish::Quit });
            }
        };
        let wish = match (self.turn, line.trim().to_lowercase().as_str()) {
            (_, "q" | "quit") => Wish::Quit,
            (Turn::Thinking, _) => Wish::Speak,
            (Turn::Listening, _) => Wish::Stop,
            (Turn::Choosing { .. }, "r") => Wish::Retake,
            (Turn::Choosing { next: true }, "n") => Wish::Next,
            (Turn::Choosing { .. }, _) => {
                self.stage.tell("Please type r, n or q, then Enter.");
                return None;
            }
            (Turn::Nothing, _) => return None,
        };
        self.turn = Turn::Nothing;
        Some(wish)
    }
}

fn seconds(seconds: u32) -> Length {
    Length::from_millis(u64::from(seconds) * 1000)
}

/// Minutes and seconds, as on a clock: 1:04.
fn minutes(length: Length) -> String {
    let seconds = length.seconds() as u64;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
