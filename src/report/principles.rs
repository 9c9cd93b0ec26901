//! What the answer shows of the principles that the question is asked for.

use super::Report;
use super::page::Block;
use crate::structure::principles::PrincipleFinding;

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let found = &report.structure.principles;
    if found.is_empty() {
        return Vec::new();
    }
    let bullets = found.iter().map(|finding| one(report, finding)).collect();
    vec![Block::Heading("What it shows of the principles"), Block::Bullets(bullets)]
}

/// The principle with the sentences that show it, or with what it means, so that the speaker can look for it.
fn one(report: &Report, finding: &PrincipleFinding) -> String {
    if finding.shown.is_empty() {
        let known = report.prompt.principles.iter().find(|principle| principle.name == finding.name);
        let says = known.map(|principle| principle.says.as_str()).filter(|says| !says.is_empty());
        return match says {
            Some(says) => format!("not shown - {}: somebody who {says}", finding.name),
            None => format!("not shown - {}", finding.name),
        };
    }
    let quotes: Vec<String> =
        finding.shown.iter().map(|words| report.quote(*words, None).to_string()).collect();
    format!("shown - {}: {}", finding.name, quotes.join("; "))
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::prompt::Principle;

    #[test]
    fn a_principle_has_its_quotes_or_says_what_it_means() {
        let mut report = samples::strong();
        let principle = |name: &str, says: &str| Principle {
            name: name.to_owned(),
            says: says.to_owned(),
            shows: vec!["verifying".to_owned()],
        };
        report.prompt.principles =
            vec![principle("Dive Deep", "knows the details"), principle("Grit", "goes on")];
        let first = report.structure.sentences[0];
        report.structure.principles = vec![
            PrincipleFinding { name: "Dive Deep".to_owned(), shown: vec![first] },
            PrincipleFinding { name: "Grit".to_owned(), shown: vec![] },
        ];
        let found = blocks(&report);
        let [Block::Heading(_), Block::Bullets(bullets)] = found.as_slice() else { panic!("{found:?}") };
        assert!(bullets[0].starts_with("shown - Dive Deep: "), "{bullets:?}");
        assert!(bullets[0].contains('"'), "{bullets:?}");
        assert_eq!(bullets[1], "not shown - Grit: somebody who goes on");
        report.structure.principles.clear();
        assert!(blocks(&report).is_empty());
    }
}
