//! The interviewer's voice: a text read aloud, and a word about whether it was.
//!
//! A voice is somebody else's program. It may be missing, it may be killed or freeze in the middle of a sentence, and
//! a call into its library may never come back. So it has a thread of its own, `greenroom-voice`, and every wait for
//! that thread is bounded here, on this side of it. A voice that failed once is left behind and not asked again: the
//! question is always on the screen too.
//!
//! ```
//! use greenroom::voice::{Said, SilentSpeaker, Voice};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
//! let voice = Voice::start(|| Ok(Box::new(SilentSpeaker)));
//! assert_eq!(voice.say("Tell me about a hard bug.").await?, Said::Silently);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod speaker;
mod system;
mod text;
mod thread;
mod waits;

use std::error::Error;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use thiserror::Error;
use tokio::sync::{mpsc as news, watch};
use tokio::time::{Instant, timeout, timeout_at};

pub use speaker::{SilentSpeaker, Speaker, Spoken};
pub use system::system;
use text::readable;
use thread::{News, Order};
use waits::Waits;

/// How a text was put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// It was read to its end.
    Aloud,
    /// It was being read until somebody wanted silence.
    Hushed,
    /// Nothing was to be heard: there was nothing to read, or the voice is the silent one.
    Silently,
}

/// Why nothing is read aloud. Can be told more than once, as a voice that failed stays as it is.
#[derive(Debug, Clone, Error)]
pub enum VoiceError {
    #[error("this build of Greenroom has no voice")]
    NotBuilt,
    #[error("the voice of this machine could not be opened")]
    NoVoice {
        #[source]
        source: Arc<dyn Error + Send + Sync>,
    },
    #[error("the voice of this machine was not ready after {} s", waited.as_secs_f32())]
    DidNotAnswer { waited: Duration },
    #[error("the voice did not begin to speak within {} s", waited.as_secs_f32())]
    DidNotBegin { waited: Duration },
    /// It answers and says that it is speaking, for far longer than the text takes.
    #[error("the voice did not come to an end within {} s", waited.as_secs_f32())]
    DidNotEnd { waited: Duration },
    /// It no longer answers in the middle of a text.
    #[error("the voice stopped answering while it was speaking, {} s ago", waited.as_secs_f32())]
    FellSilent { waited: Duration },
    #[error("the voice did not stop speaking within {} s", waited.as_secs_f32())]
    DidNotStop { waited: Duration },
    #[error("the voice broke off")]
    Failed {
        #[source]
        source: Arc<dyn Error + Send + Sync>,
    },
    /// The voice itself is well.
    #[error("a text of {characters} characters is too long to be read aloud; {most} can be")]
    TooLong { characters: usize, most: usize },
    #[error("the voice has gone")]
    Gone,
}

/// How it stands with the voice. Once it is gone it stays so.
#[derive(Debug, Clone)]
enum State {
    Opening,
    Open,
    Gone(VoiceError),
}

/// A handle on the thread that speaks. The thread ends when the handle is dropped, unless it hangs.
#[derive(Debug)]
pub struct Voice {
    orders: mpsc::Sender<Order>,
    state: watch::Sender<State>,
    /// Changes when silence is wanted: whoever began to speak before that stops.
    hush: watch::Sender<()>,
    open_until: Instant,
    waits: Waits,
}

impl Voice {
    /// Starts the thread, which opens the voice at once. Returns before it is open; [`Voice::ready`] waits for that.
    #[must_use]
    pub fn start<Open>(open: Open) -> Voice
    where
        Open: FnOnce() -> Result<Box<dyn Speaker>, VoiceError> + Send + 'static,
    {
        Voice::start_with(Waits::default(), open)
    }

    fn start_with<Open>(waits: Waits, open: Open) -> Voice
    where
        Open: FnOnce() -> Result<Box<dyn Speaker>, VoiceError> + Send + 'static,
    {
        let (orders, inbox) = mpsc::channel();
        let (state, hush) = (watch::Sender::new(State::Opening), watch::Sender::new(()));
        let told = state.clone();
        let thread = std::thread::Builder::new().name("greenroom-voice".to_owned()).spawn(move || {
            thread::run(open, &inbox, &told, &waits);
        });
        if thread.is_err() {
            give_up(&state, VoiceError::Gone);
        }
        Voice { orders, state, hush, open_until: Instant::now() + waits.open, waits }
    }

