"""A device is its owner's program: what it states of itself, of the past and of what it saw tells it nothing."""

from __future__ import annotations

from typing import Any

from django.db import connection

from karteo.identity import people
from karteo.lib.ids import new_id
from tests.api.desk import Device, change, make, told
from tests.api.doors import Door, browser, program
from tests.world import World

RIGHTS = {
    "types": {"contact": dict.fromkeys(("read", "create", "edit", "delete", "export", "bulk"), "all")},
    "fields": {"contact": {"gender": "hidden"}},
}


def long_ago() -> None:
    """Everything in the log happened an hour before."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE log_batch SET at = at - interval '1 hour' /* across workspaces: a test's time passes */")


def clerk(world: World) -> Door:
    """Bob, from whom his role hides a field."""
    told(browser(world.alice).ask("post", "/api/roles", {"key": "clerk", "label": {"en": "C"}, "rights": RIGHTS}), 201)
    people.change(world.workspace_id, world.bob.user_id, role="clerk")
    return program(world.bob)


def test_who_undoes_his_own_change_cannot_try_out_what_a_hidden_field_holds(world: World) -> None:
    row, bob = make(program(world.alice), gender="female", position="A"), clerk(world)
    batch = change(bob, row, position="B")["batch"]
    device = Device(bob)

    def says(**seen: Any) -> Any:
        back = device.action(row, {"position": "A"}, {"position": "B"} | seen, undo_of=batch, source="undo")
        (outcome,) = device.sync(back)["outcomes"][0]["outcomes"]
        return outcome["status"], {name: fault["code"] for name, fault in outcome["fields"].items()}

    assert says(gender="male") == says(gender="female") == ("refused", {"gender": "forbidden"})
    assert says() == ("done", {})


def test_a_device_that_states_an_older_number_is_not_told_what_went_before_it_came(world: World) -> None:
    alice, bob = program(world.alice), Device(program(world.bob))
    row = make(alice, owner_id=str(world.alice.user_id))
    told(alice.ask("post", "/api/notes", {"fields": {"parent_id": row["id"], "text": "N"}}), 201)
    before = Device(alice).sync()["cursor"]["number"]
    row = change(alice, row, restricted=True)["row"]
    long_ago()
    epoch = bob.sync()["cursor"]["epoch"]
    for number in range(before + 1):
        bob.cursor = {"epoch": epoch, "number": number}
        answer = bob.sync()
        assert (answer["reset"], answer["gone"]) == (False, [])
        assert row["id"] not in str(answer)


def test_the_number_at_which_a_device_began_cannot_be_made_up(world: World) -> None:
    alice, bob = program(world.alice), Device(program(world.bob))
    row = make(alice)
    epoch, number = bob.sync()["cursor"].values()
    ours, began, seal = epoch.rsplit(".", 2)
    for stated in (
        f"{ours}.0.{seal}",
        f"{ours}.{began}.",
        f"{ours}.{began}",
        ours,
        f"{ours}x.{began}.{seal}",
        f"{ours}.{began}.{seal}.",
        f"{ours}.²{began}.{seal}",
        f"{new_id()}.{began}.{seal}",
        Device(alice).sync()["cursor"]["epoch"],
    ):
        bob.cursor = {"epoch": stated, "number": number}
        assert bob.sync()["reset"] is (stated != epoch), stated
    bob.cursor = {"epoch": epoch, "number": number}
    change(alice, row, position="B")
    assert bob.sync()["rows"][0]["position"] == "B"


def test_a_record_opened_shortly_before_the_first_exchange_is_told_to_be_gone(world: World) -> None:
    """The page opens the record, then the device asks for the first time, from where the record was read."""
    alice, bob = program(world.alice), Device(program(world.bob))
    row = make(alice, owner_id=str(world.alice.user_id))
    seen = Device(alice).sync()["cursor"]["number"]
    change(alice, row, restricted=True)
    bob.cursor = {"epoch": bob.sync()["cursor"]["epoch"], "number": seen}
    assert [one["id"] for one in bob.sync()["gone"]] == [row["id"]]
