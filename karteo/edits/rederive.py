"""When a company is renamed, what its people derived from the old name is computed anew, by a job.

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


def rederive_after(workspace_id: UUID, edits: Sequence[Edit], outcomes: Sequence[Outcome]) -> None:
    """Order the job for the companies among the edits whose name changed and that have people."""
    renamed = [
        edit.record
        for edit, outcome in zip(edits, outcomes, strict=True)
        if outcome.changed
        and edit.type == "contact"
        and not edit.patch.keys().isdisjoint(("company_name", "kind"))
        and "created_at" not in edit.patch
    ]
    if renamed and rows(
        "SELECT 1 FROM records_contact WHERE workspace_id = %s AND company_id = ANY(%s) LIMIT 1",
        (workspace_id, renamed),
    ):
        rederive_people.defer(workspace=str(workspace_id), companies=[str(company) for company in renamed])


@app.task(name="rederive_people", queue="derive")
def rederive_people(workspace: str, companies: list[str]) -> None:
    """Derive the people of these companies again, in chunks, each its own short transaction."""
    workspace_id, contact = UUID(workspace), TYPES["contact"]
    after = UUID(int=0)
    while True:
        with transaction.atomic(durable=True):
            ctx = context(workspace_id)
            own = ", ".join(f"t.{name}" for name, kind in ctx.fields("contact").items() if not kind.custom)
            found = rows(
                f"SELECT t.id, (SELECT row_to_json(r)::text FROM (SELECT {own}, t.custom) r) FROM records_contact t"
                " WHERE t.workspace_id = %s AND t.company_id = ANY(%s) AND t.id > %s ORDER BY t.id LIMIT %s"
                " FOR NO KEY UPDATE OF t",
                (workspace_id, [UUID(company) for company in companies], after, CHUNK),
            )
            if not found:
                return
            known = names(workspace_id, contact, [UUID(company) for company in companies])
            derived = {}
            for record, text in found:
                row = orjson.loads(text)
                derived[record] = contact.derive(row | row["custom"], ctx, known)
            write_derived(workspace_id, contact, derived)
            touch(workspace_id, list(derived))
            after = found[-1][0]
