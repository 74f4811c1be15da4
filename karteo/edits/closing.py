"""When a field is closed to somebody, or opened again, the text that such people search is derived anew.

`search_open` holds what everybody may read. It is emptied in the moment in which the closed fields change, so nobody
finds anything by what he may no longer read, and filled again by a job; meanwhile those with hidden fields find less.
When a field becomes sensitive, everybody searches there until the job is done: the whole text still holds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connections, transaction
from procrastinate.contrib.django import app

from karteo.edits.rederive import AGAIN, CHUNK, derive
from karteo.lib.sql import ALL, rows
from karteo.records.context import STALE, context, touch
from karteo.records.registry import TYPES


@contextmanager
def closing(workspace_id: UUID) -> Iterator[None]:
    """Change roles, or the marks of fields, inside of this: one transaction, and search follows."""
    with transaction.atomic():
        touch(workspace_id)  # its row is locked: two administrators come one after another
        before = context(workspace_id)
        yield
        touch(workspace_id)
        after = context(workspace_id)
        for name in TYPES:
            if after.sensitive(name) - before.sensitive(name):
                _stale(workspace_id, name, "|| jsonb_build_object(%s::text, true)")
            if before.closed(name) != after.closed(name):
                rows(
                    f"UPDATE {TYPES[name].table} SET search_open = '' WHERE workspace_id = %s AND search_open <> ''",
                    (workspace_id,),
                )
                derive_open.defer(workspace=str(workspace_id), type=name)


def _stale(workspace_id: UUID, type: str, change: str) -> None:
    """Note, or strike out, that the whole text of a type still holds what has become sensitive."""
    rows(
        f"UPDATE records_schema SET lists = jsonb_set(lists, '{{{STALE}}}', coalesce(lists -> '{STALE}', '{{}}')"
        f" {change}) WHERE workspace_id = %s",
        (type, workspace_id),
    )
    touch(workspace_id)


@app.task(name="derive_open", queue="derive", retry=AGAIN)
def derive_open(workspace: str, type: str) -> None:
    """Derive every record of a type again, in chunks, each its own short transaction."""
    last: UUID | None = UUID(int=0)
    try:
        while last is not None:
            with transaction.atomic(durable=True):
                last = derive(UUID(workspace), type, ALL, last, CHUNK)
        with transaction.atomic():
            touch(UUID(workspace))
            _stale(UUID(workspace), type, "- %s::text")
    finally:
        connections.close_all()  # of the thread that the worker lent
