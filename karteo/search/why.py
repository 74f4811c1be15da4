"""Why a record was found: the field and the text that matched, for the rows of one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import orjson

from karteo.lib.text import search_text
from karteo.search.condition import Asked
from karteo.search.terms import Term

AROUND = 60  # characters kept on each side of a match in a long text


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    """The search text of one value; lists show the same names and companies again and again."""
    return search_text((text,))


def why(what: Asked, texts: Iterable[str]) -> dict[str, dict[str, str]]:
    """{id: {field, text}} of rows given as JSON: of the first typed word that is not in the name, else the name."""
    found = {}
    for row in map(orjson.loads, texts):
        reason = reason_of(what, row)
        if reason is not None:
            found[row["id"]] = {"field": reason[0], "text": reason[1]}
    return found


def reason_of(what: Asked, row: dict[str, Any]) -> tuple[str, str] | None:
    """(field, text) for one row; None when what matched is nothing that the actor may read."""
    name = row.get("name") or ""
    text = _folded(name)
    open_terms = [term for term in what.typed.terms if not term.matches(text)]
    if not open_terms:
        return "name", name
    for term in open_terms:
        for field, value, folded in _values(what, row):
            if term.matches(folded):
                return field, _excerpt(value, term)
    return None


def _values(what: Asked, row: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(field, text as shown, its search text) of everything in the row that is searched."""
    if row.get("company"):
        yield "company", row["company"], _folded(row["company"])
    for name, field in what.fields.items():
        value = row.get(name)
        if not value:
            continue
        for text in field.search_text(value):
            yield name, text, _folded(text)
        for phone in field.phones(value):
            known = [key for key in field.keys([{"value": phone}], what.ctx) if key.startswith("+")]
            yield name, phone, search_text((), (phone, *known))


def _excerpt(text: str, term: Term) -> str:
    """A long text cut to the part that matched."""
    if len(text) <= 2 * AROUND:
        return text
    step = AROUND // 2
    for start in range(0, len(text), step):
        if term.matches(search_text((text[start : start + 2 * AROUND],))):
            return f"{'…' if start else ''}{text[start : start + 2 * AROUND].strip()}…"
    return f"{text[: 2 * AROUND].strip()}…"
