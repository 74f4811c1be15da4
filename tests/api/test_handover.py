"""Who leaves hands over what he owned: one action, done at once or in the background, and undone like any other."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from karteo.bulk import handover, jobs, tasks
from karteo.bulk.models import Job
from karteo.identity import people
from karteo.identity.actor import Actor
from karteo.identity.models import Device
from karteo.lib.clock import now
from karteo.lib.ids import new_id
from tests.api.desk import Device as Laptop
from tests.api.desk import change, history, make, opened, told
from tests.api.doors import browser
from tests.world import World, actor

Row = dict[str, Any]


@pytest.fixture
def customers(world: World) -> list[Row]:
    """Two of Bob's, one of them in nobody else's hands, and one of Alice's."""
    door = browser(world.alice)
    owners = (world.bob, world.bob, world.alice)
    return [make(door, last_name=f"Kunde {n}", owner_id=str(who.user_id)) for n, who in enumerate(owners)]


def test_the_administrator_sees_how_much_belongs_to_a_person(world: World, customers: list[Row]) -> None:
    found = told(browser(world.alice).ask("get", f"/api/people/{world.bob.user_id}"))
    assert (found["name"], found["owns"]["contact"]) == ("Bob Berg", 2)
    told(browser(world.bob).ask("get", f"/api/people/{world.bob.user_id}"), 403)


def test_what_the_leaving_person_owned_goes_to_another_as_one_action(world: World, customers: list[Row]) -> None:
    alice = browser(world.alice)
    wish = {"active": False, "hand_over_to": str(world.rita.user_id)}
    left = told(alice.ask("patch", f"/api/people/{world.bob.user_id}", wish))
    assert (left["active"], left["handover"]["status"]) == (False, "done")
    assert (left["handover"]["total"], left["handover"]["done"]) == (2, 2)
    rita, own = str(world.rita.user_id), str(world.alice.user_id)
    assert [opened(alice, row)["owner_id"] for row in customers] == [rita, rita, own]
    newest = [history(alice, row)[0] for row in customers[:2]]
    assert {(line["batch"], line["why"], line["source"]) for line in newest} == {
        (left["handover"]["batch"], "Handed over from Bob Berg", "bulk")
    }
    told(alice.ask("post", f"/api/batches/{left['handover']['batch']}/undo", {}))
    bob = str(world.bob.user_id)
    assert [opened(alice, row)["owner_id"] for row in customers] == [bob, bob, own]


def test_without_the_wish_everything_stays_with_who_left(world: World, customers: list[Row]) -> None:
    alice = browser(world.alice)
    told(alice.ask("patch", f"/api/people/{world.bob.user_id}", {"active": False}))
    assert opened(alice, customers[0])["owner_id"] == str(world.bob.user_id)
    later = told(alice.ask("patch", f"/api/people/{world.bob.user_id}", {"hand_over_to": str(world.alice.user_id)}))
    assert (later["active"], later["handover"]["done"]) == (False, 2)


def test_nothing_is_handed_to_himself_to_strangers_or_to_who_left(world: World, customers: list[Row]) -> None:
    alice = browser(world.alice)
    people.change(world.workspace_id, world.rita.user_id, active=False)
    for heir in (world.bob, world.charlie, world.rita):
        wish = {"active": False, "hand_over_to": str(heir.user_id)}
        refused = told(alice.ask("patch", f"/api/people/{world.bob.user_id}", wish), 422)
        assert [(e["place"], e["code"]) for e in refused["errors"]] == [("hand_over_to", "no_heir")]
    himself = told(
        alice.ask("patch", f"/api/people/{world.bob.user_id}", {"hand_over_to": str(world.bob.user_id)}), 422
    )
    assert himself["errors"][0]["code"] == "no_heir"
    assert told(alice.ask("get", f"/api/people/{world.bob.user_id}"))["active"] is True


def test_only_an_administrator_hands_over(world: World, customers: list[Row]) -> None:
    wish = {"hand_over_to": str(world.rita.user_id)}
    told(browser(world.bob).ask("patch", f"/api/people/{world.bob.user_id}", wish), 403)


