//! Which device somebody means.

use super::{Device, DeviceError, Kind};

/// Returns the device of this id; else the one of this name; else the only one whose name or id has this part, whatever
/// the case.
///
/// Where it could be several, none is guessed: a take from the wrong microphone is noticed too late.
pub fn choose<'a>(kind: Kind, wanted: &str, among: &'a [Device]) -> Result<&'a Device, DeviceError> {
    if among.is_empty() {
        return Err(DeviceError::Missing(kind));
    }
    let wanted_lower = wanted.to_lowercase();
    let has_part = |device: &&Device| {
        !wanted.is_empty()
            && (device.name.to_lowercase().contains(&wanted_lower)
                || device.id.to_lowercase().contains(&wanted_lower))
    };
    let by_id: Vec<&Device> = among.iter().filter(|device| device.id == wanted).collect();
    let by_name: Vec<&Device> = among.iter().filter(|device| device.name == wanted).collect();
    let by_part: Vec<&Device> = among.iter().filter(has_part).collect();
    let fits = [by_id, by_name, by_part].into_iter().find(|fits| !fits.is_empty()).unwrap_or_default();
    match fits[..] {
        [device] => Ok(device),
        [] => Err(DeviceError::Unknown { kind, wanted: wanted.to_owned(), there: labels(among.iter()) }),
        _ => Err(DeviceError::Ambiguous {
            kind,
            wanted: wanted.to_owned(),
            fits: labels(fits.iter().copied()),
        }),
    }
}

fn labels<'a>(devices: impl Iterator<Item = &'a Device>) -> Vec<String> {
    devices.map(Device::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn devices() -> Vec<Device> {
        [("pulseaudio:mic", "Built-in"), ("pulseaudio:usb", "USB Headset"), ("pulseaudio:usb2", "USB Camera")]
            .map(|(id, name)| Device { id: id.to_owned(), name: name.to_owned(), is_default: false })
            .to_vec()
    }

    fn chosen(wanted: &str) -> Result<String, DeviceError> {
        choose(Kind::Microphone, wanted, &devices()).map(|device| device.id.clone())
    }

    #[test]
    fn a_device_is_found_by_id_name_or_part_of_the_name() {
        for (wanted, id) in [
            ("pulseaudio:usb", "pulseaudio:usb"),
            ("USB Camera", "pulseaudio:usb2"),
            ("head", "pulseaudio:usb"),
            ("BUILT", "pulseaudio:mic"),
            (":mic", "pulseaudio:mic"),
        ] {
            assert_eq!(chosen(wanted).unwrap(), id, "{wanted}");
        }
    }

    #[test]
    fn a_part_of_two_names_is_not_guessed() {
        let error = chosen("usb").unwrap_err();
        assert!(matches!(&error, DeviceError::Ambiguous { fits, .. } if fits.len() == 2), "{error}");
        assert_eq!(
            error.to_string(),
            "`usb` may be more than one microphone: USB Headset (pulseaudio:usb), USB Camera (pulseaudio:usb2)"
        );
    }

    #[test]
    fn an_unknown_name_is_answered_with_what_there_is() {
        let error = chosen("webcam").unwrap_err().to_string();
        assert!(error.starts_with("no microphone is called `webcam`; there is Built-in ("), "{error}");
        assert!(matches!(chosen(""), Err(DeviceError::Unknown { .. })));
    }

    #[test]
    fn two_devices_of_the_same_name_need_their_ids() {
        let mut twins = devices();
        twins[2].name = "USB Headset".to_owned();
        let error = choose(Kind::Microphone, "USB Headset", &twins).unwrap_err();
        assert!(matches!(error, DeviceError::Ambiguous { .. }), "{error}");
        assert_eq!(choose(Kind::Microphone, "pulseaudio:usb2", &twins).unwrap().id, "pulseaudio:usb2");
    }

    #[test]
    fn without_any_device_that_is_what_is_said() {
        let error = choose(Kind::Loudspeaker, "usb", &[]).unwrap_err();
        assert_eq!(error.to_string(), "there is no loudspeaker");
    }
}
