"""What one person owned goes to another, as one action that can be undone: usually when somebody leaves."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from karteo.bulk import jobs
from karteo.bulk.models import Job
from karteo.edits.shapes import Edit
from karteo.identity import people
from karteo.identity.actor import Actor
from karteo.identity.models import Membership
from karteo.lib.errors import Error, Refusal
from karteo.lib.sql import rows
from karteo.records.access import visible
from karteo.records.registry import TYPES

CHUNK = 500
OWNER = "owner_id"


def owned(actor: Actor, person: UUID) -> dict[str, int]:
    """How many records of each type that has owners belong to the person, of those that the actor may see."""
    return {name: len(_records(actor, name, person)) for name in _types()}


def begin(actor: Actor, person: UUID, to: UUID, why: str) -> Job:
    """Order it, in the caller's transaction, which also lets the person go; a short one is run after that.

    Refused when the other is not an active person of the workspace, or is the same one, or while one is running.
    """
    heir = Membership.objects.filter(workspace_id=actor.workspace_id, user_id=to, active=True).first()
    if heir is None or to == person:
        raise Refusal([Error("hand_over_to", "no_heir", {}, "Choose somebody else who is active here.")])
    people.membership(actor.workspace_id, person, lock=True)
    before = last(actor.workspace_id).get(person)
    if before and jobs.goes_on(before):
        raise Refusal([Error("hand_over_to", "handing_over", {}, "Records of this person are being handed over now.")])
    args = {"person": str(person), "to": str(to)}
    return jobs.order(actor, "handover", args, _chunks(actor, person), why=why)


def last(workspace_id: UUID) -> dict[UUID, Job]:
    """The last hand-over of each person of whom there was one."""
    return {UUID(person): job for person, job in jobs.latest(workspace_id, "handover", "person").items()}


def step(actor: Actor, job: Job, type: str, records: list[UUID]) -> None:
    """Give these records to the other; what has another owner by now is left alone."""
    patch, base = {OWNER: job.args["to"]}, {OWNER: job.args["person"]}
    jobs.apply(actor, job, [Edit(record=id, type=type, patch=patch, base=base) for id in records])


def _chunks(actor: Actor, person: UUID) -> Iterator[tuple[str, list[UUID]]]:
    for name in _types():
        found = _records(actor, name, person)
        for at in range(0, len(found), CHUNK):
            yield name, found[at : at + CHUNK]


def _records(actor: Actor, name: str, person: UUID) -> list[UUID]:
    where = visible(actor, name)
    found = rows(
        f"SELECT t.id FROM {TYPES[name].table} t WHERE {where.sql} AND t.{OWNER} = %s AND t.deleted_at IS NULL"
        " ORDER BY t.id",
        (*where.params, person),
    )
    return [id for (id,) in found]


def _types() -> list[str]:
    """The record types whose records have an owner."""
    return [name for name, kind in TYPES.items() if any(field.name == OWNER for field in kind.fields)]
