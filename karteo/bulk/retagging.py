"""Long changes of tags as background jobs; one whose worker was killed is taken up again."""

from __future__ import annotations

from uuid import UUID

from django.db import connections
from procrastinate.contrib.django import app

from karteo.bulk import retag
from karteo.edits.shapes import Batch
from karteo.identity.actor import Actor, by_user
from karteo.lib.clock import now
from karteo.lib.sql import rows

STALLED = """SELECT j.id FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
 WHERE j.task_name = 'change_tags' AND j.status = 'doing'
   AND (w.id IS NULL OR w.last_heartbeat < now() - interval '60 seconds')"""
WAITS = """SELECT 1 FROM procrastinate_jobs j WHERE j.task_name = 'change_tags' AND j.status IN ('todo', 'doing')
 AND j.args->>'batch' = %s AND j.args->>'workspace' = %s LIMIT 1"""


def order(actor: Actor, batch: Batch, wish: retag.Wish) -> None:
    """Queue the change in the name of the actor."""
    change_tags.defer(
        workspace=str(actor.workspace_id),
        user=str(actor.user_id),
        batch=str(batch.id),
        why=batch.why,
        words=list(wish.words),
        into=wish.into,
    )


def running(workspace_id: UUID, batch: UUID) -> bool:
    """Whether the change waits or is being done."""
    return bool(rows(WAITS, (str(batch), str(workspace_id))))


@app.task(name="change_tags", queue="bulk")
def change_tags(workspace: str, user: str, batch: str, why: str, words: list[str], into: str | None) -> None:
    """Do one change, with the rights that its person has now; who is no administrator any more changes nothing."""
    try:
        actor = by_user(UUID(workspace), UUID(user), "bulk")
        if actor is not None and actor.admin:
            retag.run(actor, Batch(UUID(batch), source="bulk", why=why), retag.Wish(tuple(words), into))
    finally:
        connections.close_all()  # of the thread that the worker lent


@app.periodic(cron="* * * * *")
@app.task(name="resume_tags", queue="bulk", queueing_lock="resume tags", pass_context=False)
def resume_tags(timestamp: int) -> None:
    """Take up again what a killed worker left lying."""
    try:
        for (job,) in rows(STALLED):
            app.job_manager.retry_job_by_id(job, now())
    finally:
        connections.close_all()
