//! Every file of `tests/wrong-packs` with its message, and the near misses that are right.

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;

use super::{Catalog, Checked, PackError, PackErrors, Prompt, check_files};

const RUBRICS: [&str; 3] = ["star-l", "star-rlf", "reverse-questions"];

/// The pack that the wrong ones were made from.
const RIGHT: &str = r#"id = "mine"
title = "Mine"
version = 1
language = "en"
license = "MIT"
source = "Written for a test."
rubric = "star-l"

[[questions]]
id = "first"
title = "The first"
kind = "story"
text = "What was the hardest thing you did last year?"

[[questions.asks]]
id = "deed"
text = "what you did"
cues = ["i built", "i wrote"]
"#;

/// What becomes of a text that somebody has in a file.
fn check(text: &[u8]) -> Result<super::PromptPack, PackError> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.toml");
    fs::write(&file, text).unwrap();
    let checked = check_files(&[file], &RUBRICS);
    checked.into_iter().next().unwrap().pack
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is one listing, read from top to bottom")]
fn every_wrong_pack_is_told_with_line_and_caret() {
    let mut files: Vec<PathBuf> =
        fs::read_dir("tests/wrong-packs").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut story = String::new();
    for Checked { file, pack } in files.into_iter().flat_map(|file| check_files(&[file], &RUBRICS)) {
        let Err(error) = pack else { panic!("{file} has no problem") };
        story += &format!("{error}\n\n").replace("tests/wrong-packs/", "");
    }
    insta::assert_snapshot!(story, @r#"
    control-character.toml:14:8: `text` has the character \u{1b}, which cannot be seen or spoken
       14 | text = "What was the hardest thing you did last \u001b[2Jyear?"
          |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       help: take it out

    cue-from-the-question.toml:19:20: the cue `the hardest thing` is a phrase of the question
       19 | cues = ["i built", "the hardest thing"]
          |                    ^^^^^^^^^^^^^^^^^^^
       help: who reads the question back would be heard: give words that only an answer has

    cue-twice.toml:19:20: the cue `i built` is there twice
       19 | cues = ["i built", "i built"]
          |                    ^^^^^^^^^
       help: take one of them out

    cue-with-signs.toml:19:20: the cue `I wrote!` has `I`, which no transcript has there
       19 | cues = ["i built", "I wrote!"]
          |                    ^^^^^^^^^^
       help: cues are small letters, digits, spaces, hyphens and apostrophes

    empty-text.toml:12:9: `title` is empty
       12 | title = " "
          |         ^^^
       help: write something, or take it out

    example-of-the-question.toml:22:8: the example says a sentence of the question: "What was the hardest thing you did last year?"
       22 | text = """
          |        ^^^
       help: write what somebody would answer

    example-part-of-a-story.toml:22:1: a question of the kind `story` has no parts
       22 | part = 2
          | ^^^^
       help: take `part` out, or make the kind `two-part`

    example-too-long.toml:22:8: the example has 480 words, which is 192 s at 150 words a minute; it should take 60 to 150 s
       22 | text = """
          |        ^^^
       help: write 150 to 375 words

    example-too-short.toml:22:8: the example has 4 words, which is 2 s at 150 words a minute; it should take 60 to 150 s
       22 | text = "I built a bridge."
          |        ^^^^^^^^^^^^^^^^^^^
       help: write 150 to 375 words

    example-unknown-field.toml:31:1: the example has an unknown field `note`
       31 | note = "so strong"
          | ^^^^
       help: the fields are text, part, shows

    example-with-markup.toml:30:52: `*` cannot be spoken
       30 | …oved the whole shop to the new place in a week. * Result: done."""
          |                                                  ^
       help: write the text as somebody would say it, without markup

    example-without-end.toml:22:8: an answer does not end in `s`
       22 | text = """
          |        ^^^
       help: end it with a full stop

    example-without-part.toml:28:1: this example of a two-part question has no `part`
       28 | [[questions.examples]]
          | ^^^^^^^^^^^^^^^^^^^^^^
       help: give each part an example of its own: `part = 1` or `part = 2`

    half-a-two-part.toml:10:1: nothing is asked for in part 2
       10 | [[questions]]
          | ^^^^^^^^^^^^^
       help: add asks with `part = 2`

    id-not-kebab.toml:2:6: `My Pack` is no id
        2 | id = "My Pack"
          |      ^^^^^^^^^
       help: ids are small letters, digits and hyphens: `my-pack`

    id-taken.toml:2:6: another pack has the id `screen` already
        2 | id = "screen"
          |      ^^^^^^^^
       help: choose another id

    many-mistakes.toml:2:6: `Mine` is no id
        2 | id = "Mine"
          |      ^^^^^^
       help: ids are small letters, digits and hyphens: `mine`

    many-mistakes.toml:4:11: `version` is a text
        4 | version = "one"
          |           ^^^^^
       help: it has to be a whole number

    many-mistakes.toml:10:1: the question has no `kind`
       10 | [[questions]]
          | ^^^^^^^^^^^^^
       help: add `kind` below this line

    many-mistakes.toml:13:1: the question has an unknown field `knid`; did you mean `kind`?
       13 | knid = "story"
          | ^^^^
       help: the fields are id, title, text, spoken, kind, rubric, principles, related, asks, time, probes, examples, company, role, category, difficulty, round, tags

    many-mistakes.toml:14:8: a question does not end in `r`
       14 | text = "What was the hardest thing you did last year"
          |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       help: end it with a full stop or a question mark

    markup.toml:14:44: `*` cannot be spoken
       14 | text = "What was the hardest thing you did *last* year?"
          |                                            ^
       help: write the text as somebody would say it, without markup

    means-unknown.toml:20:10: there is no concept `givingup`; did you mean `giving-up`?
       20 | means = ["givingup", "telling", "telling"]
          |          ^^^^^^^^^^
       help: `means` has names of `context`, `task`, `own-deeds`, `outcome`, `lesson`, `figures`, `planning`, `choosing`, `options`, `giving-up`, `motive`, `guarding`, `first-steps`, `noticing`, `finding-out`, `guessing`, `assuming`, `evidence`, `cause`, `verifying`, `telling`, `making-good`, `admitting`, `feedback-heard`, `feelings`, `coming-back`, `involved`, `asking-help`, `helping`, `letting-go`, `speaking-up`, `doubting`, `committing`, `their-view`, `agreeing`, `persuading`, `leading`, `changing`, `differently`, `lasting`, `handing-over`, `trying-out`, `origin`, `obstacles`, `simplifying`, `learning-fast`, `harm` or `urgency`

    means-unknown.toml:20:33: the concept `telling` is there twice
       20 | means = ["givingup", "telling", "telling"]
          |                                 ^^^^^^^^^
       help: take one of them out

    missing-field.toml:10:1: the question has no `title`
       10 | [[questions]]
          | ^^^^^^^^^^^^^
       help: add `title` below this line

    mistyped-field.toml:10:1: the question has no `asks`
       10 | [[questions]]
          | ^^^^^^^^^^^^^
       help: say what an answer has to bring: one [[questions.asks]] for each thing

    mistyped-field.toml:16:13: the question has an unknown field `ask`; did you mean `asks`?
       16 | [[questions.ask]]
          |             ^^^
       help: the fields are id, title, text, spoken, kind, rubric, principles, related, asks, time, probes, examples, company, role, category, difficulty, round, tags

    no-asks.toml:10:1: the question has no `asks`
       10 | [[questions]]
          | ^^^^^^^^^^^^^
       help: say what an answer has to bring: one [[questions.asks]] for each thing

    no-cues.toml:17:6: the ask `deed` has no cue
       17 | id = "deed"
          |      ^^^^^^
       help: give the words and phrases that a good answer has, in `cues`

    no-end.toml:14:8: a question does not end in `r`
       14 | text = "What was the hardest thing you did last year"
          |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       help: end it with a full stop or a question mark

    no-question.toml:1:1: the pack has no question
        1 | # A pack without a question.
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       help: add one that begins with [[questions]]

    not-toml.toml:19:20: this is not TOML: missing comma between array elements, expected `,`
       19 | cues = ["i built, "i wrote"]
          |                    ^
       help: see https://toml.io for how text, lists and tables are written

    other-language.toml:5:12: answers in `de` cannot be scored
        5 | language = "de"
          |            ^^^^
       help: the one language so far is "en"

    part-of-a-story.toml:19:1: a question of the kind `story` has no parts
       19 | part = 2
          | ^^^^
       help: take `part` out, or make the kind `two-part`

    spoken-with-markup.toml:15:33: `_` cannot be spoken
       15 | spoken = "What was the hardest p_95 you met last year?"
          |                                 ^
       help: write the text as somebody would say it, without markup

    think-below-zero.toml:14:18: `think` is -5
       14 | time = { think = -5 }
          |                  ^^
       help: it is a number from 0 to 3600

    time-against-the-usual.toml:14:10: `target_to` (120, as usual) is less than `target_from` (180)
       14 | time = { target_from = 180 }
          |          ^^^^^^^^^^^
       help: each is at least the one before it: soft_min, target_from, target_to, soft_max

    times-out-of-order.toml:14:28: `target_to` (60) is less than `target_from` (90)
       14 | time = { target_from = 90, target_to = 60 }
          |                            ^^^^^^^^^
       help: each is at least the one before it: soft_min, target_from, target_to, soft_max

    two-asks-one-name.toml:22:6: two asks of one question have the name `deed`
       22 | id = "deed"
          |      ^^^^^^
       help: give one of them another name

    two-part-without-parts.toml:17:6: this ask of a two-part question has no `part`
       17 | id = "deed"
          |      ^^^^^^
       help: add `part = 1` or `part = 2`

    two-questions-one-name.toml:22:6: two questions have the name `first`
       22 | id = "first"
          |      ^^^^^^^
       help: give one of them another name

    unknown-condition.toml:22:8: `when` cannot be `too-long`
       22 | when = "too-long"
          |        ^^^^^^^^^^
       help: `when` is `missing-result`, `missing-number`, `all-we`, `vague`, `no-verification`, `over-time` or `strong`

    unknown-field.toml:19:1: the ask has an unknown field `asks_for`
       19 | asks_for = 3
          | ^^^^^^^^
       help: the fields are id, text, cues, means, required, part

    unknown-kind.toml:13:8: `kind` cannot be `storey`; did you mean `story`?
       13 | kind = "storey"
          |        ^^^^^^^^
       help: `kind` is `story`, `two-part`, `reverse-questions`, `opinion`, `intro` or `situational`

    unknown-principle.toml:14:15: the pack explains no principle `Dive Dep`; did you mean `Dive Deep`?
       14 | principles = ["Dive Dep"]
          |               ^^^^^^^^^^
       help: name one of its [[principles]], or add this one to them

    unknown-related.toml:14:12: there is no question `tight-dedline`; did you mean `screen/tight-deadline`?
       14 | related = ["tight-dedline", "first"]
          |            ^^^^^^^^^^^^^^^
       help: name a question of this pack, or one of another as `pack/question`

    unknown-related.toml:14:29: the question is related to itself
       14 | related = ["tight-dedline", "first"]
          |                             ^^^^^^^
       help: name another question

    unknown-rubric.toml:8:10: there is no rubric `star`; did you mean `star-l` or `star-rlf`?
        8 | rubric = "star"
          |          ^^^^^^
       help: `rubric` is `star-l`, `star-rlf` or `reverse-questions`

    version-zero.toml:4:11: `version` is 0
        4 | version = 0
          |           ^
       help: it is a number from 1 up

    wrong-kind-of-value.toml:12:9: `title` is a number
       12 | title = 7
          |         ^
       help: it has to be a text in quotes
    "#);
}

#[test]
fn the_packs_that_ship_have_no_problem() {
    let catalog = Catalog::shipped(&RUBRICS).unwrap_or_else(|errors| panic!("{errors}"));
    let names: Vec<String> =
        catalog.packs().iter().flat_map(|pack| &pack.prompts).map(Prompt::name).collect();
    assert_eq!(
        names,
        [
            "general/story",
            "screen/tight-deadline",
            "screen/missed-deadline",
            "screen/negative-feedback",
            "screen/beyond-requirements",
            "screen/dive-deep",
            "screen/reverse-questions",
            "expectations/above-and-below",
            "engineers/review-conflict",
            "engineers/disagree-decision",
            "engineers/technical-failure",
            "engineers/ambiguity",
            "engineers/mentoring",
            "engineers/customer-problem",
            "engineers/priorities",
            "engineers/new-idea",
            "engineers/unowned-work",
            "engineers/incident",
            "engineers/simplify",
            "engineers/other-team",
            "managers/two-in-conflict",
            "managers/underperformer",
            "managers/half-the-facts",
            "managers/team-failure",
            "managers/joining-or-leaving",
            "managers/own-boss-was-wrong",
            "managers/hard-feedback",
            "managers/too-few-people",
            "managers/unwanted-change",
            "managers/growing-somebody",
            "managers/pressure-from-above",
            "product/changed-by-customers",
            "product/saying-no",
            "product/failed-launch",
            "product/unclear-start",
            "product/engineers-disagreed",
            "product/all-important",
            "product/something-new",
            "product/data-and-opinion",
            "product/ethical-line",
            "product/no-authority",
            "students/group-conflict",
            "students/setback",
            "students/fast-learning",
            "students/study-and-work",
            "students/leading-untitled",
            "students/helping",
            "students/mistake",
            "students/initiative",
            "students/criticism",
            "students/hard-decision",
        ]
    );
}

#[test]
fn the_pack_of_the_readme_has_no_problem() {
    let readme = fs::read_to_string("prompts/README.md").unwrap();
    let (_, rest) = readme.split_once("```toml\n").unwrap();
    let (pack, _) = rest.split_once("```").unwrap();
    assert_eq!(check(pack.as_bytes()).unwrap().prompts.len(), 1);
}

#[test]
fn a_shipped_ask_has_eight_to_twenty_cues_and_each_part_of_two_nine_asks() {
    let catalog = Catalog::shipped(&RUBRICS).unwrap();
    for ask in catalog.packs().iter().flat_map(|pack| &pack.prompts).flat_map(|prompt| &prompt.asks) {
        assert!((8..=20).contains(&ask.cues.len()), "{} has {} cues", ask.id, ask.cues.len());
    }
    let two_part = catalog.find_one("above-and-below").unwrap();
    for part in [1, 2] {
        assert_eq!(two_part.asks.iter().filter(|ask| ask.part == Some(part)).count(), 9, "part {part}");
    }
}

#[test]
fn near_misses_are_right() {
    struct Case {
        why: &'static str,
        was: &'static str,
        is: &'static str,
    }
    let cases = [
        Case { why: "nothing changed", was: "mine", is: "mine" },
        Case {
            why: "bounds may be equal",
            was: "[[questions.asks]]",
            is: "time = { think = 0, target_from = 60, target_to = 60, soft_min = 60, soft_max = 60 }\n[[questions.asks]]",
        },
        Case {
            why: "soft bounds follow the target",
            was: "[[questions.asks]]",
            is: "time = { target_from = 200, target_to = 300 }\n[[questions.asks]]",
        },
        Case { why: "a question may go over lines", was: "\"What was the", is: "\"\"\"\nWhat was\n\tthe" },
        Case { why: "one word of the question is no phrase of it", was: "i wrote", is: "hardest" },
        Case { why: "part of a phrase is not the phrase", was: "i wrote", is: "the hard" },
        Case { why: "cues may have accents and figures", was: "i wrote", is: "3 cafés" },
        Case {
            why: "a question of a pack that ships is related",
            was: "[[questions.asks]]",
            is: "related = [\"screen/dive-deep\"]\n[[questions.asks]]",
        },
        Case {
            why: "a principle needs no explanation where none has one",
            was: "[[questions.asks]]",
            is: "principles = [\"Thrift\"]\n[[questions.asks]]",
        },
        Case { why: "Windows ends lines in another way", was: "\n", is: "\r\n" },
        Case {
            why: "Windows begins files in another way",
            was: "id = \"mine\"",
            is: "\u{feff}id = \"mine\"",
        },
        Case { why: "an ask may be good to have", was: "cues =", is: "required = false\ncues =" },
        Case {
            why: "a question may be read in another way than it is written",
            was: "[[questions.asks]]",
            is: "spoken = \"What was the hardest thing you did in twenty twenty-five?\"\n[[questions.asks]]",
        },
        Case { why: "a question may be a request", was: "last year?", is: "last year." },
    ];
    for Case { why, was, is } in cases {
        let mut text = RIGHT.replacen(was, is, if was == "\n" { usize::MAX } else { 1 });
        if is.contains("\"\"\"") {
            text = text.replace("last year?\"", "last year?\"\"\"");
        }
        assert!(text != RIGHT || was == is, "{why}: nothing was changed");
        if let Err(error) = check(text.as_bytes()) {
            panic!("{why}:\n{error}");
        }
    }
}

#[test]
fn what_is_left_out_is_as_usual() {
    let pack = check(RIGHT.as_bytes()).unwrap();
    let prompt = &pack.prompts[0];
    assert_eq!(prompt.time, super::TimeTarget::default());
    assert_eq!((prompt.rubric.as_str(), prompt.asks[0].required), ("star-l", true));
    assert_eq!((prompt.spoken.as_ref(), prompt.spoken()), (None, prompt.text.as_str()));
    let text = RIGHT
        .replace("[[questions.asks]]", "time = { target_from = 200, target_to = 300 }\n[[questions.asks]]");
    let time = check(text.as_bytes()).unwrap().prompts[0].time;
    assert_eq!((time.think, time.soft_min, time.soft_max), (30, 150, 375));
}

#[test]
fn a_question_is_shown_as_it_is_written_and_read_as_it_is_spelled_for_the_voice() {
    let text = RIGHT.replace("last year?\"", "with a p95 over 2 s?\"\nspoken = \"And  a\\n p ninety-five?\"");
    let prompt = check(text.as_bytes()).unwrap().prompts.remove(0);
    assert_eq!(prompt.text, "What was the hardest thing you did with a p95 over 2 s?");
    assert_eq!(prompt.spoken(), "And a p ninety-five?");
}

#[test]
fn files_that_are_no_packs_are_named_and_nothing_panics() {
    let text_of = |file: &str| {
        let checked = check_files(&[PathBuf::from(file)], &RUBRICS).remove(0);
        PackErrors(vec![checked.pack.unwrap_err()]).to_string()
    };
    assert!(text_of("no-such-file.toml").starts_with("could not read the pack `no-such-file.toml`: "));
    assert!(text_of("src").starts_with("could not read the pack `src`: "));
    assert!(text_of("a\u{1b}[31m.toml").contains(r"`a\u{1b}[31m.toml`"));

    assert!(matches!(check(b""), Err(PackError::Wrong { .. })));
    assert!(matches!(check(&vec![b'#'; 2 << 20]), Err(PackError::TooBig { .. })));
    assert!(matches!(check(b"id = 1\nx = \"\xff\""), Err(PackError::NotText { line: 1, .. })));
    let deep = format!("id = {}", "[".repeat(100_000));
    assert!(matches!(check(deep.as_bytes()), Err(PackError::Wrong { .. })));
}

#[test]
fn two_packs_may_refer_to_each_other_and_not_have_one_id() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (folder.path().join("one.toml"), folder.path().join("other.toml"));
    let related = |name: &str| {
        RIGHT.replace("[[questions.asks]]", &format!("related = [\"{name}\"]\n[[questions.asks]]"))
    };
    fs::write(&one, related("yours/first")).unwrap();
    fs::write(&other, related("mine/first").replace("\"mine\"", "\"yours\"")).unwrap();
    let catalog = Catalog::with_files(&[one.clone(), other.clone()], &RUBRICS).unwrap();
    assert_eq!(catalog.find_one("mine/first").unwrap().related, ["yours/first"]);

    fs::write(&other, RIGHT).unwrap();
    fs::write(&one, RIGHT.replace("Mine", "Twin")).unwrap();
    let errors = Catalog::with_files(&[one, other], &RUBRICS).unwrap_err().to_string();
    assert!(errors.contains("other.toml:1:6: another pack has the id `mine` already"), "{errors}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_pack_with_a_hole_or_a_stranger_in_it_never_panics_and_never_steers_the_terminal(
        from in 0_usize..320, length in 0_usize..40, stranger in any::<char>(),
    ) {
        let chars: Vec<char> = RIGHT.chars().collect();
        let rest = chars.iter().skip(from + length);
        let text: String = chars.iter().take(from).chain([&stranger]).chain(rest).collect();
        let draft = super::Draft::read("mine.toml", &text, &RUBRICS);
        if let Err(error) = draft.finish(&[], &[]) {
            let listing = error.to_string();
            prop_assert!(listing.chars().all(|c| c == '\n' || !super::problem::steers_or_hides(c)), "{}", listing);
        }
    }
}
