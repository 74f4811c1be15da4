"""The search over everything: the best hits first, and what is spelled nearly so in a group of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import orjson

from karteo.identity.actor import Actor
from karteo.lib.sql import ALL, NONE, Where
from karteo.search import order as orders
from karteo.search.condition import Asked, asked
from karteo.search.page import fetch
from karteo.search.terms import COLUMN, Part, Similar, Term
from karteo.search.typed import Typed
from karteo.search.why import reason_of

NEAR = 5
LOOKED_AT = 100  # near ones, of which those with a near name are shown first
LATIN = re.compile("[a-z]{4,}")
Rows = list[dict[str, Any]]


def find(actor: Actor, q: str, limit: int = 20, type_name: str = "contact") -> dict[str, Rows]:
    """{"rows": hits, "near": near spellings}: rows as in the lists, each with `why` {field, text}.

    Records whose name begins with what was typed come first. Near spellings are looked for when the hits leave
    room, a near name before a near company; nothing stands in both groups. Nothing typed finds nothing.
    """
    what = asked(actor, type_name, q)
    if what.wanted == ALL:
        return {"rows": [], "near": []}
    order = orders.read("name", what.fields, what.ctx)
    first = what.text(_begins(what))
    hits = fetch(replace(what, wanted=what.wanted & first), order, None, limit) if first != ALL else []
    if len(hits) < limit:
        rest = what.wanted & ~first if first != ALL else what.wanted
        hits += fetch(replace(what, wanted=rest), order, None, limit - len(hits))
    found = _rows(what, [hit[1] for hit in hits])
    near: Rows = []
    loose = _near(what.typed)
    if loose is not None and len(found) < limit:
        missed = replace(what, typed=loose, wanted=what.text(loose.where()) & ~what.wanted)
        near = _rows(missed, [hit[1] for hit in fetch(missed, order, None, LOOKED_AT)])
        near.sort(key=lambda row: not row["why"] or row["why"]["field"] != "name")
        near = near[: min(NEAR, limit - len(found))]
    return {"rows": found, "near": near}


def _begins(what: Asked) -> Where:
    """A word of the name begins with the first word typed: the search text begins with the name."""
    terms = what.typed.terms
    if not terms or not isinstance(terms[0], Part):
        return ALL
    found = NONE
    for needle in terms[0].needles:
        word = needle.lstrip("|").replace("|", r"\|")
        found |= Where(f"{COLUMN} ~ %s", (rf"^\|([^|]+\|\|?){{0,3}}{word}",))
    return found


def _near(typed: Typed) -> Typed | None:
    """The same query with every Latin word of four letters on in its similar spellings; None when it has none."""
    terms: list[Term] = []
    for term in typed.terms:
        near = term
        if isinstance(term, Part) and all(LATIN.fullmatch(needle) for needle in term.needles):
            near = Similar(term.needles)
        terms.append(near)
    return Typed(tuple(terms)) if tuple(terms) != typed.terms else None


def _rows(what: Asked, texts: list[str]) -> Rows:
    found = []
    for row in map(orjson.loads, texts):
        reason = reason_of(what, row)
        found.append(row | {"why": {"field": reason[0], "text": reason[1]} if reason else None})
    return found
