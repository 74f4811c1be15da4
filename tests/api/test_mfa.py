"""The second factor at the API: set up, asked for, lost, required."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail

from karteo.identity import people
from karteo.identity.models import Session, User
from tests.api.desk import told
from tests.api.doors import AUTH, Door, browser, program
from tests.api.guarded import APP, CODES, PASSKEYS, SECOND, pending, set_up_app, with_app
from tests.totp import code
from tests.world import World


def test_a_login_asks_for_the_code_and_opens_nothing_before_it(world: World) -> None:
    _, secret = with_app(world.bob)
    door = browser()
    assert pending(door.log_in(world.bob.email)) == ["mfa_authenticate"]
    assert door.ask("get", "/api/me").status_code == 401
    assert told(door.ask("get", f"{AUTH}/entrance"))["second"] == ["totp"]
    told(door.ask("post", SECOND, {"code": code(secret)}))
    assert told(door.ask("get", "/api/me"))["user"]["email"] == world.bob.email


def test_a_wrong_code_is_told_and_guessing_must_wait(world: World) -> None:
    _, secret = with_app(world.bob)
    door = browser()
    door.log_in(world.bob.email)
    for _ in range(5):
        wrong = door.ask("post", SECOND, {"code": "000000"})
        assert told(wrong, 400)["errors"][0]["code"] == "incorrect_code"
    late = door.ask("post", SECOND, {"code": code(secret)})
    assert told(late, 400)["errors"][0]["code"] == "too_many_login_attempts"
    other = browser()
    other.log_in(world.bob.email)
    assert other.ask("post", SECOND, {"code": code(secret)}).status_code == 400


def test_a_code_counts_once(world: World) -> None:
    _, secret = with_app(world.bob)
    first, second, now = browser(), browser(), code(secret)
    for door in (first, second):
        door.log_in(world.bob.email)
    told(first.ask("post", SECOND, {"code": now}))
    assert second.ask("post", SECOND, {"code": now}).status_code == 400
    told(second.ask("post", SECOND, {"code": code(secret, 1)}))


def test_recovery_codes_are_shown_once_and_each_opens_once(world: World) -> None:
    door, _ = with_app(world.bob)
    shown = told(door.ask("get", CODES))["data"]["unused_codes"]
    assert len(shown) == len(set(shown)) == 10
    assert "unused_codes" not in told(door.ask("get", CODES))["data"]
    other = browser()
    other.log_in(world.bob.email)
    told(other.ask("post", SECOND, {"code": shown[0]}))
    again = browser()
    again.log_in(world.bob.email)
    assert again.ask("post", SECOND, {"code": shown[0]}).status_code == 400
    told(again.ask("post", SECOND, {"code": shown[1]}))


def test_new_recovery_codes_end_the_old_ones(world: World) -> None:
    door, _ = with_app(world.bob)
    old = told(door.ask("get", CODES))["data"]["unused_codes"]
    new = told(door.ask("post", CODES, {}))["data"]["unused_codes"]
    assert not set(old) & set(new)
    other = browser()
    other.log_in(world.bob.email)
    assert other.ask("post", SECOND, {"code": old[0]}).status_code == 400


def test_what_lies_in_the_database_opens_nothing(world: World, settings: Any) -> None:
    door, secret = with_app(world.bob)
    codes = told(door.ask("get", CODES))["data"]["unused_codes"]
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert not any(one in stored for one in codes)
    settings.SECRET_KEY = "another secret key, as of another server"
    other = browser()
    other.log_in(world.bob.email)
    assert other.ask("post", SECOND, {"code": code(secret)}).status_code == 400
    settings.SECRET_KEY_FALLBACKS = ["not-secret-only-for-tests-and-builds"]
    told(other.ask("post", SECOND, {"code": code(secret)}))


def test_setting_one_up_ends_the_logins_made_without_it_and_writes_a_mail(world: World) -> None:
    before = browser(world.bob)
    door, _ = with_app(world.bob)
    assert before.ask("get", "/api/me").status_code == 401
    told(door.ask("get", "/api/me"))
    assert mail.outbox[-1].to == [world.bob.email]
    assert "second factor was added" in mail.outbox[-1].subject


@pytest.mark.parametrize(("language", "words"), [("de", "entfernt"), ("zh", "移除"), ("en", "removed")])
def test_taking_it_away_writes_a_mail_in_the_readers_language(world: World, language: str, words: str) -> None:
    User.objects.filter(id=world.bob.user_id).update(language=language)
    door, _ = with_app(world.bob)
    told(door.ask("delete", APP))
    assert words in mail.outbox[-1].subject
    assert browser().log_in(world.bob.email).status_code == 200
    assert not Authenticator.objects.exists()  # the recovery codes go with it


def test_who_came_in_long_ago_shows_again_who_he_is(world: World) -> None:
    door = browser(world.bob)
    long_ago(door)
    begun = told(door.ask("get", APP))["meta"]
    asked = door.ask("post", APP, {"code": code(begun["secret"])})
    assert [flow["id"] for flow in told(asked, 401)["data"]["flows"]] == ["reauthenticate"]
    assert door.ask("post", f"{AUTH}/reauthenticate", {"password": "not his"}).status_code == 400
    told(door.ask("post", f"{AUTH}/reauthenticate", {"password": world.password}))
    told(door.ask("post", APP, {"code": code(begun["secret"])}))
    long_ago(door)
    assert door.ask("delete", APP).status_code == 401
    told(door.ask("post", f"{AUTH}/2fa/reauthenticate", {"code": code(begun["secret"])}))
    told(door.ask("delete", APP))


def test_the_picture_to_scan_holds_no_script(world: World) -> None:
    begun = told(browser(world.bob).ask("get", APP))["meta"]
    assert begun["totp_svg"].startswith("<?xml") or begun["totp_svg"].startswith("<svg")
    assert "<script" not in begun["totp_svg"]
    assert "issuer=Karteo" in begun["totp_url"]


def test_an_administrator_without_a_factor_cannot_require_one(world: World) -> None:
    door = browser(world.alice)
    refused = told(door.ask("patch", "/api/workspace", {"require_mfa": True}), 422)
    assert refused["errors"][0]["code"] == "own_factor_first"
    set_up_app(door)
    assert told(door.ask("patch", "/api/workspace", {"require_mfa": True}))["require_mfa"] is True


def test_where_it_is_required_nothing_opens_before_one_is_set_up(world: World) -> None:
    before, token = browser(world.bob), program(world.bob)
    requiring(world)
    for door in (before, browser(world.bob)):
        locked = door.ask("get", "/api/contacts")
        assert told(locked, 403)["type"] == "urn:karteo:problem:mfa_required"
        assert door.ask("post", "/api/contacts", {"fields": {"last_name": "Muster"}}).status_code == 403
        assert door.ask("post", "/api/me/tokens", {"name": "a way around"}).status_code == 403
        assert told(door.ask("get", f"{AUTH}/entrance"))["mfa_missing"] is True
    told(token.ask("get", "/api/me"))  # what runs already goes on
    set_up_app(door)
    told(door.ask("get", "/api/contacts"))
    assert told(door.ask("get", f"{AUTH}/entrance"))["mfa_missing"] is False


def test_one_workspace_requires_nothing_of_another(world: World) -> None:
    requiring(world)
    told(browser(world.charlie).ask("get", "/api/me"))


def test_where_it_is_required_the_last_one_stays(world: World) -> None:
    door, _ = with_app(world.bob)
    requiring(world)
    assert told(door.ask("delete", APP), 409)["errors"][0]["code"] == "mfa_last"
    assert Authenticator.objects.filter(user_id=world.bob.user_id, type="totp").exists()


def test_an_administrator_sees_who_has_none_and_takes_a_lost_one_away(world: World) -> None:
    bob, _ = with_app(world.bob)
    alice = browser(world.alice)
    people = {person["name"]: person["app"] for person in told(alice.ask("get", "/api/workspace/mfa"))["people"]}
    assert people == {"Alice Adler": False, "Bob Berg": True, "Rita Roth": False}
    assert alice.ask("post", f"/api/people/{world.bob.user_id}/reset_mfa").status_code == 204
    assert bob.ask("get", "/api/me").status_code == 401
    assert browser().log_in(world.bob.email).status_code == 200
    assert mail.outbox[-1].to == [world.bob.email]
    assert "Alice Adler" in mail.outbox[-1].body


def test_only_an_administrator_at_a_screen_who_has_just_shown_himself_does_so(world: World) -> None:
    with_app(world.bob)
    path = f"/api/people/{world.bob.user_id}/reset_mfa"
    assert browser(world.rita).ask("post", path).status_code == 403
    assert browser(world.rita).ask("get", "/api/workspace/mfa").status_code == 403
    assert browser(world.rita).ask("patch", "/api/workspace", {"name": "Rita's"}).status_code == 403
    assert told(program(world.alice).ask("post", path), 403)["type"].endswith("session_only")
    alice = browser(world.alice)
    long_ago(alice)
    assert told(alice.ask("post", path), 403)["type"].endswith("reauthenticate")
    assert browser(world.charlie).ask("post", path).status_code == 404
    assert Authenticator.objects.filter(user_id=world.bob.user_id).exists()


def test_nobody_weakens_a_person_of_another_workspace(world: World) -> None:
    people.join(world.elsewhere.id, world.bob.email)
    with_app(world.bob)
    refused = browser(world.alice).ask("post", f"/api/people/{world.bob.user_id}/reset_mfa")
    assert told(refused, 422)["errors"][0]["code"] == "mfa_elsewhere"


def test_the_workspace_is_changed_by_its_administrator(world: World) -> None:
    door = browser(world.alice)
    wish = {"name": "Nordwerk GmbH", "country": "at", "language": "de"}
    changed = told(door.ask("patch", "/api/workspace", wish))
    assert (changed["name"], changed["country"], changed["language"]) == ("Nordwerk GmbH", "AT", "de")
    assert told(door.ask("get", "/api/me"))["workspace"]["country"] == "AT"
    assert told(door.ask("patch", "/api/workspace", {"country": "XX"}), 422)["errors"][0]["code"] == "not_a_country"
    assert browser(world.rita).ask("get", "/api/workspace").status_code == 403


def test_who_was_let_go_does_not_come_in_by_a_code_he_still_owes(world: World) -> None:
    _, secret = with_app(world.bob)
    door = browser()
    door.log_in(world.bob.email)
    people.change(world.workspace_id, world.bob.user_id, active=False)
    door.ask("post", SECOND, {"code": code(secret)})
    assert door.ask("get", "/api/me").status_code == 401


def requiring(world: World) -> Door:
    """Alice has a factor and requires one of everybody; her browser."""
    door, _ = with_app(world.alice)
    told(door.ask("patch", "/api/workspace", {"require_mfa": True}))
    return door


def long_ago(door: Any) -> None:
    """As if the login lay an hour back."""
    session = Session.objects.get(session_key=door.cookies["sessionid"].value)
    store = Session.get_session_store_class()(session.session_key)
    store["account_authentication_methods"] = [
        {**one, "at": one["at"] - 3600} for one in store["account_authentication_methods"]
    ]
    store.save()


def test_where_it_is_required_the_last_passkey_stays_too(world: World) -> None:
    door, _ = with_app(world.bob)
    key = Authenticator.objects.create(user_id=world.bob.user_id, type="webauthn", data={"name": "Key"})
    requiring(world)
    told(door.ask("delete", APP))
    refused = told(door.ask("delete", PASSKEYS, {"authenticators": [key.id]}), 409)
    assert refused["errors"][0]["code"] == "mfa_last"
    assert Authenticator.objects.filter(id=key.id).exists()


def test_who_was_let_go_of_where_it_is_required_owes_nothing_there(world: World) -> None:
    door, _ = with_app(world.charlie)
    people.join(world.workspace_id, world.charlie.email)
    alice = requiring(world)
    assert told(door.ask("delete", APP), 409)["errors"][0]["code"] == "mfa_last"
    told(alice.ask("patch", f"/api/people/{world.charlie.user_id}", {"active": False}))
    assert "Charlie Clausen" not in [one["name"] for one in told(alice.ask("get", "/api/workspace/mfa"))["people"]]
    told(door.ask("delete", APP))
