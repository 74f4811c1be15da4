"""Teams, as the administrator makes them and the others see them."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.api.desk import told
from tests.api.doors import browser, program
from tests.world import World, actor


def test_everybody_sees_the_teams_and_who_is_in_them(world: World) -> None:
    for who in (world.alice, world.bob, world.rita):
        (team,) = told(browser(who).ask("get", "/api/teams"))["teams"]
        assert team["name"] == "Sales"
        assert set(team["members"]) == {str(world.alice.user_id), str(world.bob.user_id)}
    assert told(browser(world.charlie).ask("get", "/api/teams"))["teams"] == []


def test_a_team_is_made_renamed_filled_and_dissolved(world: World) -> None:
    alice = browser(world.alice)
    rita, bob = str(world.rita.user_id), str(world.bob.user_id)
    made = told(alice.ask("post", "/api/teams", {"name": " Service ", "members": [rita]}), 201)
    assert (made["name"], made["members"]) == ("Service", [rita])
    path = f"/api/teams/{made['id']}"
    assert told(alice.ask("patch", path, {"name": "Support"}))["members"] == [rita]
    assert told(alice.ask("patch", path, {"members": [bob]})) == {"id": made["id"], "name": "Support", "members": [bob]}
    assert made["id"] in map(str, actor(world.workspace_id, world.bob.user_id).team_ids)
    assert actor(world.workspace_id, world.rita.user_id).team_ids == ()
    told(alice.ask("delete", path), 204)
    assert [team["name"] for team in told(alice.ask("get", "/api/teams"))["teams"]] == ["Sales"]
    assert told(alice.ask("delete", path), 404)
    assert told(alice.ask("patch", path, {"name": "Again"}), 404)


def test_a_name_is_taken_once_and_members_are_people_of_the_workspace(world: World) -> None:
    alice = browser(world.alice)
    for wish, place, code in (
        ({"name": "Sales"}, "name", "name_taken"),
        ({"name": "Far", "members": [str(world.charlie.user_id)]}, "members", "no_such_user"),
        ({"name": "  "}, "name", "string_too_short"),
    ):
        refused = told(alice.ask("post", "/api/teams", wish), 422)
        assert [(e["place"], e["code"]) for e in refused["errors"]] == [(place, code)]
    assert len(told(alice.ask("get", "/api/teams"))["teams"]) == 1


@pytest.mark.row("S1-22")
def test_only_an_administrator_makes_teams(world: World) -> None:
    team = told(browser(world.alice).ask("get", "/api/teams"))["teams"][0]
    for door in (browser(world.bob), program(world.rita)):
        told(door.ask("post", "/api/teams", {"name": "Mine"}), 403)
        told(door.ask("patch", f"/api/teams/{team['id']}", {"members": []}), 403)
        told(door.ask("delete", f"/api/teams/{team['id']}"), 403)


def test_a_team_of_another_workspace_does_not_exist(world: World) -> None:
    team = told(browser(world.alice).ask("get", "/api/teams"))["teams"][0]
    charlie = browser(world.charlie)
    told(charlie.ask("patch", f"/api/teams/{team['id']}", {"name": "Ours"}), 404)
    told(charlie.ask("delete", f"/api/teams/{team['id']}"), 404)
    told(charlie.ask("patch", f"/api/people/{world.charlie.user_id}", {"teams": [team["id"]]}), 422)


def test_a_person_is_put_into_teams_and_taken_out(world: World) -> None:
    alice = browser(world.alice)
    service = told(alice.ask("post", "/api/teams", {"name": "Service"}), 201)["id"]
    path = f"/api/people/{world.bob.user_id}"
    before = told(alice.ask("get", path))["teams"]
    assert told(alice.ask("patch", path, {"teams": [*before, service]}))["teams"] == [*before, service]
    assert told(alice.ask("patch", path, {"teams": [service]}))["teams"] == [service]
    refused = told(alice.ask("patch", path, {"teams": [str(uuid4())], "role": "reader"}), 422)
    assert [(e["place"], e["code"]) for e in refused["errors"]] == [("teams", "no_such_team")]
    now = told(alice.ask("get", path))
    assert (now["teams"], now["role"]) == ([service], "member")


def test_an_invitation_says_the_teams(world: World) -> None:
    alice = browser(world.alice)
    team = told(alice.ask("get", "/api/teams"))["teams"][0]["id"]
    wish = {"email": "dora@nordwerk.example", "name": "Dora", "teams": [team]}
    assert told(alice.ask("post", "/api/people", wish), 201)["teams"] == [team]
    lost = {"email": "emil@nordwerk.example", "name": "Emil", "teams": [str(uuid4())]}
    told(alice.ask("post", "/api/people", lost), 422)
    assert "emil@nordwerk.example" not in {p["email"] for p in told(alice.ask("get", "/api/people"))["people"]}
