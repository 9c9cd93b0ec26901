//! "Did you mean": the known names that look like a mistyped one.

/// From here on two names look alike (1 is the same). Below it the guesses are odder than no guess.
const LOOKS_ALIKE: f64 = 0.68;
/// More guesses than this are a list, not a help.
const MOST: usize = 3;

/// The names that are nearest to what was typed, best first; names that are equally near come in their own order.
///
/// Whole names come first. Where none is near, names without their pack are compared, and then single words, as
/// people remember one word of `tight-deadline`.
pub(super) fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let typed = typed.to_lowercase();
    let known: Vec<(&str, String)> = known.into_iter().map(|name| (name, name.to_lowercase())).collect();
    let question = typed.rsplit('/').next().unwrap_or(&typed);
    best(
        &known,
        |name| if question.len() >= 3 && name.starts_with(&typed) { 1.0 } else { alike(&typed, name) },
    )
    .or_else(|| best(&known, |name| most(name.split('/').map(|part| alike(question, part)))))
    .or_else(|| {
        let words = || question.split(BETWEEN_WORDS).filter(|word| word.len() >= 3);
        best(&known, |name| {
            most(words().flat_map(|word| name.split(BETWEEN_WORDS).map(move |part| alike(word, part))))
        })
    })
    .unwrap_or_default()
}

const BETWEEN_WORDS: [char; 4] = ['-', '_', '/', ' '];

fn alike(one: &str, other: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(one, other)
}

fn most(scores: impl Iterator<Item = f64>) -> f64 {
    scores.fold(0.0, f64::max)
}

/// The names with the best score, if any looks alike.
fn best<'a>(known: &[(&'a str, String)], score: impl Fn(&str) -> f64) -> Option<Vec<&'a str>> {
    let scores: Vec<f64> = known.iter().map(|(_, lower)| score(lower)).collect();
    let top = most(scores.iter().copied());
    let at_top = known.iter().zip(&scores).filter(|(_, score)| top - **score < 0.01);
    (top >= LOOKS_ALIKE).then(|| at_top.map(|((name, _), _)| *name).take(MOST).collect())
}

/// The nearest names as an ending of a message: "; did you mean `a` or `b`?", or nothing.
pub(crate) fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let near = nearest(typed, known);
    if near.is_empty() { String::new() } else { format!("; did you mean {}?", either(&near)) }
}

/// "`a`, `b` or `c`".
pub(crate) fn either(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [firsts @ .., last] => format!("{} or {last}", firsts.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["screen/tight-deadline", "screen/missed-deadline", "general/story", "asks"];

    #[test]
    fn a_slip_finds_the_name_and_a_stranger_finds_none() {
        struct Case {
            typed: &'static str,
            near: &'static [&'static str],
        }
        let cases = [
            Case { typed: "deadlin", near: &["screen/tight-deadline", "screen/missed-deadline"] },
            Case { typed: "screen/tight-dedline", near: &["screen/tight-deadline"] },
            Case { typed: "Story", near: &["general/story"] },
            Case { typed: "tight-dedline", near: &["screen/tight-deadline"] },
            Case { typed: "general/tight-deadline", near: &["screen/tight-deadline"] },
            Case { typed: "asks_for", near: &["asks"] },
            Case { typed: "a", near: &[] },
            Case { typed: "", near: &[] },
            Case { typed: "weather", near: &[] },
        ];
        for case in cases {
            assert_eq!(nearest(case.typed, NAMES), case.near, "typed {:?}", case.typed);
        }
    }

    #[test]
    fn several_names_are_joined_as_a_sentence_would() {
        assert_eq!(either(&["a", "b", "c"]), "`a`, `b` or `c`");
        assert_eq!(did_you_mean("zzz", NAMES), "");
    }
}
