//! What the screen knows of the interview: [`Cue`]s and keys change it, [`Wish`]es come out. It draws nothing and reads
//! no clock: the time comes in with everything that happens, counted from the opening of the screen.

mod seen;

use std::path::PathBuf;
use std::time::Duration;

use ratatui::layout::Size;

use super::keys::{self, Action, Key, Phase};
use super::{layout, notice, pages};
use crate::capture::Alarm;
use crate::interview::clock::Clock;
use crate::interview::talk::{Cue, Trouble, Wish};
use crate::playback::PlayState;
use crate::prompt::Prompt;
use crate::report::Report;
use crate::time::{Length, Moment};

/// For so long after "speak now" no key ends the answer: the Enter that ended the thinking, held a little too long,
/// ended the answer before its first word.
const NOT_ENDED_BEFORE: Duration = Duration::from_secs(1);

/// How many dB the bar of the level falls with each cue, ten times a second. It rises at once; without the slow fall it
/// jumps with every syllable and draws the eye.
const FALLS_BY: f32 = 4.0;

/// How far one key goes in a take.
const SKIP_SECONDS: i32 = 5;

/// A take that is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptTake {
    /// As `greenroom sessions` names it.
    pub name: String,
    pub file: PathBuf,
    pub length: Length,
}

/// The question on the screen.
#[derive(Debug)]
pub(super) struct Asked {
    pub number: usize,
    pub of: usize,
    pub take: usize,
    pub prompt: Box<Prompt>,
    /// The follow-up question that is asked in place of the question itself.
    pub follow_up: Option<String>,
    pub clock: Clock,
}

impl Asked {
    /// What is asked, as it is shown.
    pub(super) fn text(&self) -> &str {
        self.follow_up.as_ref().unwrap_or(&self.prompt.text)
    }
}

/// The take that is being heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heard {
    pub at: Moment,
    pub of: Length,
    pub state: PlayState,
}

/// What can be done in the review.
#[derive(Debug, Clone, Copy, Default)]
struct Offered {
    next: bool,
    listen: bool,
    follow_up: bool,
}

/// What takes the keys of the phase away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Instead {
    Nothing,
    /// All keys are shown.
    Help,
    /// "Leave?"
    AskedToLeave,
    /// The wish to leave is on its way.
    Leaving,
}

/// The state of the screen while an interview runs.
#[derive(Debug)]
pub(super) struct App {
    size: Size,
    now: Duration,
    phase: Phase,
    /// When the phase began.
    since: Duration,
    asked: Option<Asked>,
    think_until: Duration,
    length: Length,
    dbfs: f32,
    alarm: Option<Alarm>,
    countdown: Option<Length>,
    /// The take on the screen, and all of this interview.
    kept: Option<KeptTake>,
    all_kept: Vec<KeptTake>,
    report: Option<(Box<Report>, Duration)>,
    /// The names of the questions that have been tried: their examples may be seen.
    tried: Vec<String>,
    /// The worked example stands in the place of the report.
    shows_example: bool,
    /// The report or what stands in its place, in lines of the present width.
    page: Vec<String>,
    /// The first line of the question or the page that is shown.
    top: usize,
    heard: Option<Heard>,
    /// Asked to be heard, and not yet begun: opening a device takes a while.
    is_starting_to_play: bool,
    offered: Offered,
    troubles: Vec<Trouble>,
    instead: Instead,
    is_over: bool,
}

impl App {
    /// A screen on which nothing has been asked yet.
    pub(super) fn new(size: Size) -> Self {
        App {
            size,
            now: Duration::ZERO,
            phase: Phase::Asking,
            since: Duration::ZERO,
            asked: None,
            think_until: Duration::ZERO,
            length: Length::ZERO,
            dbfs: f32::NEG_INFINITY,
            alarm: None,
            countdown: None,
            kept: None,
            all_kept: Vec::new(),
            report: None,
            tried: Vec::new(),
            shows_example: false,
            page: Vec::new(),
            top: 0,
            heard: None,
            is_starting_to_play: false,
            offered: Offered::default(),
            troubles: Vec::new(),
            instead: Instead::Nothing,
            is_over: false,
        }
    }

