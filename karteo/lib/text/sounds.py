"""How a name sounds: Kölner Phonetik, written in letters nobody types.

Schmidt, Schmitt and Schmied share one sound, so do Meier and Mayer. The codes stand in the search column
beside the words, therefore they are written with old Greek and Coptic letters, which `words` takes for gaps,
and not with digits, which would be found as parts of phone numbers.
"""

import re
from functools import lru_cache

from karteo.lib.text.scripts import SOUND_LETTERS

_WORD = re.compile("[a-z]{3,40}")
_PLAIN = {
    **dict.fromkeys("aeijouy", "0"), "b": "1", **dict.fromkeys("fvw", "3"), **dict.fromkeys("gkq", "4"),
    "l": "5", **dict.fromkeys("mn", "6"), "r": "7", **dict.fromkeys("sz", "8"),
}  # fmt: skip


def _code(word: str, at: int) -> str:
    """The digits of one letter, which for some letters depend on the neighbours."""
    char, before, after = word[at], word[at - 1] if at else "", word[at + 1] if at + 1 < len(word) else " "
    if char in _PLAIN:
        return _PLAIN[char]
    if char == "p":
        return "3" if after == "h" else "1"
    if char in "dt":
        return "8" if after in "csz" else "2"
    if char == "c":
        if at == 0:
            return "4" if after in "ahkloqrux" else "8"
        return "4" if after in "ahkoqux" and before not in "sz" else "8"
    if char == "x":
        return "8" if before and before in "ckq" else "48"
    return ""  # h is silent


@lru_cache(maxsize=50_000)
def sound(word: str) -> str | None:
    """The sound of a folded Latin word (schmidt and schmitt have one), None when too short or not Latin."""
    if not _WORD.fullmatch(word):
        return None
    code = ""
    for at in range(len(word)):
        for digit in _code(word, at):
            if not code.endswith(digit):
                code += digit
    code = code[0] + code[1:].replace("0", "") if code else ""
    return "".join(SOUND_LETTERS[int(digit)] for digit in code) or None
