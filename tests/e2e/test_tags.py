"""Tags: picked, typed anew, several of them, taken away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import edit_field, make, open_contact, stored, toast, value


@pytest.fixture
def john(page: Page, login: Callable[..., None]) -> str:
    login(page)
    record = make(page, kind="person", last_name="Smith", tags=["fair"])
    open_contact(page, record)
    return record


@pytest.mark.row("S2-44", "S2-45")
def test_tags_are_typed_and_the_same_word_in_other_letters_makes_no_second_one(
    page: Page, viewport: str, john: str
) -> None:
    edit_field(page, "Tags")
    for word in ("VIP", "vip", "Berlin"):
        page.get_by_role("textbox", name="Tag", exact=True).fill(word)
        page.get_by_role("button", name="OK", exact=True).click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(toast(page)).to_contain_text("Saved")
    for word in ("fair", "VIP", "Berlin"):
        expect(value(page, "Tags").get_by_text(word, exact=True)).to_be_visible()
    assert stored(page, john)["tags"] == ["fair", "VIP", "Berlin"]


@pytest.mark.row("S2-46")
def test_a_tag_is_taken_away_by_its_cross(page: Page, viewport: str, john: str) -> None:
    edit_field(page, "Tags")
    page.get_by_role("button", name="Remove tag fair").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(toast(page)).to_contain_text("Saved")
    assert stored(page, john)["tags"] == []
