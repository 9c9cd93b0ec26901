//! What lowers trust in a report. A doubt is printed with the report; it never stops a step.

use std::fmt;

/// A reason to trust a report less, with the number behind it.
///
/// ```
/// use greenroom::doubt::Doubt;
///
/// let doubt = Doubt::TooQuiet { dbfs: -47.2 };
/// assert_eq!(doubt.kind(), "too_quiet");
/// assert!(doubt.to_string().starts_with("The recording is quiet"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Doubt {
    /// Speech level (RMS of the voiced part) in dBFS.
    TooQuiet { dbfs: f32 },
    /// Share of voiced samples at full scale, 0 to 1.
    Clipped { share: f32 },
    /// Share of the recording in which nobody speaks, 0 to 1.
    MostlySilence { share: f32 },
    /// How far the speech is above the noise, in dB.
    Noisy { signal_to_noise: f32 },
    /// Nobody speaks in the recording at all.
    NoSpeech,
    /// Samples that the microphone delivered and nobody could keep.
    SamplesLost { samples: u64 },
    /// The file ends in the middle; this many seconds could be read.
    CutOff { seconds: f32 },
    /// Mean certainty of the recogniser, 0 to 1.
    LowCertainty { mean: f32 },
    /// The words are not English, or the recogniser guessed at them.
    NotTheLanguage,
    /// Too few words to judge.
    TooFewWords { words: usize, least: usize },
    /// Nothing that reads as sentences about anything.
    Nonsense,
    /// The same words over and over.
    Repetition,
    /// The question read back instead of an answer.
    QuestionReadBack,
    /// Speech about something else than the question.
    OffTopic,
    /// The speaker passes on the question.
    NoAnswerGiven,
}

impl Doubt {
    /// The name that programs use, as it stands in the JSON.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Doubt::TooQuiet { .. } => "too_quiet",
            Doubt::Clipped { .. } => "clipped",
            Doubt::MostlySilence { .. } => "mostly_silence",
            Doubt::Noisy { .. } => "noisy",
            Doubt::NoSpeech => "no_speech",
            Doubt::SamplesLost { .. } => "samples_lost",
            Doubt::CutOff { .. } => "cut_off",
            Doubt::LowCertainty { .. } => "low_certainty",
            Doubt::NotTheLanguage => "not_the_language",
            Doubt::TooFewWords { .. } => "too_few_words",
            Doubt::Nonsense => "nonsense",
            Doubt::Repetition => "repetition",
            Doubt::QuestionReadBack => "question_read_back",
            Doubt::OffTopic => "off_topic",
            Doubt::NoAnswerGiven => "no_answer_given",
        }
    }

    /// Whether an answer with this doubt is left unscored.
    #[must_use]
    pub fn forbids_scoring(&self) -> bool {
        matches!(
            self,
            Doubt::NoSpeech
                | Doubt::NotTheLanguage
                | Doubt::TooFewWords { .. }
                | Doubt::Nonsense
                | Doubt::Repetition
                | Doubt::QuestionReadBack
                | Doubt::OffTopic
                | Doubt::NoAnswerGiven
        )
    }
}

/// One sentence for the speaker: what was found and what follows from it.
impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Doubt::TooQuiet { dbfs } => write!(
                f,
                "The recording is quiet (speech at {dbfs:.0} dBFS): soft words may be missing from the transcript."
            ),
            Doubt::Clipped { share } => write!(
                f,
                "The recording clips ({:.1} % of the speech): turn the microphone down; words there may be wrong.",
                share * 100.0
            ),
            Doubt::MostlySilence { share } => write!(
                f,
                "Nobody speaks in {:.0} % of the recording: check that the right microphone was on.",
                share * 100.0
            ),
            Doubt::Noisy { signal_to_noise } => write!(
                f,
                "The recording is noisy (speech {signal_to_noise:.0} dB above the noise): words may be wrong, and figures that need silence are left out where they cannot be trusted."
            ),
            Doubt::NoSpeech => write!(f, "No speech was heard, so nothing was scored."),
            Doubt::SamplesLost { samples } => {
                write!(f, "{samples} samples of the recording were lost: times after that are early.")
            }
            Doubt::CutOff { seconds } => {
                write!(
                    f,
                    "The file ends in the middle; the {seconds:.1} seconds that could be read were used."
                )
            }
            Doubt::LowCertainty { mean } => write!(
                f,
                "The recogniser was unsure of many words (mean certainty {mean:.2}): read the transcript before you trust the counts."
            ),
            Doubt::NotTheLanguage => {
                write!(
                    f,
                    "This is not English, the one language that can be scored, or nothing of it could be understood."
                )
            }
            Doubt::TooFewWords { words, least } => {
                write!(f, "Only {words} words were heard; {least} are needed for a score.")
            }
            Doubt::Nonsense => write!(f, "These words do not make sentences, so they were not scored."),
            Doubt::Repetition => write!(f, "The same words come over and over, so they were not scored."),
            Doubt::QuestionReadBack => write!(f, "This is the question read back, not an answer to it."),
            Doubt::OffTopic => write!(f, "This is not about the question, so it was not scored."),
            Doubt::NoAnswerGiven => write!(f, "The question was passed on, so there is nothing to score."),
        }
    }
}
