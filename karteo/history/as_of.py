"""A record as it was: its fields now, with every later change taken back."""
from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from karteo.lib.errors import NotFound
from karteo.lib.sql import rows

Values = dict[str, Any]


def as_of(workspace_id: UUID, type: str, record: UUID, now: Values, at: int | datetime) -> Values:
    """`now` (the record's fields today) as they were just after number `at`, or at that time.

    NotFound when the record did not exist yet. Derived fields are not the log's: the caller drops them.
    """
    number = at if isinstance(at, int) else _number_at(workspace_id, type, record, at)
    then = dict(now)
    for (patch,) in rows(
        """select patch from log_change where workspace_id = %s and type = %s and record_id = %s and number > %s
           order by number desc""",
        (workspace_id, type, record, number),
    ):
        for field, (before, _after) in patch.items():
            then[field] = before
    if then.get("created_at") is None:
        raise NotFound("record")
    return then


def _number_at(workspace_id: UUID, type: str, record: UUID, at: datetime) -> int:
    """The record's last number at a time: one below its first change after it."""
    ((first,),) = rows(
        """select min(c.number) from log_change c
           join log_batch b on b.workspace_id = c.workspace_id and b.id = c.batch_id
           where c.workspace_id = %s and b.workspace_id = %s and c.type = %s and c.record_id = %s and b.at > %s""",
        (workspace_id, workspace_id, type, record, at),
    )
    return 2**63 - 1 if first is None else int(first) - 1
