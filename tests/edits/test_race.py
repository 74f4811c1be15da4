"""Several people at once, each on a database connection of their own."""

from __future__ import annotations

from functools import partial
from uuid import UUID

import pytest

from karteo.edits.apply import apply
from karteo.edits.apply_many import apply_many
from karteo.edits.receipts import DeviceAction, Gap
from karteo.edits.shapes import Batch, Edit
from karteo.lib.ids import new_id
from karteo.lib.sql import rows
from karteo.records.rows import get
from tests.edits.test_apply import make, one
from tests.world import World, at_once


def test_two_people_change_different_fields_and_both_values_stand(world_real: World) -> None:
    world, record = world_real, make(world_real.alice, position="Chef", department="A")
    for n in range(10):
        before = get(world.alice, "contact", record) or {}
        outcomes = at_once(
            partial(one, world.alice, Edit(record, {"position": f"P{n}"}, {"position": before["position"]})),
            partial(one, world.bob, Edit(record, {"department": f"D{n}"}, {"department": before["department"]})),
        )
        assert [outcome.status for outcome in outcomes] == ["done", "done"]
        row = get(world.alice, "contact", record) or {}
        assert (row["position"], row["department"]) == (f"P{n}", f"D{n}")


def test_the_same_field_asks_one_of_them_and_neither_value_is_lost(world_real: World) -> None:
    world, record = world_real, make(world_real.alice, position="Chef")
    for n in range(10):
        before = (get(world.alice, "contact", record) or {})["position"]
        outcomes = at_once(
            partial(one, world.alice, Edit(record, {"position": f"A{n}"}, {"position": before})),
            partial(one, world.bob, Edit(record, {"position": f"B{n}"}, {"position": before})),
        )
        assert sorted(outcome.status for outcome in outcomes) == ["conflict", "done"]
        asked = next(outcome for outcome in outcomes if outcome.status == "conflict").fields["position"]
        stands = (get(world.alice, "contact", record) or {})["position"]
        assert {asked["mine"], stands} == {f"A{n}", f"B{n}"}
        assert asked["theirs"] == stands


def test_the_same_action_sent_twice_at_once_is_done_once(world_real: World) -> None:
    world, record = world_real, make(world_real.alice)
    batch, device = Batch(), new_id()
    edit = Edit(record, {"description": "called"})
    outcomes = at_once(*[lambda: apply(world.alice, batch, [edit], DeviceAction(device, 1))[0]] * 4)
    assert len({str(outcome.json()) for outcome in outcomes}) == 1
    assert lines(world, record) == 2


def test_two_creations_of_one_id_make_one_record(world_real: World) -> None:
    record = new_id()
    edit = Edit(record, {"created_at": "now", "last_name": "Müller"})
    outcomes = at_once(*[lambda: one(world_real.alice, edit)] * 4)
    assert sorted(outcome.status for outcome in outcomes) == ["done", "refused", "refused", "refused"]
    assert lines(world_real, record) == 1


def test_a_device_that_skips_a_number_is_told_which_is_missing(world_real: World) -> None:
    device, record = new_id(), make(world_real.alice)
    with pytest.raises(Gap) as gap:
        apply(world_real.alice, Batch(), [Edit(record, {"position": "CEO"})], DeviceAction(device, 3))
    assert gap.value.expected == 1
    assert lines(world_real, record) == 1


def test_bulk_changes_that_cross_each_other_do_not_stop_each_other(world_real: World) -> None:
    world = world_real
    records = [make(world.alice) for _ in range(40)]
    summaries = at_once(
        lambda: apply_many(world.alice, Batch(), [Edit(r, {"position": "A"}) for r in records], size=10),
        lambda: apply_many(world.bob, Batch(), [Edit(r, {"department": "B"}) for r in reversed(records)], size=10),
        lambda: apply_many(
            world.alice, Batch(), [Edit(r, {"nickname": "C"}) for r in records[::2] + records[1::2]], size=7
        ),
    )
    assert [summary.done for summary in summaries] == [40, 40, 40]
    row = get(world.alice, "contact", records[7]) or {}
    assert (row["position"], row["department"], row["nickname"]) == ("A", "B", "C")


def lines(world: World, record: UUID) -> int:
    found = rows(
        "SELECT count(*) FROM log_change WHERE workspace_id = %s AND record_id = %s", (world.workspace_id, record)
    )
    return int(found[0][0])
