"""Retention: what nobody needed for long is listed first, and then goes; what shows a sign of life stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

import orjson
import pytest
from django.db import connection

from karteo.bulk import jobs, retaining, retention, tasks
from karteo.bulk.models import Job
from karteo.bulk.retention import Rule, months_before
from karteo.edits.shapes import Batch
from karteo.history.undo import undo
from karteo.identity import people
from karteo.lib.clock import now
from karteo.lib.errors import Forbidden, Refusal
from karteo.lib.ids import new_id
from karteo.records import rows
from tests.bulk.test_erase import edited, made, traces
from tests.world import World

LONG_AGO = timedelta(days=800)


def old(world: World, **values: Any) -> UUID:
    """A contact that nobody changed for two years."""
    record = new_id()
    batch = Batch(at=now() - LONG_AGO)
    assert edited(world.alice, record, batch, created_at=now().isoformat(), **values).status == "done"
    return record


def alive(world: World, record: UUID) -> bool:
    row = rows.get(world.alice, "contact", record)
    return row is not None and not row["deleted_at"]


def let_go(world: World, rule: Rule) -> Job:
    """Order it and do it."""
    job = retention.start(world.alice, "contact", rule)
    return jobs.run(world.alice, job.id, retention.step)


def test_months_are_counted_in_the_calendar() -> None:
    at = datetime(2026, 3, 31, 12, tzinfo=UTC)
    assert months_before(at, 1) == datetime(2026, 2, 28, 12, tzinfo=UTC)
    assert months_before(at, 24) == datetime(2024, 3, 31, 12, tzinfo=UTC)
    assert months_before(at, 3) == datetime(2025, 12, 31, 12, tzinfo=UTC)


def test_a_rule_lets_go_what_is_old_and_keeps_clients_and_companies_with_living_people(world_real: World) -> None:
    lonely = old(world_real, last_name="Lonely")
    client = old(world_real, last_name="Client", relation="client")
    firm = old(world_real, kind="company", company_name="Lively AG")
    fresh = made(world_real.bob, last_name="Fresh", company_id=str(firm))
    touched = old(world_real, last_name="Touched")
    edited(world_real.bob, touched, position="Chef")
    rule = Rule(12, "bin", ("client",))

    told = retention.preview(world_real.workspace_id, "contact", rule)
    assert (told["count"], [one["name"] for one in told["sample"]]) == (1, ["Lonely"])
    assert [line[1] for line in retention.listed(world_real.workspace_id, "contact", rule)] == ["Lonely"]
    assert retention.preview(world_real.workspace_id, "contact", Rule(12))["count"] == 2
    assert retention.preview(world_real.workspace_id, "contact", Rule(36))["count"] == 0

    run = let_go(world_real, rule)
    assert (run.total, run.result["changed"]) == (1, 1)
    assert [alive(world_real, one) for one in (lonely, client, firm, fresh, touched)] == [False, *[True] * 4]
    assert undo(world_real.alice, run.batch_id).done == 1
    assert alive(world_real, lonely)


def test_what_hangs_on_a_contact_is_a_sign_of_life_and_people_in_the_bin_are_none(world_real: World) -> None:
    noted, firm, binned = (old(world_real, last_name=name) for name in ("Noted", "Firm", "Binned"))
    edited(world_real.bob, new_id(), type="note", text="Called", parent_id=str(noted), created_at="now")
    edited(world_real.alice, firm, Batch(at=now() - LONG_AGO), kind="company", company_name="Quiet AG")
    person = made(world_real.bob, last_name="Fresh", company_id=str(firm))
    edited(world_real.alice, binned, Batch(at=now() - LONG_AGO), deleted_at="now")

    def names(what: Literal["bin", "erase"]) -> set[str]:
        told = retention.preview(world_real.workspace_id, "contact", Rule(12, what))
        assert told["count"] == len(told["sample"])
        return {one["name"] for one in told["sample"]}

    assert (names("bin"), names("erase")) == (set(), {"Binned"})
    edited(world_real.bob, person, deleted_at="now")
    assert (names("bin"), names("erase")) == ({"Quiet AG"}, {"Quiet AG", "Binned"})


def test_the_longest_forgotten_are_named_first_and_all_are_listed(
    world_real: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, days in enumerate((800, 1200, 1000)):
        edited(
            world_real.alice, new_id(), Batch(at=now() - timedelta(days=days)), created_at="now", last_name=f"{number}"
        )
    monkeypatch.setattr(retention, "SHOWN", 2)
    told = retention.preview(world_real.workspace_id, "contact", Rule(12))
    assert (told["count"], [one["name"] for one in told["sample"]]) == (3, ["1", "2"])
    monkeypatch.setattr(retention, "BINNED", 1)
    assert {line[1] for line in retention.listed(world_real.workspace_id, "contact", Rule(12))} == {"0", "1", "2"}


def test_a_run_stops_when_its_administrator_is_none_any_more(world_real: World) -> None:
    record = old(world_real, last_name="Lonely")
    people.join(world_real.workspace_id, "olga@nordwerk.example", "Olga", "admin")
    retaining.order(world_real.alice, "contact", Rule(12), 1)
    people.change(world_real.workspace_id, world_real.alice.user_id, role="member")
    worked()
    run = retaining.rules(world_real.workspace_id)["contact"]["run"]
    assert (run.status, alive(world_real, record)) == ("failed", True)


def test_who_became_a_client_after_the_order_is_kept(world_real: World) -> None:
    record = old(world_real, last_name="Lonely")
    job = retention.start(world_real.alice, "contact", Rule(12, "bin", ("client",)))
    edited(world_real.alice, record, Batch(at=now() - LONG_AGO), relation="client")
    assert jobs.run(world_real.alice, job.id, retention.step).result["changed"] == 0
    assert alive(world_real, record)


def test_a_rule_may_erase_in_chunks_and_also_what_lies_in_the_bin(
    world_real: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        old(world_real, last_name=f"Vergessen{number}")
    binned = old(world_real, last_name="Vergessener")
    edited(world_real.alice, binned, Batch(at=now() - LONG_AGO), deleted_at="now")
    kept = made(world_real.alice, last_name="Behalten")
    monkeypatch.setattr(retention, "ERASED", 2)
    run = let_go(world_real, Rule(12, "erase"))
    assert (run.status, run.total, run.done, run.chunk, run.result["changed"]) == ("done", 6, 6, 3, 6)
    assert traces("vergessen") == []
    assert alive(world_real, kept)


def waiting() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args::text FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        return list(cursor.fetchall())


def worked() -> None:
    """Do what waits for the worker."""
    for name, arguments in waiting():
        assert name == "bulk_work"
        tasks.bulk_work(**orjson.loads(arguments))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.mark.parametrize("what", ["bin", "erase"])
def test_what_shows_a_sign_of_life_after_the_order_is_let_be(world_real: World, what: Literal["bin", "erase"]) -> None:
    lonely, back = old(world_real, last_name="Lonely"), old(world_real, last_name="Back")
    job = retention.start(world_real.alice, "contact", Rule(12, what))
    edited(world_real.bob, back, position="Chef")
    done = jobs.run(world_real.alice, job.id, retention.step)
    assert (done.total, [alive(world_real, one) for one in (lonely, back)]) == (2, [False, True])


def test_a_run_is_ordered_with_the_number_that_was_seen(world_real: World) -> None:
    record, rule = old(world_real, last_name="Lonely"), Rule(12)
    with pytest.raises(Refusal):
        retaining.order(world_real.alice, "contact", rule, 2)
    with pytest.raises(Forbidden):
        retaining.order(world_real.bob, "contact", rule, 1)
    begun = retaining.order(world_real.alice, "contact", rule, 1)
    with pytest.raises(Refusal):
        retaining.order(world_real.alice, "contact", rule, 1)
    assert alive(world_real, record)
    worked()
    run = retaining.rules(world_real.workspace_id)["contact"]["run"]
    assert (run.status, run.result["changed"], run.id) == ("done", 1, begun.id)
    assert not alive(world_real, record)


def test_at_night_only_rules_that_are_on_run_and_only_for_an_administrator(world_real: World) -> None:
    record, rule = old(world_real, last_name="Lonely"), Rule(12)
    with pytest.raises(Forbidden):
        retaining.settle(world_real.bob, "contact", rule, True)
    retaining.settle(world_real.alice, "contact", rule, False)
    retaining.retention_nightly(0)
    assert waiting() == []
    other = people.join(world_real.workspace_id, "olga@nordwerk.example", "Olga", "admin")
    retaining.settle(world_real.alice, "contact", rule, True)
    people.change(world_real.workspace_id, world_real.alice.user_id, role="member")
    retaining.retention_nightly(0)
    assert waiting() == []
    people.change(world_real.workspace_id, world_real.alice.user_id, role="admin")
    assert other.id
    retaining.retention_nightly(0)
    worked()
    assert rows.get(world_real.charlie, "contact", record) is None
    assert not alive(world_real, record)
    retaining.retention_nightly(0)
    assert waiting() == []
