//! Reads rubrics from TOML, and holds those that ship with the program.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Deserialize;
use thiserror::Error;
use toml::Spanned;

use super::sentences::harmless;
use super::{Criterion, Rubric, rules};
use crate::prompt::Kind;

/// The rubrics that ship with the program: the id and the text of each.
const SHIPPED: [(&str, &str); 1] = [("star-l", include_str!("../../prompts/rubrics/star-l.toml"))];

/// Why a rubric cannot be used.
#[derive(Debug, Error)]
pub enum RubricError {
    /// Not TOML, or a field that is missing, unknown or of the wrong kind.
    #[error("{name}, line {line}: this is not a rubric")]
    Syntax {
        name: String,
        line: usize,
        #[source]
        source: Box<toml::de::Error>,
    },
    /// TOML in the right form whose content cannot be judged by.
    #[error("{name}, line {line}: {fault}")]
    Content { name: String, line: usize, fault: String },
    /// No rubric has this id.
    #[error("there is no rubric `{id}`; there is: {known}")]
    Unknown { id: String, known: String },
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
        None => Err(RubricError::Unknown { id: harmless(id), known: ids().collect::<Vec<_>>().join(", ") }),
    }
}

fn file_name(id: &str) -> String {
    format!("prompts/rubrics/{id}.toml")
}

