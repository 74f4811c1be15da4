"""Retention: what nobody has needed for so many months is listed, and goes, to the bin or for good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from karteo.bulk import jobs
from karteo.bulk.erase import erase_many
from karteo.bulk.models import Job
from karteo.edits.family import belonging
from karteo.edits.shapes import Batch, Edit
from karteo.identity.actor import Actor
from karteo.lib.clock import now
from karteo.lib.errors import Forbidden
from karteo.lib.sql import Where, rows
from karteo.records.context import Context, context
from karteo.records.fields.dates import stamp
from karteo.records.registry import TYPES

SHOWN = 20
BINNED, ERASED = 2000, 100  # records in one transaction
WHY = {
    "en": "Retention: not changed for {months} months",
    "de": "Aufbewahrung: seit {months} Monaten nicht geändert",
    "zh": "保留期限：{months} 个月未更改",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What goes: records of a type that nobody changed for `months`, but those with one of the relations in `keep`."""

    months: int
    what: Literal["bin", "erase"] = "bin"
    keep: tuple[str, ...] = ()

    def json(self) -> dict[str, Any]:
        return asdict(self) | {"keep": list(self.keep)}


def months_before(at: datetime, months: int) -> datetime:
    """The same day so many months ago, or the last of that month."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    day = at.day
    while True:
        try:
            return at.replace(year=year, month=month + 1, day=day)
        except ValueError:
            day -= 1


def due(workspace_id: UUID, type: str, rule: Rule, at: datetime | None = None) -> Where:
    """The records that the rule lets go, as a condition on the table `t`.

    A note, a file or a relationship is a sign of life of its contact, and so is a person at a company. What is to be
    erased may lie in the bin already; what is to be put there may not.
    """
    ctx, limit = context(workspace_id), months_before(at or now(), rule.months)
    found = Where("t.workspace_id = %s", (workspace_id,)) & Where("t.changed_at < %s", (limit,))
    if rule.what == "bin":
        found &= Where("t.deleted_at IS NULL")
    if rule.keep and "relation" in ctx.fields(type):
        found &= Where("NOT coalesce(t.relation = ANY(%s), false)", (list(rule.keep),))
    for other, fields in belonging(ctx, type):
        for field in fields:
            found &= _untouched(workspace_id, other, field.sql("o"), limit)
    if type == "contact":
        found &= _untouched(workspace_id, "contact", "o.company_id", limit, " AND o.deleted_at IS NULL")
    return found


def _untouched(workspace_id: UUID, type: str, link: str, limit: datetime, more: str = "") -> Where:
    return Where(
        f"NOT EXISTS (SELECT FROM {TYPES[type].table} o WHERE o.workspace_id = %s AND {link}::uuid = t.id"
        f" AND o.changed_at >= %s{more})",
        (workspace_id, limit),
    )


def preview(workspace_id: UUID, type: str, rule: Rule) -> dict[str, Any]:
    """How many records would go, and the longest forgotten of them."""
    where, table = due(workspace_id, type, rule), TYPES[type].table
    ((count,),) = rows(f"SELECT count(*) FROM {table} t WHERE t.workspace_id = %s AND {where.sql}", _with(where))
    sample = rows(
        f"SELECT t.id, t.name, t.changed_at FROM {table} t WHERE t.workspace_id = %s AND {where.sql}"
        " ORDER BY t.changed_at, t.id LIMIT %s",
        (*_with(where), SHOWN),
    )
    return {"count": count, "sample": [{"id": id, "name": name, "changed_at": at} for id, name, at in sample]}


def listed(workspace_id: UUID, type: str, rule: Rule) -> Iterator[tuple[str, ...]]:
    """(id, name, created, changed, in the bin) of everything that would go, page by page."""
    where, after = due(workspace_id, type, rule), UUID(int=0)
    while True:
        page = rows(
            f"SELECT t.id, t.name, t.created_at, t.changed_at, t.deleted_at FROM {TYPES[type].table} t"
            f" WHERE t.workspace_id = %s AND {where.sql} AND t.id > %s ORDER BY t.id LIMIT %s",
            (*_with(where), after, BINNED),
        )
        for id, name, made, changed, binned in page:
            yield str(id), name or "", stamp(made), stamp(changed), stamp(binned) if binned else ""
        if len(page) < BINNED:
            return
        after = page[-1][0]


def start(actor: Actor, type: str, rule: Rule) -> Job:
    """Order that what is due now goes; the worker does it."""
    where = due(actor.workspace_id, type, rule)
    found = rows(
        f"SELECT t.id FROM {TYPES[type].table} t WHERE t.workspace_id = %s AND {where.sql} ORDER BY t.id", _with(where)
    )
    ids, size = [id for (id,) in found], BINNED if rule.what == "bin" else ERASED
    chunks = ((type, ids[at : at + size]) for at in range(0, len(ids), size))
    why = WHY.get(actor.language, WHY["en"]).format(months=rule.months)
    return jobs.order(actor, "retention", {"type": type} | rule.json(), chunks, why=why, later=True)


def step(actor: Actor, job: Job, type: str, records: list[UUID]) -> None:
    """Let these records go, those that are still due."""
    if not actor.admin:
        raise Forbidden("forbidden", "Only an administrator lets records go.")
    rule = Rule(job.args["months"], job.args["what"], tuple(job.args["keep"]))
    where = due(actor.workspace_id, type, rule, job.created_at)
    if rule.what == "erase":
        action = Batch(id=job.batch_id, source="bulk", why=job.why)
        erase_many(actor, type, records, action, where, job.chunk)
        return
    still = rows(
        f"SELECT t.id FROM {TYPES[type].table} t WHERE t.workspace_id = %s AND {where.sql} AND t.id = ANY(%s)",
        (*_with(where), records),
    )
    patch = {"deleted_at": stamp(now())}
    jobs.apply(actor, job, [Edit(record=id, type=type, patch=patch) for (id,) in still])


def _with(where: Where) -> tuple[Any, ...]:
    """The parameters behind `t.workspace_id = %s AND …`; the condition's first one is the workspace too."""
    return (where.params[0], *where.params)


def relations(ctx: Context, type: str) -> list[str]:
    """The relations that a rule may keep."""
    return [one["key"] for one in ctx.lists.get("relation", ())] if "relation" in ctx.fields(type) else []
