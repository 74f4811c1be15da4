"""Privacy through the API: everything about a person, guarded fields, erasing, and what devices hear of it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from karteo.identity.models import User
from karteo.records.context import touch
from karteo.records.models import Schema
from tests.api.desk import Device, change, item, make, opened, told
from tests.api.doors import Door, browser, program
from tests.bulk.test_erase import bytes_of, edited, traces
from tests.world import World

Row = dict[str, Any]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Where the files of the test lie."""
    settings.FILES_URL = str(tmp_path / "files")
    return tmp_path / "files"


def guard(world: World, *fields: str) -> None:
    """What an administrator does: these fields are sensitive."""
    said = {"field_settings": {"contact": {name: {"sensitive": True} for name in fields}}}
    Schema.objects.update_or_create(workspace_id=world.workspace_id, defaults={"lists": said})
    touch(world.workspace_id)


def person(door: Door, **more: Any) -> Row:
    return make(
        door,
        first_name="Henriette",
        last_name="Quellwasser",
        emails=[item("hq@quelle.example", primary=True)],
        birth_date="1970-05-17",
        **more,
    )


def looks(door: Door, **query: Any) -> list[Row]:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    found: list[Row] = told(door.ask("get", f"/api/reads?{asked}"))["items"]
    return found


@pytest.mark.row("S0-27")
def test_a_sensitive_field_is_shown_on_demand_and_each_look_is_seen_by_administrators(world_real: World) -> None:
    bob, alice = program(world_real.bob), program(world_real.alice)
    row = person(bob)
    guard(world_real, "birth_date", "gender")
    assert "birth_date" not in opened(bob, row)
    assert "birth_date" not in opened(alice, row)
    shown = told(bob.ask("post", f"/api/contacts/{row['id']}/reveal", {"fields": ["birth_date", "gender"]}))
    assert shown == {"values": {"birth_date": "1970-05-17", "gender": None}}
    (look,) = looks(alice)
    assert (look["by"]["name"], look["record"], look["name"]) == ("Bob Berg", row["id"], "Henriette Quellwasser")
    assert (look["fields"], look["door"]) == (["birth_date", "gender"], "screen")
    assert looks(alice, record=row["id"], by=world_real.bob.user_id) == [look]
    assert looks(alice, by=world_real.alice.user_id) == []
    told(bob.ask("get", "/api/reads"), 403)


def test_what_is_not_sensitive_hidden_or_not_there_is_not_revealed_and_not_logged(world_real: World) -> None:
    bob, alice = program(world_real.bob), program(world_real.alice)
    row = person(alice)
    guard(world_real, "birth_date")
    path = f"/api/contacts/{row['id']}/reveal"
    told(bob.ask("post", path, {"fields": ["emails"]}), 403)
    told(bob.ask("post", path, {"fields": ["shoe_size"]}), 422)
    told(bob.ask("post", path, {"fields": []}), 422)
    change(alice, opened(alice, row), restricted=True, owner_id=str(world_real.alice.user_id))
    told(bob.ask("post", path, {"fields": ["birth_date"]}), 404)
    told(program(world_real.charlie).ask("post", path, {"fields": ["birth_date"]}), 404)
    assert looks(alice) == []


def test_who_says_what_he_saw_without_having_been_shown_it_has_looked(world_real: World) -> None:
    """He is told whether that stands there; so it is one look, by the API as on a device, and none where nothing is
    told: a form that says nothing of it, or who was shown it before."""
    alice, bob, rita = program(world_real.alice), program(world_real.bob), program(world_real.rita)
    row = person(alice)
    guard(world_real, "birth_date")
    path, before = f"/api/contacts/{row['id']}", "1970-05-17"

    def guess(door: Door, said: str) -> int:
        wish = {"patch": {"birth_date": before}, "base": {"birth_date": said}}
        return int(door.ask("patch", path, wish).status_code)

    assert guess(rita, before) == 403
    change(bob, row, position="x")
    told(bob.ask("patch", path, {"patch": {"birth_date": before}}))
    assert looks(alice, record=row["id"]) == []
    assert [guess(bob, said) for said in ("1970-05-16", before, "1970-05-18")] == [409, 200, 409]
    (look,) = looks(alice, record=row["id"])
    assert (look["by"]["name"], look["fields"], look["door"]) == ("Bob Berg", ["birth_date"], "screen")
    device = Device(alice)
    device.sync(device.action(row, {"birth_date": before}, {"birth_date": "1970-05-16"}))
    assert [one["by"]["name"] for one in looks(alice, record=row["id"])] == ["Alice Adler", "Bob Berg"]
    told(bob.ask("post", f"{path}/reveal", {"fields": ["birth_date"]}))
    assert guess(bob, before) == 200
    assert len(looks(alice, record=row["id"])) == 3


