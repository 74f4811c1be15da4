"""What people keep of their lists: views, and with which one a person begins."""

from __future__ import annotations

from django.db import models

from karteo.lib.clock import now
from karteo.lib.tenant import Tenant


class SavedView(Tenant):
    """A list as somebody wants to see it again. A deleted one stays, so that it can be brought back."""

    by = models.UUIDField()
    type = models.TextField()
    name = models.TextField()
    shared = models.BooleanField(default=False)
    q = models.TextField(default="")
    filter = models.JSONField(null=True)
    sort = models.TextField(default="name")
    columns = models.JSONField(default=list)  # names of fields; none = those of the screen
    created_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace_id", "type"], name="search_savedview_of_type")]


class DefaultView(Tenant):
    """The view with which a person's list of a type begins."""

    user_id = models.UUIDField()
    type = models.TextField()
    view_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "user_id", "type"], name="search_defaultview_once"),
        ]
