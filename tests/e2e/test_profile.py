"""My own things: name, language, password, logins, tokens."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.desk import toast
from tests.e2e.people import PASSWORD, PEOPLE

Login = Callable[..., None]


@pytest.fixture
def profile(page: Page, login: Login) -> Page:
    """Bob on his profile."""
    login(page, "bob")
    page.goto("/profile")
    expect(page.get_by_role("heading", name="My profile")).to_be_visible()
    return page


def test_a_new_name_shows_everywhere_at_once(profile: Page) -> None:
    profile.get_by_label("Name", exact=True).fill("Robert Berg")
    profile.get_by_role("button", name="Save").click()
    expect(toast(profile)).to_contain_text("Saved")
    expect(profile.get_by_role("button", name=re.compile("Robert Berg"))).to_be_visible()
    profile.reload()
    expect(profile.get_by_label("Name", exact=True)).to_have_value("Robert Berg")


def test_an_empty_name_is_refused_at_its_field(profile: Page) -> None:
    profile.get_by_label("Name", exact=True).fill(" ")
    profile.get_by_role("button", name="Save").click()
    expect(profile.get_by_text("Please fill this in")).to_be_visible()


def test_the_language_switches_at_once_and_stays(profile: Page) -> None:
    for language, title in (("中文", "我的资料"), ("Deutsch", "Mein Profil"), ("English", "My profile")):
        profile.get_by_role("button", name=language, exact=True).click()
        expect(profile.get_by_role("heading", name=title)).to_be_visible()
        expect(toast(profile)).not_to_be_empty()
        profile.reload()
        expect(profile.get_by_role("heading", name=title)).to_be_visible()


def test_a_wrong_present_password_is_said_at_its_field_and_a_right_one_changes_it(
    profile: Page, new_context: Callable[..., BrowserContext], login: Login
) -> None:
    other = new_context().new_page()
    login(other, "bob")
    current, new = profile.get_by_label("Present password"), profile.get_by_label("New password", exact=True)
    current.fill("not it")
    new.fill("a brand new cellar")
    profile.get_by_role("button", name="Change password").click()
    expect(current).to_have_attribute("aria-invalid", "true")
    expect(new).to_have_value("a brand new cellar")
    current.fill(PASSWORD)
    profile.get_by_role("button", name="Change password").click()
    expect(toast(profile)).to_contain_text("Password changed")
    other.goto("/")
    expect(other).to_have_url(re.compile("/login"))
    current.fill("a brand new cellar")
    new.fill(PASSWORD)
    profile.get_by_role("button", name="Change password").click()
    expect(current).to_have_value("")


def test_another_login_of_mine_can_be_ended(
    profile: Page, new_context: Callable[..., BrowserContext], login: Login
) -> None:
    other = new_context("phone").new_page()
    login(other, "bob")
    profile.reload()
    logins = profile.get_by_role("region", name="Where I am logged in")
    expect(logins.get_by_text("this one")).to_have_count(1)
    count = logins.get_by_role("listitem").count()
    logins.get_by_role("button", name="End").first.click()
    expect(logins.get_by_role("listitem")).to_have_count(count - 1)
    while logins.get_by_role("button", name="End").count():
        count = logins.get_by_role("listitem").count()
        logins.get_by_role("button", name="End").first.click()
        expect(logins.get_by_role("listitem")).to_have_count(count - 1)
    other.goto("/")
    expect(other).to_have_url(re.compile("/login"))
    profile.reload()
    expect(profile.get_by_role("heading", name="My profile")).to_be_visible()


def test_a_token_is_shown_once_works_and_ends(profile: Page, new_context: Callable[..., BrowserContext]) -> None:
    tokens = profile.get_by_role("region", name="API tokens")
    tokens.get_by_label("What is it for?").fill("Telephone")
    tokens.get_by_role("button", name="Create token").click()
    secret = tokens.get_by_test_id("secret").inner_text()
    program = new_context().request
    asked = {"Authorization": f"Bearer {secret}"}
    assert program.get("/api/me", headers=asked).json()["user"]["email"] == PEOPLE["bob"].email
    tokens.get_by_role("button", name="Close").click()
    profile.reload()
    expect(tokens.get_by_text("Telephone")).to_be_visible()
    expect(tokens.get_by_test_id("secret")).to_have_count(0)
    assert secret not in profile.content()
    tokens.get_by_role("button", name="End token “Telephone”").click()
    expect(tokens.get_by_text("No tokens.")).to_be_visible()
    assert program.get("/api/me", headers=asked).status == 401


@pytest.mark.row("S1-01")
def test_on_the_phone_everything_fits_under_a_thumb(new_context: Callable[..., BrowserContext], login: Login) -> None:
    page = new_context("phone").new_page()
    login(page, "rita")
    for language in ("English", "Deutsch", "中文"):
        page.goto("/profile")
        page.get_by_role("button", name=language, exact=True).click()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), language
        small = page.evaluate(
            "[...document.querySelectorAll('main button, main input:not([hidden])')].filter(one => one.offsetParent"
            " && one.getBoundingClientRect().height < 32).map(one => one.outerHTML.slice(0, 120))"
        )
        assert small == [], language
