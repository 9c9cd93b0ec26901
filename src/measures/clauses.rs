//! Which words open a clause, and which leave one open.

/// Subject pronouns, contractions included: "I", "we're", "there's".
#[must_use]
pub(super) fn is_subject(key: &str) -> bool {
    let bare = key.split('\'').next().unwrap_or(key);
    matches!(bare, "i" | "we" | "you" | "he" | "she" | "they" | "it" | "there")
        || (bare != key && matches!(bare, "that" | "what" | "who" | "here"))
}

/// Whether a word opens a clause, given the word after it.
///
/// "Because" always does; "before" does in "before we met" and not in "before Friday"; "so" does not in "so much".
#[must_use]
pub(super) fn opens_clause(key: &str, next: &str) -> bool {
    match key {
        "because" | "but" | "although" | "though" | "whereas" | "unless" | "while" | "if" | "when"
        | "where" | "which" | "who" | "then" | "therefore" | "however" | "and" | "or" => true,
        "so" => !matches!(
            next,
            "much" | "many" | "far" | "long" | "well" | "good" | "often" | "few" | "little" | "that"
        ),
        "after" | "before" | "since" | "until" | "that" | "what" | "how" | "why" | "as" => is_subject(next),
        _ => false,
    }
}

/// Whether a word can be nothing but the subject of a clause.
#[must_use]
pub(super) fn is_nominative(key: &str) -> bool {
    matches!(key.split('\'').next(), Some("i" | "we" | "he" | "she" | "they"))
}

/// Whether a word leaves its clause open, so that what follows belongs to it: "the", "my", "and", "I".
#[must_use]
pub(super) fn leaves_open(key: &str) -> bool {
    is_nominative(key)
        || matches!(
            key,
            "the"
                | "a"
                | "an"
                | "my"
                | "our"
                | "your"
                | "their"
                | "its"
                | "and"
                | "or"
                | "but"
                | "because"
                | "if"
                | "that"
                | "which"
                | "than"
                | "of"
                | "to"
                | "very"
                | "every"
        )
}
