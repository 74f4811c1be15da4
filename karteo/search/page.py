"""One page of a list, at the same price anywhere in it: never OFFSET, always on from a place.

Two ways lead to the first fifty of a search, and PostgreSQL alone often takes the wrong one (it believes that
every search finds much, and walks). *Walk* the index of the order and test each record: right when much is
found. *Gather* all that is found by the text index and sort it: right when little is. Which it is, is measured:
the first few hundred records of the walk are tested.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson

from karteo.identity.actor import Actor
from karteo.lib.sql import ALL, Where, replanned, rows
from karteo.records.registry import types
from karteo.records.rows import json_sql
from karteo.search import order as orders
from karteo.search.condition import Asked, asked
from karteo.search.order import Order, Place, behind
from karteo.search.size import SMALL, size
from karteo.search.why import why

PROBE = 300  # records tested to learn how much a search finds
LONGEST = 500

Found = list[tuple[Any, ...]]  # id, row as JSON text, the keys of the order as text


@dataclass(frozen=True)
class Page:
    """A page of rows: JSON as PostgreSQL made it, the place of the next page, the ids, why each was found."""

    rows_json: bytes
    next: str | None
    ids: list[UUID]
    why: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def rows(self) -> orjson.Fragment:
        """The rows for an answer in JSON, not read again."""
        return orjson.Fragment(self.rows_json)


def page(
    actor: Actor, type_name: str, *, q: str | None = None, filter: Any = None, sort: str = "name",
    after: str | None = None, limit: int = 50,
) -> Page:  # fmt: skip
    """The records that match, in order, on from the place `after`; Refusal for a bad query, filter, order, place."""
    what = asked(actor, type_name, q, filter)
    order = orders.read(sort, what.fields, what.ctx)
    place = orders.opened(after, order)
    limit = max(1, min(limit, LONGEST))
    found = fetch(what, order, place, limit + 1)
    rest = None
    if len(found) > limit:
        found = found[:limit]
        rest = Place(tuple(found[-1][2:]), found[-1][0]).sealed(order)
    texts = [row[1] for row in found]
    reasons = why(what, texts) if what.typed.terms else {}
    return Page(f"[{','.join(texts)}]".encode(), rest, [row[0] for row in found], reasons)


def fetch(what: Asked, order: Order, place: Place | None, count: int) -> Found:
    """So many rows on from the place."""
    if not (what.live and order.indexed(types()[what.type].indexed)):
        return gather(what, order, place, count)
    if what.wanted != ALL and not _much(what, order, place, count):
        return gather(what, order, place, count)
    found: Found = []
    key = order.keys[0]
    if place is None or place.values[0] is not None:
        found = walk(what, order, place, count, filled=True)
        place = None
    if key.empties and len(found) < count:
        found += walk(what, order, place, count - len(found), filled=False)
    return found


def walk(what: Asked, order: Order, place: Place | None, count: int, filled: bool) -> Found:
    """Along the index of the order, first the filled ones, then those with an empty key."""
    key = order.keys[0]
    where = what.base & _from(order, place, filled) & what.wanted
    way = "DESC" if key.descending else "ASC"
    ask = rows if what.wanted == ALL else replanned
    return ask(
        f"SELECT t.id, {json_sql(what.actor, what.type, what.ctx)}, {key.value}::text FROM {what.table} t"
        f" WHERE {where.sql} ORDER BY {f'{key.sql} {way}, ' if filled else ''}t.id {way} LIMIT %s",
        (*where.params, count),
    )


def _from(order: Order, place: Place | None, filled: bool) -> Where:
    """The part of the index in which a walk begins."""
    key = order.keys[0]
    sign = "<" if key.descending else ">"
    if not filled:
        empty = Where(f"({key.sql} = '' OR {key.sql} IS NULL)" if key.text else f"{key.sql} IS NULL")
        return empty & Where(f"t.id {sign} %s", (place.id,)) if place else empty
    part = Where(key.filled) if key.empties else ALL
    if place is None:
        return part
    return part & Where(f"({key.sql}, t.id) {sign} (%s, %s)", (place.values[0], place.id))


def gather(what: Asked, order: Order, place: Place | None, count: int) -> Found:
    """Everything that is found first, by the text index where that helps, then the part of it asked for."""
    columns: list[tuple[str, bool]] = []
    selected = []
    for at, key in enumerate(order.keys):
        if key.empties:
            selected.append(f"{key.value} IS NULL AS e{at}")
            columns.append((f"e{at}", False))
        selected.append(f"{key.value} AS k{at}")
        columns.append((f"k{at}", key.descending))
    columns.append(("id", order.descending))
    ordered = ", ".join(f"h.{name} {'DESC' if down else 'ASC'}" for name, down in columns)
    further = ALL
    if place is not None:
        values: list[Any] = []
        for key, value in zip(order.keys, place.values, strict=True):
            values += [value is None, value] if key.empties else [value]
        further = behind([(f"h.{name}", down) for name, down in columns], [*values, place.id])
    where, scope = what.where, what.scope
    keys = "".join(f", h.k{at}::text" for at in range(len(order.keys)))
    return replanned(
        f"WITH hits AS MATERIALIZED (SELECT t.id, {', '.join(selected)} FROM {what.table} t WHERE {where.sql}),"
        f" h AS (SELECT * FROM hits h WHERE {further.sql} ORDER BY {ordered} LIMIT %s)"
        f" SELECT t.id, {json_sql(what.actor, what.type, what.ctx)}{keys} FROM h JOIN {what.table} t"
        f" ON t.id = h.id AND {scope.sql} ORDER BY {ordered}",
        (*where.params, *further.params, count, *scope.params),
    )


def _much(what: Asked, order: Order, place: Place | None, count: int) -> bool:
    """Whether a walk finds enough sooner than all hits are gathered, judged by the records that come next."""
    total = size(what)
    if total <= SMALL:
        return True
    if place is not None and place.values[0] is None:
        return False
    key, way = order.keys[0], "DESC" if order.descending else "ASC"
    base = what.base & _from(order, place, filled=True)
    hits = replanned(
        f"SELECT count(*) FROM (SELECT t.* FROM {what.table} t WHERE {base.sql}"
        f" ORDER BY {key.sql} {way}, t.id {way} LIMIT %s) t WHERE {what.wanted.sql}",
        (*base.params, PROBE, *what.wanted.params),
    )[0][0]
    share = (hits + 0.5) / PROBE
    return bool(count / share < total * share + PROBE)
