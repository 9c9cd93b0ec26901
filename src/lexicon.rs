//! Word lists as data: `prompts/lexicon/*/*.txt`.
//!
//! A list begins with its name in brackets; its words and phrases are parted by commas; `#` begins a comment.

/// Returns a list of a lexicon, in its order; nothing where there is none of that name, which the tests of the
/// rules would tell.
pub(crate) fn list(lexicon: &'static str, name: &str) -> Vec<&'static str> {
    lexicon
        .lines()
        .skip_while(|line| line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) != Some(name))
        .skip(1)
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
    fn a_list_ends_where_the_next_begins() {
        let lexicon = "# words\n[deeds]\nwrote, set up,\nran\n\n# more\n[states]\nwas\n";
        assert_eq!(list(lexicon, "deeds"), ["wrote", "set up", "ran"]);
        assert_eq!(list(lexicon, "states"), ["was"]);
        assert!(list(lexicon, "deed").is_empty());
    }
}
