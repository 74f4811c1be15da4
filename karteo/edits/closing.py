"""When a field is closed to somebody, or opened again, the text that such people search is derived anew.

`search_open` holds what everybody may read. It is emptied in the moment in which the closed fields change, so nobody
finds anything by what he may no longer read, and filled again by a job; meanwhile those with hidden fields find less.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from karteo.edits.rederive import CHUNK, derive
from karteo.lib.sql import ALL, rows
from karteo.records.context import context, touch
from karteo.records.registry import TYPES


@contextmanager
def closing(workspace_id: UUID) -> Iterator[None]:
    """Change roles, or the marks of fields, inside of this: one transaction, and search follows."""
    with transaction.atomic():
        touch(workspace_id)  # its row is locked: two administrators come one after another
        before = _closed(workspace_id)
        yield
        touch(workspace_id)
        after = _closed(workspace_id)
        for name in TYPES:
            if before[name] != after[name]:
                rows(
                    f"UPDATE {TYPES[name].table} SET search_open = '' WHERE workspace_id = %s AND search_open <> ''",
                    (workspace_id,),
                )
                derive_open.defer(workspace=str(workspace_id), type=name)


def _closed(workspace_id: UUID) -> dict[str, frozenset[str]]:
    ctx = context(workspace_id)
    return {name: ctx.closed(name) for name in TYPES}


@app.task(name="derive_open", queue="derive")
def derive_open(workspace: str, type: str) -> None:
    """Derive every record of a type again, in chunks, each its own short transaction."""
    last: UUID | None = UUID(int=0)
    while last is not None:
        with transaction.atomic(durable=True):
            last = derive(UUID(workspace), type, ALL, last, CHUNK)
