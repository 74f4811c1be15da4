"""`?` and `*` in a word, as a LIKE pattern for the index and, where that is not exact, a regular expression."""

from __future__ import annotations

import re

from karteo.lib.text.fold import gaps
from karteo.lib.text.scripts import SOUND_LETTERS

MOST_STARS = 5
_WILD = re.compile(r"([?*])")
_ONE = f"(?: [^ |] |[^ |{SOUND_LETTERS}])"  # a Chinese sign has a space on each side
_REST = "[^|]*"
_REST_OF_VALUE = r"(?:[^|]|\|(?!\|))*"  # in a@b.c the rest may be several words, of one value


def pattern(folded: str) -> tuple[str, str | None] | None:
    """The LIKE pattern (without its outer %) and regular expression of a folded word; None when it asks nothing.

    sm?th → (|sm%th|, …), o* → (|o, None), *mith → (mith|, None). A whole word is meant: `Sm?th` is not Smithson.
    """
    pieces = _pieces(folded)
    if not any(piece not in "?*|" for piece in pieces) and "?" not in pieces:
        return None
    several = "|" in pieces
    head, tail = pieces[0] == "*", pieces[-1] == "*"
    inner = pieces[1 if head else 0 : -1 if tail else None]
    if not inner:
        return None
    like = re.sub("%+", "%", "".join("%" if piece in "?*" else piece for piece in inner))
    left = "" if head or inner[0] == "|" else "|"
    right = "" if tail or inner[-1] == "|" else "|"
    if "*" not in inner and "?" not in inner:
        return f"{left}{like}{right}", None
    rest = _REST_OF_VALUE if several else _REST
    regex = "".join(_ONE if p == "?" else rest if p == "*" else r"\|" if p == "|" else p for p in inner)
    return f"{left}{like}{right}", rf"{left and chr(92) + left}{regex}{right and chr(92) + right}"


def committed(regex: str) -> str:
    """The same expression for Python, where each star takes as little as it can and never goes back: what is behind
    it is found sooner or not at all. As `pattern` writes it, `a*a*a*b` looks at a long word of nothing but a for hours
    (PostgreSQL's matcher does not go back)."""
    rest = _REST_OF_VALUE if _REST_OF_VALUE in regex else _REST
    first, *others = regex.split(rest)
    if not others:
        return regex
    if not first.startswith(r"\|"):
        first = rf"\|(?>{_REST}?{first})"  # of a word the first place counts, not each of them
    last = others.pop()
    end = f"{rest}{last}" if last.endswith(r"\|") else f"(?>{rest}?{last})"
    return first + "".join(f"(?>{rest}?{other})" for other in others) + end


def _pieces(folded: str) -> list[str]:
    """Literal text, `?`, `*` and `|` (a gap between words) in a row, without gaps at the ends."""
    found: list[str] = []
    for piece in _WILD.split(folded):
        if piece in ("?", "*"):
            found.append(piece)
            continue
        found += [part for part in re.split("(\n)+", gaps(piece)) if part]
    found = ["|" if part == "\n" else part for part in found]
    while found and found[0] == "|":
        del found[0]
    while found and found[-1] == "|":
        del found[-1]
    return found
