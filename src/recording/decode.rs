//! Files that people bring: WAV, FLAC, MP3, M4A and OGG, at any rate and with any channels.
//!
//! The sound is mixed and brought to 16 kHz while it is decoded, so an hour of stereo costs no more memory than the
//! hour of speech that comes out.
//!
//! M4A files begin with the run-in of their encoder, 20 to 50 ms of silence that a player leaves out by the file's edit list.
//! symphonia reads no edit lists, so it stays, and all times of such a file are later by it.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error as SymphoniaError;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, Track, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream, MediaSourceStreamOptions, ReadOnlySource};
use symphonia::core::meta::MetadataOptions;

use super::mix::Mixer;
use super::wav::WavSource;
use super::{Recording, RecordingError, SpeechAudio};
use crate::doubt::Doubt;
use crate::time::{Length, SampleRate};

/// The slowest sound that is read: half a telephone line. Below, words cannot be told apart.
pub const SLOWEST: SampleRate = SampleRate(4_000);

/// The fastest sound that is read: the fastest that studio devices make.
pub const FASTEST: SampleRate = SampleRate(384_000);

/// The longest recording that is read: 4 hours, 920 MB of samples. A small hostile file can unpack to years of silence.
/// Our own choice.
pub const LONGEST: Length = Length::from_millis(4 * 3600 * 1000);

/// A file is cut off if it is this much shorter than it says: 0.25 s, our own choice. Below lie the paddings of codecs.
const SHORTFALL: f64 = 0.25;

/// Broken packets of up to this many seconds are replaced by silence, so that what follows keeps its time.
const LONGEST_GAP: usize = 1;

/// What came out of a file.
struct Decoded {
    rate: SampleRate,
    channels: u16,
    mixer: Mixer,
    cut_off: bool,
}

/// Reads a recording as 16 kHz mono.
///
/// Channels are mixed; where two cancel each other out, the louder one is taken alone. A file that ends in the middle
/// gives what is there, and a doubt.
pub fn read(path: &Path) -> Result<(Recording, SpeechAudio, Vec<Doubt>), RecordingError> {
    check(path)?;
    let mut decoded = guarded(path, None)?;
    if let Some(loudest) = decoded.mixer.cancelled() {
        decoded = guarded(path, Some(loudest))?;
    }
    let Decoded { rate, channels, mixer, cut_off } = decoded;
    let audio = SpeechAudio(mixer.finish());
    if audio.0.is_empty() {
        return Err(RecordingError::NoSound { file: path.to_owned() });
    }
    let length = audio.length();
    let doubts = if cut_off { vec![Doubt::CutOff { seconds: length.seconds() as f32 }] } else { Vec::new() };
    Ok((Recording { file: path.to_owned(), rate, channels, length }, audio, doubts))
}

