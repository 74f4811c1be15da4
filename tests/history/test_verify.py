"""The rows and the log say the same; and where they do not, it is found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from karteo.history.verify import rebuild
from karteo.lib.sql import rows
from tests.history.lives import QUICK, Lives, Step, somebody, steps
from tests.world import World


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, phases=QUICK)
@given(drawn=steps)
def test_rows_rebuilt_from_the_log_equal_the_rows_after_any_edits(drawn: list[Step]) -> None:
    lives = Lives(somebody())
    for step in drawn:
        lives.live(step)
    assert list(rebuild(lives.actor.workspace_id, "contact")) == []


def test_a_row_that_was_changed_behind_the_log_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("karteo.history.verify.CHUNK", 2)
    lives = Lives(world.alice)
    rows(
        "update records_contact set last_name = 'Smuggled' where workspace_id = %s and id = %s",
        (world.workspace_id, lives.records[2]),
    )
    (found,) = rebuild(world.workspace_id, "contact")
    assert (found.record, found.field, found.row, found.log) == (lives.records[2], "last_name", "Smuggled", "Muster")


def test_a_row_without_a_log_and_a_log_without_a_row_are_found(world: World) -> None:
    lives = Lives(world.alice)
    rows("delete from records_contact where workspace_id = %s and id = %s", (world.workspace_id, lives.records[0]))
    rows("delete from log_change where workspace_id = %s and record_id = %s", (world.workspace_id, lives.records[1]))
    found = {(d.record, d.row, d.log) for d in rebuild(world.workspace_id, "contact") if d.field == ""}
    assert found == {(lives.records[0], False, True), (lives.records[1], True, False)}