    /// Tries whether a voice can be opened, for whoever has no runtime; waits for at most 5 s.
    pub fn try_open<Open>(open: Open) -> Result<(), VoiceError>
    where
        Open: FnOnce() -> Result<Box<dyn Speaker>, VoiceError> + Send + 'static,
    {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .map_err(|error| VoiceError::NoVoice { source: Arc::new(error) })?;
        runtime.block_on(async { Voice::start(open).ready().await })
    }

    /// Waits until the voice is open, or says why it cannot be; at most 5 s after the start.
    pub async fn ready(&self) -> Result<(), VoiceError> {
        let mut state = self.state.subscribe();
        let open = state.wait_for(|state| !matches!(state, State::Opening));
        let Ok(opened) = timeout_at(self.open_until, open).await else {
            return Err(give_up(&self.state, VoiceError::DidNotAnswer { waited: self.waits.open }));
        };
        // The sender is in this handle, so that the wait cannot fail.
        match opened.map_or(State::Gone(VoiceError::Gone), |state| state.clone()) {
            State::Gone(error) => Err(error),
            State::Opening | State::Open => Ok(()),
        }
    }

    /// Reads a text aloud and returns when it is over, one way or another.
    pub async fn say(&self, text: &str) -> Result<Said, VoiceError> {
        self.begin(text).end().await
    }

    /// The same in two steps: what is returned can be sent to another task, and a [`Voice::hush`] from now on holds
    /// for it, whether that task has begun to run or not.
    ///
    /// What was being said is hushed.
    #[must_use = "the text is read only while somebody waits for its end"]
    pub fn begin(&self, text: &str) -> Saying {
        self.hush();
        let hushed = self.hush.subscribe();
        let (teller, news) = news::unbounded_channel();
        let (over, length) = match self.hand_over(text, hushed.clone(), teller) {
            Ok(Some(length)) => (None, length),
            Ok(None) => (Some(Ok(Said::Silently)), Duration::ZERO),
            Err(error) => (Some(Err(error)), Duration::ZERO),
        };
        Saying {
            over,
            state: self.state.clone(),
            hushed,
            news,
            open_until: self.open_until,
            waits: self.waits,
            length,
            stage: Stage::Busy { since: Instant::now() },
        }
    }

    /// Gives the thread a text and says how long it may take; nothing where there is nothing to read.
    fn hand_over(
        &self,
        text: &str,
        hushed: watch::Receiver<()>,
        teller: news::UnboundedSender<News>,
    ) -> Result<Option<Duration>, VoiceError> {
        let Some(text) = readable(text)? else { return Ok(None) };
        // The thread of a voice that was given up may hang: it would let everybody wait once more.
        if let State::Gone(error) = &*self.state.borrow() {
            return Err(error.clone());
        }
        let length = self.waits.length(&text);
        let sent = self.orders.send(Order { text, hushed, teller });
        // A thread that has ended has left the reason behind.
        sent.map_err(|_| give_up(&self.state, VoiceError::Gone))?;
        Ok(Some(length))
    }

    /// Ends what is being said, within a second. Where nothing is being said, nothing happens, now or later.
    pub fn hush(&self) {
        self.hush.send_replace(());
    }
}

/// Leaves the voice behind, for this reason or the one there was already.
fn give_up(state: &watch::Sender<State>, error: VoiceError) -> VoiceError {
    state.send_if_modified(|state| {
        let is_new = !matches!(state, State::Gone(_));
        if is_new {
            *state = State::Gone(error.clone());
        }
        is_new
    });
    match &*state.borrow() {
        State::Gone(first) => first.clone(),
        State::Opening | State::Open => error,
    }
}

