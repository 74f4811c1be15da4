"""Erasing a person for good, everywhere: before it, what goes and what stays; then the door's erase and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from karteo.bulk.called import Called, called
from karteo.bulk.forget import forget, forget_jobs
from karteo.edits import erase as door
from karteo.edits.apply_many import note
from karteo.edits.erase import Erased, Words
from karteo.edits.family import family, pointing
from karteo.edits.shapes import Batch
from karteo.files.blobs import delete_of
from karteo.identity.actor import Actor
from karteo.lib.errors import Error, Forbidden, NotFound, Refusal
from karteo.lib.sql import ALL, Where, rows
from karteo.records.context import context
from karteo.records.registry import TYPES
from karteo.records.rows import get, get_many

SHOWN = 20
FEW = 50
# Bytes can be deleted only once the rows are: until then the sweep knows that nobody wants them any more.
DOOMED = """UPDATE files_blob SET used_at = NULL, created_at = 'epoch'
 WHERE workspace_id = %s AND record_id = ANY(%s)"""


def goes(actor: Actor, type: str, record: UUID) -> dict[str, Any]:
    """What erasing would take and what would stay: {name, counts, stays: {people, count}}. Administrators only."""
    row = _seen(actor, type, record)
    ctx = context(actor.workspace_id)
    whole = family(ctx, type, [record])
    others = pointing(ctx, whole)
    every = [one for some in whole.values() for one in some]
    ((changes,),) = rows(
        "SELECT count(*) FROM log_change WHERE workspace_id = %s AND record_id = ANY(%s)",
        (actor.workspace_id, every),
    )
    ((reads,),) = rows(
        "SELECT count(*) FROM log_read WHERE workspace_id = %s AND record = ANY(%s)", (actor.workspace_id, every)
    )
    fields = ctx.fields(type)
    people = [one for found in others.values() for one in found]
    shown = get_many(actor, type, people[:SHOWN])
    return {
        "name": row["name"],
        "counts": {
            "values": sum(
                not field.same(row.get(name), field.empty) for name, field in fields.items() if field.group != "life"
            ),
            "notes": len(whole.get("note", ())),
            "files": len(whole.get("file", ())),
            "relationships": len(whole.get("relationship", ())),
            "merged": len(whole[type]) - 1,
            "changes": changes,
            "reads": reads,
        },
        "stays": {"count": len(people), "people": [{"id": one["id"], "name": one["name"]} for one in shown.values()]},
    }


def erase(actor: Actor, type: str, record: UUID, typed: str, batch: Batch) -> Erased:
    """Erase one record whose name was typed as a confirmation. Refused when another name was typed."""
    row = _seen(actor, type, record)
    if _plain(typed) != _plain(row["name"]):
        raise Refusal([Error("name", "name_differs", {"name": row["name"]}, "This is not the name that stands there.")])
    return erase_many(actor, type, [record], batch)


def erase_many(
    actor: Actor, type: str, records: Sequence[UUID], batch: Batch, still: Where = ALL, chunk: int | None = None
) -> Erased:
    """Erase these records in one transaction, some hundred at most; only those for which `still` holds by then. As
    `chunk` of a job they leave its receipt."""
    names = called(actor.workspace_id, type, records)

    def also(gone: Erased) -> None:
        touched = rows(
            "SELECT DISTINCT batch_id FROM log_change WHERE workspace_id = %s AND record_id = ANY(%s)",
            (actor.workspace_id, gone.records),
        )
        forget(actor.workspace_id, names, {batch for (batch,) in touched})
        forget_jobs(actor.workspace_id, names, set(gone.records))
        rows(DOOMED, (actor.workspace_id, gone.records))
        if chunk is not None:
            note(actor, batch.id, chunk, len(gone.family.get(type, ())))

    gone = door.erase(actor, batch, type, records, _words(names), also, still)
    delete_of(actor.workspace_id, gone.records)
    return gone


def _words(names: Called) -> Words:
    """Whoever erases many does not read every reason of the workspace for each of them."""
    return Words(frozenset(names.spelled), frozenset(names.full if len(names.full) <= FEW else ()))


def _seen(actor: Actor, type: str, record: UUID) -> dict[str, Any]:
    if not actor.admin:
        raise Forbidden("forbidden", "Only an administrator erases.")
    row = get(actor, type, record)
    if row is None or type not in TYPES:
        raise NotFound(type)
    return row


def _plain(name: str) -> str:
    """A name as it is compared: small and great letters and spaces do not count on a phone."""
    return " ".join(name.split()).casefold()
