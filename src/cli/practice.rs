//! `greenroom practice`, and `greenroom` alone: rehearse, on a screen or by lines.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, ValueEnum};
use tokio::sync::mpsc;

use super::Stage;
use super::failure::{Failure, Kind};
use super::lines::{self, Lines};
use super::prompts::PackFiles;
use super::{devices, environment, sessions, studio};
use crate::capture::wav_file::{Pace, WavFile};
use crate::capture::{CaptureError, Microphone};
use crate::config::{Settings, VoiceChoice};
use crate::device;
use crate::interview::auto_stop::AutoStop;
use crate::interview::conductor::{OpenMicrophone, Room, conduct};
use crate::interview::talk::{Trouble, Wish};
use crate::playback::Loudspeaker;
use crate::prompt::{Catalog, Prompt};
use crate::report::Engine;
use crate::rubric::Rubric;
use crate::session::Sessions;
use crate::time::Length;
use crate::transcript::scribe::Scribe;
use crate::tui::{Choice, KeptTake, Screen, Shelf, TuiError};
use crate::voice::{SilentSpeaker, Voice};

/// When the screen is gone the interview has so long to close its take.
const CLOSED_WITHIN: Duration = Duration::from_secs(3);

/// What was typed after `practice`.
#[derive(Debug, Default, Args)]
pub(super) struct Typed {
    /// Questions or whole packs; `greenroom prompts` lists them [default: choose on the screen; with --plain a general
    /// story prompt]
    #[arg(value_name = "PACK[/PROMPT]")]
    questions: Vec<String>,
    #[command(flatten)]
    packs: PackFiles,
    /// Print lines instead of drawing a screen
    #[arg(long)]
    plain: bool,
    /// The microphone (its id or a part of its name), or a recorded answer that is played as if it were spoken now
    #[arg(long, value_name = "DEVICE|FILE")]
    mic: Option<String>,
    /// The loudspeaker that takes are played on (its id or a part of its name)
    #[arg(long, value_name = "DEVICE")]
    out: Option<String>,
    /// Who reads the question aloud [default: system]
    #[arg(long, value_enum)]
    voice: Option<VoiceName>,
    /// End the answer after so many seconds of silence, with a countdown; at least 4 [default without a number: 6]
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "6",
          value_parser = clap::value_parser!(u32).range(4..=60))]
    auto_stop: Option<u32>,
    /// Do not wait: no voice, no time to think, and a recording as fast as it can be taken
    #[arg(long, requires = "mic")]
    fast: bool,
    /// Which weights to transcribe with: tiny.en (the default) or base (better, twice the time)
    #[arg(long, value_name = "NAME")]
    model: Option<String>,
}

/// Who reads the question aloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum VoiceName {
    /// The voice of the operating system
    System,
    /// Nobody: the question is only shown
    Silent,
}

/// Where the answer comes from.
enum Ear {
    /// A recording in a microphone's place.
    File(WavFile),
    /// A microphone, by its id or a part of its name; the usual one where none is named.
    Device(Option<String>),
}

/// Runs interviews until the candidate has had enough. Reports of the line mode go to `out`, talk to stderr.
pub(super) fn run(typed: &Typed, stage: &Stage, out: &mut dyn Write) -> Result<(), Failure> {
    let catalog = typed.packs.catalog(&studio::rubrics())?;
    let is_on_terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    if !typed.plain && !is_on_terminal {
        return Err(Failure::new(Kind::Usage, "there is no terminal to draw the rehearsal room on")
            .hint("`--plain` rehearses by lines; `greenroom score FILE` scores a recording."));
    }
    // A question that nobody knows is told before anything is opened.
    let prompts = studio::prompts(&typed.questions, &catalog)?;
    let settings = devices::settings(stage)?;
    let ear = Ear::of(typed, &settings)?;
    let unfinished =
        Sessions::new(stage.folders.sessions()).recover().map_err(|error| sessions::failure(&error))?;
    let (scribe, engine) = studio::scribe(typed.model.as_deref(), studio::spare_processors(), stage)?;
    sessions::offer(&unfinished, stage);
    let kit = Kit {
        voice: Arc::new(voice(typed, &settings)),
        endless: matches!(ear, Ear::Device(_)) && typed.auto_stop.is_none(),
        open: ear.opener(),
        loudspeaker: loudspeaker(typed.out.as_deref(), &settings)?,
        scribe: Arc::new(scribe),
        engine,
        think: !typed.fast,
        auto_stop: typed
            .auto_stop
            .map(|seconds| AutoStop::new(Length::from_millis(u64::from(seconds) * 1_000))),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::from_error(Kind::Machine, &error))?;
    let done = if typed.plain {
        let room = kit.room(prompts, stage)?;
        runtime.block_on(by_lines(room, kit.endless, stage, out))
    } else {
        runtime.block_on(on_screen(&kit, typed, &catalog, unfinished.len(), stage))
    };
    // A device that hangs would hold the program for ever.
    runtime.shutdown_timeout(Duration::from_millis(500));
    done
}

