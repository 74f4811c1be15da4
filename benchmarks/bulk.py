"""The big ones: one field of many contacts with undo, and an import; each beside its raw statements."""

from __future__ import annotations

import csv
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from benchmarks.measure import Figures, Meter
from benchmarks.operations import Place
from karteo.bulk.commands import import_file
from karteo.edits.apply_many import apply_many
from karteo.edits.shapes import Batch, Edit
from karteo.history.undo import undo
from karteo.identity.actor import Actor
from karteo.lib.ids import new_id
from tests.data.dataset import FIELDS, rows


def once(meter: Meter, doing: Callable[[], Any]) -> Figures:
    """One run of something long, in this very process."""
    before, start, cpu = meter.read(), time.perf_counter(), time.process_time()
    doing()
    wall = time.perf_counter() - start
    return Figures(wall * 1000, (time.process_time() - cpu) * 1000, (meter.read()[1] - before[1]) * 1000)


def change_many(meter: Meter, place: Place, actor: Actor, number: int) -> dict[str, tuple[Figures, Figures]]:
    """`number` contacts get a temperature, and it is taken back."""
    records, batch = place.ids[:number], Batch(source="bulk")
    patch = {"temperature": "warm"}
    ours = once(meter, lambda: apply_many(actor, batch, (Edit(record, patch) for record in records)))
    back = once(meter, lambda: undo(actor, batch.id))
    floor = once(meter, lambda: raw_change(place, records))
    return {f"change one field of {number:,}": (ours, floor), f"… and its undo ({number:,})": (back, floor)}


def raw_change(place: Place, records: list[UUID]) -> None:
    """The UPDATE and the INSERT of its log lines, as two statements."""
    with psycopg.connect(place.url) as connection:
        connection.execute(
            "UPDATE records_contact SET temperature = 'hot' WHERE workspace_id = %s AND id = ANY(%s)",
            (place.workspace, records),
        )
        connection.execute(
            "INSERT INTO log_change (workspace_id, number, record_id, batch_id, type, patch)"
            ' SELECT %s, %s, id, %s, \'contact\', \'{"temperature": ["warm", "hot"]}\' FROM unnest(%s::uuid[]) id',
            (place.workspace, -int(new_id().int % 10**15), new_id(), records),
        )


def import_rows(meter: Meter, place: Place, actor: Actor, number: int) -> tuple[Figures, Figures]:
    """A CSV of new people, validated and checked for doubles; the floor is COPY of the same lines."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.csv"
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(
                [
                    "First Name",
                    "Last Name",
                    "Name",
                    "Email",
                    "Phone",
                    "Company",
                    "City",
                    "Postal Code",
                    "Street",
                    "Country",
                ]
            )
            writer.writerows([*line[:2], *line[2:3], f"new.{line[3]}", *line[4:]] for line in rows(number, seed=7))
        ours = once(meter, lambda: list(import_file(actor, path)))
        floor = once(meter, lambda: raw_copy(place, path))
    return ours, floor


def raw_copy(place: Place, path: Path) -> None:
    with psycopg.connect(place.url) as connection:
        connection.execute(f"CREATE TEMP TABLE raw ({', '.join(f'{name} text' for name in FIELDS)})")
        with (
            connection.cursor().copy("COPY raw FROM STDIN WITH (FORMAT csv, HEADER)") as copy,
            open(path, "rb") as file,
        ):
            while block := file.read(65536):
                copy.write(block)
        connection.execute("CREATE TEMP TABLE wide (LIKE records_contact INCLUDING ALL)")
        connection.execute(
            "INSERT INTO wide (workspace_id, id, kind, first_name, last_name, company_name, emails, phones, links, addresses,"
            " tags, custom, created_at, changed_at, name, company, sort_name, sort_company, sort_city, sorts, search, keys)"
            " SELECT %s, gen_random_uuid(), 'person', first_name, last_name, company, jsonb_build_array(email),"
            " jsonb_build_array(phone), '[]', jsonb_build_array(city), '[]', '{}', now(), now(), name, company, lower(last_name),"
            " lower(company), lower(city), '{}', lower(concat_ws('|', first_name, last_name, email, phone, company, city, street)),"
            " jsonb_build_array(lower(email), phone) FROM raw",
            (place.workspace,),
        )
