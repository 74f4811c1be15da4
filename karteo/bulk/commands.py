"""What the commands `karteo import` and `karteo export` do; each line they yield is for the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from karteo.bulk import importing
from karteo.bulk.exporting import Wanted, export
from karteo.bulk.mapping import LATER, Mapping, Wish
from karteo.bulk.models import Import
from karteo.bulk.rejects import as_csv
from karteo.bulk.run import run
from karteo.bulk.shapes import refuse
from karteo.identity.actor import Actor


def import_file(
    actor: Actor,
    path: Path,
    *,
    dry_run: bool = False,
    rejects: Path | None = None,
    encoding: str | None = None,
    wish: Wish | None = None,
    create_fields: bool = False,
) -> Iterator[str]:
    """Import a file as one action. `create_fields`: make the offered custom fields of columns that have none.
    Refusal when the file cannot be read."""
    look = sys.maxsize if dry_run else 0
    made = importing.start(actor, path.name, importing.from_path(path), encoding, wish=wish, look=look)
    if create_fields and (offers := importing.offers(made)):
        made = importing.remap(actor, made.id, Wish(create=offers), look=look)
    yield from recognised(made)
    if dry_run:
        yield from told(made, made.preview["report"], dry=True)
        return
    made = run(actor, made.id)
    yield from told(made, made.report)
    refused = sum(1 for _ in as_csv(made)) - 1
    if refused:
        target = rejects or path.with_name(f"{path.stem}.rejects.csv")
        with target.open("w", encoding="utf-8", newline="") as out:
            out.writelines(as_csv(made))
        yield f"{refused} rows with something that was not taken stand in {target}."
    yield f"Undo: batch {made.batch_id}"


def recognised(made: Import) -> Iterator[str]:
    """How the file was understood, and which column goes where."""
    delimiter = {None: "", "\t": ", delimiter tab"}.get(made.delimiter, f", delimiter {made.delimiter}")
    yield f"{made.name}: {made.format}, {made.encoding}{delimiter}, {made.rows} rows"
    offers = importing.offers(made)
    for column, seen in zip(Mapping.from_json(made.mapping).columns, made.survey, strict=True):
        if column.target:
            yield f"  {column.header} → {column.target}"
        elif not seen["filled"]:
            yield f"  {column.header}: empty"
        elif column.header in LATER:
            yield f"  {column.header}: {seen['filled']} not imported ({LATER[column.header].replace('_', ' ')})"
        else:
            kind = offers.get(column.index, {}).get("type", "text")
            yield (
                f"  {column.header}: {seen['filled']} values NOT IMPORTED, there is no such field"
                f" (could be a custom field: {kind})"
            )


def told(made: Import, report: dict[str, Any], dry: bool = False) -> Iterator[str]:
    """What became of the rows, or would."""
    rows = report["rows"]
    would = "would be " if dry else ""
    yield (
        f"{rows['read']} rows: {rows['create']} {would}created, {rows['update']} {would}updated,"
        f" {rows['unchanged']} unchanged, {rows['double']} doubles,"
        f" {rows['skipped']} skipped, {rows['refused']} refused"
    )
    for double in report["doubles"]:
        yield f"  line {double['line']} says the same as line {double['of']['line']}"
    for fault in report["refusals"]:
        yield f"  line {fault['line']}, {fault['header'] or 'whole row'}: {fault['detail']} {fault['value'][:60]!r}"
    for match in report["matches"]:
        where = " (in the recycle bin)" if match["of"]["deleted"] else ""
        yield f"  line {match['line']}: {match['verdict']}, {match['of']['name']}{where} has the same e-mail or number"
    headers = [column["header"] for column in made.mapping["columns"]]
    for place, n in report["unmatched"].items():
        index, _, name = place.partition("\t")
        yield f"  {headers[int(index)]}: “{name}” is not exactly one person of this workspace ({n} rows)"
    for note, n in report["notes"].items():
        yield f"  {note.replace('_', ' ')}: {n}"


def export_file(
    actor: Actor, path: Path, *, q: str | None = None, filter: dict[str, Any] | None = None
) -> Iterator[str]:
    """Write the contacts that match to a file; its ending says the format."""
    format = {".csv": "csv", ".xlsx": "xlsx", ".vcf": "vcard", ".vcard": "vcard"}.get(path.suffix.lower())
    if format is None:
        refuse("wrong_type", "The file's name must end in .csv, .xlsx or .vcf.", suffix=path.suffix)
    n, blocks = export(actor, Wanted(format, q, filter))
    with path.open("wb") as out:
        out.writelines(blocks)
    yield f"{n} contacts written to {path}."
