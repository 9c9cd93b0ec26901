//! WAV files: written so that a killed program loses at most what was not yet flushed, mended where that happened,
//! and read for `decode`.

mod repair;

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::RecordingError;
use super::mix::TooLong;
use crate::time::{ANALYSIS_RATE, Length, SampleRate};

pub use repair::{OnDisk, look, repair};

/// Sizes from here on were written by a program that did not know how long the sound would become: `0xFFFFFFFF` by
/// ffmpeg into a pipe, `0x7FFFxxxx` by sox and arecord.
const SIZE_UNKNOWN: u32 = 0x7FFF_0000;

/// Samples handed on at once.
const BLOCK: usize = 16_384;

/// Writes a take as 16 kHz mono 16 bit, readable by its owner alone.
///
/// ```
/// use greenroom::recording::wav::WavWriter;
///
/// let folder = tempfile::tempdir()?;
/// let mut take = WavWriter::create(&folder.path().join("take.wav"))?;
/// take.append(&[0.0; 320])?;
/// take.flush()?; // from here on these 20 ms survive whatever happens to the program
/// assert_eq!(take.finish()?.seconds(), 0.02);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct WavWriter {
    file: PathBuf,
    disk: File,
    wav: hound::WavWriter<BufWriter<File>>,
    written: u64,
}

impl fmt::Debug for WavWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WavWriter")
            .field("file", &self.file)
            .field("written", &self.written)
            .finish_non_exhaustive()
    }
}

impl WavWriter {
    /// Begins a file; one of this name is written over.
    pub fn create(path: &Path) -> Result<Self, RecordingError> {
        let failed = |source: Box<dyn std::error::Error + Send + Sync>| RecordingError::Write {
            file: path.to_owned(),
            source,
        };
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let disk = options.open(path).map_err(|e| failed(e.into()))?;
        let copy = disk.try_clone().map_err(|e| failed(e.into()))?;
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: ANALYSIS_RATE.0,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let wav = hound::WavWriter::new(BufWriter::new(copy), spec).map_err(|e| failed(e.into()))?;
        let mut writer = WavWriter { file: path.to_owned(), disk, wav, written: 0 };
        writer.flush()?;
        Ok(writer)
    }

    /// Where it writes.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// How much was appended.
    #[must_use]
    pub fn length(&self) -> Length {
        Length::from_samples(self.written)
    }

    /// Adds samples between -1 and 1; what is over is cut, what is no number is silence.
    pub fn append(&mut self, samples: &[f32]) -> Result<(), RecordingError> {
        for &sample in samples {
            // A float that is no number becomes 0 here.
            let sample = (sample * 32_768.0).round().clamp(-32_768.0, 32_767.0) as i16;
            self.wav.write_sample(sample).map_err(|e| write_failed(&self.file, e))?;
            self.written += 1;
        }
        Ok(())
    }

    /// Brings everything so far to the disk, header included: a reader finds a whole file.
    pub fn flush(&mut self) -> Result<(), RecordingError> {
        self.wav.flush().map_err(|e| write_failed(&self.file, e))
    }

    /// Brings what was flushed through the caches of the machine, so that it survives a power cut too. May take as long
    /// as the disk is slow.
    pub fn sync(&mut self) -> Result<(), RecordingError> {
        self.disk.sync_data().map_err(|e| write_failed(&self.file, e))
    }

    /// Completes the file, so that it also survives a power cut, and says how long it became.
    pub fn finish(self) -> Result<Length, RecordingError> {
        let length = self.length();
        self.wav.finalize().map_err(|e| write_failed(&self.file, e))?;
        self.disk.sync_all().map_err(|e| write_failed(&self.file, e))?;
        Ok(length)
    }
}

