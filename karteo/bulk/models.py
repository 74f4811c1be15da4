"""An import from its file to its report. Nothing lies outside the database, so any process can go on with it."""

from __future__ import annotations

from django.db import models

from karteo.lib.clock import now
from karteo.lib.tenant import Tenant


class Import(Tenant):
    """One file that somebody brought. `batch_id` is the action that it became, and that can be undone."""

    by = models.UUIDField()
    name = models.TextField()
    size = models.BigIntegerField()
    format = models.TextField()
    encoding = models.TextField()
    delimiter = models.TextField(null=True)
    status = models.TextField(default="ready")  # ready | running | done | failed
    mapping = models.JSONField(default=dict)
    survey = models.JSONField(default=list)
    preview = models.JSONField(default=dict)
    """of the dry run: the first rows with their verdicts, and its report"""
    report = models.JSONField(default=dict)
    rows = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    chunk = models.IntegerField(default=0)
    """chunks that are finished; the next one may be done already but not yet counted (see `run.py`)"""
    pending = models.JSONField(null=True)
    fault = models.JSONField(null=True)
    """why it could not go on: {code, params, detail}"""
    batch_id = models.UUIDField()
    created_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["workspace_id", "status"], name="bulk_import_status")]


class Piece(Tenant):
    """One megabyte of the file."""

    import_id = models.UUIDField()
    n = models.IntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace_id", "import_id", "n"], name="bulk_piece_once")]


class Reject(Tenant):
    """A row of which something was not taken, as it stood in the file, with the reasons."""

    import_id = models.UUIDField()
    number = models.IntegerField()
    line = models.IntegerField()
    cells = models.JSONField()
    reasons = models.JSONField()  # [{column, header, value, code, params, detail}]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "import_id", "number"], name="bulk_reject_once"),
        ]


class Job(Tenant):
    """Work on many records: what (`kind`, `args`), in whose name, how far it is. It stands in `jobs.py`."""

    kind = models.TextField()  # change | handover | tags | retention | undo
    by = models.UUIDField()
    args = models.JSONField(default=dict)
    why = models.TextField(default="")
    status = models.TextField(default="running")  # running | stopping | done | failed | cancelled
    total = models.IntegerField()
    done = models.IntegerField(default=0)
    """targets that are through, whatever became of them"""
    chunk = models.IntegerField(default=0)
    """chunks that are finished; the next one may be done already but not yet counted"""
    result = models.JSONField(default=dict)
    """{changed, unchanged, left, left_alone: the first of them, {type, record, field, code, detail} without values}"""
    fault = models.JSONField(null=True)
    """why it could not go on: {code, params, detail}"""
    batch_id = models.UUIDField()
    created_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [
            models.Index(fields=["workspace_id", "kind", "created_at"], name="bulk_job_latest"),
            models.Index(
                fields=["workspace_id", "changed_at"],
                name="bulk_job_silent",
                condition=models.Q(status__in=["running", "stopping"]),
            ),
        ]


class Target(Tenant):
    """One chunk of a job's records, 16 bytes for each. They are chosen when it is ordered, and go when it ends."""

    job_id = models.UUIDField()
    n = models.IntegerField()
    type = models.TextField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace_id", "job_id", "n"], name="bulk_target_once")]
