//! The interview by lines, for screen readers, dumb terminals and scripts: every state is a line, every key a line.

mod turn;

use std::io::{BufRead, Write};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::thread;

use super::Stage;
use super::environment;
use super::failure::{Failure, Kind};
use super::prompts;
use crate::interview::clock::{Clock, Shown};
use crate::interview::talk::{Cue, Trouble, Wish};
use crate::playback::PlayState;
use crate::prompt::{Prompt, TimeTarget};
use crate::report::{self, Report};
use crate::time::{Length, Moment};
use turn::{Turn, Typed};

/// The lines of standard input, read where waiting hurts nobody.
pub(super) fn keyboard() -> Receiver<String> {
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

/// The interview as lines. Reports go to `out`, talk to stderr.
pub(super) struct Lines<'a> {
    stage: &'a Stage,
    out: &'a mut dyn Write,
    /// Nothing but the candidate ends an answer: a microphone listens for ever, a file does not.
    endless: bool,
    turn: Turn,
    clock: Option<Clock>,
    prompt: Option<Box<Prompt>>,
    /// The names of the questions that have been tried: their examples may be seen.
    tried: Vec<String>,
    /// How much has been heard, and up to which second of the clock was told.
    length: Length,
    told: u64,
    /// What was left of the silence that is being counted down.
    counting: Option<Length>,
    /// What was typed until now was meant for what stood there before.
    just_begun: bool,
    /// The candidate leaves: what is being recorded is kept and not scored.
    leaving: bool,
    playing: Option<PlayState>,
    failure: Option<Failure>,
    /// A report was shown and could not be stored.
    unstored: Option<Failure>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(stage: &'a Stage, out: &'a mut dyn Write, endless: bool) -> Self {
        Lines {
            stage,
            out,
            endless,
            turn: Turn::Nothing,
            clock: None,
            prompt: None,
            tried: Vec::new(),
            length: Length::ZERO,
            told: 0,
            counting: None,
            just_begun: false,
            leaving: false,
            playing: None,
            failure: None,
            unstored: None,
        }
    }

    /// Why the last take has no report, if it has none; or that one is not stored.
    pub(super) fn failure(self) -> Option<Failure> {
        self.failure.or(self.unstored)
    }

    pub(super) fn show(&mut self, cue: Cue) -> Result<(), Failure> {
        match cue {
            Cue::Question { number, of, take, prompt } => {
                self.question(number, of, take, &prompt);
                self.prompt = Some(prompt);
            }
            Cue::FollowUp { text, time } => self.follow_up(&text, time),
            Cue::Think { time } => {
                self.turn = Turn::Thinking;
                self.stage.tell(&format!("THINKING: {} s. Enter begins at once.", time.as_secs()));
            }
            Cue::Opening => {
                self.turn = Turn::Nothing;
                self.stage.tell("GET READY: the microphone is being opened.");
            }
            Cue::Go => {
                let second = self.clock.is_some_and(|clock| clock.awaits_second());
                self.turn = Turn::Listening { second };
                (self.told, self.counting, self.just_begun) = (0, None, true);
                let also = if second { " p and Enter: the second story begins." } else { "" };
                self.stage.tell(&format!("LISTENING: speak now. Enter ends the answer.{also}"));
            }
            Cue::Heard { length, .. } => self.heard(length),
            Cue::Alarm(Some(alarm)) => self.stage.tell(&format!("WARNING: {alarm}")),
            Cue::Alarm(None) => self.stage.tell("The microphone is heard again, and well."),
            Cue::Countdown(left) => self.countdown(left),
            Cue::Kept { take, length, .. } => {
                self.turn = Turn::Nothing;
                self.stage.tell(&format!("STOPPED at {}. Kept as {take}.", length.clock()));
                if self.leaving {
                    self.stage
                        .tell(&format!("Not scored: `greenroom sessions rescore {take}` makes its report."));
                } else {
                    self.stage.tell("WRITING DOWN the last words ...");
                }
            }
            Cue::Report { report, after } => {
                self.failure = None;
                self.stage.tell(&format!("REPORT, {:.1} s after the last sample:\n", after.as_secs_f64()));
                write!(self.out, "{}", report::text(&report, environment::width()))?;
                self.out.flush()?;
                self.tried(&report);
            }
            Cue::Trouble(trouble) => self.trouble(&trouble),
            Cue::Offer { next, listen, follow_up } => {
                let example =
                    self.has_tried() && self.prompt().is_some_and(|prompt| !prompt.examples.is_empty());
                self.turn = Turn::Choosing { next, listen, example, follow_up };
                self.stage.tell(&format!("\n{}", self.turn.keys()));
            }
            Cue::Playing { at, of, state } => self.playing(at, of, state),
            Cue::End => self.turn = Turn::Nothing,
        }
        Ok(())
    }

    fn question(&mut self, number: usize, of: usize, take: usize, prompt: &Prompt) {
        self.turn = Turn::Thinking;
        self.playing = None;
        let again = if take > 1 { format!(", take {take}") } else { String::new() };
        let text = textwrap::indent(&textwrap::fill(&prompt.text, environment::width() - 2), "  ");
        self.stage.tell(&format!("\nQUESTION {number} of {of}{again}: {}\n\n{text}\n", prompt.title));
        if let Some(note) = &prompt.not_yet {
            self.stage.tell(&format!("Note: {note}\n"));
        }
        self.aim_by(Clock::of(prompt));
    }

    fn follow_up(&mut self, text: &str, time: TimeTarget) {
        self.turn = Turn::Thinking;
        self.playing = None;
        let text = textwrap::indent(&textwrap::fill(text, environment::width() - 2), "  ");
        self.stage.tell(&format!("\nFOLLOW-UP:\n\n{text}\n"));
        self.aim_by(Clock::single(time));
    }

    fn aim_by(&mut self, clock: Clock) {
        self.clock = Some(clock);
        self.stage.tell(&clock.aim());
    }

    fn prompt(&self) -> Option<&Prompt> {
        self.prompt.as_deref()
    }

    fn has_tried(&self) -> bool {
        self.prompt().is_some_and(|prompt| self.tried.contains(&prompt.name()))
    }

    /// After the first whole try, what helps with the next: an example, and where else to practise.
    fn tried(&mut self, report: &Report) {
        if !report.is_a_try() || self.has_tried() {
            return;
        }
        let Some(prompt) = self.prompt() else { return };
        let name = prompt.name();
        if !prompt.related.is_empty() {
            self.stage.tell(&format!("\nRELATED QUESTIONS: {}", prompt.related.join(", ")));
        }
        self.tried.push(name);
    }

    /// A line each quarter of a minute, and at the marks of the target.
    fn heard(&mut self, length: Length) {
        self.length = length;
        let (Turn::Listening { .. }, Some(clock)) = (self.turn, self.clock) else { return };
        let Shown { of, at, target } = clock.shows(length);
        let now = at.seconds() as u64;
        if now == self.told {
            return;
        }
        let passed = |mark: u32| self.told < u64::from(mark) && u64::from(mark) <= now;
        let mark = if passed(target.target_from) {
            Some("the answer has the right length from here")
        } else if passed(target.target_to) {
            Some("time to close")
        } else if passed(target.soft_max) {
            Some("over time; close now")
        } else if now / 15 > self.told / 15 {
            Some("listening")
        } else {
            None
        };
        self.told = now;
        if let Some(mark) = mark {
            self.stage.tell(&format!("{}{}  {mark}", of.name(), at.clock()));
        }
    }

    /// From here on the time of the second story runs.
    fn second_story(&mut self) {
        if let Some(clock) = &mut self.clock {
            clock.begin_second(self.length);
        }
        self.turn = Turn::Listening { second: false };
        self.told = 0;
        self.stage.tell(&format!("SECOND STORY from {}.", self.length.clock()));
    }

    /// One line when a countdown begins: a line each second would only drive the speaker on.
    fn countdown(&mut self, left: Option<Length>) {
        if let (Some(left), None) = (left, self.counting) {
            let left = left.seconds().ceil();
            self.stage.tell(&format!(
                "SILENCE: the answer ends in {left:.0} s. Speak on, or g and Enter to think on."
            ));
        }
        self.counting = left;
    }

    fn playing(&mut self, at: Moment, of: Length, state: PlayState) {
        if self.playing.replace(state) == Some(state) {
            return;
        }
        let at = (at - Moment::START).clock();
        match state {
            PlayState::Playing => self.stage.tell(&format!("PLAYING from {at} of {}.", of.clock())),
            PlayState::Paused => self.stage.tell(&format!("PAUSED at {at} of {}.", of.clock())),
            PlayState::Ended => self.stage.tell("PLAYED to the end."),
            PlayState::Lost => {
                self.stage.tell("The loudspeaker went away. `greenroom devices` lists what there is.");
            }
        }
        if matches!(state, PlayState::Ended | PlayState::Lost) {
            self.playing = None;
        }
    }

    /// Tells what failed, at once. Where no report follows it, it also decides the exit code.
    fn trouble(&mut self, trouble: &Trouble) {
        self.stage.tell(&failure_of(trouble).to_string());
        if trouble.costs_the_report() {
            self.failure = Some(Failure::new(Kind::Machine, "the last take brought no report"));
        }
        if matches!(trouble, Trouble::Unstored { .. }) {
            self.unstored = Some(Failure::new(Kind::Machine, "a report could not be stored"));
        }
    }

    /// Shows the worked example, and then what can be done.
    fn example(&mut self) {
        let Some(prompt) = self.prompt() else { return };
        let page = prompts::example_page(prompt);
        // Whoever has gone away needs no example; the next report tells that nobody reads.
        let _ = write!(self.out, "\n{page}").and_then(|()| self.out.flush());
        self.stage.tell(&format!("\n{}", self.turn.keys()));
    }

    /// The program was told to stop.
    pub(super) fn leave(&mut self) {
        self.leaving = true;
    }

    /// What the candidate wishes, if a line was typed. At the end of the input the interview goes on by itself.
    pub(super) fn wish(&mut self, typed: &Receiver<String>) -> Option<Wish> {
        if self.turn == Turn::Nothing {
            return None;
        }
        if std::mem::take(&mut self.just_begun) {
            // Enter pressed twice ended the answer in its first moment.
            let leaves = |line: String| matches!(line.trim(), "q" | "Q" | "quit");
            if std::iter::from_fn(|| typed.try_recv().ok()).fold(false, |so_far, line| so_far | leaves(line))
            {
                self.leaving = true;
                return Some(Wish::Quit);
            }
        }
        let wish = match typed.try_recv() {
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => self.turn.at_the_end(self.endless)?,
            Ok(line) => match self.turn.read(line.trim().to_lowercase().as_str()) {
                Typed::Wish(wish) => wish,
                Typed::Example => {
                    self.example();
                    return None;
                }
                Typed::SecondStory => {
                    self.second_story();
                    return None;
                }
                Typed::Unknown => {
                    self.stage.tell(&format!("Please type one of these: {}", self.turn.keys()));
                    return None;
                }
            },
        };
        self.leaving |= wish == Wish::Quit;
        if !matches!(wish, Wish::GoOn | Wish::Listen | Wish::Skip { .. }) {
            self.turn = Turn::Nothing;
        }
        Some(wish)
    }
}

