use super::*;
use crate::measures::Measures;
use crate::rubric::rules::told::{Mark::*, Told};
use crate::structure::Section::*;
use crate::time::Moment;

/// An answer of 150 words a minute that aims at so many seconds.
fn aiming(mut told: Told, from: u32, to: u32) -> Told {
    told.prompt.time.target_from = from;
    told.prompt.time.target_to = to;
    told
}

fn refitted(told: &Told) -> Option<Refit> {
    let judgement = Judgement { overall: Some(50), ..told.judged() };
    refit(&told.findings(&Measures::default()), &judgement)
}

#[track_caller]
fn cut_of(told: &Told) -> Option<Cut> {
    match refitted(told) {
        Some(Refit::Cut(cut)) => Some(cut),
        None => None,
        Some(Refit::Grow(growth)) => panic!("{growth:?}"),
    }
}

fn said(told: &Told, cut: &Cut) -> Vec<(&'static str, String)> {
    cut.sentences.iter().map(|one| (one.why.name(), told.transcript.quote(one.words))).collect()
}

/// 100 words, so 40 s.
fn story() -> Told {
    Told::new()
        .asks("context")
        .asks("outcome")
        .says_aside("Well, give me a second, I have to think about which one.")
        .says(
            Situation,
            "The village library had lost half of its readers by that spring.",
            &[Hears("context")],
        )
        .says(Situation, "It stands beside the old mill, with a garden that everybody likes.", &[])
        .says(Task, "The council told me to win them back.", &[])
        .says(Action, "I rang 60 of them and asked why.", &[Own, Figure("60")])
        .says(Action, "The phone there is an old green one with a long cord.", &[])
        .says(Action, "I opened on Sundays, because most of them work all week.", &[Own, Decision])
        .says(Action, "Most of them work all week, so Sundays.", &[])
        .says(Result, "In a year 210 readers came back.", &[Figure("210 readers"), Hears("outcome")])
        .says(Result, "The council was glad of it.", &[])
}

#[test]
fn what_costs_a_listener_least_goes_first_until_the_answer_fits() {
    let told = aiming(story(), 10, 22);
    let cut = cut_of(&told).unwrap();
    let kinds: Vec<&str> = cut.sentences.iter().map(|one| one.why.name()).collect();
    assert_eq!(kinds, ["aside", "setup", "repeated", "detail"], "{:?}", said(&told, &cut));
    assert!(said(&told, &cut)[3].1.starts_with("The phone there"));
    let saved: Length = cut.sentences.iter().map(|one| one.saves).sum();
    assert_eq!(cut.lands_at + saved, cut.takes);
}

#[test]
fn no_more_goes_than_is_needed_and_of_one_kind_the_shortest_that_is_enough() {
    let one = |to| {
        let told = aiming(story(), 10, to);
        let cut = cut_of(&told).unwrap();
        assert!(cut.is_enough(), "{to}: {cut:?}");
        said(&told, &cut).len()
    };
    assert_eq!((one(36), one(32)), (1, 2));

    let two = Told::new()
        .says_aside("It rained that day.")
        .says_aside("By the way, the bus to the village goes only twice a day in winter.")
        .says(Action, "I rang the readers and opened the house on Sundays for them.", &[Own]);
    let told = aiming(two, 1, 11);
    let cut = cut_of(&told).unwrap();
    assert_eq!(said(&told, &cut), [("aside", "It rained that day.".to_owned())]);
}

#[test]
fn what_the_answer_needs_is_never_proposed() {
    let told = aiming(story(), 1, 2);
    let cut = cut_of(&told).unwrap();
    assert!(!cut.is_enough());
    let quotes = said(&told, &cut);
    for kept in ["The village library", "The council told", "I rang", "I opened", "In a year"] {
        assert!(quotes.iter().all(|(_, quote)| !quote.starts_with(kept)), "{kept}: {quotes:?}");
    }
    // The last sentence of a section stays, even where nothing speaks for it.
    let bare = Told::new()
        .says(Situation, "There was a mill with a garden.", &[])
        .says(Action, "There was talk of it.", &[])
        .says(Action, "There was even more talk of it in the evening.", &[])
        .says(Result, "There was an end to it.", &[]);
    let told = aiming(bare, 1, 2);
    let cut = cut_of(&told).unwrap();
    assert_eq!(said(&told, &cut).len(), 1, "{:?}", said(&told, &cut));
}

