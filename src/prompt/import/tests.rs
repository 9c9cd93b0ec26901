//! Lists as people have them, right and wrong, and text that means harm.

use std::fs;
use std::sync::OnceLock;

use proptest::prelude::*;

use super::super::{Catalog, Kind, PromptPack};
use super::*;

const RUBRICS: [&str; 3] = ["star-l", "star-rlf", "reverse-questions"];

/// Read once: the packs that ship are long.
fn catalog() -> &'static Catalog {
    static SHIPPED: OnceLock<Catalog> = OnceLock::new();
    SHIPPED.get_or_init(|| Catalog::shipped(&RUBRICS).unwrap())
}

/// What becomes of a list in a file of this name.
fn imported(name: &str, text: impl AsRef<[u8]>) -> Result<Imported, ImportError> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    fs::write(&file, text).unwrap();
    import(&file, catalog(), &RUBRICS)
}

/// The pack of a list that is right, read as any pack is.
#[track_caller]
fn pack(name: &str, text: &str) -> PromptPack {
    let made = imported(name, text).unwrap();
    check_text("made.toml", &made.toml, &RUBRICS).unwrap()
}

/// The mistakes of a list that is wrong, its folder left out.
#[track_caller]
fn mistakes(name: &str, text: &str) -> String {
    match imported(name, text) {
        Err(ImportError::Wrong { mut mistakes }) => {
            for mistake in &mut mistakes {
                mistake.file = mistake.file.rsplit('/').next().unwrap().to_owned();
            }
            ImportError::Wrong { mistakes }.to_string()
        }
        Err(other) => panic!("{other}"),
        Ok(made) => panic!("{}", made.toml),
    }
}

#[test]
fn a_text_file_becomes_a_pack_that_can_be_read_on() {
    let made = imported(
        "team lead.txt",
        "# Round one\n\n- Tell me about a time when you disagreed with your manager\n2. What didn't work?\n",
    )
    .unwrap();
    assert_eq!((made.questions, made.id.as_str(), made.notes.len()), (2, "team-lead", 0));
    insta::assert_snapshot!(made.toml.lines().take(36).collect::<Vec<_>>().join("\n"), @r#"
    # Made of a list of questions. The asks below fit any story: put the words and phrases into their cues that only
    # a good answer to this question has, and `greenroom prompts check` says whether all is well.

    id = "team-lead"
    title = "Questions of team lead"
    version = 1
    language = "en"
    license = "Not stated: ask before you pass it on."
    source = "Imported from team lead."
    rubric = "star-l"

    [[questions]]
    id = "disagreed-manager"
    title = "Disagreed with your manager"
    kind = "story"
    text = "Tell me about a time when you disagreed with your manager."

    [[questions.asks]]
    id = "context"
    text = "the situation and what was at stake"
    cues = [
        "at the time", "at my", "in my last", "in my previous", "during my", "when i was", "while i was",
        "i was working", "we were", "we had", "there was", "the problem", "our customers", "users were", "last year",
        "the company", "was supposed to", "was failing", "had been", "was about to",
    ]

    [[questions.asks]]
    id = "actions"
    text = "the steps you took"
    cues = [
        "i built", "i wrote", "i started", "i set up", "i worked with", "i designed", "i added", "i talked to",
        "i found", "i changed", "i made", "i created", "i used", "i tested", "i led", "i implement", "i propos",
        "i analyz", "i met with", "then i",
    ]

    [[questions.asks]]
    "#);
    let pack = check_text("made.toml", &made.toml, &RUBRICS).unwrap();
    let [first, second] = &pack.prompts[..] else { panic!("{pack:?}") };
    assert_eq!((first.id.as_str(), second.id.as_str()), ("disagreed-manager", "didnt-work"));
    assert_eq!(second.text, "What didn't work?");
    for prompt in &pack.prompts {
        let asks: Vec<&str> = prompt.asks.iter().map(|ask| ask.id.as_str()).collect();
        assert_eq!((prompt.kind, asks), (Kind::Story, vec!["context", "actions", "result", "learning"]));
    }
}

#[test]
fn a_table_and_json_bring_what_belongs_to_a_question() {
    let table = pack(
        "mine.csv",
        "Title,Question,Company,tags,stars\nOutage,\"When did it break, and why?\",\"Smith, \"\"Sons\"\"\",\"night; pager\",5\n\n,How do you plan?,,,\n",
    );
    let json = pack(
        "mine.json",
        r#"[{"title": "Outage", "question": "When did it break, and why?", "company": "Smith, \"Sons\"",
             "tags": ["night", "pager"], "stars": 5}, "How do you plan?"]"#,
    );
    assert_eq!(table, json);
    let [first, second] = &table.prompts[..] else { panic!("{table:?}") };
    assert_eq!((first.title.as_str(), first.id.as_str()), ("Outage", "outage"));
    assert_eq!((first.company.as_deref(), first.tags.len()), (Some("Smith, \"Sons\""), 2));
    assert_eq!((second.title.as_str(), second.company.as_deref()), ("How do you plan", None));
    let notes = imported("mine.csv", "question,stars,titel\nWhat broke?,5,x\n").unwrap().notes;
    assert_eq!(
        notes,
        ["the column `stars` was left out", "the column `titel` was left out; did you mean `title`?"]
    );
}

