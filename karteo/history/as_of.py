"""A record as it was: the row now, with every later change taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from karteo.identity.actor import Actor
from karteo.lib.errors import NotFound
from karteo.lib.sql import rows as query
from karteo.records import rows
from karteo.records.context import Context, context
from karteo.records.fields.dates import stamp
from karteo.records.registry import TYPES

LAST = 2**63 - 1


def as_of(actor: Actor, type: str, record: UUID, at: int | datetime) -> dict[str, Any]:
    """The record just after number `at`, or at that time, with the fields the actor may read.

    NotFound when there is none that he may see, or it did not exist yet.
    """
    row = rows.get(actor, type, record)
    if row is None:
        raise NotFound(type)
    number = at if isinstance(at, int) else number_at(actor.workspace_id, record, at)
    for (text,) in query(
        """select patch from log_change where workspace_id = %s and record_id = %s and number > %s
           order by number desc""",
        (actor.workspace_id, record, number),
    ):
        row |= {name: before for name, (before, _after) in orjson.loads(text).items() if name in row}
    if row["created_at"] is None:
        raise NotFound(type)
    return row | _shown(actor, row, context(actor.workspace_id)) | _changed(actor.workspace_id, record, number)


def number_at(workspace_id: UUID, record: UUID, at: datetime) -> int:
    """The record's last number at a time: one below its first change after it."""
    ((first,),) = query(
        """select min(c.number) from log_change c
           join log_batch b on b.workspace_id = c.workspace_id and b.id = c.batch_id
           where c.workspace_id = %s and b.workspace_id = %s and c.record_id = %s and b.at > %s""",
        (workspace_id, workspace_id, record, at),
    )
    return LAST if first is None else int(first) - 1


def _shown(actor: Actor, row: dict[str, Any], ctx: Context) -> dict[str, Any]:
    """What people see of it that is derived: its name as it was then, with its company's name as it is now."""
    fields = ctx.fields(row["type"])
    linked = {UUID(id) for name, field in fields.items() for id in field.links(row.get(name))}
    names = {str(id): found["name"] for id, found in rows.get_many(actor, row["type"], linked).items()}
    kind = TYPES[row["type"]]
    derived = kind.derive(row, ctx, names)
    return {name: derived[name] for name in kind.shown}


def _changed(workspace_id: UUID, record: UUID, number: int) -> dict[str, Any]:
    ((at, by),) = query(
        """select b.at, b.by from log_change c
           join log_batch b on b.workspace_id = c.workspace_id and b.id = c.batch_id
           where c.workspace_id = %s and b.workspace_id = %s and c.record_id = %s and c.number <= %s
           order by c.number desc limit 1""",
        (workspace_id, workspace_id, record, number),
    )
    return {"changed_at": stamp(at), "changed_by": by and str(by)}