/// Refuses what is no file with something in it.
fn check(path: &Path) -> Result<(), RecordingError> {
    let file = path.to_owned();
    match std::fs::metadata(path) {
        Err(e) if e.kind() == ErrorKind::NotFound => Err(RecordingError::Missing { file }),
        Err(source) => Err(RecordingError::Open { file, source }),
        Ok(data) if data.is_dir() => Err(RecordingError::Folder { file }),
        Ok(data) if !data.is_file() => Err(RecordingError::NotAFile { file }),
        Ok(data) if data.len() == 0 => Err(RecordingError::Empty { file }),
        Ok(_) => Ok(()),
    }
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is decoding a file, where a panic of a library is caught and becomes an error. A panic hook that
/// talks to the user asks this first.
#[must_use]
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Decodes; where a library panics over hostile bytes, the file is broken and the program goes on.
fn guarded(path: &Path, only: Option<usize>) -> Result<Decoded, RecordingError> {
    GUARDED.set(true);
    let decoded = catch_unwind(AssertUnwindSafe(|| decode(path, only)));
    GUARDED.set(false);
    decoded.unwrap_or_else(|_| Err(broken(path, "the decoder gave up over these bytes")))
}

fn broken(path: &Path, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> RecordingError {
    RecordingError::Broken { file: path.to_owned(), source: source.into() }
}

fn too_long(path: &Path) -> RecordingError {
    RecordingError::TooLong { file: path.to_owned() }
}

fn decode(path: &Path, only: Option<usize>) -> Result<Decoded, RecordingError> {
    let open_failed = |source| RecordingError::Open { file: path.to_owned(), source };
    if let Some(mut wav) = WavSource::open(path).map_err(open_failed)? {
        let mut mixer = mixer(path, wav.format.rate, only)?;
        let known =
            wav.pour(|samples, channels| mixer.take(samples, channels)).map_err(|_| too_long(path))?;
        if known {
            let format = wav.format;
            return Ok(Decoded {
                rate: format.rate,
                channels: format.channels,
                mixer,
                cut_off: format.cut_off,
            });
        }
    }
    let open = || File::open(path).map_err(open_failed);
    match decode_packets(path, Box::new(open()?), only) {
        // The header of an M4A file promises more than a cut one has, and symphonia then refuses it whole, unless it reads it
        // as a stream whose end it does not know.
        Err(cut @ RecordingError::Broken { .. }) if is_m4a(path) => {
            decode_packets(path, Box::new(ReadOnlySource::new(open()?)), only).or(Err(cut))
        }
        other => other,
    }
}

/// A mixer for a rate that can be read.
fn mixer(path: &Path, rate: SampleRate, only: Option<usize>) -> Result<Mixer, RecordingError> {
    let wrong = || RecordingError::Rate { file: path.to_owned(), rate: rate.0 };
    if !(SLOWEST..=FASTEST).contains(&rate) {
        return Err(wrong());
    }
    Mixer::new(rate, only).ok_or_else(wrong)
}

/// Everything that hound does not read.
fn decode_packets(
    path: &Path,
    source: Box<dyn MediaSource>,
    only: Option<usize>,
) -> Result<Decoded, RecordingError> {
    let mut reader = probe(path, source).map_err(|e| match e {
        // The index of an M4A file is written last, so one that was cut may have none.
        e if is_m4a(path) => broken(path, e),
        _ => RecordingError::NotSound { file: path.to_owned() },
    })?;

    let track = reader
        .first_track_known_codec(TrackType::Audio)
        .ok_or_else(|| RecordingError::NoSound { file: path.to_owned() })?;
    let (track_id, promised) = (track.id, promised_frames(reader.as_ref(), track));
    let mut decoder = decoder_of(track).map_err(|e| broken(path, e))?;

    let mut sound: Option<(Mixer, SampleRate, u16)> = None;
    let (mut frames, mut cut_off, mut trouble) = (0u64, false, None);
    let mut block: Vec<f32> = Vec::new();
    loop {
        let packet = match reader.next_packet() {
            Ok(Some(packet)) => packet,
            Ok(None) => break,
            Err(SymphoniaError::ResetRequired) => {
                // Another stream follows in the same file, as when OGG files are put end to end.
                match reader.tracks().iter().find(|track| track.id == track_id).map(decoder_of) {
                    Some(Ok(next)) => decoder = next,
                    _ => break,
                }
                continue;
            }
            Err(e) => {
                (cut_off, trouble) = (true, Some(e));
                break;
            }
        };
        if packet.track_id != track_id {
            continue;
        }
        match decoder.decode(&packet) {
            Ok(buffer) => {
                let (rate, channels) = (SampleRate(buffer.spec().rate()), buffer.spec().channels().count());
                buffer.copy_to_vec_interleaved(&mut block);
                let (mixer, first_rate, _) = match &mut sound {
                    Some(sound) => sound,
                    none => none.insert((mixer(path, rate, only)?, rate, channels as u16)),
                };
                if *first_rate != rate {
                    // Times could not be kept beyond this point.
                    cut_off = true;
                    break;
                }
                frames += buffer.frames() as u64;
                mixer.take(&block, channels).map_err(|_| too_long(path))?;
            }
            Err(SymphoniaError::DecodeError(_) | SymphoniaError::IoError(_)) => {
                if let Some((mixer, rate, _)) = &mut sound {
                    let gap = (packet.dur.get() as usize).min(LONGEST_GAP * rate.0 as usize);
                    frames += gap as u64;
                    mixer.skip(gap).map_err(|_| too_long(path))?;
                }
            }
            Err(e) => {
                (cut_off, trouble) = (true, Some(e));
                break;
            }
        }
    }
    let Some((mixer, rate, channels)) = sound else {
        return Err(match trouble {
            Some(e) => broken(path, e),
            None => RecordingError::NoSound { file: path.to_owned() },
        });
    };
    cut_off |= reader.format_info().short_name == "ogg" && ends_before_its_last_page(path).unwrap_or(false);
    let missing = promised.unwrap_or(0).saturating_sub(frames) as f64 / f64::from(rate.0);
    Ok(Decoded { rate, channels, mixer, cut_off: cut_off || missing > SHORTFALL })
}

/// Finds out what kind of file it is.
fn probe(path: &Path, source: Box<dyn MediaSource>) -> Result<Box<dyn FormatReader>, SymphoniaError> {
    let mut hint = Hint::new();
    if let Some(ending) = path.extension().and_then(|ending| ending.to_str()) {
        hint.with_extension(ending);
    }
    let stream = MediaSourceStream::new(source, MediaSourceStreamOptions::default());
    symphonia::default::get_probe().probe(&hint, stream, FormatOptions::default(), MetadataOptions::default())
}

fn is_m4a(path: &Path) -> bool {
    let mut head = [0; 8];
    File::open(path).is_ok_and(|mut file| file.read_exact(&mut head).is_ok() && head.ends_with(b"ftyp"))
}

fn decoder_of(track: &Track) -> Result<Box<dyn AudioDecoder>, SymphoniaError> {
    let parameters = track.codec_params.as_ref().and_then(|parameters| parameters.audio());
    let parameters = parameters.ok_or(SymphoniaError::Unsupported("a track without a codec"))?;
    symphonia::default::get_codecs().make_audio_decoder(parameters, &AudioDecoderOptions::default())
}

/// Whether the last page of an OGG file does not say that it is the last. Its length stands nowhere else.
fn ends_before_its_last_page(path: &Path) -> io::Result<bool> {
    // A page has at most 65 307 bytes, and its kind stands six bytes after its start; 4 marks the end.
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    file.seek(SeekFrom::Start(size.saturating_sub(65_307)))?;
    let mut end = Vec::new();
    file.read_to_end(&mut end)?;
    let last = end.windows(6).rev().find(|page| page.starts_with(b"OggS"));
    Ok(last.is_some_and(|page| page[5] & 4 == 0))
}

/// How many frames the file says it has, where it says so and does not guess.
fn promised_frames(reader: &dyn FormatReader, track: &Track) -> Option<u64> {
    // For others symphonia guesses from the size of the first frames, and variable bit rates fool it.
    let known = match reader.format_info().short_name {
        "mp3" => track.delay.is_some(),
        "aac" => false,
        _ => true,
    };
    if known { track.num_frames } else { None }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use proptest::prelude::*;

    use super::*;

    /// A WAV file of 16 bit samples, made by hand so that its header can lie.
    fn wav(rate: u32, channels: u16, said: Option<u32>, samples: &[i16]) -> Vec<u8> {
        let data: Vec<u8> = samples.iter().flat_map(|s| s.to_le_bytes()).collect();
        wav_of(1, rate, channels, 16, said.unwrap_or(data.len() as u32), &data)
    }

    fn wav_of(tag: u16, rate: u32, channels: u16, bits: u16, said: u32, data: &[u8]) -> Vec<u8> {
        let frame = channels * bits.div_ceil(8);
        let mut file = Vec::from(*b"RIFF");
        file.extend((36 + data.len() as u32).to_le_bytes());
        file.extend(b"WAVEfmt \x10\0\0\0");
        file.extend(tag.to_le_bytes());
        file.extend(channels.to_le_bytes());
        file.extend(rate.to_le_bytes());
        file.extend((rate * u32::from(frame)).to_le_bytes());
        file.extend(frame.to_le_bytes());
        file.extend(bits.to_le_bytes());
        file.extend(b"data");
        file.extend(said.to_le_bytes());
        file.extend(data);
        file
    }

    fn read_bytes(name: &str, bytes: &[u8]) -> Result<(Recording, SpeechAudio, Vec<Doubt>), RecordingError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        read(&path)
    }

    #[test]
    fn every_width_of_sample_reads_the_same() {
        let quarter: [(u16, u16, Vec<u8>); 6] = [
            (1, 8, vec![160]),
            (1, 16, 8_192i16.to_le_bytes().into()),
            (1, 24, 2_097_152i32.to_le_bytes()[..3].into()),
            (1, 32, 536_870_912i32.to_le_bytes().into()),
            (3, 32, 0.25f32.to_le_bytes().into()),
            (3, 64, 0.25f64.to_le_bytes().into()),
        ];
        for (tag, bits, sample) in quarter {
            let data = sample.repeat(1_000);
            let file = wav_of(tag, 16_000, 1, bits, data.len() as u32, &data);
            let (_, audio, doubts) = read_bytes("a.wav", &file).unwrap();
            assert_eq!(audio.0, [0.25; 1_000], "{bits} bits");
            assert_eq!(doubts, [], "{bits} bits");
        }
    }

    #[test]
    fn rate_and_channels_are_told_as_they_are_in_the_file() {
        let (recording, audio, _) = read_bytes("a.wav", &wav(48_000, 2, None, &vec![100; 96_000])).unwrap();
        assert_eq!((recording.rate, recording.channels), (SampleRate(48_000), 2));
        assert_eq!(recording.length, Length::from_millis(1_000));
        assert_eq!(audio.0.len(), 16_000);
    }

    #[test]
    fn a_stereo_file_whose_channels_cancel_is_still_heard() {
        let samples: Vec<i16> = [4_000, -5_000, -4_000, 5_000].repeat(4_000);
        let (_, audio, _) = read_bytes("a.wav", &wav(16_000, 2, None, &samples)).unwrap();
        assert!((audio.0[0] + 5_000.0 / 32_768.0).abs() < 1e-6, "{}", audio.0[0]);
    }

    #[test]
    fn a_file_shorter_than_its_header_says_is_cut_off() {
        let (_, audio, doubts) =
            read_bytes("a.wav", &wav(16_000, 1, Some(64_000), &vec![1; 16_000])).unwrap();
        assert_eq!(audio.0.len(), 16_000);
        assert_eq!(doubts, [Doubt::CutOff { seconds: 1.0 }]);
    }

    #[test]
    fn a_header_left_at_zero_by_a_killed_recorder_is_cut_off_and_read() {
        let (_, audio, doubts) = read_bytes("a.wav", &wav(16_000, 1, Some(0), &vec![1; 16_000])).unwrap();
        assert_eq!(audio.0.len(), 16_000);
        assert_eq!(doubts, [Doubt::CutOff { seconds: 1.0 }]);
    }

    #[test]
    fn a_header_written_into_a_pipe_is_no_doubt() {
        for said in [0xFFFF_FFFF, 0x7FFF_FFFF, 0x7FFF_F000] {
            let (_, audio, doubts) =
                read_bytes("a.wav", &wav(16_000, 1, Some(said), &vec![1; 16_000])).unwrap();
            assert_eq!((audio.0.len(), doubts), (16_000, Vec::new()), "{said:x}");
        }
    }

    #[test]
    fn half_a_sample_at_the_end_is_left_out() {
        let mut file = wav(16_000, 1, Some(201), &[1; 100]);
        file.push(7);
        assert_eq!(read_bytes("a.wav", &file).unwrap().1.0.len(), 100);
    }

    #[test]
    fn a_note_before_the_sound_is_skipped_with_its_padding() {
        let file = wav(16_000, 1, None, &[1; 100]);
        let (head, rest) = file.split_at(36);
        let noted = [head, b"LIST\x03\0\0\0abc\0", rest].concat();
        assert_eq!(read_bytes("a.wav", &noted).unwrap().1.0.len(), 100);
    }

    #[test]
    fn samples_that_are_no_numbers_are_silence() {
        let data: Vec<u8> = [f32::NAN, 0.5, f32::INFINITY].iter().flat_map(|s| s.to_le_bytes()).collect();
        let file = wav_of(3, 16_000, 1, 32, data.len() as u32, &data);
        assert_eq!(read_bytes("a.wav", &file).unwrap().1.0, [0.0, 0.5, 0.0]);
    }

    #[test]
    fn what_is_no_sound_is_told_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("empty.wav"), "").unwrap();
        std::fs::write(path("notes.txt"), "I led the migration of our billing system. ".repeat(99)).unwrap();
        std::fs::write(path("notes.mp3"), "I led the migration of our billing system. ".repeat(99)).unwrap();
        std::fs::write(path("silent.wav"), wav(16_000, 1, None, &[])).unwrap();
        std::fs::write(path("slow.wav"), wav(2_000, 1, None, &[0; 99])).unwrap();
        let no_sound_file = "is not a sound file that can be read (WAV, FLAC, MP3, M4A, OGG)";
        let cases: [(PathBuf, &str, &str); 7] = [
            (path("gone.wav"), "there is no file `", ""),
            (path("."), "", "` is a folder, not a recording"),
            (path("empty.wav"), "", "` is empty"),
            (path("notes.txt"), "", no_sound_file),
            (path("notes.mp3"), "", no_sound_file),
            (path("silent.wav"), "there is no sound in `", ""),
            (path("slow.wav"), "", "has 2000 Hz; between 4000 Hz and 384000 Hz can be read"),
        ];
        for (path, start, end) in cases {
            let said = read(&path).unwrap_err().to_string();
            let named = said.contains(&format!("`{}`", path.display()));
            assert!(said.starts_with(start) && said.ends_with(end) && named, "{said}");
        }
    }

    #[test]
    fn a_name_cannot_write_to_the_terminal() {
        let said = read(Path::new("a\u{1b}[2Jb.wav")).unwrap_err().to_string();
        assert_eq!(said, "there is no file `a\u{fffd}[2Jb.wav`");
    }

    /// Small files of every kind, 0.5 s with a tone at 440 Hz in the middle; made with ffmpeg.
    const SAMPLES: [(&str, &[u8]); 5] = [
        ("tone.flac", include_bytes!("samples/tone.flac")),
        ("tone.mp3", include_bytes!("samples/tone.mp3")),
        ("tone.m4a", include_bytes!("samples/tone.m4a")),
        ("tone.ogg", include_bytes!("samples/tone.ogg")),
        ("tone.ulaw.wav", include_bytes!("samples/tone.ulaw.wav")),
    ];

    #[test]
    fn every_kind_of_file_gives_the_same_sound_at_the_same_time() {
        for (name, bytes) in SAMPLES {
            let (recording, audio, doubts) = read_bytes(name, bytes).unwrap();
            assert_eq!(doubts, [], "{name}");
            // See the note on M4A at the top: 1024 samples at 22 050 Hz of run-in, and a block that is not cut short.
            let late = if name == "tone.m4a" { 743 } else { 0 };
            let seconds = recording.length.seconds();
            assert!((0.49..0.60).contains(&seconds), "{name} plays {seconds}");
            let loud = audio.0.iter().position(|x| x.abs() > 0.1).unwrap();
            let quiet = audio.0.iter().rposition(|x| x.abs() > 0.1).unwrap();
            // The tone stands from 0.2 s to 0.4 s; an encoder smears its edges over a few milliseconds.
            assert!(loud.abs_diff(3_200 + late) < 100, "{name}: begins at sample {loud}");
            assert!(quiet.abs_diff(6_400 + late) < 100, "{name}: ends at sample {quiet}");
        }
    }

    #[test]
    fn a_file_cut_in_the_middle_is_read_up_to_there_with_a_doubt() {
        for (name, bytes) in SAMPLES {
            // In so short a file the tables of OGG and the index of M4A in front take most of it.
            let left = match name {
                "tone.ogg" => bytes.len() * 9 / 10,
                "tone.m4a" => bytes.len() * 4 / 5,
                _ => bytes.len() * 2 / 5,
            };
            let whole = read_bytes(name, bytes).unwrap().1.length();
            let (_, audio, doubts) = read_bytes(name, &bytes[..left]).unwrap();
            assert!(audio.length() < whole, "{name}");
            assert!(matches!(doubts[..], [Doubt::CutOff { .. }]), "{name}: {doubts:?}");
        }
    }

    #[test]
    fn an_m4a_without_its_index_cannot_be_read() {
        let said = read_bytes("tone.m4a", &SAMPLES[2].1[..200]).unwrap_err();
        assert!(matches!(said, RecordingError::Broken { .. }), "{said}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]

        #[test]
        fn no_bytes_end_the_program(
            (name, bytes) in prop::sample::select(SAMPLES.to_vec()),
            cut in 0usize..4_000,
            hurt in prop::collection::vec((0usize..4_000, any::<u8>()), 0..6),
        ) {
            let mut bytes = bytes[..cut.min(bytes.len())].to_vec();
            for (place, value) in hurt {
                if let Some(byte) = bytes.get_mut(place) {
                    *byte = value;
                }
            }
            if let Ok((recording, audio, _)) = read_bytes(name, &bytes) {
                prop_assert_eq!(recording.length, audio.length());
                prop_assert!(audio.0.iter().all(|x| x.abs() <= 1.0));
            }
        }

        #[test]
        fn no_header_ends_the_program(
            hurt in prop::collection::vec((0usize..44, any::<u8>()), 1..5),
            noise in prop::collection::vec(any::<u8>(), 0..300),
        ) {
            let mut bytes = wav(16_000, 2, None, &[5; 40]);
            for (place, value) in hurt {
                bytes[place] = value;
            }
            bytes.extend(noise);
            let _ = read_bytes("a.wav", &bytes);
        }
    }
}
