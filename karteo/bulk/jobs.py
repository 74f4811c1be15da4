"""Work on more records than fit into one request: ordered, done chunk by chunk, followed, stopped, taken up again.

Which records they are is settled when a job is ordered; they are kept as numbered chunks. The door leaves a receipt
under the chunk's number in the chunk's own transaction, and only then the chunk is counted. So whoever goes on after a
crash does the next chunk again, which is then only remembered: nothing is done twice, left out or counted twice.

What a kind of job does to its records is its `Step`, in a file of its own; `tasks.py` knows them all.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction
from django.db.models.fields.json import KT
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from karteo.bulk.faults import LET_GO, as_json
from karteo.bulk.models import Job, Target
from karteo.edits.apply_many import apply_many, remembered
from karteo.edits.shapes import Batch, Edit, Summary
from karteo.history.undo import faults, told
from karteo.identity.actor import Actor, by_user
from karteo.lib.clock import now
from karteo.lib.errors import Error, NotFound, Refusal
from karteo.lib.ids import new_id
from karteo.lib.sql import rows

log = logging.getLogger("karteo.bulk")
AT_ONCE = 2000  # records that are done while the asker waits; more is for the worker
LISTED = 200
NONE: dict[str, Any] = {"changed": 0, "unchanged": 0, "left": 0, "left_alone": []}

Chunks = Iterable[tuple[str, list[UUID]]]
"""(record type, ids), in the order in which they are to be done; some thousand at most in each"""
Step = Callable[[Actor, Job, str, list[UUID]], None]
"""Does these records as the job's chunk number `job.chunk`, through the door, which leaves the receipt"""


def order(
    actor: Actor,
    kind: str,
    args: dict[str, Any],
    chunks: Chunks,
    *,
    why: str = "",
    id: UUID | None = None,
    later: bool = False,
) -> Job:
    """Note the work and its records, in the caller's transaction if there is one. More than 2,000 (or with `later`)
    are handed to the worker; fewer the caller runs himself, if `long` says no. The id is that of the action, too."""
    id = id or new_id()
    with transaction.atomic():
        total = 0
        for n, (type, ids) in enumerate(chunks):
            total += len(ids)
            data = b"".join(one.bytes for one in ids)
            Target.objects.create(workspace_id=actor.workspace_id, id=new_id(), job_id=id, n=n, type=type, data=data)
        job = Job.objects.create(
            workspace_id=actor.workspace_id,
            id=id,
            kind=kind,
            by=actor.user_id,
            args=args,
            why=why,
            total=total,
            result=NONE,
            batch_id=id,
        )
        if later or long(job):
            queue(job.workspace_id, job.id)
    return job


def long(job: Job) -> bool:
    """Whether it is the worker's."""
    return job.total > AT_ONCE


def queue(workspace_id: UUID, id: UUID, what: str = "job") -> None:
    """Hand it to the worker; once, however often it is asked. `what`: "job", or "import"."""
    task = app.configure_task("bulk_work", queue="bulk", queueing_lock=f"{what} {id}")
    try:
        with transaction.atomic():
            task.defer(what=what, workspace=str(workspace_id), id=str(id))
    except AlreadyEnqueued:
        log.info("%s %s waits already", what, id)


def run(actor: Actor, id: UUID, step: Step, progress: Callable[[int, int], None] | None = None) -> Job:
    """Go on to the end, or until somebody cancels it. Killed anywhere, the same call goes on where it stood."""
    begun = False
    while (job := one(actor, id)).status == "running":
        found = rows(
            "SELECT type, data FROM bulk_target WHERE workspace_id = %s AND job_id = %s AND n = %s",
            (job.workspace_id, job.id, job.chunk),
        )
        if not found:
            _end(job, "done")
            break
        actor, begun = still(actor) if begun else actor, True
        type, data = found[0]
        kept = bytes(data)
        records = [UUID(bytes=kept[at : at + 16]) for at in range(0, len(kept), 16)]
        if remembered(actor, job.batch_id, job.chunk) is None:
            step(actor, job, type, records)
        done = remembered(actor, job.batch_id, job.chunk) or Summary(job.batch_id)
        _count(actor, job, len(records), done)
        if progress:
            progress(job.done + len(records), job.total)
    if job.status == "stopping":
        _end(job, "cancelled")
    return one(actor, id)


