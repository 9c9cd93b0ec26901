//! Whether two recordings are the same sound: where one lies in the other, how loud it is there, and what differs.

use realfft::RealFftPlanner;
use realfft::num_complex::Complex;

/// Compared between these frequencies, in Hz: below are the filters of sound cards, above those of resamplers.
const BAND: (f64, f64) = (60.0, 6_500.0);

const RATE: f64 = 16_000.0;

/// How a capture relates to its source.
#[derive(Debug)]
pub(crate) struct Comparison {
    /// Where the source begins in the capture, in samples at 16 kHz.
    pub(crate) starts_at: f64,
    pub(crate) gain: f64,
    /// The source against everything else in the capture, in dB.
    pub(crate) snr: f64,
    /// For each second, by how many samples it lies elsewhere than the whole: a lost sample moves all that follow.
    pub(crate) moved: Vec<i64>,
}

/// Compares both at 16 kHz. The capture holds the source somewhere, and may be longer on both sides.
pub(crate) fn compare(source: &[f32], capture: &[f32]) -> Comparison {
    let size = (source.len() + capture.len()).next_power_of_two();
    let (x, y) = (spectrum(source, size), spectrum(capture, size));
    let whole = best_lag(&x, &y, size);
    // The two clocks do not tick together: the true place lies between two samples.
    let fraction = golden(|d| -correlation(&x, &y, whole as f64 + d, size), -1.0, 1.0);
    let starts_at = whole as f64 + fraction;

    let placed = inverse(&shifted(&x, starts_at, size), size);
    let heard = inverse(&y, size);
    let from = starts_at.max(0.0) as usize;
    let to = (from + source.len()).min(capture.len());
    let (placed, heard) = (&placed[from..to], &heard[from..to]);
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>();
    let gain = dot(placed, heard) / dot(placed, placed);
    let rest: f64 =
        placed.iter().zip(heard).map(|(p, h)| (f64::from(*h) - gain * f64::from(*p)).powi(2)).sum();
    let snr = 10.0 * (gain * gain * dot(placed, placed) / rest.max(f64::MIN_POSITIVE)).log10();
    let moved = placed.chunks(RATE as usize).zip(heard.chunks(RATE as usize)).filter_map(|(p, h)| {
        // A second of silence lies everywhere.
        let loud = dot(p, p) / p.len() as f64 > 1e-5;
        loud.then(|| nearby_lag(p, h))
    });
    Comparison { starts_at, gain, snr, moved: moved.collect() }
}

/// The spectrum of the band that is compared.
fn spectrum(samples: &[f32], size: usize) -> Vec<Complex<f32>> {
    let mut padded = samples.to_vec();
    padded.resize(size, 0.0);
    let forward = RealFftPlanner::<f32>::new().plan_fft_forward(size);
    let mut bins = forward.make_output_vec();
    forward.process(&mut padded, &mut bins).unwrap();
    for (bin, value) in bins.iter_mut().enumerate() {
        let hertz = bin as f64 * RATE / size as f64;
        if hertz < BAND.0 || hertz > BAND.1 {
            *value = Complex::default();
        }
    }
    bins
}

fn inverse(bins: &[Complex<f32>], size: usize) -> Vec<f32> {
    let backward = RealFftPlanner::<f32>::new().plan_fft_inverse(size);
    let (mut bins, mut samples) = (bins.to_vec(), backward.make_output_vec());
    backward.process(&mut bins, &mut samples).unwrap();
    samples.iter().map(|sample| sample / size as f32).collect()
}

fn turn(bin: usize, lag: f64, size: usize) -> Complex<f32> {
    let angle = -std::f64::consts::TAU * bin as f64 * lag / size as f64;
    Complex::new(angle.cos() as f32, angle.sin() as f32)
}

fn shifted(x: &[Complex<f32>], lag: f64, size: usize) -> Vec<Complex<f32>> {
    x.iter().enumerate().map(|(bin, value)| value * turn(bin, lag, size)).collect()
}

fn correlation(x: &[Complex<f32>], y: &[Complex<f32>], lag: f64, size: usize) -> f64 {
    let products = x.iter().zip(y).enumerate().map(|(bin, (x, y))| (x * turn(bin, lag, size) * y.conj()).re);
    products.map(f64::from).sum()
}

fn best_lag(x: &[Complex<f32>], y: &[Complex<f32>], size: usize) -> i64 {
    let products: Vec<_> = x.iter().zip(y).map(|(x, y)| x.conj() * y).collect();
    let correlated = inverse(&products, size);
    let best = (0..size).max_by(|a, b| correlated[*a].total_cmp(&correlated[*b])).unwrap();
    if best > size / 2 { best as i64 - size as i64 } else { best as i64 }
}

/// The lag of at most 200 samples at which two seconds of sound agree best.
fn nearby_lag(x: &[f32], y: &[f32]) -> i64 {
    let fits = |lag: i64| -> f64 {
        let pair =
            |n: usize| y.get(usize::try_from(n as i64 + lag).ok()?).map(|y| f64::from(*y) * f64::from(x[n]));
        (0..x.len()).filter_map(pair).sum()
    };
    (-200..=200).max_by(|a, b| fits(*a).total_cmp(&fits(*b))).unwrap()
}

/// Where a function with one valley is lowest.
fn golden(f: impl Fn(f64) -> f64, mut from: f64, mut to: f64) -> f64 {
    let ratio = (5f64.sqrt() - 1.0) / 2.0;
    while to - from > 1e-3 {
        let (a, b) = (to - ratio * (to - from), from + ratio * (to - from));
        if f(a) < f(b) { to = b } else { from = a }
    }
    f64::midpoint(from, to)
}

/// A sound with all frequencies of the band.
fn noise(samples: usize) -> Vec<f32> {
    let mut state = 1u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / 8_388_608.0 - 1.0
    };
    (0..samples).map(|_| next() * 0.2).collect()
}

#[test]
fn the_same_sound_later_and_softer_is_found() {
    let source = noise(32_000);
    let mut capture = vec![0.0; 1_234];
    capture.extend(source.iter().map(|sample| sample * 0.5));
    capture.extend([0.0; 500]);
    let found = compare(&source, &capture);
    assert!((found.starts_at - 1_234.0).abs() < 0.01 && (found.gain - 0.5).abs() < 0.001, "{found:?}");
    assert!(found.snr > 60.0 && found.moved.iter().all(|lag| *lag == 0), "{found:?}");
}

#[test]
fn a_lost_sample_is_noticed() {
    let source = noise(64_000);
    let mut capture = source.clone();
    capture.remove(40_000);
    let found = compare(&source, &capture);
    assert!(found.snr < 20.0 && found.moved.iter().any(|lag| *lag != 0), "{found:?}");
}