def test_looks_come_page_by_page(world_real: World) -> None:
    alice = program(world_real.alice)
    row = person(alice)
    guard(world_real, "birth_date")
    for _ in range(3):
        told(alice.ask("post", f"/api/contacts/{row['id']}/reveal", {"fields": ["birth_date"]}))
    first = told(alice.ask("get", "/api/reads?limit=2"))
    rest = told(alice.ask("get", f"/api/reads?limit=2&before={first['next']}"))
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
    assert len({one["id"] for one in (*first["items"], *rest["items"])}) == 3


def whole(world: World, door: Door) -> Row:
    """A person with something of every kind."""
    row = person(door, tags=["fair"], consent="given", consent_at="2026-01-31", no_email=True)
    change(door, row, birth_date="1971-05-17")
    guard(world, "birth_date")
    record = edited(world.alice, world.alice.user_id, created_at="now", last_name="Ohm").record
    file = world.bob.user_id
    content = bytes_of(world.alice, "file", file, b"Dear Henriette")
    said = {"parent_id": row["id"], "created_at": "now"}
    edited(world.alice, world.workspace_id, type="note", text="Called\non Monday", **said)
    edited(world.alice, file, type="file", file_name="Brief – <b>.txt", blob=content, **said)
    link = {"contact_id": row["id"], "other_id": str(record), "kind": "spouse", "created_at": "now"}
    assert edited(world.alice, world.rita.user_id, type="relationship", **link).status == "done"
    return row


def test_everything_about_a_person_comes_as_json_and_is_logged(world_real: World) -> None:
    alice = program(world_real.alice)
    row = whole(world_real, alice)
    found = told(alice.ask("get", f"/api/contacts/{row['id']}/personal?format=json"))
    assert found["complete"] is True
    assert found["record"]["birth_date"] == "1971-05-17"
    assert (found["record"]["consent"], found["record"]["no_email"]) == ("given", True)
    assert found["merged"] == []
    assert [one["text"] for one in found["notes"]] == ["Called\non Monday"]
    assert [one["file_name"] for one in found["files"]] == ["Brief – <b>.txt"]
    assert [one["kind"] for one in found["relationships"]] == ["spouse"]
    assert ["1970-05-17", "1971-05-17"] in [line["patch"].get("birth_date") for line in found["history"]]
    assert {line["type"] for line in found["history"]} == {"contact", "note", "file", "relationship"}
    again = told(alice.ask("get", f"/api/contacts/{row['id']}/personal?format=json"))
    assert [(one["by"], one["door"], one["fields"]) for one in again["reads"]][-1:] == [
        ("Alice Adler", "export", ["birth_date"])
    ]


def test_that_somebody_took_everything_is_noted_also_where_nothing_is_sensitive(
    world_real: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = program(world_real.alice)
    row = person(alice)
    path = f"/api/contacts/{row['id']}/personal?format=json"
    monkeypatch.setattr("karteo.history.personal.MOST", 2)
    for before in range(5):
        reads = told(alice.ask("get", path))["reads"]
        assert [(one["by"], one["door"], one["fields"]) for one in reads] == [("Alice Adler", "export", [])] * (
            before + 1
        )


def test_who_points_to_it_by_a_field_that_one_may_not_read_is_not_told(world_real: World) -> None:
    alice, bob = program(world_real.alice), program(world_real.bob)
    for label in ("Doctor", "Lawyer"):
        wish = {"type": "link", "label": {"en": label}, "sensitive": label == "Lawyer"}
        told(alice.ask("post", "/api/fields", wish), 201)
    all_ = dict.fromkeys(("read", "create", "edit", "delete", "export", "bulk"), "all")
    rights = {"types": {"contact": all_}, "fields": {"contact": {"c_doctor": "hidden", "gender": "hidden"}}}
    told(browser(world_real.alice).ask("patch", "/api/roles/member", {"rights": rights}))
    row = person(alice, gender="female")
    make(alice, last_name="Patientin", c_doctor=row["id"], c_lawyer=row["id"])
    make(alice, last_name="Angestellte", c_doctor=row["id"], company_id=row["id"])
    guard(world_real, "gender")
    told(alice.ask("post", f"/api/contacts/{row['id']}/reveal", {"fields": ["gender"]}))
    path = f"/api/contacts/{row['id']}/personal?format=json"
    seen = {who: told(door.ask("get", path)) for who, door in (("alice", alice), ("bob", bob))}
    linked = {who: sorted((one["name"], sorted(one["fields"])) for one in told["linked"]) for who, told in seen.items()}
    assert linked["alice"] == [("Angestellte", ["c_doctor", "company_id"]), ("Patientin", ["c_doctor"])]
    assert linked["bob"] == [("Angestellte", ["company_id"])]
    reads = {who: [one["fields"] for one in told["reads"]] for who, told in seen.items()}
    assert (["gender"] in reads["alice"], "gender" in str(reads["bob"])) == (True, False)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Everything held about", "May 17, 1971", "Married to", "Consent"]),
        ("de", ["Alles, was über", "17. Mai 1971", "Verheiratet mit", "Einwilligung"]),
        ("zh", ["关于 Henriette Quellwasser 保存的全部信息", "1971年5月17日", "配偶"]),
    ],
)
def test_the_readable_page_speaks_the_language_of_its_reader(
    world_real: World, language: str, words: list[str]
) -> None:
    alice = program(world_real.alice)
    row = whole(world_real, alice)
    User.objects.filter(id=world_real.alice.user_id).update(language=language)
    answer = alice.ask("get", f"/api/contacts/{row['id']}/personal?format=html")
    page = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/html")
    assert [word for word in [*words, "hq@quelle.example", "Brief – &lt;b&gt;.txt", "Ohm"] if word not in page] == []


