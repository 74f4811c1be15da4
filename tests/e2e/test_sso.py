"""The firm's own log-in in a real browser, with a real OpenID provider behind it. Both sizes, three languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import token
from tests.e2e.guarded import Person, invite
from tests.e2e.server import KarteoServer
from tests.e2e.words import Contexts
from tests.oidc import Provider

VIEWS = [("desk", "en"), ("phone", "de"), ("phone", "zh")]
EVERYWHERE = pytest.mark.parametrize(("size", "language"), VIEWS)
NAME = "Nordwerk ID"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    one = Provider()
    for _, language in VIEWS:
        one.person(f"no-{language}", email=f"sso-{language}@nordwerk.example", email_verified=True)
    one.person("stranger", email="mallory@elsewhere.example", email_verified=True)
    yield one
    one.stop()


@pytest.fixture(scope="module")
def server(first_day: KarteoServer, provider: Provider) -> Iterator[KarteoServer]:
    """A Karteo that knows the provider, with somebody for each language."""
    one = KarteoServer(
        KARTEO_OIDC_URL=provider.url,
        KARTEO_OIDC_CLIENT_ID="karteo",
        KARTEO_OIDC_CLIENT_SECRET="a secret of the two",
        KARTEO_OIDC_NAME=NAME,
    )
    try:
        one.take(first_day)
        one.start()
        invite(one, *((f"sso-{language}", language, "Nordwerk") for _, language in VIEWS))
        yield one
    finally:
        one.remove()


def at_the_provider(page: Page, provider: Provider, sub: str) -> None:
    """Says who one is, on the provider's own page."""
    page.wait_for_url(re.compile(re.escape(provider.url)))
    page.get_by_placeholder("sub").fill(sub)
    page.get_by_role("button", name="Authorize").click()


@EVERYWHERE
def test_an_invited_person_comes_in_and_lands_where_he_wanted_to_go(
    new_context: Contexts, provider: Provider, size: str, language: str, screenshot: Callable[..., Path]
) -> None:
    who = Person(new_context, f"sso-{language}", size, language)
    who.page.goto("/contacts?q=meyer")
    expect(who.button("factor.bySso", name=NAME)).to_be_visible()
    screenshot(who.page, f"sso-login-{size}-{language}")
    assert who.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    who.button("factor.bySso", name=NAME).click()
    at_the_provider(who.page, provider, f"no-{language}")
    who.page.wait_for_url(re.compile(r"/contacts\?q=meyer"))
    who.inside()


@EVERYWHERE
def test_a_stranger_is_told_why_not(
    new_context: Contexts, provider: Provider, size: str, language: str, screenshot: Callable[..., Path]
) -> None:
    who = Person(new_context, "mallory@elsewhere.example", size, language)
    who.page.goto("/login")
    who.button("factor.bySso", name=NAME).click()
    at_the_provider(who.page, provider, "stranger")
    expect(who.page.get_by_role("alert")).to_contain_text(who.say("fault.sso_stranger"))
    screenshot(who.page, f"sso-stranger-{size}-{language}")
    assert who.page.request.get("/api/me").status == 401


def test_the_language_chosen_before_outlives_the_way_to_the_provider(new_context: Contexts, provider: Provider) -> None:
    who = Person(new_context, "sso-en")
    who.page.goto("/login")
    who.page.get_by_role("button", name="Deutsch").click()
    who.page.get_by_role("button", name=f"Mit {NAME} anmelden").click()
    at_the_provider(who.page, provider, "no-en")
    expect(who.page.get_by_role("heading", name="Arbeitsplatz")).to_be_visible()
    assert who.page.request.get("/api/me").json()["user"]["language"] == "de"
    answer = who.page.request.patch("/api/me", data={"language": "en"}, headers=token(who.page))
    assert answer.status == 200


def test_who_refuses_at_the_provider_is_back_at_the_login(new_context: Contexts, provider: Provider) -> None:
    who = Person(new_context, "sso-en")
    who.page.goto("/login")
    who.button("factor.bySso", name=NAME).click()
    who.page.wait_for_url(re.compile(re.escape(provider.url)))
    who.page.get_by_role("button", name="Deny").click()
    expect(who.page.get_by_role("alert")).to_be_visible()
    expect(who.button("factor.bySso", name=NAME)).to_be_visible()


def test_where_it_is_the_only_way_nothing_else_is_offered(
    new_context: Contexts, server: KarteoServer, provider: Provider, screenshot: Callable[..., Path]
) -> None:
    server.stop()
    server.environment["KARTEO_OIDC_ONLY"] = "1"
    server.start()
    who = Person(new_context, "sso-en")
    who.page.goto("/login")
    button = who.button("factor.bySso", name=NAME)
    expect(button).to_be_visible()
    expect(who.page.get_by_role("textbox")).to_have_count(0)
    expect(who.button("factor.logInByPasskey")).to_have_count(0)
    screenshot(who.page, "sso-only")
    button.click()
    at_the_provider(who.page, provider, "no-en")
    who.inside()
