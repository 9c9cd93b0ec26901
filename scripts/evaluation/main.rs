//! Measures how right Greenroom is on spoken answers whose truth is known, in one table. `scripts/evaluate --help`.
//!
//! What each figure means: `figures.rs`. The harder copies: `harder.rs`. The same sounds and weights give the same table.

#![allow(clippy::print_stdout, clippy::print_stderr)] // It is run by hand, and what it prints is its result.

mod figures;
mod harder;
mod hear;
mod sounds;
mod table;
mod words;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use greenroom::recording::{SpeechAudio, decode};

use figures::{Figures, Truth};
use harder::{Harder, Noise};
use hear::Listener;
use table::{Row, Sameness, Silence};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The ratios of the robustness grid, in dB.
const RATIOS: [f64; 3] = [20.0, 10.0, 5.0];

/// Instead of a folder or a file: what is made in code.
const MADE: &str = "made";

/// A noise is looped to this length where nobody speaks, in seconds.
const LOOPED: usize = 60;

/// Measures how right Greenroom is on spoken answers whose truth is known.
///
/// A folder holds NAME.wav or NAME.flac beside NAME.json, the truth (tests/answers/README.md). Without a folder the
/// project's own answers are taken. Flags that make the sound harder act together, on a copy in memory, and add a row
/// to that of the sound as it is.
#[derive(Debug, Parser)]
#[allow(clippy::struct_excessive_bools)] // Each is a flag of its own.
#[command(name = "scripts/evaluate")]
struct Typed {
    /// Folders of recordings with their truth [default: tests/answers]
    folders: Vec<PathBuf>,
    /// Weights to listen with; several are compared [default: tiny.en]
    #[arg(long = "model", value_name = "NAME")]
    models: Vec<String>,
    /// Where the weights are [default: where the program keeps them]
    #[arg(long = "models", value_name = "FOLDER")]
    models_in: Option<PathBuf>,
    /// Write the figures as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Only recordings of these names
    #[arg(long, value_name = "NAME,..", value_delimiter = ',')]
    only: Vec<String>,
    /// Print a line for every recording, and every hesitation and filler word that is not there
    #[arg(long)]
    each: bool,
    /// Keep each report as FOLDER/SOUND/MODEL/NAME.json
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
    /// Look at pauses alone, without a recogniser: takes seconds
    #[arg(long)]
    without_words: bool,
    /// Leave out the row of the sound as it is
    #[arg(long)]
    only_harder: bool,
    /// Add noise from these files, each by itself; `pink` and `babble` are made in code
    #[arg(long, value_name = "FILE")]
    noise: Vec<PathBuf>,
    /// How far the noise lies below the speech, in dB; several give several rows
    #[arg(long, value_name = "DB", value_delimiter = ',', default_value = "20", allow_hyphen_values = true)]
    snr: Vec<f64>,
    /// Put the speaker into a room: an impulse response; `made` is made in code
    #[arg(long, value_name = "FILE")]
    room: Option<PathBuf>,
    /// Change the level, in dB
    #[arg(long, value_name = "DB", allow_hyphen_values = true)]
    level: Option<f64>,
    /// Leave only the band of a telephone, 300 to 3400 Hz
    #[arg(long)]
    telephone: bool,
    /// Send it through MP3 of so many kbit a second (needs ffmpeg)
    #[arg(long, value_name = "KBIT")]
    mp3: Option<u32>,
    /// The whole grid: each noise at 20, 10 and 5 dB, each room, 30 dB softer, telephone, MP3; without a folder of
    /// noises and rooms with those made in code
    #[arg(long, value_name = "NOISES", num_args = 0..=1, default_missing_value = MADE)]
    robustness: Option<PathBuf>,
    /// Score everything twice, and once more with another number of threads, and compare the bytes
    #[arg(long)]
    same_bytes: bool,
    /// Listen to ten minutes in which nobody speaks, and to each sound of a folder for a minute, and count the words
    #[arg(long, value_name = "NOISES", num_args = 0..=1, default_missing_value = MADE)]
    nobody: Option<PathBuf>,
}

