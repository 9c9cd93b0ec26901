//! The signals of an answer: sentences that show something which a rubric asks for.

use crate::transcript::WordRange;

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
    /// What others said of the work.
    pub feedback: Vec<WordRange>,
    /// What really lay behind what happened.
    pub causes: Vec<WordRange>,
    /// What the speaker would change.
    pub differently: Vec<WordRange>,
    /// A lesson that was put to use on a later occasion.
    pub applied_later: Vec<WordRange>,
    /// The different deeds of the speaker inside the Action, each once, from its verb to its object.
    pub distinct_actions: Vec<WordRange>,
    /// Acronyms and technical words that nobody explained, each where it is said first.
    pub unexplained: Vec<WordRange>,
}

impl Signals {
    /// Every list with its name, as the JSON writes it.
    #[must_use]
    pub fn named(&self) -> [(&'static str, &[WordRange]); 12] {
        // All fields by name: a new signal cannot be forgotten here.
        let Signals {
            own_actions,
            shared_actions,
            decisions,
            verification,
            blame,
            learning,
            follow_up,
            vague_results,
            stakeholders,
            feedback,
            causes,
            differently,
            // How it is told, and no signal that a rubric asks for.
            applied_later: _,
            distinct_actions: _,
            unexplained: _,
        } = self;
        [
            ("own_action", own_actions),
            ("shared_action", shared_actions),
            ("decision", decisions),
            ("verification", verification),
            ("blame", blame),
            ("learning", learning),
            ("follow_up", follow_up),
            ("vague_result", vague_results),
            ("stakeholder", stakeholders),
            ("feedback", feedback),
            ("cause", causes),
            ("differently", differently),
        ]
    }

    /// Every list, to be changed.
    pub(crate) fn lists_mut(&mut self) -> [&mut Vec<WordRange>; 15] {
        let Signals {
            own_actions,
            shared_actions,
            decisions,
            verification,
            blame,
            learning,
            follow_up,
            vague_results,
            stakeholders,
            feedback,
            causes,
            differently,
            applied_later,
            distinct_actions,
            unexplained,
        } = self;
        [
            own_actions,
            shared_actions,
            decisions,
            verification,
            blame,
            learning,
            follow_up,
            vague_results,
            stakeholders,
            feedback,
            causes,
            differently,
            applied_later,
            distinct_actions,
            unexplained,
        ]
    }
}
