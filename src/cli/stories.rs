//! `greenroom sessions stories`: the speaker's own stories, what they were told for and which principles they cover.

use std::fmt::Write as _;
use std::io::Write;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::prompts::PackFiles;
use super::{sessions, studio};
use crate::prompt::Catalog;
use crate::report::safe::safe_for_terminal;
use crate::session::{Sessions, Story};

/// What was typed after `sessions stories`.
#[derive(Debug, Args)]
pub(super) struct Typed {
    /// As one JSON document
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    packs: PackFiles,
}

/// Lists the stories, the one told last first.
pub(super) fn run(typed: &Typed, sessions: &Sessions, out: &mut dyn Write) -> Result<(), Failure> {
    let catalog = typed.packs.catalog(&studio::rubrics())?;
    let stories = sessions.stories().map_err(|error| sessions::failure(&error))?;
    let columns = columns(&stories, &catalog);
    if typed.json {
        // Only a map with keys that are no strings could fail here; there is none.
        let document = serde_json::to_string(&document(&stories, &columns, &catalog)).unwrap_or_default();
        writeln!(out, "{document}")?;
    } else {
        write!(out, "{}", table(&stories, &columns, &catalog))?;
    }
    Ok(())
}

/// The principles of the packs that the stories' questions are from, in their order, each once.
fn columns(stories: &[Story], catalog: &Catalog) -> Vec<String> {
    let mut columns: Vec<String> = Vec::new();
    let mut add = |name: &String| {
        if !columns.contains(name) {
            columns.push(name.clone());
        }
    };
    for pack in catalog.packs() {
        let prompts = || pack.prompts.iter();
        let was_asked = |name: &str| prompts().any(|prompt| prompt.name() == name);
        let is_used = stories.iter().flat_map(Story::questions).any(|(name, _)| was_asked(name));
        if is_used {
            pack.principles.iter().for_each(|principle| add(&principle.name));
            prompts().flat_map(|prompt| &prompt.principles).for_each(|principle| add(&principle.name));
        }
    }
    columns
}

/// Whether a sentence of one of its tellings shows a principle.
fn shows(story: &Story, principle: &str) -> bool {
    story.tellings.iter().any(|telling| telling.shown.iter().any(|shown| shown == principle))
}

/// Whether a story was told for a question that is asked for a principle.
fn is_meant_for(story: &Story, principle: &str, catalog: &Catalog) -> bool {
    story.questions().iter().any(|(name, _)| {
        let asked =
            catalog.packs().iter().flat_map(|pack| &pack.prompts).find(|prompt| prompt.name() == *name);
        asked.is_some_and(|prompt| prompt.principles.iter().any(|known| known.name == principle))
    })
}

/// The initials of a principle, or the first two letters where it is one word; with a number where they are taken.
fn short(columns: &[String]) -> Vec<String> {
    let mut shorts: Vec<String> = Vec::new();
    for name in columns {
        let initials: String = name
            .split_whitespace()
            .filter_map(|word| word.chars().next())
            .filter(|c| c.is_uppercase())
            .collect();
        let plain = match initials.chars().count() {
            0 | 1 => {
                name.chars().filter(|c| c.is_alphanumeric()).take(2).flat_map(char::to_uppercase).collect()
            }
            _ => initials,
        };
        let numbered = (2..).map(|number| format!("{plain}{number}"));
        let free = std::iter::once(plain.clone()).chain(numbered).find(|short| !shorts.contains(short));
        shorts.extend(free);
    }
    shorts
}

/// A line for each story: best score, last day, a mark for each principle, its words, its questions.
fn table(stories: &[Story], columns: &[String], catalog: &Catalog) -> String {
    if stories.is_empty() {
        return "No story has been told yet. `greenroom practice` asks for one.\n".to_owned();
    }
    let shorts = short(columns);
    let heads =
        [&["BEST", "LAST      "][..], &shorts.iter().map(String::as_str).collect::<Vec<_>>()].concat();
    let mut text = format!("{}  STORY: TOLD FOR\n", heads.join("  "));
    for story in stories {
        let marks = columns.iter().zip(&shorts).map(|(principle, short)| {
            let mark = match (shows(story, principle), is_meant_for(story, principle, catalog)) {
                (true, _) => "x",
                (false, true) => "o",
                (false, false) => ".",
            };
            let width = short.chars().count();
            format!("{mark:<width$}  ")
        });
        let marks: String = marks.collect();
        let titles: Vec<&str> = story.questions().into_iter().map(|(_, title)| title).collect();
        let line = format!(
            "{:>4}  {:<10}  {marks}{}: {}",
            story.best(),
            story.last_day(),
            story.title_words().join(" "),
            titles.join(", ")
        );
        let _ = writeln!(text, "{}", safe_for_terminal(&line));
    }
    let legend: Vec<String> =
        columns.iter().zip(&shorts).map(|(name, short)| format!("{short} {name}")).collect();
    if !legend.is_empty() {
        let _ = writeln!(text, "\n{}", safe_for_terminal(&legend.join(", ")));
        let _ = writeln!(
            text,
            "x: a sentence shows it; o: the question was asked for it, and nothing shows it yet."
        );
    }
    let bare: Vec<&str> = columns
        .iter()
        .filter(|principle| !stories.iter().any(|story| shows(story, principle)))
        .map(String::as_str)
        .collect();
    if !bare.is_empty() {
        let _ = writeln!(text, "No story shows yet: {}.", safe_for_terminal(&bare.join(", ")));
    }
    text
}

