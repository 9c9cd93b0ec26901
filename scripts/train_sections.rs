//! Fits the section model and measures it with one repository left out at a time.
//!
//! `scripts/train-sections [--out FILE] [--fit-only] [--folds N] [--spoken FOLDER]... STORIES.jsonl...`,
//! where a line of a story file is `{"id": "OWNER__REPOSITORY-NUMBER", "sections": [{"label": "S", "text": "..."}]}`.
//! The same stories give the same bytes. The figures are those of a coach: besides the accuracy, whether a part that is *not* there is seen.

#![allow(clippy::print_stdout)] // It is run by hand, and what it prints is its result.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crfs::{Attribute, Trainer};
use greenroom::english::sentences::sentences;
use greenroom::structure::chain::Chain;
use greenroom::structure::features::is_lexical;
use greenroom::structure::sections::{observations, sections_by};
use greenroom::time::{Moment, Stretch};
use greenroom::transcript::{Transcript, Word};

/// A word or a pair of words enters the model when so many repositories have it, the project's own stories not
/// counted: the speakers' wording is theirs, and what one author repeats says nothing of others.
const LEAST_REPOSITORIES: usize = 3;

/// The parts whose absence a coach must see: the letter that is looked for, and the letters left out.
const PARTS: [(char, &str); 4] = [('S', "ST"), ('T', "T"), ('A', "A"), ('R', "RL")];

/// What is left out of the copies: the parts above, and the learning alone.
const LEFT_OUT: [&str; 5] = ["ST", "T", "A", "RL", "L"];

const LABELS: &str = "STARL";

/// How much large weights cost (L2). From 0.4 to 2.5 the figures hardly differ.
const SMOOTHING: f64 = 1.0;

/// Steps of the fitting; the figures do not change after 40.
const STEPS: usize = 60;

/// How much more a story of the project counts: they are few, and spoken, as the answers are that will come.
const OWN_WEIGHT: f64 = 2.0;

/// The weight of what is only there so that the trainer meets it.
const ALMOST_NOTHING: f64 = 1e-9;

type Outcome<T> = Result<T, Box<dyn Error>>;

struct Story {
    repository: String,
    sections: Vec<(char, String)>,
}

/// Sentences as the model sees them, with their labels.
struct Sample {
    items: Vec<Vec<String>>,
    labels: Vec<char>,
    weight: f64,
}

fn main() -> Outcome<()> {
    let mut out: Option<PathBuf> = None;
    let mut spoken: Vec<PathBuf> = Vec::new();
    let mut files: Vec<PathBuf> = Vec::new();
    let mut folds = usize::MAX;
    let mut measure = true;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} wants a value"));
        match argument.as_str() {
            "--out" => out = Some(value()?.into()),
            "--spoken" => spoken.push(value()?.into()),
            "--folds" => folds = value()?.parse()?,
            "--fit-only" => measure = false,
            _ => files.push(argument.into()),
        }
    }
    let mut stories = Vec::new();
    for file in &files {
        stories.extend(read_stories(file)?);
    }
    println!("{} stories of {} repositories", stories.len(), repositories(&stories).len());
    if measure {
        leave_out(&stories, folds)?;
    }
    let all: Vec<&Story> = stories.iter().collect();
    let model = fit(&all)?;
    println!("the model of all stories has {} bytes", model.len());
    let chain = Chain::parse(&model)?;
    for folder in &spoken {
        measure_spoken(&chain, folder, true)?;
        measure_spoken(&chain, folder, false)?;
    }
    if let Some(out) = out {
        fs::write(out, model)?;
    }
    Ok(())
}

fn read_stories(file: &Path) -> Outcome<Vec<Story>> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    text.lines().filter(|line| !line.trim().is_empty()).map(read_story).collect()
}

fn read_story(line: &str) -> Outcome<Story> {
    let story: serde_json::Value = serde_json::from_str(line)?;
    let id = story["id"].as_str().ok_or("a story without an id")?;
    let repository = id.rsplit_once('-').map_or(id, |(repository, _)| repository).to_owned();
    let sections = story["sections"].as_array().ok_or("a story without sections")?;
    let sections = sections
        .iter()
        .filter_map(|section| {
            Some((section["label"].as_str()?.chars().next()?, section["text"].as_str()?.to_owned()))
        })
        .collect();
    Ok(Story { repository, sections })
}

/// Whether stories are the project's own; they are for fitting, not for measuring.
fn is_own(repository: &str) -> bool {
    repository.starts_with("own__")
}

fn repositories(stories: &[Story]) -> BTreeSet<&str> {
    stories.iter().map(|story| story.repository.as_str()).collect()
}

