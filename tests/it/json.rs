//! What other programs rely on: every key is there, places and times lead where they say, and the same input gives
//! the same bytes. The keys stand here once more, on purpose: a renamed field must be noticed.

use serde_json::{Map, Value};

use crate::desk::{ANSWERS, Desk, scored, scored_lines, spoken};

/// Each object of a document: the way to it (`[]` is each item of a list) and its keys.
const OBJECTS: [(&str, &str); 56] = [
    (
        "",
        "format prompt source transcript measures structure baseline told_before doubts verdicts probe cut grow follow_up overall",
    ),
    ("prompt", "pack id version text"),
    ("source", "kind name seconds sound engine"),
    ("source.sound", "speech_dbfs noise_dbfs signal_to_noise_db"),
    ("source.engine", "name model sha256"),
    ("transcript", "words"),
    ("transcript.words[]", "text from to certainty"),
    (
        "measures",
        "spoken_seconds speech_rate_wpm articulation_rate_wpm articulation_rate_sps guessed_words \
         response_seconds pauses pause_figures fillers clusters repairs pace tone wording not_measured",
    ),
    ("measures.pauses[]", "from to place"),
    ("measures.fillers[]", "text kind likely from to heard_in certainty place first_word end_word"),
    ("measures.repairs[]", "kind first_word end_word from to"),
    ("measures.pace[]", "from to wpm"),
    ("measures.tone", "pitch loudness"),
    ("measures.tone.pitch", "median_hz spread_semitones low_semitones high_semitones quotient flat"),
    ("measures.tone.pitch.flat[]", "from to spread_semitones"),
    ("measures.tone.loudness", "range_db sentences fall_db trailing"),
    ("measures.tone.loudness.trailing[]", "from to first_word end_word below_db"),
    (
        "measures.wording",
        "words sentences sentence_words longest_sentence hedges_per_100 hedges vague repeated words_before_action \
         first_action",
    ),
    ("measures.wording.longest_sentence", "words first_word end_word from to"),
    ("measures.wording.hedges[]", "text first_word end_word from to"),
    ("measures.wording.vague[]", "text first_word end_word from to"),
    ("measures.wording.repeated[]", "places"),
    ("measures.wording.repeated[].places[]", "text first_word end_word from to"),
    ("measures.wording.first_action", "text first_word end_word from to"),
    ("measures.pause_figures", "per_minute mean_seconds share within_share run_seconds run_words longest"),
    ("measures.clusters[]", "from to hesitations"),
    (
        "baseline",
        "takes spoken_seconds speech_rate_wpm articulation_rate_wpm hesitations_per_minute filler_words_per_minute \
         pauses_per_minute pauses_within_share",
    ),
    ("measures.not_measured[]", "figure because"),
    (
        "structure",
        "is_story parts sections set_by_speaker asks principles figures signals questions telling told_as",
    ),
    ("structure.principles[]", "name shown"),
    ("structure.principles[].shown[]", "text first_word end_word from to"),
    ("structure.told_as", "kind shown_by says"),
    ("structure.told_as.shown_by[]", "text first_word end_word from to"),
    ("structure.telling", "when distinct_actions applied_later unexplained"),
    ("structure.telling.when", "text first_word end_word from to months_ago year"),
    ("structure.telling.distinct_actions[]", "text first_word end_word from to"),
    ("structure.telling.applied_later[]", "text first_word end_word from to"),
    ("structure.telling.unexplained[]", "text first_word end_word from to"),
    ("structure.figures[].measures", "text first_word end_word from to"),
    ("structure.sections[]", "section part first_word end_word from to certainty"),
    ("structure.asks[]", "id state first_word end_word"),
    ("structure.figures[]", "text first_word end_word from to measures"),
    ("doubts[]", "kind says"),
    ("verdicts[]", "criterion part level weight why_not anchor evidence gap advice"),
    ("verdicts[].evidence[]", "quote first_word end_word from to"),
    ("structure.parts[]", "part first_word end_word"),
    ("structure.signals[]", "signal first_word end_word from to"),
    (
        "structure.questions[]",
        "first_word end_word from to on_the_role on_practices specific open on_the_web",
    ),
    (
        "follow_up",
        "question take seconds starts first_word speech_rate_wpm hesitations overall_before why_not changes heard",
    ),
    ("probe", "when text why first_word end_word from to"),
    ("cut", "over lands_at sentences"),
    ("cut.sentences[]", "first_word end_word from to saves why"),
    ("grow", "under criterion gap"),
    ("told_before", "take prompt title day shared"),
    ("told_before.shared[]", "quote first_word end_word from to there"),
    ("told_before.shared[].there", "quote from to"),
];

