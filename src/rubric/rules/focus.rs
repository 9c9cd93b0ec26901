//! Length and focus: does the time go where it is worth most?
//!
//! From level 5 one is taken off for each of these: the length misses the target (two where it is outside of what is
//! acceptable, three where it is under half or over one and a half times that); setup takes over half of the words;
//! Action under 40 % or over 80 %; Result and Learning under 10 %; over a quarter belongs to no section. Level 1 is the
//! floor. A written answer is as long as reading it aloud at 150 words a minute takes.

use super::{Heard, Ruling};
use crate::prompt::TimeTarget;
use crate::rubric::Lack;
use crate::structure::Section;
use crate::time::Length;
use crate::transcript::WordRange;

/// Words a minute of a comfortable answer, for those that nobody has spoken. [own choice, see docs/MEASURES.md]
const READ_ALOUD: f64 = 150.0;
/// Shares of the words. [own choices; custom of the trade and not science]
const SETUP_AT_MOST: f64 = 0.50;
const ACTION_AT_LEAST: f64 = 0.40;
const ACTION_AT_MOST: f64 = 0.80;
const RESULT_AT_LEAST: f64 = 0.10;
const ASIDE_AT_MOST: f64 = 0.25;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    let mut faults = Vec::new();
    faults.extend(length(heard));
    if !heard.findings.structure.sections.is_empty() {
        faults.extend(proportions(heard).into_iter().map(|lack| (1, lack)));
    }
    let off: u8 = faults.iter().map(|(weight, _)| weight).sum();
    let shows: Vec<WordRange> = match heard.told(Section::Action).first() {
        Some(&action) => vec![heard.opening(action)],
        None => {
            heard.sentences().first().copied().or(Some(heard.findings.transcript.all())).into_iter().collect()
        }
    };
    // The heaviest fault is named; of equal ones the first.
    match faults.into_iter().rev().max_by_key(|(weight, _)| *weight) {
        None => Ruling::Top { shows },
        Some((_, lack)) => Ruling::below(5_u8.saturating_sub(off).max(1), shows, lack),
    }
}

/// How far the length is off, and in which direction.
fn length(heard: &Heard<'_>) -> Option<(u8, Lack)> {
    let TimeTarget { target_from, target_to, soft_min, soft_max, .. } = heard.findings.prompt.time;
    if target_to == 0 || target_from > target_to {
        return None;
    }
    let spoken = heard.findings.seconds.or(heard.findings.measures.spoken.map(crate::time::Stretch::length));
    let words = heard.findings.transcript.spoken_words() as f64;
    let takes = spoken.unwrap_or_else(|| Length::from_seconds(words / READ_ALOUD * 60.0));
    let (seconds, spoken) = (takes.seconds(), spoken.is_some());
    let [from, to, least, most] =
        [target_from, target_to, soft_min.min(target_from), soft_max.max(target_to)].map(f64::from);
    if seconds < from {
        let weight = if seconds >= least { 1 } else { 2 + u8::from(seconds < least / 2.0) };
        Some((weight, Lack::TooShort { takes, from: target_from, spoken }))
    } else if seconds > to {
        let weight = if seconds <= most { 1 } else { 2 + u8::from(seconds > most * 1.5) };
        let cut = heard.said(to_cut(heard));
        Some((weight, Lack::TooLong { takes, to: target_to, spoken, cut }))
    } else {
        None
    }
}

/// The sentence that an answer could do without: the longest that is no part of the story, or of the Situation, or
/// of all.
fn to_cut(heard: &Heard<'_>) -> WordRange {
    let sentences = heard.sentences();
    let sections = &heard.findings.structure.sections;
    let aside = |sentence: &&WordRange| !sections.iter().any(|span| span.words.touches(**sentence));
    let longest =
        |sentences: Vec<WordRange>| sentences.into_iter().rev().max_by_key(|sentence| sentence.count());
    longest(sentences.iter().filter(aside).copied().collect())
        .or_else(|| longest(Heard::within(&sentences, &heard.told(Section::Situation))))
        .or_else(|| longest(sentences))
        .unwrap_or(heard.findings.transcript.all())
}

