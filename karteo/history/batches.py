"""Actions of people and programs: which there were, and which were taken back since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Mark:
    """How an action stands: undone by `by`, or, when that is not `whole`, as far as `done` of `of` records (None: the
    reader may not know)."""

    by: UUID
    whole: bool = True
    done: int | None = None
    of: int | None = None


Parts = Callable[[Actor, Collection[UUID]], dict[UUID, tuple[int, int] | None]]
"""Of these undos, those that have not come to their end: (records put back, of how many), None for who may not know"""


def all_whole(actor: Actor, undos: Collection[UUID]) -> dict[UUID, tuple[int, int] | None]:
    """Where nothing is known of long work: each undo came to its end."""
    return {}


def undone(actor: Actor, batches: Iterable[UUID], parts: Parts = all_whole) -> dict[UUID, Mark]:
    """Of these batches, those that stand undone now, wholly or in part.

    An undo that was itself undone counts no more, so the chain is followed to its end.
    """
    wanted = set(batches)
    found = rows(
        """with recursive chain(of, undo, depth) as (
             select undo_of, id, 1 from log_batch where workspace_id = %s and undo_of = any(%s)
             union all
             select b.undo_of, b.id, c.depth + 1 from log_batch b join chain c on b.undo_of = c.undo
             where b.workspace_id = %s)
           select of, undo from chain order by depth desc, undo""",
        (actor.workspace_id, list(wanted), actor.workspace_id),
    )
    begun = parts(actor, [undo for _, undo in found]) if found else {}
    standing: dict[UUID, Mark] = {}
    for of, undo in dict.fromkeys(found):  # from the ends of the chains, where each undo stands as it is
        mark = _mark(undo, standing.get(undo), begun)
        if mark:
            standing[of] = _both(standing.get(of), mark)
    return {batch: mark for batch, mark in standing.items() if batch in wanted}


def _mark(undo: UUID, itself: Mark | None, begun: dict[UUID, tuple[int, int] | None]) -> Mark | None:
    """What an undo does to its action, `itself` being how it stands."""
    if itself:
        return None if itself.whole else Mark(undo, whole=False)
    if undo not in begun:
        return Mark(undo)
    done, of = begun[undo] or (None, None)
    return None if done == 0 else Mark(undo, False, done, of)


def _both(one: Mark | None, other: Mark) -> Mark:
    """Two undos of the same action: a whole one, or both parts; what one put back the other found done."""
    if one is None or other.whole:
        return other
    if one.whole or one.done is None or one.of is None:
        return one
    if other.done is None or other.of is None:
        return other
    of = max(one.of, other.of)
    # what was redone by hand between the two is put back twice
    return Mark(other.by, False, min(one.done + other.done, of), of)


def item(row: tuple[Any, ...], mark: Mark | None) -> Item:
    """COLUMNS of one batch as it is shown to people."""
    batch, at, by, name, source, why, undo_of = row
    return {
        "id": batch,
        "at": at,
        "by": {"id": by, "name": name},
        "source": source,
        "why": why or "",
        "undo_of": undo_of,
        "undone_by": mark.by if mark and mark.whole else None,
        "partly_undone": None if mark is None or mark.whole else {"by": mark.by, "done": mark.done, "of": mark.of},
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


def recent(actor: Actor, before: UUID | None = None, limit: int = 50, parts: Parts = all_whole) -> list[Item]:
    """The last actions that the actor may know of, newest first; `before` is the last id of the page before."""
    older, known = ALL, seen(actor)
    if before:
        older = Where("(b.at, b.id) < (%s, %s)", (one(actor, before)["at"], before))
    where = Where("b.workspace_id = %s", (actor.workspace_id,)) & older & known
    found = rows(
        f"select {COLUMNS} from {TABLES} where {where.sql} order by b.at desc, b.id desc limit %s",
        (*where.params, limit),
    )
    marks = undone(actor, [row[0] for row in found], parts)
    return [item(row, marks.get(row[0])) for row in found]


def one(actor: Actor, batch: UUID, parts: Parts = all_whole) -> Item:
    """One action; NotFound when there is none that the actor may know of."""
    where = Where("b.workspace_id = %s and b.id = %s", (actor.workspace_id, batch)) & seen(actor)
    found = rows(f"select {COLUMNS} from {TABLES} where {where.sql}", where.params)
    if not found:
        raise NotFound("batch")
    return item(found[0], undone(actor, [batch], parts).get(batch))
