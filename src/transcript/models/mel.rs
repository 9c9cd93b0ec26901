//! The mel filters that a ggml file carries: Slaney's scale and norm, for 16 kHz and windows of 400 samples.
//!
//! The official files hold the table of librosa 0.9 in 32 bits. It comes out bit for bit when the triangles are
//! rounded to 32 bits before they are scaled and once more after.

/// Samples a second.
const RATE: f64 = 16_000.0;
/// Samples in the window of the Fourier transform.
const WINDOW: u32 = 400;
/// Frequencies from zero to half the rate, both included.
pub(super) const FREQUENCIES: u32 = WINDOW / 2 + 1;

/// Below this frequency, in Hz, Slaney's scale is linear.
const LINEAR_TO: f64 = 1000.0;
/// Hz a mel in the linear part.
const HZ_A_MEL: f64 = 200.0 / 3.0;

/// Above [`LINEAR_TO`] 27 mels make a factor of 6.4.
fn log_step() -> f64 {
    6.4_f64.ln() / 27.0
}

fn to_mel(hz: f64) -> f64 {
    if hz < LINEAR_TO { hz / HZ_A_MEL } else { LINEAR_TO / HZ_A_MEL + (hz / LINEAR_TO).ln() / log_step() }
}

fn to_hz(mel: f64) -> f64 {
    let border = LINEAR_TO / HZ_A_MEL;
    if mel < border { HZ_A_MEL * mel } else { LINEAR_TO * (log_step() * (mel - border)).exp() }
}

/// The table, one row of [`FREQUENCIES`] numbers for each of the `bands`.
pub(super) fn filters(bands: u32) -> Vec<f32> {
    let top = to_mel(RATE / 2.0);
    let step = top / f64::from(bands + 1);
    // The last corner is the top itself: `(bands + 1) * step` can miss it by a rounding.
    let corner = |n: u32| to_hz(if n > bands { top } else { f64::from(n) * step });
    let mut table = Vec::with_capacity((bands * FREQUENCIES) as usize);
    for band in 0..bands {
        let (low, middle, high) = (corner(band), corner(band + 1), corner(band + 2));
        let scale = 2.0 / (high - low);
        for n in 0..FREQUENCIES {
            let hz = f64::from(n) * RATE / f64::from(WINDOW);
            let rising = (hz - low) / (middle - low);
            let falling = (high - hz) / (high - middle);
            let triangle = rising.min(falling).max(0.0) as f32;
            table.push((f64::from(triangle) * scale) as f32);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_rises_to_its_middle_and_falls() {
        let table = filters(80);
        assert_eq!(table.len(), 80 * 201);
        for row in table.chunks(201) {
            let peak = row.iter().copied().fold(0.0, f32::max);
            let place = row.iter().position(|&value| value >= peak).unwrap();
            assert!(peak > 0.0);
            assert!(row[..place].is_sorted() && row[place..].is_sorted_by(|a, b| a >= b));
        }
    }

    #[test]
    fn the_scale_is_linear_and_then_logarithmic() {
        for (hz, mel) in [(0.0, 0.0), (500.0, 7.5), (1000.0, 15.0), (6400.0, 42.0)] {
            assert!((to_mel(hz) - mel).abs() < 1e-9, "{hz}");
            assert!((to_hz(mel) - hz).abs() < 1e-9, "{mel}");
        }
    }
}
