//! A take played through a loudspeaker, held, resumed and searched by lines that are typed.

use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::Duration;

use super::failure::{Failure, Kind};
use super::lines::keyboard;
use super::{Stage, environment};
use crate::playback::{Loudspeaker, PlayState, PlaybackError, Playing};
use crate::recording::{SpeechAudio, decode};
use crate::report::safe::safe_for_terminal;
use crate::session::KeptTake;
use crate::time::{Length, Moment};
use crate::transcript::Transcript;

/// How often the place is looked at and told.
const EACH: Duration = Duration::from_millis(100);

/// So far a leap goes, in seconds.
const LEAP: i32 = 5;

/// The words that are shown while they are heard: this many around the place.
const WORDS_SHOWN: usize = 8;

/// Plays a take from a place. Without a terminal it plays to the end.
pub(super) fn play(
    take: &KeptTake,
    from: Moment,
    loudspeaker: impl FnOnce() -> Result<Arc<dyn Loudspeaker>, Failure>,
    stage: &Stage,
) -> Result<(), Failure> {
    let (_, audio, _) =
        decode::read(&take.wav()).map_err(|error| Failure::from_error(Kind::Input, &error))?;
    let end = Moment::START + audio.length();
    if from >= end {
        return Err(Failure::new(Kind::Input, format!("{from} is after the end of the take at {end}")));
    }
    // Words that cannot be read are no reason not to hear the sound.
    let words = take.words().ok().flatten().map(|words| words.transcript).unwrap_or_default();
    let loudspeaker = loudspeaker()?;
    let on_terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    stage.tell(&format!("PLAYING {}: {}", take.name, safe_for_terminal(take.title())));
    if on_terminal {
        stage.tell("Enter: pause and go on   + -: 5 s on or back   1:04: go there   q: end   (then Enter)");
    }
    let keys = on_terminal.then(keyboard);
    let quiet = stage.quiet || !on_terminal;
    let mut show = |line: &str| {
        if !quiet {
            // Written over itself; what is left of a longer one before is wiped.
            let width = environment::width().saturating_sub(1);
            let line: String = line.chars().take(width).collect();
            let mut err = std::io::stderr();
            let _ = write!(err, "\r{line:width$}\r").and_then(|()| err.flush());
        }
    };
    let ended = listen(&audio, from, &words, loudspeaker.as_ref(), keys.as_ref(), &mut show);
    if !quiet {
        let _ = writeln!(std::io::stderr());
    }
    ended.map_err(|error| unheard(&error, take))
}

fn unheard(error: &PlaybackError, take: &KeptTake) -> Failure {
    Failure::from_error(Kind::Machine, error)
        .hint("`greenroom devices` lists the loudspeakers.")
        .hint(format!("`{}` is an ordinary sound file, which other programs can play.", take.wav().display()))
}

/// What a line means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    PauseOrGoOn,
    Leap(i32),
    GoTo(Moment),
    End,
    Unknown,
}

impl Key {
    fn read(line: &str) -> Self {
        let line = line.trim();
        let leaps = |sign: char| line.chars().all(|c| c == sign).then(|| line.len().min(1000) as i32);
        match line {
            "" => Key::PauseOrGoOn,
            "q" | "Q" | "quit" => Key::End,
            _ if let Some(times) = leaps('+') => Key::Leap(times * LEAP),
            _ if let Some(times) = leaps('-') => Key::Leap(-times * LEAP),
            _ => line.parse().map_or(Key::Unknown, Key::GoTo),
        }
    }
}

/// Plays until the end, until somebody ends it, or until the loudspeaker is lost.
fn listen(
    audio: &SpeechAudio,
    from: Moment,
    words: &Transcript,
    loudspeaker: &dyn Loudspeaker,
    keys: Option<&Receiver<String>>,
    show: &mut dyn FnMut(&str),
) -> Result<(), PlaybackError> {
    let playing = loudspeaker.play(audio, from)?;
    let length = audio.length();
    loop {
        while let Some(Ok(line)) = keys.map(Receiver::try_recv) {
            match Key::read(&line) {
                Key::End => return Ok(()),
                key => press(key, playing.as_ref(), length),
            }
        }
        let state = playing.state();
        show(&line(playing.position(), length, state, words));
        match state {
            PlayState::Ended => return Ok(()),
            PlayState::Lost => return Err(PlaybackError::Lost { loudspeaker: "of this machine".to_owned() }),
            PlayState::Playing | PlayState::Paused => thread::sleep(EACH),
        }
    }
}

fn press(key: Key, playing: &dyn Playing, length: Length) {
    match key {
        Key::PauseOrGoOn if playing.state() == PlayState::Paused => playing.resume(),
        Key::PauseOrGoOn => playing.pause(),
        Key::Leap(seconds) => {
            playing.seek(playing.position().shifted(seconds).min(Moment::START + length));
        }
        Key::GoTo(moment) => playing.seek(moment.min(Moment::START + length)),
        Key::End | Key::Unknown => {}
    }
}

