//! What is missing below the top level, sentence by sentence.

use std::fmt;

use super::Lack;

/// What is missing, in one or two sentences.
pub(super) struct Gap<'a>(pub(super) &'a Lack);

impl fmt::Display for Gap<'_> {
    #[expect(clippy::too_many_lines, reason = "one sentence an arm, all of them in one place")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Lack::NoStory { instead } => write!(
                f,
                "The question asks for one time that something happened, and this tells none, so {instead} counts half."
            ),
            Lack::NamesNothing { instead } => write!(
                f,
                "Hardly a word says what this was about: hardly a product, a place, a tool or a person is named, so {instead} \
                 shows little."
            ),

            Lack::NoSetup => {
                write!(f, "Nothing was heard of where this was, or of what you had to do there.")
            }
            Lack::NoTask { said } => {
                write!(f, "The situation was heard ({said}), but not what you had to reach, or by when.")
            }
            Lack::NoSituation { said } => {
                write!(f, "Your task was heard ({said}), but not where this was and what was going on.")
            }
            Lack::BareSetup { said } => {
                write!(f, "The setup ({said}) has no number and no name: how large and for whom stays open.")
            }
            Lack::LongSetup { share, .. } => {
                write!(f, "Situation and task take {} of the answer; 30 % is enough.", Percent(*share))
            }

            Lack::NoAction => write!(f, "No step that you took was heard."),
            Lack::OnlyShared { said } => {
                write!(
                    f,
                    "What was done is told with \"we\" ({said}), so none of the steps is known to be yours."
                )
            }
            Lack::NoOwnStep { said } => {
                write!(f, "Something was done ({said}), but no step begins with what you did yourself.")
            }
            Lack::FewSteps { steps, said } => {
                let was = if *steps == 1 { "was" } else { "were" };
                write!(f, "Only {} of your own {was} heard ({said}).", Count(*steps, "step"))
            }
            Lack::BareSteps { said } => write!(
                f,
                "The steps are there, but no number, person or reason makes them concrete; {said} is one of them."
            ),

            Lack::NoDeed => write!(f, "No deed was heard that could be yours."),
            Lack::NoOwnDeed { shared, said } => {
                write!(
                    f,
                    "Told with \"we\": {}, as in {said}; told with \"I\": none.",
                    Count(*shared, "deed")
                )
            }
            Lack::MostlyWe { own, shared, said } => write!(
                f,
                "Told with \"I\": {}; told with \"we\": {}, as in {said}. Your part in those is not known.",
                Count(*own, "deed"),
                Count(*shared, "deed")
            ),
            Lack::OneOwnDeed { said } => write!(f, "Only one deed is told as yours: {said}."),
            Lack::Blame { times: 1, said } => write!(f, "Somebody else is put at fault: {said}."),
            Lack::Blame { times, said } => {
                write!(f, "Somebody else is put at fault {times} times, first in {said}.")
            }

            Lack::NoChoice => write!(f, "No choice of yours was heard, and no reason for one."),
            Lack::NoReason { said } => {
                write!(f, "Steps were heard, such as {said}, but no reason for any of them.")
            }
            Lack::OneReason { said, .. } => write!(f, "Only one choice comes with its reason: {said}."),
            Lack::TwoReasons { .. } => {
                write!(f, "Two choices come with a reason; one more would show how you weigh things.")
            }

            Lack::NoResult => {
                write!(f, "No outcome was heard: the answer ends before one knows how it went.")
            }
            Lack::VagueResult { said } => {
                write!(f, "The outcome is claimed in words that could mean anything: {said}.")
            }
            Lack::NoNumber { said } => write!(f, "The outcome ({said}) has no number."),
            Lack::BareNumber { figure } => {
                write!(f, "The outcome has one number ({figure}), and nothing to hold it against.")
            }

            Lack::NoFigure => write!(f, "No number was heard anywhere in the answer."),
            Lack::FewFigures { figures: 1, said, .. } => {
                write!(f, "One number was heard ({said}), and nothing else that can be counted.")
            }
            Lack::FewFigures { figures, said, .. } => {
                write!(f, "Only {figures} numbers were heard, the first of them {said}.")
            }
            Lack::OnlySmallCounts { said, .. } => {
                write!(f, "Only small counts were heard, such as {said}; they do not show how large it was.")
            }
            Lack::FewSizes { sizes: 1, said, .. } => {
                write!(f, "Beside small counts one number was heard ({said}).")
            }
            Lack::FewSizes { sizes, said, .. } => {
                write!(f, "Beside small counts {sizes} numbers were heard, the first of them {said}.")
            }
            Lack::NoFigureOfTheOutcome { said } => {
                write!(f, "Numbers were heard, such as {said}, but none for how it ended.")
            }

            Lack::NoCheck => write!(f, "Nothing was heard about how you knew that it worked."),
            Lack::NumberFromNowhere { figure } => {
                write!(f, "The result has a number ({figure}), but how it was measured was not heard.")
            }
            Lack::CheckWithoutNumber { said } => {
                write!(f, "A check was heard ({said}), but no number that it showed.")
            }
            Lack::OneCheck { said } => write!(f, "Only one check was heard: {said}."),

            Lack::NoLearning => {
                write!(f, "Neither a lesson was heard, nor what you have done with it since.")
            }
            Lack::LookBackOnly { said } => {
                write!(f, "There is a look back ({said}), but no lesson that one could repeat.")
            }
            Lack::LessonOnly { said } => {
                write!(f, "The lesson was heard ({said}), but not that you have used it since.")
            }
            Lack::FollowUpOnly { said } => {
                write!(f, "What made it last was heard ({said}), but not what you took from it.")
            }
            Lack::LessonAppliedOnce { said } => {
                write!(
                    f,
                    "The lesson and one thing that made it last were heard ({said}), but no later case of it."
                )
            }

            Lack::AskMissing { ask } => write!(f, "The question asks for {ask}, and that was not heard."),
            Lack::AskTouched { ask, said } => {
                write!(f, "The question asks for {ask}, and that was only touched: {said}.")
            }

            Lack::NoThing { thing } => f.write_str(thing.missing()),
            Lack::NearThing { thing, said } => f.write_str(&thing.near(said)),
            Lack::ShortThing { thing, said } => f.write_str(&thing.short(said)),
            Lack::OneThing { thing, said } => f.write_str(&thing.one(said)),

            Lack::NoPeople => write!(f, "Nobody beside you was heard of."),
            Lack::PeopleUnnamed { said } => {
                write!(f, "Others had a part ({said}), but who they were was not heard.")
            }
            Lack::FewPeople { said } => write!(f, "Little was heard of the others, as in {said}."),

            Lack::NoQuestion => write!(f, "No question was heard."),
            Lack::NoSubject { said } => {
                write!(f, "No question is on the job or on the way the team works; the first is {said}.")
            }
            Lack::OneOnASubject { said } => {
                write!(f, "Only one question is on the job or on the way the team works: {said}.")
            }
            Lack::OneQuestion { said } => write!(f, "Only one question was heard: {said}."),
            Lack::ManyQuestions { questions, said } => write!(
                f,
                "{questions} questions were heard, the first of them {said}; nobody keeps so many in mind."
            ),
            Lack::NoQuestionOn { subject, said: None } => {
                write!(f, "No question on {} was heard.", subject.name())
            }
            Lack::NoQuestionOn { subject, said: Some(said) } => {
                write!(f, "Questions were heard, such as {said}, but none on {}.", subject.name())
            }
            Lack::EasyQuestion { subject, said } => write!(
                f,
                "The question on {} ({said}) is answered by yes, by no or by a web page.",
                subject.name()
            ),
            Lack::BroadQuestion { subject, said } => write!(
                f,
                "The question on {} ({said}) names no time, no measure and no practice.",
                subject.name()
            ),
            Lack::NoneOf { quality, said } => f.write_str(&quality.none(said)),
            Lack::OneWithout { quality, said } => f.write_str(&quality.one_without(said)),

            Lack::TooShort { takes, from, spoken } => write!(
                f,
                "{} {}; the question leaves room for {} or more.",
                Takes(*spoken),
                Clock(takes.seconds()),
                Clock(f64::from(*from))
            ),
            Lack::TooLong { takes, to, spoken, .. } => write!(
                f,
                "{} {}; the target ends at {}.",
                Takes(*spoken),
                Clock(takes.seconds()),
                Clock(f64::from(*to))
            ),
            Lack::SetupOverHalf { share, .. } => {
                write!(f, "{} of the answer is setup, which leaves little for what you did.", Percent(*share))
            }
            Lack::ThinAction { share } => {
                write!(
                    f,
                    "What you did takes {} of the answer; 40 to 70 % serves most stories.",
                    Percent(*share)
                )
            }
            Lack::ActionOnly { share } => {
                write!(
                    f,
                    "Steps take {} of the answer, which leaves little for what came of them.",
                    Percent(*share)
                )
            }
            Lack::ThinResult { said: None, .. } => write!(f, "No part of the answer goes to the outcome."),
            Lack::ThinResult { share, said: Some(said) } => {
                write!(f, "The outcome ({said}) takes only {} of the answer.", Percent(*share))
            }
            Lack::Digression { share, said } => {
                write!(
                    f,
                    "{} of the answer belongs to no part of the story, such as {said}.",
                    Percent(*share)
                )
            }
        }
    }
}

/// A share as whole per cent.
struct Percent(f64);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.0} %", self.0 * 100.0)
    }
}

/// "one step", "2 steps".
struct Count(usize, &'static str);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Count(1, thing) => write!(f, "one {thing}"),
            Count(0, thing) => write!(f, "no {thing}"),
            Count(many, thing) => write!(f, "{many} {thing}s"),
        }
    }
}

/// Seconds as minutes and seconds, as on a clock: 1:05.
struct Clock(f64);

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.round() as u64;
        write!(f, "{}:{:02}", seconds / 60, seconds % 60)
    }
}

/// How the length of a spoken or a written answer is introduced.
struct Takes(bool);

impl fmt::Display for Takes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0 { "The answer takes" } else { "Read aloud at 150 words a minute this takes" })
    }
}
