//! A WAV file that was cut off, by a killed program or a copy that broke off, is made whole again.

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::super::RecordingError;
use super::{find_data, write_failed};
use crate::time::{ANALYSIS_RATE, Length};

/// What a WAV file has on disk, whatever its header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnDisk {
    /// How long the sound is that is there.
    pub length: Length,
    /// Header and file disagree: whoever wrote it did not come to the end.
    pub cut_off: bool,
}

/// Looks at how much sound a WAV file has, and changes nothing.
///
/// A file that ends within its header is an error: there is nothing in it that could be sound.
pub fn look(path: &Path) -> Result<OnDisk, RecordingError> {
    let failed = |source| RecordingError::Open { file: path.to_owned(), source };
    let file = File::open(path).map_err(failed)?;
    let chunks = Chunks::walk(&mut BufReader::new(file)).map_err(failed)?;
    chunks.map(|chunks| chunks.on_disk()).ok_or_else(|| RecordingError::NoHeader { file: path.to_owned() })
}

/// Mends a WAV file that was cut off, so that every whole sample on disk is in it; says what was found.
///
/// A whole file is not touched. One that ends within its header cannot be mended; it is left as it is.
///
/// ```
/// use greenroom::recording::wav::{WavWriter, look, repair};
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("take.wav");
/// let mut take = WavWriter::create(&path)?;
/// take.append(&[0.0; 16_000])?;
/// std::mem::forget(take); // the program is killed: the header says that there is no sound
///
/// let kept = repair(&path)?;
/// assert!(kept.cut_off && kept.length.seconds() > 0.7);
/// assert!(!look(&path)?.cut_off);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn repair(path: &Path) -> Result<OnDisk, RecordingError> {
    let found = look(path)?;
    if !found.cut_off {
        return Ok(found);
    }
    let mend = || -> io::Result<()> {
        let mut file = OpenOptions::new().read(true).write(true).open(path)?;
        let Some(chunks) = Chunks::walk(&mut BufReader::new(&file))? else { return Ok(()) };
        let data = chunks.whole_frames();
        let size = |bytes: u64| u32::try_from(bytes).unwrap_or(u32::MAX).to_le_bytes();
        file.seek(SeekFrom::Start(chunks.data - 4))?;
        file.write_all(&size(data))?;
        file.seek(SeekFrom::Start(4))?;
        file.write_all(&size(chunks.data + data - 8))?;
        // Only the half of a sample that the cut may have left.
        file.set_len(chunks.data + data)?;
        file.sync_all()
    };
    mend().map_err(|e| write_failed(path, e))?;
    Ok(found)
}

/// Where the sound of a WAV file is.
#[derive(Debug)]
struct Chunks {
    /// Bytes of the file.
    size: u64,
    /// What the RIFF header claims to be the bytes of the file.
    riff: u64,
    /// Where the first sample is.
    data: u64,
    /// What the data chunk claims to be its bytes.
    said: u64,
    /// Bytes of one frame.
    frame: u64,
    rate: u32,
    /// Whether the bytes after the data chunk are chunks too, up to the end of the file.
    others_follow: bool,
}

impl Chunks {
    /// Nothing where the file ends before its data chunk begins, or is no WAV file.
    fn walk<R: Read + Seek>(file: &mut BufReader<R>) -> io::Result<Option<Self>> {
        let size = file.seek(SeekFrom::End(0))?;
        file.seek(SeekFrom::Start(4))?;
        let mut riff = [0; 4];
        if size < 12 || file.read_exact(&mut riff).is_err() {
            return Ok(None);
        }
        file.rewind()?;
        let Some((fmt, said)) = find_data(file, size)? else { return Ok(None) };
        let (Some(rate), Some(frame)) = (fmt.get(4..8), fmt.get(12..14)) else { return Ok(None) };
        let rate = u32::from_le_bytes([rate[0], rate[1], rate[2], rate[3]]);
        let frame = u64::from(u16::from_le_bytes([frame[0], frame[1]]));
        if rate == 0 || frame == 0 {
            return Ok(None);
        }
        let data = file.stream_position()?;
        let said = u64::from(said);
        let others_follow = follow(file, data + said + said % 2, size)?;
        let riff = u64::from(u32::from_le_bytes(riff)) + 8;
        Ok(Some(Chunks { size, riff, data, said, frame, rate, others_follow }))
    }

    /// A recorder that was killed leaves a header that tells of less than the file has; a copy that was cut, of more.
    /// What other programs put after the sound is no sound, as long as it can be read as chunks.
    fn is_whole(&self) -> bool {
        let end = self.data + self.said;
        end <= self.size
            && self.said.is_multiple_of(self.frame)
            && (self.others_follow || end == self.size && self.riff == self.size)
    }

    /// The bytes of all whole frames.
    fn whole_frames(&self) -> u64 {
        let there = if self.is_whole() { self.said } else { self.size - self.data };
        // What is over four gigabytes cannot be told in a WAV header; 37 hours of a take can.
        let there = there.min(u64::from(u32::MAX) - self.data);
        there - there % self.frame
    }

    fn on_disk(&self) -> OnDisk {
        let frames = self.whole_frames() / self.frame;
        let samples = u128::from(frames) * u128::from(ANALYSIS_RATE.0) / u128::from(self.rate);
        OnDisk { length: Length::from_samples(samples as u64), cut_off: !self.is_whole() }
    }
}

