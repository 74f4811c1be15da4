"""When a field is closed to somebody, or opened again, the text that such people search is derived anew.

`search_open` holds what everybody may read. It is emptied in the moment in which the closed fields change, so nobody
finds anything by what he may no longer read, and filled again: the first records at once, the rest by a job; meanwhile
those with hidden fields find less. When a field becomes sensitive, everybody searches there until all are derived: the
whole text still holds it. The job derives the first ones, too: who was writing in that moment went by what was before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db import connections, transaction
from procrastinate.contrib.django import app

from karteo.edits.apply import again
from karteo.edits.rederive import AGAIN, AT_ONCE, CHUNK, WRITTEN, derive
from karteo.lib.ids import new_id
from karteo.lib.sql import ALL, rows
from karteo.records.context import STALE, context, hold, touch
from karteo.records.registry import TYPES

T = TypeVar("T")


def closing(workspace_id: UUID, change: Callable[[], T]) -> T:
    """Change roles, or the marks of fields: one transaction, and search follows. It is done again when it and
    somebody's work on many records stood in each other's way."""
    return again(lambda _first: _closing(workspace_id, change))


def _closing(workspace_id: UUID, change: Callable[[], T]) -> T:
    with transaction.atomic():
        touch(workspace_id)  # its row is locked: two administrators come one after another
        before = context(workspace_id)
        changed = change()
        touch(workspace_id)
        after = context(workspace_id)
        for name in TYPES:
            mark = ""
            if after.sensitive(name) - before.sensitive(name):
                mark = str(new_id())
                _note(workspace_id, name, mark)
            if before.closed(name) != after.closed(name):
                rows(
                    f"UPDATE {TYPES[name].table} SET search_open = '' WHERE workspace_id = %s AND search_open <> ''",
                    (workspace_id,),
                )
                few = derive(workspace_id, name, ALL, UUID(int=0), AT_ONCE) is None
                if few and mark:
                    _strike(workspace_id, name, mark)
                task = derive_open.configure(schedule_in={"seconds": WRITTEN}) if few else derive_open
                task.defer(workspace=str(workspace_id), type=name, mark=mark)
    return changed


def _note(workspace_id: UUID, type: str, mark: str) -> None:
    """Note that the whole text of a type still holds what has become sensitive. The mark says by which change: work
    that another one ordered has not seen this."""
    rows(
        f"UPDATE records_schema SET lists = jsonb_set(lists, '{{{STALE}}}', coalesce(lists -> '{STALE}', '{{}}')"
        " || jsonb_build_object(%s::text, %s::text)) WHERE workspace_id = %s",
        (type, mark, workspace_id),
    )
    touch(workspace_id)


def _strike(workspace_id: UUID, type: str, mark: str) -> None:
    """The whole text holds it no more; unless something else became sensitive meanwhile."""
    rows(
        f"UPDATE records_schema SET lists = lists #- ARRAY['{STALE}', %s]"
        f" WHERE workspace_id = %s AND lists -> '{STALE}' ->> %s = %s",
        (type, workspace_id, type, mark),
    )
    touch(workspace_id)


@app.task(name="derive_open", queue="derive", retry=AGAIN)
def derive_open(workspace: str, type: str, mark: str, after: str = str(UUID(int=0))) -> None:
    """Derive every record of a type behind `after` again, in chunks, each its own short transaction."""
    last: UUID | None = UUID(after)
    try:
        while last is not None:
            with transaction.atomic(durable=True):
                hold(UUID(workspace))
                last = derive(UUID(workspace), type, ALL, last, CHUNK)
        with transaction.atomic():
            touch(UUID(workspace))
            _strike(UUID(workspace), type, mark)
    finally:
        connections.close_all()  # of the thread that the worker lent
