"""The way in, on the desk and on the phone: what every other browser test begins with."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import pictures
from tests.e2e.desk import make, token
from tests.e2e.people import PASSWORD, PEOPLE
from tests.e2e.server import KarteoServer, until


@pytest.mark.row("S1-01", "S0-02")
def test_a_person_comes_in_through_the_login_page(
    page: Page, viewport: str, screenshot: Callable[..., Path]
) -> None:
    page.goto("/login")
    page.get_by_label("User name").fill(PEOPLE["alice"].email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page).to_have_url("/")
    expect(page.get_by_role("main")).to_be_visible()
    screenshot(page, f"home-{viewport}")


@pytest.mark.offline
def test_the_server_can_be_killed_and_started_again_under_a_page(
    page: Page, login: Callable[..., None], server: KarteoServer
) -> None:
    login(page, "alice")
    page.goto("/")
    server.kill()
    assert not server.answers()
    server.start()
    page.reload()
    expect(page.get_by_role("main")).to_be_visible()


def test_a_module_sees_nothing_of_what_the_one_before_it_did(
    page: Page, login: Callable[..., None], server: KarteoServer
) -> None:
    bob = PEOPLE["bob"].email

    def seen() -> list[object]:
        """Records, what processes keep in memory about fields, files, and the mails that the worker sent."""
        doors = [page.request.get(door).text() for door in ("/api/contacts", "/api/schema", "/api/fields", "/api/home")]
        return [*doors, sorted((server.folder / "files").rglob("*")), bob in server.log.read_text()]

    login(page, "alice")
    first = seen()
    for _ in range(2):  # also with the versions of the first round, which a process might take for known
        jon = make(page, kind="person", last_name="Smith")
        field = {"type": "text", "label": {"en": "Favourite colour"}}
        assert page.request.post("/api/fields", data=field, headers=token(page)).status == 201
        assert page.request.put(f"/api/contacts/{jon}/photo", data=pictures.png(), headers=token(page)).status == 200
        forgotten = "/api/auth/browser/v1/auth/password/request"
        page.request.post(forgotten, data={"email": bob}, headers=token(page))
        until(lambda: bob in server.log.read_text(), "the mail")
        assert all(then != now for then, now in zip(first, seen(), strict=True))
        server.begin_anew()
        assert page.request.get("/api/me").status == 401
        login(page, "alice")
        assert seen() == first
