"""Coming in: the right pair, the wrong one, another language, a forgotten password."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.people import PASSWORD, PEOPLE
from tests.e2e.server import KarteoServer, until

Context = Callable[..., BrowserContext]
WRONG = "User name and password do not belong together."


def knock(page: Page, email: str, password: str) -> None:
    page.get_by_label("User name").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Log in", exact=True).click()


def mailed(server: KarteoServer, word: str) -> list[str]:
    """The addresses in the mails that the server has printed so far."""
    return re.findall(rf"{word}/\S+", server.log.read_text())


@pytest.mark.row("S1-01")
def test_the_address_opens_a_login_page_with_user_name_password_and_button(new_context: Context, viewport: str) -> None:
    page = new_context(viewport, locale="zh-CN").new_page()
    page.goto("/")
    expect(page.get_by_label("用户名")).to_be_visible()
    expect(page.get_by_label("密码", exact=True)).to_be_visible()
    button = page.get_by_role("button", name="登录", exact=True)
    expect(button).to_be_visible()
    box = button.bounding_box()
    assert box
    assert box["height"] >= (44 if viewport == "phone" else 36)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.row("S0-02", "S0-04", "S1-01")
def test_the_right_pair_leads_to_the_start_page(page: Page) -> None:
    page.goto("/login")
    knock(page, PEOPLE["bob"].email, PASSWORD)
    expect(page.get_by_role("heading", name="Workbench")).to_be_visible()


@pytest.mark.row("S0-02")
def test_a_wrong_password_and_an_unknown_name_are_answered_alike_and_the_name_stays(page: Page) -> None:
    page.goto("/login")
    said = []
    for email in (PEOPLE["bob"].email, "nobody@nordwerk.example"):
        knock(page, email, "not the password")
        expect(page.get_by_role("alert")).to_contain_text(WRONG)
        said.append(page.get_by_role("alert").inner_text())
        expect(page.get_by_label("User name")).to_have_value(email)
        page.reload()
    assert said[0] == said[1]


@pytest.mark.row("S0-02", "S1-17")
def test_what_is_missing_is_said_at_its_field(page: Page) -> None:
    page.goto("/login")
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_text("Please fill this in")).to_have_count(2)
    expect(page.get_by_label("User name")).to_have_attribute("aria-invalid", "true")


def test_one_lands_where_one_wanted_to_go(page: Page) -> None:
    page.goto("/contacts?q=meyer")
    expect(page).to_have_url(re.compile("/login"))
    knock(page, PEOPLE["alice"].email, PASSWORD)
    expect(page).to_have_url(re.compile(r"/contacts\?q=meyer"))


def test_a_link_made_by_others_does_not_lead_away(page: Page, server: KarteoServer) -> None:
    page.goto("/login?next=//elsewhere.example")
    knock(page, PEOPLE["alice"].email, PASSWORD)
    expect(page.get_by_role("heading", name="Workbench")).to_be_visible()
    assert page.url == f"{server.url}/"


def test_a_language_chosen_before_the_login_stays(page: Page) -> None:
    page.goto("/login")
    page.get_by_role("button", name="Deutsch").click()
    page.get_by_label("Benutzername").fill(PEOPLE["rita"].email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.get_by_role("heading", name="Arbeitsplatz")).to_be_visible()
    assert page.request.get("/api/me").json()["user"]["language"] == "de"


@pytest.mark.offline
def test_without_a_network_it_says_so_and_keeps_what_was_typed(page: Page) -> None:
    page.goto("/login")
    expect(page.get_by_label("User name")).to_be_visible()
    page.context.set_offline(True)
    knock(page, PEOPLE["bob"].email, PASSWORD)
    expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached")
    expect(page.get_by_label("Password", exact=True)).to_have_value(PASSWORD)
    page.context.set_offline(False)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("heading", name="Workbench")).to_be_visible()


@pytest.mark.row("S1-02")
def test_a_forgotten_password_is_set_anew_by_a_mailed_link_that_works_once(page: Page, server: KarteoServer) -> None:
    page.goto("/login")
    page.get_by_role("link", name="First login or forgotten password?").click()
    said = []
    for email in ("nobody@nordwerk.example", PEOPLE["bob"].email):
        page.get_by_label("User name").fill(email)
        page.get_by_role("button", name="Send link").click()
        expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
        said.append(page.get_by_role("status").inner_text().replace(email, "…"))
        page.get_by_role("button", name="Ask for another link").click()
    assert said[0] == said[1]

    until(lambda: bool(mailed(server, f"{server.url}/reset")), "the mail with the link")
    assert len(mailed(server, f"{server.url}/reset")) == 1
    link = mailed(server, f"{server.url}/reset")[0]
    page.goto(link)
    page.get_by_label("New password", exact=True).fill("short")
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_text("Please use at least 10 characters.")).to_be_visible()
    page.get_by_label("New password", exact=True).fill("a brand new cellar")
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_role("heading", name="Your password is set")).to_be_visible()

    page.get_by_role("link", name="To the login").click()
    knock(page, PEOPLE["bob"].email, "a brand new cellar")
    expect(page.get_by_role("heading", name="Workbench")).to_be_visible()
    page.goto(link)
    page.get_by_label("New password", exact=True).fill("yet another cellar")
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_role("alert")).to_contain_text("This link was used already")


def test_logging_out_leads_to_the_login_and_closes_every_page(page: Page, login: Callable[..., None]) -> None:
    login(page, "alice")
    page.goto("/")
    page.get_by_role("button", name=re.compile("log out")).click()
    page.get_by_role("menuitem", name="Log out").click()
    expect(page.get_by_label("User name")).to_be_visible()
    page.goto("/contacts")
    expect(page).to_have_url(re.compile("/login"))
