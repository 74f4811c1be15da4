"""Somebody looks back: who changed what, and puts it right again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.desk import change, edit_field, history, make, open_contact, stored, toast, until_stored, value


@pytest.fixture
def john(page: Page, login: Callable[..., None]) -> str:
    login(page)
    record = make(page, kind="person", first_name="Jon", last_name="Smith", position="Buyer", phones=["+49 30 901820"])
    change(page, record, position="Clerk")
    open_contact(page, record)
    return record


def history_card(page: Page) -> Locator:
    return page.get_by_role("region", name="History")


@pytest.mark.row("S1-25", "S1-26")
def test_a_change_stands_there_with_old_and_new_value_who_when_and_through_what(page: Page, john: str) -> None:
    edit_field(page, "Position")
    page.get_by_role("textbox", name="Position").fill("Head of purchasing")
    page.get_by_role("button", name="Save", exact=True).click()
    newest = history_card(page).get_by_role("listitem").first
    expect(newest).to_contain_text("Alice Adler changed Position")
    expect(newest).to_contain_text("Clerk")
    expect(newest).to_contain_text("Head of purchasing")
    expect(newest).to_contain_text("on the screen")
    expect(newest.locator("time")).to_have_attribute("datetime", re.compile(r"^\d{4}-\d\d-\d\dT"))
    expect(history_card(page).get_by_role("listitem").nth(1)).to_contain_text("Buyer")


@pytest.mark.row("S0-18", "S1-24")
def test_the_toast_takes_the_change_back(page: Page, viewport: str, john: str) -> None:
    edit_field(page, "Position")
    page.get_by_role("textbox", name="Position").fill("Nobody")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(toast(page)).to_have_attribute("aria-live", "polite")
    toast(page).get_by_role("button", name="Undo").click()
    expect(value(page, "Position")).to_contain_text("Clerk")
    expect(history_card(page).get_by_role("listitem").first).to_contain_text("by undo")
    until_stored(page, john, position="Clerk")


@pytest.mark.row("S1-24", "S1-26")
def test_an_older_change_is_undone_from_the_history(page: Page, john: str) -> None:
    history_card(page).get_by_role("button", name="Undo this change").first.click()
    expect(value(page, "Position")).to_contain_text("Buyer")
    expect(history_card(page).get_by_role("listitem").nth(1)).to_contain_text("undone")


@pytest.mark.row("S1-26")
def test_the_record_is_shown_as_it_was_then_and_put_back(page: Page, john: str) -> None:
    change(page, john, last_name="Smythe", phones=[])
    page.reload()
    expect(page.get_by_role("heading", name="Jon Smythe")).to_be_visible()
    created = history_card(page).get_by_role("listitem").last
    expect(created).to_contain_text("created this contact")
    created.get_by_role("button", name="Actions").click()
    page.get_by_role("menuitem", name="Show how it was then").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Buyer")
    expect(dialog).to_contain_text("+49 30 901820")
    dialog.get_by_role("button", name="Put the whole record back to this").click()
    expect(page.get_by_role("heading", name="Jon Smith")).to_be_visible()
    until_stored(page, john, position="Buyer")
    row = stored(page, john)
    assert (row["position"], [p["value"] for p in row["phones"]]) == ("Buyer", ["+49 30 901820"])


@pytest.mark.row("S2-47", "S2-48", "S2-49")
def test_deleting_lists_what_goes_and_the_bin_gives_it_back(
    page: Page, viewport: str, login: Callable[..., None]
) -> None:
    login(page)
    firm = make(
        page, kind="company", company_name=f"Nordwerk {viewport} GmbH", phones=["+49 30 901820", "+49 30 901821"]
    )
    make(page, kind="person", last_name="Bleibt", company_id=firm)
    open_contact(page, firm)
    page.get_by_role("main").get_by_role("button", name="Actions").first.click()
    page.get_by_role("menuitem", name="Delete contact").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("goes to the bin")
    expect(dialog).to_contain_text("Phone: 2")
    expect(dialog).to_contain_text("Bleibt")
    dialog.get_by_role("button", name="Delete contact").click()
    expect(toast(page)).to_contain_text("is in the bin")
    page.goto("/bin")
    page.get_by_role("button", name=f"Restore Nordwerk {viewport} GmbH").click()
    expect(toast(page)).to_contain_text("is back")
    until_stored(page, firm, deleted_at=None)
    assert len(history(page, firm)) == 3
