//! Sessions as a whole: what is kept, what is mended, what is left alone.

mod follow_up;

use std::fs;
use std::path::Path;

use super::*;
use crate::prompt::{Catalog, Prompt};
use crate::recording::wav::WavWriter;
use crate::report::{Engine, Report, Source};
use crate::transcript::Transcript;

fn home() -> (tempfile::TempDir, Sessions) {
    let home = tempfile::tempdir().unwrap();
    let sessions = Sessions::new(home.path().join("data/sessions"));
    (home, sessions)
}

fn prompt() -> Prompt {
    Catalog::shipped(&["star-l", "star-rlf", "reverse-questions"]).unwrap().default_prompt().unwrap().clone()
}

fn report(name: &str) -> Report {
    let engine = Engine { name: "w".to_owned(), model: "m".to_owned(), sha256: "0".to_owned() };
    let sound = crate::recording::SoundFacts::default();
    let source = Source::Audio { name: name.to_owned(), sound: Box::new(sound), engine };
    let rubric = crate::rubric::find("star-l").unwrap();
    let mut transcript = Transcript::from_text("I moved it");
    for (place, word) in transcript.words.iter_mut().enumerate() {
        let from = crate::time::Moment::from_seconds(place as f64);
        word.at = Some(crate::time::Stretch::new(from, from + crate::time::Length::from_millis(500)));
    }
    crate::report_on(&prompt(), &rubric, source, transcript, None)
}

/// A scored report of sixty words, at so many words a minute.
fn spoken_at(name: &str, rate: u64) -> Report {
    use crate::time::{Length, Moment, Stretch};
    let each = Length::from_millis(60_000 / rate);
    let (mut now, mut words) = (Moment::START, Vec::new());
    for _ in 0..60 {
        let at = Stretch::new(now, now + each);
        words.push(crate::transcript::Word { text: "word".to_owned(), at: Some(at), certainty: Some(0.9) });
        now = at.to();
    }
    let (length, voiced) = (now - Moment::START, vec![Stretch::new(Moment::START, now)]);
    let speech = crate::recording::SpeechMap { length, voiced };
    let sound = crate::recording::SoundFacts { length, speech, ..Default::default() };
    let engine = Engine { name: "w".to_owned(), model: "m".to_owned(), sha256: "0".to_owned() };
    let source = Source::Audio { name: name.to_owned(), sound: Box::new(sound), engine };
    let rubric = crate::rubric::find("star-l").unwrap();
    let mut report = crate::report_on(&prompt(), &rubric, source, Transcript { words }, None);
    report.judgement.overall = Some(50);
    report
}

/// Sound of so many samples; a killed program does not finish it.
fn record(files: &TakeFiles, samples: usize, killed: bool) {
    let mut writer = WavWriter::create(files.wav()).unwrap();
    writer.append(&vec![0.25; samples]).unwrap();
    if killed {
        std::mem::forget(writer);
    } else {
        writer.finish().unwrap();
    }
}

/// A session with one take that was scored.
fn scored(sessions: &Sessions) -> SessionId {
    let mut session = sessions.begin().unwrap();
    let files = session.new_take(&prompt()).unwrap();
    record(&files, 16_000, false);
    files.keep(&report(files.name())).unwrap();
    SessionId::read(session.id()).unwrap()
}

fn everything_in(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(everything_in(&path));
        } else {
            all.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
    all.sort();
    all
}

#[test]
fn sessions_of_one_minute_have_names_of_their_own() {
    let (_home, sessions) = home();
    let open: Vec<Session> = (0..12).map(|_| sessions.begin().unwrap()).collect();
    let mut names: Vec<&str> = open.iter().map(Session::id).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 12);
}

#[test]
fn a_take_is_kept_with_all_that_belongs_to_it() {
    let (_home, sessions) = home();
    let id = scored(&sessions);
    let found = sessions.find("last").unwrap();
    let take = found.one_take().unwrap();
    assert_eq!(found.session.id, id);
    assert_eq!(take.name.to_string(), format!("{id}/1"));
    assert_eq!(take.asked.as_ref().unwrap().prompt, prompt().name());
    assert!(matches!(take.sound, Sound::Whole(length) if length.samples() == 16_000));
    let report = report(&take.name.to_string());
    assert_eq!(take.words().unwrap().unwrap().transcript, report.transcript);
    assert_eq!(take.report_json().unwrap().unwrap().trim_end(), crate::report::json(&report));
    assert_eq!(take.report_text().unwrap().unwrap(), crate::report::text(&report, 80));
    assert_eq!(take.report_markdown().unwrap().unwrap(), crate::report::markdown(&report));
    let Outcome::Reported(scored) = &take.outcome else { panic!("{take:?}") };
    assert_eq!((scored.overall, scored.rubric.as_ref().unwrap().0.as_str()), (None, "star-l"));
    assert!(scored.doubt.is_some() && take.troubles.is_empty());
}

