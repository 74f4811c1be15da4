"""What one person owned goes to another, as one action that can be undone: usually when somebody leaves.

How far it is stands on his membership, so that any worker can go on where another was killed. Each chunk is chosen
from what he still owns and has a number of its own, taken before it is done; so nothing is done twice or left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from karteo.edits.apply_many import apply_many
from karteo.edits.shapes import Batch, Edit
from karteo.identity import people
from karteo.identity.actor import Actor, by_user
from karteo.identity.models import Membership
from karteo.lib.clock import now
from karteo.lib.errors import Error, Forbidden, Refusal
from karteo.lib.ids import new_id
from karteo.lib.sql import rows
from karteo.records.access import visible
from karteo.records.fields.dates import stamp
from karteo.records.registry import TYPES

CHUNK = 500
AT_ONCE = 1000
OWNER = "owner_id"


def owned(actor: Actor, person: UUID) -> dict[str, int]:
    """How many records of each type that has owners belong to the person, of those that the actor may see."""
    found = {}
    for name in _types():
        where = visible(actor, name)
        ((count,),) = rows(
            f"SELECT count(*) FROM {TYPES[name].table} t WHERE {where.sql} AND t.{OWNER} = %s AND t.deleted_at IS NULL",
            (*where.params, person),
        )
        found[name] = int(count)
    return found


def begin(actor: Actor, person: UUID, to: UUID, why: str) -> dict[str, Any]:
    """Note the wish on the membership, in the caller's transaction; then `run` does it, here or in a worker.

    Refused when the other is not an active person of the workspace, or is the same one, or while one is running.
    """
    heir = Membership.objects.filter(workspace_id=actor.workspace_id, user_id=to, active=True).first()
    if heir is None or to == person:
        raise Refusal([Error("hand_over_to", "no_heir", {}, "Choose somebody else who is active here.")])
    member = people.membership(actor.workspace_id, person, lock=True)
    if member.handover and member.handover["state"] == "running":
        raise Refusal([Error("hand_over_to", "handing_over", {}, "Records of this person are being handed over now.")])
    state = {
        "state": "running",
        "to": str(to),
        "by": str(actor.user_id),
        "batch": str(new_id()),
        "why": why,
        "total": sum(owned(actor, person).values()),
        "done": 0,
        "chunk": 0,
        "at": stamp(now()),
        "beat": stamp(now()),
    }
    _note(actor.workspace_id, person, state)
    return state


def run(workspace_id: UUID, person: UUID) -> dict[str, Any] | None:
    """Do the hand-over that stands on the membership to its end, in the name of who ordered it."""
    state: dict[str, Any] | None = people.membership(workspace_id, person).handover
    if not state or state["state"] != "running":
        return state
    actor = by_user(workspace_id, UUID(state["by"]), "bulk")
    if actor is None:
        raise Forbidden("bulk", "Who ordered this has no access any more.")
    batch = Batch(id=UUID(state["batch"]), source="bulk", why=state["why"], at=datetime.fromisoformat(state["at"]))
    patch, base = {OWNER: state["to"]}, {OWNER: str(person)}
    for name in _types():
        for ids in _chunks(actor, name, person):
            if not _claim(workspace_id, person, state):
                return None  # another worker goes on with it
            edits = [Edit(record=id, type=name, patch=patch, base=base) for id in ids]
            summary = apply_many(actor, batch, edits, size=CHUNK, first=state["chunk"])
            state["done"] += summary.done
    state["state"] = "done"
    _note(workspace_id, person, state)
    return state


def failed(workspace_id: UUID, person: UUID) -> None:
    """Say that it does not go on by itself; it can be ordered again, and then does the rest."""
    with transaction.atomic():
        state = people.membership(workspace_id, person, lock=True).handover
        if state and state["state"] == "running":
            _note(workspace_id, person, state | {"state": "failed"})


def _chunks(actor: Actor, name: str, person: UUID) -> Iterator[list[UUID]]:
    """What the person owns, some at a time in the order of the ids."""
    where, after = visible(actor, name), UUID(int=0)
    while found := rows(
        f"SELECT t.id FROM {TYPES[name].table} t WHERE {where.sql} AND t.{OWNER} = %s AND t.deleted_at IS NULL"
        f" AND t.id > %s ORDER BY t.id LIMIT {CHUNK}",
        (*where.params, person, after),
    ):
        ids = [id for (id,) in found]
        yield ids
        after = ids[-1]


def _claim(workspace_id: UUID, person: UUID, state: dict[str, Any]) -> bool:
    """Take the next chunk's number, which then belongs to nobody else; False when another worker took it."""
    before = state["chunk"]
    state |= {"chunk": before + 1, "beat": stamp(now())}
    mine = Membership.objects.filter(
        workspace_id=workspace_id, user_id=person, handover__batch=state["batch"], handover__chunk=before
    )
    return bool(mine.update(handover=state))


def _types() -> list[str]:
    """The record types whose records have an owner."""
    return [name for name, kind in TYPES.items() if any(field.name == OWNER for field in kind.fields)]


def _note(workspace_id: UUID, person: UUID, state: dict[str, Any]) -> None:
    Membership.objects.filter(workspace_id=workspace_id, user_id=person).update(handover=state)
