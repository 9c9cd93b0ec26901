//! The loops of the two screens: take in everything that waits, then draw once.
//!
//! Generic over the backend, so that the tests drive the loop that ships.

use std::collections::VecDeque;
use std::error::Error;
use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::Backend;
use tokio::sync::mpsc::{Sender, UnboundedReceiver};
use tokio::time::{Instant, sleep_until};

use super::TuiError;
use super::app::{App, KeptTake};
use super::draw::{self, Look};
use super::keys::Key;
use super::list::{Choice, List, Shelf};
use crate::interview::talk::{Cue, Trouble, Wish};

/// The screen is drawn at most so often, twenty times a second: the recogniser needs the processor more.
const FRAME: Duration = Duration::from_millis(50);

/// After a signal the interview has so long to close its take; then the terminal is given back in any case.
const CLOSED_WITHIN: Duration = Duration::from_secs(5);

/// What comes from the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    /// The window has another size.
    Resized,
    /// Something else has written over the screen.
    Redraw,
}

/// What came of an interview.
#[derive(Debug, Default)]
pub struct Played {
    /// The program was told to stop from outside: the exit code is 130.
    pub is_interrupted: bool,
    /// The takes that are on disk, in order.
    pub kept: Vec<KeptTake>,
    /// Troubles that came too late to be read on the screen.
    pub untold: Vec<Trouble>,
}

/// Shows an interview until it is over. `stop` is done when the program is told to stop.
///
/// Whatever ends the screen, [`Wish::Quit`] goes to the interview first, and the interview says when it is over: an
/// open take is closed by then.
pub async fn run<B>(
    terminal: &mut Terminal<B>,
    inputs: &mut UnboundedReceiver<Input>,
    mut cues: UnboundedReceiver<Cue>,
    wishes: Sender<Wish>,
    stop: impl Future<Output = ()>,
    colour: bool,
) -> Result<Played, TuiError>
where
    B: Backend,
    B::Error: Error + Send + Sync + 'static,
{
    let look = Look { colour };
    let began = Instant::now();
    let mut stop = pin!(stop);
    let mut canvas = Canvas::new(terminal);
    let mut app = App::new(canvas.size());
    let mut wanted: VecDeque<Wish> = VecDeque::new();
    let mut has_inputs = true;
    let mut given_up_at: Option<Instant> = None;
    loop {
        while let Ok(cue) = cues.try_recv() {
            app.update(cue, began.elapsed());
            canvas.is_old = true;
        }
        while let Ok(input) = inputs.try_recv() {
            canvas.is_old = true;
            match input {
                Input::Key(key) => wanted.extend(app.press(key, began.elapsed())),
                Input::Resized => {}
                Input::Redraw => canvas.clear(),
            }
        }
        if app.is_over() || given_up_at.is_some_and(|at| at <= Instant::now()) {
            break;
        }
        if canvas.is_due() {
            app.resize(canvas.size());
            app.tick(began.elapsed());
            canvas.draw(|frame| draw::interview(frame, &app, look));
            if canvas.failure.is_some() {
                // Nobody sees anything any more, as when the window was closed.
                wanted.extend(app.leave());
            }
        }
        let wake =
            canvas.due().or(app.next_change().map(|at| began + at)).into_iter().chain(given_up_at).min();
        tokio::select! {
            cue = cues.recv() => match cue {
                Some(cue) => {
                    app.update(cue, began.elapsed());
                    canvas.is_old = true;
                }
                None => break,
            },
            input = inputs.recv(), if has_inputs => match input {
                Some(Input::Key(key)) => {
                    wanted.extend(app.press(key, began.elapsed()));
                    canvas.is_old = true;
                }
                Some(Input::Resized) => canvas.is_old = true,
                Some(Input::Redraw) => canvas.clear(),
                None => {
                    // Nobody could ever end the answer.
                    has_inputs = false;
                    wanted.extend(app.leave());
                }
            },
            () = &mut stop, if given_up_at.is_none() => {
                given_up_at = Some(Instant::now() + CLOSED_WITHIN);
                wanted.extend(app.leave());
                canvas.is_old = true;
            }
            room = wishes.reserve(), if !wanted.is_empty() => match room {
                Ok(room) => {
                    if let Some(wish) = wanted.pop_front() {
                        room.send(wish);
                    }
                }
                // The interview has ended; its last cue is on its way.
                Err(_) => wanted.clear(),
            },
            () = sleep_until(wake.unwrap_or_else(Instant::now)), if wake.is_some() => canvas.is_old = true,
        }
    }
    let is_interrupted = given_up_at.is_some();
    if let Some(failure) = canvas.failure.filter(|_| !is_interrupted) {
        return Err(TuiError::Draw(failure));
    }
    let (kept, untold) = app.into_end();
    Ok(Played { is_interrupted, kept, untold })
}

