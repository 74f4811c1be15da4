"""Contacts out, as CSV or vCard: what the actor may see and export, in the order of their making."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Any, TextIO
from uuid import UUID

import orjson

from karteo.bulk.writers import csv, vcard
from karteo.bulk.writers.cells import cells
from karteo.identity.actor import Actor
from karteo.lib.errors import Forbidden
from karteo.lib.sql import rows
from karteo.records.access import may
from karteo.records.context import context
from karteo.records.rows import json_sql
from karteo.search import condition

PAGE = 1000


def export(
    actor: Actor, out: TextIO, format: str, *, q: str | None = None, filter: dict[str, Any] | None = None
) -> int:
    """Write the contacts that match to `out`; returns how many."""
    if not may(actor, "export"):
        raise Forbidden("export", "You may not export contacts.")
    found = contacts(actor, q, filter)
    if format == "vcard":
        return vcard.write(out, found)
    users = {id: name for id, (name, _) in context(actor.workspace_id).users().items()}
    columns: dict[str, None] = {}
    with tempfile.TemporaryFile() as kept:
        for row in found:
            columns.update(dict.fromkeys(cells(row, users)))
            kept.write(orjson.dumps(row) + b"\n")
        kept.seek(0)
        return csv.write(out, map(orjson.loads, kept), sorted(columns, key=_order(actor)), users)


def contacts(actor: Actor, q: str | None, filter: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    """The rows, page by page."""
    ctx = context(actor.workspace_id)
    where = condition(actor, "contact", q, filter)
    after = UUID(int=0)
    while True:
        page = rows(
            f"SELECT t.id, {json_sql(actor, 'contact', ctx)} FROM records_contact t"
            f" WHERE t.workspace_id = %s AND {where.sql} AND t.id > %s ORDER BY t.id LIMIT %s",
            (actor.workspace_id, *where.params, after, PAGE),
        )
        for _, text in page:
            yield orjson.loads(text)
        if len(page) < PAGE:
            return
        after = page[-1][0]


def _order(actor: Actor) -> Any:
    """Columns as the form has its fields, the second number after the first."""
    places = {name: i for i, name in enumerate(context(actor.workspace_id).fields("contact"))}
    places["owner"] = places["owner_id"]
    return lambda column: (
        places.get(column.partition(":")[0].partition(".")[0], 999),
        ".primary" in column,
        "#" in column,
        column,
    )
