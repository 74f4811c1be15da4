"""The same change on many records: looked at first, then done at once or, when they are many, as a job.

Which records they are is settled when the change is ordered: what the change itself does to the filter, and what
others write meanwhile, neither adds nor takes away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from karteo.bulk import jobs
from karteo.bulk.models import Job
from karteo.edits import parse
from karteo.edits.apply_many import CHUNK
from karteo.edits.shapes import Batch, Edit
from karteo.identity.actor import Actor
from karteo.lib.errors import Error, Forbidden, Refusal
from karteo.records.access import may, writable_fields
from karteo.records.context import context
from karteo.search import Selection, selection

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
                    "owner_id": row.get("owner_id"),
                    "before": {name: row.get(name) for name in patch},
                    "after": patch,
                }
                for row in sample
            ],
        }


def start(actor: Actor, wanted: Wanted, id: UUID | None = None) -> Job:
    """Do it: up to 2,000 at once, more as a job. The same `id` again is the same change."""
    patch = _checked(actor, wanted)
    if id and jobs.known(actor.workspace_id, id):
        return jobs.one(actor, id)
    with _selected(actor, wanted) as found:
        chunks = ((wanted.type, ids) for ids in found.ids(CHUNK))
        job = jobs.order(actor, "change", {"patch": patch}, chunks, why=wanted.why, id=id)
    return job if jobs.long(job) else jobs.run(actor, job.id, step)


def step(actor: Actor, job: Job, type: str, records: list[UUID]) -> None:
    """Give these records what is to stand there; all edits share one patch, which is then read once."""
    _allowed(actor, type)
    patch = job.args["patch"]
    ids = (uuid5(job.batch_id, record.hex) for record in records)
    jobs.apply(actor, job, [Edit(record, patch, type=type, id=id) for record, id in zip(records, ids, strict=True)])


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
