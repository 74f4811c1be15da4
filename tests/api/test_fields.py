"""Custom fields and lists: made by the administrator, met by everything else."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest

from tests.api.desk import change, history, make, opened, told
from tests.api.doors import Door, program
from tests.world import World

LABEL = {"en": "Shoe size", "de": "Schuhgröße"}


def field(door: Door, **wish: Any) -> Any:
    return told(door.ask("post", "/api/fields", {"type": "text", "label": LABEL, **wish}), 201)


def described(door: Door) -> dict[str, Any]:
    """The schema's contact fields by name."""
    schema = told(door.ask("get", "/api/schema"))
    return {one["name"]: one for one in schema["types"]["contact"]["fields"]}


@pytest.mark.row("S2-38")
@pytest.mark.parametrize(
    ("type", "value", "wrong"),
    [
        ("text", "44", 44),
        ("number", "44.5", "many"),
        ("boolean", True, "perhaps"),
        ("date", "2026-11-21", "yesterday"),
        ("choice", "big", "huge"),
        ("multichoice", ["big"], ["huge"]),
        ("longtext", "a\nb", 1),
        ("user", None, "nobody"),
        ("datetime", "2026-11-21T20:00:00+00:00", "2026-11-21"),
        ("link", None, "nobody"),
    ],
)
def test_a_field_is_added_filled_filtered_and_traced(world: World, type: str, value: Any, wrong: Any) -> None:
    alice, bob = program(world.alice), program(world.bob)
    options = [{"key": "big", "label": {"en": "Big"}}] if "choice" in type else []
    made = field(alice, type=type, options=options)
    assert made["key"] == "c_shoe_size"
    row = make(bob)
    if value is None:
        value = str(world.bob.user_id) if type == "user" else row["id"]
    assert described(bob)["c_shoe_size"]["type"] == type
    assert change(bob, row, c_shoe_size=value)["row"]["c_shoe_size"] == value
    assert opened(alice, row)["c_shoe_size"] == value
    assert history(alice, row)[0]["patch"]["c_shoe_size"][1] == value
    problem = change(bob, opened(bob, row), 422, c_shoe_size=wrong)
    assert problem["errors"][0]["place"].startswith("patch.c_shoe_size")
    make(bob, last_name="Leer")
    asked = quote(json.dumps({"field": "c_shoe_size", "op": "filled"}))
    assert [r["id"] for r in told(bob.ask("get", f"/api/contacts?filter={asked}"))["rows"]] == [row["id"]]


def test_a_retired_field_is_shown_no_more_and_comes_back_with_its_values(world: World) -> None:
    alice = program(world.alice)
    made = field(alice)
    row = make(alice, c_shoe_size="44")
    told(alice.ask("patch", f"/api/fields/{made['id']}", {"retired": True}))
    assert "c_shoe_size" not in opened(alice, row)
    assert "c_shoe_size" not in described(alice)
    told(alice.ask("patch", f"/api/fields/{made['id']}", {"retired": False}))
    assert opened(alice, row)["c_shoe_size"] == "44"
    assert [f["id"] for f in told(alice.ask("get", "/api/fields"))["fields"]] == [made["id"]]


@pytest.mark.parametrize(
    ("wish", "place"),
    [
        ({"type": "nonsense"}, "type"),
        ({"label": {}}, "label"),
        ({"label": {"fr": "Pointure"}}, "label"),
        ({"key": "shoe"}, "key"),
        ({"key": "c_Shoe'; --"}, "key"),
        ({"type": "choice"}, "options"),
        ({"type": "choice", "options": [{"key": "a'b", "label": {"en": "A"}}]}, "options[0].key"),
        ({"type": "choice", "options": [{"key": "a", "label": {"en": "A"}}] * 2}, "options"),
        ({"more": 1}, "more"),
    ],
)
def test_a_bad_field_is_refused_with_its_place(world: World, wish: dict[str, Any], place: str) -> None:
    alice = program(world.alice)
    problem = told(alice.ask("post", "/api/fields", {"type": "text", "label": LABEL, **wish}), 422)
    assert problem["errors"][0]["place"] == place
    assert told(alice.ask("get", "/api/fields"))["fields"] == []


def test_a_key_is_taken_once(world: World) -> None:
    alice = program(world.alice)
    field(alice)
    problem = told(alice.ask("post", "/api/fields", {"type": "text", "label": LABEL}), 422)
    assert problem["errors"][0]["code"] == "key_taken"


