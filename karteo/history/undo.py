"""Putting an action back, as a new action of its own; what somebody changed since is left alone and listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from karteo.lib.sql import rows as query
from karteo.log import feed
from karteo.records import rows
from karteo.records.access import known_fields, visible
from karteo.records.context import context
from karteo.records.registry import TYPES

LISTED = 200
PAGE = 2000


@dataclass(slots=True)
class Undone:
    """The undoing action, how many records it put back, how many not, and the first of those with the reason."""

    batch: UUID
    done: int
    unchanged: int
    left: int
    left_alone: list[dict[str, Any]] = field(default_factory=list)


Chunks = list[tuple[str, list[UUID]]]


def undo(
    actor: Actor, batch: UUID, new_batch: UUID | None = None, why: str = "", chunks: Chunks | None = None
) -> Undone:
    """Put `batch` back. Undoing an undo is redoing. The same `new_batch` again changes nothing more. `chunks`: what
    `begun` said, if the caller asked already."""
    mine = Batch(id=new_batch or new_id(), source="undo", why=why, undo_of=batch)
    done = [put_back(actor, mine, *some, number) for number, some in enumerate(chunks or begun(actor, batch))]
    left = told(actor, [outcome for summary in done for _, outcome in summary.problems])
    changed, unchanged = sum(one.done for one in done), sum(one.unchanged for one in done)
    return Undone(mine.id, changed, unchanged, len(left), left_alone(actor, faults(left[:LISTED])))


def begun(actor: Actor, batch: UUID) -> Chunks:
    """The records that `batch` touched and the actor may see, what others hang on first, what was done last first;
    some thousand at a time, each to be `put_back`. NotFound, or Refusal for what does not come back."""
    batches.one(actor, batch)
    if feed.erases(actor.workspace_id, batch):
        raise Refusal([Error("", "erased_for_good", {}, "What was erased for good does not come back.")])
    if actor.admin:  # tags are renamed by administrators, for everybody
        follow(actor.workspace_id, batch)
    found: Chunks = []
    for type, kind in TYPES.items():
        seen = visible(actor, type)
        # what an administrator does not find was erased, and he is told
        join = f" join {kind.table} t on t.workspace_id = c.workspace_id and t.id = c.record_id"
        records = query(
            f"select c.record_id from log_change c{'' if actor.admin else join}"
            " where c.workspace_id = %s and c.batch_id = %s and c.type = %s"
            f"{'' if actor.admin else f' and {seen.sql}'}"
            " group by c.record_id order by max(c.number) desc, c.record_id desc",
            (actor.workspace_id, batch, type, *(() if actor.admin else seen.params)),
        )
        ids = [record for (record,) in records]
        found += [(type, ids[at : at + PAGE]) for at in range(0, len(ids), PAGE)]
    return found


def put_back(actor: Actor, mine: Batch, type: str, records: Sequence[UUID], number: int) -> Summary:
    """Put these records back, as chunk `number` of the undo `mine`; once, however often it is called."""
    assert mine.undo_of
    edits = list(inverse(actor.workspace_id, mine.undo_of, mine.id, type, records))
    return apply_many(actor, mine, edits, size=max(1, len(edits)), first=number)


def told(actor: Actor, problems: Iterable[Outcome]) -> list[Outcome]:
    """The problems without the records that are not there for him: those are neither listed nor counted. To an
    administrator also which of them were erased for good."""
    found = list(problems)
    missing = [one for one in found if one.fields.get("", {}).get("code") == "not_found"]
    gone = feed.erased(actor.workspace_id, [one.record for one in missing]) if missing and actor.admin else set()
    for one in missing:
        if one.record in gone:
            one.fields[""]["code"] = "erased"
    return [one for one in found if one.fields.get("", {}).get("code") != "not_found"]


def faults(outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    """What was left alone, one line for each field: whose record, and why. No values."""
    return [
        {
            "type": outcome.type,
            "record": str(outcome.record),
            "field": name,
            "code": fault.get("code") or outcome.status,
            "detail": fault.get("detail") or "",
        }
        for outcome in outcomes
        for name, fault in outcome.fields.items()
    ]


def left_alone(actor: Actor, lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines of `faults` as this reader may see them: with the record's name, and what stands there now."""
    by_type: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        by_type.setdefault(line["type"], []).append(line)
    found = []
    for type, some in by_type.items():
        shown = rows.get_many(actor, type, {UUID(line["record"]) for line in some})
        known = known_fields(actor, type, context(actor.workspace_id))
        for line in some:
            row = shown.get(UUID(line["record"]))
            if (line["field"] and line["field"] not in known) or (row is None and not actor.admin):
                continue
            row = row or {}
            found.append(
                {**line, "record": UUID(line["record"]), "name": row.get("name", ""), "current": row.get(line["field"])}
            )
    return found


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
