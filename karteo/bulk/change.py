"""The same change on many records: looked at first, then done at once or, when they are many, as a job.

Which records they are is settled when the change is ordered: what the change itself does to the filter, and what
others write meanwhile, neither adds nor takes away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

import orjson
from django.db import transaction

from karteo.bulk.models import BulkChange, Piece
from karteo.edits import parse
from karteo.edits.apply_many import CHUNK, apply_many
from karteo.edits.shapes import Batch, Edit, Outcome, Summary
from karteo.identity.actor import Actor
from karteo.lib.clock import now
from karteo.lib.errors import Error, Forbidden, NotFound, Refusal
from karteo.lib.ids import new_id
from karteo.lib.sql import rows
from karteo.records.access import may, writable_fields
from karteo.records.context import context
from karteo.search import Selection, selection

AT_ONCE = 2000
LISTED = 20
SAMPLE = 5
NEVER = ("created_at", "merged_into")


@dataclass(frozen=True)
class Wanted:
    """Which records (these ids, or all that match), and what is to stand there."""

    patch: dict[str, Any]
    ids: list[UUID] | None = None
    q: str | None = None
    filter: dict[str, Any] | None = None
    why: str = ""
    type: str = "contact"


def look(actor: Actor, wanted: Wanted) -> dict[str, Any]:
    """How many it would change, and the first of them before and after. Nothing is written."""
    patch = _checked(actor, wanted)
    with _selected(actor, wanted) as found:
        sample = next(iter(found.pages()), [])[:SAMPLE]
        return {
            "count": found.count,
            "left_out": max(0, len(set(wanted.ids)) - found.count) if wanted.ids is not None else 0,
            "sample": [
                {
                    "id": row["id"],
                    "name": row["name"],
                    "before": {name: row.get(name) for name in patch},
                    "after": patch,
                }
                for row in sample
            ],
        }


def start(actor: Actor, wanted: Wanted, id: UUID | None = None) -> BulkChange:
    """Do it: up to 2,000 at once, more as a job that the caller orders (its status is "running" then).

    The same `id` again is the same change."""
    patch = _checked(actor, wanted)
    id = id or new_id()
    known = BulkChange.objects.filter(workspace_id=actor.workspace_id, id=id).first()
    if known:
        return one(actor, id)
    with _selected(actor, wanted) as found, transaction.atomic():
        made = BulkChange.objects.create(
            workspace_id=actor.workspace_id,
            id=id,
            by=actor.user_id,
            type=wanted.type,
            patch=patch,
            why=wanted.why,
            total=found.count,
            batch_id=id,
        )
        for n, ids in enumerate(found.ids(CHUNK)):
            data = b"".join(one.bytes for one in ids)
            Piece.objects.create(workspace_id=actor.workspace_id, id=new_id(), import_id=id, n=n, data=data)
    return run(actor, id) if made.total <= AT_ONCE else made


def run(actor: Actor, id: UUID, progress: Callable[[int, int], None] | None = None) -> BulkChange:
    """Go on to the end, or until somebody cancels it. Killed anywhere, the same call goes on where it stood: a chunk
    that was done leaves a receipt, and is then only counted."""
    made = one(actor, id)
    _allowed(actor, made.type)
    batch = Batch(id=made.batch_id, source="bulk", why=made.why)
    while made.status == "running":
        edits = list(_edits(made))
        if not edits:
            _end(made, "done")
            break
        summary = apply_many(actor, batch, edits, size=CHUNK, first=made.chunk)
        _count(actor, made, len(edits), summary)
        made = one(actor, id)
        if progress:
            progress(made.done, made.total)
    return one(actor, id)


def cancel(actor: Actor, id: UUID) -> BulkChange:
    """Stop after the chunk that is being written; what was done stays, and can be undone."""
    made = one(actor, id)
    if made.status == "running":
        _end(made, "cancelled")
    return one(actor, id)


def one(actor: Actor, id: UUID) -> BulkChange:
    """A change of the actor's own, or for an administrator of anybody's."""
    found = BulkChange.objects.filter(workspace_id=actor.workspace_id, id=id).first()
    if found is None or (found.by != actor.user_id and not actor.admin):
        raise NotFound("bulk")
    return found


def _checked(actor: Actor, wanted: Wanted) -> dict[str, Any]:
    """The patch as it will stand there; Forbidden without the right, Refusal with each fault's place."""
    _allowed(actor, wanted.type)
    ctx = context(actor.workspace_id, actor.user_id)
    wish = parse.read(wanted.patch, ctx.fields(wanted.type), writable_fields(actor, wanted.type, ctx), Batch(), ctx)
    faults = [Error(f"patch.{f['place']}", f["code"], f["params"], f["detail"]) for f in wish.errors.values()]
    faults += [
        Error(f"patch.{name}", "forbidden", {}, "This is not changed in bulk.") for name in NEVER if name in wish.patch
    ]
    for name, people in wish.users.items():
        if any(person not in ctx.users() for person in people):
            faults.append(Error(f"patch.{name}", "no_such_user", {}, "There is no such person here."))
    if faults:
        raise Refusal(faults)
    if not wish.patch:
        raise Refusal([Error("patch", "required", {}, "Nothing is to be changed.")])
    return wish.patch


