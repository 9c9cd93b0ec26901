//! Voices that fail in all ways that were seen, and one that does not.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::park;

use super::*;

/// Long enough that a machine under load is not taken for a hanging voice, where the voice is well.
const AMPLE: Duration = Duration::from_secs(20);
/// What a voice that hangs is waited for.
const SHORT: Duration = Duration::from_millis(60);

const PATIENT: Waits = Waits {
    open: AMPLE,
    begin: AMPLE,
    sign: AMPLE,
    stop: AMPLE,
    text: AMPLE,
    letter: Duration::ZERO,
    sign_in_text: Duration::ZERO,
};

/// What a scripted voice does when it is given a text.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Act {
    /// Begins and ends.
    Read,
    /// Begins, and goes on until it is stopped.
    ReadOn,
    /// Begins, and goes on whatever is wished.
    ReadOnAndOn,
    /// Takes the text and does nothing.
    Sulk,
    Refuse,
    /// Never comes back from the call that hands the text over.
    HangAtOnce,
    /// Begins, and is then dead: whoever asks is told so.
    Die,
    /// Begins, and then no call comes back.
    HangMidway,
    Panic,
}

/// Acts by script, one act a text; the last for all that follow.
struct Scripted {
    script: Vec<Act>,
    texts: Arc<AtomicUsize>,
    act: Act,
    to_tell: Vec<Spoken>,
}

impl Speaker for Scripted {
    fn speak(&mut self, text: &str) -> Result<(), VoiceError> {
        assert!(!text.trim().is_empty() && !text.contains(char::is_control));
        let number = self.texts.fetch_add(1, Ordering::AcqRel);
        self.act = self.script[number.min(self.script.len() - 1)];
        self.to_tell = match self.act {
            Act::Read => vec![Spoken::Ended, Spoken::Begun],
            Act::ReadOn | Act::ReadOnAndOn | Act::Die | Act::HangMidway => vec![Spoken::Begun],
            Act::Sulk => vec![],
            Act::Refuse => return Err(died()),
            Act::HangAtOnce => hang(),
            Act::Panic => panic!("a panic of the library, as the test wants it"),
        };
        Ok(())
    }

    fn wait(&mut self, at_most: Duration) -> Option<Spoken> {
        let next = self.to_tell.pop();
        if next.is_none() {
            if self.act == Act::HangMidway {
                hang();
            }
            std::thread::sleep(at_most);
        }
        next
    }

    fn stop(&mut self) -> Result<(), VoiceError> {
        if self.act == Act::ReadOn || self.act == Act::Read {
            self.to_tell.insert(0, Spoken::Stopped);
        }
        Ok(())
    }

    fn answers(&mut self) -> Result<(), VoiceError> {
        if self.act == Act::Die { Err(died()) } else { Ok(()) }
    }
}

fn died() -> VoiceError {
    VoiceError::Failed { source: Arc::from(Box::<dyn Error + Send + Sync>::from("the daemon has gone")) }
}

fn hang() -> ! {
    loop {
        park();
    }
}

/// A voice that acts so, and how many texts it was given.
fn voice(waits: Waits, script: &[Act]) -> (Arc<Voice>, Arc<AtomicUsize>) {
    let texts = Arc::new(AtomicUsize::new(0));
    let (script, given) = (script.to_vec(), Arc::clone(&texts));
    let open = move || {
        Ok(Box::new(Scripted { script, texts: given, act: Act::Sulk, to_tell: vec![] }) as Box<dyn Speaker>)
    };
    (Arc::new(Voice::start_with(waits, open)), texts)
}

/// Runs a test, which hangs for no longer than a minute.
fn run<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(async { timeout(Duration::from_mins(1), test).await.expect("it hangs") })
}

