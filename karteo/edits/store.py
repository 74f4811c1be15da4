"""The statements of the door: lock, insert, update; each for any number of rows, each within one workspace."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

import orjson

from karteo.edits.shapes import Patch
from karteo.identity.actor import Actor
from karteo.lib.sql import rows
from karteo.records.access import visible
from karteo.records.fields import Field
from karteo.records.types.base import RecordType

Statement = tuple[str, tuple[Any, ...]]
"""SQL and its parameters"""


def lock(
    actor: Actor,
    record_type: RecordType,
    fields: Mapping[str, Field],
    needed: Collection[str],
    records: Collection[UUID],
) -> dict[UUID, Patch]:
    """The rows that the actor may see, locked in the order of their ids (so no two writers wait for each other),
    with the fields that are `needed`."""
    columns = [f"t.{name}" for name in fields if name in needed and not fields[name].custom]
    custom = [name for name in needed if fields[name].custom]
    if custom:
        columns.append("t.custom")
    where = visible(actor, record_type.name)
    found = rows(
        f"SELECT t.id, (SELECT row_to_json(r)::text FROM (SELECT {', '.join(columns)}) r) FROM {record_type.table} t"
        f" WHERE {where.sql} AND t.id = ANY(%s) ORDER BY t.id FOR NO KEY UPDATE OF t",
        (*where.params, list(records)),
    )
    result: dict[UUID, Patch] = {}
    for record, text in found:
        row = result[record] = orjson.loads(text)
        if custom:
            stored = row["custom"]
            row |= {name: stored.get(name, fields[name].empty) for name in custom}
    return result


def existing(actor: Actor, record_type: RecordType, records: Collection[UUID]) -> set[UUID]:
    """Which of these records there are, for the actor."""
    where = visible(actor, record_type.name)
    return {
        record
        for (record,) in rows(
            f"SELECT t.id FROM {record_type.table} t WHERE {where.sql} AND t.id = ANY(%s)",
            (*where.params, list(records)),
        )
    }


def names(workspace_id: UUID, record_type: RecordType, records: Collection[UUID]) -> dict[str, str]:
    """The display names of records, by id as text; without the restricted ones, as they go into other records."""
    open_ = "AND t.restricted IS NOT TRUE" if record_type.closable else ""
    return {
        str(record): name
        for record, name in rows(
            f"SELECT t.id, t.name FROM {record_type.table} t WHERE t.workspace_id = %s AND t.id = ANY(%s) {open_}",
            (workspace_id, list(records)),
        )
    }


def insert(
    workspace_id: UUID,
    record_type: RecordType,
    fields: Mapping[str, Field],
    born: Mapping[UUID, Patch],
    stamps: dict[str, str],
) -> Statement:
    """New rows, in one statement, which the caller runs."""
    columns = _columns(record_type, fields, list(fields), derived=True)
    columns |= {"custom": "jsonb", "changed_at": "timestamptz", "changed_by": "uuid"}
    lines = [_line(record, row, fields, columns) | stamps for record, row in born.items()]
    return (
        f"INSERT INTO {record_type.table} (workspace_id, id, {', '.join(columns)})"
        f" SELECT %s, v.id, {', '.join(f'v.{name}' for name in columns)}"
        f" FROM json_to_recordset(%s::json) AS v(id uuid, {_typed(columns)})",
        (workspace_id, orjson.dumps(lines).decode()),
    )


def update(
    workspace_id: UUID,
    record_type: RecordType,
    fields: Mapping[str, Field],
    changed: Collection[str],
    kept: Mapping[UUID, Patch],
    derived: bool,
    stamps: Mapping[str, str],
) -> Statement:
    """Changed rows, in one statement, which the caller runs; it names only the columns that change. With `derived`,
    rows whose derived columns were not computed keep theirs."""
    columns = _columns(record_type, fields, changed, derived=derived)
    custom = columns.pop("custom", None)
    sets = [
        f"{name} = coalesce(v.{name}, t.{name})"
        if derived and name in {d.name for d in record_type.derived}
        else f"{name} = v.{name}"
        for name in columns
    ]
    if custom:
        sets.append("custom = t.custom || v.custom")
        columns["custom"] = custom
    lines = [_line(record, row, fields, columns, only=changed) for record, row in kept.items()]
    return (
        f"UPDATE {record_type.table} t SET {', '.join([*sets, 'changed_at = %s', 'changed_by = %s'])}"
        f" FROM json_to_recordset(%s::json) AS v(id uuid, {_typed(columns)})"
        f" WHERE t.workspace_id = %s AND t.id = v.id",
        (stamps["changed_at"], stamps["changed_by"], orjson.dumps(lines).decode(), workspace_id),
    )


def _columns(
    record_type: RecordType, fields: Mapping[str, Field], names: Collection[str], *, derived: bool
) -> dict[str, str]:
    """Column → SQL type; all custom fields share one column."""
    columns = {name: fields[name].pg for name in names if not fields[name].custom}
    if any(fields[name].custom for name in names):
        columns["custom"] = "jsonb"
    if derived:
        columns |= {column.name: column.pg for column in record_type.derived}
    return columns


def _line(
    record: UUID,
    row: Patch,
    fields: Mapping[str, Field],
    columns: Mapping[str, str],
    only: Collection[str] | None = None,
) -> dict[str, Any]:
    line: dict[str, Any] = {"id": record} | {name: row.get(name) for name in columns if name != "custom"}
    if "custom" in columns:
        line["custom"] = {
            name: row.get(name)
            for name, kind in fields.items()
            if kind.custom and (name in only if only is not None else not kind.same(row.get(name), kind.empty))
        }
    return line


def _typed(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {pg}" for name, pg in columns.items())


def write_derived(workspace_id: UUID, record_type: RecordType, derived: Mapping[UUID, Patch]) -> None:
    """Only the derived columns of rows, in one statement."""
    columns = {column.name: column.pg for column in record_type.derived}
    lines = [{"id": record} | row for record, row in derived.items()]
    rows(
        f"UPDATE {record_type.table} t SET {', '.join(f'{name} = v.{name}' for name in columns)}"
        f" FROM json_to_recordset(%s::json) AS v(id uuid, {_typed(columns)}) WHERE t.workspace_id = %s AND t.id = v.id",
        (orjson.dumps(lines).decode(), workspace_id),
    )
