//! How well a model does on spoken answers with marked sections.

use std::fs;
use std::path::{Path, PathBuf};

use greenroom::structure::chain::Chain;
use greenroom::time::{Moment, Stretch};
use greenroom::transcript::{Transcript, Word};

use crate::Outcome;
use crate::figures::{accuracy, letters, mean};

/// Measures a model on the truth files of spoken answers: the share of words in the right section, with the marks
/// of a good transcript or with none. Words that belong to no section (X) are not counted.
pub(crate) fn measure_spoken(chain: &Chain, folder: &Path, marks: bool) -> Outcome<()> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    let (mut all, mut plain) = (Vec::new(), Vec::new());
    for file in files {
        let truth: serde_json::Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
        let words = truth["words"].as_array().ok_or("a truth file without words")?;
        let seconds =
            |word: &serde_json::Value, key: &str| Moment::from_seconds(word[key].as_f64().unwrap_or(0.0));
        let marked: Vec<&str> = truth["verbatim"].as_str().unwrap_or_default().split_whitespace().collect();
        let text = |at: usize, word: &serde_json::Value| match marked.get(at) {
            Some(marked) if marks => (*marked).to_owned(),
            _ => word["w"].as_str().unwrap_or_default().to_owned(),
        };
        let transcript = Transcript {
            words: words
                .iter()
                .enumerate()
                .map(|(at, word)| Word {
                    text: text(at, word),
                    at: Some(Stretch::new(seconds(word, "start"), seconds(word, "end"))),
                    certainty: None,
                })
                .collect(),
        };
        let truth: Vec<char> = words
            .iter()
            .filter_map(|word| word["label"].as_str().and_then(|label| label.chars().next()))
            .collect();
        let found = letters(chain, &transcript);
        let judged: Vec<(char, char)> =
            truth.into_iter().zip(found).filter(|(truth, _)| *truth != 'X').collect();
        let (truth, found): (Vec<char>, Vec<char>) = judged.into_iter().unzip();
        all.push(accuracy(&truth, &found, true));
        plain.push(accuracy(&truth, &found, false));
    }
    let (worst, marks) = (all.iter().copied().fold(1.0, f64::min), if marks { "with" } else { "without" });
    println!(
        "{} spoken answers {marks} marks: accuracy {:.3}, with S and T joined {:.3}, worst {worst:.2}",
        all.len(),
        mean(&plain),
        mean(&all)
    );
    Ok(())
}
