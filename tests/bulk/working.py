"""What tests of work on many records do again and again."""

from __future__ import annotations

from uuid import UUID

import pytest
from procrastinate.contrib.django import app

from karteo.edits.apply_many import apply_many
from karteo.edits.shapes import Batch, Edit
from karteo.lib.ids import new_id
from karteo.lib.sql import rows
from tests.world import World


def worked() -> None:
    """Let a worker do what is waiting."""
    with app.replace_connector(app.connector.get_worker_connector()) as ours:  # type: ignore[attr-defined]
        ours.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def silent(world: World) -> None:
    rows(
        "UPDATE bulk_job SET changed_at = changed_at - interval '1 hour' WHERE workspace_id = %s", (world.workspace_id,)
    )


def changed(world: World, count: int) -> tuple[list[UUID], UUID]:
    """So many contacts, all given another name in one action."""
    records, long = [new_id() for _ in range(count)], Batch(source="bulk")
    apply_many(world.alice, Batch(), (Edit(one, {"created_at": "now", "last_name": "Old"}) for one in records))
    apply_many(world.alice, long, (Edit(one, {"last_name": "New"}, {"last_name": "Old"}) for one in records))
    return records, long.id


def names(world: World) -> dict[str, int]:
    return dict(
        rows(
            "SELECT last_name, count(*) FROM records_contact WHERE workspace_id = %s GROUP BY last_name",
            (world.workspace_id,),
        )
    )


def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two records are many, and a chunk."""
    for place in ("karteo.bulk.jobs.AT_ONCE", "karteo.history.undo.PAGE", "karteo.bulk.retag.CHUNK"):
        monkeypatch.setattr(place, 2)