#[test]
fn an_id_that_is_taken_gets_a_number_and_a_question_comes_once() {
    let made = imported("screen.txt", "A bug?\nThe bug?\na BUG?\n").unwrap();
    assert_eq!((made.id.as_str(), made.questions), ("screen-2", 2));
    assert_eq!(made.notes, ["line 3: the question of line 1 once more, left out"]);
    assert!(made.toml.contains("id = \"bug-2\""), "{}", made.toml);
}

#[test]
fn mistakes_are_told_with_the_lines_of_the_list() {
    let long = "why ".repeat(400);
    let told = [
        mistakes(
            "a.txt",
            "What broke?\n\nWhat *really* broke?\nWhat\u{1b}[2J broke?\nSee https://a.b\nSo:\n",
        ),
        mistakes("b.txt", &format!("{long}\nWhat broke?\n")),
        mistakes("c.csv", "title,category\nOutage,night\n"),
        mistakes("d.csv", "question;title\nWhat broke?;Outage\n"),
        mistakes("e.csv", "question,title\r\n\r\nWhat broke, and why?,Outage\r\n,Nothing\r\nWhat <b>?,x\r\n"),
        mistakes("f.csv", "question,title\n\"What broke?,Outage\nWhy?,x\n"),
        mistakes("g.csv", "question,text\nWhat?,Why?\n"),
        mistakes("h.json", "\n{\"question\": \"What broke?\"}"),
        mistakes("i.json", "[\"What broke?\",\n 7,\n {\"title\": \"x\"},\n {\"text\": [1]},\n null]"),
        mistakes("j.json", "[\"What broke?\",\n oops]"),
        mistakes(
            "k.json",
            "[\"What broke?\",\n {\"question\": \"What\\u0000?\", \"tags\": [\"a\\u202eb\"], \"role\": 3}]",
        ),
    ];
    insta::assert_snapshot!(told.join("\n--\n"), @r#"
    a.txt:3: `*` cannot be spoken
        3 | What *really* broke?
       help: write the text as somebody would say it, without markup

    a.txt:4: `text` has the character \u{1b}, which cannot be seen or spoken
        4 | What\u{1b}[2J broke?
       help: take it out

    a.txt:5: an address of the web cannot be spoken
        5 | See https://a.b
       help: say in words what is meant

    a.txt:6: a question does not end in `:`
        6 | So:
       help: end it with a full stop or a question mark
    --
    b.txt:1: the question has 1599 characters
        1 | why why why why why why why why why why why why why why why why why why why why why why why why …
       help: keep what is asked: at most 1000
    --
    c.csv:1: the header has no column `question`
        1 | title,category
       help: the first row names the columns; the one of the questions is `question` or `text`
    --
    d.csv:1: the header has no column `question`
        1 | question;title
       help: cells are parted by commas
    --
    e.csv:3: the row has 3 cells, and the header 2
        3 | What broke, and why?,Outage
       help: put a cell with a comma in quotation marks: "first, second"

    e.csv:4: the row has no question
        4 | ,Nothing
       help: write it, or take the row out

    e.csv:5: `<` cannot be spoken
        5 | What <b>?,x
       help: write the text as somebody would say it, without markup
    --
    f.csv:2: a quotation mark is opened and never closed: this is the last one
        2 | "What broke?,Outage
       help: close it; a mark that is meant stands twice inside a cell in quotes: ""
    --
    g.csv:1: the header has two columns for the same: `text`
        1 | question,text
       help: keep one of them
    --
    h.json:2: this is JSON, but no list of questions
        2 | {"question": "What broke?"}
       help: a list is written ["What ...?", "How ...?"], or with objects: [{"question": "What ...?"}]
    --
    i.json:2: this is a number, not a question
        2 | 7,
       help: a list is written ["What ...?", "How ...?"], or with objects: [{"question": "What ...?"}]

    i.json:3: the item has no question
        3 | {"title": "x"},
       help: write it as `question`, or take the item out

    i.json:4: `text` is a list
        4 | {"text": [1]},
       help: it has to be a text

    i.json:5: this is null, not a question
        5 | null]
       help: a list is written ["What ...?", "How ...?"], or with objects: [{"question": "What ...?"}]
    --
    j.json:2: this is not JSON: expected value at line 2 column 2
        2 | oops]
       help: a list is written ["What ...?", "How ...?"], or with objects: [{"question": "What ...?"}]
    --
    k.json:2: `role` is a number
        2 | {"question": "What\u0000?", "tags": ["a\u202eb"], "role": 3}]
       help: it has to be a text

    k.json:2: `text` has the character \u{0}, which cannot be seen or spoken
        2 | {"question": "What\u0000?", "tags": ["a\u202eb"], "role": 3}]
       help: take it out

    k.json:2: `tags` has the character \u{202e}, which cannot be seen or spoken
        2 | {"question": "What\u0000?", "tags": ["a\u202eb"], "role": 3}]
       help: take it out
    "#);
}

