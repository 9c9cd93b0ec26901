//! The floors of docs/ARCHITECTURE.md hold: imports go down, or to the left on the same floor.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The place of each folder: (floor, place on the floor).
fn floors() -> BTreeMap<String, (usize, usize)> {
    let text = std::fs::read_to_string(root().join("docs/ARCHITECTURE.md")).unwrap();
    let mut floors = BTreeMap::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let [_, floor, folders, _] = cells[..]
            && let Ok(floor) = floor.parse::<usize>()
        {
            for (place, folder) in folders.split(", ").enumerate() {
                floors.insert(folder.to_owned(), (floor, place));
            }
        }
    }
    floors
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The first folder or file below src that a source file belongs to.
fn home(file: &Path) -> String {
    let below = file.strip_prefix(root().join("src")).unwrap();
    below.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// The first names after each `crate::` of a source file, those of `use crate::{a::.., b::..}` too.
fn imports(source: &str) -> Vec<String> {
    let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut names = Vec::new();
    for line in source.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for (at, _) in line.match_indices("crate::") {
            let after = &line[at + "crate::".len()..];
            match after.strip_prefix('{') {
                Some(list) => names.extend(list.split(',').map(|item| name(item.trim()))),
                None => names.push(name(after)),
            }
        }
    }
    names.retain(|name| name.chars().next().is_some_and(char::is_lowercase));
    names
}

#[test]
fn every_folder_of_src_has_a_floor() {
    let floors = floors();
    for file in rust_files(&root().join("src")) {
        let home = home(&file);
        assert!(["lib", "main"].contains(&home.as_str()) || floors.contains_key(&home), "{home}");
    }
    assert!(floors.len() >= 10, "{floors:?}");
}

#[test]
fn imports_go_down_or_to_the_left() {
    let floors = floors();
    let mut wrong = Vec::new();
    for file in rust_files(&root().join("src")) {
        let home = home(&file);
        let Some(own) = floors.get(&home) else { continue };
        for import in imports(&std::fs::read_to_string(&file).unwrap()) {
            if import != home && floors.get(&import).is_some_and(|other| other > own) {
                wrong.push(format!("{} imports {import}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn findings_and_reports_do_no_input_or_output_and_read_no_clock() {
    let mut wrong = Vec::new();
    for folder in ["measures", "structure", "rubric", "report"] {
        for file in rust_files(&root().join("src").join(folder)) {
            let source = std::fs::read_to_string(&file).unwrap();
            for word in ["std::fs", "std::io", "std::env", "std::time", "std::thread", "HashMap", "HashSet"] {
                if source.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(word)) {
                    wrong.push(format!("{} names {word}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_outside_library_is_named_in_one_place() {
    let homes = [
        ("whisper_rs", "transcript/whisper.rs"),
        ("hound::", "recording/wav.rs"),
        ("symphonia", "recording/decode.rs"),
        ("rubato", "recording/resample.rs"),
        ("earshot::", "recording/"),
        ("ebur128", "recording/lufs.rs"),
        ("realfft", "recording/spectrum.rs"),
        ("ureq", "transcript/models/fetch.rs"),
        ("cpal", "device/"),
        ("alsa_sys", "device/"),
        ("rtrb", "device/"),
        ("tts::", "voice/system.rs"),
        ("ratatui", "tui/"),
        ("csv::", "prompt/import/table.rs"),
        ("jiff", "session/"),
        ("tokio", "interview/ voice/ tui/ cli/practice.rs cli/prompts/aloud.rs"),
        ("etcetera", "cli/environment.rs"),
        ("indicatif", "cli/"),
    ];
    let mut wrong = Vec::new();
    for file in rust_files(&root().join("src")) {
        let source = std::fs::read_to_string(&file).unwrap();
        let below = file.strip_prefix(root().join("src")).unwrap().to_string_lossy().replace('\\', "/");
        for (library, home) in homes {
            let named =
                source.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(library));
            if named && !home.split(' ').any(|home| below.starts_with(home)) {
                wrong.push(format!("{below} names {library}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Nothing leaves the machine: only what fetches a model can reach the network.
#[test]
fn only_the_fetching_of_models_can_reach_the_network() {
    let mut wrong = Vec::new();
    let mut allowed = 0;
    for file in rust_files(&root().join("src")) {
        let below = file.strip_prefix(root().join("src")).unwrap().to_string_lossy().replace('\\', "/");
        let source = std::fs::read_to_string(&file).unwrap();
        for word in
            ["std::net", "core::net", "tokio::net", "std::os::unix::net", "ureq", "TcpStream", "UdpSocket"]
        {
            if source.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(word)) {
                if below == "transcript/models/fetch.rs" {
                    allowed += 1;
                } else {
                    wrong.push(format!("{below} names {word}"));
                }
            }
        }
    }
    assert!(allowed > 0, "fetch.rs names no network: this test looks at the wrong place");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // The asynchronous runtime is built without its network.
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let tokio = manifest.lines().find(|line| line.starts_with("tokio ")).unwrap();
    assert!(!tokio.contains("\"net\"") && !tokio.contains("\"full\""), "{tokio}");
}
