//! `greenroom prompts`: which questions there are, what each asks for, and whether a pack of one's own is right.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::PathBuf;
use std::pin::pin;

use clap::{Args, Subcommand};
use textwrap::core::display_width;

use super::failure::{Failure, Kind};
use crate::prompt::{self, Ask, Catalog, PackErrors, Prompt, PromptPack, TimeTarget, check_files};
use crate::voice::{self, Speaker, Voice, VoiceError};

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
        /// Then read the question aloud
        #[arg(long)]
        aloud: bool,
    },
    /// Check packs of your own, and say all that is wrong with them
    Check {
        /// Pack files (TOML)
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
}

impl PackFiles {
    /// The packs that ship and those that were named.
    pub fn catalog(&self, rubrics: &[&str]) -> Result<Catalog, Failure> {
        Catalog::with_files(&self.files, rubrics).map_err(|errors| wrong_packs(&errors))
    }
}

/// Carries out `greenroom prompts`. `rubrics` are the ids of the rubrics there are; `out` is where data goes.
pub fn run(args: &PromptsArgs, rubrics: &[&str], out: &mut dyn Write) -> Result<(), Failure> {
    run_with(args, rubrics, voice::system(), out)
}

fn run_with<Open>(
    args: &PromptsArgs,
    rubrics: &[&str],
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
        Some(Command::Show { id, aloud }) => {
            let catalog = args.packs.catalog(rubrics)?;
            let prompts = catalog.find(id).map_err(|error| {
                Failure::from_error(Kind::Input, &error).hint("`greenroom prompts list` names all questions.")
            })?;
            let sheets: Vec<String> =
                prompts.iter().map(|prompt| sheet(prompt, catalog.pack_of(prompt))).collect();
            write(out, &sheets.join(&format!("\n{}\n\n", "-".repeat(WIDTH))))?;
            if *aloud {
                out.flush()?;
                read_aloud(&prompts, open_voice)?;
            }
            Ok(())
        }
    }
}

/// Reads the questions one after the other, until they are over or Ctrl-C is pressed.
fn read_aloud<Open>(prompts: &[&Prompt], open_voice: Open) -> Result<(), Failure>
where
    Open: FnOnce() -> Result<Box<dyn Speaker>, VoiceError> + Send + 'static,
{
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let voice = Voice::start(open_voice);
        let mut interrupt = pin!(tokio::signal::ctrl_c());
        for prompt in prompts {
            let mut saying = pin!(voice.say(prompt.spoken()));
            tokio::select! {
                said = &mut saying => said.map_err(|error| cannot_read(&error))?,
                _ = &mut interrupt => {
                    // The daemon would read on after this program has ended.
                    voice.hush();
                    let _ = saying.await;
                    return Err(Failure::new(Kind::Interrupted, "the reading was interrupted"));
                }
            };
        }
        Ok(())
    })
}

