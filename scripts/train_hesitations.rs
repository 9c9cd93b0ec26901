//! Fits the weights of `src/recording/held.rs` to labelled speech and prints them, with how well they do.
//!
//! usage: train-hesitations FOLDER...
//!
//! A folder has NAME.wav or NAME.flac beside NAME.json with `words` [{start, end}] and `fillers` [{type, start, end}]. A
//! frame of 10 ms with sound belongs to a filled pause or to a word; what belongs to neither is left out. Each folder
//! weighs the same. Logistic regression by Newton's method, ridge 20; the same folders give the same weights.
//!
//! "Area" is the probability that a frame of a filled pause gets a higher likelihood than one of a word. "Left out" means
//! that the files whose names begin alike (up to the first `_`) were judged by weights fitted without them.

#![allow(clippy::print_stdout)] // It is run by hand, and what it prints is its result.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use greenroom::recording::decode;
use greenroom::recording::held::{FEATURES, Features, features};
use serde_json::Value;

/// The weights and the constant after them.
const SIZE: usize = FEATURES + 1;
const RIDGE: f64 = 20.0;
const ROUNDS: usize = 12;
/// Frames of filled pauses are few.
const FILLED_WEIGHS: f64 = 4.0;

struct Frame {
    features: Features,
    filled: bool,
}

struct Speaker {
    folder: usize,
    name: String,
    frames: Vec<Frame>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let mut speakers = Vec::new();
    for (number, folder) in folders.iter().enumerate() {
        speakers.extend(read(number, folder)?);
    }
    if !speakers.iter().any(|speaker| speaker.frames.iter().any(|frame| frame.filled)) {
        return Err("there is no labelled filled pause in these folders".into());
    }
    let all: Vec<&Speaker> = speakers.iter().collect();
    let weights = fit(&all);
    for (number, folder) in folders.iter().enumerate() {
        let of: Vec<&Speaker> = speakers.iter().filter(|speaker| speaker.folder == number).collect();
        let left_out = left_out(&all, &of);
        println!("{}: area {:.3}, left out {left_out:.3}", folder.display(), area(&judged(&of, &weights)));
    }
    let (bias, weights) = weights.split_last().expect("a constant");
    let printed: Vec<String> = weights.iter().map(|weight| format!("{weight:.3}")).collect();
    println!("const WEIGHTS: Features = [{}];\nconst BIAS: f32 = {bias:.3};", printed.join(", "));
    Ok(())
}

fn read(folder: usize, path: &Path) -> Result<Vec<Speaker>, Box<dyn Error>> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(path)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|kind| kind == "wav" || kind == "flac"));
    files.sort();
    let mut speakers = Vec::new();
    for file in files {
        let Ok(text) = std::fs::read_to_string(file.with_extension("json")) else { continue };
        let truth: Value = serde_json::from_str(&text)?;
        let (Some(words), Some(fillers)) = (truth["words"].as_array(), truth["fillers"].as_array()) else {
            continue;
        };
        let (_, audio, _) = decode::read(&file)?;
        let features = features(&audio);
        let mut is_filled = vec![None; features.len()];
        let mut mark = |entry: &Value, filled: bool| {
            if let (Some(from), Some(to)) = (entry["start"].as_f64(), entry["end"].as_f64()) {
                let last = ((to * 100.0) as usize).min(is_filled.len());
                is_filled[((from * 100.0) as usize).min(last)..last].fill(Some(filled));
            }
        };
        for word in words {
            mark(word, false);
        }
        for filler in fillers.iter().filter(|filler| filler["type"] == "filled_pause") {
            mark(filler, true);
        }
        let frames = features
            .into_iter()
            .zip(is_filled)
            .filter_map(|(features, filled)| Some(Frame { features: features?, filled: filled? }))
            .collect();
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let name = name.split('_').next().unwrap_or_default().to_owned();
        speakers.push(Speaker { folder, name, frames });
    }
    Ok(speakers)
}

