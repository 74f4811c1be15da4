"""Renaming, merging and removing tags on every record that has them: one action, that can be undone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import orjson

from karteo.bulk import jobs
from karteo.bulk.models import Job
from karteo.edits.apply_many import CHUNK
from karteo.edits.shapes import Edit
from karteo.identity.actor import Actor
from karteo.lib.errors import Forbidden
from karteo.lib.sql import Where, rows
from karteo.records.access import visible


@dataclass(frozen=True, slots=True)
class Wish:
    """`words` (every spelling) become `into`, or nothing."""

    words: tuple[str, ...]
    into: str | None = None


def start(actor: Actor, wish: Wish, why: str, id: UUID | None = None) -> Job:
    """Do it: up to 2,000 records at once, more as a job. The same `id` again is the same change."""
    if id and jobs.known(actor.workspace_id, id):
        return jobs.one(actor, id)
    args = {"words": list(wish.words), "into": wish.into}
    job = jobs.order(actor, "tags", args, _chunks(actor, wish), why=why, id=id)
    return job if jobs.long(job) else jobs.run(actor, job.id, step)


def step(actor: Actor, job: Job, type: str, records: list[UUID]) -> None:
    """Change the tags of these records, as they are by now."""
    if not actor.admin:
        raise Forbidden("forbidden", "Only an administrator puts tags in order.")
    wish = Wish(tuple(job.args["words"]), job.args["into"])
    where = visible(actor, type)
    found = rows(
        "SELECT t.id, t.tags::text, to_jsonb(t.deleted_at) #>> '{}' FROM records_contact t"
        f" WHERE {where.sql} AND t.id = ANY(%s) ORDER BY t.id",
        (*where.params, records),
    )
    jobs.apply(actor, job, [_edit(id, orjson.loads(text), deleted, wish) for id, text, deleted in found])


def _chunks(actor: Actor, wish: Wish) -> Iterator[tuple[str, list[UUID]]]:
    """Records that have one of the words and would be changed; the bin too, so that nothing old comes back from it."""
    words = [word for word in wish.words if word != wish.into]
    has = [Where("t.tags @> %s::jsonb", (orjson.dumps([word]).decode(),)) for word in words]
    if not has:
        return
    any_of = has[0]
    for one in has[1:]:
        any_of |= one
    where = visible(actor, "contact") & any_of
    ids = [id for (id,) in rows(f"SELECT t.id FROM records_contact t WHERE {where.sql} ORDER BY t.id", where.params)]
    for at in range(0, len(ids), CHUNK):
        yield "contact", ids[at : at + CHUNK]


def _edit(record: UUID, tags: Sequence[str], deleted: str | None, wish: Wish) -> Edit:
    """In the bin only an edit of its life is taken; that it is there already changes nothing but lets this in."""
    new = dict.fromkeys(wish.into if tag in wish.words else tag for tag in tags)
    patch = {"tags": [tag for tag in new if tag is not None]}
    return Edit(record, patch | ({"deleted_at": deleted} if deleted else {}), {"tags": list(tags)})
