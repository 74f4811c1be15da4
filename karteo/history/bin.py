"""The recycle bin: who put a record there, when, and by which action."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from karteo.lib.sql import rows


def deleted_by(workspace_id: UUID, type: str, records: list[UUID]) -> dict[str, dict[str, Any]]:
    """For records in the bin: {record: {batch, number, at, by}} of the action that put them there."""
    found = rows(
        """select r.id, c.number, c.batch_id, b.at, b.by, coalesce(u.name, '')
           from unnest(%s::uuid[]) r(id)
           cross join lateral (
             select number, batch_id from log_change
             where workspace_id = %s and type = %s and record_id = r.id and patch ? 'deleted_at'
             order by number desc limit 1) c
           join log_batch b on b.id = c.batch_id
           left join identity_user u on u.id = b.by
           where b.workspace_id = %s""",
        (records, workspace_id, type, workspace_id),
    )
    return {
        str(record): {"batch": batch, "number": number, "at": at, "by": {"id": by, "name": name}}
        for record, number, batch, at, by, name in found
    }
