"""Somebody corrects a customer: beside a field, in the whole form, with mistakes, on the desk and on the phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.desk import edit_all, edit_field, history, make, open_contact, stored, toast, value

PHONES = [{"value": "+49 30 901820", "kind": "work"}, {"value": "+49 171 6847362", "kind": "mobile"}]


@pytest.fixture
def john(page: Page, login: Callable[..., None]) -> str:
    """A person on whose page Alice stands."""
    login(page)
    record = make(
        page, kind="person", first_name="Jon", last_name="Smith", position="Buyer", phones=PHONES,
        emails=["jon@nordwerk.example"], description="Met at the fair.",
        addresses=[{"value": {"street": "Ring 7", "postcode": "10115", "city": "Berlin", "country": "DE"}}],
    )  # fmt: skip
    open_contact(page, record)
    return record


def save(form: Locator) -> None:
    form.get_by_role("button", name=re.compile("^Save")).first.click()


@pytest.mark.row(
    "S2-24", "S1-14", "S0-09", "S4-04", "S2-41", "S1-18", "S1-21", "S2-25", "S2-26", "S2-28", "S2-33", "S1-27"
)
def test_the_whole_form_changes_many_fields_as_one_action(page: Page, john: str) -> None:
    form = edit_all(page)
    form.get_by_role("textbox", name="First name", exact=True).fill("John")
    form.get_by_role("textbox", name="Last name", exact=True).fill("Smythe")
    form.get_by_role("textbox", name="Position", exact=True).fill("Head of purchasing")
    form.get_by_role("textbox", name="Description", exact=True).fill("Prefers e-mail.")
    form.get_by_role("combobox", name="Gender").select_option(label="Male")
    form.get_by_role("button", name="Save changes").first.click()
    expect(page.get_by_role("heading", name="John Smythe")).to_be_visible()
    expect(value(page, "Position")).to_contain_text("Head of purchasing")
    row = stored(page, john)
    assert (row["first_name"], row["gender"], row["description"]) == ("John", "male", "Prefers e-mail.")
    assert set(history(page, john)[0]["patch"]) == {"first_name", "last_name", "position", "description", "gender"}


@pytest.mark.row("S1-19", "S0-17", "S2-41")
def test_save_stands_at_the_top_and_at_the_bottom(page: Page, viewport: str, john: str) -> None:
    form = edit_all(page)
    buttons = form.get_by_role("button", name="Save changes")
    expect(buttons).to_have_count(2)
    expect(buttons.first).to_be_in_viewport()
    form.get_by_role("textbox", name="Description", exact=True).scroll_into_view_if_needed()
    assert any(button.is_visible() for button in buttons.all())
    form.get_by_role("textbox", name="Position", exact=True).fill("Clerk")
    buttons.last.click()
    expect(value(page, "Position")).to_contain_text("Clerk")


@pytest.mark.row("S0-10", "S0-11", "S4-03", "S0-15", "S0-18")
def test_the_pencil_opens_one_field_with_the_cursor_in_it(page: Page, viewport: str, john: str) -> None:
    edit_field(page, "Description")
    box = page.get_by_role("textbox", name="Description", exact=True)
    expect(box).to_be_focused()
    box.fill("Calls back on Tuesdays.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(value(page, "Description")).to_contain_text("Calls back on Tuesdays.")
    expect(toast(page)).to_contain_text("Saved")
    expect(toast(page).get_by_role("button", name="Undo")).to_be_visible()
    assert stored(page, john)["description"] == "Calls back on Tuesdays."


@pytest.mark.row("S0-11")
def test_cancel_returns_without_a_change(page: Page, john: str) -> None:
    edit_field(page, "Position")
    page.get_by_role("textbox", name="Position", exact=True).fill("Nobody")
    page.get_by_role("button", name="Cancel").click()
    expect(value(page, "Position")).to_contain_text("Buyer")
    assert len(history(page, john)) == 1


@pytest.mark.row("S4-05")
def test_both_ways_of_editing_leave_the_same_trace(page: Page, john: str) -> None:
    edit_field(page, "Position")
    page.get_by_role("textbox", name="Position", exact=True).fill("Clerk")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(value(page, "Position")).to_contain_text("Clerk")
    form = edit_all(page)
    form.get_by_role("textbox", name="Position", exact=True).fill("Head of purchasing")
    save(form)
    expect(value(page, "Position")).to_contain_text("Head of purchasing")
    second, first = history(page, john)[:2]
    assert first["patch"] == {"position": ["Buyer", "Clerk"]}
    assert second["patch"] == {"position": ["Clerk", "Head of purchasing"]}
    assert (first["source"], first["by"]) == (second["source"], second["by"])


@pytest.mark.row("S0-13", "S1-28", "S2-30", "S2-37", "S2-34", "S2-35", "S2-36")
def test_phone_numbers_are_added_removed_and_made_primary(page: Page, john: str) -> None:
    edit_field(page, "Phone")
    page.get_by_role("button", name="Add Phone").click()
    page.get_by_role("textbox", name="Phone 3", exact=True).fill("+49 40 1234567")
    page.get_by_role("combobox", name="Kind: +49 40 1234567").select_option(label="Home")
    page.get_by_role("button", name="Make +49 171 6847362 the primary one").click()
    page.get_by_role("button", name="Remove +49 30 901820").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(value(page, "Phone")).to_contain_text("+49 40 1234567")
    kept = [(one["value"], one["kind"], one["primary"]) for one in stored(page, john)["phones"]]
    assert kept == [("+49 171 6847362", "mobile", True), ("+49 40 1234567", "home", False)]
    page.goto("/contacts?q=0171+6847362")
    row = page.locator(f"[role=row][data-id='{john}']")
    expect(row).to_contain_text("+49 171 6847362")


@pytest.mark.row("S2-35", "S2-34")
def test_when_the_primary_is_removed_another_takes_its_place(page: Page, john: str) -> None:
    edit_field(page, "Phone")
    page.get_by_role("button", name="Remove +49 30 901820").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(toast(page)).to_contain_text("Saved")
    expect(value(page, "Phone")).not_to_contain_text("+49 30 901820")
    assert [(p["value"], p["primary"]) for p in stored(page, john)["phones"]] == [("+49 171 6847362", True)]


@pytest.mark.row("S0-14", "S1-28", "S2-29")
def test_e_mail_addresses_are_changed_and_added(page: Page, viewport: str, john: str) -> None:
    edit_field(page, "E-mail")
    page.get_by_role("textbox", name="E-mail", exact=True).fill("john@nordwerk.example")
    page.get_by_role("button", name="Add E-mail").click()
    page.get_by_role("textbox", name="E-mail 2", exact=True).fill("private@smith.example")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(value(page, "E-mail")).to_contain_text("private@smith.example")
    assert [e["value"] for e in stored(page, john)["emails"]] == ["john@nordwerk.example", "private@smith.example"]


@pytest.mark.row("S2-31")
def test_websites_and_networks_are_added(page: Page, john: str) -> None:
    form = edit_all(page)
    label = "Website and social networks"
    form.get_by_role("button", name=f"Add {label}").click()
    form.get_by_role("textbox", name=label).fill("https://smith.example")
    form.get_by_role("button", name=f"Add {label}").click()
    form.get_by_role("textbox", name=f"{label} 2").fill("https://www.xing.com/profile/Jon_Smith")
    form.get_by_role("combobox", name="Kind: https://www.xing.com/profile/Jon_Smith").select_option(label="XING")
    save(form)
    expect(value(page, label)).to_contain_text("smith.example")
    assert [one["kind"] for one in stored(page, john)["links"]] == ["website", "xing"]


@pytest.mark.row("S0-12", "S2-32", "S1-29")
def test_home_and_company_address_are_two(page: Page, viewport: str, john: str) -> None:
    edit_field(page, "Address")
    page.get_by_role("textbox", name="Address: Street and number").fill("Ring 9")
    page.get_by_role("textbox", name="Address: Postcode").fill("10117")
    page.get_by_role("button", name="Add Address").click()
    page.get_by_role("textbox", name="Address 2: Street and number").fill("Hafenstr. 1")
    page.get_by_role("textbox", name="Address 2: City").fill("Hamburg")
    page.get_by_role("textbox", name="Address 2: Country").fill("DE")
    page.get_by_role("combobox", name=re.compile("^Kind: .*Hafenstr")).select_option(label="Home address")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(value(page, "Address")).to_contain_text("Hamburg")
    work, home = stored(page, john)["addresses"]
    assert (work["kind"], work["value"]["street"], work["value"]["postcode"]) == ("work", "Ring 9", "10117")
    assert (home["kind"], home["value"]["city"]) == ("home", "Hamburg")


@pytest.mark.row("S2-27")
def test_a_company_is_renamed(page: Page, login: Callable[..., None]) -> None:
    login(page)
    firm = make(page, kind="company", company_name="Meyer Bau")
    open_contact(page, firm)
    form = edit_all(page)
    form.get_by_role("textbox", name="Company name", exact=True).fill("Meyer & Söhne Bau GmbH")
    save(form)
    expect(page.get_by_role("heading", name="Meyer & Söhne Bau GmbH")).to_be_visible()


@pytest.mark.row("S1-27")
def test_the_age_is_shown_and_never_stored(page: Page, john: str) -> None:
    form = edit_all(page)
    form.get_by_role("textbox", name="Birth year", exact=True).fill("1980")
    save(form)
    expect(value(page, "Birth year")).to_contain_text("1980")
    expect(value(page, "Birth year")).to_contain_text("years")
    assert stored(page, john)["birth_year"] == 1980


WRONG: list[Any] = [
    pytest.param("Phone", "+1 212 555 12", "digits too few", id="a phone number too short"),
    pytest.param("E-mail", "jon at nordwerk", "not an e-mail address", id="no e-mail"),
]


@pytest.mark.row("S0-19", "S1-15", "S1-16", "S1-20")
@pytest.mark.parametrize(("label", "typed", "said"), WRONG)
def test_what_is_wrong_is_said_at_the_field_and_the_input_stays(
    page: Page, viewport: str, john: str, label: str, typed: str, said: str
) -> None:
    form = edit_all(page)
    box = form.get_by_role("textbox", name=re.compile(rf"^{label}( 1)?$")).first
    box.fill(typed)
    save(form)
    expect(form.get_by_role("alert")).to_contain_text(said)
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_have_value(typed)
    assert len(history(page, john)) == 1
    box.fill("+49 30 1234567" if label == "Phone" else "jon@smith.example")
    save(form)
    expect(value(page, label)).to_contain_text("+49 30 1234567" if label == "Phone" else "jon@smith.example")


@pytest.mark.row("S1-17", "S0-19")
def test_a_person_without_any_name_cannot_be_saved(page: Page, login: Callable[..., None]) -> None:
    login(page)
    page.goto("/contacts/new")
    form = page.get_by_role("form", name="New contact")
    form.get_by_role("textbox", name="Position", exact=True).fill("Buyer")
    form.get_by_role("button", name="Create contact").first.click()
    expect(form.get_by_role("alert")).to_contain_text("needs a name")
    expect(form.get_by_role("textbox", name="Position", exact=True)).to_have_value("Buyer")
    form.get_by_role("textbox", name="Last name", exact=True).fill("Kaufmann")
    form.get_by_role("button", name="Create contact").first.click()
    expect(page.get_by_role("heading", name="Kaufmann")).to_be_visible()


@pytest.mark.row("S0-08")
def test_every_stored_field_is_shown_in_its_group(page: Page, viewport: str, john: str) -> None:
    for group in ("Name", "Contact", "Address", "About"):
        expect(page.get_by_role("region", name=group, exact=True)).to_be_visible()
    for text in ("Jon", "Smith", "Buyer", "+49 171 6847362", "jon@nordwerk.example", "Ring 7", "Met at the fair."):
        expect(page.get_by_role("main")).to_contain_text(text)
    page.get_by_role("button", name=re.compile(r"^Show \d+ empty fields?$")).click()
    expect(value(page, "Department")).to_be_visible()


@pytest.mark.row("S0-16")
def test_the_right_keyboard_opens_and_targets_are_wide_enough(
    page: Page, new_context: Callable[..., Any], login: Callable[..., None], john: str
) -> None:
    phone: Page = new_context("phone").new_page()
    login(phone)
    open_contact(phone, john)
    for label, mode in (("Phone", "tel"), ("E-mail", "email")):
        button = phone.get_by_role("button", name=f"Edit {label}", exact=True)
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
        button.tap()
        field = phone.get_by_role("textbox", name=re.compile(rf"^{label}")).first
        assert field.get_attribute("inputmode") == mode
        save_box = phone.get_by_role("button", name="Save", exact=True).bounding_box()
        assert save_box is not None
        assert save_box["height"] >= 44
        phone.get_by_role("button", name="Cancel").tap()
