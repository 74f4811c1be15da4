"""Phone numbers as words: the digits with the country's code, and as they are dialled at home."""

import re

# The countries' codes of one and two digits (ITU-T E.164); all others have three.
_CODES = {"1", "7", "20", "27", *map(str, range(30, 67)), "81", "82", "84", "86", *map(str, range(90, 99))}
_CODES -= {"35", "37", "38", "42", "50", "59", "96", "97"}
_TRUNK = {"7": "8", "36": "06"}  # dialled before the number at home; nearly everywhere else it is 0
_OTHER = re.compile("[^0-9]+")
_EXTENSION = re.compile(r";ext=|\s*(?:ext\.?|x|durchwahl|#)\s*", re.IGNORECASE)


def digits(text: str) -> str:
    """Only the digits of a text, full-width ones too."""
    return _OTHER.sub("", text) if text.isascii() else "".join(str(int(c)) for c in text if c.isdecimal())


def code_length(number: str) -> int:
    """How many digits the country's code has: a number begins with exactly one of them."""
    return 1 if number[:1] in _CODES else 2 if number[:2] in _CODES else 3


def phone_words(phone: str) -> list[str]:
    """The words under which a phone is found: +49 171 123 → 49171123 and 0171123; an extension apart."""
    alone = "#" not in phone and phone.upper() == phone.lower()  # no letter: no word for an extension either
    number, *extension = (phone,) if alone else _EXTENSION.split(phone, maxsplit=1)
    plain = digits(number)
    if not plain:
        return []
    found = [plain]
    if number.lstrip().startswith("+"):
        code = code_length(plain)
        found.append(_TRUNK.get(plain[:code], "0") + plain[code:])
    return found + [digits(part) for part in extension if digits(part)]
