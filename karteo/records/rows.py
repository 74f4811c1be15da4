"""Records as the wire has them: JSON made in PostgreSQL, from the fields that the actor may read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import orjson

from karteo.identity.actor import Actor
from karteo.lib.sql import rows
from karteo.records.access import readable_fields, visible
from karteo.records.context import Context, context
from karteo.records.registry import TYPES


def json_sql(actor: Actor, type_name: str, ctx: Context, alias: str = "t") -> str:
    """A SQL expression (text) that is the wire row of the table alias: type, id, fields, custom fields, derived."""
    key = ("json_sql", type_name, alias, actor.rights.fingerprint)
    if key not in ctx._memo:
        ctx._memo[key] = _json_sql(readable_fields(actor, type_name, ctx), type_name, ctx, alias)
    found: str = ctx._memo[key]
    return found


def _json_sql(readable: list[str], type_name: str, ctx: Context, alias: str) -> str:
    fields = ctx.fields(type_name)
    own = [f"{alias}.{name}" for name in readable if not fields[name].custom]
    own += [f"{alias}.{name}" for name in (*TYPES[type_name].shown, "changed_at", "changed_by")]
    base = f"(SELECT row_to_json(r)::text FROM (SELECT '{type_name}' AS type, {alias}.id, {', '.join(own)}) r)"
    custom = [name for name in readable if fields[name].custom]
    if not custom:
        return base
    # a function takes 100 arguments at most, so many custom fields stand in several objects
    objects = " || ".join(
        "jsonb_build_object(" + ", ".join(f"'{name}', {fields[name].json(alias)}" for name in custom[i : i + 40]) + ")"
        for i in range(0, len(custom), 40)
    )
    return f"(left({base}, -1) || ',' || substr(({objects})::text, 2))"


def get_many(actor: Actor, type_name: str, ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """The records with these ids that the actor may see, deleted ones too, by id."""
    wanted = list(ids)
    if not wanted:
        return {}
    ctx = context(actor.workspace_id)
    where = visible(actor, type_name)
    found = rows(
        f"SELECT t.id, {json_sql(actor, type_name, ctx)} FROM {TYPES[type_name].table} t"
        f" WHERE {where.sql} AND t.id = ANY(%s)",
        (*where.params, wanted),
    )
    return {key: orjson.loads(text) for key, text in found}


def get(actor: Actor, type_name: str, record: UUID) -> dict[str, Any] | None:
    """One record, deleted ones too, or None when there is none that the actor may see."""
    return get_many(actor, type_name, [record]).get(record)
