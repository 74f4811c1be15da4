"""Two spellings of one word become equal: case, accents, ß, full width; ä stays known as `a` and as `ae`."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from karteo.lib.text.scripts import SOUND_LETTERS, is_sign

# Letters that no decomposition takes apart.
_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
    "ŧ": "t", "ŋ": "n", "ĸ": "k", "ς": "σ", "ɨ": "i", "ƶ": "z", "ə": "e", "ĳ": "ij", "ŀ": "l",
}  # fmt: skip
_WIDE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_SHARP = str.maketrans({"ß": "s", "æ": "a", "œ": "o"})
_HAS_WIDE = re.compile("[äöüøå]")
_HAS_SHARP = re.compile("[ßæœ]")
_MARKS = (
    (0x300, 0x36F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
)  # fmt: skip
# Between Latin letters and others a word ends too; so a Latin letter is never followed by a foreign one,
# which the search for two letters builds on.
_BORDER = re.compile(r"(?<=[a-z0-9])(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])(?=[a-z0-9])")
_APOSTROPHES = "'’‘ʼ`´"


def _strip(char: str) -> str:
    """One lower-case character without its accents."""
    if char in _LETTERS:
        return _LETTERS[char]
    if unicodedata.category(char) == "Cf":
        return ""
    kept = [c for c in unicodedata.normalize("NFD", char) if not any(a <= ord(c) <= b for a, b in _MARKS)]
    return unicodedata.normalize("NFC", "".join(_LETTERS.get(c, c) for c in kept))


def _piece(char: str) -> str:
    """What a folded character is inside the words of a text: itself, nothing, or a gap."""
    if char.isalnum() and char not in SOUND_LETTERS:
        return f" {char} " if is_sign(char) else char
    if char in _APOSTROPHES:
        return ""
    kind = unicodedata.category(char)
    if kind in ("Mn", "Mc"):  # vowel signs of Indic scripts
        return char
    return f" {char} " if kind in ("So", "Sc") else "\n"


class _Table(dict[int, str]):
    """A translation table that learns each character when it is first met."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, code: int) -> str:
        out = self[code] = self._make(chr(code))
        return out


_STRIP = _Table(_strip)
_PIECES = _Table(_piece)


def _lower(text: str) -> str:
    """Full width, ligatures and composed letters in one form, lower case, accents still on."""
    text = unicodedata.normalize("NFKC", text).lower()
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


def fold(text: str) -> str:
    """The text without case, accents and width: ä → a, ß → ss, é → e, Ａ → a. Signs and spaces stay."""
    if text.isascii():
        return text.lower()
    return _lower(text).translate(_STRIP)


def gaps(folded: str) -> str:
    """A folded text with a line break for each gap between words, and a space on each side of a CJK sign."""
    text = folded.translate(_PIECES)
    return text if text.isascii() else _BORDER.sub("\n", text)


def split(folded: str) -> list[str]:
    """The words of an already folded text."""
    return [word for word in gaps(folded).split("\n") if word]


def words(text: str) -> list[str]:
    """The folded words of a text, cut at white space and punctuation: `Müller-Ohm` → muller, ohm."""
    if text.isascii() and text.replace(" ", "").isalnum():  # most names
        return text.lower().split()
    return split(fold(text))


@lru_cache(maxsize=20_000)
def variants(text: str, sharp: bool = True) -> tuple[str, ...]:
    """The folded spellings of a text, the plain one first: Weiß → weiss, weis; Jäger → jager, jaeger.

    A letter is one character in one of them, so `J?ger` and `Wei?` count right. `sharp=False` leaves the
    one-letter forms of ß, æ and œ out: that is for what was typed, where ß can only mean ss.
    """
    if text.isascii():
        return (text.lower(),)
    low = _lower(text)
    spellings = [low]
    if _HAS_WIDE.search(low):
        spellings.append(low.translate(_WIDE))
    if sharp and _HAS_SHARP.search(low):
        spellings += [spelling.translate(_SHARP) for spelling in spellings]
    return tuple(spelling.translate(_STRIP) for spelling in spellings)