/// Whether chunks begin at `at` and fill the file to its end; there must be one.
fn follow<R: Read + Seek>(file: &mut BufReader<R>, mut at: u64, size: u64) -> io::Result<bool> {
    let mut chunk = [0; 8];
    let first = at;
    while at < size {
        file.seek(SeekFrom::Start(at))?;
        if file.read_exact(&mut chunk).is_err() || !chunk[..4].iter().all(|b| (b' '..=b'~').contains(b)) {
            return Ok(false);
        }
        let length = u64::from(u32::from_le_bytes([chunk[4], chunk[5], chunk[6], chunk[7]]));
        at += 8 + length + length % 2;
    }
    // Some programs leave out the last padding byte.
    Ok(at > first && at <= size + 1)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::super::decode::read;
    use super::super::WavWriter;
    use super::*;

    /// A take of so many samples that was finished, as bytes, and where to put cut copies of it.
    fn whole_take(samples: usize) -> (tempfile::TempDir, PathBuf, Vec<u8>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("take.wav");
        let mut writer = WavWriter::create(&path).unwrap();
        let wave: Vec<f32> = (0..samples).map(|n| (n % 200) as f32 / 200.0).collect();
        writer.append(&wave).unwrap();
        writer.finish().unwrap();
        let bytes = std::fs::read(&path).unwrap();
        (folder, path, bytes)
    }

    #[test]
    fn a_whole_file_is_not_touched() {
        let (_folder, path, mut bytes) = whole_take(1000);
        let other_chunk = b"LIST\x05\0\0\0hello\0";
        for more in [&b""[..], other_chunk] {
            bytes.extend_from_slice(more);
            let riff = (bytes.len() as u32 - 8).to_le_bytes();
            bytes[4..8].copy_from_slice(&riff);
            std::fs::write(&path, &bytes).unwrap();
            let before = std::fs::metadata(&path).unwrap().modified().unwrap();
            let found = repair(&path).unwrap();
            assert_eq!(found, OnDisk { length: Length::from_samples(1000), cut_off: false });
            assert_eq!(std::fs::read(&path).unwrap(), bytes);
            assert_eq!(std::fs::metadata(&path).unwrap().modified().unwrap(), before);
        }
    }

    #[test]
    fn a_file_cut_anywhere_keeps_every_whole_sample() {
        let (_folder, path, bytes) = whole_take(600);
        for cut in 0..bytes.len() {
            std::fs::write(&path, &bytes[..cut]).unwrap();
            let found = repair(&path);
            if cut < 44 {
                assert!(matches!(found, Err(RecordingError::NoHeader { .. })), "{cut}: {found:?}");
                assert_eq!(std::fs::read(&path).unwrap(), &bytes[..cut], "left as it was");
                continue;
            }
            let samples = (cut - 44) / 2;
            assert_eq!(
                found.unwrap(),
                OnDisk { length: Length::from_samples(samples as u64), cut_off: true }
            );
            let mended = std::fs::read(&path).unwrap();
            assert_eq!(mended[44..], bytes[44..44 + samples * 2], "{cut}");
            assert!(!look(&path).unwrap().cut_off, "{cut}");
            if samples > 0 {
                assert_eq!(read(&path).unwrap().1.0.len(), samples);
            }
        }
    }

    #[test]
    fn a_killed_writer_leaves_every_sample_that_left_its_buffer() {
        for (flushed, after) in [(8000, 0), (8000, 100), (8000, 7000), (0, 16_000), (16_000, 16_000), (0, 0)]
        {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("take.wav");
            let mut writer = WavWriter::create(&path).unwrap();
            writer.append(&vec![0.25; flushed]).unwrap();
            writer.flush().unwrap();
            writer.append(&vec![0.5; after]).unwrap();
            std::mem::forget(writer);

            let on_disk = (std::fs::metadata(&path).unwrap().len() - 44) / 2;
            let found = repair(&path).unwrap();
            assert_eq!(found.length.samples(), on_disk, "{flushed} {after}");
            assert!(found.length.samples() >= flushed as u64);
            if on_disk > 0 {
                let expected: Vec<f32> = [vec![0.25; flushed], vec![0.5; after]].concat();
                assert_eq!(read(&path).unwrap().1.0, expected[..on_disk as usize], "{flushed} {after}");
            }
            assert_eq!(repair(&path).unwrap(), OnDisk { cut_off: false, ..found });
        }
    }

    #[test]
    fn a_header_that_was_set_right_by_half_is_mended_too() {
        // RIFF is written before data: a kill between the two leaves a data chunk that tells of less.
        let (_folder, path, mut bytes) = whole_take(600);
        bytes[40..44].copy_from_slice(&200u32.to_le_bytes());
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(repair(&path).unwrap().length.samples(), 600);
        assert_eq!(read(&path).unwrap().1.0.len(), 600);
    }

    #[test]
    fn what_is_no_wav_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("take.wav");
        for bytes in [&b""[..], b"RIFF", b"not a wave file at all, but longer than its header would be"] {
            std::fs::write(&path, bytes).unwrap();
            assert!(matches!(repair(&path), Err(RecordingError::NoHeader { .. })));
            assert_eq!(std::fs::read(&path).unwrap(), bytes);
        }
    }
}
