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
    error = models.TextField(default="")
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


class BulkChange(Tenant):
    """One change of many records, too many for one request. Its targets are kept as pieces: 16 bytes for each."""

    by = models.UUIDField()
    type = models.TextField(default="contact")
    patch = models.JSONField()
    why = models.TextField(default="")
    status = models.TextField(default="running")  # running | done | failed | cancelled
    total = models.IntegerField()
    done = models.IntegerField(default=0)
    chunk = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    problems = models.JSONField(default=list)
    """the first refusals: {record, name, code}"""
    error = models.TextField(default="")
    batch_id = models.UUIDField()
    created_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["workspace_id", "status"], name="bulk_change_status")]
