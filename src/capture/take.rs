//! One take: the thread that reads a microphone and puts every sample on disk before anything else sees it.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;

use super::alarm::Watch;
use super::{Alarm, CaptureError, Delivery, Microphone};
use crate::recording::SpeechAudio;
use crate::recording::pieces::{Piece, PieceCutter};
use crate::recording::wav::WavWriter;
use crate::time::{Length, Stretch};

/// The file is whole up to here, whatever happens to the process afterwards.
const FLUSHED_EACH: Length = Length::from_millis(500);

/// And up to here, whatever happens to the machine.
const SYNCED_EACH: Length = Length::from_millis(3_000);

/// How often the level is told.
const LEVEL_EACH: Length = Length::from_millis(100);

/// What is told while a take is running.
#[derive(Debug)]
pub enum TakeEvent {
    /// The first samples have arrived: whoever speaks now is heard.
    Ready,
    /// So much has been kept; the level of the last 100 ms; how long the speaker has been silent since the last word.
    Level { length: Length, dbfs: f32, silent: Option<Length> },
    /// Something is wrong with the sound from now on; nothing is, where there is none.
    Alarm(Option<Alarm>),
    /// A piece that ends at a pause is ready to be written down.
    Piece { at: Stretch, samples: Vec<f32> },
    /// The take is over and on disk.
    Ended(Kept),
    /// There is no take: nothing was heard, or it could not be kept from the beginning.
    Failed(CaptureError),
}

/// A take that was recorded.
#[derive(Debug)]
pub struct Kept {
    pub file: PathBuf,
    pub audio: SpeechAudio,
    /// How much was spoken and could not be kept.
    pub lost: Length,
    /// Why it ended before it was stopped: the microphone went away, the disk is full. The audio goes until there.
    pub broke_off: Option<CaptureError>,
}

/// A take that is being recorded. Dropping the handle stops it.
#[derive(Debug)]
pub struct Take {
    stop: Arc<AtomicBool>,
}

impl Take {
    /// Starts to record into `file`, which is made new. `open` is called on the recording thread, which owns the
    /// microphone from then on.
    pub fn start<Open>(file: PathBuf, open: Open, events: Sender<TakeEvent>) -> Result<Self, CaptureError>
    where
        Open: FnOnce() -> Result<Box<dyn Microphone>, CaptureError> + Send + 'static,
    {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        thread::Builder::new()
            .name("greenroom-take".to_owned())
            .spawn(move || {
                // Nobody may be left to hear it; the file is complete either way.
                let _ = events.send(record(file, open, &stopped, &events));
            })
            .map_err(CaptureError::Thread)?;
        Ok(Take { stop })
    }

    /// Ends the take after the block that is being read; [`TakeEvent::Ended`] follows.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Release);
    }
}

