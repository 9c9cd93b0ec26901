//! `greenroom doctor --listen`: says how the microphone sounds, and plays what it heard. Nothing is stored.

use std::fmt;
use std::io::Write;
use std::thread;
use std::time::{Duration, Instant};

use super::Stage;
use super::devices::settings;
use super::failure::{Failure, Kind};
use crate::capture::{CaptureError, Delivery, Microphone};
use crate::device::{Input, Output};
use crate::playback::{Loudspeaker, PlayState};
use crate::recording::SpeechAudio;
use crate::report::safe::safe_for_terminal;
use crate::time::{Length, Moment};

/// A sample from here on is at full scale: it may have been cut off.
const FULL_SCALE: f32 = 0.999;

/// So much exact silence in a row is counted: shorter ones are gaps between words behind a noise gate.
const SILENCE_FROM: Length = Length::from_millis(100);

/// A level below this is hard to transcribe; above the next it is about to clip. Our own choice.
const QUIET_BELOW_DBFS: f32 = -45.0;
const LOUD_FROM_DBFS: f32 = -3.0;

/// How often the playing is looked at.
const LOOK_EACH: Duration = Duration::from_millis(20);

/// Playing that comes no further for so long has stalled.
const PLAYING_STALLED_AFTER: Duration = Duration::from_secs(2);

/// Records, tells, plays.
pub(super) fn run(seconds: u32, stage: &Stage, out: &mut dyn Write) -> Result<(), Failure> {
    let settings = settings(stage)?;
    let opening = Instant::now();
    let mut microphone = Input::open(settings.microphone.as_deref()).map_err(|error| unheard(&error))?;
    let name = safe_for_terminal(microphone.name()).into_owned();
    stage.tell(&format!("LISTENING for {seconds} s to `{name}`: say something."));
    let wanted = Length::from_millis(u64::from(seconds) * 1_000);
    let heard = listen(&mut microphone, wanted, opening);
    let lost = microphone.lost();
    drop(microphone);
    let sound = Sound::of(&heard.audio.0);
    writeln!(out, "Microphone     {name}")?;
    match heard.first {
        Some(first) => writeln!(out, "First sample   after {} ms", first.as_millis())?,
        None => writeln!(out, "First sample   never came")?,
    }
    write!(out, "{sound}")?;
    writeln!(out, "Lost           {} ms", lost.samples() / 16)?;
    if heard.stalls > 0 {
        writeln!(out, "Stalled        {} times", heard.stalls)?;
    }
    out.flush()?;
    if let Some(error) = heard.broke_off {
        return Err(unheard(&error));
    }
    play(&heard.audio, settings.loudspeaker.as_deref(), stage, out)
}

fn unheard(error: &CaptureError) -> Failure {
    Failure::from_error(Kind::Machine, error).hint("`greenroom devices` lists the microphones.")
}

/// What came from the microphone.
#[derive(Debug, Default)]
struct Heard {
    audio: SpeechAudio,
    /// From before the opening.
    first: Option<Duration>,
    stalls: u32,
    broke_off: Option<CaptureError>,
}

/// Listens until so much was heard. A microphone that stalls is waited for as long again.
fn listen(microphone: &mut dyn Microphone, wanted: Length, opening: Instant) -> Heard {
    let mut heard = Heard::default();
    let patience = Duration::from_secs_f64(wanted.seconds() * 2.0 + 5.0);
    let (mut block, mut is_stalled) = (Vec::new(), false);
    while heard.audio.length() < wanted && opening.elapsed() < patience {
        block.clear();
        match microphone.next(&mut block) {
            Ok(delivery) => {
                let stalls = matches!(delivery, Delivery::Stalled { .. });
                heard.stalls += u32::from(stalls && !is_stalled);
                is_stalled = stalls;
                if !block.is_empty() && heard.first.is_none() {
                    heard.first = Some(opening.elapsed());
                }
                heard.audio.0.extend_from_slice(&block);
                if delivery == Delivery::End {
                    return heard;
                }
            }
            Err(error) => {
                heard.broke_off = Some(error);
                return heard;
            }
        }
    }
    heard
}

/// How it sounds.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Sound {
    length: Length,
    /// The loudest tenth of a second.
    loudest_dbfs: f32,
    peak_dbfs: f32,
    clipped: usize,
    /// Exact zeros, in stretches that no room gives.
    silent: Length,
}

impl Sound {
    fn of(samples: &[f32]) -> Self {
        let decibels = |power: f32| (10.0 * power.log10()).max(-120.0);
        let power = |part: &[f32]| part.iter().map(|x| x * x).sum::<f32>() / part.len().max(1) as f32;
        let tenth = Length::from_millis(100).samples() as usize;
        let peak = samples.iter().fold(0.0f32, |peak, sample| peak.max(sample.abs()));
        let silent = samples
            .chunk_by(|a, b| (*a == 0.0) == (*b == 0.0))
            .filter(|run| run[0] == 0.0 && run.len() as u64 >= SILENCE_FROM.samples())
            .map(<[f32]>::len)
            .sum::<usize>();
        Sound {
            length: Length::from_samples(samples.len() as u64),
            loudest_dbfs: decibels(samples.chunks(tenth).map(power).fold(0.0, f32::max)),
            peak_dbfs: decibels(peak * peak),
            clipped: samples.iter().filter(|sample| sample.abs() >= FULL_SCALE).count(),
            silent: Length::from_samples(silent as u64),
        }
    }

