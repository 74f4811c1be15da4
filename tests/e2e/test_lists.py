"""Somebody looks through the list, filters it by anything, chooses its columns, and opens a contact from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import make, token
from tests.e2e.lists import SIZES, add_filter, expect_rows, label, remove_filter, rows, say, speak

Opened = Callable[[str, str], Page]
BERLIN = {"value": {"street": "Ring 7", "postcode": "10115", "city": "Berlin", "country": "DE"}}
KOELN = {"value": {"city": "Köln", "country": "DE"}}
PEOPLE: list[dict[str, Any]] = [
    {"kind": "company", "company_name": "Nordwerk GmbH", "tags": ["vip"], "relation": "client", "c_size": "250"},
    {
        "kind": "person", "first_name": "Anna", "last_name": "Adler", "temperature": "hot", "tags": ["fair"],
        "emails": [{"value": "old@a.example", "primary": False}, {"value": "anna@a.example", "primary": True}],
        "phones": [{"value": "+49 30 111111", "primary": False}, {"value": "+49 30 901820", "primary": True}],
        "addresses": [BERLIN], "birth_date": "1980-05-17", "c_size": "12.5",
    },
    {
        "kind": "person", "first_name": "Bert", "last_name": "Berg", "temperature": "cold", "tags": ["vip", "fair"],
        "emails": [{"value": "bert@b.example"}], "addresses": [KOELN], "birth_year": 1975, "c_size": "40",
    },
    {"kind": "person", "first_name": "小明", "last_name": "王", "company_name": "Kehu", "phones": ["+86 10 6552 9988"]},
]  # fmt: skip
NORDWERK, ANNA, BERT, WANG = "Nordwerk GmbH", "Adler, Anna", "Berg, Bert", "王小明"


@pytest.fixture(scope="module")
def made(server: object) -> dict[str, str]:
    """Who is there by now, by last name: the first test of the module makes them."""
    return {}


@pytest.fixture
def opened(new_context: Callable[..., Any], login: Callable[..., None], made: dict[str, str]) -> Opened:
    """Alice on the list, at this size and in this language, with everybody in it."""

    def open_list(size: str, language: str) -> Page:
        page: Page = new_context(size).new_page()
        login(page)
        if not made:
            field = {"type": "number", "key": "c_size", "label": {"en": "Size", "de": "Größe", "zh": "规模"}}
            assert page.request.post("/api/fields", data=field, headers=token(page)).status == 201
            for fields in PEOPLE:
                made[fields.get("last_name", "firm")] = make(page, **fields)
        speak(page, language)
        page.goto("/contacts")
        expect(rows(page).first).to_be_visible()
        return page

    return open_list


@pytest.mark.row("S2-04", "S2-05", "S2-06", "S2-07", "S2-09", "S2-10", "S2-42")
@pytest.mark.parametrize(("size", "language"), SIZES)
def test_filters_of_every_kind_come_by_the_plus_combine_and_go(opened: Opened, size: str, language: str) -> None:
    page = opened(size, language)
    expect_rows(page, ANNA, BERT, NORDWERK, WANG)
    companies, persons = say(language, "filter.companies"), say(language, "filter.persons")
    add_filter(page, companies, language=language)
    expect_rows(page, NORDWERK)
    remove_filter(page, companies, language)
    expect_rows(page, ANNA, BERT, NORDWERK, WANG)
    add_filter(page, persons, language=language)
    expect_rows(page, ANNA, BERT, WANG)
    add_filter(page, label(language, "tags"), "fair", language=language)
    expect_rows(page, ANNA, BERT)
    hot = {"en": "Hot", "de": "Heiß", "zh": "热"}[language]
    add_filter(page, label(language, "temperature"), hot, language=language)
    expect_rows(page, ANNA)
    page.reload()
    expect_rows(page, ANNA)
    page.get_by_role("button", name=say(language, "filter.clear")).click()
    expect_rows(page, ANNA, BERT, NORDWERK, WANG)


@pytest.mark.row("S2-05")
@pytest.mark.parametrize(("size", "language"), [("desk", "de"), ("phone", "zh"), ("desk", "en")])
def test_each_type_of_field_asks_for_what_it_takes(opened: Opened, size: str, language: str) -> None:
    page = opened(size, language)

    def only(field: str, choice: str, how: str, *names: str) -> None:
        add_filter(page, field, choice, how, language)
        expect_rows(page, *names)
        page.get_by_role("group", name=say(language, "filter.choose")).locator("button[aria-label]").last.click()
        expect_rows(page, ANNA, BERT, NORDWERK, WANG)

    def op(name: str) -> str:
        return say(language, f"filters.op.{name}")

    only(label(language, "last_name"), "adl", op("starts"), ANNA)
    only(say(language, "field.city"), "köln", op("is"), BERT)
    only(label(language, "changed_at"), say(language, "filters.day.today"), "", ANNA, BERT, NORDWERK, WANG)
    only(label(language, "created_by"), say(language, "filters.me"), "", ANNA, BERT, NORDWERK, WANG)

    size_label = {"en": "Size", "de": "Größe", "zh": "规模"}[language]
    form = add_filter(page, size_label, "", op("between"), language)
    form.get_by_label(say(language, "filters.from", label=size_label)).fill("10")
    form.get_by_label(say(language, "filters.to", label=size_label)).fill("vierzig")
    page.get_by_role("button", name=say(language, "filter.apply"), exact=True).click()
    expect(form.get_by_role("alert")).to_have_text(say(language, "filters.unreadable"))
    expect(form.get_by_label(say(language, "filters.from", label=size_label))).to_have_value("10")
    form.get_by_label(say(language, "filters.to", label=size_label)).fill("40")
    page.get_by_role("button", name=say(language, "filter.apply"), exact=True).click()
    expect_rows(page, ANNA, BERT)
    chip = say(language, "filters.text.between", label=size_label, **{"from": "10", "to": "40"})
    page.get_by_role("button", name=chip, exact=True).click()
    form.get_by_label(say(language, "filters.to", label=size_label)).fill("20")
    page.get_by_role("button", name=say(language, "filter.apply"), exact=True).click()
    expect_rows(page, ANNA)
    remove_filter(page, say(language, "filters.text.between", label=size_label, **{"from": "10", "to": "20"}), language)

    form = add_filter(page, label(language, "emails"), "", op("empty"), language)
    page.get_by_role("button", name=say(language, "filter.apply"), exact=True).click()
    expect_rows(page, NORDWERK, WANG)


@pytest.mark.row("S2-36", "S1-06")
@pytest.mark.parametrize(("size", "language"), SIZES)
def test_the_list_shows_name_primary_contact_and_address(opened: Opened, size: str, language: str) -> None:
    page = opened(size, language)
    row = rows(page).filter(has_text=ANNA)
    expect(row).to_contain_text("+49 30 901820")
    expect(row).to_contain_text("Berlin")
    expect(row).not_to_contain_text("111111")
    if size == "desk":
        expect(row).to_contain_text("anna@a.example")
        expect(row).not_to_contain_text("old@a.example")
    else:
        expect(rows(page).filter(has_text=BERT)).to_contain_text("bert@b.example")
    expect(row.get_by_role("img", name=say(language, "list.person"))).to_have_text("AA")


@pytest.mark.row("S1-09", "S1-10", "S1-08")
@pytest.mark.parametrize(("size", "language"), SIZES)
def test_a_contact_opens_by_its_name_and_by_the_button(opened: Opened, size: str, language: str) -> None:
    page = opened(size, language)
    box = page.get_by_role("textbox", name=say(language, "list.search"))
    box.fill("小")
    box.press("Enter")
    expect_rows(page, WANG)
    page.get_by_role("link", name=WANG, exact=True).click()
    expect(page.get_by_role("heading", name=WANG)).to_be_visible()
    page.get_by_role("link", name=say(language, "page.back")).click()
    expect_rows(page, WANG)
    view = page.get_by_role("link", name=say(language, "list.viewOf", name=WANG))
    expect(view).to_have_text(say(language, "common.view"))
    view.click()
    expect(page.get_by_role("heading", name=WANG)).to_be_visible()


@pytest.mark.parametrize(("size", "language"), [("desk", "en"), ("phone", "de")])
def test_columns_are_chosen_and_ordered_and_remembered(opened: Opened, size: str, language: str) -> None:
    page = opened(size, language)
    page.get_by_role("button", name=say(language, "columns.title"), exact=True).click()
    dialog = page.get_by_role("dialog")
    shown = dialog.get_by_role("list", name=say(language, "columns.shown"))
    field = {"en": "Size", "de": "Größe"}[language]
    dialog.get_by_role("button", name=field, exact=True).click()
    expect(shown.get_by_role("listitem").last).to_contain_text(field)
    earlier = shown.get_by_role("button", name=say(language, "columns.earlier", label=field))
    earlier.focus()
    for _ in range(8):
        page.keyboard.press("Alt+ArrowUp")
    expect(shown.get_by_role("listitem").nth(1)).to_contain_text(field)
    earlier.click()
    expect(shown.get_by_role("listitem").first).to_contain_text(field)
    dialog.evaluate("one => one.scrollTo(0, 0)")  # the first line came up under the title
    grip = shown.get_by_role("listitem").first.locator("[aria-hidden=true]").first.bounding_box()
    third = shown.get_by_role("listitem").nth(2).bounding_box()
    assert grip
    assert third
    page.mouse.move(grip["x"] + 10, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(grip["x"] + 10, third["y"] + 20, steps=8)
    page.mouse.up()
    expect(shown.get_by_role("listitem").nth(2)).to_contain_text(field)
    company = say(language, "columns.remove", label=label(language, "company"))
    shown.get_by_role("button", name=company).click()
    dialog.get_by_role("button", name=say(language, "columns.done")).click()
    if size == "desk":
        heads = page.get_by_role("columnheader")
        expect(heads.nth(3)).to_have_text(field)
        expect(heads.filter(has_text="Company")).to_have_count(0)
    number = {"en": "12.5", "de": "12,5"}[language]
    expect(rows(page).filter(has_text=ANNA)).to_contain_text(number)
    page.goto("/contacts")
    expect(rows(page).filter(has_text=ANNA)).to_contain_text(number)
    page.get_by_role("button", name=say(language, "columns.title"), exact=True).click()
    page.get_by_role("button", name=say(language, "columns.standard")).click()
    expect(rows(page).filter(has_text=ANNA)).not_to_contain_text(number)


@pytest.mark.row("S1-07")
@pytest.mark.parametrize(("size", "language"), [("desk", "zh"), ("phone", "en"), ("desk", "de")])
def test_the_way_back_leads_to_the_same_place_of_a_long_list(
    opened: Opened, made: dict[str, str], size: str, language: str
) -> None:
    page = opened(size, language)
    if "long" not in made:
        made["long"] = "yes"
        for n in range(150):
            make(page, kind="person", last_name=f"Zander {n:03}")
    page.goto(f"/contacts?q=zander&lang={language}")
    expect(rows(page).first).to_be_visible()
    target = page.get_by_role("link", name="Zander 120", exact=True)
    while not target.count():
        page.mouse.move(200, 400)
        page.mouse.wheel(0, 600)
        page.evaluate("new Promise(requestAnimationFrame)")
    target.scroll_into_view_if_needed()
    target.click()
    expect(page.get_by_role("heading", name="Zander 120")).to_be_visible()
    page.get_by_role("link", name=say(language, "page.back")).click()
    expect(target).to_be_in_viewport()
