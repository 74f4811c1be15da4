"""A field of one's own is everywhere at once: form, list, filter, sorting, import, export, history, search, devices."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from tests.api.desk import Device, change, history, make, opened, told
from tests.api.doors import Door, browser, program
from tests.api.test_fields import described, field
from tests.api.test_imports import ran, upload
from tests.world import World

NAME = {"en": "Contract number", "de": "Vertragsnummer"}


def listed(door: Door, **asked: str) -> list[str]:
    """The last names of the contacts that a list shows."""
    return [row["last_name"] for row in told(door.ask("get", f"/api/contacts?{urlencode(asked)}"))["rows"]]


def exported(door: Door, **asked: str) -> list[dict[str, str]]:
    answer = door.ask("get", f"/api/contacts/export?{urlencode({'format': 'csv', **asked})}")
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.row("S2-38")
@pytest.mark.parametrize(
    ("type", "low", "high", "cell", "shown"),
    [
        ("text", "Alpha", "Beta", "Beta", "Beta"),
        ("longtext", "Alpha", "Beta", "Beta", "Beta"),
        ("number", "9.5", "44.5", "44.5", "44.5"),
        ("money", {"amount": "9.5", "currency": "EUR"}, {"amount": "44.5", "currency": "EUR"}, "44.50 EUR", None),
        ("boolean", False, True, "yes", "yes"),
        ("date", "2026-01-02", "2026-11-21", "2026-11-21", "2026-11-21"),
        ("datetime", "2026-01-02T08:00:00+00:00", "2026-11-21T08:00:00+00:00", "2026-11-21 08:00Z", None),
        ("choice", "small", "big", "Big", "Big"),
        ("multichoice", ["small"], ["big"], "Big", "Big"),
    ],
)
def test_a_new_field_is_everywhere_at_once(
    world_real: World, type: str, low: Any, high: Any, cell: str, shown: str | None
) -> None:
    alice, bob = program(world_real.alice), program(world_real.bob)
    device = Device(bob)
    device.sync()
    make(bob, last_name="Empty")
    options = [{"key": key, "label": {"en": key.title()}} for key in ("small", "big")] if "choice" in type else []
    field(alice, type=type, label=NAME, options=options)
    name = "c_contract_number"
    one = described(bob)[name]  # the form, the columns and the filter bar are made of this
    assert (one["label"], one["group"], one["readonly"]) == (NAME, "custom", False)
    a, b = make(bob, last_name="Low", **{name: low}), make(bob, last_name="High", **{name: high})
    # list, sorting, filter, search
    assert listed(bob, filter=json.dumps({"field": name, "op": "empty"})) == ["Empty"]
    op = "has" if type == "multichoice" else "contains" if type == "longtext" else "is"
    if op in one["operators"]:
        wanted = high[0] if isinstance(high, list) else high["amount"] if isinstance(high, dict) else high
        assert listed(bob, filter=json.dumps({"field": name, "op": op, "value": wanted})) == ["High"]
    if one["sortable"]:
        assert listed(bob, sort=f"-{name}") == ["High", "Low", "Empty"]
        assert listed(bob, sort=name) == ["Low", "High", "Empty"]
    if type in ("text", "longtext"):
        assert listed(bob, q="beta") == ["High"]
    # history, a device, export
    assert history(bob, b)[0]["patch"][name][1] == high
    assert device.follow()[a["id"]][name] == low
    out = {row["Name"]: row for row in exported(bob, columns=f"name,{name}")}
    assert out["High"]["Contract number"] != ""
    if shown is not None:
        assert out["High"]["Contract number"] == shown
    assert {row["last_name"]: row for row in exported(bob)}["Low"][name] != ""
    # import: its column is known by its name
    screen = browser(world_real.bob)
    ready = upload(screen, f"Last name,Contract number\nNew,{cell}\n".encode(), "new.csv")
    assert [column["field"] for column in ready["columns"]] == ["last_name", name]
    ran(screen, ready)
    asked = quote(json.dumps({"field": "last_name", "op": "is", "value": "New"}))
    assert told(bob.ask("get", f"/api/contacts?filter={asked}"))["rows"][0][name] == high


@pytest.mark.row("S2-38")
@pytest.mark.parametrize("type", ["note", "relationship"])
def test_notes_and_relationships_have_fields_of_their_own(world: World, type: str) -> None:
    alice, bob = program(world.alice), program(world.bob)
    first, second = make(bob, last_name="One"), make(bob, last_name="Two")
    field(alice, record_type=type, label=NAME, group="custom")
    assert "c_contract_number" not in described(bob)
    fields = (
        {"text": "Called", "parent_type": "contact", "parent_id": first["id"]}
        if type == "note"
        else {"contact_id": first["id"], "other_id": second["id"], "kind": "spouse"}
    )
    made = told(bob.ask("post", f"/api/{type}s", {"fields": {**fields, "c_contract_number": "V-17"}}), 201)["row"]
    assert made["c_contract_number"] == "V-17"
    asked = quote(json.dumps({"field": "c_contract_number", "op": "is", "value": "V-17"}))
    assert [row["id"] for row in told(bob.ask("get", f"/api/{type}s?filter={asked}"))["rows"]] == [made["id"]]


def test_a_field_of_an_unknown_kind_of_record_or_group_is_refused(world: World) -> None:
    alice = program(world.alice)
    for wish, place in (({"record_type": "planet"}, "record_type"), ({"group": "planet"}, "group")):
        problem = told(alice.ask("post", "/api/fields", {"type": "text", "label": NAME, **wish}), 422)
        assert problem["errors"][0]["place"] == place


def test_fields_stand_in_the_order_they_are_put_into(world: World) -> None:
    alice = program(world.alice)
    made = {key: field(alice, label={"en": key})["id"] for key in ("A", "B", "C")}
    told(alice.ask("put", "/api/fields", {"record_type": "contact", "order": [made["C"], made["A"]]}))
    assert [name for name in described(alice) if name.startswith("c_")] == ["c_c", "c_a", "c_b"]
    told(program(world.bob).ask("put", "/api/fields", {"record_type": "contact", "order": []}), 403)
    field(alice, label={"en": "D"})
    assert list(described(alice))[-1] == "c_d"


def test_what_is_required_is_asked_of_new_records_and_not_of_old_ones_in_passing(world: World) -> None:
    alice = program(world.alice)
    old = make(alice, last_name="Old")
    field(alice, label=NAME, required=True)
    assert change(alice, old, position="Head of purchasing")["row"]["position"] == "Head of purchasing"
    problem = told(alice.ask("post", "/api/contacts", {"fields": {"last_name": "New"}}), 422)
    assert (problem["errors"][0]["place"], problem["errors"][0]["code"]) == ("fields.c_contract_number", "required")
    row = change(alice, opened(alice, old), c_contract_number="V-1")["row"]
    assert change(alice, row, 422, c_contract_number=None)["errors"][0]["code"] == "required"


def test_a_sensitive_field_leaves_rows_filters_and_search(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    made = field(alice, label=NAME)
    row = make(bob, last_name="Case", c_contract_number="Geheimnis", birth_date="1980-05-17")
    assert listed(bob, q="geheimnis") == ["Case"]
    told(alice.ask("patch", f"/api/fields/{made['id']}", {"sensitive": True}))
    told(alice.ask("put", "/api/fields/contact/birth_date", {"sensitive": True}))
    for name in ("c_contract_number", "birth_date"):
        assert described(bob)[name]["sensitive"] is True
        assert name not in opened(bob, row)
        asked = quote(json.dumps({"field": name, "op": "filled"}))
        told(bob.ask("get", f"/api/contacts?filter={asked}"), 422)
    assert listed(bob, q="geheimnis") == []
    told(alice.ask("put", "/api/fields/contact/birth_date", {"sensitive": False}))
    assert opened(bob, row)["birth_date"] == "1980-05-17"


@pytest.mark.parametrize("name", ["last_name", "kind", "owner_id", "restricted"])
def test_what_a_record_is_recognised_by_is_never_sensitive(world: World, name: str) -> None:
    alice, bob = program(world.alice), program(world.bob)
    problem = told(alice.ask("put", f"/api/fields/contact/{name}", {"sensitive": True}), 422)
    assert problem["errors"][0]["code"] == "always_open"
    told(bob.ask("put", "/api/fields/contact/birth_date", {"sensitive": True}), 403)
    told(alice.ask("put", "/api/fields/contact/nothing", {"sensitive": True}), 404)


@pytest.mark.row("S2-09")
def test_a_retired_choice_stays_and_is_given_to_no_other_record(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    made = field(alice, type="multichoice", options=[{"key": k, "label": {"en": k}} for k in ("a", "b")])
    row = make(bob, last_name="Has", temperature="warm", c_shoe_size=["a", "b"])
    other = make(bob, last_name="Other")
    options = [{"key": "cold", "label": {"en": "Cold"}}]
    told(alice.ask("put", "/api/lists/temperature", {"options": options}))
    told(alice.ask("patch", f"/api/fields/{made['id']}", {"options": [{"key": "b", "label": {"en": "b"}}]}))
    row = change(bob, row, position="Head")["row"]
    assert (row["temperature"], row["c_shoe_size"]) == ("warm", ["a", "b"])
    assert change(bob, row, c_shoe_size=["a"])["row"]["c_shoe_size"] == ["a"]
    for name, value in (("temperature", "warm"), ("c_shoe_size", ["b", "a"])):
        problem = change(bob, other, 422, **{name: value})
        assert (problem["errors"][0]["code"], problem["errors"][0]["place"]) == ("retired_choice", f"patch.{name}")
    device = Device(bob)
    device.sync()
    answer = device.sync(device.action(other, {"temperature": "hot"}, {"temperature": None}))
    assert answer["outcomes"][0]["outcomes"][0]["fields"]["temperature"]["code"] == "retired_choice"
    # what was there comes back by undo and by restore
    batch = change(bob, opened(bob, row), temperature="cold")["batch"]
    told(bob.ask("post", f"/api/batches/{batch}/undo", {}))
    assert opened(bob, row)["temperature"] == "warm"
    change(bob, opened(bob, row), temperature=None)
    wish = {"number": history(bob, row)[0]["number"], "side": "before", "fields": ["temperature"]}
    told(bob.ask("post", f"/api/contacts/{row['id']}/restore", wish))
    assert opened(bob, row)["temperature"] == "warm"