def _allowed(actor: Actor, type_name: str) -> None:
    """Forbidden without the right; asked again when a job begins, which may be later."""
    if not may(actor, "bulk", type_name) or not may(actor, "edit", type_name):
        raise Forbidden("bulk", "You may not change many records at once.")


def _selected(actor: Actor, wanted: Wanted) -> Selection:
    """As far as his role reaches with both verbs; what he may only see is left out."""
    return selection(actor, wanted.type, q=wanted.q, filter=wanted.filter, ids=wanted.ids, verbs=["bulk", "edit"])


def _edits(made: BulkChange) -> Iterator[Edit]:
    """The edits of the next chunk; all share one patch, which is then read once."""
    for (data,) in rows(
        "SELECT data FROM bulk_piece WHERE workspace_id = %s AND import_id = %s AND n = %s",
        (made.workspace_id, made.id, made.chunk),
    ):
        kept = bytes(data)
        for at in range(0, len(kept), 16):
            record = UUID(bytes=kept[at : at + 16])
            yield Edit(record=record, patch=made.patch, type=made.type, id=uuid5(made.batch_id, record.hex))


def _count(actor: Actor, made: BulkChange, done: int, summary: Summary) -> None:
    """Add a chunk to the counts, once: whoever finds it counted already leaves it."""
    room = LISTED - len(made.problems)
    problems = made.problems + [_problem(outcome) for _, outcome in summary.problems[:room]]
    rows(
        "UPDATE bulk_bulkchange SET chunk = chunk + 1, done = done + %s, changed = changed + %s,"
        " unchanged = unchanged + %s, refused = refused + %s, problems = %s, changed_at = %s"
        " WHERE workspace_id = %s AND id = %s AND chunk = %s",
        (
            done,
            summary.done,
            summary.unchanged,
            summary.refused + summary.conflicts,
            orjson.dumps(problems).decode(),
            now(),
            made.workspace_id,
            made.id,
            made.chunk,
        ),
    )


def _problem(outcome: Outcome) -> dict[str, Any]:
    fault = next(iter(outcome.fields.values()), {})
    return {"record": str(outcome.record), "code": fault.get("code", ""), "detail": fault.get("detail", "")}


def _end(made: BulkChange, status: str, error: str = "") -> None:
    """Note the end, if it still runs, and forget which records they were."""
    with transaction.atomic():
        rows(
            "UPDATE bulk_bulkchange SET status = %s, error = %s, changed_at = %s"
            " WHERE workspace_id = %s AND id = %s AND status = 'running'",
            (status, error[:1000], now(), made.workspace_id, made.id),
        )
        rows("DELETE FROM bulk_piece WHERE workspace_id = %s AND import_id = %s", (made.workspace_id, made.id))


def failed(made: BulkChange, error: str) -> None:
    """Note that it could not go on."""
    _end(made, "failed", error)
