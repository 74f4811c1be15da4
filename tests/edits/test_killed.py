"""kill -9 in the middle of a bulk change: the log and the rows agree, and the work is resumed or taken back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from karteo.edits.apply_many import apply_many
from karteo.edits.shapes import Batch, Edit
from karteo.history.undo import undo
from karteo.history.verify import rebuild
from karteo.lib.ids import new_id
from karteo.lib.sql import rows
from tests.world import World

PEOPLE = 2000
ROOT = Path(__file__).resolve().parents[2]


def url_of_the_test_database() -> str:
    """The address of the database of this very test, for another process."""
    given = connection.settings_dict
    host, port = given["HOST"], given["PORT"]
    options = given.get("OPTIONS", {})
    host = host or options.get("host", "")
    return f"postgresql://{given['USER']}@{'' if host.startswith('/') else f'{host}:{port}'}/{given['NAME']}" + (
        f"?host={host}" if host.startswith("/") else ""
    )


def run_and_kill(world: World, batch: UUID, after: int) -> None:
    """Start the bulk change in a process of its own and kill it when it has told that so many are done."""
    environment = os.environ | {"DATABASE_URL": url_of_the_test_database(), "DJANGO_SETTINGS_MODULE": "karteo.settings"}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.edits.bulk_alone", str(world.workspace_id), str(world.alice.user_id), str(batch)],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    for line in process.stdout:
        if line.strip() != "done" and int(line) >= after:
            process.send_signal(signal.SIGKILL)
            break
    else:
        pytest.fail("it was done before it could be killed")
    process.wait(30)
    process.stdout.close()


def changed(world: World) -> int:
    return int(
        rows(
            "SELECT count(*) FROM records_contact WHERE workspace_id = %s AND position = 'Chef'", (world.workspace_id,)
        )[0][0]
    )


def logged(world: World, batch: UUID) -> int:
    return int(
        rows("SELECT count(*) FROM log_change WHERE workspace_id = %s AND batch_id = %s", (world.workspace_id, batch))[
            0
        ][0]
    )


@pytest.fixture
def half_done(world_real: World) -> tuple[World, UUID]:
    """People, and a bulk change that was killed in the middle."""
    apply_many(
        world_real.alice,
        Batch(),
        [Edit(new_id(), {"created_at": "now", "last_name": f"Müller {n}"}) for n in range(PEOPLE)],
    )
    batch = new_id()
    run_and_kill(world_real, batch, 200)
    assert 200 <= changed(world_real) < PEOPLE
    return world_real, batch


def test_the_log_and_the_rows_agree_after_the_kill(half_done: tuple[World, UUID]) -> None:
    world, batch = half_done
    assert changed(world) == logged(world, batch)
    assert list(rebuild(world.workspace_id, "contact")) == []


def test_the_killed_work_is_resumed_and_nothing_is_done_twice(half_done: tuple[World, UUID]) -> None:
    world, batch = half_done
    records = [
        one
        for (one,) in rows("SELECT id FROM records_contact WHERE workspace_id = %s ORDER BY id", (world.workspace_id,))
    ]
    summary = apply_many(world.alice, Batch(batch, "bulk"), [Edit(r, {"position": "Chef"}) for r in records], size=10)
    assert (summary.done, changed(world), logged(world, batch)) == (PEOPLE, PEOPLE, PEOPLE)


def test_the_killed_work_is_taken_back(half_done: tuple[World, UUID]) -> None:
    world, batch = half_done
    undo(world.alice, batch)
    assert changed(world) == 0
    assert list(rebuild(world.workspace_id, "contact")) == []
