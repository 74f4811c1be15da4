"""The log: batches and changes, in the order of their commits, for ever. Only `append` writes here (and `erase`,
once in a life)."""

from __future__ import annotations

from django.db import models

from karteo.lib.ids import new_id
from karteo.lib.tenant import TableClass, Tenant


class Counter(models.Model):
    """The number of the last commit of a workspace. `epoch` changes when the workspace is restored from a backup."""

    table_class: TableClass = "tenant"

    workspace_id = models.UUIDField(primary_key=True)
    number = models.BigIntegerField(default=0)
    epoch = models.UUIDField(default=new_id)


class Batch(Tenant):
    """One action of a person or a program: the unit of preview, history and undo."""

    by = models.UUIDField(null=True)
    source = models.TextField()
    why = models.TextField(default="")
    at = models.DateTimeField()
    undo_of = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["workspace_id", "undo_of"], name="log_batch_undo_of", condition=~models.Q(undo_of=None)
            ),
            models.Index(fields=["workspace_id", "at", "id"], name="log_batch_recent"),
        ]


class Change(models.Model):
    """What one commit did to one record: {field: [before, after]}. The number is that of the commit."""

    table_class: TableClass = "tenant"

    pk = models.CompositePrimaryKey("workspace_id", "number", "record_id")
    workspace_id = models.UUIDField()
    number = models.BigIntegerField()
    record_id = models.UUIDField()
    batch_id = models.UUIDField()
    type = models.TextField()
    patch = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["workspace_id", "record_id", "number"], name="log_change_of_record"),
            models.Index(fields=["workspace_id", "batch_id", "number"], name="log_change_of_batch"),
        ]


class Latest(models.Model):
    """The last change of each record: its version, and the feed, so that a reader gets each record once."""

    table_class: TableClass = "tenant"

    pk = models.CompositePrimaryKey("workspace_id", "record_id")
    workspace_id = models.UUIDField()
    record_id = models.UUIDField()
    type = models.TextField()
    number = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["workspace_id", "number", "record_id"], name="log_latest_feed")]


class Read(Tenant):
    """Somebody looked at values that are not for everybody's eyes: which, of which record, through which door."""

    by = models.UUIDField()
    type = models.TextField()
    record = models.UUIDField()
    fields = models.JSONField(default=list)
    door = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["workspace_id", "at", "id"], name="log_read_recent"),
            models.Index(fields=["workspace_id", "record", "at"], name="log_read_of_record"),
            models.Index(fields=["workspace_id", "by", "at"], name="log_read_by_person"),
        ]
