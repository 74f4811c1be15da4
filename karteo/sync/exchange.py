"""Takes in what a device did meanwhile and brings it up to date: one request, safe to send again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from karteo.edits.apply import apply
from karteo.edits.receipts import DeviceAction, Ended, Gap
from karteo.edits.shapes import Batch, Edit, Outcome
from karteo.history.inverse import written_before
from karteo.identity.actor import Actor
from karteo.log import feed
from karteo.sync.page import Page, page

MOST_ACTIONS = 100


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a device has everything: the number, and the epoch in which that number means something."""

    epoch: str
    number: int


@dataclass(frozen=True, slots=True)
class Action:
    """The device's action number `n`: one batch of edits, atomic."""

    n: int
    batch: Batch
    edits: Sequence[Edit]


@dataclass(slots=True)
class Answer:
    """`gap`: the number the device must send first. `reset`: its copy belongs to another epoch, start over.
    `forked`: its numbers were used by another copy of it, or it was ended; it must take a new device id."""

    cursor: Cursor
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    gone: list[dict[str, Any]] = field(default_factory=list)
    more: bool = False
    gap: int | None = None
    reset: bool = False
    forked: int | None = None


def exchange(actor: Actor, device: UUID, cursor: Cursor | None, actions: Sequence[Action], want: int) -> Answer:
    """Do the device's actions in their order, each in a transaction of its own, then answer what changed since
    its cursor (without one: nothing, from the head on). A refused action does not block those behind it."""
    answer = Answer(Cursor("", 0))
    for action in sorted(actions, key=lambda action: action.n):
        try:
            outcomes = _take(actor, device, action)
        except Gap as gap:
            answer.gap = gap.expected
            break
        except Ended:
            answer.forked = action.n
            break
        if _of_another(action, outcomes):
            answer.forked = action.n
            break
        answer.outcomes.append({"n": action.n, "outcomes": [outcome.json() for outcome in outcomes]})
    epoch, head = feed.head(actor.workspace_id)
    epoch = epoch and f"{epoch}.{actor.fingerprint}"  # with other rights, what it holds is another copy
    answer.reset = cursor is not None and not _fits(cursor, epoch, head)
    # Without an epoch nothing was written yet; what is written from now on must not come under that empty epoch.
    if cursor is None or answer.reset or not epoch:
        answer.cursor = Cursor(epoch, head)
        return answer
    found: Page = page(actor, cursor.number, head, want)
    answer.rows, answer.gone, answer.more = found.rows, found.gone, found.more
    answer.cursor = Cursor(epoch, found.number)
    return answer


def _fits(cursor: Cursor, epoch: str, head: int) -> bool:
    """Before the first change of a workspace there is no epoch yet, and nothing that a device could hold."""
    return cursor.number <= head and (cursor.epoch == epoch or cursor == Cursor("", 0))


def _take(actor: Actor, device: UUID, action: Action) -> list[Outcome]:
    batch = action.batch
    if batch.undo_of and not written_before(actor.workspace_id, batch.undo_of, action.edits):
        batch.undo_of = None
    return apply(actor, batch, action.edits, DeviceAction(device, action.n))


def _of_another(action: Action, outcomes: Sequence[Outcome]) -> bool:
    """Whether the number was taken by other edits: a profile that was copied with its outbox."""
    return bool(outcomes) and {o.edit for o in outcomes} != {edit.id for edit in action.edits}
