//! The report as Markdown: the same page with tables, for notes and for sharing.

use super::page::{Block, Fact, ScoreRow, Step, page};
use super::safe::safe_for_markdown as safe;
use super::{Report, carets};

/// Columns of the answer, which stands as it is laid out.
const ANSWER_WIDTH: usize = 90;

/// The report as Markdown.
///
/// Words of the answer and of the question are escaped: they cannot open a tag, a link or a heading.
#[must_use]
pub fn markdown(report: &Report) -> String {
    let blocks: Vec<String> = page(report).iter().map(block).collect();
    format!("{}\n", blocks.join("\n\n"))
}

fn block(block: &Block) -> String {
    match block {
        Block::Title(title) => format!("# {}", safe(title)),
        Block::Heading(heading) => format!("## {heading}"),
        Block::Paragraph(says) => paragraph(says),
        Block::Verdict(says) => format!("**{}**", safe(says)),
        Block::Facts(facts) => {
            let rows: Vec<String> = facts.iter().map(fact).collect();
            format!("| figure | value |\n|---|---|\n{}", rows.join("\n"))
        }
        Block::Steps(steps) => {
            let steps: Vec<String> =
                steps.iter().enumerate().map(|(place, step)| numbered(place + 1, step)).collect();
            steps.join("\n")
        }
        Block::Bullets(bullets) => {
            let bullets: Vec<String> = bullets.iter().map(|says| format!("- {}", safe(says))).collect();
            bullets.join("\n")
        }
        Block::Scores(rows) => {
            let rows: Vec<String> = rows.iter().map(score).collect();
            format!("| level | criterion | what shows it |\n|---|---|---|\n{}", rows.join("\n"))
        }
        Block::Answer(view) => {
            let answer = carets::lay_out(view, ANSWER_WIDTH).join("\n");
            let fence = fence(&answer);
            format!("{fence}text\n{answer}\n{fence}")
        }
    }
}

/// A line that begins with a number and a dot, a plus or a dash would become a list.
fn paragraph(says: &str) -> String {
    let says = safe(says);
    let marker = says.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_list = says.starts_with(['-', '+', '=']);
    let is_numbered = marker.len() < says.len() && marker.starts_with(['.', ')']);
    if is_list {
        format!("\\{says}")
    } else if is_numbered {
        format!("{}\\{marker}", &says[..says.len() - marker.len()])
    } else {
        says
    }
}

fn fact(fact: &Fact) -> String {
    let says: Vec<String> = fact.says.iter().map(|says| safe(says)).collect();
    format!("| {} | {} |", safe(&fact.label), says.join("<br>"))
}

fn numbered(number: usize, step: &Step) -> String {
    let quote = step.shown_by.as_ref().map(|quote| format!("<br>{}", safe(&quote.to_string())));
    format!("{number}. **{}**: {}{}", safe(&step.about), safe(&step.says), quote.unwrap_or_default())
}

fn score(row: &ScoreRow) -> String {
    let level = row.level.map_or_else(|| "not judged".to_owned(), |level| format!("{level}/5"));
    let weight = if row.weight.is_empty() { String::new() } else { format!(" ({})", safe(&row.weight)) };
    let lines: Vec<String> = row.lines.iter().map(|says| safe(says)).collect();
    format!("| {level} | {}{weight} | {} |", safe(&row.title), lines.join("<br>"))
}

/// A fence longer than any run of backticks inside it.
fn fence(inside: &str) -> String {
    let longest = inside.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(3.max(longest + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_close_the_fence_around_the_answer() {
        assert_eq!(fence("no tick"), "```");
        assert_eq!(fence("a ``` b ````` c"), "``````");
    }

    #[test]
    fn a_paragraph_does_not_become_a_list() {
        assert_eq!(paragraph("1. not a list"), "1\\. not a list");
        assert_eq!(paragraph("- not a list"), "\\- not a list");
        assert_eq!(paragraph("3 figures."), "3 figures.");
    }
}
