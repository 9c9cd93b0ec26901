//! What `greenroom prompts` prints, and how it fails.

use clap::Parser;

use super::*;
use crate::prompt::Catalog;

const RUBRICS: [&str; 3] = ["star-l", "star-rlf", "reverse-questions"];

/// Nothing is told and nothing is kept.
fn stage() -> Stage {
    let folders = crate::config::Folders { data: "".into(), models: Vec::new(), settings: "".into() };
    Stage { folders, quiet: true }
}

#[derive(Parser)]
struct Typed {
    #[command(flatten)]
    prompts: PromptsArgs,
}

/// What is written, and the failure as it is printed.
fn greenroom_prompts(typed: &[&str]) -> (String, Option<String>) {
    let typed = Typed::try_parse_from(["prompts"].iter().chain(typed)).unwrap();
    let mut out = Vec::new();
    let failure = run(&typed.prompts, &RUBRICS, &stage(), &mut out).err();
    if let Some(failure) = &failure {
        assert_eq!(failure.kind, Kind::Input);
    }
    (String::from_utf8(out).unwrap(), failure.map(|failure| failure.to_string()))
}

/// Notes what it is given to read.
struct Notes(std::sync::mpsc::Sender<String>);

impl Speaker for Notes {
    fn speak(&mut self, text: &str) -> Result<(), VoiceError> {
        self.0.send(text.to_owned()).unwrap();
        Ok(())
    }
    fn wait(&mut self, _: std::time::Duration) -> Option<voice::Spoken> {
        Some(voice::Spoken::Ended)
    }
    fn stop(&mut self) -> Result<(), VoiceError> {
        Ok(())
    }
}

/// What was printed, what was read aloud, and how it ended.
fn shown_aloud(typed: &[&str]) -> (String, Vec<String>, Result<(), Failure>) {
    let typed = ["prompts", "show", "--aloud"].iter().chain(typed);
    let typed = Typed::try_parse_from(typed).unwrap();
    let (sender, read) = std::sync::mpsc::channel();
    let mut out = Vec::new();
    let open = || Ok(Box::new(Notes(sender)) as Box<dyn Speaker>);
    let done = run_with(&typed.prompts, &RUBRICS, &stage(), open, &mut out);
    (String::from_utf8(out).unwrap(), read.into_iter().collect(), done)
}

#[test]
fn a_question_is_shown_and_then_read_aloud_and_those_of_a_pack_one_by_one() {
    let (text, read, done) = shown_aloud(&["dive-deep"]);
    assert!(done.is_ok());
    assert_eq!(text, greenroom_prompts(&["show", "dive-deep"]).0);
    assert_eq!(read.len(), 1);
    assert!(read[0].starts_with("Tell me about a problem that you could only solve"), "{read:?}");
    let (_, read, done) = shown_aloud(&["screen"]);
    assert!(done.is_ok());
    assert_eq!(read.len(), 6);
}