/// What every interview of one run shares.
struct Kit {
    voice: Arc<Voice>,
    /// Nothing but the candidate ends an answer.
    endless: bool,
    open: OpenMicrophone,
    loudspeaker: Option<Arc<dyn Loudspeaker>>,
    scribe: Arc<Scribe>,
    engine: Engine,
    think: bool,
    auto_stop: Option<AutoStop>,
}

impl Kit {
    /// A room for these questions, with a session of its own.
    fn room(&self, prompts: Vec<(Prompt, Rubric)>, stage: &Stage) -> Result<Room, Failure> {
        let session =
            Sessions::new(stage.folders.sessions()).begin().map_err(|error| sessions::failure(&error))?;
        Ok(Room {
            prompts,
            voice: Arc::clone(&self.voice),
            open: Arc::clone(&self.open),
            loudspeaker: self.loudspeaker.clone(),
            session,
            scribe: Arc::clone(&self.scribe),
            engine: self.engine.clone(),
            think: self.think,
            auto_stop: self.auto_stop.clone(),
        })
    }
}

impl Ear {
    /// The file or the device that was meant, proved to be there before a question is put.
    fn of(typed: &Typed, settings: &Settings) -> Result<Self, Failure> {
        let wanted = typed.mic.as_deref();
        if let Some(file) = wanted.map(Path::new).filter(|file| is_meant_as_file(file)) {
            let pace = if typed.fast { Pace::Fast } else { Pace::RealTime };
            return WavFile::open(file, pace).map(Ear::File).map_err(|error| unopened(file, &error));
        }
        if typed.fast {
            return Err(Failure::new(Kind::Usage, "`--fast` is for a recording as the microphone")
                .hint("`--mic FILE` names one; leave `--fast` out to speak yourself."));
        }
        let wanted = wanted.map(str::to_owned).or_else(|| settings.microphone.clone());
        device::find(device::Kind::Microphone, wanted.as_deref())
            .map_err(|error| devices::failure(&error))?;
        Ok(Ear::Device(wanted))
    }

    /// Opens it anew for each take.
    fn opener(self) -> OpenMicrophone {
        match self {
            Ear::File(file) => Arc::new(move || Ok(Box::new(file.clone()) as Box<dyn Microphone>)),
            Ear::Device(wanted) => Arc::new(move || device::open_input(wanted.as_deref())),
        }
    }
}

/// Whether a microphone's name is that of a recording: it is there, or it looks like one.
fn is_meant_as_file(name: &Path) -> bool {
    const RECORDINGS: [&str; 6] = ["wav", "flac", "mp3", "m4a", "ogg", "oga"];
    let extension = name.extension().and_then(|end| end.to_str()).map(str::to_lowercase);
    name.exists() || extension.is_some_and(|end| RECORDINGS.contains(&end.as_str()))
}

fn unopened(file: &Path, error: &CaptureError) -> Failure {
    Failure::from_error(Kind::Input, error).hint(format!(
        "`--mic` takes a recording (WAV, FLAC, MP3, M4A or OGG) or a microphone of `greenroom devices`; `{}` is neither.",
        file.display()
    ))
}

/// What takes are played on; nothing where the machine has none. One that was named must be there.
fn loudspeaker(named: Option<&str>, settings: &Settings) -> Result<Option<Arc<dyn Loudspeaker>>, Failure> {
    let wanted = named.or(settings.loudspeaker.as_deref());
    match device::find(device::Kind::Loudspeaker, wanted) {
        Ok(_) => Ok(Some(Arc::new(device::Output::new(wanted)))),
        Err(error) if named.is_some() => Err(devices::failure(&error)),
        Err(_) => Ok(None),
    }
}

/// Whoever reads the questions. Nobody where nothing is waited for.
fn voice(typed: &Typed, settings: &Settings) -> Voice {
    let wanted = match (typed.voice, settings.voice) {
        (Some(named), _) => named,
        (None, _) if typed.fast => VoiceName::Silent,
        (None, Some(VoiceChoice::Silent)) => VoiceName::Silent,
        (None, Some(VoiceChoice::System) | None) => VoiceName::System,
    };
    match wanted {
        VoiceName::Silent => Voice::start(|| Ok(Box::new(SilentSpeaker))),
        VoiceName::System => Voice::start(crate::voice::system()),
    }
}

