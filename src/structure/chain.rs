//! A fitted linear-chain model: weights from text, the best sequence of labels, and how probable each label is.
//!
//! The weights are fitted with the crate `crfs` (`scripts/sections/`) and kept as lines of text, so that
//! a change of the model can be read, and a test can hold what it may contain. `crfs` itself gives the best
//! sequence only; a certainty needs the sum over all sequences, which is the other half of this file.

use std::collections::BTreeMap;

/// A model's text that cannot be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ChainError {
    /// The first line must name the labels.
    #[error("the first line must be `labels` and one letter for each label")]
    NoLabels,
    /// A line is neither a state nor a step with as many weights as there are labels.
    #[error("line {line} of the model has no name and {wanted} weights")]
    Line { line: usize, wanted: usize },
}

/// The weights of a linear chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    labels: Vec<char>,
    /// For each observation a weight for each label.
    weights: BTreeMap<String, Vec<f64>>,
    /// `steps[from][to]`.
    steps: Vec<Vec<f64>>,
}

/// The labels of one sequence.
#[derive(Debug, Clone, PartialEq)]
pub struct Labelled {
    /// Index into [`Chain::labels`] of the label in the most probable sequence.
    pub best: Vec<usize>,
    /// For each item the probability of each label, over all sequences.
    pub probability: Vec<Vec<f64>>,
}

impl Chain {
    /// Reads a model: `labels STARL`, then `observation TAB weights`, and `> LETTER TAB weights` for the steps
    /// from a label.
    pub fn parse(text: &str) -> Result<Self, ChainError> {
        let mut lines = text.lines().enumerate();
        let labels: Vec<char> = lines
            .next()
            .and_then(|(_, line)| line.strip_prefix("labels "))
            .map(|letters| letters.trim().chars().collect())
            .filter(|labels: &Vec<char>| !labels.is_empty())
            .ok_or(ChainError::NoLabels)?;
        let mut chain =
            Chain { steps: vec![vec![0.0; labels.len()]; labels.len()], weights: BTreeMap::new(), labels };
        for (at, line) in lines.filter(|(_, line)| !line.is_empty()) {
            let wrong = ChainError::Line { line: at + 1, wanted: chain.labels.len() };
            let Some((name, numbers)) = line.split_once('\t') else { return Err(wrong) };
            let numbers: Result<Vec<f64>, _> = numbers.split(' ').map(str::parse).collect();
            let Some(numbers) = numbers.ok().filter(|n| n.len() == chain.labels.len()) else {
                return Err(wrong);
            };
            match name.strip_prefix("> ") {
                None => {
                    chain.weights.insert(name.to_owned(), numbers);
                }
                Some(label) => match chain.labels.iter().position(|letter| label == letter.to_string()) {
                    Some(from) => chain.steps[from] = numbers,
                    None => return Err(wrong),
                },
            }
        }
        Ok(chain)
    }

    /// The letters of its labels.
    #[must_use]
    pub fn labels(&self) -> &[char] {
        &self.labels
    }

    /// The observations that it has weights for.
    pub fn observations(&self) -> impl Iterator<Item = &str> {
        self.weights.keys().map(String::as_str)
    }

    /// Labels a sequence of items, each a list of observations.
    #[must_use]
    pub fn label<S: AsRef<str>>(&self, items: &[Vec<S>]) -> Labelled {
        let states: Vec<Vec<f64>> = items.iter().map(|item| self.state(item)).collect();
        Labelled { best: self.best(&states), probability: self.probability(&states) }
    }

    /// What the observations of one item say for each label.
    fn state<S: AsRef<str>>(&self, item: &[S]) -> Vec<f64> {
        let mut sum = vec![0.0; self.labels.len()];
        for weights in item.iter().filter_map(|name| self.weights.get(name.as_ref())) {
            for (total, weight) in sum.iter_mut().zip(weights) {
                *total += weight;
            }
        }
        sum
    }

    /// The most probable sequence; of equals the label that comes first.
    fn best(&self, states: &[Vec<f64>]) -> Vec<usize> {
        let Some(first) = states.first() else { return Vec::new() };
        let all = 0..self.labels.len();
        let mut score = first.clone();
        let mut came_from: Vec<Vec<usize>> = Vec::with_capacity(states.len());
        for state in &states[1..] {
            let from: Vec<usize> = all
                .clone()
                .map(|to| first_highest(all.clone().map(|from| score[from] + self.steps[from][to])))
                .collect();
            score = all.clone().map(|to| score[from[to]] + self.steps[from[to]][to] + state[to]).collect();
            came_from.push(from);
        }
        let mut sequence = vec![first_highest(score.iter().copied())];
        for from in came_from.iter().rev() {
            let last = sequence[sequence.len() - 1];
            sequence.push(from[last]);
        }
        sequence.reverse();
        sequence
    }