/// A recording with what is known of it.
struct Known {
    name: String,
    audio: SpeechAudio,
    truth: Truth,
}

fn main() -> Outcome<()> {
    let typed = Typed::parse();
    let models = if typed.models.is_empty() { vec!["tiny.en".to_owned()] } else { typed.models.clone() };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).saturating_sub(1).max(1);
    let start = |threads: usize| -> Outcome<Vec<Listener>> {
        let folders = hear::model_folders(typed.models_in.as_deref());
        models.iter().map(|model| Listener::start(model, &folders, threads)).collect()
    };
    let listeners = if typed.without_words { Vec::new() } else { start(threads)? };
    let (mut rows, mut silences, mut samenesses) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(noises) = &typed.nobody {
        silences = nobody(noises, &listeners)?;
    }
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/answers");
    let asked_for_nobody_alone = typed.nobody.is_some() && typed.folders.is_empty();
    let folders = match &typed.folders[..] {
        [] if asked_for_nobody_alone => Vec::new(),
        [] => vec![own],
        folders => folders.to_vec(),
    };
    for folder in &folders {
        let set = read(folder, &typed.only)?;
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        for (how, harder) in ways(&typed)? {
            let sound = format!("{name}{}{how}", if how.is_empty() { "" } else { ", " });
            eprintln!("{sound}: {} recordings", set.len());
            rows.extend(measure(&sound, &set, harder.as_ref(), &listeners, &typed)?);
        }
        if typed.same_bytes {
            let others = start(if threads == 1 { 2 } else { 1 })?;
            let change = format!("{threads} and {} threads", if threads == 1 { 2 } else { 1 });
            for (listener, other) in listeners.iter().zip(&others) {
                samenesses.push(sameness("the same again", &set, listener, listener)?);
                samenesses.push(sameness(&change, &set, listener, other)?);
            }
        }
    }
    print!("{}{}{}", table::table(&rows), table::silences(&silences), table::samenesses(&samenesses));
    if let Some(file) = &typed.json {
        fs::write(file, serde_json::to_string_pretty(&table::json(&rows, &silences, &samenesses))? + "\n")?;
    }
    Ok(())
}

/// The recordings of a folder that have a truth, by name.
fn read(folder: &Path, only: &[String]) -> Outcome<Vec<Known>> {
    let mut set = Vec::new();
    for file in sounds_in(folder)? {
        let name = stem(&file);
        let truth = file.with_extension("json");
        if !truth.is_file() || !(only.is_empty() || only.contains(&name)) {
            continue;
        }
        let wrong = |error: serde_json::Error| format!("{}: {error}", truth.display());
        let truth = serde_json::from_str(&fs::read_to_string(&truth)?).map_err(wrong)?;
        set.push(Known { name, audio: decode::read(&file)?.1, truth });
    }
    if set.is_empty() {
        return Err(format!("there is no recording with a truth in `{}`", folder.display()).into());
    }
    Ok(set)
}

/// WAV and FLAC files, in the order of their names.
fn sounds_in(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|end| end == "wav" || end == "flac"));
    files.sort();
    Ok(files)
}

