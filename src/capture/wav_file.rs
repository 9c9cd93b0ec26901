//! A recorded file as a microphone: the one that needs no hardware.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use super::{CaptureError, Delivery, Microphone};
use crate::recording::{SpeechAudio, decode};
use crate::time::Length;

/// A block: 20 ms, as sound cards give them.
const BLOCK: Length = Length::from_millis(20);

/// How fast a file is played into the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// As it was spoken.
    RealTime,
    /// As fast as it can be taken.
    Fast,
}

/// Plays a file of any format that [`decode::read`] reads.
#[derive(Debug, Clone)]
pub struct WavFile {
    audio: SpeechAudio,
    given: usize,
    pace: Pace,
    started: Option<Instant>,
}

impl WavFile {
    /// Reads the file. Its time begins to run with the first block that is asked for.
    pub fn open(file: &Path, pace: Pace) -> Result<Self, CaptureError> {
        let (_, audio, _) = decode::read(file).map_err(CaptureError::Open)?;
        Ok(Self::of(audio, pace))
    }

    /// Plays sound that is in memory.
    #[must_use]
    pub fn of(audio: SpeechAudio, pace: Pace) -> Self {
        WavFile { audio, given: 0, pace, started: None }
    }
}

impl Microphone for WavFile {
    fn next(&mut self, block: &mut Vec<f32>) -> Result<Delivery, CaptureError> {
        let rest = &self.audio.0[self.given..];
        let now = &rest[..rest.len().min(BLOCK.samples() as usize)];
        self.given += now.len();
        if self.pace == Pace::RealTime {
            // Against the start and not against the block before, or the delays of all blocks add up.
            let due = Duration::from_secs_f64(Length::from_samples(self.given as u64).seconds());
            let started = *self.started.get_or_insert_with(Instant::now);
            thread::sleep(due.saturating_sub(started.elapsed()));
        }
        block.extend_from_slice(now);
        Ok(if self.given == self.audio.0.len() { Delivery::End } else { Delivery::More })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(samples: usize, pace: Pace) -> Vec<usize> {
        let mut microphone = WavFile::of(SpeechAudio(vec![0.1; samples]), pace);
        let mut sizes = Vec::new();
        loop {
            let mut block = Vec::new();
            let delivery = microphone.next(&mut block).unwrap();
            sizes.push(block.len());
            if delivery == Delivery::End {
                return sizes;
            }
        }
    }

    #[test]
    fn every_sample_comes_once_in_blocks_of_20_ms() {
        assert_eq!(blocks(800, Pace::Fast), [320, 320, 160]);
        assert_eq!(blocks(640, Pace::Fast), [320, 320]);
        assert_eq!(blocks(0, Pace::Fast), [0]);
    }

    #[test]
    fn in_real_time_no_block_comes_before_it_was_spoken() {
        let started = Instant::now();
        blocks(3200, Pace::RealTime);
        assert!(started.elapsed() >= Duration::from_millis(200));
    }
}