/// Puts the conductor on one side and the lines on the other until the interview is over.
async fn by_lines(room: Room, endless: bool, stage: &Stage, out: &mut dyn Write) -> Result<(), Failure> {
    let (wishes, wanted) = mpsc::channel(8);
    let (shown, mut cues) = mpsc::unbounded_channel();
    let mut lines = Lines::new(stage, out, endless);
    let typed = lines::keyboard();
    let conductor = tokio::spawn(conduct(room, wanted, shown));
    let mut look = tokio::time::interval(Duration::from_millis(50));
    let mut was_interrupted = false;
    let mut stop = std::pin::pin!(interrupted());
    loop {
        tokio::select! {
            cue = cues.recv() => match cue {
                Some(cue) => lines.show(cue)?,
                None => break,
            },
            () = &mut stop, if !was_interrupted => {
                was_interrupted = true;
                lines.leave();
                let _ = wishes.send(Wish::Quit).await;
            }
            _ = look.tick() => {}
        }
        while let Some(wish) = lines.wish(&typed) {
            // The conductor has ended where this fails; its last cue is on its way.
            let _ = wishes.send(wish).await;
        }
    }
    conductor.await.map_err(|error| Failure::from_error(Kind::Bug, &error))?;
    if was_interrupted {
        return Err(interrupted_failure());
    }
    lines.failure().map_or(Ok(()), Err)
}

/// The rehearsal room on the terminal; then what is to be said when the terminal is an ordinary one again.
async fn on_screen(
    kit: &Kit,
    typed: &Typed,
    catalog: &Catalog,
    unscored: usize,
    stage: &Stage,
) -> Result<(), Failure> {
    let mut screen = Screen::open(environment::no_color()).map_err(|error| no_screen(&error))?;
    let mut afterwards = Afterwards::default();
    let done = interviews(&mut screen, kit, typed, catalog, unscored, stage, &mut afterwards).await;
    drop(screen);
    for trouble in &afterwards.untold {
        stage.tell(&lines::failure_of(trouble).to_string());
    }
    for take in &afterwards.kept {
        stage.tell(&format!("Kept: {} ({}).", take.name, take.length.clock()));
    }
    if !afterwards.kept.is_empty() {
        stage.tell("`greenroom sessions` lists, plays and reports them.");
    }
    done
}

/// What is told when the screen has gone, however it went.
#[derive(Default)]
struct Afterwards {
    kept: Vec<KeptTake>,
    untold: Vec<Trouble>,
}

/// The list of questions, an interview, the list again, until the candidate leaves. Questions that were named are
/// asked at once, and there is no list.
async fn interviews(
    screen: &mut Screen,
    kit: &Kit,
    typed: &Typed,
    catalog: &Catalog,
    unscored: usize,
    stage: &Stage,
    afterwards: &mut Afterwards,
) -> Result<(), Failure> {
    let note = match unscored {
        0 => None,
        1 => Some("An answer is kept and not scored yet: `greenroom sessions` offers it.".to_owned()),
        _ => {
            Some(format!("{unscored} answers are kept and not scored yet: `greenroom sessions` offers them."))
        }
    };
    let shelves: Vec<Shelf> = catalog.packs().iter().map(Shelf::from).collect();
    loop {
        let names = if typed.questions.is_empty() {
            match screen.choose(&shelves, note.as_deref()).await.map_err(|error| no_screen(&error))? {
                Choice::Begin(names) => names,
                Choice::Leave => return Ok(()),
                Choice::Interrupted => return Err(interrupted_failure()),
            }
        } else {
            typed.questions.clone()
        };
        let room = kit.room(studio::prompts(&names, catalog)?, stage)?;
        let (wishes, wanted) = mpsc::channel(8);
        let (shown, cues) = mpsc::unbounded_channel();
        let conductor = tokio::spawn(conduct(room, wanted, shown));
        let played = screen.play(cues, wishes).await;
        // It closes the take first, whatever became of the screen.
        if let Ok(Err(error)) = tokio::time::timeout(CLOSED_WITHIN, conductor).await {
            return Err(Failure::from_error(Kind::Bug, &error));
        }
        let played = played.map_err(|error| no_screen(&error))?;
        afterwards.kept.extend(played.kept);
        afterwards.untold.extend(played.untold);
        if played.is_interrupted {
            return Err(interrupted_failure());
        }
        if !typed.questions.is_empty() {
            return Ok(());
        }
    }
}

fn no_screen(error: &TuiError) -> Failure {
    Failure::from_error(Kind::Machine, error).hint("`greenroom practice --plain` rehearses by lines.")
}

/// Whoever interrupted it knows; the exit code is for scripts.
fn interrupted_failure() -> Failure {
    Failure::new(Kind::Interrupted, "interrupted; what was recorded is kept")
}

/// Comes back when the program is told to stop.
#[cfg(unix)]
async fn interrupted() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate), Ok(mut hang_up)) =
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()), signal(SignalKind::hangup()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        _ = hang_up.recv() => {}
    }
}

/// Comes back when the program is told to stop.
#[cfg(not(unix))]
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}