/// Where the wording quotes words.
const PHRASES: [&str; 10] = [
    "measures.wording.hedges[]",
    "measures.wording.vague[]",
    "measures.wording.repeated[].places[]",
    "measures.wording.first_action",
    "structure.principles[].shown[]",
    "structure.figures[].measures",
    "structure.telling.when",
    "structure.telling.distinct_actions[]",
    "structure.telling.applied_later[]",
    "structure.telling.unexplained[]",
];

/// All values at the end of a way.
fn at<'a>(document: &'a Value, way: &str) -> Vec<&'a Value> {
    let mut found = vec![document];
    for step in way.split('.').filter(|step| !step.is_empty()) {
        let key = step.trim_end_matches("[]");
        found = found.into_iter().map(|value| &value[key]).filter(|value| !value.is_null()).collect();
        if step.ends_with("[]") {
            found = found.into_iter().flat_map(|list| list.as_array().expect(way)).collect();
        }
    }
    found
}

fn keys(object: &Value) -> String {
    let mut keys: Vec<&str> =
        object.as_object().into_iter().flat_map(Map::keys).map(String::as_str).collect();
    keys.sort_unstable();
    keys.join(" ")
}

fn sorted(keys: &str) -> String {
    let mut keys: Vec<&str> = keys.split_whitespace().collect();
    keys.sort_unstable();
    keys.join(" ")
}

fn words(document: &Value) -> Vec<&str> {
    at(document, "transcript.words[].text").into_iter().map(|text| text.as_str().unwrap()).collect()
}

/// The words that an object points at; nothing where its places are null.
fn words_of<'a>(document: &'a Value, object: &Value) -> Option<Vec<&'a str>> {
    let place = |key: &str| object[key].as_u64().map(|place| place as usize);
    let (first, end) = (place("first_word")?, place("end_word")?);
    let words = words(document);
    assert!(first < end && end <= words.len(), "{first}..{end} of {}: {object}", words.len());
    Some(words[first..end].to_vec())
}

/// Documents of written answers: a good one, a short one, none.
fn written() -> Vec<Value> {
    let desk = Desk::new();
    let strong: Value =
        serde_json::from_str(&std::fs::read_to_string(spoken("strong").with_extension("json")).unwrap())
            .unwrap();
    let text: Vec<&str> =
        at(&strong, "sections[].text").into_iter().map(|text| text.as_str().unwrap()).collect();
    desk.file("strong.txt", text.join("\n\n"));
    desk.file("short.txt", "Um, I cannot think of one.");
    desk.file("empty.txt", "");
    desk.file(
        "wordy.txt",
        "I think we maybe moved the orders to the new database. It was a lot faster. And so we moved the orders to \
         the new database again.",
    );
    desk.file(
        "told.txt",
        "Two years ago our KYC check kept stopping, and customers were waiting for days. My job was to get it running \
         before the summer. I read the logs of forty checks and I wrote a small test for each fault. In the end the \
         waiting time went from four days to six hours. I learned to look at the faults first. Since then I have read \
         the logs before I change anything.",
    );
    let ended = desk.run([
        "score",
        "--text",
        "--json",
        "strong.txt",
        "short.txt",
        "empty.txt",
        "wordy.txt",
        "told.txt",
    ]);
    assert_eq!((ended.code, &*ended.err), (0, ""));
    let mut documents = ended.documents();
    desk.file(
        "asks.txt",
        "What do you expect of the person in this role after six months, and how does the team review?",
    );
    for (prompt, file) in [
        ("screen/reverse-questions", "asks.txt"),
        ("screen/dive-deep", "told.txt"),
        ("expectations/above-and-below", "strong.txt"),
    ] {
        let ended = desk.run(["score", "--text", "--json", "--prompt", prompt, file]);
        assert_eq!((ended.code, &*ended.err), (0, ""));
        documents.extend(ended.documents());
    }
    documents
}

