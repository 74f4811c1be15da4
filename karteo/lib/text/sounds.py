"""How a name sounds: Kölner Phonetik, written in letters nobody types.

Schmidt, Schmitt and Schmied share one sound, so do Meier and Mayer. The codes stand in the search column
beside the words, therefore they are written with old Greek and Coptic letters, which `words` takes for gaps,
and not with digits, which would be found as parts of phone numbers.
"""

import re
from functools import lru_cache
from itertools import groupby

from karteo.lib.text.scripts import SOUND_LETTERS

_WORD = re.compile("[a-z]{3,40}")
_PLAIN = {
    **dict.fromkeys("aeijouy", "0"), "b": "1", **dict.fromkeys("fvw", "3"), **dict.fromkeys("gkq", "4"),
    "l": "5", **dict.fromkeys("mn", "6"), "r": "7", **dict.fromkeys("sz", "8"),
}  # fmt: skip


def _code(before: str, char: str, after: str) -> str:
    """The digits of one letter, which for some letters depend on the neighbours (a space where there is none)."""
    if char in _PLAIN:
        return _PLAIN[char]
    if char == "p":
        return "3" if after == "h" else "1"
    if char in "dt":
        return "8" if after in "csz" else "2"
    if char == "c":
        if before == " ":
            return "4" if after in "ahkloqrux" else "8"
        return "4" if after in "ahkoqux" and before not in "sz" else "8"
    if char == "x":
        return "8" if before in "ckq" else "48"
    return ""  # h is silent


class _Codes(dict[str, str]):
    """The digits of a letter between its neighbours, learned when the three first meet."""

    def __missing__(self, three: str) -> str:
        code = self[three] = _code(*three)
        return code


_CODES = _Codes()
_LETTERS = str.maketrans({str(digit): letter for digit, letter in enumerate(SOUND_LETTERS)})


@lru_cache(maxsize=50_000)
def sound(word: str) -> str | None:
    """The sound of a folded Latin word (schmidt and schmitt have one), None when too short or not Latin."""
    if not _WORD.fullmatch(word):
        return None
    among = f" {word} "
    said = "".join([_CODES[among[at : at + 3]] for at in range(len(word))])
    code = "".join([digit for digit, _ in groupby(said)])
    return (code[:1] + code[1:].replace("0", "")).translate(_LETTERS) or None
