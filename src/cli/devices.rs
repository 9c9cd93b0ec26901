//! `greenroom devices`: the microphones and loudspeakers there are, and which one is to be used from now on.

use std::fmt::Write as _;
use std::io::Write;

use clap::Args;

use super::Stage;
use super::failure::{Failure, Kind as Whose};
use crate::config::{Settings, SettingsError};
use crate::device::{self, Device, DeviceError, Devices, Kind};
use crate::report::safe::safe_for_terminal;

/// The word that takes a choice back.
const DEFAULT: &str = "default";

/// What was typed after `devices`.
#[derive(Debug, Args)]
pub(super) struct Typed {
    /// Use this microphone from now on: its id, its name or a part of it; `default` forgets the choice
    #[arg(long, value_name = "NAME")]
    mic: Option<String>,
    /// Use this loudspeaker from now on: its id, its name or a part of it; `default` forgets the choice
    #[arg(long, value_name = "NAME")]
    out: Option<String>,
}

/// Remembers what was chosen, then lists.
pub(super) fn run(typed: &Typed, stage: &Stage, out: &mut dyn Write) -> Result<(), Failure> {
    let mut settings = settings(stage)?;
    let devices = device::list().map_err(|error| failure(&error))?;
    let before = settings.clone();
    if let Some(wanted) = &typed.mic {
        settings.microphone = chosen(Kind::Microphone, wanted, &devices)?;
    }
    if let Some(wanted) = &typed.out {
        settings.loudspeaker = chosen(Kind::Loudspeaker, wanted, &devices)?;
    }
    if settings != before {
        settings.write(&stage.folders.settings).map_err(|error| unusable(&error))?;
    }
    if typed.mic.is_some() || typed.out.is_some() {
        let file = stage.folders.settings.to_string_lossy();
        stage.tell(&format!("Remembered in `{}`.", safe_for_terminal(&file)));
    }
    write!(out, "{}", listed(&devices, &settings))?;
    Ok(())
}

/// The id to be remembered; none where the choice is taken back.
fn chosen(kind: Kind, wanted: &str, devices: &Devices) -> Result<Option<String>, Failure> {
    if wanted == DEFAULT {
        return Ok(None);
    }
    let device = device::choose(kind, wanted, devices.of(kind)).map_err(|error| failure(&error))?;
    Ok(Some(device.id.clone()))
}

/// What the user has chosen.
pub(super) fn settings(stage: &Stage) -> Result<Settings, Failure> {
    Settings::read(&stage.folders.settings).map_err(|error| unusable(&error))
}

fn unusable(error: &SettingsError) -> Failure {
    match error {
        SettingsError::Wrong { .. } => Failure::from_error(Whose::Input, error).hint(
            "correct the line, or delete the file and choose anew with `greenroom devices --mic NAME`.",
        ),
        SettingsError::Read { .. } | SettingsError::Write { .. } => {
            Failure::from_error(Whose::Machine, error)
        }
    }
}

/// A failure to use a device, with what the user can do.
pub(super) fn failure(error: &DeviceError) -> Failure {
    match error {
        DeviceError::Ambiguous { .. } => {
            Failure::from_error(Whose::Usage, error).hint("name it by its id, which stands in brackets.")
        }
        DeviceError::NoSound => Failure::from_error(Whose::Machine, error)
            .hint("start the sound server (PipeWire or PulseAudio), or rehearse with `--mic FILE.wav`."),
        DeviceError::NoAnswer => Failure::from_error(Whose::Machine, error)
            .hint("restart the sound server, or rehearse with `--mic FILE.wav`."),
        _ => Failure::from_error(Whose::Machine, error),
    }
}

/// All devices, one a line.
fn listed(devices: &Devices, settings: &Settings) -> String {
    let mut text = String::new();
    for (title, kind, remembered) in [
        ("Microphones", Kind::Microphone, settings.microphone.as_deref()),
        ("Loudspeakers", Kind::Loudspeaker, settings.loudspeaker.as_deref()),
    ] {
        let there = devices.of(kind);
        let wanted = remembered.map(|wanted| device::choose(kind, wanted, there));
        text.push_str(title);
        text.push('\n');
        let names: Vec<_> = there.iter().map(|device| safe_for_terminal(&device.name)).collect();
        let widest = names.iter().map(|name| name.chars().count()).max().unwrap_or_default();
        for (device, name) in there.iter().zip(&names) {
            let is_remembered = matches!(wanted, Some(Ok(wanted)) if wanted.id == device.id);
            let marks = marks(device, is_remembered);
            // Writing to a String cannot fail.
            let _ = writeln!(text, "  {name:<widest$}  {}{marks}", safe_for_terminal(&device.id));
        }
        if there.is_empty() {
            text.push_str("  none\n");
        }
        if let Some(Err(error)) = wanted {
            let _ = writeln!(text, "  remembered: {}", safe_for_terminal(&error.to_string()));
        }
    }
    text
}

