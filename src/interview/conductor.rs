//! Carries the effects of an [`Interview`] out: one tokio task that owns all state and only passes messages.
//!
//! Whatever blocks has a thread of its own: the take, the recogniser, and what reads the candidate's keys. The screen
//! gets [`Cue`]s and sends [`Wish`]es; those two are all that it knows of the interview.

mod following;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use self::following::Answer;
use super::auto_stop::{AutoStop, Silence};
use super::reporting::Reporting;
use super::talk::{Cue, FOLLOW_UP_TIME, Trouble, Wish};
use super::{Effect, Event, Interview, Stage};
use crate::capture::take::{Kept, Take, TakeEvent};
use crate::capture::{CaptureError, Microphone};
use crate::playback::{Loudspeaker, PlayState, PlaybackError, Playing};
use crate::prompt::Prompt;
use crate::report::{Engine, Report};
use crate::rubric::Rubric;
use crate::session::{Session, SessionError, TakeFiles};
use crate::time::{Length, Moment};
use crate::transcript::hear::PieceSound;
use crate::transcript::scribe::Scribe;
use crate::voice::{Said, Voice, VoiceError};

/// How often the place in a take that is being played is told.
const PLACE_EACH: Duration = Duration::from_millis(100);

/// Opens the microphone anew for every take.
pub type OpenMicrophone = Arc<dyn Fn() -> Result<Box<dyn Microphone>, CaptureError> + Send + Sync>;

/// All that an interview needs.
pub struct Room {
    pub prompts: Vec<(Prompt, Rubric)>,
    pub voice: Arc<Voice>,
    pub open: OpenMicrophone,
    pub loudspeaker: Option<Arc<dyn Loudspeaker>>,
    pub session: Session,
    pub scribe: Arc<Scribe>,
    pub engine: Engine,
    /// Whether the candidate is given time to think.
    pub think: bool,
    /// Whether a long silence ends an answer.
    pub auto_stop: Option<AutoStop>,
}

impl std::fmt::Debug for Room {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Room")
            .field("session", &self.session)
            .field("engine", &self.engine)
            .finish_non_exhaustive()
    }
}

/// What the threads send back.
enum News {
    Asked(Result<Said, VoiceError>),
    Take(TakeEvent),
    Report(Result<Box<Report>, Trouble>),
    Unstored {
        take: String,
        source: SessionError,
    },
    /// Of which take, and how it is played.
    Playing(Arc<Kept>, Result<Box<dyn Playing>, PlaybackError>),
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
        let due = conductor.due();
        let event = tokio::select! {
            wish = wishes.recv() => conductor.wish(wish.unwrap_or(Wish::Quit)),
            Some(news) = news.recv() => conductor.take_in(news),
            () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => conductor.look(),
        };
        events.extend(event);
    }
}

/// The one owner of the interview's state.
struct Conductor {
    interview: Interview,
    room: Room,
    cues: mpsc::UnboundedSender<Cue>,
    news: mpsc::UnboundedSender<News>,
    /// The voice has failed once: it was told, and is not told again.
    is_mute: bool,
    think_until: Option<Instant>,
    /// The take that is running or was the last one.
    files: Option<TakeFiles>,
    take: Option<Take>,
    kept: Option<Arc<Kept>>,
    report: Option<Box<Report>>,
    /// The last answer to the question itself that was scored: a follow-up belongs to it.
    answer: Option<Answer>,
    /// When the last sample of the take came, to say how long the report took.
    last_sample: Instant,
    playing: Option<Box<dyn Playing>>,
    place_due: Instant,
}

impl Conductor {
    fn new(room: Room, cues: mpsc::UnboundedSender<Cue>, news: mpsc::UnboundedSender<News>) -> Self {
        Conductor {
            interview: Interview::new(room.prompts.len()),
            room,
            cues,
            news,
            is_mute: false,
            think_until: None,
            files: None,
            take: None,
            kept: None,
            report: None,
            answer: None,
            last_sample: Instant::now(),
            playing: None,
            place_due: Instant::now(),
        }
    }

    /// The question that is being answered.
    fn question(&self) -> &(Prompt, Rubric) {
        // The interview counts the prompts of this room, and ends at once where there are none.
        &self.room.prompts[self.interview.question()]
    }

    /// When there is something to look at again.
    fn due(&self) -> Option<Instant> {
        self.think_until.into_iter().chain(self.playing.as_ref().map(|_| self.place_due)).min()
    }

    /// Looks at the clock.
    fn look(&mut self) -> Option<Event> {
        if self.think_until.is_some_and(|until| until <= Instant::now()) {
            self.think_until = None;
            return Some(Event::Ready);
        }
        self.tell_place();
        None
    }

