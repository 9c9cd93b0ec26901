//! The tokens of a model as bytes, out of the text files that wheels carry.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Which file the tokens stand in. In the order of trust: `tokenizer.json` gives each token its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum VocabularyFile {
    TokenizerJson,
    VocabularyTxt,
    VocabularyJson,
}

impl VocabularyFile {
    /// The kind of a file of this name.
    pub(super) fn of(name: &str) -> Option<Self> {
        match name {
            "tokenizer.json" => Some(VocabularyFile::TokenizerJson),
            "vocabulary.txt" => Some(VocabularyFile::VocabularyTxt),
            "vocabulary.json" => Some(VocabularyFile::VocabularyJson),
            _ => None,
        }
    }
}

/// Why a list of tokens cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum VocabularyError {
    /// It is not the JSON that it should be.
    #[error("the list of tokens is not the JSON that it should be")]
    Json(#[from] serde_json::Error),
    /// It is not text.
    #[error("the list of tokens is not UTF-8 text")]
    Text(#[from] std::str::Utf8Error),
    /// A token has a letter that stands for no byte.
    #[error("the token {token:?} has a letter that stands for no byte")]
    Letter {
        /// The token.
        token: String,
    },
}

/// What is read of `tokenizer.json`.
#[derive(Deserialize)]
struct Tokenizer {
    model: TokenizerModel,
    #[serde(default)]
    added_tokens: Vec<AddedToken>,
}

#[derive(Deserialize)]
struct TokenizerModel {
    vocab: BTreeMap<String, u32>,
}

#[derive(Deserialize)]
struct AddedToken {
    id: u32,
    content: String,
}

/// The first `count` tokens in the order of their numbers, as raw bytes. A number without a token has none.
pub(super) fn tokens(
    file: VocabularyFile,
    content: &[u8],
    count: u32,
) -> Result<Vec<Vec<u8>>, VocabularyError> {
    let wanted = count as usize;
    let texts: Vec<String> = match file {
        VocabularyFile::TokenizerJson => {
            let read: Tokenizer = serde_json::from_slice(content)?;
            let added = read.added_tokens.into_iter().map(|token| (token.id, token.content));
            let mut by_number: BTreeMap<u32, String> = added.collect();
            by_number.extend(read.model.vocab.into_iter().map(|(text, number)| (number, text)));
            (0..count).map(|number| by_number.remove(&number).unwrap_or_default()).collect()
        }
        VocabularyFile::VocabularyTxt => {
            std::str::from_utf8(content)?.split('\n').take(wanted).map(str::to_owned).collect()
        }
        VocabularyFile::VocabularyJson => {
            let mut all: Vec<String> = serde_json::from_slice(content)?;
            all.truncate(wanted);
            all
        }
    };
    let letters = letters();
    texts.into_iter().map(|text| bytes(text, &letters)).collect()
}

/// A token as bytes. A marker such as `<|endoftext|>` is written as it stands.
fn bytes(token: String, letters: &BTreeMap<char, u8>) -> Result<Vec<u8>, VocabularyError> {
    if token.starts_with("<|") && token.ends_with("|>") {
        return Ok(token.into_bytes());
    }
    let read: Option<Vec<u8>> = token.chars().map(|letter| letters.get(&letter).copied()).collect();
    read.ok_or(VocabularyError::Letter { token })
}

/// Which byte a letter stands for in GPT-2's lists: the visible characters of Latin-1 for themselves, and the
/// letters from U+0100 on for the other bytes in their order.
fn letters() -> BTreeMap<char, u8> {
    let mut letters = BTreeMap::new();
    let mut next = '\u{100}';
    for byte in 0..=u8::MAX {
        let visible = matches!(byte, b'!'..=b'~' | 0xa1..=0xac | 0xae..=0xff);
        if visible {
            letters.insert(char::from(byte), byte);
        } else {
            letters.insert(next, byte);
            next = char::from_u32(next as u32 + 1).unwrap_or(next);
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_one_letter() {
        let letters = letters();
        assert_eq!(letters.len(), 256);
        for (letter, byte) in [('A', b'A'), ('Ġ', b' '), ('Ċ', b'\n'), ('ł', 0xa0), ('Ń', 0xad), ('ÿ', 0xff)]
        {
            assert_eq!(letters.get(&letter), Some(&byte), "{letter}");
        }
    }

    #[test]
    fn the_three_files_say_the_same() {
        let expected: Vec<Vec<u8>> = vec![b"a".to_vec(), b" b".to_vec(), b"<|end|>".to_vec()];
        let json = r#"{"model":{"vocab":{"\u0120b":1,"a":0}},"added_tokens":[{"id":2,"content":"<|end|>"}]}"#;
        let cases = [
            (VocabularyFile::TokenizerJson, json),
            (VocabularyFile::VocabularyTxt, "a\nĠb\n<|end|>\nmore\n"),
            (VocabularyFile::VocabularyJson, r#"["a","Ġb","<|end|>","more"]"#),
        ];
        for (file, content) in cases {
            assert_eq!(tokens(file, content.as_bytes(), 3).unwrap(), expected, "{file:?}");
        }
    }

    #[test]
    fn a_number_without_a_token_has_an_empty_one() {
        let json = r#"{"model":{"vocab":{"b":1}}}"#;
        let read = tokens(VocabularyFile::TokenizerJson, json.as_bytes(), 3).unwrap();
        assert_eq!(read, [b"".to_vec(), b"b".to_vec(), b"".to_vec()]);
    }

    #[test]
    fn a_list_that_is_none_is_an_error() {
        let cases: [(VocabularyFile, &[u8]); 5] = [
            (VocabularyFile::TokenizerJson, b"{}"),
            (VocabularyFile::TokenizerJson, br#"{"model":{"vocab":{"a":-1}}}"#),
            (VocabularyFile::VocabularyTxt, b"\xff"),
            (VocabularyFile::VocabularyTxt, "a b".as_bytes()),
            (VocabularyFile::VocabularyJson, b"[1]"),
        ];
        for (file, content) in cases {
            assert!(tokens(file, content, 3).is_err(), "{file:?}");
        }
    }
}
