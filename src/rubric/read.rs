//! Reads rubrics from TOML, and holds those that ship with the program.

use thiserror::Error;

use super::{Criterion, Rubric, rules};
use crate::prompt::Kind;
use crate::prompt::lint;
use crate::prompt::nearest::{did_you_mean, either};
use crate::prompt::problem::{Listing, Place, Problem, Problems, shown};
use crate::prompt::table::{Fields, Marked, document};

/// The rubrics that ship with the program: the id and the text of each.
const SHIPPED: [(&str, &str); 3] = [
    ("star-l", include_str!("../../prompts/rubrics/star-l.toml")),
    ("star-rlf", include_str!("../../prompts/rubrics/star-rlf.toml")),
    ("reverse-questions", include_str!("../../prompts/rubrics/reverse-questions.toml")),
];

/// Why a rubric cannot be used.
#[derive(Debug, Error)]
pub enum RubricError {
    /// The rubric has mistakes, in the order of their lines.
    #[error("{}", Listing(problems))]
    Wrong { problems: Vec<Problem> },
    /// No rubric has this id.
    #[error("there is no rubric `{id}`; there is: {known}")]
    Unknown { id: String, known: String },
}

impl RubricError {
    /// How many things are wrong.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            RubricError::Wrong { problems } => problems.len(),
            RubricError::Unknown { .. } => 1,
        }
    }
}

/// The ids of the rubrics that ship with the program.
pub fn ids() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|(id, _)| *id)
}

/// All rubrics that ship with the program.
pub fn shipped() -> Result<Vec<Rubric>, RubricError> {
    SHIPPED.iter().map(|(id, text)| read(&file_name(id), text)).collect()
}

/// The shipped rubric with this id.
pub fn find(id: &str) -> Result<Rubric, RubricError> {
    match SHIPPED.iter().find(|(known, _)| *known == id) {
        Some((id, text)) => read(&file_name(id), text),
        None => Err(RubricError::Unknown { id: shown(id), known: ids().collect::<Vec<_>>().join(", ") }),
    }
}

fn file_name(id: &str) -> String {
    format!("prompts/rubrics/{id}.toml")
}

/// Reads a rubric from the text of its file, or tells all that is wrong with it; `name` is what messages call the file.
///
/// ```
/// let mistake = greenroom::rubric::read("mine.toml", "id = \"mine\"\nversion = \"one\"").unwrap_err();
/// assert!(mistake.to_string().contains("mine.toml:2:11: `version` is a text"));
/// ```
pub fn read(name: &str, text: &str) -> Result<Rubric, RubricError> {
    let mut problems = Problems::new(name, text);
    let rubric = document(text, "the rubric", &mut problems).map(|fields| rubric(fields, &mut problems));
    match (rubric, problems.into_list()) {
        (Some(rubric), problems) if problems.is_empty() => Ok(rubric),
        (_, problems) => Err(RubricError::Wrong { problems }),
    }
}

fn rubric(mut fields: Fields, problems: &mut Problems) -> Rubric {
    let id = fields.text("id", problems);
    lint::id(&id, problems);
    let version = fields.number("version", 1..=u32::MAX, problems).map(|version| version.value);
    if version.is_none() && !fields.has("version") {
        fields.note_missing("version", problems);
    }
    let title = fields.text("title", problems).value;
    let kinds = kinds(&mut fields, problems);
    let no_story = no_story(&mut fields, &kinds, problems);
    let (mut criteria, mut names) = (Vec::new(), Vec::new());
    for table in fields.tables("criterion", "the criterion", problems) {
        let (one, name) = criterion(table, &kinds, problems);
        criteria.push(one);
        names.push(name);
    }
    if criteria.is_empty() {
        problems.add(fields.place(), "the rubric has no criterion", "add one that begins with [[criterion]]");
    }
    lint::unique("two criteria have", &names, problems);
    fields.end(problems);
    Rubric { id: id.value, version: version.unwrap_or(1), title, kinds, no_story, criteria }
}

/// The kinds of question that it judges.
fn kinds(fields: &mut Fields, problems: &mut Problems) -> Vec<Kind> {
    let given = fields.texts("kinds", problems);
    if given.is_empty() {
        let names = Kind::ALL.map(Kind::name);
        let help = format!("name one or more in `kinds`: {}", either(&names));
        problems.add(fields.place(), "the rubric judges no kind of question", help);
    }
    let mut kinds = Vec::new();
    for kind in given.iter().filter(|kind| !kind.value.is_empty()) {
        if let Some(known) = Kind::ALL.into_iter().find(|known| known.name() == kind.value) {
            kinds.push(known);
        } else {
            let names = Kind::ALL.map(Kind::name);
            let guess = did_you_mean(&kind.value, names);
            let says = format!("there is no kind of question `{}`{guess}", shown(&kind.value));
            problems.add(&kind.at, says, format!("a kind is {}", either(&names)));
        }
    }
    kinds
}

