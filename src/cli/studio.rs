//! What `score` and `practice` both need: the recogniser with a verified model, the questions and the rubrics.

use std::path::Path;

use super::Stage;
use super::environment;
use super::failure::{Failure, Kind};
use crate::prompt::{Catalog, FindError, Prompt};
use crate::recording::pieces::pieces;
use crate::recording::soundness::facts;
use crate::recording::speech::speech_map;
use crate::recording::{RecordingError, SoundFacts, decode};
use crate::report::Engine;
use crate::rubric::{self, Rubric};
use crate::transcript::decoder::Decoder;
use crate::transcript::hear::PieceSound;
use crate::transcript::models::{Manifest, ModelFolders};
use crate::transcript::scribe::Scribe;
use crate::transcript::whisper::Whisper;
use crate::transcript::words::HeardWord;

/// Where models are looked for and put.
pub(super) fn model_folders(stage: &Stage) -> ModelFolders {
    ModelFolders { search: stage.folders.models.clone(), own: stage.folders.own_models() }
}

/// Starts the recogniser with the model of this name, once its file has proved to be the official one.
///
/// The weights load on the recogniser's own thread, so that a recording can be read meanwhile.
pub(super) fn scribe(
    model: Option<&str>,
    threads: usize,
    stage: &Stage,
) -> Result<(Scribe, Engine), Failure> {
    let manifest = Manifest::embedded();
    let name = model.unwrap_or(manifest.default_name());
    let model = model_folders(stage)
        .find(&manifest, name)
        .map_err(|error| super::models::failure(&error, &manifest))?;
    let engine =
        Engine { name: "whisper.cpp".to_owned(), model: name.to_owned(), sha256: model.sha256().to_owned() };
    let scribe = Scribe::start(move || {
        Ok(Box::new(Whisper::load(model.name(), model.path(), threads)?) as Box<dyn Decoder>)
    });
    Ok((scribe, engine))
}

/// The ids of the rubrics there are.
pub(super) fn rubrics() -> Vec<&'static str> {
    rubric::ids().collect()
}

/// The question of this name, or the general one, with the rubric that judges it.
pub(super) fn prompt(name: Option<&str>, catalog: &Catalog) -> Result<(Prompt, Rubric), Failure> {
    let prompt = match name {
        Some(name) => catalog.find_one(name),
        None => catalog.default_prompt(),
    };
    with_rubric(prompt.map_err(|error| unknown(&error))?)
}

/// The questions of these names, whole packs too, or the general one where none is named.
pub(super) fn prompts(names: &[String], catalog: &Catalog) -> Result<Vec<(Prompt, Rubric)>, Failure> {
    if names.is_empty() {
        return Ok(vec![prompt(None, catalog)?]);
    }
    let mut prompts = Vec::new();
    for name in names {
        for prompt in catalog.find(name).map_err(|error| unknown(&error))? {
            prompts.push(with_rubric(prompt)?);
        }
    }
    Ok(prompts)
}

fn unknown(error: &FindError) -> Failure {
    Failure::from_error(Kind::Input, error).hint("`greenroom prompts` lists the questions.")
}

fn with_rubric(prompt: &Prompt) -> Result<(Prompt, Rubric), Failure> {
    let rubric = rubric::find(&prompt.rubric).map_err(|error| Failure::from_error(Kind::Bug, &error))?;
    Ok((prompt.clone(), rubric))
}

/// Reads a recording and lets the recogniser write it down, piece by piece as in a live take.
pub(super) fn hear(file: &Path, scribe: &Scribe) -> Result<(SoundFacts, Vec<HeardWord>), Failure> {
    let (_, audio, doubts) = decode::read(file).map_err(|error| unreadable(&error))?;
    for piece in pieces(&audio.0) {
        scribe.hear(PieceSound::new(piece.at, audio.slice(piece.at).to_vec()));
    }
    // While the recogniser writes, this thread looks at the sound as a whole.
    let sound = facts(&audio, speech_map(&audio), doubts);
    let heard = scribe.finish().map_err(|error| Failure::from_error(Kind::Machine, &error))?;
    Ok((sound, heard))
}

/// What the sound of a recording tells, without its words.
pub(super) fn sound(file: &Path) -> Result<SoundFacts, Failure> {
    let (_, audio, doubts) = decode::read(file).map_err(|error| unreadable(&error))?;
    Ok(facts(&audio, speech_map(&audio), doubts))
}

/// A failure to read a recording, with what the user can do.
fn unreadable(error: &RecordingError) -> Failure {
    let failure = Failure::from_error(Kind::Input, error);
    match error {
        RecordingError::NotSound { .. } | RecordingError::Broken { .. } => {
            failure.hint("WAV, FLAC, MP3, M4A and OGG files can be read; `--text` scores a written answer.")
        }
        _ => failure,
    }
}

/// Processors for the recogniser: one is left to the rest of the machine.
///
/// Its threads wait for each other by spinning. With as many of them as there are processors, one other busy program
/// made the same work ten times slower (docs/MEASURES.md).
pub(super) fn spare_processors() -> usize {
    environment::processors().saturating_sub(1).max(1)
}
