//! The interview as a pure state machine: events go in, effects come out, and nothing else happens.
//!
//! The [`conductor`] carries the effects out. Time comes in with the events, so every course of an interview can be
//! played in a test.
//!
//! ```
//! use greenroom::interview::{Effect, Event, Interview, Stage};
//!
//! let mut interview = Interview::new(1);
//! assert_eq!(interview.step(Event::Begin), [Effect::Ask]);
//! assert_eq!(interview.step(Event::Asked), [Effect::StartThinking]);
//! assert_eq!(interview.step(Event::Ready), [Effect::OpenMicrophone]);
//! assert_eq!(interview.step(Event::MicrophoneReady), [Effect::ShowGo]);
//! assert_eq!(*interview.stage(), Stage::Listening);
//! ```

pub mod auto_stop;
pub mod clock;
pub mod conductor;
mod reporting;
pub mod talk;

/// Where in the interview we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nothing has been asked yet.
    Choosing,
    /// The question is being put.
    Asking,
    /// The candidate thinks; the microphone is closed.
    Thinking,
    /// The microphone is opening; nobody has been told to speak.
    Waiting,
    /// The candidate speaks and every sample is kept.
    Listening,
    /// The take is being ended: its last samples are still on their way to the disk.
    Stopping,
    /// The rest of the answer is being written down.
    Transcribing,
    /// The report is on the screen.
    Reviewing,
    /// The interview is over.
    Finished,
}

/// What happens to an interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    Begin,
    /// The question has been put.
    Asked,
    /// The time to think is over, or the candidate wants to begin.
    Ready,
    /// The first samples have arrived.
    MicrophoneReady,
    /// The candidate has finished.
    Stop,
    /// The take is closed and on disk.
    TakeEnded,
    /// The take could not be opened or broke off; what was heard is on disk.
    TakeFailed,
    /// The report is there; whether it names a follow-up question that may be asked.
    ReportReady {
        follow_up: bool,
    },
    /// There will be no report of this take.
    ReportFailed,
    /// Let the take be heard again.
    Listen,
    /// Ask the follow-up question.
    FollowUp,
    /// Once more, the same question.
    Retake,
    /// The next question.
    Next,
    /// No more.
    Quit,
}

/// What is to be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Put the question of [`Interview::question`].
    Ask,
    /// Put the follow-up question of the last report.
    AskFollowUp,
    /// Be silent at once; [`Event::Asked`] follows.
    Hush,
    /// Let the candidate think, and come back with [`Event::Ready`].
    StartThinking,
    OpenMicrophone,
    /// Tell the candidate to speak.
    ShowGo,
    /// Close the take.
    StopTake,
    /// Write the rest down and make the report.
    MakeReport,
    ShowReport,
    /// Play the take.
    Play,
    /// Ask what to do next: again, next question, end.
    OfferNext,
    End,
}

/// Whether something is asked about the last answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FollowUp {
    Nothing,
    /// The last report names a question.
    Offered,
    /// It is what is being asked and answered.
    Asked,
}

/// An interview of several questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interview {
    questions: usize,
    question: usize,
    takes: usize,
    stage: Stage,
    follow_up: FollowUp,
    /// The candidate wants to speak as soon as the question's voice is silent.
    hurrying: bool,
    /// The candidate wants to leave as soon as the take is safe.
    leaving: bool,
}

impl Interview {
    /// An interview that has not begun.
    #[must_use]
    pub fn new(questions: usize) -> Self {
        Interview {
            questions,
            question: 0,
            takes: 0,
            stage: Stage::Choosing,
            follow_up: FollowUp::Nothing,
            hurrying: false,
            leaving: false,
        }
    }

    /// Where it is.
    #[must_use]
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// The number of the question, from 0.
    #[must_use]
    pub fn question(&self) -> usize {
        self.question
    }

    /// How many questions there are.
    #[must_use]
    pub fn questions(&self) -> usize {
        self.questions
    }

    /// How many takes of the present question were begun. An answer to a follow-up question is none.
    #[must_use]
    pub fn takes(&self) -> usize {
        self.takes
    }

    /// Whether another question follows.
    #[must_use]
    pub fn has_next(&self) -> bool {
        self.question + 1 < self.questions
    }

