"""Several people and devices at the same moment, on real connections."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.desk import Device, change, devices_converge, history, make, opened, told
from tests.api.doors import Door, program
from tests.world import World, at_once


def patch(door: Door, row: dict[str, Any], **values: Any) -> tuple[int, dict[str, Any]]:
    wish = {"patch": values, "base": {name: row[name] for name in values}}
    answer = door.ask("patch", f"/api/contacts/{row['id']}", wish)
    return answer.status_code, answer.json()


@pytest.mark.row("S1-18")
def test_two_people_change_different_fields_of_one_contact_and_both_stand(world_real: World) -> None:
    alice, bob = program(world_real.alice), program(world_real.bob)
    row, follower = make(alice), Device(alice)
    follower.sync()
    one, other = at_once(lambda: patch(alice, row, position="Chefin"), lambda: patch(bob, row, department="Einkauf"))
    assert (one[0], other[0]) == (200, 200)
    now = opened(alice, row)
    assert (now["position"], now["department"]) == ("Chefin", "Einkauf")
    devices_converge(follower)


def test_two_people_change_the_same_field_one_is_asked_and_neither_value_is_lost(world_real: World) -> None:
    alice, bob = program(world_real.alice), program(world_real.bob)
    row, follower = make(alice, position="Alt"), Device(bob)
    follower.sync()
    answers = at_once(lambda: patch(alice, row, position="A"), lambda: patch(bob, row, position="B"))
    assert sorted(status for status, _ in answers) == [200, 409]
    asked = next(body for status, body in answers if status == 409)["errors"][0]["params"]
    stands = opened(alice, row)["position"]
    assert asked["theirs"] == stands
    assert {asked["theirs"], asked["mine"]} == {"A", "B"}
    assert asked["base"] == "Alt"
    devices_converge(follower)


def test_the_same_action_sent_twice_at_once_is_done_once(world_real: World) -> None:
    doors = [program(world_real.alice) for _ in range(4)]
    row, device = make(doors[0]), Device(doors[0])
    action = device.action(row, {"position": "Chefin"}, {"position": None})
    wish = {"device": str(device.id), "cursor": None, "actions": [action]}
    answers = at_once(*(lambda door=door: told(door.ask("post", "/api/sync", wish)) for door in doors))
    assert all(answer["outcomes"] == answers[0]["outcomes"] for answer in answers)
    assert answers[0]["outcomes"][0]["outcomes"][0]["status"] == "done"
    assert len(history(doors[0], row)) == 2


def test_the_same_edit_over_rest_sent_twice_at_once_is_done_once(world_real: World) -> None:
    doors = [program(world_real.alice) for _ in range(4)]
    row = make(doors[0])
    wish = {"edit": row["id"], "patch": {"position": "Chefin"}, "base": {"position": None}}
    wish["edit"] = str(Device(doors[0]).id)
    answers = at_once(
        *(lambda door=door: told(door.ask("patch", f"/api/contacts/{row['id']}", wish)) for door in doors)
    )
    assert all(answer == answers[0] for answer in answers)
    assert len(history(doors[0], row)) == 2


def test_a_contact_made_twice_at_once_with_one_id_is_one_contact(world_real: World) -> None:
    doors = [program(world_real.alice), program(world_real.bob)]
    record = str(Device(doors[0]).id)

    def create(door: Door) -> int:
        answer = door.ask("post", "/api/contacts", {"id": record, "fields": {"last_name": "Muster"}})
        return int(answer.status_code)

    assert sorted(at_once(lambda: create(doors[0]), lambda: create(doors[1])))[0] == 201
    assert told(doors[0].ask("get", "/api/contacts/count")) == {"count": 1, "exact": True}


def test_a_device_that_follows_while_many_write_misses_nothing(world_real: World) -> None:
    alice = program(world_real.alice)
    follower = Device(alice)
    follower.sync()

    def write(number: int) -> None:
        door = program(world_real.alice)
        for i in range(6):
            change(door, make(door, last_name=f"{number}.{i}"), position="x")

    def follow() -> None:
        for _ in range(10):
            follower.follow()

    at_once(lambda: write(1), lambda: write(2), lambda: write(3), follow)
    assert len(follower.follow()) == 18
    devices_converge(follower)


def test_an_undo_of_the_same_action_by_two_people_at_once_puts_it_back_once(world_real: World) -> None:
    alice, bob = program(world_real.alice), program(world_real.bob)
    row = make(alice, position="Alt")
    batch = change(alice, row, position="Neu")["batch"]
    answers = at_once(
        lambda: told(alice.ask("post", f"/api/batches/{batch}/undo", {})),
        lambda: told(bob.ask("post", f"/api/batches/{batch}/undo", {})),
    )
    assert sorted((a["done"], a["unchanged"]) for a in answers) == [(0, 1), (1, 0)]
    assert opened(alice, row)["position"] == "Alt"
