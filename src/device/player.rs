//! A take that is being played: what the sound system's callback and the listener both see, in a few atomics.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use cpal::FromSample;

use crate::playback::PlayState;
use crate::recording::resample::from_analysis_rate;
use crate::time::{ANALYSIS_RATE, Moment, SampleRate};

/// Every block is played while the next one waits. What was given is not heard before both have passed, whatever the
/// device says: a PulseAudio server says 0 most of the time.
const BLOCKS_ON_THE_WAY: usize = 2;

/// A clip and the place in it. `now` is on the clock of whoever made it.
#[derive(Debug)]
pub(super) struct Player {
    /// At the rate of the device.
    samples: Vec<f32>,
    rate: u32,
    /// The next sample to be given to the device.
    at: AtomicUsize,
    /// Where it began or was sought to: nothing before it is heard.
    anchor: AtomicUsize,
    /// Samples of silence that were given since the last of the clip.
    after: AtomicUsize,
    paused: AtomicBool,
    /// When the device last asked, and for how many samples.
    asked_micros: AtomicU64,
    block: AtomicUsize,
    latency_micros: AtomicU64,
}

impl Player {
    /// A clip at 16 kHz for a device of this rate.
    pub(super) fn new(clip: &[f32], rate: SampleRate, from: Moment) -> Self {
        let player = Player {
            samples: from_analysis_rate(clip, rate),
            rate: rate.0,
            at: AtomicUsize::new(0),
            anchor: AtomicUsize::new(0),
            after: AtomicUsize::new(0),
            paused: AtomicBool::new(false),
            asked_micros: AtomicU64::new(0),
            block: AtomicUsize::new(0),
            latency_micros: AtomicU64::new(0),
        };
        player.seek(from);
        player
    }

    /// Fills the block of the device, which is silence, with what comes next. `latency`: when its first sample is heard.
    pub(super) fn fill<Sample: Copy + FromSample<f32>>(
        &self,
        block: &mut [Sample],
        channels: usize,
        latency: Duration,
        now: Duration,
    ) {
        self.latency_micros.store(latency.as_micros() as u64, Ordering::Relaxed);
        self.asked_micros.store(now.as_micros() as u64, Ordering::Relaxed);
        self.block.store(block.len() / channels, Ordering::Relaxed);
        if self.paused.load(Ordering::Acquire) {
            return;
        }
        let at = self.at.load(Ordering::Acquire).min(self.samples.len());
        let rest = &self.samples[at..];
        let frames = block.len() / channels;
        for (frame, &sample) in block.chunks_exact_mut(channels).zip(rest) {
            frame.fill(Sample::from_sample_(sample));
        }
        let given = frames.min(rest.len());
        self.after.fetch_add(frames - given, Ordering::AcqRel);
        // Whoever seeks meanwhile is right.
        let _ = self.at.compare_exchange(at, at + given, Ordering::AcqRel, Ordering::Relaxed);
    }

    pub(super) fn pause(&self) {
        self.paused.store(true, Ordering::Release);
    }

    pub(super) fn resume(&self) {
        self.paused.store(false, Ordering::Release);
    }

    pub(super) fn seek(&self, to: Moment) {
        let at = to.samples().saturating_mul(u64::from(self.rate)) / u64::from(ANALYSIS_RATE.0);
        let at = (at as usize).min(self.samples.len());
        self.anchor.store(at, Ordering::Release);
        self.at.store(at, Ordering::Release);
        self.after.store(0, Ordering::Release);
    }

    /// What is being heard now.
    pub(super) fn position(&self, now: Duration) -> Moment {
        let given = self.at.load(Ordering::Acquire) + self.after.load(Ordering::Acquire);
        // Between two blocks the sound goes on; not in a pause, and not where a server hangs.
        let since = if self.paused.load(Ordering::Acquire) {
            0
        } else {
            let asked = Duration::from_micros(self.asked_micros.load(Ordering::Relaxed));
            self.samples_in(now.saturating_sub(asked)).min(self.block.load(Ordering::Relaxed))
        };
        let heard = (given + since).saturating_sub(self.latency());
        let heard =
            heard.clamp(self.anchor.load(Ordering::Acquire).min(self.samples.len()), self.samples.len());
        Moment::from_samples(heard as u64 * u64::from(ANALYSIS_RATE.0) / u64::from(self.rate.max(1)))
    }

