"""The door for what is too big for one transaction: a bulk change, an import, the undo of either.

The same as `apply` in a loop, but set-based and chunk by chunk: each chunk is a short transaction of its own, with
a fixed number of statements, and leaves a receipt. So after a crash the same call goes on where it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from karteo.edits import chunk, receipts
from karteo.edits.apply import again
from karteo.edits.rederive import rederive_after
from karteo.edits.shapes import Batch, Edit, Outcome, Summary
from karteo.identity.actor import Actor
from karteo.records.context import context

CHUNK = 2000


def apply_many(
    actor: Actor,
    batch: Batch,
    edits: Iterable[Edit],
    *,
    size: int = CHUNK,
    first: int = 0,
    progress: Callable[[int, Summary], None] | None = None,
) -> Summary:
    """Do the edits; a refused one does not hold back the others. At most one edit per record in a chunk counts as
    one line of history; the edits must come in the same order when the call is made again after a crash.

    `first` is the number of the first chunk, for a caller who hands over chunk by chunk and looks between them.
    `progress` is called after every chunk with the number of edits done so far and the summary.
    """
    summary = Summary(batch.id)
    position = 0
    for number, some in enumerate(chunks(edits, size), first):
        for place, outcome in _chunk(actor, batch, number, some):
            summary.add(position + place, outcome)
        position += len(some)
        if progress:
            progress(position, summary)
    return summary


def chunks(edits: Iterable[Edit], size: int) -> Iterator[list[Edit]]:
    """The edits in lists of `size`."""
    them = iter(edits)
    while some := list(islice(them, size)):
        yield some


def note(actor: Actor, batch: UUID, number: int, done: int) -> None:
    """Leave a chunk's receipt, in the caller's transaction, for work of which `done` records went without a word."""
    receipts.keep(actor, uuid5(batch, str(number)), {"edits": done, "problems": [], "unchanged": []})


def remembered(actor: Actor, batch: UUID, number: int) -> Summary | None:
    """What became of the chunk of this number; None: it was not done yet."""
    kept = receipts.find(actor, uuid5(batch, str(number)))
    if kept is None:
        return None
    summary = Summary(batch, done=kept["edits"] - len(kept["unchanged"]) - len(kept["problems"]))
    summary.unchanged = len(kept["unchanged"])
    for place, stored in kept["problems"]:
        summary.add(place, Outcome.read(stored))
    return summary


def _chunk(actor: Actor, batch: Batch, number: int, edits: Sequence[Edit]) -> list[tuple[int, Outcome]]:
    """One chunk, done or remembered."""
    receipt = uuid5(batch.id, str(number))

    def attempt(_first: bool) -> list[tuple[int, Outcome]]:
        with transaction.atomic(durable=True):
            kept = receipts.find(actor, receipt)  # a long batch is often called again on purpose
            if kept is not None:
                return _remembered(kept, edits)
            ctx = context(actor.workspace_id, actor.user_id)
            outcomes = chunk.run(actor, ctx, batch, edits, atomic=False)
            receipts.keep(actor, receipt, _brief(outcomes))
            rederive_after(actor.workspace_id, edits, outcomes)
            return list(enumerate(outcomes))

    return again(attempt)


def _brief(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """What a chunk's receipt keeps: how many there were, the problems in full, of the others which changed nothing."""
    return {
        "edits": len(outcomes),
        "problems": [[place, outcome.json()] for place, outcome in enumerate(outcomes) if outcome.status != "done"],
        "unchanged": [
            place for place, outcome in enumerate(outcomes) if outcome.status == "done" and not outcome.changed
        ],
    }


def _remembered(kept: dict[str, Any], edits: Sequence[Edit]) -> list[tuple[int, Outcome]]:
    problems = {place: Outcome.read(stored) for place, stored in kept["problems"]}
    unchanged = set(kept["unchanged"])
    return [
        (
            place,
            problems.get(place)
            or Outcome(edit.record, "done", type=edit.type, edit=edit.id, changed=place not in unchanged),
        )
        for place, edit in enumerate(edits)
    ]
