"""The way in, on the desk and on the phone: what every other browser test begins with."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import PASSWORD, PEOPLE
from tests.e2e.server import KarteoServer


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
