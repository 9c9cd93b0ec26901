//! The keyboard, read on its own thread: reading blocks, and the screen must not.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use ratatui::crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::keys::Key;
use super::run::Input;

/// How often the thread looks whether the screen has closed.
const LOOKS_EACH: Duration = Duration::from_millis(200);

/// The thread that reads keys, and what it has read.
#[derive(Debug)]
pub(super) struct Keyboard {
    inputs: UnboundedReceiver<Input>,
    is_closed: Arc<AtomicBool>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Keyboard {
    /// Begins to read. The channel closes when the terminal is gone.
    pub(super) fn read() -> io::Result<Self> {
        let (sender, inputs) = unbounded_channel();
        let is_closed = Arc::new(AtomicBool::new(false));
        let closed = Arc::clone(&is_closed);
        let thread = thread::Builder::new().name("greenroom-keys".into()).spawn(move || {
            while !closed.load(Ordering::Relaxed) {
                match event::poll(LOOKS_EACH) {
                    Ok(false) => {}
                    Ok(true) => {
                        let Ok(event) = event::read() else { return };
                        if let Some(input) = input(&event)
                            && sender.send(input).is_err()
                        {
                            return;
                        }
                    }
                    Err(_) => return,
                }
            }
        })?;
        Ok(Keyboard { inputs, is_closed, thread: Some(thread) })
    }

    /// What is typed.
    pub(super) fn inputs(&mut self) -> &mut UnboundedReceiver<Input> {
        &mut self.inputs
    }

    /// Stops to read: what is typed from now on belongs to whoever reads the terminal next.
    ///
    /// Where the terminal is gone the thread is left behind: crossterm 0.29 then reads in a circle and never returns
    /// from `poll`. Waiting for it without an end kept the program running at full speed after its window was closed.
    pub(super) fn stop(&mut self) {
        self.is_closed.store(true, Ordering::Relaxed);
        let Some(thread) = self.thread.take() else { return };
        let until = Instant::now() + 2 * LOOKS_EACH;
        while !thread.is_finished() && Instant::now() < until {
            thread::sleep(LOOKS_EACH / 20);
        }
    }
}

/// What an event of the terminal means for the screen; nothing for those it has no use for, as what was pasted.
fn input(event: &Event) -> Option<Input> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => translated(*key),
        Event::Resize(..) => Some(Input::Resized),
        _ => None,
    }
}

fn translated(key: KeyEvent) -> Option<Input> {
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return match key.code {
            KeyCode::Char('c' | 'C') => Some(Input::Key(Key::Interrupt)),
            KeyCode::Char('l' | 'L') => Some(Input::Redraw),
            _ => None,
        };
    }
    if key.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::SUPER | KeyModifiers::META) {
        return None;
    }
    Some(Input::Key(match key.code {
        KeyCode::Char(letter) => Key::Char(letter),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Escape,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(code: KeyCode, modifiers: KeyModifiers) -> Option<Input> {
        input(&Event::Key(KeyEvent::new(code, modifiers)))
    }

    #[test]
    fn keys_are_translated() {
        assert_eq!(typed(KeyCode::Char(' '), KeyModifiers::NONE), Some(Input::Key(Key::Char(' '))));
        assert_eq!(typed(KeyCode::PageDown, KeyModifiers::NONE), Some(Input::Key(Key::PageDown)));
        assert_eq!(typed(KeyCode::Char('c'), KeyModifiers::CONTROL), Some(Input::Key(Key::Interrupt)));
        assert_eq!(typed(KeyCode::Char('l'), KeyModifiers::CONTROL), Some(Input::Redraw));
        assert_eq!(input(&Event::Resize(1, 1)), Some(Input::Resized));
    }

    #[test]
    fn what_the_screen_has_no_use_for_is_no_input() {
        assert_eq!(typed(KeyCode::Char('q'), KeyModifiers::ALT), None);
        assert_eq!(typed(KeyCode::Char('q'), KeyModifiers::CONTROL), None);
        assert_eq!(typed(KeyCode::F(1), KeyModifiers::NONE), None);
        assert_eq!(input(&Event::Paste("qqy".into())), None);
        let released = KeyEvent::new_with_kind(KeyCode::Enter, KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(input(&Event::Key(released)), None);
    }
}
