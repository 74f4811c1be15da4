"""Work on many records in the background: killed anywhere it goes on, is stopped, and is shown to who may know."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from karteo.bulk import jobs, retag, tasks, undoing
from karteo.bulk.models import Job, Target
from karteo.edits.apply import apply
from karteo.edits.shapes import Batch, Edit
from karteo.history.verify import rebuild
from karteo.lib.ids import new_id
from karteo.lib.sql import rows
from tests.api.desk import make, told
from tests.api.doors import program
from tests.bulk.killing import killed
from tests.bulk.working import changed, names, silent, small, worked
from tests.world import World, at_once

MANY = 7000


def test_a_long_undo_that_is_killed_again_and_again_puts_each_record_back_once(world_real: World) -> None:
    records, batch = changed(world_real, MANY)
    apply(world_real.bob, Batch(), [Edit(records[3], {"last_name": "Newer"})])
    door = program(world_real.alice)
    wish = {"batch": str(new_id()), "why": "by mistake"}
    ordered = told(door.ask("post", f"/api/batches/{batch}/undo", wish), 202)
    assert (ordered["batch"], ordered["job"]["total"], ordered["job"]["done"]) == (wish["batch"], MANY, 0)
    assert told(door.ask("post", f"/api/batches/{batch}/undo", wish), 202)["job"]["id"] == ordered["job"]["id"]

    job = UUID(ordered["job"]["id"])
    done = [killed(world_real, "undo", job), killed(world_real, "undo", job)]
    assert 0 < done[0] < done[1] < MANY
    # the worst moment: a chunk is written, and was not counted
    rows(
        "UPDATE bulk_job SET chunk = chunk - 1, done = done - 2000,"
        " result = result || jsonb_build_object('changed', (result->>'changed')::int - 2000)"
        " WHERE workspace_id = %s AND id = %s",
        (world_real.workspace_id, job),
    )
    rows("DELETE FROM procrastinate_jobs /* its worker is dead */")
    tasks.bulk_resume(timestamp=0)
    worked()
    assert told(door.ask("get", f"/api/jobs/{job}"))["status"] == "running"  # it might still be at work
    silent(world_real)
    tasks.bulk_resume(timestamp=0)
    worked()

    over = told(door.ask("get", f"/api/jobs/{job}"))
    assert (over["status"], over["done"], over["changed"], over["left"]) == ("done", MANY, MANY - 1, 1)
    (left,) = over["left_alone"]
    assert (left["record"], left["field"], left["current"]) == (str(records[3]), "last_name", "Newer")
    assert names(world_real) == {"Old": MANY - 1, "Newer": 1}
    assert list(rebuild(world_real.workspace_id, "contact")) == []
    found = rows(
        "SELECT count(*), count(DISTINCT record_id) FROM log_change WHERE workspace_id = %s AND batch_id = %s",
        (world_real.workspace_id, job),
    )
    assert found == [(MANY - 1, MANY - 1)]
    undone = told(door.ask("get", f"/api/batches/{batch}"))["batch"]
    assert undone["undone_by"] == str(job)
    assert not Target.objects.filter(workspace_id=world_real.workspace_id).exists()
    again = told(door.ask("post", f"/api/batches/{batch}/undo", wish))
    assert (again["done"], again["left"], again["job"]["status"]) == (MANY - 1, 1, "done")


def test_two_workers_at_the_same_undo_do_it_once(world_real: World) -> None:
    _, batch = changed(world_real, 5000)
    job = undoing.start(world_real.alice, batch)
    assert isinstance(job, Job)
    at_once(*[lambda: jobs.run(world_real.alice, job.id, undoing.step)] * 2)
    over = jobs.one(world_real.alice, job.id)
    assert (over.status, over.done, over.result["changed"]) == ("done", 5000, 5000)
    assert names(world_real) == {"Old": 5000}


def test_an_undo_that_is_stopped_leaves_the_rest_and_can_be_gone_on_with(
    world_real: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(monkeypatch)
    _, batch = changed(world_real, 5)
    door = program(world_real.alice)
    job = told(door.ask("post", f"/api/batches/{batch}/undo", {}), 202)["job"]["id"]

    def stop(done: int, total: int) -> None:
        told(door.ask("post", f"/api/jobs/{job}/cancel"))

    over = jobs.run(world_real.alice, UUID(job), undoing.step, stop)
    assert (over.status, over.done, over.result["changed"]) == ("cancelled", 2, 2)
    assert names(world_real) == {"New": 3, "Old": 2}
    more = told(door.ask("post", f"/api/batches/{batch}/undo", {}), 202)["job"]["id"]
    worked()
    rest = told(door.ask("get", f"/api/jobs/{more}"))
    assert (rest["status"], rest["changed"], rest["unchanged"]) == ("done", 3, 2)
    assert names(world_real) == {"Old": 5}


def test_a_job_that_is_stopped_while_nobody_works_ends_when_a_worker_finds_it(
    world_real: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(monkeypatch)
    _, batch = changed(world_real, 3)
    door = program(world_real.alice)
    job = told(door.ask("post", f"/api/batches/{batch}/undo", {}), 202)["job"]["id"]
    rows("DELETE FROM procrastinate_jobs /* its worker is dead */")
    assert told(door.ask("post", f"/api/jobs/{job}/cancel"))["status"] == "stopping"
    silent(world_real)
    tasks.bulk_resume(timestamp=0)
    worked()
    over = told(door.ask("get", f"/api/jobs/{job}"))
    assert (over["status"], over["done"]) == ("cancelled", 0)
    assert names(world_real) == {"New": 3}


def test_a_job_is_shown_to_who_ordered_it_and_to_administrators(
    world_real: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(monkeypatch)
    bob = program(world_real.bob)
    ids = [make(bob, last_name=f"N{n}")["id"] for n in range(3)]
    batch = told(bob.ask("post", "/api/contacts/bulk", {"ids": ids, "patch": {"temperature": "warm"}}), 202)["batch"]
    worked()
    job = told(bob.ask("post", f"/api/batches/{batch}/undo", {}), 202)["job"]["id"]
    for who, status in (
        (world_real.bob, 200),
        (world_real.alice, 200),
        (world_real.rita, 404),
        (world_real.charlie, 404),
    ):
        told(program(who).ask("get", f"/api/jobs/{job}"), status)
        told(program(who).ask("post", f"/api/jobs/{job}/cancel"), status)


def test_a_long_undo_reaches_and_counts_only_what_its_person_sees(
    world_real: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(monkeypatch)
    alice, bob = program(world_real.alice), program(world_real.bob)
    rows_ = [make(alice, last_name=f"N{n}") for n in range(4)]
    wish: dict[str, Any] = {"ids": [row["id"] for row in rows_], "patch": {"temperature": "warm"}}
    batch = told(alice.ask("post", "/api/contacts/bulk", wish), 202)["batch"]
    worked()
    told(alice.ask("patch", f"/api/contacts/{rows_[0]['id']}", {"patch": {"temperature": "hot"}}))
    job = told(bob.ask("post", f"/api/batches/{batch}/undo", {}), 202)["job"]
    worked()
    hidden = {"restricted": True, "owner_id": str(world_real.alice.user_id)}
    told(alice.ask("patch", f"/api/contacts/{rows_[0]['id']}", {"patch": hidden}))
    seen, all_ = (told(door.ask("get", f"/api/jobs/{job['id']}")) for door in (bob, alice))
    assert (seen["changed"], seen["left_alone"]) == (3, [])
    assert [(one["name"], one["current"]) for one in all_["left_alone"]] == [("N0", "hot")]
    told(alice.ask("patch", f"/api/contacts/{rows_[1]['id']}", {"patch": hidden}))
    again = told(bob.ask("post", f"/api/batches/{job['batch']}/undo", {}))
    assert (again["done"], again["left"]) == (2, 0)


def test_a_job_that_was_ordered_twice_is_done_once(world_real: World, monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch)
    alice = program(world_real.alice)
    for n in range(3):
        make(alice, last_name=f"N{n}", tags=["fair"])
    once = partial(retag.start, world_real.alice, retag.Wish(("fair",), "Messe"), "", new_id())
    job = once()
    jobs.queue(world_real.workspace_id, job.id)
    worked()
    assert (once().id, once().status) == (job.id, "done")
    ((changes,),) = rows(
        "SELECT count(*) FROM log_change WHERE workspace_id = %s AND batch_id = %s", (world_real.workspace_id, job.id)
    )
    assert changes == 3
