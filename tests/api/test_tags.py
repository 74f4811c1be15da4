"""Tags: one spelling for each, known with numbers and colours; renamed, merged and removed as one action."""

from __future__ import annotations

import json
from functools import partial
from typing import Any
from urllib.parse import quote

import pytest

from karteo.bulk import jobs, tasks
from tests.api.desk import Device, change, history, make, opened, told
from tests.api.doors import Door, program
from tests.world import World, at_once


def tags(door: Door, **query: Any) -> dict[str, dict[str, Any]]:
    """The tags by their words."""
    asked = "&".join(f"{name}={quote(str(value))}" for name, value in query.items())
    return {tag["label"]: tag for tag in told(door.ask("get", f"/api/tags?{asked}"))["tags"]}


def counts(door: Door, **query: Any) -> dict[str, int]:
    return {label: tag["count"] for label, tag in tags(door, **query).items()}


def rename(door: Door, tag: str, label: str, status: int = 200) -> Any:
    return told(door.ask("post", f"/api/tags/{tags(door)[tag]['id']}/rename", {"label": label}), status)


def found(door: Door, tag: str) -> set[str]:
    """The last names of the contacts that the filter finds."""
    asked = quote(json.dumps({"field": "tags", "op": "has", "value": tag}))
    return {row["last_name"] for row in told(door.ask("get", f"/api/contacts?filter={asked}"))["rows"]}


@pytest.mark.row("S2-44")
@pytest.mark.parametrize("again", ["vip", "Vip", "VÍP", "ｖｉｐ", " vip  "])
def test_the_same_word_in_other_letters_is_the_tag_that_is_there(world: World, again: str) -> None:
    bob = program(world.bob)
    make(bob, last_name="One", tags=["VIP"])
    assert make(bob, last_name="Two", tags=[again])["tags"] == ["VIP"]
    assert counts(bob) == {"VIP": 2}
    assert found(bob, again) == {"One", "Two"}


def test_a_device_and_an_import_cell_are_spelled_as_well(world: World) -> None:
    bob = program(world.bob)
    row = make(bob, tags=["Müller & Söhne"])
    other = make(bob, last_name="Other")
    device = Device(bob)
    device.sync()
    device.sync(device.action(other, {"tags": ["muller & sohne", "neu"]}, {"tags": []}))
    assert opened(bob, other)["tags"] == ["Müller & Söhne", "neu"]
    assert change(bob, row, tags=["MULLER & SOHNE"])["outcome"]["changed"] is False


def test_a_tag_with_a_semicolon_and_a_comma_stays_one(world: World) -> None:
    bob = program(world.bob)
    odd = "Berlin, fair; 2026"
    assert make(bob, tags=[odd])["tags"] == [odd]
    assert counts(bob) == {odd: 1}
    assert found(bob, odd) == {"Muster"}


def test_a_spelling_nobody_uses_any_more_gives_way(world: World) -> None:
    bob = program(world.bob)
    row = make(bob, tags=["vip"])
    row = change(bob, row, tags=[])["row"]
    assert counts(bob) == {}
    assert change(bob, row, tags=["VIP"])["row"]["tags"] == ["VIP"]
    assert counts(bob) == {"VIP": 1}


@pytest.mark.row("S2-44")
def test_two_people_who_write_a_new_tag_at_once_make_one(world_real: World) -> None:
    doors = [program(world_real.alice), program(world_real.bob)]
    rows = [make(door, last_name=f"N{at}") for at, door in enumerate(doors)]

    def write(at: int, *words: str) -> None:
        told(doors[at].ask("patch", f"/api/contacts/{rows[at]['id']}", {"patch": {"tags": list(words)}}))

    for turn in range(5):
        at_once(partial(write, 0, f"Fair {turn}", f"b {turn}"), partial(write, 1, f"B {turn}", f"FAIR {turn}"))
        one, other = (set(opened(doors[0], row)["tags"]) for row in rows)
        assert one == other