fn write_failed(file: &Path, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> RecordingError {
    RecordingError::Write { file: file.to_owned(), source: source.into() }
}

/// What a WAV header says, set right against the size of the file.
#[derive(Debug)]
pub(super) struct WavFormat {
    pub(super) rate: SampleRate,
    pub(super) channels: u16,
    /// The header promises more sound than the file has.
    pub(super) cut_off: bool,
}

/// A WAV file that hound can read.
pub(super) struct WavSource {
    pub(super) format: WavFormat,
    wav: hound::WavReader<BufReader<Box<dyn Read>>>,
}

impl WavSource {
    /// Opens a WAV file; nothing where it is none, or one of the kinds that hound does not know.
    ///
    /// hound trusts the size in the header, but a recorder that was killed leaves 0 there and one that wrote into a pipe
    /// leaves the largest number there is. So the chunks are walked here, and hound is given a header that is true.
    pub(super) fn open(path: &Path) -> io::Result<Option<Self>> {
        let mut file = BufReader::new(File::open(path)?);
        let size = file.get_ref().metadata()?.len();
        let Some((fmt, said)) = find_data(&mut file, size)? else { return Ok(None) };
        let available = size.saturating_sub(file.stream_position()?);
        let Some(frame) = fmt.get(12..14).map(|b| u64::from(u16::from_le_bytes([b[0], b[1]]))) else {
            return Ok(None);
        };
        let unknown = said >= SIZE_UNKNOWN && u64::from(said) > available;
        let cut_off = !unknown && (u64::from(said) > available || (said == 0 && available > 0));
        let there = if said == 0 { available } else { available.min(u64::from(said)) };
        let there = there.min(u64::from(u32::MAX) - 64);
        let Some(whole) = there.checked_rem(frame).map(|rest| there - rest) else { return Ok(None) };

        let mut header = Vec::from(*b"RIFF\xff\xff\xff\xffWAVEfmt ");
        header.extend_from_slice(&(fmt.len() as u32).to_le_bytes());
        header.extend_from_slice(&fmt);
        header.extend_from_slice(b"data");
        header.extend_from_slice(&(whole as u32).to_le_bytes());
        let source: Box<dyn Read> = Box::new(Cursor::new(header).chain(file.take(whole)));
        // hound reads sample by sample: without a buffer right under it, an hour took a minute and a half.
        let Ok(wav) = hound::WavReader::new(BufReader::new(source)) else { return Ok(None) };
        let spec = wav.spec();
        if spec.bits_per_sample == 0 || spec.bits_per_sample > 32 {
            return Ok(None);
        }
        let format = WavFormat { rate: SampleRate(spec.sample_rate), channels: spec.channels, cut_off };
        Ok(Some(WavSource { format, wav }))
    }

    /// Hands all frames to `take`, interleaved. False where hound cannot read the first of them.
    pub(super) fn pour(
        &mut self,
        mut take: impl FnMut(&[f32], usize) -> Result<(), TooLong>,
    ) -> Result<bool, TooLong> {
        let spec = self.wav.spec();
        let channels = usize::from(spec.channels);
        let mut samples: Box<dyn Iterator<Item = hound::Result<f32>>> = match spec.sample_format {
            hound::SampleFormat::Float => Box::new(self.wav.samples::<f32>()),
            hound::SampleFormat::Int => {
                let full = (1u64 << (spec.bits_per_sample - 1)) as f32;
                Box::new(self.wav.samples::<i32>().map(move |s| s.map(|s| s as f32 / full)))
            }
        };
        let mut block = Vec::new();
        let mut first = true;
        loop {
            block.clear();
            let mut ended = true;
            for sample in samples.by_ref() {
                match sample {
                    Ok(sample) => block.push(sample),
                    Err(_) if first && block.is_empty() => return Ok(false),
                    Err(_) => break,
                }
                if block.len() >= BLOCK.next_multiple_of(channels) {
                    ended = false;
                    break;
                }
            }
            first = false;
            take(&block, channels)?;
            if ended {
                return Ok(true);
            }
        }
    }
}

/// Goes to the first sample: the format chunk and the size that the data chunk claims. Nothing where it is no WAV file.
fn find_data<R: Read + Seek>(file: &mut BufReader<R>, size: u64) -> io::Result<Option<(Vec<u8>, u32)>> {
    let mut head = [0; 12];
    if size < 12 || file.read_exact(&mut head).is_err() || &head[..4] != b"RIFF" || &head[8..] != b"WAVE" {
        return Ok(None);
    }
    let mut fmt = None;
    let mut chunk = [0; 8];
    while file.read_exact(&mut chunk).is_ok() {
        let length = u32::from_le_bytes([chunk[4], chunk[5], chunk[6], chunk[7]]);
        match &chunk[..4] {
            b"data" => return Ok(fmt.map(|fmt| (fmt, length))),
            // hound accepts 16, 18 and 40 bytes; longer ones are foreign codecs.
            b"fmt " if (16..=256).contains(&length) => {
                let mut bytes = vec![0; length as usize];
                if file.read_exact(&mut bytes).is_err() {
                    return Ok(None);
                }
                fmt = Some(bytes);
                file.seek_relative(i64::from(length % 2))?;
            }
            _ => {
                file.seek(SeekFrom::Current(i64::from(length) + i64::from(length % 2)))?;
            }
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::super::decode::read;
    use super::*;

    #[test]
    fn what_was_flushed_survives_a_killed_program() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("take.wav");
        let mut writer = WavWriter::create(&path).unwrap();
        let second: Vec<f32> = (0..16_000).map(|n| (n as f32 / 16_000.0) - 0.5).collect();
        writer.append(&second).unwrap();
        writer.flush().unwrap();
        writer.append(&[0.5; 100]).unwrap();
        // As after a kill: what stands in buffers is gone, nobody completes the header.
        std::mem::forget(writer);

        let (recording, audio, doubts) = read(&path).unwrap();
        assert_eq!(recording.length.samples(), 16_000);
        assert_eq!(doubts, []);
        let worst = audio.0.iter().zip(&second).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(worst <= 0.5 / 32_768.0, "{worst}");
    }

    #[test]
    fn samples_that_left_the_buffer_after_the_last_flush_are_found_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("take.wav");
        let mut writer = WavWriter::create(&path).unwrap();
        // 32 000 bytes, of which the buffered writer keeps less than 8 192 to itself; the header still says nothing.
        writer.append(&vec![0.25; 16_000]).unwrap();
        std::mem::forget(writer);
        let (recording, _, doubts) = read(&path).unwrap();
        assert!(recording.length.samples() > 11_000, "{}", recording.length.samples());
        assert!(matches!(doubts[..], [crate::doubt::Doubt::CutOff { .. }]));
    }

    #[test]
    fn a_finished_take_reads_back_to_the_bit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("take.wav");
        let samples: Vec<f32> =
            [-32_768i16, -1, 0, 1, 12_345, 32_767].map(|s| f32::from(s) / 32_768.0).into();
        let mut writer = WavWriter::create(&path).unwrap();
        writer.append(&samples[..3]).unwrap();
        writer.append(&samples[3..]).unwrap();
        assert_eq!(writer.finish().unwrap().samples(), 6);
        assert_eq!(read(&path).unwrap().1.0, samples);
    }

    #[test]
    fn hostile_samples_are_cut_to_full_scale() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("take.wav");
        let mut writer = WavWriter::create(&path).unwrap();
        writer.append(&[f32::NAN, f32::INFINITY, -9.0, 0.5]).unwrap();
        writer.finish().unwrap();
        assert_eq!(read(&path).unwrap().1.0, [0.0, 32_767.0 / 32_768.0, -1.0, 0.5]);
    }

    #[cfg(unix)]
    #[test]
    fn a_take_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("take.wav");
        WavWriter::create(&path).unwrap().finish().unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = WavWriter::create(Path::new("/nowhere/at/all.wav")).unwrap_err();
        assert_eq!(error.to_string(), "the recording `/nowhere/at/all.wav` cannot be written");
    }
}