/// What is said where one event was asked for and none is told; only questions for events need it.
fn no_story(fields: &mut Fields, kinds: &[Kind], problems: &mut Problems) -> String {
    if let Some(mut table) = fields.table("no_story", "`no_story`", problems) {
        let anchor = table.text("anchor", problems).value;
        table.end(problems);
        return anchor;
    }
    if kinds.iter().any(|kind| kind.wants_an_event()) && !fields.has("no_story") {
        fields.note_missing("no_story", problems);
    }
    String::new()
}

fn criterion(mut table: Fields, kinds: &[Kind], problems: &mut Problems) -> (Criterion, Marked<String>) {
    let id = table.text("id", problems);
    rule(&id, kinds, problems);
    let title = table.text("title", problems).value;
    let weight = table.decimal("weight", problems);
    if let Some(weight) = &weight
        && !(weight.value.is_finite() && weight.value > 0.0)
    {
        problems.add(&weight.at, format!("`weight` is {}", weight.value), "it is a number above 0");
    }
    if weight.is_none() && !table.has("weight") {
        table.note_missing("weight", problems);
    }
    let has_anchors = table.has("anchors");
    let given = table.texts("anchors", problems);
    let place: Place = given.last().map_or_else(|| id.at.clone(), |last| last.at.clone());
    let many = given.len();
    let anchors: Vec<String> = given.into_iter().map(|anchor| anchor.value).collect();
    let anchors = <[String; 5]>::try_from(anchors).ok();
    if !has_anchors {
        table.note_missing("anchors", problems);
    } else if anchors.is_none() {
        problems.add(
            &place,
            format!("there {} {many} `anchors`", if many == 1 { "is" } else { "are" }),
            "give five sentences that say what the levels 1 to 5 mean",
        );
    }
    table.end(problems);
    let weight = weight.map_or(1.0, |weight| weight.value);
    (Criterion { id: id.value.clone(), title, weight, anchors: anchors.unwrap_or_default() }, id)
}