#[test]
fn an_answer_inside_its_target_or_without_a_score_gets_no_list() {
    assert_eq!(refitted(&aiming(story(), 10, 60)), None);
    let told = aiming(story(), 10, 22);
    let unscored = Judgement { overall: None, ..told.judged() };
    assert_eq!(refit(&told.findings(&Measures::default()), &unscored), None);
    let mut opinion = told;
    opinion.prompt.kind = Kind::Opinion;
    assert_eq!(refitted(&opinion), None);
}

#[test]
fn in_speech_a_sentence_takes_its_pause_with_it() {
    let mut told = Told::new()
        .says_aside("By the way it rained.")
        .says(Action, "I rang the readers.", &[Own])
        .lasting(10.0);
    for (place, word) in told.transcript.words.iter_mut().enumerate() {
        // A word a second, and two seconds of silence after the first sentence.
        let from = place as f64 + if place > 4 { 2.0 } else { 0.0 };
        word.at = Some(Stretch::new(Moment::from_seconds(from), Moment::from_seconds(from + 0.5)));
    }
    let cut = cut_of(&aiming(told, 1, 5)).unwrap();
    assert_eq!(cut.sentences[0].saves, Length::from_seconds(7.0));
    assert_eq!(cut.lands_at, Length::from_seconds(3.0));
}

#[test]
fn a_short_answer_is_told_what_to_grow() {
    let told = aiming(
        Told::new()
            .says(
                Situation,
                "The village library had lost half of its readers by the spring of that year.",
                &[],
            )
            .says(Action, "I rang 60 of them in the evenings.", &[Own, Figure("60")]),
        60,
        120,
    );
    let Some(Refit::Grow(growth)) = refitted(&told) else { panic!() };
    assert_eq!(growth.criterion, "result");
    assert_eq!(growth.gap, told.gap("result"));
    assert_eq!(growth.takes + growth.under, Length::from_seconds(60.0));
}

#[test]
fn phrases_about_the_telling_are_asides_unless_they_bring_something() {
    let with = |sentence: &str, marks: &[crate::rubric::rules::told::Mark<'_>]| {
        let told = Told::new().says(Action, sentence, marks).says(
            Action,
            "I rang the readers, one by one, in the evenings.",
            &[Own],
        );
        let told = aiming(told, 1, 2);
        cut_of(&told).map(|cut| cut.sentences[0].why.name())
    };
    for aside in [
        "Anyway, that's a whole other story.",
        "Sorry, where was I with this?",
        "By the way, the mill is shut now.",
        "That's about it, I hope that answers it.",
    ] {
        assert_eq!(with(aside, &[]), Some("aside"), "{aside}");
    }
    assert_eq!(with("By the way, I rang 60 of them.", &[Own, Figure("60")]), None);
    for deed in
        ["The mill stood by the way to town.", "They asked what I digress from.", "I sat as I said I would."]
    {
        assert_ne!(with(deed, &[]), Some("aside"), "{deed}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, cases: 128, ..Default::default() })]

    #[test]
    fn whatever_is_proposed_adds_up_and_leaves_every_section_and_every_figure_of_the_result(
        lines in proptest::collection::vec((0..6_usize, 1..12_usize, 0..4_usize), 3..14), target in 1..40_u32,
    ) {
        let told = lines.iter().fold(Told::new(), |told, (section, many, mark)| {
            let sentence = format!("{} 7.", vec!["word"; *many].join(" "));
            let marks = [&[][..], &[Own], &[Figure("7")], &[Decision]][*mark];
            match [Situation, Task, Action, Result, Learning].get(*section) {
                Some(section) => told.says(*section, &sentence, marks),
                None => told.says_aside(&sentence),
            }
        });
        let told = aiming(told, 0, target);
        let Some(cut) = cut_of(&told) else { return Ok(()) };
        let saved: Length = cut.sentences.iter().map(|one| one.saves).sum();
        proptest::prop_assert_eq!(cut.lands_at + saved, cut.takes);
        let gone = |words: WordRange| cut.sentences.iter().filter(|one| one.words == words).count();
        for sentence in &told.structure.sentences {
            proptest::prop_assert!(gone(*sentence) <= 1);
        }
        for section in [Situation, Task, Action, Result, Learning] {
            let mut spans = told.structure.spans(section).peekable();
            proptest::prop_assert!(spans.peek().is_none() || spans.any(|span| gone(span.words) == 0));
        }
        for figure in told.structure.figures.iter().filter(|figure| figure.in_result) {
            proptest::prop_assert!(cut.sentences.iter().all(|one| !one.words.touches(figure.words)));
        }
        // Without the last of them it would still be over.
        let last = cut.sentences.last().map_or(Length::ZERO, |one| one.saves);
        proptest::prop_assert!(cut.lands_at + last > cut.target);
    }
}