    /// Takes in what the interview shows.
    pub(super) fn update(&mut self, cue: Cue, now: Duration) {
        self.now = now;
        match cue {
            Cue::Question { number, of, take, prompt } => {
                *self = App {
                    now,
                    asked: Some(Asked {
                        number,
                        of,
                        take,
                        clock: Clock::of(&prompt),
                        prompt,
                        follow_up: None,
                    }),
                    ..self.anew()
                };
                self.enter(Phase::Asking);
            }
            Cue::FollowUp { text, time } => {
                let clock = Clock::single(time);
                let asked = self.asked.take().map(|asked| Asked { follow_up: Some(text), clock, ..asked });
                // Where the answer to it comes to nothing, the report before it is read again.
                let (kept, report) = (self.kept.take(), self.report.take());
                *self = App { now, asked, kept, report, ..self.anew() };
                self.enter(Phase::Asking);
            }
            Cue::Think { time } => {
                self.think_until = now.saturating_add(time);
                self.enter(Phase::Thinking);
            }
            Cue::Opening => self.enter(Phase::Opening),
            Cue::Go => {
                // Read by now, and while speaking there is only the question, the time and the level.
                self.troubles.retain(|trouble| !matches!(trouble, Trouble::Voice(_)));
                self.enter(Phase::Listening);
            }
            Cue::Heard { length, dbfs } => {
                self.length = length;
                self.dbfs = dbfs.max(self.dbfs - FALLS_BY);
            }
            Cue::Alarm(alarm) => self.alarm = alarm,
            Cue::Countdown(left) => self.countdown = left,
            Cue::Kept { take, file, length } => {
                self.length = length;
                self.all_kept.push(KeptTake { name: take.clone(), file: file.clone(), length });
                self.kept = Some(KeptTake { name: take, file, length });
                self.enter(Phase::Writing);
            }
            Cue::Report { report, after } => {
                if let (true, Some(asked)) = (report.is_a_try(), &self.asked) {
                    self.tried.push(asked.prompt.name());
                }
                self.report = Some((report, after));
                self.review();
            }
            Cue::Trouble(trouble) => {
                if matches!(trouble, Trouble::Playback(_)) {
                    self.is_starting_to_play = false;
                }
                self.troubles.push(trouble);
                self.lay_out();
            }
            Cue::Offer { next, listen, follow_up } => {
                self.offered = Offered { next, listen, follow_up };
                self.review();
            }
            Cue::Playing { at, of, state } => {
                self.is_starting_to_play = false;
                self.heard = Some(Heard { at, of, state });
            }
            Cue::End => self.is_over = true,
        }
    }

    /// Takes in a key; returns what it asks of the interview. A key that means nothing now does nothing.
    pub(super) fn press(&mut self, key: Key, now: Duration) -> Option<Wish> {
        self.now = now;
        if key == Key::Interrupt {
            // Twice is somebody who cannot wait.
            self.is_over |= self.is_leaving();
            return self.leave();
        }
        let action = keys::meaning(self.key_phase(), key, |action| self.can(action))?;
        self.act(action)
    }

    /// Leaves, whatever the phase is: an open take is closed and kept first.
    pub(super) fn leave(&mut self) -> Option<Wish> {
        (std::mem::replace(&mut self.instead, Instead::Leaving) != Instead::Leaving).then_some(Wish::Quit)
    }

    fn act(&mut self, action: Action) -> Option<Wish> {
        match action {
            Action::Speak => return Some(Wish::Speak),
            Action::EndAnswer => {
                if self.now.saturating_sub(self.since) >= NOT_ENDED_BEFORE {
                    self.enter(Phase::Stopping);
                    return Some(Wish::Stop);
                }
            }
            Action::GoOn => {
                self.countdown = None;
                return Some(Wish::GoOn);
            }
            Action::SecondStory => {
                let length = self.length;
                if let Some(asked) = &mut self.asked {
                    asked.clock.begin_second(length);
                }
            }
            Action::AskToLeave => self.instead = Instead::AskedToLeave,
            Action::Stay | Action::CloseHelp => self.instead = Instead::Nothing,
            Action::Leave => return self.leave(),
            Action::Listen => {
                if !self.is_playing() {
                    self.troubles.retain(|trouble| !matches!(trouble, Trouble::Playback(_)));
                    self.is_starting_to_play = true;
                }
                return Some(Wish::Listen);
            }
            Action::SkipBack => return Some(Wish::Skip { seconds: -SKIP_SECONDS }),
            Action::SkipOn => return Some(Wish::Skip { seconds: SKIP_SECONDS }),
            Action::FollowUp => return Some(Wish::FollowUp),
            Action::Retake => return Some(Wish::Retake),
            Action::Next => return Some(Wish::Next),
            Action::Example => {
                self.shows_example = !self.shows_example;
                self.top = 0;
                self.lay_out();
            }
            Action::ShowHelp => self.instead = Instead::Help,
            Action::Up => self.scroll(-1),
            Action::Down => self.scroll(1),
            Action::PageUp => self.scroll(-(self.page_rows() as isize - 1).max(1)),
            Action::PageDown => self.scroll((self.page_rows() as isize - 1).max(1)),
            Action::Top => self.top = 0,
            Action::Bottom => self.top = self.last_top(),
            Action::Begin | Action::Search | Action::KeepSearch | Action::DropSearch | Action::Erase => {}
        }
        None
    }

