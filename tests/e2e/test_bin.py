"""The recycle bin: what was deleted, by whom, and the way back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import make, open_contact, stored, toast, token
from tests.e2e.server import until

Login = Callable[..., None]


def thrown(page: Page, name: str) -> str:
    """A contact that lies in the bin; its id."""
    record = make(page, kind="company", company_name=name)
    assert page.request.delete(f"/api/contacts/{record}", headers=token(page)).ok
    return record


@pytest.mark.row("S2-47", "S1-24")
def test_a_deleted_contact_lies_in_the_bin_and_comes_back_whole(page: Page, login: Login, viewport: str) -> None:
    login(page, "alice")
    name = f"Nordwerk {viewport}"
    record = make(page, kind="company", company_name=name, phones=["+49 30 901820"])
    open_contact(page, record)
    page.get_by_role("button", name="Actions", exact=True).first.click()
    page.get_by_role("menuitem", name="Delete contact").click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("Delete")).click()
    expect(toast(page)).to_contain_text("is in the bin")
    page.goto("/bin")
    row = page.get_by_role("listitem").filter(has_text=name)
    expect(row).to_contain_text("Alice Adler")
    row.get_by_role("button", name=f"Restore {name}").click()
    expect(toast(page)).to_contain_text(f"“{name}” is back")
    expect(row).to_have_count(0)
    page.goto(f"/contacts/{record}")
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    assert [phone["value"] for phone in stored(page, record)["phones"]] == ["+49 30 901820"]


@pytest.mark.row("S0-18")
def test_a_restoration_can_be_undone(page: Page, login: Login) -> None:
    login(page, "alice")
    record = thrown(page, "Undo GmbH")
    page.goto("/bin")
    page.get_by_role("button", name="Restore Undo GmbH").click()
    expect(page.get_by_role("listitem").filter(has_text="Undo GmbH")).to_have_count(0)
    toast(page).get_by_role("button", name="Undo").click()
    expect(page.get_by_role("listitem").filter(has_text="Undo GmbH")).to_be_visible()
    until(lambda: bool(stored(page, record)["deleted_at"]), "the record in the bin again")


def test_several_come_back_together_by_the_keyboard(page: Page, login: Login) -> None:
    login(page, "alice")
    first, second = thrown(page, "Keys One"), thrown(page, "Keys Two")
    page.goto("/bin")
    expect(page.get_by_role("listitem").filter(has_text="Keys Two")).to_be_visible()
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.get_by_role("toolbar")).to_contain_text("2 selected")
    page.keyboard.press("r")
    expect(toast(page)).to_contain_text("2 contacts are back")
    expect(page.get_by_role("listitem").filter(has_text="Keys")).to_have_count(0)
    page.wait_for_function(
        "async ids => (await Promise.all(ids.map(id => fetch(`/api/contacts/${id}`).then(one => one.json()))))"
        ".every(({row}) => !row.deleted_at)",
        arg=[first, second],
    )


def test_the_bin_is_searched(page: Page, login: Login) -> None:
    login(page, "alice")
    thrown(page, "Findable KG")
    thrown(page, "Hidden KG")
    page.goto("/bin")
    page.get_by_role("searchbox", name="Search in the bin").fill("findable")
    page.get_by_role("searchbox", name="Search in the bin").press("Enter")
    expect(page.get_by_role("listitem").filter(has_text="Findable KG")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Hidden KG")).to_have_count(0)
    page.get_by_role("searchbox", name="Search in the bin").fill("nobody is called so")
    page.get_by_role("searchbox", name="Search in the bin").press("Enter")
    expect(page.get_by_text("Nothing in the bin matches")).to_be_visible()


@pytest.mark.row("S0-01")
def test_who_may_only_read_sees_the_bin_without_a_way_to_restore(page: Page, login: Login) -> None:
    login(page, "alice")
    thrown(page, "Look Only GmbH")
    page.context.clear_cookies()
    login(page, "rita")
    page.goto("/bin")
    expect(page.get_by_role("listitem").filter(has_text="Look Only GmbH")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Restore"))).to_have_count(0)
