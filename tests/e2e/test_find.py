"""Somebody looks for a customer: by words, by filters, by looking through the list."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import expect_names, make, search_list
from tests.e2e.lists import add_filter

PEOPLE: dict[str, dict[str, Any]] = {
    "Smith": {"first_name": "John", "phones": ["+44 20 7946 0182"], "temperature": "hot", "tags": ["fair"]},
    "Smyth": {"first_name": "Jane", "temperature": "cold", "relation": "client"},
    "Smooth": {"first_name": "Joe", "tags": ["fair", "vip"]},
    "Müller": {"first_name": "Jörg", "emails": ["j.mueller@nordwerk.example"]},
    "Schmidt": {"first_name": "Anna"},
    "Schmitt": {"first_name": "Berta"},
    "Oberhofer": {"first_name": "Otto"},
    "王": {"first_name": "小明"},
}


@pytest.fixture(scope="module")
def filled(server: object) -> dict[str, str]:
    """Who is there by now: the first test of the module makes them."""
    return {}


@pytest.fixture
def at_list(page: Page, login: Callable[..., None], filled: dict[str, str]) -> Page:
    """Alice on the list of contacts, with everybody in it."""
    login(page)
    if not filled:
        for last, more in PEOPLE.items():
            filled[last] = make(page, kind="person", last_name=last, **more)
        filled["firm"] = make(page, kind="company", company_name="Meyer Bau GmbH", phones=["+49 30 901820"])
        filled["other"] = make(page, kind="company", company_name="Bau Meyer KG", tags=["vip"])
    page.goto("/contacts")
    return page


@pytest.mark.row("S2-03", "S2-04", "S1-05", "S1-06", "S1-07")
def test_companies_and_persons_stand_in_one_list(at_list: Page) -> None:
    expect(at_list.get_by_role("heading", name="Contacts", exact=True)).to_be_visible()
    expect(at_list.get_by_role("link", name="Meyer Bau GmbH", exact=True)).to_be_visible()
    expect(at_list.get_by_role("link", name="Smith, John", exact=True)).to_be_visible()
    row = at_list.get_by_role("row").filter(has_text="Meyer Bau GmbH")
    expect(row.get_by_role("cell").filter(has_text="+49 30 901820").first).to_be_visible()


@pytest.mark.row("S2-11", "S1-08")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("mith", ["Smith, John"], id="a part of the name"),
        pytest.param("Sm?th", ["Smith, John", "Smyth, Jane"], marks=pytest.mark.row("S2-12"), id="one character"),
        pytest.param("O*", ["Oberhofer, Otto"], marks=pytest.mark.row("S2-13"), id="begins with"),
        pytest.param('"Meyer Bau"', ["Meyer Bau GmbH"], marks=pytest.mark.row("S2-14"), id="a phrase"),
        pytest.param(
            "Schmidt~", ["Schmidt, Anna", "Schmitt, Berta"], marks=pytest.mark.row("S2-15"), id="similar spelling"
        ),
        pytest.param("mueller", ["Müller, Jörg"], id="an umlaut written out"),
        pytest.param("muller", ["Müller, Jörg"], id="an umlaut left out"),
        pytest.param("wxm", ["王小明"], id="the initials of the Pinyin"),
        pytest.param("小", ["王小明"], id="one Chinese character"),
        pytest.param("60182", ["Smith, John"], id="the last digits of a phone number"),
        pytest.param("(0)30 90 18 20", ["Meyer Bau GmbH"], id="a phone number in another spelling"),
        pytest.param("bau meyer", ["Meyer Bau GmbH", "Bau Meyer KG"], id="words in any order"),
    ],
)
def test_what_is_typed_finds_exactly_these(at_list: Page, typed: str, found: list[str]) -> None:
    search_list(at_list, typed)
    expect_names(at_list, *found)


@pytest.mark.row("S2-05", "S2-06", "S2-07")
def test_filters_are_added_by_the_plus_and_taken_away_again(at_list: Page) -> None:
    add_filter(at_list, "Show: only companies")
    expect_names(at_list, "Meyer Bau GmbH", "Bau Meyer KG")
    at_list.get_by_role("button", name="Remove filter Show: only companies").click()
    add_filter(at_list, "Show: only persons")
    expect(at_list.get_by_role("status").filter(has_text="8 contacts")).to_be_visible()
    expect(at_list.get_by_role("link", name="Meyer Bau GmbH", exact=True)).to_have_count(0)


@pytest.mark.row("S2-09", "S2-10", "S2-05")
def test_several_filters_combine(at_list: Page) -> None:
    add_filter(at_list, "Type", "Hot")
    expect_names(at_list, "Smith, John")
    at_list.get_by_role("button", name=re.compile("^Remove filter")).click()
    add_filter(at_list, "Tags", "vip")
    expect_names(at_list, "Smooth, Joe", "Bau Meyer KG")
    add_filter(at_list, "Show: only persons")
    expect_names(at_list, "Smooth, Joe")


@pytest.mark.row("S2-16", "S1-09", "S1-11")
def test_the_name_opens_the_contact(at_list: Page) -> None:
    at_list.get_by_role("link", name="Smith, John", exact=True).click()
    expect(at_list.get_by_role("heading", name="John Smith")).to_be_visible()
    expect(at_list.get_by_role("group", name="Phone", exact=True)).to_contain_text("+44 20 7946 0182")


def test_the_way_back_leads_to_the_same_search(at_list: Page) -> None:
    search_list(at_list, "john smith")
    expect_names(at_list, "Smith, John")
    at_list.get_by_role("link", name="Smith, John", exact=True).click()
    at_list.get_by_role("link", name="Back to the list").click()
    expect_names(at_list, "Smith, John")


@pytest.mark.row("S1-10")
def test_the_button_view_opens_it_too(at_list: Page) -> None:
    at_list.get_by_role("link", name="View Smith, John").click()
    expect(at_list.get_by_role("heading", name="John Smith")).to_be_visible()


@pytest.mark.row("S0-05")
def test_the_search_of_every_page_finds_while_typing(at_list: Page) -> None:
    at_list.goto("/profile")
    box = at_list.get_by_role("combobox", name="Search")
    box.fill("mull")
    at_list.get_by_role("option").filter(has_text="Jörg Müller").click()
    expect(at_list.get_by_role("heading", name="Jörg Müller")).to_be_visible()


@pytest.mark.row("S0-05")
def test_near_spellings_stand_apart(at_list: Page) -> None:
    at_list.get_by_role("combobox", name="Search").fill("Schmitd")
    near = at_list.get_by_role("option").filter(has_text="similar spelling")
    expect(near.filter(has_text="Schmidt")).to_be_visible()


@pytest.mark.row("S0-05", "S0-07")
def test_on_a_phone_a_tap_on_the_row_opens_it(
    new_context: Callable[..., Any], at_list: Page, login: Callable[..., None]
) -> None:
    phone: Page = new_context("phone").new_page()
    login(phone)
    phone.goto("/contacts")
    search_list(phone, "oberh")
    phone.get_by_role("row").filter(has_text="Oberhofer").locator("[role=cell]").nth(1).tap()
    expect(phone.get_by_role("heading", name="Otto Oberhofer")).to_be_visible()