@pytest.mark.row("S2-43")
def test_suggestions_stand_by_use_and_count(world: World) -> None:
    bob = program(world.bob)
    for at in range(3):
        make(bob, last_name=f"N{at}", tags=["Fair 2026", "Berlin"][: at + 1] if at < 2 else ["Berlin"])
    make(bob, tags=["Airport"])
    assert list(counts(bob, q="AIR").items()) == [("Airport", 1), ("Fair 2026", 2)]
    assert list(counts(bob, limit=2)) == ["Berlin", "Fair 2026"]
    assert counts(bob, q="nothing") == {}
    assert counts(program(world.charlie)) == {}


def test_a_tag_is_counted_only_where_the_asker_may_look(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    make(alice, tags=["open", "secret plan"], restricted=True, owner_id=str(world.alice.user_id))
    make(alice, tags=["open"])
    assert counts(bob) == counts(bob, q="p") | {"open": 1} == {"open": 1}
    assert counts(bob, q="plan") == {}
    assert counts(alice) == {"open": 2, "secret plan": 1}
    told(alice.ask("patch", f"/api/tags/{tags(alice)['secret plan']['id']}", {"color": "red"}))
    assert told(bob.ask("get", "/api/schema"))["tags"] == {}
    assert told(alice.ask("get", "/api/schema"))["tags"] == {"secret plan": "red"}


def test_a_colour_reaches_the_screens(world: World) -> None:
    alice = program(world.alice)
    make(alice, tags=["VIP"])
    before = told(alice.ask("get", "/api/schema"))
    painted = told(alice.ask("patch", f"/api/tags/{tags(alice)['VIP']['id']}", {"color": "gold"}))
    assert (painted["color"], painted["count"]) == ("gold", 1)
    after = told(alice.ask("get", "/api/schema"))
    assert (after["tags"], after["version"] > before["version"]) == ({"VIP": "gold"}, True)


@pytest.mark.row("S2-42")
def test_renaming_changes_every_record_and_is_undone_as_one(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    rows = [make(bob, last_name=f"N{at}", tags=["fair", "x"]) for at in range(3)]
    gone = make(bob, last_name="Gone", tags=["fair"])
    told(bob.ask("delete", f"/api/contacts/{gone['id']}"))
    told(alice.ask("patch", f"/api/tags/{tags(alice)['fair']['id']}", {"color": "teal"}))
    work = rename(alice, "fair", "Trade fair")
    assert (work["done"], work["total"], work["status"]) == (4, 4, "done")
    assert opened(bob, rows[0])["tags"] == ["Trade fair", "x"]
    assert opened(alice, gone)["tags"] == ["Trade fair"]
    assert counts(bob) == {"Trade fair": 3, "x": 3}
    assert tags(bob)["Trade fair"]["color"] == "teal"
    assert history(bob, rows[0])[0]["source"] == "bulk"
    told(bob.ask("post", f"/api/batches/{work['batch']}/undo", {}))
    assert counts(bob) == {"fair": 3, "x": 3}
    assert tags(bob)["fair"]["color"] == "teal"


def test_a_new_spelling_of_the_same_tag_is_undone_too(world: World) -> None:
    alice = program(world.alice)
    row = make(alice, tags=["vip"])
    work = rename(alice, "vip", "VIP")
    assert opened(alice, row)["tags"] == ["VIP"]
    assert make(alice, last_name="Next", tags=["vip"])["tags"] == ["VIP"]
    told(alice.ask("post", f"/api/batches/{work['batch']}/undo", {}))
    assert opened(alice, row)["tags"] == ["vip"]
    assert make(alice, last_name="Third", tags=["VIP"])["tags"] == ["vip"]


def test_an_old_word_that_an_undo_brings_back_is_spelled_as_today(world: World) -> None:
    alice = program(world.alice)
    row = make(alice, tags=["vip"])
    make(alice, last_name="Keeps", tags=["vip"])
    removed = change(alice, row, tags=[])["batch"]
    rename(alice, "vip", "VIP")
    told(alice.ask("post", f"/api/batches/{removed}/undo", {}))
    assert opened(alice, row)["tags"] == ["VIP"]


def test_a_tag_is_not_renamed_into_another(world: World) -> None:
    alice = program(world.alice)
    make(alice, tags=["fair", "Trade fair"])
    problem = rename(alice, "fair", "TRADE FAIR", 422)
    assert (problem["errors"][0]["code"], problem["errors"][0]["place"]) == ("tag_exists", "label")
    assert counts(alice) == {"fair": 1, "Trade fair": 1}
    rename(alice, "fair", "   ", 422)


@pytest.mark.row("S2-42")
def test_merging_leaves_one_tag_once_on_each_record(world: World) -> None:
    alice = program(world.alice)
    both = make(alice, tags=["a", "fair", "Messe"])
    one = make(alice, last_name="One", tags=["Fairs"])
    known = tags(alice)
    work = told(
        alice.ask(
            "post",
            "/api/tags/merge",
            {"tags": [known["fair"]["id"], known["Fairs"]["id"]], "into": known["Messe"]["id"]},
        )
    )
    assert work["done"] == 2
    assert opened(alice, both)["tags"] == ["a", "Messe"]
    assert opened(alice, one)["tags"] == ["Messe"]
    told(alice.ask("post", f"/api/batches/{work['batch']}/undo", {}))
    assert opened(alice, both)["tags"] == ["a", "fair", "Messe"]
    assert opened(alice, one)["tags"] == ["Fairs"]


def test_a_removed_tag_is_gone_from_all_and_comes_back(world: World) -> None:
    alice = program(world.alice)
    row = make(alice, tags=["old", "new"])
    work = told(alice.ask("delete", f"/api/tags/{tags(alice)['old']['id']}"))
    assert (opened(alice, row)["tags"], counts(alice)) == (["new"], {"new": 1})
    told(alice.ask("post", f"/api/batches/{work['batch']}/undo", {}))
    assert opened(alice, row)["tags"] == ["old", "new"]


def test_only_an_administrator_puts_tags_in_order(world: World) -> None:
    bob, charlie = program(world.bob), program(world.charlie)
    make(bob, tags=["a", "b"])
    known = tags(bob)
    one, other = (f"/api/tags/{known[word]['id']}" for word in ("a", "b"))
    told(bob.ask("patch", one, {"color": "red"}), 403)
    told(bob.ask("post", f"{one}/rename", {"label": "c"}), 403)
    told(bob.ask("post", "/api/tags/merge", {"tags": [known["a"]["id"]], "into": known["b"]["id"]}), 403)
    told(bob.ask("delete", one), 403)
    told(charlie.ask("delete", other), 404)
    told(charlie.ask("post", f"{one}/rename", {"label": "c"}), 404)
    assert counts(bob) == {"a": 1, "b": 1}


def test_many_records_are_changed_by_a_job_that_tells_how_far_it_is(
    world_real: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = program(world_real.alice)
    for at in range(3):
        make(alice, last_name=f"N{at}", tags=["fair"])
    monkeypatch.setattr(jobs, "AT_ONCE", 2)
    work = rename(alice, "fair", "Messe", 202)
    assert (work["status"], work["done"], work["total"]) == ("running", 0, 3)
    far = told(alice.ask("get", f"/api/jobs/{work['id']}"))
    assert (far["status"], far["done"]) == ("running", 0)
    asked = {"what": "job", "workspace": str(world_real.workspace_id), "id": work["id"]}
    tasks.bulk_work(**asked)
    tasks.bulk_work(**asked)  # a killed worker's job is done again: nothing is done twice
    assert counts(alice) == {"Messe": 3}
    over = told(alice.ask("get", f"/api/jobs/{work['id']}"))
    assert (over["status"], over["done"], over["changed"]) == ("done", 3, 3)


def test_tags_from_before_they_were_remembered_are_known(world: World) -> None:
    from karteo.lib.sql import rows

    alice = program(world.alice)
    make(alice, tags=["VIP"])
    rows("DELETE FROM records_tag WHERE workspace_id = %s", (world.workspace_id,))
    assert make(alice, last_name="Next", tags=["vip", "new"])["tags"] == ["VIP", "new"]
    rows("DELETE FROM records_tag WHERE workspace_id = %s", (world.workspace_id,))
    assert counts(alice) == {"new": 1, "VIP": 2}
