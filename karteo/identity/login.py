"""What happens when somebody logs in or out."""
from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from karteo.identity.models import Membership, Seat, User
from karteo.identity.sessions import WORKSPACE_KEY
from karteo.lib.clock import now


def connect() -> None:
    """Listen to Django's login signal (on our own user model, not on records)."""
    user_logged_in.connect(enter_workspace, dispatch_uid="karteo.identity.login")


def enter_workspace(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """The session goes to the person's workspace: the latest used of those where he is active."""
    memberships = [
        m
        for workspace in Seat.objects.filter(user=user).values_list("workspace_id", flat=True)
        for m in Membership.objects.filter(workspace_id=workspace, user_id=user.id, active=True)
    ]
    if not memberships:
        return
    latest = max(memberships, key=lambda m: (m.last_login is not None, m.last_login or m.created_at))
    request.session[WORKSPACE_KEY] = str(latest.workspace_id)
    Membership.objects.filter(workspace_id=latest.workspace_id, id=latest.id).update(last_login=now())
