//! Opens streams in whatever format a device has its samples.

use std::sync::Arc;
use std::time::Instant;

use cpal::traits::DeviceTrait;
use cpal::{BufferSize, Device, ErrorKind, FromSample, SampleFormat, SizedSample, Stream, StreamConfig};

use super::feed::{Inlet, Outlet, feed};
use super::keeper::Fault;
use super::player::Player;

/// How many blocks a second are asked for: 100 ms each. Left to itself, PipeWire gives the first one after 2.0 s (measured).
/// The library lets the server hold no more than one block of a microphone and two of a loudspeaker (read in its source),
/// so that a short one is lost whenever we are kept from the processor. Beside compilers that used up all processors, with
/// blocks of 20 ms and this library unoptimised, 10 s of 24 were lost that another recorder heard whole; optimised, four
/// busy loops cost nothing. With 50 ms three clips of four were played with gaps. Nothing was compared in one run, so the
/// length is our own choice. What is paused or begun is heard after 0.2 s.
pub(super) const BLOCKS_A_SECOND: u32 = 10;

/// Calls `$open::<T>` with the type of the format.
macro_rules! in_format {
    ($format:expr, $open:ident ( $($argument:expr),* )) => {
        match $format {
            SampleFormat::I8 => $open::<i8>($($argument),*),
            SampleFormat::I16 => $open::<i16>($($argument),*),
            SampleFormat::I24 => $open::<cpal::I24>($($argument),*),
            SampleFormat::I32 => $open::<i32>($($argument),*),
            SampleFormat::I64 => $open::<i64>($($argument),*),
            SampleFormat::U8 => $open::<u8>($($argument),*),
            SampleFormat::U16 => $open::<u16>($($argument),*),
            SampleFormat::U24 => $open::<cpal::U24>($($argument),*),
            SampleFormat::U32 => $open::<u32>($($argument),*),
            SampleFormat::U64 => $open::<u64>($($argument),*),
            SampleFormat::F32 => $open::<f32>($($argument),*),
            SampleFormat::F64 => $open::<f64>($($argument),*),
            _ => Err(cpal::Error::new(ErrorKind::UnsupportedConfig)),
        }
    };
}

/// Opens a microphone as it is set up; gives its rate too. May hang.
pub(super) fn open_input(device: &Device, fault: &Arc<Fault>) -> Result<(Stream, Outlet, u32), cpal::Error> {
    let supported = device.default_input_config()?;
    with_blocks(supported.config(), |config| {
        let (inlet, outlet) = feed(config.sample_rate, config.channels);
        let stream = in_format!(supported.sample_format(), input(device, config, inlet, Arc::clone(fault)))?;
        Ok((stream, outlet, config.sample_rate))
    })
}

fn input<Sample: SizedSample>(
    device: &Device,
    config: StreamConfig,
    mut inlet: Inlet,
    fault: Arc<Fault>,
) -> Result<Stream, cpal::Error>
where
    f32: FromSample<Sample>,
{
    device.build_input_stream::<Sample, _, _>(
        config,
        move |samples, _| inlet.give(samples),
        move |error| fault.note(error.kind()),
        None,
    )
}

/// Opens a loudspeaker that plays what `player` has; the player's clock runs since `opened`. May hang.
pub(super) fn open_output(
    device: &Device,
    config: StreamConfig,
    format: SampleFormat,
    player: &Arc<Player>,
    opened: Instant,
    fault: &Arc<Fault>,
) -> Result<Stream, cpal::Error> {
    with_blocks(config, |config| {
        in_format!(format, output(device, config, Arc::clone(player), opened, Arc::clone(fault)))
    })
}

fn output<Sample: SizedSample + FromSample<f32>>(
    device: &Device,
    config: StreamConfig,
    player: Arc<Player>,
    opened: Instant,
    fault: Arc<Fault>,
) -> Result<Stream, cpal::Error> {
    let channels = usize::from(config.channels.max(1));
    device.build_output_stream::<Sample, _, _>(
        config,
        move |samples, info| {
            let at = info.timestamp();
            player.fill(samples, channels, at.playback.duration_since(at.callback), opened.elapsed());
        },
        move |error| fault.note(error.kind()),
        None,
    )
}

/// Opens with so many blocks a second, or with those of the device where it does not want that.
fn with_blocks<Opened>(
    mut config: StreamConfig,
    open: impl Fn(StreamConfig) -> Result<Opened, cpal::Error>,
) -> Result<Opened, cpal::Error> {
    config.buffer_size = BufferSize::Fixed((config.sample_rate / BLOCKS_A_SECOND).max(1));
    open(config).or_else(|error| {
        if error.kind() != ErrorKind::UnsupportedConfig {
            return Err(error);
        }
        config.buffer_size = BufferSize::Default;
        open(config)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(refusal: ErrorKind) -> (Vec<BufferSize>, bool) {
        let asked = std::cell::RefCell::new(Vec::new());
        let config = StreamConfig { channels: 2, sample_rate: 44_100, buffer_size: BufferSize::Default };
        let opened = with_blocks(config, |config| {
            asked.borrow_mut().push(config.buffer_size);
            if config.buffer_size == BufferSize::Default { Ok(()) } else { Err(cpal::Error::new(refusal)) }
        });
        (asked.into_inner(), opened.is_ok())
    }

    #[test]
    fn a_device_that_wants_blocks_of_its_own_gets_them() {
        assert_eq!(
            asked(ErrorKind::UnsupportedConfig),
            (vec![BufferSize::Fixed(4_410), BufferSize::Default], true)
        );
        assert_eq!(asked(ErrorKind::DeviceBusy), (vec![BufferSize::Fixed(4_410)], false));
    }
}
