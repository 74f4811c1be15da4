"""Importing the samples, as one action that can be undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import pytest

from karteo.bulk import importing
from karteo.bulk.commands import import_file
from karteo.bulk.mapping import Wish
from karteo.bulk.models import Import, Reject
from karteo.bulk.readers import any as readers
from karteo.bulk.rejects import as_csv
from karteo.bulk.run import run
from karteo.edits.apply import apply
from karteo.edits.shapes import Batch, Edit
from karteo.history.undo import undo
from karteo.identity.actor import Actor
from karteo.lib.clock import now
from karteo.lib.errors import Forbidden, Refusal
from karteo.lib.ids import new_id
from karteo.lib.sql import rows
from karteo.records.context import SETTINGS, touch
from karteo.records.models import CustomField
from karteo.search import count
from tests.bulk.samples import CSV, EXPECTED, VCARDS, sample, text_file
from tests.world import World

Row = dict[str, Any]


def done(actor: Actor, path: Path, **wish: Any) -> Import:
    """A file, imported."""
    return run(actor, importing.start(actor, path.name, importing.from_path(path), wish=Wish(**wish)).id)


def live(world: World) -> dict[str, Row]:
    """Every live record with all its values, by name; the times of its life aside."""
    found = rows(
        "SELECT t.id, (to_jsonb(t) - 'changed_at' - 'changed_by' - 'created_at')::text FROM records_contact t"
        " WHERE t.workspace_id = %s AND t.deleted_at IS NULL",
        (world.workspace_id,),
    )
    return {str(record): orjson.loads(row) for record, row in found}


def made(world: World, id: Any = None, **values: Any) -> str:
    """A record that is there before the import."""
    record = id or new_id()
    (outcome,) = apply(
        world.bob, Batch(), [Edit(record=record, patch={**values, "created_at": now().isoformat()}, base={})]
    )
    assert outcome.status == "done", outcome
    return str(record)


def mail(value: str) -> list[Row]:
    return [{"value": value, "kind": "work", "primary": True}]


@pytest.mark.parametrize("name", [*CSV, *VCARDS])
def test_a_sample_goes_in_and_out_again(world_real: World, name: str) -> None:
    before = made(world_real, last_name="Already", first_name="There", emails=mail("there@example.org"))
    was = live(world_real)
    ready = importing.start(world_real.alice, name, importing.from_path(sample(name)))
    dry = ready.preview["report"]["rows"]
    assert live(world_real) == was
    report = run(world_real.alice, ready.id).report["rows"]
    assert report == dry
    total = EXPECTED[name]["rows"] if name in EXPECTED else VCARDS[name]["cards"]
    doubles = len(EXPECTED.get(name, {}).get("double_of", {}))
    assert report == {
        "read": total,
        "create": total - doubles,
        "double": doubles,
        "update": 0,
        "unchanged": 0,
        "skipped": 0,
        "refused": 0,
    }
    assert len(live(world_real)) == total - doubles + 1
    undone = undo(world_real.bob, ready.batch_id)
    assert (undone.done, undone.left) == (total - doubles, 0)
    assert live(world_real) == was
    assert before in was


def test_salesforce_says_what_it_did_not_take(world_real: World) -> None:
    ready = done(world_real.alice, sample("salesforce-contacts.csv"))
    expected = EXPECTED["salesforce-contacts.csv"]
    ((double, of),) = expected["double_of"].items()
    assert [(d["row"], d["of"]["row"]) for d in ready.report["doubles"]] == [(int(double), of)]
    assert [(f["row"], f["header"], f["value"]) for f in ready.report["refusals"]] == [
        (expected["bad_email"][0], "Email", "keine@"),
        (expected["bad_phone"][0], "Phone", "siehe Website"),
    ]
    assert ready.report["unmatched"] == {"15\tErika Muster": 120}
    lines = list(as_csv(ready))
    assert len(lines) == 1 + 3
    assert (
        lines[1]
        .rstrip()
        .endswith(
            (
                '"Email: This is not an e-mail address: There must be something after the @-sign."',
                "Email: This is not an e-mail address: There must be something after the @-sign.",
            )
        )
    )
    columns = {
        column["header"]: ready.report["columns"][str(column["index"])]
        for column in ready.mapping["columns"]
        if str(column["index"]) in ready.report["columns"]
    }
    assert columns["Email"] == {"read": 121, "stored": 119, "refused": 1}
    assert columns["Contact ID"] == {"read": 121}


def test_the_file_of_the_refused_rows_can_be_corrected_and_imported(world_real: World, tmp_path: Path) -> None:
    ready = done(world_real.alice, sample("salesforce-contacts.csv"))
    text = "".join(as_csv(ready)).replace("siehe Website", "+49 30 7654321").replace("keine@", "eine@example.org")
    again = done(world_real.alice, text_file(tmp_path, text, "rejects.csv"))
    assert again.report["rows"]["update"] == 2
    assert again.report["rows"]["refused"] == 0
    assert [column["header"] for column in again.mapping["columns"]][-3:] == [
        "Karteo line",
        "Karteo column",
        "Karteo reason",
    ]


@pytest.mark.parametrize(
    ("q", "file"),
    [
        ("krüger", "salesforce-contacts.csv"),
        ("北京", "kehu-gb18030.csv"),
        ("白国艳", "kehu-gb18030.csv"),
        ("baiguoyan", "kehu-gb18030.csv"),
        ("13849106479", "kehu-gb18030.csv"),
        ("nolan", "hubspot-contacts.csv"),
        ("kontakt7.13@example.org", "google-contacts.csv"),
        ("rothenbach", "outlook-kontakte.csv"),
    ],
)
def test_what_was_imported_is_found(world_real: World, q: str, file: str) -> None:
    done(world_real.alice, sample(file))
    assert count(world_real.rita, "contact", q=q)[0] >= 1


def test_the_same_file_again_makes_nothing_twice(world_real: World) -> None:
    done(world_real.alice, sample("google-contacts.csv"))
    was = live(world_real)
    again = done(world_real.alice, sample("google-contacts.csv"))
    assert (again.report["rows"]["create"], again.report["rows"]["unchanged"]) == (0, 80)
    assert live(world_real) == was


def test_a_number_too_short_for_its_country_goes_to_the_rejects_and_the_rest_of_the_row_in(
    world_real: World, tmp_path: Path
) -> None:
    path = text_file(tmp_path, "Last name,Phone,Mobile\nMuster,+49 30 12,+49 171 1234567\n")
    ready = done(world_real.alice, path)
    (row,) = live(world_real).values()
    assert [phone["value"] for phone in row["phones"]] == ["+49 171 1234567"]
    ((_, fault),) = [(one["row"], one) for one in ready.report["refusals"]]
    assert (fault["header"], fault["value"], fault["code"]) == ("Phone", "+49 30 12", "phone_too_short")
    (reject,) = Reject.objects.filter(workspace_id=world_real.workspace_id)
    assert reject.cells == ["Muster", "+49 30 12", "+49 171 1234567"]


def test_a_sensitive_field_is_written_by_an_import_and_never_compared(world_real: World, tmp_path: Path) -> None:
    here = world_real.workspace_id
    for name in ("c_secret", "c_open"):
        CustomField.objects.create(
            workspace_id=here, key=name, type="text", label={"en": name}, sensitive=name == "c_secret"
        )
    touch(here)
    there = made(world_real, last_name="Müller", emails=mail("jm@example.org"), c_secret="old", c_open="old")
    for said in ("old", "new", "new"):
        path = text_file(tmp_path, f"Nachname;E-Mail;c_secret;c_open\nMüller;jm@example.org;{said};{said}\n")
        ready = done(world_real.bob, path)
        assert ready.report["rows"]["update"] == 1
        (line,) = ready.preview["rows"]
        assert (line["verdict"], line["before"], line["after"]) == ("update", {}, {"c_secret": said})
        assert {fault["header"] for fault in ready.report["refusals"]} <= {"c_open"}
        assert live(world_real)[there]["custom"] == {"c_secret": said, "c_open": "old"}


def test_a_sensitive_address_finds_nobody_from_the_moment_that_it_is_sensitive(
    world_real: World, tmp_path: Path
) -> None:
    made(world_real, last_name="Müller", emails=mail("jm@example.org"))
    touch(world_real.workspace_id)
    said = orjson.dumps({SETTINGS: {"contact": {"emails": {"sensitive": True}}}}).decode()
    rows(
        "UPDATE records_schema SET lists = %s, version = version + 1 WHERE workspace_id = %s",
        (said, world_real.workspace_id),
    )
    ready = done(world_real.bob, text_file(tmp_path, "Nachname;E-Mail\nMüller;jm@example.org\n"))
    assert (ready.report["rows"]["create"], ready.report["matches"]) == (1, [])


def test_a_match_fills_what_is_empty_and_leaves_what_is_there(world_real: World, tmp_path: Path) -> None:
    there = made(world_real, first_name="Jörg", last_name="Müller", position="Boss", emails=mail("JM@example.org"))
    was = live(world_real)
    path = text_file(
        tmp_path,
        "Vorname;Nachname;E-Mail;Telefon;Position;Abteilung\n"
        "Joerg;Müller;jm@example.org;+49 30 1234567;Clerk;Sales\n"
        "Jörg;Müller;jm@example.org;+49 30 1234567;Clerk;Sales\n",
    )
    ready = done(world_real.alice, path)
    row = live(world_real)[there]
    assert (row["position"], row["department"]) == ("Boss", "Sales")
    assert [phone["value"] for phone in row["phones"]] == ["+49 30 1234567"]
    assert [address["value"] for address in row["emails"]] == ["JM@example.org"]
    assert {fault["code"] for fault in ready.report["refusals"]} == {"value_kept"}
    undo(world_real.bob, ready.batch_id)
    assert {key: value for key, value in live(world_real)[there].items() if value} == {
        k: v for k, v in was[there].items() if v
    }


def test_a_namesake_with_another_name_is_made_and_named(world_real: World, tmp_path: Path) -> None:
    made(world_real, first_name="Anna", last_name="Adler", emails=mail("office@example.org"))
    ready = done(world_real.alice, text_file(tmp_path, "Vorname,Nachname,Email\nBen,Berg,office@example.org\n"))
    assert ready.report["rows"]["create"] == 1
    assert ready.report["matches"][0]["of"]["name"] == "Anna Adler"


@pytest.mark.parametrize(("match", "verdict"), [("skip", "skipped"), ("create", "create"), ("update", "unchanged")])
def test_what_to_do_with_a_match_can_be_chosen(world_real: World, tmp_path: Path, match: str, verdict: str) -> None:
    made(world_real, first_name="Anna", last_name="Adler", emails=mail("anna@example.org"))
    path = text_file(tmp_path, "Vorname,Nachname,Email\nAnna,Adler,anna@example.org\n")
    assert done(world_real.alice, path, match=match).report["rows"][verdict] == 1


def test_a_match_in_the_recycle_bin_is_named_and_can_be_restored(world_real: World, tmp_path: Path) -> None:
    there = made(world_real, first_name="Anna", last_name="Adler", emails=mail("anna@example.org"))
    apply(world_real.bob, Batch(), [Edit(record=UUID(there), patch={"deleted_at": now().isoformat()})])
    path = text_file(tmp_path, "Vorname,Nachname,Email,Ort\nAnna,Adler,anna@example.org,Berlin\n")
    look = importing.start(world_real.alice, path.name, importing.from_path(path))
    assert look.preview["report"]["matches"][0]["of"]["deleted"] is True
    assert look.preview["rows"][0]["verdict"] == "create"
    assert done(world_real.alice, path, restore=True).report["rows"]["update"] == 1
    assert live(world_real)[there]["addresses"][0]["value"] == {"city": "Berlin"}


def test_people_are_linked_to_the_company_of_that_name(world_real: World, tmp_path: Path) -> None:
    firm = made(world_real, kind="company", company_name="Nordwerk GmbH")
    done(world_real.alice, text_file(tmp_path, "Vorname,Nachname,Firma\nAnna,Adler,nordwerk gmbh\nBen,Berg,Südwerk\n"))
    links = {row["last_name"]: row["company_id"] for row in live(world_real).values() if row["kind"] == "person"}
    assert links == {"Adler": firm, "Berg": None}


def test_a_column_can_become_a_custom_field(world_real: World) -> None:
    lines = list(import_file(world_real.alice, sample("outlook-kontakte.csv"), create_fields=True))
    assert "  Umsatz → c_umsatz" in lines
    asked = {"field": "c_umsatz", "op": "is", "value": "1234.56"}
    assert count(world_real.alice, "contact", filter=asked) == (60, True)


def test_a_member_cannot_add_fields_by_an_import(world_real: World) -> None:
    path = sample("outlook-kontakte.csv")
    wish = Wish(create={11: {"type": "number", "label": "Umsatz"}})
    ready = importing.start(world_real.bob, path.name, importing.from_path(path), wish=wish)
    with pytest.raises(Forbidden):
        run(world_real.bob, ready.id)


def test_a_reader_may_not_import(world_real: World) -> None:
    with pytest.raises(Forbidden):
        importing.start(world_real.rita, "x.csv", [b"name\nA\n"])


def test_a_file_over_the_limit_is_refused_while_it_comes(world_real: World, settings: Any) -> None:
    settings.IMPORT_MAX_MB = 1
    with pytest.raises(Refusal) as caught:
        importing.start(world_real.alice, "x.csv", (b"x" * 100_000 for _ in range(1000)))
    assert caught.value.errors[0].code == "file_too_large"


def test_what_another_workspace_has_is_no_match(world_real: World, tmp_path: Path) -> None:
    path = text_file(tmp_path, "Vorname,Nachname,Email\nAnna,Adler,anna@example.org\n")
    done(world_real.alice, path)
    assert done(world_real.charlie, path).report["rows"]["create"] == 1
    assert done(world_real.charlie, path).report["rows"]["unchanged"] == 1


def test_the_command_writes_the_refused_rows_to_a_file(world_real: World, tmp_path: Path) -> None:
    target = tmp_path / "refused.csv"
    lines = list(import_file(world_real.alice, sample("salesforce-contacts.csv"), rejects=target))
    assert "121 rows: 120 created, 0 updated, 0 unchanged, 1 doubles, 0 skipped, 0 refused" in lines
    assert len(list(readers.read(target).rows())) == 3


def test_a_dry_run_writes_nothing(world_real: World) -> None:
    lines = list(import_file(world_real.alice, sample("google-contacts.csv"), dry_run=True))
    assert any("80 would be created" in line for line in lines)
    assert live(world_real) == {}
