"""The page of a contact: everything on it, corrected in place, by keyboard and by thumb, in three languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.card import EVERYWHERE, Card, Contexts, Login, jon, person, post
from tests.e2e.desk import change, history, make, stored, toast, until_stored

LABELS: dict[str, dict[str, str]] = {
    "en": {
        "first_name": "First name", "last_name": "Last name", "position": "Position", "description": "Description",
        "phones": "Phone", "emails": "E-mail", "links": "Website and social networks", "addresses": "Address",
        "company_name": "Company name", "gender": "Gender", "birth_year": "Birth year", "language": "Language",
        "department": "Department",
    },
    "de": {
        "first_name": "Vorname", "last_name": "Nachname", "position": "Position", "description": "Beschreibung",
        "phones": "Telefon", "emails": "E-Mail", "links": "Web und soziale Netze", "addresses": "Adresse",
        "company_name": "Firmenname", "gender": "Geschlecht", "birth_year": "Geburtsjahr", "language": "Sprache",
        "department": "Abteilung",
    },
    "zh": {
        "first_name": "名", "last_name": "姓", "position": "职位", "description": "说明", "phones": "电话",
        "emails": "电子邮箱", "links": "网站与社交", "addresses": "地址", "company_name": "公司名称",
        "gender": "性别", "birth_year": "出生年份", "language": "语言", "department": "部门",
    },
}  # fmt: skip
FULL: dict[str, Any] = {
    "phones": [{"value": "+49 30 901820", "kind": "work"}, {"value": "+49 171 6847362", "kind": "mobile"}],
    "emails": ["jon@nordwerk.example"],
    "description": "Met at the fair.",
    "addresses": [{"value": {"street": "Ring 7", "postcode": "10115", "city": "Berlin", "country": "DE"}}],
}


@pytest.fixture
def seat(new_context: Contexts, login: Login) -> Callable[..., Card]:
    def sit(size: str = "desk", language: str = "en", **fields: Any) -> Card:
        page, say = person(new_context, login, size, language)
        return Card(page, say, jon(page, **(FULL | fields))).open()

    return sit


def whole(card: Card, company: bool = False) -> Locator:
    """The whole form, by the link under the name."""
    card.page.get_by_role("link", name=card.say("page.editCompany" if company else "page.editPerson")).click()
    form = card.page.get_by_role("form", name=card.say("page.updateCompany" if company else "page.updatePerson"))
    expect(form).to_be_visible()
    return form


def pencil(card: Card, label: str) -> None:
    card.button("page.editField", label=label).click()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.tagName"))


@EVERYWHERE
@pytest.mark.row("S2-16", "S1-11", "S0-08")
def test_the_title_in_the_list_opens_the_page_with_everything_in_its_place(
    seat: Callable[..., Card], size: str, language: str
) -> None:
    card = seat(size, language, last_name=f"Titel{size}{language}")
    card.page.goto(f"/contacts?q=Titel{size}{language}")
    card.page.locator(f"[data-id='{card.record}']").get_by_role("link").first.click()
    expect(card.page.get_by_role("heading", name=f"Titel{size}{language}", level=1)).to_be_visible()
    for name in ("notes", "files", "related", "history"):
        expect(card.part(name)).to_be_visible()
    for text in ("+49 171 6847362", "jon@nordwerk.example", "Ring 7", "Met at the fair."):
        expect(card.page.locator("#details")).to_contain_text(text)
    assert card.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@EVERYWHERE
@pytest.mark.row("S2-24", "S2-25", "S2-26", "S2-28", "S2-33", "S2-41", "S1-14", "S1-18", "S1-19", "S1-21", "S1-27")
def test_the_whole_form_changes_many_fields_as_one_action(seat: Callable[..., Card], size: str, language: str) -> None:
    card, label = seat(size, language), LABELS[language]
    form = whole(card)
    for name, text in (("first_name", "John"), ("last_name", "Smythe"), ("position", "Clerk")):
        form.get_by_role("textbox", name=label[name], exact=True).fill(text)
    form.get_by_role("textbox", name=label["description"], exact=True).fill("Prefers e-mail.")
    form.get_by_role("combobox", name=label["gender"]).select_option("male")
    form.get_by_role("textbox", name=label["birth_year"], exact=True).fill("1980")
    form.get_by_role("button", name=card.say("common.saveChanges")).last.click()
    title = card.page.get_by_role("heading", name=re.compile("John ?Smythe|SmytheJohn"), level=1)
    expect(title).to_be_visible()
    expect(title).to_be_focused()
    expect(card.value(label["birth_year"])).to_contain_text("1980")
    row = stored(card.page, card.record)
    assert (row["first_name"], row["gender"], row["birth_year"]) == ("John", "male", 1980)
    changed = set(history(card.page, card.record)[0]["patch"])
    assert changed == {"first_name", "last_name", "position", "description", "gender", "birth_year"}


@EVERYWHERE
@pytest.mark.row("S2-27", "S2-24")
def test_a_company_is_renamed(seat: Callable[..., Card], size: str, language: str) -> None:
    card = seat(size, language)
    firm = make(card.page, kind="company", company_name="Meyer Bau")
    card = Card(card.page, card.say, firm).open()
    form = whole(card, company=True)
    box = form.get_by_role("textbox", name=LABELS[language]["company_name"], exact=True)
    box.fill("Meyer & Söhne Bau GmbH")
    form.get_by_role("button", name=card.say("common.saveChanges")).first.click()
    expect(card.page.get_by_role("heading", name="Meyer & Söhne Bau GmbH", level=1)).to_be_visible()


@EVERYWHERE
@pytest.mark.row("S2-29", "S2-30", "S2-34", "S2-35", "S2-37", "S1-28")
def test_values_are_added_made_primary_and_removed(seat: Callable[..., Card], size: str, language: str) -> None:
    card, label = seat(size, language), LABELS[language]
    phone, mail = label["phones"], label["emails"]
    pencil(card, phone)
    card.button("field.add", label=phone).click()
    card.page.get_by_role("textbox", name=f"{phone} 3", exact=True).fill("+49 40 1234567")
    card.button("field.makePrimary", value="+49 171 6847362").click()
    card.button("field.removeValue", value="+49 30 901820").click()
    card.button("common.save").click()
    expect(card.value(phone)).to_contain_text("+49 40 1234567")
    pencil(card, mail)
    card.button("field.add", label=mail).click()
    card.page.get_by_role("textbox", name=f"{mail} 2", exact=True).fill("private@smith.example")
    card.button("common.save").click()
    expect(card.value(mail)).to_contain_text("private@smith.example")
    row = stored(card.page, card.record)
    assert [(p["value"], p["primary"]) for p in row["phones"]] == [("+49 171 6847362", True), ("+49 40 1234567", False)]
    assert [e["value"] for e in row["emails"]] == ["jon@nordwerk.example", "private@smith.example"]


@EVERYWHERE
@pytest.mark.row("S2-31", "S2-32", "S1-29")
def test_websites_and_two_addresses_are_kept(seat: Callable[..., Card], size: str, language: str) -> None:
    card, label = seat(size, language), LABELS[language]
    form = whole(card)
    card.button("field.add", label=label["links"]).click()
    form.get_by_role("textbox", name=label["links"], exact=True).fill("https://smith.example")
    card.button("field.add", label=label["addresses"]).click()
    second = f"{label['addresses']} 2"
    form.get_by_role("textbox", name=f"{second}: {card.say('field.street')}").fill("Hafenstr. 1")
    form.get_by_role("textbox", name=f"{second}: {card.say('field.city')}").fill("Hamburg")
    form.get_by_role("combobox", name=re.compile("Hafenstr")).select_option("home")
    form.get_by_role("button", name=card.say("common.saveChanges")).first.click()
    expect(card.value(label["addresses"])).to_contain_text("Hamburg")
    row = stored(card.page, card.record)
    assert [one["value"] for one in row["links"]] == ["https://smith.example"]
    assert [(one["kind"], one["value"]["city"]) for one in row["addresses"]] == [
        ("work", "Berlin"),
        ("home", "Hamburg"),
    ]


@EVERYWHERE
@pytest.mark.row("S1-15", "S1-16", "S1-20", "S0-19")
def test_what_is_wrong_is_said_once_at_the_field(seat: Callable[..., Card], size: str, language: str) -> None:
    card, label = seat(size, language), LABELS[language]
    pencil(card, label["emails"])
    box = card.page.get_by_role("textbox", name=label["emails"], exact=True)
    box.fill("jon at nordwerk")
    card.button("common.save").click()
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_be_focused()
    expect(card.page.get_by_text(card.say("fault.email_invalid"))).to_have_count(1)
    box.fill("jon@smith.example")
    card.button("common.save").click()
    expect(card.value(label["emails"])).to_contain_text("jon@smith.example")
    expect(card.button("page.editField", label=label["emails"])).to_be_focused()


@EVERYWHERE
@pytest.mark.row("S1-15", "S1-16", "S1-20")
def test_what_only_the_server_knows_is_wrong_is_said_in_the_same_round(
    seat: Callable[..., Card], size: str, language: str
) -> None:
    card, label = seat(size, language), LABELS[language]
    form = whole(card)
    form.get_by_role("textbox", name=label["emails"], exact=True).fill("jon at nordwerk")
    form.get_by_role("textbox", name=f"{label['phones']} 1", exact=True).fill("+1 212 555 12")
    form.get_by_role("button", name=card.say("common.saveChanges")).first.click()
    expect(form.locator("[aria-invalid=true]")).to_have_count(2)
    expect(form.get_by_role("alert").get_by_role("listitem")).to_have_count(2)
    assert len(history(card.page, card.record)) == 1


@EVERYWHERE
@pytest.mark.row("S1-20", "S0-19", "S2-44")
def test_what_is_only_half_typed_is_neither_lost_nor_taken_for_something(
    seat: Callable[..., Card], size: str, language: str
) -> None:
    card = seat(size, language)
    firm = f"Halbwerk {size} {language}"
    make(card.page, kind="company", company_name=firm)
    form = whole(card)
    company = form.locator("[data-field=company_id]").get_by_role("combobox")
    company.fill("xyz nowhere")
    expect(form.locator("[data-field=company_id]").get_by_role("status")).to_have_text(card.say("field.noHit"))
    save = form.get_by_role("button", name=card.say("common.saveChanges")).last
    save.click()
    expect(form.locator("[data-field=company_id]")).to_contain_text(card.say("fault.not_chosen"))
    expect(company).to_have_value("xyz nowhere")
    company.fill(firm)
    form.get_by_role("option", name=firm).click()
    expect(company).to_have_value(firm)
    form.get_by_role("combobox", name=card.say("field.newTag"), exact=True).fill("half typed")
    save.click()
    expect(card.page.get_by_role("heading", name=re.compile("Smith"), level=1)).to_be_visible()
    expect(card.page.get_by_role("link", name=firm).first).to_be_visible()
    assert stored(card.page, card.record)["tags"] == ["half typed"]


@EVERYWHERE
@pytest.mark.row("S1-17")
def test_a_person_needs_something_to_be_called_by(seat: Callable[..., Card], size: str, language: str) -> None:
    card, label = seat(size, language), LABELS[language]
    card.page.goto("/contacts/new")
    form = card.page.get_by_role("form", name=card.say("list.new"))
    form.get_by_role("textbox", name=label["position"], exact=True).fill("Buyer")
    form.get_by_role("button", name=card.say("page.create")).first.click()
    expect(form.get_by_role("alert")).to_contain_text(card.say("fault.required_one_of"))
    form.get_by_role("textbox", name=label["last_name"], exact=True).fill("Kaufmann")
    form.get_by_role("button", name=card.say("page.create")).first.click()
    expect(card.page.get_by_role("heading", name="Kaufmann", level=1)).to_be_visible()


@EVERYWHERE
@pytest.mark.row("S2-47", "S2-48", "S2-49")
def test_deleting_names_what_goes_and_all_of_it_comes_back(seat: Callable[..., Card], size: str, language: str) -> None:
    card = seat(size, language)
    boss = jon(card.page, first_name="Berta", last_name="Boss")
    post(card.page, "notes", parent_type="contact", parent_id=card.record, text="one")
    post(card.page, "notes", parent_type="contact", parent_id=card.record, text="two")
    post(card.page, "relationships", contact_id=card.record, other_id=boss, kind="reports_to")
    card.open()
    expect(card.note("two")).to_be_visible()
    card.action("page.delete")
    dialog = card.page.get_by_role("dialog")
    expect(dialog).to_contain_text(card.say("page.deleteText"))
    expect(dialog.get_by_role("listitem").filter(has_text=card.say("section.notes"))).to_contain_text("2")
    expect(dialog.get_by_role("listitem").filter(has_text=card.say("section.related"))).to_contain_text("1")
    dialog.get_by_role("button", name=card.say("page.delete"), exact=True).click()
    expect(toast(card.page)).to_contain_text("Jon Smith")
    toast(card.page).get_by_role("button", name=card.say("toast.undo")).click()
    until_stored(card.page, card.record, deleted_at=None)
    card.open()
    expect(card.note("two")).to_be_visible()
    expect(card.part("related")).to_contain_text("Berta Boss")


@EVERYWHERE
@pytest.mark.row("S1-27")
def test_a_language_is_chosen_by_its_name_and_what_was_there_stays(
    seat: Callable[..., Card], size: str, language: str
) -> None:
    card, label = seat(size, language), LABELS[language]["language"]
    change(card.page, card.record, language="Bayrisch")
    card.open()
    pencil(card, label)
    box = card.page.get_by_role("combobox", name=label)
    expect(box).to_have_value("Bayrisch")
    box.select_option("pt")
    card.button("common.save").click()
    name = {"en": "Portuguese", "de": "Portugiesisch", "zh": "葡萄牙语"}[language]
    expect(card.value(label)).to_contain_text(name)
    until_stored(card.page, card.record, language="pt")


@pytest.mark.row("S0-15", "S0-25")
def test_on_the_desk_it_goes_by_keyboard(seat: Callable[..., Card]) -> None:
    card = seat()
    keys = card.page.keyboard
    keys.press("m")
    expect(card.paper).to_be_focused()
    keys.type("by keyboard")
    keys.press("Control+Enter")
    expect(card.note("by keyboard")).to_be_visible()
    keys.press("Escape")
    keys.press("E")
    form = card.page.get_by_role("form", name=card.say("page.updatePerson"))
    expect(form.get_by_role("heading", level=1)).to_be_focused()
    keys.press("Escape")
    expect(card.page.get_by_role("heading", name="Jon Smith", level=1)).to_be_focused()


@pytest.mark.row("S0-16")
def test_on_the_phone_each_part_is_one_tap_away_and_wide_enough(seat: Callable[..., Card]) -> None:
    card = seat("phone", "de")
    ways = card.page.get_by_role("navigation", name=card.say("section.nav")).get_by_role("button")
    assert ways.count() == 5
    for way in ways.all():
        box = way.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    ways.filter(has_text=card.say("section.history")).tap()
    expect(card.part("history")).to_be_in_viewport()
    expect(card.part("history")).to_be_focused()


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_after_a_change_of_page_the_focus_is_on_the_page(seat: Callable[..., Card], size: str) -> None:
    card = seat(size)
    card.page.get_by_role("link", name=card.say("page.back")).click()
    expect(card.page.get_by_role("heading", name=card.say("list.title"), exact=True)).to_be_visible()
    card.page.wait_for_function("document.activeElement !== document.body")
    assert focused(card.page) != "BODY"


@pytest.mark.offline
@pytest.mark.row("S1-20", "S0-23")
def test_what_was_refused_is_corrected_from_what_was_typed(seat: Callable[..., Card], server: Any) -> None:
    card = seat("phone", "en")
    label = LABELS["en"]["phones"]
    server.kill()
    pencil(card, label)
    card.page.get_by_role("textbox", name=f"{label} 1", exact=True).fill("+1 212 555 12")
    card.button("common.save").click()
    server.start()
    card.page.reload()
    asked = card.page.get_by_role("region", name=card.say("conflict.refused", field=label))
    asked.get_by_role("button", name=card.say("conflict.correct")).click()
    box = card.page.get_by_role("textbox", name=f"{label} 1", exact=True)
    expect(box).to_have_value("+1 212 555 12")
    box.fill("+1 212 555 1234")
    card.button("common.save").click()
    expect(card.value(label)).to_contain_text("+1 212 555 1234")
    expect(asked).to_have_count(0)
