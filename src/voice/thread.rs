//! The thread that speaks. Whatever hangs, hangs here.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc as news, watch};

use super::waits::Waits;
use super::{Said, Speaker, Spoken, State, VoiceError, give_up};

/// How often the thread looks whether silence is wanted.
const LOOK_EACH: Duration = Duration::from_millis(25);

/// A text that is to be read.
#[derive(Debug)]
pub(super) struct Order {
    pub text: String,
    pub hushed: watch::Receiver<()>,
    pub teller: news::UnboundedSender<News>,
}

/// What the thread tells about a text.
#[derive(Debug, Clone, Copy)]
pub(super) enum News {
    /// From now on the library has it.
    Asked,
    Begun,
    /// The voice has answered while it speaks.
    Lives,
    Over(Said),
}

impl Order {
    /// Whether silence is wanted, or nobody waits for the end any more.
    fn is_unwanted(&self) -> bool {
        self.teller.is_closed() || self.hushed.has_changed().unwrap_or(true)
    }

    fn tell(&self, news: News) {
        // Who no longer listens is noticed by `is_unwanted`.
        let _ = self.teller.send(news);
    }
}

/// Opens the voice and reads one text after the other, until the handle is gone or the voice fails.
pub(super) fn run<Open>(
    open: Open,
    inbox: &mpsc::Receiver<Order>,
    state: &watch::Sender<State>,
    waits: &Waits,
) where
    Open: FnOnce() -> Result<Box<dyn Speaker>, VoiceError>,
{
    let mut speaker = match open() {
        Ok(speaker) => speaker,
        Err(error) => {
            give_up(state, error);
            return;
        }
    };
    // A voice that opens after it was given up is not used: half an interview aloud would be odd.
    let is_open = state.send_if_modified(|state| {
        let is_opening = matches!(state, State::Opening);
        if is_opening {
            *state = State::Open;
        }
        is_opening
    });
    if !is_open {
        return;
    }
    for order in inbox {
        if order.is_unwanted() {
            order.tell(News::Over(Said::Hushed));
            continue;
        }
        order.tell(News::Asked);
        match read(speaker.as_mut(), &order, state, waits) {
            Ok(said) => order.tell(News::Over(said)),
            Err(error) => {
                // The order is dropped after this, and whoever waits for its news finds the reason.
                give_up(state, error);
                return;
            }
        }
    }
}

/// Reads one text to its end.
fn read(
    speaker: &mut dyn Speaker,
    order: &Order,
    state: &watch::Sender<State>,
    waits: &Waits,
) -> Result<Said, VoiceError> {
    speaker.speak(&order.text)?;
    let mut has_begun = false;
    let mut stopped: Option<Instant> = None;
    let mut asked = Instant::now();
    loop {
        match speaker.wait(LOOK_EACH) {
            Some(Spoken::Begun) => {
                has_begun = true;
                order.tell(News::Begun);
            }
            Some(Spoken::Ended) => return Ok(if has_begun { Said::Aloud } else { Said::Silently }),
            Some(Spoken::Stopped) => return Ok(Said::Hushed),
            None => {}
        }
        // Not looked at while the library is called: a call that hangs would hold the lock, and the handle with it.
        let gone = match &*state.borrow() {
            State::Gone(error) => Some(error.clone()),
            State::Opening | State::Open => None,
        };
        if let Some(error) = gone {
            // It may speak all the same, and shall not speak into the answer.
            let _ = speaker.stop();
            return Err(error);
        }
        match stopped {
            None if order.is_unwanted() => {
                speaker.stop()?;
                stopped = Some(Instant::now());
            }
            Some(since) if since.elapsed() > waits.stop => {
                return Err(VoiceError::DidNotStop { waited: waits.stop });
            }
            _ => {}
        }
        if asked.elapsed() >= waits.ask_each() {
            speaker.answers()?;
            asked = Instant::now();
            order.tell(News::Lives);
        }
    }
}
