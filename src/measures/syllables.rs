//! Syllables of a word, for the articulation rate.
//!
//! From the CMU Pronouncing Dictionary, of which a list of words with their syllables is built in
//! (`prompts/lexicon/syllables/`). A word that it does not have is guessed: by a rule of vowel groups with the endings that
//! English leaves silent. A table of common words goes before both, where people say less than the dictionary writes.

/// Words in the order of their bytes, one a line, each with its syllables as the last character.
const DICTIONARY: &str = include_str!("../../prompts/lexicon/syllables/words.txt");

/// How many syllables a word in lower case has; the parts of a hyphenated word are counted apart.
///
/// ```
/// use greenroom::measures::syllables::syllables;
///
/// assert_eq!(syllables("customer"), 3);
/// assert_eq!(syllables("wanted"), 2);
/// assert_eq!(syllables("on-call"), 2);
/// ```
#[must_use]
pub fn syllables(word: &str) -> usize {
    word.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|part| !part.is_empty()).map(part).sum()
}

/// Whether the syllables of each part of a word are known, and not guessed.
///
/// ```
/// use greenroom::measures::syllables::is_known;
///
/// assert!(is_known("on-call") && is_known("customer's"));
/// assert!(!is_known("kubernetes"));
/// ```
#[must_use]
pub fn is_known(word: &str) -> bool {
    word.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|part| !part.is_empty())
        .all(|part| known(part).is_some() || known(without_contraction(part).0).is_some())
}

/// What the table or the dictionary says of a word.
fn known(word: &str) -> Option<usize> {
    let exception = EXCEPTIONS.iter().find(|(known, _)| *known == word).map(|(_, count)| *count);
    exception.or_else(|| looked_up(word))
}

/// The dictionary's syllables of a word, by halves: the text is never read as a whole.
fn looked_up(word: &str) -> Option<usize> {
    let (mut from, mut to) = (0, DICTIONARY.len());
    while from < to {
        let middle = from.midpoint(to);
        let start = DICTIONARY[..middle].rfind('\n').map_or(0, |end| end + 1);
        let end = DICTIONARY[middle..].find('\n').map_or(DICTIONARY.len(), |end| middle + end);
        let (entry, count) = DICTIONARY[start..end].split_at_checked((end - start).checked_sub(1)?)?;
        match word.cmp(entry) {
            std::cmp::Ordering::Equal => return count.parse().ok(),
            std::cmp::Ordering::Less => to = start,
            std::cmp::Ordering::Greater => from = end + 1,
        }
    }
    None
}

/// Common words of which people say less than the dictionary has, or which the rule gets wrong, with their syllables.
#[rustfmt::skip]
const EXCEPTIONS: [(&str, usize); 94] = [
    ("w", 3), ("mr", 2), ("mrs", 2), ("dr", 2), ("vs", 2), ("etc", 4), ("hmm", 1), ("nth", 1),
    ("people", 2), ("business", 2), ("every", 2), ("everyone", 3), ("everything", 3), ("everybody", 4),
    ("everywhere", 3), ("different", 2), ("difference", 2), ("several", 2), ("family", 3), ("favorite", 2),
    ("evening", 2), ("interest", 2), ("interested", 3), ("interesting", 3), ("being", 2), ("seeing", 2),
    ("goes", 1), ("does", 1), ("doesn't", 2), ("shoe", 1), ("shoes", 1), ("area", 3), ("areas", 3),
    ("idea", 3), ("ideas", 3), ("create", 2), ("created", 3), ("creating", 3), ("creation", 3),
    ("creative", 3), ("reality", 4), ("real", 1), ("really", 2), ("science", 2), ("quiet", 2),
    ("client", 2), ("clients", 2), ("something", 2), ("someone", 2), ("sometimes", 2), ("somewhere", 2),
    ("somehow", 2), ("somebody", 3), ("sometime", 2), ("therefore", 2), ("ourselves", 2), ("themselves", 2),
    ("recipe", 3), ("colleague", 2), ("colleagues", 2), ("queue", 1), ("minutes", 2), ("project", 2),
    ("hour", 1), ("hundred", 2), ("experience", 4), ("experienced", 4), ("entire", 2), ("layer", 2),
    ("useful", 2), ("safety", 2), ("hired", 2), ("beyond", 2), ("employee", 3), ("employees", 3),
    ("framework", 2), ("frameworks", 2), ("pipeline", 2), ("pipelines", 2), ("timeline", 2),
    ("timelines", 2), ("deadline", 2), ("deadlines", 2), ("milestone", 2), ("milestones", 2), ("unique", 2),
    ("technique", 2), ("techniques", 2), ("behavior", 3), ("behaviour", 3), ("influence", 3), ("easier", 3),
    ("algorithm", 4), ("algorithms", 4),
];

fn part(word: &str) -> usize {
    if let Some(count) = known(word) {
        return count;
    }
    let (stem, contracted) = without_contraction(word);
    if let Some(count) = known(stem) {
        return count + contracted;
    }
    guess(stem) + contracted
}

