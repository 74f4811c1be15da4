"""Who looked at what is not for everybody's eyes: written with the look itself, read by administrators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import orjson

from karteo.lib.clock import now
from karteo.lib.ids import new_id
from karteo.lib.sql import rows


def note(workspace_id: UUID, by: UUID, type: str, records: Sequence[UUID], fields: Sequence[str], door: str) -> None:
    """Write down that these fields of these records were shown to `by`, in the transaction that reads them."""
    rows(
        "INSERT INTO log_read (workspace_id, id, by, type, record, fields, door, at)"
        " SELECT %s, r.id, %s, %s, r.record, %s, %s, %s FROM unnest(%s::uuid[], %s::uuid[]) r (id, record)",
        (
            workspace_id,
            by,
            type,
            orjson.dumps(list(fields)).decode(),
            door,
            now(),
            [new_id() for _ in records],
            list(records),
        ),
    )


def found(
    workspace_id: UUID,
    record: UUID | None = None,
    by: UUID | None = None,
    before: UUID | None = None,
    limit: int = 50,
) -> list[dict[str, Any]]:
    """The looks, newest first: of one record, by one person, older than the look `before`."""
    where, params = "r.workspace_id = %s", list[UUID]([workspace_id])
    for column, value in (("record", record), ("by", by)):
        if value:
            where, params = f"{where} AND r.{column} = %s", [*params, value]
    if before:
        where += " AND (r.at, r.id) < (SELECT o.at, o.id FROM log_read o WHERE o.workspace_id = %s AND o.id = %s)"
        params += [workspace_id, before]
    return [
        {
            "id": id,
            "at": at,
            "by": {"id": who, "name": name},
            "type": type,
            "record": of,
            "fields": orjson.loads(fields),
            "door": door,
        }
        for id, at, who, name, type, of, fields, door in rows(
            "SELECT r.id, r.at, r.by, coalesce(u.name, ''), r.type, r.record, r.fields::text, r.door"
            f" FROM log_read r LEFT JOIN identity_user u ON u.id = r.by WHERE {where}"
            " ORDER BY r.at DESC, r.id DESC LIMIT %s",
            (*params, limit),
        )
    ]
