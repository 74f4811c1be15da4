"""Erasing for good: **the one command that deletes rows and rewrites the log.** Nothing brings back what it took.

Of each erased record the log keeps that it was erased, by whom and when, under the next number: so every device
that follows the feed drops its copy. Everything else that the workspace holds of it goes in the same transaction:
the row with its search text, what hangs on it (notes, files, relationships, duplicates that were merged into it),
every value in the history, the answers that were kept for devices, and the links of others that pointed to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction

from karteo.edits import chunk, family
from karteo.edits.chunk import head
from karteo.edits.family import Family
from karteo.edits.shapes import Batch, Edit
from karteo.identity.actor import Actor
from karteo.lib.errors import Forbidden
from karteo.lib.sql import ALL, Where, rows
from karteo.log import erase as log
from karteo.log.append import ChangeLine, append
from karteo.log.feed import MARK
from karteo.records.context import Context, context
from karteo.records.fields.dates import stamp
from karteo.records.registry import TYPES


@dataclass(slots=True)
class Erased:
    """What went: the ids by type, and the number of the commit (None: there was nothing)."""

    batch: UUID
    family: Family
    number: int | None = None

    @property
    def records(self) -> list[UUID]:
        """All of them, of every type."""
        return [record for some in self.family.values() for record in some]


@dataclass(frozen=True, slots=True)
class Words:
    """What records are called: `near` tells them from others in an action that touched them, `full` anywhere."""

    near: frozenset[str] = frozenset()
    full: frozenset[str] = frozenset()


Also = Callable[[Erased], None]


def erase(
    actor: Actor,
    batch: Batch,
    type: str,
    records: Sequence[UUID],
    words: Words,
    also: Also,
    still: Where = ALL,
) -> Erased:
    """Erase these records, those for which `still` holds. `words` are what they are called, to be taken out of
    reasons that people wrote; `also` does the caller's part in the same transaction. Administrators only."""
    if not actor.admin:
        raise Forbidden("forbidden", "Only an administrator erases.")
    with transaction.atomic(durable=True):
        ctx = context(actor.workspace_id, actor.user_id)
        gone = Erased(batch.id, family.family(ctx, type, records, lock=True, still=still))
        every = gone.records
        if not every:
            return gone
        links = family.pointing(ctx, gone.family)
        also(gone)
        forget_answers(actor.workspace_id, every)
        log.empty(actor.workspace_id, every, words.near, words.full)
        for name, some in gone.family.items():
            rows(
                f"DELETE FROM {TYPES[name].table} t WHERE t.workspace_id = %s AND t.id = ANY(%s)",
                (actor.workspace_id, some),
            )
        _unlink(actor, ctx, batch, links)
        mark = {MARK: [None, stamp(batch.at)]}
        lines = [ChangeLine(name, record, mark) for name, some in gone.family.items() for record in some]
        gone.number = append(actor.workspace_id, head(actor, batch), lines)
        return gone


def _unlink(actor: Actor, ctx: Context, batch: Batch, links: dict[str, dict[UUID, list[str]]]) -> None:
    """Empty the links of others, as ordinary edits: their history says it, and what they derived is computed anew."""
    edits = [
        Edit(record=record, type=name, patch=dict.fromkeys(fields))
        for name, found in links.items()
        for record, fields in found.items()
    ]
    for at in range(0, len(edits), 2000):
        chunk.run(actor, ctx, batch, edits[at : at + 2000], atomic=False)


MENTIONING = """
SELECT id, answer::text FROM edits_receipt WHERE workspace_id = %s AND EXISTS (
  SELECT FROM jsonb_path_query(answer, 'strict $.**.record ? (@.type() == "string")') one (record)
   WHERE one.record #>> '{}' = ANY(%s)) FOR UPDATE
"""


def forget_answers(workspace_id: UUID, records: Sequence[UUID]) -> None:
    """The kept answers about these records stay answers, without any value."""
    names = {str(record) for record in records}
    for id, text in rows(MENTIONING, (workspace_id, sorted(names))):
        rows(
            "UPDATE edits_receipt SET answer = %s WHERE workspace_id = %s AND id = %s",
            (orjson.dumps(_emptied(orjson.loads(text), names)).decode(), workspace_id, id),
        )


def _emptied(answer: Any, records: set[str]) -> Any:
    """The answer, with no field in the outcomes of these records."""
    if isinstance(answer, list):
        return [_emptied(one, records) for one in answer]
    if isinstance(answer, dict):
        inner = {name: _emptied(one, records) for name, one in answer.items()}
        return inner | {"fields": {}} if inner.get("record") in records else inner
    return answer
