//! The one next step, sentence by sentence.

use std::fmt;

use super::Lack;

/// The one next step.
pub(super) struct Advice<'a>(pub(super) &'a Lack);

impl fmt::Display for Advice<'_> {
    #[expect(clippy::too_many_lines, reason = "one sentence an arm, all of them in one place")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Lack::NoStory { .. } => write!(
                f,
                "Pick one time that it happened, begin with when and where (\"Last spring, at ...\"), and stay with it."
            ),
            Lack::NamesNothing { .. } => write!(
                f,
                "Say what it was, so that somebody who was not there can see it: which product or room, which form, who."
            ),

            Lack::NoSetup => {
                write!(f, "Open with two sentences: where and when this was, and what you had to reach.")
            }
            Lack::NoTask { .. } => write!(
                f,
                "After the situation add one sentence: \"I had to ... by ...\", with what would have counted as done."
            ),
            Lack::NoSituation { said } => write!(
                f,
                "Put one sentence before {said}: which team or place, when, and what made it difficult."
            ),
            Lack::BareSetup { .. } => write!(
                f,
                "Put one figure in the setup: how many people, customers or days were involved, or what was at stake."
            ),
            Lack::LongSetup { said, .. } => {
                write!(f, "Try the answer without {said}, and go to your first step sooner.")
            }

            Lack::NoAction => write!(
                f,
                "Tell three steps in their order, each beginning with \"I\" and a verb: what you did first, next, last."
            ),
            Lack::OnlyShared { said } => {
                write!(f, "Take {said} apart: name the piece that you did yourself, and begin it with \"I\".")
            }
            Lack::NoOwnStep { said } => {
                write!(f, "Say who did what in {said}; begin your own piece with \"I\" and a verb.")
            }
            Lack::FewSteps { said, .. } => write!(
                f,
                "Tell what came before or after {said}: three steps of your own let a listener follow the work."
            ),
            Lack::BareSteps { said } => {
                write!(f, "Make {said} concrete: say with whom, how much or how long, or why this step.")
            }

            Lack::NoDeed => {
                write!(
                    f,
                    "Say at least two things that you did yourself, each in a sentence that begins with \"I\"."
                )
            }
            Lack::NoOwnDeed { said, .. } => {
                write!(
                    f,
                    "Say {said} once more from your side: \"I ...\", with the part that was yours alone."
                )
            }
            Lack::MostlyWe { said, .. } => {
                write!(
                    f,
                    "Keep \"we\" for the situation; in {said} say what you did and what the others did."
                )
            }
            Lack::OneOwnDeed { said } => {
                write!(
                    f,
                    "Add a second deed of your own beside {said}: what you prepared, decided or checked."
                )
            }
            Lack::Blame { said, .. } => write!(
                f,
                "Tell {said} as a fact without a verdict, and follow it with what you could have done about it."
            ),

            Lack::NoChoice => write!(
                f,
                "Name one choice you had, the option you left, and why: \"I took ... over ... because ...\"."
            ),
            Lack::NoReason { said } => {
                write!(f, "Add a reason to {said}: \"because ...\", and what you gave up for it.")
            }
            Lack::OneReason { bare: Some(bare), .. } | Lack::TwoReasons { bare: Some(bare) } => {
                write!(f, "Say why you chose this way in {bare}, and what the other way would have cost.")
            }
            Lack::OneReason { said, bare: None } => {
                write!(f, "Say which other way you turned down in {said}, and what that one would have cost.")
            }
            Lack::TwoReasons { bare: None } => {
                write!(f, "Name one thing that you left out or put off on purpose, and why that was right.")
            }

            Lack::NoResult => {
                write!(
                    f,
                    "End with what changed, with a number: how much, how many or how soon, and for whom."
                )
            }
            Lack::VagueResult { said } => {
                write!(
                    f,
                    "Replace {said} by what one could count before and after: time, errors, money or people."
                )
            }
            Lack::NoNumber { said } => {
                write!(f, "Put a number to {said}: how much, how many or by when; \"about\" is fine.")
            }
            Lack::BareNumber { figure } => {
                write!(f, "Say where it stood before {figure}, or who felt the difference.")
            }

            Lack::NoFigure => write!(
                f,
                "Give one number for how large the problem was and one for how it ended; \"about\" is fine."
            ),
            Lack::FewFigures { said, place, .. }
            | Lack::OnlySmallCounts { said, place }
            | Lack::FewSizes { said, place, .. } => {
                write!(f, "Beside {said} give a number for {place}.")
            }
            Lack::NoFigureOfTheOutcome { said } => {
                write!(f, "You counted {said}; give a number for what changed in the end as well.")
            }

            Lack::NoCheck => write!(
                f,
                "Add one sentence on how you checked: what you looked at, measured or asked, and when after the change."
            ),
            Lack::NumberFromNowhere { figure } => {
                write!(f, "Say where {figure} was read from, over how long, and by whom.")
            }
            Lack::CheckWithoutNumber { said } => write!(f, "Say what {said} showed, as a number."),
            Lack::OneCheck { said } => write!(
                f,
                "Add a second look beside {said}: a test before the change, or the same figure some weeks later."
            ),

            Lack::NoLearning => write!(
                f,
                "Close with one lesson and one time since then when you acted on it: \"Since then I ...\"."
            ),
            Lack::LookBackOnly { said } => {
                write!(
                    f,
                    "Turn {said} into a rule that you could give a colleague, and say where you used it next."
                )
            }
            Lack::LessonOnly { said } => {
                write!(f, "After {said} add where you used it next, or what you set up so that it stays.")
            }
            Lack::FollowUpOnly { said } => {
                write!(
                    f,
                    "Beside {said} say in one sentence what you would tell a colleague who faces the same."
                )
            }
            Lack::LessonAppliedOnce { .. } => {
                write!(f, "Name one later case in which you used it, and what was different that time.")
            }

            Lack::AskMissing { ask } => write!(f, "Give {ask} a sentence of its own."),
            Lack::AskTouched { ask, said } => {
                write!(f, "After {said} say more on {ask}: one fact, a name or a figure.")
            }

            Lack::NoThing { thing } | Lack::NearThing { thing, .. } => f.write_str(thing.add()),
            Lack::ShortThing { thing, said } => f.write_str(&thing.fill(said)),
            Lack::OneThing { thing, said } => f.write_str(&thing.second(said)),

            Lack::NoPeople => write!(
                f,
                "Name two people or teams who had a stake in it, and what you asked, told or agreed with them."
            ),
            Lack::PeopleUnnamed { said } => {
                write!(f, "Say who \"we\" is in {said}, and what you agreed with them.")
            }
            Lack::FewPeople { said } => write!(
                f,
                "Beside {said} tell of one more who wanted something else, and how you dealt with that."
            ),

            Lack::NoQuestion | Lack::NoSubject { .. } => write!(
                f,
                "Ask two: one on what is expected of the person in the job, and one on how the team works."
            ),
            Lack::OneQuestion { .. } | Lack::OneOnASubject { .. } => {
                write!(f, "Have a second one ready on the other subject, the job or the team.")
            }
            Lack::ManyQuestions { .. } => {
                write!(f, "Keep the two whose answers would change what you think of the job.")
            }
            Lack::NoQuestionOn { subject, .. } => f.write_str(subject.ask()),
            Lack::EasyQuestion { said, .. } => {
                write!(
                    f,
                    "Ask {said} again with \"how\" or \"what\", for something that only the team knows."
                )
            }
            Lack::BroadQuestion { said, .. } => write!(
                f,
                "Put one into {said}: \"in the first six months\", \"how do you measure\", \"the last incident\"."
            ),
            Lack::NoneOf { quality, said } | Lack::OneWithout { quality, said } => {
                f.write_str(&quality.mend(said))
            }

            Lack::TooShort { .. } => {
                write!(
                    f,
                    "Use the room for one more step of your own, with its reason, and for how you checked it."
                )
            }
            Lack::TooLong { cut, .. } => {
                write!(f, "Try it once without {cut}: the story may stand without it.")
            }
            Lack::SetupOverHalf { said, .. } => {
                write!(f, "Keep two sentences of the setup; {said} could be the first to go.")
            }
            Lack::ThinAction { .. } => {
                write!(
                    f,
                    "Shorten what comes before your first step, and give each step a sentence of its own."
                )
            }
            Lack::ActionOnly { .. } => {
                write!(f, "Join the small steps into three large ones, and spend the time on the outcome.")
            }
            Lack::ThinResult { said: None, .. } => {
                write!(f, "Keep the last two sentences for what changed and how you know.")
            }
            Lack::ThinResult { said: Some(said), .. } => {
                write!(f, "Give {said} a second sentence: what it meant, and for whom.")
            }
            Lack::Digression { said, .. } => {
                write!(f, "Leave out {said}, or say in three words what it has to do with the story.")
            }
        }
    }
}