/// The proportions that are off, the one that costs a listener most first.
fn proportions(heard: &Heard<'_>) -> Vec<Lack> {
    let mut lacks = Vec::new();
    let result =
        [Section::Result, Section::Learning, Section::Feedback, Section::FollowUp, Section::Differently];
    let share = heard.share(&result);
    if share < RESULT_AT_LEAST {
        let said = heard.told(Section::Result).first().map(|span| heard.said(heard.opening(*span)));
        lacks.push(Lack::ThinResult { share, said });
    }
    let share = heard.share(&[Section::Situation, Section::Task]);
    if share > SETUP_AT_MOST {
        let sentences = Heard::within(&heard.sentences(), &heard.told(Section::Situation));
        let longest = sentences.into_iter().rev().max_by_key(|sentence| sentence.count());
        lacks.push(Lack::SetupOverHalf { share, said: heard.said(longest.unwrap_or_else(|| to_cut(heard))) });
    }
    let share = heard.share(&[Section::Action, Section::Causes]);
    if share < ACTION_AT_LEAST {
        lacks.push(Lack::ThinAction { share });
    } else if share > ACTION_AT_MOST {
        lacks.push(Lack::ActionOnly { share });
    }
    let sections: Vec<Section> = heard.findings.structure.sections.iter().map(|span| span.section).collect();
    let aside = 1.0 - heard.share(&sections);
    if aside > ASIDE_AT_MOST {
        lacks.push(Lack::Digression { share: aside, said: heard.said(to_cut(heard)) });
    }
    lacks
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::{Mark::*, Told};
    use crate::structure::Section::*;

    /// So many words in each of setup, Action and Result.
    fn told(setup: usize, action: usize, result: usize) -> Told {
        let words = |many: usize| vec!["word"; many].join(" ") + ".";
        [(Situation, setup), (Action, action), (Result, result)]
            .into_iter()
            .filter(|(_, many)| *many > 0)
            .fold(Told::new(), |told, (section, many)| told.says(section, &words(many), &[]))
    }

    #[test]
    fn levels_follow_the_length() {
        // The target is 60 to 120 s, acceptable 45 to 150.
        let cases = [
            (90.0, 5),
            (60.0, 5),
            (120.0, 5),
            (50.0, 4),
            (140.0, 4),
            (40.0, 3),
            (200.0, 3),
            (20.0, 2),
            (400.0, 2),
        ];
        for (seconds, level) in cases {
            assert_eq!(told(50, 100, 50).lasting(seconds).level("focus"), level, "{seconds} s");
        }
    }

    #[test]
    fn a_written_answer_is_measured_by_its_words() {
        assert_eq!(told(50, 100, 50).level("focus"), 5);
        let short = told(25, 50, 25);
        assert_eq!(
            short.gap("focus"),
            "Read aloud at 150 words a minute this takes 0:40; the question leaves room for 1:00 or more."
        );
    }

    #[test]
    fn levels_follow_the_proportions() {
        let cases = [
            (50, 100, 50, 5, ""),
            (50, 140, 10, 4, "The outcome"),
            (110, 90, 0, 3, "No part of the answer"),
            (120, 50, 30, 3, "60 % of the answer is setup"),
            (10, 170, 20, 4, "Steps take 85 %"),
        ];
        for (setup, action, result, level, gap) in cases {
            let told = told(setup, action, result).lasting(90.0);
            assert_eq!(told.level("focus"), level, "{setup}, {action}, {result}");
            assert!(told.gap("focus").starts_with(gap), "{}", told.gap("focus"));
        }
    }

    #[test]
    fn talk_that_is_no_part_of_the_story_is_named() {
        let aside = "By the way the canteen there had very good soup and very long tables. ".repeat(6);
        let told = told(30, 60, 30).says_aside(aside.trim()).lasting(90.0);
        assert_eq!(told.level("focus"), 3);
        let long = told.lasting(140.0);
        assert!(long.advice("focus").contains("By the way the canteen"), "{}", long.advice("focus"));
        assert_eq!(
            long.clone().says(Result, "Good.", &[Vague]).lasting(140.0).level("focus"),
            long.level("focus")
        );
    }
}
