//! Carries the effects of an [`Interview`] out: one tokio task that owns all state and only passes messages.
//!
//! Whatever blocks has a thread of its own: the take, the recogniser, and what reads the candidate's keys. The screen
//! gets [`Cue`]s and sends [`Wish`]es; those two are all that it knows of the interview.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use super::{Effect, Event, Interview, Stage};
use crate::capture::take::{Take, TakeEvent};
use crate::capture::{CaptureError, Microphone};
use crate::prompt::Prompt;
use crate::recording::SpeechAudio;
use crate::recording::soundness::facts;
use crate::recording::speech::speech_map;
use crate::report::{Engine, Report, Source};
use crate::rubric::Rubric;
use crate::time::Length;
use crate::transcript::decoder::DecoderError;
use crate::transcript::hear::PieceSound;
use crate::transcript::place;
use crate::transcript::scribe::Scribe;

/// What the candidate wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Begin to speak now.
    Speak,
    /// The answer is over.
    Stop,
    Retake,
    Next,
    Quit,
}

/// What reaches the screen.
#[derive(Debug)]
pub enum Cue {
    /// The question is put: its number from 1, of how many.
    Question { number: usize, of: usize, take: usize, prompt: Box<Prompt> },
    /// Time to think, until the candidate wishes to speak or it is over.
    Think { time: Duration },
    /// The first samples have arrived: speak.
    Go,
    /// So much has been heard.
    Heard { length: Length, dbfs: f32 },
    /// The take is whole and on disk.
    Kept { file: PathBuf, length: Length },
    /// The report, and how long after the last sample it was there.
    Report { report: Box<Report>, after: Duration },
    /// Something failed; what was heard is on disk.
    Trouble(Trouble),
    /// What next? `next` says whether another question follows.
    Offer { next: bool },
    /// The interview is over.
    End,
}

/// What can go wrong in an interview.
#[derive(Debug, Error)]
pub enum Trouble {
    /// What was heard before it broke off is in the file, where there is one.
    #[error("the answer could not be recorded")]
    Capture {
        file: Option<PathBuf>,
        #[source]
        source: CaptureError,
    },
    #[error("the answer was kept in `{}` and could not be transcribed", file.display())]
    Transcript {
        file: PathBuf,
        #[source]
        source: DecoderError,
    },
}

/// Opens the microphone anew for every take.
pub type OpenMicrophone = Arc<dyn Fn() -> Result<Box<dyn Microphone>, CaptureError> + Send + Sync>;

/// All that an interview needs.
pub struct Room {
    pub prompts: Vec<(Prompt, Rubric)>,
    pub open: OpenMicrophone,
    /// The folder for the recorded takes.
    pub takes: PathBuf,
    pub scribe: Arc<Scribe>,
    pub engine: Engine,
    /// Whether the candidate is given time to think.
    pub think: bool,
}

impl std::fmt::Debug for Room {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Room")
            .field("takes", &self.takes)
            .field("engine", &self.engine)
            .finish_non_exhaustive()
    }
}

/// What the threads send back.
enum News {
    Take(TakeEvent),
    Report(Result<Box<Report>, Trouble>),
}

/// Runs one interview to its end. A screen that goes away is taken for a wish to leave: an open take is closed first.
pub async fn conduct(room: Room, mut wishes: mpsc::Receiver<Wish>, cues: mpsc::UnboundedSender<Cue>) {
    let (sender, mut news) = mpsc::unbounded_channel();
    let mut conductor = Conductor::new(room, cues, sender);
    let mut events = vec![Event::Begin];
    loop {
        while let Some(event) = events.pop() {
            for effect in conductor.interview.step(event) {
                events.extend(conductor.carry_out(effect));
            }
        }
        if *conductor.interview.stage() == Stage::Finished {
            return;
        }
        let thinking = conductor.think_until;
        let event = tokio::select! {
            wish = wishes.recv() => Some(wish.unwrap_or(Wish::Quit).into()),
            Some(news) = news.recv() => conductor.take_in(news),
            () = sleep_until(thinking.unwrap_or_else(Instant::now)), if thinking.is_some() => Some(Event::Ready),
        };
        events.extend(event);
    }
}

impl From<Wish> for Event {
    fn from(wish: Wish) -> Self {
        match wish {
            Wish::Speak => Event::Ready,
            Wish::Stop => Event::Stop,
            Wish::Retake => Event::Retake,
            Wish::Next => Event::Next,
            Wish::Quit => Event::Quit,
        }
    }
}

/// A take that is whole and on disk.
struct Kept {
    file: PathBuf,
    audio: SpeechAudio,
}

/// The one owner of the interview's state.
struct Conductor {
    interview: Interview,
    room: Room,
    cues: mpsc::UnboundedSender<Cue>,
    news: mpsc::UnboundedSender<News>,
    think_until: Option<Instant>,
    take: Option<Take>,
    kept: Option<Kept>,
    report: Option<Box<Report>>,
    /// When the last sample of the take came, to say how long the report took.
    last_sample: Instant,
}