#[test]
fn every_object_has_its_keys_and_no_others() {
    let written = written();
    let mut seen = vec![0; OBJECTS.len()];
    for document in scored().iter().chain(&written) {
        for (count, (way, expected)) in seen.iter_mut().zip(OBJECTS) {
            for object in at(document, way) {
                *count += 1;
                assert_eq!(keys(object), sorted(expected), "in {way:?}");
            }
        }
    }
    for (count, (way, _)) in seen.iter().zip(OBJECTS) {
        // No shipped answer is noisy or misses its target by much, and files have no earlier takes and no follow-ups.
        let unseen = ["measures.not_measured[]", "baseline", "cut", "cut.sentences[]", "grow", "follow_up"];
        let is_unseen = |way: &str| unseen.contains(&way) || way.starts_with("told_before");
        assert!(*count > 0 || is_unseen(way), "no answer has {way}");
    }
}

#[test]
fn letters_and_levels_are_those_of_the_format() {
    let allowed = [
        ("source.kind", "audio text"),
        ("measures.pauses[].place", "start within border end"),
        ("measures.fillers[].place", "start within border"),
        ("measures.fillers[].kind", "hesitation word"),
        ("measures.fillers[].heard_in", "words sound both"),
        ("structure.sections[].section", "S T A R L F C D U"),
        ("structure.asks[].state", "heard touched missing"),
    ];
    for document in scored().iter().chain(&written()) {
        assert_eq!(document["format"], 1);
        for (way, allowed) in allowed {
            for value in at(document, way) {
                assert!(allowed.split(' ').any(|word| word == value), "{way}: {value}");
            }
        }
        for level in at(document, "verdicts[].level") {
            assert!((1..=5).contains(&level.as_u64().unwrap()), "{level}");
        }
        assert!(document["overall"].is_null() || document["overall"].as_u64().unwrap() <= 100);
        for certainty in ["transcript.words[].certainty", "structure.sections[].certainty"] {
            assert!(at(document, certainty).iter().all(|c| (0.0..=1.0).contains(&c.as_f64().unwrap())));
        }
    }
}

#[test]
fn a_verdict_has_a_level_or_says_why_not() {
    for verdict in scored().iter().flat_map(|document| at(document, "verdicts[]")) {
        assert_eq!(verdict["level"].is_null(), verdict["why_not"].is_string(), "{verdict}");
        let level = verdict["level"].as_u64();
        assert!(level.is_none_or(|level| level == 5) || verdict["gap"].is_string(), "no gap: {verdict}");
    }
}

#[test]
fn quotes_are_made_of_the_transcripts_own_words() {
    let written = written();
    let mut quotes = 0;
    for document in scored().iter().chain(&written) {
        for evidence in at(document, "verdicts[].evidence[]") {
            let said = words_of(document, evidence).expect("evidence has a place");
            assert_eq!(evidence["quote"], said.join(" "));
            quotes += 1;
        }
        for way in PHRASES.into_iter().chain(["structure.figures[]"]) {
            for phrase in at(document, way) {
                assert_eq!(phrase["text"], words_of(document, phrase).expect("it has a place").join(" "));
            }
        }
    }
    assert!(quotes > 40, "{quotes}");
}

#[test]
fn every_place_is_in_the_transcript_and_sections_do_not_overlap() {
    let written = written();
    for document in scored().iter().chain(&written) {
        for way in ["measures.fillers[]", "measures.repairs[]", "structure.asks[]"].into_iter().chain(PHRASES)
        {
            for object in at(document, way) {
                assert_eq!(object["first_word"].is_null(), object["end_word"].is_null(), "{object}");
                words_of(document, object);
            }
        }
        let mut end = 0;
        for section in at(document, "structure.sections[]") {
            words_of(document, section).expect("a section has a place");
            assert!(section["first_word"].as_u64().unwrap() >= end, "{section}");
            end = section["end_word"].as_u64().unwrap();
        }
    }
}

