"""The stored search text of a record.

    |max|muller||max|mueller||bau|ag|| 王  小  明 ||wangxiaoming|wxm||491711234567||01711234567||ϥϡϧ|

`|` stands on both sides of every word, `||` between values, so a pattern can say "begins here" (`|mul`),
"whole word" (`|muller|`), "these words in a row" (`|max|muller|`, never across two values). A Chinese,
Japanese or Korean sign has a space on each side: the trigram index then finds it alone. Words hold letters and
digits only, so `%`, `_` and `\\` never need escaping. After the values come the phones and the sounds.
"""

from collections.abc import Iterable
from functools import lru_cache

from karteo.lib.text.digits import phone_words
from karteo.lib.text.fold import split, variants, words
from karteo.lib.text.pinyin import pinyin_words
from karteo.lib.text.scripts import has_han
from karteo.lib.text.sounds import sound

LONGEST_PART = 4_000
LONGEST = 12_000
_NAME_LENGTH = 80  # values up to this length are names and also found by their sound


def value_text(part: str) -> list[str]:
    """The search text of one value, one entry for each of its spellings, without the outer bars."""
    found = ["|".join(words(part))] if part.isascii() else ["|".join(split(each)) for each in variants(part)]
    if has_han(part):
        found += pinyin_words(part)
    return found


@lru_cache(maxsize=20_000)
def _name(part: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The search text of a short value and its sounds: cities, companies and first names come again and again."""
    found = tuple(value_text(part))
    if "@" in part or "/" in part:
        return found, ()
    return found, tuple(spoken for word in found[0].split("|") if (spoken := sound(word)))


def search_text(parts: Iterable[str], phones: Iterable[str] = ()) -> str:
    """The search column of a record.

    `parts` are its values as shown (the name first, then company, e-mails, city, tags …): one value one part,
    empty ones and ones already said are left out. `phones` are E.164 numbers, or what was typed where none
    could be read.
    """
    text = ""
    sounds: dict[str, None] = {}
    for part in parts:
        if not part:
            continue
        found, spoken = _name(part) if len(part) <= _NAME_LENGTH else (value_text(part[:LONGEST_PART]), ())
        for each in found:
            if each and (said := f"|{each}|") not in text:
                text += said
        sounds |= dict.fromkeys(spoken)
        if len(text) > LONGEST:
            text = text[:LONGEST] + "|"
            break
    for phone in phones:
        for word in phone_words(phone):
            if f"|{word}|" not in text:
                text += f"|{word}|"
    return text + "".join([f"|{spoken}|" for spoken in sounds])
