"""Every kind of bad request gets a clear answer in one form."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

import karteo.settings
from tests.api.doors import AUTH, Door, browser, program
from tests.world import PASSWORD, World

MADE = "/api/me/tokens"


def told(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert set(problem) >= {"type", "title", "status", "detail", "errors"}
    assert problem["status"] == status
    return problem


@pytest.mark.parametrize(
    "body", ['{"name":', "nonsense", '{"name": "a\\u0000b"}', '{"name": "\\ud800"}', '{"name": NaN}']
)
def test_what_is_not_json_is_malformed(world: World, body: str) -> None:
    told(browser(world.bob).ask("post", MADE, body), 400)


def test_a_fault_names_its_place(world: World) -> None:
    problem = told(browser(world.bob).ask("post", MADE, {"name": 5, "colour": "red"}), 422)
    assert [(e["place"], e["code"]) for e in problem["errors"]] == [
        ("name", "string_type"),
        ("colour", "unknown_field"),
    ]
    problem = told(browser(world.bob).ask("post", MADE, {"name": "x" * 10_000_000}), 422)
    assert [(e["place"], e["code"], e["params"]) for e in problem["errors"]] == [
        ("name", "string_too_long", {"max_length": 200})
    ]


def test_a_body_that_is_no_json_is_of_the_wrong_type(world: World) -> None:
    door = browser(world.bob)
    token = {"X-CSRFToken": door.cookies["csrftoken"].value}
    told(door.post(MADE, data="name=x", content_type="application/x-www-form-urlencoded", headers=token), 415)


def test_a_body_over_the_limit_is_too_big(world: World, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    told(browser(world.bob).ask("post", MADE, {"name": "x" * 200}), 413)


def test_unknown_paths_and_methods_are_problems_too(world: World) -> None:
    door = browser(world.bob)
    told(door.ask("get", "/api/nonsense"), 404)
    wrong = door.ask("put", "/api/me", {})
    told(wrong, 405)
    assert {m.strip() for m in wrong["Allow"].split(",")} == {"GET", "PATCH"}


def test_the_words_are_in_the_language_of_the_reader(world: World) -> None:
    assert told(Door().get("/api/me", headers={"Accept-Language": "de"}), 401)["detail"] == "Bitte melden Sie sich an."
    assert told(Door().get("/api/me", headers={"Accept-Language": "zh-CN"}), 401)["detail"] == "请先登录。"
    assert told(Door().get("/api/me", headers={"Accept-Language": "fr"}), 401)["detail"] == "Please log in."


@pytest.mark.row("S1-03")
def test_a_write_without_the_csrf_token_is_refused(world: World) -> None:
    door = browser(world.bob)
    problem = told(door.ask("patch", "/api/me", {"name": "Mallory"}, **{"X-CSRFToken": ""}), 403)
    assert problem["type"].endswith(":csrf")
    told(door.ask("patch", "/api/me", {"name": "Mallory"}, **{"X-CSRFToken": "x" * 32}), 403)
    login = browser().ask("post", f"{AUTH}/login", {"email": world.bob.email, "password": PASSWORD})
    assert told(login, 403)["type"].endswith(":csrf")
    assert door.ask("get", "/api/me").json()["user"]["name"] == "Bob Berg"


def test_what_breaks_inside_tells_an_incident_and_nothing_else(world: World, caplog: pytest.LogCaptureFixture) -> None:
    door = program(world.bob)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE log_counter RENAME TO log_counter_gone")
    problem = told(door.ask("get", "/api/me"), 500)
    assert "log_counter" not in str(problem)
    assert problem["incident"] in caplog.text


@pytest.mark.row("S1-03")
def test_no_page_may_run_foreign_scripts_or_stand_in_a_frame(world: World) -> None:
    answer = browser(world.bob).ask("get", "/api/me")
    policy = {d.split()[0]: d.split()[1:] for d in answer["Content-Security-Policy"].split("; ")}
    assert policy["script-src"] == policy["default-src"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == ["'none'"]
    assert (answer["X-Content-Type-Options"], answer["Referrer-Policy"]) == ("nosniff", "same-origin")
    assert answer["Cache-Control"] == "no-store"  # on a shared computer the next one finds nothing


@pytest.mark.row("S1-03")
def test_cookies_are_closed_to_scripts_and_to_other_sites(world: World) -> None:
    cookie = browser(world.bob).cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


@pytest.mark.row("S1-03")
def test_under_an_https_address_everything_is_https_only(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KARTEO_URL", "https://crm.nordwerk.example")
    ours = runpy.run_path(str(Path(karteo.settings.__file__)))
    for name, value in ours.items():
        if name.startswith(("SECURE_", "SESSION_COOKIE_", "CSRF_", "ALLOWED_HOSTS", "HTTPS")):
            setattr(settings, name, value)
    plain = Door().get("/api/me", headers={"Host": "crm.nordwerk.example"})
    assert (plain.status_code, plain["Location"]) == (301, "https://crm.nordwerk.example/api/me")
    secure = {"Host": "crm.nordwerk.example", "X-Forwarded-Proto": "https"}
    answer = Door().get("/api/auth/browser/v1/auth/session", headers=secure)
    assert answer["Strict-Transport-Security"].startswith("max-age=31536000")
    assert answer.cookies["csrftoken"]["secure"] is True
    assert ours["SESSION_COOKIE_SECURE"] is True