fn stem(file: &Path) -> String {
    file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn sound(file: &Path) -> Outcome<Vec<f32>> {
    Ok(decode::read(file)?.1.0)
}

/// A noise by its file, or one that is made in code.
fn noise(file: &Path) -> Outcome<Noise> {
    match file.to_str() {
        Some("pink") => Ok(Noise::Sound(sounds::pink(30.0, 11))),
        Some("babble") => Ok(Noise::Others),
        _ => Ok(Noise::Sound(sound(file)?)),
    }
}

fn room(file: &Path) -> Outcome<Vec<f32>> {
    if file == Path::new(MADE) { Ok(sounds::room(0.5, 12)) } else { sound(file) }
}

/// Every way in which the sound is heard, with its name; the sound as it is has none.
fn ways(typed: &Typed) -> Outcome<Vec<(String, Option<Harder>)>> {
    let mut ways = Vec::new();
    if !typed.only_harder {
        ways.push((String::new(), None));
    }
    let mut base = Harder { telephone: typed.telephone, mp3: typed.mp3, ..Harder::default() };
    let mut said: Vec<String> = Vec::new();
    if let Some(file) = &typed.room {
        base.room = Some(room(file)?);
        said.push(format!("room {}", stem(file)));
    }
    said.extend(typed.telephone.then(|| "telephone".to_owned()));
    if let Some(level) = typed.level {
        base.level = level;
        said.push(format!("{level} dB"));
    }
    said.extend(typed.mp3.map(|kbit| format!("MP3 {kbit}")));
    for file in &typed.noise {
        for &ratio in &typed.snr {
            let mut said = said.clone();
            said.insert(0, format!("{} {ratio} dB", stem(file)));
            ways.push((said.join(", "), Some(Harder { noise: Some((noise(file)?, ratio)), ..base.clone() })));
        }
    }
    if typed.noise.is_empty() && !said.is_empty() {
        ways.push((said.join(", "), Some(base)));
    }
    if let Some(folder) = &typed.robustness {
        ways.extend(grid(folder)?.into_iter().map(|(said, harder)| (said, Some(harder))));
    }
    Ok(ways)
}

/// The robustness grid over the sounds of a folder, or over those made in code.
fn grid(folder: &Path) -> Outcome<Vec<(String, Harder)>> {
    let (mut noises, mut rooms): (Vec<PathBuf>, Vec<PathBuf>) = if folder == Path::new(MADE) {
        (vec!["pink".into(), "babble".into()], vec!["made".into()])
    } else {
        (Vec::new(), Vec::new())
    };
    if folder != Path::new(MADE) {
        for file in sounds_in(folder)? {
            if is_room(&file) { rooms.push(file) } else { noises.push(file) }
        }
    }
    let mut grid = Vec::new();
    for file in &noises {
        for ratio in RATIOS {
            let harder = Harder { noise: Some((noise(file)?, ratio)), ..Harder::default() };
            grid.push((format!("{} {ratio} dB", stem(file)), harder));
        }
    }
    for file in &rooms {
        grid.push((format!("room {}", stem(file)), Harder { room: Some(room(file)?), ..Harder::default() }));
    }
    grid.push(("-30 dB".to_owned(), Harder { level: -30.0, ..Harder::default() }));
    grid.push(("telephone".to_owned(), Harder { telephone: true, ..Harder::default() }));
    grid.push(("MP3 64".to_owned(), Harder { mp3: Some(64), ..Harder::default() }));
    Ok(grid)
}

/// Whether a file of the noise folder is the echo of a room and no noise: its name has "rir" or "ir" as a part, as
/// such collections name them (`rir1`, `small_ir0`). From the sound alone a long echo and a knock look the same.
fn is_room(file: &Path) -> bool {
    let name = stem(file).to_lowercase();
    name.split(['_', '-', '.']).any(|part| {
        let part = part.trim_end_matches(|c: char| c.is_ascii_digit());
        part == "ir" || part == "rir"
    })
}

/// One row for each listener, or one of the pauses alone where there is none.
fn measure(
    sound: &str,
    set: &[Known],
    harder: Option<&Harder>,
    listeners: &[Listener],
    typed: &Typed,
) -> Outcome<Vec<Row>> {
    let mut copies = Vec::new();
    for (place, known) in set.iter().enumerate() {
        let end = known.audio.length().seconds();
        let spoken = (known.truth.speech_start.unwrap_or(0.0), known.truth.speech_end.unwrap_or(end));
        let others =
            set.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, other)| &other.audio);
        copies.push(match harder {
            Some(harder) => harder.copy(&known.audio, spoken, others)?,
            None => known.audio.clone(),
        });
    }
    if listeners.is_empty() {
        let mut all = Figures::default();
        for (known, copy) in set.iter().zip(&copies) {
            let one = pauses_alone(&known.truth, copy);
            if typed.each {
                println!("{sound}: {}: pauses {}", known.name, one.pauses.cell());
            }
            all.add(one);
        }
        return Ok(vec![Row { sound: sound.to_owned(), model: String::new(), figures: all }]);
    }
    let mut rows = Vec::new();
    for listener in listeners {
        let mut all = Figures::default();
        for (known, copy) in set.iter().zip(&copies) {
            let text = listener.report(&known.name, copy)?;
            if let Some(folder) = &typed.keep {
                let folder = folder.join(sound).join(&listener.model);
                fs::create_dir_all(&folder)?;
                fs::write(folder.join(&known.name).with_extension("json"), format!("{text}\n"))?;
            }
            let one = figures::figures(&known.truth, &serde_json::from_str(&text)?);
            if typed.each {
                print_one(&known.name, &listener.model, &one);
            }
            all.add(one);
        }
        rows.push(Row { sound: sound.to_owned(), model: listener.model.clone(), figures: all });
    }
    Ok(rows)
}

