"""Putting an action back, as a new action of its own; what somebody changed since is left alone and listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from karteo.edits.apply_many import apply_many
from karteo.edits.shapes import Batch, Edit, Outcome, Summary
from karteo.history import batches
from karteo.history.inverse import inverse
from karteo.history.renamed import follow
from karteo.identity.actor import Actor
from karteo.lib.errors import Error, Refusal
from karteo.lib.ids import new_id
from karteo.log import feed
from karteo.records import rows
from karteo.records.access import known_fields
from karteo.records.context import context

LISTED = 200


@dataclass(slots=True)
class Undone:
    """The undoing action, how many records it put back, how many not, and the first of those with the reason."""

    batch: UUID
    done: int
    unchanged: int
    left: int
    left_alone: list[dict[str, Any]] = field(default_factory=list)


def undo(
    actor: Actor,
    batch: UUID,
    new_batch: UUID | None = None,
    why: str = "",
    progress: Callable[[int, Summary], None] | None = None,
) -> Undone:
    """Put `batch` back. Undoing an undo is redoing. The same `new_batch` again changes nothing more."""
    batches.one(actor, batch)
    if feed.erases(actor.workspace_id, batch):
        raise Refusal([Error("", "erased_for_good", {}, "What was erased for good does not come back.")])
    if actor.admin:  # tags are renamed by administrators, for everybody
        follow(actor.workspace_id, batch)
    mine = Batch(id=new_batch or new_id(), source="undo", why=why, undo_of=batch)
    summary = apply_many(actor, mine, inverse(actor.workspace_id, batch, mine.id), progress=progress)
    # a record that he may not see is none: neither listed nor counted
    left = [outcome for outcome in _told(actor, summary) if outcome.fields.get("", {}).get("code") != "not_found"]
    return Undone(mine.id, summary.done, summary.unchanged, len(left), left_alone(actor, left[:LISTED]))


def _told(actor: Actor, summary: Summary) -> list[Outcome]:
    """The problems; to an administrator also which of the missing records were erased for good."""
    found = [outcome for _, outcome in summary.problems]
    missing = [one for one in found if one.fields.get("", {}).get("code") == "not_found"] if actor.admin else []
    gone = feed.erased(actor.workspace_id, [one.record for one in missing]) if missing else set()
    for one in missing:
        if one.record in gone:
            one.fields[""]["code"] = "erased"
    return found


def left_alone(actor: Actor, outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    """What was not put back, one line for each field: whose record, and what stands there now."""
    by_type: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_type.setdefault(outcome.type, []).append(outcome)
    lines = []
    for type, some in by_type.items():
        shown = rows.get_many(actor, type, {outcome.record for outcome in some})
        known = known_fields(actor, type, context(actor.workspace_id))
        for outcome in some:
            row = shown.get(outcome.record, {})
            for name, fault in outcome.fields.items():
                if name and name not in known:
                    continue
                lines.append(
                    {
                        "type": type,
                        "record": outcome.record,
                        "name": row.get("name", ""),
                        "field": name,
                        "current": fault.get("theirs"),
                        "code": fault.get("code", outcome.status),
                    }
                )
    return lines


def restoring(row: dict[str, Any], then: dict[str, Any], fields: Iterable[str]) -> Edit:
    """The edit that brings these fields of `row` (as it is now) to what they were; equal ones are not in it."""
    patch = {name: then.get(name) for name in fields if row.get(name) != then.get(name)}
    patch.pop("created_at", None)
    return Edit(
        record=UUID(str(row["id"])),
        type=row["type"],
        id=new_id(),
        patch=patch,
        base={name: row.get(name) for name in patch},
    )
