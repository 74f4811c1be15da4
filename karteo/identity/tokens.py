"""Personal API tokens: made once, shown once, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from karteo.identity.actor import Actor
from karteo.identity.models import Token
from karteo.lib.clock import now
from karteo.lib.errors import NotFound

PREFIX = "karteo_"


def create(actor: Actor, name: str, expires_at: datetime | None = None) -> tuple[Token, str]:
    """A new token of the actor's in his workspace, and its secret, which nobody can read again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user_id=actor.user_id,
        workspace_id=actor.workspace_id,
        name=name,
        prefix=secret[: len(PREFIX) + 4],
        hash=hashlib.sha256(secret.encode()).digest(),
        expires_at=expires_at,
    )
    return token, secret


def mine(actor: Actor) -> list[Token]:
    """The actor's tokens that have not been ended, newest first."""
    return list(
        Token.objects.filter(user_id=actor.user_id, workspace_id=actor.workspace_id, ended_at=None).order_by("-id")
    )


def end(actor: Actor, token_id: UUID) -> None:
    """One of the actor's own tokens counts no more, from this moment on."""
    if not Token.objects.filter(
        id=token_id, user_id=actor.user_id, workspace_id=actor.workspace_id, ended_at=None
    ).update(ended_at=now()):
        raise NotFound("token")
