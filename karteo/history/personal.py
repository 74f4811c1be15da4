"""Everything that is held about one person, in one piece: what somebody may ask of the firm (GDPR, article 15)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson
from django.db import transaction

from karteo.edits.family import Family, family, pointing
from karteo.history import batches
from karteo.history.reads import looks, values
from karteo.identity.actor import Actor
from karteo.lib.clock import now
from karteo.lib.errors import Forbidden, NotFound
from karteo.lib.sql import rows as query
from karteo.log import reads
from karteo.records import access, rows
from karteo.records.context import Context, context
from karteo.records.fields.dates import stamp

Told = dict[str, Any]
MOST = 200  # looks in one page


def personal(actor: Actor, type: str, record: UUID) -> Told:
    """All about one record, also what lies in the bin; that somebody took it is logged like a look at a sensitive
    field. For whoever may see and export it; `complete` says whether fields were left out that he may not read."""
    row = rows.get(actor, type, record)
    if row is None:
        raise NotFound(type)
    if not access.allows(actor, "export", type, row):
        raise Forbidden("export", "You may not export contacts.")
    ctx = context(actor.workspace_id, actor.user_id)
    whole = family(ctx, type, [record])
    with transaction.atomic():
        guarded = {name: sorted(access.sensitive_fields(actor, name, ctx)) for name in whole}
        found = {name: _whole(actor, name, some, guarded[name]) for name, some in whole.items()}
        for name, some in whole.items():
            if name == type or guarded[name]:  # that all of it was taken is told also where nothing is sensitive
                reads.note(actor.workspace_id, actor.user_id, name, some, guarded[name], "export")
    own = next(one for one in found[type] if one["id"] == str(record))
    others = _readable(actor, ctx, pointing(ctx, whole))
    known = access.known_fields(actor, type, ctx)
    return {
        "about": {"type": type, "id": str(record), "name": row["name"]},
        "made_at": stamp(now()),
        "made_by": actor.name or actor.email,
        "complete": set(ctx.fields(type)) == set(access.readable_fields(actor, type, ctx)) | set(guarded[type]),
        "record": own,
        "merged": [one for one in found[type] if one is not own],
        "notes": found.get("note", []),
        "files": found.get("file", []),
        "relationships": found.get("relationship", []),
        "linked": [
            {"type": name, "id": str(one["id"]), "name": one.get("name", ""), "fields": fields[UUID(str(one["id"]))]}
            for name, fields in others.items()
            for one in rows.get_many(actor, name, fields).values()
        ],
        "names": _names(actor, ctx, type, [one for some in found.values() for one in some]),
        "history": _history(actor, ctx, whole, guarded),
        "reads": [
            line | {"fields": [name for name in line["fields"] if name in known]} for line in _looks(actor, record)
        ],
    }


def _readable(actor: Actor, ctx: Context, others: dict[str, dict[UUID, list[str]]]) -> dict[str, dict[UUID, list[str]]]:
    """Who points to it, by fields that the actor may read there: that a field leads here is its value."""
    found: dict[str, dict[UUID, list[str]]] = {}
    for name, records in others.items():
        open_ = set(access.readable_fields(actor, name, ctx))
        seen = {record: [field for field in fields if field in open_] for record, fields in records.items()}
        found[name] = {record: fields for record, fields in seen.items() if fields}
    return found


def _whole(actor: Actor, type: str, ids: list[UUID], guarded: list[str]) -> list[dict[str, Any]]:
    """The rows that the actor may see, with their sensitive fields, oldest first."""
    found = rows.get_many(actor, type, ids)
    whole = [row | (values(actor, type, id, guarded) or {}) for id, row in found.items()]
    return sorted(whole, key=lambda row: str(row.get("created_at") or ""))


def _names(actor: Actor, ctx: Context, type: str, found: list[dict[str, Any]]) -> dict[str, str]:
    """The names of the records that these rows point to."""
    wanted = {
        UUID(link)
        for row in found
        for name, field in ctx.fields(row["type"]).items()
        for link in field.links(row.get(name))
    }
    return {str(id): str(row.get("name") or "") for id, row in rows.get_many(actor, type, wanted).items()}


def _history(actor: Actor, ctx: Context, whole: Family, guarded: dict[str, list[str]]) -> list[dict[str, Any]]:
    """What happened to all of it, newest first, with every field that the actor may read or have shown."""
    allowed = {name: set(access.readable_fields(actor, name, ctx)) | set(guarded[name]) for name in whole}
    visible = {id for name, some in whole.items() for id in rows.get_many(actor, name, some)}
    found = query(
        f"""select c.type, c.record_id, c.number, c.patch, {batches.COLUMNS}
            from log_change c
            join log_batch b on b.workspace_id = c.workspace_id and b.id = c.batch_id
            left join identity_user u on u.id = b.by
            where c.workspace_id = %s and b.workspace_id = %s and c.record_id = any(%s)
            order by c.number desc""",
        (actor.workspace_id, actor.workspace_id, list(visible)),
    )
    items = []
    for type, record, number, patch, _id, at, by, name, source, why, _undo_of in found:
        items.append(
            {
                "type": type,
                "record": str(record),
                "number": number,
                "at": stamp(at),
                "by": {"id": by and str(by), "name": name},
                "source": source,
                "why": why or "",
                "patch": {field: pair for field, pair in orjson.loads(patch).items() if field in allowed[type]},
            }
        )
    return items


def _looks(actor: Actor, record: UUID) -> list[dict[str, Any]]:
    """Who looked at sensitive fields of it, and who took everything."""
    found, before = list[dict[str, Any]](), None
    while True:
        some = looks(actor, record, before=before, limit=MOST)
        found += [
            {"at": stamp(one["at"]), "by": one["by"]["name"], "fields": one["fields"], "door": one["door"]}
            for one in some
        ]
        if len(some) < MOST:
            return found
        before = some[-1]["id"]