/// Where the sound is, and the words that are being heard.
fn line(at: Moment, length: Length, state: PlayState, words: &Transcript) -> String {
    let state = match state {
        PlayState::Playing => "PLAYING",
        PlayState::Paused => "PAUSED ",
        PlayState::Ended => "ENDED  ",
        PlayState::Lost => "LOST   ",
    };
    let begun = |word: &crate::transcript::Word| word.at.is_some_and(|stretch| stretch.from() <= at);
    let said = words.words.iter().rposition(begun).map_or(0, |last| last + 1);
    let shown = crate::transcript::WordRange::new(said.saturating_sub(WORDS_SHOWN), said);
    format!("{state} {at} of {length}  {}", safe_for_terminal(&words.quote(shown)))
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::mpsc;

    use super::*;
    use crate::time::Stretch;
    use crate::transcript::Word;

    /// Plays a second each time that it is looked at, and writes down what it is told.
    #[derive(Default)]
    struct Tape(Arc<Mutex<Reel>>);

    #[derive(Default)]
    struct Reel {
        at: u64,
        end: u64,
        paused: bool,
        lost_at: Option<u64>,
        told: Vec<String>,
    }

    impl Loudspeaker for Tape {
        fn play(&self, audio: &SpeechAudio, from: Moment) -> Result<Box<dyn Playing>, PlaybackError> {
            let mut reel = self.0.lock().unwrap();
            (reel.at, reel.end) = (from.seconds() as u64, audio.length().seconds() as u64);
            Ok(Box::new(Tape(Arc::clone(&self.0))))
        }
    }

    impl Playing for Tape {
        fn position(&self) -> Moment {
            Moment::from_seconds(self.0.lock().unwrap().at as f64)
        }
        fn pause(&self) {
            let mut reel = self.0.lock().unwrap();
            reel.paused = true;
            reel.told.push("pause".to_owned());
        }
        fn resume(&self) {
            let mut reel = self.0.lock().unwrap();
            reel.paused = false;
            reel.told.push("resume".to_owned());
        }
        fn seek(&self, to: Moment) {
            let mut reel = self.0.lock().unwrap();
            reel.at = to.seconds() as u64;
            reel.told.push(format!("seek {to}"));
        }
        fn state(&self) -> PlayState {
            let mut reel = self.0.lock().unwrap();
            if reel.lost_at.is_some_and(|lost| reel.at >= lost) {
                return PlayState::Lost;
            }
            if reel.paused {
                return PlayState::Paused;
            }
            if reel.at >= reel.end {
                return PlayState::Ended;
            }
            reel.at += 1;
            PlayState::Playing
        }
    }

    fn seconds(seconds: usize) -> SpeechAudio {
        SpeechAudio(vec![0.0; seconds * 16_000])
    }

    fn played(tape: &Tape, keys: &[&str], from: f64) -> (Result<(), PlaybackError>, Vec<String>) {
        let (sender, typed) = mpsc::channel();
        for key in keys {
            sender.send((*key).to_owned()).unwrap();
        }
        let mut shown = Vec::new();
        let word = |text: &str, from: f64| Word {
            text: text.to_owned(),
            at: Some(Stretch::new(Moment::from_seconds(from), Moment::from_seconds(from + 0.5))),
            certainty: None,
        };
        let words = Transcript { words: vec![word("we", 0.5), word("\u{1b}[2J", 1.5), word("it", 2.5)] };
        let from = Moment::from_seconds(from);
        let ended =
            listen(&seconds(4), from, &words, tape, Some(&typed), &mut |line| shown.push(line.to_owned()));
        (ended, shown)
    }

    #[test]
    fn a_take_is_played_to_its_end_with_its_words() {
        let (ended, shown) = played(&Tape::default(), &[], 0.0);
        ended.unwrap();
        assert_eq!(shown[0], "PLAYING 0:01.0 of 0:04.0  we");
        assert_eq!(shown[1], "PLAYING 0:02.0 of 0:04.0  we \\u{1b}[2J");
        assert_eq!(shown.last().unwrap(), "ENDED   0:04.0 of 0:04.0  we \\u{1b}[2J it");
    }

    #[test]
    fn keys_hold_it_and_go_to_places_that_are_in_it() {
        let tape = Tape::default();
        let (ended, shown) = played(&tape, &["", "", "0:02", "-", "x", "1:00", "q"], 3.0);
        ended.unwrap();
        assert!(shown.is_empty(), "ended before the first look");
        let told = ["pause", "resume", "seek 0:02.0", "seek 0:00.0", "seek 0:04.0"];
        assert_eq!(tape.0.lock().unwrap().told, told);
    }

    #[test]
    fn a_loudspeaker_that_goes_away_is_an_error() {
        let tape = Tape::default();
        tape.0.lock().unwrap().lost_at = Some(2);
        assert!(matches!(played(&tape, &[], 0.0).0, Err(PlaybackError::Lost { .. })));
    }

    #[test]
    fn a_line_is_read_as_a_key() {
        for (line, key) in [
            ("", Key::PauseOrGoOn),
            (" q ", Key::End),
            ("+", Key::Leap(5)),
            ("--", Key::Leap(-10)),
            ("1:04", Key::GoTo(Moment::from_seconds(64.0))),
            ("+-", Key::Unknown),
            ("hello", Key::Unknown),
        ] {
            assert_eq!(Key::read(line), key, "{line}");
        }
    }
}
