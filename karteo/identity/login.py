"""What happens when somebody logs in or out."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from karteo.identity.models import Membership, Seat, Session, User
from karteo.identity.sessions import WORKSPACE_KEY, SessionStore
from karteo.lib.clock import now


def connect() -> None:
    """Listen to Django's and allauth's signals (about our own user model, not about records)."""
    user_logged_in.connect(enter_workspace, dispatch_uid="karteo.identity.login")
    authenticator_added.connect(end_other_logins, dispatch_uid="karteo.identity.guarded")


def seats(user: User) -> list[Membership]:
    """The memberships with which the user may come in, latest used first."""
    found = [
        one
        for workspace in Seat.objects.filter(user=user).values_list("workspace_id", flat=True)
        for one in Membership.objects.filter(workspace_id=workspace, user_id=user.id, active=True)
    ]
    return sorted(found, key=lambda one: (one.last_login is not None, one.last_login or one.created_at), reverse=True)


def enter_workspace(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """The session goes to the person's workspace: the latest used of those where he is active."""
    for latest in seats(user)[:1]:
        request.session[WORKSPACE_KEY] = str(latest.workspace_id)
        Membership.objects.filter(workspace_id=latest.workspace_id, id=latest.id).update(last_login=now())
    SessionStore.clear_expired()


def end_other_logins(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Who guards his account from now on ends what came in without the guard."""
    guards = Authenticator.objects.filter(user_id=user.id).exclude(type="recovery_codes")
    if authenticator.type != "recovery_codes" and guards.count() == 1:
        Session.objects.filter(user_id=user.id).exclude(session_key=request.session.session_key).delete()
