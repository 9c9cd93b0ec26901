//! `greenroom prompts`: which questions there are, what each asks for, and whether a pack of one's own is right.

mod aloud;
mod example;
mod import;

pub(super) use example::sheet as example_page;

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, Subcommand};
use textwrap::core::display_width;

use super::Stage;
use super::failure::{Failure, Kind};
use crate::prompt::{self, Ask, Catalog, PackErrors, Prompt, PromptPack, TimeTarget, check_files};
use crate::voice::{self, Speaker, VoiceError};

/// Columns: what a plain terminal has.
const WIDTH: usize = 80;

/// List, show and check interview questions.
#[derive(Debug, Args)]
pub struct PromptsArgs {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    packs: PackFiles,
}

/// Packs of the user's own, for every command that asks questions.
#[derive(Debug, Clone, Default, Args)]
pub struct PackFiles {
    /// Use the questions of this pack too; may be given several times
    // The id is given, or it would be `files` like that of the files of `check`, and clap would mix the two.
    #[arg(id = "pack", long, value_name = "FILE", global = true)]
    pub files: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List all packs and questions (the default)
    List,
    /// Show a question, or all questions of a pack
    Show {
        /// PACK/QUESTION, QUESTION or PACK
        #[arg(value_name = "ID")]
        id: String,
        /// Then read it aloud
        #[arg(long)]
        aloud: bool,
        /// Show an answer as somebody might say it, best after your own first try
        #[arg(long)]
        example: bool,
    },
    /// Check packs of your own, and say all that is wrong with them
    Check {
        /// Pack files (TOML)
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
    /// Make a pack of a list of questions that you have
    Import(import::Typed),
}

impl PackFiles {
    /// The packs that ship and those that were named.
    pub fn catalog(&self, rubrics: &[&str]) -> Result<Catalog, Failure> {
        Catalog::with_files(&self.files, rubrics).map_err(|errors| wrong_packs(&errors))
    }
}

/// Carries out `greenroom prompts`. `rubrics` are the ids of the rubrics there are; `out` is where data goes.
pub(super) fn run(
    args: &PromptsArgs,
    rubrics: &[&str],
    stage: &Stage,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    run_with(args, rubrics, stage, voice::system(), out)
}

fn run_with<Open>(
    args: &PromptsArgs,
    rubrics: &[&str],
    stage: &Stage,
    open_voice: Open,
    out: &mut dyn Write,
) -> Result<(), Failure>
where
    Open: FnOnce() -> Result<Box<dyn Speaker>, VoiceError> + Send + 'static,
{
    match &args.command {
        Some(Command::Check { files }) => {
            // Who names packs in both ways wants both to be right.
            let named: Vec<PathBuf> = files.iter().chain(&args.packs.files).cloned().collect();
            check(&named, rubrics, out)
        }
        None | Some(Command::List) => write(out, &list(&args.packs.catalog(rubrics)?)),
        Some(Command::Import(typed)) => {
            import::run(typed, &args.packs.catalog(rubrics)?, rubrics, stage, out)
        }
        Some(Command::Show { id, aloud, example }) => {
            let catalog = args.packs.catalog(rubrics)?;
            let prompts = catalog.find(id).map_err(|error| {
                Failure::from_error(Kind::Input, &error).hint("`greenroom prompts list` names all questions.")
            })?;
            let sheet = |prompt: &&Prompt| {
                if *example { example::sheet(prompt) } else { sheet(prompt, catalog.pack_of(prompt)) }
            };
            let sheets: Vec<String> = prompts.iter().map(sheet).collect();
            write(out, &sheets.join(&format!("\n{}\n\n", "-".repeat(WIDTH))))?;
            if *aloud {
                out.flush()?;
                let texts: Vec<&str> = if *example {
                    prompts.iter().flat_map(|prompt| &prompt.examples).map(|one| one.text.as_str()).collect()
                } else {
                    prompts.iter().map(|prompt| prompt.spoken()).collect()
                };
                aloud::read(&texts, open_voice)?;
            }
            Ok(())
        }
    }
}

fn check(files: &[PathBuf], rubrics: &[&str], out: &mut dyn Write) -> Result<(), Failure> {
    let mut problems = 0;
    let mut wrong_files = 0;
    for checked in check_files(files, rubrics) {
        let text = match checked.pack {
            Ok(pack) => {
                let questions = count(pack.prompts.len(), "question");
                format!("{}: {questions}, no problem\n", checked.file)
            }
            Err(error) => {
                problems += error.count();
                wrong_files += 1;
                format!("{}\n\n", PackErrors(vec![error]))
            }
        };
        write(out, &text)?;
    }
    if problems == 0 {
        return Ok(());
    }
    let headline = format!("{} in {}", count(problems, "problem"), count(wrong_files, "pack"));
    Err(Failure::new(Kind::Input, headline).hint("`prompts/README.md` tells how a pack is written."))
}

fn list(catalog: &Catalog) -> String {
    let prompts = || catalog.packs().iter().flat_map(|pack| &pack.prompts);
    let widest = |of: fn(&Prompt) -> usize| prompts().map(of).max().unwrap_or(0);
    let ids = widest(|prompt| prompt.id.len());
    let times = widest(|prompt| target(&prompt.time).len());

    let mut text = String::new();
    for pack in catalog.packs() {
        let head = format!("{}  {}", pack.id, pack.title);
        let _ = writeln!(text, "{}", cut(&head, WIDTH));
        for prompt in &pack.prompts {
            let time = target(&prompt.time);
            // Most are stories: only what is not says so, and the titles have room.
            let kind = match prompt.kind {
                prompt::Kind::Story => String::new(),
                other => format!(" ({})", other.name()),
            };
            let row = format!("  {:ids$}  {time:>times$}  {}{kind}", prompt.id, prompt.title);
            let _ = writeln!(text, "{}", cut(&row, WIDTH));
        }
        text.push('\n');
    }
    text.push_str("`greenroom prompts show PACK/QUESTION` tells what a question asks for.\n");
    text
}

/// Everything about one question.
fn sheet(prompt: &Prompt, pack: Option<&PromptPack>) -> String {
    let mut text = format!("{}  {}\n\n", prompt.name(), prompt.title);
    text.push_str(&wrapped(&prompt.text, "  ", "  "));
    text.push('\n');

    let facts = [
        Some(prompt.kind.name().to_owned()),
        prompt.company.clone(),
        prompt.role.clone(),
        prompt.category.clone(),
        prompt.round.clone(),
        prompt.difficulty.clone(),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    text.push_str(&wrapped(&facts.join(", "), "Kind:    ", "         "));
    text.push_str(&wrapped(&time(prompt), "Time:    ", "         "));
    if prompt.not_yet.is_none() {
        text.push_str(&wrapped(&prompt.rubric, "Rubric:  ", "         "));
    }
    if let Some(not_yet) = &prompt.not_yet {
        text.push_str(&wrapped(not_yet, "Note:    ", "         "));
    }

    for (heading, asks) in asks_by_part(prompt) {
        items(
            &mut text,
            heading,
            asks.iter().map(|ask| {
                let optional = if ask.required { "" } else { " (good to have)" };
                format!("{}{optional}", ask.text)
            }),
        );
    }
    items(
        &mut text,
        "Principles",
        prompt.principles.iter().map(|principle| match principle.says.as_str() {
            "" => principle.name.clone(),
            says => format!("{}: {says}", principle.name),
        }),
    );
    let probes = prompt.probes.iter();
    items(
        &mut text,
        "Follow-up questions",
        probes.map(|probe| format!("{}: {}", probe.when.in_words(), probe.text)),
    );
    items(&mut text, "Watch out for", pack.map_or(&[][..], |pack| &pack.pitfalls).iter().cloned());
    items(&mut text, "Related questions", prompt.related.iter().cloned());
    if !prompt.examples.is_empty() {
        let says = format!(
            "`greenroom prompts show {} --example` shows how somebody might answer it.",
            prompt.name()
        );
        let _ =
            write!(text, "\nWorked example, best after your own first try:\n{}", wrapped(&says, "  ", "  "));
    }
    text
}

/// What is asked for, under a heading for each part.
fn asks_by_part(prompt: &Prompt) -> Vec<(&'static str, Vec<&Ask>)> {
    let of = |part| prompt.asks.iter().filter(|ask| ask.part == part).collect::<Vec<_>>();
    let groups = [
        ("It asks for", of(None)),
        ("Part 1, the success, asks for", of(Some(1))),
        ("Part 2, the failure, asks for", of(Some(2))),
    ];
    groups.into_iter().filter(|(_, asks)| !asks.is_empty()).collect()
}

fn time(prompt: &Prompt) -> String {
    let TimeTarget { think, soft_min, soft_max, .. } = prompt.time;
    let each = if prompt.kind == prompt::Kind::TwoPart { " for each part" } else { "" };
    format!(
        "{think} s to think, {} to speak{each} (at least {soft_min}, at most {soft_max})",
        target(&prompt.time)
    )
}

fn target(time: &TimeTarget) -> String {
    format!("{}-{} s", time.target_from, time.target_to)
}

/// A heading with a list under it, or nothing where there is nothing to list.
fn items(text: &mut String, heading: &str, items: impl Iterator<Item = String>) {
    let items: Vec<String> = items.map(|item| wrapped(&item, "  - ", "    ")).collect();
    if !items.is_empty() {
        let _ = write!(text, "\n{heading}:\n{}", items.concat());
    }
}

fn wrapped(text: &str, first: &str, rest: &str) -> String {
    let options = textwrap::Options::new(WIDTH).initial_indent(first).subsequent_indent(rest);
    format!("{}\n", textwrap::fill(text, options))
}

/// The text up to a width on the screen, with "…" where something is left out.
fn cut(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.trim_end().to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if display_width(&kept) + display_width(c.encode_utf8(&mut [0; 4])) >= width {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

fn wrong_packs(errors: &PackErrors) -> Failure {
    Failure::from_error(Kind::Input, errors).hint("`prompts/README.md` tells how a pack is written.")
}

fn write(out: &mut dyn Write, text: &str) -> Result<(), Failure> {
    match out.write_all(text.as_bytes()) {
        // `greenroom prompts | head` has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::new(Kind::Machine, format!("could not write the output: {error}"))),
        Ok(()) => Ok(()),
    }
}

#[cfg(test)]
mod tests;
