//! The sections of a two-part answer: each story by itself, and in it what others said, the causes, what would be
//! done differently and what made it last.

use super::told::Told;
use super::told_as::{self, ToldAs};
use super::{Part, Section, SectionSpan, causes, differently, feedback, follow_up, parts, sections};
use crate::english::words::Sentence;
use crate::transcript::Transcript;

/// The parts of an answer and its sections. `only` is the part that it holds where it holds one alone.
pub(super) fn find(
    transcript: &Transcript,
    sentences: &[Sentence],
    only: Option<u8>,
) -> (Vec<Part>, Vec<SectionSpan>) {
    let found = if let Some(part) = only {
        parts::whole(sentences).map(|words| Part { part, words }).into_iter().collect()
    } else {
        parts::parts(sentences, |some| sections::labels_of(some, &sections::sections(transcript, some)))
    };
    // A story by itself: the second one's Situation no longer follows the first one's end.
    let spans = found.iter().flat_map(|part| {
        let own: Vec<Sentence> =
            sentences.iter().filter(|sentence| part.words.contains(sentence.range.first)).cloned().collect();
        let spans = sections::sections(transcript, &own);
        with_more_sections(transcript, &own, &spans, part.part)
    });
    let spans = spans.collect();
    (found, spans)
}

/// What each part is told as, in the order of the parts.
pub(super) fn told_as(told: &Told<'_>, found: &[Part]) -> Vec<ToldAs> {
    found.iter().map(|part| told_as::told_as(&told.of(part.words))).collect()
}

/// The sections of one story with F, C, D and U where a sentence shows them, neighbours of one section as one span.
fn with_more_sections(
    transcript: &Transcript,
    sentences: &[Sentence],
    spans: &[SectionSpan],
    part: u8,
) -> Vec<SectionSpan> {
    let mut more: Vec<(SectionSpan, f64)> = Vec::new();
    let mut has_ended = false;
    for sentence in sentences {
        let Some(span) = spans.iter().find(|span| span.words.contains(sentence.range.first)) else {
            continue;
        };
        let section = section_of(sentence, span.section, has_ended);
        has_ended |= matches!(section, Section::Result | Section::Learning | Section::Differently);
        match more.last_mut() {
            Some((last, count)) if last.section == section && last.words.end == sentence.range.first => {
                last.words.end = sentence.range.end;
                last.certainty += span.certainty;
                *count += 1.0;
            }
            _ => {
                let words = sentence.range;
                more.push((SectionSpan { section, part: Some(part), words, ..*span }, 1.0));
            }
        }
    }
    more.into_iter()
        .map(|(mut span, count)| {
            span.at = transcript.stretch(span.words);
            span.certainty = (span.certainty / count).clamp(0.0, 1.0);
            span
        })
        .collect()
}

/// The section of a sentence that the story's model puts into another: what it shows goes before.
fn section_of(sentence: &Sentence, section: Section, has_ended: bool) -> Section {
    // A checklist made on the way is a step; once the story has ended it is what made the change last.
    let late = has_ended || matches!(section, Section::Result | Section::Learning);
    if differently::is_differently(sentence, Some(section)) {
        Section::Differently
    } else if feedback::is_feedback(sentence, Some(section)) {
        Section::Feedback
    } else if causes::is_cause(sentence, Some(section)) {
        Section::Causes
    } else if late && follow_up::is_follow_up(sentence, Some(section)) {
        Section::FollowUp
    } else {
        section
    }
}

#[cfg(test)]
mod tests {
    use crate::prompt::{Ask, Kind as OfQuestion, Prompt};
    use crate::structure::tests::plain_prompt;
    use crate::structure::told_as::Kind;
    use crate::structure::{AskState, Section, Structure, structure, structure_of_part};
    use crate::transcript::Transcript;

    const TWO: &str = "Last spring our clinic had forty calls a day that nobody picked up. I had to bring that under ten by \
                       June. I counted the calls for a week and I moved two people to the mornings. As a result, missed calls \
                       dropped from forty to six a day. The doctors told me that the mornings were finally calm. It turned out \
                       that nobody had looked at the hours before. The second one is about our library. The new reading room \
                       was to open in March. I was responsible for the shelves. I ordered them in January and I skipped the \
                       call to the carpenter. The shelves came five weeks late. Looking back I should have called him first. I \
                       added a reminder for week one to our checklist.";

    fn question() -> Prompt {
        let ask = |id: &str, part: u8, cue: &str| Ask {
            id: id.to_owned(),
            text: id.replace('-', " "),
            cues: vec![cue.to_owned()],
            means: Vec::new(),
            required: true,
            part: Some(part),
        };
        let asks = vec![
            ask("better-shelves", 1, "carpenter"),
            ask("worse-shelves", 2, "carpenter"),
            ask("better-feedback", 1, "never said"),
            ask("worse-feedback", 2, "never said"),
            ask("worse-differently", 2, "never said"),
        ];
        Prompt { kind: OfQuestion::TwoPart, asks, ..plain_prompt() }
    }

    fn letters(found: &Structure, part: u8) -> String {
        let spans = found.sections.iter().filter(|span| span.part == Some(part));
        spans.map(|span| span.section.letter()).collect()
    }

    #[test]
    fn each_part_has_its_own_sections() {
        let found = structure(&Transcript::from_text(TWO), &question());
        assert_eq!(found.parts.len(), 2);
        assert_eq!(letters(&found, 1), "STARFC");
        assert!(
            letters(&found, 2).starts_with('S') && letters(&found, 2).ends_with("RDU"),
            "{}",
            letters(&found, 2)
        );
        assert!(found.sections.iter().all(|span| {
            found.parts.iter().any(|part| Some(part.part) == span.part && part.words.touches(span.words))
        }));
        assert!(found.parts_told_as.iter().all(|told_as| told_as.kind == Kind::Episode));
    }

    #[test]
    fn an_ask_is_found_in_its_own_part_only() {
        let found = structure(&Transcript::from_text(TWO), &question());
        let states: Vec<AskState> = found.asks.iter().map(|ask| ask.state).collect();
        assert_eq!(
            states,
            [AskState::Missing, AskState::Heard, AskState::Heard, AskState::Missing, AskState::Heard]
        );
    }

    #[test]
    fn a_part_alone_is_not_looked_for_in_the_other() {
        let (_, second) = TWO.split_at(TWO.find("The new reading room").unwrap());
        let found = structure_of_part(&Transcript::from_text(second), &question(), Some(2));
        assert_eq!(found.parts.iter().map(|part| part.part).collect::<Vec<_>>(), [2]);
        assert_eq!(found.only_part, Some(2));
        assert!(found.sections.iter().all(|span| span.part == Some(2)));
        assert_eq!(found.asks[1].state, AskState::Heard);
    }

    #[test]
    fn a_story_has_no_parts() {
        let found = structure(&Transcript::from_text(TWO), &plain_prompt());
        assert!(found.parts.is_empty() && found.sections.iter().all(|span| span.part.is_none()));
        assert_eq!(found.words_in(Section::Feedback), 0);
    }
}