def still(actor: Actor) -> Actor:
    """Who ordered it, with the rights of now: long work asks between its chunks."""
    found = by_user(actor.workspace_id, actor.user_id, actor.source)
    if found is None:
        raise Refusal([LET_GO])
    return found


def cancel(actor: Actor, id: UUID) -> Job:
    """Stop after the chunk that is being written; what was done stays, and can be undone. Until whoever writes has
    counted it, the job is "stopping"."""
    job = one(actor, id)
    rows(
        "UPDATE bulk_job SET status = 'stopping', changed_at = %s"
        " WHERE workspace_id = %s AND id = %s AND status = 'running'",
        (now(), job.workspace_id, job.id),
    )
    return one(actor, id)


def goes_on(job: Job) -> bool:
    """Whether it is not over."""
    return job.status in ("running", "stopping")


def one(actor: Actor, id: UUID) -> Job:
    """A job of the actor's own, or for an administrator of anybody's."""
    found = known(actor.workspace_id, id)
    if found is None or not may_look(actor, found):
        raise NotFound("job")
    return found


def may_look(actor: Actor, job: Job) -> bool:
    """Whether its numbers are told to the actor."""
    return job.by == actor.user_id or actor.admin


def running(actor: Actor, kind: str = "", **about: str) -> list[Job]:
    """What the actor himself has ordered and is not over, oldest first; of a kind, and with these arguments."""
    found = Job.objects.filter(workspace_id=actor.workspace_id, by=actor.user_id, status__in=["running", "stopping"])
    if kind:
        found = found.filter(kind=kind)
    found = found.filter(**{f"args__{name}": value for name, value in about.items()})
    return list(found.order_by("created_at", "id"))


def known(workspace_id: UUID, id: UUID) -> Job | None:
    """The job of this id, if there is one."""
    return Job.objects.filter(workspace_id=workspace_id, id=id).first()


def latest(workspace_id: UUID, kind: str, about: str) -> dict[str, Job]:
    """The last job of a kind for each value of the argument `about`."""
    found = Job.objects.filter(workspace_id=workspace_id, kind=kind).annotate(about=KT(f"args__{about}"))
    return {job.args[about]: job for job in found.order_by("about", "-created_at").distinct("about")}


def apply(actor: Actor, job: Job, edits: Sequence[Edit]) -> None:
    """The edits of a step, as the job's present chunk."""
    batch = Batch(id=job.batch_id, source="bulk", why=job.why)
    apply_many(actor, batch, edits, size=max(1, len(edits)), first=job.chunk)


def failed(job: Job, fault: Error) -> None:
    """Note that it could not go on, and why."""
    _end(job, "failed", fault)


def _count(actor: Actor, job: Job, done: int, summary: Summary) -> None:
    """Add a chunk to the counts, once: whoever finds it counted already leaves it."""
    before, left = job.result, told(actor, [outcome for _, outcome in summary.problems])
    room = LISTED - len(before["left_alone"])
    result = {
        "changed": before["changed"] + summary.done,
        "unchanged": before["unchanged"] + summary.unchanged,
        "left": before["left"] + len(left),
        "left_alone": before["left_alone"] + faults(left[:room]),
    }
    rows(
        "UPDATE bulk_job SET chunk = chunk + 1, done = done + %s, result = %s, changed_at = %s"
        " WHERE workspace_id = %s AND id = %s AND chunk = %s",
        (done, orjson.dumps(result).decode(), now(), job.workspace_id, job.id, job.chunk),
    )


def _end(job: Job, status: str, fault: Error | None = None) -> None:
    """Note the end, if it still runs, and forget which records they were."""
    with transaction.atomic():
        rows(
            "UPDATE bulk_job SET status = %s, fault = %s, changed_at = %s"
            " WHERE workspace_id = %s AND id = %s AND status IN ('running', 'stopping')",
            (status, as_json(fault), now(), job.workspace_id, job.id),
        )
        rows("DELETE FROM bulk_target WHERE workspace_id = %s AND job_id = %s", (job.workspace_id, job.id))
