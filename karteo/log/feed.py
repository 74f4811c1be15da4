"""Reading the log: where it stands, and which records changed since."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from karteo.lib.sql import rows

MARK = "erased_at"  # the only field that the log has of an erased record: [null, when]


def head(workspace_id: UUID) -> tuple[str, int]:
    """(epoch, number of the last commit) of a workspace; a cursor is made of both."""
    found = rows("SELECT epoch::text, number FROM log_counter WHERE workspace_id = %s", (workspace_id,))
    return (found[0][0], found[0][1]) if found else ("", 0)


def changed_since(workspace_id: UUID, number: int, limit: int = 500) -> list[tuple[str, UUID, int]]:
    """(type, record, number) of records changed after `number`, each once, in order; whole commits only, so the
    last number is a cursor (a commit larger than `limit` comes whole)."""
    found = rows(
        "SELECT type, record_id, number FROM log_latest WHERE workspace_id = %s AND number > %s"
        " AND number <= coalesce((SELECT number FROM log_latest WHERE workspace_id = %s AND number > %s"
        " ORDER BY number OFFSET %s LIMIT 1), 9223372036854775807) ORDER BY number, record_id",
        (workspace_id, number, workspace_id, number, limit - 1),
    )
    return [(type_name, record, at) for type_name, record, at in found]


def erased(workspace_id: UUID, records: Collection[UUID]) -> set[UUID]:
    """Which of these records were erased for good."""
    return {
        record
        for (record,) in rows(
            f"SELECT DISTINCT record_id FROM log_change WHERE workspace_id = %s AND record_id = ANY(%s)"
            f" AND patch ? '{MARK}'",
            (workspace_id, list(records)),
        )
    }


def erases(workspace_id: UUID, batch: UUID) -> bool:
    """Whether this action erased records for good."""
    return bool(
        rows(
            f"SELECT 1 FROM log_change WHERE workspace_id = %s AND batch_id = %s AND patch ? '{MARK}' LIMIT 1",
            (workspace_id, batch),
        )
    )
