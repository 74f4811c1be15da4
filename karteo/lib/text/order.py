"""The stored key by which a text sorts under the C collation, the same on every machine.

ä sorts beside a (DIN 5007-1), numbers by their value, Chinese by Pinyin, tone and character among the Latin
letters; what is equal so far is told apart by accents, then by case.
"""

import re
import unicodedata
from functools import lru_cache

from karteo.lib.text.fold import fold
from karteo.lib.text.pinyin import toned

LONGEST = 80  # characters that count
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_GAP = re.compile(r"[^\w]+|_+")
_DIGITS = re.compile(r"\d+")
_HAN_RUN = re.compile("([〇々〇-〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]+)")
_END = "\x01"  # below the space: "Meyer" stands before "Meyer Anna", that before "Meyerhof"


def _number(found: re.Match[str]) -> str:
    """Digits with their count in front: 9 → 19, 10 → 210, so the longer number is the greater one."""
    said = found[0] if found[0].isascii() else "".join(str(int(char)) for char in found[0])
    plain = said.lstrip("0") or "0"
    return chr(0x30 + min(len(plain), 47)) + plain


def _latin(text: str) -> str:
    return _DIGITS.sub(_number, _GAP.sub(" ", _APOSTROPHES.sub("", fold(text))))


def _chinese(run: str) -> str:
    spoken = toned(run)[0]
    if len(spoken) != len(run):  # a character without a reading
        return f"{run} "
    return "".join(f"{syllable}{char} " for syllable, char in zip(spoken, run, strict=True))


@lru_cache(maxsize=20_000)
def sort_key(text: str) -> str:
    """The sort key of a text, at most some 2,000 bytes; "" for an empty one."""
    text = text[:LONGEST]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.encode("utf-8", "ignore").decode())
    text = " ".join(text.replace("\0", " ").split())
    if not text:
        return ""
    if text.isascii():
        main = text.lower() if text.replace(" ", "").isalpha() else _latin(text)
    else:
        pieces = _HAN_RUN.split(text)
        main = "".join(_chinese(piece) if at % 2 else _latin(piece) for at, piece in enumerate(pieces))
    main, low = main.strip(), text.lower()
    if text == low == main:
        return f"{main}{_END}"
    return f"{main}{_END}{low}{_END}{text.swapcase()}"