#[cfg(unix)]
#[test]
fn everything_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (_home, sessions) = home();
    let id = scored(&sessions);
    let folder = sessions.folder().join(id.as_str());
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(sessions.folder()), mode(&folder)), (0o700, 0o700));
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[test]
fn a_session_without_a_take_leaves_nothing() {
    let (_home, sessions) = home();
    let mut session = sessions.begin().unwrap();
    // The microphone could not be opened: there is a question and no sound.
    session.new_take(&prompt()).unwrap();
    assert!(sessions.list().unwrap().is_empty());
    drop(session);
    assert!(fs::read_dir(sessions.folder()).unwrap().next().is_none());
}

#[test]
fn a_session_with_sound_is_never_removed() {
    let (_home, sessions) = home();
    let mut session = sessions.begin().unwrap();
    session.new_take(&prompt()).unwrap();
    let second = session.new_take(&prompt()).unwrap();
    fs::write(second.wav(), b"").unwrap();
    let wav = second.wav().to_owned();
    drop(second);
    drop(session);
    assert!(wav.exists());
    let list = sessions.list().unwrap();
    assert_eq!(list[0].takes.len(), 1, "the take without sound is not listed");
    assert!(matches!(list[0].takes[0].sound, Sound::Unreadable(_)));
    assert!(sessions.recover().unwrap().is_empty() && wav.exists());
}

#[test]
fn what_was_cut_off_is_mended_and_offered_each_time() {
    let (_home, sessions) = home();
    let whole = scored(&sessions);
    let before = everything_in(&sessions.folder().join(whole.as_str()));
    let mut session = sessions.begin().unwrap();
    let id = session.id().to_owned();
    let files = session.new_take(&prompt()).unwrap();
    record(&files, 16_000, true);
    drop((files, session));

    let list = sessions.list().unwrap();
    assert!(matches!(list[0].takes[0].sound, Sound::CutOff(_)));
    let offered = sessions.recover().unwrap();
    assert_eq!(offered.len(), 1);
    let Unfinished { take, title, length, cut_off } = &offered[0];
    assert_eq!((take.to_string(), title.as_str(), *cut_off), (format!("{id}/1"), &*prompt().title, true));
    assert!(length.seconds() > 0.7);
    let wav = sessions.find(&id).unwrap().session.takes[0].wav();
    assert_eq!(crate::recording::decode::read(&wav).unwrap().1.length(), *length);

    let mended = everything_in(sessions.folder());
    assert_eq!(sessions.recover().unwrap(), offered, "and still offered");
    assert_eq!(everything_in(sessions.folder()), mended);
    assert_eq!(everything_in(&sessions.folder().join(whole.as_str())), before);
}

#[test]
fn a_session_that_is_open_elsewhere_is_left_alone() {
    let (_home, sessions) = home();
    let mut session = sessions.begin().unwrap();
    let files = session.new_take(&prompt()).unwrap();
    record(&files, 16_000, true);
    let before = everything_in(sessions.folder());

    let others = Sessions::new(sessions.folder().to_owned());
    assert!(others.recover().unwrap().is_empty());
    let found = others.find("last").unwrap();
    assert!(found.session.is_open);
    assert!(matches!(others.delete(&found), Err(SessionError::Open { .. })));
    assert!(matches!(others.open_take(&found.session.takes[0]), Err(SessionError::Open { .. })));
    assert_eq!(others.purge().unwrap().open.len(), 1);
    assert_eq!(everything_in(sessions.folder()), before);

    // The files of a take hold the session too: its report may still be on its way.
    drop(session);
    assert!(others.recover().unwrap().is_empty());
    drop(files);
    assert_eq!(others.recover().unwrap().len(), 1);
}

