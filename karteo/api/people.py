"""The people of the workspace: everybody sees who is there, the administrator says who."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from ninja import Router, Schema, Status
from pydantic import EmailStr

from karteo.api.asking import ApiRequest, admin
from karteo.api.me import Language, Name
from karteo.api.shapes import Strict
from karteo.identity import mails, people
from karteo.identity.actor import Actor, Role
from karteo.identity.models import User, Workspace

router = Router(tags=["people"])


class PersonOut(Schema):
    """What everybody sees is id, name and active; the rest only the administrator."""

    id: UUID
    name: str
    active: bool
    email: str | None = None
    role: Role | None = None
    last_login: datetime | None = None
    invited: bool | None = None


class People(Schema):
    people: list[PersonOut]


class Invitation(Strict):
    email: EmailStr
    name: Name
    role: Role = "member"
    language: Language | None = None


class PersonPatch(Strict):
    role: Role | None = None
    active: bool | None = None


@router.get("/people", response=People)
def show(request: ApiRequest) -> dict[str, Any]:
    """Everybody in the workspace, also those who left: their names stand on records."""
    found = people.everybody(request.auth.workspace_id)
    return {"people": found if request.auth.role == "admin" else [_public(p) for p in found]}


@router.post("/people", response={201: PersonOut})
def invite(request: ApiRequest, wish: Invitation) -> Status[dict[str, Any]]:
    """A new person: gets a mail with a one-time link to set a password, or just word who has one already."""
    actor = admin(request)
    place = Workspace.objects.get(id=actor.workspace_id)
    user = people.join(place.id, wish.email, wish.name, wish.role, wish.language or place.language)
    _mail(actor, user, place)
    return Status(201, people.one(place.id, user.id))


@router.patch("/people/{person}", response=PersonOut)
def change(request: ApiRequest, person: UUID, wish: PersonPatch) -> dict[str, Any]:
    """Give a role; let go (all logins and tokens end at once) or take back."""
    actor = admin(request)
    people.change(actor.workspace_id, person, role=wish.role, active=wish.active)
    return people.one(actor.workspace_id, person)


@router.post("/people/{person}/invite", response={204: None})
def invite_again(request: ApiRequest, person: UUID) -> Status[None]:
    """Send the link once more."""
    actor = admin(request)
    people.membership(actor.workspace_id, person)
    _mail(actor, User.objects.get(id=person), Workspace.objects.get(id=actor.workspace_id))
    return Status(204, None)


def _public(person: dict[str, Any]) -> dict[str, Any]:
    return {name: person[name] for name in ("id", "name", "active")}


def _mail(actor: Actor, user: User, place: Workspace) -> None:
    known = user.has_usable_password()
    link = f"{settings.URL}/login" if known else mails.set_password_link(user, settings.URL)
    mails.send(
        "welcome" if known else "invite",
        user,
        link=link,
        inviter=actor.name or actor.email,
        workspace=place.name,
    )
