"""Compares the pitch of `scripts/pitch_track.rs` with that of librosa.pyin; see scripts/check-pitch."""

import subprocess
import sys

import librosa
import numpy
import soundfile

HOP = 160


def ours(program, file):
    """The pitch of each 10 ms (0 for none), where there is speech, seconds of sound and of work."""
    out = subprocess.run([program, file], capture_output=True, text=True, check=True).stdout.splitlines()
    seconds, took = (float(word) for word in out[0].split()[-2:])
    pitch = numpy.array([float(line) for line in out[1:] if not line.startswith("=")])
    spoken = numpy.zeros(len(pitch), bool)
    for line in out:
        if line.startswith("="):
            start, end = (float(word) for word in line[2:].split())
            spoken[round(start * 100) : round(end * 100)] = True
    return pitch, spoken, seconds, took


def theirs(file, count):
    samples, rate = soundfile.read(file, dtype="float32")
    assert rate == 16_000, "only 16 kHz"
    # Our frames stand around the middle of each 10 ms, librosa's around its beginning.
    samples = numpy.concatenate([samples[HOP // 2 :], numpy.zeros(rate, dtype="float32")])
    pitch, _, _ = librosa.pyin(samples, fmin=55, fmax=500, sr=rate, frame_length=1024, hop_length=HOP)
    return numpy.nan_to_num(pitch)[:count]


def main():
    program, *files = sys.argv[1:]
    totals = numpy.zeros(5)
    for file in files:
        pitch, spoken, seconds, took = ours(program, file)
        other = theirs(file, len(pitch))
        one, two = (pitch > 0) & spoken, (other > 0) & spoken
        both = one & two
        cents = 1200 * numpy.abs(numpy.log2(pitch[both] / other[both]))
        row = [spoken.sum(), both.sum(), (cents <= 50).sum(), (cents > 240).sum(), (one == two)[spoken].sum()]
        totals += row
        show(file, row)
        print(f"    only here {(one & ~two).sum() / row[0]:.3f}, only there {(two & ~one).sum() / row[0]:.3f}; "
              f"{took:.2f} s for {seconds:.0f} s of sound ({100 * took / seconds:.2f} %)")
    show("all", totals)


def show(name, row):
    spoken, both, near, gross, same = row
    print(f"{name}: {both:.0f} frames with a pitch in both, of these within 50 cents {near / both:.3f}, "
          f"off by more than 240 cents {gross / both:.4f}; same decision on voicing {same / spoken:.3f}")


main()
