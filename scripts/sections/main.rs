//! Fits the section model and measures it with one repository left out at a time.
//!
//! `scripts/train-sections [--out FILE] [--fit-only] [--folds N] [--worst N] [--spoken FOLDER]... [--show TEXT]... STORIES.jsonl...`,
//! where a line of a story file is `{"id": "OWNER__REPOSITORY-NUMBER", "sections": [{"label": "S", "text": "..."}]}`.
//! The same stories give the same bytes. The figures are those of a coach: besides the accuracy, whether a part that is *not* there is seen.

#![allow(clippy::print_stdout)] // It is run by hand, and what it prints is its result.

mod figures;
mod fit;
mod harder;
mod spoken;
mod stories;

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::PathBuf;

use greenroom::structure::chain::Chain;
use greenroom::transcript::Transcript;

use figures::Figures;
use stories::{Story, is_own, read_stories, repositories};

/// The sections, and X for talk that belongs to none.
const LABELS: &str = "STARLX";

type Outcome<T> = Result<T, Box<dyn Error>>;

/// What was typed.
#[derive(Debug)]
struct Arguments {
    out: Option<PathBuf>,
    spoken: Vec<PathBuf>,
    show: Vec<PathBuf>,
    files: Vec<PathBuf>,
    folds: usize,
    worst: usize,
    measure: bool,
}

impl Arguments {
    fn read() -> Outcome<Self> {
        let mut read = Arguments {
            out: None,
            spoken: vec![],
            show: vec![],
            files: vec![],
            folds: usize::MAX,
            worst: 0,
            measure: true,
        };
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("{argument} wants a value"));
            match argument.as_str() {
                "--out" => read.out = Some(value()?.into()),
                "--spoken" => read.spoken.push(value()?.into()),
                "--show" => read.show.push(value()?.into()),
                "--folds" => read.folds = value()?.parse()?,
                "--worst" => read.worst = value()?.parse()?,
                "--fit-only" => read.measure = false,
                _ => read.files.push(argument.into()),
            }
        }
        Ok(read)
    }
}

fn main() -> Outcome<()> {
    let arguments = Arguments::read()?;
    let mut stories = Vec::new();
    for file in &arguments.files {
        stories.extend(read_stories(file)?);
    }
    println!("{} stories of {} repositories", stories.len(), repositories(&stories).len());
    if arguments.measure {
        leave_out(&stories, &arguments)?;
    }
    let all: Vec<&Story> = stories.iter().collect();
    let model = fit::fit(&all)?;
    println!("the model of all stories has {} bytes", model.len());
    let chain = Chain::parse(&model)?;
    for folder in &arguments.spoken {
        spoken::measure_spoken(&chain, folder, true)?;
        spoken::measure_spoken(&chain, folder, false)?;
    }
    for file in &arguments.show {
        figures::show(&chain, &Transcript::from_text(&fs::read_to_string(file)?));
    }
    if let Some(out) = &arguments.out {
        fs::write(out, model)?;
    }
    Ok(())
}

/// Fits with each repository left out in turn, or several at once where there are fewer folds, and measures on
/// what was left out: the stories of others, then our own, file by file, and ten strong ones of those made harder.
fn leave_out(stories: &[Story], arguments: &Arguments) -> Outcome<()> {
    let (own, outside): (Vec<&str>, Vec<&str>) =
        repositories(stories).into_iter().partition(|name| is_own(name));
    let folds = arguments.folds.min(outside.len());
    let mut of_others = Figures::default();
    for fold in 0..folds {
        let left_out: BTreeSet<&str> = outside.iter().skip(fold).step_by(folds).copied().collect();
        let (held, others) = part(stories, &left_out);
        let chain = Chain::parse(&fit::fit(&others)?)?;
        for story in held {
            of_others.add(&chain, story);
        }
    }
    println!("stories of others, each repository left out:");
    of_others.print();
    of_others.print_worst(arguments.worst);
    let (mut of_ours, mut plain) = (Figures::default(), Figures::default());
    let mut harder = harder::HARDER.map(|(name, how)| (name, how, Figures::default()));
    let mut strong = 0;
    for file in own {
        let (held, others) = part(stories, &BTreeSet::from([file]));
        let chain = Chain::parse(&fit::fit(&others)?)?;
        for story in held {
            of_ours.add(&chain, story);
            if is_whole(story) && strong < STRONG {
                strong += 1;
                plain.add(&chain, story);
                for (_, how, figures) in &mut harder {
                    figures.add(&chain, &harder::make(story, *how));
                }
            }
        }
    }
    println!("our own stories, each file left out:");
    of_ours.print();
    println!("{strong} strong stories of ours: missing part, mean balance {:.3}", plain.balance());
    for (name, _, figures) in &harder {
        println!("the same, {name}: {:.3}", figures.balance());
    }
    Ok(())
}

/// So many strong stories are made harder.
const STRONG: usize = 10;

/// Whether a story is a strong one with all that a story needs.
fn is_whole(story: &Story) -> bool {
    story.kind == "strong"
        && "STAR".chars().all(|part| story.sections.iter().any(|(label, _)| *label == part))
}

/// The stories of some repositories, and the others.
fn part<'a>(stories: &'a [Story], of: &BTreeSet<&str>) -> (Vec<&'a Story>, Vec<&'a Story>) {
    stories.iter().partition(|story| of.contains(story.repository.as_str()))
}