#[test]
fn without_a_voice_the_question_is_shown_and_the_machine_is_at_fault() {
    let typed = Typed::try_parse_from(["prompts", "show", "dive-deep", "--aloud"]).unwrap();
    let mut out = Vec::new();
    let failure =
        run_with(&typed.prompts, &RUBRICS, &stage(), || Err(VoiceError::NotBuilt), &mut out).unwrap_err();
    assert_eq!(failure.kind, Kind::Machine);
    assert_eq!(String::from_utf8(out).unwrap(), greenroom_prompts(&["show", "dive-deep"]).0);
    insta::assert_snapshot!(failure, @r#"
    Error: this build of Greenroom has no voice
    Hint: build it with the feature `system-voice`; what was to be read is printed above.
    "#);
}

#[test]
fn without_a_word_all_questions_are_listed() {
    let (text, failure) = greenroom_prompts(&[]);
    assert_eq!(failure, None);
    assert_eq!(text, greenroom_prompts(&["list"]).0);
    insta::assert_snapshot!(text, @r#"
    general  Any story from your work
      story                 60-120 s  Any story of the past

    screen  Leadership-principle screen in six questions
      tight-deadline        60-120 s  Tight deadline
      missed-deadline       60-120 s  Missed deadline
      negative-feedback     60-120 s  Negative feedback
      beyond-requirements   60-120 s  Beyond the requirements
      dive-deep             60-120 s  Dive deep
      reverse-questions      20-60 s  Your questions for us (reverse-questions)

    expectations  Above and below expectations
      above-and-below       60-120 s  Above and below expectations (two-part)

    engineers  Twelve stories for software engineers
      review-conflict       60-120 s  Conflict in a review
      disagree-decision     60-120 s  Disagreement with a decision
      technical-failure     75-150 s  Something you built that failed
      ambiguity             60-120 s  An unclear request
      mentoring             60-120 s  Helping a colleague grow
      customer-problem      60-120 s  A customer's problem
      priorities            60-120 s  Too much at once
      new-idea              60-120 s  A new idea
      unowned-work          60-120 s  Nobody's job
      incident              60-120 s  An incident under pressure
      simplify              60-120 s  Making it simpler
      other-team            60-120 s  Working with another team

    managers  For team leads and managers
      two-in-conflict       75-150 s  Two people in conflict
      underperformer        75-150 s  A person who did not perform
      half-the-facts        60-120 s  A decision with half the facts
      team-failure          60-120 s  A failure of the team
      joining-or-leaving    60-120 s  Hiring or letting go
      own-boss-was-wrong    60-120 s  Disagreement with your boss
      hard-feedback         60-120 s  Feedback that was hard to give
      too-few-people        60-120 s  Too few people
      unwanted-change       75-150 s  A change that people did not want
      growing-somebody      60-120 s  Helping somebody grow
      pressure-from-above   60-120 s  Pressure from above

    product  For product people and designers
      changed-by-customers  60-120 s  Customers changed the plan
      saying-no             60-120 s  Saying no
      failed-launch         60-120 s  A launch that failed
      unclear-start         60-120 s  An unclear start
      engineers-disagreed   60-120 s  Conflict with engineering
      all-important         60-120 s  Everything is important
      something-new         60-120 s  A new idea
      data-and-opinion      60-120 s  Data against opinion
      ethical-line          60-120 s  An ethical line
      no-authority          60-120 s  Influence without authority

    students  Ten stories for students and graduates
      group-conflict        60-120 s  Trouble in a group project
      setback               60-120 s  Something that you failed at
      fast-learning         60-120 s  Learning something fast
      study-and-work        60-120 s  Studies and work at once
      leading-untitled      60-120 s  Leading without a title
      helping               60-120 s  Helping somebody
      mistake               60-120 s  A mistake of yours
      initiative            60-120 s  Something that you started
      criticism             60-120 s  Criticism from others
      hard-decision         60-120 s  A hard decision

    `greenroom prompts show PACK/QUESTION` tells what a question asks for.
    "#);
}

#[test]
fn every_question_is_shown_within_80_columns() {
    let catalog = Catalog::shipped(&RUBRICS).unwrap();
    for prompt in catalog.packs().iter().flat_map(|pack| &pack.prompts) {
        let (text, failure) = greenroom_prompts(&["show", &prompt.name()]);
        assert_eq!(failure, None);
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for ask in &prompt.asks {
            assert!(words(&text).contains(&words(&ask.text)), "{} is not shown of {}", ask.id, prompt.id);
        }
    }
}

#[test]
fn a_question_is_shown_with_all_that_it_wants() {
    insta::assert_snapshot!(greenroom_prompts(&["show", "dive-deep"]).0, @r#"
    screen/dive-deep  Dive deep

      Tell me about a problem that you could only solve by going down into the
      details. What did you suspect, how did you collect evidence, and how were you
      sure that you had found the real cause?

    Kind:    story, Amazon, Software Engineer, behavioural and leadership, technical
             screen, medium
    Time:    30 s to think, 60-120 s to speak (at least 45, at most 150)
    Rubric:  star-l

    It asks for:
      - the symptom and whom it hurt
      - what you suspected, and what spoke against it
      - the data you gathered
      - the root cause and how you verified it
      - the fix, its effect, and what keeps it fixed
      - what you took from it (good to have)

    Principles:
      - Dive Deep: knows the details, and is not content while the numbers and the
        story disagree
      - Ownership: thinks beyond the own task and the next release, and never calls
        a problem somebody else's

    Follow-up questions:
      - where the result is missing: What did the graph look like after the fix?
      - where the result has no number: What was the figure before, and what was
        it after?
      - where everything is "we": Which of those measurements did you take yourself?
      - where the answer stays vague: Which guess did you throw out first, and on
        what evidence?
      - where nothing shows that it worked: How could you tell the cause from
        something that only happened at the same time?
      - where the answer is too long: If I only remember one piece of evidence,
        which should it be?
      - where the answer is strong: Why had nobody seen it before it broke?

    Watch out for:
      - An outcome without a figure.
      - The same story for two of the questions: have one for each.
      - Somebody else's fault: say what you could have done, and what prevents it
        now.
      - No close: say which test, alert, check or habit made the change last.

    Related questions:
      - screen/beyond-requirements
      - screen/missed-deadline
      - general/story

    Worked example, best after your own first try:
      `greenroom prompts show screen/dive-deep --example` shows how somebody might
      answer it.
    "#);
}

#[test]
fn a_question_that_cannot_be_scored_says_so() {
    assert!(!greenroom_prompts(&["show", "reverse-questions"]).0.contains("not scored yet"));
    assert!(!greenroom_prompts(&["show", "dive-deep"]).0.contains("not scored yet"));
}

#[test]
fn a_mistyped_question_is_guessed() {
    insta::assert_snapshot!(greenroom_prompts(&["show", "dive-dep"]).1.unwrap(), @r#"
    Error: no question `dive-dep`; did you mean `screen/dive-deep`?
    Hint: `greenroom prompts list` names all questions.
    "#);
}

#[test]
fn a_wrong_pack_is_told_with_the_failure() {
    let (text, failure) = greenroom_prompts(&["check", "tests/wrong-packs/times-out-of-order.toml"]);
    insta::assert_snapshot!(format!("{text}---\n{}", failure.unwrap()), @r#"
    tests/wrong-packs/times-out-of-order.toml:14:28: `target_to` (60) is less than `target_from` (90)
       14 | time = { target_from = 90, target_to = 60 }
          |                            ^^^^^^^^^
       help: each is at least the one before it: soft_min, target_from, target_to, soft_max

    ---
    Error: 1 problem in 1 pack
    Hint: `prompts/README.md` tells how a pack is written.
    "#);
    let (text, failure) = greenroom_prompts(&["--pack", "tests/wrong-packs/times-out-of-order.toml"]);
    assert_eq!(text, "");
    assert!(failure.unwrap().contains("`target_to`"));
}

#[test]
fn packs_named_in_both_ways_are_both_checked() {
    let typed = ["check", "prompts/packs/screen.toml", "--pack", "tests/wrong-packs/no-end.toml"];
    let (text, failure) = greenroom_prompts(&typed);
    assert!(text.starts_with("prompts/packs/screen.toml: 6 questions, no problem\n"), "{text}");
    assert!(failure.unwrap().starts_with("Error: 1 problem in 1 pack"));
}

#[test]
fn packs_without_a_problem_are_counted() {
    let (text, failure) =
        greenroom_prompts(&["check", "prompts/packs/screen.toml", "prompts/packs/general.toml"]);
    assert_eq!(failure, None);
    assert_eq!(
        text,
        "prompts/packs/screen.toml: 6 questions, no problem\nprompts/packs/general.toml: 1 question, no problem\n"
    );
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    struct ClosedPipe;
    impl Write for ClosedPipe {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let typed = Typed::try_parse_from(["prompts"]).unwrap();
    assert!(run(&typed.prompts, &RUBRICS, &stage(), &mut ClosedPipe).is_ok());
}

#[test]
fn a_worked_example_is_shown_with_its_length_and_read_aloud_alone() {
    let (text, read, done) = shown_aloud(&["reverse-questions", "--example"]);
    assert!(done.is_ok());
    insta::assert_snapshot!(text, @r#"
    screen/reverse-questions  Your questions for us

      Now it is your turn. Ask me two questions, one on what is expected of the
      person in this job, and one on the way the team works.

    Worked example (148 words, 0:59 read aloud):

      Thanks, I've got two. The first is about the role. Say it's three months from
      now and you're happy that I'm here. What have I got done by then, and how
      do you measure that, by what we've shipped, by how stable things are, or by
      something that customers notice? I'm asking because I'd rather spend my first
      weeks on what counts than hear about it in my first review. My second question
      is about how your team works from day to day. How long does a code review
      usually wait, how often do you release, and how do you share the on-call
      weeks? When speed and reliability pull in different directions, how do you
      decide? My last team had an error budget, and once it was used up, we stopped
      adding features. I thought that was fair, and I'd love to hear how you handle
      it here.

    What it shows: Each question says why it is asked, so that the answer can be a
    real one.

    This is one way of many: take its shape, and put what is yours into it.
    "#);
    let [only] = &read[..] else { panic!("{read:?}") };
    assert!(only.starts_with("Thanks, I've got two.") && only.ends_with("handle it here."), "{only}");
    // Both parts of a two-part question, each under its name.
    let (text, read, _) = shown_aloud(&["expectations", "--example"]);
    assert!(text.contains("part 1, the success") && text.contains("part 2, the failure"), "{text}");
    assert_eq!(read.len(), 2);
    // Nobody is given the answer with the question.
    assert!(!greenroom_prompts(&["show", "reverse-questions"]).0.contains("Thanks, I've got two"));
    assert!(greenroom_prompts(&["show", "general/story", "--example"]).0.contains("no worked example"));
}

#[test]
fn a_list_becomes_a_pack_that_is_printed_or_kept_and_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let (list, pack) = (folder.path().join("mine.txt"), folder.path().join("pack.toml"));
    std::fs::write(&list, "What broke\nHow did you mend it\n").unwrap();
    let (list, pack) = (list.to_str().unwrap(), pack.to_str().unwrap());
    let (printed, failure) = greenroom_prompts(&["import", list]);
    assert_eq!(failure, None);
    assert_eq!(greenroom_prompts(&["import", list, "--out", pack]), (String::new(), None));
    assert_eq!(std::fs::read_to_string(pack).unwrap(), printed);
    let (checked, failure) = greenroom_prompts(&["check", pack]);
    assert!(failure.is_none() && checked.ends_with("pack.toml: 2 questions, no problem\n"), "{checked}");

    std::fs::write(list, "What *broke*?\n").unwrap();
    let (nothing, failure) = greenroom_prompts(&["import", list, "--out", pack]);
    assert_eq!(nothing, "");
    assert!(failure.unwrap().contains("mine.txt:1: `*` cannot be spoken"));
    std::fs::write(list, "What else broke?\n").unwrap();
    let (_, failure) = greenroom_prompts(&["import", list, "--out", pack]);
    assert!(failure.unwrap().contains("nothing is written over"));
    assert_eq!(std::fs::read_to_string(pack).unwrap(), printed);
}
