//! The real terminal: taken when the screen opens, and given back however the program ends.

use std::io::{IsTerminal, Stdout, Write, stdin, stdout};
use std::sync::{Mutex, Once, PoisonError};
use std::thread::{self, ThreadId};

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, SetTitle, disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{cursor, execute};

use super::TuiError;
use super::draw;
use super::keyboard::Keyboard;
use super::keys::Key;
use super::list::{Choice, Shelf};
use super::run::{self, Input, Played};
use super::signals::Signals;
use crate::interview::talk::{Cue, Wish};
use crate::recording::decode;
use tokio::sync::mpsc::{Sender, UnboundedReceiver};

/// Whether the terminal is ours now, and whose thread draws on it.
static OWNER: Mutex<Option<ThreadId>> = Mutex::new(None);

/// What panics of other threads said while the screen was open. On the screen nobody could read it.
static HELD_BACK: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The terminal as a screen. Dropping it gives the terminal back.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    keyboard: Keyboard,
    signals: Signals,
    colour: bool,
}

impl Screen {
    /// Takes the terminal.
    ///
    /// From now on SIGINT, SIGTERM and SIGHUP end an interview or the list in order. To be called within a tokio
    /// runtime that has been built with `enable_all`; anywhere else it is an error.
    pub fn open(no_color: bool) -> Result<Screen, TuiError> {
        if !stdin().is_terminal() || !stdout().is_terminal() {
            return Err(TuiError::NoTerminal);
        }
        let signals = Signals::catch()?;
        restore_after_panics();
        *OWNER.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread::current().id());
        let opened = enable_raw_mode()
            .and_then(|()| {
                execute!(
                    stdout(),
                    EnterAlternateScreen,
                    SetTitle("Greenroom"),
                    EnableBracketedPaste,
                    cursor::Hide
                )
            })
            .and_then(|()| Terminal::new(CrosstermBackend::new(stdout())));
        let keyboard = opened.and_then(|terminal| Keyboard::read().map(|keyboard| (terminal, keyboard)));
        match keyboard {
            Ok((terminal, keyboard)) => Ok(Screen { terminal, keyboard, signals, colour: !no_color }),
            Err(source) => {
                give_back();
                Err(TuiError::Open(source))
            }
        }
    }

    /// Lets the user choose what to be asked. `note` is a line that stands above the questions.
    pub async fn choose(&mut self, shelves: &[Shelf], note: Option<&str>) -> Result<Choice, TuiError> {
        if self.is_impatient() {
            return Ok(Choice::Leave);
        }
        let inputs = self.keyboard.inputs();
        run::choose(&mut self.terminal, inputs, shelves, note, self.signals.next(), self.colour).await
    }

    /// Shows one sentence while the program does something that takes a while, as loading a model does.
    pub fn say(&mut self, sentence: &str) -> Result<(), TuiError> {
        self.terminal
            .draw(|frame| draw::sentence(frame, sentence))
            .map_err(|error| TuiError::Draw(Box::new(error)))?;
        Ok(())
    }

    /// Shows an interview until it is over.
    pub async fn play(
        &mut self,
        cues: UnboundedReceiver<Cue>,
        wishes: Sender<Wish>,
    ) -> Result<Played, TuiError> {
        self.is_impatient();
        let inputs = self.keyboard.inputs();
        run::run(&mut self.terminal, inputs, cues, wishes, self.signals.next(), self.colour).await
    }

    /// Forgets keys that were pressed while nobody looked: they were meant for what stood there before. Returns whether
    /// Ctrl-C was among them.
    fn is_impatient(&mut self) -> bool {
        let mut is_impatient = false;
        while let Ok(input) = self.keyboard.inputs().try_recv() {
            is_impatient |= input == Input::Key(Key::Interrupt);
        }
        is_impatient
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.keyboard.stop();
        give_back();
        let held_back = std::mem::take(&mut *HELD_BACK.lock().unwrap_or_else(PoisonError::into_inner));
        for says in held_back {
            // Where nobody can read it, it need not be said.
            let _ = writeln!(std::io::stderr(), "{says}");
        }
    }
}

/// Gives the terminal back, if it is ours.
fn give_back() {
    if OWNER.lock().unwrap_or_else(PoisonError::into_inner).take().is_some() {
        // A terminal that is gone needs nothing.
        let _ = execute!(stdout(), DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
        let _ = disable_raw_mode();
    }
}

/// Before a panic is told, the terminal is given back: its words went to a screen that vanished with them.
///
/// A panic on another thread does not end the screen; what it says is told when the screen closes. One that a decoder
/// of sound files is guarded against says nothing at all, as without a screen.
fn restore_after_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let owner = *OWNER.lock().unwrap_or_else(PoisonError::into_inner);
            match owner {
                Some(owner) if !decode::is_guarded() => {
                    if owner == thread::current().id() {
                        give_back();
                        usual(panic);
                    } else {
                        HELD_BACK.lock().unwrap_or_else(PoisonError::into_inner).push(panic.to_string());
                    }
                }
                _ => usual(panic),
            }
        }));
    });
}
