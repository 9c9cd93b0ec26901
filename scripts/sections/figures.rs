//! How well a model does on stories that it was not fitted on.

use std::collections::BTreeMap;

use greenroom::english::sentences::sentences;
use greenroom::structure::chain::Chain;
use greenroom::structure::sections::sections_by;
use greenroom::transcript::Transcript;

use crate::stories::Story;

/// The parts whose absence a coach must see: the letter that is looked for, and the letters left out.
const PARTS: [(char, &str); 4] = [('S', "ST"), ('T', "T"), ('A', "A"), ('R', "RL")];

/// The letters of a table, and that of words which belong to no section.
const SHOWN: &str = "STARL-";
const NONE: char = '-';

/// A part counts as told from this share of the words on.
const LEAST_SHARE: f64 = 0.05;

/// Fewer words than this are not asked for a missing part.
const LEAST_WORDS: usize = 40;

/// What models got right and wrong of stories.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    /// By story: its name, the share of words with the right letter, and the letters of its sentences, true and found.
    stories: Vec<(String, f64, String)>,
    joined: Vec<f64>,
    confusion: BTreeMap<(char, char), usize>,
    /// By part: whether its absence was seen, and whether it was missed where it is.
    missing: BTreeMap<char, (Vec<f64>, Vec<f64>)>,
}

impl Figures {
    /// Asks a model for the sections of a story and of its copies that lack a part.
    pub(crate) fn add(&mut self, chain: &Chain, story: &Story) {
        let (transcript, mut truth) = story.flat("");
        truth.iter_mut().filter(|letter| **letter == 'X').for_each(|letter| *letter = NONE);
        let whole = letters(chain, &transcript);
        let ranges = sentences(&transcript);
        let line = |of: &[char]| ranges.iter().map(|range| of[range.first]).collect::<String>();
        let said = format!("{} as {}", line(&truth), line(&whole));
        self.stories.push((story.id.clone(), accuracy(&truth, &whole, false), said));
        self.joined.push(accuracy(&truth, &whole, true));
        for pair in truth.iter().copied().zip(whole.iter().copied()) {
            *self.confusion.entry(pair).or_default() += 1;
        }
        for (part, gone) in PARTS {
            let (cut, rest) = story.flat(gone);
            if truth.contains(&part) && rest.len() >= LEAST_WORDS {
                let (seen, wrong) = self.missing.entry(part).or_default();
                seen.push(f64::from(share(&letters(chain, &cut), part) < LEAST_SHARE));
                wrong.push(f64::from(share(&whole, part) < LEAST_SHARE));
            }
        }
    }

    /// The mean over the parts of how well a missing one is told from one that is there, 0.5 for guessing.
    pub(crate) fn balance(&self) -> f64 {
        let balances: Vec<f64> = self.missing.values().map(|(seen, wrong)| balance(seen, wrong)).collect();
        mean(&balances)
    }

    /// Prints all figures.
    pub(crate) fn print(&self) {
        let plain: Vec<f64> = self.stories.iter().map(|(_, right, _)| *right).collect();
        println!("accuracy {:.3}, with S and T joined {:.3}", mean(&plain), mean(&self.joined));
        print_f1(&self.confusion);
        for (part, _) in PARTS {
            if let Some((seen, wrong)) = self.missing.get(&part) {
                let (found, of_all, balance) = (mean(seen), mean(wrong), balance(seen, wrong));
                println!(
                    "missing {part}: found {found:.2} false {of_all:.2} balance {balance:.3} (n {})",
                    seen.len()
                );
            }
        }
        println!("missing part, mean balance {:.3}", self.balance());
    }

    /// Prints the stories with the most wrong words.
    pub(crate) fn print_worst(&self, many: usize) {
        let mut worst: Vec<&(String, f64, String)> = self.stories.iter().collect();
        worst.sort_by(|a, b| a.1.total_cmp(&b.1));
        for (name, right, said) in worst.into_iter().take(many) {
            println!("  {right:.2} {name}: {said}");
        }
    }
}

fn balance(seen: &[f64], wrong: &[f64]) -> f64 {
    f64::midpoint(mean(seen), 1.0 - mean(wrong))
}

/// The letter of each word by a model; [`NONE`] where it belongs to no section.
pub(crate) fn letters(chain: &Chain, transcript: &Transcript) -> Vec<char> {
    let mut letters = vec![NONE; transcript.words.len()];
    for span in sections_by(chain, transcript, &sentences(transcript)) {
        letters[span.words.places()].fill(span.section.letter());
    }
    letters
}

/// Prints an answer, each run of words with the letter that a model gives it.
pub(crate) fn show(chain: &Chain, transcript: &Transcript) {
    let letters = letters(chain, transcript);
    for run in sentences(transcript) {
        println!("{} {}", letters[run.first], transcript.quote(run));
    }
}

fn share(letters: &[char], of: char) -> f64 {
    letters.iter().filter(|letter| **letter == of).count() as f64 / letters.len().max(1) as f64
}

pub(crate) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Share of words with the right letter; with `join`, S and T are one.
pub(crate) fn accuracy(truth: &[char], found: &[char], join: bool) -> f64 {
    let one = |letter: char| if join && letter == 'T' { 'S' } else { letter };
    let right = truth.iter().zip(found).filter(|(truth, found)| one(**truth) == one(**found)).count();
    right as f64 / truth.len().max(1) as f64
}

/// Prints the F1 of each letter over all words, their mean, and the table of confusions.
fn print_f1(confusion: &BTreeMap<(char, char), usize>) {
    let count = |truth: char, found: char| confusion.get(&(truth, found)).copied().unwrap_or(0) as f64;
    let mut all = Vec::new();
    let mut line = String::new();
    for letter in SHOWN.chars().filter(|letter| *letter != NONE) {
        let truth: f64 = SHOWN.chars().map(|found| count(letter, found)).sum();
        let found: f64 = SHOWN.chars().map(|truth| count(truth, letter)).sum();
        let f1 = if truth + found > 0.0 { 2.0 * count(letter, letter) / (truth + found) } else { 0.0 };
        line = format!("{line} {letter} {f1:.2}");
        all.push(f1);
    }
    println!("macro-F1 {:.3}:{line}", mean(&all));
    for truth in SHOWN.chars() {
        let row: Vec<String> =
            SHOWN.chars().map(|found| format!("{found} {:5}", count(truth, found))).collect();
        println!("  {truth}: {}", row.join(" "));
    }
}
