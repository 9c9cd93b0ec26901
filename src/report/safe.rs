//! Words from audio, packs and files are hostile: made harmless here, before a terminal or a page sees them.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Shows as an escape every character that could move the cursor, colour the screen, ring the bell or turn the
/// direction of the text round. Line breaks are among them: only the layout breaks lines.
///
/// ```
/// use greenroom::report::safe::safe_for_terminal;
///
/// assert_eq!(safe_for_terminal("latency fell by 40 %"), "latency fell by 40 %");
/// assert_eq!(safe_for_terminal("\x1b[2J gone"), "\\u{1b}[2J gone");
/// ```
#[must_use]
pub fn safe_for_terminal(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' => safe.push_str("\\n"),
            '\r' => safe.push_str("\\r"),
            '\t' => safe.push_str("\\t"),
            c if is_unsafe(c) => safe.extend(c.escape_unicode()),
            c => safe.push(c),
        }
    }
    Cow::Owned(safe)
}

/// Controls (with escape, and the C1 set that some terminals still obey), line and paragraph separators, marks that
/// turn the direction of the text, and the invisible "tag" letters.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// The same, and every character with a meaning in Markdown or HTML as itself.
///
/// ```
/// use greenroom::report::safe::safe_for_markdown;
///
/// assert_eq!(safe_for_markdown("p95 < 200 | *fast*"), r"p95 &lt; 200 \| \*fast\*");
/// ```
#[must_use]
pub fn safe_for_markdown(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for c in safe_for_terminal(text).chars() {
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' | '$' => {
                // Writing to a String cannot fail.
                let _ = write!(safe, "\\{c}");
            }
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_forge_terminal_codes_is_shown_as_an_escape() {
        for (hostile, shown) in [
            ("\x1b]0;title\x07", "\\u{1b}]0;title\\u{7}"),
            ("two\nlines\r", "two\\nlines\\r"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("\u{202e}drowssap", "\\u{202e}drowssap"),
            ("a\u{2028}b", "a\\u{2028}b"),
        ] {
            assert_eq!(safe_for_terminal(hostile), shown);
        }
    }

    #[test]
    fn words_of_any_script_stay_as_they_are() {
        for plain in
            ["na\u{ef}ve", "\u{65e5}\u{672c}", "it\u{2019}s \u{2014} fine", "\u{1f468}\u{200d}\u{1f4bb}"]
        {
            assert!(matches!(safe_for_terminal(plain), Cow::Borrowed(_)), "{plain}");
        }
    }

    #[test]
    fn a_word_cannot_open_a_tag_a_link_or_a_table_cell_in_markdown() {
        assert_eq!(safe_for_markdown("<b>|[x](y)`"), "&lt;b&gt;\\|\\[x\\](y)\\`");
        assert_eq!(safe_for_markdown("# no\nheading"), "\\# no\\\\nheading");
    }
}
