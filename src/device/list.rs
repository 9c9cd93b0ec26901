//! What microphones and loudspeakers there are.

use cpal::traits::{DeviceTrait, HostTrait};
use cpal::{ErrorKind, Host};

use super::host::{bounded, host, in_our_words, is_pulse};
use super::{Device, DeviceError, Devices, Kind, choose};

/// What ALSA lists on every machine and is no device: what throws sound away, converters in front of the default device,
/// ways to other servers. The one to JACK writes on the terminal as soon as it is asked anything.
const NO_DEVICES: [&str; 9] = [
    "alsa:null",
    "alsa:jack",
    "alsa:oss",
    "alsa:lavrate",
    "alsa:samplerate",
    "alsa:speexrate",
    "alsa:speex",
    "alsa:upmix",
    "alsa:vdownmix",
];

/// Lists every device that can be used.
pub fn list() -> Result<Devices, DeviceError> {
    bounded(|| {
        let host = host();
        let devices = Devices {
            microphones: devices(&host, Kind::Microphone)?,
            loudspeakers: devices(&host, Kind::Loudspeaker)?,
        };
        if devices == Devices::default() && !is_pulse(&host) {
            return Err(DeviceError::NoSound);
        }
        Ok(devices)
    })
}

/// Returns the device that would be used: the one of this id, name or part of a name, else the default.
pub fn find(kind: Kind, wanted: Option<&str>) -> Result<Device, DeviceError> {
    let wanted = wanted.map(str::to_owned);
    bounded(move || Ok(locate(&host(), kind, wanted.as_deref())?.1))
}

/// The same, with what opens it. May hang.
pub(super) fn locate(
    host: &Host,
    kind: Kind,
    wanted: Option<&str>,
) -> Result<(cpal::Device, Device), DeviceError> {
    let Some(wanted) = wanted else {
        let device = default(host, kind).ok_or(DeviceError::Missing(kind))?;
        // ALSA names a default device on a machine without any sound: only its configuration shows that it is there.
        // In front of a sound server that is gone it says "connection refused".
        usable(&device, kind).map_err(|error| match error.kind() {
            ErrorKind::DeviceNotAvailable | ErrorKind::BackendError => DeviceError::NoSound,
            _ => in_our_words(error),
        })?;
        let shown = described(&device, true)?;
        return Ok((device, shown));
    };
    let there = devices(host, kind)?;
    if there.is_empty() && !is_pulse(host) {
        return Err(DeviceError::NoSound);
    }
    let chosen = choose(kind, wanted, &there)?.clone();
    let id = chosen.id.parse().map_err(in_our_words)?;
    // Among those of this kind only: a card's microphone and loudspeaker may have the same id.
    let mut all = host.devices().map_err(in_our_words)?;
    let device = all
        .find(|device| device.id().ok().as_ref() == Some(&id) && can(device, kind))
        .ok_or(DeviceError::Gone)?;
    Ok((device, chosen))
}

fn default(host: &Host, kind: Kind) -> Option<cpal::Device> {
    match kind {
        Kind::Microphone => host.default_input_device(),
        Kind::Loudspeaker => host.default_output_device(),
    }
}

fn devices(host: &Host, kind: Kind) -> Result<Vec<Device>, DeviceError> {
    let default = default(host, kind).and_then(|device| device.id().ok());
    let mut devices = Vec::new();
    for device in host.devices().map_err(in_our_words)? {
        let id = device.id().map_err(in_our_words)?;
        if !NO_DEVICES.contains(&id.to_string().as_str()) && can(&device, kind) {
            devices.push(described(&device, default.as_ref() == Some(&id))?);
        }
    }
    Ok(devices)
}

/// What is busy is there all the same.
fn can(device: &cpal::Device, kind: Kind) -> bool {
    usable(device, kind).map_or_else(|error| error.kind() == ErrorKind::DeviceBusy, |()| true)
}

fn usable(device: &cpal::Device, kind: Kind) -> Result<(), cpal::Error> {
    match kind {
        Kind::Microphone => device.default_input_config(),
        Kind::Loudspeaker => device.default_output_config(),
    }
    .map(drop)
}

fn described(device: &cpal::Device, is_default: bool) -> Result<Device, DeviceError> {
    let id = device.id().map_err(in_our_words)?.to_string();
    let name = device.description().map_err(in_our_words)?.name().to_owned();
    Ok(Device { id, name, is_default })
}
