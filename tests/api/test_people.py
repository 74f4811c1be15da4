"""The people of a workspace, as its administrator and the others see them."""

from __future__ import annotations

import re

import pytest
from django.core import mail

from karteo.identity.models import Membership
from tests.api.desk import told
from tests.api.doors import AUTH, browser, program
from tests.world import World


def test_everybody_sees_who_is_there_and_only_that(world: World) -> None:
    seen = browser(world.bob).ask("get", "/api/people").json()["people"]
    assert [p["name"] for p in seen] == ["Alice Adler", "Bob Berg", "Rita Roth"]
    assert {p["email"] for p in seen} == {None}
    hers = browser(world.alice).ask("get", "/api/people").json()["people"]
    assert [(p["email"], p["role"]) for p in hers][1] == (world.bob.email, "member")


@pytest.mark.row("S1-02")
def test_an_invited_person_sets_a_password_by_the_mailed_link_and_comes_in(world: World) -> None:
    wish = {"email": "Dora@Nordwerk.example", "name": "Dora Dahl", "role": "reader", "language": "de"}
    made = browser(world.alice).ask("post", "/api/people", wish)
    assert made.status_code == 201
    assert (made.json()["email"], made.json()["role"], made.json()["invited"]) == (
        "dora@nordwerk.example",
        "reader",
        True,
    )
    assert "Alice Adler lädt Sie zu Nordwerk" in mail.outbox[-1].subject
    key = re.search(r"/reset/(\S+)", str(mail.outbox[-1].body))
    assert key
    door = browser()
    assert door.log_in("dora@nordwerk.example", "a cellar for Dora").status_code == 400
    door.ask("post", f"{AUTH}/password/reset", {"key": key[1], "password": "a cellar for Dora"})
    assert door.log_in("dora@nordwerk.example", "a cellar for Dora").status_code == 200
    me = door.ask("get", "/api/me").json()
    assert (me["role"], me["user"]["language"], me["rights"]["contact"]["edit"]) == ("reader", "de", False)


def test_a_link_of_an_invitation_that_was_withdrawn_or_sent_again_opens_nothing(world: World) -> None:
    alice, door = browser(world.alice), browser()
    dora = told(alice.ask("post", "/api/people", {"email": "dora@nordwerk.example", "name": "Dora"}), 201)

    def mailed() -> str:
        found = re.search(r"/reset/(\S+)", str(mail.outbox[-1].body))
        assert found
        return found[1]

    def opens(key: str) -> bool:
        door.ask("get", f"{AUTH}/session")
        wish = {"key": key, "password": "a cellar for Dora"}
        return bool(door.ask("post", f"{AUTH}/password/reset", wish).status_code != 400)

    first = mailed()
    told(alice.ask("post", f"/api/people/{dora['id']}/invite"), 204)
    second = mailed()
    assert (opens(first), first != second) == (False, True)
    told(alice.ask("patch", f"/api/people/{dora['id']}", {"active": False}))
    assert not opens(second)
    told(alice.ask("patch", f"/api/people/{dora['id']}", {"active": True}))
    told(alice.ask("post", f"/api/people/{dora['id']}/invite"), 204)
    assert (opens(second), opens(mailed()), opens(mailed())) == (False, True, False)
    assert door.log_in("dora@nordwerk.example", "a cellar for Dora").status_code == 200


def test_a_user_of_another_workspace_is_welcomed_without_a_new_password(world: World) -> None:
    wish = {"email": world.charlie.email, "name": "Charlie"}
    assert browser(world.alice).ask("post", "/api/people", wish).status_code == 201
    assert "/reset/" not in mail.outbox[-1].body
    assert browser(world.charlie).ask("get", "/api/me").status_code == 200


def test_the_same_person_twice_is_refused(world: World) -> None:
    refused = browser(world.alice).ask("post", "/api/people", {"email": world.bob.email, "name": "Bob"})
    assert refused.status_code == 422
    assert [(e["place"], e["code"]) for e in refused.json()["errors"]] == [("email", "taken")]


@pytest.mark.row("S1-22")
def test_only_an_administrator_changes_who_is_there(world: World) -> None:
    for other in (world.bob, world.rita):
        for door in (browser(other), program(other)):
            assert door.ask("post", "/api/people", {"email": "x@y.example", "name": "X"}).status_code == 403
            assert door.ask("patch", f"/api/people/{other.user_id}", {"role": "admin"}).status_code == 403
            assert door.ask("post", f"/api/people/{other.user_id}/invite").status_code == 403
    assert Membership.objects.get(workspace_id=world.workspace_id, user_id=world.bob.user_id).role == "member"


def test_who_is_let_go_is_out_in_the_same_moment(world: World) -> None:
    there, script = browser(world.bob), program(world.bob)
    answer = browser(world.alice).ask("patch", f"/api/people/{world.bob.user_id}", {"active": False})
    assert answer.json()["active"] is False
    assert there.ask("get", "/api/me").status_code == 401
    assert script.ask("get", "/api/me").status_code == 401
    again, unknown = browser().log_in(world.bob.email), browser().log_in("nobody@nordwerk.example")
    assert (again.status_code, again.json()) == (unknown.status_code, unknown.json())
    browser().ask("post", f"{AUTH}/password/request", {"email": world.bob.email})
    assert mail.outbox == []


def test_who_is_taken_back_comes_in_again_but_old_tokens_and_logins_stay_ended(world: World) -> None:
    alice, script, there = browser(world.alice), program(world.bob), browser(world.bob)
    for active in (False, True):
        alice.ask("patch", f"/api/people/{world.bob.user_id}", {"active": active})
    assert browser(world.bob).ask("get", "/api/me").status_code == 200
    for old in (script, there):
        assert old.ask("get", "/api/me").status_code == 401


def test_who_is_let_go_of_one_workspace_works_on_in_another(world: World) -> None:
    there, script = browser(world.charlie), program(world.charlie)
    alice = browser(world.alice)
    told(alice.ask("post", "/api/people", {"email": world.charlie.email, "name": "Charlie"}), 201)
    told(alice.ask("patch", f"/api/people/{world.charlie.user_id}", {"active": False}))
    for door in (there, script):
        assert told(door.ask("get", "/api/me"))["workspace"]["name"] == "Südwerk"


@pytest.mark.row("S1-22")
def test_a_new_role_counts_from_the_next_request_on(world: World) -> None:
    bob = browser(world.bob)
    assert browser(world.alice).ask("patch", f"/api/people/{world.bob.user_id}", {"role": "reader"}).status_code == 200
    assert bob.ask("get", "/api/me").json()["rights"]["contact"]["edit"] is False


@pytest.mark.parametrize("wish", [{"role": "member"}, {"active": False}])
def test_the_last_administrator_stays(world: World, wish: dict[str, object]) -> None:
    alice = browser(world.alice)
    refused = alice.ask("patch", f"/api/people/{world.alice.user_id}", wish)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "last_admin")
    assert alice.ask("get", "/api/me").json()["role"] == "admin"


def test_people_of_another_workspace_do_not_exist(world: World) -> None:
    alice = browser(world.alice)
    assert alice.ask("patch", f"/api/people/{world.charlie.user_id}", {"active": False}).status_code == 404
    assert alice.ask("post", f"/api/people/{world.charlie.user_id}/invite").status_code == 404
    seen = browser(world.charlie).ask("get", "/api/people").json()["people"]
    assert [p["name"] for p in seen] == ["Charlie Clausen"]
