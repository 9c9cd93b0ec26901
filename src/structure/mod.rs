//! Content: which section is where, which asks were answered, figures, ownership. Pure functions of words.

use crate::doubt::Doubt;
use crate::time::Stretch;
use crate::transcript::WordRange;

/// A section of an answer: STAR(L), and those of the two-part question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    Situation,
    Task,
    Action,
    Result,
    Learning,
    Feedback,
    Causes,
    Differently,
    FollowUp,
}

impl Section {
    /// Its letter in the margin of a report and in the JSON.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Section::Situation => 'S',
            Section::Task => 'T',
            Section::Action => 'A',
            Section::Result => 'R',
            Section::Learning => 'L',
            Section::Feedback => 'F',
            Section::Causes => 'C',
            Section::Differently => 'D',
            Section::FollowUp => 'U',
        }
    }

    /// Its name in words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Section::Situation => "Situation",
            Section::Task => "Task",
            Section::Action => "Action",
            Section::Result => "Result",
            Section::Learning => "Learning",
            Section::Feedback => "Feedback",
            Section::Causes => "Root causes",
            Section::Differently => "Differently",
            Section::FollowUp => "Follow-up",
        }
    }
}

/// A run of words that belongs to one section.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SectionSpan {
    pub section: Section,
    pub words: WordRange,
    pub at: Option<Stretch>,
    /// 0 to 1: the mean marginal probability of its sentences.
    pub certainty: f64,
}

/// How far one ask of the question was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskState {
    Heard,
    Touched,
    Missing,
}

/// What became of one ask of the question.
#[derive(Debug, Clone, PartialEq)]
pub struct AskFinding {
    /// The id of the ask in its prompt.
    pub id: String,
    pub state: AskState,
    /// The sentence that answers it.
    pub words: Option<WordRange>,
}

/// A number that was said, with its unit: "three percent", "from 480 to 190 milliseconds".
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    pub words: WordRange,
    pub at: Option<Stretch>,
    /// Whether it stands in a Result, where it counts as an outcome.
    pub in_result: bool,
}

/// Sentences that show something which a rubric asks for; each is a range of words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Signals {
    /// "I + deed" inside the Action.
    pub own_actions: Vec<WordRange>,
    /// "we + deed" inside the Action.
    pub shared_actions: Vec<WordRange>,
    /// Choices with a reason or what was given up.
    pub decisions: Vec<WordRange>,
    /// How the speaker knew that it worked.
    pub verification: Vec<WordRange>,
    /// Others put at fault.
    pub blame: Vec<WordRange>,
    /// What was learned, or done differently since.
    pub learning: Vec<WordRange>,
    /// What made the change last, such as an alert, a checklist or a second look.
    pub follow_up: Vec<WordRange>,
    /// Results in words without a number.
    pub vague_results: Vec<WordRange>,
    /// People and teams that had a part.
    pub stakeholders: Vec<WordRange>,
}

/// Everything that was found about the content of one answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Structure {
    /// Whether it tells one past episode in the first person; unknown where there is too little to say.
    pub is_story: Option<bool>,
    /// The sentences, in order; every word is in one.
    pub sentences: Vec<WordRange>,
    pub sections: Vec<SectionSpan>,
    pub asks: Vec<AskFinding>,
    pub figures: Vec<Figure>,
    pub signals: Signals,
    /// Why the answer is not scored, or is to be read with care.
    pub doubts: Vec<Doubt>,
}

impl Structure {
    /// The spans of one section, in order.
    pub fn spans(&self, section: Section) -> impl Iterator<Item = &SectionSpan> {
        self.sections.iter().filter(move |span| span.section == section)
    }

    /// How many words one section has.
    #[must_use]
    pub fn words_in(&self, section: Section) -> usize {
        self.spans(section).map(|span| span.words.count()).sum()
    }
}
