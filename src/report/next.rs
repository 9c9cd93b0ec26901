//! What comes after the score: the question that an interviewer would put next, and what brings the answer to its
//! length.

use super::Report;
use super::bands::clock;
use super::page::Block;
use crate::rubric::cut::{Cut, CutSentence, Growth, Refit};
use crate::rubric::probe::NextQuestion;
use crate::time::Length;

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let mut blocks = report.next_question.as_ref().map(|next| question(report, next)).unwrap_or_default();
    blocks.extend(match &report.refit {
        Some(Refit::Cut(found)) => cut(report, found),
        Some(Refit::Grow(growth)) => grow(growth),
        None => Vec::new(),
    });
    blocks
}

fn question(report: &Report, next: &NextQuestion) -> Vec<Block> {
    let place = next.words.and_then(|words| report.place(words, None));
    let place = place.map(|place| format!(" (at {place})")).unwrap_or_default();
    vec![
        Block::Heading("An interviewer would ask next"),
        Block::Paragraph(next.text.clone()),
        Block::Paragraph(format!("Why{place}: {}", next.why)),
    ]
}

/// Whole seconds, so that what is said of a length adds up with what the rubric says of it.
fn seconds(length: Length) -> u32 {
    length.seconds().round() as u32
}

fn cut(report: &Report, cut: &Cut) -> Vec<Block> {
    let over = seconds(cut.takes).saturating_sub(seconds(cut.target)).max(1);
    let these = match cut.sentences.len() {
        1 => "this sentence".to_owned(),
        more => format!("these {more} sentences"),
    };
    let lands = clock(seconds(cut.lands_at));
    let lands = if cut.is_enough() {
        format!("you land at {lands}.")
    } else {
        format!(
            "you land at {lands}, still over. What is left is what counts: say some of it in fewer words."
        )
    };
    let says =
        format!("{over} s over the {} of the question. Without {these} {lands}", clock(seconds(cut.target)));
    let bullets = cut.sentences.iter().map(|sentence| one(report, sentence)).collect();
    vec![Block::Heading("What can go"), Block::Paragraph(says), Block::Bullets(bullets)]
}

fn one(report: &Report, sentence: &CutSentence) -> String {
    let quote = report.quote(sentence.words, sentence.at);
    format!("{quote} - {:.1} s, {}", sentence.saves.seconds(), sentence.why.in_words())
}

fn grow(growth: &Growth) -> Vec<Block> {
    let says = format!(
        "{} s short of the {} of the question. They are worth most for \"{}\": {}",
        seconds(growth.under).max(1),
        clock(seconds(growth.takes + growth.under)),
        growth.title,
        growth.gap
    );
    vec![Block::Heading("What to grow"), Block::Paragraph(says)]
}

#[cfg(test)]
mod tests {
    use super::super::{Report, json, markdown, samples, text};

    /// The lines of a report from a heading up to the next empty line.
    fn section(report: &Report, heading: &str) -> Vec<String> {
        let shown = text(report, 100);
        let lines = shown.lines().skip_while(|line| *line != heading).skip(1);
        lines.take_while(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    #[test]
    fn the_question_comes_with_its_reason_and_place() {
        let lines = section(&samples::weak(), "AN INTERVIEWER WOULD ASK NEXT");
        assert_eq!(lines[0], "How close was it, in hours or in money?");
        assert!(
            lines[1].starts_with("Why (at 0:2")
                && lines[1].contains("The outcome has no figure: \"in the end"),
            "{lines:?}"
        );
        let document: serde_json::Value = serde_json::from_str(&json(&samples::weak())).unwrap();
        assert_eq!(document["probe"]["when"], "missing-number");
        assert!(document["probe"]["from"].as_f64() > Some(1.0));
    }

    #[test]
    fn an_unscored_answer_has_none_of_it() {
        for report in [samples::silent(), samples::off_topic()] {
            let shown = text(&report, 100) + &markdown(&report);
            for heading in ["ask next", "ASK NEXT", "can go", "CAN GO", "to grow", "TO GROW"] {
                assert!(!shown.contains(heading), "{heading}");
            }
        }
    }

    #[test]
    fn the_cut_list_adds_up_and_says_where_it_lands() {
        let lines = section(&samples::long(), "WHAT CAN GO").join(" ");
        assert!(
            lines.starts_with("6 s over the 0:55 of the question. Without this sentence you land at 0:5"),
            "{lines}"
        );
        let document: serde_json::Value = serde_json::from_str(&json(&samples::long())).unwrap();
        let cut = &document["cut"];
        let saved: f64 =
            cut["sentences"].as_array().unwrap().iter().map(|one| one["saves"].as_f64().unwrap()).sum();
        let takes = document["measures"]["spoken_seconds"].as_f64().unwrap();
        assert!((takes - saved - cut["lands_at"].as_f64().unwrap()).abs() < 0.01, "{cut}");
        assert!((takes - 55.0 - cut["over"].as_f64().unwrap()).abs() < 0.01, "{cut}");
    }

    #[test]
    fn a_short_answer_names_the_part_with_most_to_gain() {
        let lines = section(&samples::short(), "WHAT TO GROW").join(" ");
        assert!(
            lines.contains(
                " s short of the 1:30 of the question. They are worth most for \"Decisions and trade-offs\": "
            ),
            "{lines}"
        );
    }
}