/// Waits until the voice has been given so many texts.
async fn given(texts: &AtomicUsize, number: usize) {
    while texts.load(Ordering::Acquire) < number {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

#[test]
fn a_text_is_read_to_its_end_and_then_the_next() {
    let (voice, texts) = voice(PATIENT, &[Act::Read]);
    run(async {
        voice.ready().await.unwrap();
        assert_eq!(voice.say("One.").await.unwrap(), Said::Aloud);
        assert_eq!(voice.say("Two.").await.unwrap(), Said::Aloud);
    });
    assert_eq!(texts.load(Ordering::Acquire), 2);
}

#[test]
fn the_silent_voice_says_nothing_and_is_done() {
    let voice = Voice::start(|| Ok(Box::new(SilentSpeaker)));
    assert_eq!(run(voice.say("One.")).unwrap(), Said::Silently);
}

#[test]
fn a_blank_text_never_reaches_the_voice() {
    let (voice, texts) = voice(PATIENT, &[Act::Panic]);
    for blank in ["", " \n", "\0"] {
        assert_eq!(run(voice.say(blank)).unwrap(), Said::Silently);
    }
    assert_eq!(texts.load(Ordering::Acquire), 0);
}

#[test]
fn a_text_that_is_too_long_is_refused_and_the_next_is_read() {
    let (voice, _) = voice(PATIENT, &[Act::Read]);
    assert!(matches!(run(voice.say(&"word ".repeat(2000))), Err(VoiceError::TooLong { .. })));
    assert_eq!(run(voice.say("One.")).unwrap(), Said::Aloud);
}

/// How a voice fails, what is said of it, and that it is not asked again.
#[test]
fn every_failure_is_told_and_the_voice_is_then_left_alone() {
    struct Case {
        act: Act,
        waits: Waits,
        says: &'static str,
    }
    let cases = [
        Case { act: Act::Refuse, waits: PATIENT, says: "the voice broke off" },
        Case {
            act: Act::HangAtOnce,
            waits: Waits { begin: SHORT, ..PATIENT },
            says: "the voice did not begin to speak within 0.06 s",
        },
        Case {
            act: Act::Sulk,
            waits: Waits { begin: SHORT, ..PATIENT },
            says: "the voice did not begin to speak within 0.06 s",
        },
        Case {
            act: Act::ReadOn,
            waits: Waits { text: SHORT, ..PATIENT },
            says: "the voice did not come to an end within 0.06 s",
        },
        Case {
            act: Act::HangMidway,
            waits: Waits { sign: SHORT, ..PATIENT },
            says: "the voice stopped answering while it was speaking, 0.06 s ago",
        },
        Case {
            act: Act::Die,
            waits: Waits { sign: Duration::from_secs(1), ..PATIENT },
            says: "the voice broke off",
        },
        Case { act: Act::Panic, waits: PATIENT, says: "the voice has gone" },
    ];
    for Case { act, waits, says } in cases {
        let (voice, texts) = voice(waits, &[act]);
        assert_eq!(run(voice.say("One.")).unwrap_err().to_string(), says, "{act:?}");
        assert_eq!(run(voice.say("Two.")).unwrap_err().to_string(), says, "{act:?}, again");
        assert_eq!(run(voice.ready()).unwrap_err().to_string(), says, "{act:?}, asked for");
        assert_eq!(texts.load(Ordering::Acquire), 1, "{act:?} was given a second text");
    }
}

#[test]
fn a_voice_that_answers_may_read_for_longer_than_from_one_sign_of_life_to_the_next() {
    let sign = Duration::from_millis(600);
    let (voice, _) = voice(Waits { sign, text: 3 * sign, ..PATIENT }, &[Act::ReadOn]);
    // It goes on for ever, so that its end is missed; it was not taken for dead before.
    assert!(matches!(run(voice.say("One.")), Err(VoiceError::DidNotEnd { .. })));
}

#[test]
fn a_voice_that_cannot_be_opened_says_why_to_whoever_asks() {
    let source = || Arc::from(Box::<dyn Error + Send + Sync>::from("no daemon"));
    let voice = Voice::start(move || Err(VoiceError::NoVoice { source: source() }));
    for error in [run(voice.say("One.")), run(voice.ready()).map(|()| Said::Aloud), run(voice.say("Two."))] {
        let error = error.unwrap_err();
        assert_eq!(error.source().unwrap().to_string(), "no daemon");
    }
}

#[test]
fn a_voice_that_never_opens_holds_up_neither_the_start_nor_the_question_for_long() {
    let voice = Voice::start_with(Waits { open: SHORT, ..PATIENT }, || hang());
    run(async {
        assert!(matches!(voice.say("One.").await, Err(VoiceError::DidNotAnswer { .. })));
        assert!(matches!(voice.say("Two.").await, Err(VoiceError::DidNotAnswer { .. })));
        assert!(matches!(voice.ready().await, Err(VoiceError::DidNotAnswer { .. })));
    });
}

#[test]
fn a_voice_that_is_open_too_late_is_not_used() {
    struct Late(#[expect(dead_code, reason = "tells by its drop")] mpsc::Sender<()>);
    impl Speaker for Late {
        fn speak(&mut self, _: &str) -> Result<(), VoiceError> {
            panic!("it is used")
        }
        fn wait(&mut self, _: Duration) -> Option<Spoken> {
            None
        }
        fn stop(&mut self) -> Result<(), VoiceError> {
            Ok(())
        }
    }
    let (go, wait) = mpsc::channel::<()>();
    let (closed, is_closed) = mpsc::channel();
    let voice = Voice::start_with(Waits { open: SHORT, ..PATIENT }, move || {
        let _ = wait.recv();
        Ok(Box::new(Late(closed)))
    });
    assert!(matches!(run(voice.say("One.")), Err(VoiceError::DidNotAnswer { .. })));
    drop(go);
    // The thread ends and drops what it opened.
    assert!(is_closed.recv().is_err());
    assert!(matches!(run(voice.say("Two.")), Err(VoiceError::DidNotAnswer { .. })));
}

#[test]
fn a_text_is_hushed_while_it_is_read_and_the_next_is_read() {
    let (voice, texts) = voice(PATIENT, &[Act::ReadOn, Act::Read]);
    run(async {
        let saying = tokio::spawn(voice.begin("One.").end());
        given(&texts, 1).await;
        voice.hush();
        assert_eq!(saying.await.unwrap().unwrap(), Said::Hushed);
        assert_eq!(voice.say("Two.").await.unwrap(), Said::Aloud);
    });
}

#[test]
fn a_hush_holds_for_a_text_whose_task_has_not_run_yet() {
    let (voice, _) = voice(PATIENT, &[Act::ReadOn]);
    run(async {
        let saying = voice.begin("One.");
        voice.hush();
        assert_eq!(saying.end().await.unwrap(), Said::Hushed);
    });
}

#[test]
fn a_hush_in_silence_takes_nothing_from_the_next_text() {
    let (voice, _) = voice(PATIENT, &[Act::Read]);
    run(async {
        voice.hush();
        assert_eq!(voice.say("One.").await.unwrap(), Said::Aloud);
        voice.hush();
        voice.hush();
        assert_eq!(voice.say("Two.").await.unwrap(), Said::Aloud);
    });
}

#[test]
fn a_hush_while_the_voice_is_still_being_opened_is_heard_at_once_and_the_text_is_passed_over() {
    let (go, wait) = mpsc::channel::<()>();
    let texts = Arc::new(AtomicUsize::new(0));
    let given = Arc::clone(&texts);
    let voice = Voice::start_with(PATIENT, move || {
        let _ = wait.recv();
        Ok(Box::new(Scripted { script: vec![Act::Read], texts: given, act: Act::Sulk, to_tell: vec![] }))
    });
    run(async {
        let saying = voice.begin("One.");
        voice.hush();
        assert_eq!(saying.end().await.unwrap(), Said::Hushed);
        drop(go);
        assert_eq!(voice.say("Two.").await.unwrap(), Said::Aloud);
    });
    assert_eq!(texts.load(Ordering::Acquire), 1);
}

#[test]
fn a_voice_that_hangs_or_goes_on_is_hushed_all_the_same_and_then_left_alone() {
    for act in [Act::HangAtOnce, Act::HangMidway, Act::ReadOnAndOn, Act::Sulk] {
        let (voice, texts) = voice(Waits { stop: SHORT, ..PATIENT }, &[act]);
        run(async {
            let saying = tokio::spawn(voice.begin("One.").end());
            given(&texts, 1).await;
            voice.hush();
            assert_eq!(saying.await.unwrap().unwrap(), Said::Hushed, "{act:?}");
            assert!(matches!(voice.say("Two.").await, Err(VoiceError::DidNotStop { .. })), "{act:?}");
        });
        assert_eq!(texts.load(Ordering::Acquire), 1, "{act:?}");
    }
}

#[test]
fn a_new_text_ends_the_one_before() {
    let (voice, texts) = voice(PATIENT, &[Act::ReadOn, Act::Read]);
    run(async {
        let first = tokio::spawn(voice.begin("One.").end());
        given(&texts, 1).await;
        assert_eq!(voice.say("Two.").await.unwrap(), Said::Aloud);
        assert_eq!(first.await.unwrap().unwrap(), Said::Hushed);
    });
}

#[test]
fn whoever_no_longer_waits_is_not_read_to() {
    let (voice, texts) = voice(PATIENT, &[Act::ReadOn, Act::Read]);
    run(async {
        let saying = tokio::spawn(voice.begin("One.").end());
        given(&texts, 1).await;
        saying.abort();
        assert_eq!(voice.say("Two.").await.unwrap(), Said::Aloud);
    });
}
