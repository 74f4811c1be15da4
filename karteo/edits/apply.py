"""**The one door.** Every change of every record comes through here: a tap, a queue of a device, the API.
(What is too big for one transaction comes through `apply_many`, which does the same chunk by chunk.)

It checks rights and values, finds conflicts, writes the rows, and writes the log in the same transaction, so that
history, undo, search, access, sync and every other reader of the log hold for each feature without its asking.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import IntegrityError, OperationalError, transaction

from karteo.edits import chunk, receipts
from karteo.edits.parse import wrong
from karteo.edits.receipts import DeviceAction
from karteo.edits.rederive import rederive_after
from karteo.edits.shapes import Batch, Edit, Outcome
from karteo.identity.actor import Actor
from karteo.records.context import context
from karteo.records.fields import FieldError

T = TypeVar("T")
ATTEMPTS = 3
COMES_SECOND = ("23505", "40001", "40P01")  # unique violation, serialization failure, deadlock


def apply(actor: Actor, batch: Batch, edits: Sequence[Edit], action: DeviceAction | None = None) -> list[Outcome]:
    """Do one action: all of its edits, or none when one is refused (a field in conflict refuses nothing).

    `action` says where it comes from, when from a device. What was done before under the same batch id, or the
    same device and number, is not done again: its kept outcomes are returned. Raises Gap, Forbidden.
    """

    wish = receipts.wish_of(edits)

    def attempt(first: bool) -> list[Outcome]:
        with transaction.atomic(durable=True):
            kept = receipts.take(actor, action) if action else None
            if kept is None and not first:
                kept = receipts.find(actor, batch.id, wish)
            if kept is not None:
                return receipts.outcomes(kept)
            ctx = context(actor.workspace_id, actor.user_id)
            outcomes = chunk.run(actor, ctx, batch, edits, atomic=True)
            receipts.keep(actor, batch.id, [outcome.json() for outcome in outcomes], action, wish)
            rederive_after(actor.workspace_id, edits, outcomes)
            return outcomes

    try:
        return again(attempt)
    except IntegrityError as error:  # a new record with the id of one that this person does not see
        if getattr(error.__cause__, "sqlstate", None) != "23505":
            raise
        return _taken(actor, batch, edits, action, wish)


def _taken(
    actor: Actor, batch: Batch, edits: Sequence[Edit], action: DeviceAction | None, wish: bytes
) -> list[Outcome]:
    """Refused like one whose id is that of a record in sight; remembered, so that a device goes on behind it."""
    fault = wrong("", FieldError("exists", "This record exists already."))
    outcomes = [Outcome(edit.record, "refused", {"": fault}, edit.type, edit.id) for edit in edits]
    with transaction.atomic(durable=True):
        kept = receipts.take(actor, action) if action else receipts.find(actor, batch.id, wish)
        if kept is not None:
            return receipts.outcomes(kept)
        receipts.keep(actor, batch.id, [outcome.json() for outcome in outcomes], action, wish)
    return outcomes


def again(attempt: Callable[[bool], T]) -> T:
    """Run a transaction, and once or twice more when it came second: the receipt or the record is there already.

    `attempt(True)` need not look for a receipt (most actions come once, and keeping a second one fails); the
    attempts after it must.
    """
    for number in range(ATTEMPTS):
        try:
            return attempt(number == 0)
        except (IntegrityError, OperationalError) as error:
            if number == ATTEMPTS - 1 or getattr(error.__cause__, "sqlstate", None) not in COMES_SECOND:
                raise
    raise AssertionError("unreachable")