def test_the_zip_holds_both_documents_and_every_file(world_real: World) -> None:
    alice = program(world_real.alice)
    row = whole(world_real, alice)
    answer = alice.ask("get", f"/api/contacts/{row['id']}/personal")
    assert answer.streaming
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == ["files/Brief – _b_.txt", "person.html", "person.json"]
        assert archive.read("files/Brief – _b_.txt") == b"Dear Henriette"
    assert "Henriette%20Quellwasser.zip" in answer.headers["Content-Disposition"]


def test_who_may_not_export_or_not_see_gets_nothing(world_real: World) -> None:
    alice = program(world_real.alice)
    row = person(alice)
    path = f"/api/contacts/{row['id']}/personal?format=json"
    told(program(world_real.rita).ask("get", path), 403)
    told(program(world_real.charlie).ask("get", path), 404)
    change(alice, row, restricted=True, owner_id=str(world_real.alice.user_id))
    told(program(world_real.bob).ask("get", path), 404)


@pytest.mark.row("S2-48", "S2-49")
def test_a_device_drops_what_was_erased_and_nobody_opens_finds_or_exports_it(world_real: World) -> None:
    alice, bob = browser(world_real.alice), program(world_real.bob)
    device = Device(bob).from_zero()
    row = person(alice)
    assert row["id"] in device.follow()
    path = f"/api/contacts/{row['id']}/erase"
    told(bob.ask("get", path), 403)
    told(bob.ask("post", path, {"name": "Henriette Quellwasser"}), 403)
    assert told(alice.ask("get", path))["name"] == "Henriette Quellwasser"
    wrong = told(alice.ask("post", path, {"name": "Henriette"}), 422)
    assert [(one["place"], one["code"]) for one in wrong["errors"]] == [("name", "name_differs")]
    gone = told(alice.ask("post", path, {"name": "henriette quellwasser "}))
    assert gone["records"] == {"contact": 1}

    answer = device.sync()
    assert [(one["type"], one["id"], one["number"]) for one in answer["gone"]] == [
        ("contact", row["id"], gone["number"])
    ]
    assert device.follow() == {}
    for door in ("", "/history", "/goes", "/personal", "/erase", "/why"):
        told(alice.ask("get", f"/api/contacts/{row['id']}{door}"), 404)
    assert told(alice.ask("get", "/api/search?q=quellwasser"))["rows"] == []
    assert told(alice.ask("get", "/api/contacts?bin=true"))["rows"] == []
    export = alice.ask("get", "/api/contacts/export?format=csv")
    assert b"uellwasser" not in b"".join(export.streaming_content)
    for batch in told(alice.ask("get", "/api/batches"))["items"]:
        assert told(alice.ask("get", f"/api/batches/{batch['id']}"))["changes"] == []
    assert traces("quellwasser") == []
    patch = device.action(row, {"position": "Chef"}, {"position": None})
    (outcome,) = device.sync(patch)["outcomes"][0]["outcomes"]
    assert outcome["status"] == "refused"


def test_retention_is_an_administrators_and_counts_before_it_does(world_real: World) -> None:
    alice, bob = program(world_real.alice), program(world_real.bob)
    person(alice)
    wish = {"type": "contact", "months": 12, "keep": ["client"]}
    for method, path, body in (
        ("get", "/api/retention", None),
        ("put", "/api/retention", {**wish, "on": True}),
        ("post", "/api/retention/preview", wish),
        ("post", "/api/retention/run", {**wish, "count": 0}),
        ("get", "/api/retention/list?type=contact&months=12", None),
    ):
        told(bob.ask(method, path, body), 403)
    assert told(alice.ask("post", "/api/retention/preview", wish)) == {"count": 0, "sample": []}
    told(alice.ask("post", "/api/retention/run", {**wish, "count": 7}), 422)
    told(alice.ask("post", "/api/retention/preview", {**wish, "keep": ["nonsense"]}), 422)
    told(alice.ask("post", "/api/retention/preview", {**wish, "type": "planet"}), 404)
    kept = told(alice.ask("put", "/api/retention", {**wish, "on": True}))["types"]["contact"]
    assert (kept["rule"]["on"], kept["rule"]["months"], kept["rule"]["keep"], kept["run"]) == (
        True, 12, ["client"], None,
    )  # fmt: skip
    listed = alice.ask("get", "/api/retention/list?type=contact&months=12&keep=client")
    assert b"".join(listed.streaming_content).decode("utf-8-sig").splitlines()[0].startswith("id,name")
