"""The first day: a workspace and its first administrator. There is no default account."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import slugify

from karteo.identity import people
from karteo.identity.models import User, Workspace


def create_workspace(
    name: str,
    country: str,
    language: str,
    admin_email: str,
    admin_name: str = "",
    password: str | None = None,
) -> tuple[Workspace, User]:
    """A new workspace with an administrator. Without a password he sets one by `people.set_password_link`."""
    with transaction.atomic():
        workspace = Workspace.objects.create(
            name=name, slug=slugify(name)[:80] or "workspace", country=country.upper(), language=language
        )
        user = people.join(workspace.id, admin_email, admin_name, "admin", language, password)
    return workspace, user
