"""Orders and places: no record twice, none left out, empty ones last, whatever is sorted by and whoever writes."""

from __future__ import annotations

import random
from uuid import UUID

import orjson
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from karteo import search
from karteo.lib.errors import Refusal
from karteo.lib.text import sort_key
from karteo.search import size
from tests.search.crowd import Head, fill
from tests.world import World

SORTS = [
    "name", "-name", "company", "-company", "city", "-city", "created_at", "-created_at", "-changed_at", "first_name",
    "-first_name", "birth_year", "-birth_year", "city,-name", "-birth_year,company,name", "temperature", "emails",
]  # fmt: skip
WORDS = st.sampled_from(["", "Äbel", "Abel", "abel", "Abelmann", "王", "Zahn 9", "Zahn 10"])
HEADS = st.builds(
    Head,
    first=WORDS,
    last=WORDS,
    company=WORDS,
    city=WORDS,
    email=st.just("a@b.example"),
    phone=st.just("+4930901820"),
)


def people(world: World, heads: list[Head]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_contact WHERE workspace_id = %s", (world.workspace_id,))
    fill(world.workspace_id, heads)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE records_contact SET birth_year = CASE WHEN length(sort_city) %% 3 = 0 THEN NULL"
            " ELSE 1970 + length(sort_name) %% 4 END, temperature ="
            " CASE WHEN length(sort_company) %% 2 = 0 THEN NULL ELSE 'hot' END"
            " WHERE workspace_id = %s",
            (world.workspace_id,),
        )


def all_pages(world: World, sort: str, limit: int, filter: object = None) -> list[UUID]:
    ids: list[UUID] = []
    after: str | None = None
    while True:
        part = search.page(world.alice, "contact", filter=filter, sort=sort, after=after, limit=limit)
        ids += part.ids
        if part.next is None:
            return ids
        after = part.next


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(heads=st.lists(HEADS, max_size=14), sort=st.sampled_from(SORTS), limit=st.integers(1, 5))
def test_pages_put_together_are_the_whole_list(world: World, heads: list[Head], sort: str, limit: int) -> None:
    people(world, heads)
    gathered = {
        "field": "deleted_at",
        "op": "empty",
    }  # who names the bin is not led along an index of the living
    whole = search.page(world.alice, "contact", filter=gathered, sort=sort, limit=500).ids
    assert len(set(whole)) == len(whole) == len(heads)
    assert all_pages(world, sort, limit) == whole
    assert all_pages(world, sort, limit, filter=gathered) == whole


@pytest.mark.parametrize(
    ("sort", "field"), [("company", "company"), ("-company", "company"), ("first_name", "first_name")]
)
def test_empty_values_stand_last_in_both_directions(world: World, sort: str, field: str) -> None:
    people(
        world,
        [Head(word, "X", word, "", "a@b.example", "+493090") for word in ("", "Zahn", "", "Äbel", "Abel")],
    )
    found = search.page(world.alice, "contact", sort=sort)
    values = [row[field] or "" for row in orjson.loads(found.rows_json)]
    filled = sorted(("Zahn", "Äbel", "Abel"), key=sort_key, reverse=sort.startswith("-"))
    assert values == [*filled, "", ""]


def test_a_list_stays_whole_while_others_write(world: World) -> None:
    pick = random.Random(7)
    people(world, [Head("", f"Person {at}", "", "", "a@b.example", "+493090") for at in range(60)])
    before = set(search.page(world.alice, "contact", limit=100).ids)
    seen: list[UUID] = []
    gone: set[UUID] = set()
    after: str | None = None
    while True:
        part = search.page(world.alice, "contact", after=after, limit=7)
        seen += part.ids
        after = part.next
        if after is None:
            break
        victim = pick.choice(sorted(before - gone))
        gone.add(victim)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE records_contact SET deleted_at = now() WHERE workspace_id = %s AND id = %s",
                (world.workspace_id, victim),
            )
            cursor.execute(
                "UPDATE records_contact SET company = 'written meanwhile' WHERE workspace_id = %s",
                (world.workspace_id,),
            )
    assert len(seen) == len(set(seen))
    assert before - gone <= set(seen)


@pytest.mark.parametrize("place", ["x", "W10", "eyJhIjoxfQ:1abc:def", "a" * 3000, "\0"])
def test_a_place_that_was_never_handed_out_is_refused(world: World, place: str) -> None:
    with pytest.raises(Refusal) as refused:
        search.page(world.alice, "contact", after=place)
    assert [(error.place, error.code) for error in refused.value.errors] == [("after", "bad_place")]


def test_a_place_of_another_order_is_refused(world: World) -> None:
    people(world, [Head("", f"Person {at}", "", "", "a@b.example", "+493090") for at in range(3)])
    place = search.page(world.alice, "contact", sort="name", limit=1).next
    assert place is not None
    with pytest.raises(Refusal):
        search.page(world.alice, "contact", sort="-name", after=place)


@pytest.mark.parametrize("sort", ["tags", "nothing", "name;drop", "-", "description", "a,b,c,d", "name,,", "search"])
def test_what_cannot_be_sorted_by_is_refused(world: World, sort: str) -> None:
    with pytest.raises(Refusal) as refused:
        search.page(world.alice, "contact", sort=sort)
    assert refused.value.errors[0].place == "sort"


@pytest.mark.parametrize(("number", "shown"), [(7, 7), (12_345, 12_000), (99_999, 100_000), (1_000_000, 1_000_000)])
def test_an_estimate_has_two_digits(number: int, shown: int) -> None:
    assert size.rounded(number) == shown
