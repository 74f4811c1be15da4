"""Answers are kept with what they answer, in one transaction; so what comes twice gets the same answer twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any
from uuid import UUID

import orjson

from karteo.edits.parse import LIFE
from karteo.edits.shapes import Edit, Outcome
from karteo.identity.actor import Actor
from karteo.lib.clock import now
from karteo.lib.errors import Error, Forbidden, Refusal
from karteo.lib.sql import rows


@dataclass(frozen=True, slots=True)
class DeviceAction:
    """Where an action comes from: the device, and its number there (1, 2, 3 …)."""

    device: UUID
    n: int


class Gap(Exception):
    """The device skipped a number; `expected` is the one that is missing."""

    def __init__(self, expected: int) -> None:
        self.expected = expected
        super().__init__(f"expected action {expected}")


class Ended(Exception):
    """The device was ended when its person was let go; he is back, and must take a new one."""


def wish_of(edits: Sequence[Edit]) -> bytes:
    """What is wished for, as a short hash; moments of life are the server's and may differ when it comes again."""
    said = [
        [edit.type, str(edit.record), {name: name in LIFE or value for name, value in edit.patch.items()}, edit.base]
        for edit in edits
    ]
    return blake2b(orjson.dumps(said, option=orjson.OPT_SORT_KEYS, default=str), digest_size=16).digest()


def find(actor: Actor, receipt: UUID, wish: bytes | None = None) -> Any | None:
    """The kept answer under this id, or None; Forbidden when it answered somebody else, Refusal when it answered
    another wish: that one would be lost without a word."""
    found = rows(
        "SELECT by, wish, answer::text FROM edits_receipt WHERE workspace_id = %s AND id = %s",
        (actor.workspace_id, receipt),
    )
    if not found:
        return None
    by, answered, answer = found[0]
    if by != actor.user_id:
        raise Forbidden("foreign_id", "This id belongs to another person's action.")
    if wish and answered and bytes(answered) != wish:
        raise Refusal([Error("edit", "id_reused", {}, "This id was used for another change.")])
    return orjson.loads(answer)


def keep(
    actor: Actor, receipt: UUID, answer: Any, action: DeviceAction | None = None, wish: bytes | None = None
) -> None:
    """Keep an answer; the caller's transaction stores the work and the answer together."""
    rows(
        "INSERT INTO edits_receipt (workspace_id, id, by, device_id, n, wish, answer, at)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        (
            actor.workspace_id,
            receipt,
            actor.user_id,
            action.device if action else None,
            action.n if action else None,
            wish,
            orjson.dumps(answer).decode(),
            now(),
        ),
    )


def take(actor: Actor, action: DeviceAction) -> Any | None:
    """Lock the device and see whether its action is new: None = new, to be done now; else the kept answer.

    Gap when a number is missing, Forbidden for the device of somebody else, Ended for one that was ended.
    """
    found = _device(actor, action)
    if not found:
        rows(
            "INSERT INTO identity_device (workspace_id, id, user_id, last_n, status, last_seen, created_at)"
            " VALUES (%s, %s, %s, 0, 'active', %s, %s) ON CONFLICT (workspace_id, id) DO NOTHING",
            (actor.workspace_id, action.device, actor.user_id, now(), now()),
        )
        found = _device(actor, action)
    user, last_n, status = found[0]
    if user != actor.user_id:
        raise Forbidden("foreign_device", "This device belongs to another person.")
    if status != "active":
        raise Ended
    if action.n <= last_n:
        kept = rows(
            "SELECT answer::text FROM edits_receipt WHERE workspace_id = %s AND device_id = %s AND n = %s",
            (actor.workspace_id, action.device, action.n),
        )
        return orjson.loads(kept[0][0]) if kept else []
    if action.n > last_n + 1:
        raise Gap(last_n + 1)
    rows(
        "UPDATE identity_device SET last_n = %s, last_seen = %s WHERE workspace_id = %s AND id = %s",
        (action.n, now(), actor.workspace_id, action.device),
    )
    return None


def _device(actor: Actor, action: DeviceAction) -> list[tuple[Any, ...]]:
    return rows(
        "SELECT user_id, last_n, status FROM identity_device WHERE workspace_id = %s AND id = %s FOR UPDATE",
        (actor.workspace_id, action.device),
    )


def outcomes(answer: Any) -> list[Outcome]:
    """Kept outcomes as objects again."""
    return [Outcome.read(stored) for stored in answer]
