"""Contacts through the API: made, opened, changed, deleted; and every kind of bad input."""

from __future__ import annotations

from typing import Any

import pytest

from karteo.lib.ids import new_id
from tests.api.desk import change, history, item, make, opened, told
from tests.api.doors import program
from tests.world import World


@pytest.mark.row("S1-11", "S1-25")
def test_a_contact_is_made_opened_and_its_making_stands_in_its_history(world: World) -> None:
    alice = program(world.alice)
    row = make(alice, first_name="Jörg", last_name="Müller")
    assert opened(alice, row) == row
    assert row["name"] == "Jörg Müller"
    (born,) = history(alice, row)
    assert born["patch"]["last_name"] == [None, "Müller"]
    assert born["by"] == {"id": str(world.alice.user_id), "name": "Alice Adler"}
    assert born["source"] == "api"


@pytest.mark.row(
    "S0-12", "S0-13", "S0-14", "S0-15", "S2-25", "S2-26", "S2-28", "S2-29", "S2-30", "S2-31", "S2-32", "S2-33"
)
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("first_name", "Ana"),
        ("last_name", "Ruiz"),
        ("position", "Einkauf"),
        ("description", "zwei\nZeilen"),
        ("emails", [item("ana@ruiz.example", primary=True)]),
        ("phones", [item("+49 30 1234567", "mobile", True)]),
        ("links", [item("https://ruiz.example", "website", True)]),
        ("tags", ["vip"]),
        ("temperature", "hot"),
        (
            "addresses",
            [item({"street": "Hauptstr. 1", "postcode": "10115", "city": "Berlin", "country": "DE"}, primary=True)],
        ),
    ],
)
def test_a_field_is_changed_and_the_history_has_old_and_new(world: World, field: str, value: Any) -> None:
    alice = program(world.alice)
    row = make(alice)
    changed = change(alice, row, **{field: value})
    assert changed["row"] == opened(alice, row)
    last = history(alice, row)[0]
    assert last["patch"] == {field: [row[field], changed["row"][field]]}
    assert last["number"] == changed["number"]
    assert last["batch"] == changed["batch"]


@pytest.mark.row("S2-27")
def test_a_company_is_renamed(world: World) -> None:
    alice = program(world.alice)
    row = make(alice, kind="company", last_name=None, company_name="Nordwerk GmbH")
    assert change(alice, row, company_name="Nordwerk AG")["row"]["name"] == "Nordwerk AG"


@pytest.mark.row("S1-18")
def test_several_fields_saved_together_are_one_change(world: World) -> None:
    alice = program(world.alice)
    row = make(alice)
    change(alice, row, first_name="Ana", position="Chefin", description="neu")
    assert set(history(alice, row)[0]["patch"]) == {"first_name", "position", "description"}
    assert len(history(alice, row)) == 2


@pytest.mark.row("S2-35", "S2-37", "S2-34")
def test_exactly_one_is_primary_and_deleting_it_promotes_the_first_left(world: World) -> None:
    alice = program(world.alice)
    row = make(alice, emails=[item("a@x.example"), item("b@x.example", primary=True), item("c@x.example")])
    assert [e["primary"] for e in row["emails"]] == [False, True, False]
    left = [e for e in row["emails"] if not e["primary"]]
    assert [e["primary"] for e in change(alice, row, emails=left)["row"]["emails"]] == [True, False]