fn pauses_alone(truth: &Truth, audio: &SpeechAudio) -> Figures {
    let silences: Vec<(f64, f64)> = hear::speech(audio)
        .silences()
        .iter()
        .map(|at| (at.from().seconds(), at.to().seconds()))
        .filter(|(from, to)| to - from >= 0.25)
        .collect();
    let (pauses, lengths_off) =
        truth.pauses.as_ref().map(|pauses| figures::pauses(truth, pauses, &silences)).unwrap_or_default();
    Figures { files: 1, seconds: audio.length().seconds(), pauses, lengths_off, ..Figures::default() }
}

fn print_one(name: &str, model: &str, one: &Figures) {
    println!(
        "{name} ({model}): hesitations {}, filler words {}, pauses {}, words wrong {} of {}, rate off {:.1} %",
        one.hesitations.cell(),
        one.filler_words.cell(),
        one.pauses.cell(),
        one.word_errors,
        one.words,
        100.0 * one.rates_off.first().copied().unwrap_or_default()
    );
    for (text, (from, to)) in &one.false_fillers {
        println!("  not there: \"{text}\" at {from:.2} to {to:.2} s");
    }
}

fn sameness(what: &str, set: &[Known], one: &Listener, other: &Listener) -> Outcome<Sameness> {
    let mut same = 0;
    for known in set {
        same +=
            usize::from(one.report(&known.name, &known.audio)? == other.report(&known.name, &known.audio)?);
    }
    Ok(Sameness { what: what.to_owned(), model: one.model.clone(), same, of: set.len() })
}

/// What is written of sounds in which nobody speaks.
fn nobody(noises: &Path, listeners: &[Listener]) -> Outcome<Vec<Silence>> {
    let mut sounds = sounds::nobody_speaks();
    if noises != Path::new(MADE) {
        for file in sounds_in(noises)?.into_iter().filter(|file| !is_room(file)) {
            let looped = sound(&file)?.into_iter().cycle().take(LOOPED * 16_000).collect();
            sounds.push(sounds::Nobody { name: stem(&file), sound: looped });
        }
    }
    let mut silences = Vec::new();
    for nobody in sounds {
        let audio = SpeechAudio(nobody.sound);
        for listener in listeners {
            let report: serde_json::Value = serde_json::from_str(&listener.report(&nobody.name, &audio)?)?;
            let words = figures::list(&report["transcript"]["words"])
                .filter_map(|word| word["text"].as_str().map(str::to_owned))
                .collect();
            silences.push(Silence {
                sound: nobody.name.clone(),
                model: listener.model.clone(),
                seconds: audio.length().seconds(),
                words,
            });
        }
    }
    Ok(silences)
}
