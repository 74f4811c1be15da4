"""Changes of many records as background jobs; one that was killed is found by its silence and ordered again."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.db import connections, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from karteo.bulk import change
from karteo.bulk.models import BulkChange
from karteo.identity.actor import by_user
from karteo.lib.clock import now
from karteo.lib.errors import Forbidden, Refusal
from karteo.lib.sql import rows

log = logging.getLogger("karteo.bulk")
SILENCE = timedelta(seconds=60)
STALLED = """SELECT workspace_id, id FROM bulk_bulkchange WHERE status = 'running' AND changed_at < %s
 /* across workspaces: whoever starts a worker goes on with what was left lying */"""


def order(workspace_id: UUID, id: UUID) -> None:
    """Queue the change; once, however often it is asked."""
    try:
        with transaction.atomic():
            change_many.configure(queueing_lock=f"change {id}").defer(workspace=str(workspace_id), id=str(id))
    except AlreadyEnqueued:
        log.info("change %s waits already", id)


@app.task(name="change_many", queue="bulk")
def change_many(workspace: str, id: str) -> None:
    """Run one change, in the name of who ordered it and with the rights he has now."""
    try:
        _do(UUID(workspace), UUID(id))
    finally:
        connections.close_all()  # of the thread that the worker lent


def _do(workspace_id: UUID, id: UUID) -> None:
    made = BulkChange.objects.get(workspace_id=workspace_id, id=id)
    actor = by_user(workspace_id, made.by, "bulk")
    try:
        if actor is None:
            raise Forbidden("bulk", "Who ordered this change has no access any more.")
        change.run(actor, id)
    except (Refusal, Forbidden) as wrong:
        change.failed(made, str(wrong))
    except Exception:
        change.failed(made, "Something unexpected happened. What was changed can be undone.")
        raise


@app.periodic(cron="* * * * *")
@app.task(name="resume_changes", queue="bulk", queueing_lock="resume changes", pass_context=False)
def resume_changes(timestamp: int) -> None:
    """Order again what runs and has been silent: its worker was killed."""
    try:
        for workspace_id, id in rows(STALLED, (now() - SILENCE,)):
            order(workspace_id, id)
    finally:
        connections.close_all()
