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
from karteo.history.reads import compared
from karteo.identity.actor import Actor
from karteo.log import feed
from karteo.records.access import readable_fields
from karteo.records.context import context
from karteo.records.registry import TYPES
from karteo.sync import began
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
    since = _began(cursor, epoch, head) if cursor else None
    answer.reset = cursor is not None and since is None
    # Without an epoch nothing was written yet; what is written from now on must not come under that empty epoch.
    if cursor is None or since is None or not epoch:
        answer.cursor = Cursor(epoch and began.sealed(epoch, began.beginning(actor, head)), head)
        return answer
    found: Page = page(actor, cursor.number, head, want, since)
    answer.rows, answer.gone, answer.more = found.rows, found.gone, found.more
    answer.cursor = Cursor(began.sealed(epoch, since), found.number)
    return answer


def _began(cursor: Cursor, epoch: str, head: int) -> int | None:
    """Where the device began; None when its cursor does not fit. Before the first change of a workspace there is no
    epoch yet, and nothing that a device could hold."""
    if cursor == Cursor("", 0):
        return head
    return began.opened(cursor.epoch, epoch) if epoch and cursor.number <= head else None


def _take(actor: Actor, device: UUID, action: Action) -> list[Outcome]:
    batch = action.batch
    if batch.undo_of and not (
        _reads(actor, action.edits) and written_before(actor.workspace_id, batch.undo_of, action.edits)
    ):
        batch.undo_of = None
    compared(actor, action.edits)
    return apply(actor, batch, action.edits, DeviceAction(device, action.n))


def _reads(actor: Actor, edits: Sequence[Edit]) -> bool:
    """Whether the edits speak only of fields that the actor reads: the door believes what an undo says of any field,
    and who could say what a hidden one holds would be told whether he guessed right."""
    ctx = context(actor.workspace_id)
    return all(
        edit.type in TYPES and {*edit.patch, *(edit.base or ())} <= set(readable_fields(actor, edit.type, ctx))
        for edit in edits
    )


def _of_another(action: Action, outcomes: Sequence[Outcome]) -> bool:
    """Whether the number was taken by other edits: a profile that was copied with its outbox."""
    return bool(outcomes) and {o.edit for o in outcomes} != {edit.id for edit in action.edits}
