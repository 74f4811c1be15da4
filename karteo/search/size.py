"""How many: exactly as long as that is cheap, else as PostgreSQL believes and a sample says."""

from __future__ import annotations

from time import monotonic
from typing import Any
from uuid import UUID

from karteo.identity.actor import Actor
from karteo.lib.sql import ALL, Where, replanned
from karteo.search.condition import Asked, asked

EXACT = 10_000
SMALL = 3_000  # a workspace of this size is walked in a few milliseconds, whatever is searched
SAMPLE = 20_000  # records looked at for an estimate
KEPT = 60.0  # seconds for which the size of a workspace is believed

_sizes: dict[tuple[UUID, str], tuple[float, int]] = {}


def planned(table: str, where: Where) -> int:
    """How many rows PostgreSQL expects."""
    plan = replanned(f"EXPLAIN (FORMAT JSON) SELECT 1 FROM {table} t WHERE {where.sql}", where.params)[0][0]
    return int(plan[0]["Plan"]["Plan Rows"])


def size(what: Asked) -> int:
    """How many records there are to search in, roughly and without counting."""
    key = (what.actor.workspace_id, what.type)
    known = _sizes.get(key)
    if known is None or monotonic() - known[0] > KEPT:
        known = _sizes[key] = (monotonic(), _size(what))
    return known[1]


def _size(what: Asked) -> int:
    """As planned; where PostgreSQL does not know the table yet it believes in too few, so few are counted."""
    total = planned(what.table, what.scope)
    if total > SMALL:
        return total
    counted = _at_most(what.table, what.scope, SMALL + 1)
    return counted if counted <= SMALL else 10 * SMALL


def _at_most(table: str, where: Where, most: int) -> int:
    """How many rows there are, counted no further than `most`."""
    counted = f"SELECT count(*) FROM (SELECT 1 FROM {table} t WHERE {where.sql} LIMIT %s) AS found"
    return int(replanned(counted, (*where.params, most))[0][0])


def count(actor: Actor, type_name: str, q: str | None = None, filter: Any = None) -> tuple[int, bool]:
    """(how many match, whether that is exact): exact up to 10,000, above an estimate of two digits."""
    what = asked(actor, type_name, q, filter)
    found = _at_most(what.table, what.where, EXACT + 1)
    if found <= EXACT:
        return found, True
    return max(EXACT, rounded(_estimate(what))), False


def rounded(number: int) -> int:
    """A number with two digits that count: 123,456 → 120,000."""
    unit = int(10 ** max(0, len(str(number)) - 2))
    return round(number / unit) * unit


def _estimate(what: Asked) -> int:
    """The planner's number where nothing was asked; else the share of a sample, of the whole."""
    total = planned(what.table, what.base)
    if what.wanted == ALL:
        return total
    percent = min(100.0, 100.0 * SAMPLE / max(total, 1))
    hits, seen = replanned(
        f"SELECT count(*) FILTER (WHERE {what.wanted.sql}), count(*) FROM {what.table} t"
        f" TABLESAMPLE SYSTEM (%s) WHERE {what.base.sql}",
        (*what.wanted.params, percent, *what.base.params),
    )[0]
    return int(total * hits / seen) if hits else planned(what.table, what.where)
