"""What is known of each kept file. Its bytes lie in the store (`store.py`) under the workspace and this id."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from karteo.lib.clock import now
from karteo.lib.tenant import Tenant


class Blob(Tenant):
    """Bytes that never change. Served only through the record that it belongs to."""

    record_type = models.TextField()
    record_id = models.UUIDField()
    sha256 = models.TextField()
    size = models.BigIntegerField()
    media_type = models.TextField()
    """what the content says, not its name and not its sender"""
    width = models.IntegerField(null=True)
    height = models.IntegerField(null=True)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=now)
    used_at = models.DateTimeField(null=True)
    """when an edit named it; what no edit named within a day is swept"""

    class Meta:
        indexes = [
            models.Index(fields=["workspace_id", "record_id"], name="files_blob_of_record"),
            models.Index(fields=["workspace_id", "created_at"], condition=Q(used_at=None), name="files_blob_unused"),
        ]
