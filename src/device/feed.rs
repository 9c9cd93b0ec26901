//! From the thread of the sound system to ours: a ring that neither side ever waits for.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use cpal::FromSample;
use rtrb::{Consumer, Producer, RingBuffer};

/// How much the ring holds: our side may be kept from the processor or from the disk for so long. Our own choice.
const HOLDS_SECONDS: u32 = 4;

/// The end in the sound system's callback: no lock, no allocation, no word to anybody.
pub(super) struct Inlet {
    ring: Producer<f32>,
    dropped: Arc<AtomicU64>,
    channels: usize,
}

/// Our end.
pub(super) struct Outlet {
    ring: Consumer<f32>,
    dropped: Arc<AtomicU64>,
}

/// A ring for a device of this rate.
pub(super) fn feed(rate: u32, channels: u16) -> (Inlet, Outlet) {
    let (producer, consumer) = RingBuffer::new((rate * HOLDS_SECONDS) as usize);
    let dropped = Arc::new(AtomicU64::new(0));
    let inlet =
        Inlet { ring: producer, dropped: Arc::clone(&dropped), channels: usize::from(channels.max(1)) };
    (inlet, Outlet { ring: consumer, dropped })
}

impl Inlet {
    /// Takes what the device gave: each frame as the mean of its channels. Counts what does not fit.
    pub(super) fn give<Sample: Copy>(&mut self, samples: &[Sample])
    where
        f32: FromSample<Sample>,
    {
        let frames = samples.len() / self.channels;
        let fits = frames.min(self.ring.slots());
        let mono = samples.chunks_exact(self.channels).map(|frame| {
            frame.iter().map(|&sample| f32::from_sample_(sample)).sum::<f32>() / self.channels as f32
        });
        // Only we write, so what fitted a moment ago fits now.
        let written = self.ring.write_chunk_uninit(fits).map_or(0, |chunk| chunk.fill_from_iter(mono));
        self.dropped.fetch_add((frames - written) as u64, Ordering::Relaxed);
    }
}

impl Outlet {
    /// Appends everything there is; says how many samples it was.
    pub(super) fn drain(&mut self, samples: &mut Vec<f32>) -> usize {
        let count = self.ring.slots();
        if let Ok(chunk) = self.ring.read_chunk(count) {
            let (first, second) = chunk.as_slices();
            samples.extend_from_slice(first);
            samples.extend_from_slice(second);
            chunk.commit_all();
        }
        count
    }

    /// How many samples did not fit until now.
    pub(super) fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drained(outlet: &mut Outlet) -> Vec<f32> {
        let mut samples = Vec::new();
        outlet.drain(&mut samples);
        samples
    }

    #[test]
    fn channels_are_mixed_by_their_mean() {
        let (mut inlet, mut outlet) = feed(48_000, 2);
        inlet.give(&[0.5f32, -0.5, 1.0, 0.5]);
        assert_eq!(drained(&mut outlet), [0.0, 0.75]);
        let (mut inlet, mut outlet) = feed(48_000, 3);
        inlet.give(&[0.3f32, 0.6, 0.9]);
        assert!((drained(&mut outlet)[0] - 0.6).abs() < 1e-6);
    }

    #[test]
    fn every_format_has_its_silence_and_its_full_scale() {
        let (mut inlet, mut outlet) = feed(48_000, 1);
        inlet.give(&[0i16, i16::MIN, 16_384]);
        assert_eq!(drained(&mut outlet), [0.0, -1.0, 0.5]);
        inlet.give(&[128u8, 0]);
        assert_eq!(drained(&mut outlet), [0.0, -1.0]);
        inlet.give(&[0i32, i32::MIN]);
        assert_eq!(drained(&mut outlet), [0.0, -1.0]);
        inlet.give(&[0.25f64]);
        assert_eq!(drained(&mut outlet), [0.25]);
    }

    #[test]
    fn what_does_not_fit_is_counted_and_the_rest_is_whole() {
        let (mut inlet, mut outlet) = feed(1_000, 1);
        let first: Vec<f32> = (0..3_999u16).map(f32::from).collect();
        inlet.give(&first);
        inlet.give(&[7.0f32, 8.0, 9.0]);
        assert_eq!(outlet.dropped(), 2);
        let kept = drained(&mut outlet);
        assert_eq!((kept.len(), kept[3_998], kept[3_999]), (4_000, 3_998.0, 7.0));
        inlet.give(&[10.0f32]);
        assert_eq!((drained(&mut outlet), outlet.dropped()), (vec![10.0], 2));
    }

    #[test]
    fn a_frame_that_is_cut_off_is_no_sample() {
        let (mut inlet, mut outlet) = feed(48_000, 2);
        inlet.give(&[0.5f32, 0.5, 1.0]);
        assert_eq!((drained(&mut outlet), outlet.dropped()), (vec![0.5], 0));
    }
}
