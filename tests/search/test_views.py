"""Saved views through the API: whose they are, who may change them, and with which one a person begins."""

from __future__ import annotations

from typing import Any

from karteo.lib.ids import new_id
from tests.api.desk import told
from tests.api.doors import Door, browser, program
from tests.world import World, at_once

WARM = {"and": [{"field": "temperature", "op": "is", "value": "warm"}]}


def save(door: Door, name: str, **more: Any) -> dict[str, Any]:
    wish = {"name": name, "filter": WARM, "sort": "-changed_at", "columns": ["company", "owner_id"], **more}
    view: dict[str, Any] = told(door.ask("post", "/api/views", wish), 201)
    return view


def names(door: Door) -> list[str]:
    return [view["name"] for view in told(door.ask("get", "/api/views?type=contact"))["views"]]


def test_a_private_view_is_seen_by_its_maker_only(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    view = save(bob, "Warm ones")
    assert (view["mine"], view["editable"], view["by"]["name"]) == (True, True, "Bob Berg")
    assert (view["filter"], view["sort"], view["columns"]) == (WARM, "-changed_at", ["company", "owner_id"])
    assert (names(bob), names(alice)) == (["Warm ones"], [])
    told(alice.ask("patch", f"/api/views/{view['id']}", {"name": "Mine now"}), 404)
    told(alice.ask("put", "/api/views/default", {"view": view["id"]}), 404)


def test_a_shared_view_is_seen_by_all_and_changed_by_its_maker_and_administrators(world: World) -> None:
    alice, bob, rita = program(world.alice), program(world.bob), program(world.rita)
    view = save(bob, "Warm ones", shared=True)
    (seen,) = told(rita.ask("get", "/api/views"))["views"]
    assert (seen["mine"], seen["editable"], seen["by"]["name"]) == (False, False, "Bob Berg")
    told(rita.ask("patch", f"/api/views/{view['id']}", {"name": "Cold ones"}), 403)
    told(rita.ask("delete", f"/api/views/{view['id']}"), 403)
    assert told(alice.ask("patch", f"/api/views/{view['id']}", {"name": "Warmest"}))["by"]["name"] == "Bob Berg"
    assert names(rita) == ["Warmest"]
    assert names(program(world.charlie)) == []


def test_a_deleted_view_comes_back_with_all_it_was(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    view = save(bob, "Warm ones", shared=True)
    told(alice.ask("put", "/api/views/default", {"view": view["id"]}))
    told(bob.ask("delete", f"/api/views/{view['id']}"), 204)
    assert told(alice.ask("get", "/api/views")) == {"views": [], "default": None}
    told(bob.ask("patch", f"/api/views/{view['id']}", {"name": "gone"}), 404)
    assert told(bob.ask("patch", f"/api/views/{view['id']}", {"deleted": False})) == view
    assert told(alice.ask("get", "/api/views"))["default"] == view["id"]


def test_each_person_begins_with_a_view_of_his_own(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    view = save(alice, "Warm ones", shared=True)
    assert told(alice.ask("put", "/api/views/default", {"view": view["id"]}))["default"] == view["id"]
    assert told(bob.ask("get", "/api/views"))["default"] is None
    told(bob.ask("put", "/api/views/default", {"view": view["id"]}))
    told(alice.ask("patch", f"/api/views/{view['id']}", {"shared": False}))
    assert told(bob.ask("get", "/api/views"))["default"] is None
    assert told(alice.ask("put", "/api/views/default", {"view": None}))["default"] is None


def test_what_no_list_could_show_is_refused_with_its_place(world: World) -> None:
    door = program(world.alice)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"filter": {"field": "nothing", "op": "is"}}, "filter.field"),
        ({"sort": "nothing"}, "sort"),
        ({"columns": ["company", "nothing"]}, "columns"),
        ({"name": " "}, "name"),
        ({"q": "****a*b*c*d*e*f*g"}, "q"),
    ]
    for wish, place in wrong:
        (error,) = told(door.ask("post", "/api/views", {"name": "x", **wish}), 422)["errors"]
        assert error["place"] == place
    assert names(door) == []