/// A trouble of an interview as the user is told it.
pub(super) fn failure_of(trouble: &Trouble) -> Failure {
    Failure::from_error(Kind::Machine, trouble).hint(trouble.hint())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enter_pressed_twice_does_not_end_the_answer_in_its_first_moment() {
        let folders = crate::config::Folders { data: "".into(), models: Vec::new(), settings: "".into() };
        let stage = Stage { folders, quiet: true };
        let mut out = Vec::new();
        let mut lines = Lines::new(&stage, &mut out, true);
        let (typed, keyboard) = std::sync::mpsc::channel();
        lines.show(Cue::Think { time: std::time::Duration::from_secs(30) }).unwrap();
        for _ in 0..2 {
            typed.send(String::new()).unwrap();
        }
        assert_eq!(lines.wish(&keyboard), Some(Wish::Speak));
        lines.show(Cue::Opening).unwrap();
        assert_eq!(lines.wish(&keyboard), None);
        lines.show(Cue::Go).unwrap();
        assert_eq!(lines.wish(&keyboard), None);
        typed.send(String::new()).unwrap();
        assert_eq!(lines.wish(&keyboard), Some(Wish::Stop));
    }

    #[test]
    fn the_second_story_has_its_own_time_by_lines_too() {
        let folders = crate::config::Folders { data: "".into(), models: Vec::new(), settings: "".into() };
        let stage = Stage { folders, quiet: true };
        let mut out = Vec::new();
        let mut lines = Lines::new(&stage, &mut out, true);
        let (typed, keyboard) = std::sync::mpsc::channel();
        let rubrics: Vec<&str> = crate::rubric::ids().collect();
        let catalog = crate::prompt::Catalog::shipped(&rubrics).unwrap();
        let prompt = Box::new(catalog.find_one("expectations/above-and-below").unwrap().clone());
        lines.show(Cue::Question { number: 1, of: 1, take: 1, prompt }).unwrap();
        lines.show(Cue::Go).unwrap();
        let seconds = |seconds: u64| Length::from_millis(seconds * 1000);
        lines.show(Cue::Heard { length: seconds(80), dbfs: -20.0 }).unwrap();
        assert_eq!((lines.told, lines.wish(&keyboard)), (80, None));
        typed.send("p".to_owned()).unwrap();
        assert_eq!(lines.wish(&keyboard), None);
        lines.show(Cue::Heard { length: seconds(100), dbfs: -20.0 }).unwrap();
        assert_eq!(lines.told, 20, "counted from the second story");
        typed.send("p".to_owned()).unwrap();
        assert_eq!(lines.wish(&keyboard), Some(Wish::Stop), "there is no third one");
    }

    #[test]
    fn the_example_is_offered_after_a_whole_try_and_shown_when_it_is_asked_for() {
        let folders = crate::config::Folders { data: "".into(), models: Vec::new(), settings: "".into() };
        let stage = Stage { folders, quiet: true };
        let mut out = Vec::new();
        let mut lines = Lines::new(&stage, &mut out, true);
        let (typed, keyboard) = std::sync::mpsc::channel();
        let rubrics: Vec<&str> = crate::rubric::ids().collect();
        let catalog = crate::prompt::Catalog::shipped(&rubrics).unwrap();
        let prompt = catalog.find_one("screen/dive-deep").unwrap();
        let rubric = crate::rubric::find(&prompt.rubric).unwrap();
        let offered = |lines: &Lines<'_>| lines.turn.keys().contains("e: a worked example");
        for (take, answer, is_offered) in
            [(1, "Well, no idea.", false), (2, prompt.examples[0].text.as_str(), true), (3, "No.", true)]
        {
            let question = Cue::Question { number: 1, of: 1, take, prompt: Box::new(prompt.clone()) };
            lines.show(question).unwrap();
            assert!(!offered(&lines), "before the answer of take {take}");
            let source = report::Source::Text { name: "take".into() };
            let transcript = crate::transcript::Transcript::from_text(answer);
            let report = Box::new(crate::report_on(prompt, &rubric, source, transcript, None));
            lines.show(Cue::Report { report, after: std::time::Duration::ZERO }).unwrap();
            lines.show(Cue::Offer { next: false, listen: false, follow_up: false }).unwrap();
            assert_eq!(offered(&lines), is_offered, "take {take}");
        }
        typed.send("E".to_owned()).unwrap();
        assert_eq!(lines.wish(&keyboard), None);
        assert!(offered(&lines), "after the example the same keys are there");
        let out = String::from_utf8(out).unwrap();
        assert_eq!(out.matches("Worked example (290 words, 1:56 read aloud)").count(), 1, "{out}");
    }
}
