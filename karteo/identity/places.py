"""The workspace's own row: its name, where it is, what it requires."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from phonenumbers import SUPPORTED_REGIONS

from karteo.identity.models import Workspace
from karteo.lib.errors import Error, Refusal

SETTINGS = {"require_mfa"}  # kept in the workspace's `settings`


def get(workspace_id: UUID) -> Workspace:
    return Workspace.objects.get(id=workspace_id)


def change(workspace_id: UUID, **values: Any) -> None:
    """New values for name, country, language or a setting. Refuses a country that there is not."""
    if "country" in values and values["country"] not in SUPPORTED_REGIONS:
        raise Refusal([Error("country", "not_a_country", {}, "A country is a code of two letters, like DE.")])
    with transaction.atomic():
        place = Workspace.objects.select_for_update().get(id=workspace_id)
        for name, value in values.items():
            if name in SETTINGS:
                place.settings[name] = value
            else:
                setattr(place, name, value)
        place.save(update_fields=["name", "country", "language", "settings"])
