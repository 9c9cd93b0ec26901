//! The report for a terminal: plain lines, readable without colour, in 80 columns and in 40.

use textwrap::{Options, WordSplitter, WrapAlgorithm};

use super::page::{Block, Fact, ScoreRow, Step, page};
use super::safe::safe_for_terminal;
use super::{Report, carets};

/// Nothing is laid out narrower than this.
const NARROWEST: usize = 40;

/// Longer lines are hard to read, so a wider terminal gets these.
const WIDEST: usize = 100;

/// From here on, the names of figures have a column of their own.
const ROOMY: usize = 60;

/// The column of names.
const NAMES: usize = 15;

/// The report as lines for a terminal of `width` columns, with a line break at the end of each.
///
/// A width under 40 is taken as 40. No line is longer than the width, and nothing in it but line breaks is a control
/// character, whatever the words are.
#[must_use]
pub fn text(report: &Report, width: usize) -> String {
    let mut sheet = Sheet { width: width.clamp(NARROWEST, WIDEST), out: String::new() };
    for block in page(report) {
        sheet.block(&block);
    }
    sheet.out
}

struct Sheet {
    width: usize,
    out: String,
}

impl Sheet {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(title) => {
                self.wrapped(title, "", "");
                self.line(
                    &"=".repeat(self.width.min(textwrap::core::display_width(&safe_for_terminal(title)))),
                );
            }
            Block::Verdict(says) => {
                self.line("");
                self.wrapped(says, "", "");
            }
            Block::Heading(heading) => {
                self.line("");
                self.line(&heading.to_uppercase());
            }
            Block::Paragraph(says) => self.wrapped(says, "", ""),
            Block::Facts(facts) => facts.iter().for_each(|fact| self.fact(fact)),
            Block::Steps(steps) => {
                steps.iter().enumerate().for_each(|(place, step)| self.step(place + 1, step));
            }
            Block::Bullets(bullets) => bullets.iter().for_each(|says| self.wrapped(says, "- ", "  ")),
            Block::Scores(rows) => rows.iter().for_each(|row| self.score(row)),
            Block::Answer(view) => {
                for line in carets::lay_out(view, self.width) {
                    self.line(&line);
                }
            }
        }
    }

    fn fact(&mut self, fact: &Fact) {
        if self.width < ROOMY {
            self.wrapped(&format!("{}:", fact.label), "", "");
            fact.says.iter().for_each(|says| self.wrapped(says, "  ", "    "));
            return;
        }
        for (number, says) in fact.says.iter().enumerate() {
            let name = if number == 0 { safe_for_terminal(&fact.label) } else { "".into() };
            let hanging = " ".repeat(NAMES + 2);
            self.wrapped(says, &format!("{name:<NAMES$}"), &hanging);
        }
    }

    fn step(&mut self, number: usize, step: &Step) {
        self.wrapped(&format!("{}: {}", step.about, step.says), &format!("{number}. "), "   ");
        if let Some(quote) = &step.shown_by {
            self.wrapped(&quote.to_string(), "   ", "   ");
        }
    }

    fn score(&mut self, row: &ScoreRow) {
        let weight = if row.weight.is_empty() { String::new() } else { format!(" ({})", row.weight) };
        let head = format!("{}{weight}", row.title);
        let level = row.level.map_or_else(|| "-/5".to_owned(), |level| format!("{level}/5"));
        self.wrapped(&head, &format!("{level} {} ", bar(row.level)), "            ");
        row.lines.iter().for_each(|says| self.wrapped(says, "    ", "      "));
    }

    fn wrapped(&mut self, says: &str, first: &str, rest: &str) {
        let options = Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .wrap_algorithm(WrapAlgorithm::FirstFit)
            .word_splitter(WordSplitter::NoHyphenation);
        for line in textwrap::wrap(&safe_for_terminal(says), options) {
            self.line(&line);
        }
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }
}

