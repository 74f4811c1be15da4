"""The people of a workspace: who comes in, with what role and teams, and who goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from karteo.identity import roles
from karteo.identity import teams as groups
from karteo.identity.models import LANGUAGES, Device, Membership, Role, Seat, Session, Token, User
from karteo.lib.clock import now
from karteo.lib.errors import Error, NotFound, Refusal


def join(
    workspace_id: UUID,
    email: str,
    name: str = "",
    role: str = "member",
    language: str = "en",
    password: str | None = None,
    teams: Iterable[UUID] = (),
) -> User:
    """A person in a workspace; the user is made when nobody has this address. Refuses a second membership."""
    email = email.strip().lower()
    _check(workspace_id, email, role, language)
    try:
        with transaction.atomic():
            user = User.objects.filter(email=email).first()
            if user is None:
                user = User.objects.add(email=email, name=name.strip(), language=language, password=password)
            _hold(workspace_id, role)
            Membership.objects.create(workspace_id=workspace_id, user_id=user.id, role=role)
            Seat.objects.create(user=user, workspace_id=workspace_id)
            groups.set_teams(workspace_id, user.id, teams)
            return user
    except IntegrityError:
        raise Refusal([Error("email", "taken", {"email": email}, "This person is already here.")]) from None


def membership(workspace_id: UUID, user_id: UUID, *, lock: bool = False) -> Membership:
    """What this person is here; NotFound when he is not. `lock`: until the caller's transaction ends."""
    all_here = Membership.objects.select_for_update() if lock else Membership.objects
    found = all_here.filter(workspace_id=workspace_id, user_id=user_id).first()
    if found is None:
        raise NotFound("person")
    return found


def everybody(workspace_id: UUID) -> list[dict[str, Any]]:
    """All people of the workspace by name, also those who left."""
    members = {m.user_id: m for m in Membership.objects.filter(workspace_id=workspace_id)}
    users = User.objects.filter(id__in=list(members)).order_by("name", "email")
    teams = groups.of_people(workspace_id)
    return [_described(user, members[user.id], teams.get(user.id, [])) for user in users]


def one(workspace_id: UUID, user_id: UUID) -> dict[str, Any]:
    """One person of the workspace, as `everybody` has it."""
    member = membership(workspace_id, user_id)
    return _described(User.objects.get(id=user_id), member, groups.of_people(workspace_id).get(user_id, []))


def change(
    workspace_id: UUID,
    user_id: UUID,
    *,
    role: str | None = None,
    active: bool | None = None,
    teams: Iterable[UUID] | None = None,
) -> None:
    """Give a role or other teams; let a person in again, or out. The last administrator cannot go.

    Who is let out loses all his sessions, tokens and devices of this workspace in the same moment.
    """
    _check(workspace_id, None, role, None)
    with transaction.atomic():
        if role not in (None, "admin") or active is False:
            _keep_one_admin(workspace_id, membership(workspace_id, user_id), "active" if active is False else "role")
        _hold(workspace_id, role)
        person = membership(workspace_id, user_id, lock=True)
        if teams is not None:
            groups.set_teams(workspace_id, user_id, teams)
        if active is False:
            Session.objects.filter(user_id=user_id, workspace_id=workspace_id).delete()
            Token.objects.filter(user_id=user_id, workspace_id=workspace_id, ended_at=None).update(ended_at=now())
            Device.objects.filter(workspace_id=workspace_id, user_id=user_id).update(status="ended")
        person.role = role or person.role
        person.active = person.active if active is None else active
        person.save(update_fields=["role", "active"])


def invited_now(workspace_id: UUID, user_id: UUID) -> None:
    """Remember that a link to set a password is on its way."""
    Membership.objects.filter(workspace_id=workspace_id, user_id=user_id).update(invited_at=now())


def _described(user: User, member: Membership, teams: list[UUID]) -> dict[str, Any]:
    return {
        "id": user.id,
        "name": user.name,
        "active": member.active and user.is_active,
        "email": user.email,
        "role": member.role,
        "teams": teams,
        "last_login": member.last_login,
        "invited": not user.has_usable_password(),
        "invited_at": member.invited_at or member.created_at,
    }


def _keep_one_admin(workspace_id: UUID, leaving: Membership, place: str) -> None:
    admins = Membership.objects.select_for_update().filter(workspace_id=workspace_id, role="admin", active=True)
    if {m.id for m in admins} == {leaving.id}:
        raise Refusal([Error(place, "last_admin", {}, "A workspace needs an administrator.")])


def _hold(workspace_id: UUID, role: str | None) -> None:
    """A role of the workspace's own stays until the transaction ends: it is deleted only when nobody has it."""
    own = Role.objects.select_for_update().filter(workspace_id=workspace_id, key=role)
    if role not in (None, *roles.READY) and own.first() is None:
        raise Refusal([Error("role", "choice", {"value": role, "choices": []}, "There is no such role.")])


def _check(workspace_id: UUID, email: str | None, role: str | None, language: str | None) -> None:
    errors = []
    if email is not None:
        try:
            validate_email(email)
        except ValidationError:
            errors.append(Error("email", "email", {"value": email}, "This is no e-mail address."))
    choices = [] if role in (None, *roles.READY) else [one["key"] for one in roles.roles(workspace_id)]
    if choices and role not in choices:
        errors.append(Error("role", "choice", {"value": role, "choices": choices}, "There is no such role."))
    if language is not None and language not in LANGUAGES:
        errors.append(Error("language", "choice", {"value": language, "choices": LANGUAGES}, "No such language."))
    if errors:
        raise Refusal(errors)
