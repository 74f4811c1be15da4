"""A list as a file: what it shows, in its order, in the reader's language; and what goes out comes in again."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook  # type: ignore[import-untyped]

from karteo.bulk.commands import export_file, import_file
from karteo.identity.models import User
from tests.api.desk import make, told
from tests.api.doors import Door, program
from tests.search.crowd import crowd, fill
from tests.world import World

COLUMNS = "name,company,phones,temperature,tags,owner_id,birth_date,c_size,c_price,created_at"


def fetched(answer: Any) -> bytes:
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content)


def export(door: Door, **asked: str) -> Any:
    return door.ask("get", f"/api/contacts/export?{urlencode(asked)}")


def table(answer: Any, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(fetched(answer).decode("utf-8-sig")), delimiter=delimiter))


@pytest.fixture
def door(world_real: World) -> Door:
    """Alice's, with two fields of her own and three contacts."""
    door = program(world_real.alice)
    for key, kind in (("c_size", "number"), ("c_price", "money")):
        told(door.ask("post", "/api/fields", {"type": kind, "key": key, "label": {"en": key[2:]}}), 201)
    make(
        door,
        first_name="Anna",
        last_name="Adler",
        company_name="Nordwerk",
        phones=[{"value": "+49 30 901821", "primary": False}, {"value": "+49 30 901820", "primary": True}],
        temperature="warm",
        tags=["fair", "vip"],
        owner_id=str(world_real.bob.user_id),
        birth_date="1980-05-17",
        c_size="12.50",
        c_price={"amount": "99.90", "currency": "EUR"},
    )
    make(door, last_name="=1+1", birth_date="--12-24")
    make(door, last_name="Berg", temperature="cold")
    return door


def test_a_csv_has_the_columns_the_filter_and_the_order_of_the_list(world_real: World, door: Door) -> None:
    User.objects.filter(id=world_real.alice.user_id).update(language="de")
    filled = json.dumps({"field": "temperature", "op": "filled"})
    answer = export(door, columns="name,temperature,phones,owner_id,tags", filter=filled, sort="-name")
    assert answer["Content-Disposition"].startswith('attachment; filename="contacts-2')
    assert answer["X-Count"] == "2"
    assert table(answer) == [
        ["Name", "Kontakttyp", "Telefon", "Zuständig", "Schlagwörter"],
        ["Berg", "Kalt", "", "", ""],
        ["Anna Adler", "Warm", "+49 30 901820", "Bob Berg", "fair;vip"],
    ]
    assert table(export(door, columns="name", q="anna", delimiter=";"), ";")[1:] == [["Anna Adler"]]


def test_a_workbook_has_real_numbers_and_days_and_no_formula(door: Door) -> None:
    book = load_workbook(io.BytesIO(fetched(export(door, format="xlsx", columns=COLUMNS))))
    first, anna, berg, nasty = sorted(book.active.iter_rows(values_only=True), key=lambda row: row[0] != "Name")
    rows = {row[0]: row for row in (anna, berg, nasty)}
    assert first[:3] == ("Name", "Company", "Phone")
    assert rows["Anna Adler"][6:9] == (datetime(1980, 5, 17), 12.5, 99.9)
    assert rows["Berg"][9] > datetime(2025, 1, 1)
    assert rows["=1+1"][6] == "--12-24"
    kinds = {cell.data_type for row in book.active.iter_rows() for cell in row}
    assert "f" not in kinds


def test_every_field_goes_into_a_workbook_when_no_columns_are_named(door: Door) -> None:
    book = load_workbook(io.BytesIO(fetched(export(door, format="xlsx"))))
    heads = [cell.value for cell in next(book.active.iter_rows())]
    assert {"Name", "Phone", "E-mail", "size", "price", "Changed"} <= set(heads)


def test_cards_of_chosen_contacts(door: Door) -> None:
    anna = told(door.ask("get", "/api/contacts?q=anna"))["rows"][0]["id"]
    text = fetched(door.ask("post", "/api/contacts/export", {"format": "vcard", "ids": [anna]})).decode()
    assert text.count("BEGIN:VCARD") == 1
    assert "N:Adler;Anna;;;" in text


@pytest.mark.parametrize("format", ["csv", "xlsx", "vcard"])
def test_nobody_exports_without_the_right(world_real: World, door: Door, format: str) -> None:
    rita = program(world_real.rita)
    told(export(rita, format=format), 403)
    told(rita.ask("post", "/api/contacts/export", {"format": format}), 403)
    assert len(table(export(program(world_real.charlie)))) == 1


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ({"columns": "name,nothing"}, "columns"),
        ({"filter": '{"field": "nothing", "op": "is"}'}, "filter.field"),
        ({"sort": "tags"}, "sort"),
        ({"format": "docx"}, "format"),
    ],
)
def test_a_faulty_wish_is_refused_before_the_first_byte(door: Door, asked: dict[str, str], place: str) -> None:
    assert told(export(door, **asked), 422)["errors"][0]["place"].endswith(place)


def test_the_number_of_statements_does_not_grow_with_the_rows(world_real: World) -> None:
    door = program(world_real.alice)
    counts = []
    for size in (10, 10, 800):  # the first reads the fields and the people, which are then known
        fill_only(world_real, size)
        with CaptureQueriesContext(connection) as seen:
            assert len(table(export(door, columns="name,phones,owner_id,company_id"))) == size + 1
        counts.append(len(seen))
    assert counts[2] <= counts[1] + 1  # now and then the version of the fields is looked up again


def fill_only(world: World, size: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_contact WHERE workspace_id = %s", (world.workspace_id,))
    fill(world.workspace_id, crowd(size))


def test_pages_keep_the_order_and_lose_nobody(world_real: World) -> None:
    fill(world_real.workspace_id, crowd(2500))
    door = program(world_real.alice)
    for sort in ("name", "-company", "-birth_date", "owner_id"):
        mails = [row[0] for row in table(export(door, columns="emails", sort=sort))[1:]]
        assert len(set(mails)) == 2500
        listed = told(door.ask("get", f"/api/contacts?sort={sort}&limit=200"))["rows"]
        assert mails[:200] == [row["emails"][0]["value"] for row in listed]


def test_tags_with_semicolons_come_back_as_they_were(world_real: World, tmp_path: Path) -> None:
    door = program(world_real.alice)
    wanted = [["a;b"], ["a;b", "c"], ["x,y"], ["x,y", "z"], ["fair", "vip"], ["一、二"], ["=1+1"]]
    for place, tags in enumerate(wanted):
        make(door, last_name=f"Person {place}", tags=tags)
    list(export_file(world_real.alice, tmp_path / "out.csv"))
    list(import_file(world_real.charlie, tmp_path / "out.csv"))
    rows = told(program(world_real.charlie).ask("get", "/api/contacts?sort=last_name"))["rows"]
    assert [row["tags"] for row in rows] == wanted
