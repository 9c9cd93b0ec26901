//! One take: the thread that reads a microphone and puts every sample on disk before anything else sees it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;

use super::{CaptureError, Delivery, Microphone};
use crate::recording::SpeechAudio;
use crate::recording::pieces::{Piece, PieceCutter};
use crate::recording::wav::WavWriter;
use crate::time::{Length, Stretch};

/// The file is whole up to here, whatever happens to the process afterwards.
const FLUSHED_EACH: Length = Length::from_millis(500);

/// How often the level is told.
const LEVEL_EACH: Length = Length::from_millis(100);

/// What is told while a take is running.
#[derive(Debug)]
pub enum TakeEvent {
    /// The first samples have arrived: whoever speaks now is heard.
    Ready,
    /// So much has been kept; the level of the last 100 ms.
    Level { length: Length, dbfs: f32 },
    /// A piece that ends at a pause is ready to be written down.
    Piece { at: Stretch, samples: Vec<f32> },
    /// The take is whole and on disk.
    Ended { file: PathBuf, audio: SpeechAudio },
    /// It broke off. What came before is in `file`, where there is one.
    Failed { file: Option<PathBuf>, error: CaptureError },
}

/// A take that is being recorded. Dropping the handle stops it.
#[derive(Debug)]
pub struct Take {
    stop: Arc<AtomicBool>,
}

impl Take {
    /// Starts to record into a new file in `folder`. `open` is called on the recording thread, which owns the
    /// microphone from then on.
    pub fn start<Open>(folder: &Path, open: Open, events: Sender<TakeEvent>) -> Result<Self, CaptureError>
    where
        Open: FnOnce() -> Result<Box<dyn Microphone>, CaptureError> + Send + 'static,
    {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let folder = folder.to_owned();
        thread::Builder::new()
            .name("greenroom-take".to_owned())
            .spawn(move || {
                // Nobody may be left to hear it; the file is complete either way.
                let _ = events.send(record(&folder, open, &stopped, &events));
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

/// Reads until the microphone ends or the take is stopped; returns the last event.
fn record<Open>(folder: &Path, open: Open, stopped: &AtomicBool, events: &Sender<TakeEvent>) -> TakeEvent
where
    Open: FnOnce() -> Result<Box<dyn Microphone>, CaptureError>,
{
    let opened = new_file(folder).and_then(|(file, writer)| Ok((file, writer, open()?)));
    let (file, writer, microphone) = match opened {
        Ok(opened) => opened,
        Err(error) => return TakeEvent::Failed { file: None, error },
    };
    match pump(&file, writer, microphone, stopped, events) {
        Ok(audio) => TakeEvent::Ended { file, audio },
        Err(error) => TakeEvent::Failed { file: Some(file), error },
    }
}

fn pump(
    file: &Path,
    mut writer: WavWriter,
    mut microphone: Box<dyn Microphone>,
    stopped: &AtomicBool,
    events: &Sender<TakeEvent>,
) -> Result<SpeechAudio, CaptureError> {
    let unwritten = |source| CaptureError::Write { file: file.to_owned(), source };
    let mut audio = SpeechAudio::default();
    let mut cutter = PieceCutter::new();
    let (mut flushed, mut told) = (Length::ZERO, Length::ZERO);
    let mut block = Vec::new();
    loop {
        block.clear();
        let delivery = match microphone.next(&mut block) {
            Ok(delivery) => delivery,
            Err(error) => {
                // The microphone is gone; what it gave is not.
                writer.finish().map_err(unwritten)?;
                return Err(error);
            }
        };
        writer.append(&block).map_err(unwritten)?;
        if audio.0.is_empty() && !block.is_empty() {
            let _ = events.send(TakeEvent::Ready);
        }
        audio.0.extend_from_slice(&block);
        let length = audio.length();
        if length - flushed >= FLUSHED_EACH {
            writer.flush().map_err(unwritten)?;
            flushed = length;
        }
        if length - told >= LEVEL_EACH {
            let last = &audio.0[told.samples() as usize..];
            let _ = events.send(TakeEvent::Level { length, dbfs: dbfs(last) });
            told = length;
        }
        send_pieces(cutter.push(&block), &audio, events);
        if delivery == Delivery::End || stopped.load(Ordering::Acquire) {
            break;
        }
    }
    writer.finish().map_err(unwritten)?;
    send_pieces(cutter.finish(), &audio, events);
    Ok(audio)
}

fn send_pieces(pieces: Vec<Piece>, audio: &SpeechAudio, events: &Sender<TakeEvent>) {
    for piece in pieces {
        let samples = audio.slice(piece.at).to_vec();
        let _ = events.send(TakeEvent::Piece { at: piece.at, samples });
    }
}

/// A new file for a take, with the lowest number that is free.
fn new_file(folder: &Path) -> Result<(PathBuf, WavWriter), CaptureError> {
    let unwritable = |source| CaptureError::Folder { folder: folder.to_owned(), source };
    fs::create_dir_all(folder).map_err(unwritable)?;
    owner_only(folder).map_err(unwritable)?;
    let taken = fs::read_dir(folder)
        .map_err(unwritable)?
        .filter_map(|entry| number(&entry.ok()?.file_name().to_string_lossy()))
        .max()
        .unwrap_or(0);
    let file = folder.join(format!("take-{:04}.wav", taken + 1));
    let writer =
        WavWriter::create(&file).map_err(|source| CaptureError::Write { file: file.clone(), source })?;
    Ok((file, writer))
}

/// The number in `take-0007.wav`.
fn number(name: &str) -> Option<u32> {
    name.strip_prefix("take-")?.strip_suffix(".wav")?.parse().ok()
}

/// What somebody said in a rehearsal is nobody else's business.
#[cfg(unix)]
fn owner_only(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn owner_only(_: &Path) -> std::io::Result<()> {
    Ok(())
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
        let take = Take::start(&folder.path().join("takes"), open, sender).unwrap();
        let events = events.iter().collect();
        drop(take);
        (folder, events)
    }

    #[test]
    fn a_take_is_on_disk_as_it_was_spoken() {
        let spoken = speech(3);
        let (_folder, events) = recorded(WavFile::of(spoken.clone(), Pace::Fast));
        assert!(matches!(events[0], TakeEvent::Ready), "{events:?}");
        let Some(TakeEvent::Ended { file, audio }) = events.last() else { panic!("{events:?}") };
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
        let Some(TakeEvent::Failed { file: Some(file), .. }) = events.last() else { panic!("{events:?}") };
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
        let take =
            Take::start(folder.path(), || Ok(Box::new(Endless) as Box<dyn Microphone>), sender).unwrap();
        assert!(matches!(events.recv().unwrap(), TakeEvent::Ready));
        take.stop();
        let last = events.iter().last().unwrap();
        assert!(matches!(last, TakeEvent::Ended { ref audio, .. } if !audio.0.is_empty()), "{last:?}");
    }

    #[test]
    fn takes_get_numbers_that_no_other_take_has() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("take-0041.wav"), "kept").unwrap();
        assert!(new_file(folder.path()).unwrap().0.ends_with("take-0042.wav"));
        assert_eq!(fs::read_to_string(folder.path().join("take-0041.wav")).unwrap(), "kept");
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let error = new_file(&file.join("takes")).unwrap_err();
        assert!(matches!(error, CaptureError::Folder { .. }), "{error}");
    }
}