/// A rubric as it is written, before anything is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: Spanned<String>,
    version: u32,
    title: String,
    kinds: Spanned<Vec<Kind>>,
    no_story: WrittenNoStory,
    criterion: Spanned<Vec<WrittenCriterion>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenNoStory {
    anchor: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCriterion {
    id: Spanned<String>,
    title: Spanned<String>,
    weight: Spanned<f64>,
    anchors: Spanned<Vec<String>>,
}

/// Reads a rubric from the text of its file; `name` is what errors call the file.
///
/// ```
/// let mistake = greenroom::rubric::read("mine.toml", "id = \"mine\"\nversion = \"one\"").unwrap_err();
/// assert_eq!(mistake.to_string(), "mine.toml, line 2: this is not a rubric");
/// ```
pub fn read(name: &str, text: &str) -> Result<Rubric, RubricError> {
    let written: Written = toml::from_str(text).map_err(|source| RubricError::Syntax {
        name: name.to_owned(),
        line: line_of(text, source.span().unwrap_or_default()),
        source: Box::new(source),
    })?;
    let wrong = |span: Range<usize>, fault: String| RubricError::Content {
        name: name.to_owned(),
        line: line_of(text, span),
        fault,
    };

    if written.id.get_ref().trim().is_empty() {
        return Err(wrong(written.id.span(), "the rubric has an empty id".to_owned()));
    }
    if written.kinds.get_ref().is_empty() {
        return Err(wrong(written.kinds.span(), "the rubric judges no kind of question".to_owned()));
    }
    if written.criterion.get_ref().is_empty() {
        return Err(wrong(written.criterion.span(), "the rubric has no criterion".to_owned()));
    }
    let mut seen = BTreeSet::new();
    let mut criteria = Vec::new();
    for criterion in written.criterion.into_inner() {
        let span = criterion.id.span();
        let id = criterion.id.into_inner();
        if rules::rule(&id).is_none() {
            let known = rules::ids().collect::<Vec<_>>().join(", ");
            return Err(wrong(span, format!("there is no rule `{id}`; there is: {known}")));
        }
        if !seen.insert(id.clone()) {
            return Err(wrong(span, format!("criterion `{id}` stands here a second time")));
        }
        if criterion.title.get_ref().trim().is_empty() {
            return Err(wrong(criterion.title.span(), format!("criterion `{id}` has an empty title")));
        }
        let weight = *criterion.weight.get_ref();
        if !(weight.is_finite() && weight > 0.0) {
            return Err(wrong(
                criterion.weight.span(),
                format!("the weight of `{id}` has to be above 0, not {weight}"),
            ));
        }
        let span = criterion.anchors.span();
        if criterion.anchors.get_ref().iter().any(|anchor| anchor.trim().is_empty()) {
            return Err(wrong(span, format!("an anchor of `{id}` is empty")));
        }
        let anchors = criterion.anchors.into_inner().try_into().map_err(|anchors: Vec<String>| {
            wrong(
                span,
                format!("`{id}` has {} anchors; there have to be five, for levels 1 to 5", anchors.len()),
            )
        })?;
        criteria.push(Criterion { id, title: criterion.title.into_inner(), weight, anchors });
    }
    Ok(Rubric {
        id: written.id.into_inner(),
        version: written.version,
        title: written.title,
        kinds: written.kinds.into_inner(),
        no_story: written.no_story.anchor,
        criteria,
    })
}

/// The line, from 1, on which a place in the text stands.
fn line_of(text: &str, span: Range<usize>) -> usize {
    text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1
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
    fn star_l_has_a_criterion_for_every_rule() {
        let rubric = find("star-l").unwrap();
        let judged: Vec<&str> = rubric.criteria.iter().map(|criterion| criterion.id.as_str()).collect();
        assert_eq!(judged, rules::ids().collect::<Vec<_>>());
        assert_eq!(rubric.kinds, [Kind::Story]);
    }

    #[test]
    fn what_is_written_is_what_is_read() {
        let rubric = read("mine.toml", GOOD).unwrap();
        assert_eq!((rubric.id.as_str(), rubric.version), ("mine", 3));
        assert_eq!(rubric.criteria[0].anchors[4], "e");
        assert!((rubric.criteria[0].weight - 2.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        struct Case {
            from: &'static str,
            to: &'static str,
            says: &'static str,
        }
        let cases = [
            Case { from: "version = 3", to: "version = -3", says: "mine.toml, line 2: this is not a rubric" },
            Case {
                from: "weight = 2.0",
                to: "wieght = 2.0",
                says: "mine.toml, line 12: this is not a rubric",
            },
            Case { from: "\"story\"", to: "\"saga\"", says: "mine.toml, line 4: this is not a rubric" },
            Case { from: "\"mine\"", to: "\" \"", says: "mine.toml, line 1: the rubric has an empty id" },
            Case {
                from: "[\"story\"]",
                to: "[]",
                says: "mine.toml, line 4: the rubric judges no kind of question",
            },
            Case {
                from: "id = \"result\"",
                to: "id = \"charm\"",
                says: "mine.toml, line 10: there is no rule `charm`",
            },
            Case {
                from: "\"Result\"",
                to: "\"\"",
                says: "mine.toml, line 11: criterion `result` has an empty title",
            },
            Case {
                from: "2.0",
                to: "0.0",
                says: "mine.toml, line 12: the weight of `result` has to be above 0",
            },
            Case {
                from: "2.0",
                to: "nan",
                says: "mine.toml, line 12: the weight of `result` has to be above 0",
            },
            Case { from: ", \"e\"", to: "", says: "mine.toml, line 13: `result` has 4 anchors" },
            Case { from: "\"e\"", to: "\" \"", says: "mine.toml, line 13: an anchor of `result` is empty" },
        ];
        for case in cases {
            let text = GOOD.replace(case.from, case.to);
            assert_ne!(text, GOOD, "{}", case.from);
            let message = read("mine.toml", &text).unwrap_err().to_string();
            assert!(message.starts_with(case.says), "{message}");
        }
    }

    #[test]
    fn a_criterion_that_stands_twice_is_a_mistake() {
        let (_, criterion) = GOOD.split_at(GOOD.find("[[criterion]]").unwrap());
        let message = read("mine.toml", &format!("{GOOD}{criterion}")).unwrap_err().to_string();
        assert_eq!(message, "mine.toml, line 15: criterion `result` stands here a second time");
    }

    #[test]
    fn an_unknown_rubric_is_refused_with_the_ones_that_there_are() {
        let message = find("star\u{1b}[31m").unwrap_err().to_string();
        assert_eq!(message, "there is no rubric `star[31m`; there is: star-l");
    }
}
