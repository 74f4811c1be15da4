"""Big hand-overs as background jobs; one whose worker was killed is found by its silence and ordered again."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.db import connections, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from karteo.bulk import handover
from karteo.lib.clock import now
from karteo.lib.errors import Forbidden
from karteo.lib.sql import rows
from karteo.records.fields.dates import stamp

log = logging.getLogger("karteo.bulk")
SILENCE = timedelta(seconds=60)
STALLED = """SELECT workspace_id, user_id FROM identity_membership WHERE handover->>'state' = 'running'
 AND handover->>'beat' < %s /* across workspaces: whoever starts a worker goes on with what was left lying */"""


def order(workspace_id: UUID, person: UUID) -> None:
    """Queue the hand-over of what this person owns; once, however often it is asked."""
    try:
        with transaction.atomic():
            hand_over.configure(queueing_lock=f"hand over {workspace_id} {person}").defer(
                workspace=str(workspace_id), person=str(person)
            )
    except AlreadyEnqueued:
        log.info("the hand-over of %s waits already", person)


@app.task(name="hand_over", queue="bulk")
def hand_over(workspace: str, person: str) -> None:
    """Do one hand-over; what was not done can be ordered again."""
    try:
        handover.run(UUID(workspace), UUID(person))
    except Forbidden as wrong:
        log.warning("A hand-over stopped: %s", wrong)
        handover.failed(UUID(workspace), UUID(person))
    except Exception:
        handover.failed(UUID(workspace), UUID(person))
        raise
    finally:
        connections.close_all()  # of the thread that the worker lent


@app.periodic(cron="* * * * *")
@app.task(name="resume_handovers", queue="bulk", queueing_lock="resume handovers", pass_context=False)
def resume_handovers(timestamp: int) -> None:
    """Order again what runs and has been silent: its worker was killed."""
    try:
        for workspace_id, person in rows(STALLED, (stamp(now() - SILENCE),)):
            order(workspace_id, person)
    finally:
        connections.close_all()
