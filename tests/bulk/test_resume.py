"""kill -9 in the middle: who goes on makes nothing twice, counts nothing twice, and can take all of it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from karteo.bulk import importing, jobs, tasks
from karteo.bulk.models import Import
from karteo.bulk.rejects import pages
from karteo.bulk.run import run
from karteo.history.undo import undo
from karteo.lib.sql import rows
from tests.bulk.killing import killed
from tests.bulk.samples import text_file
from tests.bulk.working import worked
from tests.world import World, at_once

ROWS = 7000


def many(folder: Path) -> Path:
    """A file of several chunks, with a bad cell in each hundred and a double at the end."""
    lines = ["Vorname;Nachname;E-Mail;Telefon"]
    lines += [f"V{n};N{n};{'bad' if n % 100 == 0 else f'v{n}@example.org'};030 {1_000_000 + n}" for n in range(ROWS)]
    return text_file(folder, "\n".join([*lines, lines[5]]) + "\n")


def at_work(world: World, ready: Import) -> bool:
    """Go on and be killed; whether rows were left."""
    return 0 < killed(world, "import", ready.id) < ready.rows


def test_an_import_killed_again_and_again_comes_to_its_end(world_real: World, tmp_path: Path) -> None:
    path = many(tmp_path)
    ready = importing.start(world_real.alice, path.name, importing.from_path(path), look=0)
    kills = 0
    while at_work(world_real, ready):
        kills += 1
    assert kills >= 2
    over = run(world_real.alice, ready.id)
    assert over.status == "done"
    assert over.report["rows"] == {
        "read": ROWS + 1,
        "create": ROWS,
        "double": 1,
        "update": 0,
        "unchanged": 0,
        "skipped": 0,
        "refused": 0,
    }
    assert len(list(pages(over))) == ROWS // 100 + 1
    ((records,),) = rows("SELECT count(*) FROM records_contact WHERE workspace_id = %s", (world_real.workspace_id,))
    ((changes,),) = rows("SELECT count(*) FROM log_change WHERE workspace_id = %s", (world_real.workspace_id,))
    assert (records, changes) == (ROWS, ROWS)


def test_an_import_killed_half_way_can_be_undone(world_real: World, tmp_path: Path) -> None:
    path = many(tmp_path)
    ready = importing.start(world_real.alice, path.name, importing.from_path(path), look=0)
    assert at_work(world_real, ready)
    undone = undo(world_real.bob, ready.batch_id)
    assert undone.done >= importing.CHUNK
    assert undone.left == 0
    ((left,),) = rows(
        "SELECT count(*) FROM records_contact WHERE workspace_id = %s AND deleted_at IS NULL",
        (world_real.workspace_id,),
    )
    assert left == 0


def test_two_who_run_the_same_import_do_it_once(world_real: World, tmp_path: Path) -> None:
    path = many(tmp_path)
    ready = importing.start(world_real.alice, path.name, importing.from_path(path), look=0)
    at_once(*[lambda: run(world_real.alice, ready.id)] * 2)
    over = run(world_real.alice, ready.id)
    assert (over.status, over.done, over.report["rows"]["create"]) == ("done", ROWS + 1, ROWS)
    assert len(list(pages(over))) == ROWS // 100 + 1
    ((records,),) = rows("SELECT count(*) FROM records_contact WHERE workspace_id = %s", (world_real.workspace_id,))
    assert records == ROWS


def test_a_worker_goes_on_with_an_import_that_was_left_lying(world_real: World, tmp_path: Path) -> None:
    path = many(tmp_path)
    ready = importing.start(world_real.alice, path.name, importing.from_path(path), look=0)
    assert at_work(world_real, ready)
    rows(
        "UPDATE bulk_import SET changed_at = changed_at - interval '1 hour' WHERE workspace_id = %s",
        (world_real.workspace_id,),
    )
    tasks.bulk_resume(timestamp=0)
    worked()
    assert importing.one(world_real.alice, ready.id).status == "done"


@pytest.mark.parametrize("times", [1, 2])
def test_an_ordered_import_is_done_once(world_real: World, tmp_path: Path, times: int) -> None:
    path = text_file(tmp_path, "Vorname,Nachname\nAnna,Adler\n")
    ready = importing.start(world_real.alice, path.name, importing.from_path(path))
    for _ in range(times):
        jobs.queue(world_real.workspace_id, ready.id, "import")
    worked()
    jobs.queue(world_real.workspace_id, ready.id, "import")
    worked()
    ((records,),) = rows("SELECT count(*) FROM records_contact WHERE workspace_id = %s", (world_real.workspace_id,))
    assert records == 1
