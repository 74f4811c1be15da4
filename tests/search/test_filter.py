"""Filters through the API: every operator of the shared cases, and every fault with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from karteo import search
from karteo.lib.errors import Refusal
from tests.api.desk import make, told
from tests.api.doors import Door, program
from tests.world import World

SHARED: dict[str, Any] = json.loads((Path(__file__).parents[1] / "cases" / "filters.json").read_text("utf-8"))


def enter(door: Door) -> dict[str, str]:
    """All the contacts of the cases, made through the API: {id: their name in the cases}."""
    return {make(door, **({"last_name": None} | fields))["id"]: key for key, fields in SHARED["records"].items()}


def kept(door: Door, known: dict[str, str], filter: object) -> list[str]:
    answer = told(door.ask("get", f"/api/contacts?filter={quote(json.dumps(filter))}"))
    return [known[row["id"]] for row in answer["rows"]]


@pytest.mark.row("S2-04", "S2-05", "S2-06", "S2-07", "S2-09", "S2-10")
def test_every_filter_keeps_the_expected_contacts(world: World) -> None:
    door = program(world.alice)
    known = enter(door)
    wrong = {
        json.dumps(case["filter"], ensure_ascii=False): found
        for case in SHARED["cases"]
        if set(found := kept(door, known, case["filter"])) != set(case["expect"])
    }
    assert wrong == {}


@pytest.mark.parametrize("case", SHARED["refused"], ids=lambda case: json.dumps(case["filter"]))
def test_a_faulty_filter_is_refused_with_its_place(world: World, case: dict[str, Any]) -> None:
    answer = program(world.alice).ask("get", f"/api/contacts?filter={quote(json.dumps(case['filter']))}")
    (error,) = told(answer, 422)["errors"]
    assert error["place"].startswith(case["place"])
    assert case["code"] in (None, error["code"])


def test_all_faults_of_a_filter_are_told_at_once(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        search.page(
            world.alice,
            "contact",
            filter={"and": [{"field": "x", "op": "is"}, {"field": "kind", "op": "y"}, 3]},
        )
    assert [error.place for error in refused.value.errors] == [
        "filter.and[0].field",
        "filter.and[1].op",
        "filter.and[2]",
    ]


@pytest.mark.parametrize(
    "filter",
    [
        {"and": [{"field": "kind", "op": "filled"}] * 1000},
        {"not": {"not": {"not": {"not": {"not": {"not": {"not": {"not": {"not": {"not": {"not": {"not": {}}}}}}}}}}}}},
    ],
)
def test_a_filter_that_is_too_big_is_refused(world: World, filter: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        search.count(world.alice, "contact", filter=filter)
    assert [error.code for error in refused.value.errors] == ["too_big"]


def test_the_bin_is_left_out_unless_it_is_named(world: World) -> None:
    door = program(world.alice)
    row = make(door, last_name="Ohm")
    told(door.ask("delete", f"/api/contacts/{row['id']}"))
    assert told(door.ask("get", "/api/contacts"))["rows"] == []
    assert [found["id"] for found in told(door.ask("get", "/api/contacts?bin=true"))["rows"]] == [row["id"]]
    named = {"field": "deleted_at", "op": "is", "value": "today"}
    assert kept(door, {row["id"]: "ohm"}, named) == ["ohm"]


def test_a_selection_is_a_condition_that_keeps_the_same_contacts(world: World) -> None:
    where = search.condition(world.alice, "contact", q="ohm", filter={"field": "kind", "op": "is", "value": "person"})
    assert where.sql.count("%s") == len(where.params)
    assert "t.deleted_at IS NULL" in where.sql
    assert "t.workspace_id = %s" in search.condition(world.alice, "contact").sql