fn cannot_read(error: &VoiceError) -> Failure {
    let hint = match error {
        VoiceError::NotBuilt => "build it with the feature `system-voice`; the question is printed above.",
        VoiceError::TooLong { .. } => "give the question a shorter `spoken` in its pack.",
        VoiceError::NoVoice { .. } | VoiceError::DidNotAnswer { .. } if cfg!(target_os = "linux") => {
            "install speech-dispatcher and a voice such as espeak-ng; `spd-say hello` has to be heard."
        }
        _ if cfg!(target_os = "linux") => {
            "try it once more; where `spd-say hello` is not heard, speech-dispatcher has to be mended."
        }
        _ => "see whether the machine reads text aloud in other programs; the question is printed above.",
    };
    let kind = if matches!(error, VoiceError::TooLong { .. }) { Kind::Input } else { Kind::Machine };
    Failure::from_error(kind, error).hint(hint)
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
    let kinds = widest(|prompt| prompt.kind.name().len());

    let mut text = String::new();
    for pack in catalog.packs() {
        let head = format!("{}  {}", pack.id, pack.title);
        let _ = writeln!(text, "{}", cut(&head, WIDTH));
        for prompt in &pack.prompts {
            let (time, kind) = (target(&prompt.time), prompt.kind.name());
            let row = format!("  {:ids$}  {time:>times$}  {kind:kinds$}  {}", prompt.id, prompt.title);
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
    let principles = pack.map_or(&[][..], |pack| &pack.principles);
    items(
        &mut text,
        "Principles",
        prompt.principles.iter().map(|name| {
            match principles.iter().find(|principle| principle.name == *name) {
                Some(principle) => format!("{name}: {}", principle.says),
                None => name.clone(),
            }
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
mod tests {
    use clap::Parser;

    use super::*;
    use crate::prompt::Catalog;

    const RUBRICS: [&str; 1] = ["star-l"];

    #[derive(Parser)]
    struct Typed {
        #[command(flatten)]
        prompts: PromptsArgs,
    }

    /// What is written, and the failure as it is printed.
    fn greenroom_prompts(typed: &[&str]) -> (String, Option<String>) {
        let typed = Typed::try_parse_from(["prompts"].iter().chain(typed)).unwrap();
        let mut out = Vec::new();
        let failure = run(&typed.prompts, &RUBRICS, &mut out).err();
        if let Some(failure) = &failure {
            assert_eq!(failure.kind, Kind::Input);
        }
        (String::from_utf8(out).unwrap(), failure.map(|failure| failure.to_string()))
    }

    /// Notes what it is given to read.
    struct Notes(std::sync::mpsc::Sender<String>);

    impl Speaker for Notes {
        fn speak(&mut self, text: &str) -> Result<(), VoiceError> {
            self.0.send(text.to_owned()).unwrap();
            Ok(())
        }
        fn wait(&mut self, _: std::time::Duration) -> Option<voice::Spoken> {
            Some(voice::Spoken::Ended)
        }
        fn stop(&mut self) -> Result<(), VoiceError> {
            Ok(())
        }
    }

    /// What was printed, what was read aloud, and how it ended.
    fn shown_aloud(id: &str) -> (String, Vec<String>, Result<(), Failure>) {
        let typed = Typed::try_parse_from(["prompts", "show", id, "--aloud"]).unwrap();
        let (sender, read) = std::sync::mpsc::channel();
        let mut out = Vec::new();
        let open = || Ok(Box::new(Notes(sender)) as Box<dyn Speaker>);
        let done = run_with(&typed.prompts, &RUBRICS, open, &mut out);
        (String::from_utf8(out).unwrap(), read.into_iter().collect(), done)
    }

    #[test]
    fn a_question_is_shown_and_then_read_aloud_and_those_of_a_pack_one_by_one() {
        let (text, read, done) = shown_aloud("dive-deep");
        assert!(done.is_ok());
        assert_eq!(text, greenroom_prompts(&["show", "dive-deep"]).0);
        assert_eq!(read.len(), 1);
        assert!(read[0].starts_with("Tell me about a problem that you could only solve"), "{read:?}");
        let (_, read, done) = shown_aloud("screen");
        assert!(done.is_ok());
        assert_eq!(read.len(), 6);
    }

    #[test]
    fn without_a_voice_the_question_is_shown_and_the_machine_is_at_fault() {
        let typed = Typed::try_parse_from(["prompts", "show", "dive-deep", "--aloud"]).unwrap();
        let mut out = Vec::new();
        let failure = run_with(&typed.prompts, &RUBRICS, || Err(VoiceError::NotBuilt), &mut out).unwrap_err();
        assert_eq!(failure.kind, Kind::Machine);
        assert_eq!(String::from_utf8(out).unwrap(), greenroom_prompts(&["show", "dive-deep"]).0);
        insta::assert_snapshot!(failure, @r#"
        Error: this build of Greenroom has no voice
        Hint: build it with the feature `system-voice`; the question is printed above.
        "#);
    }

    #[test]
    fn without_a_word_all_questions_are_listed() {
        let (text, failure) = greenroom_prompts(&[]);
        assert_eq!(failure, None);
        assert_eq!(text, greenroom_prompts(&["list"]).0);
        insta::assert_snapshot!(text, @r#"
        general  Any story from your work
          story                60-120 s  story              Any story of the past

        screen  Leadership-principle screen in six questions
          tight-deadline       60-120 s  story              Tight deadline
          missed-deadline      60-120 s  story              Missed deadline
          negative-feedback    60-120 s  story              Negative feedback
          beyond-requirements  60-120 s  story              Beyond the requirements
          dive-deep            60-120 s  story              Dive deep
          reverse-questions     20-60 s  reverse-questions  Your questions for us

        expectations  Above and below expectations
          above-and-below      60-120 s  two-part           Above and below expectations

        `greenroom prompts show PACK/QUESTION` tells what a question asks for.
        "#);
    }

    #[test]
    fn every_question_is_shown_within_80_columns() {
        let catalog = Catalog::shipped(&RUBRICS).unwrap();
        for prompt in catalog.packs().iter().flat_map(|pack| &pack.prompts) {
            let (text, failure) = greenroom_prompts(&["show", &prompt.name()]);
            assert_eq!(failure, None);
            assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            for ask in &prompt.asks {
                assert!(words(&text).contains(&words(&ask.text)), "{} is not shown of {}", ask.id, prompt.id);
            }
        }
    }

    #[test]
    fn a_question_is_shown_with_all_that_it_wants() {
        insta::assert_snapshot!(greenroom_prompts(&["show", "dive-deep"]).0, @r#"
        screen/dive-deep  Dive deep

          Tell me about a problem that you could only solve by going down into the
          details. What did you suspect, how did you collect evidence, and how were you
          sure that you had found the real cause?

        Kind:    story, Amazon, Software Engineer, behavioural and leadership, technical
                 screen, medium
        Time:    30 s to think, 60-120 s to speak (at least 45, at most 150)
        Rubric:  star-l

        It asks for:
          - the symptom and whom it hurt
          - what you suspected, and what spoke against it
          - the data you gathered
          - the root cause and how you verified it
          - the fix, its effect, and what keeps it fixed
          - what you took from it (good to have)

        Principles:
          - Dive Deep: knows the details, and is not content while the numbers and the
            story disagree
          - Ownership: thinks beyond the own task and the next release, and never calls
            a problem somebody else's

        Follow-up questions:
          - where the result is missing: What did the graph look like after the fix?
          - where the result has no number: What was the figure before, and what was
            it after?
          - where everything is "we": Which of those measurements did you take yourself?
          - where the answer stays vague: Which guess did you throw out first, and on
            what evidence?
          - where nothing shows that it worked: How could you tell the cause from
            something that only happened at the same time?
          - where the answer is too long: If I only remember one piece of evidence,
            which should it be?
          - where the answer is strong: Why had nobody seen it before it broke?

        Watch out for:
          - An outcome without a figure.
          - The same story for two of the questions: have one for each.
          - Somebody else's fault: say what you could have done, and what prevents it
            now.
          - No close: say which test, alert, check or habit made the change last.

        Related questions:
          - screen/beyond-requirements
          - screen/missed-deadline
          - general/story
        "#);
    }

    #[test]
    fn a_question_that_cannot_be_scored_says_so() {
        assert!(greenroom_prompts(&["show", "reverse-questions"]).0.contains("not scored yet"));
        assert!(!greenroom_prompts(&["show", "dive-deep"]).0.contains("not scored yet"));
    }

    #[test]
    fn a_mistyped_question_is_guessed() {
        insta::assert_snapshot!(greenroom_prompts(&["show", "dive-dep"]).1.unwrap(), @r#"
        Error: no question `dive-dep`; did you mean `screen/dive-deep`?
        Hint: `greenroom prompts list` names all questions.
        "#);
    }

    #[test]
    fn a_wrong_pack_is_told_with_the_failure() {
        let (text, failure) = greenroom_prompts(&["check", "tests/wrong-packs/times-out-of-order.toml"]);
        insta::assert_snapshot!(format!("{text}---\n{}", failure.unwrap()), @r#"
        tests/wrong-packs/times-out-of-order.toml:14:28: `target_to` (60) is less than `target_from` (90)
           14 | time = { target_from = 90, target_to = 60 }
              |                            ^^^^^^^^^
           help: each is at least the one before it: soft_min, target_from, target_to, soft_max

        ---
        Error: 1 problem in 1 pack
        Hint: `prompts/README.md` tells how a pack is written.
        "#);
        let (text, failure) = greenroom_prompts(&["--pack", "tests/wrong-packs/times-out-of-order.toml"]);
        assert_eq!(text, "");
        assert!(failure.unwrap().contains("`target_to`"));
    }

    #[test]
    fn packs_named_in_both_ways_are_both_checked() {
        let typed = ["check", "prompts/packs/screen.toml", "--pack", "tests/wrong-packs/no-end.toml"];
        let (text, failure) = greenroom_prompts(&typed);
        assert!(text.starts_with("prompts/packs/screen.toml: 6 questions, no problem\n"), "{text}");
        assert!(failure.unwrap().starts_with("Error: 1 problem in 1 pack"));
    }

    #[test]
    fn packs_without_a_problem_are_counted() {
        let (text, failure) =
            greenroom_prompts(&["check", "prompts/packs/screen.toml", "prompts/packs/general.toml"]);
        assert_eq!(failure, None);
        assert_eq!(
            text,
            "prompts/packs/screen.toml: 6 questions, no problem\nprompts/packs/general.toml: 1 question, no problem\n"
        );
    }

    #[test]
    fn a_reader_that_has_seen_enough_is_no_failure() {
        struct ClosedPipe;
        impl Write for ClosedPipe {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let typed = Typed::try_parse_from(["prompts"]).unwrap();
        assert!(run(&typed.prompts, &RUBRICS, &mut ClosedPipe).is_ok());
    }
}
