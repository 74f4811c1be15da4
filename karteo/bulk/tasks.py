"""Imports as background jobs. A job that was killed is found by its silence and ordered again."""

from __future__ import annotations

import logging
from uuid import UUID

from django.db import connections, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from karteo.bulk.change_tasks import SILENCE, change_many, resume_changes
from karteo.bulk.handing import hand_over, resume_handovers
from karteo.bulk.retagging import change_tags, resume_tags
from karteo.bulk.retaining import retain, retention_nightly
from karteo.bulk.run import run
from karteo.identity.actor import by_user
from karteo.lib.clock import now
from karteo.lib.errors import Forbidden, Refusal
from karteo.lib.sql import rows

__all__ = [
    "change_many",
    "change_tags",
    "do_import",
    "hand_over",
    "order",
    "resume_changes",
    "resume_handovers",
    "resume_imports",
    "resume_tags",
    "retain",
    "retention_nightly",
]

log = logging.getLogger("karteo.bulk")
STALLED = """SELECT workspace_id, id FROM bulk_import WHERE status = 'running' AND changed_at < %s
 /* across workspaces: whoever starts a worker goes on with what was left lying */"""


def order(workspace_id: UUID, import_id: UUID) -> None:
    """Queue the import; once, however often it is asked."""
    try:
        with transaction.atomic():
            do_import.configure(queueing_lock=f"import {import_id}").defer(
                workspace=str(workspace_id), import_id=str(import_id)
            )
    except AlreadyEnqueued:
        log.info("import %s waits already", import_id)


@app.task(name="do_import", queue="bulk")
def do_import(workspace: str, import_id: str) -> None:
    """Run one import, in the name of who brought it and with the rights he has now."""
    try:
        _do(UUID(workspace), UUID(import_id))
    finally:
        connections.close_all()  # of the thread that the worker lent


def _do(workspace_id: UUID, id: UUID) -> None:
    found = rows("SELECT by FROM bulk_import WHERE workspace_id = %s AND id = %s", (workspace_id, id))
    actor = by_user(workspace_id, found[0][0], "import") if found else None
    try:
        if actor is None:
            raise Forbidden("import", "Who brought this file has no access any more.")
        run(actor, id)
    except (Refusal, Forbidden) as wrong:
        _failed(workspace_id, id, str(wrong))
    except Exception:
        _failed(workspace_id, id, "Something unexpected happened. It can be continued or undone.")
        raise


def _failed(workspace_id: UUID, id: UUID, reason: str) -> None:
    rows(
        "UPDATE bulk_import SET status = 'failed', error = %s, changed_at = %s"
        " WHERE workspace_id = %s AND id = %s AND status <> 'done'",
        (reason[:1000], now(), workspace_id, id),
    )


@app.periodic(cron="* * * * *")
@app.task(name="resume_imports", queue="bulk", queueing_lock="resume imports", pass_context=False)
def resume_imports(timestamp: int) -> None:
    """Order again what runs and has been silent: its worker was killed."""
    try:
        for workspace_id, import_id in rows(STALLED, (now() - SILENCE,)):
            order(workspace_id, import_id)
    finally:
        connections.close_all()
