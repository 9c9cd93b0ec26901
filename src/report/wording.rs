//! Which words: hedges, quantities without a number, phrases said again, sentences, and the first deed. Not judged.

use super::Report;
use super::page::{Fact, count, cut};
use crate::measures::wording::Phrase;

/// So many places of one kind are shown.
const SHOWN: usize = 5;

/// Words that are shown of the longest sentence.
const SENTENCE_WORDS: usize = 12;

/// The facts about the wording; none about what is not there.
pub(super) fn facts(report: &Report) -> Vec<Fact> {
    [wording(report), sentences(report), first_action(report)].into_iter().flatten().collect()
}

fn wording(report: &Report) -> Option<Fact> {
    let found = &report.measures.wording;
    let mut says = Vec::new();
    if let Some(share) = found.hedges_per_100()
        && !found.hedges.is_empty()
    {
        let hedges = count(found.hedges.len(), "hedge", "hedges");
        says.push(format!("{hedges}, {share:.1} in 100 words: {}", quotes(report, &found.hedges)));
    }
    if !found.vague.is_empty() {
        let vague = count(found.vague.len(), "quantity", "quantities");
        says.push(format!("{vague} with no number in the sentence: {}", quotes(report, &found.vague)));
    }
    for phrase in found.repeated.iter().take(SHOWN) {
        says.push(format!("said {} times: {}", phrase.places.len(), quotes(report, &phrase.places)));
    }
    (!says.is_empty()).then(|| Fact { label: "Wording".to_owned(), says })
}

fn sentences(report: &Report) -> Option<Fact> {
    let lengths = &report.measures.wording.sentences;
    let (longest, words) = lengths.longest.filter(|_| lengths.count > 1)?;
    let quote = cut(&report.transcript.quote(longest.words), SENTENCE_WORDS);
    let place = report.place(longest.words, longest.at).map(|place| format!(" {place}")).unwrap_or_default();
    Some(Fact::new(
        "Sentences",
        format!(
            "{} with {:.0} words on average; the longest has {words}:{place} \"{quote}\"",
            lengths.count, lengths.mean
        ),
    ))
}

fn first_action(report: &Report) -> Option<Fact> {
    let found = report.measures.wording.first_action?;
    let words = count(found.words_before, "word", "words");
    Some(Fact::new(
        "First own deed",
        format!("after {words}: {}", report.quote(found.action.words, found.action.at)),
    ))
}

/// `0:12.1 "maybe", 0:30.2 "I think", ...`
fn quotes(report: &Report, phrases: &[Phrase]) -> String {
    let mut quotes: Vec<String> =
        phrases.iter().take(SHOWN).map(|phrase| report.quote(phrase.words, phrase.at).to_string()).collect();
    if phrases.len() > SHOWN {
        quotes.push("...".to_owned());
    }
    quotes.join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn hedges_and_vague_quantities_are_quoted() {
        let says = wording(&samples::weak()).unwrap().says;
        assert!(says[0].contains("\"maybe\""), "{says:?}");
        assert!(says[1].contains("\"a lot\"") && says[1].contains("\"much faster\""), "{says:?}");
    }

    #[test]
    fn what_is_not_there_is_not_spoken_of() {
        assert_eq!(facts(&samples::silent()), []);
        assert_eq!(wording(&samples::strong()), None);
    }

    #[test]
    fn the_first_own_deed_of_a_written_answer_has_a_sentence_for_its_place() {
        let fact = first_action(&samples::written()).unwrap();
        assert!(fact.says[0].contains("sentence 3 \"I read\""), "{fact:?}");
    }
}