@pytest.mark.row("S1-15", "S1-16", "S1-17", "S1-20", "S0-19")
@pytest.mark.parametrize(
    ("patch", "place"),
    [
        ({"phones": [item("call me")]}, "patch.phones[0].value"),
        ({"emails": [item("a@b.example"), item("no address")]}, "patch.emails[1].value"),
        ({"first_name": None, "last_name": None}, "patch.last_name"),
        ({"nonsense": 1}, "patch.nonsense"),
        ({"last_name": 7}, "patch.last_name"),
        ({"temperature": "tepid"}, "patch.temperature"),
        ({"company_id": "not an id"}, "patch.company_id"),
        ({"company_id": str(new_id())}, "patch.company_id"),
        ({"owner_id": str(new_id())}, "patch.owner_id"),
        ({"birth_date": "2026-02-30"}, "patch.birth_date"),
        ({"last_name": "x" * 5000}, "patch.last_name"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place_and_nothing_is_stored(
    world: World, patch: dict[str, Any], place: str
) -> None:
    alice = program(world.alice)
    row = make(alice)
    problem = change(alice, row, 422, description="not stored either", **patch)
    assert [e["place"] for e in problem["errors"]] == [place]
    assert problem["errors"][0]["detail"]
    assert opened(alice, row) == row
    assert len(history(alice, row)) == 1


def test_a_name_of_ten_megabytes_is_too_long_and_does_not_come_back_in_the_answer(world: World) -> None:
    alice = program(world.alice)
    row = make(alice)
    problem = change(alice, row, 422, last_name="x" * 10_000_000)
    assert problem["errors"][0]["code"] == "too_long"
    assert len(str(problem)) < 1000
    assert opened(alice, row) == row


@pytest.mark.parametrize(
    "body", ["{", "[]", "7", '{"patch": 3}', '{"patch": {}, "more": 1}', '{"patch":{"last_name":"a\\u0000b"}}']
)
def test_a_body_of_the_wrong_shape_is_a_problem_not_a_failure(world: World, body: str) -> None:
    alice = program(world.alice)
    row = make(alice)
    answer = alice.ask("patch", f"/api/contacts/{row['id']}", body)
    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == "application/problem+json"
    assert opened(alice, row) == row


@pytest.mark.row("S0-01", "S1-22")
def test_a_reader_sees_and_changes_nothing(world: World) -> None:
    alice, rita = program(world.alice), program(world.rita)
    row = make(alice)
    assert opened(rita, row) == row
    assert told(rita.ask("get", f"/api/contacts/{row['id']}"))["rights"] == {"edit": False, "delete": False}
    path, number = f"/api/contacts/{row['id']}", history(rita, row)[0]["number"]
    change(rita, row, 403, last_name="Mine")
    told(rita.ask("delete", path), 403)
    told(rita.ask("post", "/api/contacts", {"fields": {"last_name": "New"}}), 403)
    change(alice, row, last_name="Ours")
    told(rita.ask("post", f"{path}/restore", {"number": number}), 403)
    batch = history(rita, row)[0]["batch"]
    told(rita.ask("post", f"/api/batches/{batch}/undo", {}), 403)
    assert opened(alice, row)["last_name"] == "Ours"
    assert len(history(alice, row)) == 2


def test_a_record_of_another_workspace_is_not_there(world: World) -> None:
    alice, charlie = program(world.alice), program(world.charlie)
    row = make(alice)
    path = f"/api/contacts/{row['id']}"
    batch = history(alice, row)[0]["batch"]
    for way in ("", "/history", "/goes", "?as_of=1"):
        told(charlie.ask("get", path + way), 404)
    told(charlie.ask("patch", path, {"patch": {"last_name": "Mine"}}), 404)
    told(charlie.ask("delete", path), 404)
    told(charlie.ask("post", f"{path}/restore", {"number": 1}), 404)
    told(charlie.ask("get", f"/api/batches/{batch}"), 404)
    told(charlie.ask("post", f"/api/batches/{batch}/undo", {}), 404)
    assert opened(alice, row) == row
    foreign = told(charlie.ask("post", "/api/contacts", {"fields": {"last_name": "A", "company_id": row["id"]}}), 422)
    assert foreign["errors"][0]["place"] == "fields.company_id"


def test_the_same_edit_sent_again_is_done_once(world: World) -> None:
    alice = program(world.alice)
    wish = {"edit": str(new_id()), "fields": {"last_name": "Once"}}
    first = told(alice.ask("post", "/api/contacts", wish), 201)
    assert told(alice.ask("post", "/api/contacts", wish), 201) == first
    patch = {"edit": str(new_id()), "patch": {"last_name": "Twice"}, "base": {"last_name": "Once"}}
    path = f"/api/contacts/{first['row']['id']}"
    again = [told(alice.ask("patch", path, patch)) for _ in range(2)]
    assert again[0] == again[1]
    assert len(history(alice, first["row"])) == 2


def test_a_stale_base_is_a_conflict_that_shows_all_three_values(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    row = make(alice, position="Verkauf")
    change(bob, row, position="Einkauf")
    problem = change(alice, row, 409, position="Leitung", first_name="Ana")
    (error,) = problem["errors"]
    assert error["place"] == "patch.position"
    assert (error["params"]["base"], error["params"]["theirs"], error["params"]["mine"]) == (
        "Verkauf",
        "Einkauf",
        "Leitung",
    )
    assert error["params"]["by"] == str(world.bob.user_id)
    now = opened(alice, row)
    assert (now["position"], now["first_name"]) == ("Einkauf", "Ana")
    assert problem["row"] == now


@pytest.mark.row("S2-47", "S2-49")
def test_a_deleted_contact_goes_to_the_bin_and_comes_back(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    firm = make(alice, kind="company", company_name="Nordwerk", emails=[item("post@nordwerk.example")])
    person = make(alice, last_name="Berg", company_id=firm["id"])
    goes = told(alice.ask("get", f"/api/contacts/{firm['id']}/goes"))
    assert goes["people"] == [{"id": person["id"], "name": "Berg"}]
    assert (goes["counts"]["people"], goes["counts"]["emails"], goes["counts"]["changes"]) == (1, 1, 1)
    batch = told(bob.ask("delete", f"/api/contacts/{firm['id']}"))["batch"]
    assert opened(alice, firm)["deleted_at"]
    assert [r["id"] for r in told(alice.ask("get", "/api/contacts"))["rows"]] == [person["id"]]
    binned = told(alice.ask("get", "/api/contacts?bin=true"))
    assert [r["id"] for r in binned["rows"]] == [firm["id"]]
    assert binned["bin"][firm["id"]]["by"]["name"] == "Bob Berg"
    assert binned["bin"][firm["id"]]["batch"] == batch
    change(alice, firm, 422, company_name="In the bin")
    told(alice.ask("patch", f"/api/contacts/{firm['id']}", {"patch": {"deleted_at": None}}))
    back = opened(alice, firm)
    assert back["deleted_at"] is None
    assert {**back, "changed_at": 0} == {**firm, "changed_at": 0}


def test_the_list_says_what_it_cannot_read(world: World) -> None:
    alice = program(world.alice)
    for query in (
        "filter={",
        "filter=[]",
        "limit=0",
        "limit=many",
        "sort=nonsense",
        "after=nonsense",
        'filter={"field":"nonsense","op":"is","value":1}',
        'filter={"field":"last_name","op":"nonsense"}',
    ):
        answer = alice.ask("get", f"/api/contacts?{query}")
        assert (query, answer.status_code) == (query, 422)


def test_home_shows_what_changed_last_and_what_is_mine(world: World) -> None:
    alice = program(world.alice)
    mine = make(alice, last_name="Meins", owner_id=str(world.alice.user_id))
    other = make(alice, last_name="Anderes")
    home = told(alice.ask("get", "/api/home"))
    assert [r["id"] for r in home["recent"]] == [other["id"], mine["id"]]
    assert [r["id"] for r in home["mine"]] == [mine["id"]]
    assert home["counts"] == {"contacts": 2, "mine": 1, "bin": 0, "exact": True}


def test_the_search_over_everything_finds_by_any_part_and_says_why(world: World) -> None:
    alice = program(world.alice)
    row = make(alice, first_name="Jörg", last_name="Müller", emails=[item("post@nordwerk.example")])
    make(alice, last_name="Anders")
    by_name = told(alice.ask("get", "/api/search?q=mueller"))
    assert [found["id"] for found in by_name["rows"]] == [row["id"]]
    by_mail = told(alice.ask("get", "/api/search?q=nordwerk"))
    assert [(found["id"], found["why"]["field"]) for found in by_mail["rows"]] == [(row["id"], "emails")]
    assert told(alice.ask("get", "/api/search?q="))["rows"] == []
    told(alice.ask("get", "/api/search?q=" + "x" * 501), 422)


def test_a_record_cannot_be_made_unborn(world: World) -> None:
    alice = program(world.alice)
    row = make(alice)
    fault = told(alice.ask("patch", f"/api/contacts/{row['id']}", {"patch": {"created_at": None}}), 422)
    assert [(one["place"], one["code"]) for one in fault["errors"]] == [("patch.created_at", "required")]