/// A level as a bar: `[####-]`.
pub(super) fn bar(level: Option<u8>) -> String {
    let full = usize::from(level.unwrap_or(0)).min(5);
    format!("[{}{}]", "#".repeat(full), "-".repeat(5 - full))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use textwrap::core::display_width;

    use super::super::{json, markdown, samples};
    use super::*;

    fn golden(name: &str, shown: &str) {
        let settings = || {
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path("../../tests/golden");
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings
        };
        settings().bind(|| insta::assert_snapshot!(name, shown));
    }

    #[test]
    fn a_strong_spoken_answer() {
        golden("strong", &text(&samples::strong(), 80));
        golden("strong_in_40_columns", &text(&samples::strong(), 40));
        golden("strong_markdown", &markdown(&samples::strong()));
    }

    #[test]
    fn a_weak_spoken_answer() {
        golden("weak", &text(&samples::weak(), 80));
    }

    #[test]
    fn a_silent_recording() {
        golden("silent", &text(&samples::silent(), 80));
    }

    #[test]
    fn an_answer_to_another_question_keeps_its_delivery() {
        golden("off_topic", &text(&samples::off_topic(), 80));
    }

    #[test]
    fn a_written_answer() {
        golden("written", &text(&samples::written(), 80));
        golden("written_markdown", &markdown(&samples::written()));
    }

    #[test]
    fn two_stories_stand_one_after_the_other() {
        golden("two_part", &text(&samples::two_part(), 80));
    }

    #[test]
    fn a_story_that_is_missing_is_named_at_the_top() {
        let shown = text(&samples::one_of_two(), 100);
        let top = shown.split("SCORES").next().unwrap();
        assert!(top.contains("story 2: 0") && top.contains("The second story was not heard"), "{top}");
    }

    #[test]
    fn the_questions_of_a_candidate() {
        golden("asking_back", &text(&samples::asking_back(), 80));
    }

    /// Words as they could come from a file that means harm: controls, escapes, wide and joined letters, backticks.
    fn hostile_word() -> impl Strategy<Value = String> {
        prop_oneof![
            "\\PC{0,12}",
            proptest::collection::vec(any::<char>(), 0..12).prop_map(|chars| chars.into_iter().collect()),
            Just("\u{1b}[2J\u{1b}]0;title\u{7}".to_owned()),
            Just("\u{202e}\u{2067}evil".to_owned()),
            Just("\u{65e5}".repeat(60)),
            Just("```|<b>\n# x".to_owned()),
        ]
    }

    fn hostile_report(words: &[String], which: usize) -> Report {
        let mut report = samples::all()[which].clone();
        for (place, word) in report.transcript.words.iter_mut().enumerate() {
            word.text = words[place % words.len()].clone();
        }
        let hostile = |place: usize| words[place % words.len()].clone();
        report.prompt.title = hostile(1);
        report.prompt.text = words.join(" ");
        report.prompt.id = hostile(2);
        report.source = match report.source {
            super::super::Source::Audio { sound, mut engine, .. } => {
                engine.model = hostile(3);
                engine.sha256 = hostile(4);
                super::super::Source::Audio { name: hostile(5), sound, engine }
            }
            super::super::Source::Text { .. } => super::super::Source::Text { name: hostile(5) },
        };
        for (place, hit) in report.measures.fillers.iter_mut().enumerate() {
            hit.text = hostile(place);
        }
        if let Some(next) = &mut report.next_question {
            next.text = hostile(12);
        }
        report.told_before = samples::told_before().told_before.map(|mut told| {
            (told.title, told.day, told.take) = (hostile(13), hostile(14), hostile(15));
            told.shared.iter_mut().for_each(|shared| shared.there = hostile(16));
            told
        });
        report.follow_up = samples::followed_up().follow_up.map(|mut follow_up| {
            (follow_up.question, follow_up.take) = (hostile(17), hostile(18));
            follow_up.first_word = words.len();
            follow_up
        });
        for ask in &mut report.prompt.asks {
            ask.text = hostile(6);
        }
        for verdict in &mut report.judgement.verdicts {
            verdict.title = hostile(7);
            match &mut verdict.outcome {
                crate::rubric::Outcome::Scored(score) => {
                    score.anchor = hostile(8);
                    score.gap = score.gap.as_ref().map(|_| hostile(9));
                    score.advice = score.advice.as_ref().map(|_| hostile(10));
                }
                crate::rubric::Outcome::NotJudged { why } => *why = hostile(11),
            }
        }
        report
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn no_word_reaches_the_terminal_with_a_control_character(
            words in proptest::collection::vec(hostile_word(), 1..24), which in 0..7_usize, width in 0..130_usize,
        ) {
            let report = hostile_report(&words, which);
            let shown = text(&report, width);
            let control = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            prop_assert!(!shown.contains(control), "{shown:?}");
            prop_assert!(!markdown(&report).contains(control));
        }

        #[test]
        fn no_line_is_wider_than_the_terminal(
            words in proptest::collection::vec(hostile_word(), 1..24), which in 0..7_usize, width in 40..130_usize,
        ) {
            for line in text(&hostile_report(&words, which), width).lines() {
                prop_assert!(display_width(line) <= width, "{width}: {line:?}");
            }
        }

        #[test]
        fn the_json_of_any_words_is_one_line_that_can_be_read(
            words in proptest::collection::vec(hostile_word(), 1..24), which in 0..7_usize,
        ) {
            let report = hostile_report(&words, which);
            let line = json(&report);
            prop_assert!(!line.contains('\n'));
            let document: serde_json::Value = serde_json::from_str(&line).unwrap();
            let keys: Vec<&String> = document.as_object().unwrap().keys().collect();
            prop_assert_eq!(keys.len(), 15);
            let heard = document["transcript"]["words"].as_array().unwrap();
            prop_assert_eq!(heard.len(), report.transcript.words.len());
            for (heard, word) in heard.iter().zip(&report.transcript.words) {
                prop_assert_eq!(heard["text"].as_str(), Some(word.text.as_str()));
            }
        }
    }
}