/// Shows the list of questions until one is chosen or the list is left. `note` is a line above it.
pub async fn choose<B>(
    terminal: &mut Terminal<B>,
    inputs: &mut UnboundedReceiver<Input>,
    shelves: &[Shelf],
    note: Option<&str>,
    stop: impl Future<Output = ()>,
    colour: bool,
) -> Result<Choice, TuiError>
where
    B: Backend,
    B::Error: Error + Send + Sync + 'static,
{
    let look = Look { colour };
    let mut stop = pin!(stop);
    let mut canvas = Canvas::new(terminal);
    let mut list = List::new(shelves, canvas.size());
    let mut waiting: Option<Input> = None;
    loop {
        while let Some(input) = waiting.take().or_else(|| inputs.try_recv().ok()) {
            canvas.is_old = true;
            match input {
                Input::Key(key) => {
                    if let Some(choice) = list.press(key) {
                        return Ok(choice);
                    }
                }
                Input::Resized => {}
                Input::Redraw => canvas.clear(),
            }
        }
        if canvas.is_due() {
            list.resize(canvas.size());
            canvas.draw(|frame| super::choose::draw(frame, &list, note, look));
        }
        if let Some(failure) = canvas.failure {
            return Err(TuiError::Draw(failure));
        }
        let due = canvas.due();
        tokio::select! {
            input = inputs.recv() => match input {
                Some(input) => waiting = Some(input),
                None => return Ok(Choice::Leave),
            },
            () = &mut stop => return Ok(Choice::Interrupted),
            () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => {}
        }
    }
}

/// A terminal that is drawn on when something has changed, and not too often.
struct Canvas<'a, B: Backend> {
    terminal: &'a mut Terminal<B>,
    is_old: bool,
    drawn_at: Option<Instant>,
    /// Why nothing is drawn any more.
    failure: Option<Box<dyn Error + Send + Sync>>,
}

impl<'a, B> Canvas<'a, B>
where
    B: Backend,
    B::Error: Error + Send + Sync + 'static,
{
    fn new(terminal: &'a mut Terminal<B>) -> Self {
        Canvas { terminal, is_old: true, drawn_at: None, failure: None }
    }

    /// The size of the window; none where the terminal is gone.
    fn size(&mut self) -> ratatui::layout::Size {
        self.terminal.size().unwrap_or_default()
    }

    /// When it may be drawn again; nothing where there is nothing new.
    fn due(&self) -> Option<Instant> {
        (self.is_old && self.failure.is_none())
            .then(|| self.drawn_at.map_or_else(Instant::now, |at| at + FRAME))
    }

    fn is_due(&self) -> bool {
        self.due().is_some_and(|at| at <= Instant::now())
    }

    fn draw(&mut self, screen: impl FnOnce(&mut ratatui::Frame)) {
        self.is_old = false;
        self.drawn_at = Some(Instant::now());
        if let Err(error) = self.terminal.draw(screen) {
            self.failure = Some(Box::new(error));
        }
    }

    /// Forgets what is on the screen, so that all of it is drawn anew.
    fn clear(&mut self) {
        self.is_old = true;
        if let Err(error) = self.terminal.clear() {
            self.failure = Some(Box::new(error));
        }
    }
}
