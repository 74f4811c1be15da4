"""Fields of one's own on the screens: added, ordered by dragging and by keys, required; there at once everywhere."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.card import EVERYWHERE, Contexts, Login, Say, person
from tests.e2e.desk import make, toast, token, until_stored
from tests.e2e.server import until
from tests.e2e.test_lists_admin import NAMES, drag


def own(page: Page, say: Say) -> Locator:
    """The list of the workspace's own fields."""
    return page.get_by_role("list", name=say("care.ownFields"), exact=True)


def add(page: Page, say: Say, names: tuple[str, str, str], required: bool = False) -> None:
    page.get_by_role("button", name=say("admin.addField"), exact=True).click()
    form = page.get_by_role("form", name=say("admin.addField"), exact=True)
    for language, word in zip(NAMES.values(), names, strict=True):
        form.get_by_label(f"{say('admin.label')} ({language})", exact=True).fill(word)
    if required:
        form.get_by_role("checkbox", name=say("admin.required"), exact=True).check()
    form.get_by_role("button", name=say("common.save"), exact=True).click()
    expect(form).to_have_count(0)


def keys(page: Page) -> list[str]:
    fields = page.request.get("/api/schema").json()["types"]["contact"]["fields"]
    return [one["name"] for one in fields if one["custom"]]


@pytest.fixture
def alone(new_context: Contexts, login: Login, size: str, language: str) -> tuple[Page, Say]:
    """An administrator in a workspace where no field of its own is in use any more."""
    page, say = person(new_context, login, size, language)
    for one in page.request.get("/api/fields").json()["fields"]:
        page.request.patch(f"/api/fields/{one['id']}", data={"retired": True}, headers=token(page))
    return page, say


