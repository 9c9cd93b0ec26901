//! Titles and ids for questions that have none, made of their own words.

use super::super::problem::steers_or_hides;

/// How many words of the question make a title.
const TITLE_WORDS: usize = 7;
/// How many make an id: enough to tell two questions apart, and few enough to be typed.
const ID_WORDS: usize = 3;
/// Characters of one of them; a longer one is no word.
const LONGEST_WORD: usize = 20;

/// How requests begin: what every question has says nothing about one.
const OPENINGS: [&str; 26] = [
    "please",
    "can you",
    "could you",
    "would you",
    "tell me about",
    "tell us about",
    "tell me",
    "tell us",
    "talk about",
    "talk me through",
    "walk me through",
    "describe",
    "explain",
    "share",
    "give me",
    "give us",
    "give",
    "an example of",
    "an example",
    "a time",
    "a situation",
    "an occasion",
    "when you",
    "where you",
    "in which you",
    "that you",
];

/// Words that tell nothing in an id.
const SMALL: [&str; 34] = [
    "a", "an", "the", "your", "you", "my", "me", "us", "our", "to", "of", "in", "on", "at", "for", "with",
    "and", "or", "did", "do", "does", "how", "what", "was", "is", "are", "were", "have", "had", "that", "it",
    "when", "who", "would",
];

/// A title for a question: its first words, without the request that they are wrapped in.
pub(super) fn title(question: &str) -> String {
    let words = told(question);
    let kept: Vec<String> = words.iter().take(TITLE_WORDS).map(|word| visible(word)).collect();
    let title = kept.join(" ");
    let title = title.trim_end_matches(|c: char| !c.is_alphanumeric());
    let dots = if words.len() > kept.len() { " …" } else { "" };
    let mut chars = title.chars();
    match chars.next() {
        Some(first) => format!("{}{}{dots}", first.to_uppercase(), chars.as_str()),
        None => "A question".to_owned(),
    }
}

/// A word as far as it can be shown: what cannot is told of the question itself.
fn visible(word: &str) -> String {
    word.chars().filter(|c| !steers_or_hides(*c)).take(LONGEST_WORD).collect()
}

/// An id that none of `taken` is; it is added to them.
pub(super) fn id(text: &str, taken: &mut Vec<String>) -> String {
    let words: Vec<String> =
        told(text).iter().map(|word| letters(word)).filter(|word| !word.is_empty()).collect();
    let telling: Vec<&String> = words.iter().filter(|word| !SMALL.contains(&word.as_str())).collect();
    let chosen: Vec<&str> = if telling.is_empty() { words.iter().collect() } else { telling }
        .into_iter()
        .take(ID_WORDS)
        .map(String::as_str)
        .collect();
    let plain = if chosen.is_empty() { "question".to_owned() } else { chosen.join("-") };
    let mut id = plain.clone();
    let mut number = 2;
    while taken.contains(&id) {
        id = format!("{plain}-{number}");
        number += 1;
    }
    taken.push(id.clone());
    id
}

/// The words of a question after its opening; all of them where nothing would be left.
fn told(question: &str) -> Vec<&str> {
    let words: Vec<&str> = question.split_whitespace().collect();
    let mut rest = words.as_slice();
    while let Some(longest) = OPENINGS.iter().filter_map(|opening| begins(rest, opening)).max() {
        rest = &rest[longest..];
    }
    if rest.iter().all(|word| letters(word).is_empty()) { words } else { rest.to_vec() }
}

/// How many words an opening has, where these words begin with it.
fn begins(words: &[&str], opening: &str) -> Option<usize> {
    let opening: Vec<&str> = opening.split(' ').collect();
    let is_so = words.len() >= opening.len()
        && opening.iter().zip(words).all(|(wanted, word)| letters(word) == **wanted);
    is_so.then_some(opening.len())
}

/// A word in what ids are made of: small letters and digits.
fn letters(word: &str) -> String {
    word.chars()
        .filter(char::is_ascii_alphanumeric)
        .take(LONGEST_WORD)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_ids_leave_the_request_out() {
        for (question, is_titled, is_called) in [
            (
                "Tell me about a time when you disagreed with your manager.",
                "Disagreed with your manager",
                "disagreed-manager",
            ),
            ("What didn't work?", "What didn't work", "didnt-work"),
            ("Describe a bug.", "A bug", "bug"),
            ("Tell me.", "Tell me", "tell"),
            ("Was hast du \u{fc}ber dich gelernt?", "Was hast du \u{fc}ber dich gelernt", "hast-du-ber"),
            ("\u{4f60}\u{597d}?", "\u{4f60}\u{597d}", "question"),
            ("...", "A question", "question"),
        ] {
            assert_eq!(title(question), is_titled);
            assert_eq!(id(question, &mut Vec::new()), is_called, "{question}");
        }
        assert_eq!(
            title("How do you plan a year of work with three teams and no money?"),
            "How do you plan a year of …"
        );
    }

    #[test]
    fn no_two_ids_are_the_same() {
        let mut taken = Vec::new();
        let ids: Vec<String> =
            ["A bug?", "The bug?", "Bug 2?", "bug"].iter().map(|text| id(text, &mut taken)).collect();
        assert_eq!(ids, ["bug", "bug-2", "bug-2-2", "bug-3"]);
    }
}
