//! What the report tells the speaker to do, and what it praises. Every sentence is here, with its figures.
//!
//! The rubric's own advice is about the content; this is about the delivery, the length and the proportions.

use std::fmt;

use super::bands::{Fit, Hesitancy, LEAST_WORDS, LONG_WITHIN, Pace, clock};
use super::content::Proportions;
use super::delivery::{hesitancy, hesitations_per_minute, pauses_inside};
use super::page::{Quote, percent};
use super::{Report, content};
use crate::doubt::Doubt;
use crate::measures::{FillerKind, Pause, PausePlace, WordsPerMinute};
use crate::prompt::{Kind, TimeTarget};
use crate::structure::Section;
use crate::time::Length;
use crate::transcript::WordRange;

/// Something to do differently in the next take.
#[derive(Debug, Clone, PartialEq)]
pub enum Advice {
    /// Nothing was heard.
    CheckTheRecording,
    /// There were words, but no answer to the question.
    AnswerTheQuestion {
        target: TimeTarget,
    },
    /// A part of a story is not there.
    AddSection {
        section: Section,
    },
    /// Situation and Task take too much of it.
    ShortenSetup {
        share: f64,
    },
    SlowDown {
        rate: WordsPerMinute,
    },
    SpeedUp {
        rate: WordsPerMinute,
    },
    FewerHesitations {
        per_minute: f64,
    },
    PauseBetweenClauses {
        long: usize,
        longest: Length,
    },
    Shorter {
        over: Length,
        target: TimeTarget,
    },
    Longer {
        under: Length,
        target: TimeTarget,
    },
}

impl Advice {
    /// What it is about, as the head of a step.
    #[must_use]
    pub fn about(&self) -> &'static str {
        match self {
            Advice::CheckTheRecording => "Recording",
            Advice::AnswerTheQuestion { .. } => "Answer",
            Advice::AddSection { section: Section::Situation | Section::Task }
            | Advice::ShortenSetup { .. } => "Setup",
            Advice::AddSection { section } => section.name(),
            Advice::SlowDown { .. } | Advice::SpeedUp { .. } => "Pace",
            Advice::FewerHesitations { .. } => "Hesitations",
            Advice::PauseBetweenClauses { .. } => "Pauses",
            Advice::Shorter { .. } | Advice::Longer { .. } => "Length",
        }
    }
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Advice::CheckTheRecording => f.write_str(
                "Play the file. If you cannot hear yourself in it, another microphone was on, or it was muted.",
            ),
            Advice::AnswerTheQuestion { target } => write!(
                f,
                "Pick one thing that happened to you and that the question asks for, and tell it in {} to {}.",
                clock(target.target_from),
                clock(target.target_to)
            ),
            Advice::AddSection { section } => match section {
                Section::Situation | Section::Task => f.write_str(
                    "Begin with two sentences on where this was, what was at stake and what was yours to do.",
                ),
                Section::Action => {
                    f.write_str("Say what you did, step by step, and why so and not otherwise.")
                }
                Section::Result => {
                    f.write_str("End with what came of it: one figure, and how you know it.")
                }
                _ => f.write_str("Close with what you do differently since."),
            },
            Advice::ShortenSetup { share } => write!(
                f,
                "The setup takes {} of your words. Come to your first action after two or three sentences.",
                percent(*share)
            ),
            Advice::SlowDown { rate } => write!(
                f,
                "You speak at {:.0} words a minute. Take a breath at each full stop, above all where you are fastest.",
                rate.0
            ),
            Advice::SpeedUp { rate } => write!(
                f,
                "You speak at {:.0} words a minute. Know your first sentence of each section by heart, and pause between sections only.",
                rate.0
            ),
            Advice::FewerHesitations { per_minute } => write!(
                f,
                "{per_minute:.1} a minute. Where the next one comes, close your mouth and let it be silent.",
            ),
            Advice::PauseBetweenClauses { long, longest } => write!(
                f,
                "{} inside a clause, the longest {:.1} s. Finish the clause, then pause and think.",
                if *long == 1 {
                    "One pause of a second or more stands".to_owned()
                } else {
                    format!("{long} pauses of a second or more stand")
                },
                longest.seconds()
            ),
            Advice::Shorter { over, target } => write!(
                f,
                "{:.0} s over the {} that the question wants. Cut from the setup before you cut from what you did.",
                over.seconds(),
                clock(target.target_to)
            ),
            Advice::Longer { under, target } => write!(
                f,
                "{:.0} s short of the {} that the question wants. Add a decision and its reason, or how you knew that it worked.",
                under.seconds(),
                clock(target.target_from)
            ),
        }
    }
}