#[test]
fn strange_things_in_the_folder_are_passed_over_and_stay() {
    let (home, sessions) = home();
    let id = scored(&sessions);
    let folder = sessions.folder();
    let secret = home.path().join("secret");
    fs::create_dir_all(&secret).unwrap();
    fs::write(secret.join("take-0001.wav"), b"somebody else's").unwrap();
    for name in ["notes.txt", "2026-11-22-0412", "\u{1b}[2J", "-rf"] {
        fs::write(folder.join(name), b"mine").unwrap();
    }
    fs::create_dir(folder.join("2001-01-01-0000")).unwrap();
    fs::create_dir(folder.join("2001-01-01-0000-2\u{7}")).unwrap();
    fs::create_dir_all(folder.join("2001-01-01-0001/take-0001.wav")).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&secret, folder.join("2001-01-01-0002")).unwrap();
        std::os::unix::fs::symlink(
            secret.join("take-0001.wav"),
            folder.join(id.as_str()).join("take-0002.wav"),
        )
        .unwrap();
    }
    let before = everything_in(&secret);

    assert!(sessions.recover().unwrap().is_empty());
    let list = sessions.list().unwrap();
    assert_eq!(list.iter().map(|session| &session.id).collect::<Vec<_>>(), [&id]);
    assert_eq!(list[0].takes.len(), 1, "a link is no take");
    let deleted = sessions.purge().unwrap();
    assert_eq!(deleted.takes, 1);
    assert_eq!(everything_in(&secret), before);
    assert!(folder.join("notes.txt").exists() && folder.join("2001-01-01-0001/take-0001.wav").is_dir());
    assert!(!folder.join(id.as_str()).exists());
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read_hides_no_other() {
    use std::os::unix::fs::PermissionsExt;
    let (_home, sessions) = home();
    let id = scored(&sessions);
    let closed = sessions.folder().join("2001-01-01-0000");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    // Root reads everything.
    let is_closed = fs::read_dir(&closed).is_err();
    let list = sessions.list().unwrap();
    assert!(sessions.recover().unwrap().is_empty());
    assert_eq!(list[0].id, id);
    assert_eq!(list.get(1).is_some_and(|session| session.trouble.is_some()), is_closed);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn a_damaged_file_leaves_the_rest_of_the_session_usable() {
    let (_home, sessions) = home();
    let id = scored(&sessions);
    let folder = sessions.folder().join(id.as_str());
    for file in ["take-0001.json", "take-0001.report.json", "take-0001.scored.json"] {
        fs::write(folder.join(file), b"{\"format\":1,").unwrap();
    }
    fs::write(folder.join("take-0001.words.json"), b"{\"format\":7}").unwrap();
    let found = sessions.find("last").unwrap();
    let take = found.one_take().unwrap();
    assert_eq!(take.troubles.len(), 3);
    assert!(take.troubles.iter().all(|trouble| trouble.to_string().contains("take-0001.")));
    assert_eq!(take.sound.length().samples(), 16_000);
    assert!(matches!(take.words(), Err(SessionError::Newer { format: 7, .. })));
    assert!(take.report_text().unwrap().is_some());
    assert_eq!(sessions.recover().unwrap().len(), 1);
}

#[test]
fn a_session_is_found_by_as_much_of_its_name_as_is_needed() {
    let (_home, sessions) = home();
    assert!(matches!(sessions.find("last"), Err(SessionError::Nothing)));
    for id in ["2026-11-22-0412", "2026-11-22-0412-2", "2026-12-01-0900"] {
        let folder = sessions.folder().join(id);
        fs::create_dir_all(&folder).unwrap();
        for take in [1, 2, 10] {
            fs::write(folder.join(format!("take-{take:04}.wav")), b"").unwrap();
        }
    }
    let id = |name: &str| sessions.find(name).map(|found| (found.session.id.to_string(), found.take));
    assert_eq!(id("last").unwrap(), ("2026-12-01-0900".to_owned(), None));
    assert_eq!(id("last/10").unwrap(), ("2026-12-01-0900".to_owned(), Some(10)));
    assert_eq!(id("2026-12").unwrap(), ("2026-12-01-0900".to_owned(), None));
    assert_eq!(id("2026-11-22-0412/2").unwrap(), ("2026-11-22-0412".to_owned(), Some(2)));
    assert!(matches!(id("2026-11"), Err(SessionError::Several { ids, .. }) if ids.len() == 2));
    assert!(matches!(id("2025"), Err(SessionError::NoSession { .. })));
    assert!(matches!(id("last/3"), Err(SessionError::NoTake { number: 3, .. })));
    for hostile in
        ["", "/", "..", "../..", "../2026-12-01-0900", "last/..", "last/01", "2026-12-01-0900/", "*"]
    {
        assert!(matches!(id(hostile), Err(SessionError::NoName { .. })), "{hostile}");
    }
    let found = sessions.find("last").unwrap();
    let error = found.one_take().unwrap_err().to_string();
    assert_eq!(error, "the session 2026-12-01-0900 has 3 takes: name one, such as 2026-12-01-0900/10");
}

#[test]
fn one_take_or_a_session_or_everything_can_be_deleted() {
    let (home, sessions) = home();
    let mut session = sessions.begin().unwrap();
    for _ in 0..2 {
        let files = session.new_take(&prompt()).unwrap();
        record(&files, 1600, false);
        files.keep(&report(files.name())).unwrap();
    }
    drop(session);
    let id = scored(&sessions);
    let deleted = sessions.delete(&sessions.find(&format!("{id}/1")).unwrap()).unwrap();
    assert_eq!((deleted.takes, deleted.sessions), (1, 1), "a session goes with its last take");

    let first = sessions.find("last").unwrap();
    let folder = first.session.folder.clone();
    let one = sessions.find("last/1").unwrap();
    let deleted = sessions.delete(&one).unwrap();
    assert_eq!((deleted.takes, deleted.failed.len()), (1, 0), "{deleted:?}");
    assert!(!folder.join("take-0001.wav").exists() && folder.join("take-0002.report.md").exists());

    fs::write(folder.join("notes.txt"), b"mine").unwrap();
    let deleted = sessions.delete(&sessions.find("last").unwrap()).unwrap();
    assert_eq!((deleted.takes, deleted.left), (1, vec![folder.clone()]));
    let left: Vec<_> = everything_in(&folder).into_iter().map(|(path, _)| path).collect();
    assert!(left.iter().any(|path| path.ends_with("notes.txt")) && left.len() <= 2, "{left:?}");

    scored(&sessions);
    fs::remove_file(folder.join("notes.txt")).unwrap();
    assert_eq!(sessions.purge().unwrap().takes, 1);
    assert!(!sessions.folder().exists() && home.path().join("data").exists());
    let nothing = sessions.purge().unwrap();
    assert_eq!((nothing.takes, nothing.sessions), (0, 0), "{nothing:?}");
}

#[test]
fn a_session_that_cannot_be_deleted_does_not_save_the_others() {
    let (_home, sessions) = home();
    scored(&sessions);
    scored(&sessions);
    let newest = sessions.list().unwrap()[0].folder.clone();
    fs::remove_file(newest.join("lock")).unwrap();
    fs::create_dir(newest.join("lock")).unwrap();
    let deleted = sessions.purge().unwrap();
    assert_eq!((deleted.takes, deleted.failed.len()), (1, 1), "{deleted:?}");
    assert_eq!(sessions.ids().unwrap().len(), 1);
}

#[test]
fn a_session_that_ends_while_a_report_is_stored_leaves_the_unfinished_file_alone() {
    let (_home, sessions) = home();
    let mut session = sessions.begin().unwrap();
    let files = session.new_take(&prompt()).unwrap();
    record(&files, 1600, false);
    let unfinished = files.wav().with_file_name(format!("{}x", super::files::UNFINISHED));
    fs::write(&unfinished, "half").unwrap();
    drop(session);
    assert!(unfinished.exists(), "its report is lost");
    files.keep(&report(files.name())).unwrap();
}

#[test]
fn a_report_that_cannot_be_kept_names_its_file_and_leaves_no_half() {
    let (_home, sessions) = home();
    let mut session = sessions.begin().unwrap();
    let files = session.new_take(&prompt()).unwrap();
    record(&files, 1600, false);
    let folder = files.wav().parent().unwrap().to_owned();
    fs::create_dir(folder.join("take-0001.report.md")).unwrap();
    let error = files.keep(&report(files.name())).unwrap_err();
    assert!(error.to_string().contains("take-0001.report.md"), "{error}");
    let names = super::files::names(&folder).unwrap();
    assert!(names.iter().all(|name| !name.starts_with('.')), "{names:?}");
    assert!(!names.iter().any(|name| name.ends_with("report.json")), "it does not count as scored");
    assert!(sessions.list().unwrap()[0].takes[0].words().unwrap().is_some());
}

#[test]
fn what_is_usual_comes_of_the_takes_before_and_stays_when_a_report_is_made_again() {
    let (_home, sessions) = home();
    let take = |session: &mut Session, rate: Option<u64>| {
        let files = session.new_take(&prompt()).unwrap();
        record(&files, 16_000, false);
        let usual = files.baseline().map(|usual| (usual.takes, usual.usual.speech_rate.map(f64::round)));
        match rate {
            Some(rate) => files.keep(&spoken_at(files.name(), rate)).unwrap(),
            // Three words are too few for a score, and for what is usual.
            None => files.keep(&report(files.name())).unwrap(),
        }
        usual
    };
    let mut first = sessions.begin().unwrap();
    assert_eq!(take(&mut first, Some(120)), None);
    assert_eq!(take(&mut first, None), Some((1, Some(120.0))));
    assert_eq!(take(&mut first, Some(160)), Some((1, Some(120.0))));
    let mut second = sessions.begin().unwrap();
    assert_eq!(take(&mut second, Some(200)), Some((2, Some(140.0))));
    assert_eq!(take(&mut second, Some(200)), Some((3, Some(160.0))));
    drop((first, second));
    // Takes that came later change nothing.
    let again = |name: &str, number: u32| {
        let kept = sessions.find(name).unwrap().session;
        let take = kept.takes.iter().find(|take| take.name.number == number).unwrap();
        sessions.open_take(take).unwrap().baseline().map(|usual| usual.takes)
    };
    let ids: Vec<SessionId> = sessions.list().unwrap().into_iter().map(|session| session.id).collect();
    assert_eq!(again(ids[1].as_str(), 1), None);
    assert_eq!(again(ids[1].as_str(), 3), Some(1));
    assert_eq!(again(ids[0].as_str(), 1), Some(2));
}

#[test]
fn a_damaged_report_is_passed_over_by_what_is_usual() {
    let (_home, sessions) = home();
    let mut session = sessions.begin().unwrap();
    for rate in [120, 180] {
        let files = session.new_take(&prompt()).unwrap();
        record(&files, 16_000, false);
        files.keep(&spoken_at(files.name(), rate)).unwrap();
    }
    let folder = sessions.folder().join(session.id());
    fs::write(folder.join("take-0001.report.json"), b"{").unwrap();
    let next = session.new_take(&prompt()).unwrap();
    assert_eq!(next.baseline().map(|usual| usual.takes), Some(1));
}

#[test]
fn a_story_told_for_another_question_is_noticed_in_later_takes_and_listed_once() {
    const ONE: &str = "On the evening of the premiere the lighting desk froze, and I was the technician on duty. I took the \
        small desk of the rehearsal stage and loaded 150 of our 212 cues. I gave Lena the other 62 on paper, and she ran \
        them by hand. We started seven minutes late.";
    const AGAIN: &str = "The light board crashed before a premiere. I did not wait for the service line, I carried the little \
        desk over from the rehearsal stage. It took a hundred and fifty of 212 cues. Lena did the other sixty two by hand \
        from my paper. The curtain was seven minutes late.";
    let (_home, sessions) = home();
    let catalog = Catalog::shipped(&["star-l", "star-rlf", "reverse-questions"]).unwrap();
    let rubric = crate::rubric::find("star-l").unwrap();
    let take = |session: &mut Session, question: &str, text: &str| {
        let prompt = catalog.find_one(question).unwrap();
        let files = session.new_take(prompt).unwrap();
        record(&files, 16_000, false);
        let engine = Engine { name: "w".to_owned(), model: "m".to_owned(), sha256: "0".to_owned() };
        let sound = Box::new(crate::recording::SoundFacts::default());
        let source = Source::Audio { name: files.name().to_owned(), sound, engine };
        let made = crate::report_on(prompt, &rubric, source, Transcript::from_text(text), files.baseline());
        // The doubts of empty sound are not what is tested.
        let mut made =
            Report { judgement: crate::rubric::Judgement { overall: Some(60), ..made.judgement }, ..made };
        made.structure.is_story = Some(true);
        let made = made.beside(&files.earlier_stories());
        files.keep(&made).unwrap();
        made.told_before
    };
    let mut first = sessions.begin().unwrap();
    assert_eq!(take(&mut first, "screen/tight-deadline", ONE), None);
    assert_eq!(take(&mut first, "screen/tight-deadline", AGAIN), None, "another take of it is practice");
    let mut second = sessions.begin().unwrap();
    let told = take(&mut second, "screen/dive-deep", AGAIN).unwrap();
    assert_eq!((told.take, told.prompt.as_str()), (format!("{}/2", first.id()), "screen/tight-deadline"));
    assert!(told.shared.iter().any(|shared| shared.there.contains("212")), "{:?}", told.shared);
    drop((first, second));
    let stories = sessions.stories().unwrap();
    let takes: Vec<usize> = stories.iter().map(|story| story.tellings.len()).collect();
    assert_eq!(takes, [3]);
    assert_eq!(stories[0].questions().len(), 2);
    // The first take has none before it, whatever came later.
    let found = sessions.find(&format!("{}/1", sessions.ids().unwrap()[1])).unwrap();
    assert_eq!(sessions.open_take(found.one_take().unwrap()).unwrap().earlier_stories(), []);
}
