"""Is this row somebody we know already? For a whole chunk at once, never a query for each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction

from karteo.bulk.build import Built
from karteo.identity.actor import Actor
from karteo.lib.sql import rows
from karteo.lib.text import fold, sort_key
from karteo.records.access import visible
from karteo.records.context import Context
from karteo.records.fields import Field
from karteo.records.types.contact import list_name

Row = dict[str, Any]
LOW = (1 << 62) - 1
END = "\x01"  # in a sort key, behind what is the same for all spellings of a name
SPELLED = "t.sort_name >= k AND t.sort_name < left(k, -1) || chr(2)"
SPAN = 1024 << 31  # ids of one import, see `build.derived_id`


@dataclass(slots=True)
class Known:
    """What is there for a chunk: `same` by row number, `namesakes` share a key but not the name, `companies`
    are ids by folded name."""

    same: dict[int, Row] = field(default_factory=dict)
    namesakes: dict[int, Row] = field(default_factory=dict)
    companies: dict[str, str] = field(default_factory=dict)


def name_of(row: Row) -> str:
    """The folded name by which two records are the same; empty for one who is only an address or a number."""
    return fold(list_name(row) or row.get("nickname") or "")


def keys_of(values: Row, fields: dict[str, Field], ctx: Context) -> list[str]:
    """The normal forms of the row's e-mails and phone numbers."""
    read = [name for name in ("emails", "phones") if name in fields and not fields[name].sensitive]
    return [key for name in read for key in fields[name].keys(values.get(name) or [], ctx)]


def find(actor: Actor, ctx: Context, import_id: UUID, some: Sequence[Built]) -> Known:
    """Look a chunk of rows up among the records that the actor may see, the recycle bin included. What this
    import itself has made is not looked at, so a resumed import decides as it did before."""
    fields = ctx.fields("contact")
    mine = {made.raw.number: keys_of(made.values, fields, ctx) for made in some}
    by_key: dict[str, list[Row]] = {}
    for row in _by_keys(actor, ctx, {key for keys in mine.values() for key in keys}):
        if not _of_import(row, import_id):
            for key in row["keys"]:
                by_key.setdefault(key, []).append(row)
    firms = _companies(actor, ctx, {made.values["company_name"] for made in some if made.values.get("company_name")})
    known = Known()
    for made in some:
        number, name = made.raw.number, name_of(made.values)
        hits = [row for key in mine[number] for row in by_key.get(key, ())]
        same = [row for row in hits if name == name_of(row)]
        if made.values["kind"] == "company" and not same:
            same = [row for row in firms.get(name, ()) if not _of_import(row, import_id)]
        if same:
            known.same[number] = min(same, key=lambda row: (row["deleted_at"] is not None, row["id"]))
        elif hits:
            known.namesakes[number] = hits[0]
    known.companies = {name: found[0]["id"] for name, found in firms.items() if len(found) == 1}
    return known


def _of_import(row: Row, import_id: UUID) -> bool:
    """Whether this record was made by the import: their ids follow from its own."""
    record = UUID(row["id"]).int
    return record & ~LOW == import_id.int & ~LOW and (record - import_id.int) & LOW < SPAN


def _by_keys(actor: Actor, ctx: Context, keys: Iterable[str]) -> list[Row]:
    return _rows(actor, ctx, "jsonb_array_elements(%s::jsonb)", "t.keys @> k", [[key] for key in keys])


def _companies(actor: Actor, ctx: Context, names: Iterable[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    wanted = list({f"{sort_key(name).partition(END)[0]}{END}" for name in names})
    for row in _rows(actor, ctx, "jsonb_array_elements_text(%s::jsonb)", f"{SPELLED} AND t.deleted_at IS NULL", wanted):
        if row["kind"] == "company":
            found.setdefault(fold(row["company_name"] or ""), []).append(row)
    return found


def _rows(actor: Actor, ctx: Context, keys: str, condition: str, wanted: list[Any]) -> list[Row]:
    """The rows that go with a list of keys, by one probe of the index for each; a row with two of them comes once.
    The keys go as one JSON text: the driver writes an array of thousands element by element.

    The planner takes a comparison of jsonb for as cheap as one of numbers, and would rather compare 4,000 keys with
    each row of a table of some thousand (78 s instead of 0.2: tried). Hence the fence: OFFSET 0, and no walk. And a
    workspace that its statistics have not met seems to have one row, so that a walk along its ids looks cheap
    (8 s): hence the plan for any workspace, not for this one.
    """
    if not wanted:
        return []
    where = visible(actor, "contact")
    open_ = {name: kind for name, kind in ctx.fields("contact").items() if not kind.sensitive}
    pairs = ", ".join(f"'{name}', {kind.json('t')}" for name, kind in open_.items() if not kind.custom)
    whole = f"jsonb_build_object({pairs}, 'id', t.id, 'keys', t.keys, 'name', t.name)"
    row = f"{whole}::text AS row, t.custom::text AS custom"
    with transaction.atomic():
        rows("SET LOCAL enable_seqscan = off")
        rows("SET LOCAL plan_cache_mode = force_generic_plan")
        found = rows(
            f"SELECT found.row, found.custom FROM {keys} k CROSS JOIN LATERAL (SELECT {row}"
            f" FROM records_contact t WHERE {where.sql} AND {condition} OFFSET 0) found",
            (orjson.dumps(wanted).decode(), *where.params),
        )
        rows("SET LOCAL enable_seqscan = on")
        rows("SET LOCAL plan_cache_mode = auto")
    mine = {name for name, kind in open_.items() if kind.custom}
    made = [
        orjson.loads(row) | {name: value for name, value in orjson.loads(custom).items() if name in mine}
        for row, custom in dict.fromkeys(found)
    ]
    return [row for row in made if row["merged_into"] is None]
