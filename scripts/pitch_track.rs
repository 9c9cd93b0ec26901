//! Prints the pitch of recordings every 10 ms, for `scripts/check-pitch`.

#![allow(clippy::print_stdout)]

use std::path::Path;

use greenroom::recording::{VoiceTrack, decode, speech};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for file in std::env::args().skip(1) {
        let (_, audio, _) = decode::read(Path::new(&file))?;
        let map = speech::speech_map(&audio);
        let began = std::time::Instant::now();
        let track = VoiceTrack::of(&audio, &map);
        let took = began.elapsed().as_secs_f64();
        println!("# {file} {:.3} {took:.3}", audio.length().seconds());
        for pitch in &track.pitch {
            println!("{:.3}", pitch.map_or(0.0, |hertz| hertz.0));
        }
        for stretch in &map.voiced {
            println!("= {:.4} {:.4}", stretch.from().seconds(), stretch.to().seconds());
        }
    }
    Ok(())
}
