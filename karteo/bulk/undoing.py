"""Taking an action back: at once, or as a job when it touched very many records."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from karteo.bulk import jobs
from karteo.bulk.models import Job
from karteo.edits.shapes import Batch
from karteo.history.undo import Undone, begun, left_alone, put_back, undo
from karteo.identity.actor import Actor


def start(actor: Actor, batch: UUID, new_batch: UUID | None = None, why: str = "") -> Undone | Job:
    """Put `batch` back: up to 2,000 records at once, more as a job. The same `new_batch` again is the same undo, and
    so is one that the actor has running."""
    if new_batch and jobs.known(actor.workspace_id, new_batch):
        return jobs.one(actor, new_batch)
    for running in jobs.running(actor, "undo", of=str(batch)):
        if running.status == "running":  # one that is being stopped is gone on with by another
            return running
    chunks = begun(actor, batch)
    if len(chunks) < 2:  # one transaction
        return undo(actor, batch, new_batch, why, chunks)
    # Several of them are a job even when they are done at once: whatever dies in between is gone on with.
    job = jobs.order(actor, "undo", {"of": str(batch)}, chunks, why=why, id=new_batch)
    return job if jobs.long(job) else _told(actor, jobs.run(actor, job.id, step))


def _told(actor: Actor, job: Job) -> Undone:
    """What became of a job that is over already."""
    told = job.result
    return Undone(job.batch_id, told["changed"], told["unchanged"], told["left"], left_alone(actor, told["left_alone"]))


def parts(actor: Actor, undos: Collection[UUID]) -> dict[UUID, tuple[int, int] | None]:
    """Of these undos, those that have not come to their end: (records put back, of how many). Whoever may not look at
    the job is not told how many, since he may see fewer."""
    found = Job.objects.filter(workspace_id=actor.workspace_id, id__in=undos, kind="undo").exclude(status="done")
    return {
        job.id: (job.result["changed"], job.total) if jobs.may_look(actor, job) or not job.result["changed"] else None
        for job in found
    }


def step(actor: Actor, job: Job, type: str, records: list[UUID]) -> None:
    """Put these records back; what somebody changed since is left alone."""
    mine = Batch(id=job.batch_id, source="undo", why=job.why, undo_of=UUID(job.args["of"]))
    put_back(actor, mine, type, records, job.chunk)