def test_the_same_view_sent_twice_is_kept_once(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    record = str(new_id())
    assert save(alice, "Warm ones", id=record) == save(alice, "Warm ones", id=record)
    told(bob.ask("post", "/api/views", {"id": record, "name": "Mine"}), 403)
    assert names(alice) == ["Warm ones"]


def test_nobody_has_two_views_of_one_name(world: World) -> None:
    alice, bob = program(world.alice), program(world.bob)
    first, second = save(alice, "Heiße Kunden"), save(alice, "Kalte Kunden", shared=True)
    for name in ("Heiße Kunden", "heisse kunden", " HEISSE KÜNDEN"):
        (error,) = told(alice.ask("post", "/api/views", {"name": name}), 422)["errors"]
        assert (error["place"], error["code"]) == ("name", "view_named")
    (error,) = told(alice.ask("patch", f"/api/views/{second['id']}", {"name": "heiße kunden"}), 422)["errors"]
    assert error["place"] == "name"
    assert told(alice.ask("patch", f"/api/views/{first['id']}", {"name": "HEISSE Kunden"}))["name"] == "HEISSE Kunden"
    assert save(bob, "Heiße Kunden")["mine"]
    told(alice.ask("delete", f"/api/views/{first['id']}"), 204)
    save(alice, "Heiße Kunden")
    (error,) = told(alice.ask("patch", f"/api/views/{first['id']}", {"deleted": False}), 422)["errors"]
    assert error["code"] == "view_named"
    assert names(alice) == ["Heiße Kunden", "Kalte Kunden"]


def test_of_two_views_of_one_name_kept_at_the_same_moment_one_is_refused(world_real: World) -> None:
    bob = world_real.bob

    def keep(name: str) -> int:
        status: int = program(bob).ask("post", "/api/views", {"name": name}).status_code
        return status

    wishes = [lambda name=name: keep(name) for name in ("Warm", "warm", "WARM", "Wärm")]
    assert sorted(at_once(*wishes)) == [201, 422, 422, 422]
    assert len(names(program(bob))) == 1


def test_of_two_views_renamed_to_one_name_at_the_same_moment_one_is_refused(world_real: World) -> None:
    views = [save(program(world_real.bob), name) for name in ("One", "Two", "Three")]

    def rename(view: dict[str, Any]) -> int:
        door = program(world_real.alice if view is views[0] else world_real.bob)
        if view is views[0]:
            told(program(world_real.bob).ask("patch", f"/api/views/{view['id']}", {"shared": True}))
        status: int = door.ask("patch", f"/api/views/{view['id']}", {"name": "Warm"}).status_code
        return status

    assert sorted(at_once(*[lambda view=view: rename(view) for view in views])) == [200, 422, 422]


def test_a_shared_view_that_asks_for_a_field_which_one_may_not_read_is_not_there_for_him(world: World) -> None:
    alice, bob, rita = program(world.alice), program(world.bob), program(world.rita)
    rights = {"types": {"contact": {"read": "all"}}, "fields": {"contact": {"gender": "hidden"}}}
    told(browser(world.alice).ask("patch", "/api/roles/reader", {"rights": rights}))
    named = {"field": "gender", "op": "is", "value": "female"}
    closed = [
        save(bob, "By filter", shared=True, filter={"not": {"and": [named]}}),
        save(bob, "By order", shared=True, sort="gender"),
        save(bob, "By column", shared=True, columns=["gender"]),
    ]
    save(bob, "Open", shared=True)
    assert (names(rita), len(names(alice)), len(names(bob))) == (["Open"], 4, 4)
    told(rita.ask("put", "/api/views/default", {"view": closed[0]["id"]}), 404)
    told(rita.ask("patch", f"/api/views/{closed[0]['id']}", {"name": "Mine"}), 404)
    told(browser(world.alice).ask("delete", "/api/roles/reader"), 204)
    told(rita.ask("put", "/api/views/default", {"view": closed[0]["id"]}))
    told(browser(world.alice).ask("patch", "/api/roles/reader", {"rights": rights}))
    assert told(rita.ask("get", "/api/views"))["default"] is None
