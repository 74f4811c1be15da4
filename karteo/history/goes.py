"""What goes to the bin together with a record, to be shown before it does."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from karteo.identity.actor import Actor
from karteo.lib.sql import rows
from karteo.records.access import visible
from karteo.records.registry import TYPES

SHOWN = 20


def goes(actor: Actor, type: str, row: dict[str, Any]) -> dict[str, Any]:
    """{people: the first whose company it is, counts: {people, changes, each list of the record, and by plural what
    hangs on it: notes, files, relationships}}.

    The people stay: only their company is in the bin then. The history stays too and comes back with the record.
    """
    record = UUID(str(row["id"]))
    people = _people(actor, type, record)
    ((changes,),) = rows(
        "select count(*) from log_change where workspace_id = %s and record_id = %s",
        (actor.workspace_id, record),
    )
    lists = {name: len(value) for name, value in row.items() if isinstance(value, list)}
    return {
        "people": [{"id": id, "name": name} for id, name, _ in people],
        "counts": {"people": people[0][2] if people else 0, "changes": changes, **lists, **_hanging(actor, record)},
    }


def _people(actor: Actor, type: str, record: UUID) -> list[tuple[Any, ...]]:
    """(id, name, how many) of the people whose company it is."""
    if type != "contact":
        return []
    where = visible(actor, type)
    return rows(
        f"""select t.id, t.name, count(*) over () from {TYPES[type].table} t
            where {where.sql} and t.company_id = %s and t.deleted_at is null order by t.sort_name, t.id limit %s""",
        (*where.params, record, SHOWN),
    )


def _hanging(actor: Actor, record: UUID) -> dict[str, int]:
    """How many of each type hang on it and are seen only with it."""
    found = {}
    for name, kind in TYPES.items():
        if kind.parents:
            where = visible(actor, name)
            either = " or ".join(f"t.{column} = %s" for column in kind.parents)
            ((number,),) = rows(
                f"select count(*) from {kind.table} t where {where.sql} and t.deleted_at is null and ({either})",
                (*where.params, *[record] * len(kind.parents)),
            )
            found[kind.plural] = number
    return found
