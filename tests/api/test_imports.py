"""Files in through the public API."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from procrastinate.contrib.django import app

from karteo.bulk.models import Import
from karteo.lib.clock import now
from tests.api.desk import told
from tests.api.doors import Door, browser, program
from tests.bulk.samples import EXPECTED, sample
from tests.world import World

Row = dict[str, Any]


def upload(door: Door, content: bytes | Path, name: str = "", status: int = 201, **form: str) -> Any:
    """POST a file."""
    shown = door.cookies.get("csrftoken")
    if isinstance(content, Path):
        name, content = content.name, content.read_bytes()
    file = SimpleUploadedFile(name or "file.csv", content)
    headers = {"X-CSRFToken": shown.value} if shown else {}
    answer: Any = door.post("/api/imports", {"file": file, **form}, headers=headers)
    return told(answer, status)


def ran(door: Door, ready: Row) -> Row:
    """Run an import as its worker would."""
    told(door.ask("post", f"/api/imports/{ready['id']}/run"), 202)
    with app.replace_connector(app.connector.get_worker_connector()) as ours:  # type: ignore[attr-defined]
        ours.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    over: Row = told(door.ask("get", f"/api/imports/{ready['id']}"))
    assert over["status"] == "done", over["error"]
    return over


def test_a_file_is_recognised_and_tried_before_anything_is_written(world_real: World) -> None:
    door = browser(world_real.bob)
    ready = upload(door, sample("salesforce-contacts.csv"))
    assert (ready["format"], ready["encoding"], ready["delimiter"], ready["status"]) == ("csv", "cp1252", ",", "ready")
    assert ready["totals"]["create"] == 120
    assert len(ready["rows"]) == 20
    assert ready["rows"][7]["refused"][0]["header"] == "Email"
    assert ready["columns"][0] == ready["columns"][0] | {
        "header": "Contact ID",
        "field": None,
        "offer": {"label": "Contact ID", "key": "c_contact_id", "type": "text"},
    }
    assert told(door.ask("get", "/api/contacts"))["rows"] == []


@pytest.mark.row("S1-25")
def test_an_import_is_run_found_and_taken_back(world_real: World) -> None:
    door = program(world_real.bob)
    over = ran(door, upload(door, sample("salesforce-contacts.csv")))
    assert (over["done"], over["totals"]["create"], over["totals"]["double"]) == (121, 120, 1)
    assert [(d["row"], d["of"]["row"]) for d in over["doubles"]] == [(120, 3)]
    assert [(f["row"], f["code"]) for f in over["refusals"]] == [(7, "email_invalid"), (19, "phone_invalid")]
    assert over["unmatched"] == [{"column": 15, "header": "Contact Owner", "value": "Erika Muster", "rows": 120}]
    (row,) = told(door.ask("get", "/api/contacts?q=kontakt7.11"))["rows"] or [None]
    assert row is None
    assert told(door.ask("get", "/api/contacts/count"))["count"] == 120
    undone = told(door.ask("post", f"/api/batches/{over['batch']}/undo", {}))
    assert (undone["done"], undone["left_alone"]) == (120, [])
    assert told(door.ask("get", "/api/contacts/count"))["count"] == 0


def test_the_refused_rows_come_as_csv_with_their_reasons(world_real: World) -> None:
    door = program(world_real.alice)
    over = ran(door, upload(door, sample("salesforce-contacts.csv")))
    answer = door.get(f"/api/imports/{over['id']}/rejects")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert answer["Content-Type"].startswith("text/csv")
    assert text.splitlines()[0].endswith("Contact Owner,Karteo line,Karteo column,Karteo reason")
    assert len(text.splitlines()) == 4


def test_the_mapping_can_be_changed_and_is_tried_again(world_real: World) -> None:
    door = program(world_real.alice)
    ready = upload(door, sample("outlook-kontakte.csv"))
    wish = {
        "columns": [{"index": 0, "field": None}, {"index": 11, "create": ready["columns"][11]["offer"]}],
        "match": "skip",
    }
    after = told(door.ask("patch", f"/api/imports/{ready['id']}", wish))
    assert (after["columns"][0]["field"], after["columns"][11]["field"], after["match"]) == (None, "c_umsatz", "skip")
    assert after["rows"][0]["after"]["c_umsatz"] == "1234.56"
    over = ran(door, after)
    assert over["columns"][11]["stored"] == EXPECTED["outlook-kontakte.csv"]["rows"]
    (row, *_) = told(door.ask("get", "/api/contacts?limit=1"))["rows"]
    assert (row["c_umsatz"], row["salutation"]) == ("1234.56", None)


@pytest.mark.parametrize(
    ("wish", "place"),
    [
        ({"columns": [{"index": 0, "field": "no_such"}]}, "columns[0].field"),
        ({"columns": [{"index": 99, "field": None}]}, "columns[99]"),
        ({"match": "perhaps"}, "match"),
        ({"country": "Germany"}, "country"),
        ({"colums": []}, "colums"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_with_its_place(world_real: World, wish: Row, place: str) -> None:
    door = program(world_real.alice)
    ready = upload(door, b"Vorname,Nachname\nAnna,Adler\n")
    problem = told(door.ask("patch", f"/api/imports/{ready['id']}", wish), 422)
    assert [error["place"].removeprefix("mapping.") for error in problem["errors"]] == [place]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "file.csv", "empty_file"),
        (b"\x89PNG\r\n\x1a\n123", "file.csv", "binary_file"),
        (b"PK\x03\x04abc", "leads.xlsx", "binary_file"),
        (b'a,b\n1,"open\n', "file.csv", "broken_quotes"),
        (b"a@example.org,b\nc,d\n", "file.csv", "no_header"),
        (b"name,note\nA,b\n", "file.pdf", "wrong_type"),
        (b"name,note\nA,b\n", "file.vcf", "no_vcard"),
        (b'name,note\nA,"' + b"x" * 10_000_000 + b'"\n', "file.csv", "cell_too_long"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(world_real: World, content: bytes, name: str, code: str) -> None:
    problem = upload(program(world_real.alice), content, name, 422)
    assert [error["code"] for error in problem["errors"]] == [code]
    assert problem["errors"][0]["detail"]


def test_a_file_over_the_limit_is_refused_before_it_is_read(world_real: World, settings: Any) -> None:
    settings.IMPORT_MAX_MB = 1
    upload(program(world_real.alice), b"x" * (3 << 20), status=413)
    upload(browser(world_real.alice), b"x" * (3 << 20), status=413)
    assert not Import.objects.filter(workspace_id=world_real.workspace_id).exists()


def test_a_reader_and_a_stranger_get_nothing(world_real: World) -> None:
    ready = upload(program(world_real.alice), b"Vorname,Nachname\nAnna,Adler\n")
    upload(program(world_real.rita), b"Vorname,Nachname\nAnna,Adler\n", status=403)
    upload(Door(), b"Vorname,Nachname\nAnna,Adler\n", status=401)
    for door, status in (
        (program(world_real.rita), 403),
        (program(world_real.bob), 404),
        (program(world_real.charlie), 404),
    ):
        told(door.ask("get", f"/api/imports/{ready['id']}"), status)
        told(door.ask("post", f"/api/imports/{ready['id']}/run"), status)


def test_an_import_runs_once_however_often_it_is_asked(world_real: World) -> None:
    door = program(world_real.alice)
    ready = upload(door, b"Vorname,Nachname\nAnna,Adler\n")
    told(door.ask("post", f"/api/imports/{ready['id']}/run"), 202)
    over = ran(door, ready)
    assert ran(door, ready)["totals"] == over["totals"]
    assert told(door.ask("get", "/api/contacts/count"))["count"] == 1
    told(door.ask("patch", f"/api/imports/{ready['id']}", {"match": "skip"}), 422)


def test_who_comes_back_finds_his_imports_and_an_administrator_those_of_all(world_real: World) -> None:
    bob, alice = program(world_real.bob), program(world_real.alice)
    told(program(world_real.rita).ask("get", "/api/imports"), 403)
    looked = upload(bob, b"Vorname,Nachname\nAnna,Adler\n", "looked.csv")
    over = ran(bob, upload(bob, b"Vorname,Nachname\nBerta,Berg\n", "over.csv"))
    running = upload(bob, b"Vorname,Nachname\nCora,Clau\n", "running.csv")
    told(bob.ask("post", f"/api/imports/{running['id']}/run"), 202)

    def lines(door: Door) -> list[tuple[str, str]]:
        return [(one["name"], one["status"]) for one in told(door.ask("get", "/api/imports"))["imports"]]

    assert lines(bob) == [("running.csv", "running"), ("over.csv", "done"), ("looked.csv", "ready")]
    assert lines(alice) == [("running.csv", "running"), ("over.csv", "done")]
    assert lines(program(world_real.charlie)) == []
    line = told(bob.ask("get", "/api/imports"))["imports"][1]
    assert line == line | {
        "id": over["id"],
        "batch": over["batch"],
        "count": 1,
        "done": 1,
        "by": str(world_real.bob.user_id),
    }
    Import.objects.filter(workspace_id=world_real.bob.workspace_id, id=looked["id"]).update(
        created_at=now() - timedelta(days=2)
    )
    assert ("looked.csv", "ready") not in lines(bob)
