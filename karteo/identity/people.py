"""The people of a workspace: who comes in, with what role, and who goes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from karteo.identity.models import LANGUAGES, ROLES, Membership, Seat, Session, Token, User
from karteo.lib.clock import now
from karteo.lib.errors import Error, NotFound, Refusal


def join(
    workspace_id: UUID,
    email: str,
    name: str = "",
    role: str = "member",
    language: str = "en",
    password: str | None = None,
) -> User:
    """A person in a workspace; the user is made when nobody has this address. Refuses a second membership."""
    email = email.strip().lower()
    _check(email, role, language)
    try:
        with transaction.atomic():
            user = User.objects.filter(email=email).first()
            if user is None:
                user = User.objects.add(email=email, name=name.strip(), language=language, password=password)
            Membership.objects.create(workspace_id=workspace_id, user_id=user.id, role=role)
            Seat.objects.create(user=user, workspace_id=workspace_id)
            return user
    except IntegrityError:
        raise Refusal([Error("email", "taken", {"email": email}, "This person is already here.")]) from None


def membership(workspace_id: UUID, user_id: UUID) -> Membership:
    found = Membership.objects.filter(workspace_id=workspace_id, user_id=user_id).first()
    if found is None:
        raise NotFound("person")
    return found


def everybody(workspace_id: UUID) -> list[dict[str, Any]]:
    """All people of the workspace by name, also those who left."""
    members = {m.user_id: m for m in Membership.objects.filter(workspace_id=workspace_id)}
    users = User.objects.filter(id__in=list(members)).order_by("name", "email")
    return [_described(user, members[user.id]) for user in users]


def one(workspace_id: UUID, user_id: UUID) -> dict[str, Any]:
    """One person of the workspace, as `everybody` has it."""
    return _described(User.objects.get(id=user_id), membership(workspace_id, user_id))


def change(workspace_id: UUID, user_id: UUID, *, role: str | None = None, active: bool | None = None) -> None:
    """Give a role; let a person in again, or out. The last administrator cannot go.

    Who is let out loses all his sessions and tokens of this workspace in the same moment.
    """
    _check(None, role, None)
    with transaction.atomic():
        person = membership(workspace_id, user_id)
        if role not in (None, "admin") or active is False:
            _keep_one_admin(workspace_id, person)
        if active is False:
            Session.objects.filter(user_id=user_id, workspace_id=workspace_id).delete()
            Token.objects.filter(user_id=user_id, workspace_id=workspace_id, ended_at=None).update(ended_at=now())
        person.role = role or person.role
        person.active = person.active if active is None else active
        person.save(update_fields=["role", "active"])


def _described(user: User, member: Membership) -> dict[str, Any]:
    return {
        "id": user.id,
        "name": user.name,
        "active": member.active and user.is_active,
        "email": user.email,
        "role": member.role,
        "last_login": member.last_login,
        "invited": not user.has_usable_password(),
    }


def _keep_one_admin(workspace_id: UUID, leaving: Membership) -> None:
    admins = Membership.objects.select_for_update().filter(workspace_id=workspace_id, role="admin", active=True)
    if {m.id for m in admins} == {leaving.id}:
        raise Refusal([Error("role", "last_admin", {}, "A workspace needs an administrator.")])


def _check(email: str | None, role: str | None, language: str | None) -> None:
    errors = []
    if email is not None:
        try:
            validate_email(email)
        except ValidationError:
            errors.append(Error("email", "email", {"value": email}, "This is no e-mail address."))
    if role is not None and role not in ROLES:
        errors.append(Error("role", "choice", {"value": role, "choices": ROLES}, "There is no such role."))
    if language is not None and language not in LANGUAGES:
        errors.append(Error("language", "choice", {"value": language, "choices": LANGUAGES}, "No such language."))
    if errors:
        raise Refusal(errors)
