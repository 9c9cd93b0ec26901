//! From stories to a model: two fits, one of all that the model sees and one of the cues alone, and their mean.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use crfs::{Attribute, Trainer};
use greenroom::structure::features::is_lexical;

use crate::stories::Story;
use crate::{LABELS, Outcome};

/// A word or a pair of words enters the model when so many repositories have it, the project's own stories not
/// counted: the speakers' wording is theirs, and what one author repeats says nothing of others.
const LEAST_REPOSITORIES: usize = 3;

/// How much large weights cost (L2). With 1, words of single authors count too much; with 10, the Learning is lost.
const SMOOTHING: f64 = 5.0;

/// Steps of the fitting; the figures do not change after 40.
const STEPS: usize = 60;

/// The weight of what is only there so that the trainer meets it.
const ALMOST_NOTHING: f64 = 1e-9;

/// The weights of an observation or of the steps from a label, one for each label.
type Weights = BTreeMap<String, [f64; LABELS.len()]>;

/// Fits a model and returns its text.
///
/// It is the mean of two: the scores of a chain are sums of weights, so the mean of two chains is again one chain.
/// One sees everything; the other only the cues, which hold for other trades too. Each errs in its own way.
pub(crate) fn fit(stories: &[&Story]) -> Outcome<String> {
    let mut seen: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for story in stories.iter().filter(|story| !story.is_own()) {
        for observation in story.samples.iter().take(1).flat_map(|whole| whole.items.iter().flatten()) {
            seen.entry(observation).or_default().insert(&story.repository);
        }
    }
    let is_shared = |name: &str| seen.get(name).is_some_and(|by| by.len() >= LEAST_REPOSITORIES);
    let all = chain_of(stories, |name| !is_lexical(name) || is_shared(name))?;
    let cues = chain_of(stories, |name| !is_lexical(name))?;
    as_text(&mean_of(all.0, cues.0), &mean_of(all.1, cues.1))
}

/// The weights of observations and of steps, fitted on what is kept of the stories.
fn chain_of(stories: &[&Story], kept: impl Fn(&str) -> bool) -> Outcome<(Weights, Weights)> {
    let mut trainer = Trainer::lbfgs().with_c2(SMOOTHING)?.with_max_iterations(STEPS)?;
    for sample in stories.iter().flat_map(|story| &story.samples) {
        let item = |item: &Vec<String>| -> Vec<Attribute> {
            item.iter().filter(|name| kept(name)).map(|name| Attribute::new(name.as_str(), 1.0)).collect()
        };
        let items: Vec<Vec<Attribute>> = sample.items.iter().map(item).collect();
        let labels: Vec<String> = sample.labels.iter().map(char::to_string).collect();
        trainer.append(&items, &labels)?;
    }
    let every_step = every_step();
    let nothing = vec![Vec::<Attribute>::new(); every_step.len()];
    trainer.append_with_weight(&nothing, &every_step, ALMOST_NOTHING)?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("model");
    trainer.train(&file)?;
    weights_of(&fs::read(file)?)
}

fn mean_of(mut one: Weights, other: Weights) -> Weights {
    one.values_mut().flatten().for_each(|weight| *weight /= 2.0);
    for (name, weights) in other {
        let sum = one.entry(name).or_default();
        sum.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight / 2.0);
    }
    one
}

/// Labels in an order that has every step from one to another. The trainer gives a weight to no step that it has
/// not met, and then a step that no story takes, as from the result back to the task, would not count against it.
fn every_step() -> Vec<String> {
    let pairs = LABELS.chars().flat_map(|from| LABELS.chars().map(move |to| [from, to]));
    pairs.flatten().map(String::from).collect()
}

/// The weights of a `crfs` model: of observations and of steps.
fn weights_of(model: &[u8]) -> Outcome<(Weights, Weights)> {
    let mut dump = Vec::new();
    crfs::Model::new(model)?.dump(&mut dump)?;
    let dump = String::from_utf8(dump)?;
    let (mut states, mut steps) = (Weights::new(), Weights::new());
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
    Ok((states, steps))
}

/// The weights as the lines that the product reads, in order and rounded.
fn as_text(states: &Weights, steps: &Weights) -> Outcome<String> {
    let mut text = format!("labels {LABELS}\n");
    let steps = steps.iter().map(|(from, weights)| (format!("> {from}"), weights));
    for (name, weights) in steps.chain(states.iter().map(|(name, weights)| (name.clone(), weights))) {
        let rounded: Vec<String> = weights.iter().map(|weight| short(*weight)).collect();
        if rounded.iter().any(|weight| weight != "0") {
            writeln!(text, "{name}\t{}", rounded.join(" "))?;
        }
    }
    Ok(text)
}

/// A weight to the thousandth, without a zero before the point or after the last digit.
fn short(weight: f64) -> String {
    let text = format!("{weight:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
