"""Which writing a character belongs to, as far as searching and sorting care."""

from functools import lru_cache

_HAN = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x3FFFF), (0xF900, 0xFAFF), (0x3005, 0x3007))
# Kana, bopomofo and Hangul are searched sign by sign like Han, but have no Pinyin.
_SIGNS = (*_HAN, (0x3040, 0x312F), (0x31A0, 0x31BF), (0x31F0, 0x31FF), (0xAC00, 0xD7A3))


# The letters in which the search text writes how a name sounds (`sounds`); nobody types them, so they are free.
SOUND_LETTERS = "ϙϛϝϟϡϣϥϧϩ"


@lru_cache(maxsize=20_000)
def is_han(char: str) -> bool:
    """True for a Chinese character."""
    code = ord(char)
    return any(low <= code <= high for low, high in _HAN)


@lru_cache(maxsize=20_000)
def is_sign(char: str) -> bool:
    """True for a character that is found alone, without its neighbours: Han, Kana, Hangul."""
    code = ord(char)
    return any(low <= code <= high for low, high in _SIGNS)


def is_cjk(text: str) -> bool:
    """True for a text written in Han, Kana or Hangul alone, such as 王小明; False for an empty one."""
    return bool(text) and not text.isascii() and all(is_sign(char) for char in text if not char.isspace())


def has_han(text: str) -> bool:
    """True when there is at least one Chinese character in the text."""
    return not text.isascii() and any(map(is_han, text))