/// A text that is being read aloud. Dropping it hushes the voice.
#[derive(Debug)]
pub struct Saying {
    /// Where the thread was not even asked.
    over: Option<Result<Said, VoiceError>>,
    state: watch::Sender<State>,
    hushed: watch::Receiver<()>,
    news: news::UnboundedReceiver<News>,
    open_until: Instant,
    waits: Waits,
    /// What the whole text may take.
    length: Duration,
    stage: Stage,
}

/// How far the thread is with a text.
#[derive(Debug, Clone, Copy)]
enum Stage {
    /// It is still opening the voice, or ending the text before.
    Busy {
        since: Instant,
    },
    /// The library has got the text.
    Asked {
        since: Instant,
    },
    Speaking {
        since: Instant,
        last_sign: Instant,
    },
}

impl Saying {
    /// Waits until the text is over.
    pub async fn end(mut self) -> Result<Said, VoiceError> {
        if let Some(over) = self.over.take() {
            return over;
        }
        let mut hushed = self.hushed.clone();
        tokio::select! {
            // A text that has come to its end was not hushed.
            biased;
            over = self.follow() => return over,
            // An error says that the handle is gone: the voice is hushed then too.
            _ = hushed.changed() => {}
        }
        if matches!(*self.state.borrow(), State::Opening) {
            // The thread passes this text over once it gets there.
            return Ok(Said::Hushed);
        }
        let waited = self.waits.stop;
        let over = timeout(waited, self.last_news())
            .await
            .unwrap_or_else(|_| Err(give_up(&self.state, VoiceError::DidNotStop { waited })));
        match over {
            // Who wanted silence goes on; who wants to hear the next text is told.
            Err(VoiceError::DidNotStop { .. }) => Ok(Said::Hushed),
            over => over,
        }
    }

    /// Follows the text to its end, and gives the voice up where anything takes too long.
    async fn follow(&mut self) -> Result<Said, VoiceError> {
        loop {
            let (until, late) = self.limit();
            let Ok(news) = timeout_at(until, self.news.recv()).await else {
                return Err(give_up(&self.state, late));
            };
            if let Some(over) = self.take_in(news) {
                return over;
            }
        }
    }

    async fn last_news(&mut self) -> Result<Said, VoiceError> {
        loop {
            let news = self.news.recv().await;
            if let Some(over) = self.take_in(news) {
                return over;
            }
        }
    }

    /// Until when there has to be news, and what is wrong where there is none.
    fn limit(&self) -> (Instant, VoiceError) {
        let Waits { open, begin, sign, stop, .. } = self.waits;
        match self.stage {
            Stage::Busy { .. } if matches!(*self.state.borrow(), State::Opening) => {
                (self.open_until, VoiceError::DidNotAnswer { waited: open })
            }
            Stage::Busy { since } => {
                let waited = stop + begin;
                (self.open_until.max(since + waited), VoiceError::DidNotBegin { waited })
            }
            Stage::Asked { since } => (since + begin, VoiceError::DidNotBegin { waited: begin }),
            Stage::Speaking { since, last_sign } => {
                let (end, silent) = (since + self.length, last_sign + sign);
                if end < silent {
                    (end, VoiceError::DidNotEnd { waited: self.length })
                } else {
                    (silent, VoiceError::FellSilent { waited: sign })
                }
            }
        }
    }

    /// Goes on to the next stage, or says how it ended.
    fn take_in(&mut self, news: Option<News>) -> Option<Result<Said, VoiceError>> {
        let now = Instant::now();
        match news {
            Some(News::Asked) => self.stage = Stage::Asked { since: now },
            Some(News::Begun) => self.stage = Stage::Speaking { since: now, last_sign: now },
            Some(News::Lives) => {
                if let Stage::Speaking { last_sign, .. } = &mut self.stage {
                    *last_sign = now;
                }
            }
            Some(News::Over(said)) => return Some(Ok(said)),
            // The thread has ended, and left behind why; or it panicked.
            None => return Some(Err(give_up(&self.state, VoiceError::Gone))),
        }
        None
    }
}

#[cfg(test)]
mod tests;
