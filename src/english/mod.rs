//! English as rules read it: sentences, plain words, numbers, amounts and the forms of verbs.
//!
//! What is found here says nothing yet about an answer. [`measures`](crate::measures) and
//! [`structure`](crate::structure) both stand on it, so that "no number in the sentence" and "I did" mean the same in
//! the wording and in the story.

pub(crate) mod amounts;
pub(crate) mod content;
pub(crate) mod numbers;
pub mod sentences;
pub(crate) mod values;
pub(crate) mod verbs;
pub(crate) mod words;
