"""Folding, search text and sort keys: the one place for them, so search, matching and import agree.

`fold(s)` makes two spellings of one word equal, `words(s)` cuts text into terms, `search_text(parts,
phones)` builds the stored column that `karteo.search` asks, `sort_key(s)` the stored key of a sorted list.
"""

from karteo.lib.text.column import search_text
from karteo.lib.text.digits import phone_words
from karteo.lib.text.fold import fold, variants, words
from karteo.lib.text.order import sort_key
from karteo.lib.text.pinyin import initials, readings
from karteo.lib.text.scripts import is_cjk
from karteo.lib.text.sounds import sound

__all__ = [
    "fold",
    "initials",
    "is_cjk",
    "phone_words",
    "readings",
    "search_text",
    "sort_key",
    "sound",
    "variants",
    "words",
]
