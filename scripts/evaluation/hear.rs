//! The program's own way from sound to report, without files and flags: models, recogniser, the question, the JSON.

use std::error::Error;
use std::path::{Path, PathBuf};

use greenroom::prompt::{Catalog, Prompt};
use greenroom::recording::pieces::pieces;
use greenroom::recording::soundness::facts;
use greenroom::recording::speech::speech_map;
use greenroom::recording::{SpeechAudio, SpeechMap};
use greenroom::report::{self, Source};
use greenroom::rubric::{self, Rubric};
use greenroom::transcript::decoder::Decoder;
use greenroom::transcript::hear::PieceSound;
use greenroom::transcript::models::{Manifest, ModelFolders};
use greenroom::transcript::place::place;
use greenroom::transcript::scribe::Scribe;
use greenroom::transcript::whisper::Whisper;

/// A recogniser with its weights, and the question that all answers are scored against.
pub(crate) struct Listener {
    pub(crate) model: String,
    scribe: Scribe,
    engine: report::Engine,
    prompt: Prompt,
    rubric: Rubric,
}

impl Listener {
    /// Loads the weights of this name, once they have proved to be the official ones.
    pub(crate) fn start(model: &str, folders: &[PathBuf], threads: usize) -> Result<Self, Box<dyn Error>> {
        let own = folders.first().cloned().unwrap_or_default();
        let found = ModelFolders { search: folders.to_vec(), own }.find(&Manifest::embedded(), model)?;
        let engine = report::Engine {
            name: "whisper.cpp".to_owned(),
            model: model.to_owned(),
            sha256: found.sha256().to_owned(),
        };
        let scribe = Scribe::start(move || {
            Ok(Box::new(Whisper::load(found.name(), found.path(), threads)?) as Box<dyn Decoder>)
        });
        let rubrics: Vec<&str> = rubric::ids().collect();
        let prompt = Catalog::shipped(&rubrics)?.default_prompt()?.clone();
        let rubric = rubric::find(&prompt.rubric)?;
        Ok(Listener { model: model.to_owned(), scribe, engine, prompt, rubric })
    }

    /// The report on a recording, as `score --json` writes it.
    pub(crate) fn report(&self, name: &str, audio: &SpeechAudio) -> Result<String, Box<dyn Error>> {
        for piece in pieces(&audio.0) {
            self.scribe.hear(PieceSound::new(piece.at, audio.slice(piece.at).to_vec()));
        }
        let sound = facts(audio, speech_map(audio), Vec::new());
        let transcript = place(self.scribe.finish()?, &sound.speech);
        let sound = Box::new(sound);
        let source = Source::Audio { name: name.to_owned(), sound, engine: self.engine.clone() };
        Ok(report::json(&greenroom::report_on(&self.prompt, &self.rubric, source, transcript, None)))
    }
}

/// Where somebody speaks, without a recogniser.
pub(crate) fn speech(audio: &SpeechAudio) -> SpeechMap {
    speech_map(audio)
}

/// Where weights are looked for: the folder that was named, then where the program keeps its own.
pub(crate) fn model_folders(named: Option<&Path>) -> Vec<PathBuf> {
    let below =
        |variable: &str, path: &str| std::env::var_os(variable).map(|home| Path::new(&home).join(path));
    let usual = [
        below("GREENROOM_HOME", "models"),
        below("XDG_DATA_HOME", "greenroom/models"),
        below("HOME", ".local/share/greenroom/models"),
        Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("models")),
    ];
    named.map(Path::to_owned).into_iter().chain(usual.into_iter().flatten()).collect()
}
