//! Worked examples: an answer to a question as somebody might say it, for after the first try of one's own.

use super::lint;
use super::problem::{Problems, shown};
use super::table::{Fields, Marked};
use super::{Kind, TimeTarget};
use crate::time::Length;

/// Words a minute at which the length of an example is told: the middle of a comfortable rate
/// (`docs/MEASURES.md`, "Rate").
const WORDS_A_MINUTE: u64 = 150;

/// A sentence of the question with fewer words may come up in any answer: "What happened?"
const LEAST_WORDS: usize = 4;

/// What is said below an example, so that nobody learns it by heart.
pub const ONE_OF_MANY: &str = "This is one way of many: take its shape, and put what is yours into it.";

/// What is said where there is none.
pub const NO_EXAMPLE: &str = "There is no worked example of this question.";

/// One way of many to answer a question, written as it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkedExample {
    pub text: String,
    /// The part of a two-part question that it answers.
    pub part: Option<u8>,
    /// What to notice about it, in a sentence.
    pub shows: Option<String>,
}

impl WorkedExample {
    /// What to notice about it, in a line.
    #[must_use]
    pub fn notice(&self) -> Option<String> {
        self.shows.as_ref().map(|shows| format!("What it shows: {shows}"))
    }

    /// How many words it has.
    #[must_use]
    pub fn words(&self) -> usize {
        words(&self.text)
    }

    /// What it is and how long, in a line: "Worked example, part 2, the failure (289 words, 1:55 read aloud)".
    #[must_use]
    pub fn heading(&self) -> String {
        let part = match self.part {
            Some(1) => ", part 1, the success",
            Some(2) => ", part 2, the failure",
            _ => "",
        };
        format!("Worked example{part} ({} words, {} read aloud)", self.words(), self.length().clock())
    }

    /// How long it takes to say, at 150 words a minute.
    #[must_use]
    pub fn length(&self) -> Length {
        length(self.words())
    }
}

/// Reads the examples of a question; `text` is the question, and `time` what an answer to it may take.
pub(super) fn read(
    fields: &mut Fields,
    kind: Option<Kind>,
    text: &str,
    time: &TimeTarget,
    problems: &mut Problems,
) -> Vec<WorkedExample> {
    let mut examples = Vec::new();
    for mut example in fields.tables("examples", "the example", problems) {
        let answer = example.text("text", problems);
        is_said(&answer, problems);
        is_no_question(&answer, text, problems);
        has_length(&answer, time, problems);
        let part = example.number("part", 1..=2, problems);
        if let Some(kind) = kind {
            has_its_part(kind, part.as_ref(), &example, problems);
        }
        let shows = example.text_if_any("shows", problems);
        if let Some(shows) = &shows {
            lint::spoken(shows, problems);
        }
        examples.push(WorkedExample {
            text: answer.value,
            part: part.and_then(|part| u8::try_from(part.value).ok()),
            shows: shows.map(|shows| shows.value),
        });
        example.end(problems);
    }
    examples
}

/// An example can be read aloud to its end.
fn is_said(answer: &Marked<String>, problems: &mut Problems) {
    lint::spoken(answer, problems);
    let end = answer.value.chars().last().filter(|end| !matches!(end, '.' | '?' | '!'));
    if let Some(end) = end {
        let says = format!("an answer does not end in `{}`", shown(&end.to_string()));
        problems.add(&answer.at, says, "end it with a full stop");
    }
}

/// An example answers the question, and does not say it again.
fn is_no_question(answer: &Marked<String>, question: &str, problems: &mut Problems) {
    let said = format!(" {} ", lint::words(&answer.value));
    let asked = question.split_inclusive(['.', '?', '!']);
    for sentence in asked.filter(|sentence| words(sentence) >= LEAST_WORDS) {
        if said.contains(&format!(" {} ", lint::words(sentence))) {
            let says = format!("the example says a sentence of the question: \"{}\"", shown(sentence.trim()));
            problems.add(&answer.at, says, "write what somebody would answer");
        }
    }
}

/// An example is as long as an answer should be. Without a target of the question's own that is 60 to 150 s.
fn has_length(answer: &Marked<String>, time: &TimeTarget, problems: &mut Problems) {
    let count = words(&answer.value);
    let allowed = time.target_from..=time.soft_max;
    let seconds = length(count).seconds();
    // Seconds against seconds: 374 words are 149.6 s and fit into 150.
    if count == 0 || (f64::from(time.target_from)..=f64::from(time.soft_max)).contains(&seconds) {
        return;
    }
    let says = format!(
        "the example has {count} words, which is {seconds:.0} s at {WORDS_A_MINUTE} words a minute; it should take {} to {} s",
        allowed.start(),
        allowed.end()
    );
    let word = |seconds: u32| u64::from(seconds) * WORDS_A_MINUTE / 60;
    let help = format!("write {} to {} words", word(*allowed.start()), word(*allowed.end()));
    problems.add(&answer.at, says, help);
}

/// An example of a two-part question says which part it answers; others have no parts.
fn has_its_part(kind: Kind, part: Option<&Marked<u32>>, example: &Fields, problems: &mut Problems) {
    match (kind, part) {
        (Kind::TwoPart, None) if !example.has("part") => {
            let says = "this example of a two-part question has no `part`";
            problems.add(
                example.place(),
                says,
                "give each part an example of its own: `part = 1` or `part = 2`",
            );
        }
        (Kind::TwoPart, _) | (_, None) => {}
        (_, Some(part)) => {
            let says = format!("a question of the kind `{}` has no parts", kind.name());
            problems.add(&part.at, says, "take `part` out, or make the kind `two-part`");
        }
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn length(words: usize) -> Length {
    Length::from_millis(words as u64 * 60_000 / WORDS_A_MINUTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_is_told_at_150_words_a_minute() {
        let example = WorkedExample { text: "word ".repeat(150), part: None, shows: None };
        assert_eq!((example.words(), example.length().clock()), (150, "1:00".to_owned()));
    }
}
