"""Answers that the door remembers, so that what is sent twice is done once."""

from __future__ import annotations

from django.db import models

from karteo.lib.clock import now
from karteo.lib.tenant import Tenant


class Receipt(Tenant):
    """The answer to one action (or one chunk of a long one), under the id that its writer gave it.

    Actions of a device also stand under (device, n): so gaps and repeats are seen.
    """

    by = models.UUIDField(null=True)
    device_id = models.UUIDField(null=True)
    n = models.BigIntegerField(null=True)
    wish = models.BinaryField(max_length=16, null=True)  # a hash of what was wished for, where that can be told
    answer = models.JSONField()
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace_id", "device_id", "n"],
                name="edits_receipt_of_device",
                condition=~models.Q(device_id=None),
            ),
        ]
        indexes = [models.Index(fields=["workspace_id", "at"], name="edits_receipt_age")]