def test_a_label_without_plain_letters_gets_a_key_too(world: World) -> None:
    assert field(program(world.alice), label={"zh": "鞋码"})["key"].startswith("c_")


def sections(door: Door) -> dict[str, dict[str, str]]:
    """The sections of a contact's page that an administrator named."""
    groups = told(door.ask("get", "/api/schema"))["types"]["contact"]["groups"]
    return {one["name"]: one["label"] for one in groups if not isinstance(one, str)}


@pytest.mark.row("S2-38")
def test_a_field_stands_in_a_section_of_ones_own_which_is_renamed_and_goes_with_its_last_field(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    words = {"en": "Contract", "de": "Vertrag"}
    made = field(alice, group_label=words)
    (key,) = sections(bob)
    assert sections(bob) == {key: words}
    assert described(bob)["c_shoe_size"]["group"] == key
    other = field(alice, label={"en": "Volume"}, group_label={"en": "contract"})  # the same, however it is written
    assert other["group"] == key
    told(alice.ask("patch", f"/api/fields/{other['id']}", {"group": key, "group_label": {"en": "Deal"}}))
    assert sections(bob) == {key: {"en": "Deal"}}
    told(alice.ask("patch", f"/api/fields/{other['id']}", {"group": "custom"}))
    assert sections(bob) == {key: {"en": "Deal"}}
    told(alice.ask("patch", f"/api/fields/{made['id']}", {"group": "about"}))
    assert sections(bob) == {}
    problem = told(alice.ask("patch", f"/api/fields/{made['id']}", {"group": key}), 422)
    assert problem["errors"][0]["place"] == "group"


def test_a_section_whose_fields_one_may_not_read_is_not_told(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    made = field(alice, group_label={"en": "Contract"})
    roles = told(alice.ask("get", "/api/roles"))["roles"]
    rights = next(role for role in roles if role["key"] == "member")["rights"]
    told(alice.ask("patch", "/api/roles/member", {"rights": rights | {"fields": {"contact": {made["key"]: "hidden"}}}}))
    assert (len(sections(alice)), len(sections(bob))) == (1, 0)


def test_only_an_administrator_changes_fields_and_lists(world: World) -> None:
    bob, charlie = program(world.bob), program(world.charlie)
    made = field(program(world.alice))
    told(bob.ask("post", "/api/fields", {"type": "text", "label": LABEL}), 403)
    told(bob.ask("patch", f"/api/fields/{made['id']}", {"retired": True}), 403)
    told(bob.ask("put", "/api/lists/temperature", {"options": [{"key": "a", "label": {"en": "A"}}]}), 403)
    told(charlie.ask("patch", f"/api/fields/{made['id']}", {"retired": True}), 404)
    assert told(charlie.ask("get", "/api/fields"))["fields"] == []


def test_a_list_is_edited_and_what_is_left_out_is_retired(world: World) -> None:
    alice = program(world.alice)
    row = make(alice, temperature="warm")
    version = told(alice.ask("get", "/api/schema"))["version"]
    wish = {
        "options": [
            {"key": "boiling", "label": {"en": "Boiling", "de": "Kochend"}, "color": "red"},
            {"key": "cold", "label": {"en": "Cold"}},
        ]
    }
    told(alice.ask("put", "/api/lists/temperature", wish))
    schema = told(alice.ask("get", "/api/schema"))
    assert [(o["key"], o["retired"]) for o in schema["lists"]["temperature"]] == [
        ("boiling", False),
        ("cold", False),
        ("warm", True),
        ("hot", True),
    ]
    assert schema["version"] > version
    assert change(alice, row, temperature="boiling")["row"]["temperature"] == "boiling"
    told(alice.ask("put", "/api/lists/nonsense", wish), 404)


def test_the_schema_names_people_and_lists_and_what_a_reader_may_not_change(world: World) -> None:
    alice, rita = program(world.alice), program(world.rita)
    schema = told(alice.ask("get", "/api/schema"))
    assert {u["name"] for u in schema["users"]} == {"Alice Adler", "Bob Berg", "Rita Roth"}
    assert set(schema["lists"]) == {"temperature", "relation", "relationship"}
    assert described(alice)["emails"]["kinds"]
    assert not described(alice)["last_name"]["readonly"]
    assert all(one["readonly"] for one in described(rita).values())
