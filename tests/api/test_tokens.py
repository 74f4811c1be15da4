"""Personal API tokens."""

from __future__ import annotations

from datetime import timedelta

from karteo.identity import tokens
from karteo.identity.models import Token
from karteo.lib.clock import now
from tests.api.doors import Door, browser, program
from tests.world import World


def test_a_token_is_shown_once_and_kept_as_a_hash(world: World) -> None:
    door = browser(world.bob)
    made = door.ask("post", "/api/me/tokens", {"name": "my script"})
    assert made.status_code == 201
    secret = made.json()["secret"]
    kept = Token.objects.get(name="my script")
    assert secret not in str(vars(kept))
    assert secret.startswith(kept.prefix)
    listed = door.ask("get", "/api/me/tokens")
    assert [t["name"] for t in listed.json()["tokens"]] == ["my script"]
    assert secret not in listed.content.decode()


def test_a_token_opens_the_api_without_cookie_or_csrf(world: World) -> None:
    door = program(world.bob)
    assert door.ask("get", "/api/me").json()["user"]["name"] == "Bob Berg"
    assert door.ask("patch", "/api/me", {"name": "Bob B."}).status_code == 200


def test_a_token_notes_its_last_use(world: World) -> None:
    assert Token.objects.filter(last_used__isnull=False).count() == 0
    program(world.bob).ask("get", "/api/me")
    assert Token.objects.filter(last_used__isnull=False).count() == 1


def test_an_ended_token_is_refused(world: World) -> None:
    door, there = browser(world.bob), program(world.bob)
    one = door.ask("get", "/api/me/tokens").json()["tokens"][0]["id"]
    assert door.ask("delete", f"/api/me/tokens/{one}").status_code == 204
    assert there.ask("get", "/api/me").status_code == 401
    assert door.ask("delete", f"/api/me/tokens/{one}").status_code == 404


def test_a_token_past_its_day_is_refused(world: World) -> None:
    _, secret = tokens.create(world.bob, "old", expires_at=now() - timedelta(seconds=1))
    assert Door(Authorization=f"Bearer {secret}").ask("get", "/api/me").status_code == 401
    wish = {"name": "late", "expires_at": "2020-01-01T00:00:00Z"}
    refused = browser(world.bob).ask("post", "/api/me/tokens", wish)
    assert [(e["place"], e["code"]) for e in refused.json()["errors"]] == [("expires_at", "past")]


def test_nobody_sees_or_ends_the_tokens_of_others(world: World) -> None:
    token, _ = tokens.create(world.alice, "hers")
    for stranger in (world.bob, world.charlie):
        door = browser(stranger)
        assert door.ask("get", "/api/me/tokens").json() == {"tokens": []}
        assert door.ask("delete", f"/api/me/tokens/{token.id}").status_code == 404


def test_a_token_makes_no_tokens_and_changes_no_password(world: World) -> None:
    door = program(world.bob)
    assert door.ask("post", "/api/me/tokens", {"name": "child"}).status_code == 403
    assert door.ask("post", "/api/me/password", {"current": "x", "new": "a brand new cellar"}).status_code == 403


def test_wrong_tokens_are_slowed_down(world: World) -> None:
    door = Door(Authorization="Bearer karteo_guess")
    answers = [door.ask("get", "/api/me").status_code for _ in range(31)]
    assert answers[:30] == [401] * 30
    assert answers[30] == 429
    assert program(world.bob).ask("get", "/api/me").status_code == 200


def test_a_wrong_token_beside_a_good_cookie_is_still_refused(world: World) -> None:
    assert browser(world.bob).ask("get", "/api/me", Authorization="Bearer karteo_guess").status_code == 401
