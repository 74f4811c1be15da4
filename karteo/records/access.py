"""Who may see and change what: the one policy, asked by every door.

A role says for each record type and verb how far it reaches: none, own, team, all. *Own* is what I own, and what
somebody shared with me. A restricted record is seen by its owner, those it is shared with, and administrators
alone, however far a role reaches. What hangs on a record (a note, a file, a relationship) is seen by whoever sees
that record. A role can hide single fields, or show them read-only; a sensitive field is shown on demand only.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from karteo.identity.actor import Actor
from karteo.identity.roles import Scope, Verb
from karteo.lib.sql import Where
from karteo.records.context import Context
from karteo.records.registry import TYPES

NEVER_HIDDEN = ("name", "life", "access")  # groups of fields
VERBS: tuple[Verb, ...] = ("read", "create", "edit", "delete", "export", "bulk")


def scope(actor: Actor, verb: Verb, type_name: str) -> Scope:
    """How far the actor's role reaches with this verb; never further than he sees."""
    return actor.rights.scope(type_name, verb)


def may(actor: Actor, verb: Verb, type_name: str = "contact") -> bool:
    """Whether the actor may do this to any record of the type at all."""
    return scope(actor, verb, type_name) != "none"


def rights(actor: Actor, type_name: str = "contact") -> dict[str, bool]:
    """Everything that the actor may do to some records of the type, for the screens."""
    return {verb: may(actor, verb, type_name) for verb in VERBS}


def visible(actor: Actor, type_name: str, alias: str = "t", verb: Verb = "read") -> Where:
    """The records that the actor may see, and do `verb` to, as a condition on the table. The first in every WHERE."""
    kind = TYPES[type_name]
    found = Where(f"{alias}.workspace_id = %s", (actor.workspace_id,))
    if actor.rights.admin:
        return found
    for reach in {scope(actor, "read", type_name), scope(actor, verb, type_name)}:
        if reach == "none":
            return found & Where("false")
        if reach != "all":
            found &= _reached(actor, kind.owner, kind.closable, alias, reach == "team")
    if kind.closable:
        mine = _reached(actor, kind.owner, True, alias, team=False)
        found &= Where(f"{alias}.restricted IS NOT TRUE") | mine
    for at, parent in enumerate(kind.parents):
        inner = f"{alias}p{at}"
        of = visible(actor, "contact", inner)
        found &= Where(
            f"EXISTS (SELECT 1 FROM records_contact {inner} WHERE {of.sql} AND {inner}.id = {alias}.{parent})",
            of.params,
        )
    return found


def _reached(actor: Actor, owner: str, shared: bool, alias: str, team: bool) -> Where:
    """Mine, or of one of my teams."""
    owners = [actor.user_id, *(actor.teammates if team else ())]
    found = Where(f"{alias}.{owner} = ANY(%s)", (owners,))
    if shared:
        # the first part is that of the index, which holds shared ones only
        mine = Where(f"({alias}.shared_with <> '[]' AND {alias}.shared_with @> %s::jsonb)", (f'["{actor.user_id}"]',))
        found |= mine
    return found


def allows(actor: Actor, verb: Verb, type_name: str, row: dict[str, Any]) -> bool:
    """The same for one record at hand: `row` has the fields of the type's `policy`. Whether what it hangs on can be
    seen was asked before, when it was read."""
    return bool(_because(actor, verb, type_name, row))


def _because(actor: Actor, verb: Verb, type_name: str, row: dict[str, Any]) -> list[str]:
    """Why the actor may do it; nothing when he may not."""
    if actor.rights.admin:
        return ["admin"]
    kind, me = TYPES[type_name], str(actor.user_id)
    reach = [scope(actor, one, type_name) for one in ("read", verb)]
    if "none" in reach:
        return []
    owner = row.get(kind.owner)
    mine = ["owner"] if owner == me else []
    if kind.closable and me in (row.get("shared_with") or ()):
        mine.append("chosen")
    if mine:
        return mine
    if "own" in reach or (kind.closable and row.get("restricted")):
        return []
    if "team" in reach:
        return ["team"] if owner in {str(one) for one in actor.teammates} else []
    return ["role"]


def reasons(actor: Actor, type_name: str, row: dict[str, Any]) -> dict[str, list[str]]:
    """Why the actor may read, edit and delete this record: admin, owner, chosen, team, role; empty = he may not."""
    return {verb: _because(actor, verb, type_name, row) for verb in ("read", "edit", "delete")}


def _open(actor: Actor, type_name: str, ctx: Context) -> list[str]:
    """The fields that the role does not hide; names, and what the policy itself asks, are never hidden."""
    if not may(actor, "read", type_name):
        return []
    hidden, policy = actor.rights.hidden(type_name), TYPES[type_name].policy
    return [
        name
        for name, field in ctx.fields(type_name).items()
        if name not in hidden or field.group in NEVER_HIDDEN or name in policy
    ]


def readable_fields(actor: Actor, type_name: str, ctx: Context) -> list[str]:
    """The fields that the actor may read wherever he sees the record. Sensitive ones are not among them."""
    fields = ctx.fields(type_name)
    return [name for name in _open(actor, type_name, ctx) if not fields[name].sensitive]


def sensitive_fields(actor: Actor, type_name: str, ctx: Context) -> list[str]:
    """The fields that the actor is shown on demand only; each look is logged."""
    fields = ctx.fields(type_name)
    return [name for name in _open(actor, type_name, ctx) if fields[name].sensitive]


def known_fields(actor: Actor, type_name: str, ctx: Context) -> frozenset[str]:
    """The fields of which an actor may say what he saw there."""
    return frozenset(_open(actor, type_name, ctx))


def writable_fields(actor: Actor, type_name: str, ctx: Context) -> frozenset[str]:
    """The fields that the actor may write, on a record that he may edit or make."""
    if not may(actor, "edit", type_name) and not may(actor, "create", type_name):
        return frozenset()
    locked = actor.rights.locked(type_name)
    return frozenset(name for name in ctx.fields(type_name) if name not in locked)


def own_context(actor: Actor, type_name: str, ctx: Context) -> Context:
    """The context as this person has it: of the type only the fields that his role does not hide, those that he may
    not write read-only. For what handles fields by their names and never asks again, as an import does; it reads no
    stored value of a sensitive one."""
    fields, writable = ctx.fields(type_name), writable_fields(actor, type_name, ctx)
    mine = {name: fields[name] for name in _open(actor, type_name, ctx)}
    return ctx.of_fields(
        type_name, {name: f if name in writable else replace(f, readonly=True) for name, f in mine.items()}
    )


def sees_all(actor: Actor, type_name: str, ctx: Context) -> bool:
    """Whether the actor may read every field that a role hides; else he searches the open text only."""
    hidden = ctx.fields(type_name).keys() - set(_open(actor, type_name, ctx))
    return type_name not in ctx.stale and ctx.closed(type_name).isdisjoint(hidden)
