"""What goes out comes in again as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from karteo.bulk import importing
from karteo.bulk.commands import export_file, import_file
from karteo.bulk.run import run
from karteo.identity.actor import Actor
from karteo.lib.errors import Forbidden, Refusal
from karteo.lib.sql import rows
from tests.bulk.samples import CSV, VCARDS, sample, text_file
from tests.world import World

PLAIN = [
    "kind",
    "salutation",
    "prefix",
    "first_name",
    "middle_name",
    "last_name",
    "suffix",
    "nickname",
    "phonetic_first",
    "phonetic_last",
    "company_name",
    "position",
    "department",
    "gender",
    "birth_date",
    "birth_year",
    "birth_year_estimated",
    "tags",
    "language",
    "source",
    "description",
]
VCARD = [name for name in PLAIN if name not in ("salutation", "birth_year", "birth_year_estimated", "source")]
NASTY = (
    "Vorname;Nachname;Firma;Notizen;Tags\n"
    '=1+1;"O""Hara; jun.";A,B;"line one\nline; two, with \\ and \\n";eins,zwei\n'
    "@x;+y;-z;'=q;\n"
)


def values(actor: Actor, names: list[str]) -> list[Any]:
    """Every live record's values, ids aside, in an order of their own."""
    lists = ("phones", "emails", "links", "addresses")
    found = rows(
        f"SELECT {', '.join(f't.{name}' for name in (*names, *lists))} FROM records_contact t"
        " WHERE t.workspace_id = %s AND t.deleted_at IS NULL",
        (actor.workspace_id,),
    )
    return sorted([str([_plain(value) for value in row]) for row in found])


def _plain(value: Any) -> Any:

    if isinstance(value, str) and value.startswith("[") and '"kind"' in value:
        value = json.loads(value)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return sorted(str((item["value"], item["kind"], item["primary"])) for item in value)
    return value


@pytest.mark.parametrize("name", [*CSV, "John_Doe_MAC_ADDRESS_BOOK.vcf", "nasty.csv"])
@pytest.mark.parametrize(("ending", "names"), [(".csv", PLAIN), (".vcf", VCARD)])
def test_an_export_read_in_elsewhere_is_the_same(
    world_real: World, tmp_path: Path, name: str, ending: str, names: list[str]
) -> None:
    path = text_file(tmp_path, NASTY, name) if name == "nasty.csv" else sample(name)
    ready = importing.start(world_real.alice, path.name, importing.from_path(path), look=0)
    run(world_real.alice, ready.id)
    out = tmp_path / f"out{ending}"
    (line,) = export_file(world_real.bob, out)
    assert str(ready.rows) in line or name == "salesforce-contacts.csv"
    list(import_file(world_real.charlie, out))
    assert values(world_real.charlie, names) == values(world_real.alice, names)


def test_only_what_is_asked_for_is_written(world_real: World, tmp_path: Path) -> None:
    list(import_file(world_real.alice, sample("gmail-list.vcf")))
    assert VCARDS["gmail-list.vcf"]["cards"] == 3
    assert list(export_file(world_real.alice, tmp_path / "one.csv", q="beatle")) == [
        f"1 contacts written to {tmp_path / 'one.csv'}."
    ]


def test_no_line_of_a_card_is_longer_than_75_bytes(world_real: World, tmp_path: Path) -> None:
    list(import_file(world_real.alice, sample("John_Doe_GMAIL.vcf")))
    list(export_file(world_real.alice, tmp_path / "out.vcf"))
    assert max(map(len, (tmp_path / "out.vcf").read_bytes().split(b"\r\n"))) <= 75


def test_who_may_not_export_gets_nothing(world_real: World, tmp_path: Path) -> None:
    with pytest.raises(Forbidden):
        list(export_file(world_real.rita, tmp_path / "out.csv"))
    with pytest.raises(Refusal):
        list(export_file(world_real.alice, tmp_path / "out.docx"))
