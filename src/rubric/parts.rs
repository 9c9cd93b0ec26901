//! The judge of a two-part answer: each story as an answer of its own, with a figure of its own.

use super::judge::{LEAST_WORDS, overall, unjudged, verdicts};
use super::sentences::MissingPart;
use super::{Findings, Judgement, Outcome, PartFigure, Rubric, Verdict};
use crate::prompt::Prompt;
use crate::structure::{Part, Structure};
use crate::time::Stretch;
use crate::transcript::{Transcript, WordRange};

/// The parts that the answer was to have: both, or the one that it holds alone.
pub(super) fn wanted(structure: &Structure) -> Vec<u8> {
    structure.only_part.map_or(vec![1, 2], |part| vec![part])
}

/// Judges each story by itself. The figure of the whole is the mean of theirs; a story that is missing counts as zero.
pub(super) fn judge(rubric: &Rubric, findings: &Findings<'_>) -> Judgement {
    let mut judged = Judgement::default();
    for part in wanted(findings.structure) {
        let found = findings.structure.parts.iter().find(|found| found.part == part);
        match found.map(|found| Alone::new(findings, *found)) {
            None => add_missing(&mut judged, rubric, MissingPart::NotHeard { part }, part),
            Some(alone) if alone.words() < LEAST_WORDS => {
                let short = MissingPart::TooShort { part, words: alone.words(), least: LEAST_WORDS };
                add_missing(&mut judged, rubric, short, part);
            }
            Some(alone) => {
                let verdicts = alone.verdicts(rubric, findings);
                let figure = overall(&verdicts);
                judged.verdicts.extend(verdicts);
                judged.parts.extend(figure.map(|overall| PartFigure { part, overall, missing: None }));
            }
        }
    }
    // Where no criterion can be judged at all there is no figure, and nothing to be zero.
    if judged.parts.iter().any(|figure| figure.missing.is_none()) {
        let sum: u32 = judged.parts.iter().map(|figure| figure.overall).sum();
        let mean = f64::from(sum) / judged.parts.len() as f64;
        judged.overall = Some(mean.round() as u32);
    } else {
        judged.parts.clear();
    }
    judged
}

fn add_missing(judged: &mut Judgement, rubric: &Rubric, why: MissingPart, part: u8) {
    judged.verdicts.extend(unjudged(rubric, Some(part), &why.to_string()));
    judged.parts.push(PartFigure { part, overall: 0, missing: Some(why.to_string()) });
}

/// One story with its own words, asks and findings.
struct Alone {
    part: Part,
    prompt: Prompt,
    transcript: Transcript,
    structure: Structure,
}

impl Alone {
    fn new(findings: &Findings<'_>, part: Part) -> Self {
        let mut prompt = findings.prompt.clone();
        prompt.asks.retain(|ask| ask.part.is_none_or(|of| of == part.part));
        let transcript = Transcript { words: findings.transcript.get(part.words).to_vec() };
        Alone { prompt, transcript, structure: findings.structure.of_part(&part), part }
    }

    fn words(&self) -> usize {
        self.transcript.spoken_words()
    }

