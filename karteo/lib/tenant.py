"""The base of every table that belongs to a workspace."""

from __future__ import annotations

from typing import Literal

from django.db import models

from karteo.lib.ids import new_id

TableClass = Literal["tenant", "reference", "local"]


class Tenant(models.Model):
    """Key (workspace_id, id) from the first migration on: later a table can be distributed by it."""

    table_class: TableClass = "tenant"

    pk = models.CompositePrimaryKey("workspace_id", "id")
    workspace_id = models.UUIDField(editable=False)
    id = models.UUIDField(default=new_id, editable=False)

    class Meta:
        abstract = True