    pub(super) fn state(&self) -> PlayState {
        let is_over = self.at.load(Ordering::Acquire) >= self.samples.len();
        if is_over && self.after.load(Ordering::Acquire) >= self.latency() {
            PlayState::Ended
        } else if self.paused.load(Ordering::Acquire) {
            PlayState::Paused
        } else {
            PlayState::Playing
        }
    }

    /// In samples of the device.
    fn latency(&self) -> usize {
        let said = Duration::from_micros(self.latency_micros.load(Ordering::Relaxed));
        self.samples_in(said).max(BLOCKS_ON_THE_WAY * self.block.load(Ordering::Relaxed))
    }

    fn samples_in(&self, time: Duration) -> usize {
        (time.as_secs_f64() * f64::from(self.rate)) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: SampleRate = ANALYSIS_RATE;
    const BLOCK: usize = 320;
    const NOW: Duration = Duration::from_secs(7);

    fn counting(seconds: usize) -> Vec<f32> {
        (0..seconds * 16_000).map(|n| n as f32).collect()
    }

    fn block(player: &Player) -> Vec<f32> {
        let mut block = vec![0.0; BLOCK];
        player.fill(&mut block, 1, Duration::from_millis(20), NOW);
        block
    }

    #[test]
    fn a_clip_is_given_from_where_it_was_asked_for() {
        let player = Player::new(&counting(1), RATE, Moment::from_seconds(0.5));
        assert_eq!(block(&player)[..3], [8_000.0, 8_001.0, 8_002.0]);
        assert_eq!(block(&player)[..1], [8_320.0]);
    }

    #[test]
    fn every_channel_gets_the_same() {
        let player = Player::new(&counting(1), RATE, Moment::from_samples(5));
        let mut out = [0i16; 4];
        player.fill(&mut out, 2, Duration::ZERO, NOW);
        assert_eq!(out[0], out[1]);
        assert_eq!(player.at.load(Ordering::Relaxed), 7);
    }

    #[test]
    fn the_place_is_what_is_heard_and_not_what_was_given() {
        let player = Player::new(&counting(2), RATE, Moment::from_seconds(1.0));
        assert_eq!(player.position(NOW), Moment::from_seconds(1.0));
        block(&player);
        assert_eq!(player.position(NOW), Moment::from_seconds(1.0), "20 ms were given, 40 ms are on the way");
        for _ in 0..4 {
            block(&player);
        }
        assert_eq!(player.position(NOW), Moment::from_seconds(1.06));
        let later = |millis| player.position(NOW + Duration::from_millis(millis));
        assert_eq!(later(10), Moment::from_seconds(1.07), "the sound goes on between two blocks");
        assert_eq!(later(9_000), Moment::from_seconds(1.08), "and not without any block");
        player.pause();
        assert_eq!(later(10), Moment::from_seconds(1.06));
    }

    #[test]
    fn a_pause_is_silence_in_the_same_place() {
        let player = Player::new(&counting(1), RATE, Moment::START);
        block(&player);
        player.pause();
        assert_eq!(player.state(), PlayState::Paused);
        assert_eq!(block(&player), vec![0.0; BLOCK]);
        player.resume();
        assert_eq!(block(&player)[..1], [320.0]);
        assert_eq!(player.state(), PlayState::Playing);
    }

    #[test]
    fn it_has_ended_when_the_last_sample_was_heard_and_can_be_sought_back() {
        let player = Player::new(&counting(1), RATE, Moment::from_seconds(0.98));
        block(&player);
        assert_eq!(player.state(), PlayState::Playing);
        block(&player);
        block(&player);
        assert_eq!((player.state(), player.position(NOW)), (PlayState::Ended, Moment::from_seconds(1.0)));
        player.seek(Moment::from_seconds(0.5));
        assert_eq!((player.state(), player.position(NOW)), (PlayState::Playing, Moment::from_seconds(0.5)));
        assert_eq!(block(&player)[..1], [8_000.0]);
        player.seek(Moment::from_seconds(7.0));
        block(&player);
        block(&player);
        assert_eq!((player.state(), player.position(NOW)), (PlayState::Ended, Moment::from_seconds(1.0)));
    }

    #[test]
    fn at_another_rate_places_stay_in_place() {
        let player = Player::new(&vec![0.5; 32_000], SampleRate(44_100), Moment::from_seconds(1.0));
        let mut out = vec![0.0; 4_410];
        for _ in 0..4 {
            player.fill(&mut out, 1, Duration::ZERO, NOW);
        }
        assert_eq!(player.position(NOW), Moment::from_seconds(1.2));
        assert!(out.iter().all(|sample| (sample - 0.5f32).abs() < 0.01));
    }
}
