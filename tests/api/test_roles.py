"""Roles as data: ready-made, changed, one's own; and that they count at once, field by field."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.desk import history, make, opened, told
from tests.api.doors import Door, browser, program
from tests.bulk.working import worked
from tests.world import World

ALL = {"read": "all", "create": "all", "edit": "all", "delete": "all", "export": "all", "bulk": "all"}


def roles(door: Door) -> dict[str, dict[str, Any]]:
    return {role["key"]: role for role in told(door.ask("get", "/api/roles"))["roles"]}


def give(world: World, role: str, who: str = "bob") -> None:
    person = getattr(world, who).user_id
    told(browser(world.alice).ask("patch", f"/api/people/{person}", {"role": role}))


def wished(**fields: str) -> dict[str, Any]:
    return {"types": {"contact": ALL}, "fields": {"contact": fields}}


def test_the_ready_made_roles_are_there_and_how_many_have_them(world: World) -> None:
    found = roles(browser(world.alice))
    assert list(found)[:2] == ["admin", "manager"]
    assert {key: found[key]["people"] for key in ("admin", "member", "reader", "seller")} == {
        "admin": 1,
        "member": 1,
        "reader": 1,
        "seller": 0,
    }
    assert found["reader"]["rights"]["types"]["contact"]["edit"] == "none"
    assert all(role["ready"] and not role["changed"] for role in found.values())
    others = roles(browser(world.bob))
    assert others["seller"]["label"]["de"] == "Vertrieb"
    assert {(role["rights"], role["people"]) for role in others.values()} == {(None, None)}


def test_a_role_of_ones_own_is_made_given_changed_and_deleted(world: World) -> None:
    alice = browser(world.alice)
    wish = {"label": {"en": "Inside sales", "de": "Innendienst"}, "rights": wished()}
    made = told(alice.ask("post", "/api/roles", wish), 201)
    assert (made["key"], made["ready"], made["people"]) == ("inside_sales", False, 0)
    assert told(alice.ask("post", "/api/roles", wish), 201)["key"] == "inside_sales_2"
    give(world, "inside_sales")
    in_use = told(alice.ask("delete", "/api/roles/inside_sales"), 422)
    assert in_use["errors"][0]["code"] == "role_in_use"
    told(alice.ask("patch", "/api/roles/inside_sales", {"label": {"en": "Inside"}}))
    after = roles(alice)["inside_sales"]
    assert (after["label"], after["rights"]["types"], after["people"]) == ({"en": "Inside"}, {"contact": ALL}, 1)
    give(world, "member")
    told(alice.ask("delete", "/api/roles/inside_sales"), 204)
    assert "inside_sales" not in roles(alice)
    told(alice.ask("patch", f"/api/people/{world.bob.user_id}", {"role": "inside_sales"}), 422)


@pytest.mark.row("S1-22")
def test_a_changed_ready_made_role_counts_at_once_and_is_put_back(world: World) -> None:
    alice, bob = browser(world.alice), browser(world.bob)
    row = make(bob, last_name="Kunde")
    none = {"types": {"contact": {**ALL, "edit": "none", "delete": "none", "bulk": "none"}}}
    changed = told(alice.ask("patch", "/api/roles/member", {"rights": none}))
    assert (changed["ready"], changed["changed"], changed["label"]["de"]) == (True, True, "Mitarbeit")
    told(bob.ask("patch", f"/api/contacts/{row['id']}", {"patch": {"position": "Chef"}}), 403)
    assert opened(bob, row)["position"] is None
    told(alice.ask("delete", "/api/roles/member"), 204)
    assert roles(alice)["member"]["changed"] is False
    told(bob.ask("patch", f"/api/contacts/{row['id']}", {"patch": {"position": "Chef"}}))


@pytest.mark.row("S1-22")
def test_a_hidden_field_is_nowhere_and_one_to_read_is_not_written(world_real: World) -> None:
    world = world_real
    alice, bob, script = browser(world.alice), browser(world.bob), program(world.bob)
    row = make(alice, last_name="Kunde", description="Geheimnis", source="Messe", language="de")
    told(alice.ask("patch", f"/api/contacts/{row['id']}", {"patch": {"description": "Geheimnisse"}}))
    rights = wished(description="hidden", source="hidden", language="read")
    told(alice.ask("patch", "/api/roles/member", {"rights": rights}))
    worked()
    for door in (bob, script):
        seen = opened(door, row)
        assert not {"description", "source"} & seen.keys()
        assert seen["language"] == "de"
        for field in ("language", "description"):
            told(door.ask("patch", f"/api/contacts/{row['id']}", {"patch": {field: "en"}}), 403)
        assert "Geheimnis" not in str(history(door, row))
        assert told(door.ask("get", "/api/contacts?q=Geheimnis"))["rows"] == []
        assert len(told(door.ask("get", "/api/contacts?q=Kunde"))["rows"]) == 1
        clause = '{"field":"source","op":"is","value":"Messe"}'
        told(door.ask("get", f"/api/contacts?filter={clause}"), 422)
    fields = {f["name"]: f for f in told(bob.ask("get", "/api/schema"))["types"]["contact"]["fields"]}
    assert not {"description", "source"} & fields.keys()
    assert fields["language"]["readonly"] is True
    assert opened(alice, row)["language"] == "de"
    told(alice.ask("patch", f"/api/contacts/{row['id']}", {"patch": {"language": "en"}}))
    told(alice.ask("delete", "/api/roles/member"), 204)
    worked()
    assert len(told(bob.ask("get", "/api/contacts?q=Geheimnis"))["rows"]) == 1


@pytest.mark.parametrize(
    ("rights", "place", "code"),
    [
        ({"types": {"contact": {**ALL, "read": "own"}}}, "rights.types.contact.edit", "wider_than_read"),
        ({"types": {"contact": {**ALL, "create": "own"}}}, "rights.types.contact.create", "choice"),
        ({"types": {"contact": {**ALL, "fly": "all"}}}, "rights.types.contact.fly", "choice"),
        ({"types": {"contact": ALL, "planet": ALL}}, "rights.types.planet", "unknown_type"),
        (wished(last_name="hidden"), "rights.fields.contact.last_name", "never_hidden"),
        (wished(owner_id="hidden"), "rights.fields.contact.owner_id", "never_hidden"),
        (wished(shared_with="hidden"), "rights.fields.contact.shared_with", "never_hidden"),
        (wished(nonsense="read"), "rights.fields.contact.nonsense", "unknown_field"),
        (wished(source="never"), "rights.fields.contact.source", "choice"),
        ({"types": {}}, "rights.types.contact", "required"),
        ({"admin": True, "types": {"contact": ALL}}, "rights.admin", "literal_error"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_place(
    world: World, rights: dict[str, Any], place: str, code: str
) -> None:
    alice = browser(world.alice)
    for method, path in (("post", "/api/roles"), ("patch", "/api/roles/member")):
        refused = told(alice.ask(method, path, {"label": {"en": "Odd"}, "rights": rights}), 422)
        assert (place, code) in [(e["place"], e["code"]) for e in refused["errors"]]
    assert roles(alice)["member"]["changed"] is False


def test_administrators_keep_their_rights(world: World) -> None:
    alice = browser(world.alice)
    told(alice.ask("patch", "/api/roles/admin", {"rights": wished()}), 422)
    told(alice.ask("delete", "/api/roles/admin"), 422)
    assert roles(alice)["admin"]["rights"]["admin"] is True


@pytest.mark.row("S1-22")
def test_only_an_administrator_sets_roles(world: World) -> None:
    for door in (browser(world.bob), program(world.rita)):
        told(door.ask("post", "/api/roles", {"label": {"en": "Mine"}, "rights": wished()}), 403)
        told(door.ask("patch", "/api/roles/member", {"rights": wished()}), 403)
        told(door.ask("delete", "/api/roles/member"), 403)


def test_roles_of_another_workspace_do_not_exist(world: World) -> None:
    told(browser(world.alice).ask("post", "/api/roles", {"label": {"en": "Ours"}, "rights": wished()}), 201)
    charlie = browser(world.charlie)
    assert "ours" not in roles(charlie)
    told(charlie.ask("patch", "/api/roles/ours", {"label": {"en": "Mine"}}), 404)
    told(charlie.ask("delete", "/api/roles/ours"), 404)
    told(charlie.ask("patch", f"/api/people/{world.charlie.user_id}", {"role": "ours"}), 422)


def test_a_key_is_taken_once(world: World) -> None:
    alice, wish = browser(world.alice), {"label": {"en": "Odd"}, "rights": wished()}
    told(alice.ask("post", "/api/roles", {**wish, "key": "odd"}), 201)
    for key in ("odd", "member"):
        refused = told(alice.ask("post", "/api/roles", {**wish, "key": key}), 422)
        assert [(e["place"], e["code"]) for e in refused["errors"]] == [("key", "key_taken")]


def test_what_a_role_does_not_say_of_a_kind_that_it_names_is_not_allowed(world: World) -> None:
    alice, bob = browser(world.alice), program(world.bob)
    rights = {"types": {"contact": ALL, "note": {"read": "all"}}}
    told(alice.ask("patch", "/api/roles/member", {"rights": rights}))
    row = make(bob)
    wish = {"fields": {"parent_id": row["id"], "text": "Called"}}
    told(bob.ask("post", "/api/notes", wish), 403)
    note = told(alice.ask("post", "/api/notes", wish), 201)["row"]
    told(bob.ask("patch", f"/api/notes/{note['id']}", {"patch": {"text": "x"}}), 403)
    told(bob.ask("get", f"/api/notes/{note['id']}"))
