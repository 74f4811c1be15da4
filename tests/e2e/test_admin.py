"""Administration: lists to choose from, fields of one's own, people."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.desk import edit_all, make, open_contact, stored, toast

Login = Callable[..., None]


@pytest.fixture
def admin(page: Page, login: Login) -> Page:
    """Alice, who may administer."""
    login(page, "alice")
    return page


@pytest.mark.row("S2-09")
def test_contact_types_are_renamed_added_and_put_in_order(admin: Page) -> None:
    admin.goto("/admin")
    types = admin.get_by_role("region", name=re.compile("type|Temperature", re.I))
    types.get_by_label("English: Hot").fill("Boiling")
    types.get_by_role("button", name="Add choice").click()
    types.get_by_label("English: 4").fill("Frozen")
    types.get_by_label("Deutsch: Frozen").fill("Gefroren")
    types.get_by_label("Colour: Frozen").select_option("Teal")
    types.get_by_role("button", name="Move Frozen up").click()
    types.get_by_role("button", name="Save").click()
    expect(toast(admin)).to_contain_text("Saved")
    lists = admin.request.get("/api/schema").json()["lists"]["temperature"]
    assert [(one["key"], one["label"]["en"]) for one in lists] == [
        ("cold", "Cold"), ("warm", "Warm"), ("frozen", "Frozen"), ("hot", "Boiling"),
    ]
    record = make(admin, kind="company", company_name="Gletscher AG", temperature="frozen")
    open_contact(admin, record)
    expect(admin.get_by_role("main")).to_contain_text("Frozen")


@pytest.mark.row("S2-09")
def test_a_retired_type_stays_where_it_is_and_is_offered_no_more(admin: Page) -> None:
    record = make(admin, kind="company", company_name="Alt GmbH", relation="competitor")
    admin.goto("/admin")
    relation = admin.get_by_role("region", name="Relation", exact=True)
    row = relation.get_by_role("listitem").filter(has=admin.get_by_label("English: Competitor"))
    row.get_by_role("button", name="Retire").click()
    relation.get_by_role("button", name="Save").click()
    expect(toast(admin)).to_contain_text("Saved")
    open_contact(admin, record)
    expect(admin.get_by_role("main")).to_contain_text("Competitor")
    other = make(admin, kind="company", company_name="Neu GmbH")
    open_contact(admin, other)
    offered = edit_all(admin).get_by_role("combobox", name=re.compile("Relation")).locator("option").all_inner_texts()
    assert "Competitor" not in offered
    assert "Supplier" in offered


@pytest.mark.row("S0-16", "S0-17")
def test_a_tap_on_save_at_the_bottom_of_the_phone_reaches_it_while_a_field_has_the_cursor(
    new_context: Callable[..., BrowserContext], login: Login
) -> None:
    page = new_context("phone").new_page()
    login(page, "alice")
    page.goto("/admin?tab=fields")
    page.get_by_role("button", name="Add field").tap()
    form = page.get_by_role("form", name="Add field")
    expect(form.get_by_label("Name (English)")).to_be_focused()
    save = form.get_by_role("button", name="Save")
    save.evaluate("button => scrollBy(0, button.getBoundingClientRect().bottom - innerHeight + 4)")
    box = save.bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(form.get_by_role("alert")).to_contain_text("Please fill this in")


def test_an_emptied_name_is_refused_and_the_input_stays(admin: Page) -> None:
    admin.goto("/admin")
    types = admin.get_by_role("region", name=re.compile("type|Temperature", re.I))
    for language in ("English", "Deutsch", "中文"):
        types.get_by_role("listitem").first.get_by_label(re.compile(f"^{language}")).fill("")
    types.get_by_role("button", name="Save").click()
    expect(types.get_by_role("alert")).to_contain_text("Please fill this in")


@pytest.mark.row("S2-38")
def test_a_field_of_ones_own_is_added_filled_and_shown(admin: Page) -> None:
    admin.goto("/admin?tab=fields")
    admin.get_by_role("button", name="Add field").click()
    form = admin.get_by_role("form", name="Add field")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert")).to_contain_text("Please fill this in")
    form.get_by_label("Name (English)").fill("Contract number")
    form.get_by_label("Name (Deutsch)").fill("Vertragsnummer")
    form.get_by_role("button", name="Save").click()
    expect(admin.get_by_text("Contract number")).to_be_visible()

    record = make(admin, kind="company", company_name="Vertrag GmbH")
    open_contact(admin, record)
    page_form = edit_all(admin)
    page_form.get_by_label("Contract number").fill("V-2026-17")
    page_form.get_by_role("button", name="Save changes").first.click()
    expect(admin.get_by_role("group", name="Contract number", exact=True)).to_contain_text("V-2026-17")
    admin.wait_for_function(
        "id => fetch(`/api/contacts/${id}`).then(one => one.json())"
        ".then(({row}) => row.c_contract_number === 'V-2026-17')",
        arg=record,
    )


@pytest.mark.row("S2-38")
def test_a_field_with_choices_is_added_changed_and_retired(admin: Page) -> None:
    admin.goto("/admin?tab=fields")
    admin.get_by_role("button", name="Add field").click()
    form = admin.get_by_role("form", name="Add field")
    form.get_by_label("Name (English)").fill("Channel")
    form.get_by_label("Type").select_option("One choice")
    for place, word in enumerate(("Fair", "Web"), start=1):
        form.get_by_role("button", name="Add choice").click()
        form.get_by_label(f"English: {place}", exact=True).fill(word)
    form.get_by_role("button", name="Save").click()
    admin.get_by_role("button", name="Edit field Channel").click()
    changing = admin.get_by_role("form", name="Change field")
    expect(changing.get_by_label("Type")).to_be_disabled()
    changing.get_by_label("English: Web").fill("Online")
    changing.get_by_role("button", name="Save").click()
    expect(toast(admin)).to_contain_text("Saved")
    record = make(admin, kind="company", company_name="Kanal GmbH", c_channel="web")
    open_contact(admin, record)
    expect(admin.get_by_role("group", name="Channel", exact=True)).to_contain_text("Online")
    admin.goto("/admin?tab=fields")
    admin.get_by_role("listitem").filter(has_text="Channel").get_by_role("button", name="Retire").click()
    expect(admin.get_by_role("listitem").filter(has_text="Channel")).to_contain_text("retired")
    open_contact(admin, record)
    expect(admin.get_by_role("group", name="Channel", exact=True)).to_have_count(0)
    assert "c_channel" not in stored(admin, record) or stored(admin, record)["c_channel"] == "web"


@pytest.mark.row("S0-01", "S1-22")
def test_who_is_no_administrator_is_told_so(page: Page, login: Login) -> None:
    login(page, "bob")
    expect(page.get_by_role("navigation", name="Main navigation").get_by_role("link", name="Admin")).to_have_count(0)
    page.goto("/admin")
    expect(page.get_by_text("Only for administrators")).to_be_visible()