fn marks(device: &Device, is_remembered: bool) -> &'static str {
    match (device.is_default, is_remembered) {
        (true, true) => "  (default, remembered)",
        (true, false) => "  (default)",
        (false, true) => "  (remembered)",
        (false, false) => "",
    }
}

/// One line about a device for `doctor`: which one is used, or why there is none.
pub(super) fn line(kind: Kind, remembered: Option<&str>, devices: &Result<Devices, DeviceError>) -> String {
    let there = match devices {
        Ok(devices) => devices.of(kind),
        Err(error) => return safe_for_terminal(&format!("none: {error}")).into_owned(),
    };
    let line = match remembered {
        Some(wanted) => device::choose(kind, wanted, there)
            .map_or_else(|error| format!("none: {error}"), |device| format!("{device}, remembered")),
        None => there
            .iter()
            .find(|device| device.is_default)
            .map_or_else(|| "none".to_owned(), |device| format!("{device}, the default")),
    };
    safe_for_terminal(&line).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn devices() -> Devices {
        let device = |id: &str, name: &str, is_default| Device {
            id: id.to_owned(),
            name: name.to_owned(),
            is_default,
        };
        Devices {
            microphones: vec![
                device("pulseaudio:mic", "Built-in", true),
                device("pulseaudio:usb", "USB \u{1b}[2JHeadset", false),
            ],
            loudspeakers: Vec::new(),
        }
    }

    #[test]
    fn the_list_marks_the_default_and_the_remembered_device() {
        let settings = Settings { microphone: Some("pulseaudio:usb".to_owned()), ..Settings::default() };
        insta::assert_snapshot!(listed(&devices(), &settings), @r"
        Microphones
          Built-in              pulseaudio:mic  (default)
          USB \u{1b}[2JHeadset  pulseaudio:usb  (remembered)
        Loudspeakers
          none
        ");
    }

    #[test]
    fn a_remembered_device_that_is_not_there_is_told() {
        let settings = Settings { loudspeaker: Some("pulseaudio:usb".to_owned()), ..Settings::default() };
        let text = listed(&devices(), &settings);
        assert!(text.ends_with("Loudspeakers\n  none\n  remembered: there is no loudspeaker\n"), "{text}");
    }

    #[test]
    fn the_doctor_has_a_line_for_each_state() {
        let there = Ok(devices());
        for (kind, remembered, devices, says) in [
            (Kind::Microphone, None, &there, "Built-in (pulseaudio:mic), the default"),
            (Kind::Microphone, Some("mic"), &there, "Built-in (pulseaudio:mic), remembered"),
            (
                Kind::Microphone,
                Some("pulseaudio:usb"),
                &there,
                r"USB \u{1b}[2JHeadset (pulseaudio:usb), remembered",
            ),
            (Kind::Loudspeaker, None, &there, "none"),
            (Kind::Loudspeaker, Some("usb"), &there, "none: there is no loudspeaker"),
            (
                Kind::Microphone,
                None,
                &Err(DeviceError::NoAnswer),
                "none: the sound server did not answer within 2 s",
            ),
        ] {
            assert_eq!(line(kind, remembered, devices), says);
        }
    }

    #[test]
    fn the_id_is_remembered_and_default_forgets_it() {
        let devices = devices();
        assert_eq!(chosen(Kind::Microphone, "head", &devices).unwrap().as_deref(), Some("pulseaudio:usb"));
        assert_eq!(chosen(Kind::Microphone, "default", &devices).unwrap(), None);
        assert_eq!(chosen(Kind::Microphone, "webcam", &devices).unwrap_err().kind, Whose::Machine);
        assert_eq!(chosen(Kind::Microphone, "pulse", &devices).unwrap_err().kind, Whose::Usage);
    }
}
