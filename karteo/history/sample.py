"""What an action changed: the numbers, and the first of its changes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson

from karteo.identity.actor import Actor
from karteo.lib.sql import rows as query
from karteo.records import rows
from karteo.records.access import visible
from karteo.records.registry import TYPES

SHOWN = 20
LOOKED_AT = 500  # of the first so many, those that the actor may see are shown


def counts(actor: Actor, batch: UUID) -> dict[str, int]:
    """How many records it changed, made, put into the bin, and took out of it: those that the actor may see."""
    total = dict.fromkeys(("records", "created", "deleted", "restored"), 0)
    for name, kind in TYPES.items():
        where = visible(actor, name)
        ((records, created, deleted, restored),) = query(
            f"""select count(distinct record_id), count(*) filter (where patch ? 'created_at'),
                 count(*) filter (where patch -> 'deleted_at' ->> 1 is not null),
                 count(*) filter (where patch -> 'deleted_at' ->> 0 is not null and patch -> 'deleted_at' ->> 1 is null)
               from log_change c join {kind.table} t on t.workspace_id = c.workspace_id and t.id = c.record_id
               where c.workspace_id = %s and c.batch_id = %s and c.type = %s and {where.sql}""",
            (actor.workspace_id, batch, name, *where.params),
        )
        for word, number in zip(total, (records, created, deleted, restored), strict=True):
            total[word] += number
    return total


def sample(actor: Actor, batch: UUID, limit: int = SHOWN) -> list[dict[str, Any]]:
    """The first changes of the batch on records that the actor may see, with the fields that he may read."""
    found = query(
        """select type, record_id, number, patch from log_change where workspace_id = %s and batch_id = %s
           order by number, record_id limit %s""",
        (actor.workspace_id, batch, LOOKED_AT),
    )
    seen: dict[UUID, dict[str, Any]] = {}
    for type in {row[0] for row in found}:
        seen |= rows.get_many(actor, type, {row[1] for row in found if row[0] == type})
    return [
        {
            "type": type,
            "record": record,
            "name": seen[record]["name"],
            "number": number,
            "patch": {name: values for name, values in orjson.loads(text).items() if name in seen[record]},
        }
        for type, record, number, text in found
        if record in seen
    ][:limit]
