"""What happened, looked back at and put back, through the API."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest

from karteo.lib.ids import new_id
from tests.api.desk import change, history, item, make, opened, told
from tests.api.doors import program
from tests.world import World


@pytest.mark.row("S1-25", "S1-26")
def test_the_history_has_who_when_through_what_why_and_old_and_new(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    before = datetime.now(UTC)
    row = make(alice)
    wish = {"patch": {"position": "Chefin"}, "base": {"position": None}, "why": "as she said on the phone"}
    told(bob.ask("patch", f"/api/contacts/{row['id']}", wish))
    last, first = history(alice, row)
    assert last["by"]["name"] == "Bob Berg"
    assert last["why"] == "as she said on the phone"
    assert (last["source"], last["patch"]) == ("api", {"position": [None, "Chefin"]})
    assert before <= datetime.fromisoformat(first["at"]) <= datetime.fromisoformat(last["at"]) <= datetime.now(UTC)
    assert last["number"] > first["number"]


def test_a_long_history_comes_in_pages(world: World) -> None:
    alice = program(world.alice)
    row = make(alice)
    for i in range(6):
        row = change(alice, row, position=f"Nr {i}")["row"]
    path, seen, before = f"/api/contacts/{row['id']}/history", [], ""
    while True:
        page = told(alice.ask("get", f"{path}?limit=3{before}"))
        seen += page["items"]
        if page["next"] is None:
            break
        before = f"&before={page['next']}"
    assert seen == history(alice, row)
    assert len(seen) == 7


@pytest.mark.row("S1-26")
def test_a_record_is_seen_as_it_was_at_every_number_and_at_a_time(world: World) -> None:
    alice = program(world.alice)
    row = make(alice, emails=[item("a@x.example")])
    seen = {history(alice, row)[0]["number"]: row}
    patches: list[dict[str, Any]] = [
        {"last_name": "Neu"},
        {"emails": []},
        {"last_name": None, "first_name": "Ana"},
        {"tags": ["vip"]},
    ]
    for patch in patches:
        changed = change(alice, row, **patch)
        row = changed["row"]
        seen[changed["number"]] = row
    for number, then in seen.items():
        assert opened(alice, row, as_of=number) == then
    second = history(alice, row)[3]
    assert opened(alice, row, as_of=quote(second["at"])) == seen[second["number"]]
    told(alice.ask("get", f"/api/contacts/{row['id']}?as_of={min(seen) - 1}"), 404)
    told(alice.ask("get", f"/api/contacts/{row['id']}?as_of=yesterday"), 422)
    assert opened(alice, row, as_of=datetime.now(UTC).date()) == row
    told(alice.ask("get", f"/api/contacts/{row['id']}?as_of=2020-02-29"), 404)


@pytest.mark.row("S1-24", "S0-18")
def test_an_undo_puts_back_what_was_and_is_marked_on_both_sides(world: World) -> None:
    alice = program(world.alice)
    row = make(alice, position="Verkauf")
    batch = change(alice, row, position="Einkauf", first_name="Ana")["batch"]
    undo = told(alice.ask("post", f"/api/batches/{batch}/undo", {}))
    assert (undo["done"], undo["left_alone"]) == (1, [])
    now = opened(alice, row)
    assert (now["position"], now["first_name"]) == ("Verkauf", None)
    undoing, undone, _ = history(alice, row)
    assert (undoing["undo_of"], undoing["source"]) == (batch, "undo")
    assert undone["undone_by"] == undo["batch"] == undoing["batch"]


def test_undoing_the_undo_does_it_again(world: World) -> None:
    alice = program(world.alice)
    row = make(alice)
    batch = change(alice, row, position="Einkauf")["batch"]
    undo = told(alice.ask("post", f"/api/batches/{batch}/undo", {}))
    told(alice.ask("post", f"/api/batches/{undo['batch']}/undo", {}))
    assert opened(alice, row)["position"] == "Einkauf"
    assert [line["undone_by"] for line in history(alice, row)][2] is None


def test_an_undo_leaves_newer_values_alone_and_lists_them(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    row = make(alice)
    batch = change(alice, row, position="Einkauf", first_name="Ana")["batch"]
    change(bob, opened(bob, row), position="Leitung")
    undo = told(alice.ask("post", f"/api/batches/{batch}/undo", {}))
    (left,) = undo["left_alone"]
    assert undo["left"] == 1
    assert (left["record"], left["name"], left["field"], left["current"]) == (
        row["id"],
        "Muster",
        "position",
        "Leitung",
    )
    now = opened(alice, row)
    assert (now["position"], now["first_name"]) == ("Leitung", None)


def test_the_same_undo_sent_again_is_one_undo(world: World) -> None:
    alice = program(world.alice)
    row = make(alice)
    batch = change(alice, row, position="Einkauf")["batch"]
    wish = {"batch": str(new_id())}
    first = told(alice.ask("post", f"/api/batches/{batch}/undo", wish))
    assert told(alice.ask("post", f"/api/batches/{batch}/undo", wish)) == first
    assert len(history(alice, row)) == 3


def test_an_undo_under_the_id_of_another_action_is_refused_and_changes_nothing(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    row = make(alice)
    batch = change(alice, row, position="Einkauf")["batch"]
    other = change(alice, opened(alice, row), first_name="Ana")["batch"]
    for door, id in ((alice, batch), (alice, other), (bob, other)):
        assert told(door.ask("post", f"/api/batches/{batch}/undo", {"batch": id}), 403)["type"].endswith("foreign_id")
    assert opened(alice, row)["position"] == "Einkauf"
    assert len(history(alice, row)) == 3


def test_nobody_writes_into_the_long_action_of_another(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    row = make(alice)
    undo = told(alice.ask("post", f"/api/batches/{change(alice, row, position='Einkauf')['batch']}/undo", {}))
    wish = {"patch": {"position": "Leitung"}, "edit": undo["batch"]}
    assert told(bob.ask("patch", f"/api/contacts/{row['id']}", wish), 403)["type"].endswith("foreign_id")
    assert opened(alice, row)["position"] is None


def test_undoing_a_creation_puts_it_into_the_bin_unless_somebody_changed_it_since(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    row, kept = make(alice), make(alice, last_name="Bleibt")
    change(bob, kept, position="Chef")
    for one in (row, kept):
        told(alice.ask("post", f"/api/batches/{history(alice, one)[-1]['batch']}/undo", {}))
    assert opened(alice, row)["deleted_at"]
    assert opened(alice, kept)["deleted_at"] is None


def test_a_deletion_is_undone(world: World) -> None:
    alice = program(world.alice)
    row = make(alice)
    batch = told(alice.ask("delete", f"/api/contacts/{row['id']}"))["batch"]
    told(alice.ask("post", f"/api/batches/{batch}/undo", {}))
    assert opened(alice, row)["deleted_at"] is None


@pytest.mark.row("S1-24", "S1-26")
def test_a_field_and_a_whole_record_are_restored_to_before_and_after_a_change(world: World) -> None:
    alice = program(world.alice)
    row = make(alice, position="A", department="X")
    path = f"/api/contacts/{row['id']}/restore"
    second = change(alice, row, position="B", department="Y")
    third = change(alice, second["row"], position="C", department="Z")
    one = told(alice.ask("post", path, {"number": second["number"], "fields": ["position"]}))["row"]
    assert (one["position"], one["department"]) == ("B", "Z")
    whole = told(alice.ask("post", path, {"number": second["number"], "side": "before"}))["row"]
    assert (whole["position"], whole["department"]) == ("A", "X")
    again = told(alice.ask("post", path, {"number": third["number"]}))
    assert again["row"]["position"] == "C"
    assert history(alice, row)[0]["batch"] == again["batch"]
    nothing = told(alice.ask("post", path, {"number": third["number"]}))
    assert nothing["batch"] is None
    told(alice.ask("post", path, {"number": 0}), 404)


def test_the_last_actions_are_listed_and_one_is_opened(world: World) -> None:
    alice = program(world.alice)
    rows = [make(alice, last_name=f"Nr {i}") for i in range(5)]
    first = told(alice.ask("get", "/api/batches?limit=3"))
    rest = told(alice.ask("get", f"/api/batches?limit=3&before={first['next']}"))
    batches = [history(alice, row)[0]["batch"] for row in reversed(rows)]
    assert [b["id"] for b in first["items"] + rest["items"]] == batches
    assert rest["next"] is None
    one = told(alice.ask("get", f"/api/batches/{batches[0]}"))
    assert one["batch"]["by"]["name"] == "Alice Adler"
    assert one["counts"] == {"records": 1, "created": 1, "deleted": 0, "restored": 0}
    assert (one["changes"][0]["record"], one["changes"][0]["name"]) == (rows[-1]["id"], "Nr 4")
    told(alice.ask("get", f"/api/batches/{new_id()}"), 404)
