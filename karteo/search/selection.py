"""All records that a list shows, however many: first which they are, in their order, then their rows page by page.

Which they are is asked once and kept in a file, so that what others write meanwhile doubles nothing and skips
nothing, whatever the order, and no memory grows with the number.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any
from uuid import UUID

import orjson
from django.db import connection

from karteo.identity.actor import Actor
from karteo.identity.roles import Verb
from karteo.lib.sql import ALL, Where, rows
from karteo.records.access import visible
from karteo.records.rows import json_sql
from karteo.search import order as orders
from karteo.search.condition import Asked, asked
from karteo.search.order import Order

PAGE = 1000
LINE = 37  # a UUID as PostgreSQL writes it, and the end of its line


class Selection:
    """The records that match, in order. Iterate it once for the rows; `with` closes its file."""

    def __init__(self, what: Asked, scope: Where, ids: IO[bytes]) -> None:
        self.what, self._scope, self._ids = what, scope, ids
        self.count = ids.tell() // LINE

    def __enter__(self) -> Selection:
        return self

    def __exit__(self, *_: object) -> None:
        self._ids.close()

    def ids(self, size: int = PAGE) -> Iterator[list[UUID]]:
        """Their ids in lists of `size`."""
        self._ids.seek(0)
        while block := self._ids.read(size * LINE):
            yield [UUID(line.decode()) for line in block.split()]

    def pages(self) -> Iterator[list[dict[str, Any]]]:
        """Their rows as they are now; who went meanwhile is left out."""
        what = self.what
        row, base = json_sql(what.actor, what.type, what.ctx), what.base & self._scope
        sql = f"SELECT t.id, {row} FROM {what.table} t WHERE {base.sql} AND t.id = ANY(%s)"
        for ids in self.ids():
            found = dict(rows(sql, (*base.params, ids)))
            yield [orjson.loads(found[one]) for one in ids if one in found]


def selection(
    actor: Actor,
    type_name: str,
    *,
    q: str | None = None,
    filter: Any = None,
    sort: str | None = None,
    ids: Iterable[UUID] | None = None,
    verbs: Iterable[Verb] = (),
) -> Selection:
    """What matches the words and the filter, or those of these ids that the actor may see, as far as he may do all
    of `verbs` to it; without `sort` in the order of their making. Refusal for what cannot be read."""
    what = asked(actor, type_name, q, filter)
    scope = ALL
    for verb in verbs:
        scope &= visible(actor, type_name, verb=verb)
    where = what.where & scope
    if ids is not None:
        where &= Where("t.id = ANY(%s)", (list(ids),))
    way = _ordered(orders.read(sort, what.fields, what.ctx)) if sort else "t.id"
    kept = tempfile.TemporaryFile()  # noqa: SIM115  it lives as long as the selection
    sql = f"COPY (SELECT t.id FROM {what.table} t WHERE {where.sql} ORDER BY {way}) TO STDOUT"
    with connection.cursor() as cursor, cursor.cursor.copy(sql, where.params) as blocks:  # past the one that counts
        for block in blocks:
            kept.write(block)
    return Selection(what, scope, kept)


def _ordered(order: Order) -> str:
    """Empty ones last in both directions, as in the list."""
    parts = []
    for key in order.keys:
        if key.empties:
            parts.append(f"{key.value} IS NULL")
        parts.append(f"{key.value} {'DESC' if key.descending else 'ASC'}")
    return ", ".join([*parts, f"t.id {'DESC' if order.descending else 'ASC'}"])
