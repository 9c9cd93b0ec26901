//! Makes the report of a take that was kept, and keeps it: on a thread that may block.

use std::sync::Arc;

use super::talk::Trouble;
use crate::capture::take::Kept;
use crate::doubt::Doubt;
use crate::prompt::Prompt;
use crate::recording::soundness::facts;
use crate::recording::speech::speech_map;
use crate::report::{Engine, FollowUpTake, Report, Source};
use crate::rubric::Rubric;
use crate::session::{KeptWords, SessionError, TakeFiles};
use crate::time::Length;
use crate::transcript::place;
use crate::transcript::scribe::Scribe;

/// A take and all that its report is made of.
pub(super) struct Reporting {
    pub(super) kept: Arc<Kept>,
    pub(super) files: TakeFiles,
    pub(super) scribe: Arc<Scribe>,
    pub(super) engine: Engine,
    pub(super) prompt: Prompt,
    pub(super) rubric: Rubric,
    /// The follow-up question that was asked, and the report that named it; nothing for an answer to the question.
    pub(super) follows: Option<(String, Arc<Report>)>,
}

impl Reporting {
    /// Waits for the last words and makes the report. Where it cannot be kept, `unstored` is told.
    pub(super) fn make(self, unstored: impl FnOnce(SessionError)) -> Result<Box<Report>, Trouble> {
        let lost =
            (self.kept.lost > Length::ZERO).then(|| Doubt::SamplesLost { samples: self.kept.lost.samples() });
        let audio = &self.kept.audio;
        let sound = facts(audio, speech_map(audio), lost.into_iter().collect());
        let name = self.files.name().to_owned();
        let heard = self.scribe.finish();
        let heard = heard.map_err(|source| Trouble::Transcript { take: name.clone(), source })?;
        let transcript = place::place(heard, &sound.speech);
        let (report, stored) = match self.follows {
            None => {
                let source = Source::Audio { name, sound: Box::new(sound), engine: self.engine };
                let report =
                    crate::report_on(&self.prompt, &self.rubric, source, transcript, self.files.baseline())
                        .beside(&self.files.earlier_stories());
                let stored = self.files.keep(&report);
                (report, stored)
            }
            Some((question, first)) => {
                let words = KeptWords {
                    engine: self.engine,
                    transcript: transcript.clone(),
                    lost: self.kept.lost.samples(),
                };
                let take = FollowUpTake { name, question, sound, transcript };
                let report = crate::report_on_follow_up(&first, &self.rubric, take);
                let stored = self.files.keep_words(&words).and_then(|()| self.files.keep_report(&report));
                (report, stored)
            }
        };
        if let Err(error) = stored {
            unstored(error);
        }
        Ok(Box::new(report))
    }
}
