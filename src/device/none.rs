//! What stands for the devices in a build without sound.

use super::{Device, DeviceError, Devices, Kind};
use crate::capture::{CaptureError, Delivery, Microphone};
use crate::playback::{Loudspeaker, PlaybackError, Playing};
use crate::recording::SpeechAudio;
use crate::time::{Moment, SampleRate};

/// Always [`DeviceError::NotBuilt`].
pub fn list() -> Result<Devices, DeviceError> {
    Err(DeviceError::NotBuilt)
}

/// Always [`DeviceError::NotBuilt`].
pub fn find(_kind: Kind, _wanted: Option<&str>) -> Result<Device, DeviceError> {
    Err(DeviceError::NotBuilt)
}

/// An open microphone, of which there is none.
#[derive(Debug)]
pub enum Input {}

impl Input {
    /// Always [`DeviceError::NotBuilt`].
    pub fn open(wanted: Option<&str>) -> Result<Self, CaptureError> {
        let microphone = wanted.map_or_else(|| "of this machine".to_owned(), |wanted| format!("`{wanted}`"));
        Err(CaptureError::NoMicrophone { microphone, source: Box::new(DeviceError::NotBuilt) })
    }

    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        match *self {}
    }

    /// Samples a second of the device itself.
    #[must_use]
    pub fn rate(&self) -> SampleRate {
        match *self {}
    }
}

impl Microphone for Input {
    fn next(&mut self, _block: &mut Vec<f32>) -> Result<Delivery, CaptureError> {
        match *self {}
    }
}

/// A loudspeaker that cannot be opened.
#[derive(Debug, Clone, Default)]
pub struct Output {
    wanted: Option<String>,
}

impl Output {
    /// The loudspeaker of this name.
    #[must_use]
    pub fn new(wanted: Option<&str>) -> Self {
        Output { wanted: wanted.map(str::to_owned) }
    }
}

impl Loudspeaker for Output {
    fn play(&self, _audio: &SpeechAudio, _from: Moment) -> Result<Box<dyn Playing>, PlaybackError> {
        let loudspeaker =
            self.wanted.as_ref().map_or_else(|| "of this machine".to_owned(), |wanted| format!("`{wanted}`"));
        Err(PlaybackError::NoLoudspeaker { loudspeaker, source: Box::new(DeviceError::NotBuilt) })
    }
}
