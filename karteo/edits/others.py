"""Who wrote the other value of a conflict, and when: a person decides better when a name stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from karteo.edits.shapes import Outcome
from karteo.lib.sql import rows
from karteo.records.fields.dates import stamp


def name_others(workspace_id: UUID, outcomes: Sequence[Outcome]) -> None:
    """Add `by` (a user's id) and `at` to each clash, from the last change of that field. One query, and none
    when there is no clash."""
    clashing = [outcome for outcome in outcomes if outcome.status == "conflict"]
    if not clashing:
        return
    names = sorted({name for outcome in clashing for name in outcome.fields})
    last: dict[tuple[UUID, str], dict[str, str | None]] = {}
    for record, name, by, at in rows(
        "SELECT DISTINCT ON (c.record_id, f.name) c.record_id, f.name, b.by, b.at FROM unnest(%s::text[]) f (name)"
        " JOIN log_change c ON c.workspace_id = %s AND c.record_id = ANY(%s) AND c.patch ? f.name"
        " JOIN log_batch b ON b.workspace_id = %s AND b.id = c.batch_id"
        " ORDER BY c.record_id, f.name, c.number DESC",
        (names, workspace_id, [outcome.record for outcome in clashing], workspace_id),
    ):
        last[record, name] = {"by": str(by) if by else None, "at": stamp(at)}
    for outcome in clashing:
        for name, clash in outcome.fields.items():
            clash |= last.get((outcome.record, name), {})
