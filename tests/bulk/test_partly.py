"""An undo that did not come to its end is told as what it is, and gone on with: how far, to whom, and once each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from karteo.bulk import jobs, tasks, undoing
from karteo.history.undo import put_back
from karteo.lib.ids import new_id
from karteo.lib.sql import rows
from tests.api.desk import make, told
from tests.api.doors import Door, program
from tests.bulk.working import changed, names, silent, small, worked
from tests.world import World

Stand = tuple[str | None, Any]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch)


def undone(door: Door, batch: UUID | str, wish: str = "") -> str:
    """Ask for the undo of an action that is long; the job."""
    answer = door.ask("post", f"/api/batches/{batch}/undo", {"batch": wish} if wish else {})
    return str(told(answer, 202)["job"]["id"])


def stopped(world: World, batch: UUID | str, chunks: int = 1) -> str:
    """Undo it, and stop after so many chunks; the job, which is the action, too."""
    door = program(world.alice)
    job = undone(door, batch)
    rows("DELETE FROM procrastinate_jobs /* the test works itself */")

    def progress(done: int, total: int) -> None:
        if done >= 2 * chunks:
            told(door.ask("post", f"/api/jobs/{job}/cancel"))

    assert jobs.run(world.alice, UUID(job), undoing.step, progress).status == "cancelled"
    return job


def stand(door: Door, batch: UUID | str, record: UUID) -> Stand:
    """How an action stands: the same by itself, among the last ones, and in the history of a record."""
    alone = told(door.ask("get", f"/api/batches/{batch}"))["batch"]
    listed = {one["id"]: one for one in told(door.ask("get", "/api/batches"))["items"]}
    past = {one["batch"]: one for one in told(door.ask("get", f"/api/contacts/{record}/history"))["items"]}
    found = [(one["undone_by"], one["partly_undone"]) for one in (alone, listed[str(batch)], past[str(batch)])]
    assert found[0] == found[1] == found[2]
    return found[0]


def test_an_undo_that_was_stopped_shows_how_far_it_came_and_is_gone_on_with(world_real: World) -> None:
    records, batch = changed(world_real, 5)
    door = program(world_real.alice)
    first = stopped(world_real, batch)
    assert stand(door, batch, records[0]) == (None, {"by": first, "done": 2, "of": 5})
    second = stopped(world_real, batch, 2)
    assert stand(door, batch, records[0]) == (None, {"by": second, "done": 4, "of": 5})
    third = undone(door, batch)
    worked()
    assert stand(door, batch, records[0]) == (third, None)
    assert names(world_real) == {"Old": 5}
    found = rows(
        "SELECT count(*), count(DISTINCT record_id) FROM log_change WHERE workspace_id = %s AND batch_id = ANY(%s)",
        (world_real.workspace_id, [UUID(one) for one in (first, second, third)]),
    )
    assert found == [(5, 5)]


def test_an_undo_that_runs_is_told_as_far_as_it_is_and_is_not_begun_twice(world_real: World) -> None:
    records, batch = changed(world_real, 5)
    alice, bob = program(world_real.alice), program(world_real.bob)
    job = undone(alice, batch)
    assert stand(alice, batch, records[0]) == (None, None)
    assert undone(alice, batch, str(new_id())) == job
    assert undone(bob, batch) != job
    rows("DELETE FROM procrastinate_jobs /* the test works itself */")

    def look(done: int, total: int) -> None:
        if done < total:
            assert stand(alice, batch, records[0]) == (None, {"by": job, "done": done, "of": 5})

    jobs.run(world_real.alice, UUID(job), undoing.step, look)
    assert stand(alice, batch, records[0]) == (job, None)


def test_a_stopped_undo_that_is_undone_leaves_the_action_as_it_was(world_real: World) -> None:
    records, batch = changed(world_real, 5)
    door = program(world_real.alice)
    job = stopped(world_real, batch)
    again = told(door.ask("post", f"/api/batches/{job}/undo", {}))
    assert again["done"] == 2
    assert names(world_real) == {"New": 5}
    assert stand(door, batch, records[4]) == (None, None)


def test_an_undo_that_is_half_taken_back_stands_half(world_real: World) -> None:
    records, batch = changed(world_real, 5)
    door = program(world_real.alice)
    whole = undone(door, batch)
    worked()
    half = stopped(world_real, whole)
    assert stand(door, whole, records[0]) == (None, {"by": half, "done": 2, "of": 5})
    assert stand(door, batch, records[0]) == (None, {"by": whole, "done": None, "of": None})
    undone(door, whole)
    worked()
    assert stand(door, batch, records[0]) == (None, None)
    assert names(world_real) == {"New": 5}


def test_who_may_not_look_at_the_job_is_told_that_it_is_in_part_but_no_numbers(world_real: World) -> None:
    alice, bob = program(world_real.alice), program(world_real.bob)
    shown = [make(alice, last_name=f"N{n}") for n in range(3)]
    hidden = make(alice, last_name="Hidden", restricted=True, owner_id=str(world_real.alice.user_id))
    wish = {"ids": [row["id"] for row in (*shown, hidden)], "patch": {"temperature": "warm"}}
    batch = told(alice.ask("post", "/api/contacts/bulk", wish), 202)["batch"]
    worked()
    job = stopped(world_real, batch)
    assert stand(alice, batch, shown[0]["id"]) == (None, {"by": job, "done": 2, "of": 4})
    assert stand(bob, batch, shown[0]["id"]) == (None, {"by": job, "done": None, "of": None})


def test_an_undo_that_was_stopped_before_it_put_anything_back_is_no_undo(world_real: World) -> None:
    records, batch = changed(world_real, 3)
    door = program(world_real.alice)
    job = undone(door, batch)
    told(door.ask("post", f"/api/jobs/{job}/cancel"))
    worked()
    assert stand(door, batch, records[0]) == (None, None)


def test_who_comes_back_finds_his_own_work_that_goes_on(world_real: World) -> None:
    _, batch = changed(world_real, 5)
    alice, bob = program(world_real.alice), program(world_real.bob)
    mine, his = undone(alice, batch), undone(bob, batch)

    def running(door: Door) -> list[tuple[str, str]]:
        return [(one["id"], one["status"]) for one in told(door.ask("get", "/api/jobs"))["jobs"]]

    assert running(alice) == [(mine, "running")]
    assert running(bob) == [(his, "running")]
    assert running(program(world_real.charlie)) == []
    told(alice.ask("post", f"/api/jobs/{mine}/cancel"))
    assert running(alice) == [(mine, "stopping")]
    worked()
    assert running(alice) == running(bob) == []


def test_a_small_undo_that_dies_between_its_kinds_of_records_is_gone_on_with(
    world_real: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "AT_ONCE", 2000)  # what is small again, in chunks of two
    records, batch = changed(world_real, 5)
    door = program(world_real.alice)

    class Died(BaseException):
        """The process is gone: nobody tidies up."""

    def dying(*which: Any) -> Any:
        if which[-1] == 1:
            raise Died
        return put_back(*which)

    with monkeypatch.context() as death:
        death.setattr(undoing, "put_back", dying)
        with pytest.raises(Died):
            undoing.start(world_real.alice, batch)
    undo, partly = stand(door, batch, records[0])
    assert undo is None
    assert (partly["done"], partly["of"]) == (2, 5)
    silent(world_real)
    tasks.bulk_resume(timestamp=0)
    worked()
    assert names(world_real) == {"Old": 5}
    assert stand(door, batch, records[0]) == (partly["by"], None)
