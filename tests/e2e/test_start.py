"""After the login: the workbench, the menu on every page, and the way to the customers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import PEOPLE


@pytest.mark.row("S1-01", "S0-02", "S1-04", "S2-01")
def test_after_the_login_stands_the_workbench_with_a_link_to_the_crm(page: Page, login: Callable[..., None]) -> None:
    login(page)
    page.goto("/")
    expect(page.get_by_role("navigation", name="Main navigation")).to_be_visible()
    expect(page.get_by_role("heading", name="Workbench")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="CRM").click()
    expect(page.get_by_role("heading", name="Contacts", exact=True)).to_be_visible()


@pytest.mark.row("S2-02")
@pytest.mark.parametrize("path", ["/", "/contacts", "/import", "/bin", "/profile", "/admin"])
def test_the_menu_at_the_top_left_leads_to_the_crm_from_every_page(
    page: Page, login: Callable[..., None], path: str
) -> None:
    login(page)
    page.goto(path)
    menu = page.get_by_role("button", name="Menu")
    place = menu.bounding_box()
    assert place is not None
    assert (place["x"], place["y"]) < (60, 60)
    menu.click()
    page.get_by_role("menuitem", name="CRM: Contacts").click()
    expect(page.get_by_role("heading", name="Contacts", exact=True)).to_be_visible()


@pytest.mark.row("S1-05")
def test_the_navigation_leads_to_the_customers(page: Page, login: Callable[..., None]) -> None:
    login(page)
    page.goto("/")
    page.get_by_role("navigation", name="Main navigation").get_by_role("link", name="Contacts").click()
    expect(page).to_have_url("/contacts")


@pytest.mark.row("S0-02", "S1-01")
def test_a_wrong_pair_does_not_say_which_half_was_wrong(page: Page) -> None:
    said = []
    for email, password in ((PEOPLE["alice"].email, "not her password"), ("nobody@nordwerk.example", "whatever it is")):
        page.goto("/login")
        page.locator("input[type=email]").fill(email)
        page.locator("input[type=password]").fill(password)
        page.get_by_role("button", name="Log in", exact=True).click()
        said.append(page.get_by_role("alert").inner_text())
    assert said[0] == said[1]
    expect(page).to_have_url("/login")
