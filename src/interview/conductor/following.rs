//! What the conductor keeps of a scored answer, so that the follow-up question can be asked about it.

use std::sync::Arc;

use super::Conductor;
use crate::capture::take::Kept;
use crate::interview::Event;
use crate::report::Report;
use crate::session::FollowUpTo;

/// An answer that was scored.
pub(super) struct Answer {
    /// The number of its take.
    take: u32,
    kept: Arc<Kept>,
    report: Arc<Report>,
}

impl Answer {
    /// The follow-up question that its report names.
    pub(super) fn follow_up(&self) -> Option<&str> {
        self.report.follow_up_question().map(|next| next.text.as_str())
    }
}

impl Conductor {
    /// What the take that is begun or was kept follows up, and the report that asked for it; nothing for an answer to
    /// the question itself.
    pub(super) fn followed(&self) -> Option<(FollowUpTo, Arc<Report>)> {
        let answer = self.answer.as_ref().filter(|_| self.interview.follows_up())?;
        let asked = FollowUpTo { take: answer.take, text: answer.follow_up()?.to_owned() };
        Some((asked, Arc::clone(&answer.report)))
    }

    /// The answer is there to be heard again where the take of the follow-up came to nothing.
    pub(super) fn hear_answer_again(&mut self) -> Event {
        let answer = self.answer.as_ref().filter(|_| self.interview.follows_up());
        self.kept = answer.map(|answer| Arc::clone(&answer.kept));
        Event::TakeFailed
    }

    /// A report is there. That of an answer to the question itself can be followed up.
    pub(super) fn reported(&mut self, report: Box<Report>) -> Event {
        let follow_up = report.follow_up_question().is_some();
        if let (false, Some(kept), Some(files)) = (self.interview.follows_up(), &self.kept, &self.files) {
            let (kept, report) = (Arc::clone(kept), Arc::new((*report).clone()));
            self.answer = Some(Answer { take: files.number(), kept, report });
        }
        self.report = Some(report);
        Event::ReportReady { follow_up }
    }
}