    /// The probability of each label of each item, by sums forwards and backwards.
    fn probability(&self, states: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let all = 0..self.labels.len();
        let mut forward: Vec<Vec<f64>> = Vec::with_capacity(states.len());
        for state in states {
            let reached = match forward.last() {
                None => vec![0.0; self.labels.len()],
                Some(before) => all
                    .clone()
                    .map(|to| log_sum(all.clone().map(|from| before[from] + self.steps[from][to])))
                    .collect(),
            };
            forward.push(reached.iter().zip(state).map(|(reached, state)| reached + state).collect());
        }
        let mut backward = vec![vec![0.0; self.labels.len()]; states.len()];
        for at in (1..states.len()).rev() {
            backward[at - 1] = all
                .clone()
                .map(|from| {
                    log_sum(all.clone().map(|to| self.steps[from][to] + states[at][to] + backward[at][to]))
                })
                .collect();
        }
        forward
            .iter()
            .zip(&backward)
            .map(|(forward, backward)| {
                let joint: Vec<f64> = forward.iter().zip(backward).map(|(f, b)| f + b).collect();
                let total = log_sum(joint.iter().copied());
                joint.iter().map(|value| (value - total).exp()).collect()
            })
            .collect()
    }
}

/// The index of the highest value, the first of equals.
fn first_highest(values: impl Iterator<Item = f64>) -> usize {
    let mut best = (0, f64::NEG_INFINITY);
    for (index, value) in values.enumerate() {
        if value > best.1 {
            best = (index, value);
        }
    }
    best.0
}

/// The logarithm of the sum of exponentials, without overflow.
fn log_sum(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let highest = values.clone().fold(f64::NEG_INFINITY, f64::max);
    if highest == f64::NEG_INFINITY {
        return highest;
    }
    highest + values.map(|value| (value - highest).exp()).sum::<f64>().ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: &str = "labels XY\nw:wet\t0 2\nw:dry\t1.5 0\n> X\t0.5 0\n> Y\t0 0.5\n";

    fn items(words: &[&str]) -> Vec<Vec<String>> {
        words.iter().map(|word| vec![format!("w:{word}")]).collect()
    }

    #[test]
    fn an_item_without_evidence_goes_with_its_neighbours() {
        let chain = Chain::parse(MODEL).unwrap();
        assert_eq!(chain.label(&items(&["wet", "odd", "wet", "dry", "dry"])).best, [1, 1, 1, 0, 0]);
        assert_eq!(chain.label(&items(&[])).best, [0; 0]);
    }

    /// The sums forwards and backwards must give what adding up all sequences gives.
    #[test]
    fn probabilities_are_those_of_all_sequences_added_up() {
        let chain = Chain::parse(MODEL).unwrap();
        let items = items(&["wet", "dry", "odd"]);
        let states: Vec<Vec<f64>> = items.iter().map(|item| chain.state(item)).collect();
        let mut sums = [[0.0_f64; 2]; 3];
        let mut total = 0.0;
        for number in 0..8_usize {
            let sequence: Vec<usize> = (0..3).map(|at| number >> at & 1).collect();
            let mut score: f64 = (0..3).map(|at| states[at][sequence[at]]).sum();
            score += (1..3).map(|at| chain.steps[sequence[at - 1]][sequence[at]]).sum::<f64>();
            total += score.exp();
            for at in 0..3 {
                sums[at][sequence[at]] += score.exp();
            }
        }
        let found = chain.label(&items).probability;
        for at in 0..3 {
            for label in 0..2 {
                assert!((found[at][label] - sums[at][label] / total).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn a_model_with_a_mistake_names_the_line() {
        assert_eq!(Chain::parse("").unwrap_err(), ChainError::NoLabels);
        assert_eq!(Chain::parse("labels XY\nw:a\t1\n").unwrap_err(), ChainError::Line { line: 2, wanted: 2 });
        assert_eq!(
            Chain::parse("labels XY\n> Z\t1 1\n").unwrap_err(),
            ChainError::Line { line: 2, wanted: 2 }
        );
    }
}