/// The words of a story without the sections of some labels, and the label of each word.
fn flat(story: &Story, without: &str) -> (Transcript, Vec<char>) {
    let kept = story.sections.iter().filter(|(label, _)| !without.contains(*label));
    let mut text = String::new();
    let mut labels = Vec::new();
    for (label, part) in kept {
        labels.extend(part.split_whitespace().map(|_| *label));
        text.push_str(part);
        text.push(' ');
    }
    (Transcript::from_text(&text), labels)
}

/// A story, or a copy of it, as the model sees it. A sentence has the label of most of its words.
fn sample(story: &Story, without: &str, weight: f64) -> Option<Sample> {
    let (transcript, labels) = flat(story, without);
    let ranges = sentences(&transcript);
    let most = |range: &greenroom::transcript::WordRange| {
        LABELS.chars().max_by_key(|label| {
            (
                range.places().filter(|place| labels[*place] == *label).count(),
                std::cmp::Reverse(LABELS.find(*label)),
            )
        })
    };
    let labels: Vec<char> = ranges.iter().filter_map(most).collect();
    (!ranges.is_empty()).then(|| Sample { items: observations(&transcript, &ranges), labels, weight })
}

/// Fits a model and returns its text.
fn fit(stories: &[&Story]) -> Outcome<String> {
    let mut seen: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut samples = Vec::new();
    for story in stories {
        let weight = if is_own(&story.repository) { OWN_WEIGHT } else { 1.0 };
        let whole = sample(story, "", weight);
        let sources = whole.iter().filter(|_| !is_own(&story.repository));
        for feature in sources.flat_map(|sample| sample.items.iter().flatten()) {
            seen.entry(feature.clone()).or_default().insert(&story.repository);
        }
        samples.extend(whole);
        let letters: BTreeSet<char> = story.sections.iter().map(|(label, _)| *label).collect();
        let copies = LEFT_OUT.iter().filter(|gone| gone.chars().any(|label| letters.contains(&label)));
        samples.extend(copies.filter_map(|gone| sample(story, gone, weight)));
    }
    let kept = |feature: &String| {
        !is_lexical(feature) || seen.get(feature).is_some_and(|by| by.len() >= LEAST_REPOSITORIES)
    };
    let mut trainer = Trainer::lbfgs().with_c2(SMOOTHING)?.with_max_iterations(STEPS)?;
    for sample in &samples {
        let items: Vec<Vec<Attribute>> = sample
            .items
            .iter()
            .map(|item| item.iter().filter(|f| kept(f)).map(|f| Attribute::new(f.as_str(), 1.0)).collect())
            .collect();
        let labels: Vec<String> = sample.labels.iter().map(char::to_string).collect();
        trainer.append_with_weight(&items, &labels, sample.weight)?;
    }
    let every_step = every_step();
    trainer.append_with_weight(
        &vec![Vec::<Attribute>::new(); every_step.len()],
        &every_step,
        ALMOST_NOTHING,
    )?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("model");
    trainer.train(&file)?;
    as_text(&fs::read(file)?)
}

/// Labels in an order that has every step from one to another. The trainer gives a weight to no step that it has
/// not met, and then a step that no story takes, as from the result back to the task, would not count against it.
fn every_step() -> Vec<String> {
    let pairs = LABELS.chars().flat_map(|from| LABELS.chars().map(move |to| [from, to]));
    pairs.flatten().map(String::from).collect()
}

/// The weights of a `crfs` model as the lines that the product reads, in order and rounded.
fn as_text(model: &[u8]) -> Outcome<String> {
    let mut dump = Vec::new();
    crfs::Model::new(model)?.dump(&mut dump)?;
    let dump = String::from_utf8(dump)?;
    let mut states: BTreeMap<String, [f64; 5]> = BTreeMap::new();
    let mut steps: BTreeMap<String, [f64; 5]> = BTreeMap::new();
    for line in dump.lines() {
        let (table, line) = match line.trim_start() {
            line if line.starts_with("(0) ") => (&mut states, &line[4..]),
            line if line.starts_with("(1) ") => (&mut steps, &line[4..]),
            _ => continue,
        };
        let (name, rest) = line.rsplit_once(" --> ").ok_or("a weight without an arrow")?;
        let (label, weight) = rest.split_once(": ").ok_or("a weight without a number")?;
        let at = LABELS.find(label).ok_or("a label that is none")?;
        table.entry(name.to_owned()).or_default()[at] = weight.parse()?;
    }
    let mut text = format!("labels {LABELS}\n");
    let mut write = |name: &str, weights: &[f64; 5]| {
        let rounded: Vec<String> = weights.iter().map(|w| short(*w)).collect();
        if rounded.iter().any(|weight| weight != "0") {
            writeln!(text, "{name}\t{}", rounded.join(" "))?;
        }
        Ok::<(), Box<dyn Error>>(())
    };
    for (from, weights) in &steps {
        write(&format!("> {from}"), weights)?;
    }
    for (name, weights) in &states {
        write(name, weights)?;
    }
    Ok(text)
}

