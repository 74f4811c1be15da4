"""Who changed a field last: asked where two people clash over it."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from karteo.lib.sql import rows


def last_changes(workspace_id: UUID, record: UUID, fields: list[str]) -> dict[str, dict[str, Any]]:
    """For each of the record's fields: {by: {id, name}, at, number} of its last change."""
    found = rows(
        """select f.name, c.number, b.at, b.by, coalesce(u.name, '')
           from unnest(%s::text[]) f(name)
           cross join lateral (
             select number, batch_id from log_change
             where workspace_id = %s and record_id = %s and patch ? f.name order by number desc limit 1) c
           join log_batch b on b.id = c.batch_id
           left join identity_user u on u.id = b.by
           where b.workspace_id = %s""",
        (fields, workspace_id, record, workspace_id),
    )
    return {
        name: {"by": {"id": by, "name": who}, "at": at, "number": number} for name, number, at, by, who in found
    }
