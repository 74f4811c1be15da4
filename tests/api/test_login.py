"""Coming in, going out, and the forgotten password."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as configured
from django.core import mail

from karteo.identity.models import Session, User
from tests.api.doors import AUTH, browser
from tests.world import PASSWORD, World

RESET = f"{AUTH}/password"


def mailed_key() -> str:
    found = re.search(r"/reset/(\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


@pytest.mark.row("S1-01", "S0-02")
def test_the_right_pair_opens_the_api(world: World) -> None:
    door = browser()
    assert door.ask("get", "/api/me").status_code == 401
    assert door.log_in("Bob@Nordwerk.example").status_code == 200
    me = door.ask("get", "/api/me").json()
    assert me["user"] == {
        "id": str(world.bob.user_id),
        "name": "Bob Berg",
        "email": world.bob.email,
        "language": "en",
    }
    assert me["workspace"]["name"] == "Nordwerk"
    assert (me["role"], me["rights"]["admin"], me["rights"]["contact"]["edit"]) == ("member", False, True)


@pytest.mark.row("S0-02")
def test_a_wrong_password_and_an_unknown_address_are_answered_alike(world: World) -> None:
    wrong = browser().log_in(world.bob.email, "not his password")
    unknown = browser().log_in("nobody@nordwerk.example", "not his password")
    assert wrong.status_code == unknown.status_code == 400
    assert wrong.json() == unknown.json()
    assert [e["code"] for e in wrong.json()["errors"]] == ["email_password_mismatch"]


@pytest.mark.row("S0-02")
def test_after_five_wrong_tries_the_right_pair_must_wait_too(world: World) -> None:
    door = browser()
    for _ in range(5):
        door.log_in(world.bob.email, "not his password")
    answer = browser().log_in(world.bob.email)
    assert answer.json()["errors"][0]["code"] == "too_many_login_attempts"
    assert browser().log_in(world.alice.email).status_code == 200


def test_nobody_signs_himself_up(world: World) -> None:
    door = browser()
    door.ask("get", f"{AUTH}/session")
    wish = {"email": "mallory@elsewhere.example", "password": "a cellar of my own"}
    assert door.ask("post", f"{AUTH}/signup", wish).status_code == 404
    assert not User.objects.filter(email=wish["email"]).exists()


@pytest.mark.row("S1-02")
def test_a_forgotten_password_is_set_anew_by_a_mailed_link_that_works_once(world: World) -> None:
    before, door = browser(world.bob), browser()
    door.ask("get", f"{AUTH}/session")
    assert door.ask("post", f"{RESET}/request", {"email": world.bob.email}).status_code == 200
    assert mail.outbox[-1].to == [world.bob.email]
    assert f"{configured.URL}/reset/" in mail.outbox[-1].body
    wish = {"key": mailed_key(), "password": "a brand new cellar"}
    assert door.ask("post", f"{RESET}/reset", wish).status_code in (200, 401)
    assert before.ask("get", "/api/me").status_code == 401
    assert browser().log_in(world.bob.email, PASSWORD).status_code == 400
    assert browser().log_in(world.bob.email, "a brand new cellar").status_code == 200
    again = door.ask("post", f"{RESET}/reset", {**wish, "password": "yet another cellar"})
    assert again.status_code == 400
    assert browser().log_in(world.bob.email, "a brand new cellar").status_code == 200


@pytest.mark.row("S1-02")
def test_the_answer_does_not_tell_whether_an_address_is_known(world: World) -> None:
    door = browser()
    door.ask("get", f"{AUTH}/session")
    known = door.ask("post", f"{RESET}/request", {"email": world.bob.email})
    unknown = door.ask("post", f"{RESET}/request", {"email": "nobody@nordwerk.example"})
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    assert [m.to for m in mail.outbox] == [[world.bob.email]]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Set a new password"), ("de", "Neues Passwort"), ("zh", "新的")]
)
def test_the_mail_speaks_the_language_of_its_reader(world: World, language: str, words: str) -> None:
    User.objects.filter(id=world.bob.user_id).update(language=language)
    door = browser()
    door.ask("get", f"{AUTH}/session")
    door.ask("post", f"{RESET}/request", {"email": world.bob.email})
    assert words in mail.outbox[-1].subject


def test_a_link_does_not_outlive_its_day(world: World, settings: Any) -> None:
    door = browser()
    door.ask("get", f"{AUTH}/session")
    door.ask("post", f"{RESET}/request", {"email": world.bob.email})
    settings.PASSWORD_RESET_TIMEOUT = -1
    wish = {"key": mailed_key(), "password": "a brand new cellar"}
    assert door.ask("post", f"{RESET}/reset", wish).status_code == 400


def test_a_common_password_is_refused(world: World) -> None:
    door = browser()
    door.ask("get", f"{AUTH}/session")
    door.ask("post", f"{RESET}/request", {"email": world.bob.email})
    assert door.ask("post", f"{RESET}/reset", {"key": mailed_key(), "password": "1234567890"}).status_code == 400
    assert browser().log_in(world.bob.email).status_code == 200


def test_logging_out_ends_the_session(world: World) -> None:
    door = browser(world.bob)
    cookie = door.cookies["sessionid"].value
    assert door.ask("delete", f"{AUTH}/session").status_code == 401
    door.cookies["sessionid"] = cookie
    assert door.ask("get", "/api/me").status_code == 401
    assert not Session.objects.filter(session_key=cookie).exists()


def test_one_of_my_logins_can_be_ended_from_another(world: World) -> None:
    here, there = browser(world.bob), browser(world.bob)
    listed = here.ask("get", f"{AUTH}/sessions").json()["data"]
    assert [s["is_current"] for s in listed].count(True) == 1
    other = next(s["id"] for s in listed if not s["is_current"])
    assert here.ask("delete", f"{AUTH}/sessions", {"sessions": [other]}).status_code == 200
    assert there.ask("get", "/api/me").status_code == 401
    assert here.ask("get", "/api/me").status_code == 200


def test_nobody_ends_the_logins_of_others(world: World) -> None:
    alice, bob = browser(world.alice), browser(world.bob)
    one = alice.ask("get", f"{AUTH}/sessions").json()["data"][0]["id"]
    assert bob.ask("delete", f"{AUTH}/sessions", {"sessions": [one]}).status_code == 400
    assert alice.ask("get", "/api/me").status_code == 200


def test_a_new_password_ends_my_other_logins_and_keeps_this_one(world: World) -> None:
    here, there = browser(world.bob), browser(world.bob)
    wish = {"current": PASSWORD, "new": "a brand new cellar"}
    assert here.ask("post", "/api/me/password", wish).status_code == 204
    assert here.ask("get", "/api/me").status_code == 200
    assert there.ask("get", "/api/me").status_code == 401
    assert browser().log_in(world.bob.email, "a brand new cellar").status_code == 200


@pytest.mark.parametrize(
    ("current", "new", "place", "code"),
    [
        ("wrong", "a brand new cellar", "current", "wrong_password"),
        (PASSWORD, "short", "new", "password_too_short"),
    ],
)
def test_a_bad_password_change_is_refused_in_its_place(
    world: World, current: str, new: str, place: str, code: str
) -> None:
    answer = browser(world.bob).ask("post", "/api/me/password", {"current": current, "new": new})
    assert answer.status_code == 422
    assert [(e["place"], e["code"]) for e in answer.json()["errors"]] == [(place, code)]
    assert browser().log_in(world.bob.email).status_code == 200


def test_my_name_and_language_are_mine_to_change(world: World) -> None:
    door = browser(world.bob)
    assert door.ask("patch", "/api/me", {"language": "zh", "name": "Bob B."}).json()["language"] == "zh"
    assert door.ask("get", "/api/me").json()["user"]["name"] == "Bob B."
    assert door.ask("delete", f"/api/me/tokens/{world.workspace_id}").json()["title"] == "未找到。"
    assert door.ask("patch", "/api/me", {"language": "fr"}).status_code == 422


def test_who_comes_back_in_time_stays_logged_in(world: World, settings: Any) -> None:
    door = browser(world.bob)
    session = Session.objects.filter(session_key=door.cookies["sessionid"].value)
    settings.SESSION_COOKIE_AGE *= 3  # as if most of the time had gone by
    before = session.get().expire_date
    door.ask("get", "/api/me")
    assert session.get().expire_date > before + timedelta(days=30)
    after = session.get().expire_date
    door.ask("get", "/api/me")
    assert session.get().expire_date == after
