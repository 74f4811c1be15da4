"""The workspace itself, and what guards it: for administrators."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import StringConstraints

from karteo.api.asking import ApiRequest, admin
from karteo.api.me import Language, Name
from karteo.api.shapes import Strict
from karteo.identity import factors, places
from karteo.identity.actor import Actor
from karteo.lib.errors import Error, Forbidden, Refusal

router = Router(tags=["workspace"])


class WorkspaceOut(Schema):
    id: UUID
    name: str
    country: str
    language: Language
    require_mfa: bool
    sso: str | None


class WorkspacePatch(Strict):
    name: Name | None = None
    country: Annotated[str, StringConstraints(strip_whitespace=True, to_upper=True)] | None = None
    language: Language | None = None
    require_mfa: bool | None = None


class Guarded(Schema):
    """A person and the second factors he has."""

    id: UUID
    name: str
    email: str
    app: bool
    passkeys: int


class GuardedPeople(Schema):
    people: list[Guarded]


@router.get("/workspace", response=WorkspaceOut)
def show(request: ApiRequest) -> dict[str, Any]:
    """Name, country and language of the workspace, and what is required of its people."""
    return _told(admin(request))


@router.patch("/workspace", response=WorkspaceOut)
def change(request: ApiRequest, wish: WorkspacePatch) -> dict[str, Any]:
    """Change the workspace. Who requires a second factor of others must have one."""
    actor = admin(request)
    if wish.require_mfa is not None:
        _just_shown(request)
        if wish.require_mfa and not factors.main_factors(actor.user_id).exists():
            raise Refusal([Error("require_mfa", "own_factor_first", {}, "Set up a second factor of your own first.")])
    places.change(actor.workspace_id, **wish.model_dump(exclude_none=True))
    return _told(actor)


@router.get("/workspace/mfa", response=GuardedPeople)
def guarded(request: ApiRequest) -> dict[str, Any]:
    """Who has which second factor, and who has none."""
    return {"people": factors.overview(admin(request).workspace_id)}


@router.post("/people/{person}/reset_mfa", response={204: None})
def reset(request: ApiRequest, person: UUID) -> Status[None]:
    """Take a person's second factors away, who has lost them, and end his logins. He gets a mail."""
    actor = admin(request)
    _just_shown(request)
    if person == actor.user_id:
        raise Refusal([Error("", "own_factor", {}, "Change your own second factor in your profile.")])
    factors.reset(actor.workspace_id, person, actor.name or actor.email)
    return Status(204, None)


def _told(actor: Actor) -> dict[str, Any]:
    place = places.get(actor.workspace_id)
    return {
        "id": place.id,
        "name": place.name,
        "country": place.country,
        "language": place.language,
        "require_mfa": bool(place.settings.get("require_mfa")),
        "sso": settings.OIDC_NAME if settings.OIDC_URL else None,
    }


def _just_shown(request: ApiRequest) -> None:
    """What guards others is changed by a person at a screen, who has shown a moment ago who he is."""
    if request.auth.source != "screen":
        raise Forbidden("session_only")
    asked: HttpRequest = request
    if is_reauthentication_required(asked, app="allauth.mfa"):
        raise Forbidden("reauthenticate")