    /// Whether the follow-up question of the last report may be asked: once for each answer, and once more where its
    /// take or its report failed.
    #[must_use]
    pub fn has_follow_up(&self) -> bool {
        self.follow_up == FollowUp::Offered
    }

    /// Whether what is being asked and answered is the follow-up question.
    #[must_use]
    pub fn follows_up(&self) -> bool {
        self.follow_up == FollowUp::Asked
    }

    /// Takes one event and says what is to be done. An event that makes no sense at this stage does nothing: a key
    /// pressed twice is no error.
    pub fn step(&mut self, event: Event) -> Vec<Effect> {
        match (self.stage, event) {
            (Stage::Choosing, Event::Begin) if self.questions > 0 => self.ask(),
            // The microphone would hear the voice: it is opened when the voice has said that it is silent.
            (Stage::Asking, Event::Ready) if !self.hurrying => {
                self.hurrying = true;
                vec![Effect::Hush]
            }
            (Stage::Asking, Event::Asked) if self.hurrying => self.listen(),
            (Stage::Asking, Event::Asked) => self.go_to(Stage::Thinking, Effect::StartThinking),
            (Stage::Thinking, Event::Ready) => self.listen(),
            (Stage::Waiting, Event::MicrophoneReady) => self.go_to(Stage::Listening, Effect::ShowGo),
            // A stop before the first sample also ends a take: it was opened and must be closed.
            (Stage::Waiting | Stage::Listening, Event::Stop) => self.go_to(Stage::Stopping, Effect::StopTake),
            (Stage::Waiting | Stage::Listening, Event::Quit) => {
                self.leaving = true;
                self.go_to(Stage::Stopping, Effect::StopTake)
            }
            (Stage::Stopping, Event::Quit) => {
                self.leaving = true;
                Vec::new()
            }
            (Stage::Stopping, Event::TakeEnded | Event::TakeFailed) if self.leaving => self.end(),
            (Stage::Waiting | Stage::Listening | Stage::Stopping, Event::TakeEnded) => {
                self.go_to(Stage::Transcribing, Effect::MakeReport)
            }
            (Stage::Waiting | Stage::Listening | Stage::Stopping, Event::TakeFailed)
            | (Stage::Transcribing, Event::ReportFailed) => {
                // The report that names the question stands, where there is one.
                self.follow_up = if self.follows_up() { FollowUp::Offered } else { FollowUp::Nothing };
                self.go_to(Stage::Reviewing, Effect::OfferNext)
            }
            (Stage::Transcribing, Event::ReportReady { follow_up }) => {
                self.stage = Stage::Reviewing;
                let is_new = follow_up && !self.follows_up();
                self.follow_up = if is_new { FollowUp::Offered } else { FollowUp::Nothing };
                vec![Effect::ShowReport, Effect::OfferNext]
            }
            (Stage::Reviewing, Event::Listen) => vec![Effect::Play],
            (Stage::Reviewing, Event::FollowUp) if self.has_follow_up() => {
                self.hurrying = false;
                self.follow_up = FollowUp::Asked;
                self.go_to(Stage::Asking, Effect::AskFollowUp)
            }
            (Stage::Reviewing, Event::Retake) => self.ask(),
            (Stage::Reviewing, Event::Next) if self.has_next() => {
                self.question += 1;
                self.takes = 0;
                self.ask()
            }
            (Stage::Choosing, Event::Begin)
            | (Stage::Reviewing, Event::Next)
            | (
                Stage::Choosing | Stage::Asking | Stage::Thinking | Stage::Transcribing | Stage::Reviewing,
                Event::Quit,
            ) => self.end(),
            _ => Vec::new(),
        }
    }

    fn ask(&mut self) -> Vec<Effect> {
        self.hurrying = false;
        self.follow_up = FollowUp::Nothing;
        self.go_to(Stage::Asking, Effect::Ask)
    }

    fn listen(&mut self) -> Vec<Effect> {
        self.takes += usize::from(!self.follows_up());
        self.go_to(Stage::Waiting, Effect::OpenMicrophone)
    }

    fn end(&mut self) -> Vec<Effect> {
        self.go_to(Stage::Finished, Effect::End)
    }

    fn go_to(&mut self, stage: Stage, effect: Effect) -> Vec<Effect> {
        self.stage = stage;
        vec![effect]
    }
}

#[cfg(test)]
mod tests;