/// The rule, for words that no dictionary has.
fn guess(word: &str) -> usize {
    let letters: Vec<char> = word.chars().collect();
    (groups(&letters) + hiatus(&letters)).saturating_sub(silent_ending(&letters)).max(1)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// The word without what an apostrophe adds, and the syllables that it adds: one in "didn't" and "it'd".
fn without_contraction(word: &str) -> (&str, usize) {
    if let Some(stem) = word.strip_suffix("n't") {
        let voiced = matches!(
            stem,
            "did" | "could" | "would" | "should" | "was" | "is" | "has" | "had" | "need" | "must" | "might"
        );
        return (stem, usize::from(voiced));
    }
    match word.split_once('\'') {
        Some((stem, "d")) if stem.ends_with(['t', 'd']) => (stem, 1),
        Some((stem, "s")) if stem.ends_with(['s', 'x', 'z']) || stem.ends_with("ch") => (stem, 1),
        Some((stem, _)) if !stem.is_empty() => (stem, 0),
        _ => (word, 0),
    }
}

fn groups(letters: &[char]) -> usize {
    let starts = |i: &usize| is_vowel(letters[*i]) && (*i == 0 || !is_vowel(letters[*i - 1]));
    let initial_y = letters.len() > 1 && letters[0] == 'y' && is_vowel(letters[1]);
    (0..letters.len()).filter(starts).count().max(usize::from(initial_y))
}

/// Neighbouring vowels that are two syllables: "rad-i-o", "cre-ate", "go-ing".
fn hiatus(letters: &[char]) -> usize {
    let at = |i: usize| letters.get(i).copied().unwrap_or(' ');
    let mut more = 0;
    for i in 0..letters.len().saturating_sub(1) {
        let before = if i > 0 { letters[i - 1] } else { ' ' };
        let split = match (letters[i], letters[i + 1]) {
            // "social", "region" and "action" keep them together; "media" and "radio" do not.
            ('i', 'a' | 'o') => {
                !matches!(before, 't' | 'c' | 's' | 'g' | 'x' | 'l' | 'n') || (before == 'l' && i == 1)
            }
            ('i', 'u') => true,
            ('i', 'e') => at(i + 2) == 't' || (at(i + 2) == 'n' && !matches!(before, 'c' | 't' | 'r')),
            ('u', 'a') => !matches!(before, 'q' | 'g'),
            ('e', 'o') => before != 'p' && !(before == 'g' && at(i + 2) == 'n'),
            ('u', 'i') => at(i + 2) == 'n' && at(i + 3) == 'g',
            ('y' | 'o' | 'e', 'i') => at(i + 2) == 'n' && at(i + 3) == 'g' && i > 0,
            ('y', 'a' | 'o') => i > 0 && !is_vowel(before),
            _ => false,
        };
        more += usize::from(split);
    }
    more
}

/// How many of the counted groups the end of the word leaves silent.
fn silent_ending(letters: &[char]) -> usize {
    let silent = match letters {
        // "table": the l is the syllable there.
        [.., before, 'l', 'e'] | [.., before, 'l', 'e', 's'] if !is_vowel(*before) => false,
        [.., before, 'l', 'e', 'd'] if !is_vowel(*before) && *before != 'l' => false,
        [.., 'c' | 's', 'h', 'e', 's']
        | [.., 's' | 'x' | 'z' | 'c' | 'g', 'e', 's']
        | [.., 't' | 'd', 'e', 'd'] => false,
        [.., before, 'e'] | [.., before, 'e', 's' | 'd'] => !is_vowel(*before),
        // "basically": the a before -lly is not said.
        [_, .., 'i', 'c', 'a', 'l', 'l', 'y'] => true,
        _ => false,
    };
    usize::from(silent) + usize::from(has_silent_inner_e(letters))
}

/// The e before -ment, -ly and -ful is silent: "state-ment", "late-ly", "care-ful".
fn has_silent_inner_e(letters: &[char]) -> bool {
    let letters = letters.strip_suffix(&['s']).unwrap_or(letters);
    let ([stem @ .., 'm', 'e', 'n', 't'] | [stem @ .., 'l', 'y'] | [stem @ .., 'f', 'u', 'l']) = letters
    else {
        return false;
    };
    let [start @ .., before, 'e'] = stem else { return false };
    // "complement" says its e, and so does a short stem: "element".
    start.iter().any(|c| is_vowel(*c)) && !is_vowel(*before) && *before != 'l'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_the_syllables_that_people_say() {
        let cases = [
            (0, "-"),
            (1, "a cat make the we asked walked loved times changed strengths i'm we'll don't queue hmm"),
            (
                2,
                "table wanted needed houses changes lately careful statement didn't being client something on-call",
            ),
            (3, "customer engineer family radio media computer requirement forty-five a-p-i"),
            (4, "actually information experience situation"),
            (5, "opportunity communication"),
        ];
        for (count, words) in cases {
            for word in words.split(' ') {
                assert_eq!(syllables(word), count, "{word}");
            }
        }
    }

    #[test]
    fn every_word_of_the_dictionary_is_found() {
        let entries: Vec<&str> = DICTIONARY.lines().collect();
        assert!(entries.is_sorted_by_key(|entry| &entry[..entry.len() - 1]) && entries.len() > 100_000);
        for entry in entries.iter().step_by(997).chain([&entries[0], &entries[entries.len() - 1]]) {
            let (word, count) = entry.split_at(entry.len() - 1);
            assert_eq!(looked_up(word), count.parse().ok(), "{word}");
        }
        for word in ["", "0", "aaaaa", "zzzzz", "kubernetes", "\u{e9}t\u{e9}", "a1"] {
            assert_eq!(looked_up(word), None, "{word}");
        }
    }

    #[test]
    fn a_word_outside_the_dictionary_is_guessed_and_says_so() {
        assert_eq!((syllables("microservice"), is_known("microservice")), (4, false));
        assert!(is_known("engineer's") && is_known("didn't") && is_known("forty-five"));
    }

    #[test]
    fn the_rule_is_right_for_nine_words_in_ten() {
        let right = DICTIONARY.lines().filter(|entry| {
            let (word, count) = entry.split_at(entry.len() - 1);
            count.parse() == Ok(guess(word))
        });
        let share = right.count() as f64 / DICTIONARY.lines().count() as f64;
        assert!(share > 0.9, "{share}");
    }
}
