"""Who may see and change what: the one policy, asked by every door."""

from __future__ import annotations

from typing import Literal

from karteo.identity.actor import Actor
from karteo.lib.sql import Where
from karteo.records.context import Context

Verb = Literal["read", "create", "edit", "delete", "export", "bulk", "admin"]

ROLES: dict[str, frozenset[Verb]] = {
    "admin": frozenset(("read", "create", "edit", "delete", "export", "bulk", "admin")),
    "member": frozenset(("read", "create", "edit", "delete", "export", "bulk")),
    "reader": frozenset(("read",)),
}


def may(actor: Actor, verb: Verb, type_name: str = "contact") -> bool:
    """Whether the actor may do this to records of the type at all."""
    return verb in ROLES.get(actor.role, frozenset())


def rights(actor: Actor, type_name: str = "contact") -> dict[str, bool]:
    """Everything that the actor may do to records of the type, for the screens."""
    return {verb: may(actor, verb, type_name) for verb in ("read", "create", "edit", "delete", "export", "bulk")}


def visible(actor: Actor, type_name: str, alias: str = "t") -> Where:
    """The records that the actor may see, as a condition on the table. The first thing in every WHERE."""
    if not may(actor, "read", type_name):
        return Where(f"{alias}.workspace_id = %s AND false", (actor.workspace_id,))
    return Where(f"{alias}.workspace_id = %s", (actor.workspace_id,))


def readable_fields(actor: Actor, type_name: str, ctx: Context) -> list[str]:
    """The names of the fields that the actor may read."""
    return list(ctx.fields(type_name)) if may(actor, "read", type_name) else []


def writable_fields(actor: Actor, type_name: str, ctx: Context) -> frozenset[str]:
    """The names of the fields that the actor may change."""
    if not may(actor, "edit", type_name):
        return frozenset()
    return frozenset(ctx.fields(type_name))