@pytest.mark.row("S2-38")
@EVERYWHERE
def test_a_new_field_is_in_form_list_filter_history_and_import_at_once(
    alone: tuple[Page, Say], size: str, language: str
) -> None:
    page, say = alone
    word = f"Zz {size} {language}"
    key = f"c_zz_{size}_{language}"
    page.goto("/admin?tab=fields")
    add(page, say, (word, f"{word} (D)", f"{word} (Z)"))
    label = {"en": word, "de": f"{word} (D)", "zh": f"{word} (Z)"}[language]
    expect(own(page, say).get_by_role("listitem")).to_have_count(1)
    # the form: filled and saved; history tells it
    record = make(page, last_name=f"Zeta{size}{language}")
    page.goto(f"/contacts/{record}?edit=all")
    page.locator(f"form [data-field={key}]").get_by_label(label, exact=True).fill("Omega 17")
    page.get_by_role("button", name=say("common.saveChanges"), exact=True).first.click()
    until_stored(page, record, **{key: "Omega 17"})
    page.goto(f"/contacts/{record}/history")
    expect(page.get_by_role("main")).to_contain_text(label)
    expect(page.get_by_role("main")).to_contain_text("Omega 17")
    # the list: searched by it, and as a column
    page.goto(f"/contacts?q=omega&columns=%5B%22{key}%22%5D")
    row = page.locator("[role=table] [role=row][data-id]").filter(has_text=f"Zeta{size}{language}")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Omega 17")
    # the filter bar offers it
    page.get_by_role("button", name=say("filter.add"), exact=True).click()
    expect(page.get_by_role("menuitem", name=label, exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    # an import knows the column by its name
    page.goto("/import")
    table = f"Last name,{label}\nEta{size}{language},Omega 18\n".encode()
    page.locator("input[type=file]").set_input_files({"name": "new.csv", "mimeType": "text/csv", "buffer": table})
    chosen = page.locator("select", has=page.locator(f"option[value={key}]")).nth(1)
    expect(chosen).to_have_value(key)


@pytest.mark.row("S2-38")
@EVERYWHERE
def test_a_field_gets_a_section_of_ones_own_on_the_page_and_in_the_form(
    alone: tuple[Page, Say], size: str, language: str
) -> None:
    page, say = alone
    word = f"Term {size} {language}"
    titles = {"en": f"Contract {size}", "de": f"Vertrag {size}", "zh": f"合同 {size}"}
    page.goto("/admin?tab=fields")
    page.get_by_role("button", name=say("admin.addField"), exact=True).click()
    form = page.get_by_role("form", name=say("admin.addField"), exact=True)
    form.get_by_label(f"{say('admin.label')} ({NAMES['en']})", exact=True).fill(word)
    form.get_by_label(say("admin.group"), exact=True).select_option(label=say("care.newSection"))
    form.get_by_role("button", name=say("common.save"), exact=True).click()
    expect(form.get_by_role("alert")).to_contain_text(say("fault.required"))
    for tongue, name in NAMES.items():
        form.get_by_label(f"{say('care.sectionName')} ({name})", exact=True).fill(titles[tongue])
    form.get_by_role("button", name=say("common.save"), exact=True).click()
    expect(own(page, say).get_by_role("listitem")).to_contain_text(titles[language])
    record = make(page, last_name=f"Sigma{size}{language}")
    page.goto(f"/contacts/{record}?edit=all")
    section = page.get_by_role("region", name=titles[language], exact=True)
    section.get_by_label(word, exact=True).fill("two years")
    page.get_by_role("button", name=say("common.saveChanges"), exact=True).first.click()
    expect(section.get_by_role("group", name=word, exact=True)).to_contain_text("two years")
    # renamed where a field of it is changed; the page follows
    page.goto("/admin?tab=fields")
    page.get_by_role("button", name=say("admin.editField", name=word), exact=True).click()
    form = page.get_by_role("form", name=say("admin.changeField"), exact=True)
    form.get_by_label(f"{say('care.sectionName')} ({NAMES[language]})", exact=True).fill(f"Deal {size} {language}")
    form.get_by_role("button", name=say("common.save"), exact=True).click()
    expect(own(page, say).get_by_role("listitem")).to_contain_text(f"Deal {size} {language}")
    page.goto(f"/contacts/{record}")
    section = page.get_by_role("region", name=f"Deal {size} {language}", exact=True)
    expect(section.get_by_role("group", name=word, exact=True)).to_contain_text("two years")


@pytest.mark.row("S2-38")
@EVERYWHERE
def test_fields_are_ordered_by_dragging_and_by_keys_retired_and_brought_back(
    alone: tuple[Page, Say], size: str, language: str
) -> None:
    page, say = alone
    names = [f"{letter} {size} {language}" for letter in "ABC"]
    for name in names:
        answer = page.request.post("/api/fields", data={"type": "text", "label": {"en": name}}, headers=token(page))
        assert answer.status == 201, answer.text()
    a, b, c = (f"c_{letter}_{size}_{language}" for letter in "abc")
    page.goto("/admin?tab=fields")
    lines = own(page, say).get_by_role("listitem")
    expect(lines).to_have_count(3)

    def grip(name: str, at: int) -> Locator:
        return page.get_by_role("button", name=say("care.grip", name=name, at=at, count=3), exact=True)

    drag(page, grip(names[2], 3), lines.nth(0))
    until(lambda: keys(page) == [c, a, b], "the order")
    grip(names[0], 2).press("ArrowDown")
    until(lambda: keys(page) == [c, b, a], "the order by keys")
    expect(grip(names[0], 3)).to_be_focused()
    lines.nth(0).get_by_role("button", name=say("admin.retire"), exact=True).click()
    until(lambda: keys(page) == [b, a], "one less")
    line = (
        page.get_by_role("region", name=say("care.retiredFields"), exact=True)
        .get_by_role("listitem")
        .filter(has_text=names[2])
    )
    line.get_by_role("button", name=say("admin.bringBack"), exact=True).click()
    until(lambda: set(keys(page)) == {a, b, c}, "one more")


@pytest.mark.row("S2-38")
@EVERYWHERE
def test_a_required_field_is_asked_by_the_form_and_not_by_a_pencil(
    alone: tuple[Page, Say], size: str, language: str
) -> None:
    page, say = alone
    record = make(page, last_name=f"Alt{size}{language}", position="Clerk")
    word = f"Pflicht {size} {language}"
    page.goto("/admin?tab=fields")
    add(page, say, (word, word, word), required=True)
    expect(own(page, say).get_by_role("listitem")).to_contain_text(say("admin.required"))
    # the pencil corrects another field without asking
    page.goto(f"/contacts/{record}")
    line = page.locator("[data-field=position]")
    line.get_by_role("button").click()
    line.get_by_role("textbox").fill("Head")
    line.get_by_role("button", name=say("common.save"), exact=True).click()
    until_stored(page, record, position="Head")
    # the form asks, and the input stays
    page.goto(f"/contacts/{record}?edit=all")
    page.locator("form [data-field=position]").get_by_role("textbox").fill("Boss")
    save = page.get_by_role("button", name=say("common.saveChanges"), exact=True).first
    save.click()
    expect(page.get_by_role("alert").filter(has_text=say("fault.required")).first).to_be_visible()
    page.locator(f"form [data-field=c_pflicht_{size}_{language}]").get_by_role("textbox").fill("da")
    save.click()
    until_stored(page, record, position="Boss", **{f"c_pflicht_{size}_{language}": "da"})


@pytest.mark.row("S2-38")
@pytest.mark.parametrize(("size", "language"), [("phone", "en")])
def test_fields_of_the_house_are_marked_as_sensitive(alone: tuple[Page, Say]) -> None:
    page, say = alone
    record = make(page, last_name="Case", birth_date="1980-05-17")
    page.goto("/admin?tab=fields")
    page.get_by_text(say("care.houseFields"), exact=True).click()
    mark = page.get_by_role("checkbox", name=say("care.sensitiveOf", name="Birth date"), exact=True)
    mark.click()
    expect(mark).to_be_checked()
    expect(toast(page)).to_contain_text("Saved")
    expect(page.get_by_role("checkbox", name=re.compile("Last name"))).to_have_count(0)
    until(lambda: "birth_date" not in page.request.get(f"/api/contacts/{record}").json()["row"], "the field to close")
    mark.click()
    expect(mark).not_to_be_checked()
    until(
        lambda: page.request.get(f"/api/contacts/{record}").json()["row"].get("birth_date") == "1980-05-17", "it back"
    )


@pytest.mark.row("S2-38")
@pytest.mark.parametrize(("size", "language"), [("desk", "en")])
def test_a_colleague_who_is_logged_in_has_the_new_field_without_logging_in_anew(
    alone: tuple[Page, Say], new_context: Contexts, login: Login
) -> None:
    page, say = alone
    bob = new_context().new_page()
    login(bob, "bob")
    record = make(bob, last_name="Colleague")
    bob.goto(f"/contacts/{record}?edit=all")
    expect(bob.get_by_role("form")).to_be_visible()
    page.goto("/admin?tab=fields")
    add(page, say, ("Fresh field", "Frisches Feld", "新字段"))
    bob.goto(f"/contacts/{record}?edit=all")
    expect(bob.get_by_label("Fresh field", exact=True)).to_be_visible()
