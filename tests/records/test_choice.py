"""The keys of choices are somebody's words; they never become SQL."""

from __future__ import annotations

from typing import Any

from karteo.lib.sql import rows
from karteo.records.context import context
from karteo.records.fields import Choice
from tests.world import World

NASTY = ("it's 100 %", "'); drop table log_batch; --", "意向客户", "\\'")


def test_any_key_can_be_sorted_by(world: World) -> None:
    options: tuple[dict[str, Any], ...] = tuple(
        {"key": key, "label": {}, "color": None, "retired": False} for key in NASTY
    )
    sql = Choice(name="source", options=options).sort(context(world.workspace_id))
    found = rows(f"SELECT {sql} FROM unnest(%s::text[]) AS t (source)", (list(NASTY),))
    assert [place for (place,) in found] == [1, 2, 3, 4]
