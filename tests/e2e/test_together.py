"""Two people and one contact; and a person who may only read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import edit_field, make, open_contact, stored, token, until_stored, value


@pytest.fixture
def bob(new_context: Callable[..., Any], login: Callable[..., None]) -> Page:
    """Bob in a browser of his own."""
    page: Page = new_context().new_page()
    login(page, "bob")
    return page


@pytest.fixture
def john(page: Page, bob: Page, login: Callable[..., None]) -> str:
    """A contact that Alice and Bob both look at."""
    login(page)
    record = make(page, kind="person", first_name="Jon", last_name="Smith", position="Buyer", department="East")
    for one in (page, bob):
        open_contact(one, record)
    return record


def begin(page: Page, label: str, text: str) -> None:
    edit_field(page, label)
    page.get_by_role("textbox", name=label).fill(text)


def finish(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


@pytest.mark.row("S1-38", "S0-23")
def test_two_fields_changed_at_once_both_stand(page: Page, bob: Page, john: str) -> None:
    begin(page, "Position", "Head of purchasing")
    begin(bob, "Department", "West")
    finish(bob)
    finish(page)
    expect(value(page, "Position")).to_contain_text("Head of purchasing")
    expect(value(page, "Department")).to_contain_text("West")
    until_stored(page, john, position="Head of purchasing", department="West")


@pytest.mark.row("S0-23")
@pytest.mark.parametrize(("decision", "stands"), [("Take mine", "Clerk"), ("Keep theirs", "Manager")])
def test_the_same_field_changed_at_once_one_is_asked_and_nothing_is_lost(
    page: Page, bob: Page, john: str, decision: str, stands: str
) -> None:
    begin(page, "Position", "Clerk")
    begin(bob, "Position", "Manager")
    finish(bob)
    expect(value(bob, "Position")).to_contain_text("Manager")
    finish(page)
    asked = page.get_by_role("region", name="Position: two values to decide between")
    for text in ("Buyer", "Manager", "Clerk", "Bob Berg changed it"):
        expect(asked).to_contain_text(text)
    assert stored(page, john)["position"] == "Manager"
    asked.get_by_role("button", name=decision).click()
    expect(value(page, "Position")).to_contain_text(stands)
    expect(asked).to_have_count(0)
    expect(value(bob, "Position")).to_contain_text(stands)
    until_stored(page, john, position=stands)


@pytest.mark.row("S0-28")
def test_an_open_page_shows_what_a_colleague_has_changed(page: Page, bob: Page, john: str) -> None:
    begin(bob, "Position", "Manager")
    finish(bob)
    expect(value(page, "Position")).to_contain_text("Manager")


@pytest.mark.row("S0-01")
def test_who_may_only_read_sees_the_values_and_no_pencil(
    page: Page, john: str, new_context: Callable[..., Any], login: Callable[..., None]
) -> None:
    rita: Page = new_context().new_page()
    login(rita, "rita")
    open_contact(rita, john)
    expect(value(rita, "Position")).to_contain_text("Buyer")
    expect(rita.get_by_role("button", name="Edit Position")).to_have_count(0)
    expect(rita.get_by_role("link", name="Edit person")).to_have_count(0)
    expect(page.get_by_role("button", name="Edit Position")).to_be_visible()
    answer = rita.request.patch(f"/api/contacts/{john}", data={"patch": {"position": "X"}}, headers=token(rita))
    assert answer.status == 403
    assert stored(page, john)["position"] == "Buyer"


def test_a_stranger_finds_nothing(
    page: Page, john: str, new_context: Callable[..., Any], login: Callable[..., None]
) -> None:
    charlie: Page = new_context().new_page()
    login(charlie, "charlie")
    charlie.goto(f"/contacts/{john}")
    expect(charlie.get_by_text("This contact does not exist")).to_be_visible()
    charlie.goto("/contacts")
    expect(charlie.get_by_text("No contacts yet")).to_be_visible()
