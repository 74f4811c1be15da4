"""Showing what is not for everybody's eyes: the values, and in the same transaction who looked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction

from karteo.edits.shapes import Edit
from karteo.identity.actor import Actor
from karteo.lib.errors import Error, Forbidden, NotFound, Refusal
from karteo.lib.sql import rows as query
from karteo.log import reads
from karteo.records import access, rows
from karteo.records.access import sensitive_fields, visible
from karteo.records.context import context
from karteo.records.registry import TYPES


def reveal(actor: Actor, type: str, record: UUID, fields: Sequence[str], door: str = "screen") -> dict[str, Any]:
    """The values of these sensitive fields, and a line in the log of looks. NotFound when the actor may not see the
    record; Forbidden for a field that is hidden from him; refused for one that is not sensitive."""
    ctx = context(actor.workspace_id, actor.user_id)
    own, guarded = ctx.fields(type), set(sensitive_fields(actor, type, ctx))
    wrong = [name for name in fields if name not in guarded]
    if unknown := [name for name in wrong if name not in own]:
        raise Refusal([Error("fields", "unknown_field", {"field": name[:80]}, "No such field.") for name in unknown])
    with transaction.atomic():
        found = values(actor, type, record, fields)
        if found is None:
            raise NotFound(type)
        if wrong:
            raise Forbidden("forbidden", "Only sensitive fields that you may read are shown here.")
        reads.note(actor.workspace_id, actor.user_id, type, [record], fields, door)
    return found


def values(actor: Actor, type: str, record: UUID, fields: Sequence[str]) -> dict[str, Any] | None:
    """These fields of a record that the actor may see, whatever guards them. Whoever calls answers for it."""
    ctx, where = context(actor.workspace_id), visible(actor, type)
    own = ctx.fields(type)
    found: dict[str, Any] = {}
    for at in range(0, max(len(fields), 1), 40):  # a function takes 100 arguments at most
        pairs = ", ".join(f"'{name}', {own[name].json()}" for name in fields[at : at + 40])
        line = query(
            f"SELECT jsonb_build_object({pairs})::text FROM {TYPES[type].table} t WHERE {where.sql} AND t.id = %s",
            (*where.params, record),
        )
        if not line:
            return None
        found |= orjson.loads(line[0][0])
    return {name: own[name].empty if found[name] is None else found[name] for name in fields}


def compared(actor: Actor, edits: Sequence[Edit]) -> None:
    """Who says what he saw in a sensitive field is told whether that stands there. It is a look at it, and noted as one
    unless he was shown it before; to be called before the edits are done."""
    ctx = context(actor.workspace_id, actor.user_id)
    for edit in edits:
        if edit.type not in TYPES or not edit.base or not isinstance(edit.patch, dict):
            continue
        said = set(sensitive_fields(actor, edit.type, ctx)) & edit.base.keys() & edit.patch.keys()
        if not said or said <= _shown(actor, edit.record):
            continue
        row = rows.get(actor, edit.type, edit.record)
        if row is not None and access.allows(actor, "edit", edit.type, row):
            reads.note(actor.workspace_id, actor.user_id, edit.type, [edit.record], sorted(said), "screen")


def _shown(actor: Actor, record: UUID) -> set[str]:
    """The fields of the record that this person was shown."""
    found = query(
        "SELECT DISTINCT f.name FROM log_read r, jsonb_array_elements_text(r.fields) f (name)"
        " WHERE r.workspace_id = %s AND r.record = %s AND r.by = %s",
        (actor.workspace_id, record, actor.user_id),
    )
    return {name for (name,) in found}


def looks(
    actor: Actor, record: UUID | None = None, by: UUID | None = None, before: UUID | None = None, limit: int = 50
) -> list[dict[str, Any]]:
    """The log of looks with the names that the records have now, newest first. Whether the actor may read it is
    asked by the caller."""
    found = reads.found(actor.workspace_id, record, by, before, limit)
    names: dict[UUID, str] = {}
    for type in {line["type"] for line in found} & TYPES.keys():
        shown = rows.get_many(actor, type, {line["record"] for line in found if line["type"] == type})
        names |= {id: str(row.get("name") or "") for id, row in shown.items()}
    return [line | {"name": names.get(line["record"], "")} for line in found]
