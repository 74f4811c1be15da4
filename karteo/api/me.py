"""The person himself: who he is, his language, his password, his tokens."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.middleware.csrf import get_token
from ninja import Router, Schema, Status
from ninja.errors import AuthenticationError, Throttled
from pydantic import AwareDatetime, Field, StringConstraints

from karteo.api.asking import ApiRequest
from karteo.api.shapes import Strict
from karteo.identity import tokens
from karteo.identity.models import Session, User, Workspace
from karteo.identity.roles import Scope
from karteo.lib.clock import now
from karteo.lib.errors import Error, Forbidden, Refusal
from karteo.log import feed
from karteo.records import access, registry

router = Router(tags=["me"])
Language = Literal["en", "de", "zh"]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Password = Annotated[str, Field(max_length=1024)]


class Person(Schema):
    id: UUID
    name: str
    email: str
    language: Language


class Place(Schema):
    id: UUID
    name: str
    country: str
    language: Language


class Me(Schema):
    user: Person
    workspace: Place
    role: str
    rights: dict[str, dict[str, bool] | bool]
    scopes: dict[str, dict[str, Scope]] = Field(description="By type and verb, how far it reaches: own, team, all.")
    teammates: list[UUID] = Field(description="Everybody in my teams: what “team” reaches.")
    epoch: str
    number: int


class MePatch(Strict):
    name: Name | None = None
    language: Language | None = None


class PasswordChange(Strict):
    current: Password
    new: Password


class TokenWish(Strict):
    name: Name
    expires_at: AwareDatetime | None = None


class TokenOut(Schema):
    id: UUID
    name: str
    prefix: str
    created_at: datetime
    last_used: datetime | None
    expires_at: datetime | None


class TokenMade(TokenOut):
    secret: str = Field(description="Shown this once; only its hash is kept.")


class Tokens(Schema):
    tokens: list[TokenOut]


@router.get("/me", response=Me)
def show(request: ApiRequest) -> dict[str, Any]:
    """Who I am, where, what I may do, and where the log stands."""
    actor = request.auth
    if actor.source == "screen":
        get_token(request)  # sets the cookie that writers must show
        _stay(request)
    place = Workspace.objects.get(id=actor.workspace_id)
    epoch, number = feed.head(actor.workspace_id)
    return {
        "user": {"id": actor.user_id, "name": actor.name, "email": actor.email, "language": actor.language},
        "workspace": {
            "id": place.id,
            "name": place.name,
            "country": place.country,
            "language": place.language,
        },
        "role": actor.role,
        "rights": {
            **{name: access.rights(actor, name) for name in registry.types()},
            "admin": actor.admin,
        },
        "scopes": {
            name: {verb: access.scope(actor, verb, name) for verb in access.VERBS} for name in registry.types()
        },
        "teammates": actor.teammates,
        "epoch": str(epoch),
        "number": number,
    }


@router.patch("/me", response=Person)
def change(request: ApiRequest, wish: MePatch) -> User:
    """Change my name or my language."""
    user = User.objects.get(id=request.auth.user_id)
    user.name, user.language = wish.name or user.name, wish.language or user.language
    user.save(update_fields=["name", "language"])
    return user


@router.post("/me/password", response={204: None})
def password(request: ApiRequest, wish: PasswordChange) -> Status[None]:
    """Change my password, knowing the present one. All my other logins end."""
    if request.auth.source != "screen":
        raise Forbidden("session_only")
    user = request.user  # of the session, so that it can be told of the new password
    if not isinstance(user, User):
        raise AuthenticationError
    if not ratelimit.consume(request, app="allauth.account", action="change_password", user=user):
        raise Throttled(wait=60)
    if not user.check_password(wish.current):
        raise Refusal([Error("current", "wrong_password", {}, "This is not your present password.")])
    try:
        validate_password(wish.new, user)
    except ValidationError as faults:
        raise Refusal(
            Error("new", f.code or "value", f.params or {}, f.messages[0]) for f in faults.error_list
        ) from None
    user.set_password(wish.new)
    user.save(update_fields=["password"])
    update_session_auth_hash(request, user)
    Session.objects.filter(user_id=user.id).exclude(session_key=request.session.session_key).delete()
    return Status(204, None)


@router.get("/me/tokens", response=Tokens)
def list_tokens(request: ApiRequest) -> dict[str, Any]:
    """My API tokens, without their secrets."""
    return {"tokens": tokens.mine(request.auth)}


@router.post("/me/tokens", response={201: TokenMade})
def make_token(request: ApiRequest, wish: TokenWish) -> Status[dict[str, Any]]:
    """A new API token. Its secret is in this answer and nowhere else."""
    if request.auth.source != "screen":
        raise Forbidden("session_only")
    if wish.expires_at and wish.expires_at <= now():
        raise Refusal([Error("expires_at", "past", {}, "This lies in the past.")])
    token, secret = tokens.create(request.auth, wish.name, wish.expires_at)
    return Status(201, {**TokenOut.from_orm(token).dict(), "secret": secret})


@router.delete("/me/tokens/{token}", response={204: None})
def end_token(request: ApiRequest, token: UUID) -> Status[None]:
    """End one of my tokens, at once."""
    tokens.end(request.auth, token)
    return Status(204, None)


def _stay(request: HttpRequest) -> None:
    """Who comes back before half of his session's time stays logged in for the whole of it again."""
    half = now() + timedelta(seconds=settings.SESSION_COOKIE_AGE / 2)
    if Session.objects.filter(session_key=request.COOKIES[settings.SESSION_COOKIE_NAME], expire_date__lt=half).exists():
        request.session.modified = True
