//! A microphone of this machine as one that a take can be recorded from.

use std::fmt;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use cpal::traits::{DeviceTrait, HostTrait};

use super::feed::Outlet;
use super::format::{BLOCKS_A_SECOND, open_input};
use super::host::{host, in_our_words, is_pulse};
use super::keeper::{Fault, Keeper, Opened, Presence};
use super::ledger::Ledger;
use super::list::locate;
use super::watchdog::{GIVEN_UP_AFTER, Sign, Watchdog};
use super::{DeviceError, Kind};
use crate::capture::{CaptureError, Delivery, Microphone};
use crate::recording::resample::Resampler;
use crate::time::{ANALYSIS_RATE, Length, SampleRate};

/// How often it is looked whether samples came: as often as they come.
const LOOK_EACH: Duration = Duration::from_millis(20);

/// How long `next` takes at the most, so that a take can be stopped.
const NEXT_WITHIN: Duration = Duration::from_millis(40);

/// An open microphone. Dropping it closes it and does not wait for that.
pub struct Input {
    name: String,
    outlet: Outlet,
    raw: Vec<f32>,
    rate: u32,
    resampler: Resampler,
    opened: Instant,
    watchdog: Watchdog,
    ledger: Ledger,
    /// Samples that did not fit and are in the ledger.
    dropped: u64,
    fault: Arc<Fault>,
    /// The stream is closed with it.
    keeper: Option<Keeper>,
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input").field("name", &self.name).field("rate", &self.rate).finish_non_exhaustive()
    }
}

impl Input {
    /// Opens the microphone of this id, name or part of a name; the default one where none is named.
    pub fn open(wanted: Option<&str>) -> Result<Self, CaptureError> {
        let microphone = wanted.map_or_else(|| "of this machine".to_owned(), |wanted| format!("`{wanted}`"));
        Self::try_open(wanted.map(str::to_owned))
            .map_err(|error| CaptureError::NoMicrophone { microphone, source: Box::new(error) })
    }

    fn try_open(wanted: Option<String>) -> Result<Self, DeviceError> {
        let fault = Arc::new(Fault::default());
        let noted = Arc::clone(&fault);
        let (keeper, (name, outlet, rate)) = Keeper::start(Arc::clone(&fault), move || {
            let host = host();
            let (device, shown) = locate(&host, Kind::Microphone, wanted.as_deref())?;
            let (stream, outlet, rate) = open_input(&device, &noted).map_err(in_our_words)?;
            let presence = is_pulse(&host).then(|| presence(host, &device)).flatten();
            Ok(Opened { stream, about: (shown.name, outlet, rate), presence })
        })?;
        let resampler = Resampler::new(SampleRate(rate))
            .ok_or_else(|| DeviceError::Failed(format!("the device claims a rate of {rate} Hz").into()))?;
        Ok(Input {
            name,
            outlet,
            raw: Vec::new(),
            rate,
            resampler,
            opened: Instant::now(),
            watchdog: Watchdog::default(),
            ledger: Ledger::new(rate),
            dropped: 0,
            fault,
            keeper: Some(keeper),
        })
    }

    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Samples a second of the device itself.
    #[must_use]
    pub fn rate(&self) -> SampleRate {
        SampleRate(self.rate)
    }

    /// Takes what is in the ring; says whether there was anything.
    fn take(&mut self, block: &mut Vec<f32>) -> bool {
        self.raw.clear();
        let came = self.outlet.drain(&mut self.raw);
        self.resampler.push(&self.raw, block);
        if came > 0 {
            let now = self.opened.elapsed();
            self.watchdog.hear(now);
            // What did not fit came too: it is counted where it was dropped.
            let dropped = self.outlet.dropped();
            self.ledger.hear(now, came as u64 + dropped - self.dropped);
            self.dropped = dropped;
        }
        came > 0
    }

    fn broken(&self, fault: DeviceError) -> CaptureError {
        let (microphone, source) = (format!("`{}`", self.name), Box::new(fault));
        if self.watchdog.has_heard() {
            CaptureError::Lost { microphone, source }
        } else {
            CaptureError::NoMicrophone { microphone, source }
        }
    }
}

impl Microphone for Input {
    fn next(&mut self, block: &mut Vec<f32>) -> Result<Delivery, CaptureError> {
        let asked = Instant::now();
        loop {
            // Looked at before the ring: what came before the failure is then in the ring.
            let fault = self.fault.seen();
            if self.take(block) {
                return Ok(Delivery::More);
            }
            if let Some(fault) = fault {
                if self.keeper.take().is_some() {
                    self.resampler.finish(block);
                    if !block.is_empty() {
                        return Ok(Delivery::More);
                    }
                }
                return Err(self.broken(fault));
            }
            if asked.elapsed() >= NEXT_WITHIN {
                return match self.watchdog.look(self.opened.elapsed()) {
                    Sign::Well => Ok(Delivery::More),
                    Sign::Stalled { waited } => Ok(Delivery::Stalled { waited }),
                    Sign::NeverCame => Err(self.broken(DeviceError::NoSample(GIVEN_UP_AFTER))),
                };
            }
            thread::sleep(LOOK_EACH);
        }
    }

    fn finish(&mut self, block: &mut Vec<f32>) {
        // The last word is in a block that is not full yet.
        let (asked, full_within) = (Instant::now(), Duration::from_secs(1) / BLOCKS_A_SECOND + LOOK_EACH);
        while !self.take(block) && self.fault.seen().is_none() && asked.elapsed() < full_within {
            thread::sleep(LOOK_EACH);
        }
        self.resampler.finish(block);
    }

    fn lost(&self) -> Length {
        let samples = self.outlet.dropped() * u64::from(ANALYSIS_RATE.0);
        let dropped = Length::from_samples(samples.div_ceil(u64::from(self.rate.max(1))));
        dropped + Length::from_seconds(self.ledger.missing().as_secs_f64())
    }
}

/// Asks the server whether the microphone is still there. Where it is not, the server moves the stream to any other source
/// without a word: a take went on with what the loudspeaker played.
fn presence(host: Arc<cpal::Host>, device: &cpal::Device) -> Option<Presence> {
    let id = device.id().ok()?;
    Some(Box::new(move || {
        // A server that cannot say is told by the stream itself.
        host.devices()
            .map_or(true, |mut devices| devices.any(|device| device.id().is_ok_and(|other| other == id)))
    }))
}