/// A criterion has the name of a rule, and of one that finds something in answers of the kind.
fn rule(id: &Marked<String>, kinds: &[Kind], problems: &mut Problems) {
    if id.value.is_empty() {
        return;
    }
    let Some(rule) = rules::rule(&id.value) else {
        let known: Vec<&str> = rules::ids().collect();
        let guess = did_you_mean(&id.value, known.iter().copied());
        let says = format!("there is no rule `{}`{guess}", shown(&id.value));
        problems.add(&id.at, says, format!("the rules are {}", known.join(", ")));
        return;
    };
    if let Some(kind) = kinds.iter().find(|kind| !rule.fits(**kind)) {
        let says = format!("`{}` finds nothing in answers of the kind `{}`", id.value, kind.name());
        let fitting: Vec<&str> = rules::fitting(*kind).collect();
        problems.add(&id.at, says, format!("for that kind there are {}", fitting.join(", ")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"id = "mine"
version = 3
title = "Mine"
kinds = ["story"]

[no_story]
anchor = "No event."

[[criterion]]
id = "result"
title = "Result"
weight = 2.0
anchors = ["a", "b", "c", "d", "e"]
"#;

    #[test]
    fn every_shipped_rubric_can_be_read_and_has_the_id_of_its_file() {
        let rubrics = shipped().unwrap();
        let read: Vec<&str> = rubrics.iter().map(|rubric| rubric.id.as_str()).collect();
        assert_eq!(read, ids().collect::<Vec<_>>());
    }

    #[test]
    fn every_rule_is_used_by_a_shipped_rubric() {
        let rubrics = shipped().unwrap();
        let used =
            |rule: &str| rubrics.iter().flat_map(|rubric| &rubric.criteria).any(|known| known.id == rule);
        let unused: Vec<&str> = rules::ids().filter(|rule| !used(rule)).collect();
        assert_eq!(unused, Vec::<&str>::new());
    }

    #[test]
    fn each_shipped_rubric_judges_its_kind_of_question() {
        let kinds: Vec<Vec<Kind>> = shipped().unwrap().into_iter().map(|rubric| rubric.kinds).collect();
        assert_eq!(kinds, [[Kind::Story], [Kind::TwoPart], [Kind::ReverseQuestions]]);
        let judged = |kind: &Kind| kinds.iter().flatten().any(|judged| judged == kind);
        for kind in Kind::ALL {
            assert_eq!(kind.not_yet().is_none(), judged(&kind), "{}", kind.name());
        }
    }

    #[test]
    fn what_is_written_is_what_is_read() {
        let rubric = read("mine.toml", GOOD).unwrap();
        assert_eq!((rubric.id.as_str(), rubric.version), ("mine", 3));
        assert_eq!(rubric.criteria[0].anchors[4], "e");
        assert!((rubric.criteria[0].weight - 2.0).abs() < f64::EPSILON);
        let whole = read("mine.toml", &GOOD.replace("2.0", "2")).unwrap();
        assert!((whole.criteria[0].weight - 2.0).abs() < f64::EPSILON);
    }

    #[test]
    fn only_a_question_for_an_event_needs_a_sentence_for_no_event() {
        let without = GOOD.replace("[no_story]\nanchor = \"No event.\"\n", "");
        assert!(read("mine.toml", &without).is_err());
        let asked = without.replace("story", "reverse-questions").replace("\"result\"", "\"open\"");
        assert_eq!(read("mine.toml", &asked).unwrap().no_story, "");
    }

    #[test]
    fn a_mistake_is_named_with_its_place() {
        struct Case {
            from: &'static str,
            to: &'static str,
            says: &'static str,
        }
        let cases = [
            Case { from: "version = 3", to: "version = 0", says: "mine.toml:2:11: `version` is 0" },
            Case { from: "version = 3\n", to: "", says: "mine.toml:1:1: the rubric has no `version`" },
            Case {
                from: "weight = 2.0",
                to: "wieght = 2.0",
                says: "mine.toml:12:1: the criterion has an unknown field `wieght`; did you mean `weight`?",
            },
            Case {
                from: "\"story\"",
                to: "\"saga\"",
                says: "mine.toml:4:10: there is no kind of question `saga`",
            },
            Case { from: "\"mine\"", to: "\" \"", says: "mine.toml:1:6: `id` is empty" },
            Case {
                from: "[\"story\"]",
                to: "[]",
                says: "mine.toml:1:1: the rubric judges no kind of question",
            },
            Case {
                from: "id = \"result\"",
                to: "id = \"resullt\"",
                says: "mine.toml:10:6: there is no rule `resullt`; did you mean `result`?",
            },
            Case {
                from: "id = \"result\"",
                to: "id = \"asked\"",
                says: "mine.toml:10:6: `asked` finds nothing in answers of the kind `story`",
            },
            Case { from: "\"Result\"", to: "\"\"", says: "mine.toml:11:9: `title` is empty" },
            Case { from: "2.0", to: "0.0", says: "mine.toml:12:10: `weight` is 0" },
            Case { from: "2.0", to: "nan", says: "mine.toml:12:10: `weight` is NaN" },
            Case { from: "2.0", to: "\"two\"", says: "mine.toml:12:10: `weight` is a text" },
            Case { from: ", \"e\"", to: "", says: "mine.toml:13:27: there are 4 `anchors`" },
            Case { from: "\"e\"", to: "\" \"", says: "mine.toml:13:32: `anchors` is empty" },
        ];
        for case in cases {
            let text = GOOD.replace(case.from, case.to);
            assert_ne!(text, GOOD, "{}", case.from);
            let message = read("mine.toml", &text).unwrap_err().to_string();
            assert!(message.contains(case.says), "{message}");
        }
    }

    #[test]
    fn all_mistakes_are_told_in_their_order_with_a_caret() {
        let text = GOOD
            .replace("version = 3", "version = \"3\"")
            .replace("\"result\"", "\"charm\"")
            .replace(", \"e\"", "");
        let error = read("mine.toml", &text).unwrap_err();
        assert_eq!(error.count(), 3);
        let message = error.to_string();
        assert!(
            message.starts_with(
                "mine.toml:2:11: `version` is a text\n    2 | version = \"3\"\n      |           ^^^\n   help: it has to be a whole number"
            ),
            "{message}"
        );
    }

    #[test]
    fn a_criterion_that_stands_twice_is_a_mistake() {
        let (_, criterion) = GOOD.split_at(GOOD.find("[[criterion]]").unwrap());
        let message = read("mine.toml", &format!("{GOOD}{criterion}")).unwrap_err().to_string();
        assert!(message.starts_with("mine.toml:15:6: two criteria have the name `result`"), "{message}");
    }

    #[test]
    fn an_unknown_rubric_is_refused_with_the_ones_that_there_are() {
        let message = find("star\u{1b}[31m").unwrap_err().to_string();
        assert_eq!(
            message,
            "there is no rubric `star\\u{1b}[31m`; there is: star-l, star-rlf, reverse-questions"
        );
    }
}
