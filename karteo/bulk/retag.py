"""Renaming, merging and removing tags on every record that has them: one action, page by page through the door.

What was done is left out by itself when it is called again, for the old words are gone from those records; so a
killed job goes on with no memory but the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

import orjson

from karteo.edits import receipts
from karteo.edits.apply_many import CHUNK, apply_many
from karteo.edits.shapes import Batch, Edit
from karteo.identity.actor import Actor
from karteo.lib.sql import Where, rows
from karteo.records.access import visible


@dataclass(frozen=True, slots=True)
class Wish:
    """`words` (every spelling) become `into`, or nothing."""

    words: tuple[str, ...]
    into: str | None = None


def count(actor: Actor, wish: Wish) -> int:
    """How many records it would change now."""
    where = _where(actor, wish)
    if where is None:
        return 0
    return int(rows(f"SELECT count(*) FROM records_contact t WHERE {where.sql}", where.params)[0][0])


def run(actor: Actor, batch: Batch, wish: Wish, progress: Callable[[int], None] | None = None) -> int:
    """Do it, or go on with it; returns how many records were changed in this run."""
    done, number = 0, _free(actor, batch)
    for edits in _pages(actor, wish):
        done += apply_many(actor, batch, edits, size=CHUNK, first=number).done
        number += 1
        if progress:
            progress(done)
    return done


def written(workspace_id: UUID, batch: UUID) -> int:
    """How many records the action has changed so far."""
    found = rows("SELECT count(*) FROM log_change WHERE workspace_id = %s AND batch_id = %s", (workspace_id, batch))
    return int(found[0][0])


def _free(actor: Actor, batch: Batch) -> int:
    """The number of the first chunk that was not done yet under this batch."""
    number = 0
    while receipts.find(actor, uuid5(batch.id, str(number))) is not None:
        number += 1
    return number


def _where(actor: Actor, wish: Wish) -> Where | None:
    """Records that have one of the words and would be changed; the bin too, so that nothing old comes back from it."""
    where = visible(actor, "contact")
    words = [word for word in wish.words if word != wish.into]
    has = [Where("t.tags @> %s::jsonb", (orjson.dumps([word]).decode(),)) for word in words]
    if not has:
        return None
    any_of = has[0]
    for one in has[1:]:
        any_of |= one
    return where & any_of


def _pages(actor: Actor, wish: Wish) -> Iterator[list[Edit]]:
    where, after = _where(actor, wish), UUID(int=0)
    while where is not None:
        page = rows(
            "SELECT t.id, t.tags::text, to_jsonb(t.deleted_at) #>> '{}' FROM records_contact t"
            f" WHERE {where.sql} AND t.id > %s ORDER BY t.id LIMIT %s",
            (*where.params, after, CHUNK),
        )
        if page:
            yield [_edit(id, orjson.loads(text), deleted, wish) for id, text, deleted in page]
        if len(page) < CHUNK:
            return
        after = page[-1][0]


def _edit(record: UUID, tags: Sequence[str], deleted: str | None, wish: Wish) -> Edit:
    """In the bin only an edit of its life is taken; that it is there already changes nothing but lets this in."""
    new = dict.fromkeys(wish.into if tag in wish.words else tag for tag in tags)
    patch = {"tags": [tag for tag in new if tag is not None]}
    return Edit(record, patch | ({"deleted_at": deleted} if deleted else {}), {"tags": list(tags)})
