"""The phrases with a reading of their own are those of pypinyin: this file says which, and can write them anew.

    python -m tests.lib.test_phrases > karteo/lib/text/phrases.txt

pypinyin's own phrases take 40 MB in every process. Of 47,000 they are some 2,000 that change a name or a city:
short ones that are read otherwise than their signs one by one, and those that begin like a surname but are none.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from karteo.lib.text import pinyin

_DUMP = """
import functools, json
from pypinyin import pinyin_dict, phrases_dict
from pypinyin.contrib.tone_convert import to_tone3
tone3 = functools.cache(to_tone3)
known = {chr(code): tone3(signs.split(",")[0]) for code, signs in pinyin_dict.pinyin_dict.items()}
print(json.dumps([known, {text: " ".join(tone3(one[0]) for one in said)
                          for text, said in phrases_dict.phrases_dict.items() if len(text) <= 4}]))
"""


def chosen() -> list[str]:
    """The lines of phrases.txt, from the library that is installed."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith("PYPINYIN")}
    told = subprocess.run([sys.executable, "-c", _DUMP], env=plain, capture_output=True, check=True, text=True)
    signs, phrases = json.loads(told.stdout)
    lines = []
    for text, reading in sorted(phrases.items()):
        surname = pinyin.SURNAMES.get(text[:1])
        other = not pinyin.same_reading(reading, " ".join(signs.get(sign, "") for sign in text))
        no_name = surname is not None and not pinyin.same_reading(surname, reading.split()[0])
        if (other and len(text) <= 3) or no_name:
            lines.append(f"{text}:{reading}")
    return lines


def test_the_phrases_are_those_of_the_library_that_matter() -> None:
    assert [f"{text}:{' '.join(reading)}" for text, reading in pinyin.phrases().items()] == chosen()


if __name__ == "__main__":
    sys.stdout.write("\n".join(chosen()) + "\n")
