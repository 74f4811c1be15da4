"""Do the rows and the log agree? Every row rebuilt from its changes, and compared; `karteo check` asks this."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from karteo.lib.sql import rows
from karteo.log.feed import MARK
from karteo.records.context import context
from karteo.records.registry import TYPES

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that the log says otherwise; field "" = the record stands in only one of the two."""

    record: UUID
    field: str
    row: Any
    log: Any


def rebuild(workspace_id: UUID, type: str) -> Iterator[Difference]:
    """Differences between the rows and what the log makes of them; none is the right answer.

    In chunks by record id, two statements each, so that a million records need no more memory than 2,000.
    """
    fields = context(workspace_id).fields(type)
    after: UUID | None = None
    while True:
        ids = _ids(workspace_id, type, after)
        if not ids:
            return
        stored, logged = _rows(workspace_id, type, ids), _folded(workspace_id, type, ids)
        for record in ids:
            if record not in stored and MARK in logged.get(record, {}):
                continue  # erased for good: that is all the log still says
            if record not in stored or record not in logged:
                yield Difference(record, "", record in stored, record in logged)
                continue
            row, log = stored[record], logged[record]
            for name, field in fields.items():
                if not field.same(row.get(name, field.empty), log.get(name, field.empty)):
                    yield Difference(record, name, row.get(name), log.get(name))
        after = ids[-1]


def _ids(workspace_id: UUID, type: str, after: UUID | None) -> list[UUID]:
    """The next records that either the rows or the log know."""
    start = after or UUID(int=0)
    return [
        row[0]
        for row in rows(
            f"""select id from (
              (select id from {TYPES[type].table} where workspace_id = %s and id > %s order by id limit %s)
              union
              (select record_id from log_latest where workspace_id = %s and type = %s and record_id > %s
               order by record_id limit %s)) both_sides(id)
            order by id limit %s""",
            (workspace_id, start, CHUNK, workspace_id, type, start, CHUNK, CHUNK),
        )
    ]


def _rows(workspace_id: UUID, type: str, ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    found = rows(
        f"select t.id, (to_jsonb(t) || t.custom)::text from {TYPES[type].table} t"
        " where t.workspace_id = %s and t.id = any(%s)",
        (workspace_id, ids),
    )
    return {record: orjson.loads(text) for record, text in found}


def _folded(workspace_id: UUID, type: str, ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """Each field's last value in the log."""
    found = rows(
        """select record_id, jsonb_object_agg(field, last)::text from (
             select distinct on (c.record_id, e.key) c.record_id, e.key as field, e.value -> 1 as last
             from log_change c cross join lateral jsonb_each(c.patch) e
             where c.workspace_id = %s and c.type = %s and c.record_id = any(%s)
             order by c.record_id, e.key, c.number desc) folded
           group by record_id""",
        (workspace_id, type, ids),
    )
    return {record: orjson.loads(text) for record, text in found}
