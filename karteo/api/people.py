"""The people of the workspace: everybody sees who is there, the administrator says who."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from ninja import Router, Schema, Status
from pydantic import EmailStr, Field, StringConstraints

from karteo.api import words
from karteo.api.asking import ApiRequest, admin
from karteo.api.jobs import JobOut, shown
from karteo.api.me import Language, Name
from karteo.api.shapes import Strict
from karteo.bulk import handover, jobs
from karteo.bulk.models import Job
from karteo.edits.waking import wake
from karteo.identity import mails, people
from karteo.identity.actor import Actor
from karteo.identity.models import User, Workspace
from karteo.lib.errors import Error, Refusal

router = Router(tags=["people"])
RoleKey = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Teams = Annotated[list[UUID], Field(max_length=1000)]


class Handover(JobOut):
    """What the person owned on its way to somebody else: one action, so `batch` can be looked at and undone."""

    to: UUID


class PersonOut(Schema):
    """What everybody sees is id, name and active; the rest only the administrator."""

    id: UUID
    name: str
    active: bool
    email: str | None = None
    role: str | None = None
    teams: list[UUID] | None = None
    last_login: datetime | None = None
    invited: bool | None = Field(None, description="Has not set a password yet.")
    invited_at: datetime | None = Field(None, description="When the last link was mailed; it works for a day.")
    handover: Handover | None = None


class PersonOpen(PersonOut):
    owns: dict[str, int] = Field(description="How many records belong to this person, for each record type.")


class People(Schema):
    people: list[PersonOut]


class Invitation(Strict):
    email: EmailStr
    name: Name
    role: RoleKey = "member"
    teams: Teams = []
    language: Language | None = None


class PersonPatch(Strict):
    role: RoleKey | None = None
    teams: Teams | None = Field(None, description="All of them; what is not named is left.")
    active: bool | None = None
    hand_over_to: UUID | None = Field(None, description="Who gets what this person owns; null: it stays as it is.")


@router.get("/people", response=People)
def show(request: ApiRequest) -> dict[str, Any]:
    """Everybody in the workspace, also those who left: their names stand on records."""
    found = people.everybody(request.auth.workspace_id)
    if not request.auth.admin:
        return {"people": [_public(person) for person in found]}
    moved = handover.last(request.auth.workspace_id)
    return {"people": [person | _moved(request, moved.get(person["id"])) for person in found]}


@router.get("/people/{person}", response=PersonOpen)
def open_(request: ApiRequest, person: UUID) -> dict[str, Any]:
    """One person, with how much belongs to him: to be looked at before he is let go."""
    actor = admin(request)
    return {**_one(request, person), "owns": handover.owned(actor, person)}


@router.post("/people", response={201: PersonOut})
def invite(request: ApiRequest, wish: Invitation) -> Status[dict[str, Any]]:
    """A new person: gets a mail with a one-time link to set a password, or just word who has one already."""
    actor = admin(request)
    place = Workspace.objects.get(id=actor.workspace_id)
    language = wish.language or place.language
    user = people.join(place.id, wish.email, wish.name, wish.role, language, teams=wish.teams)
    _mail(actor, user, place)
    return Status(201, people.one(place.id, user.id))


@router.patch("/people/{person}", response=PersonOut)
def change(request: ApiRequest, person: UUID, wish: PersonPatch) -> dict[str, Any]:
    """Give a role or teams; let go (all logins, tokens and devices end at once) or take back; hand over what he owns.

    A hand-over is one action; a big one goes on in the background, and the job `handover` tells how far it is.
    """
    actor = admin(request)
    job = None
    with transaction.atomic():
        people.change(actor.workspace_id, person, role=wish.role, active=wish.active, teams=wish.teams)
        if wish.hand_over_to:
            job = handover.begin(actor, person, wish.hand_over_to, _why(actor, person))
    wake(actor.workspace_id)
    if job and not jobs.long(job):
        jobs.run(actor, job.id, handover.step)
    return _one(request, person)


@router.post("/people/{person}/invite", response={204: None})
def invite_again(request: ApiRequest, person: UUID) -> Status[None]:
    """Send the link once more."""
    actor = admin(request)
    if not people.membership(actor.workspace_id, person).active:
        raise Refusal([Error("", "let_go", {}, "This person was let go; take him back first.")])
    _mail(actor, User.objects.get(id=person), Workspace.objects.get(id=actor.workspace_id))
    return Status(204, None)


def _public(person: dict[str, Any]) -> dict[str, Any]:
    return {name: person[name] for name in ("id", "name", "active")}


def _one(request: ApiRequest, person: UUID) -> dict[str, Any]:
    workspace_id = request.auth.workspace_id
    return people.one(workspace_id, person) | _moved(request, handover.last(workspace_id).get(person))


def _moved(request: ApiRequest, job: Job | None) -> dict[str, Any]:
    return {"handover": shown(request, job) | {"to": job.args["to"]} if job else None}


def _why(actor: Actor, person: UUID) -> str:
    who = User.objects.get(id=person)
    return words.say(actor.language, "handed_over_from", {"name": who.get_full_name()})


def _mail(actor: Actor, user: User, place: Workspace) -> None:
    known = user.has_usable_password() or settings.OIDC_ONLY
    people.invited_now(place.id, user.id)  # first: it makes the links sent before void
    link = f"{settings.URL}/login" if known else mails.set_password_link(user, settings.URL)
    mails.send(
        "welcome" if known else "invite",
        user,
        link=link,
        inviter=actor.name or actor.email,
        workspace=place.name,
    )