/// Something that a figure shows to be good already.
#[derive(Debug, Clone, PartialEq)]
pub enum Praise {
    /// Criteria at the top level.
    Top {
        criteria: Vec<String>,
    },
    Pace {
        rate: WordsPerMinute,
    },
    FewHesitations {
        heard: usize,
        spoken: Length,
    },
    PausesBetweenClauses {
        within: usize,
        all: usize,
    },
    RightLength {
        length: Length,
    },
    ShortSetup {
        share: f64,
    },
}

impl fmt::Display for Praise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Praise::Top { criteria } => write!(f, "At the top level: {}.", criteria.join(", ")),
            Praise::Pace { rate } => write!(f, "Your pace is comfortable: {:.0} words a minute.", rate.0),
            Praise::FewHesitations { heard: 0, spoken } => {
                write!(f, "No hesitation was heard in {:.0} s.", spoken.seconds())
            }
            Praise::FewHesitations { heard, spoken } => {
                write!(f, "Few hesitations: {heard} in {:.0} s.", spoken.seconds())
            }
            Praise::PausesBetweenClauses { within, all } => {
                write!(f, "You pause where a clause ends: {} of {all} pauses do not break one.", all - within)
            }
            Praise::RightLength { length } => {
                write!(f, "The length is right: {}.", clock(length.seconds().round() as u32))
            }
            Praise::ShortSetup { share } => {
                write!(
                    f,
                    "The setup is short ({} of your words), so there is room for what you did.",
                    percent(*share)
                )
            }
        }
    }
}

/// Advice with the moment that shows it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) advice: Advice,
    /// Outside the outer band: worth a place beside the gaps of the content.
    pub(super) clear: bool,
    pub(super) shown_by: Option<Quote>,
}

impl Found {
    fn new(advice: Advice, clear: bool, shown_by: Option<Quote>) -> Found {
        Found { advice, clear, shown_by }
    }
}

/// What an answer that was not scored needs first.
pub(super) fn for_unscored(report: &Report) -> Vec<Found> {
    let silent = report.doubts.contains(&Doubt::NoSpeech) || report.transcript.words.is_empty();
    match (silent, report.is_spoken()) {
        (true, true) => vec![Found::new(Advice::CheckTheRecording, true, None)],
        _ if report.why_not_scored().any(|doubt| !matches!(doubt, Doubt::NotTheLanguage)) => {
            vec![Found::new(Advice::AnswerTheQuestion { target: report.target() }, true, None)]
        }
        _ => Vec::new(),
    }
}

/// What the build of a story calls for; of what is none, `told_as` says what it needs.
pub(super) fn about_content(report: &Report) -> Vec<Found> {
    let mut found = Vec::new();
    if report.prompt.kind != Kind::Story || report.structure.is_story == Some(false) {
        return found;
    }
    let Some(proportions) = Proportions::of(report) else { return found };
    for section in content::missing(report) {
        found.push(Found::new(Advice::AddSection { section }, true, None));
    }
    if proportions.setup > content::SETUP_AT_MOST {
        let action = report.structure.spans(Section::Action).next();
        let shown_by = action.map(|span| {
            report.quote(WordRange::new(span.words.first, span.words.end.min(span.words.first + 12)), span.at)
        });
        found.push(Found::new(Advice::ShortenSetup { share: proportions.setup }, false, shown_by));
    }
    found
}

/// What the delivery calls for, the costliest first.
pub(super) fn about_delivery(report: &Report) -> Vec<Found> {
    let mut found = Vec::new();
    let measures = &report.measures;
    if report.transcript.spoken_words() < LEAST_WORDS {
        return found;
    }
    if let (Some(per_minute), Some(band)) = (hesitations_per_minute(report), hesitancy(report))
        && band >= Hesitancy::Noticeable
    {
        let first = || {
            let hit = measures.likely(FillerKind::Hesitation).next()?;
            Some(report.quote(hit.words?, hit.at))
        };
        let shown_by = super::delivery::cluster(report).or_else(first);
        let advice = Advice::FewerHesitations { per_minute };
        found.push(Found::new(advice, band == Hesitancy::Distracting, shown_by));
    }
    if let Some(rate) = measures.speech_rate {
        let window = |fastest| super::delivery::window_quote(report, fastest);
        match Pace::of(rate) {
            Pace::Comfortable => {}
            pace @ (Pace::Quick | Pace::Rushed) => {
                found.push(Found::new(Advice::SlowDown { rate }, pace == Pace::Rushed, window(true)));
            }
            pace => found.push(Found::new(Advice::SpeedUp { rate }, pace == Pace::Slow, window(false))),
        }
    }
    // None where noise hides them.
    let long: Vec<&Pause> = super::delivery::pauses_inside(report)
        .into_iter()
        .filter(|pause| pause.place == PausePlace::Within && pause.at.length() >= LONG_WITHIN)
        .collect();
    if let Some(longest) = long.iter().max_by_key(|pause| pause.at.length()) {
        let around = WordRange::new(longest.before.saturating_sub(5), longest.before);
        let advice = Advice::PauseBetweenClauses { long: long.len(), longest: longest.at.length() };
        let shown_by = (!around.is_empty()).then(|| report.quote(around, None));
        found.push(Found::new(advice, long.len() >= 3, shown_by));
    }
    if let Some(spoken) = measures.spoken {
        found.extend(about_length(spoken.length(), report.target()));
    }
    // Stable: among equals the order above stays.
    found.sort_by_key(|found| !found.clear);
    found
}