    /// Whether an action would do something now.
    pub(super) fn can(&self, action: Action) -> bool {
        match action {
            Action::GoOn => self.countdown.is_some(),
            Action::SecondStory => self.asked().is_some_and(|asked| asked.clock.awaits_second()),
            Action::Listen => self.offered.listen && !self.is_starting_to_play,
            Action::SkipBack | Action::SkipOn => self.is_playing(),
            Action::Next => self.offered.next,
            Action::FollowUp => self.offered.follow_up,
            Action::Example => {
                self.has_tried() && self.asked().is_some_and(|asked| !asked.prompt.examples.is_empty())
            }
            action if action.scrolls() => self.last_top() > 0,
            _ => true,
        }
    }

    /// Takes in that the window has another size. What was read stays on the screen.
    pub(super) fn resize(&mut self, size: Size) {
        if size == self.size {
            return;
        }
        let (top, lines) = (self.top, self.lines().max(1));
        self.size = size;
        self.lay_out();
        self.top = (top * self.lines() / lines).min(self.last_top());
    }

    /// Takes in that time has passed.
    pub(super) fn tick(&mut self, now: Duration) {
        self.now = now;
    }

    /// When the screen looks different although nothing happens.
    pub(super) fn next_change(&self) -> Option<Duration> {
        let second = Duration::from_secs(1);
        match self.phase {
            Phase::Thinking => {
                let left = self.think_until.checked_sub(self.now)?;
                let part = Duration::from_nanos(left.subsec_nanos().into());
                Some(self.now + if part.is_zero() { second } else { part } + Duration::from_millis(1))
            }
            Phase::Writing => {
                let passed = self.now.saturating_sub(self.since);
                Some(self.since + Duration::from_secs(passed.as_secs() + 1))
            }
            _ => None,
        }
    }

    /// A screen for another question, with what is remembered of the interview.
    fn anew(&mut self) -> App {
        App {
            all_kept: std::mem::take(&mut self.all_kept),
            tried: std::mem::take(&mut self.tried),
            instead: if self.is_leaving() { Instead::Leaving } else { Instead::Nothing },
            ..App::new(self.size)
        }
    }

    fn enter(&mut self, phase: Phase) {
        self.phase = phase;
        self.since = self.now;
        self.alarm = None;
        self.countdown = None;
    }

    /// Goes to the review, or stays there.
    fn review(&mut self) {
        if self.phase != Phase::Reviewing {
            self.enter(Phase::Reviewing);
            if self.is_asked_to_leave() {
                self.instead = Instead::Nothing;
            }
            self.top = 0;
        }
        self.lay_out();
    }

    /// Breaks the page of the review into lines anew.
    fn lay_out(&mut self) {
        if self.phase == Phase::Reviewing {
            self.page = pages::review(self, layout::room(self.size).width.into());
        }
        self.top = self.top.min(self.last_top());
    }

    fn scroll(&mut self, by: isize) {
        self.top = self.top.saturating_add_signed(by).min(self.last_top());
    }

    fn lines(&self) -> usize {
        if self.phase == Phase::Reviewing { self.page.len() } else { pages::question(self).len() }
    }

    fn page_rows(&self) -> usize {
        self.parts().body.height.into()
    }

    /// The first line when the last one is shown.
    fn last_top(&self) -> usize {
        self.lines().saturating_sub(self.page_rows())
    }

    /// Where everything stands.
    pub(super) fn parts(&self) -> layout::Parts {
        let columns = usize::from(layout::room(self.size).width);
        let notice = notice::lines(self, layout::notice_columns(self.size)).len();
        // As if everything could be scrolled: whether it can depends on the rows that are left.
        let bottom =
            keys::bottom(self.key_phase(), columns, |action| action.scrolls() || self.can(action)).len();
        if self.phase == Phase::Reviewing {
            let clock = self.heard.is_some() || self.is_starting_to_play || layout::is_roomy(self.size);
            layout::page(self.size, 0, clock, notice, bottom)
        } else {
            let speaks = matches!(self.phase, Phase::Listening | Phase::Stopping | Phase::Writing);
            layout::stage(self.size, speaks, notice, bottom)
        }
    }

    /// The keys that do something now, as lines.
    pub(super) fn bottom(&self) -> Vec<String> {
        let columns = layout::room(self.size).width.into();
        keys::bottom(self.key_phase(), columns, |action| self.can(action))
    }

    /// Under which phase a key is looked up.
    pub(super) fn key_phase(&self) -> Phase {
        match self.instead {
            Instead::Nothing => self.phase,
            Instead::Help => Phase::Help,
            Instead::AskedToLeave => Phase::AskedToLeave,
            Instead::Leaving => Phase::Leaving,
        }
    }

    fn is_playing(&self) -> bool {
        self.heard.is_some_and(|heard| matches!(heard.state, PlayState::Playing | PlayState::Paused))
    }

    /// The takes that were kept, and the troubles that nobody may have seen: those on the screen when it closed.
    pub(super) fn into_end(self) -> (Vec<KeptTake>, Vec<Trouble>) {
        (self.all_kept, if self.phase == Phase::Reviewing { Vec::new() } else { self.troubles })
    }
}
