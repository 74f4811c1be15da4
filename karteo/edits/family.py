"""What hangs on a record: what cannot be without it, and what only points to it.

Told by the fields alone: a link that must be filled (the parent of a note, an end of a relationship) makes a record
part of the other; a link that may be empty (a person's company) only points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from karteo.lib.sql import ALL, Where, rows
from karteo.records.context import Context
from karteo.records.fields import Field
from karteo.records.fields.link import Link, Person
from karteo.records.registry import TYPES

Family = dict[str, list[UUID]]
MERGED = "merged_into"


def family(ctx: Context, type: str, records: Sequence[UUID], *, lock: bool = False, still: Where = ALL) -> Family:
    """These records and everything that cannot be without them, by type; with `lock`, held for deletion; only those
    for which `still` holds.

    What was merged into a record is the same person and belongs to it.
    """
    held = " FOR UPDATE OF t" if lock else ""
    found: Family = {type: _found(ctx, type, f"t.id = ANY(%s) AND {still.sql}", records, held, still.params)}
    fresh = [(type, found[type])]
    while fresh:
        name, some = fresh.pop()
        for other, fields in _linking(ctx, name):
            for field in fields:
                if some and _belongs(field):
                    known = set(found.setdefault(other, []))
                    more = [one for one in _found(ctx, other, _points(field), some, held) if one not in known]
                    found[other] += more
                    fresh += [(other, more)] if more else []
    return {name: some for name, some in found.items() if some}


def pointing(ctx: Context, family: Family) -> dict[str, dict[UUID, list[str]]]:
    """Who else points to the family: {type: {record: [fields]}}, without the family itself."""
    found: dict[str, dict[UUID, list[str]]] = {}
    for name, some in family.items():
        for other, fields in _linking(ctx, name):
            own = set(family.get(other, ()))
            for field in fields:
                if _belongs(field):
                    continue
                for record in _found(ctx, other, _points(field), some):
                    if record not in own:
                        found.setdefault(other, {}).setdefault(record, []).append(field.name)
    return found


def belonging(ctx: Context, target: str) -> Iterator[tuple[str, list[Field]]]:
    """Each other type whose records cannot be without one of `target`, with the fields that say so."""
    for name, fields in _linking(ctx, target):
        yield name, [field for field in fields if field.required]


def _linking(ctx: Context, target: str) -> Iterator[tuple[str, list[Field]]]:
    """Each type with its fields that hold the id of a record of `target`."""
    for name in TYPES:
        yield (
            name,
            [
                field
                for field in ctx.fields(name).values()
                if isinstance(field, Link)
                and not isinstance(field, Person)
                and field.target == target
                and (field.name != MERGED or name == target)
            ],
        )


def _belongs(field: Field) -> bool:
    return field.required or field.name == MERGED


def _points(field: Field) -> str:
    return f"{field.sql()}::uuid = ANY(%s)"


def _found(
    ctx: Context, type: str, where: str, records: Sequence[UUID], lock: str = "", more: tuple[Any, ...] = ()
) -> list[UUID]:
    return [
        id
        for (id,) in rows(
            f"SELECT t.id FROM {TYPES[type].table} t WHERE t.workspace_id = %s AND {where} ORDER BY t.id{lock}",
            (ctx.workspace_id, list(records), *more),
        )
    ]
