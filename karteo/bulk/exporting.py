"""Contacts out, as CSV, XLSX or vCard: what the actor may see and export, in the order asked for.

With `columns` the file shows what the list shows; without them it has every field under the names that the import
knows, so that what goes out can come in again. Nothing grows with the number of contacts but files on disk.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import IO, Any
from uuid import UUID

import orjson

from karteo.bulk.writers import csv, vcard, xlsx
from karteo.bulk.writers.cells import cells
from karteo.bulk.writers.shown import LABELS, Shown
from karteo.identity.actor import Actor
from karteo.lib.errors import Error, Forbidden, Refusal
from karteo.records.access import may
from karteo.records.context import context
from karteo.search import Selection, selection

Rows = Iterable[dict[str, Any]]
BOM = "\ufeff"  # by which a spreadsheet knows that a CSV is Unicode
FORMATS = ("csv", "xlsx", "vcard")


@dataclass(frozen=True)
class Wanted:
    """Which contacts, and how they are to be written. `ids`: only these of them."""

    format: str = "csv"
    q: str | None = None
    filter: dict[str, Any] | None = None
    sort: str | None = None
    columns: list[str] = field(default_factory=list)
    ids: list[UUID] | None = None
    delimiter: str = ","


def export(actor: Actor, wanted: Wanted) -> tuple[int, Iterator[bytes]]:
    """(how many contacts, the bytes of the file). Everything that can be refused is refused before the first byte."""
    if not may(actor, "export"):
        raise Forbidden("export", "You may not export contacts.")
    found = selection(
        actor, "contact", q=wanted.q, filter=wanted.filter, sort=wanted.sort, ids=wanted.ids, verbs=["export"]
    )
    try:
        unknown = [name for name in wanted.columns if name not in found.what.fields]
        if unknown:
            raise Refusal(
                Error("columns", "unknown_field", {"field": one}, "There is no such field.") for one in unknown
            )
        if wanted.format == "xlsx":
            xlsx.check(found.count)
        return found.count, _written(actor, wanted, found)
    except BaseException:
        found.__exit__()
        raise


def _written(actor: Actor, wanted: Wanted, found: Selection) -> Iterator[bytes]:
    """The file, made while it is fetched."""
    with found:
        if wanted.format == "vcard":
            yield from _bytes(vcard.lines(chain.from_iterable(found.pages())))
        elif wanted.format == "xlsx":
            shown = Shown(found.what, wanted.columns or _all(found))
            with xlsx.write(shown.heads(), shown.values(found.pages()), _title(actor)) as file:
                yield from iter(lambda: file.read(1 << 16), b"")
        elif wanted.columns:
            shown = Shown(found.what, wanted.columns)
            yield from _bytes(chain([BOM], csv.lines(shown.heads(), shown.texts(found.pages()), wanted.delimiter)))
        else:
            with tempfile.TemporaryFile() as kept:
                yield from _bytes(chain([BOM], _everything(actor, found, kept, wanted.delimiter)))


def _everything(actor: Actor, found: Selection, kept: IO[bytes], delimiter: str) -> Iterator[str]:
    """All that is filled. Which columns that makes is known when the last contact has been seen."""
    users = {id: name for id, (name, _) in context(actor.workspace_id).users().items()}
    columns: dict[str, None] = {}
    for row in chain.from_iterable(found.pages()):
        filled = cells(row, users)
        columns.update(dict.fromkeys(filled))
        kept.write(orjson.dumps(filled) + b"\n")
    kept.seek(0)
    names = sorted(columns, key=_order(actor))
    lines = map(orjson.loads, kept)
    yield from csv.lines(names, ([line.get(name, "") for name in names] for line in lines), delimiter)


def _bytes(lines: Iterator[str]) -> Iterator[bytes]:
    """Some lines at a time: each block is one write to the network."""
    block: list[str] = []
    for line in lines:
        block.append(line)
        if len(block) == 500:
            yield "".join(block).encode()
            block = []
    yield "".join(block).encode()


def _all(found: Selection) -> list[str]:
    """Every field that a sheet can show."""
    own = [name for name, one in found.what.fields.items() if one.type != "photo" and name not in LABELS]
    return [
        "name",
        "company",
        *(name for name in own if name not in ("deleted_at", "merged_into")),
        "created_at",
        "changed_at",
    ]


def _title(actor: Actor) -> str:
    return {"de": "Kontakte", "zh": "联系人"}.get(actor.language, "Contacts")


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