def test_who_is_taken_back_works_on_with_a_new_device(world: World) -> None:
    door = browser(world.bob)
    laptop = Laptop(door)
    record = new_id()
    laptop.sync(laptop.action(record, {"last_name": "Offline", "created_at": now().isoformat()}))
    alice = browser(world.alice)
    for active in (False, True):
        told(alice.ask("patch", f"/api/people/{world.bob.user_id}", {"active": active}))
    assert Device.objects.get(workspace_id=world.workspace_id, id=laptop.id).status == "ended"
    laptop.door = browser(world.bob)
    waiting = laptop.action(record, {"last_name": "Back"})
    assert laptop.sync(waiting)["forked"] == waiting["n"]
    fresh = Laptop(laptop.door)
    answer = fresh.sync({**waiting, "n": 1})
    assert answer["outcomes"][0]["outcomes"][0]["status"] == "done"


def ordered(world: World, person: UUID, to: UUID, by: Actor) -> Job:
    """A hand-over that waits for the worker."""
    with transaction.atomic():
        return handover.begin(by, person, to, "Handed over")


def test_a_big_hand_over_goes_on_after_its_worker_was_killed(world_real: World, monkeypatch: Any) -> None:
    world = world_real
    alice = browser(world.alice)
    rows = [make(alice, last_name=f"Kunde {n}", owner_id=str(world.bob.user_id)) for n in range(5)]
    monkeypatch.setattr(handover, "CHUNK", 2)
    monkeypatch.setattr(jobs, "AT_ONCE", 2)
    wish = {"active": False, "hand_over_to": str(world.rita.user_id)}
    state = told(alice.ask("patch", f"/api/people/{world.bob.user_id}", wish))["handover"]
    assert (state["status"], state["done"], state["total"]) == ("running", 0, 5)
    again = {"hand_over_to": str(world.alice.user_id)}
    refused = told(alice.ask("patch", f"/api/people/{world.bob.user_id}", again), 422)
    assert refused["errors"][0]["code"] == "handing_over"
    # The worker did the first chunk and was killed before it was counted.
    job = jobs.one(world.alice, UUID(state["id"]))
    some = next(handover._chunks(world.alice, world.bob.user_id))
    handover.step(world.alice, job, *some)
    jobs.run(world.alice, job.id, handover.step)
    over = told(alice.ask("get", f"/api/people/{world.bob.user_id}"))["handover"]
    assert (over["status"], over["done"], over["changed"], over["left"]) == ("done", 5, 5, 0)
    assert {opened(alice, row)["owner_id"] for row in rows} == {str(world.rita.user_id)}
    assert {history(alice, row)[0]["batch"] for row in rows} == {over["batch"]}
    assert all(len(history(alice, row)) == 2 for row in rows)


def test_a_hand_over_whose_administrator_left_meanwhile_stops_and_can_be_ordered_again(world_real: World) -> None:
    world = world_real
    alice = browser(world.alice)
    row = make(alice, owner_id=str(world.rita.user_id))
    people.change(world.workspace_id, world.bob.user_id, role="admin")
    bob = actor(world.workspace_id, world.bob.user_id)
    job = ordered(world, world.rita.user_id, world.alice.user_id, bob)
    people.change(world.workspace_id, world.bob.user_id, active=False)
    tasks.bulk_work("job", str(world.workspace_id), str(job.id))
    path = f"/api/people/{world.rita.user_id}"
    assert told(alice.ask("get", path))["handover"]["status"] == "failed"
    again = told(alice.ask("patch", path, {"hand_over_to": str(world.alice.user_id)}))
    assert (again["handover"]["status"], again["handover"]["done"]) == ("done", 1)
    assert opened(alice, row)["owner_id"] == str(world.alice.user_id)


def test_what_changed_hands_since_the_order_and_what_lies_in_the_bin_is_left_alone(world_real: World) -> None:
    alice, bob = browser(world_real.alice), world_real.bob.user_id
    kept, given, binned = (make(alice, last_name=name, owner_id=str(bob)) for name in ("Kept", "Given", "Binned"))
    told(alice.ask("delete", f"/api/contacts/{binned['id']}"))
    job = ordered(world_real, bob, world_real.rita.user_id, world_real.alice)
    change(alice, kept, owner_id=str(world_real.alice.user_id))
    jobs.run(world_real.alice, job.id, handover.step)
    over = told(alice.ask("get", f"/api/people/{bob}"))["handover"]
    assert (over["total"], over["changed"], over["left"]) == (2, 1, 1)
    owners = [opened(alice, row)["owner_id"] for row in (kept, given, binned)]
    assert owners == [str(who) for who in (world_real.alice.user_id, world_real.rita.user_id, bob)]
