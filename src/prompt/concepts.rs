//! The names of the things that an ask can mean, as the lexicon has them; `structure` knows what is said of each.

use std::sync::LazyLock;

/// The lists of all concepts; `prompts/lexicon/structure/concepts/README.md` says how they are written.
const LISTS: [&str; 5] = [
    include_str!("../../prompts/lexicon/structure/concepts/story.txt"),
    include_str!("../../prompts/lexicon/structure/concepts/choosing.txt"),
    include_str!("../../prompts/lexicon/structure/concepts/finding.txt"),
    include_str!("../../prompts/lexicon/structure/concepts/people.txt"),
    include_str!("../../prompts/lexicon/structure/concepts/change.txt"),
];

/// What begins the name of a list that tells by which words of an ask a concept is known.
const ASKED: &str = "asked ";

/// The names of all concepts, in the order of the lists.
pub static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let headings = LISTS.iter().flat_map(|lists| lists.lines());
    let names = headings.filter_map(|line| line.strip_prefix('[')?.strip_suffix(']'));
    names.filter(|name| !name.starts_with(ASKED)).collect()
});

/// The entries of one list, in their order; nothing where there is none of that name.
#[must_use]
pub fn list(name: &str) -> Vec<&'static str> {
    let is_heading =
        |line: &str| line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) == Some(name);
    let Some(lists) = LISTS.iter().find(|lists| lists.lines().any(is_heading)) else { return Vec::new() };
    let lines = lists.lines().skip_while(|line| !is_heading(line)).skip(1);
    lines
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_concept_is_named_once_and_has_both_of_its_lists() {
        assert!(NAMES.len() >= 40);
        for (at, name) in NAMES.iter().enumerate() {
            assert!(!NAMES[..at].contains(name), "{name} is there twice");
            let (said, asked) = (list(name), list(&format!("{ASKED}{name}")));
            assert!(said.len() >= 5 && !asked.is_empty(), "{name}: {} {}", said.len(), asked.len());
        }
    }
}