#[test]
fn every_time_is_in_the_file_and_in_order() {
    for (name, document) in ANSWERS.iter().zip(scored()) {
        let whole = document["source"]["seconds"].as_f64().unwrap();
        let truth: Value =
            serde_json::from_str(&std::fs::read_to_string(spoken(name).with_extension("json")).unwrap())
                .unwrap();
        assert!((whole - truth["seconds"].as_f64().unwrap()).abs() < 0.01, "{name}: {whole}");
        for way in [
            "transcript.words[]",
            "measures.pauses[]",
            "measures.fillers[]",
            "measures.repairs[]",
            "measures.pace[]",
            "measures.clusters[]",
            "structure.sections[]",
            "structure.figures[]",
            "verdicts[].evidence[]",
        ] {
            for object in at(document, way) {
                let (from, to) = (object["from"].as_f64().unwrap(), object["to"].as_f64().unwrap());
                assert!(0.0 <= from && from <= to && to <= whole, "{name}: {way}: {object}");
            }
        }
        for pair in at(document, "transcript.words[]").windows(2) {
            let (before, after) = (pair[0]["to"].as_f64().unwrap(), pair[1]["from"].as_f64().unwrap());
            assert!(before <= after, "{name}: {} before {}", pair[0], pair[1]);
        }
    }
}

#[test]
fn a_written_answer_has_its_own_tokens_and_no_times() {
    let written = written();
    assert_eq!(words(&written[1]), ["Um,", "I", "cannot", "think", "of", "one."]);
    for document in &written {
        for way in ["transcript.words[].from", "structure.sections[].to", "verdicts[].evidence[].from"] {
            assert_eq!(at(document, way), Vec::<&Value>::new(), "{way}");
        }
        for key in ["spoken_seconds", "speech_rate_wpm", "articulation_rate_wpm", "response_seconds", "tone"]
        {
            assert!(document["measures"][key].is_null(), "{key}");
        }
        assert_eq!(document["measures"]["pauses"], serde_json::json!([]));
        assert!(document["source"]["engine"].is_null());
    }
    assert!(
        written[0]["overall"].is_u64() && written[1]["overall"].is_null() && written[2]["overall"].is_null()
    );
}

/// Alone and among others, in processes of their own: nothing is left over from the file before.
#[test]
fn the_same_recording_gives_the_same_bytes() {
    let weak = ANSWERS.iter().position(|name| *name == "weak").unwrap();
    let among_others = &scored_lines()[weak];
    let alone = Desk::new().run_with_model(["score", "--json", &spoken("weak").to_string_lossy()]);
    assert!(alone.out.strip_suffix('\n') == Some(among_others), "{}\n{among_others}", alone.out);
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    let desk = Desk::new();
    desk.file(
        "answer.txt",
        "So, um, I rebuilt the import in 2 weeks, because it failed each night. ".repeat(5),
    );
    let typed = ["score", "--text", "--json", "answer.txt", "answer.txt"];
    let (once, again) = (desk.run(typed).out, desk.run(typed).out);
    let lines: Vec<&str> = once.lines().collect();
    assert_eq!(lines[0], lines[1]);
    assert_eq!(once, again);
}

/// What is heard while somebody speaks is what is heard in the file that was kept.
#[test]
fn a_live_take_is_heard_as_the_file_is() {
    let desk = Desk::new();
    desk.cut("answer.wav", "disfluent", 0..25);
    let live = desk.run_with_model(["practice", "--plain", "--fast", "--mic", "answer.wav"]);
    assert_eq!(live.code, 0, "{}", live.err);
    let take = desk.take(1);
    let take = take.to_str().unwrap();
    let ended = desk.run_with_model(["score", "--json", "answer.wav", take]);
    assert_eq!((ended.code, &*ended.err), (0, ""));
    let documents = ended.documents();
    for part in ["transcript", "measures", "structure", "verdicts", "overall"] {
        assert_eq!(documents[0][part], documents[1][part], "{part}");
    }
    assert!(words(&documents[0]).len() > 40, "{:?}", words(&documents[0]));

    let report = desk.run_with_model(["score", take]);
    // The name is another: a take has a short one.
    let body = |text: &str| {
        let lines = text.lines().filter(|line| !line.starts_with("Answer: ") && !line.contains("take-0001"));
        lines.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(body(&live.out), body(&report.out));
    assert_eq!(desk.run(["sessions", "report", "last"]).out, live.out);
}