/// One after another, each group of files judged by what the others teach.
fn left_out(all: &[&Speaker], of: &[&Speaker]) -> f64 {
    let mut groups: BTreeMap<&str, Vec<&Speaker>> = BTreeMap::new();
    for speaker in of {
        groups.entry(&speaker.name).or_default().push(speaker);
    }
    let mut judgements = Vec::new();
    for (name, group) in groups {
        let folder = group[0].folder;
        let others: Vec<&Speaker> =
            all.iter().copied().filter(|other| other.folder != folder || other.name != name).collect();
        judgements.extend(judged(&group, &fit(&others)));
    }
    area(&judgements)
}

fn judged(speakers: &[&Speaker], weights: &[f64; SIZE]) -> Vec<(f64, bool)> {
    let frames = speakers.iter().flat_map(|speaker| &speaker.frames);
    frames.map(|frame| (sum(&frame.features, weights), frame.filled)).collect()
}

fn sum(features: &Features, weights: &[f64; SIZE]) -> f64 {
    features.iter().zip(weights).map(|(feature, weight)| f64::from(*feature) * weight).sum::<f64>()
        + weights[FEATURES]
}

/// The area under the curve of hits against false alarms.
fn area(judged: &[(f64, bool)]) -> f64 {
    let mut sorted = judged.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut pairs) = (0.0, 0.0);
    for (_, filled) in &sorted {
        if *filled { pairs += below } else { below += 1.0 }
    }
    pairs / (below * (sorted.len() as f64 - below)).max(1.0)
}

fn fit(speakers: &[&Speaker]) -> [f64; SIZE] {
    let folders = speakers.iter().map(|speaker| speaker.folder).max().map_or(0, |last| last + 1);
    let size = |folder: usize| -> usize {
        speakers.iter().filter(|speaker| speaker.folder == folder).map(|speaker| speaker.frames.len()).sum()
    };
    let sizes: Vec<usize> = (0..folders).map(size).collect();
    let most = sizes.iter().copied().filter(|size| *size > 0).min().unwrap_or(1) as f64;
    let mut weights = [0.0; SIZE];
    for _ in 0..ROUNDS {
        let (mut slope, mut bend) = ([0.0; SIZE], [[0.0; SIZE]; SIZE]);
        for speaker in speakers {
            let share = most / sizes[speaker.folder].max(1) as f64;
            for frame in &speaker.frames {
                let likely = 1.0 / (1.0 + (-sum(&frame.features, &weights)).exp());
                let (wanted, heavy) = if frame.filled { (1.0, FILLED_WEIGHS) } else { (0.0, 1.0) };
                let mut row = [1.0; SIZE];
                row.iter_mut().zip(&frame.features).for_each(|(place, feature)| *place = f64::from(*feature));
                for one in 0..SIZE {
                    slope[one] += share * heavy * (likely - wanted) * row[one];
                    for other in 0..SIZE {
                        bend[one][other] += share * heavy * likely * (1.0 - likely) * row[one] * row[other];
                    }
                }
            }
        }
        for one in 0..FEATURES {
            slope[one] += RIDGE * weights[one];
            bend[one][one] += RIDGE;
        }
        let step = solve(bend, slope);
        weights.iter_mut().zip(step).for_each(|(weight, step)| *weight -= step);
    }
    weights
}

/// Gauss's elimination, the largest pivot first.
fn solve(mut matrix: [[f64; SIZE]; SIZE], mut right: [f64; SIZE]) -> [f64; SIZE] {
    for column in 0..SIZE {
        let pivot = (column..SIZE)
            .max_by(|a, b| matrix[*a][column].abs().total_cmp(&matrix[*b][column].abs()))
            .unwrap_or(column);
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        for row in column + 1..SIZE {
            let times = matrix[row][column] / matrix[column][column];
            let above = matrix[column];
            for (place, above) in matrix[row].iter_mut().zip(above).skip(column) {
                *place -= times * above;
            }
            right[row] -= times * right[column];
        }
    }
    for row in (0..SIZE).rev() {
        let known: f64 = (row + 1..SIZE).map(|place| matrix[row][place] * right[place]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    right
}
