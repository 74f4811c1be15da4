"""What one typed word asks for: as a condition on the stored search text, and the same in Python.

The form of the search text is told in `karteo.lib.text.column`: `|` around words, `||` between values, a space
on each side of a Chinese sign. Both sides of a term must agree; a property test holds them together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

from rapidfuzz.distance import Levenshtein

from karteo.lib.sql import NONE, Where
from karteo.lib.text import sound
from karteo.search.wildcards import committed

COLUMN = "t.search"
_TWO = re.compile("[a-z0-9]{2}")


class Term:
    """One thing that must be found in a record."""

    def where(self) -> Where:
        """The condition on the search column."""
        raise NotImplementedError

    def matches(self, text: str) -> bool:
        """The same on a search text at hand."""
        raise NotImplementedError


def contains(needle: str) -> Where:
    """The search text has this somewhere; a needle is made of letters, digits, bars and spaces only.

    Two Latin letters alone are no trigram. What can follow them is: the index finds them by all of those.
    """
    if _TWO.fullmatch(needle):
        return Where(f"{COLUMN} ~ %s", (f"{needle}[a-z0-9 |]",))
    return Where(f"{COLUMN} LIKE %s", (f"%{needle}%",))


@dataclass(frozen=True)
class Part(Term):
    """A piece of text anywhere, in one of its spellings: `mith` finds Smith."""

    needles: tuple[str, ...]

    def where(self) -> Where:
        found = NONE
        for needle in self.needles:
            found |= contains(needle)
        return found

    def matches(self, text: str) -> bool:
        return any(needle in text for needle in self.needles)


@dataclass(frozen=True)
class Pattern(Term):
    """Whole words with `?` and `*` in them, one (LIKE pattern, regular expression or None) for each spelling.

    The LIKE alone says it all where stars stand at the ends only; else it finds the candidates in the index.
    """

    spellings: tuple[tuple[str, str | None], ...]

    def where(self) -> Where:
        found = NONE
        for like, regex in self.spellings:
            one = Where(f"{COLUMN} LIKE %s", (f"%{like}%",))
            found |= one & Where(f"{COLUMN} ~ %s", (regex,)) if regex else one
        return found

    @cached_property
    def _compiled(self) -> list[re.Pattern[str]]:
        return [re.compile(committed(regex) if regex else re.escape(like)) for like, regex in self.spellings]

    def matches(self, text: str) -> bool:
        return any(pattern.search(text) for pattern in self._compiled)


@dataclass(frozen=True)
class Similar(Term):
    """A word spelled nearly so, or sounding the same and not too far: `Schmidt~` finds Schmitt and Schmid.

    The index finds the candidates: of a word cut into four, who is one letter off shares three quarters, who is
    two letters off shares two; who sounds alike shares the word for the sound.
    """

    words: tuple[str, ...]

    def where(self) -> Where:
        found = NONE
        for word in self.words:
            near, far = distances(word)
            candidates = NONE
            for piece in quarters(word, near):
                candidates |= contains(piece)
            found |= candidates & within(word, near)
            spoken = sound(word)
            if spoken and far > near:
                found |= contains(f"|{spoken}|") & within(word, far)
        return found

    def matches(self, text: str) -> bool:
        terms = text.split("|")
        for word in self.words:
            near, far = distances(word)
            spoken = sound(word)
            most = far if spoken and spoken in terms else near
            if any(Levenshtein.distance(word, term, score_cutoff=most) <= most for term in terms if term):
                return True
        return False


def distances(word: str) -> tuple[int, int]:
    """How many letters may differ: by spelling alone, and when the sound is the same."""
    size = len(word)
    return 0 if size < 4 else 1 if size < 9 else 2, 1 if size < 4 else 2 if size < 7 else 3


def quarters(word: str, most: int) -> list[str]:
    """LIKE patterns one of which holds for every word that differs in at most so many letters (0, 1 or 2)."""
    if not most:
        return [f"|{word}|"]
    ends = [len(word) * at // 4 for at in range(5)]
    cuts = [word[start:end] for start, end in pairwise(ends)]
    cuts[0], cuts[3] = f"|{cuts[0]}", f"{cuts[3]}|"
    if most == 1:
        gap = ["", "%", "%", ""]
        return ["".join([*cuts[:at], gap[at], *cuts[at + 1 :]]) for at in range(4)]
    return [f"{one}%{other}" for one, other in combinations(cuts, 2)]


def within(word: str, most: int) -> Where:
    """A word of the record differs in at most so many letters; the lengths are compared first."""
    return Where(
        f"EXISTS (SELECT 1 FROM unnest(string_to_array({COLUMN}, '|')) AS w(term) WHERE CASE WHEN"
        " length(w.term) BETWEEN %s AND %s THEN levenshtein_less_equal(w.term, %s, %s) <= %s ELSE false END)",
        (max(1, len(word) - most), len(word) + most, word, most, most),
    )


@dataclass(frozen=True)
class Phone(Term):
    """A phone number in any spelling; digits that may be something else count as words too."""

    numbers: tuple[str, ...]
    parts: tuple[Part, ...] = ()

    def where(self) -> Where:
        found = Part(self.numbers).where()
        if self.parts:
            words = self.parts[0].where()
            for part in self.parts[1:]:
                words &= part.where()
            found |= words
        return found

    def matches(self, text: str) -> bool:
        if any(number in text for number in self.numbers):
            return True
        return bool(self.parts) and all(part.matches(text) for part in self.parts)