fn about_length(length: Length, target: TimeTarget) -> Option<Found> {
    let seconds = |seconds: u32| Length::from_seconds(f64::from(seconds));
    let fit = Fit::of(length, target);
    let advice = match fit {
        Fit::Right => return None,
        Fit::TooShort | Fit::Short => Advice::Longer { under: seconds(target.target_from) - length, target },
        Fit::Long | Fit::TooLong => Advice::Shorter { over: length - seconds(target.target_to), target },
    };
    Some(Found::new(advice, matches!(fit, Fit::TooShort | Fit::TooLong), None))
}

/// What the figures show to be good, the content first.
pub(super) fn praise(report: &Report) -> Vec<Praise> {
    let mut good = Vec::new();
    let top = report.judgement.verdicts.iter().filter(|verdict| super::scores::level(verdict) == Some(5));
    let criteria: Vec<String> = top.map(super::scores::title).collect();
    if !criteria.is_empty() {
        good.push(Praise::Top { criteria });
    }
    if report.transcript.spoken_words() < LEAST_WORDS {
        return good;
    }
    if let Some(proportions) = Proportions::of(report)
        && (0.0..=content::SETUP_AT_MOST).contains(&proportions.setup)
        && report.prompt.kind == Kind::Story
        && content::missing(report).is_empty()
    {
        good.push(Praise::ShortSetup { share: proportions.setup });
    }
    let measures = &report.measures;
    let Some(spoken) = measures.spoken else { return good };
    if let Some(rate) = measures.speech_rate
        && Pace::of(rate) == Pace::Comfortable
    {
        good.push(Praise::Pace { rate });
    }
    if hesitancy(report) == Some(Hesitancy::Clean) {
        let heard = measures.likely(FillerKind::Hesitation).count();
        good.push(Praise::FewHesitations { heard, spoken: spoken.length() });
    }
    if Fit::of(spoken.length(), report.target()) == Fit::Right {
        good.push(Praise::RightLength { length: spoken.length() });
    }
    let all = pauses_inside(report);
    let within = all.iter().filter(|pause| pause.place == PausePlace::Within).count();
    // Our own choice: most speakers break some clauses; a fifth of the pauses is few.
    if all.len() >= 5 && within * 5 <= all.len() {
        good.push(Praise::PausesBetweenClauses { within, all: all.len() });
    }
    good
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    fn said(found: &[Found]) -> Vec<&'static str> {
        found.iter().map(|found| found.advice.about()).collect()
    }

    #[test]
    fn a_rushed_and_hesitant_answer_is_told_so_with_a_moment() {
        let found = about_delivery(&samples::weak());
        assert_eq!(said(&found), ["Hesitations", "Pace", "Length", "Pauses"]);
        assert!(found[0].shown_by.is_some() && found[1].shown_by.is_some());
    }

    #[test]
    fn nobody_is_advised_by_figures_that_noise_hides() {
        assert_eq!(said(&about_delivery(&samples::noisy())), ["Pace", "Length"]);
    }

    #[test]
    fn a_good_delivery_gets_praise_with_figures() {
        let report = samples::strong();
        assert!(!said(&about_delivery(&report)).contains(&"Pace"));
        assert!(praise(&report).iter().any(|good| matches!(good, Praise::Pace { .. })));
        assert!(!praise(&samples::weak()).iter().any(|good| matches!(good, Praise::Pace { .. })));
    }

    #[test]
    fn under_forty_words_nothing_is_said_about_the_delivery() {
        let mut report = samples::weak();
        report.transcript.words.truncate(30);
        assert_eq!(about_delivery(&report), []);
        assert!(praise(&report).is_empty());
    }

    #[test]
    fn a_written_answer_hears_nothing_about_sound() {
        assert_eq!(about_delivery(&samples::written()), []);
    }

    #[test]
    fn silence_sends_the_speaker_to_the_recording_and_not_to_the_story() {
        assert_eq!(said(&for_unscored(&samples::silent())), ["Recording"]);
    }
}
