//! A loudspeaker of this machine as one that takes can be heard on.

use std::sync::Arc;
use std::time::Instant;

use cpal::traits::DeviceTrait;

use super::format::open_output;
use super::host::{bounded, host, in_our_words};
use super::keeper::{Fault, Keeper, Opened};
use super::list::locate;
use super::player::Player;
use super::{DeviceError, Kind};
use crate::playback::{Loudspeaker, PlayState, PlaybackError, Playing};
use crate::recording::SpeechAudio;
use crate::time::{Moment, SampleRate};

/// A loudspeaker that is opened for each clip.
#[derive(Debug, Clone, Default)]
pub struct Output {
    wanted: Option<String>,
}

impl Output {
    /// The loudspeaker of this id, name or part of a name; the default one where none is named. Nothing is opened yet.
    #[must_use]
    pub fn new(wanted: Option<&str>) -> Self {
        Output { wanted: wanted.map(str::to_owned) }
    }

    fn try_play(&self, audio: &SpeechAudio, from: Moment) -> Result<Clip, DeviceError> {
        let wanted = self.wanted.clone();
        let (device, supported) = bounded(move || {
            let (device, _) = locate(&host(), Kind::Loudspeaker, wanted.as_deref())?;
            let supported = device.default_output_config().map_err(in_our_words)?;
            Ok((device, supported))
        })?;
        // Here and not on the thread that opens: a long take needs a second on a slow machine, and that is no hang.
        let player = Arc::new(Player::new(&audio.0, SampleRate(supported.sample_rate()), from));
        let (fault, opened) = (Arc::new(Fault::default()), Instant::now());
        let (heard, noted) = (Arc::clone(&player), Arc::clone(&fault));
        let (keeper, ()) = Keeper::start(Arc::clone(&fault), move || {
            let (config, format) = (supported.config(), supported.sample_format());
            let stream =
                open_output(&device, config, format, &heard, opened, &noted).map_err(in_our_words)?;
            // No presence: a server that moves the sound to another loudspeaker does what the listener wants.
            Ok(Opened { stream, about: (), presence: None })
        })?;
        Ok(Clip { player, opened, fault, _keeper: keeper })
    }
}

impl Loudspeaker for Output {
    fn play(&self, audio: &SpeechAudio, from: Moment) -> Result<Box<dyn Playing>, PlaybackError> {
        let clip = self.try_play(audio, from).map_err(|error| PlaybackError::NoLoudspeaker {
            loudspeaker: self
                .wanted
                .as_ref()
                .map_or_else(|| "of this machine".to_owned(), |wanted| format!("`{wanted}`")),
            source: Box::new(error),
        })?;
        Ok(Box::new(clip))
    }
}

/// Sound on its way to a loudspeaker. Dropping it ends it and does not wait for that.
struct Clip {
    player: Arc<Player>,
    /// The clock of the player.
    opened: Instant,
    fault: Arc<Fault>,
    _keeper: Keeper,
}

impl Playing for Clip {
    fn position(&self) -> Moment {
        self.player.position(self.opened.elapsed())
    }

    fn pause(&self) {
        self.player.pause();
    }

    fn resume(&self) {
        self.player.resume();
    }

    fn seek(&self, to: Moment) {
        self.player.seek(to);
    }

    fn state(&self) -> PlayState {
        match self.player.state() {
            PlayState::Playing | PlayState::Paused if self.fault.seen().is_some() => PlayState::Lost,
            state => state,
        }
    }
}