impl Conductor {
    fn new(room: Room, cues: mpsc::UnboundedSender<Cue>, news: mpsc::UnboundedSender<News>) -> Self {
        Conductor {
            interview: Interview::new(room.prompts.len()),
            room,
            cues,
            news,
            think_until: None,
            take: None,
            kept: None,
            report: None,
            last_sample: Instant::now(),
        }
    }

    /// The question that is being answered.
    fn question(&self) -> &(Prompt, Rubric) {
        // The interview counts the prompts of this room, and ends at once where there are none.
        &self.room.prompts[self.interview.question()]
    }

    /// Does what the interview wants; says what has happened at once.
    fn carry_out(&mut self, effect: Effect) -> Option<Event> {
        match effect {
            Effect::Ask => {
                self.show(Cue::Question {
                    number: self.interview.question() + 1,
                    of: self.interview.questions(),
                    take: self.interview.takes() + 1,
                    prompt: Box::new(self.question().0.clone()),
                });
                Some(Event::Asked)
            }
            Effect::StartThinking if self.room.think => {
                let time = Duration::from_secs(self.question().0.time.think.into());
                self.think_until = Some(Instant::now() + time);
                self.show(Cue::Think { time });
                None
            }
            Effect::StartThinking => Some(Event::Ready),
            Effect::OpenMicrophone => self.open(),
            Effect::ShowGo => {
                self.show(Cue::Go);
                None
            }
            Effect::StopTake => {
                if let Some(take) = &self.take {
                    take.stop();
                }
                None
            }
            Effect::MakeReport => {
                self.make_report();
                None
            }
            Effect::ShowReport => {
                if let Some(report) = self.report.take() {
                    self.show(Cue::Report { report, after: self.last_sample.elapsed() });
                }
                None
            }
            Effect::OfferNext => {
                self.show(Cue::Offer { next: self.interview.has_next() });
                None
            }
            Effect::End => {
                self.room.scribe.forget();
                self.show(Cue::End);
                None
            }
        }
    }

    /// Opens the microphone on the thread of a new take.
    fn open(&mut self) -> Option<Event> {
        self.think_until = None;
        self.kept = None;
        self.room.scribe.forget();
        let (sender, inbox) = std::sync::mpsc::channel();
        let open = Arc::clone(&self.room.open);
        match Take::start(&self.room.takes, move || open(), sender) {
            Ok(take) => {
                self.take = Some(take);
                let news = self.news.clone();
                tokio::task::spawn_blocking(move || {
                    for event in inbox {
                        if news.send(News::Take(event)).is_err() {
                            return;
                        }
                    }
                });
                None
            }
            Err(error) => {
                self.show(Cue::Trouble(Trouble::Capture { file: None, source: error }));
                Some(Event::TakeFailed)
            }
        }
    }

    /// Takes in what a thread sent; says what it means for the interview.
    fn take_in(&mut self, news: News) -> Option<Event> {
        match news {
            News::Take(TakeEvent::Ready) => Some(Event::MicrophoneReady),
            News::Take(TakeEvent::Level { length, dbfs }) => {
                self.show(Cue::Heard { length, dbfs });
                None
            }
            News::Take(TakeEvent::Piece { at, samples }) => {
                self.room.scribe.hear(PieceSound::new(at, samples));
                None
            }
            News::Take(TakeEvent::Ended { file, audio }) => {
                self.last_sample = Instant::now();
                self.take = None;
                self.show(Cue::Kept { file: file.clone(), length: audio.length() });
                self.kept = Some(Kept { file, audio });
                Some(Event::TakeEnded)
            }
            News::Take(TakeEvent::Failed { file, error }) => {
                self.take = None;
                self.show(Cue::Trouble(Trouble::Capture { file, source: error }));
                Some(Event::TakeFailed)
            }
            News::Report(Ok(report)) => {
                self.report = Some(report);
                Some(Event::ReportReady)
            }
            News::Report(Err(trouble)) => {
                self.show(Cue::Trouble(trouble));
                Some(Event::ReportFailed)
            }
        }
    }

    /// Waits for the last piece and makes the report, on a thread that may block.
    fn make_report(&mut self) {
        let Some(kept) = self.kept.take() else { return };
        let scribe = Arc::clone(&self.room.scribe);
        let engine = self.room.engine.clone();
        let (prompt, rubric) = self.question().clone();
        let news = self.news.clone();
        tokio::task::spawn_blocking(move || {
            let sound = facts(&kept.audio, speech_map(&kept.audio), Vec::new());
            let report = match scribe.finish() {
                Ok(heard) => {
                    let transcript = place::place(heard, &sound.speech);
                    let name = kept.file.to_string_lossy().into_owned();
                    let source = Source::Audio { name, sound, engine };
                    Ok(Box::new(crate::report_on(&prompt, &rubric, source, transcript)))
                }
                Err(source) => Err(Trouble::Transcript { file: kept.file, source }),
            };
            // The screen may be gone; the take is on disk.
            let _ = news.send(News::Report(report));
        });
    }

    fn show(&self, cue: Cue) {
        // A screen that is gone is noticed by its wishes.
        let _ = self.cues.send(cue);
    }
}