#[test]
fn what_is_no_list_is_named() {
    let told = |name: &str, text: &[u8]| {
        let error = imported(name, text).unwrap_err().to_string();
        error.split_once('`').map(|(start, rest)| {
            let (path, end) = rest.split_once('`').unwrap();
            format!("{start}`{}`{end}", path.rsplit('/').next().unwrap())
        })
    };
    for (name, text, says) in [
        ("a.txt", &b""[..], "`a.txt` has no question"),
        ("a.txt", b"\n# nothing yet\n\n", "`a.txt` has no question"),
        ("a.csv", b"", "`a.csv` has no question"),
        ("a.csv", b"question\n", "`a.csv` has no question"),
        ("a.json", b"[]", "`a.json` has no question"),
        ("a.json", b" \n", "`a.json` has no question"),
        ("a.doc", b"What?", "`a.doc` does not end in .txt, .csv or .json"),
        ("questions", b"What?", "`questions` does not end in .txt, .csv or .json"),
        ("a.txt", b"What?\nW\xff", "`a.txt` is not text: the bytes after line 1 are not UTF-8"),
    ] {
        assert_eq!(told(name, text).as_deref(), Some(says), "{name}");
    }
    assert!(matches!(imported("a.txt", vec![b'a'; 2 << 20]), Err(ImportError::TooBig { .. })));
    let many: Vec<String> = (0..2000).map(|number| format!("What was number {number}?")).collect();
    assert!(matches!(imported("a.txt", many.join("\n")), Err(ImportError::TooMany { questions: 2000, .. })));
    let missing = import(Path::new("no-such\u{1b}[2J.txt"), catalog(), &RUBRICS).unwrap_err();
    assert_eq!(missing.to_string(), r"could not read the list `no-such\u{1b}[2J.txt`");
}

#[test]
fn quotes_and_signs_of_toml_stay_in_their_text() {
    let hostile = "He said: \"I quit\", and '''left''' at 5 pm. How did you go on?";
    assert_eq!(pack("a.txt", hostile).prompts[0].text, hostile);
    let titled = pack("a.csv", "question,title\nWhat?,\"x\"\"\n[[questions]]\nid = \"\"evil\"\"\"\n");
    assert_eq!(titled.prompts.len(), 1);
    assert_eq!(titled.prompts[0].title, "x\" [[questions]] id = \"evil\"");
    // A backslash cannot be spoken, and cannot end the text either.
    assert!(mistakes("a.txt", r#"What is \" for?"#).contains("cannot be spoken"));
    // Cues that stand in the question are left out of its asks.
    let asked = pack("a.txt", "What happened in the end, and what would you do next time?");
    let cues: Vec<&String> = asked.prompts[0].asks.iter().flat_map(|ask| &ask.cues).collect();
    assert!(!cues.iter().any(|cue| ["in the end", "next time"].contains(&cue.as_str())), "{cues:?}");
    assert!(asked.prompts[0].asks.iter().all(|ask| ask.cues.len() >= 8));
    // A file may have any name.
    assert_eq!(pack("\"]\n[[x]].txt", "What broke?").id, "x");
    assert_eq!(pack("\u{4f60}\u{597d}.txt", "What broke?").id, "question");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 24, ..ProptestConfig::default() })]

    /// Whatever is in a list: it is a pack without mistakes, or it is told with lines that there are.
    #[test]
    fn any_list_is_a_pack_or_is_told(
        text in prop_oneof![
            "\\PC{0,60}(\n\\PC{0,60}){0,4}",
            "question,title\n[a-z\"', ]{0,40}\n[a-z\"', ]{0,40}",
            "\\[(\"[a-z ?]{1,20}\",){0,3}(\"x\"|7|\\{\"text\": \"[a-z]{1,9}\"\\}|\\{)?\\]",
            prop::collection::vec(any::<char>(), 0..80).prop_map(|chars| chars.into_iter().collect::<String>()),
        ],
        form in 0..3_usize,
    ) {
        let reader = [lines::read, table::read, json::read][form];
        let file = Named { name: "any", stem: "any" };
        match make(&file, &text, reader(&text), catalog(), &RUBRICS) {
            Ok(made) => {
                let pack = check_text("any", &made.toml, &RUBRICS);
                prop_assert_eq!(pack.map(|pack| pack.prompts.len()).ok(), Some(made.questions));
            }
            Err(ImportError::Wrong { mistakes }) => {
                let lines = text.matches('\n').count() + 1;
                prop_assert!(mistakes.iter().all(|mistake| (1..=lines).contains(&mistake.line)), "{:?}", mistakes);
                let told = ImportError::Wrong { mistakes }.to_string();
                prop_assert!(told.chars().all(|c| c == '\n' || !crate::prompt::problem::steers_or_hides(c)), "{}", told);
            }
            Err(error) => prop_assert!(matches!(error, ImportError::Empty { .. }), "{}", error),
        }
    }
}