/// A weight to the thousandth, without a zero before the point or after the last digit.
fn short(weight: f64) -> String {
    let text = format!("{weight:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The letter of each word by a model; `-` where it belongs to no section.
fn letters(chain: &Chain, transcript: &Transcript) -> Vec<char> {
    let mut letters = vec!['-'; transcript.words.len()];
    for span in sections_by(chain, transcript, &sentences(transcript)) {
        letters[span.words.places()].fill(span.section.letter());
    }
    letters
}

fn share(letters: &[char], of: char) -> f64 {
    letters.iter().filter(|letter| **letter == of).count() as f64 / letters.len().max(1) as f64
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Share of words with the right letter; with `join`, S and T are one.
fn accuracy(truth: &[char], found: &[char], join: bool) -> f64 {
    let one = |letter: char| if join && letter == 'T' { 'S' } else { letter };
    let right = truth.iter().zip(found).filter(|(truth, found)| one(**truth) == one(**found)).count();
    right as f64 / truth.len().max(1) as f64
}

/// Fits with each repository left out in turn, or several at once where there are fewer folds, and measures on
/// what was left out.
fn leave_out(stories: &[Story], folds: usize) -> Outcome<()> {
    let (mut plain, mut joined) = (Vec::new(), Vec::new());
    let mut confusion: BTreeMap<(char, char), usize> = BTreeMap::new();
    let mut found: BTreeMap<char, (Vec<f64>, Vec<f64>)> = BTreeMap::new();
    let outside: Vec<&str> = repositories(stories).into_iter().filter(|name| !is_own(name)).collect();
    let folds = folds.min(outside.len());
    for fold in 0..folds {
        let left_out: BTreeSet<&str> = outside.iter().skip(fold).step_by(folds).copied().collect();
        let is_left_out = |story: &&Story| left_out.contains(story.repository.as_str());
        let others: Vec<&Story> = stories.iter().filter(|story| !is_left_out(story)).collect();
        let chain = Chain::parse(&fit(&others)?)?;
        for story in stories.iter().filter(is_left_out) {
            let (transcript, truth) = flat(story, "");
            let whole = letters(&chain, &transcript);
            plain.push(accuracy(&truth, &whole, false));
            joined.push(accuracy(&truth, &whole, true));
            for pair in truth.iter().copied().zip(whole.iter().copied()) {
                *confusion.entry(pair).or_default() += 1;
            }
            for (part, gone) in PARTS {
                let (cut, rest) = flat(story, gone);
                if truth.contains(&part) && rest.len() >= 40 {
                    let (seen, wrong) = found.entry(part).or_default();
                    seen.push(f64::from(share(&letters(&chain, &cut), part) < 0.05));
                    wrong.push(f64::from(share(&whole, part) < 0.05));
                }
            }
        }
    }
    println!("accuracy {:.3}, with S and T joined {:.3}", mean(&plain), mean(&joined));
    print_f1(&confusion);
    let mut balances = Vec::new();
    for (part, _) in PARTS {
        if let Some((seen, wrong)) = found.get(&part) {
            let balance = f64::midpoint(mean(seen), 1.0 - mean(wrong));
            println!(
                "missing {part}: found {:.2} false {:.2} balance {balance:.3} (n {})",
                mean(seen),
                mean(wrong),
                seen.len()
            );
            balances.push(balance);
        }
    }
    println!("missing part, mean balance {:.3}", mean(&balances));
    Ok(())
}

/// Prints the F1 of each letter over all words, their mean, and the table of confusions.
fn print_f1(confusion: &BTreeMap<(char, char), usize>) {
    let count = |truth: char, found: char| confusion.get(&(truth, found)).copied().unwrap_or(0) as f64;
    let mut all = Vec::new();
    let mut line = String::new();
    for letter in LABELS.chars() {
        let truth: f64 = LABELS.chars().map(|found| count(letter, found)).sum();
        let found: f64 = LABELS.chars().map(|truth| count(truth, letter)).sum();
        let f1 = if truth + found > 0.0 { 2.0 * count(letter, letter) / (truth + found) } else { 0.0 };
        line = format!("{line} {letter} {f1:.2}");
        all.push(f1);
    }
    println!("macro-F1 {:.3}:{line}", mean(&all));
    for truth in LABELS.chars() {
        let row: Vec<String> =
            LABELS.chars().map(|found| format!("{found} {:5}", count(truth, found))).collect();
        println!("  {truth}: {}", row.join(" "));
    }
}

/// Measures a model on the truth files of spoken answers: the share of words in the right section, with the marks
/// of a good transcript or with none. Words that belong to no section (X) are not counted.
fn measure_spoken(chain: &Chain, folder: &Path, marks: bool) -> Outcome<()> {
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
