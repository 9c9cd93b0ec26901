//! The names of the things that an ask can mean, as the lexicon has them; `structure` knows what is said of each.

use std::sync::LazyLock;

use crate::lexicon;

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
    LISTS
        .iter()
        .map(|lists| lexicon::list(lists, name))
        .find(|entries| !entries.is_empty())
        .unwrap_or_default()
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
