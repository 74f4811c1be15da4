"""The same change on many contacts: looked at, done, followed, stopped, undone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from karteo.bulk import change, jobs, undoing
from karteo.identity.models import Role
from karteo.lib.ids import new_id
from karteo.lib.sql import rows
from tests.api.desk import history, make, opened, told
from tests.api.doors import Door, program
from tests.search.crowd import crowd, fill
from tests.world import World

WARM = {"field": "temperature", "op": "is", "value": "warm"}
MANY = 4500


def bulk(door: Door, status: int = 200, **wish: Any) -> Any:
    return told(door.ask("post", "/api/contacts/bulk", wish), status)


def count(door: Door, filter: str) -> int:
    number: int = told(door.ask("get", f"/api/contacts/count?filter={filter}"))["count"]
    return number


def test_chosen_contacts_are_changed_as_one_action_that_can_be_undone(world_real: World) -> None:
    door = program(world_real.alice)
    one, two, three = (make(door, last_name=name) for name in ("Adler", "Berg", "Clausen"))
    done = bulk(door, ids=[one["id"], two["id"]], patch={"temperature": "warm"}, why="the fair")
    assert (done["status"], done["total"], done["changed"], done["left"]) == ("done", 2, 2, 0)
    assert [opened(door, row)["temperature"] for row in (one, two, three)] == ["warm", "warm", None]
    (change, _) = history(door, one)
    assert (change["batch"], change["source"], change["why"]) == (done["batch"], "bulk", "the fair")
    undone = told(door.ask("post", f"/api/batches/{done['batch']}/undo", {}))
    assert (undone["done"], undone["left"]) == (2, 0)
    assert opened(door, one)["temperature"] is None


def test_all_that_match_are_changed_also_when_the_change_ends_the_match(world_real: World) -> None:
    door = program(world_real.alice)
    for name in ("Adler", "Berg"):
        make(door, last_name=name, temperature="warm")
    make(door, last_name="Clausen", temperature="cold")
    done = bulk(door, filter=WARM, patch={"temperature": "hot"})
    assert (done["total"], done["changed"]) == (2, 2)
    assert bulk(door, filter=WARM, patch={"temperature": "hot"})["total"] == 0


def test_a_look_writes_nothing_and_tells_before_and_after(world_real: World) -> None:
    door = program(world_real.alice)
    owner = str(world_real.bob.user_id)
    row = make(door, last_name="Adler", tags=["fair"], owner_id=owner)
    foreign = make(program(world_real.charlie), last_name="Clausen")
    wish = {"ids": [row["id"], foreign["id"]], "patch": {"tags": ["vip"]}}
    seen = told(door.ask("post", "/api/contacts/bulk/look", wish))
    assert (seen["count"], seen["left_out"]) == (1, 1)
    assert seen["sample"] == [
        {
            "id": row["id"],
            "name": "Adler",
            "owner_id": owner,
            "before": {"tags": ["fair"]},
            "after": {"tags": ["vip"]},
        }
    ]
    assert opened(door, row)["tags"] == ["fair"]


def test_the_same_change_sent_twice_is_done_once(world_real: World) -> None:
    door = program(world_real.alice)
    row = make(door, last_name="Adler")
    wish: dict[str, Any] = {"id": str(new_id()), "ids": [row["id"]], "patch": {"temperature": "warm"}}
    assert bulk(door, **wish) == bulk(door, **wish)
    assert len(history(door, row)) == 2


@pytest.mark.parametrize(
    ("patch", "place"),
    [
        ({"nothing": 1}, "patch.nothing"),
        ({"temperature": "boiling"}, "patch.temperature"),
        ({"created_at": "2026-01-01T00:00:00Z"}, "patch.created_at"),
        ({"owner_id": "01a20000-0000-7000-8000-000000000000"}, "patch.owner_id"),
        ({}, "patch"),
    ],
)
def test_what_cannot_stand_there_is_refused_before_anything_is_done(
    world_real: World, patch: dict[str, Any], place: str
) -> None:
    door = program(world_real.alice)
    row = make(door, last_name="Adler")
    problem = bulk(door, 422, ids=[row["id"]], patch=patch)
    assert [error["place"] for error in problem["errors"]] == [place]
    assert len(history(door, row)) == 1


def test_who_only_reads_changes_nothing(world_real: World) -> None:
    row = make(program(world_real.alice), last_name="Adler")
    rita = program(world_real.rita)
    bulk(rita, 403, ids=[row["id"]], patch={"temperature": "warm"})
    told(rita.ask("post", "/api/contacts/bulk/look", {"ids": [row["id"]], "patch": {"temperature": "warm"}}), 403)


def test_what_a_row_cannot_bear_is_refused_for_that_row_alone(world_real: World) -> None:
    door = program(world_real.alice)
    firm = make(door, kind="company", company_name="Nordwerk", last_name=None)
    person = make(door, last_name="Adler")
    done = bulk(door, ids=[firm["id"], person["id"]], patch={"company_name": None})
    assert (done["left"], done["left_alone"][0]["record"]) == (1, firm["id"])


def job() -> dict[str, Any]:
    (waiting,) = ProcrastinateJob.objects.filter(task_name="bulk_work")
    args: dict[str, Any] = waiting.args
    return args


def test_more_than_2000_are_a_job_that_goes_on_where_it_was_killed(world_real: World) -> None:
    door = program(world_real.alice)
    fill(world_real.workspace_id, crowd(MANY))
    ordered = bulk(door, 202, patch={"temperature": "warm"})
    assert (ordered["status"], ordered["total"], ordered["done"]) == ("running", MANY, 0)
    assert job()["id"] == ordered["id"]

    class Killed(Exception):
        pass

    def kill(done: int, total: int) -> None:
        raise Killed

    id = UUID(ordered["id"])
    with pytest.raises(Killed):
        jobs.run(world_real.alice, id, change.step, kill)
    half = told(door.ask("get", f"/api/jobs/{ordered['id']}"))
    assert (half["status"], half["done"]) == ("running", 2000)
    jobs.run(world_real.alice, id, change.step)
    over = told(door.ask("get", f"/api/jobs/{ordered['id']}"))
    assert (over["status"], over["done"], over["changed"], over["left"]) == ("done", MANY, MANY, 0)
    found = rows(
        "SELECT count(*), count(DISTINCT record_id) FROM log_change WHERE workspace_id = %s AND batch_id = %s",
        (world_real.workspace_id, ordered["batch"]),
    )
    assert found == [(MANY, MANY)]
    undone = told(door.ask("post", f"/api/batches/{ordered['batch']}/undo", {}), 202)
    assert jobs.run(world_real.alice, UUID(undone["job"]["id"]), undoing.step).result["changed"] == MANY


def test_a_cancelled_change_stops_after_its_chunk_and_what_was_done_can_be_undone(world_real: World) -> None:
    door = program(world_real.alice)
    fill(world_real.workspace_id, crowd(MANY))
    ordered = bulk(door, 202, patch={"temperature": "warm"})

    def stop(done: int, total: int) -> None:
        told(door.ask("post", f"/api/jobs/{ordered['id']}/cancel"))

    jobs.run(world_real.alice, UUID(ordered["id"]), change.step, stop)
    over = told(door.ask("get", f"/api/jobs/{ordered['id']}"))
    assert (over["status"], over["done"], over["changed"]) == ("cancelled", 2000, 2000)
    assert told(door.ask("post", f"/api/batches/{ordered['batch']}/undo", {}))["done"] == 2000


def test_a_change_is_shown_to_who_ordered_it_and_to_administrators(world_real: World) -> None:
    alice, bob, rita = (program(one) for one in (world_real.alice, world_real.bob, world_real.rita))
    row = make(bob, last_name="Adler")
    done = bulk(bob, ids=[row["id"]], patch={"temperature": "warm"})
    told(alice.ask("get", f"/api/jobs/{done['id']}"))
    told(rita.ask("get", f"/api/jobs/{done['id']}"), 404)
    told(program(world_real.charlie).ask("post", f"/api/jobs/{done['id']}/cancel"), 404)


def test_bulk_and_export_reach_no_further_than_the_role(world_real: World) -> None:
    """Bob reads everything, and edits, changes in bulk and exports only what is his."""
    alice = program(world_real.alice)
    his = make(alice, last_name="Berg", owner_id=str(world_real.bob.user_id))
    hers = make(alice, last_name="Adler", owner_id=str(world_real.alice.user_id))
    scopes = {"read": "all", "create": "all", "edit": "own", "delete": "own", "export": "own", "bulk": "own"}
    rights = {"admin": False, "types": {"contact": scopes}, "fields": {}}
    Role.objects.create(workspace_id=world_real.workspace_id, key="member", label={}, rights=rights)
    bob = program(world_real.bob)
    wish: dict[str, Any] = {"ids": [his["id"], hers["id"]], "patch": {"temperature": "warm"}}
    seen = told(bob.ask("post", "/api/contacts/bulk/look", wish))
    assert (seen["count"], seen["left_out"]) == (1, 1)
    assert bulk(bob, **wish)["changed"] == 1
    assert opened(alice, hers)["temperature"] is None
    answer = bob.ask("get", "/api/contacts/export?columns=name")
    assert b"".join(answer.streaming_content).decode("utf-8-sig").split() == ["Name", "Berg"]
    assert count(bob, "") == 2
