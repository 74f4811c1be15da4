"""Writing the log: one statement, the last one before the commit.

Every commit takes the next number from the counter row of its workspace, so the row is locked only until the
commit, and numbers are in the order of commits: a reader at number n has missed nothing below n. (A sequence
gives no such promise: 7 may commit after 8. `tests/log/test_order.py` shows it.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from karteo.lib.errors import Forbidden
from karteo.lib.sql import rows


@dataclass(frozen=True, slots=True)
class BatchLine:
    """The head of an action, as the log keeps it."""

    id: UUID
    by: UUID | None
    source: str
    why: str
    at: datetime
    undo_of: UUID | None


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One record's change: {field: [before, after]}."""

    type: str
    record: UUID
    patch: dict[str, list[Any]]


APPEND = """
WITH counter AS (
    INSERT INTO log_counter (workspace_id, number, epoch) VALUES (%(workspace)s, 1, gen_random_uuid())
    ON CONFLICT (workspace_id) DO UPDATE SET number = log_counter.number + 1
    WHERE log_counter.workspace_id = %(workspace)s
    RETURNING number
), head AS (
    INSERT INTO log_batch (workspace_id, id, by, source, why, at, undo_of)
    VALUES (%(workspace)s, %(batch)s, %(by)s, %(source)s, %(why)s, %(at)s, %(undo_of)s)
    ON CONFLICT (workspace_id, id) DO NOTHING
), line AS (
    SELECT * FROM json_to_recordset(%(lines)s::json) AS l (type text, record uuid, patch jsonb)
), change AS (
    INSERT INTO log_change (workspace_id, number, record_id, batch_id, type, patch)
    SELECT %(workspace)s, counter.number, line.record, %(batch)s, line.type, line.patch FROM line, counter
), latest AS (
    INSERT INTO log_latest (workspace_id, record_id, type, number)
    SELECT %(workspace)s, line.record, line.type, counter.number FROM line, counter
    ON CONFLICT (workspace_id, record_id) DO UPDATE SET number = EXCLUDED.number
), other AS (
    SELECT FROM log_batch b WHERE b.workspace_id = %(workspace)s AND b.id = %(batch)s
    AND (b.by IS DISTINCT FROM %(by)s OR b.source <> %(source)s OR b.undo_of IS DISTINCT FROM %(undo_of)s)
)
SELECT number, EXISTS (SELECT FROM other) FROM counter
"""


def append(workspace_id: UUID, batch: BatchLine, changes: Sequence[ChangeLine]) -> int:
    """Write the changes of one commit and return its number. Call it last in the transaction; at most one line
    per record. Forbidden when the id is that of another action: what one did would stand under another's name."""
    found = rows(
        APPEND,
        {
            "workspace": workspace_id,
            "batch": batch.id,
            "by": batch.by,
            "source": batch.source,
            "why": batch.why,
            "at": batch.at,
            "undo_of": batch.undo_of,
            "lines": orjson.dumps(changes).decode(),
        },
    )
    number, taken = found[0]
    if taken:
        raise Forbidden("foreign_id", "This id belongs to another action.")
    return int(number)


TOUCH = """
WITH counter AS (
    UPDATE log_counter SET number = number + 1 WHERE workspace_id = %(workspace)s RETURNING number
)
UPDATE log_latest l SET number = counter.number FROM counter
WHERE l.workspace_id = %(workspace)s AND l.record_id = ANY(%(records)s)
"""


def touch(workspace_id: UUID, records: Sequence[UUID]) -> None:
    """Tell the readers of the feed that what they show of these records is out of date, though nobody edited
    them (a derived column was computed anew)."""
    rows(TOUCH, {"workspace": workspace_id, "records": list(records)})
