//! `greenroom score`: recordings and written answers become reports.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Stage;
use super::failure::{Failure, Kind};
use super::prompts::PackFiles;
use super::studio;
use crate::prompt::Prompt;
use crate::report::{self, Engine, Report, Source, SourceKind};
use crate::rubric::Rubric;
use crate::transcript::scribe::Scribe;
use crate::transcript::{Transcript, place};

/// What was typed after `score`.
#[derive(Debug, Args)]
pub(super) struct Typed {
    /// Recordings (WAV, FLAC, MP3, M4A, OGG), or written answers with --text
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The files are written answers (UTF-8 text)
    #[arg(long)]
    text: bool,
    /// The question that was answered; `greenroom prompts` lists them [default: a general story prompt]
    #[arg(long, value_name = "PACK/PROMPT")]
    prompt: Option<String>,
    #[command(flatten)]
    packs: PackFiles,
    /// Judge by this rubric of your own in place of the question's; `greenroom rubric check` looks it over
    #[arg(long, value_name = "FILE")]
    rubric: Option<PathBuf>,
    /// Each file holds one story of a two-part question alone: the first or the second
    #[arg(long, value_name = "1|2", value_parser = clap::value_parser!(u8).range(1..=2))]
    part: Option<u8>,
    /// Print one JSON document a line for each file
    #[arg(long, conflicts_with = "markdown")]
    json: bool,
    /// Print the report as Markdown
    #[arg(long)]
    markdown: bool,
    /// Exit with 4 unless every answer gets at least this figure (0 to 100)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=100))]
    fail_under: Option<u32>,
    /// Which weights to transcribe with: tiny.en (the default) or base (better, twice the time)
    #[arg(long, value_name = "NAME", conflicts_with = "text")]
    model: Option<String>,
}

/// Scores every file in the order given. One that fails is told at once, and the others are still scored.
pub(super) fn run(typed: &Typed, stage: &Stage, out: &mut dyn Write) -> Result<(), Failure> {
    let catalog = typed.packs.catalog(&studio::rubrics())?;
    let (mut prompt, mut rubric) = studio::prompt(typed.prompt.as_deref(), &catalog)?;
    if let Some(file) = &typed.rubric {
        rubric = super::rubric::from_file(file)?;
        prompt.rubric.clone_from(&rubric.id);
        if rubric.kinds.contains(&prompt.kind) {
            prompt.not_yet = None;
        }
    }
    if typed.part.is_some() && prompt.kind != crate::prompt::Kind::TwoPart {
        return Err(Failure::new(
            Kind::Usage,
            format!("`--part` is for two-part questions, and `{}` is none", prompt.name()),
        )
        .hint("`greenroom prompts` lists the questions with their kinds."));
    }
    let reader = if typed.text {
        Reader::Text
    } else {
        let (scribe, engine) = studio::scribe(typed.model.as_deref(), studio::spare_processors(), stage)?;
        Reader::Sound { scribe, engine }
    };
    let mut failed = 0;
    let mut lowest = Some(u32::MAX);
    for file in &typed.files {
        match reader.report(file, &prompt, &rubric, typed.part) {
            Ok(report) => {
                lowest = lowest.min(report.judgement.overall);
                print(&report, typed, out)?;
            }
            Err(failure) if failure.kind == Kind::Input => {
                failed += 1;
                if typed.json {
                    let kind = if typed.text { SourceKind::Text } else { SourceKind::Audio };
                    writeln!(
                        out,
                        "{}",
                        report::json_error(kind, &file.to_string_lossy(), &failure.one_line())
                    )?;
                }
                if typed.files.len() == 1 {
                    return Err(failure);
                }
                let _ = writeln!(std::io::stderr(), "{failure}");
            }
            Err(failure) => return Err(failure),
        }
    }
    if failed > 0 {
        let files = typed.files.len();
        return Err(Failure::new(Kind::Input, format!("{failed} of {files} files could not be scored")));
    }
    match (typed.fail_under, lowest) {
        (Some(least), Some(lowest)) if lowest < least => Err(Failure::new(
            Kind::Unmet,
            format!("the lowest figure is {lowest}, under the {least} asked for"),
        )),
        (Some(_), None) => {
            Err(Failure::new(Kind::Unmet, "an answer could not be scored, so no figure was met"))
        }
        _ => Ok(()),
    }
}

fn print(report: &Report, typed: &Typed, out: &mut dyn Write) -> Result<(), Failure> {
    if typed.json {
        writeln!(out, "{}", report::json(report))?;
    } else if typed.markdown {
        write!(out, "{}", report::markdown(report))?;
    } else {
        write!(out, "{}", report::text(report, super::environment::width()))?;
    }
    // A reader further down the pipe gets each report when it is made.
    Ok(out.flush()?)
}

/// How files are read.
enum Reader {
    Text,
    Sound { scribe: Scribe, engine: Engine },
}

impl Reader {
    fn report(
        &self,
        file: &Path,
        prompt: &Prompt,
        rubric: &Rubric,
        part: Option<u8>,
    ) -> Result<Report, Failure> {
        let name = file.to_string_lossy().into_owned();
        let (source, transcript) = match self {
            Reader::Text => (Source::Text { name }, Transcript::from_text(&read_text(file)?)),
            Reader::Sound { scribe, engine } => {
                let (sound, heard) = studio::hear(file, scribe)?;
                let transcript = place::place(heard, &sound.speech);
                (Source::Audio { name, sound: Box::new(sound), engine: engine.clone() }, transcript)
            }
        };
        Ok(crate::report_on_part(prompt, rubric, source, transcript, part))
    }
}

/// The text of a written answer. A sound file given as text is told from it by its bytes.
fn read_text(file: &Path) -> Result<String, Failure> {
    let named = || format!("could not read `{}`", file.display());
    if file.is_dir() {
        return Err(Failure::new(Kind::Input, named()).cause("it is a folder"));
    }
    let bytes =
        std::fs::read(file).map_err(|error| Failure::new(Kind::Input, named()).cause(error.to_string()))?;
    String::from_utf8(bytes).map_err(|_| {
        Failure::new(Kind::Input, named())
            .cause("it is not UTF-8 text")
            .hint("leave `--text` out to score a recording.")
    })
}
