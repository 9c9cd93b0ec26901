"""Renders fluent speech with the voices of `make_answers.py` and espeak-ng: see `scripts/make-fluent`.

Each story of `tests/stories/spoken.jsonl` becomes NAME.flac (16 kHz, mono, 16 bit) and NAME.json, its truth: the words without
times, and that nobody hesitates. Filler words ("so", "basically") are in the texts, so those are not scored.
"""

import argparse
import json
import re
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import soundfile
from make_answers import EDGE_SECONDS, RATE, VOICES, resample_poly, room_noise, to_loudness

SEED = 20_261_122
SPEEDS = (0.9, 1.0, 1.1, 1.2)  # times the voice's own
PITCHES = (1.0, 0.9, 1.1)  # below and above its own, so that one voice is three speakers
PAUSE_SECONDS = (0.3, 0.9)  # between sentences
LOUDEST_GAIN = 1.0


class EspeakVoice:
    """espeak-ng in American English: a formant voice, unlike those that were learnt from people."""

    rate = 22_050

    def __init__(self, seed):
        del seed  # it says the same thing the same way

    def say(self, text, speed):
        with tempfile.NamedTemporaryFile(suffix=".wav") as file:
            subprocess.run(["espeak-ng", "-v", "en-us", "-s", str(round(165 * speed)), "-w", file.name, text], check=True)
            sound, self.rate = soundfile.read(file.name, dtype="float64")
        return sound


def render(voice, text, speed, pitch):
    """One sentence at 16 kHz; another pitch makes another speaker, as in `make_answers.render`."""
    sound = np.asarray(voice.say(text, speed / pitch), dtype=np.float64)
    return to_loudness(resample_poly(sound, RATE, round(voice.rate * pitch)), "clause")


def main():
    root = Path(__file__).resolve().parent.parent
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--out", type=Path, default=root / "target" / "fluent", help="where sound and truth are written")
    asked.add_argument("--minutes", type=float, default=11.0, help="at least so much of it")
    asked = asked.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    stories = [json.loads(line) for line in (root / "tests" / "stories" / "spoken.jsonl").read_text().splitlines()]
    voices = {**VOICES, "espeak": EspeakVoice}
    seconds = 0.0
    for number, story in enumerate(stories):
        name = list(voices)[number % len(voices)]
        random = np.random.default_rng(SEED + number)
        voice, speed, pitch = voices[name](SEED + number), SPEEDS[number % len(SPEEDS)], PITCHES[number // 3 % len(PITCHES)]
        parts = [np.zeros(round(EDGE_SECONDS * RATE))]
        text = " ".join(section["text"] for section in story["sections"])
        for sentence in re.split(r"(?<=[.?!])\s+", text):
            parts += [render(voice, sentence, speed, pitch), np.zeros(round(random.uniform(*PAUSE_SECONDS) * RATE))]
        sound = np.concatenate(parts)
        sound = sound + room_noise(len(sound), random)
        file = asked.out / f"{number:02}-{name}.flac"
        soundfile.write(file, np.round(np.clip(sound, -LOUDEST_GAIN, LOUDEST_GAIN) * 32767).astype(np.int16), RATE, subtype="PCM_16")
        words = [{"w": word.strip(".,;:?!"), "start": None, "end": None, "filler": False} for word in text.split()]
        truth = {"id": file.stem, "voice": name, "pitch": pitch, "seconds": round(len(sound) / RATE, 3), "words": words, "fillers": []}
        file.with_suffix(".json").write_text(json.dumps(truth) + "\n")
        seconds += len(sound) / RATE
        print(f"{file.name}  {len(sound) / RATE:.1f} s, {seconds / 60:.1f} min so far", flush=True)
        if seconds >= 60 * asked.minutes:
            break


if __name__ == "__main__":
    main()