    /// What is to be thought of it.
    fn verdict(&self) -> &'static str {
        if self.length == Length::ZERO {
            "nothing came"
        } else if self.silent == self.length {
            "nothing but exact silence: is it muted?"
        } else if self.clipped > 0 {
            "too loud: move away from the microphone or lower its level"
        } else if self.loudest_dbfs < QUIET_BELOW_DBFS {
            "very quiet: come nearer or raise its level"
        } else if self.peak_dbfs > LOUD_FROM_DBFS {
            "loud, but whole"
        } else {
            "good"
        }
    }
}

impl fmt::Display for Sound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Heard          {:.1} s", self.length.seconds())?;
        writeln!(
            f,
            "Level          {:.0} dBFS at the loudest, peak {:.0} dBFS",
            self.loudest_dbfs, self.peak_dbfs
        )?;
        writeln!(f, "Clipped        {} samples", self.clipped)?;
        writeln!(f, "Exact silence  {:.1} s", self.silent.seconds())?;
        writeln!(f, "Sounds         {}", self.verdict())
    }
}

/// Plays it and waits until it has been heard.
fn play(
    audio: &SpeechAudio,
    loudspeaker: Option<&str>,
    stage: &Stage,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    if audio.0.is_empty() {
        return Err(Failure::new(Kind::Machine, "the microphone gave no sound")
            .hint("`greenroom devices` lists the microphones; `greenroom devices --mic NAME` chooses one."));
    }
    stage.tell("PLAYING what was heard.");
    let playing = Output::new(loudspeaker)
        .play(audio, Moment::START)
        .map_err(|error| Failure::from_error(Kind::Machine, &error))?;
    let (mut place, mut moved) = (playing.position(), Instant::now());
    loop {
        match playing.state() {
            PlayState::Ended => break,
            PlayState::Lost => return Err(Failure::new(Kind::Machine, "the loudspeaker went away")),
            PlayState::Playing | PlayState::Paused => {}
        }
        if playing.position() != place {
            (place, moved) = (playing.position(), Instant::now());
        } else if moved.elapsed() > PLAYING_STALLED_AFTER {
            return Err(Failure::new(Kind::Machine, "the loudspeaker does not play: the sound has stalled")
                .hint("restart the sound server."));
        }
        thread::sleep(LOOK_EACH);
    }
    writeln!(out, "Played         {:.1} s", place.seconds())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_level_a_low_one_and_a_clipped_one_are_told_apart() {
        let tone =
            |strength: f32| -> Vec<f32> { (0..16_000).map(|n| strength * (n as f32 * 0.3).sin()).collect() };
        for (samples, verdict) in [
            (tone(0.2), "good"),
            (tone(0.9), "loud, but whole"),
            (tone(0.003), "very quiet: come nearer or raise its level"),
            (
                tone(1.5).iter().map(|x| x.clamp(-1.0, 1.0)).collect(),
                "too loud: move away from the microphone or lower its level",
            ),
            (vec![0.0; 16_000], "nothing but exact silence: is it muted?"),
            (Vec::new(), "nothing came"),
        ] {
            assert_eq!(Sound::of(&samples).verdict(), verdict);
        }
    }

    #[test]
    fn exact_silence_is_counted_where_no_room_gives_it() {
        let mut samples = vec![0.1; 16_000];
        samples[100..200].fill(0.0);
        samples[8_000..12_000].fill(0.0);
        let sound = Sound::of(&samples);
        assert_eq!(sound.silent, Length::from_millis(250));
        assert!((sound.loudest_dbfs + 20.0).abs() < 0.1 && sound.clipped == 0, "{sound:?}");
    }

    /// Gives one block, then stalls for ever.
    struct Stalling(bool);
    impl Microphone for Stalling {
        fn next(&mut self, block: &mut Vec<f32>) -> Result<Delivery, CaptureError> {
            if self.0 {
                return Err(CaptureError::NothingHeard);
            }
            self.0 = true;
            block.extend([0.5; 320]);
            Ok(Delivery::Stalled { waited: Duration::from_secs(1) })
        }
    }

    #[test]
    fn what_was_heard_before_the_microphone_failed_is_told_too() {
        let heard = listen(&mut Stalling(false), Length::from_millis(1_000), Instant::now());
        assert_eq!((heard.audio.0.len(), heard.stalls), (320, 1));
        assert!(heard.first.is_some() && heard.broke_off.is_some());
    }
}
