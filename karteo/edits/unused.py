"""Bytes that no edit ever named: an upload that broke off between the store and the door. The log knows."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connections
from procrastinate.contrib.django import app

from karteo.files import blobs
from karteo.files.models import Blob
from karteo.lib.clock import now
from karteo.lib.errors import Refusal
from karteo.lib.sql import rows

AGE = timedelta(days=1)
NAMED = "SELECT 1 FROM log_change WHERE workspace_id = %s AND record_id = %s AND strpos(patch::text, %s) > 0 LIMIT 1"
log = logging.getLogger("karteo.files")


@app.periodic(cron="17 3 * * *")
@app.task(name="sweep_files", queue="bulk", queueing_lock="sweep files", pass_context=False)
def sweep_files(timestamp: int) -> None:
    """Every night: forget what came in more than a day ago and became nothing."""
    try:
        sweep(now() - AGE)
    finally:
        connections.close_all()


def named(workspace_id: UUID, record_id: UUID, blob_id: UUID) -> bool:
    """Whether a change of the record ever named the blob: then an undo may want it, if nobody else does."""
    return bool(rows(NAMED, (workspace_id, record_id, str(blob_id))))


def sweep(before: datetime) -> int:
    """Forget blobs that are older and that no change of their record ever named; how many they were."""
    swept = 0
    for workspace_id, blob_id, record_id in blobs.unused(before):
        if named(workspace_id, record_id, blob_id):
            blobs.used(Blob(workspace_id=workspace_id, id=blob_id))
            continue
        try:
            swept += blobs.drop(workspace_id, [blob_id])
        except Refusal as away:
            log.error("a file was not swept: %s", away)
    return swept
