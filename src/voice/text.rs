//! What may be handed to a voice.

use super::VoiceError;

/// Characters of a text that is read in one go: about five minutes of speech. Our own choice; the longest question that
/// ships has 410.
const MOST: usize = 5000;

/// The text as it is safe to hand over; nothing where there is nothing to read.
///
/// An empty text puts the library's talk with its daemon out of step, so that the next text hangs for ever; a NUL
/// makes it panic while it holds a lock. Both were seen with tts 0.26.3.
pub(super) fn readable(text: &str) -> Result<Option<String>, VoiceError> {
    let even: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let even = even.split_whitespace().collect::<Vec<_>>().join(" ");
    let characters = even.chars().count();
    match characters {
        0 => Ok(None),
        1..=MOST => Ok(Some(even)),
        _ => Err(VoiceError::TooLong { characters, most: MOST }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_steer_become_spaces_and_the_words_stay() {
        let text = readable("  What\0was\u{1b}[2J the\r\n.\r\nhardest\u{85}thing?\t").unwrap().unwrap();
        assert_eq!(text, "What was [2J the . hardest thing?");
    }

    #[test]
    fn nothing_is_left_of_a_blank_text() {
        for blank in ["", " ", "\0", "\n\t\r\n", "\u{a0}\u{2003}\u{7}"] {
            assert!(readable(blank).unwrap().is_none(), "{blank:?}");
        }
    }

    #[test]
    fn five_thousand_characters_are_read_and_not_one_more() {
        assert!(readable(&"é".repeat(5000)).unwrap().is_some());
        let error = readable(&"é".repeat(5001)).unwrap_err().to_string();
        assert_eq!(error, "a text of 5001 characters is too long to be read aloud; 5000 can be");
    }
}
