"""What happened to one record: who, when, through what, why, and each field's old and new value."""

from __future__ import annotations

from uuid import UUID

import orjson

from karteo.history import batches
from karteo.identity.actor import Actor
from karteo.lib.sql import rows
from karteo.records.access import readable_fields, sensitive_fields
from karteo.records.context import context


def timeline(
    actor: Actor,
    type: str,
    record: UUID,
    before: int | None = None,
    limit: int = 50,
    parts: batches.Parts = batches.all_whole,
) -> list[batches.Item]:
    """The record's changes, newest first, without the fields the actor may not read.

    Sensitive fields are named as `sealed`, without their values; hidden ones are not told at all.
    `before` is the number the page before ended at. Whether the actor may see the record is asked by the caller.
    """
    found = rows(
        f"""select c.number, c.patch, {batches.COLUMNS}
            from log_change c
            join log_batch b on b.workspace_id = c.workspace_id and b.id = c.batch_id
            left join identity_user u on u.id = b.by
            where c.workspace_id = %s and b.workspace_id = %s and c.type = %s and c.record_id = %s
              and (%s::bigint is null or c.number < %s)
            order by c.number desc limit %s""",
        (actor.workspace_id, actor.workspace_id, type, record, before, before, limit),
    )
    ctx = context(actor.workspace_id)
    readable, sensitive = set(readable_fields(actor, type, ctx)), sensitive_fields(actor, type, ctx)
    marks = batches.undone(actor, {row[2] for row in found}, parts)
    items = []
    for number, text, *batch in found:
        shown = batches.item(tuple(batch), marks.get(batch[0]))
        shown["batch"] = shown.pop("id")
        patch = orjson.loads(text)
        items.append(
            {
                **shown,
                "number": number,
                "patch": {name: values for name, values in patch.items() if name in readable},
                "sealed": [name for name in sensitive if name in patch],
            }
        )
    return items
