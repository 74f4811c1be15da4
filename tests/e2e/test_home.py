"""The start page: where everything begins, and the ways from it to the customers."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.desk import change, edit_field, make, open_contact

Login = Callable[..., None]


@pytest.mark.row("S1-04", "S0-04")
def test_after_the_login_there_is_a_navigation_bar_and_a_workbench(page: Page, login: Login, viewport: str) -> None:
    login(page, "alice")
    page.goto("/")
    expect(page.get_by_role("navigation", name="Main navigation")).to_be_visible()
    expect(page.get_by_role("heading", name="Workbench")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("searchbox", name="Find a contact")).to_be_visible()
    for part in ("Recent contacts", "My contacts", "Needs attention"):
        expect(page.get_by_role("region", name=part)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.row("S2-01")
def test_the_link_crm_opens_the_contacts(page: Page, login: Login, viewport: str) -> None:
    login(page, "alice")
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=re.compile("^CRM")).click()
    expect(page).to_have_url(re.compile("/contacts"))
    expect(page.get_by_role("heading", name="Contacts", exact=True)).to_be_visible()


@pytest.mark.row("S2-02")
def test_from_every_page_the_menu_at_the_top_left_opens_the_contacts(page: Page, login: Login, viewport: str) -> None:
    login(page, "alice")
    for path in ("/", "/profile", "/import", "/bin", "/admin"):
        page.goto(path)
        menu = page.get_by_role("button", name="Karteo: Menu")
        box = menu.bounding_box()
        assert box
        assert box["x"] < 40
        assert box["y"] < 40
        menu.click()
        page.get_by_role("menuitem", name=re.compile("CRM")).click()
        expect(page).to_have_url(re.compile("/contacts"))


@pytest.mark.row("S1-04", "S1-05")
def test_in_chinese_the_customer_module_stands_in_the_navigation(
    new_context: Callable[..., BrowserContext], login: Login
) -> None:
    page = new_context(locale="zh-CN").new_page()
    page.goto("/login")
    page.get_by_role("button", name="中文").click()
    login(page, "charlie")
    page.request.patch("/api/me", data={"language": "zh"}, headers={"X-CSRFToken": cookie(page)})
    page.goto("/")
    expect(page.get_by_role("heading", name="工作台")).to_be_visible()
    page.get_by_role("navigation", name="导航栏").get_by_role("link", name="联系人", exact=True).click()
    expect(page).to_have_url(re.compile("/contacts"))


@pytest.mark.row("S0-04", "S0-05", "S1-08", "S0-07")
def test_the_search_field_finds_a_customer(page: Page, login: Login, viewport: str) -> None:
    login(page, "alice")
    make(page, kind="person", first_name="Jörg", last_name=f"Wäldner {viewport}")
    make(page, kind="person", first_name="Anna", last_name="Other")
    page.goto("/")
    page.get_by_role("searchbox", name="Find a contact").fill(f"waldner {viewport}")
    page.get_by_role("searchbox", name="Find a contact").press("Enter")
    expect(page).to_have_url(re.compile(r"/contacts\?q=waldner"))
    page.get_by_role("link", name=re.compile(f"Wäldner {viewport}")).first.click()
    expect(page.get_by_role("heading", name=re.compile(f"Wäldner {viewport}"))).to_be_visible()


@pytest.mark.row("S0-04", "S0-06")
def test_what_was_changed_last_and_what_is_mine_stands_there(page: Page, login: Login) -> None:
    login(page, "alice")
    me = page.request.get("/api/me").json()["user"]["id"]
    mine = make(page, kind="company", company_name="Mine GmbH", owner_id=me)
    make(page, kind="company", company_name="Nobody's KG")
    page.goto("/")
    recent, own = page.get_by_role("region", name="Recent contacts"), page.get_by_role("region", name="My contacts")
    expect(recent.get_by_role("link").first).to_contain_text("Nobody's KG")
    expect(recent.get_by_role("link", name=re.compile("Mine GmbH"))).to_be_visible()
    expect(own.get_by_role("link", name=re.compile("Nobody's KG"))).to_have_count(0)
    own.get_by_role("link", name=re.compile("Mine GmbH")).click()
    expect(page).to_have_url(re.compile(mine))


@pytest.mark.row("S0-04")
def test_a_conflict_of_this_device_waits_under_needs_attention(page: Page, login: Login) -> None:
    login(page, "alice")
    record = make(page, kind="person", last_name="Zweifel", position="Buyer")
    page.goto("/")
    expect(page.get_by_role("region", name="Needs attention")).to_contain_text("Nothing waits for your decision.")
    open_contact(page, record)
    edit_field(page, "Position")
    page.get_by_role("textbox", name="Position").fill("Head of buying")
    change(page, record, position="Seller")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_role("button", name=re.compile("To decide"))).to_be_visible()
    page.goto("/")
    waiting = page.get_by_role("region", name="Needs attention").get_by_role("link")
    expect(waiting).to_contain_text("Zweifel")
    expect(waiting).to_contain_text("Position: someone else changed this too")
    waiting.click()
    expect(page).to_have_url(re.compile(record))


@pytest.mark.row("S0-01")
def test_who_may_only_read_is_offered_no_way_to_write(page: Page, login: Login) -> None:
    login(page, "rita")
    page.goto("/")
    expect(page.get_by_role("heading", name="Workbench")).to_be_visible()
    expect(page.get_by_role("link", name="New contact")).to_have_count(0)
    expect(page.get_by_role("link", name="Import")).to_have_count(0)
    page.goto("/import")
    expect(page.get_by_text("You may not import files")).to_be_visible()


def cookie(page: Page) -> str:
    return next(c["value"] for c in page.context.cookies() if c["name"] == "csrftoken")
