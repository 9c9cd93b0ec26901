//! The sentences on what a two-part question asks for beside a story, and on questions that a candidate asks.

use super::Said;

/// One of the things that a two-part question asks of each story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    Feedback,
    Causes,
    Differently,
    FollowUp,
    Lessons,
}

impl Thing {
    /// Nothing of it was heard.
    pub(super) fn missing(self) -> &'static str {
        match self {
            Thing::Feedback => "Nothing was heard of what others said about your work.",
            Thing::Causes => "Nothing was heard of what really lay behind it.",
            Thing::Differently => "Nothing was heard of what you would change.",
            Thing::FollowUp => "Nothing was heard of what made it last.",
            Thing::Lessons => "No lesson was heard.",
        }
    }

    /// Something near it was heard.
    pub(super) fn near(self, said: &Said) -> String {
        match self {
            Thing::Feedback => {
                format!("Others were there at the end ({said}), but not what they said about your work.")
            }
            Thing::Causes => {
                format!("Somebody is put at fault ({said}), but what made that possible was not heard.")
            }
            Thing::Differently => {
                format!("A lesson was heard ({said}), but not what you would change in this story.")
            }
            Thing::FollowUp => {
                format!("A check was heard ({said}), but nothing that stayed in place after it.")
            }
            Thing::Lessons => format!("There is a look back ({said}), but no lesson that one could repeat."),
        }
    }

    /// It was heard in a few words.
    pub(super) fn short(self, said: &Said) -> String {
        match self {
            Thing::Feedback => format!("What others said was heard ({said}), but not what they meant by it."),
            Thing::Causes => format!("A cause was heard ({said}), but not how it led to what happened."),
            Thing::Differently => format!("What you would change was heard ({said}), but not when or how."),
            Thing::FollowUp => format!("What stayed in place was heard ({said}), but not what it does."),
            Thing::Lessons => format!("The lesson is so short ({said}) that nobody else could use it."),
        }
    }

    /// One of it was heard.
    pub(super) fn one(self, said: &Said) -> String {
        match self {
            Thing::Feedback => format!("One sentence tells what others said ({said}), and no second one."),
            Thing::Causes => format!("One cause was heard ({said}), and not what lay behind that one."),
            Thing::Differently => {
                format!("One thing that you would change was heard ({said}), and no second.")
            }
            Thing::FollowUp => format!("One thing that stayed was heard ({said}), and no second look at it."),
            Thing::Lessons => format!("One lesson was heard ({said}), and no later time when it showed."),
        }
    }

    /// What to do where none of it was heard.
    pub(super) fn add(self) -> &'static str {
        match self {
            Thing::Feedback => {
                "Add one sentence on who said what: \"My manager told me that ...\", whether it was praise or not."
            }
            Thing::Causes => {
                "Ask yourself twice why it came to that, and say the second answer: \"It turned out that nobody had ...\"."
            }
            Thing::Differently => {
                "Add one sentence: \"Next time I would ... before ...\", with the step and its moment."
            }
            Thing::FollowUp => {
                "Say what you left in place: a checklist, an alert, a rule, or a second look some weeks later."
            }
            Thing::Lessons => {
                "Close with one sentence that a colleague could use: \"I learned to ... before ...\"."
            }
        }
    }

    /// What to do with one that is short.
    pub(super) fn fill(self, said: &Said) -> String {
        match self {
            Thing::Feedback => format!("After {said} say what exactly they liked or missed."),
            Thing::Causes => format!("After {said} say how it led to what happened."),
            Thing::Differently => format!("Say at which point of the story you would do that: {said}."),
            Thing::FollowUp => format!("After {said} say who uses it, and how often."),
            Thing::Lessons => format!("Say {said} as a rule: what to do, and at which moment."),
        }
    }

    /// What to do with one that stands alone.
    pub(super) fn second(self, said: &Said) -> String {
        match self {
            Thing::Feedback => {
                format!(
                    "Beside {said} name a second voice: a customer, a colleague or a review, and what it said."
                )
            }
            Thing::Causes => {
                format!("Say what made this possible: {said}. Which check, owner or plan was missing?")
            }
            Thing::Differently => {
                format!("Beside {said} name one step that you would take earlier or leave out.")
            }
            Thing::FollowUp => format!("Beside {said} say when you looked again, and whether it had held."),
            Thing::Lessons => format!("After {said} name one later time when it helped you."),
        }
    }
}

/// What a candidate's question can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Role,
    Practices,
}

impl Subject {
    pub(super) fn name(self) -> &'static str {
        match self {
            Subject::Role => "what is expected of the person in the job",
            Subject::Practices => "how the team works",
        }
    }

    /// What to ask about it.
    pub(super) fn ask(self) -> &'static str {
        match self {
            Subject::Role => {
                "Ask what the person should have reached after three or six months, and how that is measured."
            }
            Subject::Practices => {
                "Ask how the team does one thing that you would do every week: reviews, releases, nights on call."
            }
        }
    }
}

/// What makes a candidate's question a good one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quality {
    Specific,
    Open,
    /// Only somebody inside can answer it.
    Inside,
}

impl Quality {
    /// No question has it.
    pub(super) fn none(self, said: &Said) -> String {
        match self {
            Quality::Specific => {
                format!("No question names a time, a measure or a practice; the first of them is {said}.")
            }
            Quality::Open => format!("Yes or no answers every question; the first of them is {said}."),
            Quality::Inside => format!("A web page answers every question; the first of them is {said}."),
        }
    }

    /// One question has it not.
    pub(super) fn one_without(self, said: &Said) -> String {
        match self {
            Quality::Specific => format!("Not every question names a time, a measure or a practice: {said}."),
            Quality::Open => format!("Not every question wants more than yes or no: {said}."),
            Quality::Inside => format!("Not every question needs somebody inside to answer it: {said}."),
        }
    }

    /// What to do with that question.
    pub(super) fn mend(self, said: &Said) -> String {
        match self {
            Quality::Specific => {
                format!(
                    "Put a time, a measure or a practice into {said}, such as \"in the first six months\"."
                )
            }
            Quality::Open => format!("Begin {said} with \"how\", \"what\" or \"which\"."),
            Quality::Inside => {
                format!("Look that up beforehand: {said}. Ask for what only somebody on the team can tell.")
            }
        }
    }
}

/// Why a part of a two-part answer counts as zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rubric) enum MissingPart {
    NotHeard { part: u8 },
    TooShort { part: u8, words: usize, least: usize },
}

impl std::fmt::Display for MissingPart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            MissingPart::NotHeard { part } => {
                write!(f, "The {} story was not heard, so it counts as zero.", nth(*part))
            }
            MissingPart::TooShort { part, words, least } => write!(
                f,
                "The {} story has only {words} words, and {least} are the least that is judged, so it counts as zero.",
                nth(*part)
            ),
        }
    }
}

fn nth(part: u8) -> &'static str {
    if part == 1 { "first" } else { "second" }
}
