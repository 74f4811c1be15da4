"""What every day begins with, at both sizes and in all three languages: from the start page to the customer."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from karteo.records.types.contact import CONTACT
from tests.e2e.card import EVERYWHERE, Contexts, Login, Say
from tests.e2e.desk import make, stored
from tests.e2e.words import speak

PEOPLE: dict[str, dict[str, Any]] = {
    "Smith": {"first_name": "John"},
    "Smyth": {"first_name": "Jane"},
    "Smooth": {"first_name": "Joe"},
    "Schmidt": {"first_name": "Anna"},
    "Schmitt": {"first_name": "Berta"},
    "Oberhofer": {"first_name": "Otto"},
}
FIRM = "Meyer Bau GmbH"
TYPED = {
    "mith": ["Smith, John"],
    "Sm?th": ["Smith, John", "Smyth, Jane"],
    "O*": ["Oberhofer, Otto"],
    '"Meyer Bau"': [FIRM],
    "Schmidt~": ["Schmidt, Anna", "Schmitt, Berta"],
}
STORED = "id => fetch(`/api/contacts/${id}`).then(a => a.json()).then(a => a.row.phones[0].value.endsWith('1821'))"
LABEL = next(field.label for field in CONTACT.fields if field.name == "phones")
Desk = tuple[Page, Say]


@pytest.fixture
def desk(request: pytest.FixtureRequest, new_context: Contexts, login: Login, there: list[str]) -> Desk:
    """Alice, at a size and in a language, with everybody there."""
    page = new_context(request.getfixturevalue("size")).new_page()
    login(page)
    if not there:
        there += [make(page, kind="person", last_name=last, **more) for last, more in PEOPLE.items()]
        there.append(make(page, kind="company", company_name=FIRM))
    say = speak(page, request.getfixturevalue("language"))
    page.goto("/")
    return page, say


@pytest.fixture(scope="module")
def there(server: object) -> list[str]:
    return []


@pytest.mark.row("S2-01")
@EVERYWHERE
def test_the_link_crm_on_the_start_page_opens_the_contacts(desk: Desk, size: str, language: str) -> None:
    page, say = desk
    page.get_by_role("main").get_by_role("link", name=re.compile("^" + re.escape(say("home.crm")))).click()
    expect(page).to_have_url(re.compile("/contacts"))
    expect(page.get_by_role("heading", name=say("list.title"), exact=True)).to_be_visible()


@pytest.mark.row("S2-02")
@EVERYWHERE
def test_the_menu_at_the_top_left_opens_them_from_any_page(desk: Desk, size: str, language: str) -> None:
    page, say = desk
    for path in ("/", "/profile", "/import", "/bin", "/admin"):
        page.goto(path)
        page.get_by_role("button", name=f"Karteo: {say('shell.menu')}", exact=True).click()
        page.get_by_role("menuitem", name=say("shell.crm"), exact=True).click()
        expect(page).to_have_url(re.compile("/contacts"))


@pytest.mark.row("S2-03", "S2-11", "S2-12", "S2-13", "S2-14", "S2-15")
@EVERYWHERE
def test_typed_and_entered_finds_exactly_these(desk: Desk, size: str, language: str) -> None:
    page, say = desk
    page.goto("/contacts")
    box = page.get_by_role("textbox", name=say("list.search"), exact=True)
    for typed, names in TYPED.items():
        box.fill(typed)
        box.press("Enter")
        rows = page.locator("[role=table] [role=row][data-id]")
        expect(rows).to_have_count(len(names))
        for name in names:
            expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()


@pytest.mark.row("S0-30")
@EVERYWHERE
def test_one_phone_number_is_changed_in_five_steps(desk: Desk, size: str, language: str) -> None:
    page, say = desk
    person = f"Quirin Quast {size} {language}"
    record = make(page, kind="person", last_name=person, phones=["+49 30 901820"])
    page.goto("/")
    steps = 0

    def step(place: Any) -> None:
        nonlocal steps
        place.tap() if size == "phone" else place.click()
        steps += 1

    step(page.get_by_role("combobox", name=say("shell.search"), exact=True))
    page.keyboard.type(person)
    step(page.get_by_role("option").filter(has_text=person))
    phone = LABEL[language]
    step(page.get_by_role("button", name=say("page.editField", label=phone), exact=True))
    box = page.get_by_role("textbox", name=phone, exact=True)
    expect(box).to_be_focused()
    box.fill("+49 30 901821")
    step(page.get_by_role("button", name=say("common.save"), exact=True))
    expect(page.get_by_role("group", name=phone, exact=True)).to_contain_text("901821")
    page.wait_for_function(STORED, arg=record)
    assert stored(page, record)["phones"][0]["value"] == "+49 30 901821"
    assert steps <= 5
