"""When a company is renamed, what its people derived from the old name is computed anew.

Derived columns are not edits: nobody's history says that a colleague's search text changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import orjson
from django.db import transaction
from procrastinate.contrib.django import app

from karteo.edits.shapes import Edit, Outcome
from karteo.edits.store import names, write_derived
from karteo.lib.sql import rows
from karteo.log.append import touch
from karteo.records.context import context
from karteo.records.registry import TYPES

CHUNK = 2000
AT_ONCE = 500


def rederive_after(workspace_id: UUID, edits: Sequence[Edit], outcomes: Sequence[Outcome]) -> None:
    """Derive the people of the companies among the edits whose name changed, or may no longer be told.

    The first of them at once, so that a company which was just restricted is found through none of its people;
    the rest by a job.
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


@app.task(name="rederive_people", queue="derive")
def rederive_people(workspace: str, companies: list[str], after: str = str(UUID(int=0))) -> None:
    """Derive the people of these companies again, in chunks, each its own short transaction."""
    last: UUID | None = UUID(after)
    while last:
        with transaction.atomic(durable=True):
            last = derive_again(UUID(workspace), [UUID(company) for company in companies], last, CHUNK)


def derive_again(workspace_id: UUID, companies: list[UUID], after: UUID, most: int) -> UUID | None:
    """Derive so many of the companies' people behind `after`; the last id when there may be more."""
    contact, ctx = TYPES["contact"], context(workspace_id)
    own = ", ".join(f"t.{name}" for name, kind in ctx.fields("contact").items() if not kind.custom)
    found = rows(
        f"SELECT t.id, (SELECT row_to_json(r)::text FROM (SELECT {own}, t.custom) r) FROM records_contact t"
        " WHERE t.workspace_id = %s AND t.company_id = ANY(%s) AND t.id > %s ORDER BY t.id LIMIT %s"
        " FOR NO KEY UPDATE OF t",
        (workspace_id, companies, after, most),
    )
    if not found:
        return None
    known = names(workspace_id, contact, companies)
    derived = {}
    for record, text in found:
        row = orjson.loads(text)
        derived[record] = contact.derive(row | row["custom"], ctx, known)
    write_derived(workspace_id, contact, derived)
    touch(workspace_id, list(derived))
    return found[-1][0] if len(found) == most else None
