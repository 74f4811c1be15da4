"""Roles: what people may do. Everybody sees how they are called, the administrator sets what they allow."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from django.db.models import Count
from ninja import Router, Schema, Status
from pydantic import Field, StringConstraints

from karteo.api.asking import ApiRequest, admin
from karteo.api.lists import Key, Label
from karteo.api.shapes import Strict
from karteo.edits.closing import closing
from karteo.edits.waking import wake
from karteo.identity import roles
from karteo.identity.actor import Actor
from karteo.identity.models import Membership, Role
from karteo.lib.errors import Error, NotFound, Refusal
from karteo.lib.ids import new_id
from karteo.lib.text import fold
from karteo.records import access
from karteo.records.context import context
from karteo.records.registry import TYPES

router = Router(tags=["people"])
MOST = 100
Word = Annotated[str, StringConstraints(max_length=60)]


class RightsIn(Strict):
    """Per record type and verb how far it reaches (none, own, team, all; create: none, all), and per field what is
    seen of it (hidden, read, edit). A type that is not named has what the contact has."""

    admin: Literal[False] = False
    types: dict[Key, dict[Word, Word]] = {}
    fields: dict[Key, dict[Key, Word]] = {}


class RoleIn(Strict):
    """`key` is made of the label when it is not given, and is never changed."""

    label: Label
    rights: RightsIn
    key: Key | None = None


class RolePatch(Strict):
    label: Label | None = None
    rights: RightsIn | None = None


class RoleOut(Schema):
    key: str
    label: dict[str, str]
    ready: bool = Field(description="Is there in every workspace.")
    changed: bool = Field(description="A ready-made one that this workspace changed; DELETE puts it back.")
    rights: dict[str, Any] | None = Field(None, description="For administrators.")
    people: int | None = Field(None, description="How many have it, also of those who were let go.")


class Roles(Schema):
    roles: list[RoleOut]


@router.get("/roles", response=Roles)
def show(request: ApiRequest) -> dict[str, Any]:
    """All roles, the ready-made ones first."""
    found = _all(request.auth)
    if not request.auth.admin:
        found = [{name: role[name] for name in ("key", "label", "ready", "changed")} for role in found]
    return {"roles": found}


@router.post("/roles", response={201: RoleOut})
def create(request: ApiRequest, wish: RoleIn) -> Status[dict[str, Any]]:
    """A new role."""
    actor = admin(request)
    rights = _checked(actor, wish.rights)

    def make() -> str:
        own = Role.objects.filter(workspace_id=actor.workspace_id)
        taken = {role["key"] for role in roles.roles(actor.workspace_id)}
        key = wish.key or _key(wish.label, taken)
        if key in taken:
            raise Refusal([Error("key", "key_taken", {"key": key}, "There is a role with this key.")])
        if own.count() >= MOST:
            raise Refusal([Error("", "too_many_roles", {"max": MOST}, f"There can be at most {MOST} roles.")])
        Role.objects.create(
            workspace_id=actor.workspace_id, key=key, label=wish.label, rights=rights, position=own.count()
        )
        return key

    return Status(201, _one(actor, closing(actor.workspace_id, make)))


@router.patch("/roles/{key}", response=RoleOut)
def change(request: ApiRequest, key: str, wish: RolePatch) -> dict[str, Any]:
    """Another name or other rights; they count from the next request of its people on. Administrators keep theirs."""
    actor = admin(request)
    before = _changeable(actor, key)
    values: dict[str, Any] = {"label": wish.label or before["label"], "rights": before["rights"]}
    if wish.rights is not None:
        values["rights"] = _checked(actor, wish.rights)
    here = actor.workspace_id
    closing(here, lambda: Role.objects.update_or_create(workspace_id=here, key=key, defaults=values))
    wake(actor.workspace_id)
    return _one(actor, key)


@router.delete("/roles/{key}", response={204: None})
def delete(request: ApiRequest, key: str) -> Status[None]:
    """Delete a role that nobody has; of a changed ready-made one, what was changed: it is as it was delivered."""
    actor = admin(request)
    before = _changeable(actor, key)

    def remove() -> None:
        own = Role.objects.filter(workspace_id=actor.workspace_id, key=key)
        own.select_for_update().first()  # who is being given it now is waited for
        if not before["ready"] and Membership.objects.filter(workspace_id=actor.workspace_id, role=key).exists():
            raise Refusal([Error("", "role_in_use", {}, "Somebody has this role.")])
        own.delete()

    closing(actor.workspace_id, remove)
    wake(actor.workspace_id)
    return Status(204, None)


def _all(actor: Actor) -> list[dict[str, Any]]:
    here = Membership.objects.filter(workspace_id=actor.workspace_id)
    people = dict(here.values_list("role").annotate(Count("id")))
    return [role | {"people": people.get(role["key"], 0)} for role in roles.roles(actor.workspace_id)]


def _one(actor: Actor, key: str) -> dict[str, Any]:
    for role in _all(actor):
        if role["key"] == key:
            return role
    raise NotFound("role")


def _changeable(actor: Actor, key: str) -> dict[str, Any]:
    found = _one(actor, key)
    if found["rights"].get("admin"):
        raise Refusal([Error("rights", "admin_role", {}, "Administrators may always do everything.")])
    return found


def _checked(actor: Actor, wish: RightsIn) -> dict[str, Any]:
    """The rights as they are stored; refused with every place where they make no sense."""
    wished = wish.dict()
    errors: list[Error] = []
    try:
        roles.check(wished)
    except Refusal as refusal:
        errors += refusal.errors
    ctx = context(actor.workspace_id)
    for type_name in {*wished["types"], *wished["fields"]} - set(TYPES):
        part = "types" if type_name in wished["types"] else "fields"
        errors.append(Error(f"rights.{part}.{type_name}", "unknown_type", {}, "There is no such kind of record."))
    for type_name, fields in wished["fields"].items():
        if type_name not in TYPES:
            continue
        known, policy = ctx.fields(type_name), TYPES[type_name].policy
        for name, right in fields.items():
            place = f"rights.fields.{type_name}.{name}"
            if name not in known:
                errors.append(Error(place, "unknown_field", {}, "There is no such field."))
            elif right == "hidden" and (known[name].group in access.NEVER_HIDDEN or name in policy):
                errors.append(Error(place, "never_hidden", {}, "Records are recognised by this."))
    if "contact" not in wished["types"]:
        errors.append(Error("rights.types.contact", "required", {}, "Say what is allowed with contacts."))
    if errors:
        raise Refusal(errors)
    # What is not limited need not be said; so a field that is added later is open like the others.
    limits = {t: {n: r for n, r in of.items() if r != "edit"} for t, of in wished["fields"].items()}
    return wished | {"fields": {type_name: of for type_name, of in limits.items() if of}}


def _key(label: dict[str, str], taken: set[str]) -> str:
    """A key of plain signs made of the label, numbered when it is taken."""
    plain = re.sub(r"[^a-z0-9]+", "_", fold(label.get("en") or next(iter(label.values())))).strip("_")[:40]
    base = plain or f"role_{new_id().hex[-8:]}"
    return next(key for n in range(1, MOST + 10) if (key := base if n == 1 else f"{base}_{n}") not in taken)
