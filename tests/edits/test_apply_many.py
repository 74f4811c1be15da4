"""Many edits: the same as `apply` in a loop, in a number of statements that does not depend on how many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from karteo.edits.apply import apply
from karteo.edits.apply_many import apply_many
from karteo.edits.chunk import PART
from karteo.edits.shapes import Batch, Edit
from karteo.identity.actor import Actor
from karteo.lib.ids import new_id
from karteo.lib.sql import rows
from karteo.records.rows import get_many
from tests.records.strategies import BY_FIELD
from tests.world import World, make_world

FIXED = {"created_at", "changed_at", "changed_by", "id"}
patches = st.dictionaries(st.sampled_from(sorted(BY_FIELD)), st.none(), max_size=4).flatmap(
    lambda names: st.fixed_dictionaries({name: BY_FIELD[name] for name in names})
)
steps = st.lists(st.tuples(st.integers(0, 4), patches, st.none() | patches, st.booleans()), max_size=12)


def edits_of(drawn: list[Any], records: list[UUID], born: set[int]) -> Iterator[Edit]:
    """Creations, changes and deletions of a few records, good ones and bad ones."""
    for place, patch, base, dies in drawn:
        wish = dict(patch)
        if place not in born:
            wish |= {"created_at": "now"}
            born.add(place)
        elif dies:
            wish |= {"deleted_at": "now"}
        yield Edit(records[place], wish, base)


def shown(actor: Actor, records: list[UUID]) -> list[dict[str, Any] | None]:
    found = get_many(actor, "contact", records)
    result: list[dict[str, Any] | None] = []
    for record in records:
        row = found.get(record)
        result.append(
            None
            if row is None
            else {
                name: bool(value) if name == "deleted_at" else value for name, value in row.items() if name not in FIXED
            }
        )
    return result


def derived(world: World, records: list[UUID]) -> list[Any]:
    return [
        rows(
            "SELECT sort_name, search, keys::text, sorts::text FROM records_contact"
            " WHERE workspace_id = %s AND id = %s",
            (world.workspace_id, record),
        )
        for record in records
    ]


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(drawn=steps, size=st.integers(1, 5))
def test_it_equals_apply_in_a_loop(drawn: list[Any], size: int) -> None:
    world = make_once()
    one_by_one, all_at_once = ([new_id() for _ in range(5)] for _ in range(2))
    single = [apply(world.alice, Batch(), [edit])[0] for edit in edits_of(drawn, one_by_one, set())]
    summary = apply_many(world.alice, Batch(), edits_of(drawn, all_at_once, set()), size=size)
    assert shown(world.alice, all_at_once) == shown(world.alice, one_by_one)
    assert derived(world, all_at_once) == derived(world, one_by_one)
    assert summary.refused == sum(outcome.status == "refused" for outcome in single)
    assert summary.conflicts == sum(outcome.status == "conflict" for outcome in single)
    assert summary.done == sum(outcome.status == "done" and outcome.changed for outcome in single)


worlds: list[World] = []


def make_once() -> World:
    """One world for all examples of one test run; hypothesis makes them inside one transaction."""
    if not worlds or not rows("SELECT 1 FROM identity_workspace WHERE id = %s", (worlds[-1].workspace_id,)):
        worlds.append(make_world())
    return worlds[-1]


def people(n: int) -> list[Edit]:
    return [
        Edit(new_id(), {"created_at": "now", "last_name": f"Müller {i}", "phones": [f"+49 30 9{i:06d}"]})
        for i in range(n)
    ]


def statements(world: World, edits: list[Edit], size: int = 2000) -> int:
    with CaptureQueriesContext(connection) as seen:
        apply_many(world.alice, Batch(), edits, size=size)
    return len(seen)


def test_a_chunk_takes_the_same_statements_however_many_edits_it_has(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("karteo.records.context.FRESH", 3600.0)  # how long the test takes plays no part
    few, many = people(3), people(300)
    apply_many(world.alice, Batch(), people(1))  # the lists of the workspace are read once
    assert statements(world, few) == statements(world, many) <= 12
    change_few = [Edit(edit.record, {"temperature": "warm"}) for edit in few]
    change_many = [Edit(edit.record, {"last_name": f"Meyer {i}"}) for i, edit in enumerate(many)]
    assert statements(world, change_few) <= 12
    assert statements(world, change_many) <= 12
    assert statements(world, [Edit(e.record, {"position": "CEO"}) for e in many], size=100) <= 3 * 12


def test_a_refused_edit_does_not_hold_back_the_others(world: World) -> None:
    good, bad = people(2)
    bad.patch["emails"] = ["no address"]
    summary = apply_many(world.alice, Batch(), [good, bad])
    assert (summary.done, summary.refused) == (1, 1)
    place, outcome = summary.problems[0]
    assert (place, outcome.fields["emails"]["code"]) == (1, "email_invalid")


def test_it_goes_on_where_it_stood(world: World) -> None:
    edits, batch = people(10), Batch()
    apply_many(world.alice, batch, edits[:6], size=3)  # the process died after two chunks
    summary = apply_many(world.alice, batch, edits, size=3)
    assert (summary.done, summary.refused) == (10, 0)
    assert rows(
        "SELECT count(*) FROM log_change WHERE workspace_id = %s AND batch_id = %s", (world.workspace_id, batch.id)
    ) == [(10,)]


def test_it_says_how_far_it_is(world: World) -> None:
    seen: list[int] = []
    apply_many(world.alice, Batch(), people(7), size=3, progress=lambda position, _: seen.append(position))
    assert seen == [3, 6, 7]


@pytest.mark.parametrize("many", [1, PART + 1])
def test_people_find_the_name_of_a_company_that_comes_with_them(world: World, many: int) -> None:
    company = new_id()
    staff = people(many)
    for edit in staff:
        edit.patch["company_id"] = str(company)
    summary = apply_many(
        world.alice,
        Batch(),
        [*staff, Edit(company, {"created_at": "now", "kind": "company", "company_name": "Nordwerk"})],
    )
    assert summary.done == many + 1
    found = get_many(world.alice, "contact", [edit.record for edit in staff]).values()
    assert [row["company"] for row in found] == ["Nordwerk"] * many


def test_what_was_written_at_once_is_renamed_at_once(world: World) -> None:
    staff = people(PART + 1)
    apply_many(world.alice, Batch(), staff)
    apply_many(world.alice, Batch(), [Edit(e.record, {"last_name": f"Meyer {n}"}) for n, e in enumerate(staff)])
    found = get_many(world.alice, "contact", [edit.record for edit in staff])
    assert [found[edit.record]["name"] for edit in staff] == [f"Meyer {n}" for n in range(PART + 1)]
