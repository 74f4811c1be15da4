"""Guessing passwords: after too many tries even the right pair has to wait."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import token
from tests.e2e.people import PASSWORD, PEOPLE


@pytest.mark.row("S0-02")
def test_who_guesses_too_often_has_to_wait(page: Page) -> None:
    page.goto("/login")
    page.request.get("/api/auth/browser/v1/auth/session")
    wrong = {"email": PEOPLE["bob"].email, "password": "not the password"}
    for _ in range(21):
        page.request.post("/api/auth/browser/v1/auth/login", data=wrong, headers=token(page))
    page.get_by_label("User name").fill(PEOPLE["bob"].email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Too many attempts. Please wait a few minutes.")
    expect(page.get_by_label("User name")).to_have_value(PEOPLE["bob"].email)
