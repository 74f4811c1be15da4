"""Jobs and imports in the background. One whose worker was killed is found by its silence and ordered again."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.db import connections
from procrastinate.contrib.django import app

from karteo.bulk import change, faults, handover, jobs, retag, retention, undoing
from karteo.bulk.retaining import retention_nightly
from karteo.bulk.run import run
from karteo.identity.actor import by_user
from karteo.lib.clock import now
from karteo.lib.errors import Error, Forbidden, Refusal
from karteo.lib.sql import rows

__all__ = ["bulk_resume", "bulk_work", "retention_nightly"]

log = logging.getLogger("karteo.bulk")
KINDS: dict[str, jobs.Step] = {
    "change": change.step,
    "handover": handover.step,
    "retention": retention.step,
    "tags": retag.step,
    "undo": undoing.step,
}
SILENCE = timedelta(seconds=60)
SILENT = """SELECT 'job', workspace_id, id FROM bulk_job WHERE status IN ('running', 'stopping') AND changed_at < %s
 UNION ALL SELECT 'import', workspace_id, id FROM bulk_import WHERE status = 'running' AND changed_at < %s
 /* across workspaces: whoever starts a worker goes on with what was left lying */"""


@app.task(name="bulk_work", queue="bulk")
def bulk_work(what: str, workspace: str, id: str) -> None:
    """Do one job or import, in the name of who ordered it and with the rights he has now."""
    try:
        (_import if what == "import" else _job)(UUID(workspace), UUID(id))
    finally:
        connections.close_all()  # of the thread that the worker lent


def _job(workspace_id: UUID, id: UUID) -> None:
    job = jobs.known(workspace_id, id)
    if job is None or not jobs.goes_on(job):
        return
    actor = by_user(workspace_id, job.by, "bulk")
    try:
        if actor is None:
            jobs.failed(job, faults.LET_GO)
        else:
            jobs.run(actor, id, KINDS[job.kind])
    except (Refusal, Forbidden) as wrong:
        log.warning("A job (%s) stopped: %s", job.kind, wrong)
        jobs.failed(job, faults.fault_of(wrong))
    except Exception as wrong:
        jobs.failed(job, faults.fault_of(wrong))
        raise


def _import(workspace_id: UUID, id: UUID) -> None:
    found = rows("SELECT by FROM bulk_import WHERE workspace_id = %s AND id = %s", (workspace_id, id))
    actor = by_user(workspace_id, found[0][0], "import") if found else None
    try:
        if actor is None:
            _failed(workspace_id, id, faults.LET_GO)
        else:
            run(actor, id)
    except (Refusal, Forbidden) as wrong:
        log.warning("An import stopped: %s", wrong)
        _failed(workspace_id, id, faults.fault_of(wrong))
    except Exception as wrong:
        _failed(workspace_id, id, faults.fault_of(wrong))
        raise


def _failed(workspace_id: UUID, id: UUID, fault: Error) -> None:
    rows(
        "UPDATE bulk_import SET status = 'failed', fault = %s, changed_at = %s"
        " WHERE workspace_id = %s AND id = %s AND status <> 'done'",
        (faults.as_json(fault), now(), workspace_id, id),
    )


@app.periodic(cron="* * * * *")
@app.task(name="bulk_resume", queue="bulk", queueing_lock="bulk resume", pass_context=False)
def bulk_resume(timestamp: int) -> None:
    """Order again what runs and has been silent: its worker was killed."""
    try:
        for what, workspace_id, id in rows(SILENT, (now() - SILENCE, now() - SILENCE)):
            jobs.queue(workspace_id, id, what)
    finally:
        connections.close_all()
