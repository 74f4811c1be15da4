"""Putting back: nothing is lost, whatever happened before."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karteo.edits.apply import apply
from karteo.edits.apply_many import apply_many
from karteo.edits.shapes import Batch, Edit
from karteo.history.undo import undo
from karteo.lib.errors import NotFound
from karteo.lib.ids import new_id
from karteo.records.rows import get_many
from tests.history.lives import QUICK, Lives, Step, somebody, steps, timeless
from tests.world import World


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, phases=QUICK)
@given(drawn=steps, which=st.integers(0, 100))
def test_undo_of_undo_is_nothing(drawn: list[Step], which: int) -> None:
    lives = Lives(somebody())
    for step in drawn:
        lives.live(step)
    before = lives.values()
    first = undo(lives.actor, lives.batches[which % len(lives.batches)])
    try:
        undo(lives.actor, first.batch)
    except NotFound:
        assert first.done == 0  # an undo that changed nothing is no action
    assert lives.values() == before


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, phases=QUICK)
@given(drawn=steps)
def test_undoing_everything_backwards_leaves_what_was_born_in_the_bin(drawn: list[Step]) -> None:
    lives = Lives(somebody())
    seen = []
    for step in drawn:
        before = lives.values()
        if lives.live(step).changed:
            seen.append(before)
    for batch, before in zip(reversed(lives.batches[3:]), reversed(seen), strict=True):
        assert undo(lives.actor, batch).left == 0
        assert lives.values() == before
    for batch in lives.batches[:3]:
        undo(lives.actor, batch)
    assert all(row["deleted_at"] for row in lives.rows().values())


def test_a_long_batch_is_put_back_in_pages_and_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("karteo.history.undo.PAGE", 7)
    records = [new_id() for _ in range(25)]
    apply_many(world.alice, Batch(), (Edit(r, {"created_at": "now", "last_name": "Alt"}) for r in records), size=10)
    before = get_many(world.alice, "contact", records)
    long = Batch(source="bulk")
    apply_many(world.alice, long, (Edit(r, {"last_name": "Neu"}, {"last_name": "Alt"}) for r in records), size=10)
    apply(world.bob, Batch(), [Edit(records[3], {"last_name": "Anders"})])
    mine = new_id()
    done = undo(world.alice, long.id, mine)
    assert (done.done, done.left) == (24, 1)
    assert done.left_alone[0]["record"] == records[3]
    assert done.left_alone[0]["current"] == "Anders"
    assert undo(world.alice, long.id, mine) == done
    after = get_many(world.alice, "contact", records)
    assert {r: timeless(row) for r, row in after.items() if r != records[3]} == {
        r: timeless(row) for r, row in before.items() if r != records[3]
    }


def test_an_action_of_another_workspace_is_not_there(world: World) -> None:
    batch = Batch()
    apply(world.alice, batch, [Edit(new_id(), {"created_at": "now", "last_name": "Muster"})])
    with pytest.raises(NotFound):
        undo(world.charlie, batch.id)


def test_a_reader_s_undo_is_refused_for_every_record(world: World) -> None:
    batch, record = Batch(), new_id()
    apply(world.alice, batch, [Edit(record, {"created_at": "now", "last_name": "Muster"})])
    done = undo(world.rita, batch.id)
    assert (done.done, done.left_alone[0]["code"]) == (0, "forbidden")
    assert get_many(world.rita, "contact", [record])[record]["deleted_at"] is None
