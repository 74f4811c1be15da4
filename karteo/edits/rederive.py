"""When a company is renamed, what its people derived from the old name is computed anew.

Derived columns are not edits: nobody's history says that a colleague's search text changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import orjson
from django.db import connections, transaction
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from karteo.edits.shapes import Edit, Outcome
from karteo.edits.store import names, write_derived
from karteo.lib.sql import Where, rows
from karteo.log.append import touch
from karteo.records.context import context, hold
from karteo.records.fields import Link
from karteo.records.registry import TYPES

CHUNK = 2000
AT_ONCE = 500
WRITTEN = 60  # seconds after which whatever was being written in the moment of a change is written
AGAIN = RetryStrategy(max_attempts=8, exponential_wait=4)  # the database was away: for some hours


def rederive_after(workspace_id: UUID, edits: Sequence[Edit], outcomes: Sequence[Outcome]) -> None:
    """Derive the people of the companies among the edits whose name changed, or may no longer be told.

    The first of them at once, so that a company which was just restricted is found through none of its people;
    the rest by a job. Whoever was writing a person of such a company in that moment had read its name before: that is
    put right by a second job.
    """
    companies = [
        edit.record
        for edit, outcome in zip(edits, outcomes, strict=True)
        if outcome.changed
        and edit.type == "contact"
        and not edit.patch.keys().isdisjoint(("company_name", "kind", "restricted"))
        and "created_at" not in edit.patch
    ]
    if companies and (last := derive_again(workspace_id, companies, UUID(int=0), AT_ONCE)):
        rederive_people.defer(
            workspace=str(workspace_id), companies=[str(company) for company in companies], after=str(last)
        )
    told = set(companies)
    if closed := [edit.record for edit in edits if edit.record in told and edit.patch.get("restricted")]:
        later = rederive_people.configure(schedule_in={"seconds": WRITTEN})
        later.defer(workspace=str(workspace_id), companies=[str(company) for company in closed])


@app.task(name="rederive_people", queue="derive", retry=AGAIN)
def rederive_people(workspace: str, companies: list[str], after: str = str(UUID(int=0))) -> None:
    """Derive the people of these companies again, in chunks, each its own short transaction."""
    last: UUID | None = UUID(after)
    try:
        while last:
            with transaction.atomic(durable=True):
                hold(UUID(workspace))
                last = derive_again(UUID(workspace), [UUID(company) for company in companies], last, CHUNK)
    finally:
        connections.close_all()  # of the thread that the worker lent


@app.periodic(cron="* * * * *")
@app.task(name="derive_resume", queue="derive", queueing_lock="derive resume", pass_context=True)
async def derive_resume(context: JobContext, timestamp: int) -> None:
    """Order again what a killed worker left in the middle; to derive a record twice does no harm."""
    for job in await context.app.job_manager.get_stalled_jobs(queue="derive"):
        await context.app.job_manager.retry_job(job)


def derive_again(workspace_id: UUID, companies: list[UUID], after: UUID, most: int) -> UUID | None:
    """Derive so many of the companies' people behind `after`; the last id when there may be more."""
    return derive(workspace_id, "contact", Where("t.company_id = ANY(%s)", (companies,)), after, most)


def derive(workspace_id: UUID, type_name: str, which: Where, after: UUID, most: int) -> UUID | None:
    """Derive so many of these records behind `after` anew; the last id when there may be more. Readers of the feed
    are told of those that are shown otherwise now."""
    kind, ctx = TYPES[type_name], context(workspace_id)
    fields = ctx.fields(type_name)
    own = ", ".join(f"t.{name}" for name, field in fields.items() if not field.custom)
    shown = ", ".join(f"t.{name} AS shown_{name}" for name in kind.shown)
    found = rows(
        f"SELECT t.id, (SELECT row_to_json(r)::text FROM (SELECT {own}, {shown}, t.custom) r) FROM {kind.table} t"
        f" WHERE t.workspace_id = %s AND {which.sql} AND t.id > %s ORDER BY t.id LIMIT %s FOR NO KEY UPDATE OF t",
        (workspace_id, *which.params, after, most),
    )
    if not found:
        return None
    read = {record: orjson.loads(text) for record, text in found}
    linked = {
        UUID(id)
        for name, field in fields.items()
        if isinstance(field, Link) and field.target == type_name
        for row in read.values()
        for id in field.links(row.get(name))
    }
    known = names(workspace_id, kind, linked) if linked else {}
    derived = {record: kind.derive(row | row["custom"], ctx, known) for record, row in read.items()}
    write_derived(workspace_id, kind, derived)
    otherwise = [
        record for record, row in read.items() if any(derived[record][n] != row[f"shown_{n}"] for n in kind.shown)
    ]
    if otherwise:
        touch(workspace_id, otherwise)
    return found[-1][0] if len(found) == most else None
