"""Actions of people and programs: which there were, and which were taken back since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from karteo.identity.actor import Actor
from karteo.lib.errors import NotFound
from karteo.lib.sql import ALL, Where, rows
from karteo.records.access import visible
from karteo.records.registry import TYPES

Item = dict[str, Any]

# Whoever reads a history reads names, not ids; a program that acts for nobody has none.
COLUMNS = """b.id, b.at, b.by, coalesce(u.name, ''), b.source, b.why, b.undo_of"""
TABLES = "log_batch b left join identity_user u on u.id = b.by"


def undone(workspace_id: UUID, batches: Iterable[UUID]) -> dict[UUID, UUID]:
    """Of these batches, those that stand undone now, each with the undo that did it.

    An undo that was itself undone counts no more, so the chain is followed to its end.
    """
    found = rows(
        """with recursive chain(of, undo, depth) as (
             select undo_of, id, 1 from log_batch where workspace_id = %s and undo_of = any(%s)
             union all
             select b.undo_of, b.id, c.depth + 1 from log_batch b join chain c on b.undo_of = c.undo
             where b.workspace_id = %s)
           select of, undo from chain order by depth desc, undo""",
        (workspace_id, list(set(batches)), workspace_id),
    )
    standing: dict[UUID, UUID] = {}
    for of, undo in found:
        if undo not in standing:
            standing[of] = undo
    return standing


def item(row: tuple[Any, ...], undone_by: UUID | None) -> Item:
    """COLUMNS of one batch as it is shown to people."""
    batch, at, by, name, source, why, undo_of = row
    return {
        "id": batch,
        "at": at,
        "by": {"id": by, "name": name},
        "source": source,
        "why": why or "",
        "undo_of": undo_of,
        "undone_by": undone_by,
    }


def seen(actor: Actor) -> Where:
    """The actions (alias b) that an actor may know of: his own, and those that touched a record he sees."""
    if actor.admin:
        return ALL
    found = Where("b.by = %s", (actor.user_id,))
    for name, kind in TYPES.items():
        where = visible(actor, name)
        found |= Where(
            f"""exists (select 1 from log_change c join {kind.table} t
                  on t.workspace_id = c.workspace_id and t.id = c.record_id
                where c.workspace_id = %s and c.batch_id = b.id and {where.sql})""",
            (actor.workspace_id, *where.params),
        )
    return found


def recent(actor: Actor, before: UUID | None = None, limit: int = 50) -> list[Item]:
    """The last actions that the actor may know of, newest first; `before` is the last id of the page before."""
    older, known = ALL, seen(actor)
    if before:
        older = Where("(b.at, b.id) < (%s, %s)", (one(actor, before)["at"], before))
    where = Where("b.workspace_id = %s", (actor.workspace_id,)) & older & known
    found = rows(
        f"select {COLUMNS} from {TABLES} where {where.sql} order by b.at desc, b.id desc limit %s",
        (*where.params, limit),
    )
    marks = undone(actor.workspace_id, [row[0] for row in found])
    return [item(row, marks.get(row[0])) for row in found]


def one(actor: Actor, batch: UUID) -> Item:
    """One action; NotFound when there is none that the actor may know of."""
    where = Where("b.workspace_id = %s and b.id = %s", (actor.workspace_id, batch)) & seen(actor)
    found = rows(f"select {COLUMNS} from {TABLES} where {where.sql}", where.params)
    if not found:
        raise NotFound("batch")
    return item(found[0], undone(actor.workspace_id, [batch]).get(batch))