    /// The verdicts, with places counted from the first word of the whole answer again.
    fn verdicts(&self, rubric: &Rubric, findings: &Findings<'_>) -> Vec<Verdict> {
        let own = Findings {
            prompt: &self.prompt,
            transcript: &self.transcript,
            measures: findings.measures,
            structure: &self.structure,
            seconds: self.transcript.stretch(self.transcript.all()).map(Stretch::length),
        };
        let mut verdicts = verdicts(rubric, &own, Some(self.part.part));
        for verdict in &mut verdicts {
            let Outcome::Scored(score) = &mut verdict.outcome else { continue };
            for evidence in &mut score.evidence {
                let by = self.part.words.first;
                evidence.words = WordRange::new(evidence.words.first + by, evidence.words.end + by);
            }
        }
        verdicts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::Measures;
    use crate::prompt::{Ask, Kind};
    use crate::rubric::find;
    use crate::rubric::rules::told::Told;
    use crate::structure::structure_of_part;

    const FIRST: &str = "Last spring our clinic had forty calls a day that nobody picked up. I had to bring that under ten by \
                         June. I counted the calls for a week and I moved two people to the mornings. I chose the mornings \
                         because most calls came before ten. As a result, missed calls dropped from forty to six a day. The \
                         doctors told me that the mornings were finally calm. It turned out that nobody had ever looked at \
                         the hours before. I learned to count before I hire. I added the count to our weekly checklist.";
    const SECOND: &str = "The second one is about our library. The new reading room was to open in March. I was responsible \
                          for the shelves. I ordered them in January and I skipped the call to the carpenter. The shelves \
                          came five weeks late. Looking back I should have called him first.";

    fn judged(text: &str, only: Option<u8>) -> (Transcript, Judgement) {
        let ask = |id: &str, part: u8, cue: &str| Ask {
            id: id.to_owned(),
            text: format!("the {id}"),
            cues: vec![cue.to_owned()],
            means: Vec::new(),
            required: true,
            part: Some(part),
        };
        let mut prompt = Told::rlf().prompt;
        prompt.kind = Kind::TwoPart;
        prompt.asks = vec![ask("better-calls", 1, "missed calls"), ask("worse-shelves", 2, "the shelves")];
        let transcript = Transcript::from_text(text);
        let structure = structure_of_part(&transcript, &prompt, only);
        let measures = Measures::default();
        let findings = Findings {
            prompt: &prompt,
            transcript: &transcript,
            measures: &measures,
            structure: &structure,
            seconds: None,
        };
        let judgement = crate::rubric::judge(&find("star-rlf").unwrap(), &findings);
        (transcript, judgement)
    }

    fn level(judgement: &Judgement, part: u8, criterion: &str) -> u8 {
        let found = |verdict: &&Verdict| verdict.part == Some(part) && verdict.criterion == criterion;
        match &judgement.verdicts.iter().find(found).unwrap().outcome {
            Outcome::Scored(score) => score.level.number(),
            Outcome::NotJudged { why } => panic!("{why}"),
        }
    }

    #[test]
    fn each_story_is_judged_by_itself_and_the_whole_is_their_mean() {
        let (transcript, judgement) = judged(&format!("{FIRST} {SECOND}"), None);
        let figures: Vec<u32> = judgement.parts.iter().map(|part| part.overall).collect();
        assert!(figures[0] > figures[1] && figures[1] > 0, "{figures:?}");
        assert_eq!(judgement.overall, Some((f64::from(figures[0] + figures[1]) / 2.0).round() as u32));
        for (criterion, first, second) in
            [("causes", 4, 1), ("feedback", 4, 1), ("differently", 2, 4), ("answer", 5, 5)]
        {
            assert_eq!(level(&judgement, 1, criterion), first, "{criterion} of the first");
            assert_eq!(level(&judgement, 2, criterion), second, "{criterion} of the second");
        }
        let begins = FIRST.split_whitespace().count();
        for verdict in &judgement.verdicts {
            let Outcome::Scored(score) = &verdict.outcome else { continue };
            for evidence in &score.evidence {
                assert_eq!(evidence.quote, transcript.quote(evidence.words));
                assert_eq!(evidence.words.first >= begins, verdict.part == Some(2), "{}", evidence.quote);
            }
        }
    }

    #[test]
    fn a_story_that_is_missing_counts_as_zero_and_is_named() {
        let (_, both) = judged(&format!("{FIRST} {SECOND}"), None);
        let (_, judgement) = judged(FIRST, None);
        assert_eq!(judgement.parts[0].overall, both.parts[0].overall);
        assert_eq!(
            judgement.parts[1].missing.as_deref(),
            Some("The second story was not heard, so it counts as zero.")
        );
        assert_eq!(judgement.overall, Some((f64::from(both.parts[0].overall) / 2.0).round() as u32));
        let (_, short) = judged(&format!("{FIRST} The second one is a failure with our library."), None);
        let missing = short.parts[1].missing.clone().unwrap();
        assert!(missing.starts_with("The second story has only 9 words"), "{missing}");
    }

    #[test]
    fn a_part_alone_is_all_that_was_wanted() {
        let (_, alone) = judged(SECOND.trim_start_matches("The second one is about our library. "), Some(2));
        assert_eq!(alone.parts.len(), 1);
        assert_eq!(alone.overall, Some(alone.parts[0].overall));
        assert!(alone.verdicts.iter().all(|verdict| verdict.part == Some(2)));
        assert_eq!(level(&alone, 2, "answer"), 5);
    }

    #[test]
    fn an_answer_that_is_not_scored_says_so_for_both_parts() {
        let (_, judgement) = judged("Nothing to say.", None);
        assert_eq!((judgement.overall, judgement.parts.len()), (None, 0));
        let parts: Vec<Option<u8>> = judgement.verdicts.iter().map(|verdict| verdict.part).collect();
        assert!(parts.contains(&Some(1)) && parts.contains(&Some(2)) && !parts.contains(&None));
    }
}
