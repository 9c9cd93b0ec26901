//! How the voice moved: pitch, flat stretches, loudness, the ends of sentences. It is described, not judged.

use super::Report;
use super::page::Fact;
use crate::measures::tone::{LoudnessRange, PitchRange, TRAILS_OFF, Trailing};
use crate::time::{Moment, Stretch};

/// Flat stretches and endings that are shown; JSON has them all.
const SHOWN: usize = 3;

/// Hincks (2004, InSTIL/ICALL paper 016): standard deviation over mean of the pitch in 10 s, twenty talks of ten minutes;
/// means of speakers between 0.11 and 0.235. Hincks (2005, "Measures and perceptions of liveliness in student oral
/// presentation speech"): eighteen talks, listeners' ratings of liveliness went with it, r = .83.
pub(super) const SOURCE: &str = "Pitch is flat where it moves by less than 2.0 semitones (standard deviation) in 10 \
    s, a sentence trails off where its last 300 ms are 12 dB softer than its middle: both our own choice. In talks of \
    twenty students the quotient, deviation over mean, was 0.11 to 0.24 (Hincks 2004), and those with more sounded \
    livelier to listeners (Hincks 2005). It describes the sound; it is no score.";

/// Whether there is a figure that the sentence above explains.
pub(super) fn is_measured(report: &Report) -> bool {
    report.measures.tone.pitch.is_ok() || report.measures.tone.loudness.is_ok()
}

/// The fact about the voice, or why there is none.
pub(super) fn voice(report: &Report) -> Fact {
    let tone = &report.measures.tone;
    let mut says = match &tone.pitch {
        Ok(pitch) => about_pitch(pitch),
        Err(why) => vec![format!("pitch not measured, because {why}")],
    };
    match &tone.loudness {
        Ok(loudness) => says.extend(about_loudness(report, loudness)),
        Err(why) => says.push(format!("loudness not measured, because {why}")),
    }
    Fact { label: "Voice".to_owned(), says }
}

fn about_pitch(pitch: &PitchRange) -> Vec<String> {
    let quotient = pitch.quotient.map(|quotient| format!(", quotient {quotient:.2}")).unwrap_or_default();
    let mut says = vec![format!(
        "your pitch moved {:.1} semitones about its middle (standard deviation{quotient}), mostly within {:.0} below \
         and {:.0} above",
        pitch.spread, -pitch.low, pitch.high
    )];
    for flat in pitch.flat.iter().take(SHOWN) {
        let (from, to) = clocks(flat.at);
        says.push(format!("{:.1} semitones between {from} and {to}: flat for speech", flat.spread));
    }
    says.extend(more(pitch.flat.len(), "flat"));
    says
}

fn about_loudness(report: &Report, loudness: &LoudnessRange) -> Vec<String> {
    let fall = loudness.fall.map(|fall| {
        let number = loudness.sentences;
        format!("; the ends of {number} sentences lie {fall:.0} dB below their middles (median)")
    });
    let mut says =
        vec![format!("{:.0} dB between soft and loud stretches{}", loudness.range, fall.unwrap_or_default())];
    if !loudness.trailing.is_empty() {
        let shown = loudness.trailing.iter().take(SHOWN).map(|one| ending(report, one));
        let all = shown.chain(more(loudness.trailing.len(), "that trail off")).collect::<Vec<_>>();
        says.push(format!("trailing off ({TRAILS_OFF:.0} dB and more): {}", all.join(", ")));
    }
    says
}

fn ending(report: &Report, trailing: &Trailing) -> String {
    let quote = report.transcript.quote(trailing.words);
    format!("\".. {quote}\" {:.0} dB at {}", trailing.below, trailing.at.from())
}

fn more(number: usize, which: &str) -> Option<String> {
    let rest = number.checked_sub(SHOWN).filter(|rest| *rest > 0)?;
    Some(format!("{rest} more {which}"))
}

fn clocks(at: Stretch) -> (String, String) {
    let clock = |moment: Moment| (moment - Moment::START).clock();
    (clock(at.from()), clock(at.to()))
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::measures::tone::{NotMeasured, Tone};
    use crate::time::Length;

    #[test]
    fn a_flat_stretch_and_a_soft_ending_have_their_places() {
        let says = voice(&samples::weak()).says.join("\n");
        assert!(says.contains("between 0:04 and 0:17: flat for speech"), "{says}");
        assert!(says.contains("\".. the the holidays.\" 15 dB at "), "{says}");
    }

    #[test]
    fn what_was_not_measured_says_why() {
        let mut report = samples::strong();
        report.measures.tone = Tone {
            pitch: Err(NotMeasured::LittlePitch { heard: Length::from_millis(4_200) }),
            ..Tone::default()
        };
        let says = voice(&report).says;
        assert_eq!(
            says,
            [
                "pitch not measured, because a pitch was heard for 4.2 s only, and 10 s are needed",
                "loudness not measured, because there is no sound"
            ]
        );
        assert!(!is_measured(&report));
    }

    #[test]
    fn a_voice_is_described_and_nobody_is_called_anything() {
        for report in samples::all() {
            let says = voice(&report).says.join(" ");
            for word in ["confident", "nervous", "boring", "monoton", "bad", "good", "weak", "strong"] {
                assert!(!says.contains(word), "{word}: {says}");
            }
        }
    }
}