#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    principles: &'a [String],
    stories: Vec<StoryRow<'a>>,
}

#[derive(Serialize)]
struct StoryRow<'a> {
    words: Vec<String>,
    best: u32,
    last_day: &'a str,
    questions: Vec<QuestionRow<'a>>,
    principles: Vec<&'a str>,
    shown: Vec<&'a str>,
    takes: Vec<&'a str>,
}

#[derive(Serialize)]
struct QuestionRow<'a> {
    prompt: &'a str,
    title: &'a str,
}

fn document<'a>(stories: &'a [Story], columns: &'a [String], catalog: &Catalog) -> Document<'a> {
    let row = |story: &'a Story| StoryRow {
        words: story.title_words(),
        best: story.best(),
        last_day: story.last_day(),
        questions: story
            .questions()
            .into_iter()
            .map(|(prompt, title)| QuestionRow { prompt, title })
            .collect(),
        principles: columns
            .iter()
            .map(String::as_str)
            .filter(|principle| is_meant_for(story, principle, catalog))
            .collect(),
        shown: columns.iter().map(String::as_str).filter(|principle| shows(story, principle)).collect(),
        takes: story.tellings.iter().map(|telling| telling.take.as_str()).collect(),
    };
    Document { format: 1, principles: columns, stories: stories.iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::EarlierStory;
    use crate::structure::signature::Signature;
    use crate::transcript::Transcript;

    fn story(prompts: &[(&str, &str)], text: &str) -> Story {
        let transcript = Transcript::from_text(text);
        let telling = |(prompt, title): &(&str, &str)| EarlierStory {
            take: "2026-11-22-0412/1".to_owned(),
            prompt: (*prompt).to_owned(),
            title: (*title).to_owned(),
            begun: "2026-11-22T04:12:33+01:00".to_owned(),
            overall: 61,
            signature: Signature::of(&transcript),
            transcript: transcript.clone(),
            shown: vec!["Dive Deep".to_owned()],
        };
        Story { tellings: prompts.iter().map(telling).collect() }
    }

    fn catalog() -> Catalog {
        Catalog::shipped(&["star-l", "star-rlf", "reverse-questions"]).unwrap()
    }

    #[test]
    fn a_story_is_one_line_with_a_mark_for_each_principle_of_its_questions() {
        let stories = [
            story(&[("screen/dive-deep", "Dive deep")], "The lantern cues were lost."),
            story(&[("mine/gone", "A \u{1b}[2J question")], "Forklifts hit the charging station."),
        ];
        let text = table(&stories, &columns(&stories, &catalog()), &catalog());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "BEST  LAST        DR  ET  DD  OW  BA  IHS  STORY: TOLD FOR");
        assert_eq!(lines[1], "  61  2026-11-22  .   .   x   o   .   .    lantern cues: Dive deep");
        assert!(
            lines[2].contains(".   .   x   .   .   .    forklifts hit charging station: A \\u{1b}[2J"),
            "{text}"
        );
        assert!(text.contains("DD Dive Deep, OW Ownership"), "{text}");
        assert!(text.ends_with("No story shows yet: Deliver Results, Earn Trust, Ownership, Bias for Action, Insist on the Highest Standards.\n"));
    }

    #[test]
    fn the_document_has_the_same_stories() {
        let stories = [story(
            &[("screen/dive-deep", "Dive deep"), ("screen/missed-deadline", "Missed deadline")],
            "The lantern cues were lost.",
        )];
        let columns = columns(&stories, &catalog());
        let text = serde_json::to_string(&document(&stories, &columns, &catalog())).unwrap();
        let found: serde_json::Value = serde_json::from_str(&text).unwrap();
        let one = &found["stories"][0];
        assert_eq!(one["questions"][1]["prompt"], "screen/missed-deadline");
        assert_eq!(
            one["principles"],
            serde_json::json!(["Deliver Results", "Earn Trust", "Dive Deep", "Ownership"])
        );
        assert_eq!(one["shown"], serde_json::json!(["Dive Deep"]));
        assert_eq!((one["best"].as_u64(), one["takes"].as_array().map(Vec::len)), (Some(61), Some(2)));
    }

    #[test]
    fn principles_with_equal_initials_are_told_apart() {
        let names = ["Dive Deep", "Do Daily", "Ownership", "quiet"].map(str::to_owned);
        assert_eq!(short(&names), ["DD", "DD2", "OW", "QU"]);
    }

    #[test]
    fn nobody_without_a_story_gets_an_empty_table() {
        assert!(table(&[], &[], &catalog()).contains("`greenroom practice`"));
    }
}