    fn wish(&mut self, wish: Wish) -> Option<Event> {
        Some(match wish {
            Wish::Speak => Event::Ready,
            Wish::Stop => Event::Stop,
            Wish::FollowUp => Event::FollowUp,
            Wish::Retake => Event::Retake,
            Wish::Next => Event::Next,
            Wish::Quit => Event::Quit,
            Wish::Listen => match &self.playing {
                None => Event::Listen,
                Some(playing) => {
                    if playing.state() == PlayState::Paused {
                        playing.resume();
                    } else {
                        playing.pause();
                    }
                    self.tell_place();
                    return None;
                }
            },
            Wish::Skip { seconds } => {
                if let Some(playing) = &self.playing {
                    playing.seek(playing.position().shifted(seconds));
                    self.tell_place();
                }
                return None;
            }
            Wish::GoOn => {
                if let Some(auto_stop) = &mut self.room.auto_stop {
                    auto_stop.go_on();
                    self.show(Cue::Countdown(None));
                }
                return None;
            }
        })
    }

    /// Does what the interview wants; says what has happened at once.
    fn carry_out(&mut self, effect: Effect) -> Option<Event> {
        match effect {
            Effect::Ask => {
                self.playing = None;
                self.answer = None;
                self.show(Cue::Question {
                    number: self.interview.question() + 1,
                    of: self.interview.questions(),
                    take: self.interview.takes() + 1,
                    prompt: Box::new(self.question().0.clone()),
                });
                self.say(self.question().0.spoken());
                None
            }
            Effect::AskFollowUp => {
                self.playing = None;
                let question = self.answer.as_ref().and_then(Answer::follow_up).map(str::to_owned);
                // The interview offers a follow-up only after a report that names one.
                let Some(text) = question else { return Some(Event::Asked) };
                self.say(&text);
                self.show(Cue::FollowUp { text, time: FOLLOW_UP_TIME });
                None
            }
            Effect::Hush => {
                self.room.voice.hush();
                None
            }
            Effect::StartThinking if self.room.think => {
                let follows_up = self.interview.follows_up();
                let target = if follows_up { FOLLOW_UP_TIME } else { self.question().0.time };
                let time = Duration::from_secs(target.think.into());
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
            Effect::Play => {
                self.play();
                None
            }
            Effect::OfferNext => {
                let listen = self.room.loudspeaker.is_some() && self.kept.is_some();
                let (next, follow_up) = (self.interview.has_next(), self.interview.has_follow_up());
                self.show(Cue::Offer { next, listen, follow_up });
                None
            }
            Effect::End => {
                self.playing = None;
                self.room.voice.hush();
                self.room.scribe.forget();
                self.show(Cue::End);
                None
            }
        }
    }

    /// Has a question read aloud.
    fn say(&self, text: &str) {
        // Begun here and not in the task: a hush that came before the task ran would be lost.
        let saying = self.room.voice.begin(text);
        let news = self.news.clone();
        tokio::spawn(async move {
            let _ = news.send(News::Asked(saying.end().await));
        });
    }

    /// Opens the microphone on the thread of a new take.
    fn open(&mut self) -> Option<Event> {
        self.think_until = None;
        self.kept = None;
        self.room.scribe.forget();
        self.show(Cue::Opening);
        let prompt = self.question().0.clone();
        let files = match self.followed() {
            Some((follow_up, _)) => self.room.session.new_follow_up(&prompt, follow_up),
            None => self.room.session.new_take(&prompt),
        };
        let files = match files {
            Ok(files) => files,
            Err(error) => return Some(self.no_take(Trouble::Session(error))),
        };
        let (sender, inbox) = std::sync::mpsc::channel();
        let open = Arc::clone(&self.room.open);
        match Take::start(files.wav().to_owned(), move || open(), sender) {
            Ok(take) => {
                self.take = Some(take);
                self.files = Some(files);
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
            Err(error) => Some(self.no_take(Trouble::Capture(error))),
        }
    }

    /// There is no take. After a follow-up the answer itself is still there to be heard.
    fn no_take(&mut self, trouble: Trouble) -> Event {
        self.show(Cue::Trouble(trouble));
        self.hear_answer_again()
    }

    /// Takes in what a thread sent; says what it means for the interview.
    fn take_in(&mut self, news: News) -> Option<Event> {
        match news {
            News::Asked(said) => {
                if let Err(error) = said
                    && !std::mem::replace(&mut self.is_mute, true)
                {
                    self.show(Cue::Trouble(Trouble::Voice(error)));
                }
                Some(Event::Asked)
            }
            News::Take(event) => self.take_event(event),
            News::Report(Ok(report)) => Some(self.reported(report)),
            News::Report(Err(trouble)) => {
                self.show(Cue::Trouble(trouble));
                Some(Event::ReportFailed)
            }
            News::Unstored { take, source } => {
                self.show(Cue::Trouble(Trouble::Unstored { take, source }));
                None
            }
            News::Playing(kept, Ok(playing)) => {
                // The candidate may have gone on, or asked twice, while the device was being opened.
                let is_wanted = self.kept.as_ref().is_some_and(|now| Arc::ptr_eq(now, &kept));
                if is_wanted && self.playing.is_none() && *self.interview.stage() == Stage::Reviewing {
                    self.playing = Some(playing);
                    self.tell_place();
                }
                None
            }
            News::Playing(_, Err(error)) => {
                self.show(Cue::Trouble(Trouble::Playback(error)));
                None
            }
        }
    }

    fn take_event(&mut self, event: TakeEvent) -> Option<Event> {
        match event {
            TakeEvent::Ready => Some(Event::MicrophoneReady),
            TakeEvent::Level { length, dbfs, silent } => {
                self.show(Cue::Heard { length, dbfs });
                self.hear_silence(silent)
            }
            TakeEvent::Alarm(alarm) => {
                self.show(Cue::Alarm(alarm));
                None
            }
            TakeEvent::Piece { at, samples } => {
                self.room.scribe.hear(PieceSound::new(at, samples));
                None
            }
            TakeEvent::Ended(mut kept) => {
                self.last_sample = Instant::now();
                self.take = None;
                let length = kept.audio.length();
                if let Some(source) = kept.broke_off.take() {
                    self.show(Cue::Trouble(Trouble::BrokeOff { kept: length, source }));
                }
                let take = self.files.as_ref().map(|files| files.name().to_owned()).unwrap_or_default();
                self.show(Cue::Kept { take, file: kept.file.clone(), length });
                self.kept = Some(Arc::new(kept));
                Some(Event::TakeEnded)
            }
            TakeEvent::Failed(error) => {
                self.take = None;
                if !matches!(error, CaptureError::NothingHeard) || *self.interview.stage() != Stage::Stopping
                {
                    self.show(Cue::Trouble(Trouble::Capture(error)));
                }
                Some(self.hear_answer_again())
            }
        }
    }

    /// Counts a silence down, where the candidate asked for it.
    fn hear_silence(&mut self, silent: Option<Length>) -> Option<Event> {
        let silence = self.room.auto_stop.as_mut()?.hear(silent);
        match silence {
            Silence::Short => self.show(Cue::Countdown(None)),
            Silence::Counting(left) => self.show(Cue::Countdown(Some(left))),
            Silence::Over => return Some(Event::Stop),
        }
        None
    }

    /// Waits for the last piece and makes the report, on a thread that may block.
    fn make_report(&mut self) {
        let (Some(kept), Some(files)) = (self.kept.clone(), self.files.clone()) else { return };
        let (prompt, rubric) = self.question().clone();
        let news = self.news.clone();
        let take = files.name().to_owned();
        let reporting = Reporting {
            kept,
            files,
            scribe: Arc::clone(&self.room.scribe),
            engine: self.room.engine.clone(),
            prompt,
            rubric,
            follows: self.followed().map(|(asked, report)| (asked.text, report)),
        };
        tokio::task::spawn_blocking(move || {
            let report = reporting.make(|source| {
                let _ = news.send(News::Unstored { take, source });
            });
            // The screen may be gone; the take is on disk.
            let _ = news.send(News::Report(report));
        });
    }

    /// Opens the loudspeaker, on a thread that may block.
    fn play(&mut self) {
        let (Some(loudspeaker), Some(kept)) = (self.room.loudspeaker.clone(), self.kept.clone()) else {
            return;
        };
        let news = self.news.clone();
        tokio::task::spawn_blocking(move || {
            let playing = loudspeaker.play(&kept.audio, Moment::START);
            let _ = news.send(News::Playing(kept, playing));
        });
    }

    /// Tells where the take is that is being played, and ends with its end.
    fn tell_place(&mut self) {
        let (Some(playing), Some(kept)) = (&self.playing, &self.kept) else { return };
        let (at, of, state) = (playing.position(), kept.audio.length(), playing.state());
        self.show(Cue::Playing { at, of, state });
        self.place_due = Instant::now() + PLACE_EACH;
        if matches!(state, PlayState::Ended | PlayState::Lost) {
            self.playing = None;
        }
    }

    fn show(&self, cue: Cue) {
        // A screen that is gone is noticed by its wishes.
        let _ = self.cues.send(cue);
    }
}
