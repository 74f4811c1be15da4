"""Pages, counts and plans in a crowd of 100,000 contacts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import UUID

import orjson
import pytest
from django.db import connection

from karteo import search
from karteo.lib.sql import rows
from karteo.search.condition import asked
from tests.search.crowd import crowd, fill
from tests.world import World, make_world

SIZE = 100_000
pytestmark = pytest.mark.xdist_group("crowd")  # one worker makes the crowd


@pytest.fixture(scope="module")
def crowded(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """A world with 100,000 contacts, made once for this file and taken away after it."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        world = make_world()
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexdef LIKE '%records\\_contact %gin%'")
        slow = cursor.fetchall()  # to fill these row by row would take most of the time
        cursor.execute(f"DROP INDEX {', '.join(name for name, _ in slow)}")
        fill(world.workspace_id, crowd(SIZE))
        for _, definition in slow:
            cursor.execute(definition)
        cursor.execute("VACUUM ANALYZE records_contact")
        yield world
        kept = ("django_migrations", "django_content_type")
        tables = [name for name in connection.introspection.table_names() if name not in kept]
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")


@pytest.fixture
def world(crowded: World, db: None) -> World:
    return crowded


def names(found: search.Page) -> list[str]:
    return [row["name"] for row in orjson.loads(found.rows_json)]


def statements(doing: Callable[[], object]) -> list[tuple[str, Any]]:
    """The statements on contacts that were run meanwhile, with their parameters."""
    seen: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "records_contact" in sql:
            seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        doing()
    return seen


def plan(sql: str, params: Any) -> str:
    return "\n".join(line for (line,) in rows(f"EXPLAIN {sql}", params))


def plan_of(world: World, q: str) -> str:
    """The plan for everything that a query finds."""
    what = asked(world.alice, "contact", q)
    return plan(f"SELECT t.id FROM {what.table} t WHERE {what.where.sql}", what.where.params)


@pytest.mark.parametrize(
    ("q", "least", "most"),
    [
        ("quirrenb", 100, 100),
        ("QUIRRENBACH", 100, 100),
        ("Quirr?nbach", 100, 100),
        ("quirr*", 100, 100),
        ("*renbach", 100, 100),
        ('"Quirrenbach"', 100, 100),
        ("quirrenbahc~", 100, 100),
        ("kwirrenbach~", 100, 100),
        ("王", 50, 400),
        ("王秀", 1, 60),
        ("wangxiu", 1, 60),
        ("wxm", 1, 60),
        ("qz", 0, 100),
        ("müllerberg", 0, 0),
        ("person.4711@firma211.example", 1, 1),
        ("person.4711@firma", 1, 1),
    ],
)
def test_a_rare_search_uses_the_index_and_is_counted_exactly(world: World, q: str, least: int, most: int) -> None:
    number, exact = search.count(world.alice, "contact", q=q)
    assert exact
    assert least <= number <= most
    used = plan_of(world, q)
    assert "records_contact_search" in used or "records_contact_keys" in used
    assert "Seq Scan" not in used


def test_what_is_rare_is_gathered_and_what_is_frequent_is_walked(world: World) -> None:
    rare = statements(lambda: search.page(world.alice, "contact", q="quirrenb"))[-1]
    assert "records_contact_search" in plan(*rare)
    frequent = statements(lambda: search.page(world.alice, "contact", q="gmbh"))[-1]
    assert "records_contact_by_name" in plan(*frequent)
    assert "records_contact_search" not in plan(*frequent)


@pytest.mark.parametrize("sort", ["name", "-name", "company", "city", "-city", "created_at", "-changed_at"])
def test_the_first_page_and_the_following_come_from_the_index_of_the_order(world: World, sort: str) -> None:
    first = search.page(world.alice, "contact", sort=sort)
    for after in (None, first.next):
        said = statements(partial(search.page, world.alice, "contact", sort=sort, after=after))
        assert len(said) == 1
        assert "Index Scan" in plan(*said[0])
        assert "Sort" not in plan(*said[0])


@pytest.mark.parametrize("q", ["gmbh", "quirrenb", "köln", "王"])
@pytest.mark.parametrize("sort", ["name", "-company", "city", "first_name"])
def test_pages_of_a_search_make_the_whole_list_whichever_way_is_taken(world: World, q: str, sort: str) -> None:
    whole = search.page(world.alice, "contact", q=q, sort=sort, limit=300)
    ids: list[UUID] = []
    after: str | None = None
    while len(ids) < min(300, len(whole.ids)):
        part = search.page(world.alice, "contact", q=q, sort=sort, after=after, limit=60)
        ids += part.ids
        after = part.next
    assert ids == whole.ids


def test_everything_is_counted_as_an_honest_estimate(world: World) -> None:
    assert search.count(world.alice, "contact") == (SIZE, False)
    number, exact = search.count(world.alice, "contact", q="gmbh")
    real = sum("GmbH" in head.company for head in crowd(SIZE))
    assert not exact
    assert abs(number - real) < real / 5


def test_hits_whose_name_begins_with_it_come_first_and_near_ones_stand_apart(world: World) -> None:
    found = search.find(world.alice, "quirren")
    assert {row["last_name"] for row in found["rows"]} == {"Quirrenbach"}
    assert found["near"] == []
    missed = search.find(world.alice, "Quirenbach")
    assert missed["rows"] == []
    assert {row["last_name"] for row in missed["near"]} == {"Quirrenbach"}


def test_nobody_finds_what_is_in_another_workspace(world: World) -> None:
    assert search.page(world.charlie, "contact", q="quirrenb").ids == []
    assert search.count(world.charlie, "contact") == (0, True)
    assert search.find(world.charlie, "quirrenb") == {"rows": [], "near": []}
