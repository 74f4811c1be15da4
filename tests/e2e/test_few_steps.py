"""One phone number, changed on a phone, from the start page: how many taps does it take?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import make, stored, toast


@pytest.mark.row("S0-30", "S0-29", "S0-05", "S0-13")
def test_a_phone_number_is_changed_with_five_taps(new_context: Callable[..., Any], login: Callable[..., None]) -> None:
    phone: Page = new_context("phone").new_page()
    login(phone)
    record = make(phone, kind="person", first_name="Otto", last_name="Oberhofer", phones=["+49 30 901820"])
    phone.goto("/")
    taps = 0

    def tap(place: Any) -> None:
        nonlocal taps
        place.tap()
        taps += 1

    tap(phone.get_by_role("combobox", name="Search"))
    phone.keyboard.type("oberh")
    tap(phone.get_by_role("option").filter(has_text="Otto Oberhofer"))
    tap(phone.get_by_role("button", name="Edit Phone", exact=True))
    box = phone.get_by_role("textbox", name="Phone", exact=True)
    expect(box).to_be_focused()
    box.fill("+49 30 901821")
    tap(phone.get_by_role("button", name="Save", exact=True))
    expect(toast(phone)).to_contain_text("Saved")
    assert stored(phone, record)["phones"][0]["value"] == "+49 30 901821"
    assert taps <= 5