impl Drop for Take {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Records until the microphone ends or the take is stopped; returns the last event.
fn record<Open>(file: PathBuf, open: Open, stopped: &AtomicBool, events: &Sender<TakeEvent>) -> TakeEvent
where
    Open: FnOnce() -> Result<Box<dyn Microphone>, CaptureError>,
{
    // The file first: a microphone that gives sound at once is not kept waiting for a slow disk.
    let mut writer = match WavWriter::create(&file) {
        Ok(writer) => writer,
        Err(source) => return TakeEvent::Failed(CaptureError::Write { file, source }),
    };
    let mut heard = Heard { audio: SpeechAudio::default(), cutter: PieceCutter::new(), lost: Length::ZERO };
    let ended = open().and_then(|microphone| pump(&mut writer, microphone, &mut heard, stopped, events));
    let finished = writer.finish().map_err(|source| CaptureError::Write { file: file.clone(), source });
    let broke_off = ended.and(finished.map(drop)).err();
    let Heard { audio, cutter, lost } = heard;
    if audio.0.is_empty() {
        let _ = fs::remove_file(&file);
        return TakeEvent::Failed(broke_off.unwrap_or(CaptureError::NothingHeard));
    }
    send_pieces(cutter.finish(), &audio, events);
    TakeEvent::Ended(Kept { file, audio, lost, broke_off })
}

/// What a microphone gave so far.
struct Heard {
    audio: SpeechAudio,
    cutter: PieceCutter,
    lost: Length,
}

/// Brings every block to the disk, and only then to whoever else wants it.
fn pump(
    writer: &mut WavWriter,
    mut microphone: Box<dyn Microphone>,
    heard: &mut Heard,
    stopped: &AtomicBool,
    events: &Sender<TakeEvent>,
) -> Result<(), CaptureError> {
    let file = writer.file().to_owned();
    let unwritten = |source| CaptureError::Write { file: file.clone(), source };
    let (mut flushed, mut synced, mut told) = (Length::ZERO, Length::ZERO, Length::ZERO);
    let (mut watch, mut alarm) = (Watch::default(), None);
    let mut block = Vec::new();
    loop {
        block.clear();
        let delivery = microphone.next(&mut block)?;
        writer.append(&block).map_err(unwritten)?;
        if heard.audio.0.is_empty() && !block.is_empty() {
            let _ = events.send(TakeEvent::Ready);
        }
        heard.audio.0.extend_from_slice(&block);
        heard.lost = microphone.lost();
        let length = heard.audio.length();
        if length - flushed >= FLUSHED_EACH {
            writer.flush().map_err(unwritten)?;
            flushed = length;
        }
        if length - synced >= SYNCED_EACH {
            writer.sync().map_err(unwritten)?;
            synced = length;
        }
        let pieces = heard.cutter.push(&block);
        if length - told >= LEVEL_EACH {
            let dbfs = dbfs(&heard.audio.0[told.samples() as usize..]);
            let _ = events.send(TakeEvent::Level { length, dbfs, silent: heard.cutter.silent_for() });
            told = length;
        }
        send_pieces(pieces, &heard.audio, events);
        let now = match delivery {
            Delivery::Stalled { .. } => Some(Alarm::Stalled),
            Delivery::More | Delivery::End if block.is_empty() => alarm,
            Delivery::More | Delivery::End => watch.hear(&block),
        };
        if now != alarm {
            alarm = now;
            let _ = events.send(TakeEvent::Alarm(alarm));
        }
        if delivery == Delivery::End || stopped.load(Ordering::Acquire) {
            break;
        }
    }
    block.clear();
    microphone.finish(&mut block);
    writer.append(&block).map_err(unwritten)?;
    heard.audio.0.extend_from_slice(&block);
    send_pieces(heard.cutter.push(&block), &heard.audio, events);
    Ok(())
}

fn send_pieces(pieces: Vec<Piece>, audio: &SpeechAudio, events: &Sender<TakeEvent>) {
    for piece in pieces {
        let samples = audio.slice(piece.at).to_vec();
        let _ = events.send(TakeEvent::Piece { at: piece.at, samples });
    }
}

/// RMS level in dB below full scale; silence is -120.
fn dbfs(samples: &[f32]) -> f32 {
    let power = samples.iter().map(|sample| sample * sample).sum::<f32>() / samples.len().max(1) as f32;
    (10.0 * power.log10()).max(-120.0)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::super::wav_file::{Pace, WavFile};
    use super::*;
    use crate::recording::decode;
    use crate::recording::pieces::pieces;

    /// Bursts of a buzz with pauses between them.
    fn speech(seconds: usize) -> SpeechAudio {
        let sample = |n: usize| {
            let on = n / 8_000 % 3 < 2;
            if on { 0.3 * ((n % 100) as f32 / 50.0 - 1.0) } else { 0.0 }
        };
        SpeechAudio((0..seconds * 16_000).map(sample).collect())
    }

    fn recorded(microphone: impl Microphone + 'static) -> (tempfile::TempDir, Vec<TakeEvent>) {
        let folder = tempfile::tempdir().unwrap();
        let (sender, events) = mpsc::channel();
        let open = || Ok(Box::new(microphone) as Box<dyn Microphone>);
        let take = Take::start(folder.path().join("take.wav"), open, sender).unwrap();
        let events = events.iter().collect();
        drop(take);
        (folder, events)
    }

    #[test]
    fn a_take_is_on_disk_as_it_was_spoken() {
        let spoken = speech(3);
        let (_folder, events) = recorded(WavFile::of(spoken.clone(), Pace::Fast));
        assert!(matches!(events[0], TakeEvent::Ready), "{events:?}");
        let Some(TakeEvent::Ended(Kept { file, audio, broke_off: None, .. })) = events.last() else {
            panic!("{events:?}")
        };
        assert_eq!(*audio, spoken);
        let (_, kept, doubts) = decode::read(file).unwrap();
        assert!(doubts.is_empty());
        let farthest = kept.0.iter().zip(&spoken.0).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(kept.0.len() == spoken.0.len() && farthest < 1.0 / 32_000.0, "{farthest}");
    }

    #[test]
    fn the_pieces_of_a_take_are_those_of_its_file() {
        let spoken = speech(40);
        let (_folder, events) = recorded(WavFile::of(spoken.clone(), Pace::Fast));
        let live: Vec<Stretch> = events
            .iter()
            .filter_map(|event| if let TakeEvent::Piece { at, .. } = event { Some(*at) } else { None })
            .collect();
        let whole: Vec<Stretch> = pieces(&spoken.0).iter().map(|piece| piece.at).collect();
        assert_eq!(live, whole);
    }

    /// Gives one block and then fails.
    struct Unplugged(bool);
    impl Microphone for Unplugged {
        fn next(&mut self, block: &mut Vec<f32>) -> Result<Delivery, CaptureError> {
            if self.0 {
                return Err(CaptureError::Thread(std::io::Error::other("unplugged")));
            }
            self.0 = true;
            block.extend(vec![0.5; 16_000]);
            Ok(Delivery::More)
        }
    }

    #[test]
    fn a_microphone_that_fails_leaves_what_it_gave() {
        let (_folder, events) = recorded(Unplugged(false));
        let Some(TakeEvent::Ended(Kept { file, audio, broke_off: Some(_), .. })) = events.last() else {
            panic!("{events:?}")
        };
        assert_eq!(audio.0.len(), 16_000);
        assert_eq!(decode::read(file).unwrap().1.0.len(), 16_000);
    }

    /// Never ends by itself.
    struct Endless;
    impl Microphone for Endless {
        fn next(&mut self, block: &mut Vec<f32>) -> Result<Delivery, CaptureError> {
            block.extend([0.1; 320]);
            thread::sleep(std::time::Duration::from_millis(1));
            Ok(Delivery::More)
        }
    }

    #[test]
    fn a_stop_ends_the_take_and_keeps_it() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, events) = mpsc::channel();
        let take = Take::start(
            folder.path().join("take.wav"),
            || Ok(Box::new(Endless) as Box<dyn Microphone>),
            sender,
        )
        .unwrap();
        assert!(matches!(events.recv().unwrap(), TakeEvent::Ready));
        take.stop();
        let last = events.iter().last().unwrap();
        assert!(matches!(last, TakeEvent::Ended(Kept { ref audio, .. }) if !audio.0.is_empty()), "{last:?}");
    }

    /// Says nothing, ever.
    struct Frozen;
    impl Microphone for Frozen {
        fn next(&mut self, _: &mut Vec<f32>) -> Result<Delivery, CaptureError> {
            thread::sleep(std::time::Duration::from_millis(1));
            Ok(Delivery::Stalled { waited: std::time::Duration::from_secs(1) })
        }
    }

    #[test]
    fn a_frozen_microphone_is_told_once_and_can_be_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("take.wav");
        let (sender, events) = mpsc::channel();
        let open = || Ok(Box::new(Frozen) as Box<dyn Microphone>);
        let take = Take::start(file.clone(), open, sender).unwrap();
        assert!(matches!(events.recv().unwrap(), TakeEvent::Alarm(Some(Alarm::Stalled))));
        take.stop();
        let rest: Vec<TakeEvent> = events.iter().collect();
        assert!(matches!(rest[..], [TakeEvent::Failed(CaptureError::NothingHeard)]), "{rest:?}");
        assert!(!file.exists());
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("none/take.wav");
        let (sender, events) = mpsc::channel();
        let open = || Ok(Box::new(Endless) as Box<dyn Microphone>);
        let _take = Take::start(file, open, sender).unwrap();
        let last = events.iter().last().unwrap();
        let TakeEvent::Failed(CaptureError::Write { file, .. }) = last else { panic!("{last:?}") };
        assert!(file.ends_with("none/take.wav"));
    }
}
