//! Laws that hold for any answer, whatever the words and wherever the sound.

use proptest::prelude::*;

use super::*;
use crate::time::Moment;
use crate::transcript::Word;

/// Words in which fillers, repairs and figures are frequent, and arbitrary ones.
fn token() -> impl Strategy<Value = String> {
    const KNOWN: [&str; 40] = [
        "like",
        "Like,",
        "you",
        "know",
        "know,",
        "I",
        "mean",
        "mean,",
        "sort",
        "kind",
        "of",
        "so",
        "So,",
        "well",
        "Well,",
        "right?",
        "basically",
        "actually,",
        "just",
        "guess",
        "um",
        "uh,",
        "the",
        "the,",
        "we",
        "was",
        "had,",
        "and",
        "because",
        "3%",
        "$1,200",
        "very",
        "sorry,",
        "no",
        "wait,",
        "failed.",
        "\u{2014}",
        "API",
        "decom-",
        "\u{1b}[31m",
    ];
    prop_oneof![4 => prop::sample::select(&KNOWN[..]).prop_map(str::to_owned), 1 => "\\PC{0,8}"]
}

/// An answer with sound: for each token its length, the silence before it and how far its times are off, in ms.
fn spoken() -> impl Strategy<Value = (Transcript, SpeechMap)> {
    let word = (
        token(),
        0_u64..900,
        prop_oneof![Just(0_u64), 0_u64..3000],
        0_u64..100,
        prop::option::weighted(0.95, 0_f32..1.0),
    );
    (prop::collection::vec(word, 0..60), 0_u64..2000).prop_map(|(tokens, tail)| {
        let (mut now, mut words, mut voiced) = (Moment::START, Vec::new(), Vec::<Stretch>::new());
        for (text, long, silence, off, certainty) in tokens {
            now = now + Length::from_millis(silence);
            let sound = Stretch::new(now, now + Length::from_millis(long));
            now = sound.to();
            match voiced.last_mut() {
                Some(last) if last.to() == sound.from() => *last = last.hull(sound),
                _ if long > 0 => voiced.push(sound),
                _ => {}
            }
            // One word in twenty has no time.
            let at = certainty.map(|_| sound.later_by(Length::from_millis(off)));
            words.push(Word { text, at, certainty });
        }
        let length = now - Moment::START + Length::from_millis(tail + 100);
        (Transcript { words }, SpeechMap { length, voiced })
    })
}

fn slower(stretch: Stretch, times: u64) -> Stretch {
    let moment = |moment: Moment| Moment::from_samples(moment.samples() * times);
    Stretch::new(moment(stretch.from()), moment(stretch.to()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn an_answer_said_so_many_times_slower_has_that_part_of_the_pace((answer, _) in spoken(), times in 2_u64..5) {
        let mut slow = answer.clone();
        for word in &mut slow.words {
            word.at = word.at.map(|at| slower(at, times));
        }
        match (rate::rates(&answer, None, &[]).speech, rate::rates(&slow, None, &[]).speech) {
            (Some(fast), Some(slow)) => prop_assert!((fast.0 / slow.0 - times as f64).abs() < 1e-9),
            (fast, slow) => prop_assert_eq!(fast, slow),
        }
    }

    #[test]
    fn pauses_lie_in_the_recording_apart_from_each_other_and_from_all_voice((answer, sound) in spoken()) {
        let pauses = measure(&answer, Some(&sound.clone().into())).pauses;
        for pause in &pauses {
            prop_assert!(pause.at.to() <= Moment::START + sound.length);
            prop_assert!(pause.at.length() >= pauses::SHORTEST_PAUSE);
            prop_assert_eq!(sound.voiced_in(pause.at), Length::ZERO);
            prop_assert!(pause.before <= answer.words.len());
        }
        prop_assert!(pauses.windows(2).all(|pair| pair[0].at.to() <= pair[1].at.from()));
    }

    #[test]
    fn articulation_is_never_slower_than_speech((answer, sound) in spoken()) {
        let measures = measure(&answer, Some(&sound.into()));
        if let (Some(speech), Some(articulation)) = (measures.speech_rate, measures.articulation_rate) {
            prop_assert!(articulation.0 >= speech.0 - 1e-9);
        }
    }

    #[test]
    fn fillers_lie_in_the_answer_in_order_and_apart((answer, sound) in spoken(), written in any::<bool>()) {
        let measures = measure(&answer, (!written).then_some(&sound.into()));
        let ranges: Vec<WordRange> = measures.fillers.iter().filter_map(|hit| hit.words).collect();
        prop_assert_eq!(ranges.len(), measures.fillers.len());
        prop_assert!(ranges.iter().all(|range| !range.is_empty() && range.end <= answer.words.len()));
        prop_assert!(ranges.windows(2).all(|pair| pair[0].end <= pair[1].first));
    }

    #[test]
    fn repairs_lie_in_the_answer_in_order_and_apart((answer, sound) in spoken()) {
        let ranges: Vec<WordRange> = measure(&answer, Some(&sound.into())).repairs.iter().map(|repair| repair.words).collect();
        prop_assert!(ranges.iter().all(|range| !range.is_empty() && range.end <= answer.words.len()));
        prop_assert!(ranges.windows(2).all(|pair| pair[0].end <= pair[1].first));
    }

    #[test]
    fn any_text_at_all_can_be_measured(text in "\\PC{0,200}") {
        let measures = measure(&Transcript::from_text(&text), None);
        prop_assert!(measures.pauses.is_empty() && measures.pace.is_empty() && measures.speech_rate.is_none());
    }
}
